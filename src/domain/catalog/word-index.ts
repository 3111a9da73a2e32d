/**
 * Growing and asking the index of the catalog's words. Growing is a generator that stops every few
 * products, so that whoever runs it can let others go first; a product that changed gets a new
 * place, its old one is empty from then on. A price changes nothing here. Next: catalog-search.ts
 * ranks what is found, named-products.ts finds the products a message names.
 */
import type { Catalog, Option, Product, Variant } from '#domain/model/catalog.ts'
import type { WordIndex } from '#domain/model/word-index.ts'
import { oneSlip, wordsIn } from './words.ts'

export const emptyIndex = (): WordIndex => ({
  terms: new Map(),
  products: [],
  placeOf: new Map(),
  begins: new Map(),
  lengths: new Map(),
  grown: 0,
})

export type Worded = Pick<Catalog, 'options' | 'variantsOf'>

/** Products between two stops. */
const SLICE = 25

/** Adds these products, or puts them in anew. */
export function* growIndex(index: WordIndex, products: Iterable<Product>, catalog: Worded): Generator<undefined, void> {
  const values = valueTerms(catalog.options)
  let done = 0
  for (const product of products) {
    dropProduct(index, product.id)
    addProduct(index, product, productTerms(product, catalog.variantsOf.get(product.id) ?? [], values))
    done += 1
    if (done % SLICE === 0) yield
  }
}

export function dropProduct(index: WordIndex, id: string): void {
  const place = index.placeOf.get(id)
  if (place === undefined) return
  index.products[place] = undefined
  index.placeOf.delete(id)
  index.grown += 1
}

function addProduct(index: WordIndex, { id }: Product, terms: ReadonlySet<string>): void {
  const place = index.products.push(id) - 1
  index.placeOf.set(id, place)
  index.grown += 1
  for (const term of terms) {
    const places = index.terms.get(term)
    if (places !== undefined) places.push(place)
    else {
      index.terms.set(term, [place])
      listed(index.begins, term.slice(0, 2), term)
      // A slip in a number is another number.
      if (term.length >= LEAST_SLIP - 1 && !/\d/.test(term)) listed(index.lengths, term.length, term)
    }
  }
}

function listed<K>(lists: Map<K, string[]>, key: K, term: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [term])
  else list.push(term)
}

type ValueTerms = (option: string, value: string) => readonly string[]
function valueTerms(options: ReadonlyMap<string, Option>): ValueTerms {
  const known = new Map<string, ReadonlyMap<string, readonly string[]>>()
  return (option, value) => {
    const held = known.get(option)
    if (held !== undefined) return held.get(value) ?? []
    const made = new Map(
      (options.get(option)?.values ?? []).map(({ id, name, synonyms }) => [
        id,
        [...new Set([name, ...synonyms].flatMap(termsOf))],
      ]),
    )
    known.set(option, made)
    return made.get(value) ?? []
  }
}

/** A number with a unit is found by the number alone as well; "t-shirt" by "tshirt". */
export function termsOf(text: string): readonly string[] {
  const words = wordsIn(text)
  return words.flatMap((word, at) => {
    const before = words[at - 1]
    const joined = word.joined && before !== undefined ? [before.term + word.term] : []
    return word.unit === undefined || word.number === undefined
      ? [word.term, ...joined]
      : [word.term, word.number, ...joined]
  })
}

/** What a product is called: what it may be named by. */
export const nameTerms = ({ name, plural, code, category, brand, synonyms }: Product): ReadonlySet<string> =>
  new Set([name, plural, code, category, brand ?? '', ...synonyms].flatMap(termsOf))

function productTerms(product: Product, variants: readonly Variant[], values: ValueTerms): ReadonlySet<string> {
  const terms = new Set(nameTerms(product))
  const seen = new Set<string>()
  for (const { options } of variants)
    for (const [option, value] of Object.entries(options)) {
      if (seen.has(`${option}=${value}`)) continue
      seen.add(`${option}=${value}`)
      for (const term of values(option, value)) terms.add(term)
    }
  return terms
}

/** How near a word of the catalog is to one that was typed: the same, begun, or one slip of the finger away. */
export type Near = { readonly term: string; readonly how: 'same' | 'begun' | 'slip' }

/**
 * The words of the catalog a typed one may be. A slip is looked for only in a word nobody knows, of
 * five letters or more.
 */
export function nearTerms(index: WordIndex, term: string, begun: boolean): readonly Near[] {
  const same: readonly Near[] = index.terms.has(term) ? [{ term, how: 'same' }] : []
  const starts = begun || (same.length === 0 && term.length >= LONG_BEGINNING) ? beginning(index, term) : []
  if (same.length > 0 || starts.length > 0) return [...same, ...starts]
  const plural = ENDINGS.find((ending) => term.endsWith(ending) && index.terms.has(term.slice(0, -ending.length)))
  if (term.length > LEAST_SLIP && plural !== undefined) return [{ term: term.slice(0, -plural.length), how: 'same' }]
  if (term.length < LEAST_SLIP || /\d/.test(term)) return []
  return [term.length - 1, term.length, term.length + 1].flatMap((length) =>
    (index.lengths.get(length) ?? []).flatMap((known): readonly Near[] =>
      oneSlip(term, known) ? [{ term: known, how: 'slip' }] : [],
    ),
  )
}
/** Of plurals in languages other than the one whose endings are folded away. */
const ENDINGS = ['en', 'er', 'n', 'e']
const LEAST_SLIP = 5
const LONG_BEGINNING = 5
const MOST_BEGUN = 200

const beginning = ({ begins }: WordIndex, term: string): readonly Near[] => {
  const words = term.length < 2 ? oneLetter(begins, term) : (begins.get(term.slice(0, 2)) ?? [])
  return words
    .filter((known) => known !== term && known.startsWith(term))
    .slice(0, MOST_BEGUN)
    .map((known) => ({ term: known, how: 'begun' }))
}
const oneLetter = (begins: WordIndex['begins'], letter: string): readonly string[] =>
  [...begins].flatMap(([start, words]) => (start.startsWith(letter) ? words : []))

/** Products that have all words of a text, at most so many. */
export function productsWith({ index, products }: Catalog, text: string): readonly Product[] {
  const lists = [...new Set(termsOf(text))].map((term) => index.terms.get(term) ?? [])
  const [first = [], ...others] = lists.toSorted((a, b) => a.length - b.length)
  return first
    .filter((place) => others.every((places) => hasPlace(places, place)))
    .slice(0, 500)
    .flatMap((place) => products.get(index.products[place] ?? '') ?? [])
}

/** Places are ascending. */
export function hasPlace(places: readonly number[], place: number): boolean {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return places[low] === place
}

/** "ultraboost" where the catalog says "Ultra Boost": the two words it is made of. */
export function halves({ terms }: WordIndex, term: string): readonly [string, string] | undefined {
  for (let at = 3; at <= term.length - 3; at++) {
    const [first, second] = [term.slice(0, at), term.slice(at)]
    if (terms.has(first) && terms.has(second)) return [first, second]
  }
  return undefined
}
