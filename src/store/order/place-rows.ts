/**
 * The rows of an order family, in one statement whatever the number of lines: numbers first, then
 * the first order, its parts, the rest. The first order is inserted only where its draft has none
 * (partial unique index); nothing inserted = placed before.
 */

import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { PlacePlan } from '#conversation/engine-placing.ts'
import type { Instant, ThreadKey } from '#domain/base/flavour.ts'
import { homeOf } from '#domain/model/hand-over.ts'
import type { NewOrder, OrderStatus } from '#domain/model/order.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { columnList, int, recordSet, uuid, valueList } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { buyerColumns, countedUnder } from '#store/people/buyer.ts'
import { read } from '#store/read.ts'
import { BACKORDER, numberRow, ORDER_GROUP, ORDER_LINE, ORDERS, PAYMENT, PAYMENT_RECORD } from './order-columns.ts'

export type OrderRows = {
  readonly plan: PlacePlan
  readonly account: { readonly customerId: string | undefined }
  readonly inbound: Inbound
  readonly now: Instant
}

/** Numbers of the family, ascending, or none when this draft was placed before. */
export async function writePlacedOrders(tx: Sql, { plan, account, inbound }: OrderRows): Promise<readonly number[]> {
  const orders = plan.orders.map((order, index) =>
    placedOrderRow(order, { index, customerId: account.customerId ?? null, status: statusOf(order) }),
  )
  // The buyer's own chat user where the order itself does not name one.
  const chat = Prisma.sql`coalesce(given.chat,
    ${plan.buyer.chatUser === undefined ? null : storable(plan.buyer.chatUser)})`
  const draft = Prisma.sql`${plan.draft.id}::uuid`
  const thread = storable(homeOf(plan.draft.handOver, inbound.thread))
  const { customerId } = account
  const names =
    customerId === undefined
      ? countedUnder(plan.buyer)
      : Prisma.sql`${countedUnder(plan.buyer)} union ${countedUnder({ customerId })}`
  const same = { draftId: draft, thread: Prisma.sql`${thread}`, chat }
  const rows = await read(
    tx,
    numberRow,
    Prisma.sql`
    with given as (select * from ${recordSet(GIVEN_ORDER, 'o', orders)}),
    numbered as materialized (
      select n.index, nextval('orders_number_seq')::int as number from generate_series(0, ${orders.length - 1}::int)
        as n(index) order by n.index
    ),
    first as (
      insert into orders (${columnList(ORDERS)})
      select ${orderValues('numbered', { parent: Prisma.sql`null`, ...same })}
        from given join numbered using (index) where index = 0
      on conflict (draft_id) where parent is null and draft_id is not null do nothing
      returning number
    ),
    rest as (
      insert into orders (${columnList(ORDERS)})
      select ${orderValues('numbered', { parent: Prisma.sql`first.number`, ...same })}
        from first, given join numbered using (index) where index > 0
      order by index
      returning number
    ),
    placed as (select number from first union all select number from rest),
    owned as materialized (select numbered.index, number from numbered where number in (select number from placed)),
    ${partsSql(plan.orders)},
    ${waitingSql(plan.orders, thread)},
    redeemed as (
      insert into coupon_redemption (code, order_number, amount, counted)
      select r.code, first.number, r.amount, array(${names})
        from first, jsonb_to_recordset(${toJson(plan.redeem)}::jsonb) as r(code text, amount bigint)
    ),
    told as (
      insert into order_event (order_number, kind, label, actor, source, at, detail)
      select owned.number, 'placed', 'Order placed', given."placedBy", ${storable(inbound.id)}, given."placedAt",
        json_build_object('total', given.total, 'draft', ${plan.draft.ref}::int)
      from given join owned using (index) order by index
    )
    select number from placed order by number`,
  )
  return rows.map((row) => row.number)
}

/**
 * The queue: one row per line that waits, in the order of the lines; who submits later stands
 * behind (the stock rows are locked).
 */
function waitingSql(orders: readonly NewOrder[], thread: ThreadKey): Prisma.Sql {
  const waiting = orders.flatMap(({ lines, placedAt, backorderPolicy }, index) =>
    lines
      .filter((line) => line.backordered > 0)
      .map(({ position, sku, backordered, expectedOn }) => {
        const policy = backorderPolicy === 'ship-complete' ? 'complete' : 'available'
        return {
          index,
          position,
          sku,
          quantity: backordered,
          policy,
          submittedAt: placedAt,
          threadKey: thread,
          toldOn: expectedOn,
        }
      }),
  )
  return Prisma.sql`
    waiting as (
      insert into backorder (order_number, ${columnList(BACKORDER)})
      select owned.number, ${valueList(BACKORDER, 'b')} from owned join ${recordSet(indexed(BACKORDER), 'b', waiting)}
        using (index)
      order by owned.index, b.position
    )`
}

