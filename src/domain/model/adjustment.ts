/**
 * A rep's adjustments as they stand on a draft (rules.md O10 to O12). Minor units; `by` is the
 * actor's key. Next: draft/prices/adjustments.ts makes them.
 */
import type { Amount } from '#domain/base/flavour.ts'

/** Typed as price, amount off or percent off; kept as the resulting unit price (rules.md O12). */
export type LineOverride = {
  readonly unitPrice: Amount
  readonly reason: string
  readonly reasonText?: string
  readonly by: string
}

export type Subtraction = {
  readonly amount: Amount
  readonly reason: string
  readonly reasonText?: string
  readonly by: string
}

/** Replaces what would be due for one ship group (rules.md O11). */
export type ShippingOverride = {
  readonly amount: Amount
  readonly reason: string
  readonly reasonText?: string
  readonly by: string
  readonly method?: string
}
