/**
 * The lines and totals of a placed order, as it was frozen. Rule: nothing is priced again. Next:
 * status.ts shows them with where the order is, receipt.ts when it was placed.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { LineRow, TotalRow } from '#conversation/edge/view.ts'
import { isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { dayText, textOnLine } from '#conversation/screens/names.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Component } from '#domain/model/ledger.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import type { SharedOrder } from '#domain/order/customer-order.ts'
import { kept } from '#domain/order/units.ts'
import type { QueuePlace } from '#domain/stock/fill-queue.ts'
import { placeText } from './arrivals.ts'

export const queuePlaceOf = (
  { number }: SharedOrder,
  { position }: OrderLine,
  places: readonly QueuePlace[],
): QueuePlace | undefined => places.find((place) => place.order === number && place.position === position)

type Row = {
  readonly price: (amount: Amount) => string
  readonly ctx: ScreenContext
  readonly place: QueuePlace | undefined
}

/** With a place in the queue, what is known now; else what was told last. */
export function waitingText({ expectedOn }: OrderLine, { ctx, place }: Row): string {
  if (place !== undefined) return placedWords.waitingAt(placeText(place, ctx))
  return expectedOn === undefined
    ? placedWords.waitingNoDateYet
    : placedWords.expectedEstimated(dayText(expectedOn, ctx))
}

const priceIn =
  ({ currency }: Pick<Order, 'currency'>, ctx: ScreenContext) =>
  (amount: Amount): string =>
    formatMoney(amount, { ...ctx.shop.settings, currency })

export const orderRows = (
  order: SharedOrder,
  ctx: ScreenContext,
  places: readonly QueuePlace[] = [],
): readonly LineRow[] =>
  order.lines.map((line) =>
    orderRow(line, { price: priceIn(order, ctx), ctx, place: queuePlaceOf(order, line, places) }),
  )

function orderRow(line: OrderLine, row: Row): LineRow {
  const { price, ctx } = row
  const counts = [
    [placedWords.onItsWay, kept(line)],
    [placedWords.setAsideReady, line.backordered > 0 || line.shipped > 0 ? line.reserved : 0],
    [waitingText(line, row), line.backordered],
    ['cancelled', line.cancelled],
    ['dropped', line.dropped],
    ['returned', line.returned],
  ] as const
  const notes = [
    ...counts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`),
    ...(line.freeText === undefined ? [] : [textOnLine(line.sku, line.freeText, ctx)]),
    ...(line.note === undefined ? [] : [placedWords.note(line.note)]),
    ...(line.gift ? [placedWords.aGift] : []),
  ]
  return {
    quantity: line.quantity,
    name: inert(line.name),
    ...(isStaff(ctx) ? { sku: inert(line.sku) } : {}),
    amount: price(line.gross),
    notes: notes.map(inert),
    ...(line.optionText === '' ? {} : { detail: inert(line.optionText) }),
  }
}

export function orderTotals(order: SharedOrder, ctx: ScreenContext): readonly TotalRow[] {
  const price = priceIn(order, ctx)
  const row = (label: string, amount: Amount, weight: TotalRow['weight'] = 'normal'): TotalRow => ({
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
    row(placedWords.subtotal, order.subtotal),
    ...[...named].filter(([, amount]) => amount !== 0).map(([label, amount]) => row(label, amount)),
    ...order.groups.map((group) => row(placedWords.shipping(group.methodName), group.charge)),
    row(placedWords.tax, order.tax),
    { ...row(placedWords.total, order.total, 'strong'), unit: order.currency },
  ]
}

function componentName({ kind, source, label }: Component, ctx: ScreenContext): string {
  switch (kind) {
    case 'line-coupon':
    case 'order-coupon':
      return placedWords.coupon(source)
    case 'subtraction':
      return placedWords.takenOff(isStaff(ctx), label)
    case 'line-promotion':
    case 'order-promotion':
    case 'gift':
      return label
    case 'included-tax':
      return placedWords.taxContained
    default:
      return kind satisfies never
  }
}
