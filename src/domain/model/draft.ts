/**
 * The order draft: the order being composed, one per chat thread. Content is what undo covers; the rest is bookkeeping.
 * Changes go through decide.ts, which returns a new draft and the events that made it; each event
 * carries the patch before and after, so replaying the events reproduces the draft
 * (draft-patch.ts).
 */

import type { Amount, Instant, Quantity, Sku } from '#domain/base/flavour.ts'
import type { Actor } from './actor.ts'
import type { LineOverride, ShippingOverride, Subtraction } from './adjustment.ts'
import type { Approval } from './approval.ts'
import type { CallerCheck } from './caller-check.ts'
import type { Address, BackorderPolicy, Buyer } from './customer.ts'
import type { PendingQuestion } from './draft-question.ts'
import type { HandOver } from './hand-over.ts'
import type { Ledger } from './ledger.ts'

export type DraftStatus = 'open' | 'awaiting-approval' | 'quoted' | 'submitted' | 'expired' | 'cancelled'

/** One cart line. Same SKU merges unless the line data (note, freeText, override) differs. */
export type DraftLine = {
  readonly id: string
  readonly sku: Sku
  readonly quantity: Quantity
  /** Frozen list price, minor units, before any override, free text included. */
  readonly unitPrice: Amount
  /** ISO instant the price was frozen. */
  readonly pricedAt: string
  readonly note?: string
  readonly freeText?: string
  readonly override?: LineOverride
  /** Options the customer did not say and the shop filled in, with why ("as last time", "the usual"). */
  readonly assumed: readonly {
    readonly option: string
    readonly value: string
    readonly because: 'last-time' | 'default'
  }[]
  /** Units that go to another ship group than `main`; the rest goes to main. */
  readonly elsewhere: readonly { readonly group: string; readonly quantity: Quantity }[]
}

export type ShipGroup = {
  /** 'main', then 'g2', 'g3' ... */
  readonly id: string
  readonly address?: Address
  /** Label of the saved address it came from, for the card ("home"). */
  readonly label?: string
  readonly method?: string
  /** `method`: the one the amount was set for. */
  readonly override?: ShippingOverride
}

export type Billing =
  | { readonly kind: 'same' }
  | { readonly kind: 'address'; readonly address: Address; readonly label?: string }

export type PaymentChoice =
  | { readonly kind: 'stored'; readonly methodId: string; readonly brand: string; readonly last4: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'invoice'; readonly reference?: string }
  | { readonly kind: 'delivery' }

/** A coupon code as presented; whether it is active, dormant or refused is decided by pricing, live. */
export type PresentedCoupon = { readonly code: string; readonly by: string }

export type DraftContent = {
  readonly buyer: Buyer
  readonly lines: readonly DraftLine[]
  /** At least the main group, always first. */
  readonly groups: readonly ShipGroup[]
  readonly billing: Billing
  readonly payment?: PaymentChoice
  readonly coupons: readonly PresentedCoupon[]
  readonly subtraction?: Subtraction
  readonly backorderPolicy?: BackorderPolicy
  /** Visible to the customer. */
  readonly comments: readonly string[]
  /** Internal. */
  readonly memos: readonly string[]
}

/**
 * A change of content: absent key = unchanged. `lines` maps line id to its new value, or null when
 * it went; `order` is set when the sequence changed.
 */
export type DraftPatch = {
  readonly [K in Exclude<keyof DraftContent, 'lines'>]?: { readonly value: DraftContent[K] | null }
} & { readonly lines?: Readonly<Record<string, DraftLine | null>>; readonly order?: readonly string[] }

/** One inbound (`source`) is one step, however many commands it held. */
export type UndoStep = {
  readonly source: string
  /** Name of who did it; absent: the shop itself. */
  readonly by?: string
  readonly label: string
  readonly kinds: readonly DraftEventKind[]
  readonly before: DraftPatch
  readonly after: DraftPatch
}

export type Side = 'staff' | 'customer'

