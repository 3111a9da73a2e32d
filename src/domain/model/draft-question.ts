/**
 * What the shop asked and waits for, on a draft: one kind a question, with what its answer needs.
 * Rule: a bare number or a bare value answers only this (rules.md C5). Next: draft/open-questions.ts
 * keeps the list of them.
 */

import type { Amount, Quantity } from '#domain/base/flavour.ts'
import type { DraftCommand } from './command.ts'
import type { Address, BackorderPolicy } from './customer.ts'
import type { PastedPart } from './pasted.ts'

/** What the bot is waiting for in this thread; a bare number or a bare value answers only this (rules.md C5). */
/** So many units of a line. */
export type LineUnits = { readonly line: string; readonly quantity: number }

export type PendingQuestion =
  | {
      readonly kind: 'choose-customer'
      readonly customerIds: readonly string[] /** The words that wait for the choice. */
      readonly rest: string
    }
  | { readonly kind: 'use-account'; readonly customerId: string; readonly email: string; readonly name?: string }
  | {
      readonly kind: 'choose-option'
      readonly productId: string
      readonly quantity: Quantity
      readonly options: Readonly<Record<string, string>>
      readonly ask: string
      readonly choices: readonly string[]
      readonly note?: string
    }
  | {
      readonly kind: 'choose-product'
      readonly productIds: readonly string[]
      readonly quantity: Quantity
      readonly options: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'address-field'
      readonly target: 'ship' | 'bill'
      readonly group: string
      readonly field: AddressField
      readonly partial: Address
      /** What goes there, where it is not the whole of a group. */
      readonly units?: readonly LineUnits[]
    }
  | { readonly kind: 'swap-coupon'; readonly add: string; readonly remove: readonly string[] }
  /** `within` is what the rep's own limit allows of the same adjustment; absent when it allows nothing. */
  | {
      readonly kind: 'over-limit'
      readonly asked: DraftCommand
      readonly within?: DraftCommand
      readonly moot?: MootShipping
    }
  /** Adjustments that still need a reason; whatever is typed next is one. */
  | { readonly kind: 'reason'; readonly asked: readonly DraftCommand[] }
  /**
   * Free wording read without enough confidence: `yes` applies the reading of `text` as it is,
   * `instead` says what else it may mean.
   */
  | { readonly kind: 'confirm-reading'; readonly text: string; readonly question: string; readonly instead?: string }
  /** What was read in a pasted text, to be used or left part by part; `picking`: each is offered by itself. */
  | {
      readonly kind: 'pasted'
      readonly parts: readonly PastedPart[]
      readonly unread: readonly string[]
      readonly quoted?: string
      readonly picking?: true
    }
  /** Words that were begun: what is typed next is their text, whatever it would mean elsewhere. */
  | { readonly kind: 'comment' }
  | { readonly kind: 'memo' }
  /** `what`: a text of its own on the line; `also`: the lines it goes onto as well. */
  | {
      readonly kind: 'note'
      readonly lineId: string
      readonly what?: 'engraving' | 'gift-note'
      readonly also?: readonly string[]
    }
  /**
   * What could be read in more than one way: `about` and `candidates` word the question, `span` is
   * the part of `text` that the answer stands for. What was clear in the message is done already.
   */
  | {
      readonly kind: 'unclear'
      readonly about: string
      readonly candidates: readonly string[]
      readonly text: string
      readonly span?: string
    }
  /** `warnings` are the ones that were shown, at `askedAt`: nothing else is confirmed, and nothing said before. */
  | {
      readonly kind: 'confirm-place'
      readonly shownTotal: Amount
      readonly warnings?: readonly string[]
      readonly askedAt?: string
    }
  /** Something is short and nobody said what to do about it; the choices in the order they are numbered. */
  | { readonly kind: 'backorder-choice'; readonly policies: readonly BackorderPolicy[] }
  | { readonly kind: 'confirm-cancel' }
  /** A value that fits several of the items asked about; `points` are their keys (draft/open-questions.ts). */
  | {
      readonly kind: 'which-point'
      readonly option: string
      readonly value: string
      readonly points: readonly string[]
    }
  /** `method`: it was chosen after the amount was set for another one; absent: the address changed. */
  | { readonly kind: 'keep-override'; readonly group: string; readonly amount: Amount; readonly method?: string }

/**
 * Why a shipping price that was asked for cannot be given as things stand: for another method, or
 * no less than is charged.
 */
export type MootShipping =
  | { readonly why: 'other-method'; readonly asked: string; readonly chosen: string }
  | { readonly why: 'not-less'; readonly charged: number }

export type AddressField = 'name' | 'lines' | 'city' | 'subdivision' | 'postcode' | 'country' | 'phone'
