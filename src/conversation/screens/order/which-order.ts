/**
 * Questions before a placed order changes: which one is meant, and is it surely so. Number and
 * amount are named before anything is cancelled. Next: turn/order/placed-order.ts asks them.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { button, isStaff, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { buyerName } from '#conversation/screens/names.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderDecided } from '#domain/model/order-command.ts'
import { toGiveBack } from '#domain/order/money.ts'
import { isPaidByLink } from '#domain/order/payment-requests.ts'
import { priceIn } from './account.ts'
import { mayBePaying } from './paying.ts'

/** Names the number and the amount before anything is cancelled. */
export function askCancelView(
  order: Order,
  { order: after, moved }: OrderDecided,
  sure: Pressable,
  ctx: ScreenContext,
): View {
  const back = toGiveBack(after) - toGiveBack(order)
  const whole = after.status === 'cancelled'
  const amount = `${priceIn(moved.credited, order, ctx)} ${order.currency}`
  const name = isStaff(ctx) ? placedWords.ofBuyer(buyerName(order.buyer, ctx)) : ''
  const money =
    back > 0
      ? `${priceIn(back, order, ctx)} ${order.currency} ` +
        `${isStaff(ctx) && !isPaidByLink(order) ? placedWords.toGiveBackByHand : placedWords.willBeGivenBack}.`
      : whole && mayBePaying(order)
        ? placedWords.linkIsClosedThen
        : placedWords.nothingChargedYet
  return {
    headline: inert(placedWords.cancelQuestion(whole, order.number, name, amount)),
    blocks: [textBlock(placedWords.yesCancelsIt(money))],
    controls: [
      button(placedWords.cancelOrder(order.number), sure, ctx, 'danger'),
      button(placedWords.keepIt, { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

/** `cancel` where a cart is open and the order last named could be cancelled as well. */
export function whichCancelView(order: Order, cart: string, ctx: ScreenContext): View {
  const press: Pressable = { kind: 'change-order', order: order.number, act: { kind: 'cancel' } }
  return {
    headline: placedWords.cancelWhich(cart, order.number),
    blocks: [textBlock(placedWords.cancelWhichHow(order.number))],
    controls: [
      button(placedWords.cancelTheCart, { kind: 'cancel', confirmed: true }, ctx, 'danger'),
      button(placedWords.cancelOrder(order.number), press, ctx, 'danger'),
      button(placedWords.keepBoth, { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

/** `cancel` or `undo` where no cart is open: nothing happens, and the order placed last is named. */
export function nothingOpenView(lastOrder: number | undefined, ctx: ScreenContext): View {
  if (lastOrder === undefined)
    return { headline: placedWords.noOpenOrder, blocks: [textBlock(placedWords.nothingWasCancelled)], controls: [] }
  const press: Pressable = { kind: 'change-order', order: lastOrder, act: { kind: 'cancel' } }
  return {
    headline: placedWords.placedNothingOpen(lastOrder),
    blocks: [textBlock(placedWords.cancelPlacedHow(lastOrder))],
    controls: [button(placedWords.cancelOrder(lastOrder), press, ctx, 'danger')],
  }
}