/** An order with units still to come waits; one with none left to ship is done. */
function statusOf(order: NewOrder): OrderStatus {
  return order.lines.some((line) => line.backordered > 0) ? 'waiting' : 'placed'
}

export type OrderRowExtra = { readonly index: number; readonly customerId: string | null; readonly status: OrderStatus }

export function placedOrderRow(order: NewOrder, extra: OrderRowExtra) {
  const { name: _name, customerId, ...buyer } = buyerColumns(order.buyer)
  return {
    ...extra,
    customerId: extra.customerId ?? customerId,
    ...buyer,
    buyer: order.buyer,
    currency: order.currency,
    billing: order.billing,
    subtotal: order.subtotal,
    discount: order.discount,
    shipping: order.shipping,
    tax: order.tax,
    total: order.total,
    coupons: order.coupons,
    backorderPolicy: order.backorderPolicy ?? null,
    comments: order.comments,
    memos: order.memos,
    steps: order.steps,
    placedBy: order.placedBy,
    placedAt: order.placedAt,
    given: order.given?.total ?? 0,
    givenBase: order.given?.base ?? 0,
    givenBy: order.given?.by ?? [],
    ...{ deliverOn: null, giftNote: null, proposed: null, callerCheck: order.callerCheck ?? null },
  }
}

/** A row as `orderRow` makes it; the number comes from the sequence, where it belongs from the turn. */
export const GIVEN_ORDER = ORDERS.omit({ number: true, parent: true, draftId: true, thread: true }).extend({
  index: int,
})
type Elsewhere = { readonly [K in 'parent' | 'draftId' | 'thread']: Prisma.Sql } & {
  readonly [K in 'customerId' | 'buyer' | 'chat']?: Prisma.Sql
}

/** From `given`, in the order of the columns. */
export const orderValues = (numbers: string, elsewhere: Elsewhere): Prisma.Sql =>
  valueList(ORDERS, 'given', { number: Prisma.raw(`${numbers}.number`), ...elsewhere })

/** `index` says which of the orders it belongs to. */
const indexed = <S extends z.core.$ZodLooseShape>(columns: z.ZodObject<S>) =>
  z.strictObject({ index: int, ...columns.shape })
export const NEW_GROUP = ORDER_GROUP.extend({ position: int })
const NEW_PAYMENT = PAYMENT.extend({ id: uuid })

/** Lines, ship groups and payments of orders whose numbers are in `owned (index, number)`. */
export function partsSql(orders: readonly NewOrder[]): Prisma.Sql {
  const lines = orders.flatMap((order, index) => order.lines.map((line) => ({ index, ...line })))
  const groups = orders.flatMap((order, index) =>
    order.groups.map((group, position) => ({ index, position, ...group })),
  )
  const payments = orders.map(({ payment }, index) => ({ index, id: randomUUIDv7(), ...payment }))
  const records = orders.flatMap(({ payment: { status, amount, choice }, placedAt: at }, index) =>
    status === 'paid' && amount > 0
      ? [{ index, kind: 'collected', amount, how: howOf(choice.kind), by: 'system:shop-load', at }]
      : [],
  )
  return Prisma.sql`
    lines as (
      insert into order_line (order_number, ${columnList(ORDER_LINE)})
      select owned.number, ${valueList(ORDER_LINE, 'l')} from owned join ${recordSet(indexed(ORDER_LINE), 'l', lines)}
        using (index)
    ),
    groups as (
      insert into order_group (order_number, ${columnList(NEW_GROUP)})
      select owned.number, ${valueList(NEW_GROUP, 'g')} from owned join ${recordSet(indexed(NEW_GROUP), 'g', groups)}
        using (index)
    ),
    payments as (
      insert into payment (order_number, captured, ${columnList(NEW_PAYMENT)})
      select owned.number, case when p.status = 'paid' then p.amount else 0 end, ${valueList(NEW_PAYMENT, 'p')}
      from owned join ${recordSet(indexed(NEW_PAYMENT), 'p', payments)} using (index)
    ),
    records as (
      insert into payment_record (order_number, ${columnList(PAYMENT_RECORD)})
      select owned.number, ${valueList(PAYMENT_RECORD, 'r')} from owned
        join ${recordSet(indexed(PAYMENT_RECORD), 'r', records)} using (index)
    )`
}

/** An order that was paid before it came here: a stored method is a card. */
const howOf = (kind: NewOrder['payment']['choice']['kind']): string => (kind === 'stored' ? 'card' : kind)
