/**
 * Letters: what is told by e-mail about an order, to who is not in a chat. Each has one template, a
 * file beside this one, which the shop file may replace by words of its own (`letters`). A template
 * is paragraphs; `{number}` and the like are filled in, and a paragraph that is only `{lines}`,
 * `{totals}`, `{account}`, `{parcel}`, `{pay}` or `{back}` becomes that part. Next:
 * jobs/mail-channel.ts sends both texts.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { Block, View } from '#conversation/edge/view.ts'
import { listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { itemText, wholeMomentText } from '#conversation/screens/names.ts'
import { accountRows, accountSince } from '#conversation/screens/order/account.ts'
import { orderRows, orderTotals } from '#conversation/screens/order/order-rows.ts'
import { payable } from '#conversation/screens/order/paying.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'
import type { LetterKind, LetterTemplate } from '#domain/model/shop.ts'
import { due } from '#domain/order/money.ts'
import { linkEnds } from '#domain/order/payment-requests.ts'
import { expectedBack } from '#domain/order/units.ts'
import { cancelled } from './cancelled.ts'
import { confirmation } from './confirmation.ts'
import { link } from './link.ts'
import { refunded } from './refunded.ts'
import { returnAnnounced } from './return-announced.ts'
import {
  earlierSentence,
  goesSentence,
  nextSentence,
  parcelGroups,
  paymentSentence,
  placesText,
  restSentence,
} from './sentences.ts'
import { shipped } from './shipped.ts'

export const LETTERS = {
  confirmation,
  link,
  shipped,
  cancelled,
  refunded,
  'return-announced': returnAnnounced,
} as const satisfies Record<LetterKind, LetterTemplate>

/** `amount`: what moved, minor units; `byProvider`: to what it was paid with; `rest`: placed together with it. */
export type LetterAbout = {
  readonly order: Order
  readonly amount?: number
  readonly byProvider?: boolean
  readonly rest?: readonly number[]
}

export function letterView(kind: LetterKind, about: LetterAbout, ctx: ScreenContext): View {
  const { subject, text: body } = ctx.shop.settings.letters?.[kind] ?? LETTERS[kind]
  const words = filled(kind === 'shipped' ? inParcel(about) : about, ctx)
  const parts = body.trim().split(/\n{2,}/)
  return {
    headline: fill(subject.trim(), words).replaceAll(/\s+/g, ' '),
    blocks: parts.flatMap((part) => partOf(part.trim(), about, words, ctx)),
    controls: [],
  }
}

type Words = Readonly<Record<string, string>>
/** A name nobody knows stays as it stands: a shop's own mistake is seen, not swallowed. */
const fill = (template: string, words: Words): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)

/** Alone in a paragraph: a part of the letter. */
export const LETTER_PARTS = ['lines', 'totals', 'account', 'parcel', 'pay', 'back'] as const
export const LETTER_WORDS = [
  'shop',
  'name',
  'number',
  'total',
  'due',
  'amount',
  'until',
  'address',
  'goes',
  'payment',
  'next',
  'earlier',
  'rest',
  'way',
] as const

/** Told of one parcel only. */
const inParcel = ({ order, ...about }: LetterAbout): LetterAbout => ({
  ...about,
  order: { ...order, groups: parcelGroups(order) },
})

function filled({ order, amount = 0, byProvider = false, rest = [] }: LetterAbout, ctx: ScreenContext): Words {
  const { settings } = ctx.shop
  const money = (value: number): string =>
    `${formatMoney(value, { ...settings, currency: order.currency })} ${order.currency}`
  const link = payable(order, ctx.now)
  const until = link === undefined ? order.payment.holdUntil : linkEnds(order, link)
  const words: Record<(typeof LETTER_WORDS)[number], string> = {
    shop: settings.name,
    name: inert(nameOf(order)),
    number: String(order.number),
    total: money(order.total),
    due: money(due(order)),
    amount: money(amount),
    until: until === undefined ? '' : wholeMomentText(until, ctx),
    address: placesText(order, ctx),
    goes: goesSentence(order, ctx),
    payment: paymentSentence(order, money, ctx),
    next: nextSentence(order, ctx),
    earlier: earlierSentence(order, money),
    rest: restSentence(order, rest),
    way: byProvider ? 'It goes to what it was paid with; banks take a few days to show it.' : '',
  }
  return words
}

/** Whoever gave no name has one where the goods or the bill go; a gift goes to somebody else. */
function nameOf({ buyer, billing, groups, giftNote }: Order): string {
  if ('name' in buyer && buyer.name !== undefined) return buyer.name
  if ('name' in billing) return billing.name
  const [first, ...more] = groups
  return (more.length === 0 && giftNote === undefined ? first?.address?.name : undefined) ?? 'there'
}

function partOf(part: string, { order }: LetterAbout, words: Words, ctx: ScreenContext): readonly Block[] {
  switch (part) {
    case '{lines}':
      return [{ kind: 'lines', rows: orderRows(order, ctx) }]
    case '{totals}':
      return [{ kind: 'totals', rows: [...orderTotals(order, ctx), ...accountSince(order, ctx)] }]
    case '{account}':
      return accountSince(order, ctx).length === 0 ? [] : [{ kind: 'totals', rows: accountRows(order, ctx) }]
    case '{pay}': {
      const url = payable(order, ctx.now)?.url
      return url === undefined ? [] : [{ kind: 'list', items: [{ text: inert(`Pay ${words['due'] ?? ''}`), url }] }]
    }
    case '{parcel}':
      return parcel(order, ctx)
    case '{back}':
      return back(order, ctx)
    default:
      return wordsBlock(fill(part, words).trim())
  }
}

/** A paragraph that has nothing to say of this order is left out. */
const wordsBlock = (words: string): readonly Block[] => (words === '' ? [] : [textBlock(words)])

/** What left last. */
function parcel({ parcels }: Order, ctx: ScreenContext): readonly Block[] {
  const last = parcels.at(-1)
  if (last === undefined) return []
  const goods = last.lines.map(({ sku, quantity }) => `${quantity} x ${itemText(sku, ctx)}`)
  return [listBlock([...goods, ...(last.tracking === undefined ? [] : [`Tracking: ${last.tracking}`])])]
}

function back({ lines }: Order, ctx: ScreenContext): readonly Block[] {
  const goods = lines
    .filter((line) => expectedBack(line) > 0)
    .map((line) => `${expectedBack(line)} x ${itemText(line.sku, ctx)}`)
  return goods.length === 0 ? [] : [listBlock(goods)]
}
