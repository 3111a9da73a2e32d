/**
 * A placed order: where it is, what is in it, what it cost. Frozen figures: nothing here is priced
 * again. Customers never see internal memos or a rep's reasons.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import {
  type CustomerContext,
  listBlock,
  type ScreenContext,
  type StaffContext,
} from '#conversation/screens/context.ts'
import {
  addressText,
  andList,
  buyerName,
  contactText,
  dayText,
  isPickedUp,
  itemText,
  paymentText,
  shortDayText,
} from '#conversation/screens/names.ts'
import { orderStatusText } from '#conversation/screens/staff/lists.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'
import type { CustomerOrder, SharedOrder } from '#domain/order/customer-order.ts'
import { due } from '#domain/order/money.ts'
import { standing } from '#domain/order/payment.ts'
import type { QueuePlace } from '#domain/stock/fill-queue.ts'
import { accountSince } from './account.ts'
import { checkedText, proposedText } from './amend.ts'
import { customerControls, staffControls } from './order-controls.ts'
import { orderRows, orderTotals, queuePlaceOf, waitingText } from './order-rows.ts'
import { goingBackText, linkText, refusedBackText, sentText } from './paying.ts'
import { recordText } from './records.ts'

/** `places`: where it stands in the queues; `movedOut`: orders of what was short in it. */
type Reading = { readonly places?: readonly QueuePlace[]; readonly movedOut?: readonly number[] }

/** For the shop: all of it. */
export const orderView = (order: Order, ctx: StaffContext, reading: Reading = {}): View =>
  drawn(order, ctx, reading, {
    name: `${buyerName(order.buyer, ctx)}: `,
    records: recorded(order, ctx),
    fields: [
      ...fieldOf(placedWords.customer, order.customerNumber),
      ...('phone' in order.buyer ? fieldOf(placedWords.phone, contactText(order.buyer.phone, ctx)) : []),
    ],
    checked: fieldOf(placedWords.caller, order.callerCheck && checkedText(order.callerCheck)),
    memos: order.memos.flatMap((memo) => fieldOf(placedWords.memoInternal, memo)),
    controls: staffControls(order, ctx),
    sent: sentText(order, ctx),
  })

/** For its customer: made from what is theirs, so that nothing else can get onto it. */
export const customerOrderView = (order: CustomerOrder, ctx: CustomerContext, reading: Reading = {}): View =>
  drawn(order, ctx, reading, {
    name: '',
    records: [],
    fields: [],
    checked: [],
    memos: [],
    controls: customerControls(order, ctx),
    sent: '',
  })

/** What only one side reads of it, and may do. */
type Sided = {
  readonly name: string
  readonly records: readonly Block[]
  readonly fields: readonly Field[]
  readonly checked: readonly Field[]
  readonly memos: readonly Field[]
  readonly controls: readonly Control[]
  /** To whom the letter with the link went. */
  readonly sent: string
}

type Field = { readonly label: string; readonly value: string }

function drawn(order: SharedOrder, ctx: ScreenContext, { places = [], movedOut = [] }: Reading, sided: Sided): View {
  const price = (amount: Amount) => formatMoney(amount, { ...ctx.shop.settings, currency: order.currency })
  const words = [
    buyerName(order.buyer, ctx),
    price(order.total),
    [
      placedWords.orderState(order.number, orderStatusText(order.status)),
      ...tracked(order),
      ...moneySoFar(order, price),
    ].join(', '),
  ]
  const total = `${price(order.total)} ${order.currency}`
  return {
    headline: inert(
      placedWords.orderOfBuyer(sided.name, order.number, orderStatusText(order.status), total).replace(/^o/, 'O'),
    ),
    root: inert(words.join(' - ')),
    blocks: [
      progress(order),
      {
        kind: 'lines',
        rows: orderRows(order, ctx, places),
      },
      { kind: 'totals', rows: [...orderTotals(order, ctx), ...accountSince(order, ctx)] },
      ...sided.records,
      ...parcels(order, ctx),
      { kind: 'fields', fields: orderFields(order, movedOut, sided, ctx) },
    ],
    controls: sided.controls,
  }
}

/**
 * For who knows its number and e-mail address and nothing more: where it is and when it comes. No
 * street, no card, no items, no amounts.
 */
export function whereIsView(order: SharedOrder, places: readonly QueuePlace[], ctx: ScreenContext): View {
  const days = order.lines
    .filter((line) => line.backordered > 0)
    .map((line) => waitingText(line, { ctx, price: String, place: queuePlaceOf(order, line, places) }))
  const words = [
    placedWords.placedOn(shortDayText(order.placedAt, ctx)),
    ...order.parcels.map(({ at }) => placedWords.sentOn(dayText(at, ctx))),
    ...[...new Set(days)].map((day) => placedWords.partIs(day)),
  ]
  return {
    headline: inert(placedWords.orderTitle(order.number, orderStatusText(order.status))),
    blocks: [progress(order), listBlock(words)],
    controls: [],
  }
}

