/**
 * What a cart card is drawn from, besides who reads it. Next: cart.ts draws it, cart-controls.ts
 * puts the controls under it.
 */

import type { CustomerHit } from '#conversation/engine-facts.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { BackorderChoice, MissingFact } from '#domain/model/refusals.ts'
import type { Standing } from '#domain/stock/backorders.ts'

export type CardFacts = {
  /** What this turn made different, each in words. */
  readonly changes: readonly string[]
  /** The first card of its order. */
  readonly begun: boolean
  readonly facts: Pick<Facts, 'stock' | 'customer' | 'lastOrder'>
  readonly missing: readonly MissingFact[]
  /** What is short, what becomes of it, and what each choice comes to. */
  readonly standing: Standing
  readonly choices: readonly BackorderChoice[]
  /** Orders this buyer placed before; for staff. */
  readonly previousOrders?: number
  /** Whom a pending choice of customers is between, as far as this turn knows; for staff. */
  readonly customers?: readonly CustomerHit[]
}

/** The same for a customer: no limits, nobody's history. */
export type CustomerCardFacts = Omit<CardFacts, 'facts' | 'previousOrders' | 'customers'> & {
  readonly facts: Pick<Facts, 'stock' | 'customer'> & {
    readonly [K in Exclude<keyof Facts, 'stock' | 'customer'>]?: never
  }
  readonly previousOrders?: never
  readonly customers?: never
}
