/**
 * The Slack channel, opened: who we are, how payloads arrive, what is done about them, how answers leave. Loaded only where Slack is configured.
 * Next: app.ts (payloads in), deliver.ts (messages out), renderer/ (how it looks).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Channel } from '#conversation/edge/channel.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { LinkTo } from '#conversation/edge/view.ts'
import { createActs, respond } from './acts.ts'
import { slackApp } from './app.ts'
import { type Check, checkSlack } from './check.ts'
import { allowList, clientOptions, failureOf, slackClient } from './client.ts'
import { slackChannel } from './deliver.ts'
import { externalChannels } from './external.ts'
import type { SlackHost, SlackLog, SlackSelf, SlackSettings } from './host.ts'
import { linkInto, newThreadKey } from './place.ts'
import { type HttpReceiver, httpReceiver, together } from './receivers.ts'

export type Slack = {
  readonly channel: Channel
  readonly linkTo: LinkTo
  /** Under a root of its own in the orders channel; absent without one. */
  readonly handOverDesk?: (ref: number) => ThreadKey
  /** HTTP mode: what answers POST /slack/events. */
  readonly handle?: HttpReceiver['handle']
  /** Begins to listen. */
  readonly start: (host: SlackHost) => Promise<void>
  readonly up: () => boolean
  readonly check: () => Promise<readonly Check[]>
  readonly stop: () => Promise<void>
}
export type SlackOptions = { readonly settings: SlackSettings; readonly log: SlackLog }

/** Slack says no to the token, or was not reachable for long. `why` is its short code. */
export class SlackUnavailable extends Error {
  readonly kind: 'refused' | 'unreachable'
  readonly why: string
  constructor(kind: SlackUnavailable['kind'], why: string) {
    super(`Slack: ${why}`)
    this.kind = kind
    this.why = why
  }
}

const PATIENCE = 30_000
const PAUSE = 1_000

/** Throws SlackUnavailable. */
export async function openSlack({ settings, log }: SlackOptions): Promise<Slack> {
  const { botToken: token, apiUrl } = settings
  const client = slackClient({ token, log, ...(apiUrl === undefined ? {} : { apiUrl }) })
  const self = await whoAmI(client)
  const arrival = arrivalOf(settings, log)
  let revoked = false
  let app: ReturnType<typeof slackApp> | undefined
  let acts: ReturnType<typeof createActs> | undefined
  const channel = slackChannel({
    client,
    ...(settings.approvalsChannel === undefined ? {} : { approvalsChannel: settings.approvalsChannel }),
    shownAlready: (id) => acts?.memory.shownAlready(id) ?? false,
    revoked(why) {
      revoked = true
      log({ event: 'slack', why })
    },
    async notWelcome(id, why) {
      const address = acts?.memory.respondTo(id)
      if (address !== undefined) await respond(address, notWelcomeText(why)).catch(() => undefined)
    },
  })
  return {
    channel,
    ...(settings.ordersChannel === undefined ? {} : { handOverDesk: deskIn(self.team, settings.ordersChannel) }),
    linkTo: (thread, place) => (thread.startsWith('slack:') ? linkInto(self.site, place) : undefined),
    ...(arrival.handle === undefined ? {} : { handle: arrival.handle }),
    async start(host) {
      acts = createActs({ host, client, log, reading: { self, settings, host, isExternal: externalChannels(client) } })
      app = slackApp({ settings, self, receiver: arrival.receiver, acts, log })
      await app.start()
    },
    up: () => !revoked && arrival.up(),
    check: () => checkSlack(client, settings, log),
    stop: async () => app?.stop(),
  }
}

const deskIn = (team: string, channel: string) => (ref: number) => newThreadKey(team, channel, `hand-over-${ref}`)

const notWelcomeText = (why: string): string =>
  ['not_in_channel', 'channel_not_found'].includes(why)
    ? 'I am not in this channel, so I cannot write here. Invite me with /invite and my name, then say it again; nothing was lost.'
    : `Slack did not let me answer here (${why}). What you said is kept.`

async function whoAmI(client: WebClient): Promise<SlackSelf> {
  for (const deadline = Date.now() + PATIENCE; ; await pause(PAUSE)) {
    try {
      const {
        team_id: team = '',
        enterprise_id: enterprise,
        user_id: user = '',
        bot_id: bot = '',
        url: site = '',
      } = await client.auth.test()
      return { team, user, bot, site, ...(enterprise === undefined ? {} : { enterprise }) }
    } catch (error) {
      const { kind, why } = failureOf(error)
      if (kind === 'revoked' || kind === 'refused') throw new SlackUnavailable('refused', why)
      if (Date.now() > deadline) throw new SlackUnavailable('unreachable', why)
    }
  }
}

type Arrival = { readonly receiver: Receiver; readonly up: () => boolean; readonly handle?: HttpReceiver['handle'] }

function arrivalOf({ appToken, signingSecret = '', apiUrl }: SlackSettings, log: SlackLog): Arrival {
  if (appToken === undefined) {
    const receiver = httpReceiver({ signingSecret })
    return { receiver, handle: receiver.handle, up: () => true }
  }
  const sockets = [1, 2].map(() => {
    const logger = allowList(log)
    return new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions: clientOptions(apiUrl) } })
  })
  const connected = new Set<SocketModeReceiver>()
  for (const socket of sockets) {
    socket.client.on('connected', () => connected.add(socket))
    socket.client.on('disconnected', () => connected.delete(socket))
    socket.client.on('reconnecting', () => connected.delete(socket))
  }
  return { receiver: together(sockets), up: () => connected.size > 0 }
}
