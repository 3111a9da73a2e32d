/**
 * Numbers before any reader: parts of a dozen become the whole number they are, and a fraction, a
 * decimal or a range where a count would stand is never read as another number. Rule: no part of a
 * number counts as the number. Next: turn/reading/read-freely.ts asks both around every reading.
 */

import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import { NTHS } from '#domain/base/day-words.ts'

const NAMED: Readonly<Record<string, number>> = { half: 1 / 2, quarter: 1 / 4, third: 1 / 3 }

const PART = String.raw`(?<part>half|quarter|third|\d{1,2}\/\d{1,2}|(?<=\d)[.,]\d{1,2})`
const OF_A_DOZEN = new RegExp(
  String.raw`(?<![\p{L}\d/.,-])(?:(?<whole>\d{1,3}|an?|${COUNT_WORDS})(?:\s*(?:and\s+)?(?:an?\s+)?))??(?:` +
    String.raw`(?<=\band )an?\s+)?${PART}\s*(?:of\s+)?(?:an?\s+)?dozens?\b(?:\s+of\b)?`,
  'giu',
)
const AND_A_HALF = new RegExp(
  String.raw`(?<![\p{L}\d/.,-])(?<whole>\d{1,3}|an?|${COUNT_WORDS})\s+dozens?\s+and\s+an?\s+half\b(?:\s+of\b)?`,
  'giu',
)

const ORDINAL = new RegExp(
  String.raw`(?<=\b(?:make|set|change|remove|drop|delete|the|of|double)\s+(?:the\s+)?)` +
    String.raw`([1-9])(?:st|nd|rd|th)(?=\s+(?:one|item|line|\d{1,3}|to)\b|\s*$)`,
  'giu',
)
/** "The 2nd" is a place in the cart, no count: as the word that readers know. */
export const withOrdinals = (text: string): string =>
  text.replace(ORDINAL, (_, at: string) => NTHS[Number(at) - 1] ?? at)

/** "10 x hex bolts M10": what stands before the x counts, though it comes again in what the goods are called. */
export const withPlainTimes = (text: string): string => text.replaceAll(TIMES_OF_SAME, '$1 ')
const TIMES_OF_SAME = /(?<![\p{L}\d.,/])(\d{1,4})\s?[x×]\s+(?=\p{L}{3}[^\n]{0,80}(?<!\d)\1(?!\d))/giu

/**
 * "1/2 dozen" is 6, "two and a half dozen" 30, "a dozen and a half" 18; what comes to no whole
 * number stays as it was typed.
 */
export function withWholeDozens(text: string): string {
  return text
    .replace(AND_A_HALF, (said, whole: string) => counted(Math.max(1, wholeOf(whole)) + 1 / 2) ?? said)
    .replace(
      OF_A_DOZEN,
      (said, whole: string | undefined, part: string) => counted(wholeOf(whole) + partOf(part)) ?? said,
    )
}

function counted(dozens: number): string | undefined {
  const units = Math.round(dozens * 12 * 1000) / 1000
  return Number.isInteger(units) && units > 0 ? String(units) : undefined
}

function wholeOf(said: string | undefined): number {
  const word = said?.toLowerCase() ?? ''
  return word === 'a' || word === 'an' ? 0 : (countOf(word) ?? 0)
}

function partOf(said: string): number {
  const word = said.toLowerCase()
  const [above = 0, below = 1] = word.split('/').map(Number)
  return NAMED[word] ?? (word.includes('/') ? above / Math.max(1, below) : Number(`0${word.replace(',', '.')}`))
}

/** What is measured, timed or priced is no count of goods. */
const MEASURED =
  String.raw`(?!\s*(?:["″'’%]|(?:inch(?:es)?|in|mm|cm|kg|g|ml|oz|lbs?|gb|tb|days?|business` +
  `|working|weeks?|months?|hours?|hrs?|minutes?|mins?|am|pm|years?|off|usd|eur|gbp|dollars?|euros?` +
  String.raw`|percent|each)\b))`
