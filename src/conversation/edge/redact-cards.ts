/**
 * Where card numbers stand in a text: digits with any short separators between them, letters glued
 * before or behind, that have an issuer's range and length and a right check digit (ISO/IEC 7812).
 * Rule: a number begins and ends where digits begin and end; what is surely something else (an
 * IBAN, a carrier's number, an international phone number, a list of order numbers) is not looked
 * at. No word around it speaks for or against. Linear in the text: from each group of digits at
 * most nineteen digits are looked at. Next: redact.ts takes the spans out.
 */

import { normalisePhone } from '#domain/base/contact.ts'
import { ONES, TENS } from '#domain/base/number-words.ts'

/** From `start` up to, not including, `end`. */
export type Span = { readonly start: number; readonly end: number }

/** In order, none touching another. */
export function cardsIn(text: string): readonly Span[] {
  const joined: Span[] = []
  for (const chain of withLookalikes(withoutOthers(asciiDigits(text))).matchAll(CHAIN)) {
    for (const span of windowsIn(chain[0], chain.index)) {
      const last = joined.at(-1)
      if (last === undefined || span.start > last.end) joined.push(span)
      else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    }
  }
  return joined
}

/** The digits of a text as they are typed or said, group by group. */
export const digitsIn = (text: string): readonly string[] => asciiDigits(text).match(/\d+/g) ?? []

/** Where in a number a group of digits belongs, as it was said: at its start, at its end, or between. */
export type ToldDigits = Span & { readonly digits: string; readonly place: (typeof PLACE)[number] | undefined }
/** The groups of a text, each with the place that the words before it name. */
export function toldIn(text: string): readonly ToldDigits[] {
  const typed = saidDigits(text)
  const told: ToldDigits[] = []
  for (const { 0: digits, index: start } of typed.matchAll(/\d+/g)) {
    const words = typed.slice(told.at(-1)?.end ?? 0, start)
    const named = [...words.matchAll(PLACES)].at(-1)?.groups
    const place = PLACE.find((one) => named?.[one] !== undefined)
    const same = /\p{L}/u.test(words) ? undefined : told.at(-1)?.place
    told.push({
      digits,
      start,
      end: start + digits.length + restOfWord(typed, start + digits.length),
      place: place ?? same,
    })
  }
  return told
}
const PLACE = ['start', 'middle', 'end'] as const
const PLACES =
  /\b(?:(?<start>start|begin|first|lead|front|opening)|(?<middle>middle|mid\b|between|cent)|(?<end>end|last|final))/giu

/** The number that groups make, in the order in which they were told or the one that their words name. */
export function isToldCard(groups: readonly ToldDigits[]): boolean {
  const inPlace = groups.toSorted(
    (one, other) => PLACE.indexOf(one.place ?? 'middle') - PLACE.indexOf(other.place ?? 'middle'),
  )
  return [groups, inPlace].some((order) => {
    const number = order.map(({ digits }) => digits).join('')
    return number.length >= MIN_LENGTH && isIssued(number) && luhn(number)
  })
}

/** "Ending 4242, starting 4539 5787 6362": a number told from its end, in one text. */
export function toldApart(text: string): Span | undefined {
  const placed = toldIn(text).filter(({ place }) => place !== undefined)
  const [first, last] = [placed[0], placed.at(-1)]
  return first !== undefined &&
    last !== undefined &&
    new Set(placed.map(({ place }) => place)).size > 1 &&
    isToldCard(placed)
    ? { start: first.start, end: last.end }
    : undefined
}

/** "4OOO OO56": letters that look like digits, among digits; most of them have to be digits. */
function withLookalikes(text: string): string {
  return text.replace(LOOKALIKES, (run) => {
    const typed = run.match(/\d/g)?.length ?? 0
    const letters = run.match(/\p{L}/gu)?.length ?? 0
    return letters > typed || letters + typed < MIN_LENGTH ? run : run.replace(/\p{L}/gu, (one) => LIKE[one] ?? one)
  })
}
const LIKE: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  i: '1',
  Z: '2',
  S: '5',
  B: '8',
}
const LOOKALIKES =
  /(?<![\p{L}\d])(?=[\d ._-]*[OoQDIliZSB])[\dOoQDIliZSB]+(?:[ ._-]{1,2}[\dOoQDIliZSB]+)*(?![\p{L}\d])/gu

