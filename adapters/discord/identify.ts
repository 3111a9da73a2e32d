/**
 * Discord's limits on signing in, kept over every client this process ever opens: one identify per
 * bucket in five seconds, and so many a day. Rule: it only waits, it never fails; a client that was
 * given up never signs in again. Next: app.ts.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Client, WebSocketOptions } from 'discord.js'

type Throttler = NonNullable<WebSocketOptions['buildIdentifyThrottler']>
export type IdentifyPace = { readonly throttler: Throttler }

const EVERY = 5_000
/** So many of the day's are kept for a person who mends something. */
const RESERVE = 10
const LOOK_AGAIN = 60_000

/** `every`: milliseconds between two sign-ins of a bucket. */
export function identifyPace(now: () => number = Date.now, every = EVERY): IdentifyPace {
  const next = new Map<number, number>()
  return {
    throttler: async (manager) => {
      const budget = async () => (await manager.fetchGatewayInformation(true)).session_start_limit
      const { max_concurrency: buckets } = await budget()
      return {
        async waitForIdentify(shard, signal) {
          for (;;) {
            const left = await budget().catch(() => undefined)
            if (left === undefined || left.remaining > RESERVE || left.total <= RESERVE) break
            await pause(Math.min(left.reset_after, LOOK_AGAIN), undefined, { signal })
          }
          const bucket = shard % buckets
          const at = Math.max(now(), next.get(bucket) ?? 0)
          next.set(bucket, at + every)
          await pause(at - now(), undefined, { signal })
        },
      }
    },
  }
}

/**
 * A client that is destroyed while it waits to reconnect would connect all the same: it never
 * learns its session, so it never dials. discord.js keeps what connects for itself, hence the look
 * inside.
 */
export function bury(client: Client): void {
  const connecting: unknown = Reflect.get(client.ws, '_ws')
  if (typeof connecting !== 'object' || connecting === null || !('options' in connecting)) return
  if (typeof connecting.options === 'object' && connecting.options !== null)
    Reflect.set(connecting.options, 'retrieveSessionInfo', () => new Promise(() => undefined))
}
