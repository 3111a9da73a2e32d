/**
 * Where a conversation is on Discord: its direct messages, else one private thread of its own, used
 * again for every order of that person; another channel only where it was begun there. Places are
 * made when the first thing is delivered. Rule: a place counts once something was shown there;
 * where Discord lets us make none, deliver.ts answers under the command. Next: deliver.ts.
 */

import { discordPlace } from '#adapters/discord/inbound/keys.ts'
import { type KeptMap, keepBounded } from '#adapters/discord/kept.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { type Calls, discordFailure } from './calls.ts'

/** `here`: privately, under the very command or card that asked. */
export type Shown = { readonly kind: 'channel'; readonly channel: string } | { readonly kind: 'here' }

export type Places = {
  /**
   * Makes a place and answers its channel, none of those `closed` to us; undefined where Discord
   * lets us make none. A thread among the closed ones: another one would be closed as well.
   */
  readonly make: (
    thread: ThreadKey,
    near: NearPlace | undefined,
    closed: ReadonlySet<string>,
  ) => Promise<string | undefined>
  /** Whether the channel is this conversation's direct messages: there everything typed is read. */
  readonly isDirect: (thread: ThreadKey, channel: string) => Promise<boolean>
  /** The person spoke or pressed there: their own place, and where they look now. */
  readonly heard: (thread: ThreadKey, channel: string) => void
  readonly heardIn: (thread: ThreadKey) => string | undefined
  /** Nothing can be said there any more. */
  readonly closed: (thread: ThreadKey, channel: string) => void
  readonly shown: (thread: ThreadKey, where: Shown) => void
  /** Where something was shown at that time or later, at the latest after `patience` milliseconds. */
  readonly whenShown: (thread: ThreadKey, since: number, patience: number) => Promise<Shown | undefined>
}
/** Where somebody asked: a channel, and whether a private thread may hang there. */
export type NearPlace = { readonly threads: boolean; readonly parent: string }

const KEPT = 5_000

export function createPlaces(calls: Calls): Places {
  const places = showing()
  const directs: KeptMap<string> = keepBounded(KEPT)
  const openDirect = async (user: string): Promise<string> => {
    const channel = directs.get(user) ?? (await calls.openDirect(user))
    directs.set(user, channel)
    return channel
  }
  const looks: KeptMap<string> = keepBounded(KEPT)
  return {
    ...places,
    heard: looks.set,
    heardIn: looks.get,
    closed(thread, channel) {
      if (looks.get(thread) === channel) looks.delete(thread)
    },
    async make(thread, near, closed) {
      const place = discordPlace(thread)
      if (place === undefined || place.kind === 'channel') return undefined
      const direct = await unlessRefused(openDirect(place.user))
      if (direct !== undefined && !closed.has(direct)) return direct
      const parent = near?.threads === true ? near.parent : place.kind === 'thread' ? place.parent : undefined
      const threads = [...closed].some((channel) => channel !== direct)
      return parent === undefined || threads ? undefined : unlessRefused(openThread(parent, place.user, calls))
    },
    async isDirect(thread, channel) {
      const place = discordPlace(thread)
      if (place === undefined || place.kind === 'channel') return false
      return (await unlessRefused(openDirect(place.user))) === channel
    },
  }
}

/** Who waits to point at a place is told where something was shown, not where it was tried. */
function showing(): Pick<Places, 'shown' | 'whenShown'> {
  const last: KeptMap<{ readonly where: Shown; readonly at: number }> = keepBounded(KEPT)
  const waiting = new Map<ThreadKey, Set<(where: Shown) => void>>()
  return {
    shown(thread, where) {
      last.set(thread, { where, at: performance.now() })
      for (const tell of waiting.get(thread) ?? []) tell(where)
      waiting.delete(thread)
    },
    async whenShown(thread, since, patience) {
      const known = last.get(thread)
      if (known !== undefined && known.at >= since) return known.where
      const told = Promise.withResolvers<Shown | undefined>()
      const tellers = waiting.get(thread) ?? new Set()
      waiting.set(thread, tellers.add(told.resolve))
      const timer = setTimeout(() => told.resolve(undefined), patience)
      try {
        return await told.promise
      } finally {
        clearTimeout(timer)
        tellers.delete(told.resolve)
        if (tellers.size === 0 && waiting.get(thread) === tellers) waiting.delete(thread)
      }
    },
  }
}

/** Without its one reader a thread is of no use: it is put away again. */
async function openThread(parent: string, user: string, calls: Calls): Promise<string> {
  const thread = await calls.openThread(parent, nameOf(user))
  try {
    await calls.addMember(thread, user)
    return thread
  } catch (error) {
    await calls.archive(thread).catch(() => undefined)
    throw error
  }
}

/**
 * No permission, too many threads, the wrong kind of channel, nobody to be reached: undefined. What
 * is only a matter of time (a limit, the line) is thrown.
 */
async function unlessRefused(made: Promise<string>): Promise<string | undefined> {
  try {
    return await made
  } catch (error) {
    if (discordFailure(error).kind === 'refused') return undefined
    throw error
  }
}

/** Short, and the same for all orders of one person; nobody's name stands in a channel's list of threads. */
const nameOf = (id: string): string => `Order ${(BigInt(id) >> 12n).toString(36).slice(-6)}`
