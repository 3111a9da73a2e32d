/**
 * Whether people of another company read a channel. Asked of Slack once in a while; where Slack cannot say, the careful answer is yes: no customer data
 * is shown. A channel the bot cannot see is nobody's: nothing can be posted there either.
 */
import type { WebClient } from '@slack/web-api'
import { failureOf } from './client.ts'

/** A channel may be shared later: asked again after this, milliseconds. */
const ASKED_AGAIN = 600_000
const MOST = 5_000

export function externalChannels(client: WebClient, now: () => number = Date.now): (channel: string) => Promise<boolean> {
  const known = new Map<string, { readonly external: boolean; readonly until: number }>()
  return async (channel) => {
    if (!/^[CG]/.test(channel)) return false
    const before = known.get(channel)
    if (before !== undefined && before.until > now()) return before.external
    try {
      const { channel: found } = await client.conversations.info({ channel })
      const external = found?.is_ext_shared === true || found?.is_pending_ext_shared === true
      if (known.size >= MOST) known.clear()
      known.set(channel, { external, until: now() + ASKED_AGAIN })
      return external
    } catch (error) {
      const { kind, why } = failureOf(error)
      return !(kind === 'refused' && why === 'channel_not_found')
    }
  }
}
