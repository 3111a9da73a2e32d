/**
 * Candidates of the clock: drafts nobody touched, quotes near their end, unpaid holds. Wide on
 * purpose, cheap, and without locks: jobs/dues.ts says what is due, the turn looks again under its
 * lock. `spoken` leaves out what was said already.
 */
import { z } from 'zod'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { Waiter } from '#domain/stock/fill-queue.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type Db, iso, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { read } from '#store/read.ts'
import { foundStockRow, waiterRow } from '#store/shop/shop-columns.ts'
import { stockJson, waiterJson } from '#store/turn/rows.ts'

const draftRow = z.strictObject({
  ...{ ref: z.int(), updatedAt: z.string(), thread: z.string(), staff: z.boolean() },
  until: z.nullable(z.string()),
})
/** `quote`: a quote that holds or has just ended. */
export type IdleDraftRow = Omit<Readonly<z.output<typeof draftRow>>, 'until'> & {
  readonly quote?: { readonly until: string }
}

/** A customer is reminded within the shop's hours: of a Monday morning that may be on the Friday before. */
const AHEAD = 5 * 86_400_000
const LOOKED_AT = 500

/** Open drafts whose idle time or quote is over, or will be within days; what ends soonest first. */
export async function idleDrafts(sql: Sql, now: Date, idleMilliseconds: number): Promise<readonly IdleDraftRow[]> {
  const soon = new Date(now.getTime() + AHEAD).toISOString()
  const idle = new Date(now.getTime() + AHEAD - idleMilliseconds).toISOString()
  const rows = await read(
    sql,
    draftRow,
    Prisma.sql`
    select d.ref, case when d.status = 'quoted' then d.state->'quote'->>'until' end as until, ${iso('d.updated_at')}
      as "updatedAt", coalesce(d.thread_key, d.last_thread) as thread,
      d.owner_key like 'staff:%' as staff
    from draft d where d.status in ${OPEN_STATUSES}
      and (d.updated_at <= ${idle}::timestamptz or (d.status = 'quoted' and (d.state->'quote'->>'until')::timestamptz
        <= ${soon}::timestamptz))
    order by case when d.status = 'quoted' then (d.state->'quote'->>'until')::timestamptz
      else d.updated_at + ${idleMilliseconds}::float8 * interval '1 millisecond' end
    limit ${LOOKED_AT}::int`,
  )
  return rows.map(({ until, ...draft }) => ({ ...draft, ...(until === null ? {} : { quote: { until } }) }))
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

/** The queues of every SKU somebody was given a day for. `told` absent = was told that there is none. */
export async function waitingLines(sql: Sql): Promise<WaitingRows> {
  const dated = Prisma.sql`(select sku from backorder where told_on is not null)`
  const waiters = await read(
    sql,
    toldRow,
    Prisma.sql`
    select json_strip_nulls((${waiterJson}::jsonb || jsonb_build_object('told', to_char(b.told_on, 'YYYY-MM-DD'),
      'thread', b.thread_key))::json) as waiter
    from backorder b where b.sku in ${dated} order by b.seq`,
  )
  if (waiters.length === 0) return { waiters: [], stock: [] }
  const stock = await read(
    sql,
    foundStockRow,
    Prisma.sql`select ${stockJson} as stock from stock s where s.sku in ${dated}`,
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
