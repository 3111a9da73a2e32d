/**
 * A new order because of a placed one: what goes into it, and what a repeated order differs in.
 * Next: turn/order/new-from-order.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { itemText } from '#conversation/screens/names.ts'
import type { Order } from '#domain/model/order.ts'
import { priceIn } from './account.ts'

type Added = { readonly sku: string; readonly quantity: number; readonly credit?: number }

/** What goes into a new order because of a placed one. */
export function addedView(order: Order, { sku, quantity, credit }: Added, ctx: ScreenContext): View {
  const back =
    credit === undefined
      ? ''
      : `For what came back ${priceIn(credit, order, ctx)} ${order.currency} is taken off order ${order.number}. `
  return {
    headline: `${quantity} ${itemText(sku, ctx)} in a new order, with order ${order.number}`,
    blocks: [textBlock(`${back}The new one has its own price and number: place it when it is right.`)],
    controls: [],
  }
}

/** List prices, minor units. */
type Differences = {
  readonly prices: readonly { readonly sku: string; readonly from: number; readonly to: number }[]
  readonly missing: readonly { readonly sku: string; readonly name: string }[]
}

/** What a repeated order differs in. */
export function reorderedView(order: Order, { prices, missing }: Differences, ctx: ScreenContext): View {
  const items = [
    ...prices.map(
      ({ sku, from, to }) => `${itemText(sku, ctx)}: ${priceIn(from, order, ctx)} then, ${priceIn(to, order, ctx)} now`,
    ),
    ...missing.map(({ sku, name }) => `${inert(name)} (${inert(sku)}): not sold any more, left out`),
  ]
  return {
    headline: `Order ${order.number} again`,
    blocks:
      items.length === 0
        ? [textBlock("At today's prices, which are the same. Discounts and shipping are worked out anew.")]
        : [listBlock(items), textBlock('Discounts and shipping are worked out anew.')],
    controls: [],
  }
}
