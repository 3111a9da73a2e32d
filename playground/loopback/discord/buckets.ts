// Discord's rate limits: a bucket a route and channel, and fifty requests a second over all of the
// bot's token. Rule: every answer says how much of its bucket is left and when it is full again, as
// Discord documents it; its numbers are not documented, these were seen. What is asked beyond is
// answered with a 429 and does nothing. Next: rest.ts.
import { createHash } from 'node:crypto'

export type Limited = {
  readonly headers: Readonly<Record<string, string>>
  /** Seconds to wait; undefined: it may go on. */
  readonly wait?: number
  readonly global?: boolean
}
export type Buckets = {
  readonly take: (method: string, path: string) => Limited
  /** How often a client had to be told to wait. */
  readonly told: () => { readonly route: number; readonly global: number }
}
type Rule = { readonly method: string; readonly path: RegExp; readonly most: number; readonly within: number }
type Window = { began: number; used: number }

const GLOBAL = { most: 50, within: 1_000 } as const
/** The channel, or the webhook with its token, has a bucket of its own. */
const RULES: readonly Rule[] = [
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, most: 5, within: 5_000 },
  { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/\d+$/, most: 5, within: 5_000 },
  { method: 'DELETE', path: /^\/channels\/(\d+)\/messages\/\d+$/, most: 5, within: 1_000 },
  { method: 'GET', path: /^\/channels\/(\d+)\/messages$/, most: 5, within: 5_000 },
  { method: 'POST', path: /^\/channels\/(\d+)\/threads$/, most: 50, within: 300_000 },
  { method: 'PATCH', path: /^\/channels\/(\d+)$/, most: 5, within: 5_000 },
  { method: 'POST', path: /^\/webhooks\/(\d+\/[^/]+)$/, most: 5, within: 2_000 },
  { method: 'PATCH', path: /^\/webhooks\/(\d+\/[^/]+)\/messages\/@original$/, most: 5, within: 2_000 },
]
/** The first answer to an interaction counts for nothing. */
const FREE = /^\/interactions\//

export function createBuckets(now: () => number): Buckets {
  const windows = new Map<string, Window>()
  const told = { route: 0, global: 0 }
  const windowOf = (key: string, within: number): Window => {
    const known = windows.get(key)
    const fresh = known !== undefined && now() - known.began < within ? known : { began: now(), used: 0 }
    windows.set(key, fresh)
    return fresh
  }
  const waits = ({ began }: Window, within: number): number => Math.max(1, began + within - now()) / 1_000
  return {
    told: () => told,
    take(method, path) {
      if (FREE.test(path)) return { headers: {} }
      const all = windowOf('global', GLOBAL.within)
      if (!path.startsWith('/webhooks/') && ++all.used > GLOBAL.most) {
        told.global++
        const wait = waits(all, GLOBAL.within)
        return { wait, global: true, headers: { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' } }
      }
      const rule = RULES.find((each) => each.method === method && each.path.test(path))
      if (rule === undefined) return { headers: {} }
      const major = rule.path.exec(path)?.[1] ?? ''
      const bucket = windowOf(`${rule.method} ${rule.path.source} ${major}`, rule.within)
      const over = ++bucket.used > rule.most
      const after = waits(bucket, rule.within)
      const headers = {
        'x-ratelimit-limit': String(rule.most),
        'x-ratelimit-remaining': String(Math.max(0, rule.most - bucket.used)),
        'x-ratelimit-reset': ((now() + after * 1_000) / 1_000).toFixed(3),
        'x-ratelimit-reset-after': after.toFixed(3),
        'x-ratelimit-bucket': createHash('md5').update(`${rule.method} ${rule.path.source}`).digest('hex'),
      }
      if (!over) return { headers }
      told.route++
      return { wait: after, headers: { ...headers, 'x-ratelimit-scope': 'user' } }
    },
  }
}
