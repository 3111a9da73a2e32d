/**
 * The shop's catalog as the understanding module wants it. Rule: a catalog written by hand, with
 * its everyday words, is compiled whole, once; of a large or imported one only the products that a
 * message may name, called as it calls them, and those in the cart. So reading costs the same
 * however much a shop sells, and nothing is built when a price changes.
 */

import { SMALL } from '#conversation/understanding/reader/spans/language.ts'
import type { UnderstandingCatalog } from '#conversation/understanding/types.ts'
import { type NamedProduct, namedProducts } from '#domain/catalog/named-products.ts'
import type { Catalog, Option } from '#domain/model/catalog.ts'
import { buildLexicon, type Lexicon } from './lexicon.ts'

/** `held`: ids of the products the message may point at without a name. */
export type LexiconFor = (catalog: Catalog, text: string, held: readonly string[]) => Lexicon

export function understandingCatalog(catalog: Catalog): UnderstandingCatalog {
  return meant(
    catalog,
    [...catalog.products.values()].map((product) => ({ product, names: [] })),
    [...catalog.options.values()],
  )
}

function meant(catalog: Catalog, named: readonly NamedProduct[], options: readonly Option[]): UnderstandingCatalog {
  const words = options.map((option) => [
    option.id,
    {
      multi: false,
      negatable: false,
      qualifiable: false,
      values: option.values.map(({ id, name, synonyms }) => ({ id, synonyms: [...new Set([...synonyms, name])] })),
    },
  ])
  const products = named.map(({ product, names }) => ({
    id: product.id,
    synonyms: names.length === 0 ? product.synonyms : [...new Set([...names, ...product.synonyms])],
    options: product.options,
    code: product.code,
    name: product.name,
    variants: (catalog.variantsOf.get(product.id) ?? []).map(({ sku, options: values }) => ({ sku, options: values })),
  }))
  return { options: Object.fromEntries(words), products }
}

/** Compiled again only when something is called otherwise. */
export function lexiconCache(): LexiconFor {
  let whole: { readonly of: Catalog['index']; readonly grown: number; readonly lexicon: Lexicon } | undefined
  let last: { readonly key: string; readonly of: Catalog['index']; readonly lexicon: Lexicon } | undefined
  return (catalog, text, held) => {
    const { index } = catalog
    if (isByHand(catalog)) {
      if (whole?.of !== index || whole.grown !== index.grown)
        whole = { of: index, grown: index.grown, lexicon: buildLexicon(understandingCatalog(catalog)) }
      return whole.lexicon
    }
    const named = namedIn(catalog, text, held)
    const key = JSON.stringify([index.grown, named.map(({ product, names }) => [product.id, names])])
    if (last?.key !== key || last.of !== index)
      last = { key, of: index, lexicon: buildLexicon(meant(catalog, named, madeIn(catalog, named))) }
    return last.lexicon
  }
}

/** So many products are still compiled whole. */
const FEW = 300
const isByHand = ({ products }: Catalog): boolean =>
  products.size <= FEW && ![...products.values()].some(({ imported }) => imported === true)

function namedIn(catalog: Catalog, text: string, held: readonly string[]): readonly NamedProduct[] {
  const named = new Map(namedProducts(catalog, text, (word) => SMALL.has(word)).map((one) => [one.product.id, one]))
  for (const id of [...held, ...skusIn(catalog, text)]) {
    const product = catalog.products.get(id)
    if (product !== undefined && !named.has(id)) named.set(id, { product, names: [] })
  }
  return [...named.values()]
}

const MOST_IN_SKU = 4
/** Products whose SKU stands in the text; a SKU may have spaces in it. */
function skusIn({ variants }: Catalog, text: string): readonly string[] {
  const pieces = text.toUpperCase().split(/\s+/).slice(0, 400)
  return pieces.flatMap((_, from) =>
    Array.from({ length: MOST_IN_SKU }, (_none, more) => pieces.slice(from, from + more + 1).join(' ')).flatMap(
      (typed) => variants.get(typed.replace(/[,;:!?.]+$/, ''))?.productId ?? [],
    ),
  )
}

/** Options with the values these products come in. */
function madeIn(catalog: Catalog, named: readonly NamedProduct[]): readonly Option[] {
  const made = new Map<string, Set<string>>()
  for (const { product } of named)
    for (const { options } of catalog.variantsOf.get(product.id) ?? [])
      for (const [option, value] of Object.entries(options))
        made.set(option, (made.get(option) ?? new Set<string>()).add(value))
  return [...made].flatMap(([id, values]) => {
    const option = catalog.options.get(id)
    return option === undefined ? [] : [{ ...option, values: option.values.filter((value) => values.has(value.id)) }]
  })
}
