/**
 * Placed orders inside a turn: the whole family is locked in ascending order of numbers
 * (transaction.ts), then read again; a change is written with guarded updates whose rows are
 * counted. Everything of one change is written or the turn runs again; nothing here decides
 * anything.
 */

import { z } from 'zod'
import type { OrderChange, OrderTarget } from '#conversation/engine-ports.ts'
import type { Order } from '#domain/model/order.ts'
import type { StockMove } from '#domain/model/order-command.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { columnList, inColumnOrder, int, ordered, recordSet, valueList } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import {
  foundOrderRow,
  LINE_COUNTS,
  numberRow,
  ORDER_EVENT,
  ORDER_LINE,
  ORDERS,
  PAYMENT_RECORD,
  PAYMENT_REQUEST,
} from '#store/order/order-columns.ts'
import { buyerColumns } from '#store/people/buyer.ts'
import { read, readOne } from '#store/read.ts'
import { orderFact } from '#store/turn/facts.ts'
import { TurnConflict, tookTooLong } from '#store/turn/queue/retry.ts'
import { orderJsonRow } from '#store/turn/rows.ts'
import { NEW_GROUP } from './place-rows.ts'

/**
 * Undefined: there is no such order. Locks every order of its family, so that what is said of all
 * of them stays true.
 */
export async function lockOrder(tx: Sql, number: number): Promise<OrderTarget | undefined> {
  const head = Prisma.sql`(select coalesce(parent, number) from orders where number = ${number}::int)`
  const locked = await read(
    tx,
    numberRow,
    Prisma.sql`select o.number from orders o where o.number = ${head} or o.parent = ${head}
      order by o.number for update of o`,
  )
  if (locked.length === 0) return undefined
  // A second statement: the first one's snapshot is older than the locks it waited for.
  const rows = await read(
    tx,
    foundOrderRow,
    Prisma.sql`select ${orderJsonRow} as found from orders o
      where o.number = any(${locked.map((row) => row.number)}::int[]) order by o.number`,
  )
  const orders = rows.map(({ found }) => orderFact(found))
  const order = orders.find((one) => one.number === number)
  return order && { order, family: orders.filter((one) => one.number !== number) }
}

/** Coupons, then stock, then orders: the order of locks. Throws TurnConflict when something is not as it was read. */
export async function writeOrders(tx: Sql, changes: readonly OrderChange[]): Promise<void> {
  for (const { after, givesCouponsBack } of changes)
    if (givesCouponsBack) await giveCouponsBack(tx, after.parent ?? after.number)
  await moveStock(
    tx,
    changes.flatMap((change) => change.stock),
  )
  for (const change of changes) await writeOrder(tx, change)
}

/**
 * The counters of the family's coupons go down, total and under the names they were counted under;
 * the redemption is gone, the order keeps saying what it was.
 */
