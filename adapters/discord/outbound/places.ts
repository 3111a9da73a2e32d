/**
 * Where a conversation is on Discord: its direct messages, its private thread, or a channel. Places
 * are made when the first thing is delivered there. Direct messages that are closed become a
 * private thread where the person last asked; a thread that is gone becomes direct messages.
 */

import { discordPlace } from '#adapters/discord/inbound/keys.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Calls } from './calls.ts'

export type Places = {
  /**
   * Makes the place and answers its channel, another one than `closed`. Throws Discord's error;
   * undefined when there is nowhere to make it.
   */
  readonly make: (thread: ThreadKey, near: Near | undefined, closed?: string) => Promise<string | undefined>
  /** Whether the channel is this conversation's direct messages: there everything typed is read. */
  readonly isDirect: (thread: ThreadKey, channel: string) => Promise<boolean>
  readonly placed: (thread: ThreadKey, channel: string) => void
  /** The channel of a conversation once it is known here, at the latest after `patience` milliseconds. */
  readonly whenPlaced: (thread: ThreadKey, patience: number) => Promise<string | undefined>
}
/** Where somebody asked: a channel of a server in which a thread can hang. */
export type Near = { readonly guild: boolean; readonly parent: string }

const KEPT = 5_000

export function createPlaces(calls: Calls): Places {
  const known = new Map<ThreadKey, string>()
  const waiting = new Map<ThreadKey, ((channel: string) => void)[]>()
  const directs = new Map<string, string>()
  const openDirect = async (user: string): Promise<string> => {
    const channel = directs.get(user) ?? (await calls.openDirect(user))
    if (directs.size > KEPT) directs.clear()
    directs.set(user, channel)
    return channel
  }
  return {
    async make(thread, near, closed) {
      const place = discordPlace(thread)
      if (place === undefined || place.kind === 'channel') return undefined
      if (place.kind === 'thread' && closed === undefined)
        return calls.openThread(place.parent, nameOf(place.asked), place.user)
      const direct = await openDirect(place.user)
      if (closed !== direct) return direct
      return place.kind === 'direct' && near?.guild === true
        ? calls.openThread(near.parent, nameOf(place.user), place.user)
        : undefined
    },
    async isDirect(thread, channel) {
      const place = discordPlace(thread)
      return place !== undefined && place.kind !== 'channel' && (await openDirect(place.user)) === channel
    },
    placed(thread, channel) {
      if (known.size > KEPT) known.clear()
      known.set(thread, channel)
      for (const tell of waiting.get(thread) ?? []) tell(channel)
      waiting.delete(thread)
    },
    async whenPlaced(thread, patience) {
      const channel = known.get(thread)
      const place = discordPlace(thread)
      if (channel !== undefined || place?.kind === 'channel')
        return channel ?? (place?.kind === 'channel' ? place.channel : undefined)
      const told = Promise.withResolvers<string | undefined>()
      waiting.set(thread, [...(waiting.get(thread) ?? []), told.resolve])
      const timer = setTimeout(() => told.resolve(undefined), patience)
      try {
        return await told.promise
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

/** Short, and different for each order of one person; nobody's name stands in a channel's list of threads. */
const nameOf = (id: string): string => `Order ${(BigInt(id) >> 12n).toString(36).slice(-6)}`
