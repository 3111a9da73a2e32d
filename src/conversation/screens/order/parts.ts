/**
 * What of a placed order can be cancelled or sent back, each as a button with its amount, and the
 * question before a customer's own cancel or return. Rule: the amount on a button is the one that
 * counts; at another one it is asked again. Next: turn/order/parts.ts works the amounts out.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { button, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { placedWords } from '#conversation/words/order/placed.ts'
import type { Amount, Quantity, Sku } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'

export type PartKind = 'cancel' | 'return'
/** So many units of a SKU, and what they are worth in this order; minor units. */
export type OrderPartChoice = {
  readonly kind: PartKind
  readonly sku: Sku
  readonly name: string
  readonly options: string
  readonly quantity: Quantity
  readonly amount: Amount
}

const SHOWN = 4
const WORDS = { cancel: placedWords.cancel, return: placedWords.sendBack } as const

/** `asked`: what was said; where it cannot be had, what can is offered. */
export function partsView(
  order: Order,
  { asked, parts }: { readonly asked: PartKind; readonly parts: readonly OrderPartChoice[] },
  ctx: ScreenContext,
): View {
  const { number } = order
  if (parts.length === 0)
    return {
      headline: placedWords.nothingCanBe(number, asked === 'cancel' ? 'cancelled' : placedWords.sentBack),
      blocks: [textBlock(placedWords.nothingWasChanged)],
      controls: [button(placedWords.showOrder(number), { kind: 'status', order: number }, ctx)],
    }
  const other = parts.every(({ kind }) => kind !== asked)
  const why = asked === 'return' ? placedWords.notLeftCancel : placedWords.leftSendBack
  return {
    headline: asked === 'cancel' ? placedWords.whatToCancel(number) : placedWords.whatComesBack(number),
    blocks: [textBlock(placedWords.pressWhatYouWant(other, why))],
    controls: partControls(order, parts, ctx),
  }
}

function partControls(order: Order, parts: readonly OrderPartChoice[], ctx: ScreenContext): readonly Control[] {
  const named = parts.map((part) => ({ label: partLabel(part, order, ctx), request: pressOf(part, order) }))
  const buttons = named.slice(0, SHOWN).map(({ label, request }) => button(label, request, ctx))
  const rest = named.slice(SHOWN)
  if (rest.length === 0) return buttons
  const options = rest.map(({ label, request }) => ({ value: ctx.token(request), label }))
  return [...buttons, { kind: 'select', label: placedWords.moreOfIt, token: ctx.token({ kind: 'menu' }), options }]
}

/** A customer's own cancel or return is done by the press that names the amount. */
export function askPartView(order: Order, part: OrderPartChoice, ctx: ScreenContext): View {
  const { number } = order
  const money =
    part.kind === 'return'
      ? placedWords.worthOnceHere(amountOf(part, order, ctx))
      : placedWords.lessToPayOrBack(amountOf(part, order, ctx))
  return {
    headline: inert(placedWords.actOnUnits(WORDS[part.kind], part.quantity, itemOf(part), number)),
    blocks: [textBlock(placedWords.pressOrYes(money))],
    controls: [
      button(partLabel(part, order, ctx), pressOf(part, order), ctx, part.kind === 'cancel' ? 'danger' : 'primary'),
      button(placedWords.keepIt, { kind: 'keep-order', order: number }, ctx),
    ],
  }
}

const itemOf = ({ name, options }: OrderPartChoice): string => (options === '' ? name : `${name}, ${options}`)
const amountOf = ({ amount }: OrderPartChoice, { currency }: Order, ctx: ScreenContext): string =>
  `${formatMoney(amount, { ...ctx.shop.settings, currency })} ${currency}`
const partLabel = (part: OrderPartChoice, order: Order, ctx: ScreenContext): string =>
  inert(`${WORDS[part.kind]} ${part.quantity} ${itemOf(part)} - ${amountOf(part, order, ctx)}`)

export const pressOf = ({ kind, sku, quantity, amount }: OrderPartChoice, { number }: Order): Pressable => ({
  kind: 'change-order',
  order: number,
  act: { kind, item: sku, quantity: String(quantity) },
  confirmed: amount,
})
