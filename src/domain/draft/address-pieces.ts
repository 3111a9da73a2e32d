/**
 * The next piece of an address that was begun: all the rest at once ("Salem, OR 97301"), the field
 * asked for, or any other part of it ("canada", "Lea Blanc"). Rule: what is known stays known, and a
 * piece is put where it can belong, whatever was asked. Next: address.ts says what is still missing.
 */
import { countryName, namesCountry, readSubdivision, subdivisionOnlyIn } from '#domain/base/address-rules.ts'
import { surelyStreet } from '#domain/base/address-text.ts'
import { given } from '#domain/base/given.ts'
import { needsPostcode, postcodeRule, readPostcode, saysNone } from '#domain/base/postcodes.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { countryOfTown } from '#domain/base/towns.ts'
import type { Address } from '#domain/model/customer.ts'
import type { AddressField } from '#domain/model/draft-question.ts'
import { applyField, type BadAddress, parseTypedAddress, validateAddress } from './address.ts'

/**
 * What is typed after a question: all the rest at once ("Salem, OR 97301"), just the field asked
 * for, or another part of the address ("canada"). What is known stays known. Undefined: nothing of
 * it is a part of an address.
 */
export function continueAddress(
  partial: Address,
  field: AddressField,
  text: string,
): Result<Address, BadAddress> | undefined {
  const { name, company, lines, city, subdivision, postcode, country } = partial
  if (field === 'postcode' && saysNone(text)) return withoutPostcode(partial)
  const piece = pieceOf(partial, field, text.trim())
  if (piece !== undefined) return standing(piece)
  const known = [name, company, ...lines, city, subdivision, postcode].filter(
    (part) => part !== undefined && part !== '',
  )
  const whole = parseTypedAddress([...known, text].join('\n'), country)
  if (whole.ok) return whole
  if (/[,\n]/.test(text) && knowsMore(whole.refusal.partial, partial)) return whole
  // A country is no town, but for those that are one.
  const state = field === 'city' ? namesCountry(text) : undefined
  const moved = state === undefined || TOWN_STATES.has(state) ? undefined : elsewhere(partial, text)
  if (moved !== undefined) return moved
  const one = applyField(partial, field, text)
  if (one.ok || one.refusal.field !== field) return one
  return elsewhere(partial, text) ?? (knowsMore(whole.refusal.partial, partial) ? whole : undefined)
}

const TOWN_STATES: ReadonlySet<string> = new Set(['SG', 'MC', 'LU', 'VA', 'SM', 'HK', 'MO', 'GI', 'DJ', 'KW', 'PA'])

function withoutPostcode(partial: Address): Result<Address, BadAddress> {
  const { postcode: _, ...rest } = partial
  const { country } = partial
  if (!needsPostcode(country)) return ok(rest)
  const { name, example } = postcodeRule(country)
  return no({ field: 'postcode', why: `the post of ${countryName(country)} needs a ${name}, like ${example}`, partial })
}

/** A country, or a state that only another country has, said whatever was asked for. */
function elsewhere(partial: Address, text: string): Result<Address, BadAddress> | undefined {
  const country =
    namesCountry(text) ??
    (readSubdivision(partial.country, text) === undefined ? subdivisionOnlyIn(text.trim()) : undefined)
  if (country === undefined) return undefined
  const { subdivision, ...rest } = partial
  const state =
    readSubdivision(country, text) ?? (subdivision === undefined ? undefined : readSubdivision(country, subdivision))
  const moved: Address = { ...rest, country, ...(state === undefined ? {} : { subdivision: state }) }
  return standing(moved)
}

/** More of the place, and nothing of it lost. */
const knowsMore = (read: Address, partial: Address): boolean =>
  partial.lines.every((line) => read.lines.includes(line)) &&
  (partial.city === '' ? read.city !== '' : read.city === partial.city && read.postcode !== partial.postcode)

/** Undefined: it is no other piece than the one asked for. */
function pieceOf(partial: Address, field: AddressField, text: string): Address | undefined {
  if (text.includes('\n')) return undefined
  const state = namesCountry(text)
  const fits = (field === 'postcode' || field === 'subdivision') && takes(partial, field, text)
  if (fits) return undefined
  const code = field !== 'postcode' && partial.postcode === undefined ? readPostcode(partial.country, text) : undefined
  if (code !== undefined && /\d/.test(text) && !text.includes(',')) return { ...partial, postcode: code }
  const person = partial.name === '' && field !== 'city' && field !== 'country' && isPerson(text)
  if (person && state === undefined) return { ...partial, name: text }
  const alone = parseTypedAddress(text, partial.country)
  const read = alone.ok ? alone.value : alone.refusal.partial
  const { city, postcode, subdivision, lines, name } = read
  // A whole address takes the place of what was begun.
  if (alone.ok && lines.length > 0) return { ...read, name: name === '' ? partial.name : name }
  if (partial.lines.length === 0 && lines.length > 0 && (city === '' || postcode !== undefined))
    return {
      ...partial,
      ...given({ postcode, subdivision }),
      name: name === '' ? partial.name : name,
      lines,
      city: city === '' ? partial.city : city,
    }
  if (state !== undefined && !TOWN_STATES.has(state)) return undefined
  if (field !== 'city' || partial.city !== '' || read.city === '' || read.name !== '' || read.lines.length > 0)
    return undefined
  const country = countryOfTown(city) ?? read.country
  const { subdivision: _, postcode: __, ...rest } = partial
  return { ...rest, ...given({ postcode: postcode ?? partial.postcode, subdivision }), city, country }
}

function takes(partial: Address, field: AddressField, text: string): boolean {
  const one = applyField(partial, field, text)
  return one.ok || one.refusal.field !== field
}

/** Capitalised words without a number: "Lea Blanc", and no house that goes by its name. */
const PERSON = /^\p{Lu}[\p{L}\p{M}.'’-]*(?:\s+\p{L}[\p{L}\p{M}.'’-]*){1,3}$/u
const HOUSE = /\b(?:house|barn|mill|villa|court|gardens|mews|close|terrace|building|tower)$/i
export const isPerson = (text: string): boolean => PERSON.test(text) && !surelyStreet.test(text) && !HOUSE.test(text)

function standing(address: Address): Result<Address, BadAddress> {
  const wrong = validateAddress(address)
  return wrong === undefined ? ok(address) : no(wrong)
}
