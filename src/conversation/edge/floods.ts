/**
 * How much one person may say: so many messages at once, then so many a minute. Rule: what is too
 * much is told once, and the rest of it costs nearly nothing; nobody else notices. Wrong coupons are
 * counted too: whoever guesses has to pause. Per process and in memory; Parley's own clock, a payment
 * provider and the terminal of this machine are never too many. Next: engine.ts asks.
 */
import type { ThreadKey } from '#domain/base/flavour.ts'
import type { Inbound, UserKey } from './inbound.ts'

export type Floods = {
  /** `tell`: the first that is too much; `drop`: the rest, until they have paused. */
  readonly hear: (inbound: Pick<Inbound, 'user' | 'thread'>) => 'take' | 'tell' | 'drop'
  readonly coupons: {
    /** Minutes until coupons are taken from them again; 0: now. */
    readonly pausedFor: (user: UserKey) => number
    readonly entered: (user: UserKey, known: boolean) => void
  }
}
/** `now`: milliseconds of a clock that only goes forward. */
export type FloodLimits = { readonly perMinute: number; readonly now: () => number }

const MINUTE = 60_000
/** Of a minute's messages so many may come at once. */
const AT_ONCE = 1 / 3
const WRONG_COUPONS = 10
const COUPON_PAUSE = 10 * MINUTE
/** People remembered; beyond it those who have been quiet longest are forgotten. */
const REMEMBERED = 10_000

type Bucket = { left: number; at: number; told: boolean }
type Guesses = { wrong: number; until: number }

export function createFloods({ perMinute, now }: FloodLimits): Floods {
  const buckets = new Map<UserKey, Bucket>()
  const guesses = new Map<UserKey, Guesses>()
  const burst = Math.max(1, Math.round(perMinute * AT_ONCE))
  function bucketOf(user: UserKey): Bucket {
    const { left, at, told } = buckets.get(user) ?? { left: burst, at: now(), told: false }
    const filled = Math.min(burst, left + ((now() - at) / MINUTE) * perMinute)
    const bucket = { left: filled, at: now(), told: told && filled < burst / 2 }
    remember(buckets, user, bucket)
    return bucket
  }
  return {
    hear({ user, thread }) {
      if (isOurs(user, thread)) return 'take'
      const bucket = bucketOf(user)
      if (bucket.left >= 1 && !bucket.told) {
        bucket.left--
        return 'take'
      }
      if (bucket.told) return 'drop'
      bucket.told = true
      return 'tell'
    },
    coupons: {
      pausedFor: (user) => Math.max(0, Math.ceil(((guesses.get(user)?.until ?? 0) - now()) / MINUTE)),
      entered(user, known) {
        const wrong = known ? 0 : (guesses.get(user)?.wrong ?? 0) + 1
        if (wrong === 0) guesses.delete(user)
        else if (wrong < WRONG_COUPONS) remember(guesses, user, { wrong, until: 0 })
        else remember(guesses, user, { wrong: 0, until: now() + COUPON_PAUSE })
      },
    },
  }
}

export const NO_LIMITS: Floods = {
  hear: () => 'take',
  coupons: { pausedFor: () => 0, entered: () => undefined },
}

const isOurs = (user: UserKey, thread: ThreadKey): boolean =>
  user.startsWith('system:') || thread.startsWith('terminal:')

function remember<T>(known: Map<UserKey, T>, user: UserKey, what: T): void {
  known.delete(user)
  known.set(user, what)
  const [oldest] = known.size > REMEMBERED ? known.keys() : []
  if (oldest !== undefined) known.delete(oldest)
}
