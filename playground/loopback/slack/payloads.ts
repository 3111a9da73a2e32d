// What Slack sends to an app, in Slack's own shapes: events, slash commands, interactions. Rule:
// complete enough that the app needs nothing else; every delivery gets an id of its own unless it
// is repeated on purpose. Next: transport.ts carries them, acts.ts makes them.
import { randomUUID } from 'node:crypto'
import type { Obj } from '../json.ts'
import { asSent } from './messages.ts'
import { asView } from './views.ts'
import { BOT, type Channel, type Message, type OpenView, type Person, TEAM, type Workspace } from './workspace.ts'

/**
 * One thing to tell the app. `event`s are repeated when nobody acknowledges them; interactions and
 * commands are not.
 */
export type Delivery = {
  readonly kind: 'event' | 'interaction' | 'command'
  readonly body: Obj
}

const app = { token: 'verification-token', api_app_id: BOT.app } as const
const nowSeconds = () => Math.floor(Date.now() / 1000)
const userOf = ({ id, name, team }: Person): Obj => ({
  id,
  username: name.toLowerCase(),
  name: name.toLowerCase(),
  team_id: team,
})
const teamOf = { id: TEAM, domain: 'harbor' } as const

/** `external`: from a channel shared with another company. */
export const eventDelivery = (event: Obj, external = false): Delivery => ({
  kind: 'event',
  body: {
    ...app,
    team_id: TEAM,
    type: 'event_callback',
    event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 12)}`,
    event_time: nowSeconds(),
    is_ext_shared_channel: external,
    authorizations: [
      { enterprise_id: null, team_id: TEAM, user_id: BOT.user, is_bot: true, is_enterprise_install: false },
    ],
    event,
  },
})

const placeOf = (channel: Channel): Obj => ({ channel: channel.id, channel_type: channel.kind })

export const messageEvent = (message: Message, channel: Channel, team = TEAM): Obj => ({
  ...asSent(message),
  ...placeOf(channel),
  type: 'message',
  event_ts: message.ts,
  user_team: team,
  source_team: team,
  client_msg_id: randomUUID(),
})

export const mentionEvent = (message: Message, channel: Channel): Obj => {
  const { channel_type: _, ...event } = messageEvent(message, channel)
  return { ...event, type: 'app_mention' }
}

export const changedEvent = (
  message: Message,
  before: Message,
  at: { readonly channel: Channel; readonly ts: string },
): Obj => ({
  ...placeOf(at.channel),
  type: 'message',
  subtype: 'message_changed',
  hidden: true,
  ts: at.ts,
  event_ts: at.ts,
  message: asSent(message),
  previous_message: asSent(before),
})

export const deletedEvent = (message: Message, at: { readonly channel: Channel; readonly ts: string }): Obj => ({
  ...placeOf(at.channel),
  type: 'message',
  subtype: 'message_deleted',
  hidden: true,
  ts: at.ts,
  event_ts: at.ts,
  deleted_ts: message.ts,
  previous_message: asSent(message),
})

export const TOMBSTONE = 'This message was deleted.'
/** Of a message with replies: it is not gone, it is Slack's own now. */
export const tombstoneEvent = (
  message: Message,
  before: Message,
  at: { readonly channel: Channel; readonly ts: string },
): Obj => ({
  ...changedEvent(message, before, at),
  message: {
    ...{ type: 'message', subtype: 'tombstone', text: TOMBSTONE, user: 'USLACKBOT', hidden: true },
    ...{ ts: message.ts, thread_ts: message.ts, parent_user_id: 'USLACKBOT' },
  },
})

type Actor = { readonly person: Person; readonly space: Workspace }

/** Slash commands do not work inside threads; Slack does not say which thread one was typed near. */
export const commandDelivery = (
  command: string,
  text: string,
  { person, space }: Actor,
  channel: Channel,
): Delivery => ({
  kind: 'command',
  body: {
    ...app,
    team_id: TEAM,
    team_domain: 'harbor',
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name.toLowerCase(),
    command,
    text,
    is_enterprise_install: 'false',
    response_url: space.responseUrl({ user: person.id, channel: channel.id, threadTs: undefined, ts: undefined }),
    trigger_id: space.trigger(person.id),
  },
})

const interaction = (type: string, { person, space }: Actor, rest: Obj): Delivery => ({
  kind: 'interaction',
  body: {
    ...app,
    type,
    user: userOf(person),
    team: teamOf,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: space.trigger(person.id),
    ...rest,
  },
})

const messagePlace = (message: Message, channel: Channel): Obj => ({
  container: {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.onlyFor !== undefined,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  },
  channel: { id: channel.id, name: channel.name },
  // Slack does not repeat the content of what only one person sees.
  ...(message.onlyFor === undefined ? { message: asSent(message) } : {}),
})

export type Where =
  | { readonly kind: 'message'; readonly message: Message; readonly channel: Channel }
  | { readonly kind: 'view'; readonly view: OpenView }

const place = (where: Where, { person, space }: Actor): Obj => {
  if (where.kind === 'view') return { container: { type: 'view', view_id: where.view.id }, view: asView(where.view) }
  const { message, channel } = where
  const response_url = space.responseUrl({
    user: person.id,
    channel: channel.id,
    threadTs: message.threadTs,
    ts: message.ts,
  })
  return { ...messagePlace(message, channel), response_url, state: { values: {} } }
}

export const pressDelivery = (action: Obj, where: Where, actor: Actor): Delivery =>
  interaction('block_actions', actor, {
    ...place(where, actor),
    actions: [{ action_ts: actor.space.nextTs(), ...action }],
  })

export const suggestionDelivery = (element: Obj, value: string, where: Where, actor: Actor): Delivery => {
  const { response_url: _, state: __, ...rest } = place(where, actor)
  return interaction('block_suggestion', actor, { ...rest, ...element, value })
}

export const submissionDelivery = (view: OpenView, state: Obj, actor: Actor): Delivery =>
  interaction('view_submission', actor, { view: asView(view, state), response_urls: [] })

export const shortcutDelivery = (
  callbackId: string,
  actor: Actor,
  on?: { readonly message: Message; readonly channel: Channel },
): Delivery =>
  on === undefined
    ? interaction('shortcut', actor, { callback_id: callbackId, action_ts: actor.space.nextTs() })
    : interaction('message_action', actor, {
        callback_id: callbackId,
        action_ts: actor.space.nextTs(),
        message_ts: on.message.ts,
        message: asSent(on.message),
        channel: { id: on.channel.id, name: on.channel.name },
        response_url: actor.space.responseUrl({
          user: actor.person.id,
          channel: on.channel.id,
          threadTs: on.message.threadTs,
          ts: on.message.ts,
        }),
      })
