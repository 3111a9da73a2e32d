/**
 * Commands on approval requests (rules.md A1): ask, withdraw, approve, decline, counter, accept,
 * run out. Asking puts the adjustment on the draft, where it waits; declined or withdrawn, what was
 * there before comes back. Bookkeeping: undo never covers a decision.
 */

import { given } from '#domain/base/given.ts'
import { no, ok } from '#domain/base/result.ts'
import { adjusted, adjustmentLabel, isAdjustment, withPrior } from '#domain/draft/prices/adjustments.ts'
import { shownOf } from '#domain/draft/prices/approval-standing.ts'
import {
  approvalName,
  authorsOf,
  beyond,
  ceilingsOf,
  expiryOf,
  isLive,
  isWaiting,
  mayNotDecide,
} from '#domain/draft/prices/approvals.ts'
import { asGranted } from '#domain/draft/prices/as-granted.ts'
import { figureOf, withFigure, withinLimit } from '#domain/draft/prices/limits.ts'
import { chargedFor, ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { type Actor, actorKey, roleOf } from '#domain/model/actor.ts'
import type { Answer, Approval } from '#domain/model/approval.ts'
import type { Adjustment, Decision, DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, DraftStatus, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { grantOf, isSame, priorByRight, stoodBefore } from './before-asked.ts'
import type { Change, DecideContext, Move, Outcome } from './decide-change.ts'

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>
const MAX_REASON = 200

/** The adjustment stands on the draft from now on; an earlier approval gives way to the new request. */
export function askApproval(draft: OrderDraft, command: Of<'ask-approval'>, context: DecideContext): Outcome {
  const { asked, id, lately } = command
  const { facts, actor } = context
  if (!isAdjustment(asked)) return no({ kind: 'no-approval' })
  // Nobody can decide about a part of nothing.
  if (draft.content.lines.length === 0) return no({ kind: 'empty-cart' })
  if (isWaiting(draft.approval) && isLive(draft.approval, facts.now)) return no({ kind: 'awaiting-approval' })
  const by = actorKey(actor)
  const changed = adjusted(draft.content, asked, facts, { by })
  if (!changed.ok) return changed
  const content = changed.value
  const ledger = chargedAs(draft, content, facts)
  const prior = priorByRight(draft, { asked, content }, context)
  const approval: Approval = {
    id,
    status: 'open',
    askedBy: by,
    askedByName: nameOf(actor),
    askedByRole: roleOf(actor),
    askedAt: facts.now,
    expiresAt: expiryOf(facts.now, facts.shop.settings),
    asked,
    ...given({ prior, granted: grantOf(draft.approval, facts), stood: stoodBefore(draft.approval) }),
    ceilings: ceilingsOf(content, ledger.giveAway, draft.currency),
    standing: 'covers',
    shown: shownOf(content, ledger, facts),
    ...suggestion(draft, asked, context),
    lately,
  }
  const what = adjustmentLabel(draft.content, content, asked, facts)
  return ok({
    moves: [
      ...contentMove(content, asked, what),
      { kind: 'approval-asked', label: `Asked for approval ${approvalName(id)}: ${what}`, content },
    ],
    draft: { approval, status: 'awaiting-approval' },
  })
}

function suggestion(draft: OrderDraft, asked: Adjustment, context: DecideContext): Pick<Approval, 'suggested'> {
  const within = withinLimit(draft, asked, context)
  return within === undefined ? {} : { suggested: figureOf(within) }
}

/** A quote's frozen prices are those of the very content it froze. */
const chargedAs = (draft: OrderDraft, content: DraftContent, facts: Facts): Ledger =>
  isSame(draft.content, content) ? ledgerOf(draft, facts) : chargedFor(content, facts)

const EVENT = {
  subtract: 'subtraction-set',
  'override-shipping': 'shipping-overridden',
  'override-line': 'line-overridden',
} as const
const contentMove = (content: DraftContent, asked: Adjustment, label: string): readonly Move[] => [
  { kind: EVENT[asked.kind], label, content },
]

export function withdrawApproval(draft: OrderDraft, context: DecideContext): Outcome {
  const { approval } = draft
  if (!isWaiting(approval)) return no({ kind: 'no-approval' })
  return ok(
    closed(
      draft,
      { ...approval, status: 'withdrawn' },
      { kind: 'approval-withdrawn', label: `Withdrew ${approvalName(approval.id)}` },
      context,
    ),
  )
}

/** Ends a request that was not granted: a no takes off what it asked for, whatever the limit would allow by now. */
function closed(
  draft: OrderDraft,
  approval: Approval,
  move: Pick<Move, 'kind' | 'label'>,
  { facts }: DecideContext,
): Change {
  const content = asGranted(draft, approval, facts) ?? withPrior(draft.content, approval.asked, approval.prior)
  return { moves: [{ ...move, content }], draft: { approval, status: reopened(draft, facts) } }
}

/** What a draft goes back to once nothing is waited for. */
export const reopened = (draft: OrderDraft, facts: Facts): DraftStatus =>
  draft.status !== 'awaiting-approval'
    ? draft.status
    : draft.quote !== undefined && draft.quote.until > facts.now
      ? 'quoted'
      : 'open'

/**
 * First come, first served: who is too late learns who decided and when. Rights, authorship and
 * limit are asked of the actor as of now.
 */
export function decideApproval(draft: OrderDraft, command: Of<'decide-approval'>, context: DecideContext): Outcome {
  const { facts, actor } = context
  const { approval } = draft
  if (approval?.id !== command.id) return no({ kind: 'no-approval', id: command.id })
  if (approval.status !== 'open') return no(tooLate(approval))
  if (!isLive(approval, facts.now)) return no({ kind: 'no-approval', id: command.id })
  const offer = offered(draft, approval, command.decision, context)
  if ('refusal' in offer) return no(offer.refusal)
  const { giveAway: given } = chargedAs(draft, offer.content, facts)
  const not = mayNotDecide(actor, authorsOf(draft.content, approval), given, facts)
  // Declining gives nothing away: it needs the right, not the limit.
  if (not !== undefined && !(not === 'limit' && command.decision.kind === 'decline'))
    return no({ kind: 'may-not-decide', id: approval.id, why: not })
  return ok(answered(draft, approval, command.decision, { ...context, content: offer.content, offer: offer.asked }))
}

const tooLate = ({ id, status, answer }: Approval): Refusal => ({
  kind: 'already-decided',
  id,
  status,
  ...(answer === undefined ? {} : { by: answer.byName, at: answer.at }),
})

type Offered = { readonly content: DraftContent; readonly asked: Adjustment } | { readonly refusal: Refusal }

/** What the draft would be with the answer: as it stands, or with the offered figure, which has to give away less. */
function offered(draft: OrderDraft, approval: Approval, decision: Decision, { facts }: DecideContext): Offered {
  if (decision.kind !== 'counter') return { content: draft.content, asked: approval.asked }
  const asked = withFigure(approval.asked, decision.figure)
  const changed = adjusted(draft.content, asked, facts, { by: approval.askedBy })
  if (!changed.ok) return { refusal: changed.refusal }
  const less = chargedFor(changed.value, facts).giveAway.total < ledgerOf(draft, facts).giveAway.total
  return less
    ? { content: changed.value, asked }
    : { refusal: { kind: 'bad-counter', id: approval.id, asked: figureOf(approval.asked) } }
}

function answered(
  draft: OrderDraft,
  approval: Approval,
  decision: Decision,
  context: DecideContext & { readonly content: DraftContent; readonly offer: Adjustment },
): Change {
  const { facts, actor, content, offer } = context
  const who = { by: actorKey(actor), byName: nameOf(actor), at: facts.now }
  const name = approvalName(approval.id)
  const ceilings = ceilingsOf(content, chargedAs(draft, content, facts).giveAway, draft.currency)
  const shown = shownOf(draft.content, ledgerOf(draft, facts), facts)
  switch (decision.kind) {
    case 'approve': {
      const expiresAt = expiryOf(facts.now, facts.shop.settings)
      const granted: Approval = {
        ...approval,
        status: 'approved',
        ceilings,
        expiresAt,
        shown,
        answer: { kind: 'approved', ...who },
      }
      return {
        moves: [{ kind: 'approval-approved', label: `${who.byName} approved ${name}`, content }],
        draft: { approval: granted, status: reopened(draft, facts) },
      }
    }
    case 'decline': {
      const { given, said } = reasonOf(decision)
      const answer: Answer = { kind: 'declined', ...who, ...given }
      const label = `${who.byName} declined ${name}${said}`
      return closed(draft, { ...approval, status: 'declined', answer }, { kind: 'approval-declined', label }, context)
    }
    case 'counter': {
      const { given, said } = reasonOf(decision)
      const answer: Answer = { kind: 'countered', ...who, offer, ceilings, ...given }
      const label = `${who.byName} answered ${name}: ${adjustmentLabel(draft.content, content, offer, facts)}${said}`
      return {
        moves: [{ kind: 'approval-countered', label, content: draft.content }],
        draft: { approval: { ...approval, status: 'countered', shown, answer } },
      }
    }
    default:
      return decision satisfies never
  }
}

function reasonOf({ reason: words = '' }: Extract<Decision, { kind: 'decline' | 'counter' }>) {
  const reason = words.trim().slice(0, MAX_REASON)
  return reason === '' ? { given: {}, said: '' } : { given: { reason }, said: `: ${reason}` }
}

/** The offer is put on the draft and is approved as it was offered. */
export function acceptCounter(draft: OrderDraft, context: DecideContext): Outcome {
  const { facts } = context
  const { approval } = draft
  if (approval?.status !== 'countered' || approval.answer?.kind !== 'countered' || !isLive(approval, facts.now))
    return no({ kind: 'no-approval' })
  const { offer, ceilings } = approval.answer
  const changed = adjusted(draft.content, offer, facts, { by: approval.askedBy })
  if (!changed.ok) return changed
  const content = changed.value
  const ledger = chargedFor(content, facts)
  const standing =
    beyond({ content, currency: draft.currency }, ledger.giveAway, ceilings) === undefined ? 'covers' : 'exceeded'
  const expiresAt = expiryOf(facts.now, facts.shop.settings)
  const granted: Approval = {
    ...approval,
    status: 'approved',
    asked: offer,
    ceilings,
    standing,
    expiresAt,
    shown: shownOf(content, ledger, facts),
  }
  const what = adjustmentLabel(draft.content, content, offer, facts)
  const name = approvalName(approval.id)
  return ok({
    moves: [
      ...contentMove(content, offer, what),
      { kind: 'approval-accepted', label: `Accepted ${name}: ${what}`, content },
    ],
    draft: { approval: granted, status: reopened(draft, facts) },
  })
}

/**
 * Nobody answered in time, or a given approval ran out: the amount stands unapproved, and the
 * choices return with the next place.
 */
export function expireApproval(draft: OrderDraft, command: Of<'expire-approval'>, { facts }: DecideContext): Outcome {
  const { approval } = draft
  const due =
    approval !== undefined && (isWaiting(approval) || approval.status === 'approved') && !isLive(approval, facts.now)
  if (!due || approval.id !== command.id) return no({ kind: 'no-approval', id: command.id })
  const label = `${approvalName(approval.id)} ran out${approval.status === 'open' ? ' without an answer' : ''}`
  return ok({
    moves: [{ kind: 'approval-expired', label, content: draft.content }],
    draft: { approval: { ...approval, status: 'expired' }, status: reopened(draft, facts) },
  })
}

/** Where it is asked changes nothing of what was asked. */
export function rerouteApproval(draft: OrderDraft, { id, ways }: Of<'reroute-approval'>): Outcome {
  const { approval } = draft
  if (approval?.id !== id || approval.status !== 'open') return no({ kind: 'no-approval', id })
  const names = ways.asked.flatMap(({ name }) => name ?? [])
  const label =
    names.length === 0
      ? ways.asked.length === 0
        ? `Nobody could be asked for ${approvalName(id)}`
        : `${approvalName(id)} was posted after all`
      : `${approvalName(id)} was sent to ${names.join(' and ')}`
  return ok({
    moves: [{ kind: 'approval-rerouted', label, content: draft.content }],
    draft: { approval: { ...approval, ways } },
  })
}

const nameOf = (actor: Actor): string => (actor.kind === 'system' ? actor.id : actor.name)
