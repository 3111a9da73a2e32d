/**
 * Our own pace, asked before each call: posts by channel (about one a second, some in a burst), the
 * other methods by Slack's tiers over all channels. Asking here first is kinder than being told to
 * wait, since a 429 holds up everything the method is used for. Next: posting.ts.
 */
export type Method =
  | 'chat.postMessage'
  | 'chat.update'
  | 'chat.delete'
  | 'chat.postEphemeral'
  | 'views.publish'
  | 'conversations.open'
  | 'look'

const BURST = 5
/** Milliseconds. */
const EVERY = 1_000
const MINUTE = 60_000
/**
 * Calls a minute in the whole workspace, a little below what Slack promises (50, 100). Posts are
 * counted by channel only, edits by channel besides.
 */
const TIERS = {
  'chat.update': 45,
  'chat.delete': 45,
  'chat.postEphemeral': 90,
  'views.publish': 90,
  'conversations.open': 45,
  look: 45,
} as const satisfies Record<Exclude<Method, 'chat.postMessage'>, number>

export type Pace = {
  /** 0: go ahead, and it counts. Otherwise milliseconds to wait, and nothing was counted. */
  readonly ask: (method: Method, channel: string) => number
  /** Slack said to wait: it covers every call of the method. */
  readonly hold: (method: Method, wait: number) => void
}

/** `minute`: what Slack counts its tiers by; milliseconds. */
export function createPace(now: () => number = Date.now, minute = MINUTE): Pace {
  const held = new Map<Method, number>()
  const tiers = new Map<Method, Limit>()
  const channels = { 'chat.postMessage': createBursts(), 'chat.update': createBursts() } as const
  const limitsOf = (method: Method, channel: string): readonly Limit[] => {
    const own = method === 'chat.postMessage' || method === 'chat.update' ? [channels[method](channel)] : []
    if (method === 'chat.postMessage') return own
    const tier = tiers.get(method) ?? createTier(TIERS[method], minute)
    tiers.set(method, tier)
    return [...own, tier]
  }
  return {
    ask(method, channel) {
      const at = now()
      const limits = limitsOf(method, channel)
      const wait = Math.max((held.get(method) ?? 0) - at, ...limits.map((limit) => limit.wait(at)))
      if (wait > 0) return wait
      for (const limit of limits) limit.take(at)
      return 0
    },
    hold: (method, wait) => void held.set(method, Math.max(held.get(method) ?? 0, now() + wait)),
  }
}

/** Milliseconds to wait; `take` counts one. */
type Limit = { readonly wait: (at: number) => number; readonly take: (at: number) => void }

/** So many in any minute. */
function createTier(most: number, minute: number): Limit {
  let made: readonly number[] = []
  return {
    wait(at) {
      made = made.filter((time) => time > at - minute)
      const [oldest = at] = made
      return made.length >= most ? oldest + minute - at : 0
    },
    take(at) {
      made = [...made, at]
    },
  }
}

const MOST_CHANNELS = 1_000
/** One a second in each channel, some more at once. */
function createBursts(): (channel: string) => Limit {
  /** When the channel's burst is whole again. */
  const full = new Map<string, number>()
  return (channel) => ({
    wait: (at) => Math.max(full.get(channel) ?? 0, at) - at - (BURST - 1) * EVERY,
    take(at) {
      full.set(channel, Math.max(full.get(channel) ?? 0, at) + EVERY)
      if (full.size > MOST_CHANNELS) for (const [key, until] of full) if (until < at) full.delete(key)
    },
  })
}
