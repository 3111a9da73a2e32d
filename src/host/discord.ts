/**
 * Discord and mail as this process hosts them: the adapter with the engine, the store's questions
 * and the operator's log. Its SDK is only loaded when a token is configured, so that nobody else
 * pays for it. Next: host/channels.ts, the list of what is hosted.
 */
import type { DiscordOptions } from '#adapters/discord/app.ts'
import type { DiscordEvent } from '#adapters/discord/host.ts'
import type { DiscordLine } from '#adapters/discord/inbound/line.ts'
import type { DiscordConfig, MailConfig } from '#config'
import { spends } from '#conversation/edge/spent.ts'
import type { Log } from '#host/watch/log.ts'
import { mailChannel } from '#jobs/mail-channel.ts'
import { smtpMail } from '#ports/mail.ts'
import { resendMail } from '#ports/resend.ts'
import type { HostDeps, HostedChannel } from './host.ts'

/** What tests change: how long requests may take. */
export type DiscordTuning = Pick<DiscordOptions, 'restTimeout' | 'signInEvery'>

/** The channel is there at once; it is connected when its line is open. */
export async function hostDiscord(
  settings: DiscordConfig,
  log: Log,
  tuning: DiscordTuning = {},
): Promise<HostedChannel> {
  const { discordLine } = await import('#adapters/discord/inbound/line.ts')
  let discord: DiscordLine | undefined
  return {
    channel: {
      name: 'discord',
      deliver: async (delivery) =>
        discord?.channel.deliver(delivery) ?? { kind: 'later', wait: NOT_YET, why: 'Discord is not started yet' },
    },
    linkTo: (thread, place) => {
      if (!thread.startsWith('discord:') || place === undefined) return undefined
      const [channel = ''] = place.split('/')
      const server = thread.startsWith('discord:@') ? '@me' : (settings.guildId ?? '@me')
      return `https://discord.com/channels/${server}/${channel}`
    },
    routes: [],
    lines(deps) {
      const report = (told: DiscordEvent): void =>
        log(
          told.kind === 'error'
            ? { event: 'connection', channel: 'discord', error: told.error }
            : { event: 'payload-refused', channel: 'discord', why: told.why },
        )
      discord = discordLine({ ...settings, ...tuning, report, host: discordHost(deps) })
      return [deps.sendsOnly ? discord.sender : discord.line]
    },
    check: () => checked(settings),
    stop: async () => discord?.drain(),
  }
}

/** Milliseconds until something said before the lines are there is tried again. */
const NOT_YET = 500

const discordHost = ({ engine, codec, store }: HostDeps): DiscordOptions['host'] => ({
  now: () => store.now().getTime(),
  claim: engine.claim,
  handle: engine.handle,
  peek: codec.peek,
  spends: spends(codec),
  isDrawn: store.surfaces.isDrawn,
  suggest: engine.suggest,
  threadAt: (channel) => store.surfaces.threadAt('discord', channel),
  openThread: (user) => store.queries.openPlace([`discord:@${user}`], `discord:%/${user}/%`),
  spokenIn: (most) => store.surfaces.spokenIn('discord', most),
  heardAs: (id) => store.surfaces.heardAs('discord', id),
  heard: (thread, ids) => store.spoken(ids.map((delivery) => ({ thread, delivery }))),
})

async function checked(settings: DiscordConfig): ReturnType<HostedChannel['check']> {
  const { checkDiscord } = await import('#adapters/discord/check.ts')
  return checkDiscord(settings)
}

export function hostMail(settings: MailConfig): HostedChannel {
  const mail = 'url' in settings ? smtpMail(settings) : resendMail({ ...settings, apiKey: settings.resendKey })
  return {
    channel: mailChannel(mail),
    linkTo: () => undefined,
    routes: [],
    lines: () => [],
    check: async () => [
      { ok: true, what: `Mail goes through ${'url' in settings ? 'the server of SMTP_URL' : 'Resend'}.` },
    ],
    stop: async () => undefined,
    close: async () => mail.close(),
  }
}
