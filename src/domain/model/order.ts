/**
 * The order: what submission creates. Shares are frozen: nothing here is ever priced or rounded again.
 * Made by submission.ts, stored by store/order/order-columns.ts, shown by `parley orders show`
 * (cli/orders/order-json.ts).
 */
import type { Amount, Instant, Quantity, Sku, ThreadKey } from '#domain/base/flavour.ts'
import type { ProposedChange } from '#domain/model/placed/amendment.ts'
import type { PaymentRequest } from '#domain/model/placed/payment-request.ts'
import type { CallerCheck } from './caller-check.ts'
import type { Address, BackorderPolicy, Buyer } from './customer.ts'
import type { PaymentChoice, ShipGroup } from './draft.ts'
import type { Component, LedgerStep } from './ledger.ts'
import type { LetterKind } from './shop.ts'

export type OrderStatus = 'placed' | 'waiting' | 'partly-shipped' | 'shipped' | 'cancelled' | 'returned'

/**
 * One unit's frozen shares: a component per source, net and tax. Moved, dropped, cancelled and
 * returned units are the last ones.
 */
export type UnitShare = {
  readonly group: string
  readonly components: readonly number[]
  readonly net: Amount
  readonly tax: Amount
  /** It left and came back. */
  readonly returned?: true
  /** It is on its way back; it is owed until it came. */
  readonly announced?: true
  /** What it is worth moved to the line that was taken in exchange; it comes back too. */
  readonly exchanged?: true
  /** Taken in exchange: the SKU that was ordered first, which may have earned something. */
  readonly standsFor?: string
}

export type OrderLine = {
  readonly position: number
  readonly sku: Sku
  readonly name: string
  readonly optionText: string
  readonly quantity: Quantity
  readonly unitPrice: Amount
  readonly listPrice: Amount
  readonly gross: Amount
  readonly components: readonly Component[]
  readonly net: Amount
  readonly tax: Amount
  readonly gift: boolean
  readonly note?: string
  readonly freeText?: string
  readonly units: readonly UnitShare[]
  readonly shipped: Quantity
  readonly reserved: Quantity
  readonly backordered: Quantity
  readonly dropped: Quantity
  readonly cancelled: Quantity
  readonly returned: Quantity
  /** The day the waiting units were last told to come (YYYY-MM-DD); absent = none wait, or without a date. */
  readonly expectedOn?: string
}

export type OrderGroup = {
  readonly id: string
  readonly address?: Address
  readonly method: string
  readonly methodName: string
  readonly rate: Amount
  readonly charge: Amount
  readonly freeBy?: string
  readonly override?: NonNullable<ShipGroup['override']>
  readonly tax: Amount
}

/**
 * What is owed and how. `to-be-paid` = nobody has said that anything was taken; `to-give-back` =
 * more was taken than is owed now.
 */
export type OrderPayment = {
  readonly choice: PaymentChoice | { readonly kind: 'none' }
  readonly status:
    | 'nothing-due'
    | 'to-be-paid'
    | 'part-paid'
    | 'authorised'
    | 'paid'
    | 'to-give-back'
    | 'failed'
    | 'expired'
  readonly amount: Amount
  /** Until when an unpaid link holds the stock, ISO instant; absent = no hold. */
  readonly holdUntil?: string
}

export const PAYMENT_WAYS = ['card', 'link', 'invoice', 'on-delivery', 'cash', 'transfer', 'cheque', 'other'] as const
export type PaymentWay = (typeof PAYMENT_WAYS)[number]
/**
 * Money that moved, as whoever moved it says: people today, a payment provider behind the same
 * record. Only ever added to.
 */
export type PaymentRecord = {
  readonly kind: 'collected' | 'given-back'
  /** Minor units; below 0 it takes back an earlier record, which was a mistake. */
  readonly amount: Amount
  readonly how: PaymentWay
  /** Actor key: staff:sam. */
  readonly by: string
  /** ISO instant. */
  readonly at: Instant
  /** What the other side calls it: a bank's reference, a provider's id. */
  readonly reference?: string
}

export type NewOrder = {
  readonly buyer: Buyer
  readonly currency: string
  readonly lines: readonly OrderLine[]
  readonly groups: readonly OrderGroup[]
  readonly billing: Address | { readonly kind: 'same' }
  readonly subtotal: Amount
  readonly discount: Amount
  readonly shipping: Amount
  readonly tax: Amount
  readonly total: Amount
  readonly payment: OrderPayment
  readonly coupons: readonly { readonly code: string; readonly amount: Amount }[]
  readonly backorderPolicy?: BackorderPolicy
  readonly comments: readonly string[]
  readonly memos: readonly string[]
  readonly steps: readonly LedgerStep[]
  readonly placedBy: string
  readonly placedAt: string
  /** The caller was checked before a stored card was used for a new place. */
  readonly callerCheck?: CallerCheck
  /** What overrides gave away, of which base, and the actor keys of who gave it; absent when nothing was given. */
  readonly given?: { readonly total: Amount; readonly base: Amount; readonly by: readonly string[] }
}
/**
 * Minor units: taken and given back of that, both only as recorded; no longer owed (cancelled and
 * returned units, shipping, goodwill), and goodwill alone.
 */
export type OrderMoney = {
  readonly captured: Amount
  readonly refunded: Amount
  readonly credited: Amount
  readonly goodwill: Amount
  /** By how much changes made the order cheaper after it was placed, all together; absent: 0. */
  readonly lowered?: number
}
/** What left together; `at` is an ISO instant. */
export type Parcel = {
  readonly at: Instant
  readonly tracking?: string
  readonly lines: readonly { readonly sku: Sku; readonly quantity: Quantity }[]
}
export type Order = NewOrder & {
  readonly number: number
  readonly parent: number | null
  readonly status: OrderStatus
  readonly draftId: string | null
  readonly customerNumber?: string
  /** The account it belongs to, also where it was made with this order. */
  readonly customerId?: string
  /** A guest's order: the account that its chat user is linked to by now. */
  readonly linkedTo?: string
  /** The account's e-mail address. */
  readonly accountEmail?: string
  /** How often somebody had a letter of it sent again in the last day, each kind by itself. */
  readonly mailed?: { readonly [K in LetterKind]?: number }
  /** Where it was placed; null for orders that came from no chat. */
  readonly thread: ThreadKey | null
  readonly money: OrderMoney
  /** Oldest first; they add up to what `money` says was taken and given back. */
  readonly records: readonly PaymentRecord[]
  /** What a payment provider was asked, oldest first; none where people do it by hand. */
  readonly requests: readonly PaymentRequest[]
  /** At the front of every queue it waits in. */
  readonly expedited?: true
  readonly parcels: readonly Parcel[]
  /** YYYY-MM-DD: the day its customer wants it on. */
  readonly deliverOn?: string
  /** Packed with it. */
  readonly giftNote?: string
  /** A change that was asked for and is not confirmed. */
  readonly proposed?: ProposedChange
  /** Minor units of the shipping charge that were given back. */
  readonly refundedShipping?: Amount
}
