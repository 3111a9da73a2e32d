/**
 * The ledger a draft stands at: the quoted one while its quote holds, else priced now. Whoever shows or places a draft asks here, never
 * pricing.ts directly, so that a quote means the same everywhere (orders.md row 5).
 */
import type { OrderDraft } from './draft.ts'
import type { Facts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import { priceDraft } from './pricing.ts'

export const quoteHolds = (draft: OrderDraft, now: string): boolean =>
  draft.status === 'quoted' && draft.quote !== undefined && Date.parse(now) < Date.parse(draft.quote.until)

export const ledgerFor = (draft: OrderDraft, facts: Facts): Ledger =>
  draft.quote !== undefined && quoteHolds(draft, facts.now) ? draft.quote.ledger : priceDraft(draft.content, facts)
