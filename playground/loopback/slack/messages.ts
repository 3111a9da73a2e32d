// Methods about messages and conversations: posting, editing, deleting, private notes, reading
// back. Rule: as Slack does, a post to a person's id goes to the direct message with them, metadata
// comes back only when asked for, and only one's own messages can be edited.
import { type Obj, obj, objs, str } from '../json.ts'
import { messageProblems } from './limits.ts'
import type { ApiContext, Method } from './web-api.ts'
import { BOT, type Channel, type Message, TEAM, type Workspace } from './workspace.ts'

export const refused = (error: string): Obj => ({ ok: false, error })

/** The channel, when the bot may write there; else why not. */
function writable(id: string, space: Workspace): Channel | string {
  const channel = space.people.has(id) ? space.dmWith(id) : space.channelOf(id)
  if (channel === undefined) return 'channel_not_found'
  if (channel.archived) return 'is_archived'
  if (channel.restricted === true) return 'restricted_action'
  return channel.members.includes(BOT.user) ? channel : 'not_in_channel'
}

function problem(method: string, args: Obj, { violate }: ApiContext): Obj | undefined {
  const problems = messageProblems(args)
  for (const each of problems) violate(`${method}: ${each}`)
  return problems.length === 0 ? undefined : refused('invalid_blocks')
}

export const asSent = (message: Message, withMetadata = false): Obj => ({
  type: 'message',
  ts: message.ts,
  team: TEAM,
  user: message.user,
  ...(message.user === BOT.user
    ? { bot_id: BOT.bot, app_id: BOT.app, bot_profile: { id: BOT.bot, app_id: BOT.app } }
    : {}),
  text: message.text,
  blocks: message.blocks,
  ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  ...(message.edits > 0 ? { edited: { user: message.user, ts: editTime(message) } } : {}),
})

/** Each edit has a time of its own. */
const editTime = ({ ts, edits }: Message): string => `${Number(ts.split('.')[0]) + edits}.000000`

const post: Method = (args, context) => {
  const { space } = context
  const channel = writable(str(args['channel']), space)
  if (typeof channel === 'string') return refused(channel)
  const threadTs = args['thread_ts'] === undefined ? undefined : str(args['thread_ts'])
  if (threadTs !== undefined && space.message(channel.id, threadTs) === undefined) return refused('thread_not_found')
  const wrong = problem('chat.postMessage', args, context)
  if (wrong !== undefined) return wrong
  const message: Message = {
    channel: channel.id,
    ts: space.nextTs(),
    threadTs,
    user: BOT.user,
    onlyFor: undefined,
    text: str(args['text']),
    blocks: objs(args['blocks']),
    metadata: args['metadata'] === undefined ? undefined : obj(args['metadata']),
    edits: 0,
    deleted: false,
  }
  space.messages.push(message)
  context.echo(message, 'posted')
  return { ok: true, channel: channel.id, ts: message.ts, message: asSent(message, true) }
}

const postEphemeral: Method = (args, context) => {
  const { space } = context
  const channel = writable(str(args['channel']), space)
  if (typeof channel === 'string') return refused(channel)
  const user = str(args['user'])
  if (!channel.members.includes(user)) return refused('user_not_in_channel')
  const wrong = problem('chat.postEphemeral', args, context)
  if (wrong !== undefined) return wrong
  const ts = space.nextTs()
  const threadTs = args['thread_ts'] === undefined ? undefined : str(args['thread_ts'])
  const said = { text: str(args['text']), blocks: objs(args['blocks']), metadata: undefined, edits: 0, deleted: false }
  space.messages.push({ channel: channel.id, ts, threadTs, user: BOT.user, onlyFor: user, ...said })
  return { ok: true, message_ts: ts }
}

/** The app's own message, or why it cannot be changed. */
function own(args: Obj, { space }: ApiContext): Message | string {
  const channel = space.channelOf(str(args['channel']))
  if (channel === undefined) return 'channel_not_found'
  const message = space.message(channel.id, str(args['ts']))
  if (message === undefined || message.onlyFor !== undefined) return 'message_not_found'
  return message.user === BOT.user ? message : 'cant_update_message'
}

