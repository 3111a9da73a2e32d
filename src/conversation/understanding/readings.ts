/**
 * How a token may be read as catalog words: as written (stemmed), joined with the next one ("power
 * bank" = "powerbank"), taken apart, corrected, or completed ("mayo"). Cost 0 is as written; a
 * known English or catalog word is never corrected. Next: matches.ts walks phrases over these.
 */

import { ENGLISH } from '#conversation/understanding/words/english.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { stem } from '#conversation/understanding/words/stem.ts'
import type { Token } from '#conversation/understanding/words/text.ts'
import { corrections } from '#conversation/understanding/words/typos.ts'
import { FILLERS } from '#conversation/understanding/words/words.ts'

export type Reading = { readonly stems: string; readonly length: number; readonly cost: number }

const JOIN_COST = 0.3
const COMPLETE_COST = 1

/**
 * Readings of every token; a token that is no word has none. Corrections are limited to the first
 * 60 unknown words of a message.
 */
export function readTokens(lexicon: Lexicon, tokens: readonly Token[]): readonly (readonly Reading[])[] {
  let budget = 60
  const seen = new Map<string, readonly Reading[]>()
  return tokens.map((token, at) => {
    if (token.kind === 'span') return []
    if (token.kind === 'mark')
      return '&/%+'.includes(token.key) ? [{ stems: token.key === '&' ? 'and' : token.key, length: 1, cost: 0 }] : []
    const own = stem(token.key)
    const readings: Reading[] = [{ stems: own, length: 1, cost: 0 }]
    readings.push(...joinedWithNext(lexicon, token, tokens[at + 1]))
    if (lexicon.words.has(own) || token.kind === 'number' || isEnglish(token.key, own)) return readings
    const known = seen.get(token.key)
    const guessed = known ?? (budget-- > 0 ? guesses(lexicon, own) : [])
    if (known === undefined) seen.set(token.key, guessed)
    return [...readings, ...guessed]
  })
}

const isEnglish = (key: string, own: string): boolean => FILLERS.has(key) || ENGLISH.has(key) || ENGLISH.has(own)

function joinedWithNext(lexicon: Lexicon, token: Token, next: Token | undefined): readonly Reading[] {
  if (next === undefined || next.kind !== 'word' || token.kind !== 'word') return []
  const whole = stem(token.key + next.key)
  return lexicon.words.has(whole) && whole.length > 3
    ? [{ stems: whole, length: 2, cost: next.glued || next.dashed ? 0 : JOIN_COST }]
    : []
}

function guesses(lexicon: Lexicon, word: string): readonly Reading[] {
  const apart = lexicon.joined.get(word)
  if (apart !== undefined) return [{ stems: apart, length: 1, cost: JOIN_COST }]
  const corrected = corrections(lexicon.typos, word).map((found) => ({
    stems: found.word,
    length: 1,
    cost: found.cost,
  }))
  if (corrected.length > 0) return corrected
  const whole = completion(lexicon, word)
  return whole === undefined ? [] : [{ stems: whole, length: 1, cost: COMPLETE_COST }]
}

/** The one catalog word that starts like this and is at least two letters longer. */
function completion(lexicon: Lexicon, word: string): string | undefined {
  if (!/^\p{L}{4,}$/u.test(word)) return undefined
  const { sortedWords } = lexicon
  let low = 0
  let high = sortedWords.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sortedWords[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  const found = sortedWords[low]
  const next = sortedWords[low + 1]
  if (found === undefined || !found.startsWith(word) || found.length < word.length + 2) return undefined
  return next?.startsWith(word) ? undefined : found
}
