/**
 * Every name of every product, so that words are looked up and no catalog is walked for a message.
 * Rule: gathered again when the catalog has grown. Next: names.ts says what counts as a name.
 */
import type { Catalog, Product } from '#domain/model/catalog.ts'
import { keysOfName } from './names.ts'

type Names = { readonly short: ReadonlyMap<string, readonly Product[]>; readonly longest: number }

const known = new WeakMap<Catalog['index'], Names & { readonly grown: number }>()

function namesIn({ index, products }: Catalog): Names {
  const held = known.get(index)
  if (held?.grown === index.grown) return held
  const short = new Map<string, Product[]>()
  let longest = 1
  for (const product of products.values())
    for (const key of keysOfName(product)) {
      const others = short.get(key)
      if (others === undefined) short.set(key, [product])
      else others.push(product)
      longest = Math.max(longest, Math.min(6, key.split(' ').length))
    }
  const names = { short, longest, grown: index.grown }
  known.set(index, names)
  return names
}

/** What is called that, by any of its names or the last word of one. */
export const productsCalled = (name: string, catalog: Catalog): readonly Product[] =>
  namesIn(catalog).short.get(name) ?? []

/** Products that a stretch of the words names, longest stretches first. */
export function productsNamedIn(
  said: string,
  catalog: Catalog,
): readonly { readonly name: string; readonly product: Product }[] {
  const words = said.toLowerCase().match(/[\p{L}\d'-]+/gu) ?? []
  const { short, longest } = namesIn(catalog)
  const found = []
  for (let length = Math.min(longest, words.length); length > 0; length--)
    for (let from = 0; from + length <= words.length; from++) {
      const name = words.slice(from, from + length).join(' ')
      for (const product of short.get(name) ?? []) found.push({ name, product })
    }
  return found
}
