/**
 * The channels that push, as this process hosts them: opened by what the settings name, their SDKs
 * loaded only then. Each brings how it delivers, what it answers over HTTP, and how it stops. A new
 * one is one entry in `openChannels`. Next: host/parley.ts, which gives them the engine.
 */

import { SLACK_APPROVALS, directTo as slackDirect } from '#adapters/slack/inbound/place.ts'
import type { SlackTuning } from '#adapters/slack/slack.ts'
import type { Config, SlackConfig } from '#config'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { spends } from '#conversation/edge/spent.ts'
import { type EngineDeps, TERMINAL_APPROVALS, terminalDesk } from '#conversation/engine.ts'
import { given } from '#domain/base/given.ts'
import type { Log } from '#host/watch/log.ts'
import { type DiscordTuning, hostDiscord, hostMail } from './discord.ts'
import type { HostedChannel } from './host.ts'
import { hostPayments } from './payments.ts'

/** Channels that serve nobody but staff. */
const STAFF_ONLY = ['slack'] as const

/**
 * What the engine is told, whether or not this process hosts the channels: a request made anywhere
 * is posted where its approvers are.
 */
export function channelFacts(
  { slack, stripe, mail }: Config,
  hosted: readonly HostedChannel[],
): Pick<EngineDeps, 'approvalsDesk' | 'staffOnly' | 'linkTo' | 'handOverDesk' | 'directTo' | 'outside'> & {
  readonly approvalsDesk: ThreadKey
} {
  return {
    approvalsDesk: slack?.approvalsChannel === undefined ? TERMINAL_APPROVALS : SLACK_APPROVALS,
    staffOnly: STAFF_ONLY,
    outside: { links: stripe !== undefined, mail: mail !== undefined },
    ...handOverDesk(hosted),
    directTo: (user) => hosted.map(({ directTo }) => directTo?.(user)).find((thread) => thread !== undefined),
    linkTo: (thread, place) => hosted.map(({ linkTo }) => linkTo(thread, place)).find((link) => link !== undefined),
  }
}

function handOverDesk(hosted: readonly HostedChannel[]): Pick<EngineDeps, 'handOverDesk'> {
  const desk = hosted.find((each) => each.handOverDesk !== undefined)?.handOverDesk
  return desk === undefined ? {} : { handOverDesk: (ref) => desk(ref) ?? terminalDesk(ref) }
}

export async function openChannels(
  { slack, discord, mail, stripe }: Config,
  log: Log,
  tuning: { readonly slack?: SlackTuning | undefined; readonly discord?: DiscordTuning | undefined } = {},
): Promise<readonly HostedChannel[]> {
  return [
    ...(slack === undefined ? [] : [await hostSlack(slack, log, tuning.slack)]),
    ...(discord === undefined ? [] : [await hostDiscord(discord, log, tuning.discord)]),
    ...(mail === undefined ? [] : [hostMail(mail)]),
    ...(stripe === undefined ? [] : [await hostPayments(stripe, log)]),
  ]
}

async function hostSlack(settings: SlackConfig, log: Log, tuning: SlackTuning = {}): Promise<HostedChannel> {
  const { openSlack } = await import('#adapters/slack/slack.ts')
  const slack = openSlack({ settings, log, tuning })
  const { handle } = slack
  return {
    channel: slack.channel,
    linkTo: slack.linkTo,
    directTo: slackDirect,
    ...given({ handOverDesk: slack.handOverDesk }),
    routes: handle === undefined ? [] : [{ method: 'POST', path: '/slack/events', handle }],
    lines: ({ engine, codec, store }) =>
      slack.lines({
        claim: engine.claim,
        handle: engine.handle,
        suggest: engine.suggest,
        peek: codec.peek,
        threadAt: (place) => store.surfaces.threadAt('slack', place),
        shownAt: store.surfaces.shownAt,
        isDrawn: store.surfaces.isDrawn,
        noteOf: store.surfaces.noteOf,
        spends: spends(codec),
        async userGone(user) {
          await store.desk.suspendUser(user, 'slack user_change')
        },
      }),
    check: slack.check,
    stop: slack.stop,
  }
}
