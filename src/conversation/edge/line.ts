/**
 * Line: one connection that a channel keeps to its platform (a gateway, a socket, a token that has
 * to be good). An adapter says how it is opened and what ends it; whoever hosts the channel opens
 * it again for as long as it takes. Next: host/keep-up.ts.
 */
export type Lost =
  /** The network, or the platform in trouble. `wait`: milliseconds it asked for. */
  | { readonly kind: 'unreachable'; readonly why: string; readonly wait?: number }
  /** A person has to act: `fix` says how. */
  | { readonly kind: 'refused'; readonly why: string; readonly fix: string }
  /** Still good, ending soon: the next one is opened before this one is closed. */
  | { readonly kind: 'renew' }

/**
 * Why something is not delivered while a platform does not take the token any more: it waits for a
 * good one, and what cannot wait goes another way (turn/approvals/approval-ways.ts).
 */
export const SIGNED_OUT = 'signed-out/'

/** What an open line says about itself, any number of times. */
export type LineEvents = {
  readonly lost: (lost: Lost) => void
  /** It mends itself (`true`), or has done so (`false`); nobody has to open it again. */
  readonly mending: (mending: boolean) => void
}

export type Line = {
  /** Lines of one part stand in for each other: one that is up is enough. */
  readonly part: string
  /** Needed for sending: opened even where nothing is to be heard. */
  readonly sends: boolean
  /** Bounded in time; answers how it is closed. Throws what `lostBy` understands. */
  readonly open: (events: LineEvents) => Promise<() => Promise<void>>
  readonly lostBy: (error: unknown) => Lost
}
