/**
 * A new order because of a placed one: what goes into it, and what a repeated order differs in.
 * Next: turn/order/new-from-order.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { itemText } from '#conversation/screens/names.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'
import { priceIn } from './account.ts'

type Added = { readonly sku: Sku; readonly quantity: Quantity; readonly credit?: number }

/** What goes into a new order because of a placed one. */
export function addedView(order: Order, { sku, quantity, credit }: Added, ctx: ScreenContext): View {
  const back =
    credit === undefined ? '' : placedWords.takenOffForReturn(priceIn(credit, order, ctx), order.currency, order.number)
  return {
    headline: placedWords.inNewOrder(quantity, itemText(sku, ctx), order.number),
    blocks: [textBlock(placedWords.newOneHasOwnPrice(back))],
    controls: [],
  }
}

/** List prices, minor units. */
type Differences = {
  readonly prices: readonly { readonly sku: Sku; readonly from: number; readonly to: number }[]
  readonly missing: readonly { readonly sku: Sku; readonly name: string }[]
}

/** What a repeated order differs in. */
export function reorderedView(order: Order, { prices, missing }: Differences, ctx: ScreenContext): View {
  const items = [
    ...prices.map(({ sku, from, to }) =>
      placedWords.priceThenNow(itemText(sku, ctx), priceIn(from, order, ctx), priceIn(to, order, ctx)),
    ),
    ...missing.map(({ sku, name }) => placedWords.leftOutNotSold(inert(name), inert(sku))),
  ]
  return {
    headline: placedWords.orderAgainTitle(order.number),
    blocks:
      items.length === 0
        ? [textBlock(placedWords.sameAtTodaysPrices)]
        : [listBlock(items), textBlock(placedWords.workedOutAnew)],
    controls: [],
  }
}
