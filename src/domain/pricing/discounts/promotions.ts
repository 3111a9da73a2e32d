/**
 * Automatic promotions: which take part in an order, and what each of them says for itself. Rule:
 * rules.md O8. A promotion that is `exclusive` and would give something alone stands alone (the
 * first by priority, then id); otherwise all that are not exclusive take part. A new kind is one
 * case in discount-effects.ts; the order of the stages is in discount-stages.ts.
 */

import type { PromotionOutcome } from '#domain/model/ledger.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { byPrecedence, promotionRule, type Rule, type RuleOutcome } from './discount-rules.ts'

export type Offers = { readonly exclusive: readonly Rule[]; readonly ordinary: readonly Rule[] }
type Outcomes = ReadonlyMap<Rule, RuleOutcome>
export type Chosen<T> = { readonly run: T; readonly promotions: readonly PromotionOutcome[] }

const cached = new WeakMap<ShopSettings, Offers>()
/** The shop's promotions in order of precedence; settings never change in place, so they are sorted once. */
export function offersOf(settings: ShopSettings): Offers {
  const known = cached.get(settings)
  if (known !== undefined) return known
  const rules = (exclusive: boolean): readonly Rule[] =>
    settings.promotions
      .filter((promotion) => promotion.exclusive === exclusive)
      .map(promotionRule)
      .sort(byPrecedence)
  const offers = { exclusive: rules(true), ordinary: rules(false) }
  cached.set(settings, offers)
  return offers
}

/**
 * `run` prices the order with some promotions taking part; each exclusive one is tried alone, since
 * alone is how it would apply.
 */
export function choosePromotions<T extends { readonly outcomes: Outcomes }>(
  offers: Offers,
  run: (taking: readonly Rule[]) => T,
): Chosen<T> {
  const { exclusive, ordinary } = offers
  const refused = new Map<Rule, RuleOutcome>()
  for (const rule of exclusive) {
    const alone = run([rule])
    const outcome = alone.outcomes.get(rule) ?? { kind: 'nothing-matches' }
    refused.set(rule, outcome)
    if (outcome.kind !== 'applied') continue
    const others = [...exclusive, ...ordinary].filter((other) => other !== rule)
    const said = new Map<Rule, RuleOutcome>(others.map((other) => [other, { kind: 'excluded-by', other: rule.source }]))
    return { run: alone, promotions: report(offers, said.set(rule, outcome)) }
  }
  const together = run(ordinary)
  return { run: together, promotions: report(offers, new Map([...together.outcomes, ...refused])) }
}

const report = (offers: Offers, outcomes: Outcomes): readonly PromotionOutcome[] =>
  [...offers.exclusive, ...offers.ordinary]
    .sort(byPrecedence)
    .map((rule) => ({ id: rule.source, title: rule.title, outcome: outcomes.get(rule) ?? { kind: 'nothing-matches' } }))
