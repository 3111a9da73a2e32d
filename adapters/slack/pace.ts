/**
 * Our own pace: Slack takes about one post a second and channel, with some in a burst. Asking here first is kinder than being told to wait, since a
 * 429 holds up everything the app does.
 */
const BURST = 5
/** Milliseconds. */
const EVERY = 1_000

export type Pace = {
  /** 0: go ahead, and it counts. Otherwise milliseconds to wait, and nothing was counted. */
  readonly ask: (channel: string) => number
  /** Slack said to wait. */
  readonly hold: (channel: string, wait: number) => void
}

export function createPace(now: () => number = Date.now): Pace {
  /** When the channel's burst is whole again. */
  const full = new Map<string, number>()
  return {
    ask(channel) {
      const at = now()
      const next = Math.max(full.get(channel) ?? 0, at)
      const wait = next - at - (BURST - 1) * EVERY
      if (wait > 0) return wait
      full.set(channel, next + EVERY)
      if (full.size > 1_000) for (const [key, until] of full) if (until < at) full.delete(key)
      return 0
    },
    hold: (channel, wait) => void full.set(channel, now() + wait + (BURST - 1) * EVERY),
  }
}
