/**
 * From Slack's payloads to neutral inbounds. Delivery ids are Slack's own, so that what comes twice
 * is one: a message is its channel and time (its mention is the same message), a command its
 * trigger, a press its trigger and element, a submission its view and hash. Next: messages.ts
 * (words typed in a channel), app.ts (what happens with what was heard).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { heardEvent } from '#adapters/slack/outbound/messages.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { nothingHeard, type Readers, type SlackHeard, type SlackReading, whereIn } from './heard.ts'
import { actionsBody, commandBody, messageShortcutBody, shortcutBody, suggestionBody } from './payloads.ts'
import {
  dmKey,
  externalId,
  homeKey,
  newThreadKey,
  SLACK_APPROVALS,
  shortHash,
  slackPlace,
  slackUserKey,
  threadKey,
} from './place.ts'
import { drawnFor, pressedOf, soughtOf } from './pressed.ts'
import { heardSubmission } from './submissions.ts'
import { readWords } from './words.ts'

/** Throws what `threadAt` throws. */
export async function hearPayload(body: unknown, reading: SlackReading): Promise<SlackHeard> {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : 'command'
  switch (type) {
    case 'event_callback':
      return heardEvent(body, reading)
    case 'command':
      return heardCommand(body, reading)
    case 'shortcut':
      return heardShortcut(body, reading)
    case 'message_action':
      return heardMessageShortcut(body, reading)
    case 'block_actions':
      return heardPress(body, reading)
    case 'block_suggestion':
      return heardSearch(body, reading)
    case 'view_submission':
      return heardSubmission(body, reading)
    default:
      return nothingHeard
  }
}

/** `seed` begins a thread of its own in a channel; in a direct message the order is the conversation's. */
function begin(at: { readonly channel: string; readonly user: string; readonly seed: string }, reading: SlackReading) {
  const { team } = reading.self
  const { channel, user, seed } = at
  if (!/^[CG]/.test(channel)) return { place: { thread: dmKey(team, user), where: 'private' as const }, unsure: {} }
  const { where, ...unsure } = whereIn(channel, reading)
  return { place: { thread: newThreadKey(team, channel, shortHash(seed)), where }, unsure }
}

async function heardCommand(body: unknown, reading: SlackReading): Promise<SlackHeard> {
  const parsed = commandBody.safeParse(body)
  if (!parsed.success) return nothingHeard
  const {
    command,
    text,
    channel_id: channel,
    user_id: user,
    user_name: userName,
    trigger_id: trigger,
    response_url: respondTo,
  } = parsed.data
  const { place, unsure } = begin({ channel, user, seed: trigger }, reading)
  const words = readWords(text, reading.self.user, reading.self.team).text
  const base = {
    id: `cmd-${shortHash(trigger)}`,
    ...place,
    user: slackUserKey(reading.self.team, user),
    userName: userName || user,
    locale: 'en',
  }
  return {
    kind: 'inbound',
    inbound: { ...base, kind: 'command', name: command.slice(1, 41), text: words },
    form: words === '',
    trigger,
    ...unsure,
    ...(respondTo === undefined ? {} : { respondTo }),
  }
}

/** "New order", from anywhere: in the orders channel where there is one. */
async function newOrder(
  user: { readonly id: string; readonly name?: string | undefined },
  trigger: string,
  reading: SlackReading,
): Promise<SlackHeard> {
  const { place, unsure } = begin(
    { channel: reading.settings.ordersChannel ?? 'D', user: user.id, seed: trigger },
    reading,
  )
  const base = {
    id: `cmd-${shortHash(trigger)}`,
    ...place,
    user: slackUserKey(reading.self.team, user.id),
    userName: user.name ?? user.id,
    locale: 'en',
  }
  return {
    kind: 'inbound',
    inbound: { ...base, kind: 'command', name: 'new_order', text: '' },
    form: true,
    trigger,
    ...unsure,
  }
}

async function heardShortcut(body: unknown, reading: SlackReading): Promise<SlackHeard> {
  const parsed = shortcutBody.safeParse(body)
  return parsed.success ? newOrder(parsed.data.user, parsed.data.trigger_id, reading) : nothingHeard
}

/**
 * Where the order begins has to be decided now: Slack is given a moment to say, and the orders
 * channel is always right.
 */
const MOMENT = 700
async function isOwn(channel: string, { externals }: SlackReading): Promise<boolean> {
  const external =
    externals.now(channel) ?? (await Promise.race([externals.sure(channel), pause(MOMENT, true, { ref: false })]))
  return !external
}

/**
 * The words of somebody's message, made an order there; from a channel another company reads, and
 * from direct messages, in the orders channel.
 */
