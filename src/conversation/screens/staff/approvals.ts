/**
 * Screens of approvals, for staff only: the card of a request with all in its first line, the
 * queue, and what each side is told of the outcome. Only a request that waits has buttons. Amounts
 * come from the request as it was last refreshed; nothing is priced here.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, LineRow, View } from '#conversation/edge/view.ts'
import type { ApprovalHead } from '#conversation/engine-ports.ts'
import {
  button,
  listBlock,
  money,
  notice,
  noticeView,
  type StaffContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { ageText, andList, clockText, itemName } from '#conversation/screens/names.ts'
import { approvalName, isUnasked, shareOf } from '#domain/draft/prices/approvals.ts'
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

/** `url` leads to the order's own thread. */
export function approvalView(approval: Approval, ref: number, ctx: StaffContext, url?: string): View {
  const { shown } = approval
  const rows = shown.lines.map((line) => lineRow(line, ctx))
  return {
    headline: firstLine(approval, ctx),
    status: `${approvalName(approval.id)} - ${statusText(approval, ctx)}`,
    blocks: [
      { kind: 'lines', rows },
      { kind: 'fields', fields: figures(approval, ctx).map(([label, value]) => ({ label, value: inert(value) })) },
      ...closing(approval, ctx),
    ],
    controls: [
      ...(approval.status === 'open' ? decisions(approval, ref, ctx) : []),
      ...(url === undefined ? [] : [{ kind: 'link', label: 'Open the order', url } as const]),
    ],
  }
}

function lineRow(
  { sku, quantity, unitPrice, listPrice, net }: Approval['shown']['lines'][number],
  ctx: StaffContext,
): LineRow {
  const notes = unitPrice === listPrice ? [] : [`${money(listPrice, ctx)}, now ${money(unitPrice, ctx)} each`]
  return { quantity, ...itemName(sku, ctx), sku: inert(sku), amount: money(net, ctx), notes }
}

function figures({ shown, lately, askedByName }: Approval, ctx: StaffContext): readonly (readonly [string, string])[] {
  const { net, cost } = shown
  const margin =
    cost === undefined
      ? []
      : [
          [
            'Margin after it',
            `${money(net - cost, ctx)}${net > 0 ? ` (${percentText(((net - cost) / net) * 1_000_000, ctx)})` : ''}`,
          ] as const,
        ]
  return [
    ['Give-away', `${money(shown.given, ctx)} of ${money(shown.base, ctx)} (${percentText(shareOf(shown), ctx)})`],
    ['Total', `${money(shown.before, ctx)} before, ${money(shown.after, ctx)} after`],
    ...margin,
    [
      'Last 30 days',
      `${askedByName} gave ${money(lately.byRep, ctx)}; ${shown.customer} got ${money(lately.toCustomer, ctx)}`,
    ],
  ]
}

function statusText(approval: Approval, ctx: StaffContext): string {
  const { status, standing, answer } = approval
  const by = answer === undefined ? '' : ` by ${inert(answer.byName)}, ${clockText(answer.at, ctx)}`
  switch (status) {
    case 'open':
      return isUnasked(approval) ? 'nobody was told yet' : 'waits for an answer'
    case 'approved':
      return standing === 'covers' ? `approved${by}` : `approved${by}; void while the order is above it`
    case 'declined':
      return `declined${by}`
    case 'countered':
      return `counter-offer${by}`
    case 'withdrawn':
      return 'withdrawn'
    case 'superseded':
      return 'no longer applies'
    case 'expired':
      return 'ran out'
    default:
      return status satisfies never
  }
}

function closing(approval: Approval, ctx: StaffContext): readonly Block[] {
  const { answer, status, id } = approval
  const name = approvalName(id)
  const offered =
    answer?.kind === 'countered'
      ? [notice('info', `${status === 'approved' ? 'Accepted' : 'Offered'}: ${offerText(answer.offer, ctx)}`)]
      : []
  const said: readonly Block[] = [...offered, ...reasonGiven(approval)]
  if (status !== 'open') return said
  return [
    textBlock(
      `Runs out ${clockText(approval.expiresAt, ctx)}; then nothing is approved and the order cannot be placed ` +
        `like this.`,
    ),
    textBlock(`Say "approve ${name}", "decline ${name}: too much" or "counter ${name} 8.00".`),
  ]
}

