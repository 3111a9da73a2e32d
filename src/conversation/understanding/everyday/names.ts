/** How an item is called in short: its names, and the last word of each, one or many. */
import type { Sku } from '#domain/base/flavour.ts'
import type { Catalog, Product } from '#domain/model/catalog.ts'

export function keysOfName(product: Product | undefined): readonly string[] {
  if (product === undefined) return []
  const names = [product.name, product.plural, ...product.synonyms].map((name) => name.toLowerCase())
  const short = names.map((name) => name.split(/\s+/).at(-1) ?? name)
  return [...new Set([...names, ...short].flatMap((name) => [name, `${name}s`, name.replace(/s$/, '')]))]
}

/** Lines that the words name: "mugs", "the white enamel mug", "tote black", a SKU. */
export function linesCalled<L extends { readonly sku: Sku }>(
  said: string,
  lines: readonly L[],
  catalog: Catalog,
): readonly L[] {
  const words = said
    .toLowerCase()
    .replace(/[,.!]+/g, ' ')
    .replace(/\b(?:the|my|her|his|their|our|those|these|in|size|colou?r|of|ones?)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words === '' ? [] : lines.filter(({ sku }) => words === sku.toLowerCase() || isCalled(words, sku, catalog))
}

function isCalled(words: string, sku: Sku, { products, variants, options }: Catalog): boolean {
  const variant = variants.get(sku)
  if (variant === undefined) return false
  const values = Object.entries(variant.options).flatMap(([option, id]) => {
    const value = options.get(option)?.values.find((each) => each.id === id)
    return value === undefined ? [] : [value.id, value.name, ...value.synonyms].map((each) => each.toLowerCase())
  })
  const isValues = (rest: string): boolean => without(rest, values) === ''
  return keysOfName(products.get(variant.productId)).some(
    (key) =>
      words === key ||
      (words.endsWith(` ${key}`) && isValues(words.slice(0, -key.length))) ||
      (words.startsWith(`${key} `) && isValues(words.slice(key.length))),
  )
}

/** What is left of the words without these, longest first. */
const without = (words: string, known: readonly string[]): string =>
  [...known]
    .sort((one, other) => other.length - one.length)
    .reduce((left, value) => ` ${left} `.replace(` ${value} `, '  ').trim(), words.trim())
