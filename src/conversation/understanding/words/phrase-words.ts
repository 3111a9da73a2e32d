/**
 * The words of a catalog phrase as matching keys: tokenised and stemmed exactly like a message, so both sides agree.
 */
import { stem } from './stem.ts'
import { tokenize } from './text.ts'

/** Words a name may be said without: "chicken (and) bacon ranch", "bottle (of) water". */
const SILENT: ReadonlySet<string> = new Set(['and', '&', 'of', 'the', 'with', 'n'])

export type PhraseWords = { readonly surface: string; readonly stems: readonly string[] }

export function phraseWords(phrase: string): PhraseWords {
  const tokens = tokenize(phrase.slice(0, 120).replace(/[\u2018\u2019]/g, "'")).filter(
    (token) => token.kind !== 'mark' || '&/%+'.includes(token.key),
  )
  const keys = tokens.map((token) => (token.key === '&' ? 'and' : token.key))
  return { surface: keys.join(' '), stems: keys.map(stem) }
}

/** The stems without silent words, or undefined when that changes nothing or leaves nothing. */
export function withoutSilent(stems: readonly string[]): readonly string[] | undefined {
  const rest = stems.filter((word) => !SILENT.has(word))
  return rest.length === stems.length || rest.length === 0 ? undefined : rest
}
