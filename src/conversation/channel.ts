/**
 * Channel: what a platform that pushes (Slack, Discord) offers to the delivery job, declared beside what it carries. An adapter implements `deliver`
 * with exactly one network conversation per call; jobs/delivery.ts leases, orders, retries and records. Facts it needs come along, so that it
 * never asks the store.
 */
import type { ThreadKey } from './inbound.ts'
import type { Placement } from './view.ts'

/** A message the bot has in a thread: its root line, its live card, or what was posted about a subject (an approval). */
export type Surface = {
  readonly role: 'root' | 'card' | 'subject'
  /** Of a `subject`: what it is about. */
  readonly subject?: string
  /** The platform's own id of the message, such as `C1/1700000000.000100`. */
  readonly externalId: string
  readonly postedAt: string
}

export type Delivery = {
  /** The same on every attempt: the nonce, or the key in the message's metadata. */
  readonly key: string
  readonly thread: ThreadKey
  readonly placement: Placement
  readonly surfaces: readonly Surface[]
  /** `look`: the attempt before this one may have arrived; find it before sending again. */
  readonly attempt: 'send' | 'look'
  /** Delivery id of the inbound it answers, for what only exists inside its acknowledgement (a private note, a form). */
  readonly answers?: string
}

export type Delivered =
  | { readonly kind: 'sent'; readonly surface?: Surface; readonly gone?: readonly string[] }
  /** The platform asked to wait, or is not reachable and surely did not take it. Milliseconds from now. */
  | { readonly kind: 'later'; readonly wait: number; readonly why: string }
  /** It may or may not have arrived. */
  | { readonly kind: 'unsure'; readonly why: string }
  /** Never possible: revoked token, channel gone, user left. Alarms. */
  | { readonly kind: 'refused'; readonly why: string }

export type Channel = {
  readonly name: string
  readonly deliver: (delivery: Delivery) => Promise<Delivered>
}
