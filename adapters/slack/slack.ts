/**
 * The Slack channel: who we are, how payloads arrive, what is done about them, how answers leave.
 * Loaded only where Slack is configured. Its connections are lines that the host keeps open: the
 * token that has to be good, and two sockets where there are any. Next: app.ts (payloads in),
 * sockets.ts (Socket Mode), deliver.ts (messages out), renderer/ (how it looks).
 */
import type { Receiver } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { type Acts, createActs, respond } from '#adapters/slack/inbound/acts.ts'
import { externalChannels } from '#adapters/slack/inbound/external.ts'
import { linkInto, newThreadKey } from '#adapters/slack/inbound/place.ts'
import { type HttpReceiver, httpReceiver } from '#adapters/slack/inbound/receivers.ts'
import { lostBy, slackClient } from '#adapters/slack/outbound/client.ts'
import { slackChannel } from '#adapters/slack/outbound/deliver.ts'
import type { Channel } from '#conversation/edge/channel.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { type Line, type LineEvents, type Lost, SIGNED_OUT } from '#conversation/edge/line.ts'
import type { LinkTo } from '#conversation/edge/view.ts'
import { slackApp } from './app.ts'
import { type Check, checkSlack } from './check.ts'
import type { SlackHost, SlackLog, SlackSelf, SlackSettings } from './host.ts'
import { socketDoor, socketLine } from './sockets.ts'

export type Slack = {
  readonly channel: Channel
  readonly linkTo: LinkTo
  /** Under a root of its own in the orders channel, once the workspace is known. Absent without such a channel. */
  readonly handOverDesk?: (ref: number) => ThreadKey | undefined
  /** HTTP mode: what answers POST /slack/events. */
  readonly handle?: HttpReceiver['handle']
  /** Called once. */
  readonly lines: (host: SlackHost) => readonly Line[]
  readonly check: () => Promise<readonly Check[]>
  readonly stop: () => Promise<void>
}
/** Of Slack itself, as it is; only tests change it. Milliseconds. */
export type SlackTuning = {
  /** Before a call counts as lost. */
  readonly timeout?: number
  /** What Slack counts its tiers by. */
  readonly minute?: number
}
export type SlackOptions = { readonly settings: SlackSettings; readonly log: SlackLog; readonly tuning?: SlackTuning }

/** Milliseconds before something is tried again that the token does not allow now. */
const NOT_NOW = 2_000

export function openSlack({ settings, log, tuning: { timeout, minute } = {} }: SlackOptions): Slack {
  const { botToken: token, apiUrl, appToken, ordersChannel } = settings
  const client = slackClient({ token, log, ...(apiUrl && { apiUrl }), ...(timeout && { timeout }) })
  const arrival = arrivalOf(settings)
  const signedIn = createSignedIn({ client, settings, log, receiver: arrival.receiver })
  const channel = slackChannel({
    client,
    ...(minute && { minute }),
    ...(settings.approvalsChannel === undefined ? {} : { approvalsChannel: settings.approvalsChannel }),
    shownAlready: (id) => signedIn.acts()?.memory.shownAlready(id) ?? false,
    revoked: signedIn.doubted,
    payloadRefused: (why) => log({ event: 'payload-refused', why }),
    async notWelcome(id, why) {
      const address = signedIn.acts()?.memory.respondTo(id)
      if (address !== undefined) await respond(address, notWelcomeText(why)).catch(() => undefined)
    },
  })
  return {
    channel: {
      name: channel.name,
      deliver: async (delivery) =>
        signedIn.good() ? channel.deliver(delivery) : { kind: 'later', wait: NOT_NOW, why: signedIn.why() },
    },
    ...(ordersChannel === undefined
      ? {}
      : { handOverDesk: (ref) => deskIn(signedIn.self()?.team, ordersChannel, ref) }),
    linkTo(thread, place) {
      const site = signedIn.self()?.site
      return site !== undefined && thread.startsWith('slack:') ? linkInto(site, place) : undefined
    },
    ...(arrival.handle === undefined ? {} : { handle: arrival.handle }),
    lines(host) {
      const { door } = arrival
      if (appToken === undefined || door === undefined) return [signedIn.line(host)]
      const socket = () => socketLine(appToken, { settings, log, door, known: signedIn.known })
      return [signedIn.line(host), socket(), socket()]
    },
    check: () => checkSlack(client, settings, log),
    stop: signedIn.stop,
  }
}

