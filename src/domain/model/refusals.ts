/**
 * Every expected "no" of the domain, as data. The words are chosen by conversation/screens; a
 * refusal names the figures they need. Amounts are minor units.
 */

import type { Amount, Ppm, Quantity, Sku } from '#domain/base/flavour.ts'
import type { Role } from './actor.ts'
import type { ApprovalStatus, MayNot } from './approval.ts'
import type { BackorderPolicy } from './customer.ts'
import type { Promised } from './draft.ts'
import type { AddressField } from './draft-question.ts'
import type { LetterKind } from './shop.ts'

export type Refusal =
  | { readonly kind: 'not-allowed'; readonly role: Role; readonly to: string }
  | { readonly kind: 'draft-closed'; readonly status: string }
  | { readonly kind: 'awaiting-approval' }
  | { readonly kind: 'unknown-sku'; readonly sku: Sku; readonly near: readonly string[] }
  | {
      readonly kind: 'not-for-sale'
      readonly sku: Sku
      readonly why: 'inactive' | 'not-yet' | 'ended' | 'discontinued' | 'sold-out'
    }
  | { readonly kind: 'bad-quantity'; readonly max: number }
  | { readonly kind: 'too-many-lines'; readonly max: number }
  | { readonly kind: 'no-such-line'; readonly what: string }
  | { readonly kind: 'bad-address'; readonly field: AddressField; readonly why: string }
  | { readonly kind: 'no-address' }
  | { readonly kind: 'unknown-method'; readonly method: string; readonly known: readonly string[] }
  | {
      readonly kind: 'method-not-here'
      readonly method: string
      readonly place: string
      readonly eligible: readonly string[]
    }
  | {
      readonly kind: 'payment-not-offered'
      readonly payment: string
      readonly why: 'not-for-this-buyer' | 'off' | 'over-cap' | 'no-stored-card' | 'rep-only'
      readonly cap?: Amount
    }
  | { readonly kind: 'stored-card-new-address' }
  | { readonly kind: 'coupon'; readonly code: string; readonly why: CouponRefusal }
  | { readonly kind: 'bad-amount'; readonly why: 'not-positive' | 'negative' | 'too-precise' | 'raises-price' }
  | { readonly kind: 'reason-missing'; readonly known: readonly string[] }
  | {
      readonly kind: 'over-limit'
      readonly role: Role
      readonly asked: Amount
      readonly allowed: Amount
      readonly percentPpm: Ppm
      readonly limit: 'percent' | 'amount' | 'line-percent'
    }
  | { readonly kind: 'no-approval'; readonly id?: number }
  /** Somebody was first: who, and when (ISO instant). */
  | {
      readonly kind: 'already-decided'
      readonly id: number
      readonly status: ApprovalStatus
      readonly by?: string
      readonly at?: string
    }
  | { readonly kind: 'may-not-decide'; readonly id: number; readonly why: MayNot }
  | { readonly kind: 'bad-counter'; readonly id: number; readonly asked: Amount }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'nothing-to-redo' }
  | { readonly kind: 'nothing-to-remove'; readonly what: string }
  | { readonly kind: 'empty-cart' }
  /** Parley's clock came too early, or somebody went on meanwhile. */
  | { readonly kind: 'not-over' }
  | { readonly kind: 'bad-contact'; readonly field: 'email' | 'phone' | 'name'; readonly given: string }
  | { readonly kind: 'missing'; readonly what: readonly MissingFact[] }
  | {
      readonly kind: 'total-changed'
      readonly from: number
      readonly to: number
      readonly differences: readonly Difference[]
    }
  /** No choice was made of what to do about it, or the one made is not possible (any more). */
  | { readonly kind: 'short-stock'; readonly lines: readonly ShortLine[]; readonly choices: readonly BackorderChoice[] }
  /** What was shown to be had, and when, is no longer so. */
  | {
      readonly kind: 'promise-changed'
      readonly lines: readonly { readonly before: Promised; readonly now: Promised }[]
    }
  | { readonly kind: 'no-such-choice'; readonly policy: BackorderPolicy; readonly why: NoChoice }
  | { readonly kind: 'warning'; readonly warnings: readonly SubmitWarning[] }
  | { readonly kind: 'account-exists'; readonly customerId: string; readonly name: string; readonly email: string }
  | { readonly kind: 'order'; readonly number: number; readonly why: OrderRefusal }
  /** A shipping price set by hand for another method. */
  | { readonly kind: 'override-in-doubt'; readonly method: string; readonly amount: Amount }
  /** Engraving or a gift note that is longer than the item takes. */
  | { readonly kind: 'text-too-long'; readonly label: string; readonly max: number; readonly length: number }

/** Minor units. `ours`: the label names a reason of the shop; customers read this one. */
export type Difference = { readonly label: string; readonly from: number; readonly to: number; readonly ours?: string }