async function heardMessageShortcut(body: unknown, reading: SlackReading): Promise<SlackHeard> {
  const parsed = messageShortcutBody.safeParse(body)
  if (!parsed.success) return nothingHeard
  const { channel, user, message, trigger_id: trigger, response_url: respondTo } = parsed.data
  const { self, settings } = reading
  const own =
    /^[CG]/.test(channel.id) && (await isOwn(channel.id, reading)) ? channel.id : (settings.ordersChannel ?? 'D')
  const { place, unsure } = begin({ channel: own, user: user.id, seed: trigger }, reading)
  const base = {
    id: `cmd-${shortHash(trigger)}`,
    ...place,
    user: slackUserKey(self.team, user.id),
    userName: user.name ?? user.id,
    locale: 'en',
  }
  const { text } = readWords(message.text, self.user, self.team)
  // Somebody's own words are offered as a whole; without any there is the form.
  return {
    kind: 'inbound',
    inbound:
      text === ''
        ? { ...base, kind: 'command', name: 'order_from_message', text }
        : { ...base, kind: 'message', text, mentionsBot: true, pasted: true },
    form: text === '',
    trigger,
    ...unsure,
    ...(respondTo === undefined ? {} : { respondTo }),
  }
}

async function heardPress(body: unknown, reading: SlackReading): Promise<SlackHeard> {
  const parsed = actionsBody.safeParse(body)
  const [action] = parsed.success ? parsed.data.actions : []
  if (!parsed.success || action === undefined) return nothingHeard
  const { user, trigger_id: trigger, container, channel, message, response_url: respondTo } = parsed.data
  const pressed = pressedOf(action)
  const at = channel?.id ?? container.channel_id
  const drawn = drawnFor(action.block_id)
  const thread = drawn.thread ?? (await threadOfMessage({ at, container, user: user.id }, reading))
  const place = at === undefined ? externalId('home', user.id) : externalId(at, container.message_ts ?? '')
  const of = { user: slackUserKey(reading.self.team, user.id), ...(respondTo === undefined ? {} : { respondTo }) }
  const noteUnder = (key: string | undefined) => (key === undefined ? {} : { note: { key, ...of } })
  switch (pressed.kind) {
    case 'nothing':
      return nothingHeard
    case 'new-order':
      return newOrder(user, trigger, reading)
    case 'page': {
      if (thread === undefined) return nothingHeard
      return { kind: 'page', thread, place, page: pressed.page, ...noteUnder(pressed.note) }
    }
    case 'control': {
      if (thread === undefined) return nothingHeard
      const { token, value } = pressed
      const id = `act-${shortHash(trigger, action.action_ts, action.action_id)}`
      const { where, ...unsure } = whereOf(thread, reading)
      const base = { id, thread, where, user: slackUserKey(reading.self.team, user.id), locale: 'en' }
      return {
        kind: 'inbound',
        inbound: {
          ...base,
          kind: 'action',
          userName: user.name ?? user.username ?? user.id,
          token,
          ...(value === undefined ? {} : { value }),
        },
        form: reading.host.peek(token, value) === 'form',
        trigger,
        ...unsure,
        ...(respondTo === undefined ? {} : { respondTo }),
        pressedOn: { place, ...(message === undefined ? {} : { content: message }), ...noteUnder(drawn.note) },
      }
    }
    default:
      return pressed satisfies never
  }
}

type At = {
  readonly at: string | undefined
  readonly container: { readonly message_ts?: string | undefined; readonly thread_ts?: string | undefined }
  readonly user: string
}

/** For messages from before blocks carried their thread. */
async function threadOfMessage(
  { at, container, user }: At,
  { self, settings, host }: SlackReading,
): Promise<ThreadKey | undefined> {
  if (at === undefined) return homeKey(self.team, user)
  if (at === settings.approvalsChannel) return SLACK_APPROVALS
  if (!/^[CG]/.test(at)) return dmKey(self.team, user)
  const ts = container.thread_ts ?? container.message_ts
  return ts === undefined ? undefined : ((await host.threadAt(externalId(at, ts))) ?? threadKey(self.team, at, ts))
}

function whereOf(thread: ThreadKey, reading: SlackReading): Readers {
  const place = slackPlace(thread)
  if (place?.kind === 'thread') return whereIn(place.channel, reading)
  return { where: place?.kind === 'approvals' ? 'shared' : 'private' }
}

function heardSearch(body: unknown, { self }: SlackReading): SlackHeard {
  const parsed = suggestionBody.safeParse(body)
  const what = parsed.success ? soughtOf(parsed.data.action_id) : undefined
  return !parsed.success || what === undefined
    ? nothingHeard
    : { kind: 'search', user: slackUserKey(self.team, parsed.data.user.id), what, text: parsed.data.value }
}
