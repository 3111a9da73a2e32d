/**
 * Our own pace, asked before each call: posts by channel (about one a second, some in a burst), the
 * other methods by Slack's tiers over all channels. Asking here first is kinder than being told to
 * wait, since a 429 holds up everything the method is used for. Next: posting.ts.
 */
export type Method =
  | 'chat.postMessage'
  | 'chat.update'
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
 * counted by channel instead.
 */
const TIERS = {
  'chat.update': 45,
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

export function createPace(now: () => number = Date.now): Pace {
  const held = new Map<Method, number>()
  const made = new Map<Method, number[]>()
  const posts = createPosts()
  const inTier = (method: Exclude<Method, 'chat.postMessage'>, at: number): number => {
    const recent = (made.get(method) ?? []).filter((time) => time > at - MINUTE)
    made.set(method, recent)
    const [oldest = at] = recent
    if (recent.length >= TIERS[method]) return oldest + MINUTE - at
    recent.push(at)
    return 0
  }
  return {
    ask(method, channel) {
      const at = now()
      const left = (held.get(method) ?? 0) - at
      if (left > 0) return left
      return method === 'chat.postMessage' ? posts(channel, at) : inTier(method, at)
    },
    hold: (method, wait) => void held.set(method, Math.max(held.get(method) ?? 0, now() + wait)),
  }
}

function createPosts(): (channel: string, at: number) => number {
  /** When the channel's burst is whole again. */
  const full = new Map<string, number>()
  return (channel, at) => {
    const next = Math.max(full.get(channel) ?? 0, at)
    const wait = next - at - (BURST - 1) * EVERY
    if (wait > 0) return wait
    full.set(channel, next + EVERY)
    if (full.size > 1_000) for (const [key, until] of full) if (until < at) full.delete(key)
    return 0
  }
}
