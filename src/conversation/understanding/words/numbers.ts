/**
 * Numbers as people write them: digits, words, a dozen, a pair of, a couple of, half a dozen. What
 * a number is for (quantity, measure, money ...) is decided elsewhere: matches.ts takes money and
 * order numbers, tags.ts lets a catalog phrase ("2 m") win over a quantity.
 */

import { NTHS } from '#domain/base/day-words.ts'
import { ONES, TENS } from '#domain/base/number-words.ts'
import type { Token } from './text.ts'

export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, at): [string, number] => [word, (at + 2) * 10]),
])
/** "one" to "twelve", as a pattern: the words that count without any other. */
export const COUNT_WORDS = ONES.slice(1, 13).join('|')
/** "3" and "three" are 3, "a" is one; nothing else is a count by itself. */
export function countOf(word: string): number | undefined {
  if (/^\d{1,3}$/.test(word)) return Number(word)
  return /^an?$/i.test(word) ? 1 : NUMBER_WORDS.get(word.toLowerCase())
}
/** "first" is place 0. */
export const ORDINALS: ReadonlyMap<string, number> = new Map(
  NTHS.slice(0, 10).map((word, at): [string, number] => [word, at]),
)
/** What people call a sum of money. */
export const BANKNOTES: Readonly<Record<string, number>> = { fiver: 5, tenner: 10 }

/** `shape`: how firmly it was said. "a" may be no quantity at all; "a dozen" always is. */
export type ReadNumber = {
  readonly value: number
  readonly length: number
  readonly shape: 'digits' | 'word' | 'article' | 'group'
  /** `value` counts pairs: two pieces each, unless the product is sold as a pair. */
  readonly pairs?: true
}

const GROUPS: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['dozens', 12],
  ['pair', 1],
  ['pairs', 1],
  ['couple', 2],
  ['hundred', 100],
])

/** The number that starts at token `at`, or undefined. Whole numbers only: a decimal is never a quantity. */
export function readNumber(tokens: readonly Token[], at: number): ReadNumber | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  if (token.kind === 'number') return digits(tokens, at, token)
  const key = (offset: number) => tokens[at + offset]?.key
  if (token.key === 'half' && (key(1) === 'a' || key(1) === 'dozen')) {
    const length = key(1) === 'a' ? 3 : 2
    return key(length - 1) === 'dozen' ? withOf(tokens, at, { value: 6, length, shape: 'group' }) : undefined
  }
  if (token.key === 'a' || token.key === 'an') {
    if (key(1) === 'couple' || key(1) === 'dozen' || key(1) === 'hundred' || (key(1) === 'pair' && key(2) === 'of'))
      return group(tokens, at, 1, 1)
    return { value: 1, length: 1, shape: 'article' }
  }
  if (token.key === 'couple' && key(1) === 'of') return { value: 2, length: 2, shape: 'group' }
  const ones = NUMBER_WORDS.get(token.key)
  return ones === undefined ? undefined : words(tokens, at, ones)
}

/**
 * Written to a number, or after it, these make it a measure or a part of a name: "13\" laptop",
 * "180g", "12LED", "13 inch". "2x" and "2pcs" count.
 */
const COUNTING = /^(?:x|pcs?|pieces?|stk|pk|units?)$/
const UNIT = /^(?:inch|inches|mm|cm|kg|g|grams?|ml|oz|ounces?|lbs?|gb|tb|mah|ct|watts?|volts?|ply|px)$/
function isMeasure(tokens: readonly Token[], at: number): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (token?.glued === true && !token.dashed && before?.kind === 'word' && !COUNTING.test(before.key)) return true
  if (next === undefined) return false
  if (next.glued && next.kind === 'word' && !next.dashed) return !COUNTING.test(next.key)
  return (next.glued && /^["″'’%]$/.test(next.key)) || UNIT.test(next.key)
}

function digits(tokens: readonly Token[], at: number, token: Token): ReadNumber | undefined {
  if (!/^\d{1,6}$/.test(token.key) || isMeasure(tokens, at)) return undefined
  const value = Number(token.key)
  const next = tokens[at + 1]?.key
  return next === 'dozen' || ((next === 'pair' || next === 'pairs') && tokens[at + 2]?.key === 'of')
    ? group(tokens, at, value, 1)
    : { value, length: 1, shape: 'digits' }
}

function words(tokens: readonly Token[], at: number, first: number): ReadNumber {
  const next = tokens[at + 1]
  const more = next === undefined ? undefined : NUMBER_WORDS.get(next.key)
  if (first >= 20 && more !== undefined && more > 0 && more < 10)
    return { value: first + more, length: 2, shape: 'word' }
  if (
    next?.key === 'dozen' ||
    next?.key === 'hundred' ||
    ((next?.key === 'pair' || next?.key === 'pairs') && tokens[at + 2]?.key === 'of')
  )
    return group(tokens, at, first, 1)
  return { value: first, length: 1, shape: 'word' }
}

function group(tokens: readonly Token[], at: number, count: number, offset: number): ReadNumber {
  const word = tokens[at + offset]?.key ?? ''
  const pairs = word === 'pair' || word === 'pairs' ? { pairs: true as const } : {}
  return withOf(tokens, at, { value: count * (GROUPS.get(word) ?? 1), length: offset + 1, shape: 'group', ...pairs })
}

const withOf = (tokens: readonly Token[], at: number, number: ReadNumber): ReadNumber =>
  tokens[at + number.length]?.key === 'of' ? { ...number, length: number.length + 1 } : number

const POSITION = new RegExp(
  `^(?:(?:ok|okay|yes|hm+|well|no|please|then|i|we|she|he|they|['’]ll|will|would|['’]d|like|likes|take|takes` +
    `|have|has|` +
    `want|wants|give|me|us|her|him)[\\s,]*)*\\bthe (?<at>${[...ORDINALS.keys()].join('|')})(?: (?:one|item))?` +
    `(?:[\\s,]+(?:please|then|thanks))*[.!]*$`,
  'iu',
)
/** "I'll take the second one" and nothing else: which of a list, from 0. */
export function positionIn(text: string): number | undefined {
  const at = POSITION.exec(text.trim())?.groups?.['at']
  return at === undefined ? undefined : ORDINALS.get(at.toLowerCase())
}
