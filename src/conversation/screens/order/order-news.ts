/**
 * What is told when a placed order changes: to who changed it, and in the order's own thread. What
 * moved, in everyday words, and what it means for the money, with real figures. Nothing internal is
 * in here, so that a customer may read every one of these views. Next: order-words.ts, every "no".
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import { button, isStaff, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { andList, buyerName, itemText } from '#conversation/screens/names.ts'
import type { OrderLine } from '#domain/model/order.ts'
import type { OrderCommand, ReleaseCommand } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { OpenOrder } from '#domain/order/customer-order.ts'
import { differenceOf } from '#domain/order/exchange.ts'
import { due } from '#domain/order/money.ts'
import { nextByHand } from '#domain/order/payment-requests.ts'
import { waitingUnits } from '#domain/order/release.ts'
import { expectedBack, worth } from '#domain/order/units.ts'
import { priceIn } from './account.ts'
import { amendedText } from './amend.ts'
import { moneyBlocks, moneyControls, type OrderNews } from './order-money.ts'
import { payControls, saidWords } from './paying.ts'
import { lastRecordText } from './records.ts'

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

/** One press an item that was announced, for who has the goods in hand; its customer may keep it after all. */
export function returnControls(order: OpenOrder, ctx: ScreenContext): readonly Control[] {
  const kept: readonly Control[] =
    announcedUnits(order) > 0 && may(ctx.actor, 'change-orders')
      ? [
          button(
            isStaff(ctx) ? 'No return after all' : 'Keep it after all',
            { kind: 'change-order', order: order.number, act: { kind: 'no-return' } },
            ctx,
          ),
        ]
      : []
  return [...cameBack(order, ctx), ...kept]
}

function cameBack(order: OpenOrder, ctx: ScreenContext): readonly Control[] {
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
  const amount = (value: number): string => `${priceIn(value, after, ctx)} ${after.currency}`
  if (command.kind === 'announce-return') {
    const coming = worth(
      after.lines.flatMap((line) => line.units.filter((unit) => unit.announced === true && unit.returned !== true)),
    )
    const until = 'once it has arrived here and was looked at.'
    return [
      textBlock(
        command.instead === undefined
          ? `${amount(coming)} will be given back, or taken off what is still to pay, ${until}`
          : `${itemText(command.instead, ctx)} is sent ${until} At the price you paid nothing more is charged for it.`,
      ),
    ]
  }
  if (command.kind !== 'exchange') return []
  const more = differenceOf(before, after)
  const money = more > 0 ? `${amount(more)} more to pay for it.` : 'Nothing more is to be paid for it.'
  const expected = after.lines.some((line) => expectedBack(line) > 0) ? ' The first one is to come back.' : ''
  return [textBlock(`${money}${expected}`)]
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
        : `${priceIn(news.moved.captured - news.moved.refunded, after, ctx)} paid, ${priceIn(due(after), after, ctx)} still to pay`
    case 'give-back':
      return `${priceIn(news.moved.refunded || nextByHand(news.before), after, ctx)} given back`
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
      return `${priceIn(command.amount, after, ctx)} goodwill`
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
    case 'announce-return': {
      const before = announcedUnits(news.before)
      const all = before === 0 ? '' : `, ${before + (command.part.quantity ?? 1)} in all`
      const other = command.instead === undefined ? '' : `, for ${itemText(command.instead, ctx)} instead`
      return `${units(news, expectedBack, ctx)} will come back${other}${all}`
    }
    case 'withdraw-return':
      return announcedUnits(after) === 0
        ? 'nothing comes back after all'
        : `${itemText(command.sku ?? '', ctx)} does not come back after all`
    case 'exchange':
      return (
        `${count(command.part.quantity)} ${itemText(command.part.sku, ctx)} exchanged ` +
        `for ${itemText(command.goods.sku, ctx)}`
      )
    case 'refund-shipping':
      return `${priceIn(news.moved.credited, after, ctx)} of the shipping charge refunded`
    default:
      return command satisfies never
  }
}

const announcedUnits = ({ lines }: OpenOrder): number =>
  lines.reduce((total, line) => total + line.units.filter(({ announced }) => announced === true).length, 0)

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
