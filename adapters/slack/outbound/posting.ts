/**
 * The single calls to Slack that delivery is made of. `once` posts a message under its key; after
 * an attempt nobody knows the end of, it first looks whether that key is there. `edit` says false
 * where there is nothing to edit any more. Failures are thrown as the SDK made them.
 */
import type { HomeView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { externalId, messageAt } from '#adapters/slack/inbound/place.ts'
import type { SlackMessage } from '#adapters/slack/renderer/message.ts'
import { slackFailure } from './client.ts'
import type { Method, Pace } from './pace.ts'

/** Our own pace says to wait, milliseconds: nothing was sent. */
export class Put extends Error {
  readonly wait: number
  constructor(wait: number) {
    super('our own pace')
    this.wait = wait
  }
}

export type AskedPost = {
  readonly channel: string
  readonly threadTs: string | undefined
  readonly key: string
  readonly attempt: 'send' | 'look'
}
export type Whisper = {
  readonly channel: string
  readonly user: string
  readonly threadTs: string | undefined
  readonly key: string
}

export type Posting = {
  /** Answers the external id. */
  readonly once: (asked: AskedPost, message: SlackMessage) => Promise<string>
  readonly edit: (external: string, message: SlackMessage) => Promise<boolean>
  /** Where Slack lets it; gone already is as good. */
  readonly remove: (external: string) => Promise<void>
  readonly whisper: (to: Whisper, message: SlackMessage) => Promise<void>
  readonly publish: (user: string, view: HomeView) => Promise<void>
  /** The channel of the direct message with them. */
  readonly dmWith: (user: string) => Promise<string>
}

const EVENT = 'parley'
/** Messages of one look; an ambiguous post is among the newest. */
const LOOK = 100

/** Slack says no to what we built: a fault of ours. */
const PAYLOAD = [
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'invalid_attachments',
  'msg_too_long',
]
/** The plain text that always fits. */
const SHORT = 3_900

type InWords = <T>(message: SlackMessage, send: (message: SlackMessage) => Promise<T>) => Promise<T>

/** The words go out all the same, as plain text, and `refused` is told. */
const plainly =
  (refused: (why: string) => void): InWords =>
  async (message, send) => {
    try {
      return await send(message)
    } catch (error) {
      const failure = slackFailure(error)
      if (failure.kind !== 'refused' || !PAYLOAD.includes(failure.why)) throw error
      refused(failure.why)
      return send({ text: message.text.slice(0, SHORT), blocks: [] })
    }
  }

type Paced = <T>(method: Method, channel: string, call: () => Promise<T>) => Promise<T>

/** What Slack asks to wait is waited for by every call of the method. */
const pacedBy =
  (pace: Pace): Paced =>
  async (method, channel, call) => {
    const wait = pace.ask(method, channel)
    if (wait > 0) throw new Put(wait)
    try {
      return await call()
    } catch (error) {
      const failure = slackFailure(error)
      if (failure.kind === 'later' && failure.why === 'ratelimited') pace.hold(method, failure.wait)
      throw error
    }
  }

async function removeMessage(external: string, client: WebClient, paced: ReturnType<typeof pacedBy>): Promise<void> {
  const { channel, ts } = messageAt(external)
  try {
    await paced('chat.delete', channel, () => client.chat.delete({ channel, ts }))
  } catch (error) {
    if (error instanceof Put) throw error
    const { kind } = slackFailure(error)
    if (kind !== 'gone' && kind !== 'refused') throw error
  }
}

export function posting(client: WebClient, pace: Pace, refused: (why: string) => void): Posting {
  const inWords = plainly(refused)
  const paced = pacedBy(pace)
  const dm = directMessages(client, paced)
  return {
    async once({ channel, threadTs, key, attempt }, message) {
      const found =
        attempt === 'look' ? await paced('look', channel, () => look(client, { channel, threadTs, key })) : undefined
      if (found !== undefined) return externalId(channel, found)
      const about = {
        ...{ channel, unfurl_links: false, unfurl_media: false },
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        metadata: { event_type: EVENT, event_payload: { key } },
      }
      const send = ({ text, blocks }: SlackMessage) => client.chat.postMessage({ ...about, text, blocks })
      const { ts = '' } = await paced('chat.postMessage', channel, () => inWords(message, send))
      return externalId(channel, ts)
    },
    async edit(external, message) {
      const { channel, ts } = messageAt(external)
      try {
        const send = ({ text, blocks }: SlackMessage) => client.chat.update({ channel, ts, text, blocks })
        await paced('chat.update', channel, () => inWords(message, send))
        return true
      } catch (error) {
        if (!(error instanceof Put) && slackFailure(error).kind === 'gone') return false
        throw error
      }
    },
    remove: (external) => removeMessage(external, client, paced),
    async whisper({ channel, user, threadTs, key }, message) {
      const at = threadTs === undefined ? {} : { thread_ts: threadTs }
      try {
        const send = ({ text, blocks }: SlackMessage) =>
          client.chat.postEphemeral({ channel, user, text, blocks, ...at })
        await paced('chat.postEphemeral', channel, () => inWords(message, send))
      } catch (error) {
        if (error instanceof Put) throw error
        const failure = slackFailure(error)
        if (failure.kind !== 'refused' || !BETTER_DIRECT.includes(failure.why)) throw error
        const direct = await dm(user)
        const about = { channel: direct, metadata: { event_type: EVENT, event_payload: { key } } }
        const send = ({ text, blocks }: SlackMessage) => client.chat.postMessage({ ...about, text, blocks })
        await paced('chat.postMessage', direct, () => inWords(message, send))
      }
    },
    async publish(user, view) {
      await paced('views.publish', user, () => client.views.publish({ user_id: user, view }))
    },
    dmWith: dm,
  }
}

function directMessages(client: WebClient, paced: Paced): Posting['dmWith'] {
  const known = new Map<string, string>()
  return async (user) => {
    const before = known.get(user)
    if (before !== undefined) return before
    const { channel } = await paced('conversations.open', user, () => client.conversations.open({ users: user }))
    if (channel?.id === undefined) throw new Error('a direct message without a channel')
    known.set(user, channel.id)
    return channel.id
  }
}

/** Notes that cannot be shown in the channel go to the person directly. */
const BETTER_DIRECT = ['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived']

type Sought = { readonly channel: string; readonly threadTs: string | undefined; readonly key: string }

async function look(client: WebClient, { channel, threadTs, key }: Sought): Promise<string | undefined> {
  const about = { channel, limit: LOOK, include_all_metadata: true }
  const messages =
    threadTs === undefined
      ? (await client.conversations.history(about)).messages
      : await thread(client, { ...about, ts: threadTs })
  return messages?.find(({ metadata }) => metadata?.event_type === EVENT && keyIn(metadata.event_payload) === key)?.ts
}

/** Replies come oldest first: every page is read, the one sought is among the last. */
async function thread(
  client: WebClient,
  about: {
    readonly channel: string
    readonly ts: string
    readonly limit: number
    readonly include_all_metadata: boolean
  },
) {
  const found = []
  let cursor: string | undefined
  do {
    const page = await client.conversations.replies({ ...about, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...(page.messages ?? []))
    cursor = page.response_metadata?.next_cursor
  } while (cursor !== undefined && cursor !== '')
  return found
}

const keyIn = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
