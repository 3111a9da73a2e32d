/**
 * Paying a placed order by a provider's link, in words: the button for who pays, where it was sent
 * for who serves, and what became of it. Contact data is masked; codes of the provider are for
 * staff. Next: order-news.ts and status.ts show it.
 */
import type { Control } from '#conversation/edge/view.ts'
import { button, isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { clockText } from '#conversation/screens/names.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { PaymentRequest } from '#domain/model/placed/payment-request.ts'
import type { SharedOrder } from '#domain/order/customer-order.ts'
import { due } from '#domain/order/money.ts'
import { goingBack, lastLink, linkEnds, liveLink, refusedBack } from '#domain/order/payment-requests.ts'

type Said = Extract<OrderCommand, { kind: 'provider-said' }>
type News = { readonly after: Order; readonly command: Said }

const amount = (value: number, { currency }: Pick<Order, 'currency'>, ctx: ScreenContext): string =>
  formatMoney(value, { ...ctx.shop.settings, currency })

/** The address letters about an order go to. */
export const letterTo = ({ buyer, accountEmail }: SharedOrder): string | undefined =>
  ('email' in buyer ? buyer.email : undefined) ?? accountEmail

/** "p***@example.com" */
export const masked = (email: string): string => `${email.slice(0, 1)}***${email.slice(email.indexOf('@'))}`

/** Somebody can pay by it now. */
export function payable(order: SharedOrder, now: string): (PaymentRequest & { readonly url: string }) | undefined {
  const live = liveLink(order)
  return live?.url === undefined || live.ending || isOver(order, live, now) ? undefined : { ...live, url: live.url }
}

/** Its time is over, and the provider has not said yet how it ended. */
const isOver = (order: SharedOrder, link: PaymentRequest, now: string): boolean =>
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
      return `the payment link for ${value} ${after.currency} is ready`
    case 'paid':
      if (about?.beyond !== undefined) return `${value} paid, ${amount(about.beyond, after, ctx)} more than was owed`
      return due(after) === 0 ? 'paid, thank you' : `${value} paid, ${amount(due(after), after, ctx)} still to pay`
    case 'expired':
      if (after.payment.status === 'expired') return 'cancelled, the payment did not come in time'
      return after.status === 'cancelled'
        ? 'the payment link is closed, nothing was paid by it'
        : 'the payment link has ended, unpaid'
    case 'refused':
      if (about?.kind === 'refund' && !isStaff(ctx)) return `${value} could not be sent back the way it was paid`
      return about?.kind === 'refund'
        ? `${value} could not be given back by itself${code}`
        : `the payment link could not be made${code}`
    case 'refunded':
      return about?.beyond === undefined ? `${value} given back` : `${value} given back, it was paid twice`
    case 'processing':
    case 'unknown':
      return about?.kind === 'refund'
        ? `it is not known yet whether ${value} went back`
        : 'it is not known yet whether the payment came'
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
        : `${amount(about.beyond, after, ctx)} ${after.currency} goes back to what it was paid with.`
    case 'expired':
      if (after.status === 'cancelled' && after.payment.status !== 'expired') return undefined
      return after.status === 'cancelled'
        ? `Nothing was charged, and the items are free for others again. Say "reorder ${after.number}" to order ` +
            `them anew.`
        : newLinkText(after)
    case 'refused':
      if (about?.kind === 'refund')
        return staff ? byHandText(after, amount(about.amount, after, ctx)) : 'You get it another way.'
      return staff
        ? `${newLinkText(after)} Or take it another way: "paid ${after.number}".`
        : 'We will send you another way to pay.'
    case 'refunded':
      return 'It goes to what it was paid with; banks take a few days to show it.'
    case 'processing':
    case 'unknown':
      return 'It is asked again until it is known. Nothing is charged or given back twice.'
    default:
      return said satisfies never
  }
}

const newLinkText = ({ number }: SharedOrder): string => `Say "resend the link ${number}" for a new one.`

/** For the shop: to whom its letter went. */
export function sentText(order: Order, ctx: ScreenContext): string {
  const to = letterTo(order)
  return isStaff(ctx) && to !== undefined && ctx.outside?.mail === true && isMailed(order, ctx)
    ? `sent to ${masked(to)}, `
    : ''
}

/** Where the link is, for who asks: undefined where there never was one. */
export function linkText(order: SharedOrder, ctx: ScreenContext, sent = ''): string | undefined {
  const last = lastLink(order)
  if (last === undefined) return undefined
  const value = `${amount(last.amount, order, ctx)} ${order.currency}`
  switch (last.status) {
    case 'requested': {
      if (last.ending) return 'The link is being replaced.'
      if (last.url === undefined) return 'The payment link is being made.'
      if (isOver(order, last, ctx.now)) return OVER
      const until = clockText(linkEnds(order, last) ?? ctx.now, ctx)
      return `Payment link for ${value}: ${sent}it can be paid until ${until}.`
    }
    case 'paid':
      return `The link for ${value} was paid.`
    case 'expired':
      return due(order) === 0 ? 'The link has ended.' : `The link has ended, unpaid. ${newLinkText(order)}`
    case 'refused':
      return `The link could not be used. ${newLinkText(order)}`
    case 'in-doubt':
      return 'It is not known yet whether the payment came; it is asked again until it is.'
    case 'refunded':
      return undefined
    default:
      return last.status satisfies never
  }
}

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
    const label = isStaff(ctx) ? 'Payment link' : `Pay ${amount(link.amount, order, ctx)} ${order.currency}`
    return sent ? [again('Send the link again')] : [{ kind: 'link', label, url: link.url }]
  }
  const last = lastLink(order)
  const over = last?.status === 'expired' || last?.status === 'refused'
  const open = order.status !== 'cancelled' && order.payment.choice.kind === 'link' && due(order) > 0
  return over && open && may(ctx.actor, 'change-orders') ? [again('New payment link')] : []
}

/**
 * Somebody may be paying this very moment: nobody says that nothing was charged before the provider
 * says so.
 */
export const mayBePaying = (order: Order): boolean => liveLink(order) !== undefined
export const CLOSING = 'The payment link is being closed; anything paid meanwhile goes back.'
export const REPLACED = 'The payment link is being replaced; anything paid meanwhile counts.'

const OVER = 'The time to pay is over, and the payment link is being closed; anything paid meanwhile counts.'

/** What becomes of the link by itself, now that another amount is due; undefined where there is none. */
export function nextLinkText(order: Order): string | undefined {
  const live = liveLink(order)
  if (live === undefined) return undefined
  return live.ending ? REPLACED : 'A new payment link is on its way.'
}

/** "29.95 USD goes back to what it was paid with." */
export const goingBackText = (order: SharedOrder, ctx: ScreenContext): string | undefined =>
  goingBack(order) === 0
    ? undefined
    : `${amount(goingBack(order), order, ctx)} ${order.currency} goes back to what it was paid with.`

const byHandText = ({ number }: SharedOrder, value: string): string =>
  `Give it back by hand, then say "refunded ${number} ${value}".`

/** What the provider could not give back, until people did. */
export function refusedBackText(order: SharedOrder, ctx: ScreenContext): string | undefined {
  const values = refusedBack(order).map((value) => amount(value, order, ctx))
  const words = values.map((value) =>
    isStaff(ctx)
      ? `${value} ${order.currency} could not be given back by itself. ${byHandText(order, value)}`
      : `${value} ${order.currency} could not be sent back the way it was paid; you get it another way.`,
  )
  return words.length === 0 ? undefined : words.join(' ')
}
