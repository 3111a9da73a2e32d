/**
 * What was read in a text that somebody pasted (a mail, a note), part by part: each is used or left
 * by itself. Rule: a part holds all it takes to be carried out later, whoever presses and however
 * long after. Next: conversation/turn/reading/pasted/pasted.ts reads them, draft-question.ts keeps them.
 */
import type { Quantity } from '#domain/base/flavour.ts'
import type { PaymentKind } from './shop.ts'

export type PastedPart =
  /** Who buys: an account, or what was said of somebody without one; `several`: more than one is called that. */
  | {
      readonly kind: 'who'
      readonly customerId?: string
      readonly name?: string
      readonly email?: string
      readonly phone?: string
      readonly several?: true
    }
  | {
      readonly kind: 'item'
      readonly productId: string
      readonly quantity: Quantity
      readonly options: Readonly<Record<string, string>>
    }
  /** Typed, or the name of a saved one. */
  | { readonly kind: 'ship-to' | 'bill-to'; readonly where: string; readonly saved?: true }
  | { readonly kind: 'method'; readonly method: string }
  | { readonly kind: 'coupon'; readonly code: string }
  | { readonly kind: 'payment'; readonly payment: PaymentKind; readonly reference?: string }
  | { readonly kind: 'comment'; readonly text: string }
  /** Understood, and more than one of the above: read once more when it is used. */
  | { readonly kind: 'words'; readonly text: string }
