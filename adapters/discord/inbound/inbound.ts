/**
 * What Discord's gateway delivers, parsed once: messages and interactions in the few fields Parley
 * uses. Whoever sent them, and where, becomes a user key and a place; what they mean is decided by
 * interactions.ts and messages.ts. Unknown shapes are undefined, and nothing is done with them.
 */
import { ChannelType, InteractionType } from 'discord.js'
import { z } from 'zod'

const snowflake = z.string().regex(/^\d{1,20}$/)
const user = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
})

const message = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  author: user,
  content: z.string(),
  type: z.number(),
  webhook_id: z.string().optional(),
  mentions: z.array(z.object({ id: snowflake })).default([]),
  referenced_message: z.object({ author: z.object({ id: snowflake }) }).nullish(),
})

/** Only these are something a person wrote: a message and a reply. */
const WRITTEN: readonly number[] = [0, 19]

export type Written = {
  readonly id: string
  /** The message whose words were changed to these. */
  readonly edits?: string
  readonly channel: string
  readonly guild: boolean
  readonly user: Person
  /** Without the mention of the bot. */
  readonly text: string
  readonly mentionsBot: boolean
  /** It begins with a mention of somebody else, or answers them. */
  readonly mentionsOther: boolean
}
export type Person = { readonly id: string; readonly name: string }

/** Undefined: not a message of a person. */
export function readMessage(data: unknown, bot: string): Written | undefined {
  const read = message.safeParse(data)
  if (!read.success) return undefined
  const { id, channel_id, guild_id, author, content, type, webhook_id, mentions, referenced_message } = read.data
  if (author.bot === true || webhook_id !== undefined || !WRITTEN.includes(type)) return undefined
  const mentionsBot = mentions.some((each) => each.id === bot)
  const first = /^\s*<@!?(\d+)>/.exec(content)?.[1]
  const answered = referenced_message?.author.id
  return {
    id,
    channel: channel_id,
    guild: guild_id !== undefined,
    user: { id: author.id, name: author.global_name ?? author.username },
    text: content.replaceAll(new RegExp(`<@!?${bot}>`, 'g'), ' ').trim(),
    mentionsBot,
    mentionsOther:
      first === undefined ? answered !== undefined && answered !== bot && answered !== author.id : first !== bot,
  }
}

/** Changed words are a delivery of their own; a preview Discord added changes none. */
export function readEdit(data: unknown, bot: string): (Written & { readonly at: number }) | undefined {
  const when = z.object({ edited_timestamp: z.string() }).safeParse(data)
  const written = readMessage(data, bot)
  if (!when.success || written === undefined || written.text === '') return undefined
  const { edited_timestamp: at } = when.data
  return { ...written, id: `${written.id}@${at}`, edits: written.id, at: Date.parse(at) }
}

const deleted = z.object({ id: snowflake.optional(), ids: z.array(snowflake).default([]), channel_id: snowflake })

/** Discord says only which messages are gone: one, or many at once. */
export function readDeleted(data: unknown): { readonly ids: readonly string[]; readonly channel: string } | undefined {
  const read = deleted.safeParse(data)
  if (!read.success) return undefined
  const { id, ids, channel_id: channel } = read.data
  return { ids: id === undefined ? ids : [id], channel }
}

const option = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
})
const interaction = z.object({
  id: snowflake,
  type: z.number(),
  token: z.string(),
  channel_id: snowflake.optional(),
  guild_id: snowflake.optional(),
  channel: z.object({ type: z.number(), parent_id: snowflake.nullish() }).optional(),
  member: z.object({ user, permissions: z.string().optional() }).optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
  message: z
    .object({
      id: snowflake,
      flags: z.number().default(0),
      components: z.array(z.unknown()).default([]),
      message_reference: z.object({ message_id: snowflake.optional(), channel_id: snowflake.optional() }).nullish(),
      interaction_metadata: z.object({ interacted_message_id: snowflake.optional() }).nullish().catch(undefined),
    })
    .optional(),
  data: z
    .object({
      name: z.string().optional(),
      options: z.array(option).default([]),
      target_id: snowflake.optional(),
      resolved: z.object({ messages: z.record(z.string(), z.object({ content: z.string() })).optional() }).optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).default([]),
      components: z.array(z.unknown()).default([]),
    })
    .optional(),
})

