// What the bot may do with its token: messages, threads, direct channels, commands, who it is.
// Rule: permissions, archived and locked threads, closed direct messages and nonces behave as on
// Discord. Next: posts.ts.
import { z } from 'zod'
import { messageSchema } from './components.ts'
import type { Gateway } from './gateway.ts'
import { channelPayload, messagePayload, userPayload } from './payloads.ts'
import { closedTo, type Posts } from './posts.ts'
import { type Answer, badForm, done, no, ok, type Route, read } from './rest.ts'
import { addChannel, type Channel, directChannel, isThread, type Message, type State } from './state.ts'

type Deps = { readonly state: State; readonly posts: Posts; readonly gateway: () => Gateway }

const threadSchema = z.strictObject({
  name: z.string().min(1).max(100),
  auto_archive_duration: z.literal([60, 1440, 4320, 10_080]).optional(),
  type: z.literal([11, 12]).optional(),
  invitable: z.boolean().optional(),
  rate_limit_per_user: z.number().optional(),
})
const channelPatch = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  invitable: z.boolean().optional(),
  auto_archive_duration: z.literal([60, 1440, 4320, 10_080]).optional(),
})
const bot = (method: string, path: RegExp, answer: Route['answer']): Route => ({ method, path, auth: 'bot', answer })
const UNKNOWN = no(404, 10008, 'Unknown Message')
const ARCHIVED = no(
  400,
  50083,
  'Tried to perform an operation on an archived thread, such as editing a message or adding a user',
)

export const channelRoutes = (deps: Deps): readonly Route[] => [
  ...messageRoutes(deps),
  ...threadRoutes(deps),
  ...placeRoutes(deps),
]

function messageRoutes({ state, posts, gateway }: Deps): readonly Route[] {
  /** Private answers are nobody's messages here. */
  const find = (channel: string, id: string) => {
    const message = state.messages.get(id)
    return message?.channel === channel && !message.gone && message.onlyFor === undefined ? message : undefined
  }
  return [
    bot('POST', /^\/channels\/(\d+)\/messages$/, ([id = ''], { body }) => {
      const channel = state.channels.get(id)
      const closed = closedTo(state, channel)
      if (channel === undefined || closed !== undefined) return closed ?? no(404, 10003, 'Unknown Channel')
      const given = read(messageSchema, body)
      if (!given.ok) return given.answer
      const { nonce, enforce_nonce } = given.value
      const same = [...state.messages.values()].find(
        (message) => message.channel === id && message.nonce === String(nonce) && !message.gone,
      )
      if (enforce_nonce === true && nonce !== undefined && same !== undefined) return ok(messagePayload(state, same))
      const posted = posts.post(channel, given.value)
      if (posted.ok) channel.archived = false
      return posted.ok ? ok(messagePayload(state, posted.message)) : posted.answer
    }),
    bot('GET', /^\/channels\/(\d+)\/messages$/, ([id = ''], { query }) => {
      if (!state.permissions.has('read-history')) return no(403, 50013, 'Missing Permissions')
      const [after, before] = [BigInt(query.get('after') ?? 0), BigInt(query.get('before') ?? '9'.repeat(20))]
      const found = [...state.messages.values()].filter((each) => {
        return (
          each.channel === id &&
          !each.gone &&
          each.onlyFor === undefined &&
          BigInt(each.id) > after &&
          BigInt(each.id) < before
        )
      })
      return ok(
        found
          .slice(-Number(query.get('limit') ?? 50))
          .toReversed()
          .map((message) => readPayload(state, message, gateway())),
      )
    }),
    bot('GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, ([channel = '', id = '']) => {
      const message = find(channel, id)
      return message === undefined ? UNKNOWN : ok(messagePayload(state, message))
    }),
    bot('PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, ([channel = '', id = ''], { body }) => {
      const message = find(channel, id)
      const place = state.channels.get(channel)
      if (place === undefined || place.gone) return no(404, 10003, 'Unknown Channel')
      if (message === undefined) return UNKNOWN
      if (place.archived) return ARCHIVED
      if (message.author.id !== state.bot.id) return no(403, 50005, 'Cannot edit a message authored by another user')
      const given = read(messageSchema, body)
      if (!given.ok) return given.answer
      const edited = posts.edit(message, given.value)
      return edited.ok ? ok(messagePayload(state, edited.message)) : edited.answer
    }),
    bot('DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, ([channel = '', id = '']) => {
      const message = find(channel, id)
      if (message === undefined) return UNKNOWN
      if (message.author.id !== state.bot.id && !state.permissions.has('manage-messages'))
        return no(403, 50013, 'Missing Permissions')
      posts.remove(message)
      return done
    }),
  ]
}

