/**
 * Finding things in the catalog by SKU, name, synonym or option words, with small typos (rules.md
 * O3), through the index. Every word must match something, but a number alone (how many) need not;
 * better matches first, then the catalog's own order. `nearestTo` is for what matches only in part.
 */
import type { Catalog, OptionValue, Product, Variant } from '#domain/model/catalog.ts'
import { halves, hasPlace, nameTerms, nearTerms, termsOf } from './word-index.ts'
import { type FoundWord, wordsIn } from './words.ts'

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
  const short = text.slice(0, LONGEST)
  const bySku = skuHits(catalog, short.trim().toUpperCase(), limit, said)
  if (bySku.length > 0) return bySku
  const words = soughtWords(catalog, short, said)
  if (words.length === 0) return wordsIn(short).some(isWord) ? [] : fromStart(catalog, limit)
  const needed = words.filter(({ needed }) => needed)
  const places = common(needed.length > 0 ? needed : words).slice(0, MOST_WEIGHED)
  return weighed(catalog, places, words)
    .slice(0, limit)
    .map(({ hit }) => hit)
}
const LONGEST = 200
/** Of more products than these that have all words, the rest of the catalog's order is not weighed. */
const MOST_WEIGHED = 100

/**
 * Products that have some of the words, the rarest words counting most (a slip says too little);
 * those alone that have one that says something.
 */
export function nearestTo(catalog: Catalog, text: string, limit: number): readonly Product[] {
  const all = catalog.products.size
  const scores = new Map<number, number>()
  for (const { found, needed } of soughtWords(catalog, text.slice(0, LONGEST), 'said'))
    for (const { places, worth } of found) {
      if (worth <= WORTH.slip || places.length > Math.max(FEW, all / 10)) continue
      const tells = worth * (needed ? 1 : 0.3) * Math.log(1 + all / places.length)
      for (const place of places) scores.set(place, (scores.get(place) ?? 0) + tells)
    }
  return [...scores]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit * 5)
    .flatMap(([place]) => soldAt(catalog, place) ?? [])
    .slice(0, limit)
}
const FEW = 30

const STOP = new Set('a an the some any in with of and do you have for or please'.split(' '))
const isWord = ({ term }: FoundWord): boolean => !STOP.has(term)

/** A word, and what of the index it may be: 1 the same, less for one that was begun or slipped. */
type Found = { readonly term: string; readonly places: readonly number[]; readonly worth: number }
type Sought = { readonly found: readonly Found[]; readonly needed: boolean }
const WORTH = { same: 1, begun: 0.4, slip: 0.35 } as const

function soughtWords(catalog: Catalog, text: string, said: 'said' | 'typing'): readonly Sought[] {
  const words = wordsIn(text).filter(isWord)
  const sought: Sought[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    const next = words[at + 1]
    if (word === undefined) continue
    const both = next !== undefined && next.number === undefined ? word.term + next.term : undefined
    const joined = both !== undefined && catalog.index.terms.has(both) && !catalog.index.terms.has(word.term)
    if (joined) at += 1
    const begun = said === 'typing' && at === words.length - 1
    sought.push(...termsSought(catalog, joined ? { ...word, term: both } : word, begun))
  }
  return sought
}

function termsSought(catalog: Catalog, word: FoundWord, begun: boolean): readonly Sought[] {
  const { index } = catalog
  const found = seek(catalog, word.term, begun)
  const needed = word.number === undefined || word.unit !== undefined
  if (found.length > 0) return [{ found, needed }]
  const parts =
    word.number !== undefined && word.unit !== undefined ? [word.number, word.unit] : halves(index, word.term)
  if (parts === undefined) return [{ found, needed }]
  return parts.map((part) => ({ found: seek(catalog, part, false), needed: !/^\d/.test(part) }))
}

const seek = ({ index }: Catalog, term: string, begun: boolean): readonly Found[] =>
  nearTerms(index, term, begun).map(({ term: near, how }) => ({
    ...{ term: near, worth: WORTH[how] },
    places: index.terms.get(near) ?? [],
  }))

/** The places that have all of the words, ascending. */
function common(words: readonly Sought[]): readonly number[] {
  const size = ({ found }: Sought): number => found.reduce((total, { places }) => total + places.length, 0)
  const [first, ...others] = words.toSorted((a, b) => size(a) - size(b))
  if (first === undefined) return []
  const tests = others.map(inAny)
  return [...new Set(first.found.flatMap(({ places }) => places))]
    .filter((place) => tests.every((has) => has(place)))
    .sort((a, b) => a - b)
}

