// What goes wrong on both platforms in bad weather, at random times and for random reasons, from a
// seed. Rule: only what the platforms do: what was not taken is sent again by Slack, what Discord
// could not bring comes with the next line of its session, and not at all in a new one. Next:
// weather.ts, which sails through it.
import { setTimeout as pause } from 'node:timers/promises'
import type { FakeDiscord } from '#playground/loopback/discord/discord.ts'
import type { FakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import type { Fault } from '#playground/loopback/slack/faults.ts'

export type Storms = {
  /** Blows until then, milliseconds since 1970; settles when everything is well again. */
  readonly blow: (until: number) => Promise<void>
  /** Its people cannot write there. */
  readonly isDown: (channel: 'slack' | 'discord') => boolean
  readonly told: () => { readonly storms: Readonly<Record<string, number>>; readonly back: readonly Back[] }
}
export type Back = { readonly channel: 'slack' | 'discord'; readonly took: number }
type Sky = {
  readonly slack: FakeSlack
  readonly discord: FakeDiscord
  readonly seed: number
  readonly isUp: (channel: 'slack' | 'discord') => Promise<boolean>
}

/** Milliseconds between two storms of a platform; an outage lasts as long. */
const BETWEEN = [800, 4_000] as const
const OUTAGE = [1_000, 5_000] as const
/** A channel has ten seconds; longer is told as what it was, and waited for no longer than this. */
const BACK = 60_000

/** Mulberry32: small, and the same everywhere. */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function storms({ slack, discord, seed, isUp }: Sky): Storms {
  const count = new Map<string, number>()
  const back: Back[] = []
  const down = new Set<'slack' | 'discord'>()
  const random = dice(seed)
  const between = ([low, high]: readonly [number, number]): number => low + random() * (high - low)
  const pick = <T>(all: readonly [T, ...T[]]): T => all[Math.floor(random() * all.length)] ?? all[0]

  async function outage(channel: 'slack' | 'discord'): Promise<void> {
    const platform = channel === 'slack' ? slack : discord
    down.add(channel)
    await platform.outage.begin(pick<'refused' | number>(['refused', 503, 500]))
    await pause(between(OUTAGE))
    await platform.outage.end()
    down.delete(channel)
    const began = Date.now()
    while (!(await isUp(channel)) && Date.now() - began < BACK) await pause(100)
    back.push({ channel, took: Date.now() - began })
  }
  const storm = (name: string, happens: () => void | Promise<void>) => ({ name, happens })
  const onSlack = [
    storm('sockets cut', () => slack.sockets.cut(pick(['oldest', 'all']))),
    storm('sockets refreshed', () => slack.sockets.refresh(pick(['oldest', 'all']))),
    storm('garbled frames', () => slack.sockets.garble()),
    storm('Slack calls failed', () => slack.faults.next(pick(['chat.update', 'chat.postMessage']), pick(SLACK_FAULTS))),
    storm('Slack calls failed', () => slack.faults.next(pick(['chat.update', 'chat.postMessage']), pick(SLACK_FAULTS))),
    storm('Slack down', () => outage('slack')),
  ] as const
  const onDiscord = [
    storm('gateway lines cut', () => discord.gateway.disturb('cut')),
    storm('gateway reconnects', () => discord.gateway.disturb('reconnect')),
    storm('unreadable packets', () => discord.gateway.disturb(pick(['packet', 'frame']))),
    storm('sessions forgotten', () => discord.gateway.disturb('invalid')),
    storm('Discord calls failed', () => discord.rest.plan(pick(['PATCH', 'POST']), /\/messages/, pick(DISCORD_FAULTS))),
    storm('Discord calls failed', () => discord.rest.plan(pick(['PATCH', 'POST']), /\/messages/, pick(DISCORD_FAULTS))),
    storm('Discord down', () => outage('discord')),
  ] as const
  async function blowOn(all: typeof onSlack | typeof onDiscord, until: number): Promise<void> {
    while (Date.now() < until) {
      await pause(between(BETWEEN))
      const { name, happens } = pick<(typeof all)[number]>([...all])
      count.set(name, (count.get(name) ?? 0) + 1)
      await happens()
    }
  }
  return {
    async blow(until) {
      await Promise.all([blowOn(onSlack, until), blowOn(onDiscord, until)])
      slack.faults.clear()
    },
    isDown: (channel) => down.has(channel),
    told: () => ({ storms: Object.fromEntries([...count].sort()), back }),
  }
}

const SLACK_FAULTS: readonly [Fault, ...Fault[]] = [
  { kind: 'rate-limited', retryAfter: 2 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 500 },
  { kind: 'error', error: 'internal_error' },
  { kind: 'error', error: 'invalid_blocks' },
  { kind: 'lost-answer' },
  { kind: 'no-answer' },
  { kind: 'cut' },
  { kind: 'slow', wait: 3_000 },
]
type Disturbance = Parameters<FakeDiscord['rest']['plan']>[2]
const answer = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Disturbance => ({
  kind: 'answer',
  answer: { status, body, headers },
})
const DISCORD_FAULTS: readonly [Disturbance, ...Disturbance[]] = [
  answer(
    429,
    { message: 'You are being rate limited.', retry_after: 1.5, global: false },
    { 'retry-after': '1.5', 'x-ratelimit-scope': 'shared' },
  ),
  answer(500, { code: 0, message: 'Internal Server Error' }),
  answer(503, { code: 0, message: 'Service Unavailable' }),
  answer(400, { code: 50035, message: 'Invalid Form Body' }),
  { kind: 'slow', wait: 3_000 },
  { kind: 'silent' },
  { kind: 'cut' },
]
