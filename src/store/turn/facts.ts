/**
 * Everything a turn wants to know, in one statement, read after the draft's lock. Only what was
 * asked for is in its text, so the texts are few and their plans stay good. Nothing here locks:
 * stock is "as of now" until lockStock.
 */

import { z } from 'zod'
import type { FactNeeds, FoundFacts } from '#conversation/engine-facts.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { Order } from '#domain/model/order.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { jsonFields } from '#store/columns.ts'
import { LEFT_BEHIND, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { ORDER_EVENT, orderHeadRow, orderRow, PAYMENT } from '#store/order/order-columns.ts'
import { unsettled } from '#store/order/payment-requests.ts'
import { workRow, workSql } from '#store/order/work.ts'
import { countedUnder, sameBuyer, usedWithContact } from '#store/people/buyer.ts'
import { colleagueRow, customerRow } from '#store/people/people-columns.ts'
import { readOne } from '#store/read.ts'
import { stockRow, waiterRow } from '#store/shop/shop-columns.ts'
import { approvalsJson, staffJson } from './approval-turn.ts'
import { approvalDocument, draftHeadRow, handOverDocument } from './draft-columns.ts'
import { type Asker, customerParts, givenParts, historyParts, LISTED } from './fact-people.ts'
import { draftHeadJson, orderHeadJson, orderJsonRow, stockJson, waiterJson } from './rows.ts'

const LISTED_TODAY = 100
/** Open drafts of a page. */
const DRAFTS = 100
const WAITING = 100

const soldLines = z.array(z.strictObject({ sku: z.string(), quantity: z.int() }))

const givenSums = z.strictObject({ total: z.int(), base: z.int() })

/** Each property where it was asked for. */
const found = z.strictObject({
  customer: z.nullable(customerRow),
  hits: z.array(customerRow),
  previousOrders: z.int(),
  lastOrder: z.nullable(z.strictObject({ number: z.int(), placedAt: z.string(), lines: soldLines })),
  recentOrders: z.array(z.strictObject({ number: z.int(), placedAt: z.string() })),
  alsoOpen: z.array(z.strictObject({ ref: z.int(), owner: z.string(), ownerKey: z.string() })),
  stock: z.array(stockRow),
  coupons: z.array(
    z.strictObject({ code: z.string(), total: z.int(), byThisCustomer: z.int(), byContact: z.exactOptional(z.int()) }),
  ),
  order: z.nullable(orderRow),
  history: z.array(ORDER_EVENT),
  queue: z.strictObject({ waiters: z.array(waiterRow), stock: z.array(stockRow) }),
  unpaid: z.strictObject({
    ...{ count: z.int(), toCollect: z.int(), toGiveBack: z.int(), byItself: z.int() },
    orders: z.array(orderHeadRow.extend({ open: z.int(), byItself: z.int(), choice: PAYMENT.shape.choice })),
  }),
  work: workRow,
  movedOut: z.array(z.int()),
  orders: z.array(orderHeadRow),
  ordersToday: z.int(),
  drafts: z.strictObject({
    counts: z.strictObject({ you: z.int(), manager: z.int(), customer: z.int() }),
    heads: z.array(draftHeadRow),
  }),
  approvals: z.array(
    z.strictObject({
      ...{ approval: approvalDocument, ref: z.int(), revision: z.int(), thread: z.string() },
      place: z.exactOptional(z.string()),
    }),
  ),
  handOvers: z.array(
    z.strictObject({
      ...{ ref: z.int(), handOver: handOverDocument },
      ...{ total: z.exactOptional(z.int()), place: z.exactOptional(z.string()) },
    }),
  ),
  waiting: z.strictObject({ approvals: z.int(), handOvers: z.int(), othersApprovals: z.int(), alone: z.int() }),
  staff: z.array(colleagueRow),
  givenBefore: givenSums,
  givenLately: z.strictObject({ byRep: z.int(), toCustomer: z.int(), orders: z.int() }),
})

type Found = z.output<typeof foundRow>['found']

const foundRow = z.strictObject({ found: found.partial() })

export async function readFacts(tx: Sql, needs: FactNeeds, asker: Asker): Promise<FoundFacts> {
  const parts = [
    ...customerParts(needs),
    ...historyParts(needs, asker),
    ...shopParts(needs),
    ...listParts(needs, asker),
    ...givenParts(needs, asker),
    ...approvalParts(needs),
  ]
  if (parts.length === 0) return factsOf({}, needs)
  const row = await readOne(tx, foundRow, Prisma.sql`select json_build_object(${Prisma.join(parts, ', ')}) as found`)
  return factsOf(row?.found ?? {}, needs)
}

function factsOf(row: Found, needs: FactNeeds): FoundFacts {
  const known = new Map((row.stock ?? []).map((stock) => [stock.sku, stock]))
  return {
    ...(row.customer ? { customer: row.customer } : {}),
    customers: (row.hits ?? []).map((customer) => ({ customer, detail: detailOf(customer) })),
    previousOrders: row.previousOrders ?? 0,
    ...(row.lastOrder ? { lastOrder: row.lastOrder } : {}),
    recentOrders: row.recentOrders ?? [],
    alsoOpen: row.alsoOpen ?? [],
    stock: new Map(needs.skus.map((sku) => [sku, known.get(sku) ?? untracked(sku)])),
    couponUse: new Map((row.coupons ?? []).map(({ code, ...use }) => [code, use])),
    ...(row.order ? { order: orderFact(row.order) } : {}),
    ...given({ history: row.history, queue: row.queue, unpaid: row.unpaid, work: row.work, movedOut: row.movedOut }),
    orders: row.orders ?? [],
    ...given({
      givenBefore: row.givenBefore,
      givenLately: row.givenLately,
      approvals: row.approvals,
      handOvers: row.handOvers,
      waiting: row.waiting,
      staff: row.staff,
    }),
    ...given({ ordersToday: row.ordersToday, openDrafts: openDraftsOf(row.drafts) }),
    drafts: (row.drafts?.heads ?? []).slice(0, DRAFTS).map((draft) => ({
      ...draft,
      total: draft.total ?? undefined,
      thread: draft.thread ?? undefined,
    })),
  }
}

const openDraftsOf = (found: Found['drafts']): FoundFacts['openDrafts'] =>
  found === undefined ? undefined : { ...found.counts, more: found.heads.length > DRAFTS }

/** A SKU without a stock row has no counts, no dates and no choices. */
export const untracked = (sku: Sku): StockFact => ({ tracked: false, sku, discontinued: false })

export const orderFact = (stored: z.output<typeof orderRow>): Order => ({
  ...stored,
  parent: stored.parent ?? null,
  draftId: stored.draftId ?? null,
  thread: stored.thread ?? null,
})

/** Tells two people of one name apart: number, contact, town. */
function detailOf(customer: RegisteredCustomer): string {
  return [customer.number, customer.email ?? customer.phone, customer.addresses[0]?.address.city]
    .filter((part) => part !== undefined)
    .join(' · ')
}

function shopParts(needs: FactNeeds): Prisma.Sql[] {
  const codes = needs.coupons.map((coupon) => storable(coupon.code))
  const skus = needs.skus.map(storable)
  return [
    ...(skus.length === 0
      ? []
      : [
          Prisma.sql`'stock', (select coalesce(json_agg(${stockJson}), '[]') from stock s
            where s.sku = any(${skus}::text[]))`,
        ]),
    ...(codes.length === 0
      ? []
      : [
          Prisma.sql`'coupons', (select coalesce(json_agg(json_build_object('code', k.code, 'total', k.redeemed,
        'byThisCustomer', ${usedByBuyer(needs)}${byContact(needs)})), '[]') from coupon k
          where k.code = any(${codes}::text[]))`,
        ]),
  ]
}

const usedByBuyer = ({ buyer }: FactNeeds): Prisma.Sql =>
  Prisma.sql`(select coalesce(max(u.used), 0) from coupon_use u where u.code = k.code
    and u.identity in (${countedUnder(buyer)}))`

const byContact = ({ buyer }: FactNeeds): Prisma.Sql =>
  buyer.email === undefined && buyer.phone === undefined
    ? Prisma.empty
    : Prisma.sql`, 'byContact', ${usedWithContact(buyer, Prisma.sql`k.code`)}`

/** The shop's day has no index of its own: first what can be of that day at all. */
function ordersOf({ orders, buyer, timeZone = 'UTC' }: FactNeeds, now: Instant): Prisma.Sql | undefined {
  if (orders === 'buyer') return sameBuyer(buyer, 'o')
  if (orders !== 'today') return Prisma.sql`true`
  const day = (at: Prisma.Sql) => Prisma.sql`(${at} at time zone ${timeZone})::date`
  const at = Prisma.sql`${now}::timestamptz`
  return Prisma.sql`o.placed_at > ${at} - interval '26 hours' and ${day(Prisma.sql`o.placed_at`)} = ${day(at)}`
}

function listParts(needs: FactNeeds, { actor, now }: Asker): Prisma.Sql[] {
  const whose = ordersOf(needs, now)
  return [
    ...(needs.orderNumber === undefined
      ? []
      : [
          Prisma.sql`'order', (select ${orderJsonRow} from orders o where o.number = ${needs.orderNumber}::int)`,
          Prisma.sql`'queue', ${queueOf(needs.orderNumber)}`,
          Prisma.sql`'movedOut', (select coalesce(json_agg(number order by number), '[]') from orders
            where parent = ${needs.orderNumber}::int)`,
        ]),
    ...(needs.orderNumber === undefined || needs.history !== true
      ? []
      : [
          Prisma.sql`'history', (select coalesce(json_agg(json_build_object(${jsonFields(ORDER_EVENT, 'e')})
            order by e.id), '[]') from order_event e where e.order_number = ${needs.orderNumber}::int)`,
        ]),
    ...(needs.orders === undefined || whose === undefined
      ? []
      : [
          Prisma.sql`'orders', (select coalesce(json_agg(head), '[]') from (select ${orderHeadJson} as head
            from orders o where ${whose}
          order by o.placed_at desc, o.number desc limit ${needs.orders === 'today' ? LISTED_TODAY : LISTED}::int)
            heads)`,
          ...(needs.orders === 'today'
            ? [Prisma.sql`'ordersToday', (select count(*)::int from orders o where ${whose})`]
            : []),
        ]),
    ...(needs.unpaid === true ? [Prisma.sql`'unpaid', ${unpaidSql}`] : []),
    ...(needs.work === undefined ? [] : [Prisma.sql`'work', ${workSql(needs.work, actor)}`]),
    ...(needs.drafts === undefined ? [] : [Prisma.sql`'drafts', ${draftsSql(needs.drafts, actor)}`]),
    ...(needs.waiting === true ? [Prisma.sql`'handOvers', ${handOversJson}`, waitingCounts(actor)] : []),
  ]
}

/** The oldest of them. */
const handOversJson = Prisma.sql`(select coalesce(json_agg(json_strip_nulls(json_build_object('ref', d.ref,
    'handOver', d.state->'handOver', 'total', d.total,
    'place', (select s.external_id from surface s where s.thread_key = d.desk_key and s.role = 'root')))
      order by d.state->'handOver'->>'askedAt'), '[]')
  from (select * from draft where desk_key is not null and status in ${OPEN_STATUSES}
    order by state->'handOver'->>'askedAt' limit ${WAITING}::int) d)`

/** `asked`: what waits for who asks; not their own requests, nor customers whom somebody has taken. */
const waitingCounts = (actor: Actor): Prisma.Sql => Prisma.sql`'waiting', (
  with requests as (select state->>'askedBy' <> ${actorKey(actor)} as others from approval_request
    where status in ('open', 'countered')),
  guests as (select state->'handOver'->>'status' <> 'taken' as alone from draft
    where desk_key is not null and status in ${OPEN_STATUSES})
  select json_build_object('approvals', (select count(*) from requests), 'handOvers', (select count(*) from guests),
    'othersApprovals', (select count(*) from requests where others), 'alone', (select count(*) from guests where alone)))`

/** One more than a page, which says that there are more; whose turn it is is counted over all of them. */
function draftsSql({ after = 0 }: NonNullable<FactNeeds['drafts']>, actor: Actor): Prisma.Sql {
  const me = actorKey(actor)
  const left = actor.kind === 'staff' ? Prisma.sql`or ${LEFT_BEHIND}` : Prisma.empty
  const turns = Prisma.join(
    ['you', 'manager', 'customer'].map((turn) => Prisma.sql`${turn}::text, count(*) filter (where turn = ${turn})`),
    ', ',
  )
  return Prisma.sql`(with own as materialized (
      select d.id, d.ref, d.owner_key <> ${me} as theirs, d.updated_at, case d.status when 'quoted' then 'customer'
        when 'awaiting-approval' then case d.state->'approval'->>'status' when 'countered' then 'you' else 'manager' end
        else 'you' end as turn
      from draft d where (d.owner_key = ${me} ${left}) and d.status in ${OPEN_STATUSES}
    ), page as (
      select o.* from own o where not exists (select 1 from own where ref = ${after}::int)
        or (o.theirs, o.updated_at, o.ref)
          > (select a.theirs, a.updated_at, a.ref from own a where a.ref = ${after}::int)
      order by o.theirs, o.updated_at, o.ref limit ${DRAFTS + 1}::int
    )
    select json_build_object('counts', (select json_build_object(${turns}) from own), 'heads',
      (select coalesce(json_agg(${draftHeadJson} order by page.theirs, page.updated_at, page.ref), '[]')
        from page join draft d on d.id = page.id)))`
}

const unpaidSql = Prisma.sql`(with open as materialized (
    select order_number as number, choice, left_open, least(by_itself, greatest(0 - left_open, 0)) as by_itself
    from ${unsettled} every_order where left_open <> 0
  ) select json_build_object('count', count(*), 'toCollect', coalesce(sum(greatest(left_open, 0)), 0), 'toGiveBack',
    coalesce(sum(greatest(0 - left_open, 0) - by_itself), 0), 'byItself', coalesce(sum(by_itself), 0),
    'orders', (select coalesce(json_agg(head), '[]') from (
      select (${orderHeadJson})::jsonb || jsonb_build_object('open', open.left_open, 'byItself',
        open.by_itself, 'choice', open.choice) as head
      from open join orders o using (number) order by o.placed_at, o.number limit ${LISTED}::int) heads)) from open)`

function approvalParts(needs: FactNeeds): Prisma.Sql[] {
  return [
    ...(needs.approvals === true || needs.waiting === true
      ? [Prisma.sql`'approvals', ${approvalsJson(needs.approvals === true ? undefined : WAITING)}`]
      : []),
    ...(needs.staff === true ? [Prisma.sql`'staff', ${staffJson}`] : []),
  ]
}

/** Who waits for what an order waits for, and what there is of it. */
function queueOf(number: number): Prisma.Sql {
  const mine = Prisma.sql`(select sku from backorder where order_number = ${number}::int)`
  return Prisma.sql`json_build_object('waiters', (select coalesce(json_agg(${waiterJson} order by b.seq), '[]')
    from backorder b where b.sku in ${mine}),
    'stock', (select coalesce(json_agg(${stockJson} order by s.sku), '[]') from stock s where s.sku in ${mine}))`
}
