/**
 * An exchange before it is done: what goes, what comes, and what it costs, to the cent; nothing is
 * booked before it is confirmed.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Of } from '#conversation/requests/request.ts'
import { button, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { itemText } from '#conversation/screens/names.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided } from '#domain/model/order-command.ts'
import { differenceOf } from '#domain/order/exchange.ts'

type Asked = {
  readonly command: Extract<OrderCommand, { kind: 'exchange' }>
  readonly decided: OrderDecided
  readonly sure: Of<'change-order'>
}

const announcedIn = ({ lines }: Order): number =>
  lines.reduce((total, { units }) => total + units.filter(({ announced }) => announced === true).length, 0)

export function askExchangeView(order: Order, { command, decided, sure }: Asked, ctx: ScreenContext): View {
  const { part, goods } = command
  const more = differenceOf(order, decided.order)
  const amount = `${formatMoney(more, { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`
  const quantity = part.quantity ?? 1
  const announced = announcedIn(order) - announcedIn(decided.order)
  const instead =
    announced === 0
      ? ''
      : ` It takes the place of the return that was announced${announced === 1 ? '' : ` (${announced})`}.`
  return {
    headline: inert(
      `Exchange ${quantity} ${itemText(part.sku, ctx)} of ` +
        `order ${order.number} for ${itemText(goods.sku, ctx)}, ${more > 0 ? `${amount} more` : 'at no cost'}?`,
    ),
    blocks: [
      textBlock(
        `It is at the price that was paid, and shipping is not charged again. ${quantity} ` +
          `${itemText(goods.sku, ctx)} will be set aside.${instead} Say "yes" or press the button; anything else ` +
          `keeps the order.`,
      ),
    ],
    controls: [
      button('Exchange', sure, ctx, 'primary'),
      button('Keep it', { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

type Wanted = Pick<Asked, 'sure'> & { readonly command: Extract<OrderCommand, { kind: 'announce-return' }> }
/** As its customer is asked: it comes back first, the shop sends the other one. */
export function askForExchangeView({ number }: Order, { command, sure }: Wanted, ctx: ScreenContext): View {
  const { part, instead = '' } = command
  return {
    headline: inert(
      `Exchange ${part.quantity ?? 1} ${itemText(part.sku, ctx)} of order ${number} for ${itemText(instead, ctx)}?`,
    ),
    blocks: [
      textBlock(
        'You send it back, and the other one is sent once it has arrived here; shipping is not charged again. Say ' +
          '"yes" or press the button; anything else changes nothing.',
      ),
    ],
    controls: [
      button('Ask for the exchange', sure, ctx, 'primary'),
      button('Keep it', { kind: 'keep-order', order: number }, ctx),
    ],
  }
}
