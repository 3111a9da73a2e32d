/**
 * What a change of a placed order means for the money, with real figures, and who has to do
 * something about it. Rule: nothing moves by itself; what is said here is what somebody does or
 * records. Next: domain/order/money.ts works the amounts out.
 */

import type { Block, Control } from '#conversation/edge/view.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { button, isStaff, notice, type ScreenContext } from '#conversation/screens/context.ts'
import { paymentText } from '#conversation/screens/names.ts'
import { afterSaleWords } from '#conversation/words/order/after-sale.ts'
import type { MoneyMoved, OrderCommand } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { OpenOrder, ToldOrder } from '#domain/order/customer-order.ts'
import { chargeable, due, held, toGiveBack } from '#domain/order/money.ts'
import { backByHand, nextByHand } from '#domain/order/payment-requests.ts'
import { accountRows, priceIn, sayOnce } from './account.ts'
import { endingText, goingBackText, mayBePaying, nextLinkText, saidNext } from './paying.ts'

/** The words of a memo stay with the staff. */
export type ToldCommand =
  | Exclude<OrderCommand, { readonly kind: 'memo' }>
  | { readonly kind: 'memo'; readonly text?: never }
export type OrderNews = {
  readonly before: ToldOrder
  readonly after: ToldOrder
  readonly command: ToldCommand
  readonly moved: MoneyMoved
}

/** For who records money: one press for all that is open now, good for that very amount only. */
export function moneyControls(order: OpenOrder, ctx: ScreenContext): readonly Control[] {
  if (!may(ctx.actor, 'take-payment')) return []
  const press = (kind: 'paid' | 'refunded', confirmed: number): Pressable => ({
    kind: 'change-order',
    order: order.number,
    act: { kind },
    confirmed,
  })
  const [open, back] = [due(order), nextByHand(order)]
  return [
    ...(open > 0 && chargeable(order) === open
      ? [button(afterSaleWords.wasPaid(priceIn(open, order, ctx)), press('paid', open), ctx)]
      : []),
    ...(back > 0 ? [button(afterSaleWords.wasGivenBack(priceIn(back, order, ctx)), press('refunded', back), ctx)] : []),
  ]
}

export function moneyBlocks(news: OrderNews, ctx: ScreenContext): readonly Block[] {
  const { after, command, moved } = news
  if (command.kind === 'comment' || command.kind === 'memo' || command.kind === 'exchange') return []
  if (command.kind === 'give-up') return [notice('info', afterSaleWords.reorderAnew(after.number))]
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
  const amount = (value: number): string => `${priceIn(value, after, ctx)} ${after.currency}`
  switch (command.kind) {
    case 'pay':
      return afterSaleWords.received(amount(moved.captured - moved.refunded))
    case 'give-back':
      return due(after) > 0 && isStaff(ctx)
        ? afterSaleWords.gaveBackTooMuch(amount(due(after)), after.number)
        : undefined
    case 'ship':
      return toChargeWords(after, ctx)
    case 'amend':
      return amendMoney(news, ctx)
    default:
      return moved.credited === 0 ? undefined : creditWords(news, ctx)
  }
}

function toChargeWords(order: OpenOrder, ctx: ScreenContext): string | undefined {
  const now = chargeable(order)
  const { choice } = order.payment
  const amount = `${priceIn(now, order, ctx)} ${order.currency}`
  if (now === 0) return undefined
  if (choice.kind === 'link') return afterSaleWords.notPaidYet(amount)
  if (choice.kind !== 'stored') return undefined
  const card = paymentText(choice, ctx)
  return afterSaleWords.toBeCharged(
    isStaff(ctx),
    amount,
    card,
    sayOnce(afterSaleWords.paid(order.number, priceIn(now, order, ctx))),
  )
}

/** A credit is less to pay, or to be given back where it was paid. */
function creditWords(
  { before, after, moved }: Pick<OrderNews, 'before' | 'after' | 'moved'>,
  ctx: ScreenContext,
): string {
  const amount = (value: number): string => `${priceIn(value, after, ctx)} ${after.currency}`
  const back = toGiveBack(after) - toGiveBack(before)
  const less = moved.credited - back
  if (back <= 0 && mayBePaying(after))
    return after.status === 'cancelled' ? endingText(after) : afterSaleWords.lessToPay(amount(less), endingText(after))
  if (back <= 0)
    return afterSaleWords.lessToPayUncharged(
      held(after.money) === 0 ? afterSaleWords.nothing : afterSaleWords.that,
      held(after.money) === 0 ? '' : afterSaleWords.not,
      amount(less),
    )
  return `${backWords(after, back, ctx)}${less > 0 ? afterSaleWords.alsoLessToPay(amount(less)) : ''}`
}

/** What the provider gives back by itself is nothing for people to do. */
function backWords(after: OpenOrder, back: number, ctx: ScreenContext): string {
  const byItself = goingBackText(after, ctx)
  const byHand = backByHand(after)
  if (byItself !== undefined && byHand === 0) return byItself
  const amount = (value: number): string => `${priceIn(value, after, ctx)} ${after.currency}`
  return afterSaleWords.toBeGivenBack(
    isStaff(ctx),
    amount(byHand),
    sayOnce(afterSaleWords.refunded(after.number, priceIn(byHand, after, ctx))),
    amount(back),
  )
}

/** What a change made it cost more or less, and who has to do something about it. */
function amendMoney({ before, after }: Pick<OrderNews, 'before' | 'after'>, ctx: ScreenContext): string | undefined {
  const more = after.total - before.total
  const amount = (value: number): string => `${priceIn(value, after, ctx)} ${after.currency}`
  const back = toGiveBack(after) - toGiveBack(before)
  if (more === 0) return undefined
  const open = due(after) - due(before)
  if (more > 0 && open <= 0) return afterSaleWords.paidCoversIt
  const link = nextLinkText(after)
  if (more > 0 && link !== undefined) return afterSaleWords.moreToPay(amount(open), link)
  if (more > 0)
    return afterSaleWords
      .moreToPay(
        amount(open),
        isStaff(ctx) ? sayOnce(afterSaleWords.paid(after.number, priceIn(open, after, ctx))) : '',
      )
      .trim()
  return back > 0 ? backWords(after, back, ctx) : afterSaleWords.lessToPay(amount(0 - more), link ?? '').trim()
}
