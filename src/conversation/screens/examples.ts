/**
 * Hints and examples in the shop's own goods. They are written with the goods of the demo shop;
 * where a shop does not sell those, its own take their place: two products with short names, what
 * they come in, and their SKUs. Rule: an example can be typed as it stands.
 */
import type { Sku } from '#domain/base/flavour.ts'
import type { Catalog, Product, Variant } from '#domain/model/catalog.ts'
import type { Shop } from '#domain/model/shop.ts'

/** The words of the demo's goods, the longest first, and what says the same of a shop's own. */
const WRITTEN: readonly (readonly [RegExp, (goods: Goods) => string])[] = [
  [/2 blue 11oz mugs/g, ({ one }) => `2 ${one.called}`],
  [/a large black hoodie/g, ({ other }) => other.called],
  [/(?:blue|red) mugs?\b/g, ({ one }) => one.called],
  [/\bred larges\b/g, ({ other }) => other.called],
  [/\bmugs?\b/g, ({ one }) => one.word],
  [/\bhoodie\b/g, ({ other }) => other.word],
  [/\bMUG-BLUE-11OZ\b/g, ({ one }) => one.sku],
  [/\bHOOD-BLACK-XL\b/g, ({ one }) => one.sku],
  [/\bHOOD-BLACK-L\b/g, ({ other }) => other.sku],
]
const OF_THE_DEMO = 'MUG-BLUE-11OZ'

type Example = { readonly called: string; readonly word: string; readonly sku: Sku }
type Goods = { readonly one: Example; readonly other: Example }

export function inShop(words: string, { catalog }: Pick<Shop, 'catalog'>): string {
  if (catalog.variants.has(OF_THE_DEMO) || !WRITTEN.some(([written]) => words.search(written) >= 0)) return words
  const goods = goodsOf(catalog)
  return goods === undefined
    ? words
    : WRITTEN.reduce((text, [written, said]) => text.replaceAll(written, () => said(goods)), words)
}

/** Looked at for the shortest names. */
const FIRST = 200
function goodsOf(catalog: Catalog): Goods | undefined {
  const sold: { readonly product: Product; readonly variant: Variant }[] = []
  for (const product of catalog.products.values()) {
    const variant = catalog.variantsOf.get(product.id)?.find(({ active }) => active)
    if (variant !== undefined) sold.push({ product, variant })
    if (sold.length === FIRST) break
  }
  const [one, other = one] = sold.toSorted((a, b) => a.product.name.length - b.product.name.length)
  return one === undefined || other === undefined
    ? undefined
    : { one: exampleOf(one.product, one.variant, catalog), other: exampleOf(other.product, other.variant, catalog) }
}

function exampleOf(product: Product, { sku, options }: Variant, catalog: Catalog): Example {
  const values = product.options.flatMap(
    (option) => catalog.options.get(option)?.values.find(({ id }) => id === options[option])?.name ?? [],
  )
  const name = product.name.toLowerCase()
  return { called: [name, ...values.map((value) => value.toLowerCase())].join(' '), word: name, sku }
}