/** The message a control was pressed on. */
export type DiscordPress = {
  readonly id: string
  readonly private: boolean
  readonly components: readonly unknown[]
  /** The message it was an answer to. */
  readonly about?: { readonly channel: string; readonly message: string }
  /** The message whose control it answers. */
  readonly asks?: string
}
export type Interaction = {
  readonly id: string
  readonly token: string
  readonly channel: string
  readonly guild: boolean
  /** The server's id, where it is one. */
  readonly guildId?: string
  /** Where a private thread can be made: the channel itself, or the one its thread hangs in. */
  readonly parent: string
  readonly user: Person
  readonly locale: string
  readonly message?: DiscordPress
} & (
  | {
      readonly kind: 'command'
      readonly name: string
      readonly options: CommandOptions
      readonly target?: string
      readonly manager: boolean
    }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'press'; readonly customId: string; readonly value?: string }
  | { readonly kind: 'modal'; readonly customId: string; readonly fields: CommandOptions }
)
export type CommandOptions = Readonly<Record<string, string>>

/** Undefined: not an interaction Parley knows. */
export function readInteraction(data: unknown): Interaction | undefined {
  const read = interaction.safeParse(data)
  if (!read.success) return undefined
  const { id, token, channel_id, guild_id, channel, member, locale, message: on, data: said } = read.data
  const who = member?.user ?? read.data.user
  if (who === undefined || channel_id === undefined || said === undefined) return undefined
  const base = {
    id,
    token,
    channel: channel_id,
    guild: guild_id !== undefined,
    ...(guild_id === undefined ? {} : { guildId: guild_id }),
    parent: channel !== undefined && THREADS.includes(channel.type) ? (channel.parent_id ?? channel_id) : channel_id,
    user: { id: who.id, name: who.global_name ?? who.username },
    locale,
    ...(on === undefined ? {} : { message: pressedOn(on) }),
  }
  const body = bodyOf(read.data.type, said, member?.permissions)
  return body === undefined ? undefined : { ...base, ...body }
}

const THREADS: readonly number[] = [ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread]
type Data = NonNullable<z.infer<typeof interaction>['data']>
type Body = Interaction extends infer One
  ? One extends Interaction
    ? Pick<One, Extract<keyof One, BodyKeys>>
    : never
  : never
type BodyKeys = 'kind' | 'name' | 'options' | 'target' | 'manager' | 'text' | 'customId' | 'value' | 'fields'

function bodyOf(type: number, data: Data, permissions: string | undefined): Body | undefined {
  const { custom_id: customId } = data
  switch (type) {
    case InteractionType.ApplicationCommand: {
      const target = data.target_id === undefined ? undefined : data.resolved?.messages?.[data.target_id]?.content
      const options = Object.fromEntries(data.options.map(({ name, value = '' }) => [name, String(value)]))
      const found = { kind: 'command', name: data.name ?? '', options, manager: mayManage(permissions) } as const
      return target === undefined ? found : { ...found, target }
    }
    case InteractionType.ApplicationCommandAutocomplete:
      return { kind: 'search', text: String(data.options.find(({ focused }) => focused === true)?.value ?? '') }
    case InteractionType.MessageComponent: {
      const [value] = data.values
      if (customId === undefined) return undefined
      return value === undefined ? { kind: 'press', customId } : { kind: 'press', customId, value }
    }
    case InteractionType.ModalSubmit:
      return customId === undefined ? undefined : { kind: 'modal', customId, fields: fieldsOf(data.components) }
    default:
      return undefined
  }
}

const PRIVATE = 1 << 6
const pressedOn = ({
  id,
  flags,
  components,
  message_reference: about,
  interaction_metadata: metadata,
}: NonNullable<z.infer<typeof interaction>['message']>): DiscordPress => ({
  id,
  private: (flags & PRIVATE) !== 0,
  ...(metadata?.interacted_message_id === undefined ? {} : { asks: metadata.interacted_message_id }),
  components,
  ...(about?.message_id === undefined || about.channel_id === undefined
    ? {}
    : { about: { channel: about.channel_id, message: about.message_id } }),
})

/** Whoever may manage the server decides where people start orders. */
const MANAGE_GUILD = 0x20n
const mayManage = (permissions: string | undefined): boolean =>
  permissions !== undefined && /^\d{1,25}$/.test(permissions) && (BigInt(permissions) & (MANAGE_GUILD | 8n)) !== 0n

const input = z.object({ custom_id: z.string(), value: z.string().nullish(), values: z.array(z.string()).optional() })
const labelled = z.object({ component: input })

/** A field of a label; Discord answers null for a choice not made. */
function fieldsOf(components: readonly unknown[]): CommandOptions {
  return Object.fromEntries(
    components.flatMap((part) => {
      const read = labelled.safeParse(part)
      if (!read.success) return []
      const { custom_id: id, value, values } = read.data.component
      return [[id, value ?? values?.[0] ?? '']]
    }),
  )
}
