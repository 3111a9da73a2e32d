/**
 * The ledger: the result of pricing at a moment, every step and its rule. Pure data; pricing.ts
 * makes it, screens print it. Amounts are integer minor units; discounts are negative. For every
 * line: gross + sum(components) = net, and subtotal + discount + shipping + tax = total. In a
 * tax-inclusive store the contained tax is a component of each line (so part of `discount`),
 * `shipping` is without its tax, and the total is what the prices said.
 */
import type { Amount, Ppm, Quantity, Sku } from '#domain/base/flavour.ts'
export type ComponentKind =
  | 'line-promotion'
  | 'line-coupon'
  | 'order-coupon'
  | 'order-promotion'
  | 'subtraction'
  | 'gift'
  /** Tax-inclusive stores: the tax contained in the price, taken out so that net + tax = what is paid. */
  | 'included-tax'

export type Component = {
  /** Promotion id, coupon code, or 'manual'. */
  readonly source: string
  readonly kind: ComponentKind
  readonly label: string
  readonly amount: Amount
  /** Of a placed order: what the line is free for. It leaves when that leaves. */
  readonly earnedBy?: EarnedBy
}

/** `atLeast` units of these SKUs earn `gives` free units, and so many more again. */
export type EarnedBy = { readonly skus: readonly Sku[]; readonly atLeast: number; readonly gives: number }

export type PricedLine = {
  readonly lineId: string
  readonly sku: Sku
  readonly quantity: Quantity
  /** After a line override. */
  readonly unitPrice: Amount
  readonly listPrice: Amount
  readonly overridden: boolean
  readonly gift: boolean
  readonly gross: Amount
  readonly components: readonly Component[]
  readonly net: Amount
  readonly tax: Amount
  /** The line's units by ship group (canonical order), each taxed at its group's zone. */
  readonly parts: readonly LinePart[]
}
export type LinePart = {
  readonly group: string
  readonly quantity: Quantity
  readonly net: Amount
  readonly taxRatePpm: Ppm
  readonly tax: Amount
}

export type PricedGroup = {
  readonly id: string
  readonly method?: string
  readonly methodName?: string
  /** What would be due without an override and before free shipping; undefined while no method is eligible. */
  readonly rate?: Amount
  /** A chosen method that no longer fits the place: what it cost, kept in view until another is chosen. */
  readonly oldRate?: Amount
  readonly freeBy?: string
  readonly override?: Amount
  /** What is charged, its tax included in a tax-inclusive store. */
  readonly charge: Amount
  /** Tax on the shipping charge; goods carry their own. */
  readonly tax: Amount
  /** No rule for this place: shown to the rep as "no tax set for TX". */
  readonly noTaxRule?: string
  readonly international: boolean
}

/** Why a promotion applied or what is missing. */
export type PromotionOutcome = {
  readonly id: string
  readonly title: string
  /** `amount` in minor units, negative: what it took off. */
  readonly outcome:
    | { readonly kind: 'applied'; readonly amount: Amount }
    | { readonly kind: 'missing-amount'; readonly missing: Amount; readonly minimum: Amount }
    | { readonly kind: 'missing-quantity'; readonly missing: Quantity }
    | {
        readonly kind: 'nothing-matches' | 'not-started' | 'ended' | 'wrong-group' | 'not-first-order' | 'wrong-country'
      }
    | { readonly kind: 'beaten-by' | 'excluded-by'; readonly other: string }
    | { readonly kind: 'no-method' | 'gift-out-of-stock' }
    | { readonly kind: 'shipping-overridden'; readonly group: string }
}

export type CouponOutcome = { readonly code: string; readonly title: string; readonly outcome: CouponState }
/** Every distinct answer of rules.md O9 that depends on the cart; those known from the code alone are refusals. */
export type CouponState =
  /** Minor units, negative: what it took off. */
  | { readonly kind: 'active'; readonly amount: Amount }
  | { readonly kind: 'minimum-not-met'; readonly missing: Amount; readonly minimum: Amount; readonly at: number }
  | { readonly kind: 'nothing-applies' }
  | { readonly kind: 'not-combinable'; readonly with: readonly string[] }
  | {
      readonly kind:
        | 'first-order-only'
        | 'wrong-customer'
        | 'wrong-country'
        | 'used-by-customer'
        | 'used-up'
        | 'expired'
        | 'not-started'
        | 'unknown'
        | 'wrong-currency'
    }

/** One printed step of "why": stage, rule, amount and what is left after it. */
export type LedgerStep = {
  readonly stage: 'S0' | 'S1' | 'S2a' | 'S2b' | 'S3' | 'S4' | 'S5' | 'S6'
  readonly source: string
  readonly label: string
  readonly amount: Amount
  readonly after: Amount
}

export type Ledger = {
  readonly currency: string
  readonly lines: readonly PricedLine[]
  readonly groups: readonly PricedGroup[]
  readonly subtotal: Amount
  readonly discount: Amount
  readonly shipping: Amount
  readonly tax: Amount
  readonly total: Amount
  readonly pricesIncludeTax: boolean
  readonly promotions: readonly PromotionOutcome[]
  readonly coupons: readonly CouponOutcome[]
  readonly subtraction?: { readonly asked: Amount; readonly applied: Amount; readonly unused: Amount }
  /** Give-away and base for the limits on overrides (rules.md A1). */
  readonly giveAway: GiveAway
  readonly steps: readonly LedgerStep[]
}
export type GiveAway = {
  readonly lines: number
  readonly subtraction: number
  readonly shipping: Amount
  readonly total: Amount
  readonly base: Amount
  /** Per overridden line: list total and what was given away on it. */
  readonly perLine: readonly { readonly lineId: string; readonly list: number; readonly given: Amount }[]
}
