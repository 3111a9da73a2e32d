/**
 * Free shipping (S4): which rule frees which ship group. One rule frees a group; the next finds
 * nothing left to free. A group whose shipping is overridden is charged its override all the same,
 * and says that it would be free (rules.md O11).
 */
import { contenders, type Rule, type RuleOutcome } from './discount-rules.ts'
import { type Circumstances, unmetCondition } from './promotion-conditions.ts'

/** A ship group with units; `rate` is undefined while no method fits. */
export type Shippable = {
  readonly id: string
  readonly method?: string
  readonly rate?: number
  readonly overridden: boolean
}
export type FreeShipping = {
  readonly freeBy: ReadonlyMap<string, Rule>
  readonly outcomes: ReadonlyMap<Rule, RuleOutcome>
}

export function freeShipping(
  rules: readonly Rule[],
  groups: readonly Shippable[],
  around: Circumstances,
  merchandise: number,
): FreeShipping {
  const unmet = (rule: Rule): RuleOutcome | undefined => unmetCondition(rule.conditions, around, merchandise)
  const saving = (rule: Rule): number => covered(rule, groups).reduce((total, group) => total + (group.rate ?? 0), 0)
  const { winners, outcomes } = contenders(rules, unmet, saving)
  const freeBy = new Map<string, Rule>()
  for (const rule of winners) {
    outcomes.set(rule, outcomeOf(covered(rule, groups), freeBy))
    for (const group of covered(rule, groups)) if (!freeBy.has(group.id)) freeBy.set(group.id, rule)
  }
  return { freeBy, outcomes }
}

/** Groups on one of the rule's methods; a rule that names none covers all. */
const covered = (rule: Rule, groups: readonly Shippable[]): readonly Shippable[] => {
  const { effect } = rule
  if (effect.kind !== 'free-shipping') return []
  return groups.filter(
    (group) =>
      group.rate !== undefined &&
      group.method !== undefined &&
      (effect.methods.length === 0 || effect.methods.includes(group.method)),
  )
}

function outcomeOf(groups: readonly Shippable[], freeBy: ReadonlyMap<string, Rule>): RuleOutcome {
  const [first] = groups
  if (first === undefined) return { kind: 'no-method' }
  const other = freeBy.get(first.id)
  const open = groups.filter((group) => !freeBy.has(group.id))
  if (other !== undefined && open.length === 0) return { kind: 'beaten-by', other: other.source }
  const saved = open.reduce((total, group) => total + (group.overridden ? 0 : (group.rate ?? 0)), 0)
  if (saved > 0) return { kind: 'applied', amount: -saved }
  const overridden = open.find((group) => group.overridden)
  return overridden === undefined ? { kind: 'nothing-matches' } : { kind: 'shipping-overridden', group: overridden.id }
}
