/**
 * The calls Parley makes to Discord's REST interface, one function each, and what their failures
 * mean. Every message carries a mark derived from its delivery: sending it twice posts it once
 * (nonce), and it is found again later (the container's id).
 */
import { createHash } from 'node:crypto'
import {
  ChannelType,
  DiscordAPIError,
  HTTPError,
  type InteractionResponseType,
  MessageFlags,
  RateLimitError,
  type REST,
  type RouteLike,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import { z } from 'zod'
import { type Body, plainBody } from '#adapters/discord/renderer/message.ts'

export type Calls = ReturnType<typeof createCalls>
/** The message, and the thread it hangs in. */
export type PostedMessage = { readonly channel: string; readonly message: string }

const created = z.object({ id: z.string() })
const messages = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    components: z.array(z.object({ id: z.number().optional() })).default([]),
  }),
)
const written = z.object({
  content: z.string(),
  author: z.object({ id: z.string() }),
  components: z.array(z.unknown()).default([]),
})

type Bot = () => { readonly user: string; readonly application: string }

/** `refused`: told when Discord took a message only as plain text. */
export function createCalls(rest: REST, bot: Bot, refused: (why: string) => void) {
  const inWords = plainly(refused)
  return { ...answers(rest, bot, inWords), ...messagesOf(rest, bot, inWords), ...placesOf(rest) }
}

const NEWEST = new URLSearchParams({ limit: '50' })
const INVALID_BODY = 50_035
type InWords = <T>(body: Body, send: (body: Body) => Promise<T>) => Promise<T>

/** Discord says no to what we built, a fault of ours: the words go out all the same. */
const plainly =
  (refused: (why: string) => void): InWords =>
  async (body, send) => {
    try {
      return await send(body)
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== INVALID_BODY) throw error
      refused(`discord-${INVALID_BODY}`)
      return send(plainBody(body))
    }
  }

/** Answers to an interaction need no token of the bot: Discord takes the interaction's own. */
function answers(rest: REST, bot: Bot, inWords: InWords) {
  const webhook = (token: string): RouteLike => Routes.webhook(bot().application, token)
  const original = (token: string): RouteLike => Routes.webhookMessage(bot().application, token, '@original')
  return {
    /** The first and only answer to an interaction. */
    async answer(
      interaction: { readonly id: string; readonly token: string },
      type: InteractionResponseType,
      data?: unknown,
    ): Promise<void> {
      const body = data === undefined ? { type } : { type, data }
      await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
    },
    async editAnswer(token: string, body: Body): Promise<void> {
      await inWords(body, (shown) => rest.patch(original(token), { body: shown, auth: false }))
    },
    async deleteAnswer(token: string): Promise<void> {
      await rest.delete(original(token), { auth: false })
    },
    async followUp(token: string, body: Body): Promise<void> {
      const hidden = { ...body, flags: body.flags | MessageFlags.Ephemeral }
      await inWords(hidden, (shown) => rest.post(webhook(token), { body: shown, auth: false }))
    },
  }
}

function messagesOf(rest: REST, bot: Bot, inWords: InWords) {
  return {
    async post(
      channel: string,
      body: Body,
      { key, about }: { readonly key: string; readonly about?: string },
    ): Promise<PostedMessage> {
      const reply = about === undefined ? {} : { message_reference: { message_id: about, fail_if_not_exists: false } }
      const sent = await inWords(body, (shown) =>
        rest.post(Routes.channelMessages(channel), {
          body: { ...marked(shown, key), ...reply, nonce: nonceOf(key), enforce_nonce: true },
        }),
      )
      return { channel, message: created.parse(sent).id }
    },
    /** A message of an earlier attempt, among the newest fifty. */
    async find(channel: string, key: string): Promise<PostedMessage | undefined> {
      const found = messages.parse(await rest.get(Routes.channelMessages(channel), { query: NEWEST }))
      const own = found.find(
        ({ author, components }) => author.id === bot().user && components.some(({ id }) => id === markOf(key)),
      )
      return own === undefined ? undefined : { channel, message: own.id }
    },
    /** Newest first, as Discord shows them: what people wrote among them. */
    async newest(channel: string): Promise<readonly unknown[]> {
      return z.array(z.unknown()).parse(await rest.get(Routes.channelMessages(channel), { query: NEWEST }))
    },
    async edit({ channel, message }: PostedMessage, body: Body): Promise<void> {
      await inWords(body, (shown) => rest.patch(Routes.channelMessage(channel, message), { body: shown }))
    },
    /** The same message with these parts of it left. */
    async redraw({ channel, message }: PostedMessage, components: readonly unknown[]): Promise<void> {
      await rest.patch(Routes.channelMessage(channel, message), {
        body: { components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } },
      })
    },
    async remove({ channel, message }: PostedMessage): Promise<void> {
      await rest.delete(Routes.channelMessage(channel, message))
    },
    async read({ channel, message }: PostedMessage): Promise<z.infer<typeof written>> {
      return written.parse(await rest.get(Routes.channelMessage(channel, message)))
    },
  }
}

