/**
 * Payment as Parley needs it: links to pay by, and money given back. Without a provider (the
 * default) people do both by hand and say so (domain/order/payment.ts): nothing is asked of anybody,
 * and nothing is claimed. A provider does it and says so. Every call
 * carries the request it is about, so that asking twice is asking once. Next: stripe.ts,
 * jobs/payment-channel.ts.
 */
import type { PaymentAct, PaymentRequest, ProviderSaid } from '#domain/model/placed/payment-request.ts'

export type ProviderAnswer =
  | { readonly kind: 'said'; readonly said: ProviderSaid }
  /** It surely did nothing: too many calls, or no valid key. Milliseconds. */
  | { readonly kind: 'later'; readonly wait: number; readonly why: string }
  /** It may have done it. */
  | { readonly kind: 'unsure'; readonly why: string }

/** What is known of a request by now. */
export type KnownRequest = {
  readonly id: string
  readonly order: number
  readonly kind: 'link' | 'refund'
  readonly amount: number
  readonly externalId?: string
  readonly paymentId?: string
}

export type StandingRequest = KnownRequest & { readonly status: PaymentRequest['status'] }

/** What a webhook said: which request to look at, nothing that concerns us, or that nobody we know sent it. */
export type HookHeard =
  | { readonly kind: 'about'; readonly event: string; readonly request: string; readonly externalId: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'forged' }

export type Provider = {
  readonly name: string
  /** `look`: an attempt before this one may have done it. */
  readonly ask: (act: PaymentAct, known: KnownRequest | undefined, attempt: 'send' | 'look') => Promise<ProviderAnswer>
  /** How a request stands. */
  readonly look: (request: KnownRequest) => Promise<ProviderAnswer>
  /** Verifies a webhook: signature and time. */
  readonly hear: (body: string, signature: string | undefined) => HookHeard
  /** What works and what does not, tried now. */
  readonly check: () => Promise<readonly PaymentCheck[]>
}
export type PaymentCheck = { readonly ok: boolean; readonly what: string; readonly fix?: string }
