/**
 * What the understanding module takes and gives: a neutral catalog, the draft as lines, the pending
 * question, and the operations it read. Single-choice options are a record {option: value};
 * multi-choice, negated and qualified ones are `extras` (absent when there are none). `line` counts
 * from 0 in the draft as it is after the operations before it. Next: understand.ts (the only
 * entry), lexicon.ts (compile once).
 */
import type { Sku } from '#domain/base/flavour.ts'
import type { DeskOp, PlacedOp } from './act-types.ts'

export type SpokenValue = {
  readonly id: string
  readonly synonyms: readonly string[]
  /** The words name several values ("beans"): any of these ids satisfies. */
  readonly anyOf?: readonly string[]
  /** The words say how much ("double bacon" = 2). */
  readonly amount?: number
}
export type CatalogOption = {
  readonly multi: boolean
  readonly negatable: boolean
  /** May be said with extra or light. */
  readonly qualifiable: boolean
  readonly values: readonly SpokenValue[]
}
export type CatalogProduct = {
  readonly id: string
  readonly synonyms: readonly string[]
  readonly options: readonly string[]
  /** May be implied: "a large with ham" where only pizzas have ham. */
  readonly headless?: boolean
  readonly code?: string
  readonly name?: string
  readonly sku?: Sku
  /** Values sold, by option; absent = every value of its options. */
  readonly optionValues?: Readonly<Record<string, readonly string[]>>
  readonly variants?: readonly { readonly sku: Sku; readonly options: Readonly<Record<string, string>> }[]
}
export type UnderstandingCatalog = {
  readonly options: Readonly<Record<string, CatalogOption>>
  readonly products: readonly CatalogProduct[]
}

export type SpokenOptions = Readonly<Record<string, string>>
/** A choice of a multi-choice, negated or qualified kind; exactly one of value and anyOf. */
export type Extra = {
  readonly option: string
  readonly value?: string
  readonly anyOf?: readonly string[]
  readonly amount?: number
  readonly qualifier?: 'extra' | 'light'
  readonly negated?: true
}
export type SpokenLine = {
  readonly product: string
  readonly options: SpokenOptions
  readonly extras?: readonly Extra[]
  readonly quantity: number
}

/** What a channel knows besides the catalog; every part may be missing. */
export type UnderstandingContext = {
  /** Names of saved addresses ("home"); the text is never needed. */
  readonly addresses?: readonly string[]
  /** "usual address"; the first of `addresses` when absent. */
  readonly defaultAddress?: string
  readonly lastOrder?: { readonly id: string; readonly lines: readonly SpokenLine[] }
  /** Shipping methods by id; `words` are what people call them. */
  readonly methods?: readonly { readonly id: string; readonly words: readonly string[] }[]
  /** Coupon codes on the draft, for "remove the coupon". */
  readonly coupons?: readonly string[]
}

/**
 * The bot's last question: an OPTION name, "anythingElse", "backorder", "product" (then
 * `candidates`), "shipTo", "confirm" ...
 */
export type Pending = { readonly ask: string; readonly line?: number; readonly candidates?: readonly string[] }

export type SpokenAddress = string | { readonly text: string }
export type SpokenPolicy =
  | 'ship_complete'
  | 'ship_available_backorder_rest'
  | 'ship_available_drop_rest'
  | 'separate_order'
export type PaymentMethod = 'card' | 'link' | 'invoice' | 'delivery' | 'transfer'

export type ItemOp =
  | {
      readonly op: 'add'
      readonly product: string
      readonly options: SpokenOptions
      readonly extras?: readonly Extra[]
      readonly quantity: number
      readonly exclude?: Readonly<Record<string, readonly string[]>>
    }
  | { readonly op: 'setQty'; readonly line: number; readonly quantity: number }
  | { readonly op: 'changeQty'; readonly line: number; readonly by: number }
  | { readonly op: 'remove'; readonly line: number }
  | { readonly op: 'clear' }
  /** `extras` are laid over those of the line: a negated one removes it, or is remembered when it was not there. */
  | {
      readonly op: 'setOption'
      readonly line: number
      readonly options: SpokenOptions
      readonly extras?: readonly Extra[]
    }
  | {
      readonly op: 'replace'
      readonly line: number
      readonly product: string
      readonly options: SpokenOptions
      readonly extras?: readonly Extra[]
      readonly quantity: number
    }
  | {
      readonly op: 'split'
      readonly line: number
      readonly quantity: number
      readonly options: SpokenOptions
      readonly extras?: readonly Extra[]
    }
  /** `order` only when it is not the last one. */
  | { readonly op: 'repeatLast'; readonly order?: string }

export type HistoryOp =
  | { readonly op: 'undo' }
  | { readonly op: 'redo' }
  /** Back to before the last change of this kind: "go back to before the coupon". */
  | { readonly op: 'undoTo'; readonly what: string }

