/**
 * What a card says before its order is placed, as a short code on its control: the total, what was
 * promised of short lines, and the warnings it asks about. Rule: a press places only what its own
 * card showed; an old press, or the same one twice, never answers what was asked after it. Next:
 * conversation/turn/place.ts compares it.
 */
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import { promisedOf, type Standing } from '#domain/stock/backorders.ts'

export function seenOf(
  draft: Pick<OrderDraft, 'pending'>,
  { total }: Pick<Ledger, 'total'>,
  standing: Standing,
): string {
  const warnings = draft.pending?.kind === 'confirm-place' ? (draft.pending.warnings ?? []) : []
  const promised = standing.kind === 'chosen' ? promisedOf(standing.short) : []
  return shortHash(JSON.stringify([total, warnings, promised]))
}

/** FNV-1a, 32 bits: the control is signed besides, so that nobody can make one. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(36)
}
