/**
 * Finding things in the catalog by SKU, name, synonym or option words, with small typos (rules.md
 * O3). Every word must match something; better matches first, then the catalog's own order.
 */
import type { Catalog, Product, Variant } from '#domain/model/catalog.ts'

export type CatalogHit = { readonly product: Product; readonly variants: readonly Variant[] }

/**
 * At most `limit` products, each with the active variants whose options fit the words. Empty text
 * lists the catalog from its start. `typing`: the last word may only be begun ("blue mu").
 */
export function searchCatalog(
  catalog: Catalog,
  text: string,
  limit: number,
  said: 'said' | 'typing' = 'said',
): readonly CatalogHit[] {
  const words = wordsOf(text).map(
    (word, at, all): Word => ({ word, begun: said === 'typing' && at === all.length - 1 }),
  )
  const hits: { readonly hit: CatalogHit; readonly score: number }[] = []
  for (const product of catalog.products.values()) {
    const found = match(product, words, catalog)
    if (found !== undefined) hits.push(found)
    if (words.length === 0 && hits.length === limit) break
  }
  return hits
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ hit }) => hit)
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .slice(0, 200)
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '' && !STOP.has(word))
const STOP = new Set(['a', 'an', 'the', 'some', 'any', 'in', 'with', 'of', 'and', 'do', 'you', 'have'])

type Word = { readonly word: string; readonly begun: boolean }

function match(
  product: Product,
  words: readonly Word[],
  catalog: Catalog,
): { readonly hit: CatalogHit; readonly score: number } | undefined {
  const active = (catalog.variantsOf.get(product.id) ?? []).filter((variant) => variant.active)
  const names = wordsOf([product.name, product.plural, product.code, product.category, ...product.synonyms].join(' '))
  let variants = active
  let score = 0
  for (const { word, begun } of words) {
    const exactSku = active.filter((variant) => variant.sku.toLowerCase() === word)
    const byOption = variants.filter((variant) => saysOption(variant, { word, begun }, catalog))
    const byName = Math.max(0, ...names.map((name) => likeness(word, name) || (begun && name.startsWith(word) ? 1 : 0)))
    if (exactSku.length > 0) {
      variants = exactSku
      score += 9
    } else if (byName > 0) score += byName
    else if (byOption.length > 0) {
      variants = byOption
      score += 2
    } else return undefined
  }
  return variants.length > 0 ? { hit: { product, variants }, score } : undefined
}

function saysOption(variant: Variant, { word, begun }: Word, catalog: Catalog): boolean {
  return Object.entries(variant.options).some(([option, id]) => {
    const value = catalog.options.get(option)?.values.find((known) => known.id === id)
    return (
      value !== undefined &&
      [id, value.name, ...value.synonyms].some((known) => {
        const name = known.toLowerCase()
        return likeness(word, name) >= 2 || (begun && name.startsWith(word))
      })
    )
  })
}

/** 3 equal, 2 the same but for a plural, 1 one slip of the finger in a word of five letters or more, else 0. */
function likeness(typed: string, known: string): number {
  if (typed === known) return 3
  if (typed === `${known}s` || known === `${typed}s`) return 2
  return typed.length >= 5 && Math.abs(typed.length - known.length) <= 1 && oneSlip(typed, known) ? 1 : 0
}

/** One letter changed, added, missing, or two neighbours swapped. */
function oneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)]
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}
