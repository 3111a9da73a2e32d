/**
 * Addresses: from typed text or form fields, validated by country with a precise reason per field,
 * one normalised key, and words for people (rules.md O2). Country data: address-rules.ts; reading
 * of free text: address-text.ts.
 */
import { layOutAddress } from '#domain/base/address-layout.ts'
import {
  countryName,
  isCountry,
  needsSubdivision,
  readCountry,
  readSubdivision,
  subdivisionWord,
  usesSubdivision,
} from '#domain/base/address-rules.ts'
import { readAddress } from '#domain/base/address-text.ts'
import { normalisePhone } from '#domain/base/contact.ts'
import { needsPostcode, postcodeRule, readPostcode } from '#domain/base/postcodes.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Address } from '#domain/model/customer.ts'
import type { AddressField } from '#domain/model/draft-question.ts'

/**
 * The first field that is wrong or missing, why in words, and what could be read ('' and [] stand
 * for what is not known yet).
 */
export type BadAddress = { readonly field: AddressField; readonly why: string; readonly partial: Address }

const MAX_FIELD = 100

/**
 * One line or several; an address typed without a recipient comes back with `name: ''`, to be
 * filled with the buyer's.
 */
export function parseTypedAddress(text: string, defaultCountry: string): Result<Address, BadAddress> {
  const { badPostcode, phone, ...read } = readAddress(text, defaultCountry)
  const e164 = phone === undefined ? undefined : normalisePhone(phone, read.country)
  const partial: Address = { ...read, ...(e164 === undefined ? {} : { phone: e164 }) }
  const wrong = validateAddress(partial)
  if (badPostcode !== undefined && (wrong === undefined || wrong.field === 'postcode')) {
    return no({ field: 'postcode', why: notAPostcode(badPostcode, partial.country), partial })
  }
  return wrong === undefined ? ok(partial) : no(wrong)
}

/**
 * Form fields: name, company, line1, line2, line3 (or `lines`), city, subdivision, postcode,
 * country, phone. A name is required.
 */
export function addressFromFields(
  fields: Readonly<Record<string, string>>,
  defaultCountry: string,
): Result<Address, BadAddress> {
  const field = (id: string): string => (fields[id] ?? '').replace(/[^\S\n]+/g, ' ').trim()
  const country = field('country') === '' ? defaultCountry : (readCountry(field('country')) ?? field('country'))
  const lines = [...field('lines').split('\n'), field('line1'), field('line2'), field('line3')]
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const base: Address = {
    name: field('name'),
    lines,
    city: field('city'),
    country,
    ...optional('company', field('company')),
  }
  const given = (['subdivision', 'postcode', 'phone'] as const).filter((id) => field(id) !== '')
  const start: Result<Address, BadAddress> = isCountry(country)
    ? ok(base)
    : no(bad(base, 'country', `"${country}" is not a country`))
  const filled = given.reduce((result, id) => (result.ok ? setField(result.value, id, field(id)) : result), start)
  if (!filled.ok) return filled
  if (filled.value.name === '') return no(bad(filled.value, 'name', 'the recipient is missing'))
  const wrong = validateAddress(filled.value)
  return wrong === undefined ? filled : no(wrong)
}

/** The answer to "which postcode?": fills one field and says what is still wrong. */
export function applyField(partial: Address, field: AddressField, text: string): Result<Address, BadAddress> {
  const filled = setField(partial, field, text.trim())
  if (!filled.ok) return filled
  const wrong = validateAddress(filled.value)
  return wrong === undefined ? filled : no(wrong)
}

