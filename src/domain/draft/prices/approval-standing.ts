/**
 * What a change of the draft does to its approval (rules.md A1): within the ceilings it is kept and
 * its card refreshed; beyond one it is void for as long as it is beyond. decide.ts asks this after
 * every command. Amounts are minor units.
 */

import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import { type DecideContext, type Decided, draftEvent } from '#domain/draft/decide/decide-change.ts'
import { closeQuestions, withQuestion } from '#domain/draft/open-questions.ts'
import { sideOf } from '#domain/draft/sides.ts'
import { chargedFor, ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { Approval, ApprovalShown } from '#domain/model/approval.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, DraftEventKind, OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { isSameAdjustment, standingAdjustment, stoodOn } from './adjustments.ts'
import { approvalName, type Beyond, beyond, covered, isLive, isWaiting, needsNobody } from './approvals.ts'
import { mootShipping, withinLimit } from './limits.ts'

export function shownOf(content: DraftContent, ledger: Ledger, facts: Facts): ApprovalShown {
  const { subtraction: _, ...rest } = content
  const groups = content.groups.map(({ override: _o, ...group }) => group)
  const lines = content.lines.map(({ override: _o, ...line }) => line)
  const costs = ledger.lines.map((line) => facts.shop.catalog.variants.get(line.sku)?.cost)
  const known = costs.every((cost) => cost !== undefined)
  const { buyer } = content
  return {
    customer:
      'name' in buyer && buyer.name !== undefined
        ? buyer.name
        : 'email' in buyer && buyer.email !== undefined
          ? buyer.email
          : 'a guest',
    lines: ledger.lines.map(({ sku, quantity, unitPrice, listPrice, net }) => ({
      sku,
      quantity,
      unitPrice,
      listPrice,
      net,
    })),
    before: chargedFor({ ...rest, groups, lines }, facts).total,
    after: ledger.total,
    given: ledger.giveAway.total,
    base: ledger.giveAway.base,
    net: sum(ledger.lines.map((line) => line.net)),
    ...(known ? { cost: sum(ledger.lines.map((line, at) => (costs[at] ?? 0) * line.quantity)) } : {}),
  }
}

/** Nothing happened, or nothing is waiting or granted: as it was. */
export function settleApproval(before: OrderDraft, decided: Decided, context: DecideContext): Decided {
  const { draft } = decided
  const { approval } = draft
  const { facts } = context
  if (approval === undefined || decided.events.length === 0 || !isLive(approval, facts.now)) return decided
  if (draft.status === 'cancelled' || draft.status === 'expired')
    return isWaiting(approval) ? told(decided, { ...approval, status: 'withdrawn' }, NAMED.cancelled, context) : decided
  const ledger = ledgerOf(draft, facts)
  // Whoever is asked reads what is asked for now, its reason too; what was granted stays what it was.
  const now = isWaiting(approval) ? standingAdjustment(draft.content, approval.asked) : undefined
  const asked = now !== undefined && isSameAdjustment(now, approval.asked) ? now : approval.asked
  const fresh: Approval = { ...approval, asked, shown: shownOf(draft.content, ledger, facts) }
  const over = beyond(draft, ledger.giveAway, approval.ceilings)
  if (isWaiting(approval)) {
    if (needsNobody(approval, ledger.giveAway, facts) || covered(draft, ledger, facts.now))
      return told(decided, { ...fresh, status: 'superseded' }, NAMED.unneeded, context)
    return over === undefined
      ? keep(decided, fresh)
      : asking(told(decided, { ...fresh, status: 'superseded' }, voided(over), context), context)
  }
  const isOver = over !== undefined && !covered(draft, ledger, facts.now)
  const { stood: _, ...back } = fresh
  if (isOver && approval.standing === 'covers') {
    const stood = covered(before, ledgerOf(before, facts), facts.now) ? { stood: stoodOn(before.content) } : {}
    return asking(told(decided, { ...back, ...stood, standing: 'exceeded' }, voided(over), context), context)
  }
  if (!isOver && approval.standing === 'exceeded') {
    // What the rep still asks for is theirs to answer, whatever the customer does.
    const answered = sideOf(context.actor) === 'customer' ? decided : withoutQuestion(decided)
    return told(answered, { ...back, standing: 'covers' }, NAMED.restored, context)
  }
  return keep(decided, fresh)
}

type Named = { readonly kind: DraftEventKind; readonly say: (name: string) => string }
const NAMED = {
  cancelled: { kind: 'approval-withdrawn', say: (name) => `${name} withdrawn with the order` },
  unneeded: { kind: 'approval-superseded', say: (name) => `${name} is no longer needed` },
  restored: { kind: 'approval-restored', say: (name) => `${name} covers the order again` },
} as const satisfies Record<string, Named>

const BEYOND = {
  amount: 'the amount is above it',
  percent: 'the percentage is above it',
  'line-percent': 'the percentage of a line is above it',
  customer: 'it was for another customer',
  currency: 'it was in another currency',
} as const satisfies Record<Beyond, string>

const voided = (over: Beyond): Named => ({
  kind: 'approval-voided',
  say: (name) => `${name} does not cover this: ${BEYOND[over]}`,
})

const keep = (decided: Decided, approval: Approval): Decided => ({ ...decided, draft: { ...decided.draft, approval } })

function told({ draft, events }: Decided, approval: Approval, { kind, say }: Named, context: DecideContext): Decided {
  const move = { kind, label: say(approvalName(approval.id)), content: draft.content }
  const status = draft.status === 'awaiting-approval' && !isWaiting(approval) ? 'open' : draft.status
  return {
    draft: { ...draft, approval, status },
    events: [...events, draftEvent(move, { before: {}, after: {} }, context)],
  }
}

/** The asked amount stands unapproved: the three choices return. */
function asking({ draft, events }: Decided, context: DecideContext): Decided {
  return { draft: withLimitQuestion(draft, context), events }
}

function withLimitQuestion(draft: OrderDraft, context: DecideContext): OrderDraft {
  const question = overLimitQuestion(draft, context)
  if (question === undefined) return draft
  return withQuestion(
    closeQuestions(draft, (other) => isOverLimitOf(other, question.asked)),
    question,
  )
}

type OverLimit = Extract<PendingQuestion, { kind: 'over-limit' }>
/** What to do about an override above the actor's limit; nothing where none is on the draft. */
export function overLimitQuestion(draft: OrderDraft, context: DecideContext): OverLimit | undefined {
  const asked = standingAdjustment(draft.content, draft.approval?.asked)
  if (asked === undefined) return undefined
  return limitQuestionOf(draft, asked, context)
}

/** About this very adjustment, with what of it can be given as things stand. */
export const limitQuestionOf = (draft: OrderDraft, asked: DraftCommand, context: DecideContext): OverLimit => ({
  kind: 'over-limit',
  asked,
  ...given({ within: withinLimit(draft, asked, context), moot: mootShipping(draft, asked, context.facts) }),
})

/** What was asked about this adjustment; of another one it stays. */
export const isOverLimitOf = (question: PendingQuestion, asked: DraftCommand): boolean =>
  question.kind === 'over-limit' && isSameAdjustment(question.asked, asked)

function withoutQuestion({ draft, events }: Decided): Decided {
  const standing = standingAdjustment(draft.content, draft.approval?.asked)
  if (standing === undefined) return { draft, events }
  return { draft: closeQuestions(draft, (question) => isOverLimitOf(question, standing)), events }
}
