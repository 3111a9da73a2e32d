/**
 * What the thread of an order is told about goods it waits for: they came, others were first, they
 * come later; each with what can be done, one press away. A customer may read every one of these.
 * What whoever booked the goods in is told comes last.
 */

import type { StockChange } from '#conversation/edge/changes.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, notice, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { andList, buyerName, dayText, itemText, ordinal } from '#conversation/screens/names.ts'
import { arrivalsWords } from '#conversation/words/order/arrivals.ts'
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { Order } from '#domain/model/order.ts'
import { may } from '#domain/model/permissions.ts'
import { due } from '#domain/order/money.ts'
import { waitingUnits } from '#domain/order/release.ts'
import type { Fill, QueuePlace } from '#domain/stock/fill-queue.ts'
import { priceIn } from './account.ts'

const nameOf = (order: Order, ctx: ScreenContext): string =>
  arrivalsWords.orderOf(isStaff(ctx), buyerName(order.buyer, ctx), order.number)
const isOrAre = (count: number): string => arrivalsWords.are(count)
const items = (parts: readonly { readonly sku: Sku; readonly quantity: Quantity }[], ctx: ScreenContext): string =>
  andList(parts.map(({ sku, quantity }) => `${quantity} ${itemText(sku, ctx)}`))

export type Arrived = {
  readonly order: Order
  readonly fills: readonly Fill[]
  readonly places: readonly QueuePlace[]
  readonly authorise: number
}

export function arrivedView({ order, fills, places, authorise }: Arrived, ctx: ScreenContext): View {
  const count = fills.reduce((total, { quantity }) => total + quantity, 0)
  const waiting = waitingUnits(order)
  const amount = `${formatMoney(authorise, { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`
  return {
    headline: inert(arrivalsWords.here(nameOf(order, ctx), items(fills, ctx), isOrAre(count))),
    blocks: [
      ...(waiting === 0 ? [textBlock(arrivalsWords.nothingWaits)] : waitingBlocks(order, places, ctx)),
      ...(isStaff(ctx) && authorise > 0 && order.payment.choice.kind === 'stored'
        ? [textBlock(arrivalsWords.toBeAuthorised(amount))]
        : []),
      ...notPaidYet(order, ctx).map((words) =>
        notice('warning', `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`),
      ),
    ],
    controls: [
      release(order, arrivalsWords.shipWhatIsHere(isStaff(ctx)), ctx, 'primary'),
      ...(waiting > 0 && order.backorderPolicy !== 'ship-complete' ? [wait(order, ctx)] : []),
      ...itemControls(order, fills[0]?.sku, ctx),
    ],
  }
}

/** Said wherever sending is offered or agreed to: what the customer has yet to pay by their own act. */
export const notPaidYet = (
  order: Pick<Order, 'total' | 'money' | 'payment' | 'currency'>,
  ctx: ScreenContext,
): readonly string[] =>
  due(order) === 0 || order.payment.choice.kind !== 'link'
    ? []
    : [arrivalsWords.notPaidYet(priceIn(due(order), order, ctx))]

export type Passed = {
  readonly order: Order
  readonly sku: Sku
  readonly places: readonly QueuePlace[]
  /** The next receipt with a day. */
  readonly next: Receipt | undefined
}
type Receipt = { readonly quantity: Quantity; readonly on?: string }

/** Goods came, and none of them for this order: it goes out complete, and what came was not enough for it. */
export function passedView({ order, sku, places, next }: Passed, ctx: ScreenContext): View {
  return {
    headline: inert(arrivalsWords.cameNotEnough(nameOf(order, ctx), itemText(sku, ctx))),
    blocks: [
      ...waitingBlocks(order, places, ctx),
      textBlock(
        next?.on === undefined
          ? arrivalsWords.noGoodsAnnounced
          : arrivalsWords.nextExpected(next.quantity, dayText(next.on, ctx)),
      ),
      textBlock(arrivalsWords.goesOutComplete),
    ],
    controls: [release(order, arrivalsWords.sendAsItComes, ctx), ...itemControls(order, sku, ctx)],
  }
}

export type Slip = { readonly sku: Sku; readonly quantity: Quantity; readonly from: string; readonly to?: string }

export function slippedView(order: Order, slips: readonly Slip[], ctx: ScreenContext): View {
  const lines = slips.map(({ sku, quantity, from, to }) => {
    const now = to === undefined ? arrivalsWords.noDateNow : arrivalsWords.nowEstimated(dayText(to, ctx))
    return arrivalsWords.expectedBefore(quantity, itemText(sku, ctx), dayText(from, ctx), now)
  })
  const all = slips.every(({ to }) => to === undefined)
  return {
    headline: inert(
      arrivalsWords.hasNoDateAny(nameOf(order, ctx), andList(slips.map(({ sku }) => itemText(sku, ctx))), all),
    ),
    blocks: [listBlock(lines)],
    controls: [
      ...(order.lines.some((line) => line.reserved > 0) && order.backorderPolicy === 'ship-complete'
        ? [release(order, arrivalsWords.sendAsItComes, ctx)]
        : []),
      ...itemControls(order, slips[0]?.sku, ctx),
    ],
  }
}

