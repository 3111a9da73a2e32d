/**
 * What each side is told of a request for an approval: how it was answered, that it was asked
 * somebody else, that it still waits. Next: approvals.ts, its card and the queue.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, View } from '#conversation/edge/view.ts'
import { button, money, notice, noticeView, type StaffContext, textBlock } from '#conversation/screens/context.ts'
import { andList, clockText } from '#conversation/screens/names.ts'
import { approvalName, isUnasked, shareOf } from '#domain/draft/prices/approvals.ts'
import type { Approval } from '#domain/model/approval.ts'
import { firstLine, offerText, percentText, refusedText } from './approval-words.ts'
import { reasonGiven, statusText } from './approvals.ts'

const whyDeclined = ({ answer }: Approval): string =>
  answer?.kind === 'declined' && answer.reason !== undefined ? `: ${answer.reason}` : ''
const offered = ({ answer }: Approval, ctx: StaffContext): string =>
  answer?.kind === 'countered' ? offerText(answer.offer, ctx) : ''

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
        `${name} was declined${by}${whyDeclined(approval)}`,
        'The discount is off the order again; everything else is kept.',
        ctx,
      )
    case 'countered':
      return {
        headline: `${name}: ${inert(answer?.byName ?? '')} offers ${offered(approval, ctx)}`,
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
