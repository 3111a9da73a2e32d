/**
 * Changes of a placed order that has not left: where it goes and how, whom to write to, the day it
 * is wanted on, a gift note (rules.md O16). What costs another amount, or needs somebody else, is a
 * proposal kept with the order until it is confirmed. Next: order/amend/plan.ts decides.
 */
import type { Amount, Instant, Quantity, Sku } from '#domain/base/flavour.ts'
import type { CallerCheck } from '#domain/model/caller-check.ts'
import type { Address } from '#domain/model/customer.ts'

export type Amendment =
  /** All of it to one place; `method` where the old one is not to stay. */
  | { readonly kind: 'address'; readonly address: Address; readonly label?: string; readonly method?: string }
  /** So many units of a SKU to a place of their own. */
  | {
      readonly kind: 'split'
      readonly sku: Sku
      readonly quantity: Quantity
      readonly address: Address
      readonly label?: string
      readonly method?: string
    }
  /** Of the whole order, or of so many units of a SKU where they go. */
  | {
      readonly kind: 'method'
      readonly method: string
      readonly part?: { readonly sku: Sku; readonly quantity: Quantity }
    }
  /** Normalised. What the account has stays. */
  | { readonly kind: 'contact'; readonly email?: string; readonly phone?: string }
  /** YYYY-MM-DD of the shop; absent: any day. */
  | { readonly kind: 'day'; readonly on?: string }
  /** Absent: none. */
  | { readonly kind: 'gift-note'; readonly text?: string }

/** What has to happen before a change is made: somebody whose limit covers it, or a check of who is calling. */
export type Need =
  | { readonly kind: 'approval'; readonly given: Amount; readonly base: Amount }
  | { readonly kind: 'caller-check' }

/** Asked for and not confirmed yet; a new one takes the place of the last. */
export type ProposedChange = {
  /** On its controls, so that a press confirms what it showed. */
  readonly id: string
  readonly amendment: Amendment
  /** Actor key and name of who asked. */
  readonly by: string
  readonly name: string
  /** ISO instant. */
  readonly at: Instant
  readonly waitsFor?: Need['kind']
}

/** What a change looks at besides the order: the goods as the shop knows them, and who buys. */
export type AmendSituation = {
  readonly goods: ReadonlyMap<string, { readonly taxClass: string; readonly weightGrams: number }>
  readonly taxExempt: boolean
  /** Places the customer's goods went to before (placeKey). */
  readonly knownPlaces: ReadonlySet<string>
  /** Free shipping by a coupon of the order: the methods each covers. */
  readonly coupons: ReadonlyMap<string, readonly string[]>
  readonly callerCheck?: CallerCheck
}
