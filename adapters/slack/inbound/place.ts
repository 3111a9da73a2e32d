/**
 * Where a conversation is in Slack, as a thread key and back. `slack:T1/C1/170.1` under somebody's
 * message, `slack:T1/C1/~x` under a root that delivery posts, `slack:T1/@U1` the direct message
 * with a person, `slack:T1/home/U1` their Home tab, `slack:approvals` the approvals channel.
 * Messages and users: external ids `C1/170.1`, user keys `slack:T1/U1`.
 */
import { createHash } from 'node:crypto'
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'

export const SLACK_APPROVALS: ThreadKey = 'slack:approvals'

export type SlackPlace =
  /** `root`: the person's message it hangs under; absent when the root is Parley's own. */
  | { readonly kind: 'thread'; readonly channel: string; readonly root?: string }
  | { readonly kind: 'dm'; readonly user: string }
  | { readonly kind: 'home'; readonly user: string }
  | { readonly kind: 'approvals' }

/** Undefined: not a thread of Slack. */
export function slackPlace(thread: ThreadKey): SlackPlace | undefined {
  if (thread === SLACK_APPROVALS) return { kind: 'approvals' }
  const [, first = '', second] = /^slack:[^/]+\/([^/]+)(?:\/([^/]+))?$/.exec(thread) ?? []
  if (first.startsWith('@')) return { kind: 'dm', user: first.slice(1) }
  if (first === 'home' && second !== undefined) return { kind: 'home', user: second }
  if (first === '' || second === undefined) return undefined
  return { kind: 'thread', channel: first, ...(second.startsWith('~') ? {} : { root: second }) }
}

export const slackUserKey = (team: string, user: string): UserKey => `slack:${team}/${user}`
/** "U1" of `slack:T1/U1`; undefined for people of other channels. */
export const slackUser = (user: UserKey): string | undefined => /^slack:[^/]+\/([^/]+)$/.exec(user)?.[1]
export const dmKey = (team: string, user: string): ThreadKey => `slack:${team}/@${user}`
/** The direct messages with whom this key names; undefined for people of other channels. */
export const directTo = (user: UserKey): ThreadKey | undefined =>
  slackUser(user) === undefined ? undefined : user.replace(/\/(?=[^/]+$)/, '/@')
export const homeKey = (team: string, user: string): ThreadKey => `slack:${team}/home/${user}`
export const threadKey = (team: string, channel: string, ts: string): ThreadKey => `slack:${team}/${channel}/${ts}`
/** `seed` is what makes the delivery one of a kind: the same delivery again begins the same thread. */
export const newThreadKey = (team: string, channel: string, seed: string): ThreadKey =>
  `slack:${team}/${channel}/~${seed}`

export const externalId = (channel: string, ts: string): string => `${channel}/${ts}`
export function messageAt(external: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = external.split('/')
  return { channel, ts }
}

/** `site` is the workspace's own address, such as https://harbor.slack.com/; undefined: the thread has no root yet. */
export function linkInto(site: string, place: string | undefined): string | undefined {
  if (place === undefined) return undefined
  const { channel, ts } = messageAt(place)
  return new URL(`archives/${channel}/p${ts.replace('.', '')}`, site).href
}

/** For delivery ids made of what Slack says of a delivery: long, and made of any characters. */
export const shortHash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 20)
