/**
 * S4: what shipping costs each ship group: the method's rate for its load, made free by a rule, or
 * replaced by a rep's override. A method that stopped fitting charges nothing and shows its old
 * rate, until another is chosen. Tax on it is S5 (ledger-lines.ts).
 */

import { given } from '#domain/base/given.ts'
import type { DraftContent, ShipGroup } from '#domain/model/draft.ts'
import type { ShippingMethod, ShopSettings } from '#domain/model/shop.ts'
import type { DiscountStep, Rule, RuleOutcome } from '#domain/pricing/discounts/discount-rules.ts'
import type { Stages } from '#domain/pricing/discounts/discount-stages.ts'
import { freeShipping } from '#domain/pricing/discounts/free-shipping.ts'
import type { Circumstances } from '#domain/pricing/discounts/promotion-conditions.ts'
import type { CartLine } from './cart.ts'
import { type Load, methodOf, rateOf, reaches } from './shipping.ts'

export type GroupShipping = {
  readonly group: ShipGroup
  readonly method?: ShippingMethod
  readonly rate?: number
  /** Rate of a chosen method that no longer fits. */
  readonly oldRate?: number
  readonly freeBy?: Rule
  /** What would be due without an override, and what is charged; tax-inclusive where prices are. */
  readonly due: number
  readonly charge: number
}
export type ShippingStage = {
  readonly groups: readonly GroupShipping[]
  readonly outcomes: ReadonlyMap<Rule, RuleOutcome>
  readonly steps: readonly DiscountStep[]
}
type ShippingInput = {
  readonly content: DraftContent
  readonly settings: ShopSettings
  readonly stages: Stages
  readonly rules: readonly Rule[]
  readonly around: Circumstances
}

export function shipGroups(input: ShippingInput): ShippingStage {
  const { content, settings, stages, rules, around } = input
  const loads = groupLoads(stages.lines)
  const rated = content.groups.map((group) => {
    const load = loads.get(group.id)
    return { group, used: load !== undefined, ...rating(group, settings, load) }
  })
  const shippable = rated
    .filter((each) => each.used)
    .map(({ group, rate, method }) => ({
      id: group.id,
      overridden: group.override !== undefined,
      ...given({ rate }),
      ...(method === undefined ? {} : { method: method.id }),
    }))
  const free = freeShipping(rules, shippable, around, stages.merchandise)
  const groups = rated.map(({ used, ...each }): GroupShipping => {
    const freeBy = free.freeBy.get(each.group.id)
    const due = freeBy === undefined ? (each.rate ?? 0) : 0
    return {
      ...each,
      ...given({ freeBy }),
      due,
      charge: used ? (each.group.override?.amount ?? due) : 0,
    }
  })
  return {
    groups,
    outcomes: free.outcomes,
    steps: groups.filter((each) => loads.has(each.group.id)).flatMap(shippingSteps),
  }
}

/** A group nothing goes to costs nothing and needs no method. */
function rating(
  group: ShipGroup,
  settings: ShopSettings,
  load: Load | undefined,
): Pick<GroupShipping, 'method' | 'rate' | 'oldRate'> {
  const method = methodOf(group, settings)
  if (load === undefined) return { ...given({ method }), rate: 0 }
  if (method === undefined) return {}
  const rate = rateOf(method, load)
  if (rate === undefined) return { method }
  if (reaches(method, group.address)) return { method, rate }
  return group.address === undefined ? { method } : { method, oldRate: rate }
}

/** What each group carries: grams with gifts, goods without; absent when it carries nothing. */
function groupLoads(lines: readonly CartLine[]): ReadonlyMap<string, Load> {
  const loads = new Map<string, Load>()
  for (const line of lines) {
    for (const { group, quantity } of line.placement) {
      const load = loads.get(group) ?? { grams: 0, goods: 0 }
      const goods = line.gift ? 0 : line.unitPrice * quantity
      loads.set(group, { grams: load.grams + line.weightGrams * quantity, goods: load.goods + goods })
    }
  }
  return loads
}

function shippingSteps({ group, method, rate, freeBy, due, charge }: GroupShipping): readonly DiscountStep[] {
  const steps: DiscountStep[] = []
  if (method !== undefined && rate !== undefined)
    steps.push({ stage: 'S4', source: method.id, label: method.name, amount: rate })
  if (freeBy !== undefined && rate !== undefined && rate > 0)
    steps.push({ stage: 'S4', source: freeBy.source, label: freeBy.title, amount: -rate })
  if (group.override !== undefined)
    steps.push({ stage: 'S4', source: 'manual', label: group.override.reason, amount: charge - due })
  return steps
}
