/**
 * "is working on it" under a thread whose turn takes longer than people wait without a sign. Slack
 * takes the words away when the answer is posted; an answer that only edits takes them away here.
 * Rule: it only helps, so a workspace that does not allow it is asked once and then left alone.
 */
import type { WebClient } from '@slack/web-api'
import { messageAt, slackPlace } from '#adapters/slack/inbound/place.ts'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { slackFailure } from './client.ts'

/** Milliseconds. */
const SLOW = 1_500
const WORDS = 'is working on it'

export type Working = <T>(inbound: Inbound, work: () => Promise<T>) => Promise<T>

export function createWorking(client: Pick<WebClient, 'assistant'>): Working {
  let allowed = true
  async function show(at: ThreadRoot, status: string): Promise<boolean> {
    try {
      await client.assistant.threads.setStatus({ channel_id: at.channel, thread_ts: at.ts, status })
      return true
    } catch (error) {
      const { kind } = slackFailure(error)
      if (kind === 'refused' || kind === 'gone') allowed = false
      return false
    }
  }
  return async (inbound, work) => {
    const at = threadRoot(inbound)
    if (at === undefined || !allowed) return work()
    let shown: Promise<boolean> | undefined
    const timer = setTimeout(() => {
      shown = show(at, WORDS)
    }, SLOW)
    try {
      return await work()
    } finally {
      clearTimeout(timer)
      if (shown !== undefined && (await shown)) await show(at, '')
    }
  }
}

type ThreadRoot = { readonly channel: string; readonly ts: string }

/** The message a thread hangs under; in direct messages nothing but a thread has a status. */
function threadRoot({ thread, id, kind }: Inbound): ThreadRoot | undefined {
  const place = slackPlace(thread)
  if (place?.kind !== 'thread') return undefined
  if (place.root !== undefined) return { channel: place.channel, ts: place.root }
  const said = kind === 'message' ? messageAt(id) : undefined
  return said?.channel === place.channel && said.ts !== '' ? { channel: place.channel, ts: said.ts } : undefined
}
