// Answering people: the first response within three seconds and once, then follow-ups and edits as
// long as the token lives. Rule: what a response may be depends on what was pressed, and Discord
// says no to anything else. Next: discord.ts, whose verbs make interactions.
import { z } from 'zod'
import { choicesSchema, messageSchema, modalSchema } from './components.ts'
import { EPHEMERAL, modalProblems } from './limits.ts'
import { messagePayload } from './payloads.ts'
import type { Posts } from './posts.ts'
import { type Answer, type Asked, badForm, done, no, ok, type Route, read } from './rest.ts'
import { type Interaction, type Message, type State, say } from './state.ts'
import { modalText } from './transcript.ts'

export type InteractionTimes = { readonly firstResponse: number; readonly tokenLife: number }
type Deps = { readonly state: State; readonly posts: Posts; readonly times: InteractionTimes }

const callbackSchema = z.strictObject({ type: z.literal([4, 5, 6, 7, 8, 9]), data: z.looseObject({}).nullish() })
type CallbackType = z.infer<typeof callbackSchema>['type']
const deferSchema = z
  .strictObject({ flags: z.number().int().optional(), allowed_mentions: z.unknown().optional() })
  .nullish()

/**
 * Which first responses fit: a command cannot update a message, a form cannot follow a form, an
 * autocomplete takes choices only.
 */
function fits(interaction: Interaction, type: CallbackType): boolean {
  switch (interaction.wireType) {
    case 2:
      return type === 4 || type === 5 || type === 9
    case 3:
      return type !== 8
    case 4:
      return type === 8
    case 5:
      return type === 4 || type === 5 || ((type === 6 || type === 7) && interaction.message !== undefined)
    default:
      return interaction.wireType satisfies never
  }
}

export function interactionRoutes(deps: Deps): readonly Route[] {
  const { state, times } = deps
  const alive = (token: string, answer: (interaction: Interaction) => Answer): Answer => {
    const interaction = state.interactions.get(token)
    if (interaction === undefined || state.now() - interaction.createdAt > times.tokenLife)
      return no(401, 50027, 'Invalid Webhook Token')
    return interaction.answered === undefined ? no(404, 10015, 'Unknown Webhook') : answer(interaction)
  }
  const open = (method: string, path: RegExp, answer: Route['answer']): Route => ({
    method,
    path,
    auth: 'none',
    answer,
  })
  return [
    open('POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, ([, token = ''], asked) => {
      const interaction = state.interactions.get(token)
      if (interaction === undefined || state.now() - interaction.createdAt > times.firstResponse)
        return no(404, 10062, 'Unknown interaction')
      if (interaction.answered !== undefined) return no(400, 40060, 'Interaction has already been acknowledged.')
      return respond(deps, interaction, asked)
    }),
    open('POST', /^\/webhooks\/\d+\/([^/]+)$/, ([token = ''], { body }) =>
      alive(token, (it) => followUp(deps, it, body)),
    ),
    ...(['GET', 'PATCH', 'DELETE'] as const).map((method) =>
      open(method, /^\/webhooks\/\d+\/([^/]+)\/messages\/(@original|\d+)$/, ([token = '', which = ''], { body }) =>
        alive(token, (interaction) => touch(deps, interaction, { method, which, body })),
      ),
    ),
  ]
}

function respond(deps: Deps, interaction: Interaction, { body, query }: Asked): Answer {
  const { state } = deps
  const given = read(callbackSchema, body)
  if (!given.ok) return given.answer
  const { type, data } = given.value
  if (!fits(interaction, type)) return badForm([`a response of type ${type} does not fit this interaction`])
  const refused = responses[type](deps, interaction, data)
  if (refused !== undefined) return refused
  interaction.answered = type
  if (query.get('with_response') !== 'true') return done
  const { original } = interaction
  return ok({
    interaction: { id: interaction.id, type: interaction.wireType, response_message_id: original?.id ?? null },
    resource: { type, ...(original === undefined || type === 6 ? {} : { message: messagePayload(state, original) }) },
  })
}