/** Same length as the text, so that places in one are places in the other; nothing depends on cleaning first. */
const asciiDigits = (text: string): string =>
  saidDigits(text.replace(JOINED, (mark) => ' '.padEnd(mark.length, '\u200b')))

const saidDigits = (text: string): string =>
  text
    .replace(SPOKEN, (run) =>
      run
        .replace(TWICE, (said, often: string, word: string) => {
          const digit = /\d/.test(word) ? word : digitsOf(word.toLowerCase(), '')
          return digit.repeat(/^d/i.test(often) ? 2 : 3).padEnd(said.length, '\u200b')
        })
        .replace(WORD, (word, at: number) =>
          digitsOf(word.toLowerCase(), run.slice(at + word.length)).padEnd(word.length, '\u200b'),
        ),
    )
    .replace(ENTITY, (mark) => ' '.padEnd(mark.length, '\u200b'))
    .replace(/[^\P{Nd}0-9]/gu, (digit) =>
      (/\d/.exec(digit.normalize('NFKC'))?.[0] ?? digit).padEnd(digit.length, '\u200b'),
    )

/** Digits as they are said: "four two four two", "forty two", "fourtwo". */
const DIGITS = ONES.slice(0, 10)
const TEENS = ONES.slice(10)
const SAID = [...TENS, ...TEENS, ...DIGITS, 'oh'].join('|')
const WORD = new RegExp(SAID, 'giu')
/** One or two of them are a count. */
const TIMES = '(double|triple)[ -]+'
const TWICE = new RegExp(`${TIMES}(${DIGITS.join('|')}|oh|\\d(?!\\d))`, 'giu')
const SPOKEN = new RegExp(
  String.raw`(?<!\p{L})(?:(?:(?:double|triple)[ -]+)?(?:${SAID}|\d+)[^\p{L}\p{N}]{0,3}){3,}(?!\p{L})`,
  'giu',
)
const ONE_NEXT = new RegExp(String.raw`^[^\p{L}\p{N}]{0,3}(?:${DIGITS.slice(1).join('|')})`, 'iu')
/** "Forty two" is 42, "forty" alone 40. */
function digitsOf(word: string, rest: string): string {
  const ten = TENS.indexOf(word)
  if (ten >= 0) return ONE_NEXT.test(rest) ? String(ten + 2) : String((ten + 2) * 10)
  const teen = TEENS.indexOf(word)
  if (teen >= 0) return String(teen + 10)
  return word === 'oh' ? '0' : String(DIGITS.indexOf(word))
}

/** A mark written out, as in "4111&nbsp;1111". */
const ENTITY = /&(?:[a-z]{2,20}|#\d{1,7}|#x[\da-f]{1,6});/gi

/**
 * Words, a tag or a mark of an address between two groups of a number: "4111 then 1111", "and the
 * last eight are 4242".
 */
const LINKS =
  '(?:and|then|next|first|last|second|other|final|dash|hyphen' +
  '|minus|space|followed by|the|half|part|rest|is|are|it|ends?' +
  '|ending|with|in|of|four|eight|six|digits?|numbers?|by|group)'
const JOINED = new RegExp(
  String.raw`(?<=(?<!\d)\d{4,8})[^\p{L}\p{N}]{0,3}(?:%20|%2d|</?[a-z]{1,6} ?/?>|\((?:space|dash)\)` +
    String.raw`|\b${LINKS}(?:[\s,:-]{1,3}${LINKS}){0,6}\b)[^\p{L}\p{N}]{0,3}(?=\d{4,8}(?!\d))`,
  'giu',
)

/** Groups of digits with up to eight marks between them, or an "x"; what takes no room is none. */
const CHAIN =
  /\d+(?:(?:\u200b+|\u200b*(?:[^\p{L}\p{N}\u200b]\u200b*){1,8}|[^\p{L}\p{N}]?x[^\p{L}\p{N}]?)\d+)*\u200b*/giu

function windowsIn(chain: string, offset: number): readonly Span[] {
  const groups = [...chain.matchAll(/\d+/g)].map((match) => ({ at: match.index, digits: match[0] }))
  return groups.flatMap((first, from) => {
    let number = ''
    const found: Span[] = []
    for (const { at, digits } of groups.slice(from, from + MAX_LENGTH)) {
      number += digits
      if (number.length > MAX_LENGTH) break
      if (number.length >= MIN_LENGTH && isIssued(number) && luhn(number))
        found.push({
          start: offset + first.at,
          end: offset + at + digits.length + restOfWord(chain, at + digits.length),
        })
    }
    return found.slice(-1)
  })
}

/** A digit that was said goes with all its letters. */
const restOfWord = (chain: string, at: number): number => /^\u200b*/.exec(chain.slice(at))?.[0].length ?? 0

const MIN_LENGTH = 13
const MAX_LENGTH = 19

type Issuer = { readonly prefix: RegExp; readonly lengths: readonly number[] }
const ISSUERS: readonly Issuer[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 19] },
  { prefix: /^(?:36|30[0-5]|3095|38|39)/, lengths: [14] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { prefix: /^62/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, lengths: [13, 15, 16, 18, 19] },
]

