/**
 * Channel: what a platform that pushes (Slack, Discord) offers to the delivery job, declared beside
 * what it carries. An adapter implements `deliver` with exactly one network conversation per call;
 * jobs/delivery.ts leases, orders, retries and records. Facts it needs come along, so that it never
 * asks the store.
 */
import type { ThreadKey } from './inbound.ts'
import type { Block, Placement } from './view.ts'

/**
 * A message the bot has in a thread: its root line, its live card, or what was posted about a
 * subject (an approval).
 */
export type Surface = {
  readonly role: 'root' | 'card' | 'subject'
  /** Of a `subject`: what it is about. */
  readonly subject?: string
  /** The platform's own id of the message, such as `C1/1700000000.000100`; of a `root` also the place its thread is. */
  readonly externalId: string
  readonly postedAt: string
}

/** As a channel tells of it: without `postedAt` it was posted just now, whatever the clock of its machine says. */
export type Posted = Omit<Surface, 'postedAt'> & Partial<Pick<Surface, 'postedAt'>>

/**
 * As remembered: `below` counts the messages known to stand under it in its thread, up to
 * MAX_BELOW + 1. `told`: of a card, the answer it holds besides the order.
 */
export type KnownSurface = Surface & { readonly below: number; readonly told?: readonly Block[] }

/** A card with more messages than this under it has scrolled far away (rules.md C2). */
export const MAX_BELOW = 15

/**
 * Whether a card is posted anew instead of edited. Where a person alone talks with Parley, an edit
 * above their words neither shows nor tells; in a thread that others share, the root line tells. An
 * answer it holds is not edited away: it stays where the card was.
 */
export const isFar = ({ below, told }: KnownSurface, alone: boolean): boolean =>
  told !== undefined || below > (alone ? 0 : MAX_BELOW)

/** Other words stand between the newest card and those it answers: an edit of it is no answer. */
export function isAbove(surfaces: readonly KnownSurface[]): boolean {
  const cards = surfaces.filter(({ role }) => role !== 'root')
  return cards.length > 0 && cards.every(({ below }) => below > 1)
}

/**
 * What a placement edits: the message about its subject, else the live card. `stays`: it is about
 * that subject already, and is not moved further down.
 */
export function editedBy(
  placement: Placement,
  surfaces: readonly KnownSurface[],
): { readonly subject: string | undefined; readonly known: KnownSurface | undefined; readonly stays: boolean } {
  const subject = 'subject' in placement ? placement.subject : undefined
  const live = surfaces.find(({ role }) => role === 'card')
  if (subject === undefined) return { subject, known: live, stays: false }
  const own = surfaces.find((surface) => surface.role === 'subject' && surface.subject === subject)
  const settles = 'settles' in placement && placement.settles === true
  return { subject, known: own ?? (settles ? live : undefined), stays: own !== undefined || !settles }
}

export type Delivery = {
  /** The same on every attempt: the nonce, or the key in the message's metadata. */
  readonly key: string
  readonly thread: ThreadKey
  readonly placement: Placement
  /** What Parley has in this thread, and what `placement` may edit. */
  readonly surfaces: readonly KnownSurface[]
  /** `look`: the attempt before this one may have arrived; find it before sending again. */
  readonly attempt: 'send' | 'look'
  /** How often it was tried, this time included. */
  readonly tries: number
  /** A card, or a note of it, whose next state is waiting behind it: where it would only be edited, it may be left out. */
  readonly superseded: boolean
  /**
   * Delivery id of the inbound it answers, for what only exists inside its acknowledgement (a
   * private note, a form).
   */
  readonly answers?: string
}

export type Delivered =
  /**
   * Something was posted, or found, on the way (the thread's root): it is remembered, and `deliver`
   * is called again at once with it.
   */
  | { readonly kind: 'part'; readonly surface: Posted }
  /** `gone`: external ids of messages that are no longer there. */
  | {
      readonly kind: 'sent'
      readonly surface?: Posted
      /** External id of a message that is no surface. */
      readonly posted?: string
      readonly gone?: readonly string[]
    }
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
