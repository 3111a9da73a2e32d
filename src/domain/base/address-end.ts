/**
 * What stands around a typed address: an e-mail address, a phone number, "no postcode", and at its
 * end the country. Read first, so that what is left is the place. Rule: a code that is a state at
 * home and a country elsewhere is what the words before it make of it. Next: address-text.ts.
 */
import { given } from '#domain/base/given.ts'
import {
  countryName,
  isPostcodeFirst,
  isShortName,
  readCountry,
  readSubdivision,
  subdivisionOnlyIn,
} from './address-rules.ts'
import { normaliseEmail } from './contact.ts'
import { readPostcode, saysNoPostcode, withoutCodeWord } from './postcodes.ts'
import { countryOfTown } from './towns.ts'

type Parts = readonly string[]

export const lastOf = (parts: Parts): string => parts.at(-1) ?? ''
export const words = (text: string): Parts => text.split(' ')
/** Cities that are their country. */
const ARE_CITIES: ReadonlySet<string> = new Set(['SG', 'HK', 'MO', 'GI', 'MC', 'VA'])
export const isCityState = (country: string): boolean => ARE_CITIES.has(country)

/** Parts in the order addresses are written: who receives it first, the town behind the street. */
export const inOrder = (parts: Parts): Parts => townLast(nameFirst(parts))

/** "9 Elm St, Salem, OR 97301, attn Pat Lee". */
const nameFirst = (parts: Parts): Parts =>
  parts.length > 2 && /^(?:attn|attention|fao|c\/o)\b[.:]?\s+\p{L}\D*$/iu.test(lastOf(parts))
    ? [lastOf(parts), ...parts.slice(0, -1)]
    : parts

/** "Berlin, Torstr. 5, 10119": a town that everybody knows may stand before its street. */
function townLast(parts: Parts): Parts {
  const [town = '', street = '', code, named, ...others] = parts
  const country = countryOfTown(town)
  const isCode = (part: string): boolean => country !== undefined && readPostcode(country, part) !== undefined
  if (country === undefined || others.length > 0 || !/\d/.test(street) || isCode(street)) return parts
  if (code === undefined) return [street, town, countryName(country)]
  if (!isCode(code) || (named !== undefined && readCountry(named) !== country)) return parts
  return [street, isPostcodeFirst(country) ? `${code} ${town}` : `${town} ${code}`, countryName(country)]
}

const EMAIL = /(?:^|\s)(?:e-?mail:?\s*)?<?(?:mailto:)?([^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]{2,24})>?(?=\s|$)/i
const LABEL =
  '(?:and\\s+)?(?:(?:my|her|his|their|the|your)\\s+)?(?:tel' +
  '|telephone|phone|ph|mobile|mob|cell|cellphone|call)\\b[.:]?' +
  '(?:\\s*(?:number|no|nr)\\b[.:]?)?(?:\\s*(?:is|=)\\b)?'
const PHONE = new RegExp(
  `(?:^|\\s)(?:${LABEL}\\s*(\\+?[\\d(][\\d\\s().-]{5,20}\\d)|(\\+[\\d\\s().-]{7,20}\\d)|(\\(?\\d{3}\\)?[ ` +
    `.-]\\d{3}[ .-]\\d{4}))$`,
  'i',
)

/** The e-mail address somebody typed with an address: how to reach them, not where. */
export const emailBeside = (text: string): string | undefined =>
  text
    .slice(0, 500)
    .split(/[\r\n,;]+/)
    .map((part) => normaliseEmail(EMAIL.exec(part)?.[1] ?? ''))
    .find((email) => email !== undefined)

