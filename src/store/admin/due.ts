/**
 * Candidates of the clock: drafts whose moment has come, prices and holds that end, queues. Wide on
 * purpose, by an index, and without locks: jobs/dues.ts says what is due and when to look again, the
 * turn looks again under its lock. `spoken` leaves out what was said already.
 */

import { z } from 'zod'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { Waiter } from '#domain/stock/fill-queue.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type Db, iso, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { read } from '#store/read.ts'
import { foundStockRow, waiterRow } from '#store/shop/shop-columns.ts'
import { stockJson, waiterJson } from '#store/turn/rows.ts'

const draftRow = z.strictObject({
  ...{ ref: z.int(), revision: z.int(), updatedAt: z.string(), thread: z.string(), staff: z.boolean() },
  until: z.nullable(z.string()),
})
/** `quote`: a quote that holds or has just ended. */
export type IdleDraftRow = Omit<Readonly<z.output<typeof draftRow>>, 'until'> & {
  readonly quote?: { readonly until: string }
}

/** A customer is reminded within the shop's hours: of a Monday morning that may be on the Friday before. */
const AHEAD = 5 * 86_400_000
const LOOKED_AT = 500

/** Open drafts that are to be looked at by now: saved since the last look, or put off until now. */
export async function idleDrafts(sql: Sql, now: Date): Promise<readonly IdleDraftRow[]> {
  const rows = await read(
    sql,
    draftRow,
    Prisma.sql`
    select d.ref, d.revision, case when d.status = 'quoted' then d.state->'quote'->>'until' end as until,
      ${iso('d.updated_at')} as "updatedAt", coalesce(d.thread_key, d.last_thread) as thread,
      d.owner_key like 'staff:%' as staff
    from draft d where d.status in ${OPEN_STATUSES} and d.next_due_at <= ${now.toISOString()}::timestamptz
    order by d.next_due_at limit ${LOOKED_AT}::int`,
  )
  return rows.map(({ until, ...draft }) => ({ ...draft, ...(until === null ? {} : { quote: { until } }) }))
}

export type PutOff = { readonly ref: number; readonly revision: number; readonly next: string }

/** Looked at next then, unless somebody went on with it meanwhile. */
export async function putOff(sql: Sql, drafts: readonly PutOff[]): Promise<void> {
  if (drafts.length === 0) return
  await sql.$executeRaw(Prisma.sql`update draft d set next_due_at = l.next
    from jsonb_to_recordset(${toJson(drafts)}::jsonb) as l(ref int, revision int, next timestamptz)
    where d.ref = l.ref and d.revision = l.revision`)
}

const endingRow = z.strictObject({ ref: z.int(), ends: z.string(), thread: z.string(), staff: z.boolean() })
export type EndingPriceRow = Readonly<z.output<typeof endingRow>>
type Frozen = { readonly priceFreezeHours: number; readonly timeZone: string }

/**
 * Drafts open in a thread with a coupon that ends, or a kept price that has risen since, within
 * days; each with what ends next (domain/draft/prices/price-end.ts).
 */
export async function endingPrices(
  sql: Sql,
  now: Date,
  { priceFreezeHours, timeZone }: Frozen,
): Promise<readonly EndingPriceRow[]> {
  const at = Prisma.sql`${now.toISOString()}::timestamptz`
  const soon = Prisma.sql`${new Date(now.getTime() + AHEAD).toISOString()}::timestamptz`
  return read(
    sql,
    endingRow,
    Prisma.sql`
    with coupons as materialized (
      select code, (((rule->'conditions'->>'until')::date + 1)::timestamp at time zone ${timeZone}) as ends from coupon
      where active and (rule->'conditions'->>'until')::date between (${at})::date - 2 and (${soon})::date + 1
    ), found as (
      select d.id, c.ends from draft d, jsonb_array_elements(d.state->'content'->'coupons') p join coupons c
        on c.code = upper(p->>'code')
      where d.status in ('open', 'awaiting-approval') and d.thread_key is not null and exists (select 1 from coupons)
        and d.state->'content'->'coupons' <> '[]'::jsonb
      union all
      select d.id, (l->>'pricedAt')::timestamptz + ${priceFreezeHours}::int * interval '1 hour'
      from draft d, jsonb_array_elements(d.state->'content'->'lines') l join variant v on v.sku = l->>'sku'
      where d.status in ('open', 'awaiting-approval') and d.thread_key is not null
        and d.updated_at > ${at} - ${priceFreezeHours}::int * interval '1 hour' and v.price > (l->>'unitPrice')::bigint
    )
    select d.ref, ${iso('min(f.ends)')} as ends, d.thread_key as thread, d.owner_key like 'staff:%' as staff
    from found f join draft d on d.id = f.id where f.ends > ${at} and f.ends <= ${soon}
    group by d.id order by min(f.ends) limit ${LOOKED_AT}::int`,
  )
}

