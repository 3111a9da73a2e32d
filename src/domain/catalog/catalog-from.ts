/**
 * A catalog from its parts, with its index. `catalogFrom` does it at once; a large one is indexed
 * in slices by whoever loads it.
 */
import type { Catalog, Option, Product, Variant } from '#domain/model/catalog.ts'
import { emptyIndex, growIndex } from './word-index.ts'

export type CatalogParts = {
  readonly options: readonly Option[]
  readonly products: readonly Product[]
  readonly variants: readonly Variant[]
}

export function catalogFrom({ options, products, variants }: CatalogParts): Catalog {
  const catalog = {
    options: new Map(options.map((option) => [option.id, option])),
    products: new Map(products.map((product) => [product.id, product])),
    variants: new Map(variants.map((variant) => [variant.sku, variant])),
    variantsOf: Map.groupBy(variants, (variant) => variant.productId),
    index: emptyIndex(),
  }
  for (const _ of growIndex(catalog.index, products, catalog));
  return catalog
}