/** Why a placed order does not change. `not-found` is also what people hear of orders that are not theirs. */
export type OrderRefusal =
  | { readonly kind: 'not-found' | 'already-cancelled' | 'payment-failed' | 'nothing-said' }
  | { readonly kind: 'nothing-waits' | 'waits-already' | 'expedited-already' }
  | { readonly kind: 'no-such-item'; readonly what: string }
  | { readonly kind: 'nothing-open'; readonly sku?: Sku }
  | { readonly kind: 'nothing-to-ship' | 'goes-complete'; readonly waiting: number }
  | {
      readonly kind: 'too-many'
      readonly sku: Sku
      readonly most: number
      readonly to: 'ship' | 'cancel' | 'return' | 'exchange' | 'split'
      /** Some of it has not left. */
      readonly open?: true
    }
  /** Changes of an order that has not left. */
  | {
      readonly kind:
        | 'left-already'
        | 'goes-there-already'
        | 'is-so-already'
        | 'change-is-over'
        | 'change-open'
        | 'no-change-asked'
    }
  | {
      readonly kind: 'bad-day'
      readonly on: string
      readonly why: 'past' | 'too-soon' | 'too-far' | 'closed'
      readonly earliest?: string
    }
  | { readonly kind: 'too-long'; readonly length: number; readonly most: number }
  /** Minor units given back or no longer owed: it cannot cost less than that. */
  | { readonly kind: 'given-already'; readonly most: number }
  /** Somebody else decides first, or the caller is checked first. */
  | { readonly kind: 'needs-first'; readonly need: 'approval' | 'caller-check' }
  | { readonly kind: 'unchanged'; readonly sku: Sku; readonly now: number }
  | { readonly kind: 'cannot-grow'; readonly sku: Sku; readonly now: number; readonly wanted: number }
  | { readonly kind: 'already-left'; readonly sku: Sku; readonly shipped: Quantity; readonly now: number }
  | { readonly kind: 'over-total'; readonly most: number }
  | { readonly kind: 'over-recorded'; readonly what: 'paid' | 'given-back'; readonly most: number }
  /** `before`: what went back already. */
  | { readonly kind: 'nothing-to-give-back'; readonly held: number; readonly before: Amount }
  | { readonly kind: 'goes-back-itself'; readonly amount: Amount }
  | { readonly kind: 'nothing-recorded' | 'nothing-to-pay' }
  | { readonly kind: 'not-positive'; readonly what: 'paid' | 'refunded' | 'refund' }
  /** It is not paid by a link, a link is on its way, or the last record is the provider's own. */
  | { readonly kind: 'mailed-enough'; readonly what: LetterKind }
  | { readonly kind: 'other-address'; readonly address?: string }
  | { readonly kind: 'no-link' | 'link-there' | 'provider-record' }
  | { readonly kind: 'nothing-announced' }
  | { readonly kind: 'not-here'; readonly sku: Sku; readonly here: number }
  /** Of a shipping charge, minor units. */
  | { readonly kind: 'over-shipping'; readonly most: number }
  /** The amount a control named is not the one any more; both in minor units. */
  | { readonly kind: 'other-amount'; readonly now: number }
  | { readonly kind: 'over-limit'; readonly asked: Amount; readonly allowed: Amount; readonly roles: readonly Role[] }

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
  /** Too many wrong ones in a row. */
  | { readonly kind: 'paused'; readonly minutes: number }
  | { readonly kind: 'wrong-currency'; readonly currency: string }
  | { readonly kind: 'not-combinable'; readonly with: readonly string[]; readonly difference: number }

export type MissingFact =
  | 'customer'
  | 'items'
  | 'contact'
  | 'ship-to'
  | 'method'
  | 'payment'
  /** Who is calling has to be known before the stored card is ready for a new place. */
  | 'caller-check'
  | 'billing'
  | 'backorder-choice'
export type ShortLine = {
  readonly lineId: string
  readonly sku: Sku
  readonly wanted: number
  readonly now: number
  readonly rest: number
  /** When the rest is expected, ascending; `on` absent = no date, last. */
  readonly later: readonly { readonly quantity: Quantity; readonly on?: string }[]
  /** Units of the rest that cannot be had at all; `too-far`: later than the shop promises. */
  readonly never?: { readonly quantity: Quantity; readonly why: 'discontinued' | 'refused' | 'too-far' }
  /** The last day of the rest; absent when any of it has none. */
  readonly on?: string
}
export type SubmitWarning =
  /** `ownerKey`: whose it is to open. */
  | {
      readonly kind: 'another-open-draft'
      readonly ref: number
      readonly owner: string
      readonly ownerKey?: string
    }
  | { readonly kind: 'fresh-order'; readonly number: number; readonly minutes: number }
  /**
   * Staff are about to place what the customer of a hand-over has not bought by their own press.
   * `total` in minor units.
   */
  | { readonly kind: 'not-agreed'; readonly name: string; readonly total: Amount }

/** `totals` are of the orders it leads to, first the one that ships first. Units and minor units. */
export type BackorderChoice = {
  readonly policy: BackorderPolicy
  readonly now: number
  readonly rest: number
  /** The last day of the rest; absent = no date. */
  readonly on?: string
  readonly totals: readonly number[]
  /** Discounts and shipping that would be others than when everything came, with what they would be. */
  readonly changes: readonly { readonly label: string; readonly from: number; readonly to: number }[]
}

/**
 * `nothing-short`: there is nothing to choose. `nothing-now`: only waiting, or removing, is left.
 * `never`: some of it cannot come at all.
 */
export type NoChoice = 'nothing-short' | 'nothing-now' | 'never'
