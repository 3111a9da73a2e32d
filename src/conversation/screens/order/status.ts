/**
 * A placed order: where it is, what is in it, what it cost. Frozen figures: nothing here is priced
 * again. Customers never see internal memos or a rep's reasons.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, LineRow, TotalRow, View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, type ScreenContext } from '#conversation/screens/context.ts'
import {
  addressText,
  andList,
  buyerName,
  contactText,
  dayText,
  itemText,
  paymentText,
  shortDayText,
  textOnLine,
} from '#conversation/screens/names.ts'
import { orderStatusText } from '#conversation/screens/staff/lists.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Right } from '#domain/model/actor.ts'
import type { Component } from '#domain/model/ledger.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import { due } from '#domain/order/money.ts'
import { standing } from '#domain/order/payment.ts'
import { kept } from '#domain/order/units.ts'
import type { QueuePlace } from '#domain/stock/fill-queue.ts'
import { checkedText, proposedControls, proposedText } from './amend.ts'
import { placeText } from './arrivals.ts'
import { accountRows, moneyControls } from './order-news.ts'
import { goingBackText, linkText, payControls } from './paying.ts'
import { recordText } from './records.ts'

/** `places`: where it stands in the queues; `movedOut`: orders of what was short in it. */
type Reading = { readonly places?: readonly QueuePlace[]; readonly movedOut?: readonly number[] }

export function orderView(order: Order, ctx: ScreenContext, { places = [], movedOut = [] }: Reading = {}): View {
  const price = priceIn(order, ctx)
  const name = isStaff(ctx) ? `${buyerName(order.buyer, ctx)}: ` : ''
  const fields = orderFields(order, movedOut, ctx)
  return {
    headline: inert(
      `${name}order ${order.number}, ${orderStatusText(order.status)}, ${price(order.total)} ${order.currency}`.replace(
        /^o/,
        'O',
      ),
    ),
    status: inert(
      [buyerName(order.buyer, ctx), price(order.total), `order ${order.number} ${orderStatusText(order.status)}`].join(
        ' - ',
      ),
    ),
    blocks: [
      progress(order),
      {
        kind: 'lines',
        rows: orderRows(order, ctx, places),
      },
      { kind: 'totals', rows: [...orderTotals(order, ctx), ...account(order, ctx)] },
      ...(isStaff(ctx) ? recorded(order, ctx) : []),
      ...parcels(order, ctx),
      { kind: 'fields', fields },
    ],
    controls: orderControls(order, ctx),
  }
}

/**
 * For who knows its number and e-mail address and nothing more: where it is and when it comes. No
 * street, no card, no items, no amounts.
 */
export function whereIsView(order: Order, places: readonly QueuePlace[], ctx: ScreenContext): View {
  const days = order.lines
    .filter((line) => line.backordered > 0)
    .map((line) => waitingText(line, { ctx, price: String, place: placeOf(order, line, places) }))
  const words = [
    `Placed ${shortDayText(order.placedAt, ctx)}.`,
    ...order.parcels.map(({ at }) => `Sent ${dayText(at, ctx)}.`),
    ...[...new Set(days)].map((day) => `A part is ${day}.`),
  ]
  return {
    headline: inert(`Order ${order.number}, ${orderStatusText(order.status)}`),
    blocks: [progress(order), listBlock(words)],
    controls: [],
  }
}

/** The receipt as it stands now: the first order whole, those placed with it in a line each. */
export function recordView([first, ...rest]: readonly [Order, ...Order[]], ctx: ScreenContext): View {
  const view = orderView(first, ctx)
  if (rest.length === 0) return view
  const lines = rest.map(
    ({ number, status, total, currency }) =>
      `Order ${number}, ${orderStatusText(status)}, ${formatMoney(total, { ...ctx.shop.settings, currency })} ` +
      `${currency}`,
  )
  const status = [view.status, ...rest.map((order) => `order ${order.number} ${orderStatusText(order.status)}`)].join(
    ', ',
  )
  const shown = rest.map(({ number }) => button(`Show order ${number}`, { kind: 'status', order: number }, ctx))
  return {
    ...view,
    status: inert(status),
    blocks: [...view.blocks, listBlock(lines)],
    controls: [...view.controls, ...shown],
  }
}

