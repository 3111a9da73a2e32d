/**
 * The names of the catalog that stand at a place of a message: in full, in part, with a slip, in
 * digits for words, by their consonants. Rule: a slip is looked for only in words that neither the
 * language nor the catalog knows. Next: units.ts chooses among them.
 */

import { ENGLISH } from '#conversation/understanding/words/english.ts'
import { type CatalogIndex, type Entry, keyOf } from './catalog-index.ts'
import { isPlural, NUMBERS, SMALL, stemOf } from './language.ts'
import { nearest } from './slips.ts'
import type { ReaderToken } from './tokens.ts'
import type { Ground, Unit } from './unit.ts'

const LONGEST_NAME = 6

type Phrase = { readonly to: number; readonly cost: number; readonly said: Partial<Unit> }
export function phrasesAt(ground: Ground, tokens: readonly ReaderToken[], at: number): readonly Phrase[] {
  const out: Phrase[] = []
  const { entries } = ground.index
  for (let to = at + 1; to <= Math.min(tokens.length, at + LONGEST_NAME); to++) {
    const last = tokens[to - 1]
    if (last === undefined || last.kind === 'piece' || (last.kind === 'mark' && !/^["'%-]$/.test(last.text))) break
    const words = tokens.slice(at, to).map((token) => token.text)
    const first = words[0] ?? ''
    // "L 2" is a size and a number; "L2" may be a name.
    if (words.length === 2 && first.length === 1 && last.kind === 'number' && !last.glued) continue
    const alone = words.length === 1
    if (alone && SMALL.has(first) && (entries.get(first)?.values.length ?? 0) === 0) continue
    if (!alone && SMALL.has(last.text) && !entries.has(keyOf(words))) continue
    const hit = lookUp(ground, words)
    if (hit === undefined) continue
    const { entry, slip } = hit
    const partly = entry.exact || entry.values.length > 0 ? 0 : 0.25
    const cost = 0.95 + slip + partly + (alone && SMALL.has(first) ? 0.1 : 0)
    const counts = alone ? numberOf(tokens[at], entry) : undefined
    const number = counts === undefined ? {} : { number: counts }
    out.push({
      to,
      cost,
      said: { words: words.join(' '), plural: isPlural(last.text), fuzzy: slip > 0, ...number, ...meaningOf(entry) },
    })
  }
  return out
}

/** "six", a pack of six by its name, is a number too: "six bags". */
const numberOf = (token: ReaderToken | undefined, { values, products }: Entry): number | undefined => {
  if (token?.kind === 'number') return Number(token.text)
  const spelled = products.size > 0 || values.length === 0 ? undefined : NUMBERS.get(token?.text ?? '')
  return spelled !== undefined && spelled > 2 ? spelled : undefined
}

const meaningOf = ({ products, exact, values, kin }: Entry): Partial<Unit> => ({
  ...(products.size > 0 ? { products: [...products], exact, kin } : {}),
  ...(values.length > 0 ? { values } : {}),
})

function lookUp(
  ground: Ground,
  words: readonly string[],
): { readonly entry: Entry; readonly slip: number } | undefined {
  const { entries, valueWords } = ground.index
  const found = entries.get(keyOf(words)) ?? entries.get(words.join('')) ?? inDigits(entries, words)
  if (found !== undefined) return { entry: found, slip: 0 }
  let slip = 0
  const mended = words.map((word) => {
    const meant = mayBeSlip(ground, word)
      ? (nearest(ground.index.slips, stemOf(word)) ?? nearest(ground.index.slips, word))
      : undefined
    slip += meant?.cost ?? 0
    return meant?.word ?? stemOf(word)
  })
  const entry = slip > 0 ? entries.get(mended.join('')) : undefined
  if (entry !== undefined) return { entry, slip: 0.3 * slip }
  const [only = ''] = words
  return words.length === 1 && /^[b-df-hj-np-tv-z]{3,4}$/.test(only)
    ? consonants(entries, valueWords.get(only.slice(0, 1)) ?? [], only)
    : undefined
}

/** "iphone fifteen", "fifty pack", "37 to 41": said in words, written in digits. */
function inDigits(entries: CatalogIndex['entries'], words: readonly string[]): Entry | undefined {
  if (words.length < 2) return undefined
  const ranged = words.length === 3 && words[1] === 'to' && words.every((word, k) => k === 1 || /^\d/.test(word))
  if (ranged) return entries.get(`${words[0]}${words[2]}`)
  let some = false
  const digits = words.map((word) => {
    const value = NUMBERS.get(word)
    if (value === undefined || value < 2 || word === 'single' || word === 'pair') return word
    some = true
    return String(value)
  })
  return some ? entries.get(keyOf(digits)) : undefined
}

function mayBeSlip({ index, vocabulary }: Ground, word: string): boolean {
  if (word.length < 4 || !/^[a-z]+$/.test(word) || SMALL.has(word) || vocabulary.known.has(word)) return false
  const stem = stemOf(word)
  return !ENGLISH.has(word) && !ENGLISH.has(stem) && !index.words.has(stem) && !index.words.has(word)
}

/** "blk", "nvy", "lrg": the values whose letters these are. */
function consonants(
  entries: CatalogIndex['entries'],
  values: readonly string[],
  word: string,
): { entry: Entry; slip: number } | undefined {
  const hits = values.filter(
    (value) =>
      value.length >= word.length &&
      value.length <= 2 * word.length &&
      within(word, value) &&
      (value.replaceAll(/[aeiou]/g, '').startsWith(word.slice(0, 2)) || value.at(-1) === word.at(-1)),
  )
  const found = hits.slice(0, MOST_READINGS).flatMap((hit) => entries.get(hit) ?? [])
  const [first, ...others] = found
  if (first === undefined) return undefined
  const meaning = (entry: Entry): string => entry.values.join()
  if (others.every((entry) => meaning(entry) === meaning(first))) return { entry: first, slip: 0.4 }
  // Several: which one is meant, the product says.
  return {
    entry: { products: new Set(), exact: false, kin: new Set(), values: found.flatMap(({ values }) => values) },
    slip: 0.5,
  }
}
const MOST_READINGS = 6

function within(letters: string, word: string): boolean {
  let i = 0
  for (const letter of word) if (letter === letters[i]) i += 1
  return i === letters.length
}
