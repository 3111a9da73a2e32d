/**
 * The rows of an order family, in one statement whatever the number of lines: numbers first, then the first order, its parts, the rest.
 * The first order is inserted only where its draft has none (partial unique index); nothing inserted = placed before.
 */
import { randomUUIDv7 } from 'node:crypto'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { PlacePlan } from '#conversation/engine-ports.ts'
import { homeOf } from '#domain/model/hand-over.ts'
import type { NewOrder, OrderStatus } from '#domain/model/order.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { buyerColumns, countedUnder } from '#store/people/buyer.ts'

export type OrderRows = {
  readonly plan: PlacePlan
  readonly account: { readonly customerId: string | undefined }
  readonly inbound: Inbound
  readonly now: string
}

/** Numbers of the family, ascending, or none when this draft was placed before. */
export async function writeOrders(tx: Sql, { plan, account, inbound }: OrderRows): Promise<readonly number[]> {
  const orders = plan.orders.map((order, index) =>
    orderRow(order, { index, customerId: account.customerId ?? null, status: statusOf(order) }),
  )
  const chat = plan.buyer.chatUser === undefined ? null : storable(plan.buyer.chatUser)
  const draft = Prisma.sql`${plan.draft.id}::uuid`
  const thread = storable(homeOf(plan.draft.handOver, inbound.thread))
  const { customerId } = account
  const names =
    customerId === undefined ? countedUnder(plan.buyer) : Prisma.sql`${countedUnder(plan.buyer)} union ${countedUnder({ customerId })}`
  const rows = await tx.$queryRaw<{ number: number }[]>(Prisma.sql`
    with given as (select * from jsonb_to_recordset(${toJson(orders)}::jsonb) as o(${ORDER_FIELDS})),
    numbered as materialized (
      select n.index, nextval('orders_number_seq')::int as number from generate_series(0, ${orders.length - 1}::int) as n(index) order by n.index
    ),
    first as (
      insert into orders (${ORDER_COLUMNS})
      select numbered.number, null, ${draft}, ${thread}, ${orderValues(chat)} from given join numbered using (index) where index = 0
      on conflict (draft_id) where parent is null and draft_id is not null do nothing
      returning number
    ),
    rest as (
      insert into orders (${ORDER_COLUMNS})
      select numbered.number, first.number, ${draft}, ${thread}, ${orderValues(chat)} from first, given join numbered using (index) where index > 0
      order by index
      returning number
    ),
    placed as (select number from first union all select number from rest),
    owned as materialized (select numbered.index, number from numbered where number in (select number from placed)),
    ${partsSql(plan.orders)},
    ${waitingSql(plan.orders, thread)},
    redeemed as (
      insert into coupon_redemption (code, order_number, amount, counted)
      select r.code, first.number, r.amount, array(${names}) from first, jsonb_to_recordset(${toJson(plan.redeem)}::jsonb) as r(code text, amount bigint)
    ),
    told as (
      insert into order_event (order_number, kind, label, actor, source, at, detail)
      select owned.number, 'placed', 'Order placed', given."placedBy", ${storable(inbound.id)}, given."placedAt",
        json_build_object('total', given.total, 'draft', ${plan.draft.ref}::int)
      from given join owned using (index) order by index
    )
    select number from placed order by number`)
  return rows.map((row) => row.number)
}

/** The queue: one row per line that waits, in the order of the lines; who submits later stands behind (the stock rows are locked). */
function waitingSql(orders: readonly NewOrder[], thread: string): Prisma.Sql {
  const waiting = orders.flatMap(({ lines, placedAt, backorderPolicy }, index) =>
    lines
      .filter((line) => line.backordered > 0)
      .map(({ position, sku, backordered, expectedOn }) => {
        const policy = backorderPolicy === 'ship-complete' ? 'complete' : 'available'
        return { index, position, sku, backordered, policy, placedAt, expectedOn }
      }),
  )
  return Prisma.sql`
    waiting as (
      insert into backorder (order_number, position, sku, quantity, policy, submitted_at, thread_key, told_on)
      select owned.number, b.position, b.sku, b.backordered, b.policy, b."placedAt", ${thread}, b."expectedOn"
      from owned join jsonb_to_recordset(${toJson(waiting)}::jsonb) as b(index int, position int, sku text, backordered int, policy text,
        "placedAt" timestamptz, "expectedOn" date) using (index)
      order by owned.index, b.position
    )`
}

/** An order with units still to come waits; one with none left to ship is done. */
function statusOf(order: NewOrder): OrderStatus {
  return order.lines.some((line) => line.backordered > 0) ? 'waiting' : 'placed'
}

