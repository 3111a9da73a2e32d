/**
 * The first thing done to typed text: one spelling (NFKC), no invisible or control characters,
 * ASCII digits, bounded length and time. Line breaks stay, typed addresses need them. Next:
 * redact.ts takes card numbers and secrets out, then the text may be stored.
 */
import { no, ok, type Result } from '#domain/base/result.ts'
import { INVISIBLE } from './invisible.ts'

/** Characters a person may send at once, counted after cleaning. */
export const MAX_TEXT = 2_000

/** Raw text beyond this is refused unread, whatever it consists of: the time stays bounded. */
const MAX_RAW = 10 * MAX_TEXT
/** After marks and invisible characters went, longer text is not normalised: one character may become eighteen. */
const MAX_SEEN = 2 * MAX_TEXT
/** Marks on one letter: enough for every living script, not for towers of them. */
const MARKS = /(\p{M}{3})\p{M}+/gu
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029\v\f]/g
const CONTROL = /[^\P{Cc}\n]/gu
/** Code points that stand for no character: Parley's own marks inside words (moment.ts) are made of them. */
const NO_CHARACTER = /\p{Noncharacter_Code_Point}/gu
const SPACES = /[^\S\n]+/gu
const BLANK_LINES = /\n{3,}/g
/** "1½" is one and a half, never 11/2: the fraction keeps its distance. */
const FRACTION = /(\d)?([\u00bc-\u00be\u2150-\u215e\u2189])/g
const FOREIGN_DIGIT = /[^\P{Nd}0-9]/gu

export type TooLong = { readonly kind: 'too-long'; readonly max: number }

/**
 * At most 2 000 characters of cleaned text, possibly none; `too-long` names the limit. Never
 * throws; below 5 ms for 100 000 characters.
 */
export function cleanText(raw: string): Result<string, TooLong> {
  const tooLong = no({ kind: 'too-long', max: MAX_TEXT } as const)
  if (raw.length > MAX_RAW) return tooLong
  const seen = raw.replace(MARKS, '$1').replace(LINE_BREAK, '\n').replace(INVISIBLE, '').replace(SPACES, ' ')
  if (seen.length > MAX_SEEN) return tooLong
  const plain = seen
    .replace(
      FRACTION,
      (_, whole: string | undefined, mark: string) => `${whole === undefined ? '' : `${whole} `}${mark}`,
    )
    .normalize('NFKC')
    .replaceAll('\u2044', '/')
  if (plain.length > MAX_SEEN) return tooLong
  const text = plain
    .replace(LINE_BREAK, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(NO_CHARACTER, '')
    .replace(FOREIGN_DIGIT, asciiDigit)
    .replace(SPACES, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(BLANK_LINES, '\n\n')
    .trim()
  return text.length > MAX_TEXT ? tooLong : ok(text)
}

const DIGIT = /^\p{Nd}$/u

/** Decimal digits of a script stand in runs of ten from its zero upwards. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}