/**
 * Below a request that was decided, which stays as it was decided: what became of it since, in one
 * line.
 */
export function laterView(approval: Approval, by: string, ctx: StaffContext): View {
  const name = approvalName(approval.id)
  return noticeView(`${name}: ${laterText(approval, inert(by), ctx)}`, `${firstLine(approval, ctx)}.`, ctx)
}

function laterText(approval: Approval, by: string, ctx: StaffContext): string {
  const { status, standing, answer } = approval
  const when = clockText(ctx.now, ctx)
  switch (status) {
    case 'approved':
      if (answer?.kind === 'countered' && standing === 'covers')
        return `${by} took the offer of ${offerText(answer.offer, ctx)}, ${when}`
      return standing === 'covers' ? `covers the order again, ${when}` : `the order is above it now, ${when}`
    case 'withdrawn':
      return `${by} took it back, ${when}`
    case 'superseded':
      return `no longer applies, the order changed, ${when}`
    case 'expired':
      return `ran out, ${when}`
    case 'open':
    case 'declined':
    case 'countered':
      return statusText(approval, ctx)
    default:
      return status satisfies never
  }
}

const reasonGiven = ({ answer }: Approval): readonly Block[] =>
  answer !== undefined && 'reason' in answer && answer.reason !== undefined
    ? [notice('info', `Reason: ${answer.reason}`)]
    : []

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

function decisions(approval: Approval, ref: number, ctx: StaffContext, suffix = ''): readonly Control[] {
  const { id, suggested } = approval
  const figure = suggested === undefined ? {} : { figure: suggested }
  const offer = suggested === undefined ? '' : ` ${figureText(approval, suggested, ctx)}`
  return [
    button(
      `Approve${suffix}`,
      { kind: 'decide-approval', decision: 'approve', id, ref },
      ctx,
      suffix === '' ? 'primary' : 'normal',
    ),
    button(`Counter${offer}${suffix}`, { kind: 'decide-approval', decision: 'counter', id, ref, ...figure }, ctx),
    button(`Decline${suffix}`, { kind: 'decide-approval', decision: 'decline', id, ref }, ctx, 'danger'),
  ]
}

const LISTED = 10

export function queueView(heads: readonly ApprovalHead[], ctx: StaffContext): View {
  if (heads.length === 0)
    return noticeView('No approvals are waiting', 'Requests appear here as soon as somebody asks.', ctx)
  const items = heads.map(
    ({ approval }) =>
      `${approvalName(approval.id)}: ${firstLine(approval, ctx)} - ${statusText(approval, ctx)} - ` +
      `${ageText(approval.askedAt, ctx.now)}`,
  )
  return {
    headline: `${heads.length} approvals are waiting`,
    blocks: [
      listBlock(items),
      textBlock('Say "approvals A7" for all of one, "approve A7", "decline A7: too much" or "counter A7 8.00".'),
    ],
    controls: heads
      .filter(({ approval }) => approval.status === 'open')
      .slice(0, LISTED)
      .flatMap(({ approval, ref }) => decisions(approval, ref, ctx, ` ${approvalName(approval.id)}`)),
  }
}

/** To who decided, in their own thread. */
export const decidedView = (approval: Approval, ctx: StaffContext): View => ({
  headline: `${approvalName(approval.id)}: ${statusText(approval, ctx)}`,
  blocks: [
    textBlock(`${firstLine(approval, ctx)}.`),
    ...closing(approval, ctx),
    textBlock(`${inert(approval.askedByName)} is told.`),
  ],
  controls: [],
})

