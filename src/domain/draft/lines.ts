/**
 * Rules of cart lines: what may be sold, how many, at which frozen price, when two lines are one,
 * and where their units go. Pure helpers on content; the commands are decide-lines.ts,
 * decide-shipping.ts and decide-prices.ts (rules.md O3 to O6).
 */

import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Catalog, Variant } from '#domain/model/catalog.ts'
import type { DraftContent, DraftLine, ShipGroup } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { freeNow } from '#domain/stock/availability.ts'
import { sameValue } from './draft-patch.ts'

export const MAX_LINES = 300
export const MAX_QUANTITY = 999
const HOUR = 3_600_000

/** "Classic mug, blue, 11 oz"; the SKU itself when the catalog no longer knows it. */
export function describeSku(sku: Sku, catalog: Catalog): string {
  const variant = catalog.variants.get(sku.toUpperCase())
  const product = variant && catalog.products.get(variant.productId)
  if (variant === undefined || product === undefined) return sku
  return [product.name, optionText(variant, catalog)].filter((part) => part !== '').join(', ')
}

/** The names of a variant's option values in the order they are asked: "blue, 11 oz". */
export function optionText(variant: Variant, catalog: Catalog): string {
  const asked = catalog.products.get(variant.productId)?.options ?? Object.keys(variant.options)
  const names = asked.map(
    (option) =>
      catalog.options.get(option)?.values.find((value) => value.id === variant.options[option])?.name ??
      variant.options[option],
  )
  return names.filter((name) => name !== undefined).join(', ')
}

/** The variant, when it may be sold now; near SKUs when there is none of that name. */
export function sellableNow(sku: Sku, facts: Facts): Result<Variant, Refusal> {
  const variant = facts.shop.catalog.variants.get(sku.trim().toUpperCase())
  if (variant === undefined) return no({ kind: 'unknown-sku', sku, near: nearSkus(sku, facts.shop.catalog) })
  const why = notForSale(variant, facts)
  return why === undefined ? ok(variant) : no({ kind: 'not-for-sale', sku: variant.sku, why })
}

function notForSale(variant: Variant, facts: Facts): Extract<Refusal, { kind: 'not-for-sale' }>['why'] | undefined {
  if (!variant.active || !facts.shop.catalog.products.has(variant.productId)) return 'inactive'
  if (variant.purchasableFrom !== undefined && Date.parse(facts.now) < Date.parse(variant.purchasableFrom))
    return 'not-yet'
  if (variant.purchasableUntil !== undefined && Date.parse(facts.now) >= Date.parse(variant.purchasableUntil))
    return 'ended'
  const stock = facts.stock.get(variant.sku)
  if (stock === undefined || freeNow(stock) > 0) return undefined
  if (stock.discontinued) return 'discontinued'
  return stock.tracked && stock.backorders === 'refused' ? 'sold-out' : undefined
}

const NEAR = 3
function nearSkus(typed: string, catalog: Catalog): readonly string[] {
  const wanted = typed.trim().toUpperCase().slice(0, 40)
  const scored: { readonly sku: Sku; readonly score: number }[] = []
  for (const sku of catalog.variants.keys()) {
    const within = sku.startsWith(wanted) || wanted.startsWith(sku)
    // Two edits leave the beginning or the end as it is; the rest is not compared letter by letter.
    const alike = sku.slice(0, 2) === wanted.slice(0, 2) || sku.slice(-2) === wanted.slice(-2)
    if (within || alike) scored.push({ sku, score: within ? 0 : distance(wanted, sku) })
  }
  return scored
    .filter(({ score }) => wanted !== '' && score <= 2)
    .sort((a, b) => a.score - b.score)
    .slice(0, NEAR)
    .map(({ sku }) => sku)
}

/** Edits between two SKUs, given up beyond a difference of two in length. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/**
 * `max` whole units at most per line, and per order where the variant says so; `others` are units
 * of the SKU on other lines.
 */
export function badQuantity(
  quantity: Quantity,
  variant: Pick<Variant, 'maxPerOrder'>,
  others: number,
): Refusal | undefined {
  const max = Math.min(MAX_QUANTITY, variant.maxPerOrder)
  const fits =
    Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY && quantity + others <= variant.maxPerOrder
  return fits ? undefined : { kind: 'bad-quantity', max: Math.max(0, Math.min(max, variant.maxPerOrder - others)) }
}

