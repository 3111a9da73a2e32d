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
  const runs = runsOf({ catalog, text, isSmall })
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
type Around = { readonly catalog: Catalog; readonly text: string; readonly isSmall: (word: string) => boolean }

/** "and" ends a stretch, but not in "chicken and rice", where some product is called so. */
function runsOf({ catalog, text, isSmall }: Around): readonly Run[] {
  const runs: FoundWord[][] = [[]]
  const words = wordsIn(text)
  words.forEach((word, at) => {
    const run = runs.at(-1)
    const [before, next] = [words[at - 1], words[at + 1]]
    const said = text.slice(before?.to ?? 0, word.from)
    if (/[,;\n!?]|\.\s/.test(said) || run?.length === LONGEST_RUN) runs.push([])
    if (word.term === 'and') {
      if (run === undefined || run.at(-1) !== before || !isCalled(catalog, before, next)) runs.push([])
      else run.push(word)
    } else if (!isSmall(word.term) || (run?.at(-1) === before && isCalled(catalog, before, word)))
      runs.at(-1)?.push(word)
  })
  return runs.filter((run) => run.length > 0)
}

/** Some product has the two words beside each other; "tx20 bits" is no "bit of" anything. */
function isCalled({ index, products }: Catalog, first: FoundWord | undefined, second: FoundWord | undefined): boolean {
  if (first === undefined || second === undefined) return false
  const [some, others] = [index.terms.get(first.term) ?? [], index.terms.get(second.term) ?? []]
  return some.slice(0, LOOKED_AT).some((place) => {
    if (!hasPlace(others, place)) return false
    const name = wordsIn(products.get(index.products[place] ?? '')?.name ?? '').filter(({ term }) => term !== 'and')
    return name.some(
      ({ term }, at) =>
        term === first.term && name.slice(Math.max(0, at - 2), at + 3).some((one) => one.term === second.term),
    )
  })
}
const LOOKED_AT = 400

/** The same words again name the same. */
const differing = (text: string, runs: readonly Run[]): Iterable<Run> =>
  new Map(runs.map((run) => [run.map(({ from, to }) => text.slice(from, to)).join('\n'), run])).values()

/** A word of the stretch and where the index has it; `sure`: as it was typed. */
type Sought = {
  readonly at: number
  readonly term: string
  readonly places: readonly number[]
  readonly sure: boolean
  /** Only the number of a measure that something else has whole. */
  readonly part?: true
}

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
  const counts = run.length > 1 && run[0]?.number !== undefined && run[0].unit === undefined
  const candidates = best.flatMap(([place]) =>
    candidateAt(catalog, place, counts ? sought.filter(({ at }) => at > 0) : sought),
  )
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
  if (word.term === 'and') return []
  const found = (term: string, sure: boolean): readonly Sought[] => {
    const places = index.terms.get(term)
    return places === undefined ? [] : [{ at, term, places, sure }]
  }
  const next = run[at + 1]
  const joined = next === undefined ? [] : found(word.term + next.term, true)
  const same = found(word.term, true)
  const before = run[at - 1]
  const wasJoined = before === undefined ? [] : found(before.term + word.term, true)
  const part = word.unit === undefined || word.number === undefined ? [] : found(word.number, true)
  if (same.length + joined.length + wasJoined.length > 0)
    return [...same, ...joined, ...wasJoined, ...part.map((one) => ({ ...one, part: true as const }))]
  if (word.unit !== undefined && word.number !== undefined) return part
  const near = nearTerms(index, word.term, false).flatMap(({ term }) => found(term, false))
  return near.length > 0 ? near : (halves(index, word.term) ?? []).flatMap((half) => found(half, true))
}

type Candidate = {
  readonly product: Product
  /** Words it has at all, as they were typed; and of all it has, those in what it is called. */
  readonly sure: number
  readonly has: number
  readonly called: number
  /** Of those it has, the ones it has whole. */
  readonly whole: number
}
function candidateAt(catalog: Catalog, place: number, sought: readonly Sought[]): readonly Candidate[] {
  const product = catalog.products.get(catalog.index.products[place] ?? '')
  if (product === undefined || !(catalog.variantsOf.get(product.id) ?? []).some(({ active }) => active)) return []
  const names = nameTerms(product)
  let [sure, has, called, whole] = [0, 0, 0, 0]
  for (const word of sought) {
    if (!hasPlace(word.places, place)) continue
    has |= 1 << word.at
    if (word.sure) sure |= 1 << word.at
    if (word.part === undefined) whole |= 1 << word.at
    if (names.has(word.term)) called |= 1 << word.at
  }
  return has === 0 ? [] : [{ product, sure, has, called, whole }]
}

const beats = (all: number, some: number): boolean => all !== some && (all & some) === some
const unbeaten = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const masks = [...new Map(candidates.map((one) => [`${one.sure} ${one.whole}`, one])).values()]
  return candidates.filter(
    ({ has, whole }) =>
      !masks.some((other) => beats(other.sure, has) || (other.sure === has && beats(other.whole, whole))),
  )
}

/** Runs of neighbouring words it is called by; how many are wanted is no name's beginning. */
function namesOf(text: string, run: Run, sought: readonly Sought[], called: number): readonly string[] {
  const names: string[] = []
  let words: string[] = []
  const close = (): void => {
    if (words.at(-1) === 'and') words.pop()
    if (words.length > 0) names.push(words.join(' '))
    words = []
  }
  run.forEach((word, at) => {
    const isName = (called & (1 << at)) !== 0
    if (word.term === 'and' && words.length > 0) {
      words.push('and')
      return
    }
    // "3 packs" beside something that only has a 3 in its name counts it.
    const whole = word.unit === undefined || sought.some((one) => one.at === at && one.term === word.term)
    if (!isName || !whole || (words.length === 0 && word.number !== undefined && word.unit === undefined)) {
      close()
      return
    }
    const typed = sought.some((one) => one.at === at && one.sure)
    const said = typed
      ? text.slice(word.from, word.to).toLowerCase()
      : (sought.find((one) => one.at === at)?.term ?? word.term)
    const between = text.slice(run[at - 1]?.to ?? word.from, word.from)
    // "5x80" stays in one.
    const glued = words.length > 0 && /^[x×]$/i.test(between) ? `${words.pop()}x` : ''
    words.push(`${glued}${said}`)
  })
  close()
  return names
}
