/**
 * Pieces of an address, and a phone number, before anybody asked for them: "12 rue de Rivoli",
 * "75004 Paris", "she lives in Salem, Oregon". Rule: a piece begins the address, and what is missing
 * is asked for then; items never are one. Next: places.ts reads whole ones.
 */
import type { Request } from '#conversation/requests/request.ts'
import { countryName } from '#domain/base/address-rules.ts'
import { readPostcode } from '#domain/base/postcodes.ts'
import { countryOfTown } from '#domain/base/towns.ts'
import { parseTypedAddress } from '#domain/draft/address.ts'
import type { Shop } from '#domain/model/shop.ts'
import { STREET } from './places.ts'

const NUMBER = /^(?:\+\d[\d ()./-]{6,20}\d|\(?0\d[\d ()./-]{5,18}\d|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4})$/
const CALLED = new RegExp(
  String.raw`^(?:(?:and|my|his|her|their|the|it['’]?s|it is|phone|tel|telephone|mobile|cell|cellphone|` +
    String.raw`number|handy|no|nr|is|call|ring|reach|me|him|them|on|at|under)[\s.:,]+)*`,
  'iu',
)
/** A number to call and nothing else. */
export const isPhone = (text: string): boolean => NUMBER.test(text.trim().replace(CALLED, '').replace(/[.!]$/, ''))

export const phoneAlone = (sentence: string): Request | undefined =>
  isPhone(sentence) ? { kind: 'contact', phone: sentence.trim().replace(CALLED, '').replace(/[.!]$/, '') } : undefined

const LIVES = new RegExp(
  String.raw`^(?:(?:and|so|the)\s+)*(?:(?:she|he|they|i|we)(?:['’]?(?:s|m|re))?\s+(?:is\s+|am\s+|` +
    String.raw`are\s+)?(?:lives?|living|based|located|in)\s+(?:in\s+|at\s+)?` +
    String.raw`|(?:(?:the\s+)?(?:zip|post ?code|postal code|eircode)(?: code)?(?:\s+is|:)?\s+(?=\S*\d))` +
    String.raw`|(?:(?:it|this|that|they|everything)\s+)?(?:goes?|should go|is going|ships?)\s+to\s+(?=\d|\p{Lu})` +
    String.raw`|(?:it|this|that)(?:['’]?s|\s+is|\s+goes|\s+should go)\s+(?:(?:for|going to|to go to|` +
    String.raw`to be sent to|in|to|at)\s+)+` +
    String.raw`|(?:(?:my|her|his|their|the)\s+)?(?:address|town|city|place)\s+(?:is|:)\s*|(?:in|at)\s+)`,
  'iu',
)

/** "Salem, Oregon" of "she lives in Salem, Oregon". */
export const placeWithin = (text: string): string => text.trim().replace(LIVES, '').trim()

/** "She's in Manchester, 5 Oxford Rd": the town is said before the street, and is no name. */
export function placeTold(text: string): string {
  const where = placeWithin(text)
  const parts = where.split(/\s*,\s*/)
  const street = parts.findIndex((part) => STREET.test(part))
  if (where === text.trim() || street < 1 || /\b(?:to|for)\s*$/i.test(text.trim().slice(0, -where.length))) return where
  const [head = '', ...rest] = [parts[street] ?? '', ...parts.slice(0, street), ...parts.slice(street + 1)]
  return [head, ...rest.map((part) => (part === part.toLowerCase() ? capital(part) : part))].join(', ')
}
const capital = (part: string): string => part.replace(/(?<![\p{L}'’])\p{Ll}/gu, (first) => first.toUpperCase())

/** `isItem` keeps "2 mugs" and its kin out. */
export function addressPiece(
  sentence: string,
  { settings }: Shop,
  isItem: (words: string) => boolean,
): Request | undefined {
  const said = sentence.trim().replace(/[.!]$/, '')
  const where = placeWithin(said)
  if (where.length < 2 || where.length > 80 || /\?$/.test(said) || where.split(/[\s,]+/).some(isItem)) return undefined
  const country = countryOfTown(where)
  const told = where !== said
  if (told && country !== undefined) return shipTo(`${where}, ${countryName(country)}`)
  if (STREET.test(where)) return shipTo(where)
  return isPlace(where, settings.country) ? shipTo(where) : undefined
}

const shipTo = (text: string): Request => ({ kind: 'ship-to', address: { by: 'text', text } })

const POSTCODE_AND_TOWN = /^(?:[A-Z]{1,2}-)?(?<postcode>\d{4,6})\s+(?<town>\p{Lu}[\p{L} .'-]{1,40})$/u
function isPlace(where: string, home: string): boolean {
  const { postcode = '', town } = POSTCODE_AND_TOWN.exec(where)?.groups ?? {}
  if (town !== undefined) return postcode.length > 4 || countryOfTown(town) !== undefined
  if (/[a-z]/i.test(where) && /\d/.test(where) && readPostcode('GB', where) !== undefined) return true
  if (!/^\p{Lu}/u.test(where) || !where.includes(',')) return false
  const read = parseTypedAddress(where, home)
  const { name, lines, city, subdivision } = read.ok ? read.value : read.refusal.partial
  return name === '' && lines.length === 0 && city !== '' && subdivision !== undefined
}

const TO_TOWN = new RegExp(
  String.raw`^(?<goods>[^\n?]*\S)\s+(?:(?:sent|shipped|delivered|going|` +
    String.raw`for delivery)\s+)?to\s+(?<town>\p{Lu}[\p{L} .'-]{1,30})[.!]*$`,
  'u',
)
/** "2 blue mugs to Berlin": goods, and a town that everybody knows. */
export function townBehind(sentence: string, isItem: (words: string) => boolean) {
  const { goods = '', town = '' } = TO_TOWN.exec(sentence.trim())?.groups ?? {}
  const country = countryOfTown(town)
  if (country === undefined || !goods.split(/[\s,]+/).some(isItem)) return undefined
  return { goods, where: town, request: shipTo(`${town}, ${countryName(country)}`) }
}