async function giveCouponsBack(tx: Sql, head: number): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    with redeemed as materialized (select code, counted from coupon_redemption where order_number = ${head}::int),
    held as materialized (
      select c.code from coupon c join redeemed using (code) where c."limit" is not null
        order by c.code for no key update of c
    ),
    counted as (update coupon c set redeemed = c.redeemed - 1 from held where c.code = held.code and c.redeemed > 0),
    used as (
      update coupon_use u set used = u.used - 1 from redeemed
      where u.code = redeemed.code and u.identity = any(redeemed.counted) and u.used > 0
    )
    delete from coupon_redemption where order_number = ${head}::int`)
}

const movedRow = z.strictObject({ held: z.int(), done: z.int() })

/** Several moves of one SKU count together; an untracked SKU has no counts to move. */
export async function moveStock(tx: Sql, moves: readonly StockMove[]): Promise<void> {
  if (moves.length === 0) return
  const moved = readOne(
    tx,
    movedRow,
    Prisma.sql`
    with move as (
      select sku, sum("onHand")::int as on_hand, sum(reserved)::int as reserved, sum(allocated)::int as allocated
      from jsonb_to_recordset(${toJson(moves)}::jsonb) as m(sku text, "onHand" int, reserved int, allocated int)
        group by sku
    ), held as materialized (
      select s.sku from stock s where s.tracked and s.sku in (select sku from move) order by s.sku for update of s
    ), done as (
      update stock s set on_hand = s.on_hand + move.on_hand, reserved = s.reserved + move.reserved, allocated =
        s.allocated + move.allocated
      from held join move using (sku)
      where s.sku = held.sku and s.allocated + move.allocated >= 0 and s.reserved + move.reserved >= 0
        and s.reserved + move.reserved <= s.on_hand + move.on_hand
      returning s.sku
    ), kept as (
      insert into stock_move (sku, delta) select sku, on_hand from move join done using (sku) where on_hand <> 0
    )
    select (select count(*)::int from held) as held, (select count(*)::int from done) as done`,
  )
  const row = await moved.catch((error: unknown) => {
    throw tookTooLong(error) ? new TurnConflict('the stock rows were not had in time', { cause: error }) : error
  })
  if (row === undefined || row.held !== row.done)
    throw new TurnConflict(`stock of ${moves.map(({ sku }) => sku).join(', ')} cannot move like that`)
}

/** What a change leaves of a line: its gross and what it is never change. */
const UNITS = LINE_COUNTS.extend(ORDER_LINE.pick({ units: true, components: true, net: true, tax: true }).shape)
const CHANGED_LINE = UNITS.extend({ position: int })
const SEEN_LINE = LINE_COUNTS.extend({ position: int })
/** What an exchange adds to, and what a change of an order that has not left makes another one. */
const FIGURES = ORDERS.pick({
  ...{ subtotal: true, discount: true, shipping: true, tax: true, total: true, steps: true },
  ...{ buyer: true, email: true, phone: true, deliverOn: true, giftNote: true, proposed: true, callerCheck: true },
})
const figuresOf = (order: Order) => {
  const { email, phone } = buyerColumns(order.buyer)
  return { ...order, email, phone }
}
const writtenRow = z.strictObject({ lines: z.int(), orders: z.int(), payments: z.int() })

async function writeOrder(tx: Sql, { before, after, events }: OrderChange): Promise<void> {
  const lines = after.lines.filter((line, index) => {
    const was = before.lines[index]
    return was !== undefined && JSON.stringify(was) !== JSON.stringify(line)
  })
  const waiting = after.lines.filter((line) => line.backordered > 0)
  const policy = after.backorderPolicy === 'ship-complete' ? 'complete' : 'available'
  const row = await readOne(
    tx,
    writtenRow,
    Prisma.sql`
    with given as (
      select * from ${recordSet(CHANGED_LINE, 'g', lines)}
    ), lines as (
      update order_line l set (${columnList(UNITS)}) = row(${valueList(UNITS, 'g')})
      from given g, ${recordSet(SEEN_LINE, 'was', before.lines)}
      where l.order_number = ${after.number}::int and l.position = g.position and was.position = g.position
        and (${valueList(LINE_COUNTS, 'l')}) = (${valueList(LINE_COUNTS, 'was')})
      returning l.position
    ), added as (
      insert into order_line (order_number, ${columnList(ORDER_LINE)}) select ${after.number}::int,
        ${valueList(ORDER_LINE, 'n')}
      from ${recordSet(ORDER_LINE, 'n', after.lines.slice(before.lines.length))}
    ), ${groupsSql(before, after)} queued as (
      update backorder b set quantity = w.backordered, told_on = w."expectedOn", policy = ${policy}::text, expedited =
        ${after.expedited === true}::boolean
      from jsonb_to_recordset(${toJson(waiting)}::jsonb) as w(position int, backordered int, "expectedOn" date)
      where b.order_number = ${after.number}::int and b.position = w.position
        and (b.quantity, b.policy, b.expedited, b.told_on) is distinct from (w.backordered, ${policy}::text,
          ${after.expedited === true}::boolean, w."expectedOn")
    ), left_the_queue as (
      delete from backorder b using given g where b.order_number = ${after.number}::int and b.position = g.position
        and g.backordered = 0
    ), orders as (
      update orders o set status = ${after.status}, backorder_policy = ${after.backorderPolicy ?? null}, comments =
        ${toJson(after.comments)}::jsonb, memos = ${toJson(after.memos)}::jsonb,
        given = ${after.given?.total ?? 0}::bigint, given_base = ${after.given?.base ?? 0}::bigint, given_by =
          ${(after.given?.by ?? []).map(storable)}::text[],
        (${columnList(FIGURES)}) = (select ${valueList(FIGURES, 'f')}
          from ${recordSet(FIGURES, 'f', [figuresOf(after)])})
      where o.number = ${after.number}::int and o.status = ${before.status} returning o.number
    ), payments as (
      update payment p set status = ${after.payment.status}, amount = ${after.payment.amount}::bigint, captured =
        ${after.money.captured}::bigint, refunded = ${after.money.refunded}::bigint,
        credited = ${after.money.credited}::bigint, goodwill = ${after.money.goodwill}::bigint,
        lowered = ${after.money.lowered ?? 0}::bigint
      where p.order_number = ${after.number}::int and (p.status, p.captured, p.refunded, p.credited)
        = (${before.payment.status}, ${before.money.captured}::bigint, ${before.money.refunded}::bigint,
          ${before.money.credited}::bigint)
      returning p.id
    ), recorded as (
      insert into payment_record (order_number, ${columnList(PAYMENT_RECORD)})
      select ${after.number}::int, ${valueList(PAYMENT_RECORD, 'r')}
      from ${recordSet(ordered(PAYMENT_RECORD), 'r', inColumnOrder(after.records.slice(before.records.length)))}
        order by r.position
    ), asked as (
      insert into payment_request (order_number, ${columnList(PAYMENT_REQUEST)})
      select ${after.number}::int, ${valueList(PAYMENT_REQUEST, 'q')}
      from ${recordSet(PAYMENT_REQUEST, 'q', changedRequests(before, after))}
      on conflict (id) do update set status = excluded.status, amount = excluded.amount,
        external_id = excluded.external_id, payment_id = excluded.payment_id, url = excluded.url,
        ending = excluded.ending, beyond = excluded.beyond, why = excluded.why
    ), told as (${orderEventsSql(after, events)})
    select (select count(*)::int from lines) as lines, (select count(*)::int
      from orders) as orders, (select count(*)::int from payments) as payments`,
  )
  if (row?.lines !== lines.length || row.orders !== 1 || row.payments !== 1)
    throw new TurnConflict(`order ${after.number} was changed by another turn`)
}

/** Ship groups where they are other ones now: those that stay become what they are, the rest go and come. */
function groupsSql(before: Order, after: Order): Prisma.Sql {
  if (JSON.stringify(before.groups) === JSON.stringify(after.groups)) return Prisma.empty
  const rows = after.groups.map((group, position) => ({ ...group, position }))
  const number = Prisma.sql`${after.number}::int`
  const ids = Prisma.sql`${rows.map(({ id }) => storable(id))}::text[]`
  return Prisma.sql`
    group_rows as (select * from ${recordSet(NEW_GROUP, 'n', rows)}),
    gone as (delete from order_group where order_number = ${number} and id <> all(${ids})),
    groups as (
      insert into order_group (order_number, ${columnList(NEW_GROUP)})
      select ${number}, ${valueList(NEW_GROUP, 'n')} from group_rows n
      on conflict (order_number, id) do update set (${columnList(NEW_GROUP)}) =
        (select ${valueList(NEW_GROUP, 'x')} from group_rows x where x.id = excluded.id)
    ),`
}

/** New ones and those that are not as they were read; the order's own lock guards them. */
function changedRequests(before: Order, after: Order): Order['requests'] {
  const known = new Map(before.requests.map((request) => [request.id, JSON.stringify(request)]))
  return after.requests.filter((request) => known.get(request.id) !== JSON.stringify(request))
}

const orderEventsSql = ({ number }: Order, events: OrderChange['events']): Prisma.Sql => Prisma.sql`
  insert into order_event (order_number, ${columnList(ORDER_EVENT)})
  select ${number}::int, ${valueList(ORDER_EVENT, 'e')}
    from ${recordSet(ordered(ORDER_EVENT), 'e', inColumnOrder(events))} order by e.position`
