/**
 * What can be sold: which values an option phrase may mean for a product, and whether a combination
 * exists as a variant. Every operation is checked here before it is handed out. A product without
 * `variants` takes any combination of its options.
 */
import type { Lexicon, ValueRef } from '#conversation/understanding/words/lexicon.ts'
import type { CatalogProduct, SpokenOptions } from './types.ts'

/** `sold` first: the meanings the product is sold in; then those whose option it has at all. */
export function meaningsFor(
  product: CatalogProduct,
  refs: readonly ValueRef[],
): { readonly sold: readonly ValueRef[]; readonly known: readonly ValueRef[] } {
  const known = refs.filter((ref) => product.options.includes(ref.option))
  return { known, sold: known.filter((ref) => isSold(product, ref)) }
}

export function isSold(product: CatalogProduct, ref: ValueRef): boolean {
  const values = product.optionValues?.[ref.option]
  return (
    values === undefined ||
    values.includes(ref.value.id) ||
    (ref.value.anyOf?.some((id) => values.includes(id)) ?? false)
  )
}

export function hasVariant(product: CatalogProduct, options: SpokenOptions): boolean {
  const chosen = Object.entries(options)
  if (
    chosen.some(
      ([option, value]) =>
        !product.options.includes(option) || product.optionValues?.[option]?.includes(value) === false,
    )
  )
    return false
  if (product.variants === undefined || product.variants.length === 0) return true
  return product.variants.some((variant) => chosen.every(([option, value]) => variant.options[option] === value))
}

export const productOf = (lexicon: Lexicon, id: string): CatalogProduct | undefined => {
  const at = lexicon.indexOf.get(id)
  return at === undefined ? undefined : lexicon.products[at]
}