/** Only once the account differs from what was ordered. */
function account(order: Order, ctx: ScreenContext): readonly TotalRow[] {
  const { credited, captured, refunded } = order.money
  const differs = credited > 0 || refunded > 0 || (captured > 0 && due(order) > 0)
  return differs ? accountRows(order, ctx).slice(1) : []
}

/** For staff: who said what of the money, when, and how it moved. */
function recorded(order: Order, ctx: ScreenContext): readonly Block[] {
  const items = standing(order.records).map((record) => recordText(record, order, ctx))
  return items.length === 0 ? [] : [listBlock(items)]
}

/** What left when, with its tracking code. */
function parcels(order: Order, ctx: ScreenContext): readonly Block[] {
  if (order.parcels.length === 0) return []
  const items = order.parcels.map(({ at, tracking, lines }) => {
    const what = andList(lines.map(({ sku, quantity }) => `${quantity} ${itemText(sku, ctx)}`))
    return `Sent ${dayText(at, ctx)}: ${what}${tracking === undefined ? '' : `, tracking ${tracking}`}`
  })
  return [listBlock(items)]
}

function orderControls(order: Order, ctx: ScreenContext): readonly Control[] {
  const { number } = order
  const reserved = order.lines.some((line) => line.reserved > 0)
  const open = reserved || order.lines.some((line) => line.backordered > 0)
  const allowed = (right: Right): boolean => may(ctx.actor, right)
  return [
    ...(reserved && allowed('ship-orders')
      ? [button('Ship what is here', { kind: 'change-order', order: number, act: { kind: 'ship' } }, ctx)]
      : []),
    ...(order.proposed !== undefined && allowed('change-orders') ? proposedControls(order, order.proposed, ctx) : []),
    ...payControls(order, ctx),
    ...moneyControls(order, ctx),
    ...(allowed('compose') ? [button('Order again', { kind: 'reorder', order: number }, ctx)] : []),
    ...(open && allowed('change-orders')
      ? [
          button(
            `Cancel order ${number}`,
            { kind: 'change-order', order: number, act: { kind: 'cancel' } },
            ctx,
            'danger',
          ),
        ]
      : []),
    ...(allowed('see-history') ? [button('History', { kind: 'history', order: number }, ctx)] : []),
    button(isStaff(ctx) ? 'Orders' : 'Your orders', { kind: 'orders' }, ctx),
  ]
}

/** Everyday steps of an order on its way. */
function progress(order: Order): Block {
  const shipped = order.lines.reduce((sum, line) => sum + line.shipped, 0)
  const open = order.lines.reduce((sum, line) => sum + line.quantity - line.dropped - line.cancelled - line.shipped, 0)
  if (order.status === 'returned')
    return { kind: 'progress', done: ['placed', 'sent', 'returned'], next: 'nothing more' }
  if (order.status === 'cancelled') return { kind: 'progress', done: ['placed', 'cancelled'], next: 'nothing more' }
  if (open === 0 && shipped > 0) return { kind: 'progress', done: ['placed', 'packed', 'on its way'], next: 'delivery' }
  return {
    kind: 'progress',
    done: ['placed', ...(shipped > 0 ? ['a part is on its way'] : [])],
    next: order.lines.some((line) => line.backordered > 0) ? 'waiting for items' : 'packing',
  }
}

const placeOf = ({ number }: Order, { position }: OrderLine, places: readonly QueuePlace[]): QueuePlace | undefined =>
  places.find((place) => place.order === number && place.position === position)

type Row = {
  readonly price: (amount: number) => string
  readonly ctx: ScreenContext
  readonly place: QueuePlace | undefined
}

/** With a place in the queue, what is known now; else what was told last. */
function waitingText({ expectedOn }: OrderLine, { ctx, place }: Row): string {
  if (place !== undefined) return `waiting, ${placeText(place, ctx)}`
  return expectedOn === undefined ? 'waiting, no date yet' : `expected ${dayText(expectedOn, ctx)} (estimated)`
}

const priceIn =
  ({ currency }: Order, ctx: ScreenContext) =>
  (amount: number): string =>
    formatMoney(amount, { ...ctx.shop.settings, currency })

export const orderRows = (order: Order, ctx: ScreenContext, places: readonly QueuePlace[] = []): readonly LineRow[] =>
  order.lines.map((line) => orderRow(line, { price: priceIn(order, ctx), ctx, place: placeOf(order, line, places) }))