function placesOf(rest: REST) {
  return {
    /** The same channel however often it is asked for. */
    async openDirect(user: string): Promise<string> {
      return created.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: user } })).id
    },
    async openThread(parent: string, name: string): Promise<string> {
      const made = await rest.post(Routes.threads(parent), {
        body: {
          name,
          type: ChannelType.PrivateThread,
          invitable: false,
          auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
        },
      })
      return created.parse(made).id
    },
    async addMember(thread: string, user: string): Promise<void> {
      await rest.put(Routes.threadMembers(thread, user))
    },
    /** It opens again by itself when somebody writes there. */
    async archive(thread: string): Promise<void> {
      await rest.patch(Routes.channel(thread), { body: { archived: true } })
    },
    async unarchive(thread: string): Promise<void> {
      await rest.patch(Routes.channel(thread), { body: { archived: false } })
    },
  }
}

/** At most 25 characters. */
const nonceOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 25)
/** A component id is a number below 2^31; small ones are Discord's own numbering. */
const markOf = (key: string): number =>
  1_000_000 + (createHash('sha256').update(key).digest().readUInt32BE(0) % 2_000_000_000)

const marked = (body: Body, key: string): Body => {
  const [first, ...rest] = body.components
  return first === undefined ? body : { ...body, components: [{ ...first, id: markOf(key) }, ...rest] }
}

export type DiscordFailure =
  /** Discord asks to wait so many milliseconds. */
  | { readonly kind: 'wait'; readonly for: number }
  /** It surely did not arrive. */
  | { readonly kind: 'unreachable' }
  /** It may have arrived. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'unauthorized' }
  /** Discord's own code says why it refused. */
  | { readonly kind: 'refused'; readonly code: number }

export const GONE = {
  message: 10_008,
  channel: 10_003,
  access: 50_001,
  direct: 50_007,
  /** No server in common any more. */
  stranger: 50_278,
  permission: 50_013,
  archived: 50_083,
  locked: 160_005,
} as const
/** The interaction or its token is over. */
export const OVER: readonly number[] = [10_015, 10_062, 40_060, 50_027]

/** A parsing fault is ours: it is thrown on. */
export function discordFailure(error: unknown): DiscordFailure {
  if (error instanceof RateLimitError) return { kind: 'wait', for: error.retryAfter }
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    // A token of an interaction that ran out is refused with 401 too; that says nothing about the bot's.
    if (error.status === 401 && !(error instanceof DiscordAPIError && OVER.includes(Number(error.code))))
      return { kind: 'unauthorized' }
    if (error.status >= 500) return { kind: 'unsure' }
    return { kind: 'refused', code: error instanceof DiscordAPIError ? Number(error.code) : error.status }
  }
  if (error instanceof z.ZodError || error instanceof TypeError || error instanceof RangeError) {
    // fetch throws a TypeError around the network's own error.
    if (!(error instanceof TypeError) || error.cause === undefined) throw error
  }
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return NOT_SENT.includes(code) ? { kind: 'unreachable' } : { kind: 'unsure' }
}
const NOT_SENT: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]
