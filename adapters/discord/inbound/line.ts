/**
 * Discord as the host sees it: one line, opened again for as long as it takes, and a channel that
 * waits while there is none. Next: app.ts, one connection.
 */

import { type Discord, type DiscordOptions, DiscordRefused, openDiscord } from '#adapters/discord/app.ts'
import { identifyPace } from '#adapters/discord/identify.ts'
import { discordFailure } from '#adapters/discord/outbound/calls.ts'
import { openSender } from '#adapters/discord/sender.ts'
import type { Channel } from '#conversation/edge/channel.ts'
import type { Line, LineEvents, Lost } from '#conversation/edge/line.ts'
import { CHANNEL } from './keys.ts'

export type DiscordLine = {
  readonly channel: Channel
  readonly line: Line
  /** Instead of it, for who only sends. */
  readonly sender: Line
  readonly drain: () => Promise<void>
}

/** Milliseconds until something said while there is no connection is tried again. */
const NOT_YET = 500

export function discordLine(options: DiscordOptions): DiscordLine {
  const pace = identifyPace(Date.now, options.signInEvery)
  let discord: Discord | undefined
  const opens =
    (open: (events: LineEvents) => Promise<Discord>): Line['open'] =>
    async (events) => {
      const opened = await open(events)
      discord = opened
      return async () => {
        if (discord === opened) discord = undefined
        await opened.close()
      }
    }
  return {
    sender: { part: 'rest', sends: true, open: opens(() => openSender(options)), lostBy },
    channel: {
      name: CHANNEL,
      deliver: async (delivery) =>
        discord?.channel.deliver(delivery) ?? { kind: 'later', wait: NOT_YET, why: 'Discord is not connected yet' },
    },
    line: {
      part: 'gateway',
      // It cannot be open without hearing.
      sends: false,
      open: opens((events) => openDiscord(options, { events, pace })),
      lostBy,
    },
    drain: async () => discord?.drain(),
  }
}

function lostBy(error: unknown): Lost {
  if (error instanceof DiscordRefused) return { kind: 'refused', why: 'refused', fix: error.message }
  return { kind: 'unreachable', ...whyOf(error) }
}

/** A short code, never an error's own words. */
function whyOf(error: unknown): { readonly why: string; readonly wait?: number } {
  try {
    const failure = discordFailure(error)
    return failure.kind === 'wait' ? { why: 'rate-limited', wait: failure.for } : { why: failure.kind }
  } catch {
    return { why: 'unknown' }
  }
}
