/**
 * Hand-over: a customer asked for a person, so their draft is open in two threads: their own
 * (`home`) and one of the reps (`desk`). Rule: it stays the customer's draft; who of the shop has
 * it is a named lock that both sides see. Next: conversation/turn/people/hand-over.ts says it to both.
 */
import type { ThreadKey, UserKey } from '#domain/base/flavour.ts'

export type HandOver = {
  /** `waiting`: nobody has taken it; the bot goes on serving. `taken`: a rep speaks for the shop. */
  readonly status: 'waiting' | 'taken'
  readonly home: string
  readonly desk: string
  /** The customer's chat user, and what they are called there. */
  readonly user: UserKey
  readonly name: string
  readonly askedAt: string
  /** Who has it. */
  readonly by?: { readonly id: string; readonly name: string; readonly user: UserKey }
}

/** The thread a draft belongs to, whichever of its two threads a turn came from. */
export const homeOf = (handOver: HandOver | undefined, thread: ThreadKey): string => handOver?.home ?? thread
export const isAtDesk = (handOver: HandOver | undefined, thread: ThreadKey): boolean => handOver?.desk === thread
/** The thread on the other side. */
export const otherSide = ({ home, desk }: HandOver, thread: ThreadKey): string => (thread === desk ? home : desk)