export type OrderDraft = {
  readonly id: string
  /** Small number people type: "resume 3". */
  readonly ref: number
  readonly status: DraftStatus
  /** Grows by one per turn that produced events; never otherwise. */
  readonly revision: number
  /** Whose draft it is: the rep composing it, or the customer. */
  readonly owner: Actor
  readonly currency: string
  readonly content: DraftContent
  readonly undo: readonly UndoStep[]
  readonly redo: readonly UndoStep[]
  /** Line ids most recently touched, newest first: what "that" and "it" mean. */
  readonly focus: readonly string[]
  /** Something else was said since a line was touched: an option alone ("black") is asked about. */
  readonly strayed?: true
  readonly pending?: PendingQuestion
  /** Asked before and not answered yet: they are asked again, one after the other (draft/open-questions.ts). */
  readonly waiting?: readonly PendingQuestion[]
  /** Something else was said since `pending` was asked: "yes", "no" and a position no longer answer it. */
  readonly overtaken?: true
  /**
   * The chat user `pending` was put to: nobody else's "yes", "no" or position answers it. Absent:
   * nobody's in particular.
   */
  readonly askedOf?: string
  /** Whose questions those are; absent: the owner's side. The other side's are put aside (draft/sides.ts). */
  readonly facing?: Side
  readonly aside?: {
    readonly pending?: PendingQuestion
    readonly waiting?: readonly PendingQuestion[]
    readonly overtaken?: true
    readonly askedOf?: string
  }
  /**
   * The total the owner last saw, with its short summary for "what changed"; submit never goes
   * through silently at another. `seen` as on its control.
   */
  readonly shown?: {
    readonly seen?: string
    readonly total: Amount
    readonly summary: readonly ShownAmount[]
    readonly promised?: readonly Promised[]
  }
  /** Warnings the owner confirmed: "another open draft", "an order 4 minutes ago". */
  readonly confirmedWarnings: readonly string[]
  /** A quote freezes the whole ledger to its end date (ISO instant), but not stock. */
  readonly quote?: { readonly until: string; readonly total: Amount; readonly ledger: Ledger }
  /** The last request for an approval of this draft's overrides. */
  readonly approval?: Approval
  /** The caller was known to be that customer; it counts for no other one. */
  readonly callerCheck?: CallerCheck & { readonly customerId: string }
  /** The customer asked for a person. */
  readonly handOver?: HandOver
  readonly nextLine: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** What was shown of a short line: so many now, the last of the rest on that day (absent = no date). */
export type Promised = {
  readonly lineId: string
  readonly sku: Sku
  readonly wanted: number
  readonly now: number
  readonly on?: string
}

/** One named amount of the total as shown: "Promotion SPEND100" -500. */
export type ShownAmount = { readonly source: string; readonly label: string; readonly amount: Amount }

export type DraftEventKind =
  | 'started'
  | 'customer-set'
  | 'customer-cleared'
  | 'registration-asked'
  | 'line-added'
  | 'line-changed'
  | 'line-removed'
  | 'line-repriced'
  /** What was given became less with the order, by the customer's own change. */
  | 'given-shrunk'
  | 'cart-cleared'
  | 'note-set'
  | 'ship-to-set'
  | 'bill-to-set'
  | 'line-moved'
  | 'method-set'
  | 'payment-set'
  | 'coupon-added'
  | 'coupon-removed'
  | 'subtraction-set'
  | 'shipping-overridden'
  | 'line-overridden'
  | 'adjustment-removed'
  | 'backorder-policy-set'
  | 'commented'
  | 'memo-added'
  | 'approval-asked'
  | 'approval-approved'
  | 'approval-declined'
  | 'approval-countered'
  | 'approval-accepted'
  | 'approval-withdrawn'
  | 'approval-superseded'
  | 'approval-voided'
  | 'approval-restored'
  | 'approval-expired'
  | 'approval-rerouted'
  | 'undone'
  | 'redone'
  | 'warning-confirmed'
  | 'caller-checked'
  | 'quoted'
  | 'quote-ended'
  | 'handed-to'
  | 'person-asked'
  | 'taken-over'
  | 'handed-back'
  | 'agreed'
  | 'submitted'
  | 'cancelled'
  | 'expired'

/**
 * What happened, with enough to audit it and to replay it. Stored once per event; `after` applied
 * in order reproduces the content.
 */
export type DraftEvent = {
  readonly kind: DraftEventKind
  /** Words for people and the audit: "+2 Classic mug, blue, 11 oz". */
  readonly label: string
  readonly actor: string
  readonly onBehalfOf?: string
  /** Id of the inbound that caused it. */
  readonly source: string
  readonly at: Instant
  readonly before: DraftPatch
  readonly after: DraftPatch
}
