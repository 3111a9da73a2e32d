/**
 * What is told when a placed order changes: to who changed it, and in the order's own thread. What
 * moved, in everyday words, and what it means for the money, with real figures. Nothing internal is
 * in here, so that a customer may read every one of these views. Next: order-words.ts, every "no".
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { andList, buyerName, itemText } from '#conversation/screens/names.ts'
import { newsWords } from '#conversation/words/order/news.ts'
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
import { notPaidYet } from './arrivals.ts'
import { moneyBlocks, moneyControls, type OrderNews } from './order-money.ts'
import { payControls, saidWords } from './paying.ts'
import { lastRecordText } from './records.ts'

export function orderNewsView(news: OrderNews, ctx: ScreenContext): View {
  const { after, command } = news
  const name = isStaff(ctx) ? newsWords.orderOf(buyerName(after.buyer, ctx)) : newsWords.order
  const tracking =
    command.kind === 'ship' && command.tracking !== undefined ? [textBlock(newsWords.tracking(command.tracking))] : []
  return {
    headline: inert(`${name} ${after.number}: ${whatHappened(news, ctx)}`),
    blocks: [
      ...whatMoved(news, ctx),
      ...tracking,
      ...whatIsLeft(news, ctx),
      ...backBlocks(news, ctx),
      ...moneyBlocks(news, ctx),
    ],
    controls: [
      ...payControls(after, ctx),
      ...returnControls(after, ctx),
      ...moneyControls(after, ctx),
      button(newsWords.showOrder(after.number), { kind: 'status', order: after.number }, ctx),
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
            newsWords.keepAfterAll(isStaff(ctx)),
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
      newsWords.cameBackUnits(quantity, itemText(sku, ctx)),
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
    const until = newsWords.onceArrived
    return [
      textBlock(
        command.instead === undefined
          ? newsWords.givenBackOnce(amount(coming), until)
          : newsWords.otherIsSentOnce(itemText(command.instead, ctx), until),
      ),
    ]
  }
  if (command.kind !== 'exchange') return []
  const more = differenceOf(before, after)
  const money = more > 0 ? newsWords.moreToPay(amount(more)) : newsWords.nothingMoreToPay
  const expected = after.lines.some((line) => expectedBack(line) > 0) ? newsWords.firstComesBack : ''
  return [textBlock(`${money}${expected}`)]
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
function whatHappened(news: OrderNews, ctx: ScreenContext): string {
  const { after, command } = news
  switch (command.kind) {
    case 'ship':
      return newsWords.onTheWay(units(news, ctx))
    case 'cancel':
    case 'set-quantity':
      return after.status === 'cancelled' ? 'cancelled' : newsWords.cancelled(units(news, ctx))
    case 'return':
    case 'announce-return':
    case 'withdraw-return':
    case 'exchange':
    case 'refund-shipping':
      return whatComesBack({ ...news, command }, ctx)
    case 'pay':
      return due(after) === 0
        ? newsWords.paidThankYou
        : newsWords.paidStillToPay(
            priceIn(news.moved.captured - news.moved.refunded, after, ctx),
            priceIn(due(after), after, ctx),
          )
    case 'give-back':
      return newsWords.givenBack(priceIn(news.moved.refunded || nextByHand(news.before), after, ctx))
    case 'take-back-record':
      return newsWords.recordWasMistake(lastRecordText(news.before, ctx))
    case 'give-up':
      return newsWords.cancelledUnpaid
    case 'provider-said':
      return saidWords({ after, command }, ctx)
    case 'new-link':
      return newsWords.newLinkOnItsWay
    case 'mailed':
      return newsWords.sentByEMail
    case 'follow':
      return newsWords.giftLeft(units(news, ctx))
    case 'refund':
      return newsWords.goodwill(priceIn(command.amount, after, ctx))
    case 'amend':
      return amendedText(command.amendment, ctx)
    case 'propose':
    case 'drop-proposal':
      return newsWords.asItWas
    case 'check-caller':
      return newsWords.theCallerWasChecked
    case 'comment':
      return newsWords.comment(command.text.trim())
    case 'memo':
      return newsWords.memoKept
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
      return newsWords.setAside(units(news, ctx))
    case 'new-dates':
      return newsWords.expectedOnOtherDays
    case 'release':
      return [
        waitingUnits(after) > 0 ? newsWords.leavesAsItComes : newsWords.mayLeaveNow,
        ...notPaidYet(after, ctx),
      ].join('; ')
    case 'wait':
      return newsWords.leavesTogether
    case 'expedite':
      return newsWords.atFront
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
      return newsWords.cameBack(units(news, ctx))
    case 'announce-return': {
      const before = announcedUnits(news.before)
      const all = before === 0 ? '' : newsWords.amountInAll(before + (command.part.quantity ?? 1))
      const other = command.instead === undefined ? '' : newsWords.forOtherItem(itemText(command.instead, ctx))
      return newsWords.willComeBack(units(news, ctx), other, all)
    }
    case 'withdraw-return':
      return announcedUnits(after) === 0
        ? newsWords.nothingComesBack
        : newsWords.itemStaysAfterAll(itemText(command.sku ?? '', ctx))
    case 'exchange':
      return newsWords.exchangedFor(
        count(command.part.quantity),
        itemText(command.part.sku, ctx),
        itemText(command.goods.sku, ctx),
      )
    case 'refund-shipping':
      return newsWords.shippingRefunded(priceIn(news.moved.credited, after, ctx))
    default:
      return command satisfies never
  }
}

const announcedUnits = ({ lines }: OpenOrder): number =>
  lines.reduce((total, line) => total + line.units.filter(({ announced }) => announced === true).length, 0)

/** Of a line, what each of these acts moves. */
const MOVES: { readonly [K in OrderCommand['kind']]?: (line: OrderLine) => number } = {
  ship: (line) => line.shipped,
  cancel: (line) => line.cancelled,
  'set-quantity': (line) => line.cancelled,
  follow: (line) => line.cancelled + line.returned,
  fill: (line) => line.reserved,
  return: (line) => line.returned,
  'announce-return': expectedBack,
}

