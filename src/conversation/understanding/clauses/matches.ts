/**
 * Catalog phrases in a message: every product, option value, part of a value and hypernym ("shirt")
 * that its tokens may mean, with where it starts and ends and how well it fits. tags.ts then
 * chooses among them for the message as a whole.
 */

import type { Reading } from '#conversation/understanding/readings.ts'
import type { Lexicon, ValueRef } from '#conversation/understanding/words/lexicon.ts'
import { stem } from '#conversation/understanding/words/stem.ts'
import type { Token } from '#conversation/understanding/words/text.ts'
import { FILLERS } from '#conversation/understanding/words/words.ts'

export type Match = {
  readonly from: number
  readonly to: number
  /** Indexes into lexicon.products; several when the words name several. */
  readonly products: readonly number[]
  readonly values: readonly ValueRef[]
  /** Exact phrase, stemmed phrase, part of a value phrase, or head noun of product phrases. */
  readonly fit: 'exact' | 'stem' | 'part' | 'family' | 'gap'
  /** Slips corrected on the way. */
  readonly cost: number
}

const MAX_WORDS = 9
const MAX_FAMILY = 12

export function matchesAt(
  lexicon: Lexicon,
  tokens: readonly Token[],
  readings: readonly (readonly Reading[])[],
  from: number,
): readonly Match[] {
  const found: Match[] = []
  walk({ lexicon, tokens, readings, from, found }, { at: from, key: '', cost: 0, words: 0 })
  return found
}

type Walk = {
  readonly lexicon: Lexicon
  readonly tokens: readonly Token[]
  readonly readings: readonly (readonly Reading[])[]
  readonly from: number
  readonly found: Match[]
}
type Step = { readonly at: number; readonly key: string; readonly cost: number; readonly words: number }

function walk(search: Walk, step: Step): void {
  if (step.words >= MAX_WORDS || search.found.length > 60) return
  for (const reading of search.readings[step.at] ?? []) {
    const key = step.key === '' ? reading.stems : `${step.key} ${reading.stems}`
    const next: Step = { at: step.at + reading.length, key, cost: step.cost + reading.cost, words: step.words + 1 }
    const { lexicon } = search
    const beginsPhrase = lexicon.beginnings.has(key)
    const part = lexicon.parts.get(key)
    if (beginsPhrase) record(search, next)
    if (part !== undefined && !lexicon.phrases.has(key) && mayStandAlone(search, next))
      search.found.push({ from: search.from, to: next.at, products: [], values: part, fit: 'part', cost: next.cost })
    if (beginsPhrase || part !== undefined) walk(search, next)
    if (beginsPhrase && step.words === 0) overGap(search, next)
  }
}

const GAP_COST = 0.8

/** Two words of a choice with one content word between them: "two espresso shots", "oat flavoured milk". */
function overGap({ lexicon, tokens, readings, from, found }: Walk, step: Step): void {
  const between = tokens[step.at]
  if (between === undefined || between.kind !== 'word' || FILLERS.has(between.key) || GLUE.test(between.key)) return
  for (const reading of readings[step.at + 1] ?? []) {
    const values = (lexicon.phrases.get(`${step.key} ${reading.stems}`) ?? []).flatMap((sense) =>
      sense.value === undefined ? [] : [sense.value],
    )
    if (values.length > 0 && reading.cost === 0)
      found.push({
        from,
        to: step.at + 1 + reading.length,
        products: [],
        values: [...new Set(values)],
        fit: 'gap',
        cost: step.cost + GAP_COST,
      })
  }
}
const GLUE = /^(?:and|or|with|no|not|without|extra|light|of|plus)$/

/** A describing word stands alone only in a list: "black and pinto beans", not "black beans" where there are none. */
function mayStandAlone({ tokens }: Walk, { key, at }: Step): boolean {
  if (FILLERS.has(key)) return false
  const next = tokens[at]?.key
  return !DESCRIBING.test(key) || next === 'and' || next === 'or' || next === ',' || next === '&'
}
const DESCRIBING = new RegExp(
  '^(?:black|white|red|green|blue|yellow|brown|pink|purple|orange|grey|hot|cold|sweet|spicy|sour|spiced' +
    '|fresh|dried|fried|roasted|grilled|cooked|caramelized|mild|dark|light|thick|thin|wild|organic|whole' +
    '|low|high|triple|double|single)$',
)

function record({ lexicon, tokens, from, found }: Walk, step: Step): void {
  const senses = lexicon.phrases.get(step.key)
  if (senses === undefined) return
  const said = tokens
    .slice(from, step.at)
    .filter((token) => token.kind !== 'mark' || '&/%+'.includes(token.key))
    .map((token) => (token.key === '&' ? 'and' : token.key))
    .join(' ')
  const exact = senses.filter((sense) => sense.surface === said)
  // "can" is never the plural "cans" of a catalog.
  if (exact.length === 0 && step.at === from + 1 && FILLERS.has(said)) return
  const use = exact.length > 0 ? exact : senses
  const products = [...new Set(use.flatMap((sense) => (sense.product === undefined ? [] : [sense.product])))]
  const values = [...new Set(use.flatMap((sense) => (sense.value === undefined ? [] : [sense.value])))]
  found.push({ from, to: step.at, products, values, fit: exact.length > 0 ? 'exact' : 'stem', cost: step.cost })
}

/**
 * Hypernyms: the head noun of product phrases at `at`, with the words before it that narrow the
 * family ("usb cable", "shirt").
 */
export function familyAt(
  lexicon: Lexicon,
  tokens: readonly Token[],
  readings: readonly (readonly Reading[])[],
  at: number,
): Match | undefined {
  const head = readings[at]?.find((reading) => reading.length === 1 && lexicon.heads.has(reading.stems))
  if (head === undefined || head.cost > 1 || tokens[at + 1]?.key === 'of') return undefined
  let uses = lexicon.heads.get(head.stems) ?? []
  let from = at
  while (from > 0 && at - from < 4) {
    const before = tokens[from - 1]
    if (before === undefined || before.kind !== 'word' || FILLERS.has(before.key)) break
    const word = stem(before.key)
    if (!lexicon.words.has(word)) break
    const narrowed = uses.filter((use) => use.words.lastIndexOf(word, use.words.length - 2) >= 0)
    if (narrowed.length === 0) break
    uses = narrowed
    from -= 1
  }
  const products = new Set<number>()
  for (const use of uses) if (products.size < MAX_FAMILY) products.add(use.product)
  return products.size === 0
    ? undefined
    : { from, to: at + 1, products: [...products], values: [], fit: 'family', cost: head.cost }
}
