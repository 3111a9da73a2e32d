/**
 * Webhooks as a channel that pushes: what turns tell other programs waits in the outbox at
 * `webhook:<endpoint>`, one after the other, and is tried for three days. What nobody took then
 * stands there dead and can be sent again (parley webhooks replay). Next: ports/webhook.ts.
 */
import { createHash, createHmac } from 'node:crypto'
import type { Channel } from '#conversation/edge/channel.ts'
import type { PostWebhook } from '#ports/webhook.ts'

export type WebhookHost = {
  readonly post: PostWebhook
  /** Its address, while it is listed. */
  readonly endpoint: (id: string) => Promise<string | undefined>
  /** What keys are made of. */
  readonly secret: string
}

const SECOND = 1000
const HOUR = 3_600 * SECOND
/** Milliseconds between attempts; the last goes on until three days are over. */
const WAITS = [5 * SECOND, 30 * SECOND, 120 * SECOND, 600 * SECOND, HOUR / 2, HOUR, 2 * HOUR, 4 * HOUR] as const
const MOST = 24

export const waitBefore = (tries: number): number | undefined =>
  tries >= MOST ? undefined : (WAITS[tries - 1] ?? WAITS[WAITS.length - 1])

/** Made anew each time, kept nowhere: whoever has PARLEY_SECRET has it. */
export const webhookSecret = (secret: string, endpoint: string): string =>
  `whsec_${createHmac('sha256', secret).update(`webhook:${endpoint}`).digest('base64')}`

/** The same for every attempt, different for every endpoint. */
export const webhookId = (key: string): string => `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`

export function webhookChannel({ post, endpoint, secret }: WebhookHost): Channel {
  return {
    name: 'webhook',
    async deliver({ key, thread, placement, tries }) {
      const id = thread.slice('webhook:'.length)
      if (placement.place !== 'outside' || placement.what.kind !== 'event') return { kind: 'refused', why: 'no event' }
      const url = await endpoint(id)
      if (url === undefined) return { kind: 'refused', why: 'no such endpoint' }
      const { kind: _, ...event } = placement.what
      const letter = { url, secret: webhookSecret(secret, id), id: webhookId(key), body: JSON.stringify(event) }
      const posted = await post(letter)
      if (posted.kind === 'taken') return { kind: 'sent' }
      const wait = waitBefore(tries)
      return wait === undefined ? { kind: 'refused', why: posted.why } : { kind: 'later', wait, why: posted.why }
    },
  }
}
