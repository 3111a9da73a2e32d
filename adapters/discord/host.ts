/**
 * What the Discord adapter needs from whoever starts it: the engine's two calls, and
 * questions that change nothing. It never sees the store.
 */
import type { Inbound, SuggestQuery, ThreadKey } from '#conversation/edge/inbound.ts'
import type { Spends } from '#conversation/edge/spent.ts'
import type { Reply, SelectOption } from '#conversation/edge/view.ts'

export type DiscordHost = {
  /** The one clock of all processes, milliseconds: how old a message is, whatever this machine believes. */
  readonly now: () => number
  /** Stores the inbound exactly once; `fresh: false` = somebody else answers it. */
  readonly claim: (raw: unknown) => Promise<{ readonly inbound: Inbound; readonly fresh: boolean }>
  readonly handle: (inbound: Inbound) => Promise<Reply>
  /** What a press will be answered with, told from the control alone. */
  readonly peek: (token: string, value?: string) => 'form' | 'other'
  /** Whether a press uses another control of its message up. */
  readonly spends: Spends
  /** A message that turns draw anew: a card, or what was posted about a subject. */
  readonly isDrawn: (thread: ThreadKey, message: string) => Promise<boolean>
  /** What fits the words, for autocomplete. */
  readonly suggest: (query: SuggestQuery) => Promise<readonly SelectOption[]>
  /** The conversation whose place this channel is. */
  readonly threadAt: (channel: string) => Promise<ThreadKey | undefined>
  /** The private conversation in which this person has an order open or has not placed one yet; the newest. */
  readonly openThread: (user: string) => Promise<ThreadKey | undefined>
  /** The channels of the conversations spoken in last, newest first. */
  readonly spokenIn: (most: number) => Promise<readonly { readonly thread: ThreadKey; readonly channel: string }[]>
  /** What was heard under this id. */
  readonly heardAs: (id: string) => Promise<Inbound | undefined>
  /** Of these messages of a conversation, the ones that were claimed before. */
  readonly heard: (thread: ThreadKey, ids: readonly string[]) => Promise<ReadonlySet<string>>
}

/** What happened, for the operator: never words of people. */
export type DiscordEvent =
  | { readonly kind: 'error'; readonly error: unknown }
  /** Discord took a message only as plain text. */
  | { readonly kind: 'payload-refused'; readonly why: string }
