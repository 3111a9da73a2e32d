/**
 * Whether people of another company read a channel. Rule: never in the way of an acknowledgement.
 * What was known stands while it is asked again behind; where nothing is known yet the answer is
 * held until it is, and no customer data is shown meanwhile. Where Slack says it will not tell, the
 * careful answer is yes. A channel the bot cannot see is nobody's: nothing can be posted there
 * either.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { slackFailure } from '#adapters/slack/outbound/client.ts'

export type Externals = {
  /** At once; undefined: nobody knows yet, and it is being asked. */
  readonly now: (channel: string) => boolean | undefined
  /** Settles when it is known, at the latest after a minute with the careful answer. */
  readonly sure: (channel: string) => Promise<boolean>
  /** An event said so itself. */
  readonly learn: (channel: string, external: boolean) => void
}

/** A channel may be shared later: asked again after this, milliseconds. */
const ASKED_AGAIN = 600_000
const MOST = 5_000
const PATIENCE = 60_000
/** Milliseconds before it is asked again after a failure, doubled each time. */
const AGAIN = 500
const LONGEST = 5_000

export function externalChannels(client: Pick<WebClient, 'conversations'>, now: () => number = Date.now): Externals {
  const known = new Map<string, { readonly external: boolean; readonly until: number }>()
  const asking = new Map<string, Promise<boolean>>()
  const keep = (channel: string, external: boolean, until: number): boolean => {
    if (known.size >= MOST) known.clear()
    known.set(channel, { external, until })
    return external
  }
  const ask = (channel: string): Promise<boolean> => {
    const before = asking.get(channel)
    if (before !== undefined) return before
    const asked = answerOf(client, channel)
      .then((external) => (external === undefined ? true : keep(channel, external, now() + ASKED_AGAIN)))
      .finally(() => asking.delete(channel))
    asking.set(channel, asked)
    return asked
  }
  const at = (channel: string): boolean | undefined => {
    if (!/^[CG]/.test(channel)) return false
    const found = known.get(channel)
    if (found === undefined || found.until <= now()) void ask(channel).catch(() => undefined)
    return found?.external
  }
  return {
    now: at,
    sure: async (channel) => at(channel) ?? ask(channel),
    learn(channel, external) {
      if (external || !known.has(channel)) keep(channel, external, external ? now() + ASKED_AGAIN : 0)
    },
  }
}

/** Undefined: nobody could be asked for a minute. */
async function answerOf(client: Pick<WebClient, 'conversations'>, channel: string): Promise<boolean | undefined> {
  const deadline = performance.now() + PATIENCE
  for (let wait = AGAIN; performance.now() < deadline; wait = Math.min(wait * 2, LONGEST)) {
    try {
      const { channel: found } = await client.conversations.info({ channel })
      return found?.is_ext_shared === true || found?.is_pending_ext_shared === true
    } catch (error) {
      const failure = slackFailure(error)
      if (failure.kind !== 'later' && failure.kind !== 'unsure' && failure.kind !== 'revoked')
        return failure.why !== 'channel_not_found'
      await pause(failure.kind === 'later' ? Math.max(failure.wait, wait) : wait)
    }
  }
  return undefined
}