export type OrderRowExtra = { readonly index: number; readonly customerId: string | null; readonly status: OrderStatus }

export function orderRow(order: NewOrder, extra: OrderRowExtra) {
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
  }
}

export const ORDER_FIELDS =
  Prisma.raw(`index int, "customerId" uuid, status text, email text, phone text, chat text, buyer jsonb, currency text,
  billing jsonb, subtotal bigint, discount bigint, shipping bigint, tax bigint, total bigint, coupons jsonb, "backorderPolicy" text,
  comments jsonb, memos jsonb, steps jsonb, "placedBy" text, "placedAt" timestamptz,
  given bigint, "givenBase" bigint, "givenBy" text[]`)
export const ORDER_COLUMNS =
  Prisma.raw(`number, parent, draft_id, thread_key, status, customer_id, buyer, buyer_email, buyer_phone, buyer_chat,
  currency, billing, subtotal, discount, shipping, tax, total, coupons, backorder_policy, comments, memos, steps, placed_by, placed_at,
  given, given_base, given_by`)
/** `chat` is the buyer's own chat user where the order itself does not name one. */
export const orderValues = (
  chat: string | null,
): Prisma.Sql => Prisma.sql`given.status, given."customerId", given.buyer, given.email, given.phone,
  coalesce(given.chat, ${chat}), given.currency, given.billing, given.subtotal, given.discount, given.shipping, given.tax, given.total,
  given.coupons, given."backorderPolicy", given.comments, given.memos, given.steps, given."placedBy", given."placedAt",
  given.given, given."givenBase", given."givenBy"`

/** Lines, ship groups and payments of orders whose numbers are in `owned (index, number)`. */
export function partsSql(orders: readonly NewOrder[]): Prisma.Sql {
  const lines = orders.flatMap((order, index) => order.lines.map((line) => ({ index, ...line })))
  const groups = orders.flatMap((order, index) => order.groups.map((group, position) => ({ index, position, ...group })))
  const payments = orders.map(({ payment, placedAt }, index) => ({ index, id: randomUUIDv7(), placedAt, ...payment }))
  return Prisma.sql`
    lines as (
      insert into order_line (order_number, position, sku, name, option_text, quantity, unit_price, list_price, gross, components, net, tax, gift,
        note, free_text, units, shipped, reserved, backordered, dropped, cancelled, returned)
      select owned.number, l.position, l.sku, l.name, l."optionText", l.quantity, l."unitPrice", l."listPrice", l.gross, l.components, l.net, l.tax,
        l.gift, l.note, l."freeText", l.units, l.shipped, l.reserved, l.backordered, l.dropped, l.cancelled, l.returned
      from owned join jsonb_to_recordset(${toJson(lines)}::jsonb) as l(index int, position int, sku text, name text, "optionText" text, quantity int,
        "unitPrice" bigint, "listPrice" bigint, gross bigint, components jsonb, net bigint, tax bigint, gift boolean, note text, "freeText" text,
        units jsonb, shipped int, reserved int, backordered int, dropped int, cancelled int, returned int) using (index)
    ),
    groups as (
      insert into order_group (order_number, id, address, method, method_name, rate, charge, free_by, override, tax, position)
      select owned.number, g.id, g.address, g.method, g."methodName", g.rate, g.charge, g."freeBy", g.override, g.tax, g.position
      from owned join jsonb_to_recordset(${toJson(groups)}::jsonb) as g(index int, id text, address jsonb, method text, "methodName" text,
        rate bigint, charge bigint, "freeBy" text, override jsonb, tax bigint, position int) using (index)
    ),
    payments as (
      insert into payment (id, order_number, choice, status, amount, captured, hold_until)
      select p.id, owned.number, p.choice, p.status, p.amount, case when p.status = 'paid' then p.amount else 0 end, p."holdUntil"
      from owned join jsonb_to_recordset(${toJson(payments)}::jsonb)
        as p(index int, id uuid, choice jsonb, status text, amount bigint, "holdUntil" timestamptz) using (index)
    ),
    records as (
      insert into payment_record (order_number, kind, amount, how, by, at)
      select owned.number, 'collected', p.amount, case p.choice->>'kind' when 'stored' then 'card' else p.choice->>'kind' end, 'system:shop-load', p."placedAt"
      from owned join jsonb_to_recordset(${toJson(payments)}::jsonb) as p(index int, choice jsonb, status text, amount bigint, "placedAt" timestamptz)
        using (index) where p.status = 'paid' and p.amount > 0
    )`
}
