/**
 * What is told when a placed order changes: to who changed it, and in the order's own thread. What
 * moved, in everyday words, and what it means for the money, with real figures. Nothing internal is
 * in here, so that a customer may read every one of these views. Next: order-words.ts, every "no".
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, TotalRow, View } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { button, isStaff, listBlock, notice, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { andList, buyerName, itemText, paymentText } from '#conversation/screens/names.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import type { MoneyMoved, OrderCommand, OrderDecided, ReleaseCommand } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import { differenceOf } from '#domain/order/exchange.ts'
import { chargeable, due, held, type Owed, toGiveBack } from '#domain/order/money.ts'
import { backByHand, isPaidByLink } from '#domain/order/payment-requests.ts'
import { waitingUnits } from '#domain/order/release.ts'
import { expectedBack, worth } from '#domain/order/units.ts'
import { amendedText } from './amend.ts'
import { CLOSING, goingBackText, mayBePaying, payControls, saidNext, saidWords } from './paying.ts'
import { lastRecordText } from './records.ts'

export type OrderNews = {
  readonly before: Order
  readonly after: Order
  readonly command: OrderCommand
  readonly moved: MoneyMoved
}

export function orderNewsView(news: OrderNews, ctx: ScreenContext): View {
  const { after, command } = news
  const name = isStaff(ctx) ? `${buyerName(after.buyer, ctx)}: order` : 'Order'
  const tracking =
    command.kind === 'ship' && command.tracking !== undefined ? [textBlock(`Tracking: ${command.tracking}`)] : []
  return {
    headline: inert(`${name} ${after.number}: ${whatHappened(news, ctx)}`),
    blocks: [...tracking, ...whatIsLeft(news, ctx), ...backBlocks(news, ctx), ...moneyBlocks(news, ctx)],
    controls: [
      ...payControls(after, ctx),
      ...returnControls(after, ctx),
      ...moneyControls(after, ctx),
      button(`Show order ${after.number}`, { kind: 'status', order: after.number }, ctx),
    ],
  }
}

const count = (quantity = 1): number => quantity

/** For who has the goods in hand: one press an item that was announced. */
export function returnControls(order: Order, ctx: ScreenContext): readonly Control[] {
  if (!may(ctx.actor, 'return-items')) return []
  const back = new Map<string, number>()
  for (const line of order.lines)
    if (expectedBack(line) > 0) back.set(line.sku, (back.get(line.sku) ?? 0) + expectedBack(line))
  return [...back].map(([sku, quantity]) => {
    const act = { kind: 'received', item: sku, quantity: String(quantity) } as const
    return button(
      `${quantity} ${itemText(sku, ctx)} came back`,
      { kind: 'change-order', order: order.number, act },
      ctx,
    )
  })
}

/** What is expected back, and what it is worth once it came; nothing is booked before. */
function backBlocks({ before, after, command }: OrderNews, ctx: ScreenContext): readonly Block[] {
  const amount = (value: number): string => `${price(value, after, ctx)} ${after.currency}`
  if (command.kind === 'announce-return') {
    const coming = worth(
      after.lines.flatMap((line) => line.units.filter((unit) => unit.announced === true && unit.returned !== true)),
    )
    return [
      textBlock(
        `${amount(coming)} will be given back, or taken off what is still to pay, once it has arrived here and ` +
          `was looked at.`,
      ),
    ]
  }
  if (command.kind !== 'exchange') return []
  const more = differenceOf(before, after)
  const money = more > 0 ? `${amount(more)} more to pay for it.` : 'Nothing more is to be paid for it.'
  const expected = after.lines.some((line) => expectedBack(line) > 0) ? ' The first one is to come back.' : ''
  return [textBlock(`${money}${expected}`)]
}

