/**
 * Refusals about limits and approvals, in words: staff read them, customers never do (they get an
 * everyday no). Next: refusal-words.ts, all the others.
 */

import { refusalsWords } from '#conversation/words/refusals.ts'
import { approvalName } from '#domain/draft/prices/approvals.ts'
import type { ApprovalStatus, MayNot } from '#domain/model/approval.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { isStaff, money, type ScreenContext } from './context.ts'
import { clockText } from './names.ts'

export type RefusalOf<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>

/** Headline, and what to do. */
export type RefusalText = readonly [string, string]

/**
 * Words by themselves; with its question on the draft refusal.ts offers the choices. A customer can
 * never meet this.
 */
export function aboveLimitWords(
  { allowed, percentPpm, limit }: RefusalOf<'over-limit'>,
  ctx: ScreenContext,
): RefusalText {
  if (!isStaff(ctx)) return [refusalsWords.notPossible, refusalsWords.nothingWasChanged]
  const within = allowed > 0 ? refusalsWords.youMayGive(money(allowed, ctx)) : refusalsWords.nothingMoreWithinLimit
  return [overLimitHeadline({ percentPpm, limit }), refusalsWords.limitChoices(within)]
}

/** "That is above your limit: it would be 29.4 % of the order" */
export function overLimitHeadline({
  percentPpm,
  limit,
}: Pick<RefusalOf<'over-limit'>, 'percentPpm' | 'limit'>): string {
  const percent = `${Math.round(percentPpm / 1_000) / 10} %`
  switch (limit) {
    case 'amount':
      return refusalsWords.aboveLimit
    case 'percent':
      return refusalsWords.aboveLimitOrder(percent)
    case 'line-percent':
      return refusalsWords.aboveLimitLine(percent)
    default:
      return limit satisfies never
  }
}

const DECIDED = {
  open: refusalsWords.waitsForAnAnswer,
  approved: refusalsWords.wasAlreadyApproved,
  declined: refusalsWords.wasAlreadyDeclined,
  countered: refusalsWords.wasCountered,
  withdrawn: refusalsWords.wasWithdrawn,
  superseded: refusalsWords.appliesNoMore,
  expired: refusalsWords.ranOut,
} as const satisfies Record<ApprovalStatus, string>

export function approvalWords(
  refusal: RefusalOf<'no-approval' | 'already-decided' | 'may-not-decide' | 'bad-counter'>,
  ctx: ScreenContext,
): RefusalText {
  if (!isStaff(ctx)) return [refusalsWords.notFound, refusalsWords.helpForWhat]
  const name = 'id' in refusal && refusal.id !== undefined ? approvalName(refusal.id) : undefined
  switch (refusal.kind) {
    case 'no-approval':
      return [
        name === undefined ? refusalsWords.noApprovalIsWaiting : refusalsWords.notWaitingForThat(name),
        refusalsWords.approvalsForWhat,
      ]
    case 'already-decided': {
      const by =
        refusal.by === undefined || refusal.at === undefined
          ? ''
          : refusalsWords.answeredByAt(refusal.by, clockText(refusal.at, ctx))
      return [`${name} ${DECIDED[refusal.status]}${by}`, refusalsWords.answerChangedNothing]
    }
    case 'may-not-decide':
      return MAY_NOT[refusal.why]
    case 'bad-counter':
      return [
        refusalsWords.counterGivesLess,
        refusalsWords.counterHow(name ?? '', money(Math.floor(refusal.asked / 2), ctx)),
      ]
    default:
      return refusal satisfies never
  }
}

const MAY_NOT = {
  right: [refusalsWords.mayNotApprove, refusalsWords.leadCanAnswer],
  author: [refusalsWords.notOwnDecision, refusalsWords.otherLeadCan],
  limit: [refusalsWords.aboveOwnLimit, refusalsWords.higherLimitCan],
} as const satisfies Record<MayNot, RefusalText>
