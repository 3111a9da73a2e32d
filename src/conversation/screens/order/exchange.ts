/**
 * An exchange before it is done: what goes, what comes, and what it costs, to the cent; nothing is
 * booked before it is confirmed.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import type { Of } from '#conversation/requests/request.ts'
import { button, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { itemText } from '#conversation/screens/names.ts'
import { changesWords } from '#conversation/words/order/changes.ts'
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
  const instead = announced === 0 ? '' : changesWords.replacesReturn(announced)
  return {
    headline: inert(
      changesWords.exchangeQuestion({
        quantity: quantity,
        item: itemText(part.sku, ctx),
        number: order.number,
        item2: itemText(goods.sku, ctx),
        part: more > 0 ? changesWords.more(amount) : changesWords.atNoCost,
      }),
    ),
    blocks: [textBlock(changesWords.exchangeTerms(quantity, itemText(goods.sku, ctx), instead))],
    controls: [
      button(changesWords.exchange, sure, ctx, 'primary'),
      button(changesWords.keepIt, { kind: 'keep-order', order: order.number }, ctx),
    ],
  }
}

type Wanted = Pick<Asked, 'sure'> & { readonly command: Extract<OrderCommand, { kind: 'announce-return' }> }
/** As its customer is asked: it comes back first, the shop sends the other one. */
export function askForExchangeView({ number }: Order, { command, sure }: Wanted, ctx: ScreenContext): View {
  const { part, instead = '' } = command
  return {
    headline: inert(
      changesWords.askForExchange(part.quantity ?? 1, itemText(part.sku, ctx), number, itemText(instead, ctx)),
    ),
    blocks: [textBlock(changesWords.sendBackFirst)],
    controls: [
      button(changesWords.askForTheExchange, sure, ctx, 'primary'),
      button(changesWords.keepIt, { kind: 'keep-order', order: number }, ctx),
    ],
  }
}
