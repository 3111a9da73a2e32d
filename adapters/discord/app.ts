/**
 * The Discord channel: discord.js' client with as few intents as it needs, wired to the dispatcher. Answers when the gateway is ready and the commands
 * are registered. A refused token is fatal (nothing can work again without a new one); everything else reconnects and resumes by itself.
 */
import { Client, Events, GatewayIntentBits, type RESTOptions } from 'discord.js'
import type { Channel } from '#conversation/edge/channel.ts'
import { createAcks } from './acks.ts'
import { createCalls } from './calls.ts'
import { registerCommands } from './commands.ts'
import { createChannel } from './deliver.ts'
import { onInteraction, onMessage } from './dispatch.ts'
import type { DiscordEvent, DiscordHost } from './host.ts'
import { readEdit, readInteraction, readMessage } from './inbound.ts'
import type { Deps } from './interactions.ts'
import { createPlaces } from './places.ts'

export type DiscordOptions = {
  readonly token: string
  /** Another place than Discord's own, without a slash at the end. */
  readonly apiUrl?: string
  /** The one server commands are registered in; absent = everywhere. */
  readonly guildId?: string
  /** The privileged intent is asked for: typed words are read in threads too. */
  readonly messageContent: boolean
  readonly host: DiscordHost
  readonly report: (event: DiscordEvent) => void
  /** Milliseconds before a request counts as lost. */
  readonly restTimeout?: number
}
export type Discord = {
  readonly channel: Channel
  readonly ready: () => boolean
  /** Hears nothing new; settles when what is being worked on is done, at the latest after 10 s. Delivery still works. */
  readonly drain: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What went wrong, in words for who starts Parley. */
export class DiscordRefused extends Error {
  override readonly name = 'DiscordRefused'
}

const READY = 30_000
const DRAIN = 10_000
const TIMEOUT = 8_000
/** Longer waits are left to the outbox; shorter ones are waited for here. Milliseconds. */
const SHORT_WAIT = 1_500
/** Close codes after which discord.js does not come back. */
const FATAL: Readonly<Record<number, string>> = {
  4004: 'Discord refused DISCORD_TOKEN. Make a new one in the developer portal (Bot, Reset Token).',
  4013: 'Discord refused the intents.',
  4014: 'Discord refused the Message Content Intent. Switch it on in the developer portal (Bot), or remove DISCORD_MESSAGE_CONTENT.',
}

/** Throws DiscordRefused when Discord does not let the bot in. */
export async function openDiscord(options: DiscordOptions): Promise<Discord> {
  const { report, messageContent } = options
  const client = new Client({ intents: intentsOf(messageContent), rest: restOf(options), allowedMentions: { parse: [] } })
  const bot = (): { readonly user: string; readonly application: string } => {
    const { user, application } = client
    return { user: user?.id ?? '', application: application?.id ?? user?.id ?? '' }
  }
  const calls = createCalls(client.rest, bot)
  const parts = { calls, acks: createAcks(Date.now), places: createPlaces(calls) }
  const deps: Deps = { ...parts, host: options.host, reads: messageContent, report }
  const intake = hear(client, deps)
  const onUnauthorized = (): void => report({ kind: 'state', state: 'refused' })
  client.on(Events.Error, (error) => report({ kind: 'error', error }))
  client.on(Events.ShardError, (error) => report({ kind: 'error', error }))
  client.on(Events.ShardReconnecting, () => report({ kind: 'state', state: 'reconnecting' }))
  client.on(Events.ShardResume, () => report({ kind: 'state', state: 'resumed' }))
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code in FATAL) onUnauthorized()
  })
  try {
    await login(client, options.token)
    await registerCommands(client.rest, bot().application, options.guildId)
  } catch (error) {
    await client.destroy()
    throw refusedOr(error)
  }
  report({ kind: 'state', state: 'ready' })
  return {
    channel: createChannel({ ...parts, now: Date.now, reads: messageContent, onUnauthorized }),
    ready: () => client.isReady(),
    drain: intake.drain,
    async close() {
      await intake.drain()
      await client.destroy()
    },
  }
}

function intentsOf(messageContent: boolean): readonly GatewayIntentBits[] {
  const least = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]
  return messageContent ? [...least, GatewayIntentBits.MessageContent] : least
}

/** Requests go through fetch, so that a proxy or a test can stand in between; a lost one is not sent again by itself, the outbox decides. */
function restOf({ apiUrl, restTimeout = TIMEOUT }: DiscordOptions): Partial<RESTOptions> {
  return {
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    makeRequest: viaFetch,
    retries: 0,
    timeout: restTimeout,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > SHORT_WAIT,
  }
}

/** Bodies are JSON text both ways: files are never sent, so nothing reads the answer as a stream. */
const viaFetch: RESTOptions['makeRequest'] = async (url, { method, headers, body, signal }) => {
  const answer = await fetch(url, {
    ...(method === undefined ? {} : { method }),
    headers: new Headers(Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)])),
    ...(typeof body === 'string' ? { body } : {}),
    ...(signal === undefined || signal === null ? {} : { signal }),
  })
  return {
    body: null,
    bodyUsed: false,
    headers: answer.headers,
    ok: answer.ok,
    status: answer.status,
    statusText: answer.statusText,
    arrayBuffer: () => answer.arrayBuffer(),
    json: () => answer.json(),
    text: () => answer.text(),
  }
}

/** Settles when the gateway is ready. */
async function login(client: Client, token: string): Promise<void> {
  const ready = Promise.withResolvers<void>()
  const timer = setTimeout(() => ready.reject(new DiscordRefused('Discord did not become ready within 30 s.')), READY)
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

/** Raw packets, so that a direct message is heard although discord.js does not know its channel yet. */
function hear(client: Client, deps: Deps): { readonly drain: () => Promise<void> } {
  const running = new Set<Promise<void>>()
  const inOrder = queuePerKey()
  let open = true
  const work = (job: Promise<void>): void => {
    const guarded = job.catch((error: unknown) => deps.report({ kind: 'error', error })).finally(() => running.delete(guarded))
    running.add(guarded)
  }
  const heard = (packet: { readonly t?: unknown; readonly d?: unknown }): void => {
    if (!open) return
    if (packet.t === 'INTERACTION_CREATE') {
      const asked = readInteraction(packet.d)
      if (asked !== undefined) work(onInteraction(asked, deps))
    }
    if (packet.t === 'MESSAGE_CREATE') {
      const written = readMessage(packet.d, client.user?.id ?? '')
      if (written !== undefined) work(inOrder(written.channel, () => onMessage(written, deps)))
    }
    if (packet.t === 'MESSAGE_UPDATE') {
      const edited = readEdit(packet.d, client.user?.id ?? '')
      if (edited !== undefined) work(inOrder(edited.channel, () => onMessage(edited, deps)))
    }
  }
  client.on('raw', heard)
  return {
    async drain() {
      open = false
      const limit = AbortSignal.timeout(DRAIN)
      const over = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve(), { once: true }))
      while (running.size > 0 && !limit.aborted) await Promise.race([Promise.all(running), over])
    },
  }
}

/** Words of one place are taken one after the other, as they were said; nobody waits for another place. */
function queuePerKey(): (key: string, job: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>()
  return (key, job) => {
    const next = (last.get(key) ?? Promise.resolve()).then(job)
    const settled = next
      .catch(() => undefined)
      .finally(() => {
        if (last.get(key) === settled) last.delete(key)
      })
    last.set(key, settled)
    return next
  }
}