/** Everything but the recipient's name, which may still come from the buyer. Undefined: nothing is wrong. */
export function validateAddress(address: Address): BadAddress | undefined {
  const { country, subdivision, postcode } = address
  if (!isCountry(country)) return bad(address, 'country', `"${country}" is not a country`)
  if (address.lines.length === 0 || address.lines.length > 3) return bad(address, 'lines', 'the street is missing')
  if ([address.name, address.company ?? '', address.city, ...address.lines].some((part) => part.length > MAX_FIELD)) {
    return bad(address, 'lines', `a line is longer than ${MAX_FIELD} characters`)
  }
  if (address.city === '') return bad(address, 'city', 'the city is missing')
  if (needsSubdivision(country) && subdivision === undefined)
    return bad(address, 'subdivision', `the ${subdivisionWord(country)} is missing`)
  if (subdivision !== undefined && usesSubdivision(country) && readSubdivision(country, subdivision) === undefined) {
    return bad(
      address,
      'subdivision',
      `"${subdivision}" is not a ${subdivisionWord(country)} of ${countryName(country)}`,
    )
  }
  if (postcode === undefined && needsPostcode(country))
    return bad(address, 'postcode', `the ${postcodeRule(country).name} is missing`)
  if (postcode !== undefined && readPostcode(country, postcode) === undefined)
    return bad(address, 'postcode', notAPostcode(postcode, country))
  return undefined
}

/** Two addresses with equal keys are the same one: the same recipient at the same place. */
export const addressKey = (address: Address): string =>
  [plain(address.name), plain(address.company ?? ''), placeKey(address)].join('|')

/** The same place, whoever receives there. */
export const placeKey = (address: Address): string =>
  [
    plain(address.lines.join(' ')),
    plain(address.city),
    address.subdivision ?? '',
    (address.postcode ?? '').replace(/[\s-]/g, '').toUpperCase(),
    address.country,
  ].join('|')

/** The complete address as its country writes it, one line each; the country by name when it is not `home`. */
export function formatAddress(address: Address, home?: string): readonly string[] {
  const { country } = address
  const laidOut = layOutAddress(address)
  const known = country === home || readCountry(laidOut.at(-1) ?? '') === country
  return known ? laidOut : [...laidOut, countryName(country)]
}

/** City and postcode: what shared screens may show (rules.md C8). */
export const shortAddress = (address: Address): string =>
  [address.city, [address.subdivision, address.postcode].filter((part) => part !== undefined).join(' ')]
    .filter((part) => part !== '')
    .join(', ')

const bad = (partial: Address, field: AddressField, why: string): BadAddress => ({ field, why, partial })

function notAPostcode(given: string, country: string): string {
  const { name, example } = postcodeRule(country)
  return `"${given}" is not a ${name} of ${countryName(country)}, like ${example}`
}

const optional = <K extends string>(key: K, value: string): Partial<Record<K, string>> =>
  value === '' ? {} : ({ [key]: value } satisfies Record<string, string> as Partial<Record<K, string>>)

function setField(address: Address, field: AddressField, text: string): Result<Address, BadAddress> {
  const { country } = address
  switch (field) {
    case 'name':
    case 'city':
      return text === '' ? no(bad(address, field, `the ${field} is missing`)) : ok({ ...address, [field]: text })
    case 'lines':
      return ok({
        ...address,
        lines: text
          .split(/[\n,]+/)
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      })
    case 'country': {
      const code = readCountry(text)
      return code === undefined
        ? no(bad(address, field, `"${text}" is not a country`))
        : ok({ ...address, country: code })
    }
    case 'subdivision': {
      const code = readSubdivision(country, text)
      if (code !== undefined) return ok({ ...address, subdivision: code })
      return usesSubdivision(country)
        ? no(bad(address, field, `"${text}" is not a ${subdivisionWord(country)} of ${countryName(country)}`))
        : ok(address)
    }
    case 'postcode': {
      const postcode = readPostcode(country, text)
      return postcode === undefined
        ? no(bad(address, field, notAPostcode(text, country)))
        : ok({ ...address, postcode })
    }
    case 'phone': {
      const phone = normalisePhone(text, country)
      return phone === undefined
        ? no(bad(address, field, `"${text}" is not a phone number`))
        : ok({ ...address, phone })
    }
    default:
      return field satisfies never
  }
}

const abbreviations: Readonly<Record<string, string>> = {
  street: 'st',
  avenue: 'ave',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  boulevard: 'blvd',
  court: 'ct',
  place: 'pl',
  square: 'sq',
  highway: 'hwy',
  suite: 'ste',
  apartment: 'apt',
  floor: 'fl',
  strasse: 'str',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  saint: 'st',
}

/** Case, accents, punctuation and the usual abbreviations do not make an address different. */
function plain(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return folded
    .split(' ')
    .map((word) => abbreviations[word] ?? word.replace(/strasse$/, 'str'))
    .join(' ')
}
