/**
 * How a count chooses its words: by the rules of the language, in one place, and never by "is it
 * one?" in the middle of a sentence. A language with more forms than two gets them here. Next:
 * README.md.
 */

/** What stands in a sentence, ready to read: amounts, days and names as screens/ made them. */
export type Ready = string | number

const RULES = new Intl.PluralRules('en')

export const plural = (count: number, one: string, other: string): string =>
  RULES.select(count) === 'one' ? one : other
