/**
 * Finding things in the catalog by SKU, name, synonym or option words, with small typos (rules.md O3), through the index. Every word
 * must match something, but a number alone (how many) need not; better matches first, then the catalog's own order. `nearestTo` is
 * for what matches only in part.
 */
import type { Catalog, Product, Variant } from '#domain/model/catalog.ts'
import { halves, nameTerms, nearTerms, termsOf } from './word-index.ts'
import { type FoundWord, wordsIn } from './words.ts'

export type CatalogHit = { readonly product: Product; readonly variants: readonly Variant[] }

/**
 * At most `limit` products, each with the active variants whose options fit the words. Empty text lists the catalog from its start.
 * `typing`: the last word may only be begun ("blue mu").
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
const MOST_WEIGHED = 300

/** Products that have some of the words, the rarest words counting most (a slip says too little);
 * those alone that have one that says something. */
export function nearestTo(catalog: Catalog, text: string, limit: number): readonly Product[] {
  const words = soughtWords(catalog, text.slice(0, LONGEST), 'said').filter(({ places }) => places.size > 0)
  const all = catalog.products.size
  const scores = new Map<number, number>()
  for (const { places, needed } of words) {
    if (places.size > Math.max(FEW, all / 10)) continue
    const worth = (needed ? 1 : 0.3) * Math.log(1 + all / places.size)
    for (const [place, how] of places) if (how > WORTH.slip) scores.set(place, (scores.get(place) ?? 0) + worth * how)
  }
  return [...scores]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .flatMap(([place]) => soldAt(catalog, place) ?? [])
    .slice(0, limit)
}
const FEW = 30

const STOP = new Set('a an the some any in with of and do you have for or please'.split(' '))
const isWord = ({ term }: FoundWord): boolean => !STOP.has(term)

/** A word and where the index has it, with how well: 1 the same, less for one that was begun or slipped. */
type Sought = {
  readonly terms: ReadonlyMap<string, number>
  readonly places: ReadonlyMap<number, number>
  readonly needed: boolean
}
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
  if (found.places.size > 0) return [{ ...found, needed }]
  const parts =
    word.number !== undefined && word.unit !== undefined ? [word.number, word.unit] : halves(index, word.term)
  if (parts === undefined) return [{ ...found, needed }]
  return parts.map((part) => ({ ...seek(catalog, part, false), needed: !/^\d/.test(part) }))
}

function seek({ index }: Catalog, term: string, begun: boolean): Omit<Sought, 'needed'> {
  const terms = new Map<string, number>()
  const places = new Map<number, number>()
  for (const near of nearTerms(index, term, begun)) {
    const worth = WORTH[near.how]
    terms.set(near.term, worth)
    for (const place of index.terms.get(near.term) ?? []) if ((places.get(place) ?? 0) < worth) places.set(place, worth)
  }
  return { terms, places }
}

/** The places that have all of the words, ascending. */
function common(words: readonly Sought[]): readonly number[] {
  const [first, ...others] = [...words].sort((a, b) => a.places.size - b.places.size)
  if (first === undefined) return []
  return [...first.places.keys()]
    .filter((place) => others.every(({ places }) => places.has(place)))
    .sort((a, b) => a - b)
}

type Weighed = { readonly hit: CatalogHit; readonly score: number }
function weighed(catalog: Catalog, places: readonly number[], words: readonly Sought[]): readonly Weighed[] {
  return places
    .flatMap((place): readonly Weighed[] => {
      const product = soldAt(catalog, place)
      if (product === undefined) return []
      const names = nameTerms(product)
      const score = words.reduce((total, { terms }) => total + 3 * best(terms, names), 0)
      const said = words.filter(({ terms }) => best(terms, names) === 0)
      const variants = saying(catalog, product.id, said)
      const told = score + 2 * said.filter(({ needed }) => needed).length
      return variants.length === 0 ? [] : [{ hit: { product, variants }, score: told + covered(product, words) }]
    })
    .sort((a, b) => b.score - a.score)
}

const best = (terms: ReadonlyMap<string, number>, names: ReadonlySet<string>): number =>
  Math.max(0, ...[...terms].map(([term, worth]) => (names.has(term) ? worth : 0)))

/** Less than one: among equals the product whose whole name was said comes first. */
function covered({ name }: Product, words: readonly Sought[]): number {
  const own = termsOf(name)
  return (0.9 * own.filter((term) => words.some(({ terms }) => terms.has(term))).length) / Math.max(1, own.length)
}

/** The active variants that the words left over describe; all of them where a number says nothing here. */
function saying(catalog: Catalog, productId: string, words: readonly Sought[]): readonly Variant[] {
  let variants = activeOf(catalog, productId)
  for (const { terms, needed } of words) {
    const fitting = variants.filter((variant) => says(variant, terms, catalog))
    if (fitting.length > 0 || needed) variants = fitting
  }
  return variants
}

const says = (variant: Variant, terms: ReadonlyMap<string, number>, { options }: Catalog): boolean =>
  Object.entries(variant.options).some(([option, id]) => {
    const value = options.get(option)?.values.find((known) => known.id === id)
    return (
      value !== undefined &&
      [value.name, ...value.synonyms].some((name) => termsOf(name).some((term) => terms.has(term)))
    )
  })

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