const SPANS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\d/.,$€£-])(?:\d{1,3}\s)?\d{1,3}\s?\/\s?\d{1,3}` + String.raw`(?![\p{L}\d/.,-])${MEASURED}`,
    'giu',
  ),
  new RegExp(String.raw`(?<![\p{L}\d/.,$€£-])\d{1,3}\s?-\s?\d{1,3}(?![\p{L}\d/.,-])${MEASURED}`, 'giu'),
  new RegExp(
    String.raw`(?<![\p{L}\d/.,$€£-])(?:\d{1,3}|${COUNT_WORDS})\s(?:to|or)\s(?:\d{1,3}|${COUNT_WORDS})` +
      String.raw`(?![\p{L}\d/.,-])${MEASURED}`,
    'giu',
  ),
  new RegExp(String.raw`\bbetween\s(?:\d{1,3}|${COUNT_WORDS})\sand\s(?:\d{1,3}|${COUNT_WORDS})\b${MEASURED}`, 'giu'),
  new RegExp(
    String.raw`(?<![\p{L}\d/.,$€£-])(?:(?:\d{1,3}|${COUNT_WORDS})\sand\san?\shalf|half\san?)\b` +
      String.raw`(?!\s+(?:dozens?|price)\b)${MEASURED}`,
    'giu',
  ),
  new RegExp(String.raw`(?<![\p{L}\d/.,$€£-])\d{1,3}(?:[x×*]\d{1,3}|e\d{1,2})(?![\p{L}\d/.,-])${MEASURED}`, 'giu'),
  new RegExp(String.raw`^-\d{1,3}(?=\s+\p{L}[^\n]*$)${MEASURED}`, 'giu'),
  new RegExp(
    String.raw`(?<![\p{L}\d/.,$€£-])(?:(?:\d{1,3}|an?|${COUNT_WORDS})\s)?(?:\d{1,3}|dozen|${COUNT_WORDS})\sminus\s` +
      String.raw`(?:\d{1,3}|an?|${COUNT_WORDS})\b`,
    'giu',
  ),
  new RegExp(String.raw`(?<![\p{L}\d/.,$€£-])\d{1,3}[.,]\d{1,2}(?![\p{L}\d/.,%-])(?=\s+\p{L})${MEASURED}`, 'giu'),
]
/** "change 2 to 3" and "ship 2 to 9 Elm St" are no ranges; after these words a decimal is an amount. */
const BEFORE_TO = /\b(?:change|set|switch|move|from|ship|send|deliver|increase|reduce|lower|raise|bump)\s+$/i
const BEFORE_AMOUNT = /\b(?:take|price|shipping|for|at|of|only|pay|was|is|under|over|than|from|to)\s+$/i

/** A number in the text that is none of goods to count: "2-3", "1/2", "1.5". */
export function brokenNumbers(text: string): readonly string[] {
  return SPANS.flatMap((shape) =>
    [...text.matchAll(shape)].flatMap((match) => {
      const [said] = match
      const before = text.slice(0, match.index)
      const ordinary =
        (/\sto\s/i.test(said) && BEFORE_TO.test(before)) || (/^\d+[.,]\d+$/.test(said) && BEFORE_AMOUNT.test(before))
      return ordinary ? [] : [said.trim()]
    }),
  )
}

/** The ends of a range, to be offered. */
export const endsOf = (span: string): readonly string[] =>
  /^between\b/i.test(span)
    ? span.replace(/^between\s+/i, '').split(/\s+and\s+/i)
    : /[-]|\b(?:to|or)\b/i.test(span)
      ? span.split(/\s*-\s*|\s(?:to|or)\s/i).filter((end) => end !== '')
      : []

const PERCENT = /(?<![\d.,])(?<number>\d{1,3})\s?(?:%|percent\b)(?<off>\s+(?:off|discount|less|cheaper)\b)?/iu

/** A percentage is no count: undefined where the number stands once more by itself. */
export function percentIn(text: string): { readonly number: number; readonly off: boolean } | undefined {
  const found = PERCENT.exec(text)
  const { number = '', off } = found?.groups ?? {}
  const rest = found === null ? '' : text.replace(found[0], ' ')
  if (found === null || new RegExp(String.raw`(?<!\d)${number}(?!\d)`).test(rest)) return undefined
  return { number: Number(number), off: off !== undefined }
}