export type DetailOp =
  | { readonly op: 'customer'; readonly email: string }
  | { readonly op: 'customerName'; readonly name: string }
  | { readonly op: 'guest'; readonly email?: string; readonly name?: string; readonly phone?: string }
  | { readonly op: 'register'; readonly name?: string; readonly email?: string; readonly phone?: string }
  /** Facts about whoever buys; `keep`: what was known of them changes. */
  | { readonly op: 'phone'; readonly phone: string; readonly keep?: true }
  | { readonly op: 'email'; readonly email: string; readonly keep?: true }
  | { readonly op: 'shipTo'; readonly address: SpokenAddress }
  | { readonly op: 'billTo'; readonly address: SpokenAddress }
  | { readonly op: 'splitShip'; readonly line: number; readonly quantity: number; readonly address: SpokenAddress }
  | { readonly op: 'shipMethod'; readonly method: string }
  | { readonly op: 'payment'; readonly method: PaymentMethod; readonly reference?: string }
  | { readonly op: 'comment'; readonly text: string }
  | { readonly op: 'memo'; readonly text: string }
  | { readonly op: 'backorder'; readonly policy: SpokenPolicy }

export type PriceOp =
  | { readonly op: 'coupon'; readonly code: string }
  | { readonly op: 'removeCoupon'; readonly code?: string }
  /** Currency units; a subtraction is negative, shipping and line are the new price. */
  | {
      readonly op: 'priceAdjust'
      readonly kind: 'subtotal' | 'shipping' | 'line'
      readonly amount: number
      readonly line?: number
      readonly reason?: string
    }
  | { readonly op: 'percentOff'; readonly percent: number; readonly line?: number; readonly reason?: string }
  /** An amount off one line, in currency units. */
  | { readonly op: 'lineOff'; readonly amount: number; readonly line: number; readonly reason?: string }
  | { readonly op: 'removeAdjust' }

export type FlowOp =
  | { readonly op: 'submit' }
  | { readonly op: 'confirm' }
  | { readonly op: 'deny' }
  | { readonly op: 'cancelDraft' }
  | { readonly op: 'quote'; readonly days?: number }
  | { readonly op: 'person' }
  /** "delete my data". */
  | { readonly op: 'forgetMe' }
  | { readonly op: 'help' }
  | { readonly op: 'show' }
  | { readonly op: 'smalltalk'; readonly greeting?: true }

export type QuestionOp =
  | { readonly op: 'status'; readonly order?: string }
  | { readonly op: 'why'; readonly about?: string }
  | { readonly op: 'whyNot'; readonly about?: string }
  /** `of`: the line pointed at ("when is it back?"), when no choices were named. */
  | {
      readonly op: 'ask'
      readonly about: AskAbout
      readonly product?: string
      readonly options?: SpokenOptions
      readonly of?: number
    }
  | { readonly op: 'whatIf'; readonly policy?: SpokenPolicy; readonly method?: string; readonly coupon?: string }

export type DoubtOp =
  | {
      readonly op: 'clarify'
      readonly about: string
      readonly candidates: readonly string[]
      readonly quantity?: number
      readonly options?: SpokenOptions
      readonly line?: number
    }
  | { readonly op: 'notFound'; readonly text: string }
  /** `quantity` when it was to be added; `beside`: what was said of it besides, and is made. */
  | {
      readonly op: 'noVariant'
      readonly product: string
      readonly options: SpokenOptions
      readonly quantity?: number
      readonly beside?: SpokenOptions
    }

/**
 * availability: do you have it, in what, how many; restock: when is it back; catalog: what do you
 * sell; price, shipping, returns, other.
 */
export type AskAbout =
  | 'availability'
  | 'restock'
  | 'price'
  | 'catalog'
  | 'shipping'
  | 'returns'
  | 'payment'
  | 'discounts'
  | 'total'
  | 'product'
  | 'delivery'
  | 'postage'
  | 'invoice'
  | 'address'
  | 'refund'
  | 'approval'
  | 'other'

export type Op = ItemOp | HistoryOp | DetailOp | PriceOp | FlowOp | QuestionOp | DoubtOp | PlacedOp | DeskOp

/** Those that change lines of a cart. */
export const LINE_OPS = ['add', 'setQty', 'changeQty', 'remove', 'clear', 'setOption', 'replace', 'split'] as const

export type Act = 'order' | 'edit' | 'confirm' | 'question' | 'off_topic'

export type SpokenOrder = { readonly number: string; readonly status: string; readonly lines: readonly SpokenLine[] }
export type Message = {
  readonly text: string
  /** The draft's lines, in order. */
  readonly lines: readonly SpokenLine[]
  /** The line last talked about. */
  readonly focus?: number
  readonly pending?: Pending
  /** The lines before the last change: what undo would bring back. */
  readonly undoTo?: readonly SpokenLine[]
  readonly hasDraft?: boolean
  /** The bot's last text. */
  readonly prev?: string
  /** The placed order last spoken of. */
  readonly order?: SpokenOrder
  readonly actor?: 'rep' | 'manager' | 'customer' | 'guest'
  readonly context: UnderstandingContext
}

export type Understood = {
  readonly ops: readonly Op[]
  /** The draft's lines after `ops`. */
  readonly lines: readonly SpokenLine[]
  /** The line now talked about, for the next message. */
  readonly focus?: number
  readonly act: Act
  /** Would be applied without asking. */
  readonly confident: boolean
  /** Words that carry meaning and were not understood. */
  readonly unexplained: readonly string[]
  /** Acts that are likely, not sure: they are offered. */
  readonly offered?: true
  /** What it may mean instead, where that comes near and this is not sure. */
  readonly rival?: { readonly ops: readonly Op[]; readonly lines: readonly SpokenLine[] }
  /** What to ask, in everyday words, when not confident. */
  readonly question?: string
}
