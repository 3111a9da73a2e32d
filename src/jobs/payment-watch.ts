/**
 * How payments stand, learned besides: by a webhook, which only says what to look at, and by asking
 * now and then, for webhooks that never came. Rule: what is heard is asked for before it is
 * believed; a state said before changes nothing; money that went back is looked after for as long
 * as a bank may send it back. Next: payment-channel.ts, which tells the engine.
 */
import type { Provider, StandingRequest } from '#ports/payment.ts'
import { every } from './every.ts'
import { type PaymentHost, told } from './payment-channel.ts'

/** 400: not from the provider. 503: not now, to be sent again. */
export type HookAnswer = 200 | 400 | 503

export async function onWebhook(
  hook: { readonly body: string; readonly signature: string | undefined },
  provider: Provider,
  host: PaymentHost,
): Promise<HookAnswer> {
  const heard = provider.hear(hook.body, hook.signature)
  if (heard.kind === 'forged') return 400
  const known = heard.kind === 'about' && UUID.test(heard.request) ? await host.find(heard.request) : undefined
  if (heard.kind !== 'about' || known === undefined) return 200
  const asked = await provider.look({ ...known, externalId: heard.externalId })
  if (asked.kind !== 'said') return 503
  await told({ order: known.order, request: known.id, said: asked.said, source: `hook-${heard.event}` }, host)
  return 200
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export type Watch = {
  readonly provider: Provider
  readonly host: PaymentHost
  /** Requests that are due for a look, each given to one process. */
  readonly take: (due: DueForLook) => Promise<readonly StandingRequest[]>
  readonly age: number
}

/** Not looked at for so long, milliseconds: what is under way, and what went back since `backSince`. */
export type DueForLook = { readonly underWay: number; readonly back: number; readonly backSince: number }

/** Milliseconds. Banks send a refund back within a month; nobody is in a hurry to hear of it. */
const BACK = { back: 6 * 3_600_000, backSince: 40 * 24 * 3_600_000 } as const

/** One look at what is under way; answers how many were looked at. */
export async function lookAtPayments({ provider, host, take, age }: Watch): Promise<number> {
  const requests = await take({ underWay: age, ...BACK })
  for (const request of requests) {
    const asked = await provider.look(request)
    const { order, id, status } = request
    if (asked.kind !== 'said' || (status === 'refunded' && asked.said.kind === 'refunded')) continue
    // Of its own each time: one whose turn failed is said again.
    await told({ order, request: id, said: asked.said, source: `poll-${Math.floor(Date.now() / age)}` }, host)
  }
  return requests.length
}

export const watchPayments = (watch: Watch, pause: number, onError: (error: unknown) => void): (() => Promise<void>) =>
  every(pause, () => lookAtPayments(watch), onError)
