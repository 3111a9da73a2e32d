/**
 * What a draft still misses before it can be placed.
 */
import type { OrderDraft } from './draft.ts'
import type { Facts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { MissingFact } from './refusals.ts'

/** In the order they are best asked. */
export function missingFacts(draft: OrderDraft, ledger: Ledger, facts: Facts): readonly MissingFact[] {
  void draft
  void ledger
  void facts
  return []
}
export const nextBest = (missing: readonly MissingFact[]): MissingFact | undefined => missing[0]