/** For who records money: one press for all that is open now, good for that very amount only. */
export function moneyControls(order: Order, ctx: ScreenContext): readonly Control[] {
  if (!may(ctx.actor, 'take-payment')) return []
  const press = (kind: 'paid' | 'refunded', confirmed: number): Pressable => ({
    kind: 'change-order',
    order: order.number,
    act: { kind },
    confirmed,
  })
  const [open, back] = [due(order), backByHand(order)]
  return [
    ...(open > 0 && chargeable(order) === open
      ? [button(`${price(open, order, ctx)} was paid`, press('paid', open), ctx)]
      : []),
    ...(back > 0 ? [button(`${price(back, order, ctx)} was given back`, press('refunded', back), ctx)] : []),
  ]
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
function whatHappened(news: OrderNews, ctx: ScreenContext): string {
  const { after, command } = news
  switch (command.kind) {
    case 'ship':
      return `${units(news, (line) => line.shipped, ctx)} on the way`
    case 'cancel':
    case 'set-quantity':
      return after.status === 'cancelled' ? 'cancelled' : `${units(news, (line) => line.cancelled, ctx)} cancelled`
    case 'return':
    case 'announce-return':
    case 'withdraw-return':
    case 'exchange':
    case 'refund-shipping':
      return whatComesBack({ ...news, command }, ctx)
    case 'pay':
      return due(after) === 0
        ? 'paid, thank you'
        : `${price(news.moved.captured, after, ctx)} paid, ${price(due(after), after, ctx)} still to pay`
    case 'give-back':
      return `${price(news.moved.refunded, after, ctx)} given back`
    case 'take-back-record':
      return `${lastRecordText(news.before, ctx)}: that was a mistake and counts no more`
    case 'give-up':
      return 'cancelled, the payment did not come in time'
    case 'provider-said':
      return saidWords({ after, command }, ctx)
    case 'new-link':
      return 'a new payment link is on its way'
    case 'mailed':
      return 'sent by e-mail'
    case 'follow':
      return `${units(news, (line) => line.cancelled + line.returned, ctx)} left with what earned it`
    case 'refund':
      return `${price(command.amount, after, ctx)} goodwill`
    case 'amend':
      return amendedText(command.amendment, ctx)
    case 'propose':
    case 'drop-proposal':
      return 'as it was'
    case 'check-caller':
      return 'the caller was checked'
    case 'comment':
      return `comment "${command.text.trim()}"`
    case 'memo':
      return 'memo kept, for staff only'
    case 'fill':
    case 'new-dates':
    case 'release':
    case 'wait':
    case 'expedite':
      return whatWaits({ ...news, command }, ctx)
    default:
      return command satisfies never
  }
}

function whatWaits(news: OrderNews & { readonly command: ReleaseCommand }, ctx: ScreenContext): string {
  const { after, command } = news
  switch (command.kind) {
    case 'fill':
      return `${units(news, (line) => line.reserved, ctx)} set aside`
    case 'new-dates':
      return 'expected on other days'
    case 'release':
      return waitingUnits(after) > 0 ? 'leaves as it comes' : 'may leave now'
    case 'wait':
      return 'leaves together, when everything is here'
    case 'expedite':
      return 'at the front of the line now'
    default:
      return command satisfies never
  }
}

type Back = Extract<
  OrderCommand,
  { kind: 'return' | 'announce-return' | 'withdraw-return' | 'exchange' | 'refund-shipping' }
>
function whatComesBack(news: OrderNews & { readonly command: Back }, ctx: ScreenContext): string {
  const { after, command } = news
  switch (command.kind) {
    case 'return':
      return `${units(news, (line) => line.returned, ctx)} came back`
    case 'announce-return':
      return `${units(news, expectedBack, ctx)} will come back`
    case 'withdraw-return':
      return 'nothing comes back after all'
    case 'exchange':
      return (
        `${count(command.part.quantity)} ${itemText(command.part.sku, ctx)} exchanged ` +
        `for ${itemText(command.goods.sku, ctx)}`
      )
    case 'refund-shipping':
      return `${price(news.moved.credited, after, ctx)} of the shipping charge refunded`
    default:
      return command satisfies never
  }
}

/** "2 Classic mug, blue, 11 oz and 1 Tote" */
function units({ before, after }: OrderNews, of: (line: OrderLine) => number, ctx: ScreenContext): string {
  const moved = after.lines.flatMap((line, index) => {
    const was = before.lines[index]
    const count = was === undefined ? 0 : of(line) - of(was)
    return count === 0 ? [] : [`${count} ${itemText(line.sku, ctx)}`]
  })
  return andList(moved)
}

function whatIsLeft({ after, command }: OrderNews, ctx: ScreenContext): readonly Block[] {
  if (command.kind !== 'ship') return []
  const later = after.lines.filter((line) => line.reserved + line.backordered > 0)
  if (later.length === 0) return [textBlock('That was everything.')]
  return [
    textBlock(
      `Still to come: ${andList(
        later.map((line) => `${line.reserved + line.backordered} ${itemText(line.sku, ctx)}`),
      )}.`,
    ),
  ]
}

function moneyBlocks(news: OrderNews, ctx: ScreenContext): readonly Block[] {
  const { after, command, moved } = news
  if (command.kind === 'comment' || command.kind === 'memo' || command.kind === 'exchange') return []
  if (command.kind === 'give-up')
    return [
      notice(
        'info',
        `Nothing was charged, and the items are free for others again. Say "reorder ${after.number}" to order ` +
          `them anew.`,
      ),
    ]
  const words = command.kind === 'provider-said' ? saidNext({ after, command }, ctx) : moneyWords(news, ctx)
  const changes =
    news.before.total !== after.total || moved.credited > 0 || moved.captured !== 0 || moved.refunded !== 0
  return [
    ...(words === undefined ? [] : [notice(command.kind === 'pay' ? 'success' : 'info', words)]),
    ...(changes ? [{ kind: 'totals', rows: accountRows(after, ctx) } as const] : []),
  ]
}

/**
 * What a change leaves to do about the money, and who has to do it; undefined where there is
 * nothing. Nothing moves by itself.
 */
function moneyWords(news: OrderNews, ctx: ScreenContext): string | undefined {
  const { after, command, moved } = news
  const amount = (value: number): string => `${price(value, after, ctx)} ${after.currency}`
  switch (command.kind) {
    case 'pay':
      return `${amount(moved.captured)} received.`
    case 'give-back':
      return due(after) > 0 && isStaff(ctx)
        ? `That is more than had to go back: ${amount(due(after))} are to be paid again. Goodwill is ` +
            `"refund ${after.number} 5.00: reason".`
        : undefined
    case 'ship':
      return toChargeWords(after, ctx)
    case 'amend':
      return amendMoney(news, ctx)
    default:
      return moved.credited === 0 ? undefined : creditWords(news, ctx)
  }
}

function toChargeWords(order: Order, ctx: ScreenContext): string | undefined {
  const now = chargeable(order)
  const { choice } = order.payment
  const amount = `${price(now, order, ctx)} ${order.currency}`
  if (now === 0) return undefined
  if (choice.kind === 'link') return `Not paid yet: ${amount}.`
  if (choice.kind !== 'stored') return undefined
  const card = paymentText(choice, ctx)
  return isStaff(ctx)
    ? `${amount} to be charged by you to ${card}. ${sayOnce(`paid ${order.number} ${price(now, order, ctx)}`)}`
    : `${amount} will be charged to ${card}.`
}

/** A credit is less to pay, or to be given back where it was paid. */
function creditWords(
  { before, after, moved }: Pick<OrderNews, 'before' | 'after' | 'moved'>,
  ctx: ScreenContext,
): string {
  const amount = (value: number): string => `${price(value, after, ctx)} ${after.currency}`
  const back = toGiveBack(after) - toGiveBack(before)
  const less = moved.credited - back
  if (back <= 0 && mayBePaying(after))
    return after.status === 'cancelled'
      ? CLOSING
      : `${amount(less)} less to pay. The payment link is being replaced; anything paid meanwhile counts.`
  if (back <= 0)
    return (
      `${held(after.money) === 0 ? 'Nothing' : 'That'} was ${held(after.money) === 0 ? '' : 'not '}charged ` +
      `yet: ${amount(less)} less to pay.`
    )
  const rest = less > 0 ? ` ${amount(less)} less to pay.` : ''
  const byItself = goingBackText(after, ctx)
  if (byItself !== undefined && backByHand(after) === 0) return `${byItself}${rest}`
  return isStaff(ctx)
    ? `${amount(backByHand(after))} to be given back by ` +
        `you. ${sayOnce(`refunded ${after.number} ${price(backByHand(after), after, ctx)}`)}${rest}`
    : `${amount(back)} will be given back to you.${rest}`
}

/** What a change made it cost more or less, and who has to do something about it. */
function amendMoney({ before, after }: Pick<OrderNews, 'before' | 'after'>, ctx: ScreenContext): string | undefined {
  const more = after.total - before.total
  const amount = (value: number): string => `${price(value, after, ctx)} ${after.currency}`
  const back = toGiveBack(after) - toGiveBack(before)
  if (more === 0) return undefined
  const open = due(after) - due(before)
  if (more > 0 && open <= 0) return 'What was paid already covers it.'
  if (more > 0)
    return `${amount(open)} more to pay. ${
      isStaff(ctx) ? sayOnce(`paid ${after.number} ` + `${price(open, after, ctx)}`) : ''
    }`.trim()
  if (back <= 0) return `${amount(0 - more)} less to pay.`
  return isStaff(ctx)
    ? `${amount(back)} to be given back by you. ${sayOnce(`refunded ${after.number} ${price(back, after, ctx)}`)}`
    : `${amount(back)} will be given back to you.`
}

const sayOnce = (words: string): string => `Say "${words}" once it is.`

/**
 * The account of an order in rows that add up: total, what is no longer owed, what was taken and
 * given back, what is open.
 */
export function accountRows(order: Owed & Pick<Order, 'currency'>, ctx: ScreenContext): readonly TotalRow[] {
  const row = (label: string, amount: number, weight: TotalRow['weight'] = 'normal'): TotalRow => ({
    label,
    amount: price(amount, order, ctx),
    weight,
  })
  const { money, total } = order
  const back = toGiveBack(order)
  return [
    row('Order total', total),
    ...(money.credited === 0 ? [] : [row('Cancelled, returned or refunded', 0 - money.credited)]),
    ...(money.captured === 0 ? [] : [row('Paid', 0 - money.captured)]),
    ...(money.refunded === 0 ? [] : [row('Given back', money.refunded)]),
    back > 0 ? row('To be given back', 0 - back, 'strong') : row('Still to pay', due(order), 'strong'),
  ]
}

const price = (amount: number, { currency }: Pick<Order, 'currency'>, ctx: ScreenContext): string =>
  formatMoney(amount, { ...ctx.shop.settings, currency })

/** Names the number and the amount before anything is cancelled. */
export function askCancelView(
  order: Order,
  { order: after, moved }: OrderDecided,
  sure: Pressable,
  ctx: ScreenContext,
): View {
  const back = toGiveBack(after) - toGiveBack(order)
  const whole = after.status === 'cancelled'
  const amount = `${price(moved.credited, order, ctx)} ${order.currency}`
  const name = isStaff(ctx) ? ` of ${buyerName(order.buyer, ctx)}` : ''
  const money =
    back > 0
      ? `${price(back, order, ctx)} ${order.currency} ` +
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

/** Words that name a placed order and ask for what only a cart does. */
export const aboutPlacedView = (number: number, ctx: ScreenContext): View => ({
  headline: `Order ${number} is placed; that cannot be done to it`,
  blocks: [
    textBlock(
      `Nothing was changed, neither there nor in a cart. Say for example "set ${number} SKU 1", ` +
        `"cancel ${number} SKU" or "comment ${number} ...", and without the number what is meant for a new order.`,
    ),
  ],
  controls: [button(`Show order ${number}`, { kind: 'status', order: number }, ctx)],
})

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

type Added = { readonly sku: string; readonly quantity: number; readonly credit?: number }

/** What goes into a new order because of a placed one. */
export function addedView(order: Order, { sku, quantity, credit }: Added, ctx: ScreenContext): View {
  const back =
    credit === undefined
      ? ''
      : `For what came back ${price(credit, order, ctx)} ${order.currency} is taken off order ${order.number}. `
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
      ({ sku, from, to }) => `${itemText(sku, ctx)}: ${price(from, order, ctx)} then, ${price(to, order, ctx)} now`,
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
