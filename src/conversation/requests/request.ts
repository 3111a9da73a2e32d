/**
 * Request: what a person asked for, before the catalog, the draft and the store have been consulted. Plain commands (plain-commands.ts),
 * free wording (understanding/) and pressed controls (action-codec.ts) all become requests; resolve.ts turns them into domain commands.
 */

import type { StaffChange, StockChange } from '#conversation/engine-ports.ts'
import type { PriceChange } from '#domain/model/command.ts'
import type { Address, BackorderPolicy } from '#domain/model/customer.ts'
import type { PaymentWay } from '#domain/model/order.ts'
import type { PaymentKind } from '#domain/model/shop.ts'
import type { CommandName } from './plain-usage.ts'

/** A line of the cart, as people point at it: by SKU, by position (from 0), or by the id on a button. Two lines of one SKU: the one touched last. */
export type LineRef =
  | { readonly by: 'sku'; readonly sku: string }
  | { readonly by: 'index'; readonly index: number }
  | { readonly by: 'id'; readonly id: string }

/** An address by the label of a saved one ("home"), as typed text, or parsed from a form. */
export type AddressRef =
  | { readonly by: 'label'; readonly label: string }
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'fields'; readonly fields: Readonly<Record<string, string>> }
  | { readonly by: 'parsed'; readonly address: Address }

/** Amounts as typed ("5.00", or "10%" of the merchandise): parsed against the draft's currency by resolve.ts, so that a bad one can be named back. */
export type TypedAmount = string

