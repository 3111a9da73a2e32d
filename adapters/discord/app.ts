/**
 * One connection to Discord: discord.js' client with as few intents as it needs, wired to the
 * dispatcher. Answers when the gateway is ready. It reconnects and resumes by itself; what it
 * cannot mend (a refused token, a reconnect that takes for ever) it says, and whoever holds the
 * line opens another. Next: line.ts.
 */
import { Client, Events, GatewayIntentBits, Options } from 'discord.js'
import { createAcks } from '#adapters/discord/inbound/acks.ts'
import { hear } from '#adapters/discord/inbound/hear.ts'
import type { Deps } from '#adapters/discord/inbound/interactions.ts'
import { guardPackets } from '#adapters/discord/inbound/packets.ts'
import { createCalls } from '#adapters/discord/outbound/calls.ts'
import { createChannel } from '#adapters/discord/outbound/deliver.ts'
import { createPlaces } from '#adapters/discord/outbound/places.ts'
import { restOptions } from '#adapters/discord/outbound/rest.ts'
import type { Channel } from '#conversation/edge/channel.ts'
import type { LineEvents } from '#conversation/edge/line.ts'
import { COMMANDS } from './commands.ts'
import type { DiscordEvent, DiscordHost } from './host.ts'
import { bury, type IdentifyPace } from './identify.ts'
import { registerCommands } from './registration.ts'

export type DiscordOptions = {
  readonly token: string
  /** Another place than Discord's own, without a slash at the end. */
  readonly apiUrl?: string
  /** The shop's own server; commands are registered everywhere. */
  readonly guildId?: string
  /** Connections the servers are shared out over; `auto`: as many as Discord recommends. */
  readonly shards: 'auto' | number
  /** The privileged intent is asked for: typed words are read in threads too. */
  readonly messageContent: boolean
  readonly host: DiscordHost
  readonly report: (event: DiscordEvent) => void
  /** Milliseconds before a request counts as lost. */
  readonly restTimeout?: number
  /** Milliseconds between two sign-ins, where Discord allows more than its five seconds. */
  readonly signInEvery?: number
}
export type Discord = {
  readonly channel: Channel
  /**
   * Hears nothing new; settles when what is being worked on is done, at the latest after 10 s.
   * Delivery still works.
   */
  readonly drain: () => Promise<void>
  readonly close: () => Promise<void>
}
export type Connecting = { readonly events: LineEvents; readonly pace: IdentifyPace }

/** Discord says no; the message is what to do, for who starts Parley. */
export class DiscordRefused extends Error {
  override readonly name = 'DiscordRefused'
}

const READY = 30_000
const REGISTER_AGAIN = 60_000
/** discord.js is given so long to reconnect. Milliseconds. */
const STUCK = 180_000
/** Close codes after which discord.js does not come back. */
export const FATAL: Readonly<Record<number, string>> = {
  4004: 'Discord refused DISCORD_TOKEN. Make a new one in the developer portal (Bot, Reset Token).',
  4010: 'Discord refused the number of connections. Set DISCORD_SHARDS=auto.',
  4011: 'Discord wants more connections for so many servers. Set DISCORD_SHARDS=auto.',
  4013: 'Discord refused the intents.',
  4014:
    'Discord refused the Message Content Intent. Switch it on in the developer portal (Bot), or remove ' +
    'DISCORD_MESSAGE_CONTENT.',
}

/** Throws DiscordRefused when Discord does not let the bot in. */
export async function openDiscord(options: DiscordOptions, { events, pace }: Connecting): Promise<Discord> {
  const { report, messageContent } = options
  const client = clientOf(options, pace)
  const fault = (error: unknown): void => report({ kind: 'error', error })
  guardPackets(client, fault)
  const bot = (): { readonly user: string; readonly application: string } => {
    const { user, application } = client
    return { user: user?.id ?? '', application: application?.id ?? user?.id ?? '' }
  }
  const calls = createCalls(client.rest, bot, (why) => report({ kind: 'payload-refused', why }))
  const parts = { calls, acks: createAcks(options.guildId), places: createPlaces(calls) }
  const deps: Deps = { ...parts, host: options.host, reads: messageContent, report }
  const intake = hear(client, deps)
  const refused = (why: string): void => events.lost({ kind: 'refused', why: 'refused', fix: why })
  client.on(Events.Error, fault)
  client.on(Events.ShardError, fault)
  const watching = watch(client, events)
  const close = async (): Promise<void> => {
    watching.stop()
    bury(client)
    await client.destroy()
  }
  try {
    await login(client, options.token)
  } catch (error) {
    await close()
    throw refusedOr(error)
  }
  client.on(Events.ShardDisconnect, ({ code }) =>
    refused(FATAL[code] ?? `Discord closed the connection for good (${code}).`),
  )
  const registering = await register(client, options, fault)
  return {
    channel: createChannel({
      ...parts,
      now: options.host.now,
      reads: messageContent,
      onUnauthorized: () => refused(FATAL[4004] ?? ''),
    }),
    drain: intake.drain,
    async close() {
      registering.stop()
      await close()
    },
  }
}

