/**
 * View: what people see, as neutral data. Screens make it, every channel renders it (text.ts is the
 * complete text fallback). Strings are ready to read and already inert; amounts are already
 * formatted. A new block kind breaks each renderer's build until it is handled.
 */
import type { Sku } from '#domain/base/flavour.ts'
import type { PaymentAct } from '#domain/model/placed/payment-request.ts'
import type { Findable, ThreadKey, UserKey } from './inbound.ts'
import type { ShopEvent } from './shop-event.ts'

export type Tone = 'info' | 'success' | 'warning' | 'problem'

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: string }[] }
  /** The cart: one row a line; `notes` are small print under it ("2 now, 1 on Fri 4 Dec (estimated)"). */
  | { readonly kind: 'lines'; readonly rows: readonly LineRow[] }
  | { readonly kind: 'totals'; readonly rows: readonly TotalRow[] }
  /** `next`: the one thing to do now. */
  | { readonly kind: 'notice'; readonly tone: Tone; readonly text: string; readonly next?: true }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'progress'; readonly done: readonly string[]; readonly next: string }
  /** A plain list, one item a row (orders, drafts, help); an item may lead somewhere. */
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  /** What has to be said and is seldom read: small, last, its links in one line. */
  | { readonly kind: 'small-print'; readonly text: string; readonly links: readonly ListItem[] }

export type ListItem = string | { readonly text: string; readonly url: string }

export type LineRow = {
  readonly quantity: number
  readonly name: string
  readonly detail?: string
  /** For the shop. */
  readonly sku?: Sku
  readonly amount: string
  readonly notes: readonly string[]
  readonly image?: { readonly url: string; readonly alt: string }
}
export type TotalRow = {
  readonly label: string
  readonly amount: string
  readonly weight: 'normal' | 'strong' | 'muted'
  /** The currency, where it is said: behind the amount, beside the column. */
  readonly unit?: string
}

export type Control =
  | {
      readonly kind: 'button'
      readonly label: string
      readonly token: string
      readonly style: 'primary' | 'normal' | 'danger'
      readonly confirm?: string
    }
  /**
   * `numbered`: answers the pending question, so an option may be typed by its number. `more`: the
   * menu of what is seldom needed.
   */
  | {
      readonly kind: 'select'
      readonly label: string
      readonly token: string
      readonly options: readonly SelectOption[]
      readonly numbered?: true
      readonly more?: true
    }
  /** What is found and chosen is pressed as the token's value. */
  | { readonly kind: 'search'; readonly label: string; readonly token: string; readonly find: Findable }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
export type SelectOption = { readonly value: string; readonly label: string; readonly description?: string }

export type View = {
  /** What it is about and where it stands: "Jane Doe · 80.64 USD · ready". */
  readonly headline: string
  /** What just became different, in one line under it. */
  readonly change?: string
  /** One line under the headline that is always true; where the headline says it, it is `root`. */
  readonly status?: string
  /** The root message of its thread in a channel, where that says more than the headline. */
  readonly root?: string
  readonly blocks: readonly Block[]
  readonly controls: readonly Control[]
}

export type FormField = {
  readonly id: string
  readonly label: string
  readonly kind: 'text' | 'long-text' | 'email' | 'phone' | 'amount' | 'number' | 'choice'
  readonly required: boolean
  readonly value?: string
  readonly help?: string
  readonly options?: readonly SelectOption[]
  /** May be searched for instead of typed. */
  readonly find?: Findable
}
export type Form = {
  readonly token: string
  readonly title: string
  readonly fields: readonly FormField[]
  readonly submit: string
  /** The same in few fields, for platforms that show only five at once; what is filled in is read as well. */
  readonly compact?: readonly FormField[]
}

/**
 * Where a view goes. `card` edits the thread's live card in place; `post` is a new message that
 * mentions who must act.
 */
export type Placement =
  /**
   * With a `subject`, the message posted about that subject is edited instead of the thread's own
   * card. `settles`: the live card becomes that message and stays; the next card is a new one.
   * `follows`: words besides tell what changed, so where there is nothing to edit nothing is
   * posted. `over`: nothing more is awaited in that thread; it opens again when somebody writes.
   * `told`: its first blocks are the answer to what was said. It is not left out for a newer card,
   * and stays readable where the card goes on.
   */
  | {
      readonly place: 'card' | 'new-card'
      readonly view: View
      readonly subject?: string
      readonly settles?: true
      readonly follows?: true
      readonly over?: true
      readonly told?: readonly Block[]
    }
  | {
      readonly place: 'post'
      readonly view: View
      readonly mention?: UserKey
      readonly subject?: string
      readonly over?: true
    }
  /** `above`: it says again what a card shows, for where that card stands further up than the words it answers. */
  | {
      readonly place: 'note'
      readonly to: UserKey
      readonly view: View
      readonly over?: true
      readonly above?: true
    }
  | { readonly place: 'collapse'; readonly view: View; readonly over?: true }
  /** A message of Parley goes, where the platform lets it: whoever it was for is erased. */
  | { readonly place: 'remove'; readonly externalId: string }
  | { readonly place: 'form'; readonly to: UserKey; readonly form: Form }
  | { readonly place: 'form-errors'; readonly to: UserKey; readonly errors: Readonly<Record<string, string>> }
  | { readonly place: 'suggestions'; readonly to: UserKey; readonly options: readonly SelectOption[] }
  /** For nobody's eyes: what a payment provider is asked, what other programs are told. Left by the same outbox. */
  | { readonly place: 'outside'; readonly what: PaymentAct | ShopEvent }

/** One thing to deliver: a placement with its destination. Stored in the outbox in the turn's own commit. */
export type Outgoing = { readonly to: ThreadKey; readonly placement: Placement }

/** A link to a thread, for whoever may open it there; `place` is its root's external id. Undefined: there is none. */
export type LinkTo = (thread: ThreadKey, place: string | undefined) => string | undefined

/**
 * What `handle` answers: everything the turn said, in order. Adapters use it only for what the
 * platform wants inside its acknowledgement.
 */
export type Reply = { readonly inboundId: string; readonly outgoing: readonly Outgoing[] }