function orderRow(line: OrderLine, row: Row): LineRow {
  const { price, ctx } = row
  const counts = [
    ['on its way', kept(line)],
    ['set aside, ready to leave', line.backordered > 0 || line.shipped > 0 ? line.reserved : 0],
    [waitingText(line, row), line.backordered],
    ['cancelled', line.cancelled],
    ['dropped', line.dropped],
    ['returned', line.returned],
  ] as const
  const notes = [
    ...counts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`),
    ...(line.freeText === undefined ? [] : [textOnLine(line.sku, line.freeText, ctx)]),
    ...(line.note === undefined ? [] : [`Note: ${line.note}`]),
    ...(line.gift ? ['A gift'] : []),
  ]
  return {
    quantity: line.quantity,
    name: inert(line.name),
    sku: inert(line.sku),
    amount: price(line.gross),
    notes: notes.map(inert),
    ...(line.optionText === '' ? {} : { detail: inert(line.optionText) }),
  }
}

export function orderTotals(order: Order, ctx: ScreenContext): readonly TotalRow[] {
  const price = priceIn(order, ctx)
  const row = (label: string, amount: number, weight: TotalRow['weight'] = 'normal'): TotalRow => ({
    label: inert(label),
    amount: price(amount),
    weight,
  })
  const named = new Map<string, number>()
  for (const component of order.lines.flatMap((line) => line.components)) {
    const label = componentName(component, ctx)
    named.set(label, (named.get(label) ?? 0) + component.amount)
  }
  return [
    row('Subtotal', order.subtotal),
    ...[...named].filter(([, amount]) => amount !== 0).map(([label, amount]) => row(label, amount)),
    ...order.groups.map((group) => row(`Shipping, ${group.methodName}`, group.charge)),
    row('Tax', order.tax),
    { ...row('Total', order.total, 'strong'), unit: order.currency },
  ]
}

function componentName({ kind, source, label }: Component, ctx: ScreenContext): string {
  switch (kind) {
    case 'line-coupon':
    case 'order-coupon':
      return `Coupon ${source}`
    case 'subtraction':
      return isStaff(ctx) ? `Taken off: ${label}` : 'Discount'
    case 'line-promotion':
    case 'order-promotion':
    case 'gift':
      return label
    case 'included-tax':
      return 'Tax contained in the prices'
    default:
      return kind satisfies never
  }
}

const PAYMENT_STATUS = {
  'nothing-due': 'nothing to pay',
  'to-be-paid': 'to be paid',
  'part-paid': 'partly paid',
  authorised: 'approved',
  paid: 'paid',
  'to-give-back': 'more is paid than owed',
  failed: 'failed',
  expired: 'not paid in time',
} as const satisfies Record<Order['payment']['status'], string>

function orderFields(
  order: Order,
  movedOut: readonly number[],
  ctx: ScreenContext,
): readonly { readonly label: string; readonly value: string }[] {
  const field = (label: string, value: string | undefined) =>
    value === undefined ? [] : [{ label, value: inert(value) }]
  const { choice, status } = order.payment
  const how = choice.kind === 'none' ? undefined : paymentText(choice, ctx)
  return [
    ...field('Placed', shortDayText(order.placedAt, ctx)),
    ...(isStaff(ctx) ? field('Customer', order.customerNumber) : []),
    ...(isStaff(ctx) && 'phone' in order.buyer ? field('Phone', contactText(order.buyer.phone, ctx)) : []),
    ...order.groups.flatMap((group) => field('Ship to', group.address && addressText(group.address, ctx))),
    ...field('Wanted on', order.deliverOn && dayText(order.deliverOn, ctx)),
    ...field('Gift note', order.giftNote),
    ...field('Change asked for', order.proposed && proposedText(order.proposed, ctx)),
    ...(isStaff(ctx) ? field('Caller', order.callerCheck && checkedText(order.callerCheck)) : []),
    ...field('Payment', [how, PAYMENT_STATUS[status]].filter((part) => part !== undefined).join(', ')),
    ...field('Payment link', order.status === 'cancelled' ? undefined : linkText(order, ctx)),
    ...field('Going back', goingBackText(order, ctx)),
    ...(order.parent === null ? [] : field('Part of', `order ${order.parent}`)),
    ...(movedOut.length === 0 ? [] : field('The rest', `order ${andList(movedOut.map(String))}`)),
    ...order.comments.flatMap((comment) => field('Comment', comment)),
    ...(isStaff(ctx) ? order.memos.flatMap((memo) => field('Memo (internal)', memo)) : []),
  ]
}
