/**
 * What an inbound was heard as, and what is looked at to hear it. Next: interpret.ts hears,
 * hearing.ts says who is heard at all.
 */

import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { Topic } from '#conversation/engine-ports.ts'
import type { Request } from '#conversation/requests/request.ts'
import type { LexiconFor } from '#conversation/understanding/words/catalog-lexicon.ts'
import type { Quantity, Sku, UserKey } from '#domain/base/flavour.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Order } from '#domain/model/order.ts'
import type { Shop } from '#domain/model/shop.ts'

export type Heard =
  | {
      readonly kind: 'requests'
      readonly requests: readonly Request[]
      readonly unexplained: readonly string[]
      /** The questions that were answered by it. */
      readonly closes?: readonly PendingQuestion[]
    }
  /** The control belongs to an older revision of the draft, or to another draft. */
  | { readonly kind: 'stale' }
  /** The words of a message, or their end, that no longer is the last change: it was read as it was. */
  | { readonly kind: 'read-already'; readonly deleted: boolean }
  /** Forged, foreign or expired: the same words for each. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'silent' }

export type InterpretContext = {
  readonly draft: OrderDraft | undefined
  readonly shop: Shop
  readonly lexiconFor: LexiconFor
  readonly codec: ActionCodec
  /** The chat user who speaks. */
  readonly user: UserKey
  /** Who speaks is staff: their commands are commands. */
  readonly staff?: boolean
  /** What was asked, where the words are looked at without the question. */
  readonly asked?: PendingQuestion['kind']
  /** The second of two near meanings was pressed. */
  readonly instead?: true
  /** Nothing of it is read in parts. */
  readonly once?: true
  /** An order was spoken of in this thread. */
  readonly placed?: boolean
  /** That order, where who speaks may see it. */
  readonly spoken?: Pick<Order, 'number' | 'status' | 'lines' | 'groups'>
  /** The goods that who speaks asked about last. */
  readonly topic?: Topic
  /** The order being repeated, once the buyer is known: what "but make it 3 mugs" is about. */
  readonly lastOrder?: {
    readonly number: number
    readonly lines: readonly { readonly sku: Sku; readonly quantity: Quantity }[]
  }
}

/** Why an inbound is not interpreted. `silent`: it was not for Parley. */
export type NotHeard = 'silent' | 'among-us' | 'external' | 'not-staff' | 'not-yours'

export type HeardOrNot = Heard | { readonly kind: NotHeard }

/**
 * What follows once the question is answered: requests, then text still to be read ("order for
 * Jane: 2 mugs" after Jane was picked).
 */
export type PendingAnswer = {
  readonly requests: readonly Request[]
  readonly rest?: string
  /** `rest` is applied as it was read. */
  readonly sure?: boolean
  /** `rest` is applied as what it might mean instead. */
  readonly instead?: true
  /** It was no answer: the question stays. */
  readonly open?: boolean
}

/** What was typed or pressed while a question is open. */
export type Said = {
  readonly request: Request | undefined
  readonly text: string
  /** Who speaks is who was asked: only their free words answer it. */
  readonly own: boolean
  /** It was just asked, of them: only then do "yes" and a position in its list answer it. */
  readonly fresh: boolean
  /** Whether they are a plain command, well or badly typed. */
  readonly commands: () => boolean
  /** Whether the words surely mean something by themselves, whatever is asked: an order change, a question, talk. */
  readonly means: () => boolean
  /** Whether all of it surely only asks to see something. */
  readonly looks: () => boolean
  /** Whether anything at all can be read of them. */
  readonly reads: () => boolean
}

/** Of a very long message no sentence is taken apart any further: the work is bounded by its length. */
export const inOnce = (words: string, context: InterpretContext): InterpretContext =>
  words.length > 1_000 ? { ...context, once: true } : context
