/**
 * The shop's catalog as the understanding module wants it, compiled once per shop version and
 * process. Synonyms live in the shop file.
 */

import type { UnderstandingCatalog } from '#conversation/understanding/types.ts'
import type { Catalog } from '#domain/model/catalog.ts'
import type { Shop } from '#domain/model/shop.ts'
import { buildLexicon, type Lexicon } from './lexicon.ts'

export function understandingCatalog(catalog: Catalog): UnderstandingCatalog {
  const options = [...catalog.options.values()].map((option) => [
    option.id,
    {
      multi: false,
      negatable: false,
      qualifiable: false,
      values: option.values.map(({ id, name, synonyms }) => ({ id, synonyms: [...new Set([...synonyms, name])] })),
    },
  ])
  const products = [...catalog.products.values()].map((product) => ({
    id: product.id,
    synonyms: product.synonyms,
    options: product.options,
    code: product.code,
    name: product.name,
    variants: (catalog.variantsOf.get(product.id) ?? []).map(({ sku, options: values }) => ({ sku, options: values })),
  }))
  return { options: Object.fromEntries(options), products }
}

/** Rebuilt only when the shop's version changed. */
export function lexiconCache(): (shop: Shop) => Lexicon {
  let cached: { readonly catalog: Catalog; readonly lexicon: Lexicon } | undefined
  return (shop) => {
    if (cached?.catalog !== shop.catalog)
      cached = { catalog: shop.catalog, lexicon: buildLexicon(understandingCatalog(shop.catalog)) }
    return cached.lexicon
  }
}
