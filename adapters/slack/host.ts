/**
 * What the Slack adapter needs from whoever starts it: the engine's calls, where a Slack thread
 * leads, what was last shown at a message, and the operator's ear. Nothing else of Parley is known
 * here.
 */
import type { Inbound, SuggestQuery, ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Spends } from '#conversation/edge/spent.ts'
import type { Placement, Reply, SelectOption } from '#conversation/edge/view.ts'

export type SlackHost = {
  readonly claim: (raw: unknown) => Promise<{ readonly inbound: Inbound }>
  readonly handle: (inbound: Inbound) => Promise<Reply>
  readonly suggest: (query: SuggestQuery) => Promise<readonly SelectOption[]>
  /** Whether pressing it opens a form. */
  readonly peek: (token: string, value?: string) => 'form' | 'other'
  /** The thread whose root is this message; undefined: none of Parley's. */
  readonly threadAt: (place: string) => Promise<ThreadKey | undefined>
  /** What the message shows now, for another page of it. */
  readonly shownAt: (thread: ThreadKey, place: string) => Promise<Placement | undefined>
  /** A message that turns draw anew: a card, or what was posted about a subject. */
  readonly isDrawn: (thread: ThreadKey, place: string) => Promise<boolean>
  /** A note said to this person under this key, for another page of it. */
  readonly noteOf: (key: string, user: UserKey) => Promise<Placement | undefined>
  /** Whether a press uses another control of its message up. */
  readonly spends: Spends
  /** Their account is gone. */
  readonly userGone: (user: UserKey) => Promise<void>
}

/** `why` is a short code, never what was said. */
export type SlackLog = (line: {
  /** `payload-refused`: an alarm. */
  readonly event: 'slack' | 'payload-refused'
  readonly why: string
  readonly inboundId?: string
  readonly error?: unknown
}) => void

export type SlackSettings = {
  readonly botToken: string
  /** Slack's Web API; absent: Slack's own. */
  readonly apiUrl?: string
  /** Socket Mode when there is one, HTTP otherwise. */
  readonly appToken?: string
  readonly signingSecret?: string
  /** Where orders go that were begun outside of a channel. */
  readonly ordersChannel?: string
  readonly approvalsChannel?: string
}

/**
 * Who Parley is in its workspace, as auth.test says; `enterprise` is the organisation the workspace
 * belongs to, if any.
 */
export type SlackSelf = {
  readonly team: string
  readonly enterprise?: string
  readonly user: string
  readonly bot: string
  readonly site: string
}
