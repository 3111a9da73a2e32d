/**
 * One item in several sizes or colours: "24 navy polos, 8 each of m l xl", "socks: 2 grey, 3 white".
 * The head names the item and perhaps the whole number, the tail only counts and values of one
 * option. Next: turn/reading/read-parts.ts, which asks the reader for the item.
 */
import { countOf } from '#conversation/understanding/words/numbers.ts'
import type { Catalog } from '#domain/model/catalog.ts'

export type Share = { readonly option: string; readonly value: string; readonly quantity: number }
export type Shared = { readonly head: string; readonly tail: string }

const numberOf = (word: string): number | undefined =>
  word === 'dozen' ? 12 : isArticle(word) ? undefined : countOf(word)
const isArticle = (word: string): boolean => /^an?$/i.test(word)

const EACH_IN = new RegExp(
  String.raw`^(?<head>.+?)\s+in\s+(?:sizes?\s+|colou?rs?\s+)?(?<values>.+?),?\s+(?<each>\w+\s+(?:each|of each` +
    String.raw`|apiece|per \w+))$`,
  'i',
)
/** Where the tail may begin; the same words with the count at the end ("in m, l and xl, 8 each") are turned round. */
export function cuts(text: string): readonly Shared[] {
  const said = text.trim().replace(/[.!]+$/, '')
  const turned = EACH_IN.exec(said)?.groups
  const marks = [...said.matchAll(/\s*(?:[,;:(]|\s-)\s+|\s+(?=\d{1,3} (?:each|of each)\b)/g)]
  return [
    ...(turned === undefined
      ? []
      : [{ head: turned['head'] ?? '', tail: `${turned['each'] ?? ''} ${turned['values'] ?? ''}` }]),
    ...marks.map(({ index, 0: mark }) => ({ head: said.slice(0, index), tail: said.slice(index + mark.length) })),
  ]
}

/** Whether a tail has nothing but counts, joins and words of values: asked before the head is read, which costs. */
export function mayBeShares(tail: string, catalog: Catalog): boolean {
  const words = wordsOfTail(tail)
  const values = valueWords(catalog)
  return (
    words.some((word) => numberOf(word) !== undefined) &&
    words.every((word) => values.has(word) || numberOf(word) !== undefined || isBeside(word))
  )
}

const wordsOfTail = (tail: string): readonly string[] =>
  tail
    .toLowerCase()
    .split(/[\s,;:/()]+/)
    .filter((word) => word !== '')
const isBeside = (word: string): boolean => JOINS.test(word) || /^(?:each|apiece|per)$/.test(word)

const known = new WeakMap<Catalog['index'], { readonly grown: number; readonly words: ReadonlySet<string> }>()
/** Every word of every value's names, gathered again when the catalog has grown. */
function valueWords({ index, options }: Catalog): ReadonlySet<string> {
  const held = known.get(index)
  if (held?.grown === index.grown) return held.words
  const names = [...options.values()].flatMap(({ values }) =>
    values.flatMap(({ id, name, synonyms }) => [id, name, ...synonyms]),
  )
  const words = new Set(names.flatMap((name) => name.toLowerCase().split(' ')))
  known.set(index, { grown: index.grown, words })
  return words
}

const JOINS = /^(?:and|of|in|the|size|sizes|colour|colours|color|colors|ones|x|for|&|a|an|with)$/

/** Every word of the tail is a count, "each", or a value of one option of this product; at least two values. */
export function sharesOf(tail: string, productId: string, catalog: Catalog): readonly Share[] | undefined {
  const words = wordsOfTail(tail)
  const each = /\beach\b|\bapiece\b|\bper (?:size|colou?r)\b/.test(tail.toLowerCase())
  const options = catalog.products.get(productId)?.options ?? []
  return options.map((option) => sharesBy(option, words, each, catalog)).find((shares) => shares !== undefined)
}

function sharesBy(
  option: string,
  words: readonly string[],
  each: boolean,
  catalog: Catalog,
): readonly Share[] | undefined {
  const values = new Map(
    (catalog.options.get(option)?.values ?? []).flatMap(({ id, name, synonyms }) =>
      [id, name, ...synonyms].map((word): [string, string] => [word.toLowerCase(), id]),
    ),
  )
  const shares: Share[] = []
  let count: number | undefined
  for (let at = 0; at < words.length; at++) {
    const two = values.get(`${words[at]} ${words[at + 1]}`)
    const value = two ?? values.get(words[at] ?? '')
    const word = words[at] ?? ''
    if (value !== undefined) {
      if (count === undefined || shares.some((share) => share.value === value)) return undefined
      shares.push({ option, value, quantity: count })
      if (!each) count = undefined
      if (two !== undefined) at++
    } else if (numberOf(word) !== undefined && (count === undefined || !each)) count = numberOf(word)
    else if (!isBeside(word)) return undefined
  }
  return shares.length > 1 ? shares : undefined
}