/** Without commands people still write: a registration that fails is tried again, and keeps nobody waiting. */
async function register(
  client: Client,
  { guildId }: DiscordOptions,
  fault: (error: unknown) => void,
): Promise<{ readonly stop: () => void }> {
  let again: NodeJS.Timeout | undefined
  let stopped = false
  const attempt = async (): Promise<void> => {
    const guilds = [...new Set([...(guildId === undefined ? [] : [guildId]), ...client.guilds.cache.keys()])]
    try {
      await registerCommands(client.rest, client.application?.id ?? '', { commands: COMMANDS, guilds })
    } catch (error) {
      fault(error)
      if (!stopped) again = setTimeout(() => void attempt(), REGISTER_AGAIN)
    }
  }
  await attempt()
  return {
    stop() {
      stopped = true
      clearTimeout(again)
    },
  }
}

/** People come and go: what is kept of them never grows with their number, whatever they do. */
const ourselves = {
  maxSize: 200,
  keepOverLimit: ({ id, client }: { readonly id: string; readonly client: Client }) => id === client.user?.id,
}
const KEPT: Parameters<typeof Options.cacheWithLimits>[0] = {
  ...Options.DefaultMakeCacheSettings,
  ...{ MessageManager: 0, ReactionManager: 0, ReactionUserManager: 0, ThreadMemberManager: 0, PresenceManager: 0 },
  ...{ VoiceStateManager: 0, GuildInviteManager: 0, GuildScheduledEventManager: 0, StageInstanceManager: 0 },
  ...{ GuildEmojiManager: 0, GuildStickerManager: 0, GuildBanManager: 0, AutoModerationRuleManager: 0 },
  GuildMemberManager: ourselves,
  UserManager: ourselves,
}

type Connected = Pick<DiscordOptions, 'apiUrl' | 'restTimeout' | 'shards' | 'messageContent'>

export function clientOf(options: Connected, pace: IdentifyPace): Client {
  return new Client({
    intents: intentsOf(options.messageContent),
    rest: restOptions(options),
    ws: { buildIdentifyThrottler: pace.throttler },
    ...(options.shards === 'auto'
      ? { shards: 'auto' as const }
      : { shards: Array.from({ length: options.shards }, (_, shard) => shard), shardCount: options.shards }),
    allowedMentions: { parse: [] },
    // Everything is read from raw packets: what discord.js would keep of messages is of no use to anybody.
    makeCache: Options.cacheWithLimits(KEPT),
    sweepers: Options.DefaultSweeperSettings,
  })
}

/** Says while discord.js reconnects, and gives it up when that takes for ever. */
function watch(client: Client, { lost, mending }: LineEvents): { readonly stop: () => void } {
  const away = new Map<number, NodeJS.Timeout>()
  let stopped = false
  const back = (shard: number): void => {
    clearTimeout(away.get(shard))
    away.delete(shard)
    if (away.size === 0) mending(false)
  }
  client.on(Events.ShardReconnecting, (shard) => {
    if (stopped || away.has(shard)) return
    away.set(
      shard,
      setTimeout(() => lost({ kind: 'unreachable', why: 'reconnect-stuck' }), STUCK),
    )
    mending(true)
  })
  client.on(Events.ShardResume, back)
  client.on(Events.ShardReady, back)
  return {
    stop() {
      stopped = true
      for (const timer of away.values()) clearTimeout(timer)
      away.clear()
    },
  }
}

function intentsOf(messageContent: boolean): readonly GatewayIntentBits[] {
  const least = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]
  return messageContent ? [...least, GatewayIntentBits.MessageContent] : least
}

/** Settles when the gateway is ready. */
async function login(client: Client, token: string): Promise<void> {
  const ready = Promise.withResolvers<void>()
  const timer = setTimeout(() => ready.reject(new Error('Discord did not become ready in time')), READY)
  client.once(Events.ClientReady, () => ready.resolve())
  client.once(Events.ShardDisconnect, ({ code }) =>
    ready.reject(new DiscordRefused(FATAL[code] ?? `Discord closed the connection (${code}).`)),
  )
  try {
    await Promise.all([client.login(token), ready.promise])
  } finally {
    clearTimeout(timer)
  }
}

function refusedOr(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0
  return code === 'TokenInvalid' || status === 401 ? new DiscordRefused(FATAL[4004]) : error
}