export type HeldOrderRow = { readonly number: number; readonly until: string; readonly thread: ThreadKey }

/** Orders to be paid by link that hold stock and run out within `ahead` milliseconds. */
export async function heldOrders(db: Db, now: Date, ahead: number): Promise<readonly HeldOrderRow[]> {
  const payments = await db.payment.findMany({
    where: {
      ...{ status: 'to-be-paid', holdUntil: { lte: new Date(now.getTime() + ahead) } },
      order: { threadKey: { not: null }, status: { in: ['placed', 'waiting'] } },
    },
    ...{ orderBy: [{ holdUntil: 'asc' }, { orderNumber: 'asc' }], take: LOOKED_AT },
    select: { orderNumber: true, holdUntil: true, order: { select: { threadKey: true } } },
  })
  return payments.flatMap(({ orderNumber: number, holdUntil, order: { threadKey: thread } }) =>
    holdUntil === null || thread === null ? [] : [{ number, until: holdUntil.toISOString(), thread }],
  )
}

const toldRow = z.strictObject({
  waiter: waiterRow.extend({ told: z.exactOptional(z.string()), thread: z.exactOptional(z.string()) }),
})

const owedRow = z.strictObject({
  ...{ order: z.int(), position: z.int(), onHand: z.int(), reserved: z.int(), allocated: z.int() },
  thread: z.nullable(z.string()),
})
export type OwedRow = Readonly<z.output<typeof owedRow>>

/**
 * The first in line of each queue whose goods are here: one commit does not serve everybody
 * (domain/stock/reach.ts).
 */
export const owedLines = (sql: Sql): Promise<readonly OwedRow[]> =>
  read(
    sql,
    owedRow,
    Prisma.sql`
    select b.order_number as "order", b.position, s.on_hand as "onHand", s.reserved, s.allocated, b.thread_key as thread
    from stock s cross join lateral (select q.order_number, q.position, q.thread_key from backorder q
      where q.sku = s.sku order by q.expedited desc, q.seq limit 1) b
    where s.allocated > 0 and s.tracked and s.on_hand > s.reserved order by s.sku limit ${LOOKED_AT}::int`,
  )

const queueRow = z.strictObject({ sku: z.string(), state: z.string() })
export type QueueState = Readonly<z.output<typeof queueRow>>

/**
 * The queues somebody was given a day in, each with what its days follow from in short: who waits
 * and what comes. A queue whose state is as it was has nothing new to tell.
 */
export const datedQueues = (sql: Sql): Promise<readonly QueueState[]> =>
  read(
    sql,
    queueRow,
    Prisma.sql`
    select q.sku, concat_ws(' ', q.lines, q.units, q.places, q.ahead, s.on_hand - s.reserved, (select
      string_agg(e.quantity || '@' || coalesce(e."on"::text, ''), ' ' order by e."on", e.id)
        from expected_receipt e where e.sku = q.sku)) as state
    from (select b.sku, count(*) as lines, sum(b.quantity) as units, sum(b.seq * b.quantity) as places,
        sum(b.seq) filter (where b.expedited) as ahead
      from backorder b group by b.sku having count(b.told_on) > 0) q join stock s using (sku) order by q.sku`,
  )

/** The queues of these SKUs. `told` absent = was told that there is none. */
export async function waitingLines(sql: Sql, skus: readonly Sku[]): Promise<WaitingRows> {
  if (skus.length === 0) return { waiters: [], stock: [] }
  const waiters = await read(
    sql,
    toldRow,
    Prisma.sql`
    select json_strip_nulls((${waiterJson}::jsonb || jsonb_build_object('told', to_char(b.told_on, 'YYYY-MM-DD'),
      'thread', b.thread_key))::json) as waiter
    from backorder b where b.sku = any(${[...skus]}::text[]) order by b.seq`,
  )
  const stock = await read(
    sql,
    foundStockRow,
    Prisma.sql`select ${stockJson} as stock from stock s where s.sku = any(${[...skus]}::text[])`,
  )
  return { waiters: waiters.map(({ waiter }) => waiter), stock: stock.map((row) => row.stock) }
}
export type WaitingRows = {
  readonly waiters: readonly (Waiter & { readonly told?: string; readonly thread?: ThreadKey })[]
  readonly stock: readonly StockFact[]
}

/** Of these deliveries, the ones that were claimed before, by whichever process. */
export async function spoken(
  db: Db,
  deliveries: readonly { readonly thread: ThreadKey; readonly delivery: string }[],
): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set()
  const ids = deliveries.map(({ thread, delivery }) => storable(`${thread.split(':', 1)[0] ?? ''}|${delivery}`))
  const rows = await db.inbox.findMany({ where: { id: { in: ids } }, select: { id: true } })
  return new Set(rows.map(({ id }) => id.slice(id.indexOf('|') + 1)))
}
