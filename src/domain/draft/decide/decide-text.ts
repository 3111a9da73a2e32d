/**
 * A free text on a line, where the item offers one: engraving, a gift note (priced a unit). Rule:
 * longer than the item takes is refused, never cut; without it the price goes back. Next: decide.ts.
 */
import { no, ok } from '#domain/base/result.ts'
import { changeLine, describeSku, listPrice, mergeEqualLines } from '#domain/draft/lines.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { DecideContext, Outcome } from './decide-change.ts'
import { focusOn, lineOf } from './decide-lines.ts'

export function textLine(
  draft: OrderDraft,
  command: Extract<DraftCommand, { kind: 'text-line' }>,
  { facts }: DecideContext,
): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const { catalog } = facts.shop
  const variant = catalog.variants.get(line.sku)
  const offered = catalog.products.get(variant?.productId ?? '')?.freeText
  if (variant === undefined || offered === undefined) return no({ kind: 'no-such-line', what: line.sku })
  const text = command.text.trim()
  if (text.length > offered.maxLength)
    return no({ kind: 'text-too-long', label: offered.label, max: offered.maxLength, length: text.length })
  const { freeText: before, ...rest } = line
  // The price of the item stays as it was frozen; only the words' own price comes or goes.
  const words = (given: string | undefined): number =>
    listPrice(variant, given, catalog) - listPrice(variant, undefined, catalog)
  const now = text === '' ? undefined : text
  const unitPrice = line.unitPrice - words(before) + words(now)
  const changed = { ...rest, unitPrice, ...(now === undefined ? {} : { freeText: now }) }
  const merged = mergeEqualLines(changeLine(draft.content, changed), line.id)
  const name = describeSku(line.sku, catalog)
  const label = now === undefined ? `${name}: no ${offered.label.toLowerCase()}` : `${name}: ${offered.label} "${now}"`
  return ok({
    moves: [{ kind: 'note-set', label, content: merged.content }],
    draft: { focus: focusOn(draft, merged.lineId) },
  })
}
