/**
 * What stands of the adjustments while more than was granted is asked for, and after a no to it.
 * Rule: what was granted stands, as far as it fits the order as it is now; nothing older comes back,
 * and nothing that nobody approved. Next: approvals.ts says what is covered, sides.ts shows it to
 * the customer.
 */
import { given } from '#domain/base/given.ts'
import { chargedFor } from '#domain/draft/submit/draft-ledger.ts'
import type { Approval } from '#domain/model/approval.ts'
import type { Adjustment, DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import {
  adjusted,
  isSameAdjustment,
  priorOf,
  standingAdjustments,
  withoutAdjustments,
  withPrior,
  withStood,
} from './adjustments.ts'
import { covered, grantsOf, needsNobody } from './approvals.ts'
import { figureOf, harmless, lastThatFits, withFigure } from './limits.ts'

/** Undefined: nothing of what the request put on the draft was ever granted. */
export function asGranted(draft: OrderDraft, approval: Approval, facts: Facts): DraftContent | undefined {
  const before = beforeAsked(draft.content, approval)
  const isCovered = (content: DraftContent): boolean =>
    covered({ ...draft, content }, chargedFor(content, facts), facts.now)
  if (isCovered(before) || needsNobody(approval, chargedFor(before, facts).giveAway, facts)) return before
  if (grantsOf(draft.approval, facts.now).length === 0) return undefined
  return standingAdjustments(before).reduce(
    (now, standing) => (isCovered(now) ? now : fitted(now, standing, { facts, fits: isCovered }).content),
    before,
  )
}

function beforeAsked(content: DraftContent, { stood, status, asked, prior }: Approval): DraftContent {
  if (stood !== undefined) return withStood(content, stood)
  return status === 'approved' ? content : withPrior(content, asked, prior)
}

/** What puts the order back to what was granted; undefined: nothing was. */
export function backToGranted(draft: OrderDraft, facts: Facts): readonly DraftCommand[] | undefined {
  const { approval, content } = draft
  if (approval === undefined || grantsOf(approval, facts.now).length === 0) return undefined
  const kept = standingAdjustments(asGranted(draft, approval, facts) ?? withoutAdjustments(content))
  const now = standingAdjustments(content)
  const gone = now.filter((one) => !kept.some((other) => isSameAdjustment(one, other))).map(({ kind }) => kind)
  return [
    ...[...new Set(gone)].map((kind) => ({ kind: 'remove-adjustment', what: REMOVED[kind] }) as const),
    ...kept.filter((one) => gone.includes(one.kind) || !now.some((other) => isSameFigure(one, other))),
  ]
}
const REMOVED = { subtract: 'subtraction', 'override-shipping': 'shipping', 'override-line': 'lines' } as const
const isSameFigure = (one: Adjustment, other: Adjustment): boolean =>
  isSameAdjustment(one, other) && figureOf(one) === figureOf(other)

type Fit = { readonly facts: Facts; readonly fits: (content: DraftContent) => boolean }

/** The adjustment with the largest figure that fits, as its giver gave it; none at all where none does. */
export function fitted(
  content: DraftContent,
  standing: Adjustment,
  { facts, fits }: Fit,
): { readonly content: DraftContent; readonly figure: number } {
  const prior = priorOf(content, standing)
  const by = { by: prior?.by ?? '', ...given({ role: prior?.role }) }
  const none = harmless(content, standing, facts)
  const withOnly = (figure: number): DraftContent => {
    const made = figure === none ? undefined : adjusted(content, withFigure(standing, figure), facts, by)
    return made?.ok === true ? made.value : withPrior(content, standing, undefined)
  }
  const figure = lastThatFits({ none, asked: figureOf(standing), step: 1 }, (each) => fits(withOnly(each)))
  return { content: withOnly(figure), figure }
}
