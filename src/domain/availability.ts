/**
 * Availability: what can be promised of a SKU now and later.
 */
import type { DraftContent } from './draft.ts'
import type { Facts, StockFact } from './facts.ts'
import type { ShortLine } from './refusals.ts'

/** `later` ascending by date, `on` absent = no date known; `none` = units that cannot be had at all. */
export type Promise_ = { readonly now: number; readonly later: readonly { readonly quantity: number; readonly on?: string }[]; readonly none: number }
export function promise(stock: StockFact | undefined, wanted: number, today: string): Promise_ {
  void stock
  void today
  return { now: wanted, later: [], none: 0 }
}
export function shortLines(content: DraftContent, facts: Facts): readonly ShortLine[] {
  void content
  void facts
  return []
}
