/**
 * How payments stand, learned besides: by a webhook, which only says what to look at, and by asking
 * now and then, for webhooks that never came. Rule: what is heard is asked for before it is
 * believed; a state said before changes nothing. Next: payment-channel.ts, which tells the engine.
 */
import type { KnownRequest, Provider } from '#ports/payment.ts'
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
  /** Requests under way that were not looked at for so long, milliseconds; each is given to one process. */
  readonly take: (age: number) => Promise<readonly KnownRequest[]>
  readonly age: number
}

/** One look at what is under way; answers how many were looked at. */
export async function lookAtPayments({ provider, host, take, age }: Watch): Promise<number> {
  const requests = await take(age)
  for (const request of requests) {
    const asked = await provider.look(request)
    if (asked.kind !== 'said') continue
    const { order, id } = request
    // Of its own each time: one whose turn failed is said again.
    await told({ order, request: id, said: asked.said, source: `poll-${Math.floor(Date.now() / age)}` }, host)
  }
  return requests.length
}

export function watchPayments(watch: Watch, every: number, onError: (error: unknown) => void): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(() => lookAtPayments(watch)).catch(onError)
  }, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await last
  }
}
