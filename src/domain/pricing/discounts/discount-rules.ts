/**
 * Promotions and coupons as one kind of rule, and how the rules of one stage are settled: which
 * qualify, who wins a non-stackable group (most saved, computed alone on the amounts entering the
 * stage; tie by id), then one after the other, each on what is left. Next: discount-stages.ts runs
 * the stages in order.
 */

import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import type { Component, ComponentKind, LedgerStep, PromotionOutcome } from '#domain/model/ledger.ts'
import type { Conditions, Coupon, Effect, Promotion } from '#domain/model/shop.ts'
import type { CartLine } from '#domain/pricing/cart.ts'
import { amountsOff, STAGE_OF, unitsMissing } from './discount-effects.ts'
import { type Circumstances, unmetCondition } from './promotion-conditions.ts'

export type Rule = {
  readonly by: 'coupon' | 'promotion'
  /** Coupon code or promotion id. */
  readonly source: string
  readonly title: string
  readonly priority: number
  readonly conditions: Conditions
  readonly effect: Effect
  readonly group?: string
}
export type RuleOutcome = PromotionOutcome['outcome']

/**
 * Amounts standing on the lines, and what brought them there; both in line order. Replaced by each
 * stage, never shared between runs.
 */
export type RuleStanding = { readonly nets: readonly number[]; readonly components: readonly (readonly Component[])[] }

export const promotionRule = (promotion: Promotion): Rule => ({
  by: 'promotion',
  source: promotion.id,
  title: promotion.title,
  priority: promotion.priority,
  conditions: promotion.conditions,
  effect: promotion.effect,
  ...given({ group: promotion.group }),
})

export const couponRule = (coupon: Coupon): Rule => ({
  by: 'coupon',
  source: coupon.code,
  title: coupon.title,
  priority: coupon.priority,
  conditions: coupon.conditions,
  effect: coupon.effect,
})

/** Coupons before promotions, then priority, then id. */
export const byPrecedence = (a: Rule, b: Rule): number =>
  Number(a.by === 'promotion') - Number(b.by === 'promotion') ||
  a.priority - b.priority ||
  (a.source < b.source ? -1 : a.source > b.source ? 1 : 0)

export const rulesOf = (rules: readonly Rule[], stage: (typeof STAGE_OF)[Effect['kind']]): readonly Rule[] =>
  rules.filter((rule) => STAGE_OF[rule.effect.kind] === stage)

/**
 * Outcome of those that do not qualify; the rest may take part. `saving` in minor units, > 0 when
 * the rule would give anything.
 */
export function contenders(
  rules: readonly Rule[],
  unmet: (rule: Rule) => RuleOutcome | undefined,
  saving: (rule: Rule) => number,
) {
  const outcomes = new Map<Rule, RuleOutcome>()
  const best = new Map<string, { readonly rule: Rule; readonly saved: number }>()
  const able: Rule[] = []
  for (const rule of rules) {
    const missing = unmet(rule)
    if (missing !== undefined) {
      outcomes.set(rule, missing)
      continue
    }
    able.push(rule)
    if (rule.group === undefined) continue
    const saved = saving(rule)
    const leader = best.get(rule.group)
    if (leader === undefined || saved > leader.saved || (saved === leader.saved && rule.source < leader.rule.source))
      best.set(rule.group, { rule, saved })
  }
  const winners = able.filter((rule) => {
    const winner = rule.group === undefined ? rule : best.get(rule.group)?.rule
    if (winner !== undefined && winner !== rule) outcomes.set(rule, { kind: 'beaten-by', other: winner.source })
    return winner === rule
  })
  return { winners, outcomes }
}

export type StageInput = {
  readonly stage: LedgerStep['stage']
  readonly rules: readonly Rule[]
  readonly lines: readonly CartLine[]
  readonly entering: RuleStanding
  readonly around: Circumstances
  /** Minor units that minimums are tested on. */
  readonly merchandise: number
}
export type Settled = {
  readonly standing: RuleStanding
  readonly outcomes: ReadonlyMap<Rule, RuleOutcome>
  readonly steps: readonly DiscountStep[]
}
/** A ledger step before its running amount is known. */
export type DiscountStep = Omit<LedgerStep, 'after'>

export function settleStage(input: StageInput): Settled {
  const { lines, around, merchandise } = input
  const saving = (rule: Rule): number => sum(amountsOff(rule.effect, lines, input.entering.nets))
  const { winners, outcomes } = contenders(
    input.rules,
    (rule) => unmetCondition(rule.conditions, around, merchandise),
    saving,
  )
  let standing = input.entering
  const steps: DiscountStep[] = []
  for (const rule of winners) {
    const off = amountsOff(rule.effect, lines, standing.nets)
    const amount = 0 - sum(off)
    outcomes.set(rule, amount === 0 ? nothingToGive(rule.effect, lines) : { kind: 'applied', amount })
    if (amount === 0) continue
    standing = takeOff(standing, off, { source: rule.source, kind: kindOf(rule), label: rule.title })
    steps.push({ stage: input.stage, source: rule.source, label: rule.title, amount })
  }
  return { standing, outcomes, steps }
}

/** Every line's amount off as a component; lines without one stay untouched. */
export function takeOff(standing: RuleStanding, off: readonly number[], as: Omit<Component, 'amount'>): RuleStanding {
  return {
    nets: standing.nets.map((net, index) => net - (off[index] ?? 0)),
    components: standing.components.map((components, index) => {
      const amount = off[index] ?? 0
      return amount === 0 ? components : [...components, { ...as, amount: -amount }]
    }),
  }
}

function nothingToGive(effect: Effect, lines: readonly CartLine[]): RuleOutcome {
  const missing = effect.kind === 'buy-x-get-y' ? unitsMissing(effect, lines) : 0
  return missing > 0 ? { kind: 'missing-quantity', missing } : { kind: 'nothing-matches' }
}

const kindOf = (rule: Rule): ComponentKind => {
  const onLines = STAGE_OF[rule.effect.kind] === 'line'
  if (rule.by === 'coupon') return onLines ? 'line-coupon' : 'order-coupon'
  return onLines ? 'line-promotion' : 'order-promotion'
}