function inAny({ found }: Sought): (place: number) => boolean {
  if (found.length < 4) return (place) => found.some(({ places }) => hasPlace(places, place))
  const all = new Set(found.flatMap(({ places }) => places))
  return (place) => all.has(place)
}

type Weighed = { readonly hit: CatalogHit; readonly score: number }
function weighed(catalog: Catalog, places: readonly number[], words: readonly Sought[]): readonly Weighed[] {
  return places
    .flatMap((place): readonly Weighed[] => {
      const product = soldAt(catalog, place)
      if (product === undefined) return []
      const names = nameTerms(product)
      const score = words.reduce((total, { found }) => total + 3 * best(found, names), 0)
      const said = words.filter(({ found }) => best(found, names) === 0)
      const variants = saying(catalog, product.id, said)
      const told = score + 2 * said.filter(({ needed }) => needed).length
      return variants.length === 0 ? [] : [{ hit: { product, variants }, score: told + covered(product, words) }]
    })
    .sort((a, b) => b.score - a.score)
}

const best = (found: readonly Found[], names: ReadonlySet<string>): number =>
  found.reduce((most, { term, worth }) => (worth > most && names.has(term) ? worth : most), 0)

/** Less than one: among equals the product whose whole name was said comes first. */
function covered({ name }: Product, words: readonly Sought[]): number {
  const own = termsOf(name)
  return (
    (0.9 * own.filter((term) => words.some(({ found }) => found.some((one) => one.term === term))).length) /
    Math.max(1, own.length)
  )
}

/** The active variants that the words left over describe; all of them where a number says nothing here. */
function saying(catalog: Catalog, productId: string, words: readonly Sought[]): readonly Variant[] {
  let variants = activeOf(catalog, productId)
  for (const { found, needed } of words) {
    const terms = new Set(found.map(({ term }) => term))
    const fitting = variants.filter((variant) => says(variant, terms, catalog))
    if (fitting.length > 0 || needed) variants = fitting
  }
  return variants
}

const says = (variant: Variant, terms: ReadonlySet<string>, { options }: Catalog): boolean =>
  Object.entries(variant.options).some(([option, id]) => {
    const value = options.get(option)?.values.find((one) => one.id === id)
    return value !== undefined && wordsOfValue(value).some((term) => terms.has(term))
  })

const known = new WeakMap<OptionValue, readonly string[]>()
function wordsOfValue(value: OptionValue): readonly string[] {
  const held = known.get(value) ?? [value.name, ...value.synonyms].flatMap(termsOf)
  known.set(value, held)
  return held
}

const activeOf = (catalog: Catalog, productId: string): readonly Variant[] =>
  (catalog.variantsOf.get(productId) ?? []).filter((variant) => variant.active)

function soldAt(catalog: Catalog, place: number): Product | undefined {
  const product = catalog.products.get(catalog.index.products[place] ?? '')
  return product !== undefined && activeOf(catalog, product.id).length > 0 ? product : undefined
}

/** A SKU in full, or while somebody types those that begin so. */
function skuHits(catalog: Catalog, typed: string, limit: number, said: 'said' | 'typing'): readonly CatalogHit[] {
  const variant = catalog.variants.get(typed)
  const product = variant?.active === true ? catalog.products.get(variant.productId) : undefined
  if (variant !== undefined && product !== undefined) return [{ product, variants: [variant] }]
  if (said === 'said' || typed.length < 3 || !/\d|-/.test(typed)) return []
  const begun: Variant[] = []
  for (const known of catalog.variants.values()) {
    if (known.active && known.sku.startsWith(typed)) begun.push(known)
    if (begun.length === limit) break
  }
  const byProduct = Map.groupBy(begun, ({ productId }) => productId)
  return [...byProduct].flatMap(([id, variants]) => {
    const owner = catalog.products.get(id)
    return owner === undefined ? [] : [{ product: owner, variants }]
  })
}

function fromStart(catalog: Catalog, limit: number): readonly CatalogHit[] {
  const hits: CatalogHit[] = []
  for (const product of catalog.products.values()) {
    const variants = activeOf(catalog, product.id)
    if (variants.length > 0) hits.push({ product, variants })
    if (hits.length === limit) break
  }
  return hits
}