/** For staff: who said what of the money, when, and how it moved. */
function recorded(order: Order, ctx: StaffContext): readonly Block[] {
  const items = standing(order.records).map((record) => recordText(record, order, ctx))
  return items.length === 0 ? [] : [listBlock(items)]
}

/** In the root line, in a word each: what was taken off, paid and given back. */
function moneySoFar(order: SharedOrder, price: (amount: Amount) => string): readonly string[] {
  const { credited, captured, refunded } = order.money
  return [
    ...(credited > 0 && order.status !== 'cancelled' ? [placedWords.amountTakenOff(price(credited))] : []),
    ...(captured > 0 ? [due(order) > 0 ? placedWords.amountPaid(price(captured)) : 'paid'] : []),
    ...(refunded > 0 ? [placedWords.amountGivenBack(price(refunded))] : []),
  ]
}

const tracked = ({ parcels: sent }: SharedOrder): readonly string[] =>
  sent.flatMap(({ tracking }) => (tracking === undefined ? [] : [placedWords.trackingCode(tracking)]))

/** What left when, with its tracking code. */
function parcels(order: SharedOrder, ctx: ScreenContext): readonly Block[] {
  if (order.parcels.length === 0) return []
  const items = order.parcels.map(({ at, tracking, lines }) => {
    const what = andList(lines.map(({ sku, quantity }) => `${quantity} ${itemText(sku, ctx)}`))
    return placedWords.sentWhat(dayText(at, ctx), what, tracking === undefined ? '' : placedWords.tracking(tracking))
  })
  return [listBlock(items)]
}

/** Everyday steps of an order on its way. */
function progress(order: SharedOrder): Block {
  const shipped = order.lines.reduce((sum, line) => sum + line.shipped, 0)
  const open = order.lines.reduce((sum, line) => sum + line.quantity - line.dropped - line.cancelled - line.shipped, 0)
  if (order.status === 'returned')
    return { kind: 'progress', done: ['placed', 'sent', 'returned'], next: placedWords.nothingMore }
  if (order.status === 'cancelled')
    return { kind: 'progress', done: ['placed', 'cancelled'], next: placedWords.nothingMore }
  if (open === 0 && shipped > 0)
    return { kind: 'progress', done: ['placed', 'packed', placedWords.onItsWay], next: 'delivery' }
  return {
    kind: 'progress',
    done: ['placed', ...(shipped > 0 ? [placedWords.partOnItsWay] : [])],
    next: order.lines.some((line) => line.backordered > 0) ? placedWords.waitingForItems : 'packing',
  }
}

const PAYMENT_STATUS = {
  'nothing-due': placedWords.nothingToPay,
  'to-be-paid': placedWords.toBePaid,
  'part-paid': placedWords.partlyPaid,
  authorised: 'approved',
  paid: 'paid',
  'to-give-back': placedWords.paidTooMuch,
  failed: 'failed',
  expired: placedWords.notPaidInTime,
} as const satisfies Record<Order['payment']['status'], string>

const fieldOf = (label: string, value: string | undefined): readonly Field[] =>
  value === undefined ? [] : [{ label, value: inert(value) }]

function orderFields(
  order: SharedOrder,
  movedOut: readonly number[],
  { fields, checked, memos, sent }: Sided,
  ctx: ScreenContext,
): readonly Field[] {
  const { choice, status } = order.payment
  const how = choice.kind === 'none' ? undefined : paymentText(choice, ctx)
  return [
    ...fieldOf(placedWords.placedLabel, shortDayText(order.placedAt, ctx)),
    ...fields,
    ...order.groups.flatMap((group) =>
      isPickedUp(group, ctx)
        ? fieldOf(placedWords.pickUpAt, ctx.shop.settings.address && addressText(ctx.shop.settings.address, ctx))
        : fieldOf(placedWords.shipTo, group.address && addressText(group.address, ctx)),
    ),
    ...fieldOf(placedWords.wantedOn, order.deliverOn && dayText(order.deliverOn, ctx)),
    ...fieldOf(placedWords.giftNote, order.giftNote),
    ...fieldOf(placedWords.changeAskedFor, order.proposed && proposedText(order.proposed, ctx)),
    ...checked,
    ...fieldOf(placedWords.payment, [how, PAYMENT_STATUS[status]].filter((part) => part !== undefined).join(', ')),
    ...fieldOf(placedWords.paymentLink, order.status === 'cancelled' ? undefined : linkText(order, ctx, sent)),
    ...fieldOf(placedWords.goingBack, goingBackText(order, ctx)),
    ...fieldOf(placedWords.toGiveBack, refusedBackText(order, ctx)),
    ...(order.parent === null ? [] : fieldOf(placedWords.partOf, placedWords.orderNumber(order.parent))),
    ...(movedOut.length === 0
      ? []
      : fieldOf(placedWords.theRest, placedWords.orderNumber(andList(movedOut.map(String))))),
    ...order.comments.flatMap((comment) => fieldOf(placedWords.comment, comment)),
    ...memos,
  ]
}
