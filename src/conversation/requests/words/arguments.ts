/**
 * What the arguments of requests are made of: how people point at a line or an address, what is to
 * happen to a placed order, which forms there are. Rule: as typed or pressed, before the catalog,
 * the draft and the store have been consulted. Next: the tables of requests beside it.
 */

import type { Sku } from '#domain/base/flavour.ts'
import type { Address } from '#domain/model/customer.ts'
import type { AddressField } from '#domain/model/draft-question.ts'
import type { PaymentWay } from '#domain/model/order.ts'

/**
 * A line of the cart, as people point at it: by SKU, by position (from 0), or by the id on a
 * button. Two lines of one SKU: the one touched last.
 */
export type LineRef =
  | { readonly by: 'sku'; readonly sku: Sku }
  | { readonly by: 'index'; readonly index: number }
  | { readonly by: 'id'; readonly id: string }

/** An address by the label of a saved one ("home"), as typed text, or parsed from a form. */
export type AddressRef =
  | { readonly by: 'label'; readonly label: string }
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'fields'; readonly fields: Readonly<Record<string, string>> }
  | { readonly by: 'parsed'; readonly address: Address }

/**
 * Amounts as typed ("5.00", or "10%" of the merchandise): parsed against the draft's currency by
 * resolve.ts, so that a bad one can be named back.
 */
export type TypedAmount = string

/** A way of shipping that is meant by comparison: the words stand where its id would. */
export const CHEAPEST = 'cheapest'
export const FASTEST = 'fastest'

export type ChosenOptions = Readonly<Record<string, string>>

/**
 * What is to happen to a placed order, as typed or pressed: `item` is a SKU or words for one,
 * quantities and amounts stay as typed.
 */
export type OrderAct =
  | { readonly kind: 'ship'; readonly item?: string; readonly quantity?: string; readonly tracking?: string }
  | { readonly kind: 'cancel'; readonly item?: string; readonly quantity?: string }
  | { readonly kind: 'set-quantity'; readonly item: string; readonly quantity: string }
  | { readonly kind: 'return'; readonly item: string; readonly quantity?: string }
  | { readonly kind: 'exchange'; readonly item: string; readonly quantity?: string; readonly for: string }
  /** It came back: so many, or all that were announced. */
  | { readonly kind: 'received'; readonly item: string; readonly quantity?: string }
  | { readonly kind: 'no-return'; readonly item?: string }
  /** `left`: what it is to cost after all, in place of what goes back. */
  | {
      readonly kind: 'refund-shipping'
      readonly amount?: TypedAmount
      readonly left?: TypedAmount
      readonly reason?: string
    }
  | { readonly kind: 'refund'; readonly amount: TypedAmount; readonly reason?: string }
  /** What people say of money: it came, it went back (so much, or all that is open), the last record was a mistake. */
  | {
      readonly kind: 'paid' | 'refunded'
      readonly amount?: TypedAmount
      readonly how?: PaymentWay
      readonly reference?: string
    }
  | { readonly kind: 'not-paid' }
  /** More of something, or another place for the bill: a placed order does neither. */
  | { readonly kind: 'add'; readonly item: string; readonly quantity?: string }
  | { readonly kind: 'rebill' }
  | AmendAct
  | { readonly kind: 'comment' | 'memo'; readonly text: string }

/** What is known of an address, and the part that is missing or to be another. */
export type BegunAddress = {
  readonly address: Address
  readonly field: AddressField
  /** How it is to go there, as it was said. */
  readonly method?: string
  /** Something else was said meanwhile. */
  readonly since?: true
}

/** Another place, way, contact, day or gift note for an order that has not left; all as typed. */
export type AmendAct =
  | { readonly kind: 'address'; readonly where: string; readonly begun?: BegunAddress }
  | {
      readonly kind: 'split'
      readonly item: string
      readonly quantity?: string
      readonly where: string
      readonly begun?: BegunAddress
      /** Besides those that go there already. */
      readonly also?: true
    }
  | { readonly kind: 'method'; readonly method: string; readonly item?: string; readonly quantity?: string }
  | { readonly kind: 'contact'; readonly contact: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'gift-note'; readonly text: string }

export const FORMS = [
  'details',
  'customer',
  'ship-to',
  'bill-to',
  'coupon',
  'adjust',
  'payment',
  'add-item',
  'line-text',
  'comment',
  'link',
  'link-code',
  'reply',
] as const
export type FormKind = (typeof FORMS)[number]