const isIssued = (number: string): boolean =>
  ISSUERS.some(({ prefix, lengths }) => lengths.includes(number.length) && prefix.test(number))

/** The last digit proves the others. */
function luhn(number: string): boolean {
  let sum = 0
  for (let at = 0; at < number.length; at++) {
    const digit = number.charCodeAt(number.length - 1 - at) - 48
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** Numbers that are surely not a card, each a shape and, where its kind has one, a proof. */
const OTHERS: readonly (readonly [shape: RegExp, proof: (found: string) => boolean])[] = [
  [/(?<![\p{L}\p{N}])1Z ?[0-9A-Z]{16}(?![\p{L}\p{N}])/giu, isUps],
  // The postal service writes its numbers in fours.
  [/(?<![\p{L}\p{N}])9[1-5]\d\d(?: \d{4}){4}(?: \d\d)?(?! ?\d)/gu, () => true],
  [/\+ ?\(?[1-9][\d ().\-/]{6,22}\d(?!\d)/g, (found) => normalisePhone(found, '') !== undefined],
  [
    /(?<=\borders?[ :#]{1,3}(?:no\.? |numbers? )?)(?:#?\d{5,6}(?:, ?| and | & | )){0,60}#?\d{5,6}(?![\d-])/gi,
    areOrderNumbers,
  ],
]

function withoutOthers(text: string): string {
  const hide = (found: string): string => 'y'.repeat(found.length)
  const rest = OTHERS.reduce(
    (known, [shape, proof]) => known.replace(shape, (found) => (proof(found) ? hide(found) : found)),
    text,
  )
  return rest.replace(IBAN, (found) => {
    const end = ibanEnd(found)
    return hide(found.slice(0, end)) + found.slice(end)
  })
}

/** One shop counts its orders on: numbers of a list begin alike. */
function areOrderNumbers(found: string): boolean {
  const numbers = found.match(/\d+/g) ?? []
  return new Set(numbers.map((number) => `${number.length}${number.slice(0, 2)}`)).size === 1
}

/** The last digit of a UPS number proves the fifteen characters before it. */
function isUps(found: string): boolean {
  const digits = [...found.replace(/^1Z ?/i, '').toUpperCase()].map((char) =>
    /\d/.test(char) ? Number(char) : (char.charCodeAt(0) - 63) % 10,
  )
  const sum = digits.slice(0, -1).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 2), 0)
  return (10 - (sum % 10)) % 10 === digits.at(-1)
}

const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]){11,30}/giu

/**
 * How much of it is an account number (ISO 13616: its remainder by 97 is 1); it ends where a group
 * of characters ends.
 */
function ibanEnd(found: string): number {
  for (let end = found.length; end >= 15; end--) {
    if (end < found.length && !/[ -]/.test(found[end] ?? '')) continue
    const plain = found.slice(0, end).replace(/[ -]/g, '').toUpperCase()
    if (plain.length >= 15 && remainder97(plain.slice(4) + plain.slice(0, 4)) === 1) return end
  }
  return 0
}

const remainder97 = (text: string): number =>
  [...text].reduce((rest, char) => {
    const value = /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