export type Request =
  // customer
  | { readonly kind: 'customer'; readonly query: string }
  | { readonly kind: 'choose-customer'; readonly customerId: string }
  /** `stay`: a guest, though the address has an account. */
  | { readonly kind: 'guest'; readonly name?: string; readonly contact?: string; readonly stay?: true }
  /** A fact about whoever buys; `keep`: it replaces what was known. */
  | { readonly kind: 'contact'; readonly email?: string; readonly phone?: string; readonly keep?: true }
  | { readonly kind: 'register'; readonly name?: string; readonly email?: string; readonly phone?: string }
  // cart
  | { readonly kind: 'add-sku'; readonly sku: string; readonly quantity: string; readonly note?: string; readonly freeText?: string }
  | {
      readonly kind: 'add-product'
      readonly productId: string
      readonly options: Readonly<Record<string, string>>
      readonly quantity: number
      readonly exclude?: Readonly<Record<string, readonly string[]>>
    }
  | { readonly kind: 'set-quantity'; readonly line: LineRef; readonly quantity: string }
  | { readonly kind: 'change-quantity'; readonly line: LineRef; readonly by: number }
  | { readonly kind: 'remove-line'; readonly line: LineRef }
  | { readonly kind: 'set-options'; readonly line: LineRef; readonly options: Readonly<Record<string, string>> }
  | {
      readonly kind: 'replace-line'
      readonly line: LineRef
      readonly productId: string
      readonly options: Readonly<Record<string, string>>
      readonly quantity: number
    }
  | { readonly kind: 'split-line'; readonly line: LineRef; readonly quantity: number; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'note'; readonly line: LineRef; readonly note: string }
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo'; readonly before?: string }
  | { readonly kind: 'redo' }
  | { readonly kind: 'repeat-last'; readonly order?: number }
  // addresses, shipping, payment
  | { readonly kind: 'ship-to'; readonly address: AddressRef; readonly group?: string }
  | { readonly kind: 'ship-line-to'; readonly line: LineRef; readonly quantity: string; readonly address: AddressRef }
  | { readonly kind: 'bill-to'; readonly address: AddressRef | { readonly by: 'same' } }
  | { readonly kind: 'method'; readonly method: string; readonly group?: string }
  | { readonly kind: 'pay'; readonly payment: PaymentKind; readonly reference?: string }
  | { readonly kind: 'read-back' }
  // prices
  | { readonly kind: 'coupon'; readonly code: string }
  | { readonly kind: 'swap-coupon'; readonly code: string; readonly replacing: readonly string[] }
  | { readonly kind: 'remove-coupon'; readonly code?: string }
  | { readonly kind: 'subtract'; readonly amount: TypedAmount; readonly reason?: string }
  | { readonly kind: 'override-shipping'; readonly amount: TypedAmount; readonly reason?: string }
  | {
      readonly kind: 'override-line'
      readonly line: LineRef
      readonly change: { readonly kind: PriceChange['kind']; readonly amount: TypedAmount }
      readonly reason?: string
    }
  | { readonly kind: 'remove-adjustment'; readonly what?: 'subtraction' | 'shipping' | 'lines' }
  /** The override of a group's shipping stays after its address changed. */
  | { readonly kind: 'keep-override' }
  /** The reason asked for by a pending adjustment. */
  | { readonly kind: 'reason'; readonly text: string }
  | { readonly kind: 'limit-choice'; readonly choice: 'ask' | 'within-limit' | 'leave' }
  // approvals of overrides: ids are those of A7; without one, the request of this thread or the only one there is
  | { readonly kind: 'approvals'; readonly id?: number }
  /** `ref` and `figure` come from a control: the request's draft, and the suggested counter-offer. */
  | {
      readonly kind: 'decide-approval'
      readonly decision: 'approve' | 'decline' | 'counter'
      readonly id?: number
      readonly ref?: number
      readonly figure?: number
      readonly amount?: TypedAmount
      readonly reason?: string
    }
  | { readonly kind: 'accept-counter'; readonly id?: number }
  | { readonly kind: 'withdraw-approval'; readonly id?: number }
  /** Said by Parley's own clock only. */
  | { readonly kind: 'approval-clock'; readonly id: number; readonly what: 'nudge' | 'remind' | 'expire' | 'undelivered' }
  | {
      readonly kind: 'clock'
      readonly what: ClockWhat
      /** The draft's number, or the order's. */
      readonly id: number
    }
  // people and rights
  | { readonly kind: 'staff' }
  | { readonly kind: 'change-staff'; readonly change: StaffChange }
  /** `email` as typed; `code` is six digits. */
  | { readonly kind: 'link'; readonly email: string }
  | { readonly kind: 'link-code'; readonly code: string }
  /** Staff: the codes that wait, where no mail server takes them. */
  | { readonly kind: 'link-codes' }
  | { readonly kind: 'unlink' }
  | { readonly kind: 'erase-me' }
  // a person of the shop: asked for by the customer; taken over, talked through and handed back by a rep
  | { readonly kind: 'ask-person' }
  | { readonly kind: 'take-over' }
  | { readonly kind: 'hand-back' }
  | { readonly kind: 'end-talk' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'backorders'; readonly policy: BackorderPolicy }
  /** What a choice about short goods would come to, or all of them; changes nothing. */
  | { readonly kind: 'what-if'; readonly policy?: BackorderPolicy }
  /** Goods came, were counted or are announced. */
  | { readonly kind: 'change-stock'; readonly change: StockChange }
  /** About an order that waits for goods; without a number, the one of this thread. */
  | { readonly kind: 'waiting'; readonly act: 'release' | 'wait' | 'expedite'; readonly order?: number }
  /** Another item instead of one that waits; without `to`, what there is to choose from. */
  | { readonly kind: 'swap'; readonly order?: number; readonly from: string; readonly to?: string }
  // order
  | { readonly kind: 'show' }
  | { readonly kind: 'why'; readonly about?: string }
  | { readonly kind: 'why-not'; readonly about: string }
  /** `seen` stands for what the card with the control showed; typed words have none. */
  | { readonly kind: 'place'; readonly seen?: string }
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** What was said and is still open is left out. */
  | { readonly kind: 'leave-out' }
  /** The words do not answer what is asked; `given` is what was typed where it cannot be the value of a field. */
  | { readonly kind: 'ask-again'; readonly given?: string }
  /** A plain command whose argument is missing or wrong. */
  | { readonly kind: 'bad-argument'; readonly command: CommandName; readonly given: string }
  /** `which`: surely the cart's. */
  | { readonly kind: 'cancel'; readonly confirmed?: boolean; readonly which?: 'cart' }
  | { readonly kind: 'quote'; readonly days: number }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'memo'; readonly text: string }
  // drafts
  | { readonly kind: 'drafts' }
  /** Own drafts by whose turn it is, today's orders, what waits for approval. */
  | { readonly kind: 'overview' }
  | { readonly kind: 'resume'; readonly ref: number }
  | { readonly kind: 'new' }
  | { readonly kind: 'next' }
  | { readonly kind: 'give-to'; readonly staff: string }
  // after submit, catalog, talk
  | { readonly kind: 'status'; readonly order?: number; readonly email?: string }
  | { readonly kind: 'orders' }
  /** `confirmed`: the amount that was named when it was asked, minor units; at another one it is asked again. */
  | { readonly kind: 'change-order'; readonly order: number; readonly act: OrderAct; readonly confirmed?: number }
  /** About the placed order last spoken of here. */
  | { readonly kind: 'that-order'; readonly act: OrderAct }
  /** Words about a placed order that ask for nothing it does: never meant for the cart. */
  | { readonly kind: 'about-order'; readonly order: number }
  /** Placed orders whose money is open: not collected, or to be given back. */
  | { readonly kind: 'unpaid' }
  /** More of something that is in a placed order: a new order for the same buyer. */
  | { readonly kind: 'order-more'; readonly order: number; readonly sku: string; readonly quantity: number }
  | { readonly kind: 'keep-order'; readonly order: number }
  | { readonly kind: 'history'; readonly order: number }
  | { readonly kind: 'reorder'; readonly order: number }
  | { readonly kind: 'find'; readonly text: string }
  | { readonly kind: 'stock'; readonly text: string }
  /** `line` (from 0): "when is it back?" is about that very item. */
  | {
      readonly kind: 'ask-availability'
      readonly productId?: string
      readonly options: Readonly<Record<string, string>>
      readonly line?: number
    }
  | { readonly kind: 'help' }
  /** Somebody opened a conversation without saying anything yet. */
  | { readonly kind: 'welcome' }
  | { readonly kind: 'small-talk'; readonly greeting?: true }
  | { readonly kind: 'choose'; readonly option: number }
  | { readonly kind: 'open-form'; readonly form: FormKind; readonly argument?: string }
  | { readonly kind: 'form'; readonly form: FormKind; readonly fields: Readonly<Record<string, string>>; readonly argument?: string }
  /** Understood words that could not be served: which product, unknown thing, no such combination. */
  | {
      readonly kind: 'which-product'
      readonly productIds: readonly string[]
      readonly quantity: number
      readonly options: Readonly<Record<string, string>>
    }
  | { readonly kind: 'unclear'; readonly about: string; readonly candidates: readonly string[] }
  /** Free wording read without enough confidence: asked once, applied on yes. */
  | { readonly kind: 'confirm-reading'; readonly text: string; readonly question: string }
  | { readonly kind: 'not-found'; readonly text: string }
  /** `quantity` when it was to be added: then what it does come in is asked. */
  | {
      readonly kind: 'no-variant'
      readonly productId: string
      readonly options: Readonly<Record<string, string>>
      readonly quantity?: number
    }
  /** A command that exists but belongs to a later release: named, never half done. */
  | { readonly kind: 'not-understood'; readonly words: readonly string[] }

