/**
 * What happens in channels and direct messages: words, edited words, an opened Home tab, an account
 * that is gone. Words are Parley's business in a direct message, in a thread of an order, in the
 * approvals channel, and wherever it is mentioned; who is really heard there is the engine's
 * decision.
 */

import {
  nothingHeard,
  type Readers,
  type SlackHeard,
  type SlackReading,
  whereIn,
} from '#adapters/slack/inbound/heard.ts'
import { eventBody, type MessageEvent } from '#adapters/slack/inbound/payloads.ts'
import { dmKey, externalId, homeKey, SLACK_APPROVALS, slackUserKey, threadKey } from '#adapters/slack/inbound/place.ts'
import { readWords } from '#adapters/slack/inbound/words.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'

export async function heardEvent(body: unknown, reading: SlackReading): Promise<SlackHeard> {
  const parsed = eventBody.safeParse(body)
  if (!parsed.success) return nothingHeard
  const { event, event_id: id, is_ext_shared_channel: external } = parsed.data
  const { team } = reading.self
  switch (event.type) {
    case 'app_mention':
    case 'message':
      return heardWords(event, external, reading)
    case 'app_home_opened': {
      if (event.tab === 'messages') return nothingHeard
      const base = {
        id,
        thread: homeKey(team, event.user),
        where: 'private',
        user: slackUserKey(team, event.user),
        userName: event.user,
        locale: 'en',
      } as const
      return { kind: 'inbound', inbound: { ...base, kind: 'open', place: 'home' }, form: false }
    }
    case 'user_change':
      return event.user.deleted ? { kind: 'gone', user: slackUserKey(team, event.user.id) } : nothingHeard
    case 'app_uninstalled':
    case 'tokens_revoked':
      return { kind: 'removed', why: event.type }
    default:
      return event satisfies never
  }
}

/** A message with these is still words of a person; any other subtype is Slack's own bookkeeping, or another app. */
const PEOPLES = [undefined, 'file_share', 'thread_broadcast', 'me_message', 'message_changed', 'message_deleted']

type Said = {
  readonly ts: string
  readonly threadTs: string | undefined
  readonly user: string
  readonly raw: string
  /** When it was edited; that it was deleted: then it says nothing any more. */
  readonly edited?: string
}

/** Undefined: said by an app (this one above all), or not changed at all. */
function saidIn(event: MessageEvent, self: SlackReading['self']): Said | undefined {
  if (!PEOPLES.includes(event.subtype)) return undefined
  const gone = goneIn(event)
  const changed =
    event.type === 'message' && event.subtype === 'message_changed' && gone === undefined ? event.message : undefined
  if (event.subtype === 'message_changed' && gone === undefined && changed?.edited === undefined) return undefined
  if (event.subtype === 'message_deleted' && gone === undefined) return undefined
  const { ts, thread_ts: threadTs, user, bot_id: bot, text: raw } = changed ?? gone ?? event
  if (ts === undefined || user === undefined || bot !== undefined || user === self.user) return undefined
  if (gone !== undefined) return { ts, threadTs, user, raw: '', edited: 'deleted' }
  const before = event.type === 'message' ? event.previous_message?.text : undefined
  if (changed !== undefined && before === raw) return undefined
  return { ts, threadTs, user, raw, ...(changed?.edited === undefined ? {} : { edited: changed.edited.ts }) }
}

/** What begins a thread is not deleted: it changes into words of Slack's own. Those can be deleted in their turn. */
function goneIn(event: MessageEvent): Extract<MessageEvent, { type: 'message' }>['previous_message'] {
  if (event.type !== 'message' || event.previous_message?.subtype === TOMBSTONE) return undefined
  const isGone = event.subtype === 'message_deleted' || event.message?.subtype === TOMBSTONE
  return isGone ? event.previous_message : undefined
}
const TOMBSTONE = 'tombstone'

async function heardWords(
  event: MessageEvent,
  external: boolean | undefined,
  reading: SlackReading,
): Promise<SlackHeard> {
  const { self } = reading
  const said = saidIn(event, self)
  if (said === undefined) return nothingHeard
  const { channel } = event
  const { text, mentionsBot, mentionsOther } = readWords(said.raw, self.user, self.team)
  const direct = !/^[CG]/.test(channel)
  const thread = direct ? dmKey(self.team, said.user) : await threadOf(channel, said, mentionsBot, reading)
  if (thread === undefined) return nothingHeard
  if (!direct && external !== undefined) reading.externals.learn(channel, external)
  const { where, ...unsure }: Readers = direct ? { where: 'private' } : whereIn(channel, reading)
  const id = externalId(channel, said.ts)
  const base = { thread, where, user: slackUserKey(self.team, said.user), userName: said.user, locale: 'en' } as const
  const mentions = direct
    ? {}
    : { ...(mentionsBot ? { mentionsBot } : {}), ...(mentionsOther ? { mentionsOther } : {}) }
  const inbound =
    said.edited === undefined
      ? ({ ...base, ...mentions, id, kind: 'message', text } as const)
      : ({ ...base, ...mentions, id: `${id}/edit/${said.edited}`, kind: 'message', text, edits: id } as const)
  return { kind: 'inbound', inbound, form: false, ...unsure }
}

/** Undefined: people among themselves, in a place that has nothing to do with Parley. */
async function threadOf(
  channel: string,
  said: Said,
  mentioned: boolean,
  reading: SlackReading,
): Promise<ThreadKey | undefined> {
  const { self, settings, host, isRecent } = reading
  const approvals = channel === settings.approvalsChannel
  if (said.threadTs === undefined || said.threadTs === said.ts) {
    if (approvals) return SLACK_APPROVALS
    const key = threadKey(self.team, channel, said.ts)
    return mentioned || isRecent(key) ? key : undefined
  }
  const known = await host.threadAt(externalId(channel, said.threadTs))
  if (known !== undefined) return known
  if (approvals) return SLACK_APPROVALS
  const key = threadKey(self.team, channel, said.threadTs)
  return mentioned || isRecent(key) ? key : undefined
}
