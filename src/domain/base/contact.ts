/**
 * Contacts in their normalised form, and what a query for a customer means (rules.md O1). Two
 * contacts are the same when their normalised forms are equal; coupon limits and account look-ups
 * rely on it.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/
const MAX_EMAIL = 254

/** A phone number within a text, as part of a pattern; `normalisePhone` says whether it is one. */
export const PHONE_SHAPE = String.raw`\+?\s?\(?\d[\d\s().\-/]{5,20}\d`

/** Lower case and trimmed; undefined when it is not one e-mail address. */
export function normaliseEmail(text: string): string | undefined {
  const email = text
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^mailto:/i, '')
    .toLowerCase()
  return email.length <= MAX_EMAIL && EMAIL.test(email) && !email.includes('..') ? email : undefined
}

/**
 * E.164 ("+12175550142"), read with the shop's country when no country code is typed; undefined
 * when it cannot be a phone number.
 */
export function normalisePhone(text: string, country: string): string | undefined {
  const typed = text.trim()
  if (typed.length > 40 || !/^[+(\d][\d\s().\-/+x]*$/i.test(typed)) return undefined
  const region: CountryCode | undefined = isSupportedCountry(country) ? country : undefined
  const phone = parsePhoneNumberFromString(typed, region)
  // No area code of North America begins with 0 or 1: such a number is another country's.
  if (phone?.countryCallingCode === '1' && /^[01]/.test(phone.nationalNumber)) return undefined
  return phone?.isPossible() ? phone.number : undefined
}

/**
 * A number without its country's code belongs to the first of these countries whose numbers are
 * written so ("0228 ..." in Germany, "217 555 0142" in America), else to the first where it can be one.
 */
export function phoneOf(text: string, countries: readonly string[]): string | undefined {
  const likely = countries.filter((country) => isWrittenIn(text.trim(), country))
  return [...likely, ...countries].map((country) => normalisePhone(text, country)).find((phone) => phone !== undefined)
}

/** With or without the 0 that is dialled before a number there. */
function isWrittenIn(typed: string, country: string): boolean {
  const region = isSupportedCountry(country) ? country : undefined
  const phone = typed.startsWith('+') ? undefined : parsePhoneNumberFromString(typed, region)
  if (phone === undefined || !phone.isPossible()) return false
  const zero = (text: string): boolean => /^\(?0/.test(text)
  return phone.countryCallingCode === '1' ? AMERICAN.test(typed) : zero(phone.formatNational()) === zero(typed)
}
const AMERICAN = /^(?:1[ .-]?)?\(?[2-9]\d{2}\)?[ ./-]?\d{3}[ .-]?\d{4}$/

/** The country an e-mail address is of by its ending; undefined: it says nothing. */
export function countryOfEmail(email: string): string | undefined {
  const ending = email.slice(email.lastIndexOf('.') + 1).toUpperCase()
  const country = ending === 'UK' ? 'GB' : ending
  return isSupportedCountry(country) && !OF_ANYBODY.has(country) ? country : undefined
}
/** Sold to everybody, wherever they live. */
const OF_ANYBODY: ReadonlySet<string> = new Set([
  'AI',
  'CC',
  'CO',
  'FM',
  'GG',
  'IO',
  'LY',
  'ME',
  'SH',
  'TO',
  'TV',
  'WS',
])

/** "c-1001", "C1001" and "C 1001" are customer C-1001. */
export function normaliseCustomerNumber(text: string): string | undefined {
  const found = /^c[-\s]?(\d{1,9})$/i.exec(text.trim())
  return found ? `C-${found[1]}` : undefined
}

export type CustomerQueryText =
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'phone'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'order'; readonly value: string }
  | { readonly kind: 'name'; readonly value: string }

/**
 * What people type to say whom they mean; `value` is normalised for its kind. Up to six digits are
 * an order, more a phone.
 */
export function classifyQuery(text: string, shop: { readonly country: string }): CustomerQueryText {
  const typed = text.trim()
  const email = normaliseEmail(typed)
  if (email !== undefined) return { kind: 'email', value: email }
  const number = normaliseCustomerNumber(typed)
  if (number !== undefined) return { kind: 'number', value: number }
  const order = /^(?:order\s*)?#?\s*(\d{1,6})$/i.exec(typed)
  if (order?.[1] !== undefined) return { kind: 'order', value: String(Number(order[1])) }
  const phone = normalisePhone(typed, shop.country)
  if (phone !== undefined) return { kind: 'phone', value: phone }
  return { kind: 'name', value: typed.replace(/\s+/g, ' ') }
}
