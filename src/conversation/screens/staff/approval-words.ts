/**
 * An approval in words: its first line, shares, offers and why it could not be posted. For staff
 * only. Next: approvals.ts makes its screens of them.
 */

import { inert } from '#conversation/edge/inert.ts'
import { money, type StaffContext } from '#conversation/screens/context.ts'
import { shareOf } from '#domain/draft/prices/approvals.ts'
import type { Approval } from '#domain/model/approval.ts'
import type { Adjustment } from '#domain/model/command.ts'

/** "20.5 %": one decimal, as people say it; comparisons never use it. */
export const percentText = (ppm: number, ctx: StaffContext): string =>
  `${new Intl.NumberFormat(ctx.shop.settings.locale, { maximumFractionDigits: 1 }).format(ppm / 10_000)} %`

export const reasonText = ({ asked }: Pick<Approval, 'asked'>): string => asked.reason.text ?? asked.reason.code

/** "Sam: 40.00 off for Jane Doe, from 211.08 to 167.79 (20.5 %), late delivery, customer on the phone" */
export function firstLine(approval: Approval, ctx: StaffContext): string {
  const { askedByName, shown } = approval
  const totals = `from ${money(shown.before, ctx)} to ${money(shown.after, ctx)} (${percentText(shareOf(shown), ctx)})`
  return inert(
    `${askedByName}: ${money(shown.given, ctx)} off for ${shown.customer}, ${totals}, ${reasonText(approval)}`,
  )
}

/** A figure in the terms of what was asked. */
export function offerText(offer: Adjustment, ctx: StaffContext): string {
  switch (offer.kind) {
    case 'subtract':
      return `${money(offer.amount, ctx)} off`
    case 'override-shipping':
      return `shipping at ${money(offer.amount, ctx)}`
    case 'override-line':
      return offer.change.kind === 'percent-off'
        ? `${percentText(offer.change.percentPpm, ctx)} off the line`
        : offer.change.kind === 'price'
          ? `a price of ${money(offer.change.amount, ctx)}`
          : `${money(offer.change.amount, ctx)} off each`
    default:
      return offer satisfies never
  }
}

export const figureText = (approval: Approval, figure: number, ctx: StaffContext): string =>
  approval.asked.kind === 'override-line' && approval.asked.change.kind === 'percent-off'
    ? percentText(figure, ctx)
    : money(figure, ctx)

const REFUSED: Readonly<Record<string, string>> = {
  not_in_channel: 'Parley is not in that channel; invite it there with /invite',
  channel_not_found: 'that channel is gone, or Parley may not see it',
  is_archived: 'that channel is archived',
  restricted_action: 'Parley may not post in that channel',
}

export const refusedText = (why: string): string => REFUSED[why] ?? `the platform said "${why.replaceAll('_', ' ')}"`