/** What is to happen to a placed order, as typed or pressed: `item` is a SKU or words for one, quantities and amounts stay as typed. */
export type OrderAct =
  | { readonly kind: 'ship'; readonly item?: string; readonly quantity?: string; readonly tracking?: string }
  | { readonly kind: 'cancel'; readonly item?: string; readonly quantity?: string }
  | { readonly kind: 'set-quantity'; readonly item: string; readonly quantity: string }
  | { readonly kind: 'return'; readonly item: string; readonly quantity?: string }
  | { readonly kind: 'exchange'; readonly item: string; readonly quantity?: string; readonly for: string }
  | { readonly kind: 'refund'; readonly amount: TypedAmount; readonly reason?: string }
  /** What people say of money: it came, it went back (so much, or all that is open), the last record was a mistake. */
  | { readonly kind: 'paid' | 'refunded'; readonly amount?: TypedAmount; readonly how?: PaymentWay; readonly reference?: string }
  | { readonly kind: 'not-paid' }
  /** More of something, or where it goes: a placed order does neither. */
  | { readonly kind: 'add'; readonly item: string; readonly quantity?: string }
  | { readonly kind: 'readdress' }
  | { readonly kind: 'comment' | 'memo'; readonly text: string }

export type FormKind =
  | 'details'
  | 'customer'
  | 'ship-to'
  | 'bill-to'
  | 'coupon'
  | 'adjust'
  | 'payment'
  | 'add-item'
  | 'comment'
  | 'link'
  | 'link-code'
export type ClockWhat =
  | 'draft-remind'
  | 'draft-end'
  | 'quote-remind'
  | 'quote-end'
  | 'hold-remind'
  | 'hold-end'
  | 'price-remind'
  | 'date-slipped'
export type RequestKind = Request['kind']