function moved({ before, after, command }: OrderNews): readonly (readonly [sku: string, count: number])[] {
  const of = MOVES[command.kind] ?? (() => 0)
  return after.lines.flatMap((line, index) => {
    const was = before.lines[index]
    const more = was === undefined ? 0 : of(line) - of(was)
    return more === 0 ? [] : [[line.sku, more] as const]
  })
}

/** So many kinds of goods are named in a heading; more of them stand below it. */
const NAMED = 2

/** "2 Classic mug, blue, 11 oz and 1 Tote", or "5 items" */
function units(news: OrderNews, ctx: ScreenContext): string {
  const all = moved(news)
  if (all.length > NAMED) return newsWords.itemCount(all.reduce((total, [, more]) => total + more, 0))
  return andList(all.map(([sku, more]) => `${more} ${itemText(sku, ctx)}`))
}

function whatMoved(news: OrderNews, ctx: ScreenContext): readonly Block[] {
  const all = moved(news)
  return all.length > NAMED ? [listBlock(all.map(([sku, more]) => `${more} ${itemText(sku, ctx)}`))] : []
}

function whatIsLeft({ after, command }: OrderNews, ctx: ScreenContext): readonly Block[] {
  if (command.kind !== 'ship') return []
  const later = after.lines.filter((line) => line.reserved + line.backordered > 0)
  if (later.length === 0) return [textBlock(newsWords.thatWasEverything)]
  return [
    textBlock(
      newsWords.stillToCome(
        andList(later.map((line) => `${line.reserved + line.backordered} ${itemText(line.sku, ctx)}`)),
      ),
    ),
  ]
}
