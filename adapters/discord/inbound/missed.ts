/**
 * What was said while Parley was not signed in. Discord brings a session that goes on what it
 * missed, a new one nothing: after each sign-in the newest messages of the places Parley talks in
 * are read and taken as if they came now; the inbox knows those that were heard. Rule: what is
 * older than a quarter of an hour is not acted on any more, its person is asked to say it again,
 * once. Somebody who never spoke with Parley before is met when they write again. Next: hear.ts.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { DiscordHost } from '#adapters/discord/host.ts'
import { type Calls, discordFailure } from '#adapters/discord/outbound/calls.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { readEdit, readMessage, type Written } from './inbound.ts'
import { bodyOf, said } from './interactions.ts'

export type Missed = {
  /** Signed in anew: every place is to be read again. */
  readonly anew: () => void
  /** Takes what was missed there, once a sign-in; asked in the turn of that place. */
  readonly read: (place: Talked) => Promise<void>
  /** The places Parley talks in, those spoken in last first. */
  readonly places: () => Promise<readonly Talked[]>
}
export type Talked = { readonly thread: ThreadKey; readonly channel: string }
export type MissedDeps = {
  readonly calls: Pick<Calls, 'newest' | 'post'>
  readonly host: Pick<DiscordHost, 'spokenIn' | 'heard'>
  readonly bot: () => string
  readonly take: (written: Written, thread: ThreadKey) => Promise<void>
  readonly fault: (error: unknown) => void
  readonly now: () => number
}

/** So long what was said is taken as said now; milliseconds. */
const FRESH = 15 * 60_000
/** Who waits longer than this for an answer has found another way. */
const FORGOTTEN = 24 * 3_600_000
const PLACES = 200
/** Waits between attempts, milliseconds: who writes there meanwhile waits too. */
const AGAIN = [1_000, 2_000, 4_000, 8_000] as const

export function createMissed(deps: MissedDeps): Missed {
  let looked = new Set<string>()
  return {
    anew() {
      looked = new Set()
    },
    async read(place) {
      if (looked.has(place.channel)) return
      looked.add(place.channel)
      try {
        await readPlace(place, deps)
      } catch (error) {
        // The next words there, or the next sign-in, read it again: what was taken is known.
        looked.delete(place.channel)
        deps.fault(error)
      }
    },
    places: () => deps.host.spokenIn(PLACES),
  }
}

async function readPlace(place: Talked, deps: MissedDeps): Promise<void> {
  const { bot, now } = deps
  const found = await newestOf(place.channel, deps)
  const ids = found.flatMap((message) => wordsIn(message, bot())?.id ?? [])
  const heard = await deps.host.heard(place.thread, ids)
  for (const message of found) {
    const words = wordsIn(message, bot())
    if (words === undefined) continue
    const edited = readEdit(message, bot())
    const at = heard.has(words.id) ? (edited?.at ?? 0) : saidAt(words.id)
    if (now() - at < FRESH) await deps.take(heard.has(words.id) && edited !== undefined ? edited : words, place.thread)
  }
  const last = wordsIn(found.at(-1), bot())
  if (last !== undefined && !heard.has(last.id)) await wasAway(last, deps)
}

/** Undefined: nothing a person wrote, or nothing that is handed over. */
function wordsIn(message: unknown, bot: string): Written | undefined {
  const written = readMessage(message, bot)
  return written?.text === '' ? undefined : written
}

async function wasAway({ id, channel }: Written, { calls, now }: MissedDeps): Promise<void> {
  const age = now() - saidAt(id)
  if (age >= FRESH && age < FORGOTTEN) await calls.post(channel, AWAY(), { key: `away:${id}`, about: id })
}

const AWAY = () =>
  bodyOf(said('I was away when you wrote this', 'Nothing was done about it. Please say it again if it still counts.'))

/** Oldest first. A place that cannot be read any more has nothing to tell. */
async function newestOf(channel: string, { calls }: MissedDeps): Promise<readonly unknown[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return (await calls.newest(channel)).toReversed()
    } catch (error) {
      const failure = discordFailure(error)
      if (failure.kind === 'refused') return []
      const wait = AGAIN[attempt]
      if (wait === undefined || failure.kind === 'unauthorized') throw error
      await pause(failure.kind === 'wait' ? Math.max(wait, Math.min(failure.for, 30_000)) : wait)
    }
  }
}

/** Discord's first second, milliseconds. */
const EPOCH = 1_420_070_400_000n
const saidAt = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH)