type SignedIn = {
  readonly line: (host: SlackHost) => Line
  /** Settles when it was tried for the first time. */
  readonly known: Promise<void>
  readonly good: () => boolean
  /** Why it is not. */
  readonly why: () => string
  /** A call was refused: whether the token is good is asked again. */
  readonly doubted: (why: string) => void
  readonly self: () => SlackSelf | undefined
  readonly acts: () => Acts | undefined
  readonly stop: () => Promise<void>
}
type SignIn = SlackOptions & { readonly client: WebClient; readonly receiver: Receiver }

/** The line of the bot token: open while Slack takes it. What is heard is served from the first time on. */
function createSignedIn({ client, settings, log, receiver }: SignIn): SignedIn {
  const known = Promise.withResolvers<void>()
  const token = tokenState()
  let self: SlackSelf | undefined
  let app: ReturnType<typeof slackApp> | undefined
  let acts: Acts | undefined
  async function begin(host: SlackHost, who: SlackSelf): Promise<void> {
    self = who
    if (app !== undefined) return
    acts = createActs({
      host,
      client,
      log,
      removed: token.doubted,
      reading: { self, settings, host, externals: externalChannels(client) },
    })
    app = slackApp({ settings, self, receiver, acts, log })
    await app.start()
  }
  return {
    known: known.promise,
    ...token,
    self: () => self,
    acts: () => acts,
    stop: async () => app?.stop(),
    line: (host) => ({
      part: 'api',
      sends: true,
      lostBy: token.lostBy,
      async open(given) {
        await whoAmI(client)
          .then((who) => begin(host, who))
          .finally(known.resolve)
        return token.opened(given)
      },
    }),
  }
}

/** What is known of the token: the line it has while it is good, why it is not. */
function tokenState() {
  let events: LineEvents | undefined
  let refused: string | undefined
  const asRefused = (why: string): Lost => {
    refused = why
    return { kind: 'refused', why, fix: botTokenFix(why) }
  }
  return {
    good: () => events !== undefined,
    why: () => (refused === undefined ? 'slack-not-connected' : `${SIGNED_OUT}${refused}`),
    doubted: (why: string): void => events?.lost(asRefused(why)),
    lostBy(error: unknown): Lost {
      const lost = lostBy(error, botTokenFix)
      return lost.kind === 'refused' ? asRefused(lost.why) : lost
    },
    opened(given: LineEvents): () => Promise<void> {
      events = given
      refused = undefined
      return async () => {
        events = undefined
      }
    },
  }
}

const deskIn = (team: string | undefined, channel: string, ref: number): ThreadKey | undefined =>
  team === undefined ? undefined : newThreadKey(team, channel, `hand-over-${ref}`)

const botTokenFix = (why: string): string =>
  `Slack refused SLACK_BOT_TOKEN (${why}): copy it again from the app's "OAuth & Permissions".`

const notWelcomeText = (why: string): string =>
  ['not_in_channel', 'channel_not_found'].includes(why)
    ? 'I am not in this channel, so I cannot write here. Invite me with /invite and my name, then say it again; ' +
      'nothing was lost.'
    : `Slack did not let me answer here (${why}). What you said is kept.`

async function whoAmI(client: WebClient): Promise<SlackSelf> {
  const {
    team_id: team = '',
    enterprise_id: enterprise,
    user_id: user = '',
    bot_id: bot = '',
    url: site = '',
  } = await client.auth.test()
  return { team, user, bot, site, ...(enterprise === undefined ? {} : { enterprise }) }
}

function arrivalOf({ appToken, signingSecret = '' }: SlackSettings) {
  if (appToken === undefined) {
    const receiver = httpReceiver({ signingSecret })
    return { receiver, handle: receiver.handle, door: undefined }
  }
  const door = socketDoor()
  return { receiver: door, handle: undefined, door }
}
