/**
 * What was asked of the approvers, as data: what was asked and granted, the ceilings an approval
 * carries, and how it stands. Minor units. Next: draft/prices/approvals.ts says what is covered and who
 * may decide.
 */

import type { Amount, Instant, Quantity, Sku } from '#domain/base/flavour.ts'
import type { Role } from './actor.ts'
import type { LineOverride, ShippingOverride, Subtraction } from './adjustment.ts'
import type { Adjustment, ApprovalWays, GivenLately } from './command.ts'

export type ApprovalStatus = 'open' | 'approved' | 'declined' | 'countered' | 'withdrawn' | 'superseded' | 'expired'

/**
 * Minor units. The percent is `amount / base`, the percent per line `line.given / line.list`: kept
 * as fractions, never rounded.
 */
export type Ceilings = {
  readonly amount: Amount
  readonly base: Amount
  readonly line?: { readonly given: Amount; readonly list: number }
  /** Whom it was approved for, and in which currency: another buyer is another request. */
  readonly customer: string
  readonly currency: string
}

/**
 * What the approver decides on, as it stood when the card was last drawn. Amounts are minor units;
 * `cost` only where every line's cost is known.
 */
export type ApprovalShown = {
  readonly customer: string
  readonly lines: readonly {
    readonly sku: Sku
    readonly quantity: Quantity
    readonly unitPrice: Amount
    readonly listPrice: Amount
    readonly net: Amount
  }[]
  /** Totals without and with every override. */
  readonly before: Amount
  readonly after: Amount
  readonly given: Amount
  readonly base: Amount
  /** Goods, after every discount. */
  readonly net: Amount
  readonly cost?: Amount
}

/** What stood in the place of the asked adjustment before: put back when it is declined or withdrawn. */
export type Prior = Subtraction | LineOverride | ShippingOverride

export type Answer =
  | { readonly kind: 'approved'; readonly by: string; readonly byName: string; readonly at: Instant }
  | {
      readonly kind: 'declined'
      readonly by: string
      readonly byName: string
      readonly at: Instant
      readonly reason?: string
    }
  | {
      readonly kind: 'countered'
      readonly by: string
      readonly byName: string
      readonly at: Instant
      readonly offer: Adjustment
      readonly reason?: string
      readonly ceilings: Ceilings
    }

/** An approval as far as it lets a draft be placed. */
export type Grant = { readonly id: number; readonly ceilings: Ceilings; readonly expiresAt: Instant }

/** One adjustment as it stood: which, and what it gave. */
export type Stood = { readonly of: Adjustment; readonly as: Prior }

export type Approval = {
  /** People type it: A7. */
  readonly id: number
  readonly status: ApprovalStatus
  readonly askedBy: string
  readonly askedByName: string
  readonly askedByRole: Role
  readonly askedAt: string
  /** ISO instant: of the request until it is answered, then of the approval. */
  readonly expiresAt: Instant
  readonly asked: Adjustment
  readonly prior?: Prior
  readonly ceilings: Ceilings
  /**
   * Whether an approval covers the draft as it stands; an exceeded one covers again after a return
   * within its ceilings.
   */
  readonly standing: 'covers' | 'exceeded'
  /** What was granted before this was asked: a no to more leaves it standing. */
  readonly granted?: Grant
  /** Every adjustment as it stood by right, before one of them went beyond what was granted. */
  readonly stood?: readonly Stood[]
  readonly shown: ApprovalShown
  /** A figure to offer instead: what the rep's own limit allows of it, where it allows any. */
  readonly suggested?: number
  readonly lately: GivenLately
  readonly answer?: Answer
  /** Absent: asked where requests always are. */
  readonly ways?: ApprovalWays
}

/**
 * Why somebody may not decide; undefined: they may. Asked with the actor as it is at that moment; a
 * second linked account is the same actor.
 */
export type MayNot = 'right' | 'author' | 'limit'
