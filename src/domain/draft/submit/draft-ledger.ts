/**
 * The ledger a draft stands at: the frozen one while its quote holds (rules.md O5), else priced
 * now. Units that are short and to be dropped are not in it: a quote freezes prices, never stock,
 * so dropping prices anew.
 */

import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { standingOf, withoutShort } from '#domain/stock/backorders.ts'

/** Asked several times a turn: the reduced content is made once, so that its price is found again (pricing.ts). */
const reduced = new WeakMap<DraftContent, { readonly facts: Facts; readonly content: DraftContent }>()

export function ledgerOf(draft: OrderDraft, facts: Facts): Ledger {
  const { content, quote } = draft
  const leaving = contentLeaving(content, facts)
  return leaving === content && quote !== undefined && quote.until > facts.now
    ? quote.ledger
    : priceDraft(leaving, facts)
}

/** What this content is charged when it is placed now; whatever is judged of an order is judged on this. */
export const chargedFor = (content: DraftContent, facts: Facts): Ledger =>
  priceDraft(contentLeaving(content, facts), facts)

/** The content as it would be placed; the very same unless something is dropped. */
function contentLeaving(whole: DraftContent, facts: Facts): DraftContent {
  const known = reduced.get(whole)
  if (known?.facts === facts) return known.content
  const standing = standingOf({ content: whole }, facts)
  const drops = standing.kind === 'chosen' && standing.policy === 'ship-available-drop-rest'
  const content = drops ? withoutShort(whole, standing.short) : whole
  reduced.set(whole, { facts, content })
  return content
}
