/**
 * What each side is told of a request for an approval: how it was answered, that it was asked
 * somebody else, that it still waits. Next: approvals.ts, its card and the queue.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, View } from '#conversation/edge/view.ts'
import { button, money, notice, noticeView, type StaffContext, textBlock } from '#conversation/screens/context.ts'
import { andList, clockText } from '#conversation/screens/names.ts'
import { approvalsWords } from '#conversation/words/approvals.ts'
import { approvalName, isUnasked, shareOf } from '#domain/draft/prices/approvals.ts'
import type { Approval } from '#domain/model/approval.ts'
import { firstLine, offerText, percentText, priorText, refusedText } from './approval-words.ts'
import { reasonGiven, statusText } from './approvals.ts'

const whyDeclined = ({ answer }: Approval): string =>
  answer?.kind === 'declined' && answer.reason !== undefined ? `: ${answer.reason}` : ''
const offered = ({ answer }: Approval, ctx: StaffContext): string =>
  answer?.kind === 'countered' ? offerText(answer.offer, ctx) : ''

/** What is on the order after a no, or after it was taken back. */
function howItStands({ asked, prior }: Approval, ctx: StaffContext): string {
  if (prior === undefined) return approvalsWords.discountTakenOff
  return approvalsWords.priorStandsAgain(priorText({ asked, prior }, ctx))
}

/** To who asked, once: what was decided, by whom, and what to do now. */
export function outcomeView(approval: Approval, ctx: StaffContext): View {
  const name = approvalName(approval.id)
  const { answer, status } = approval
  const by = answer === undefined ? '' : approvalsWords.byName(inert(answer.byName))
  switch (status) {
    case 'approved':
      return noticeView(
        approvalsWords.wasApproved(name, by),
        approvalsWords.approvalHoldsUntil(firstLine(approval, ctx), clockText(approval.expiresAt, ctx)),
        ctx,
      )
    case 'declined':
      return noticeView(approvalsWords.wasDeclined(name, by, whyDeclined(approval)), howItStands(approval, ctx), ctx)
    case 'countered':
      return {
        headline: approvalsWords.offers(name, inert(answer?.byName ?? ''), offered(approval, ctx)),
        blocks: [...reasonGiven(approval), textBlock(approvalsWords.takeOrWithdraw)],
        controls: [
          button(approvalsWords.accept, { kind: 'accept-counter', id: approval.id }, ctx, 'primary'),
          button(approvalsWords.withdraw, { kind: 'withdraw-approval', id: approval.id }, ctx),
        ],
      }
    case 'expired':
      return noticeView(approvalsWords.requestRanOut(name), approvalsWords.theAmountStandsUnapproved, ctx)
    case 'open':
      return reroutedView(approval)
    case 'withdrawn':
      return noticeView(`${name}: ${statusText(approval, ctx)}`, howItStands(approval, ctx), ctx)
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
  const why = first === undefined ? [] : [textBlock(approvalsWords.postingRefused(refusedText(first.why)))]
  if (names.length > 0)
    return {
      headline: approvalsWords.areAskedDirectly(name, inert(andList(names)), names.length),
      blocks: why,
      controls: [],
    }
  if (asked.length > 0)
    return {
      headline: approvalsWords.isPostedNow(name),
      blocks: [textBlock(approvalsWords.whoMayDecideReads)],
      controls: [],
    }
  const next = approvalsWords.staysInQueue
  return { headline: approvalsWords.nobodyCouldBeAsked(name), blocks: [...why, textBlock(next)], controls: [] }
}

export const reminderView = (approval: Approval, ctx: StaffContext): View =>
  noticeView(
    approvalsWords.runsOutAt(approvalName(approval.id), clockText(approval.expiresAt, ctx)),
    approvalsWords.placeBeforeItEnds(firstLine(approval, ctx)),
    ctx,
  )

/** On the rep's own card: what is waited for, and what can be done about it. */
export function approvalNotice(approval: Approval | undefined, ctx: StaffContext): Block | undefined {
  if (approval === undefined) return undefined
  const name = approvalName(approval.id)
  const { status, shown, answer, standing } = approval
  if ((status === 'open' || status === 'countered') && approval.expiresAt <= ctx.now)
    return notice('warning', approvalsWords.ranOutUnanswered(name))
  if (isUnasked(approval)) return notice('warning', approvalsWords.nobodyAsked(name))
  if (status === 'open')
    return notice(
      'warning',
      approvalsWords.waitingForIt(name, money(shown.given, ctx), percentText(shareOf(shown), ctx)),
    )
  if (status === 'countered' && answer?.kind === 'countered')
    return notice('warning', approvalsWords.counterOffered(name, answer.byName, offerText(answer.offer, ctx)))
  if (status === 'approved' && standing === 'covers' && approval.expiresAt > ctx.now)
    return notice(
      'info',
      approvalsWords.approvedByUpTo(
        name,
        answer?.byName ?? '',
        money(approval.ceilings.amount, ctx),
        clockText(approval.expiresAt, ctx),
      ),
    )
  if (status === 'approved')
    return notice('warning', approvalsWords.doesNotCover(name, money(approval.ceilings.amount, ctx)))
  return undefined
}
