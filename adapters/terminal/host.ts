/**
 * What the terminal needs from whoever starts it: the engine's two calls, and a feed of what is
 * said in a thread. Everything printed comes from the feed, so that several processes on one thread
 * behave as one.
 */
import type { Inbound, ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Placement, Reply } from '#conversation/edge/view.ts'

/** One thing said; `inboxId` ends with the id of the inbound it answers. */
export type TerminalSaid = { readonly id: number; readonly placement: Placement; readonly inboxId: string | null }

export type Feed = {
  /** What to show now, oldest first; each once. What the call before gave counts as shown. */
  readonly drain: () => Promise<readonly TerminalSaid[]>
  /** Calls back when there may be something to drain; answers the way to stop. */
  readonly onNotify: (notify: () => void) => () => void
  readonly close: () => Promise<void>
}

export type TerminalHost = {
  readonly claim: (raw: unknown) => Promise<{ readonly inbound: Inbound }>
  readonly handle: (inbound: Inbound) => Promise<Reply>
  readonly follow: (thread: ThreadKey, user: UserKey) => Promise<Feed>
  /** The newest things said that this user may see, oldest first: what was on the screen before this process came. */
  readonly recent: (thread: ThreadKey, user: UserKey) => Promise<readonly TerminalSaid[]>
}
