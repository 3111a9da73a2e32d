/**
 * What was read as wished of a placed order: said back with what it is about, and a press that does
 * it. Nothing here has happened yet. Next: turn/order/said/wishes.ts.
 */
import type { Control, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { button, listBlock, noticeView, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { itemText } from '#conversation/screens/names.ts'
import { wishWords } from '#conversation/words/order/wishes.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'

export type WishedAct = { readonly act: OrderAct; readonly quantity: number; readonly sku: Sku | undefined }

export function wishesView(order: Order, wishes: readonly WishedAct[], ctx: ScreenContext): View {
  const lines = wishes.map((wish) => wishText(wish, ctx))
  const [only] = lines
  const presses = wishes.flatMap(({ act }, at): readonly Control[] => {
    const press: Pressable = { kind: 'change-order', order: order.number, act }
    return PRESSED.has(act.kind) && fitsControl(press) ? [button(sentence(lines[at] ?? ''), press, ctx)] : []
  })
  const one = wishes.length === 1
  return {
    headline: one && only !== undefined ? wishWords.one(order.number, only) : wishWords.several(order.number),
    blocks: [...(one ? [] : [listBlock(lines.map(sentence))]), textBlock(one ? wishWords.sayYes : wishWords.press)],
    controls: presses.slice(0, 4),
  }
}

/** What a control can carry; the others are done by a yes. */
const PRESSED: ReadonlySet<OrderAct['kind']> = new Set<OrderAct['kind']>([
  'cancel',
  'return',
  'received',
  'exchange',
  'refund',
  'paid',
  'ship',
])
const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

function wishText({ act, quantity, sku }: WishedAct, ctx: ScreenContext): string {
  const item = sku === undefined ? '' : `${quantity} ${itemText(sku, ctx)}`
  switch (act.kind) {
    case 'cancel':
      return item === '' ? wishWords.cancelAll : wishWords.takeOff(item)
    case 'return':
      return wishWords.sendBack(item)
    case 'received':
      return wishWords.bookIn(item)
    case 'set-quantity':
      return sku === undefined ? wishWords.change : wishWords.makeIt(act.quantity, itemText(sku, ctx))
    case 'exchange':
      return wishWords.exchange(item, itemText(act.for, ctx))
    case 'refund':
      return wishWords.giveBack(String(act.amount))
    case 'refund-shipping':
      return wishWords.shippingBack
    case 'ship':
      return wishWords.sent
    case 'paid':
      return act.amount === undefined ? wishWords.paid : wishWords.paidPart(act.amount)
    case 'comment':
      return wishWords.write(act.text)
    default:
      return wishWords.change
  }
}

/** What nobody but a person settles. */
export function askedPersonView(order: Order, asks: boolean, ctx: ScreenContext): View {
  return {
    ...noticeView(
      asks ? wishWords.personLooks(order.number) : wishWords.unchanged(order.number),
      asks ? wishWords.theyRead : wishWords.sayWhole(order.number, order.lines[0]?.sku ?? 'SKU'),
      ctx,
    ),
    controls: asks ? [button(wishWords.askAPerson, { kind: 'ask-person' }, ctx)] : [],
  }
}
