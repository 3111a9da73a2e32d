/**
 * Facts: what a decision may look at besides the draft itself. Read once per turn, inside its
 * transaction; time is a fact too.
 */
import type { Amount, Instant, Quantity, Sku } from '#domain/base/flavour.ts'
import type { RegisteredCustomer } from './customer.ts'
import type { Shop } from './shop.ts'

/** Stock of one SKU; `tracked: false` = no counts, no dates, no choices. */
export type StockFact =
  | { readonly tracked: false; readonly sku: Sku; readonly discontinued: boolean }
  | {
      readonly tracked: true
      readonly sku: Sku
      readonly onHand: Quantity
      readonly reserved: Quantity
      /** Units promised to waiting orders. */
      readonly allocated: Quantity
      readonly backorders: 'allowed' | 'refused'
      readonly discontinued: boolean
      /** How far ahead a backorder may be dated, days; absent = any. */
      readonly maxDaysAhead?: number
      /** Ascending by date; `on` absent = announced without a date. */
      readonly expected: readonly { readonly quantity: Quantity; readonly on?: string }[]
    }

/** `byContact`: in paid orders of other guests with the contact that this guest typed. */
export type CouponUse = { readonly total: number; readonly byThisCustomer: number; readonly byContact?: number }

export type Facts = {
  /** ISO instant. */
  readonly now: Instant
  readonly shop: Shop
  /** The draft's registered customer, in full, when there is one. */
  readonly customer?: RegisteredCustomer
  /** Orders this buyer placed before. */
  readonly previousOrders: number
  readonly lastOrder?: {
    readonly number: number
    readonly placedAt: string
    readonly lines: readonly { readonly sku: Sku; readonly quantity: Quantity }[]
  }
  readonly stock: ReadonlyMap<string, StockFact>
  readonly couponUse: ReadonlyMap<string, CouponUse>
  /** Other open drafts and very recent orders of the same buyer, for the double-order warning (rules.md O15). */
  readonly alsoOpen: readonly { readonly ref: number; readonly owner: string; readonly ownerKey?: string }[]
  readonly recentOrders: readonly { readonly number: number; readonly placedAt: string }[]
  /** What the reps of this draft gave the same buyer in the last 24 hours, in orders already placed. Minor units. */
  readonly givenBefore?: { readonly total: Amount; readonly base: Amount }
}
