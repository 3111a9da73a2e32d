/**
 * An approval in words: its first line, shares, offers and why it could not be posted. For staff
 * only. Next: approvals.ts makes its screens of them.
 */

import { inert } from '#conversation/edge/inert.ts'
import { SIGNED_OUT } from '#conversation/edge/line.ts'
import { money, type StaffContext } from '#conversation/screens/context.ts'
import { personText } from '#conversation/screens/names.ts'
import { approvalsWords } from '#conversation/words/approvals.ts'
import { shareOf } from '#domain/draft/prices/approvals.ts'
import type { Approval, Prior } from '#domain/model/approval.ts'
import type { Adjustment } from '#domain/model/command.ts'

/** "20.5 %": one decimal, as people say it; comparisons never use it. */
export const percentText = (ppm: number, ctx: StaffContext): string =>
  `${new Intl.NumberFormat(ctx.shop.settings.locale, { maximumFractionDigits: 1 }).format(ppm / 10_000)} %`

export const reasonText = ({ asked }: Pick<Approval, 'asked'>): string => asked.reason.text ?? asked.reason.code

/** "Sam: 40.00 off for Jane Doe, from 211.08 to 167.79 (20.5 %), late delivery, customer on the phone" */
export function firstLine(approval: Approval, ctx: StaffContext): string {
  const { askedByName, shown } = approval
  const totals = approvalsWords.fromTo(
    money(shown.before, ctx),
    money(shown.after, ctx),
    percentText(shareOf(shown), ctx),
  )
  return inert(
    approvalsWords.offFor({
      askedByName: askedByName,
      amount: money(shown.given, ctx),
      customer: personText(shown.customer, ctx),
      totals: totals,
      reason: reasonText(approval),
    }),
  )
}

/** A figure in the terms of what was asked. */
export function offerText(offer: Adjustment, ctx: StaffContext): string {
  switch (offer.kind) {
    case 'subtract':
      return approvalsWords.off(money(offer.amount, ctx))
    case 'override-shipping':
      return approvalsWords.shippingAt(money(offer.amount, ctx))
    case 'override-line':
      return offer.change.kind === 'percent-off'
        ? approvalsWords.offTheLine(percentText(offer.change.percentPpm, ctx))
        : offer.change.kind === 'price'
          ? approvalsWords.aPriceOf(money(offer.change.amount, ctx))
          : approvalsWords.offEach(money(offer.change.amount, ctx))
    default:
      return offer satisfies never
  }
}

/** What stood before it was asked, in the same terms. */
export function priorText({ asked, prior }: Pick<Approval, 'asked'> & { readonly prior: Prior }, ctx: StaffContext) {
  if ('unitPrice' in prior) return approvalsWords.aPriceOf(money(prior.unitPrice, ctx))
  const amount = money(prior.amount, ctx)
  return asked.kind === 'override-shipping' ? approvalsWords.shippingAt(amount) : approvalsWords.off(amount)
}

export const figureText = (approval: Approval, figure: number, ctx: StaffContext): string =>
  approval.asked.kind === 'override-line' && approval.asked.change.kind === 'percent-off'
    ? percentText(figure, ctx)
    : money(figure, ctx)

const REFUSED: Readonly<Record<string, string>> = {
  not_in_channel: approvalsWords.notInChannel,
  channel_not_found: approvalsWords.channelGone,
  is_archived: approvalsWords.thatChannelIsArchived,
  restricted_action: approvalsWords.mayNotPost,
}

/** Slack names some refusals with what is behind them: `restricted_action_read_only_channel`. */
export const refusedText = (why: string): string =>
  why.startsWith(SIGNED_OUT)
    ? approvalsWords.parleyIsSignedOut
    : (REFUSED[why.replace(/^(restricted_action)_.*/, '$1')] ??
      approvalsWords.thePlatformSaid(why.replaceAll('_', ' ')))
