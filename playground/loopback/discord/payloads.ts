// People, channels, messages and interactions as they go over the wire. Rule: every field
// discord.js reads, nothing that is not so on Discord. Next: gateway.ts and routes-*.ts, which send
// them.
import {
  type Channel,
  type Interaction,
  isThread,
  type Message,
  PERMISSIONS,
  type Permission,
  type State,
  type User,
} from './state.ts'

const JOINED = '2024-01-01T00:00:00.000Z'
const WIRE_KIND = { text: 0, dm: 1, announcement: 5, 'public-thread': 11, 'private-thread': 12 } as const

export const bits = (permissions: Iterable<Permission>): string =>
  String([...permissions].reduce((sum, permission) => sum | PERMISSIONS[permission], 0n))

export const userPayload = ({ id, name, bot }: User) => ({
  id,
  username: name.toLowerCase().replaceAll(' ', '_'),
  global_name: bot ? null : name,
  discriminator: '0',
  avatar: null,
  bot,
  flags: 0,
})

export const memberPayload = (user: User, { memberPermissions }: State) => ({
  user: userPayload(user),
  nick: null,
  avatar: null,
  roles: [] as readonly string[],
  joined_at: JOINED,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  permissions: bits(user.admin === true ? [...memberPermissions, 'manage-server'] : memberPermissions),
})

/** A channel of no server named is of the shop's. */
const serverOf = ({ guild }: State, channel: Channel): string => channel.guild ?? guild

export function channelPayload(state: State, channel: Channel) {
  const base = { id: channel.id, type: WIRE_KIND[channel.kind], flags: 0, last_message_id: null }
  if (channel.kind === 'dm') {
    const recipients = [...channel.members].flatMap((id) => state.users.get(id) ?? []).filter(({ bot }) => !bot)
    return { ...base, recipients: recipients.map(userPayload) }
  }
  const placed = {
    ...base,
    guild_id: serverOf(state, channel),
    name: channel.name,
    parent_id: channel.parent ?? null,
    rate_limit_per_user: 0,
  }
  if (!isThread(channel)) return { ...placed, position: 0, permission_overwrites: [], nsfw: false, topic: null }
  return {
    ...placed,
    owner_id: state.bot.id,
    member_count: channel.members.size,
    message_count: 0,
    total_message_sent: 0,
    thread_metadata: {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: 1440,
      archive_timestamp: new Date(state.now()).toISOString(),
      invitable: false,
    },
  }
}

export function messagePayload(state: State, message: Message) {
  const channel = state.channels.get(message.channel)
  const { answers } = message
  return {
    id: message.id,
    channel_id: message.channel,
    ...(channel === undefined || channel.kind === 'dm' ? {} : { guild_id: serverOf(state, channel) }),
    author: userPayload(message.author),
    content: message.content,
    components: message.components,
    flags: message.flags,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: mentionsOf(state, message.content),
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    ...(message.about === undefined
      ? {}
      : { message_reference: { message_id: message.about, channel_id: message.channel } }),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(answers === undefined
      ? {}
      : {
          application_id: state.bot.id,
          interaction_metadata: {
            id: answers.id,
            type: answers.wireType,
            user: userPayload(answers.user),
            authorizing_integration_owners: {},
            ...(answers.wireType === 3 && answers.message !== undefined
              ? { interacted_message_id: answers.message.id }
              : {}),
          },
        }),
  }
}

/** Neither who wrote it nor what it said. */
export function deletedPayload(state: State, { id, channel: at }: Message) {
  const channel = state.channels.get(at)
  const inServer = channel === undefined || channel.kind === 'dm' ? {} : { guild_id: serverOf(state, channel) }
  return { id, channel_id: at, ...inServer }
}

function mentionsOf(state: State, content: string) {
  const ids = [...content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? '')
  return ids.flatMap((id) => state.users.get(id) ?? []).map(userPayload)
}

export function guildPayload(state: State) {
  const role = (id: string, name: string, permissions: string, position: number) => ({
    ...{ id, name, permissions, position },
    ...{ color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null } },
    ...{ hoist: false, managed: false, mentionable: false, flags: 0 },
  })
  return {
    id: state.guild,
    name: 'Harbor Goods',
    owner_id: '1',
    ...{
      icon: null,
      afk_timeout: 300,
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
    },
    ...{
      emojis: [],
      features: [],
      mfa_level: 0,
      system_channel_id: null,
      system_channel_flags: 0,
      rules_channel_id: null,
    },
    ...{
      premium_tier: 0,
      preferred_locale: 'en-US',
      public_updates_channel_id: null,
      nsfw_level: 0,
      premium_progress_bar_enabled: false,
    },
    ...{
      stickers: [],
      joined_at: JOINED,
      large: false,
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
    },
    ...{ soundboard_sounds: [], unavailable: false, member_count: state.users.size },
    roles: [role(state.guild, '@everyone', bits(state.permissions), 0)],
    members: [...state.users.values()].map((user) => memberPayload(user, state)),
    channels: [...state.channels.values()]
      .filter(({ kind, guild }) => guild === undefined && (kind === 'text' || kind === 'announcement'))
      .map((channel) => channelPayload(state, channel)),
    threads: [...state.channels.values()].filter(isThread).map((channel) => channelPayload(state, channel)),
  }
}

export function interactionPayload(state: State, interaction: Interaction, data: object) {
  const { id, token, wireType, user, channel, message } = interaction
  const place =
    channel.kind === 'dm'
      ? {
          user: userPayload(user),
          context: 1,
          app_permissions: bits(['view-channel', 'send-messages', 'embed-links', 'read-history']),
        }
      : {
          member: memberPayload(user, state),
          guild_id: serverOf(state, channel),
          guild: { id: serverOf(state, channel), locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          context: 0,
          app_permissions: bits(state.permissions),
        }
  return {
    ...{ id, token, type: wireType, application_id: state.bot.id, version: 1, data },
    channel_id: channel.id,
    channel: { ...channelPayload(state, channel), permissions: bits(state.memberPermissions) },
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 10_485_760,
    ...place,
    ...(message === undefined ? {} : { message: messagePayload(state, message) }),
  }
}
