/**
 * Reading for the command line: orders, drafts, what happened to one of them, what was said in a
 * thread. No locks, one statement each.
 */

import { z } from 'zod'
import type { Inbound, ThreadKey } from '#conversation/edge/inbound.ts'
import type { Placement } from '#conversation/edge/view.ts'
import type { DraftHead, Work } from '#conversation/engine-facts.ts'
import type { Instant } from '#domain/base/flavour.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { Order } from '#domain/model/order.ts'
import type { Worklist } from '#domain/model/placed/worklist.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type ReportedApproval, type ReportSpan, reportApprovals } from '#store/admin/approval-report.ts'
import { type Db, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { inboundDocument, placementDocument } from '#store/outbox/outbox-columns.ts'
import { parsed, present, read, readOne } from '#store/read.ts'
import { DRAFT_EVENT, draftDocument, draftHeadRow } from '#store/turn/draft-columns.ts'
import { orderFact } from '#store/turn/facts.ts'
import { draftHeadJson, orderJsonRow } from '#store/turn/rows.ts'
import { foundOrderRow } from './order-columns.ts'
import { type ChangedOrder, changedOrders, type OrderFilter, orderPages } from './order-pages.ts'
import { readWork } from './work.ts'

export type OrderEventRow = {
  readonly kind: string
  readonly label: string
  readonly actor: string
  readonly at: Instant
  readonly detail: unknown
}
/** `kind` as the version said that wrote it. */
export type StoredEvent = Omit<DraftEvent, 'kind'> & { readonly kind: string; readonly revision: number }
export type DraftTrace = {
  readonly draft: OrderDraft
  readonly thread: ThreadKey
  readonly events: readonly StoredEvent[]
  readonly orders: readonly number[]
}
export type OrderDelivery = {
  readonly id: string
  readonly thread: ThreadKey
  readonly status: 'new' | 'done' | 'failed'
  readonly tries: number
  readonly fault: string | null
  readonly at: Instant
}
/** A page of deliveries; `next`: after which the rest is read. */
export type Trace = {
  readonly deliveries: readonly OrderDelivery[]
  readonly next?: number
  readonly drafts: readonly DraftTrace[]
}
/** One thing said in a thread: by a person (`inbound`) or by Parley (`placement`). */
export type SaidRow =
  | {
      readonly by: 'person'
      readonly at: Instant
      readonly id: string
      readonly inbound: Inbound
      readonly status: string
    }
  | {
      readonly by: 'parley'
      readonly at: Instant
      readonly id: number
      readonly audience: string | null
      readonly placement: Placement
      readonly status: string
    }

export type Queries = {
  readonly order: (number: number) => Promise<Order | undefined>
  /** All of them, ascending by number. */
  readonly orders: () => Promise<readonly Order[]>
  /** Page by page, so that none are in memory but one page's; `loaded`: those that came with a shop file. */
  readonly orderPages: (filter?: OrderFilter) => AsyncGenerator<readonly Order[], void>
  /**
   * Orders with what happened to them after an event, as they are now, in the order of the events;
   * a cursor is the last event's. Nothing younger than `until`: it could still be overtaken.
   */
  readonly changedOrders: (after: number, until: string) => AsyncGenerator<readonly ChangedOrder[], void>
  readonly orderHistory: (number: number) => Promise<readonly OrderEventRow[]>
  /**
   * The newest conversation, among the places named and those like `pattern`, where an order is
   * open or none was placed yet; only places the platform knows.
   */
  readonly openPlace: (places: readonly ThreadKey[], pattern: string) => Promise<ThreadKey | undefined>
  /** What there is to do, of the lists asked for. */
  readonly work: (lists: readonly Worklist[]) => Promise<Work>
  readonly openDrafts: () => Promise<readonly DraftHead[]>
  /** Approvals asked on the days of the span, both included. */
  readonly approvals: (span: ReportSpan) => Promise<readonly ReportedApproval[]>
  /** A fault's reference, an order number, a draft number or id, or a thread. */
  readonly trace: (what: string, after?: number) => Promise<Trace>
  readonly transcript: (thread: ThreadKey) => Promise<readonly SaidRow[]>
}

/** `patient`: a client without a limit of time, for what reads through everything. */
export function createQueries(db: Db, patient: () => Db): Queries {
  const orders = async (where: Prisma.Sql, limit: number) => {
    const rows = await read(
      db,
      foundOrderRow,
      Prisma.sql`select ${orderJsonRow} as found from orders o where ${where} order by o.number limit ${limit}::int`,
    )
    return rows.map((row) => orderFact(row.found))
  }
  return {
    order: async (number) => (await orders(Prisma.sql`o.number = ${number}::int`, 1))[0],
    async orders() {
      const all: Order[] = []
      for await (const page of orderPages(patient(), {})) all.push(...page)
      return all
    },
    orderPages: (filter = {}) => orderPages(patient(), filter),
    changedOrders: (after, until) => changedOrders(patient(), after, until),
    async orderHistory(number) {
      const select = { kind: true, label: true, actor: true, at: true, detail: true } as const
      const events = await db.orderEvent.findMany({ where: { orderNumber: number }, orderBy: { id: 'asc' }, select })
      return events.map((event) => ({ ...event, at: event.at.toISOString() }))
    },
    work: (lists) => readWork(db, lists),
    openPlace: (places, pattern) => openPlace(db, places, pattern),
    async openDrafts() {
      const rows = await read(
        db,
        headRow,
        Prisma.sql`
        select ${draftHeadJson} as head from draft d where d.status in ${OPEN_STATUSES} order by d.updated_at`,
      )
      return rows.map(({ head }) => ({ ...head, total: head.total ?? undefined, thread: head.thread ?? undefined }))
    },
    approvals: (span) => reportApprovals(db, span),
    trace: (what, after = 0) => trace(patient(), what.trim(), after),
    transcript: (thread) => transcript(db, thread),
  }
}

const headRow = z.strictObject({ head: draftHeadRow })
const placeRow = z.strictObject({ key: z.string() })

async function openPlace(sql: Sql, places: readonly ThreadKey[], pattern: string): Promise<ThreadKey | undefined> {
  const theirs = (key: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`(${key} = any(${[...places]}::text[]) or ${key} like ${pattern})`
  const row = await readOne(
    sql,
    placeRow,
    Prisma.sql`
    select key from (
      select d.thread_key as key, d.updated_at as at from draft d where d.thread_key is not null
        and ${theirs(Prisma.sql`d.thread_key`)}
      union all
      select s.thread_key, s.posted_at from surface s left join thread t on t.key = s.thread_key
      where s.role = 'root' and t.last_order is null and ${theirs(Prisma.sql`s.thread_key`)}
    ) found order by at desc limit 1`,
  )
  return row?.key
}

async function trace(db: Db, what: string, after: number): Promise<Trace> {
  const deliveries = await db.inbox.findMany({
    where: {
      seq: { gt: after },
      OR: [{ fault: what }, { threadKey: what }, { id: what }, { id: { endsWith: `|${what}` } }],
    },
    ...{ orderBy: { seq: 'asc' }, take: TRACED },
    select: { seq: true, id: true, threadKey: true, status: true, tries: true, fault: true, createdAt: true },
  })
  const number = /^\d{1,9}$/.test(what) ? Number(what) : -1
  const placed = await db.order.findUnique({ where: { number }, select: { draftId: true } })
  const ids = [...(UUID.test(what) ? [what.toLowerCase()] : []), ...(placed?.draftId ? [placed.draftId] : [])]
  const drafts = await db.draft.findMany({
    where: { OR: [{ ref: number }, { lastThread: what }, { id: { in: ids } }] },
    ...{ orderBy: { ref: 'asc' }, take: after === 0 ? 100 : 0 },
    select: {
      id: true,
      state: true,
      lastThread: true,
      events: { orderBy: { id: 'asc' }, omit: { id: true, draftId: true } },
    },
  })
  const orders = await db.order.findMany({
    where: { draftId: { in: drafts.map(({ id }) => id) } },
    ...{ orderBy: { number: 'asc' }, select: { number: true, draftId: true } },
  })
  return {
    ...(deliveries.length < TRACED ? {} : { next: Number(deliveries.at(-1)?.seq) }),
    deliveries: deliveries.map(({ seq: _, threadKey: thread, createdAt, status, ...delivery }) => ({
      ...{ ...delivery, thread, at: createdAt.toISOString() },
      status: parsed(deliveryStatus, status),
    })),
    drafts: drafts.map(({ id, state, lastThread, events }) => ({
      draft: parsed(draftDocument, state),
      thread: lastThread,
      events: events.map(eventOf),
      orders: orders.flatMap(({ number, draftId }) => (draftId === id ? [number] : [])),
    })),
  }
}
/** Deliveries of a page. */
const TRACED = 1_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const deliveryStatus = z.enum(['new', 'done', 'failed'])

type EventRow = Prisma.DraftEventGetPayload<{ omit: { id: true; draftId: true } }>
const eventOf = ({ at, before, after, ...event }: EventRow): StoredEvent => ({
  ...present(event),
  at: at.toISOString(),
  before: parsed(DRAFT_EVENT.shape.before, before),
  after: parsed(DRAFT_EVENT.shape.after, after),
})

/** Each answer follows what it answers; what nobody asked for stands at its time. */
async function transcript(db: Db, thread: ThreadKey): Promise<readonly SaidRow[]> {
  const inbox = await db.inbox.findMany({ where: { threadKey: thread } })
  const answers = { select: { createdAt: true, seq: true } } as const
  const outbox = await db.outbox.findMany({ where: { destination: thread }, include: { inbox: answers } })
  const heard = inbox.map(({ id, payload, status, createdAt, seq }) => ({
    ...{ time: createdAt.getTime(), seq: Number(seq), row: 0 },
    said: { by: 'person', at: createdAt.toISOString(), id, inbound: parsed(inboundDocument, payload), status } as const,
  }))
  const told = outbox.map(({ id, audience, payload, status, createdAt, inbox: answered }) => ({
    ...{ time: (answered?.createdAt ?? createdAt).getTime(), seq: Number(answered?.seq ?? 0), row: Number(id) },
    said: {
      ...({ by: 'parley', at: createdAt.toISOString(), id: Number(id), audience, status } as const),
      placement: parsed(placementDocument, payload),
    },
  }))
  return [...heard, ...told].sort((a, b) => a.time - b.time || a.seq - b.seq || a.row - b.row).map(({ said }) => said)
}