/** As one who reads back gets it: without the server, and without words the bot may not read. */
function readPayload(state: State, message: Message, gateway: Gateway) {
  const { guild_id: inGuild, ...payload } = messagePayload(state, message)
  const mentioned = payload.mentions.some(({ id }) => id === state.bot.id)
  const words = inGuild === undefined || message.author.bot || mentioned || gateway.readsContent()
  return words ? payload : { ...payload, content: '', components: [] }
}

function threadRoutes({ state, gateway }: Deps): readonly Route[] {
  const open = ([parent = '', on]: readonly string[], body: unknown): Answer => {
    const given = read(threadSchema, body)
    if (!given.ok) return given.answer
    const place = state.channels.get(parent)
    if (place === undefined || place.gone) return no(404, 10003, 'Unknown Channel')
    const kind = on === undefined && given.value.type === 12 ? 'private-thread' : 'public-thread'
    const fits = place.kind === 'text' || (place.kind === 'announcement' && kind === 'public-thread')
    if (!fits) return no(400, 50024, 'Cannot execute action on this channel type')
    if (!state.permissions.has(kind === 'private-thread' ? 'private-threads' : 'public-threads'))
      return no(403, 50013, 'Missing Permissions')
    const active = [...state.channels.values()].filter((each) => isThread(each) && !each.archived && !each.gone)
    if (active.length >= state.threadCap)
      return place.kind === 'announcement'
        ? no(400, 160007, 'Maximum number of active announcement threads reached')
        : no(400, 160006, 'Maximum number of active threads reached')
    const { guild } = place
    const members = new Set([state.bot.id])
    const named = { name: given.value.name, parent, members }
    const thread = addChannel(state, kind, guild === undefined ? named : { ...named, guild })
    gateway().dispatch('THREAD_CREATE', { ...channelPayload(state, thread), newly_created: true })
    return ok(channelPayload(state, thread), 201)
  }
  return [
    bot('POST', /^\/channels\/(\d+)\/threads$/, (groups, { body }) => open(groups, body)),
    bot('POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, (groups, { body }) => open(groups, body)),
    bot('PUT', /^\/channels\/(\d+)\/thread-members\/(\d+|@me)$/, ([id = '', member = '']) => {
      const thread = state.channels.get(id)
      if (thread === undefined || thread.gone) return no(404, 10003, 'Unknown Channel')
      if (thread.archived) return ARCHIVED
      if (state.strangers.has(member)) return no(404, 10007, 'Unknown Member')
      thread.members.add(member === '@me' ? state.bot.id : member)
      return done
    }),
  ]
}

function patchChannel({ state, gateway }: Deps, channel: Channel, body: unknown): Answer {
  const given = read(channelPatch, body)
  if (!given.ok) return given.answer
  if (!isThread(channel))
    return state.permissions.has('manage-channels')
      ? ok(channelPayload(state, channel))
      : no(403, 50013, 'Missing Permissions')
  const { archived, locked, name } = given.value
  // Who started a thread may archive it; locking, and touching a locked one, takes more.
  if ((locked !== undefined || channel.locked) && !state.permissions.has('manage-threads'))
    return no(403, 50013, 'Missing Permissions')
  if (channel.archived && archived !== false) return ARCHIVED
  channel.archived = archived ?? channel.archived
  channel.locked = locked ?? channel.locked
  channel.name = name ?? channel.name
  gateway().dispatch('THREAD_UPDATE', channelPayload(state, channel))
  return ok(channelPayload(state, channel))
}

function placeRoutes(deps: Deps): readonly Route[] {
  const { state, gateway } = deps
  const withChannel = (id: string, answer: (channel: Channel) => Answer): Answer => {
    const channel = state.channels.get(id)
    return channel === undefined || channel.gone ? no(404, 10003, 'Unknown Channel') : answer(channel)
  }
  return [
    bot('GET', /^\/channels\/(\d+)$/, ([id = '']) => withChannel(id, (channel) => ok(channelPayload(state, channel)))),
    bot('PATCH', /^\/channels\/(\d+)$/, ([id = ''], { body }) =>
      withChannel(id, (channel) => patchChannel(deps, channel, body)),
    ),
    bot('POST', /^\/channels\/(\d+)\/typing$/, () => done),
    bot('POST', /^\/users\/@me\/channels$/, (_, { body }) => {
      const given = read(z.object({ recipient_id: z.string() }), body)
      if (!given.ok) return given.answer
      const user = state.users.get(given.value.recipient_id)
      if (user === undefined) return badForm(['recipient_id is nobody'])
      const channel = directChannel(state, user)
      gateway().dispatch('CHANNEL_CREATE', channelPayload(state, channel))
      return ok(channelPayload(state, channel))
    }),
    bot('GET', /^\/users\/(\d+|@me)$/, ([id = '']) => {
      const user = state.users.get(id === '@me' ? state.bot.id : id)
      return user === undefined ? no(404, 10013, 'Unknown User') : ok(userPayload(user))
    }),
  ]
}
