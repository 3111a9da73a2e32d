/**
 * What a rep gave is for the order as it was. Rule: when the customer's own change leaves more given
 * away than was allowed of it, the concession shrinks to what is allowed and says so; it is never
 * lost whole, and nobody waits for a decision that nobody was asked for. decide.ts asks this after
 * every command of a customer. Next: approval-standing.ts, the same for what was approved.
 */
import { formatMoney } from '#domain/base/money.ts'
import { type DecideContext, type Decided, recordChange } from '#domain/draft/decide/decide-change.ts'
import { closeQuestions } from '#domain/draft/open-questions.ts'
import { sideOf } from '#domain/draft/sides.ts'
import { chargedFor } from '#domain/draft/submit/draft-ledger.ts'
import type { Adjustment } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import { standingAdjustments, withStood } from './adjustments.ts'
import { covered, isLive, isWaiting } from './approvals.ts'
import { fitted } from './as-granted.ts'
import { answersFor, overLimit } from './limits.ts'

export function shrinkGiven(decided: Decided, context: DecideContext): Decided {
  const { draft, events } = decided
  const { facts, actor } = context
  const waits = isWaiting(draft.approval) && isLive(draft.approval, facts.now)
  if (events.length === 0 || sideOf(actor) === 'staff' || waits || isAllowed(draft, draft.content, context))
    return decided
  return standingAdjustments(draft.content).reduce<Decided>(
    (now, standing) => (isAllowed(now.draft, now.draft.content, context) ? now : shrunk(now, standing, context)),
    asItStood(decided, context),
  )
}

/** What the rep asked for and nobody granted is none of what shrinks: its question stays, and what stood is back. */
function asItStood({ draft, events }: Decided, context: DecideContext): Decided {
  const { approval } = draft
  if (approval?.standing !== 'exceeded' || approval.stood === undefined || !isLive(approval, context.facts.now))
    return { draft: closeQuestions(draft, ({ kind }) => kind === 'over-limit'), events }
  const content = withStood(draft.content, approval.stood)
  const move = { kind: 'adjustment-removed', label: 'Back to what was granted', content } as const
  const change = recordChange(draft, { moves: [move] }, context)
  return { draft: change.draft, events: [...events, ...change.events] }
}

/** Within what was approved, or what a rep may give. */
function isAllowed(draft: OrderDraft, content: DraftContent, { facts, actor }: DecideContext): boolean {
  const ledger = chargedFor(content, facts)
  return (
    covered({ ...draft, content }, ledger, facts.now) ||
    overLimit(ledger.giveAway, answersFor(actor, content), facts.shop.settings, facts.givenBefore) === undefined
  )
}

function shrunk({ draft, events }: Decided, standing: Adjustment, context: DecideContext): Decided {
  const { facts } = context
  const fits = (content: DraftContent): boolean => isAllowed(draft, content, context)
  const { content, figure } = fitted(draft.content, standing, { facts, fits })
  const label = `${WHAT[standing.kind]}: now ${formatMoney(figure, facts.shop.settings)} for the order as it is`
  const change = recordChange(draft, { moves: [{ kind: 'given-shrunk', label, content }] }, context)
  return { draft: change.draft, events: [...events, ...change.events] }
}

const WHAT = {
  subtract: 'Discount',
  'override-shipping': 'Shipping',
  'override-line': 'Price',
} as const satisfies Record<Adjustment['kind'], string>
