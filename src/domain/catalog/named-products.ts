/**
 * The products a message may name, with the words it names them by: "granny mints" for "Granny's
 * Old Fashioned Soft Peppermint Mints". Rule: a product that another one beats in every word (it
 * has those and more) is not meant; what several have alike stays open among them. The rarest words
 * count most. Next: the reader looks at these products alone.
 */
import type { Catalog, Product } from '#domain/model/catalog.ts'
import { halves, hasPlace, nameTerms, nearTerms } from './word-index.ts'
import { type FoundWord, wordsIn } from './words.ts'

export type NamedProduct = { readonly product: Product; readonly names: readonly string[] }

/** `isSmall`: words of the language that are no part of a name ("please"). */
export function namedProducts(
  catalog: Catalog,
  text: string,
  isSmall: (word: string) => boolean,
): readonly NamedProduct[] {
  const found = new Map<string, { readonly product: Product; readonly names: Set<string> }>()
  const runs = runsOf(text, isSmall)
  const most = Math.max(FEWEST, Math.floor(MOST / Math.max(1, runs.length)))
  for (const run of differing(text, runs))
    for (const { product, names } of inRun(catalog, text, run).slice(0, most)) {
      const held = found.get(product.id) ?? { product, names: new Set<string>() }
      found.set(product.id, held)
      for (const name of names) held.names.add(name)
    }
  return [...found.values()].map(({ product, names }) => ({ product, names: [...names] }))
}
const MOST = 60
const FEWEST = 6
/** Words of one stretch; a mask of bits says which of them a product has. */
const LONGEST_RUN = 30

type Run = readonly FoundWord[]
function runsOf(text: string, isSmall: (word: string) => boolean): readonly Run[] {
  const runs: FoundWord[][] = [[]]
  let last = 0
  for (const word of wordsIn(text)) {
    const between = text.slice(last, word.from)
    const run = runs.at(-1)
    if (/[,;\n!?]|\.\s/.test(between) || word.term === 'and' || run?.length === LONGEST_RUN) runs.push([])
    if (word.term !== 'and' && !isSmall(word.term)) runs.at(-1)?.push(word)
    last = word.to
  }
  return runs.filter((run) => run.length > 0)
}

/** The same words again name the same. */
const differing = (text: string, runs: readonly Run[]): Iterable<Run> =>
  new Map(runs.map((run) => [run.map(({ from, to }) => text.slice(from, to)).join('\n'), run])).values()

/** A word of the stretch and where the index has it; `sure`: as it was typed. */
type Sought = { readonly at: number; readonly term: string; readonly places: readonly number[]; readonly sure: boolean }

function inRun(catalog: Catalog, text: string, run: Run): readonly NamedProduct[] {
  const sought = run.flatMap((word, at) => seek(catalog, run, word, at))
  const scores = new Map<number, number>()
  const all = catalog.index.placeOf.size
  const rare = sought.filter(({ places }) => places.length <= Math.max(COMMON, all / 20))
  for (const { places } of rare.length > 0 ? rare : sought) {
    const worth = Math.log(1 + all / places.length)
    for (const place of places) scores.set(place, (scores.get(place) ?? 0) + worth)
  }
  const best = bestOf(scores)
  const candidates = best.flatMap(([place]) => candidateAt(catalog, place, sought))
  return unbeaten(candidates).map(({ product, called }) => ({ product, names: namesOf(text, run, sought, called) }))
}
/** The likeliest places first; the others are not put in order. */
function bestOf(scores: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  const least = Float64Array.from(scores.values()).sort().at(-WEIGHED) ?? 0
  return [...scores]
    .filter(([, score]) => score >= least)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, WEIGHED)
}

const COMMON = 400
const WEIGHED = 60

function seek({ index }: Catalog, run: Run, word: FoundWord, at: number): readonly Sought[] {
  const found = (term: string, sure: boolean): readonly Sought[] => {
    const places = index.terms.get(term)
    return places === undefined ? [] : [{ at, term, places, sure }]
  }
  const next = run[at + 1]
  const joined = next === undefined ? [] : found(word.term + next.term, true)
  const same = found(word.term, true)
  const before = run[at - 1]
  const wasJoined = before === undefined ? [] : found(before.term + word.term, true)
  if (same.length + joined.length + wasJoined.length > 0) return [...same, ...joined, ...wasJoined]
  if (word.unit !== undefined && word.number !== undefined) return found(word.number, true)
  const near = nearTerms(index, word.term, false).flatMap(({ term }) => found(term, false))
  return near.length > 0 ? near : (halves(index, word.term) ?? []).flatMap((half) => found(half, true))
}

type Candidate = {
  readonly product: Product
  /** Words it has at all, as they were typed; and of all it has, those in what it is called. */
  readonly sure: number
  readonly has: number
  readonly called: number
}
function candidateAt(catalog: Catalog, place: number, sought: readonly Sought[]): readonly Candidate[] {
  const product = catalog.products.get(catalog.index.products[place] ?? '')
  if (product === undefined || !(catalog.variantsOf.get(product.id) ?? []).some(({ active }) => active)) return []
  const names = nameTerms(product)
  let [sure, has, called] = [0, 0, 0]
  for (const word of sought) {
    if (!hasPlace(word.places, place)) continue
    has |= 1 << word.at
    if (word.sure) sure |= 1 << word.at
    if (names.has(word.term)) called |= 1 << word.at
  }
  return [{ product, sure, has, called }]
}

const unbeaten = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const masks = [...new Set(candidates.map(({ sure }) => sure))]
  return candidates.filter(({ has }) => !masks.some((sure) => sure !== has && (sure & has) === has))
}

/** Runs of neighbouring words it is called by; how many are wanted is no name's beginning. */
function namesOf(text: string, run: Run, sought: readonly Sought[], called: number): readonly string[] {
  const names: string[] = []
  let words: string[] = []
  const close = (): void => {
    if (words.length > 0) names.push(words.join(' '))
    words = []
  }
  run.forEach((word, at) => {
    const isCalled = (called & (1 << at)) !== 0
    if (!isCalled || (words.length === 0 && word.number !== undefined && word.unit === undefined)) {
      close()
      return
    }
    const typed = sought.some((one) => one.at === at && one.sure)
    words.push(
      typed ? text.slice(word.from, word.to).toLowerCase() : (sought.find((one) => one.at === at)?.term ?? word.term),
    )
  })
  close()
  return names
}
