/**
 * Questions before a placed order changes: which one is meant, and is it surely so. Number and
 * amount are named before anything is cancelled. Next: turn/order/placed-order.ts asks them.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { button, isStaff, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { buyerName } from '#conversation/screens/names.ts'
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
  const name = isStaff(ctx) ? ` of ${buyerName(order.buyer, ctx)}` : ''
  const money =
    back > 0
      ? `${priceIn(back, order, ctx)} ${order.currency} ` +
        `${isStaff(ctx) && !isPaidByLink(order) ? 'is to be given back by you then' : 'will be given back'}.`
      : whole && mayBePaying(order)
        ? 'The payment link is closed then; anything paid meanwhile goes back.'
        : 'Nothing was charged for it yet.'
  return {
    headline: inert(
      whole
        ? `Cancel order ${order.number}${name}, ${amount}?`
        : `Cancel what has not left of order ${order.number}${name}, ${amount}?`,
    ),
    blocks: [textBlock(`${money} Say "yes" or press the button; anything else keeps the order.`)],
    controls: [
      button(`Cancel order ${order.number}`, sure, ctx, 'danger'),
      button('Keep it', { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

/** `cancel` where a cart is open and the order last named could be cancelled as well. */
export function whichCancelView(order: Order, cart: string, ctx: ScreenContext): View {
  const press: Pressable = { kind: 'change-order', order: order.number, act: { kind: 'cancel' } }
  return {
    headline: `Cancel what: the open cart, ${cart}, or order ${order.number}?`,
    blocks: [textBlock(`Nothing was cancelled. Press one, or say "cancel the cart" or "cancel ${order.number}".`)],
    controls: [
      button('Cancel the cart', { kind: 'cancel', confirmed: true }, ctx, 'danger'),
      button(`Cancel order ${order.number}`, press, ctx, 'danger'),
      button('Keep both', { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

/** `cancel` or `undo` where no cart is open: nothing happens, and the order placed last is named. */
export function nothingOpenView(lastOrder: number | undefined, ctx: ScreenContext): View {
  if (lastOrder === undefined)
    return { headline: 'There is no open order here', blocks: [textBlock('Nothing was cancelled.')], controls: [] }
  const press: Pressable = { kind: 'change-order', order: lastOrder, act: { kind: 'cancel' } }
  return {
    headline: `Order ${lastOrder} is placed; nothing is open here`,
    blocks: [textBlock(`Nothing was cancelled. To cancel the placed order say "cancel ${lastOrder}".`)],
    controls: [button(`Cancel order ${lastOrder}`, press, ctx, 'danger')],
  }
}