/** Without what is not the place; the first phone number is kept. */
export function takeAround(parts: Parts): { readonly phone?: string; readonly rest: Parts } {
  let phone: string | undefined
  const rest = parts.flatMap((part, at) => {
    const left = emailBeside(part) === undefined ? part : part.replace(EMAIL, '').trim()
    const call = PHONE.exec(left)
    const number = call?.[1] ?? call?.[2] ?? call?.[3] ?? (at > 0 && isBarePhone(left) ? left : undefined)
    if (number !== undefined) phone ??= number
    const place = number === undefined ? left : left.slice(0, left.length - (call?.[0] ?? left).length)
    return place.trim() === '' || saysNoPostcode(place) ? [] : [withoutCodeWord(place.trim())]
  })
  return { rest, ...given({ phone }) }
}

/** Longer than any postcode: "217-555-0142", "0228 123456". */
function isBarePhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  return /^[\d\s().-]+$/.test(text) && digits >= 9 && digits <= 15 && !/^\d{5}-?\d{4}$/.test(text)
}

/**
 * "CA" after a postcode is Canada, after a city California; "AE" is a post of the armed forces only
 * after APO, FPO or DPO.
 */
export function takeCountry(parts: Parts, home: string): { readonly country: string; readonly rest: Parts } {
  const last = lastOf(parts)
  const before = parts.slice(0, -1)
  const whole = readCountry(last)
  const isState = isStateOf(home, last, lastOf(before))
  if (whole !== undefined && before.length > 0 && (!isState || /\d/.test(lastOf(before))))
    return { country: whole, rest: before }
  return countryAtEnd(last, before, home) ?? { country: countryByPlace(last, home), rest: parts }
}

const MILITARY = /^(?:AA|AE|AP)$/i
const isStateOf = (home: string, text: string, before: string): boolean =>
  readSubdivision(home, text) !== undefined && (!MILITARY.test(text) || /(?:^|\s)[AFD]PO$/i.test(before))

function countryAtEnd(
  last: string,
  before: Parts,
  home: string,
): { readonly country: string; readonly rest: Parts } | undefined {
  const tail = words(last)
  for (const count of [3, 2, 1]) {
    const head = tail.slice(0, -count).join(' ')
    const named = tail.slice(-count).join(' ')
    const country = readCountry(named)
    if (country === undefined || head === '') continue
    if (named.length < 4 && named !== named.toUpperCase() && !isShortName(named)) continue
    const counts = /\d/.test(head)
      ? named.length !== 2 || standsForCountry(head, named, country, home)
      : before.length > 0 &&
        !MILITARY.test(named) &&
        (named.length > 3 || isShortName(named)) &&
        !endsInState(tail, home)
    if (counts) return { country, rest: [...before, head] }
  }
  return undefined
}

const endsInState = (tail: Parts, home: string): boolean =>
  [1, 2, 3].some((count) => readSubdivision(home, tail.slice(-count).join(' ')) !== undefined)

function standsForCountry(head: string, code: string, country: string, home: string): boolean {
  if (readSubdivision(home, code) === undefined) return true
  const number = words(head).findLast((word) => readPostcode(country, word) !== undefined)
  if (number !== undefined && lastOf(words(head)) !== number) return true
  return (
    readPostcode(home, lastOf(words(head))) === undefined ||
    readSubdivision(home, words(head).at(-2) ?? '') !== undefined
  )
}

/**
 * British and Canadian postcodes and a few others cannot be mistaken, nor can "Singapore 079903" or
 * the state "QC", so the country may be left out.
 */
function countryByPlace(last: string, home: string): string {
  const [two, one] = [words(last).slice(-2).join(' '), lastOf(words(last))]
  const fits = (country: string) => readPostcode(country, two) !== undefined || readPostcode(country, one) !== undefined
  if (fits(home)) return home
  const named = readCountry(last.replace(/\s*\S*\d\S*(?: \S*\d\S*)?$/, ''))
  if (named !== undefined && isCityState(named)) return named
  const state =
    readSubdivision(home, one) === undefined && one === one.toUpperCase() ? subdivisionOnlyIn(one) : undefined
  return ['GI', 'KY', 'GB', 'CA'].find(fits) ?? state ?? home
}
