/**
 * What one payload came to, and what is needed to find that out. Next: inbound.ts, messages.ts and
 * submissions.ts, which read payloads; acts.ts, which does what was heard.
 */

import type { SlackHost, SlackSelf, SlackSettings } from '#adapters/slack/host.ts'
import type { SlackMessage } from '#adapters/slack/renderer/message.ts'
import type { Findable, Inbound, ThreadKey, UserKey, Where } from '#conversation/edge/inbound.ts'
import type { Externals } from './external.ts'
import type { Submission } from './payloads.ts'

export type SlackHeard =
  /** `trigger`: a form may be opened with it for three seconds; `form`: it will be asked for. */
  | {
      readonly kind: 'inbound'
      readonly inbound: Inbound
      readonly form: boolean
      readonly trigger?: string
      readonly respondTo?: string
      /**
       * The channel of which nobody knows yet who reads along: kept as if another company did,
       * answered when it is known.
       */
      readonly unsure?: string
      readonly pressedOn?: PressedOn
    }
  | {
      readonly kind: 'submission'
      readonly inbound: Inbound
      readonly view: Submission['view']
      readonly openedOn?: PressedOn | undefined
    }
  | { readonly kind: 'search'; readonly user: string; readonly what: Findable; readonly text: string }
  | SlackPageTurn
  | { readonly kind: 'gone'; readonly user: string }
  /** The app was taken out of the workspace, or its token back. */
  | { readonly kind: 'removed'; readonly why: string }
  /** Not for Parley: acknowledged and left alone. */
  | { readonly kind: 'nothing' }

/** The message a control stands on: its content, which Slack does not repeat of what only one person sees. */
export type PressedOn = {
  readonly place: string
  readonly content?: SlackMessage
  readonly note?: NonNullable<SlackPageTurn['note']>
}

export type SlackPageTurn = {
  readonly kind: 'page'
  readonly thread: ThreadKey
  readonly place: string
  readonly page: number
  /** Of a private note: the key it was said under, and the address that changes what only one person sees. */
  readonly note?: { readonly key: string; readonly user: UserKey; readonly respondTo?: string }
}

export type SlackReading = {
  readonly self: SlackSelf
  readonly settings: SlackSettings
  readonly host: Pick<SlackHost, 'threadAt' | 'peek'>
  /** People of another company are in it. */
  readonly externals: Externals
  /** A thread this process began a moment ago: its root may not be known yet. */
  readonly isRecent: (thread: ThreadKey) => boolean
  /** How often this form came back with errors. */
  readonly refusals: (view: string) => number
}

export const nothingHeard: SlackHeard = { kind: 'nothing' }

export type Readers = { readonly where: Where; readonly unsure?: string }

/** Who reads along in a channel, as far as it is known at once. */
export function whereIn(channel: string, { externals }: SlackReading): Readers {
  const external = externals.now(channel)
  if (external === undefined) return { where: 'external', unsure: channel }
  return { where: external ? 'external' : 'shared' }
}
