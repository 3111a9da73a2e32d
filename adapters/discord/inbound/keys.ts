/**
 * Names of people and places on Discord as Parley keeps them. A conversation is `discord:@<user>`
 * (their direct messages), `discord:<channel>/<user>/ <interaction>` (a private thread made for the
 * order that interaction asked for, in that channel), or `discord:<channel>` (any other place).
 * Keys are known before the place exists, so that what was said is claimed before anything is made;
 * deliver.ts makes the place.
 */
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'

export type DiscordPlace =
  | { readonly kind: 'direct'; readonly user: string }
  | { readonly kind: 'thread'; readonly parent: string; readonly user: string; readonly asked: string }
  | { readonly kind: 'channel'; readonly channel: string }

export const CHANNEL = 'discord'

export const discordUserKey = (id: string): UserKey => `${CHANNEL}:${id}`
/** Undefined: somebody of another channel. */
export const discordUserId = (key: UserKey): string | undefined => /^discord:(\d{1,20})$/.exec(key)?.[1]

export function discordPlaceKey(place: DiscordPlace): ThreadKey {
  switch (place.kind) {
    case 'direct':
      return `${CHANNEL}:@${place.user}`
    case 'thread':
      return `${CHANNEL}:${place.parent}/${place.user}/${place.asked}`
    case 'channel':
      return `${CHANNEL}:${place.channel}`
    default:
      return place satisfies never
  }
}

/** Undefined: no key of this channel. */
export function discordPlace(key: ThreadKey): DiscordPlace | undefined {
  const direct = /^discord:@(\d{1,20})$/.exec(key)?.[1]
  if (direct !== undefined) return { kind: 'direct', user: direct }
  const [, parent, user, asked] = /^discord:(\d{1,20})\/(\d{1,20})\/(\d{1,20})$/.exec(key) ?? []
  if (parent !== undefined && user !== undefined && asked !== undefined) return { kind: 'thread', parent, user, asked }
  const channel = /^discord:(\d{1,20})$/.exec(key)?.[1]
  return channel === undefined ? undefined : { kind: 'channel', channel }
}
