/**
 * Commands on cart lines (rules.md O3 to O5): add, set, remove, replace, split, note, clear. Prices
 * freeze with the line; refreshPrices re-prices what froze too long ago on the next touch of the
 * draft and names both prices. The rules themselves are lines.ts.
 */

import type { Quantity } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import {
  badQuantity,
  changeLine,
  describeSku,
  draftUnits,
  isStale,
  listPrice,
  MAX_LINES,
  MAX_QUANTITY,
  mergeEqualLines,
  sameDraftGoods,
  sellableNow,
  withDraftLines,
} from '#domain/draft/lines.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, DraftLine, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { Change, DecideContext, Move, Outcome } from './decide-change.ts'

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>
const FOCUS = 10

export function addLine(draft: OrderDraft, command: Of<'add-line'>, { facts }: DecideContext): Outcome {
  const { content } = draft
  const found = sellableNow(command.sku, facts)
  if (!found.ok) return found
  const variant = found.value
  const words = lineWords(command, variant.productId, facts)
  if (!words.ok) return words
  const twin = content.lines.find((line) => sameDraftGoods(line, { sku: variant.sku, ...words.value }))
  const wrong =
    badQuantity(command.quantity, variant, draftUnits(content.lines, variant.sku)) ??
    badLineQuantity(command.quantity, twin)
  if (wrong !== undefined) return no(wrong)
  const label = `+${command.quantity} ${describeSku(variant.sku, facts.shop.catalog)}`
  if (twin !== undefined) {
    const more = { ...twin, quantity: twin.quantity + command.quantity }
    return ok({
      moves: [{ kind: 'line-changed', label, content: changeLine(content, more) }],
      draft: { focus: focusOn(draft, twin.id) },
    })
  }
  if (content.lines.length >= MAX_LINES) return no({ kind: 'too-many-lines', max: MAX_LINES })
  const id = `l${draft.nextLine}`
  const line: DraftLine = {
    id,
    sku: variant.sku,
    quantity: command.quantity,
    unitPrice: listPrice(variant, words.value.freeText, facts.shop.catalog),
    pricedAt: facts.now,
    ...words.value,
    assumed: command.assumed ?? [],
    elsewhere: [],
  }
  const move: Move = { kind: 'line-added', label, content: withDraftLines(content, [...content.lines, line]) }
  return ok({ moves: [move], draft: { nextLine: draft.nextLine + 1, focus: focusOn(draft, id) } })
}

/**
 * Words on a line: a free text only where the product offers one (elsewhere it is a note), never
 * longer than it allows.
 */
function lineWords(
  command: Of<'add-line'>,
  productId: string,
  facts: Facts,
): Result<Pick<DraftLine, 'note' | 'freeText'>, Refusal> {
  const offered = facts.shop.catalog.products.get(productId)?.freeText
  const freeText = command.freeText?.trim() ?? ''
  if (offered !== undefined && freeText.length > offered.maxLength) {
    return no({ kind: 'text-too-long', label: offered.label, max: offered.maxLength, length: freeText.length })
  }
  const note = [command.note?.trim() ?? '', offered === undefined ? freeText : '']
    .filter((part) => part !== '')
    .join('; ')
  return ok({ ...(note === '' ? {} : { note }), ...(offered === undefined || freeText === '' ? {} : { freeText }) })
}

const badLineQuantity = (quantity: Quantity, twin: DraftLine | undefined): Refusal | undefined =>
  twin !== undefined && twin.quantity + quantity > MAX_QUANTITY
    ? { kind: 'bad-quantity', max: MAX_QUANTITY }
    : undefined

export function setQuantity(draft: OrderDraft, command: Of<'set-quantity'>, { facts }: DecideContext): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const found = command.quantity > line.quantity ? sellableNow(line.sku, facts) : undefined
  if (found !== undefined && !found.ok) return found
  // Gone from the catalog since: it may still be reduced.
  const variant = facts.shop.catalog.variants.get(line.sku) ?? { maxPerOrder: line.quantity }
  const wrong = badQuantity(command.quantity, variant, draftUnits(draft.content.lines, line.sku, line.id))
  if (wrong !== undefined) return no(wrong)
  const label = `${describeSku(line.sku, facts.shop.catalog)}: ${line.quantity}, now ${command.quantity}`
  const content = changeLine(draft.content, { ...line, quantity: command.quantity })
  return ok({ moves: [{ kind: 'line-changed', label, content }], draft: { focus: focusOn(draft, line.id) } })
}

export function removeLine(draft: OrderDraft, command: Of<'remove-line'>, { facts }: DecideContext): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const label = `-${line.quantity} ${describeSku(line.sku, facts.shop.catalog)}`
  const content = withDraftLines(
    draft.content,
    draft.content.lines.filter((other) => other.id !== line.id),
  )
  return ok({
    moves: [{ kind: 'line-removed', label, content }],
    draft: { focus: draft.focus.filter((id) => id !== line.id) },
  })
}

