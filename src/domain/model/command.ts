/**
 * Commands: what typed words, buttons, selects and forms all become. decide.ts handles each kind;
 * the switch breaks the build when one is missing. Commands that only read (show, why, status ...)
 * are the conversation's and never reach the domain.
 */
import type { Amount, Ppm, Quantity, Sku, ThreadKey } from '#domain/base/flavour.ts'
import type { CallerCheck } from './caller-check.ts'
import type { Address, BackorderPolicy, RegisteredCustomer } from './customer.ts'
import type { PaymentKind } from './shop.ts'

/**
 * Where it was asked and may have been read, and where the platform refused it: then somebody is
 * asked directly, or nobody is left to ask.
 */
export type ApprovalWays = {
  readonly asked: readonly { readonly thread: ThreadKey; readonly name?: string }[]
  readonly refused: readonly { readonly thread: ThreadKey; readonly why: string }[]
}

/**
 * How a price is typed over: the new price, an amount off, or a percent off. Amounts in minor
 * units, percents in ppm.
 */
export type PriceChange =
  | { readonly kind: 'price'; readonly amount: Amount }
  | { readonly kind: 'amount-off'; readonly amount: Amount }
  | { readonly kind: 'percent-off'; readonly percentPpm: Ppm }

export type Reason = { readonly code: string; readonly text?: string }

/** What an approver answers; `figure` is in the terms of what was asked: minor units, or ppm for percent off. */
export type Decision =
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly reason?: string }
  | { readonly kind: 'counter'; readonly figure: number; readonly reason?: string }

/**
 * Minor units given away in the 30 days before, by this rep and to this customer; and how many orders
 * the customer had placed, where it was asked since that is looked up.
 */
export type GivenLately = { readonly byRep: number; readonly toCustomer: number; readonly orders?: number }

export type DraftCommand =
  | { readonly kind: 'select-customer'; readonly customer: RegisteredCustomer }
  /** A fact about whoever buys, who stays the same person; `keep`: it is to be the account's too. */
  | { readonly kind: 'set-contact'; readonly email?: string; readonly phone?: string; readonly keep?: true }
  | {
      readonly kind: 'set-guest'
      readonly name?: string
      readonly email?: string
      readonly phone?: string
      readonly chatUser?: string
    }
  | {
      readonly kind: 'register'
      readonly name: string
      readonly email: string
      readonly phone?: string
      readonly chatUser?: string
    }
  | {
      readonly kind: 'add-line'
      readonly sku: Sku
      readonly quantity: Quantity
      readonly note?: string
      readonly freeText?: string
      readonly assumed?: readonly {
        readonly option: string
        readonly value: string
        readonly because: 'last-time' | 'default'
      }[]
    }
  | { readonly kind: 'set-quantity'; readonly lineId: string; readonly quantity: Quantity }
  | { readonly kind: 'remove-line'; readonly lineId: string }
  | { readonly kind: 'replace-line'; readonly lineId: string; readonly sku: Sku; readonly quantity: Quantity }
  /** Takes `quantity` units off a line and makes them another SKU. */
  | { readonly kind: 'split-line'; readonly lineId: string; readonly quantity: Quantity; readonly sku: Sku }
  | { readonly kind: 'note-line'; readonly lineId: string; readonly note: string; readonly reads?: 'customer' }
  /** The free text an item offers; empty takes it off. */
  | { readonly kind: 'text-line'; readonly lineId: string; readonly text: string }
  | { readonly kind: 'clear-cart' }
  | { readonly kind: 'ship-to'; readonly address: Address; readonly label?: string; readonly group?: string }
  | {
      readonly kind: 'ship-line-to'
      readonly lineId: string
      readonly quantity: Quantity
      readonly address: Address
      readonly label?: string
    }
  | { readonly kind: 'bill-to'; readonly address?: Address; readonly label?: string }
  | { readonly kind: 'set-method'; readonly method: string; readonly group?: string }
  | {
      readonly kind: 'set-payment'
      readonly payment: PaymentKind
      readonly methodId?: string
      readonly reference?: string
    }
  | { readonly kind: 'add-coupon'; readonly code: string; readonly replacing?: readonly string[] }
  | { readonly kind: 'remove-coupon'; readonly code: string }
  | { readonly kind: 'subtract'; readonly amount: Amount; readonly reason: Reason }
  /** `method`: the one it was said for. With another one by now, it is asked about before it counts. */
  | {
      readonly kind: 'override-shipping'
      readonly amount: Amount
      readonly reason: Reason
      readonly group?: string
      readonly method?: string
    }
  /** The shipping price set by hand is for the method that is chosen now. */
  | { readonly kind: 'keep-override'; readonly group: string }
  | { readonly kind: 'override-line'; readonly lineId: string; readonly change: PriceChange; readonly reason: Reason }
  /** Without `what`: the subtraction, else the shipping override, else line overrides. */
  | { readonly kind: 'remove-adjustment'; readonly what?: 'subtraction' | 'shipping' | 'lines' }
  | { readonly kind: 'set-backorder-policy'; readonly policy: BackorderPolicy }
  /** `reads`: while a rep helps a customer, only what is said to be for them is (draft/sides.ts). */
  | { readonly kind: 'comment'; readonly text: string; readonly reads?: 'customer' }
  | { readonly kind: 'memo'; readonly text: string }
  | { readonly kind: 'undo'; readonly back?: { readonly before: string } }
  | { readonly kind: 'redo' }
  | { readonly kind: 'confirm-warning'; readonly warning: string }
  /** A rep asked who is calling, and the answer was that customer's. */
  | { readonly kind: 'check-caller'; readonly check: CallerCheck; readonly customerId: string }
  | { readonly kind: 'cancel-draft' }
  | { readonly kind: 'quote'; readonly days: number }
  /**
   * Above the actor's limit: `asked` is put on the draft and waits. `lately`: for the approver's
   * eyes.
   */
  | {
      readonly kind: 'ask-approval'
      readonly id: number
      readonly asked: DraftCommand
      readonly lately: GivenLately
    }
  | { readonly kind: 'withdraw-approval' }
  | { readonly kind: 'accept-counter' }
  | { readonly kind: 'decide-approval'; readonly id: number; readonly decision: Decision }
  | { readonly kind: 'expire-approval'; readonly id: number }
  /** The request could not be delivered: it is asked another way. */
  | { readonly kind: 'reroute-approval'; readonly id: number; readonly ways: ApprovalWays }
  /** Parley's own clock: nobody touched the draft for too long; the quote's end date has come. */
  | { readonly kind: 'expire-draft' }
  | { readonly kind: 'end-quote' }

export type Adjustment = Extract<DraftCommand, { kind: 'subtract' | 'override-shipping' | 'override-line' }>
