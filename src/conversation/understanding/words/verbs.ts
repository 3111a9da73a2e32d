/**
 * Slips of the finger in the verb a clause opens with: "remvoe the earbuds", "shwo". A word of the
 * catalog or of the language is never touched, nor a name ("Chang Lee"): what is corrected must be
 * near one verb and open a clause. Next: segments.ts reads the clauses.
 */
import { ENGLISH } from './english.ts'
import type { Lexicon } from './lexicon.ts'
import { stem } from './stem.ts'
import { fold } from './text.ts'
import { buildTypos, corrections } from './typos.ts'
import { FILLERS } from './words.ts'

const VERBS = buildTypos(
  (
    'remove delete replace change update cancel clear place submit undo redo show ship send swap switch coupon ' +
    'reorder register apply increase reduce'
  ).split(' '),
)
const OPENING = new RegExp(
  String.raw`(?<=^\s*|[,.;:!?\n]\s*|\b(?:and|but|then|also|please|pls|ok|okay|no|now|actually|just|can you` +
    String.raw`|could you) )(\p{L}{4,12})(?=\s+(\p{Lu})?|[.!?]|$)`,
  'giu',
)

export function withVerbs(lexicon: Lexicon, text: string): string {
  return text.replace(OPENING, (word: string, _word: string, nextCapital: string | undefined) => {
    const name = /^\p{Lu}\p{Ll}/u.test(word) && nextCapital !== undefined && /\p{Lu}/u.test(nextCapital)
    const key = fold(word)
    if (key !== word.toLowerCase()) return key
    const own = stem(key)
    if (
      name ||
      lexicon.words.has(own) ||
      lexicon.words.has(key) ||
      FILLERS.has(key) ||
      ENGLISH.has(key) ||
      ENGLISH.has(own)
    )
      return word
    return corrections(VERBS, key)[0]?.word ?? word
  })
}
