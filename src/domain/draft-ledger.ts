/**
 * The ledger a draft stands at: the frozen one while its quote holds (orders.md row 5), else priced now.
 */
import type { OrderDraft } from './draft.ts'
import type { Facts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import { priceDraft } from './pricing.ts'

export function ledgerOf(draft: OrderDraft, facts: Facts): Ledger {
  const { quote } = draft
  return quote !== undefined && quote.until > facts.now ? quote.ledger : priceDraft(draft.content, facts)
}
