/**
 * Contacts in their normalised form, and what a query for a customer means (rules.md O1). Two
 * contacts are the same when their normalised forms are equal; coupon limits and account look-ups
 * rely on it.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/
const MAX_EMAIL = 254

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
  return phone?.isPossible() ? phone.number : undefined
}

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
