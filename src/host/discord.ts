/**
 * Discord and mail as this process hosts them: the adapter with the engine, the store's questions and the operator's log. Its SDK is only loaded when a
 * token is configured, so that nobody else pays for it. Next: host/channels.ts, the list of what is hosted.
 */
import type { Discord, DiscordOptions } from '#adapters/discord/app.ts'
import type { DiscordEvent } from '#adapters/discord/host.ts'
import type { DiscordConfig, MailConfig } from '#config'
import { mailChannel } from '#jobs/mail-channel.ts'
import { smtpMail } from '#ports/mail.ts'
import { CommandError, EXIT } from './exit.ts'
import type { HostDeps, HostedChannel } from './host.ts'
import type { Log } from './log.ts'

/** What tests change: how long requests may take. */
export type DiscordTuning = Pick<DiscordOptions, 'restTimeout'>

/** Milliseconds until something said before the gateway is ready is tried again. */
const NOT_YET = 500

/** Connected by `start`, which throws CommandError where Discord does not let the bot in. */
export function hostDiscord(settings: DiscordConfig, log: Log, tuning: DiscordTuning = {}): HostedChannel {
  let discord: Discord | undefined
  let state: 'open' | 'refused' = 'open'
  const report = (event: DiscordEvent): void => {
    if (event.kind === 'state' && event.state === 'refused') state = 'refused'
    log(event.kind === 'error' ? { event: 'connection', error: event.error } : { event: 'discord', state: event.state })
  }
  return {
    channel: {
      name: 'discord',
      deliver: async (delivery) =>
        discord?.channel.deliver(delivery) ?? { kind: 'later', wait: NOT_YET, why: 'Discord is not connected yet' },
    },
    linkTo: (thread, place) => {
      if (!thread.startsWith('discord:') || place === undefined) return undefined
      const [channel = ''] = place.split('/')
      return `https://discord.com/channels/${thread.startsWith('discord:@') ? '@me' : (settings.guildId ?? '@me')}/${channel}`
    },
    routes: [],
    async start(deps) {
      discord = await connected({ ...settings, ...tuning, report, host: discordHost(deps) })
    },
    up: () => state === 'open' && discord?.ready() === true,
    check: () => checked(settings),
    stop: async () => discord?.drain(),
    close: async () => discord?.close(),
  }
}

const discordHost = ({ engine, codec, store }: HostDeps): DiscordOptions['host'] => ({
  claim: engine.claim,
  handle: engine.handle,
  peek: codec.peek,
  suggest: engine.suggest,
  threadAt: (channel) => store.surfaces.threadAt('discord', channel),
  openThread: (user) => store.queries.openPlace([`discord:@${user}`], `discord:%/${user}/%`),
})

async function checked(settings: DiscordConfig): ReturnType<HostedChannel['check']> {
  const { checkDiscord } = await import('#adapters/discord/check.ts')
  return checkDiscord(settings)
}

async function connected(options: DiscordOptions): Promise<Discord> {
  const { openDiscord, DiscordRefused } = await import('#adapters/discord/app.ts')
  try {
    return await openDiscord(options)
  } catch (error) {
    if (error instanceof DiscordRefused) throw new CommandError(EXIT.config, error.message)
    throw new CommandError(EXIT.unavailable, 'Discord could not be reached. Try again, or look at https://discordstatus.com.')
  }
}

export function hostMail(settings: MailConfig): HostedChannel {
  const mail = smtpMail(settings)
  return {
    channel: mailChannel(mail),
    linkTo: () => undefined,
    routes: [],
    start: async () => undefined,
    up: () => true,
    check: async () => [{ ok: true, what: 'Mail goes through the server of SMTP_URL.' }],
    stop: async () => undefined,
    close: async () => mail.close(),
  }
}