/** The line becomes another SKU in its place; an override was for what it was before and goes. */
export function replaceLine(draft: OrderDraft, command: Of<'replace-line'>, { facts }: DecideContext): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const found = sellableNow(command.sku, facts)
  if (!found.ok) return found
  const variant = found.value
  const wrong = badQuantity(command.quantity, variant, draftUnits(draft.content.lines, variant.sku, line.id))
  if (wrong !== undefined) return no(wrong)
  const { catalog } = facts.shop
  const offersText = catalog.products.get(variant.productId)?.freeText !== undefined
  const { override: _, freeText, ...rest } = line
  const kept = offersText && freeText !== undefined ? { freeText } : {}
  const same = variant.sku === line.sku
  const swapped: DraftLine = same
    ? { ...line, quantity: command.quantity }
    : {
        ...rest,
        ...kept,
        sku: variant.sku,
        quantity: command.quantity,
        unitPrice: listPrice(variant, kept.freeText, catalog),
        pricedAt: facts.now,
        assumed: [],
      }
  const merged = mergeEqualLines(changeLine(draft.content, swapped), line.id)
  const label =
    `${line.quantity} ${describeSku(line.sku, catalog)}, now ${command.quantity} ` +
    `${describeSku(variant.sku, catalog)}`
  return ok({
    moves: [{ kind: 'line-changed', label, content: merged.content }],
    draft: { focus: focusOn(draft, merged.lineId) },
  })
}

/** Some units of a line become another SKU; all of them is a replacement. */
export function splitLine(draft: OrderDraft, command: Of<'split-line'>, context: DecideContext): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const { quantity, sku } = command
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > line.quantity)
    return no({ kind: 'bad-quantity', max: line.quantity })
  if (quantity === line.quantity)
    return replaceLine(draft, { kind: 'replace-line', lineId: line.id, sku, quantity }, context)
  const less = setQuantity(
    draft,
    { kind: 'set-quantity', lineId: line.id, quantity: line.quantity - quantity },
    context,
  )
  if (!less.ok) return less
  const [first] = less.value.moves
  if (first === undefined) return less
  const note = line.note === undefined ? {} : { note: line.note }
  const added = addLine({ ...draft, content: first.content }, { kind: 'add-line', sku, quantity, ...note }, context)
  return added.ok ? ok({ ...added.value, moves: [first, ...added.value.moves] }) : added
}

/** An empty note takes the note away; two lines that became equal merge. */
export function noteLine(draft: OrderDraft, command: Of<'note-line'>, { facts }: DecideContext): Outcome {
  const line = lineOf(draft.content, command.lineId)
  if (line === undefined) return no({ kind: 'no-such-line', what: command.lineId })
  const { note: _, ...rest } = line
  const note = command.note.trim()
  const merged = mergeEqualLines(changeLine(draft.content, note === '' ? rest : { ...rest, note }), line.id)
  const label =
    note === ''
      ? `${describeSku(line.sku, facts.shop.catalog)}: note removed`
      : `${describeSku(line.sku, facts.shop.catalog)}: "${note}"`
  return ok({
    moves: [{ kind: 'note-set', label, content: merged.content }],
    draft: { focus: focusOn(draft, merged.lineId) },
  })
}

export function clearCart(draft: OrderDraft): Outcome {
  if (draft.content.lines.length === 0) return no({ kind: 'empty-cart' })
  return ok({
    moves: [{ kind: 'cart-cleared', label: 'Cart cleared', content: withDraftLines(draft.content, []) }],
    draft: { focus: [] },
  })
}

/**
 * Lines priced longer ago than the shop keeps a price, or all of them (`force`), take today's list
 * price; both prices are named.
 */
export function repriceMoves(content: DraftContent, facts: Facts, force: boolean): readonly Move[] {
  const moves: Move[] = []
  let now = content
  for (const line of content.lines) {
    const variant = facts.shop.catalog.variants.get(line.sku)
    if (variant === undefined || !(force || isStale(line, facts))) continue
    const price = listPrice(variant, line.freeText, facts.shop.catalog)
    if (price === line.unitPrice) continue
    const { override, ...rest } = line
    // An override never raises a price, so one above the new list price is gone.
    const kept = override !== undefined && override.unitPrice <= price ? { override } : {}
    now = changeLine(now, { ...rest, ...kept, unitPrice: price, pricedAt: facts.now })
    const { settings } = facts.shop
    const label =
      `${describeSku(line.sku, facts.shop.catalog)}: ${formatMoney(line.unitPrice, settings)}, now ` +
      `${formatMoney(price, settings)}`
    moves.push({ kind: 'line-repriced', label, content: now })
  }
  return moves
}

export const refreshedPrices = (content: DraftContent, facts: Facts): Change => ({
  moves: repriceMoves(content, facts, false),
})

export const lineOf = (content: DraftContent, id: string): DraftLine | undefined =>
  content.lines.find((line) => line.id === id)

export const focusOn = (draft: OrderDraft, id: string): readonly string[] =>
  [id, ...draft.focus.filter((other) => other !== id)].slice(0, FOCUS)
