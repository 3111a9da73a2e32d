/**
 * What stands before more is asked for, and comes back when it is not granted (rules.md A1). Next:
 * decide-approvals.ts asks.
 */
import { isSameAdjustment, priorOf } from '#domain/draft/prices/adjustments.ts'
import { covered, grantsOf } from '#domain/draft/prices/approvals.ts'
import { answersFor, overLimit } from '#domain/draft/prices/limits.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import type { Approval, Grant, Prior } from '#domain/model/approval.ts'
import type { Adjustment } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { DecideContext } from './decide-change.ts'

/** The adjustments that were granted, where more than that was asked for already. */
export const stoodBefore = (approval: Approval | undefined): Approval['stood'] =>
  approval?.status === 'approved' && approval.standing === 'exceeded' ? approval.stood : undefined

/** What a no to the new request leaves as it is. */
export function grantOf(approval: Approval | undefined, { now }: Facts): Grant | undefined {
  const [grant] = grantsOf(approval, now)
  return grant && { id: grant.id, ceilings: grant.ceilings, expiresAt: grant.expiresAt }
}

/** What comes back when it is not granted: never an amount that an earlier request left there unapproved. */
export function priorByRight(
  draft: OrderDraft,
  { asked, content: made }: { readonly asked: Adjustment; readonly content: DraftContent },
  { facts, actor }: DecideContext,
): Prior | undefined {
  const { approval, content } = draft
  const ledger = ledgerOf(draft, facts)
  const stands =
    covered(draft, ledger, facts.now) ||
    overLimit(ledger.giveAway, answersFor(actor, content), facts.shop.settings, facts.givenBefore) === undefined
  if (stands) return isSame(content, made) ? undefined : priorOf(content, asked)
  const stood = stoodBefore(approval)
  if (stood !== undefined) return stood.find(({ of }) => isSameAdjustment(of, asked))?.as
  if (approval !== undefined && isSameAdjustment(approval.asked, asked)) return approval.prior
  return isSame(content, made) ? undefined : priorOf(content, asked)
}

export const isSame = (before: DraftContent, after: DraftContent): boolean =>
  JSON.stringify(before) === JSON.stringify(after)
