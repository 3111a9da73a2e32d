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
  const leaving = contentLeaving(draft, facts)
  const { quote } = draft
  return leaving === draft.content && quote !== undefined && quote.until > facts.now
    ? quote.ledger
    : priceDraft(leaving, facts)
}

/** The content as it would be placed; the draft's own unless something is dropped. */
function contentLeaving(draft: OrderDraft, facts: Facts): DraftContent {
  const known = reduced.get(draft.content)
  if (known?.facts === facts) return known.content
  const standing = standingOf(draft, facts)
  const drops = standing.kind === 'chosen' && standing.policy === 'ship-available-drop-rest'
  const content = drops ? withoutShort(draft.content, standing.short) : draft.content
  reduced.set(draft.content, { facts, content })
  return content
}
