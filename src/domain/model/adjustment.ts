/**
 * A rep's adjustments as they stand on a draft (rules.md O10 to O12). Minor units; `by` is the
 * actor's key. Next: draft/prices/adjustments.ts makes them.
 */
import type { Amount } from '#domain/base/flavour.ts'
import type { Role } from './actor.ts'

/** `role`: theirs, where it may give more than a rep. */
export type GivenBy = { readonly by: string; readonly role?: Exclude<Role, 'customer' | 'rep'> }

/** Typed as price, amount off or percent off; kept as the resulting unit price (rules.md O12). */
export type LineOverride = GivenBy & {
  readonly unitPrice: Amount
  readonly reason: string
  readonly reasonText?: string
}

export type Subtraction = GivenBy & {
  readonly amount: Amount
  readonly reason: string
  readonly reasonText?: string
}

/** Replaces what would be due for one ship group (rules.md O11). */
export type ShippingOverride = GivenBy & {
  readonly amount: Amount
  readonly reason: string
  readonly reasonText?: string
  readonly method?: string
}