const update: Method = (args, context) => {
  const message = own(args, context)
  if (typeof message === 'string') return refused(message)
  const wrong = problem('chat.update', args, context)
  if (wrong !== undefined) return wrong
  const before = { ...message }
  message.text = str(args['text'])
  message.blocks = objs(args['blocks'])
  if (args['metadata'] !== undefined) message.metadata = obj(args['metadata'])
  message.edits++
  context.echo(message, 'changed', before)
  return { ok: true, channel: message.channel, ts: message.ts, text: message.text, message: asSent(message) }
}

const remove: Method = (args, context) => {
  const message = own(args, context)
  if (typeof message === 'string') return refused(message === 'cant_update_message' ? 'cant_delete_message' : message)
  message.deleted = true
  context.echo(message, 'deleted', { ...message })
  return { ok: true, channel: message.channel, ts: message.ts }
}

/** A page of messages, at most what was asked for, with a cursor to the next. */
function page(found: readonly Message[], args: Obj): Obj {
  const from = Number(str(args['cursor']) || 0)
  const limit = Math.min(Number(args['limit'] ?? 100), 1000)
  const some = found.slice(from, from + limit)
  const more = from + limit < found.length
  const metadata = String(args['include_all_metadata']) === 'true'
  return {
    ok: true,
    messages: some.map((message) => asSent(message, metadata)),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  }
}

/** What everybody sees there, between the times asked for. */
function seen(channel: Channel, args: Obj, { messages }: Workspace): readonly Message[] {
  const inclusive = String(args['inclusive']) === 'true'
  const after = str(args['oldest'])
  const until = str(args['latest'])
  return messages.filter(
    ({ channel: where, deleted, onlyFor, ts }) =>
      where === channel.id &&
      !deleted &&
      onlyFor === undefined &&
      (after === '' || ts > after || (inclusive && ts === after)) &&
      (until === '' || ts < until || (inclusive && ts === until)),
  )
}

const replies: Method = (args, { space }) => {
  const channel = space.channelOf(str(args['channel']))
  if (channel === undefined) return refused('channel_not_found')
  const root = str(args['ts'])
  if (space.message(channel.id, root) === undefined) return refused('thread_not_found')
  return page(
    seen(channel, args, space).filter(({ ts, threadTs }) => ts === root || threadTs === root),
    args,
  )
}

/** Newest first, as Slack does; replies are not part of it. */
const history: Method = (args, { space }) => {
  const channel = space.channelOf(str(args['channel']))
  if (channel === undefined) return refused('channel_not_found')
  if (!channel.members.includes(BOT.user)) return refused('not_in_channel')
  return page(
    seen(channel, args, space)
      .filter(({ threadTs }) => threadTs === undefined)
      .toReversed(),
    args,
  )
}

export const asConversation = (channel: Channel): Obj => ({
  id: channel.id,
  name: channel.name,
  is_channel: channel.kind === 'channel',
  is_im: channel.kind === 'im',
  is_member: channel.members.includes(BOT.user),
  is_archived: channel.archived,
  is_ext_shared: channel.external,
  is_shared: channel.external,
  ...(channel.kind === 'im' ? { user: channel.members.find((id) => id !== BOT.user) } : {}),
})

const info: Method = (args, { space }) => {
  const channel = space.channelOf(str(args['channel']))
  return channel === undefined ? refused('channel_not_found') : { ok: true, channel: asConversation(channel) }
}

const open: Method = (args, { space }) => {
  const [user = ''] = str(args['users']).split(',')
  if (!space.people.has(user)) return refused('user_not_found')
  return { ok: true, channel: { id: space.dmWith(user).id } }
}

const permalink: Method = (args, { space }) => {
  const [channel, ts] = [str(args['channel']), str(args['message_ts'])]
  if (space.message(channel, ts) === undefined) return refused('message_not_found')
  return { ok: true, channel, permalink: `https://harbor.slack.test/archives/${channel}/p${ts.replace('.', '')}` }
}

export const messageMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': post,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': permalink,
  'conversations.replies': replies,
  'conversations.history': history,
  'conversations.info': info,
  'conversations.open': open,
}
