/**
 * Every expected "no" of the domain, as data. The words are chosen by conversation/screens; a refusal names the figures they need.
 * Amounts are minor units.
 */
import type { Role } from './actor.ts'
import type { ApprovalStatus, MayNot } from './approvals.ts'
import type { AddressField } from './draft.ts'

export type Refusal =
  | { readonly kind: 'not-allowed'; readonly role: Role; readonly to: string }
  | { readonly kind: 'draft-closed'; readonly status: string }
  | { readonly kind: 'awaiting-approval' }
  | { readonly kind: 'unknown-sku'; readonly sku: string; readonly near: readonly string[] }
  | { readonly kind: 'not-for-sale'; readonly sku: string; readonly why: 'inactive' | 'not-yet' | 'ended' | 'discontinued' }
  | { readonly kind: 'bad-quantity'; readonly max: number }
  | { readonly kind: 'too-many-lines'; readonly max: number }
  | { readonly kind: 'no-such-line'; readonly what: string }
  | { readonly kind: 'bad-address'; readonly field: AddressField; readonly why: string }
  | { readonly kind: 'no-address' }
  | { readonly kind: 'unknown-method'; readonly method: string; readonly known: readonly string[] }
  | { readonly kind: 'method-not-here'; readonly method: string; readonly place: string; readonly eligible: readonly string[] }
  | {
      readonly kind: 'payment-not-offered'
      readonly payment: string
      readonly why: 'not-for-this-buyer' | 'off' | 'over-cap' | 'no-stored-card' | 'rep-only'
      readonly cap?: number
    }
  | { readonly kind: 'stored-card-new-address' }
  | { readonly kind: 'coupon'; readonly code: string; readonly why: CouponRefusal }
  | { readonly kind: 'bad-amount'; readonly why: 'not-positive' | 'negative' | 'too-precise' | 'raises-price' }
  | { readonly kind: 'reason-missing'; readonly known: readonly string[] }
  | {
      readonly kind: 'over-limit'
      readonly role: Role
      readonly asked: number
      readonly allowed: number
      readonly percentPpm: number
      readonly limit: 'percent' | 'amount' | 'line-percent'
    }
  | { readonly kind: 'no-approval'; readonly id?: number }
  /** Somebody was first: who, and when (ISO instant). */
  | { readonly kind: 'already-decided'; readonly id: number; readonly status: ApprovalStatus; readonly by?: string; readonly at?: string }
  | { readonly kind: 'may-not-decide'; readonly id: number; readonly why: MayNot }
  | { readonly kind: 'bad-counter'; readonly id: number; readonly asked: number }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'nothing-to-redo' }
  | { readonly kind: 'nothing-to-remove'; readonly what: string }
  | { readonly kind: 'empty-cart' }
  | { readonly kind: 'bad-contact'; readonly field: 'email' | 'phone' | 'name'; readonly given: string }
  | { readonly kind: 'missing'; readonly what: readonly MissingFact[] }
  | {
      readonly kind: 'total-changed'
      readonly from: number
      readonly to: number
      readonly differences: readonly { readonly label: string; readonly from: number; readonly to: number }[]
    }
  | { readonly kind: 'short-stock'; readonly lines: readonly ShortLine[] }
  | { readonly kind: 'warning'; readonly warnings: readonly SubmitWarning[] }
  | { readonly kind: 'account-exists'; readonly customerId: string; readonly name: string; readonly email: string }
  | { readonly kind: 'not-available-yet'; readonly what: string }

export type CouponRefusal =
  | {
      readonly kind:
        | 'unknown'
        | 'expired'
        | 'used-up'
        | 'used-by-customer'
        | 'first-order-only'
        | 'already-applied'
        | 'wrong-customer'
        | 'wrong-country'
        | 'cannot-be-used'
    }
  | { readonly kind: 'not-started'; readonly from: string }
  | { readonly kind: 'wrong-currency'; readonly currency: string }
  | { readonly kind: 'not-combinable'; readonly with: readonly string[]; readonly difference: number }

export type MissingFact = 'customer' | 'items' | 'contact' | 'ship-to' | 'method' | 'payment' | 'billing' | 'backorder-choice'
export type ShortLine = {
  readonly lineId: string
  readonly sku: string
  readonly wanted: number
  readonly now: number
  readonly rest: number
  readonly on?: string
}
export type SubmitWarning =
  | { readonly kind: 'another-open-draft'; readonly ref: number; readonly owner: string }
  | { readonly kind: 'fresh-order'; readonly number: number; readonly minutes: number }
