/** How an item is called in short: its names, and the last word of each, one or many. */
import type { Product } from '#domain/model/catalog.ts'

export function keysOfName(product: Product | undefined): readonly string[] {
  if (product === undefined) return []
  const names = [product.name, product.plural, ...product.synonyms].map((name) => name.toLowerCase())
  const short = names.map((name) => name.split(/\s+/).at(-1) ?? name)
  return [...new Set([...names, ...short].flatMap((name) => [name, `${name}s`, name.replace(/s$/, '')]))]
}
