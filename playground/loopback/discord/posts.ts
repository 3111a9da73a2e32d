// Posting, editing and deleting messages, for channels and interactions alike. Rule: Discord's
// checks in Discord's order; what is done goes on the timeline in words. Next: routes-channels.ts
// and routes-interactions.ts, which decide who may.
import type { MessageBody } from './components.ts'
import type { Gateway } from './gateway.ts'
import { calledBy, EPHEMERAL, messageProblems, textOf } from './limits.ts'
import { deletedPayload, messagePayload } from './payloads.ts'
import { type Answer, badForm, no } from './rest.ts'
import { type Channel, type Interaction, isThread, type Message, type State, say } from './state.ts'
import { messageText } from './transcript.ts'

export type Posts = {
  readonly post: (
    channel: Channel,
    body: MessageBody,
    by?: { readonly interaction: Interaction; readonly private: boolean },
  ) => Result
  readonly edit: (message: Message, body: MessageBody) => Result
  readonly remove: (message: Message) => void
}
type Result = { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly answer: Answer }

const HOUR = 3_600_000
/** Discord counts edits of messages older than an hour; how many it lets pass is not published. */
const LATE_EDITS = 3
/** A 429 like any other but for its code: a client that waits and tries again does so for ever. */
const TOO_MANY_LATE_EDITS: Answer = {
  status: 429,
  body: {
    code: 30046,
    message: 'Maximum number of edits to messages older than 1 hour reached. Try again later',
    retry_after: 60,
    global: false,
  },
  headers: { 'retry-after': '60' },
}

export function createPosts(state: State, gateway: () => Gateway): Posts {
  return {
    post(channel, body, by) {
      const problems = messageProblems(body)
      if (problems.length > 0) return { ok: false, answer: badForm(problems) }
      const message: Message = {
        id: state.snowflake(),
        channel: channel.id,
        author: state.bot,
        nonce: body.nonce === undefined ? undefined : String(body.nonce),
        onlyFor: by?.private === true ? by.interaction.user.id : undefined,
        answers: by?.interaction,
        about: body.message_reference?.message_id,
        content: body.content ?? '',
        components: body.components ?? [],
        flags: (body.flags ?? 0) | (by?.private === true ? EPHEMERAL : 0),
        createdAt: state.now(),
        editedAt: undefined,
        lateEdits: 0,
        gone: false,
      }
      state.messages.set(message.id, message)
      calls(state, message, body)
      const to = message.onlyFor === undefined ? '' : ` to ${by?.interaction.user.name} privately`
      say(state, message, `Parley${to}: ${messageText(message)}`)
      if (message.onlyFor === undefined) gateway().dispatchMessage(message, channel)
      return { ok: true, message }
    },
    edit(message, body) {
      const problems = messageProblems(body, message)
      if (problems.length > 0) return { ok: false, answer: badForm(problems) }
      const late = message.onlyFor === undefined && state.now() - message.createdAt > HOUR
      if (late && message.lateEdits >= LATE_EDITS) return { ok: false, answer: TOO_MANY_LATE_EDITS }
      message.lateEdits += late ? 1 : 0
      message.content = body.content === undefined ? message.content : (body.content ?? '')
      message.components = body.components === undefined ? message.components : (body.components ?? [])
      message.flags |= body.flags ?? 0
      message.editedAt = state.now()
      say(state, message, `Parley changes it: ${messageText(message)}`)
      if (message.onlyFor === undefined) gateway().dispatch('MESSAGE_UPDATE', messagePayload(state, message))
      return { ok: true, message }
    },
    remove(message) {
      message.gone = true
      if (message.onlyFor === undefined) gateway().dispatch('MESSAGE_DELETE', deletedPayload(state, message))
    },
  }
}

/** Only what is posted calls people; an edit never does. */
function calls(state: State, message: Message, body: MessageBody): void {
  const called = calledBy(textOf(body), body.allowed_mentions)
  if (called.users.length > 0 || called.everyone || called.roles) state.pings.push({ message: message.id, ...called })
}

/**
 * Why nothing may be written here by the bot. A locked thread is closed to it; an archived one
 * opens again when something is posted.
 */
export function closedTo(state: State, channel: Channel | undefined): Answer | undefined {
  if (channel === undefined || channel.gone) return no(404, 10003, 'Unknown Channel')
  if (channel.kind === 'dm' && [...channel.members].some((id) => state.strangers.has(id)))
    return no(403, 50278, 'Cannot send messages to this user due to having no mutual guilds')
  if (channel.kind === 'dm')
    return [...channel.members].some((id) => state.closedTo.has(id))
      ? no(403, 50007, 'Cannot send messages to this user')
      : undefined
  const needed = isThread(channel) ? 'send-in-threads' : 'send-messages'
  if (!state.permissions.has('view-channel')) return no(403, 50001, 'Missing Access')
  if (!state.permissions.has(needed)) return no(403, 50013, 'Missing Permissions')
  if (channel.kind === 'private-thread' && !channel.members.has(state.bot.id)) return no(403, 50001, 'Missing Access')
  return channel.locked && !state.permissions.has('manage-threads') ? no(400, 160005, 'Thread is locked') : undefined
}
