/**
 * From a product and the options said to one variant: "assume and show" (rules.md O3). One missing
 * option that does not change the price takes what this customer bought last, else the shop's
 * default, and says so on the line; an option that changes the price, or has no default, asks.
 */
import type { Catalog, Product, Variant } from '#domain/model/catalog.ts'
import type { Facts } from '#domain/model/facts.ts'

type Options = Readonly<Record<string, string>>
export type Assumed = { readonly option: string; readonly value: string; readonly because: 'last-time' | 'default' }
export type VariantChoice =
  | { readonly kind: 'variant'; readonly variant: Variant; readonly assumed: readonly Assumed[] }
  /** Ask for `option` among `values` (in the shop's order). */
  | { readonly kind: 'ask'; readonly option: string; readonly values: readonly string[] }
  | { readonly kind: 'none' }

export function variantsMatching(
  catalog: Catalog,
  productId: string,
  options: Options,
  exclude: Readonly<Record<string, readonly string[]>> = {},
): readonly Variant[] {
  const all = catalog.variantsOf.get(productId) ?? []
  return all.filter(
    (variant) =>
      variant.active &&
      Object.entries(options).every(([option, value]) => variant.options[option] === value) &&
      Object.entries(exclude).every(([option, values]) => !values.includes(variant.options[option] ?? '')),
  )
}

export function chooseVariant(product: Product, candidates: readonly Variant[], facts: Facts): VariantChoice {
  const [first] = candidates
  if (first === undefined) return { kind: 'none' }
  const open = product.options.filter(
    (option) => new Set(candidates.map((variant) => variant.options[option])).size > 1,
  )
  if (open.length === 0) return { kind: 'variant', variant: first, assumed: [] }
  const assumed = open.map((option) => assume(option, product, candidates, facts))
  const unknown = open.filter((_, at) => assumed[at] === undefined)
  const [ask] = unknown.length > 0 ? unknown : open.length > 1 ? open : []
  if (ask !== undefined) return { kind: 'ask', option: ask, values: valuesOf(facts.shop.catalog, ask, candidates) }
  const [only] = assumed
  const variant = only && candidates.find((candidate) => candidate.options[only.option] === only.value)
  return variant && only ? { kind: 'variant', variant, assumed: [only] } : { kind: 'none' }
}

function assume(option: string, product: Product, candidates: readonly Variant[], facts: Facts): Assumed | undefined {
  if (new Set(candidates.map((variant) => variant.price)).size > 1) return undefined
  const { catalog } = facts.shop
  const has = (value: string | undefined) =>
    value !== undefined && candidates.some((variant) => variant.options[option] === value)
  for (const line of facts.lastOrder?.lines ?? []) {
    const bought = catalog.variants.get(line.sku)
    const value = bought?.productId === product.id ? bought.options[option] : undefined
    if (value !== undefined && has(value)) return { option, value, because: 'last-time' }
  }
  const value = product.defaults[option]
  return value !== undefined && has(value) ? { option, value, because: 'default' } : undefined
}

function valuesOf(catalog: Catalog, option: string, candidates: readonly Variant[]): readonly string[] {
  const open = new Set(candidates.map((variant) => variant.options[option]))
  return (catalog.options.get(option)?.values ?? []).map((value) => value.id).filter((id) => open.has(id))
}
