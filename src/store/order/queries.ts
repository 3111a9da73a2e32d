/**
 * Reading for the command line: orders, drafts, what happened to one of them, what was said in a thread. No locks, one statement each.
 */

import type { Inbound, ThreadKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import type { DraftHead } from '#conversation/engine-ports.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { Order } from '#domain/model/order.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type ReportedApproval, type ReportSpan, reportApprovals } from '#store/admin/approval-report.ts'
import { iso, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { orderOf } from '#store/turn/facts.ts'
import { draftHeadJson, orderJson } from '#store/turn/rows.ts'

export type OrderEvent = {
  readonly kind: string
  readonly label: string
  readonly actor: string
  readonly at: string
  readonly detail: unknown
}
export type StoredEvent = DraftEvent & { readonly revision: number }
export type DraftTrace = {
  readonly draft: OrderDraft
  readonly thread: ThreadKey
  readonly events: readonly StoredEvent[]
  readonly orders: readonly number[]
}
export type Delivery = {
  readonly id: string
  readonly thread: ThreadKey
  readonly status: 'new' | 'done' | 'failed'
  readonly tries: number
  readonly fault: string | null
  readonly at: string
}
export type Trace = { readonly deliveries: readonly Delivery[]; readonly drafts: readonly DraftTrace[] }
/** One thing said in a thread: by a person (`inbound`) or by Parley (`placement`). */
export type Said =
  | { readonly by: 'person'; readonly at: string; readonly id: string; readonly inbound: Inbound; readonly status: string }
  | {
      readonly by: 'parley'
      readonly at: string
      readonly id: number
      readonly audience: string | null
      readonly placement: Placement
      readonly status: string
    }

export type Queries = {
  readonly order: (number: number) => Promise<Order | undefined>
  /** Ascending by number; `since` is an ISO instant or date. */
  readonly orders: (filter?: { readonly since?: string; readonly limit?: number }) => Promise<readonly Order[]>
  readonly orderHistory: (number: number) => Promise<readonly OrderEvent[]>
  /**
   * The newest conversation, among the places named and those like `pattern`, where an order is open or none was placed yet; only places the platform
   * knows.
   */
  readonly openPlace: (places: readonly ThreadKey[], pattern: string) => Promise<ThreadKey | undefined>
  readonly openDrafts: () => Promise<readonly DraftHead[]>
  /** Approvals asked on the days of the span, both included. */
  readonly approvals: (span: ReportSpan) => Promise<readonly ReportedApproval[]>
  /** A fault's reference, an order number, a draft number or id, or a thread. */
  readonly trace: (what: string) => Promise<Trace>
  readonly transcript: (thread: ThreadKey) => Promise<readonly Said[]>
}

export function createQueries(sql: Sql): Queries {
  const orders = async (where: Prisma.Sql, limit: number) => {
    const rows = await sql.$queryRaw<{ found: Parameters<typeof orderOf>[0] }[]>(
      Prisma.sql`select ${orderJson} as found from orders o where ${where} order by o.number limit ${limit}::int`,
    )
    return rows.map((row) => orderOf(row.found))
  }
  return {
    order: async (number) => (await orders(Prisma.sql`o.number = ${number}::int`, 1))[0],
    orders: ({ since, limit = 1_000_000 } = {}) =>
      orders(since === undefined ? Prisma.sql`true` : Prisma.sql`o.placed_at >= ${since}::timestamptz`, limit),
    orderHistory: (number) =>
      sql.$queryRaw<OrderEvent[]>(Prisma.sql`
      select e.kind, e.label, e.actor, ${iso('e.at')} as at, e.detail from order_event e where e.order_number = ${number}::int order by e.id`),
    openPlace: (places, pattern) => openPlace(sql, places, pattern),
    async openDrafts() {
      const rows = await sql.$queryRaw<{ head: DraftHead }[]>(Prisma.sql`
        select ${draftHeadJson} as head from draft d where d.status in ${OPEN_STATUSES} order by d.updated_at`)
      return rows.map(({ head }) => ({ ...head, total: head.total ?? undefined, thread: head.thread ?? undefined }))
    },
    approvals: (span) => reportApprovals(sql, span),
    trace: (what) => trace(sql, what.trim()),
    transcript: (thread) => transcript(sql, thread),
  }
}

async function openPlace(sql: Sql, places: readonly ThreadKey[], pattern: string): Promise<ThreadKey | undefined> {
  const theirs = (key: Prisma.Sql): Prisma.Sql => Prisma.sql`(${key} = any(${[...places]}::text[]) or ${key} like ${pattern})`
  const [row] = await sql.$queryRaw<{ key: ThreadKey }[]>(Prisma.sql`
    select key from (
      select d.thread_key as key, d.updated_at as at from draft d where d.thread_key is not null and ${theirs(Prisma.sql`d.thread_key`)}
      union all
      select s.thread_key, s.posted_at from surface s left join thread t on t.key = s.thread_key
      where s.role = 'root' and t.last_order is null and ${theirs(Prisma.sql`s.thread_key`)}
    ) found order by at desc limit 1`)
  return row?.key
}

async function trace(sql: Sql, what: string): Promise<Trace> {
  const number = /^\d{1,9}$/.test(what) ? Number(what) : -1
  const deliveries = await sql.$queryRaw<Delivery[]>(Prisma.sql`
    select i.id, i.thread_key as thread, i.status, i.tries, i.fault, ${iso('i.created_at')} as at from inbox i
    where i.fault = ${what} or i.thread_key = ${what} or i.id = ${what} or i.id like '%|' || ${what}
    order by i.seq limit 1000`)
  const drafts = await sql.$queryRaw<DraftTrace[]>(Prisma.sql`
    select d.state as draft, d.last_thread as thread,
      (select coalesce(json_agg(json_strip_nulls(json_build_object('kind', e.kind, 'label', e.label, 'actor', e.actor, 'onBehalfOf', e.on_behalf_of,
          'source', e.source, 'at', ${iso('e.at')}, 'revision', e.revision))::jsonb || jsonb_build_object('before', e.before, 'after', e.after)
        order by e.id), '[]') from draft_event e where e.draft_id = d.id) as events,
      (select coalesce(json_agg(o.number order by o.number), '[]') from orders o where o.draft_id = d.id) as orders
    from draft d
    where d.ref = ${number}::int or d.id::text = ${what} or d.last_thread = ${what} or d.id = (select draft_id from orders where number = ${number}::int)
    order by d.ref limit 100`)
  return { deliveries, drafts }
}

type SaidRow = {
  readonly at: string
  readonly inbound: { readonly id: string; readonly payload: Inbound; readonly status: string } | null
  readonly outbox: { readonly id: number; readonly audience: string | null; readonly payload: Placement; readonly status: string } | null
}

/** Each answer follows what it answers; what nobody asked for stands at its time. */
async function transcript(sql: Sql, thread: ThreadKey): Promise<readonly Said[]> {
  const rows = await sql.$queryRaw<SaidRow[]>(Prisma.sql`
    select at, inbound, outbox from (
      select ${iso('i.created_at')} as at, i.created_at as sort, i.seq, 0::bigint as id,
        json_build_object('id', i.id, 'payload', i.payload, 'status', i.status) as inbound, null::json as outbox
      from inbox i where i.thread_key = ${thread}
      union all
      select ${iso('o.created_at')}, coalesce(i.created_at, o.created_at), coalesce(i.seq, 0), o.id, null,
        json_build_object('id', o.id, 'audience', o.audience, 'payload', o.payload, 'status', o.status)
      from outbox o left join inbox i on i.id = o.inbox_id where o.destination = ${thread}
    ) said order by sort, seq, id`)
  return rows.flatMap(({ at, inbound, outbox }): Said[] => {
    if (inbound !== null) return [{ by: 'person', at, id: inbound.id, inbound: inbound.payload, status: inbound.status }]
    if (outbox === null) return []
    return [{ by: 'parley', at, id: outbox.id, audience: outbox.audience, placement: outbox.payload, status: outbox.status }]
  })
}
