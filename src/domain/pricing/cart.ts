/**
 * The cart as pricing sees it: every line with its list and asked price, what it is, and where its
 * units go, in canonical order (SKU, then line data, then ship group), so that the order things
 * were typed in never changes a price. Next: discount-effects.ts takes amounts off these lines;
 * display order is the draft's own.
 */
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import type { Product } from '#domain/model/catalog.ts'
import type { DraftContent, DraftLine, ShipGroup } from '#domain/model/draft.ts'
import type { Shop } from '#domain/model/shop.ts'

export type CartLine = {
  readonly lineId: string
  readonly sku: Sku
  readonly name: string
  readonly quantity: Quantity
  /** Minor units a piece: after a line override, and before it. */
  readonly unitPrice: number
  readonly listPrice: number
  readonly overridden: boolean
  readonly gift: boolean
  readonly gross: number
  readonly product?: Product
  readonly taxClass: string
  readonly weightGrams: number
  /** Units by ship group, in group order; no part is empty. */
  readonly placement: readonly { readonly group: string; readonly quantity: Quantity }[]
}

export function cartLines(content: DraftContent, shop: Shop): readonly CartLine[] {
  const groups = groupOrder(content.groups)
  return content.lines
    .filter((line) => line.quantity > 0)
    .sort(byCanonicalKey)
    .map((line) => cartLine(line, groups, shop))
}

function cartLine(line: DraftLine, groups: readonly string[], shop: Shop): CartLine {
  const variant = shop.catalog.variants.get(line.sku.toUpperCase())
  const product = variant === undefined ? undefined : shop.catalog.products.get(variant.productId)
  const unitPrice = line.override?.unitPrice ?? line.unitPrice
  return {
    lineId: line.id,
    sku: line.sku,
    name: product?.name ?? line.sku,
    quantity: line.quantity,
    unitPrice,
    listPrice: line.unitPrice,
    overridden: line.override !== undefined,
    gift: false,
    gross: unitPrice * line.quantity,
    ...given({ product }),
    taxClass: product?.taxClass ?? 'default',
    weightGrams: variant?.weightGrams ?? 0,
    placement: placement(line, groups),
  }
}

/** Units sent to a group that is gone fall back to the main one. */
function placement(line: DraftLine, groups: readonly string[]): CartLine['placement'] {
  const [main = 'main', ...others] = groups
  if (line.elsewhere.length === 0) return [{ group: main, quantity: line.quantity }]
  let left = line.quantity
  const away = others.map((group) => {
    const wanted = line.elsewhere
      .filter((part) => part.group === group)
      .reduce((total, part) => total + part.quantity, 0)
    const quantity = Math.min(wanted, left)
    left -= quantity
    return { group, quantity }
  })
  return [{ group: main, quantity: left }, ...away].filter((part) => part.quantity > 0)
}

/** 'main', then 'g2', 'g3' ... 'g10'. */
const groupOrder = (groups: readonly ShipGroup[]): readonly string[] => groups.map((group) => group.id).sort(byGroup)

export const byGroup = (a: string, b: string): number =>
  Number(b === 'main') - Number(a === 'main') || a.length - b.length || byText(a, b)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function byCanonicalKey(a: DraftLine, b: DraftLine): number {
  return (
    byText(a.sku, b.sku) ||
    byText(a.note ?? '', b.note ?? '') ||
    byText(a.freeText ?? '', b.freeText ?? '') ||
    (a.override?.unitPrice ?? -1) - (b.override?.unitPrice ?? -1) ||
    byText(groupKey(a), groupKey(b)) ||
    a.unitPrice - b.unitPrice ||
    a.quantity - b.quantity ||
    byText(a.id, b.id)
  )
}

const groupKey = (line: DraftLine): string =>
  [...line.elsewhere]
    .sort((a, b) => byGroup(a.group, b.group))
    .map((part) => `${part.group}*${part.quantity}`)
    .join(' ')
