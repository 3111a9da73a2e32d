/**
 * Paying a placed order by a provider's link, in words: the button for who pays, where it was sent
 * for who serves, and what became of it. Contact data is masked; codes of the provider are for
 * staff. Next: order-news.ts and status.ts show it.
 */

import type { Control } from '#conversation/edge/view.ts'
import { button, isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { clockText } from '#conversation/screens/names.ts'
import { payingWords } from '#conversation/words/order/paying.ts'
import type { Instant } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { PaymentRequest } from '#domain/model/placed/payment-request.ts'
import type { OpenOrder, SharedOrder } from '#domain/order/customer-order.ts'
import { due } from '#domain/order/money.ts'
import { goingBack, lastLink, linkEnds, liveLink, refusedBack } from '#domain/order/payment-requests.ts'

type Said = Extract<OrderCommand, { kind: 'provider-said' }>
type News = { readonly after: OpenOrder; readonly command: Said }

const amount = (value: number, { currency }: Pick<Order, 'currency'>, ctx: ScreenContext): string =>
  formatMoney(value, { ...ctx.shop.settings, currency })

/** The address letters about an order go to. */
export const letterTo = ({ buyer, accountEmail }: SharedOrder): string | undefined =>
  ('email' in buyer ? buyer.email : undefined) ?? accountEmail

/** "p***@example.com" */
export const masked = (email: string): string => `${email.slice(0, 1)}***${email.slice(email.indexOf('@'))}`

/** Somebody can pay by it now. */
export function payable(order: SharedOrder, now: Instant): (PaymentRequest & { readonly url: string }) | undefined {
  const live = liveLink(order)
  return live?.url === undefined || live.ending || isOver(order, live, now) ? undefined : { ...live, url: live.url }
}

/** Its time is over, and the provider has not said yet how it ended. */
const isOver = (order: SharedOrder, link: PaymentRequest, now: Instant): boolean =>
  Date.parse(linkEnds(order, link) ?? now) <= Date.parse(now)

/** Whether what was told of it concerns people at all. */
export const isNews = ({ after, command: { said, request } }: News, staff: boolean): boolean => {
  const about = after.requests.find(({ id }) => id === request)
  if (said.kind === 'open') return about?.ending === false
  if (said.kind === 'expired') return about?.ending === false || after.status === 'cancelled'
  return staff || said.kind === 'paid' || said.kind === 'refunded' || said.kind === 'refused'
}

export function saidWords({ after, command: { request, said } }: News, ctx: ScreenContext): string {
  const about = after.requests.find(({ id }) => id === request)
  const value = amount(about?.amount ?? 0, after, ctx)
  const code = isStaff(ctx) && about?.why !== undefined ? ` (${about.why})` : ''
  switch (said.kind) {
    case 'open':
      return payingWords.linkReady(value, after.currency)
    case 'paid':
      if (about?.beyond !== undefined) return payingWords.paidTooMuch(value, amount(about.beyond, after, ctx))
      return due(after) === 0 ? payingWords.paidThankYou : payingWords.paidInPart(value, amount(due(after), after, ctx))
    case 'expired':
      if (after.payment.status === 'expired') return payingWords.cancelledUnpaid
      return after.status === 'cancelled' ? payingWords.linkClosedUnpaid : payingWords.linkEndedUnpaid
    case 'refused':
      if (about?.kind === 'refund' && !isStaff(ctx)) return payingWords.notSentBack(value)
      return about?.kind === 'refund' ? payingWords.notGivenBack(value, code) : payingWords.linkNotMade(code)
    case 'refunded':
      return about?.beyond === undefined ? payingWords.givenBack(value) : payingWords.givenBackPaidTwice(value)
    case 'processing':
    case 'unknown':
      return about?.kind === 'refund' ? payingWords.unknownWhetherBack(value) : payingWords.unknownWhetherPaid
    default:
      return said satisfies never
  }
}

/** What to do about it. */
export function saidNext({ after, command: { request, said } }: News, ctx: ScreenContext): string | undefined {
  const about = after.requests.find(({ id }) => id === request)
  const staff = isStaff(ctx)
  switch (said.kind) {
    case 'open':
      return linkText(after, ctx, sentText(after, ctx))
    case 'paid':
      return about?.beyond === undefined
        ? undefined
        : payingWords.goesBackAsPaid(amount(about.beyond, after, ctx), after.currency)
    case 'expired':
      if (after.status === 'cancelled' && after.payment.status !== 'expired') return undefined
      return after.status === 'cancelled' ? payingWords.reorderAnew(after.number) : newLinkText(after)
    case 'refused':
      if (about?.kind === 'refund')
        return staff ? byHandText(after, amount(about.amount, after, ctx)) : payingWords.getItAnotherWay
      return payingWords.otherWay(staff, newLinkText(after), after.number)
    case 'refunded':
      return payingWords.banksTakeDays
    case 'processing':
    case 'unknown':
      return payingWords.askedUntilKnown
    default:
      return said satisfies never
  }
}

const newLinkText = ({ number }: SharedOrder): string => payingWords.sayNewLink(number)

/** For the shop: to whom its letter went. */
export function sentText(order: OpenOrder, ctx: ScreenContext): string {
  const to = letterTo(order)
  return isStaff(ctx) && to !== undefined && ctx.outside?.mail === true && isMailed(order, ctx)
    ? payingWords.sentTo(masked(to))
    : ''
}

/** Where the link is, for who asks: undefined where there never was one. */
export function linkText(order: SharedOrder, ctx: ScreenContext, sent = ''): string | undefined {
  const last = lastLink(order)
  if (last === undefined) return undefined
  const value = `${amount(last.amount, order, ctx)} ${order.currency}`
  switch (last.status) {
    case 'requested': {
      if (isOver(order, last, ctx.now)) return OVER
      if (last.ending) return isReplaced(order) ? payingWords.replacingLink : payingWords.closingLink
      if (last.url === undefined) return payingWords.makingLink
      const until = clockText(linkEnds(order, last) ?? ctx.now, ctx)
      return payingWords.linkPayableUntil(value, sent, until)
    }
    case 'paid':
      return last.beyond === undefined ? payingWords.linkWasPaid(value) : twiceText(last, order, ctx)
    case 'expired':
      return due(order) === 0 ? payingWords.linkEnded : payingWords.linkEndedSayNew(newLinkText(order))
    case 'refused':
      return payingWords.linkNotUsable(newLinkText(order))
    case 'in-doubt':
      return payingWords.linkPaymentUnknown
    case 'refunded':
      return undefined
    default:
      return last.status satisfies never
  }
}

/** It came though it was paid otherwise: in no book, and what became of it. */
function twiceText(link: PaymentRequest, order: SharedOrder, ctx: ScreenContext): string {
  const refund = order.requests.find(({ refundOf, beyond }) => refundOf === link.id && beyond !== undefined)
  const [value, more] = [amount(link.amount, order, ctx), amount(link.beyond ?? 0, order, ctx)]
  return payingWords.linkPaidTooMuch(`${value} ${order.currency}`, more, TWICE[refund?.status ?? 'requested'])
}
const TWICE = {
  ...{ requested: payingWords.tooMuchGoesBack, 'in-doubt': payingWords.tooMuchGoesBack },
  ...{ refunded: payingWords.tooMuchWentBack, refused: payingWords.tooMuchStayed },
  ...{ paid: '', expired: '' },
} as const satisfies Record<PaymentRequest['status'], string>

/** Whoever is not in a chat gets letters; where the shop says so, everybody. */
export const isMailed = (
  { placedBy, thread }: Pick<Order, 'placedBy' | 'thread'>,
  { shop: { settings } }: Pick<ScreenContext, 'shop'>,
): boolean => placedBy.startsWith('staff:') || thread === null || settings.letters?.to === 'everybody'

/** The button to pay is for who pays; staff get it only where nobody is written to. */
export function payControls(order: SharedOrder, ctx: ScreenContext): readonly Control[] {
  const link = payable(order, ctx.now)
  const again = (label: string): Control => button(label, { kind: 'resend-link', order: order.number }, ctx)
  if (link !== undefined) {
    const sent = isStaff(ctx) && letterTo(order) !== undefined && ctx.outside?.mail === true
    const label = payingWords.paymentLink(isStaff(ctx), amount(link.amount, order, ctx), order.currency)
    return sent ? [again(payingWords.sendTheLinkAgain)] : [{ kind: 'link', label, url: link.url }]
  }
  const last = lastLink(order)
  const over = last?.status === 'expired' || last?.status === 'refused'
  const open = order.status !== 'cancelled' && order.payment.choice.kind === 'link' && due(order) > 0
  return over && open && may(ctx.actor, 'change-orders') ? [again(payingWords.newPaymentLink)] : []
}

/**
 * Somebody may be paying this very moment: nobody says that nothing was charged before the provider
 * says so.
 */
export const mayBePaying = (order: OpenOrder): boolean => liveLink(order) !== undefined
const CLOSING = payingWords.closingLinkGoesBack
const REPLACED = payingWords.replacingLinkCounts

const OVER = payingWords.timeOverCounts

/** What becomes of the link by itself, now that another amount is due; undefined where there is none. */
export function nextLinkText(order: OpenOrder): string | undefined {
  const live = liveLink(order)
  if (live === undefined) return undefined
  return live.ending ? endingText(order) : payingWords.newLinkOnItsWay
}

/** Another comes once it has ended; where nothing is to be paid any more, none does. */
const isReplaced = (order: SharedOrder): boolean => order.status !== 'cancelled' && due(order) > 0
export const endingText = (order: SharedOrder): string => (isReplaced(order) ? REPLACED : CLOSING)

/** "29.95 USD goes back to what it was paid with." */
export const goingBackText = (order: SharedOrder, ctx: ScreenContext): string | undefined =>
  goingBack(order) === 0 ? undefined : payingWords.goesBackAsPaid(amount(goingBack(order), order, ctx), order.currency)

const byHandText = ({ number }: SharedOrder, value: string): string => payingWords.giveBackByHand(number, value)

/** What the provider could not give back, until people did. */
export function refusedBackText(order: SharedOrder, ctx: ScreenContext): string | undefined {
  const values = refusedBack(order).map((value) => amount(value, order, ctx))
  const words = values.map((value) =>
    payingWords.notGivenBackByItself(isStaff(ctx), value, order.currency, byHandText(order, value)),
  )
  return words.length === 0 ? undefined : words.join(' ')
}