function waitingBlocks(order: Order, places: readonly QueuePlace[], ctx: ScreenContext): readonly Block[] {
  const lines = order.lines.flatMap(({ position, sku, backordered }) => {
    const place = places.find((one) => one.order === order.number && one.position === position)
    return backordered === 0
      ? []
      : [
          arrivalsWords.stillWaiting(
            backordered,
            itemText(sku, ctx),
            place === undefined ? arrivalsWords.noDateYet : placeText(place, ctx),
          ),
        ]
  })
  return [listBlock(lines)]
}

/** "2nd of 5 in line, expected Fri 4 Dec (estimated)" */
export function placeText({ place, of, on }: QueuePlace, ctx: ScreenContext): string {
  return arrivalsWords.placeInLine(
    ordinal(place),
    of,
    on === undefined ? arrivalsWords.noDateYet : arrivalsWords.expectedEstimated(dayText(on, ctx)),
  )
}

const release = (order: Order, label: string, ctx: ScreenContext, style: 'primary' | 'normal' = 'normal'): Control =>
  button(label, { kind: 'waiting', act: 'release', order: order.number }, ctx, style)
const wait = (order: Order, ctx: ScreenContext): Control =>
  button(arrivalsWords.waitForTheRest, { kind: 'waiting', act: 'wait', order: order.number }, ctx)

function itemControls(order: Order, sku: Sku | undefined, ctx: ScreenContext): readonly Control[] {
  if (sku === undefined || !may(ctx.actor, 'change-orders')) return []
  const { number } = order
  return [
    button(arrivalsWords.swapIt, { kind: 'swap', order: number, from: sku }, ctx),
    button(
      arrivalsWords.cancel(itemText(sku, ctx)),
      { kind: 'change-order', order: number, act: { kind: 'cancel', item: sku } },
      ctx,
      'danger',
    ),
  ]
}

/** What could be had instead: other variants, each one press away. */
export function swapView(order: Order, from: string, others: readonly string[], ctx: ScreenContext): View {
  const example = others[0] ?? 'SKU'
  return {
    headline: inert(arrivalsWords.ofOrderForWhat(itemText(from, ctx), order.number)),
    blocks: [textBlock(arrivalsWords.chooseOrSwap(from, example))],
    controls: others.map((to) => button(itemText(to, ctx), { kind: 'swap', order: order.number, from, to }, ctx)),
  }
}

export type Booked = {
  readonly change: StockChange
  readonly after: Extract<StockFact, { tracked: true }>
  readonly filled: readonly { readonly order: Order; readonly fills: readonly Fill[] }[]
  readonly passed: readonly Order[]
  readonly more: number
}

/** For whoever booked it in. */
export function bookedView({ change, after, filled, passed, more }: Booked, ctx: ScreenContext): View {
  const free = Math.max(0, after.onHand - after.reserved - after.allocated)
  const expected = after.expected.map(({ quantity, on }) =>
    arrivalsWords.expected(quantity, on === undefined ? arrivalsWords.withoutADate : dayText(on, ctx)),
  )
  const counts = [
    arrivalsWords.onHand(after.onHand),
    arrivalsWords.reserved(after.reserved),
    arrivalsWords.waitedFor(after.allocated),
    arrivalsWords.free(free),
    ...expected,
  ]
  return {
    headline: inert(`${change.sku}: ${doneText(change, ctx)}`),
    blocks: [
      textBlock(`${counts.join(', ')}.`),
      ...(filled.length + passed.length === 0
        ? []
        : [
            listBlock([
              ...filled.map(({ order, fills }) =>
                arrivalsWords.staffSetAside(order.number, buyerName(order.buyer, ctx), items(fills, ctx)),
              ),
              ...passed.map((order) => arrivalsWords.staffGoesOutComplete(order.number, buyerName(order.buyer, ctx))),
            ]),
          ]),
      ...(more === 0 ? [] : [textBlock(arrivalsWords.moreOrdersGetTheirs(more))]),
    ],
    controls: [],
  }
}

function doneText({ kind, quantity, ...change }: StockChange, ctx: ScreenContext): string {
  switch (kind) {
    case 'receive':
      return arrivalsWords.received(quantity)
    case 'set':
      return arrivalsWords.counted(quantity)
    case 'expect': {
      if (quantity === 0) return arrivalsWords.nothingExpectedAnyMore
      const on = 'on' in change ? change.on : undefined
      return arrivalsWords.expected(quantity, on === undefined ? arrivalsWords.withoutADate : dayText(on, ctx))
    }
    default:
      return kind satisfies never
  }
}