export const draftUnits = (lines: readonly DraftLine[], sku: Sku, except?: string): number =>
  lines.filter((line) => line.sku === sku && line.id !== except).reduce((total, line) => total + line.quantity, 0)

/** List price of one unit now, minor units, its free text included. */
export function listPrice(variant: Variant, freeText: string | undefined, catalog: Catalog): number {
  const extra = freeText === undefined ? 0 : (catalog.products.get(variant.productId)?.freeText?.price ?? 0)
  return variant.price + extra
}

/** The price froze longer ago than the shop keeps it. */
export const isStale = (line: DraftLine, facts: Facts): boolean =>
  Date.parse(facts.now) - Date.parse(line.pricedAt) >= facts.shop.settings.priceFreezeHours * HOUR

/** Lines that are one line: the same SKU with the same note, free text and override. */
export const sameDraftGoods = (
  a: Pick<DraftLine, 'sku' | 'note' | 'freeText' | 'override'>,
  b: Pick<DraftLine, 'sku' | 'note' | 'freeText' | 'override'>,
): boolean => a.sku === b.sku && a.note === b.note && a.freeText === b.freeText && sameValue(a.override, b.override)

/**
 * The content with other lines: units elsewhere never exceed a line's quantity, and ship groups
 * without units vanish.
 */
export function withDraftLines(content: DraftContent, lines: readonly DraftLine[]): DraftContent {
  const known = new Set(content.groups.map((group) => group.id))
  const kept = lines.map((line) => clampElsewhere(line, known))
  return { ...content, lines: kept, groups: groupsInUse(content.groups, kept) }
}

export function changeLine(content: DraftContent, line: DraftLine): DraftContent {
  return withDraftLines(
    content,
    content.lines.map((other) => (other.id === line.id ? line : other)),
  )
}

/** The later of two equal lines joins the earlier, with its units and where they go. */
export function mergeEqualLines(
  content: DraftContent,
  lineId: string,
): { readonly content: DraftContent; readonly lineId: string } {
  const line = content.lines.find((other) => other.id === lineId)
  const twin = line && content.lines.find((other) => other.id !== lineId && sameDraftGoods(other, line))
  if (line === undefined || twin === undefined || line.quantity + twin.quantity > MAX_QUANTITY)
    return { content, lineId }
  const groups = [...new Set([...twin.elsewhere, ...line.elsewhere].map((part) => part.group))]
  const unitsIn = (of: DraftLine, group: string): number =>
    of.elsewhere.find((part) => part.group === group)?.quantity ?? 0
  const elsewhere = groups.map((group) => ({ group, quantity: unitsIn(twin, group) + unitsIn(line, group) }))
  const joined: DraftLine = { ...twin, quantity: twin.quantity + line.quantity, elsewhere }
  const lines = content.lines
    .filter((other) => other.id !== lineId)
    .map((other) => (other.id === twin.id ? joined : other))
  return { content: withDraftLines(content, lines), lineId: twin.id }
}

function clampElsewhere(line: DraftLine, known: ReadonlySet<string>): DraftLine {
  let left = line.quantity
  const elsewhere = line.elsewhere.flatMap((part) => {
    const quantity = known.has(part.group) && part.group !== 'main' ? Math.min(part.quantity, left) : 0
    left -= quantity
    return quantity > 0 ? [{ group: part.group, quantity }] : []
  })
  return sameValue(elsewhere, line.elsewhere) ? line : { ...line, elsewhere }
}

function groupsInUse(groups: readonly ShipGroup[], lines: readonly DraftLine[]): readonly ShipGroup[] {
  const used = new Set(lines.flatMap((line) => line.elsewhere.map((part) => part.group)))
  return groups.every((group) => group.id === 'main' || used.has(group.id))
    ? groups
    : groups.filter((group) => group.id === 'main' || used.has(group.id))
}

/** Units of the cart that leave with a group. */
export function unitsInGroup(content: Pick<DraftContent, 'lines'>, group: string): number {
  const away = (line: DraftLine): number => line.elsewhere.reduce((total, part) => total + part.quantity, 0)
  const inGroup = (line: DraftLine): number => line.elsewhere.find((part) => part.group === group)?.quantity ?? 0
  return content.lines.reduce(
    (total, line) => total + (group === 'main' ? line.quantity - away(line) : inGroup(line)),
    0,
  )
}