/** To who asked, once: what was decided, by whom, and what to do now. */
export function outcomeView(approval: Approval, ctx: StaffContext): View {
  const name = approvalName(approval.id)
  const { answer, status } = approval
  const by = answer === undefined ? '' : ` by ${inert(answer.byName)}`
  switch (status) {
    case 'approved':
      return noticeView(
        `${name} was approved${by}`,
        `${firstLine(approval, ctx)}. Say "place" to place it; the approval holds ` +
          `until ${clockText(approval.expiresAt, ctx)}.`,
        ctx,
      )
    case 'declined':
      return noticeView(
        `${name} was declined${by}${answer?.kind === 'declined' && answer.reason !== undefined ? `: ${answer.reason}` : ''}`,
        'The discount is off the order again; everything else is kept.',
        ctx,
      )
    case 'countered':
      return {
        headline: `${name}: ${inert(answer?.byName ?? '')} offers ${answer?.kind === 'countered' ? offerText(answer.offer, ctx) : ''}`,
        blocks: [...reasonGiven(approval), textBlock('Say "accept" to take it, or "withdraw".')],
        controls: [
          button('Accept', { kind: 'accept-counter', id: approval.id }, ctx, 'primary'),
          button('Withdraw', { kind: 'withdraw-approval', id: approval.id }, ctx),
        ],
      }
    case 'expired':
      return noticeView(
        `${name} ran out`,
        'The amount stands unapproved and the order cannot be placed like this. Say "ask" again, "give my limit" ' +
          'or "leave it".',
        ctx,
      )
    case 'open':
      return reroutedView(approval)
    case 'withdrawn':
    case 'superseded':
      return noticeView(`${name}: ${statusText(approval, ctx)}`, undefined, ctx)
    default:
      return status satisfies never
  }
}

/** To who asked: where the request could not be posted, and who reads it instead. */
function reroutedView(approval: Approval): View {
  const name = approvalName(approval.id)
  const { asked = [], refused = [] } = approval.ways ?? {}
  const names = asked.flatMap((way) => way.name ?? [])
  const [first] = refused
  const why =
    first === undefined ? [] : [textBlock(`Where requests are posted it was refused: ${refusedText(first.why)}.`)]
  if (names.length > 0)
    return {
      headline: `${name}: ${inert(andList(names))} ${names.length === 1 ? 'is' : 'are'} asked directly`,
      blocks: why,
      controls: [],
    }
  const next = `It stays in the queue: whoever may decide sees it with "approvals". Tell them, or say "withdraw".`
  return { headline: `${name}: nobody could be asked`, blocks: [...why, textBlock(next)], controls: [] }
}

const REFUSED: Readonly<Record<string, string>> = {
  not_in_channel: 'Parley is not in that channel; invite it there with /invite',
  channel_not_found: 'that channel is gone, or Parley may not see it',
  is_archived: 'that channel is archived',
  restricted_action: 'Parley may not post in that channel',
}
const refusedText = (why: string): string => REFUSED[why] ?? `the platform said "${why.replaceAll('_', ' ')}"`

export const reminderView = (approval: Approval, ctx: StaffContext): View =>
  noticeView(
    `${approvalName(approval.id)} runs out at ${clockText(approval.expiresAt, ctx)}`,
    `Place the order before, or it needs a new approval: ${firstLine(approval, ctx)}.`,
    ctx,
  )

/** On the rep's own card: what is waited for, and what can be done about it. */
export function approvalNotice(approval: Approval | undefined, ctx: StaffContext): Block | undefined {
  if (approval === undefined) return undefined
  const name = approvalName(approval.id)
  const { status, shown, answer, standing } = approval
  if ((status === 'open' || status === 'countered') && approval.expiresAt <= ctx.now)
    return notice('warning', `${name} ran out without an answer: say "ask" again, "give my limit" or "leave it".`)
  if (isUnasked(approval))
    return notice(
      'warning',
      `Nobody could be asked for ${name} yet: it is in the queue ("approvals"), and no message about it went ` +
        `out. "withdraw" takes it back.`,
    )
  if (status === 'open')
    return notice(
      'warning',
      `Waiting for approval ${name} (-${money(shown.given, ctx)}, ${percentText(shareOf(shown), ctx)}). ` +
        `Everything but placing goes on; "withdraw" takes it back.`,
    )
  if (status === 'countered' && answer?.kind === 'countered')
    return notice(
      'warning',
      `${name}: ${answer.byName} offers ${offerText(answer.offer, ctx)}. Say "accept" or "withdraw".`,
    )
  if (status === 'approved' && standing === 'covers' && approval.expiresAt > ctx.now)
    return notice(
      'info',
      `${name} approved by ${answer?.byName ?? ''}, up to ${money(approval.ceilings.amount, ctx)}, ` +
        `until ${clockText(approval.expiresAt, ctx)}.`,
    )
  if (status === 'approved')
    return notice(
      'warning',
      `${name} does not cover this order as it stands: it allows ${money(approval.ceilings.amount, ctx)} for ` +
        `this customer.`,
    )
  return undefined
}
