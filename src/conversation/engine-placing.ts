/**
 * What a submit asks of the store and what it is answered, as types: the orders to write, what they
 * take of stock and coupons, what to remember of the buyer. Next: store/order/place.ts.
 */

import type { Amount, Quantity, Sku } from '#domain/base/flavour.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { NewOrder } from '#domain/model/order.ts'
import type { BuyerKeys } from './engine-facts.ts'

export type PlacePlan = {
  readonly draft: OrderDraft
  /** First is the parent of the rest. */
  readonly orders: readonly NewOrder[]
  readonly reserve: readonly { readonly sku: Sku; readonly quantity: Quantity }[]
  readonly redeem: readonly {
    readonly code: string
    readonly limit?: number
    readonly limitPerCustomer?: number
    readonly amount: Amount
  }[]
  readonly buyer: BuyerKeys
  /** Creates the account of a `register` buyer, or stores what is new for a registered one. */
  readonly remember: RememberPlan
}

export type RememberPlan = {
  readonly register?: {
    readonly name: string
    readonly email: string
    readonly phone?: string
    readonly chatUser?: string
  }
  readonly addresses: readonly {
    readonly label: string
    readonly address: import('#domain/model/customer.ts').Address
    readonly makeDefault: boolean
  }[]
  /** Contact data that replaces a registered customer's own; an e-mail address of another account does not. */
  readonly contact?: { readonly email?: string; readonly phone?: string }
}

export type PlaceResult =
  | {
      readonly kind: 'placed'
      readonly numbers: readonly number[]
      readonly customerId?: string
      readonly customerNumber?: string
    }
  | { readonly kind: 'already-placed'; readonly numbers: readonly number[] }
  | { readonly kind: 'coupon-gone'; readonly code: string; readonly why: 'used-up' | 'used-by-customer' }
  | { readonly kind: 'stock-gone'; readonly sku: Sku }
  | { readonly kind: 'account-exists'; readonly email: string }
