/**
 * What a payment provider was asked for one order: a link to pay by, or money to give back. Only
 * ids of the provider are kept, never what it was paid with. Its money stands in the books as
 * PaymentRecords, made when the provider says so. Next: domain/order/payment-requests.ts decides.
 */
import type { Amount } from '#domain/base/flavour.ts'

export const REQUEST_STATUSES = ['requested', 'paid', 'expired', 'refused', 'refunded', 'in-doubt'] as const

/** Amounts in minor units, instants ISO 8601. */
export type PaymentRequest = {
  readonly id: string
  readonly kind: 'link' | 'refund'
  /** `requested` and `in-doubt` (nobody knows yet how it ended) are under way; the rest is over. */
  readonly status: (typeof REQUEST_STATUSES)[number]
  readonly amount: Amount
  readonly askedAt: string
  /** Of a link: when it ends. */
  readonly until?: string
  /** The provider's name of it, once it answered. */
  readonly externalId?: string
  /** The provider's name of the payment made by a link. */
  readonly paymentId?: string
  /** Of a link that can be paid. */
  readonly url?: string
  /** Of a link: the provider was asked to end it before its time. */
  readonly ending: boolean
  /** Of a refund: the link that was paid. */
  readonly refundOf?: string
  /** Of what was paid: what the order owes nothing for (paid twice). It goes back at once and is in no book. */
  readonly beyond?: Amount
  /** Why it was refused: a short code, never words of the provider. */
  readonly why?: string
}

/** What a provider says of one request. `unknown`: it did not answer, and may have done it all the same. */
export type ProviderSaid =
  | { readonly kind: 'open'; readonly externalId: string; readonly url: string }
  | { readonly kind: 'paid'; readonly externalId: string; readonly paymentId: string; readonly amount: Amount }
  /** Paid in a way that takes days; nothing is certain yet. */
  | { readonly kind: 'processing'; readonly externalId: string }
  | { readonly kind: 'expired'; readonly externalId?: string }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'refunded'; readonly externalId: string }
  | { readonly kind: 'unknown' }

/** What a provider is asked to do. Made in a turn, carried by the outbox, the same words on every attempt. */
export type PaymentAct =
  | {
      readonly kind: 'ask-link'
      readonly request: string
      readonly order: number
      readonly amount: Amount
      /** ISO 4217. */
      readonly currency: string
      readonly until: string
      /** The customer's, where the order has one: the provider asks for it otherwise. */
      readonly email?: string
    }
  | { readonly kind: 'end-link'; readonly request: string; readonly order: number }
  | {
      readonly kind: 'give-back'
      readonly request: string
      readonly order: number
      readonly amount: Amount
      readonly currency: string
      readonly payment: string
    }
