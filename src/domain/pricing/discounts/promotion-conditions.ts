/**
 * Conditions of promotions and coupons: what is not met, and by how much. Rule: rules.md O8; dates
 * are shop-local days, both ends inclusive; the minimum is tested on the merchandise after S1
 * unless the rule declares gross.
 */

import type { Conditions } from '#domain/model/shop.ts'
import type { CartLine } from '#domain/pricing/cart.ts'
import { unitsMatching } from './discount-effects.ts'

/** What conditions look at besides amounts that move while pricing. */
export type Circumstances = {
  /** Shop-local day. */
  readonly today: string
  readonly firstOrder: boolean
  readonly customerGroups: readonly string[]
  /** Ship-to countries of all ship groups with units. */
  readonly countries: readonly string[]
  readonly lines: readonly CartLine[]
  readonly gross: number
}

export type Unmet =
  | { readonly kind: 'not-started' | 'ended' | 'wrong-group' | 'not-first-order' | 'wrong-country' }
  | { readonly kind: 'missing-quantity'; readonly missing: number }
  | { readonly kind: 'missing-amount'; readonly missing: number; readonly minimum: number }

/** The first condition that is not met; `merchandise` = minor units after S1. */
export function unmetCondition(conditions: Conditions, around: Circumstances, merchandise: number): Unmet | undefined {
  return (
    unmetFact(conditions, around) ??
    unmetQuantity(conditions, around.lines) ??
    unmetMinimum(conditions, around.gross, merchandise)
  )
}

/** Conditions the cart cannot change: date, customer, country. */
export function unmetFact(conditions: Conditions, around: Omit<Circumstances, 'lines' | 'gross'>): Unmet | undefined {
  if (conditions.from !== undefined && around.today < conditions.from) return { kind: 'not-started' }
  if (conditions.until !== undefined && around.today > conditions.until) return { kind: 'ended' }
  if (conditions.firstOrder === true && !around.firstOrder) return { kind: 'not-first-order' }
  if (conditions.customerGroup !== undefined && !around.customerGroups.includes(conditions.customerGroup))
    return { kind: 'wrong-group' }
  const { countries } = conditions
  if (countries !== undefined && !around.countries.every((country) => countries.includes(country)))
    return { kind: 'wrong-country' }
  return undefined
}

function unmetQuantity({ quantity }: Conditions, lines: readonly CartLine[]): Unmet | undefined {
  if (quantity === undefined) return undefined
  const missing = quantity.atLeast - unitsMatching(quantity.of, lines)
  return missing > 0 ? { kind: 'missing-quantity', missing } : undefined
}

function unmetMinimum(conditions: Conditions, gross: number, merchandise: number): Unmet | undefined {
  const { minimum } = conditions
  if (minimum === undefined) return undefined
  const missing = minimum - (conditions.minimumOn === 'gross' ? gross : merchandise)
  return missing > 0 ? { kind: 'missing-amount', missing, minimum } : undefined
}

/** A minimum on the merchandise after S1 in a rule that is itself part of S1. */
export const waitsForMerchandise = (conditions: Conditions): boolean =>
  conditions.minimum !== undefined && conditions.minimumOn !== 'gross'