/** Each does it, or answers why not. */
const responses = {
  4: ({ state, posts }: Deps, interaction: Interaction, data: unknown) => {
    const given = read(messageSchema, data)
    if (!given.ok) return given.answer
    const posted = posts.post(interaction.channel, given.value, {
      interaction,
      private: Boolean((given.value.flags ?? 0) & EPHEMERAL),
    })
    if (!posted.ok) return posted.answer
    state.messages.set(posted.message.id, posted.message)
    interaction.original = posted.message
    return undefined
  },
  5: ({ state }: Deps, interaction: Interaction, data: unknown) => {
    const given = read(deferSchema, data)
    if (!given.ok) return given.answer
    interaction.thinking = true
    interaction.original = thinking(state, interaction, Boolean((given.value?.flags ?? 0) & EPHEMERAL))
    return undefined
  },
  6: (_: Deps, interaction: Interaction) => {
    interaction.original = interaction.message
    return undefined
  },
  7: ({ posts }: Deps, interaction: Interaction, data: unknown) => {
    const given = read(messageSchema, data)
    if (!given.ok) return given.answer
    if (interaction.message === undefined) return badForm(['nothing to update'])
    const edited = posts.edit(interaction.message, given.value)
    interaction.original = interaction.message
    return edited.ok ? undefined : edited.answer
  },
  8: (_: Deps, interaction: Interaction, data: unknown) => {
    const given = read(choicesSchema, data)
    if (!given.ok) return given.answer
    interaction.choices = given.value.choices
    return undefined
  },
  9: ({ state }: Deps, interaction: Interaction, data: unknown) => {
    const given = read(modalSchema, data)
    if (!given.ok) return given.answer
    const problems = modalProblems(given.value)
    if (problems.length > 0) return badForm(problems)
    interaction.modal = given.value
    say(
      state,
      { channel: interaction.channel.id, onlyFor: interaction.user.id },
      `Parley opens a form: ${modalText(given.value)}`,
    )
    return undefined
  },
} satisfies Record<CallbackType, (deps: Deps, interaction: Interaction, data: unknown) => Answer | undefined>

/** "Parley is thinking": a message without words until it is edited. */
function thinking(state: State, interaction: Interaction, onlyOne: boolean): Message {
  const message: Message = {
    id: state.snowflake(),
    channel: interaction.channel.id,
    author: state.bot,
    nonce: undefined,
    onlyFor: onlyOne ? interaction.user.id : undefined,
    answers: interaction,
    about: undefined,
    content: '',
    components: [],
    flags: (1 << 7) | (onlyOne ? EPHEMERAL : 0),
    createdAt: state.now(),
    editedAt: undefined,
    lateEdits: 0,
    gone: false,
  }
  state.messages.set(message.id, message)
  return message
}

function followUp({ state, posts }: Deps, interaction: Interaction, body: unknown): Answer {
  const given = read(messageSchema, body)
  if (!given.ok) return given.answer
  // The first one takes the place of "thinking", and is as private as that was.
  if (interaction.thinking && interaction.original !== undefined)
    return touchOriginal({ state, posts }, interaction.original, { interaction, body })
  const posted = posts.post(interaction.channel, given.value, {
    interaction,
    private: Boolean((given.value.flags ?? 0) & EPHEMERAL),
  })
  return posted.ok ? ok(messagePayload(state, posted.message)) : posted.answer
}

type Touch = { readonly method: 'GET' | 'PATCH' | 'DELETE'; readonly which: string; readonly body: unknown }
function touch({ state, posts }: Deps, interaction: Interaction, { method, which, body }: Touch): Answer {
  const named = which === '@original' ? interaction.original : state.messages.get(which)
  const message =
    named !== undefined && !named.gone && (which === '@original' || named.answers?.token === interaction.token)
      ? named
      : undefined
  if (message === undefined) return no(404, 10008, 'Unknown Message')
  if (method === 'GET') return ok(messagePayload(state, message))
  if (method === 'PATCH') return touchOriginal({ state, posts }, message, { interaction, body })
  interaction.thinking = false
  posts.remove(message)
  return done
}

function touchOriginal(
  { state, posts }: Pick<Deps, 'state' | 'posts'>,
  message: Message,
  { interaction, body }: { readonly interaction: Interaction; readonly body: unknown },
): Answer {
  const given = read(messageSchema, body)
  if (!given.ok) return given.answer
  const edited = posts.edit(message, given.value)
  if (!edited.ok) return edited.answer
  if (message === interaction.original) interaction.thinking = false
  message.flags &= ~(1 << 7)
  return ok(messagePayload(state, message))
}
