/**
 * Reads a typed address, on one line or several, into its raw parts. It only reads: what is missing
 * or wrong is said by address.ts. From the end backwards: phone, country, then postcode,
 * subdivision and city in the country's order; what is left is recipient, company, street.
 */
import { given } from '#domain/base/given.ts'
import { inOrder, isCityState, lastOf, takeAround, takeCountry, words } from './address-end.ts'
import { countryName, isNumberFirst, isPostcodeFirst, readSubdivision, usesSubdivision } from './address-rules.ts'
import { knowsPostcode, postcodeRule, readPostcode } from './postcodes.ts'

export type AddressText = {
  readonly name: string
  readonly company?: string
  readonly lines: readonly string[]
  readonly city: string
  readonly subdivision?: string
  readonly postcode?: string
  readonly country: string
  /** Stood where the postcode belongs but is none of that country. */
  readonly badPostcode?: string
  readonly phone?: string
}
type Place = Pick<AddressText, 'city' | 'subdivision' | 'postcode' | 'badPostcode'> & {
  readonly rest: readonly string[]
}

const MAX_TEXT = 500
const STREET =
  'st|str|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|way|pl|place|ter|terrace|cir|circle|' +
  'hwy|highway|pkwy|parkway|sq|square|' +
  'av|avda|avenida|rua|strada|utca|trail|loop|row|broadway|close|crescent|gardens|mews|walk|quay|' +
  'rue|via|calle|allee|platz|weg|strasse|straße|cottage|house|farm|lodge|hall|manor|mill|barn'
const streetWord = new RegExp(`(?:^|[\\s-])(?:${STREET})\\.?(?=\\s|$)|(?:strasse|straße|str\\.)(?=\\s|$)`, 'i')
const UNIT = 'apt|apartment|unit|suite|ste|floor|fl|room|rm|level|#'
const streetThenCity = new RegExp(
  `^((?:\\D+\\s)?\\d\\S*\\s+.+?[\\s](?:${STREET})\\b\\.?` +
    `(?:\\s+(?:N|S|E|W|NE|NW|SE|SW))?(?:\\s+(?:${UNIT})\\.?\\s*[\\w-]+)?)\\s+(\\D+)$`,
  'i',
)
/**
 * Words that make a line a street though it opens the address and has no number; "Tom Hall" and
 * "Ann Lane" are people.
 */
export const surelyStreet =
  /\b(?:street|road|avenue|cottage|farm|lodge|manor|allee|platz|weg)$|(?:strasse|straße|str\.)$/i
const postBox = /^(?:p\.?\s*o\.?\s*box|postfach|c\/o|care of)\b/i
const unitAlone = /^(?:flat|room|unit|suite|apartment|block|shop|villa) [A-Z]{1,2}$/i
const companyWord = new RegExp(
  String.raw`(?:^|\s)(?:inc|llc|llp|ltd|limited|corp|corporation|company|co|gmbh|ag|kg|ug|plc|bv|nv|s\.?a` +
    String.raw`|s\.?r\.?l|sarl|oy|ab|as|aps|pty|& sons|& co)\.?$`,
  'i',
)
const ukCounty = new RegExp(
  'shire$|^(?:kent|essex|surrey|(?:east |west )?sussex|devon|cornwall|norfolk|suffolk|dorset|somerset' +
    '|cumbria|middlesex|greater london|merseyside)$',
  'i',
)

/** "me at 4 Hill Rd", "my place, 4 Hill Rd": whoever buys, who is no name. */
const TO_SOMEBODY = new RegExp(
  String.raw`^(?:(?:me|us|him|her|them|myself)(?:\s*,|:|\s+(?:at|in|on))` +
    String.raw`|(?:my|our|his|her|their|the)\s+(?:(?:new|own)\s+)?(?:place|house|home|flat|address|door)(?:\s*,|:` +
    String.raw`|\s+(?:at|is|in|on))|(?:(?:my|our|his|her|their)\s+)?(?:sister|brother|mother|father|mum|mom|dad` +
    String.raw`|wife|husband` +
    String.raw`|partner|friend|son|daughter|parents|neighbou?r|colleague|boss)(?:\s+instead)?\s*:)\s*`,
  'i',
)

export function readAddress(said: string, home: string): AddressText {
  const text = said.trim().replace(TO_SOMEBODY, '')
  const segments = inOrder(segmentsOf(text))
  const { rest: address, ...around } = takeAround(segments)
  const { country, rest: parts } = takeCountry(address, home)
  const { rest, ...place } = placeOf(parts.map(withoutJoins), country)
  const city = place.city === '' && isCityState(country) ? countryName(country) : place.city.replace(/[\s–-]+$/, '')
  return { ...takeRecipient(rest, country), ...place, city, country, ...around }
}

function placeOf(parts: readonly string[], country: string): Place {
  if (isPostcodeFirst(country)) return postcodeThenCity(parts, country) ?? placeCityFirst(parts, country)
  const place = placeCityFirst(parts, country)
  const turned = place.postcode === undefined && knowsPostcode(country) ? postcodeThenCity(parts, country) : undefined
  return turned ?? place
}

/** "São Paulo - SP", "São Paulo/SP". */
const withoutJoins = (part: string): string => part.replace(/(\p{L})\s*[-/]\s*([A-Z]{2})(?=\s|$)/gu, '$1 $2')

const segmentsOf = (text: string): readonly string[] =>
  text
    .slice(0, MAX_TEXT)
    .split(/[\r\n,;]+/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')

function postcodeThenCity(parts: readonly string[], country: string): Place | undefined {
  const code = `(?:[A-Z]{1,3}-)?(?:${postcodeRule(country).form.source})`
  const inside = new RegExp(`^(?:(.*\\S)\\s+)?(${code})\\s+(\\D+(?: \\d{1,2})?)$`, 'i')
  for (let at = parts.length - 1; at >= Math.max(0, parts.length - 3); at--) {
    const found = inside.exec(parts[at] ?? '')
    if (found === null) continue
    const [, street, typed = '', city = ''] = found
    const state = readSubdivision(country, parts[at + 1] ?? '')
    const after = parts.slice(state === undefined ? at + 1 : at + 2)
    const rest = [...parts.slice(0, at), ...(street === undefined ? [] : [street]), ...after]
    return {
      ...withProvince(city, country),
      ...given({ subdivision: state }),
      ...postcodePart(country, typed),
      rest,
    }
  }
  const alone = parts.findLastIndex((part) => readPostcode(country, part) !== undefined)
  if (alone < 1) return undefined
  const next = alone === parts.length - 1 ? alone - 1 : alone + 1
  const state = next > 1 && next < alone ? readSubdivision(country, parts[next] ?? '') : undefined
  const cityAt = state === undefined || /\d/.test(parts[next - 1] ?? '') ? next : next - 1
  if (country === 'HU' && next > 1 && /\d/.test(parts[next] ?? ''))
    return {
      city: parts[next - 1] ?? '',
      ...postcodePart(country, parts[alone] ?? ''),
      rest: [...parts.slice(0, next - 1), parts[next] ?? ''],
    }
  if (/\d/.test(parts[cityAt] ?? '')) return undefined
  const rest = parts.filter((_, index) => index !== alone && index !== next && index !== cityAt)
  const province = cityAt === next || state === undefined ? {} : { subdivision: state }
  return {
    ...withProvince(parts[cityAt] ?? '', country),
    ...province,
    ...postcodePart(country, parts[alone] ?? ''),
    rest,
  }
}

const postcodePart = (country: string, typed: string): { readonly postcode?: string } => {
  const postcode = readPostcode(country, typed)
  return postcode === undefined ? {} : { postcode }
}

/** "Roma RM", "Roma (RM)". */
function withProvince(text: string, country: string): Pick<Place, 'city' | 'subdivision'> {
  const found = /^(.+?)\s+\(?([A-Z]{2,3})\)?$/.exec(text)
  const subdivision = found?.[2] === undefined ? undefined : readSubdivision(country, found[2])
  return found?.[1] !== undefined && subdivision !== undefined ? { city: found[1], subdivision } : { city: text }
}

function placeCityFirst(typed: readonly string[], country: string): Place {
  const parts = [...typed.slice(0, -1), stateBeforePostcode(lastOf(typed), country)].filter((part) => part !== '')
  const stated = usesSubdivision(country) && parts.length > 1 ? readSubdivision(country, lastOf(parts)) : undefined
  const base =
    stated !== undefined && /\d/.test(parts.at(-2) ?? '') && readPostcodeAtEnd(parts.at(-2) ?? '', country)
      ? parts.slice(0, -1)
      : parts
  const { head, ...code } = takePostcode(base, country)
  const before = base.slice(0, -1)
  const split = base === parts ? takeSubdivision(head, before, country) : { city: head, subdivision: stated }
  const { subdivision } = split
  const found = { ...code, ...given({ subdivision }) }
  if (split.city !== '') return { ...cityOf(split.city, before, country), ...found }
  if (code.postcode !== undefined && subdivision === undefined && usesSubdivision(country)) {
    const next = takeSubdivision(lastOf(before), before.slice(0, -1), country)
    const state = next.subdivision === undefined ? {} : { subdivision: next.subdivision }
    const cityParts = next.city === '' ? before.slice(0, -1) : [...before.slice(0, -1), next.city]
    return { ...cityOf(lastOf(cityParts), cityParts.slice(0, -1), country), ...code, ...state }
  }
  return { ...cityOf(lastOf(before), before.slice(0, -1), country), ...found }
}

/** "San Francisco 94105 CA" is "San Francisco CA 94105". */
function stateBeforePostcode(text: string, country: string): string {
  const all = words(text)
  const [code = '', state = ''] = all.slice(-2)
  const swapped =
    usesSubdivision(country) &&
    readPostcode(country, code) !== undefined &&
    readSubdivision(country, state) !== undefined
  return swapped ? [...all.slice(0, -2), state, code].join(' ') : text
}

function readPostcodeAtEnd(
  text: string,
  country: string,
): { readonly postcode: string; readonly head: string } | undefined {
  const rule = postcodeRule(country)
  const found = new RegExp(`^(.*?)\\s*(?:^|\\s)(${rule.form.source})$`, rule.form.flags).exec(text)
  if (
    found?.[2] === undefined ||
    (!knowsPostcode(country) && (/\d/.test(found[1] ?? '') || endsInUnit(found[1] ?? '')))
  )
    return undefined
  return { postcode: rule.write(found[2]), head: found[1] ?? '' }
}

function takePostcode(
  parts: readonly string[],
  country: string,
): { readonly head: string; readonly postcode?: string; readonly badPostcode?: string } {
  const last = lastOf(parts)
  const afterStreet = parts.slice(0, -1).some((part, at) => isStreet(part, at))
  const found = readPostcodeAtEnd(last, country)
  const houseNumber = found !== undefined && !afterStreet && /^\D+$/.test(found.head) && streetWord.test(found.head)
  if (found !== undefined && !houseNumber) return found
  const head = words(last).slice(0, -1).join(' ')
  const token = lastOf(words(last))
  const numbered = country === 'IE' && /^\d{1,2}W?$/i.test(token)
  const suspicious =
    knowsPostcode(country) && /\d/.test(token) && !/\d/.test(head) && !endsInUnit(head) && !numbered && afterStreet
  return suspicious ? { head, badPostcode: token } : { head: last }
}

const endsInUnit = (head: string): boolean =>
  new RegExp(`(?:^|\\s)(?:${UNIT}|${STREET}|box|no|number|nr)\\.?$`, 'i').test(head)

/** A state at the end of "Portland OR"; "New York" alone is the city and the state. */
function takeSubdivision(
  text: string,
  before: readonly string[],
  country: string,
): { readonly city: string; readonly subdivision?: string | undefined } {
  if (!usesSubdivision(country) || text === '') return { city: text }
  const tail = words(text)
  for (const count of [4, 3, 2, 1]) {
    if (count > tail.length) continue
    const subdivision = readSubdivision(country, tail.slice(-count).join(' '))
    if (subdivision === undefined) continue
    const city = tail.slice(0, -count).join(' ')
    const cityNamedLikeState = city === '' && text.length > 3 && (before.length === 0 || isStreet(lastOf(before)))
    return { city: cityNamedLikeState ? text : city, subdivision }
  }
  return { city: text }
}

/**
 * Street and city without a comma between them are parted at the street's last word; a county after
 * the city is dropped.
 */
function cityOf(
  text: string,
  before: readonly string[],
  country: string,
): { readonly city: string; readonly rest: readonly string[] } {
  const joined = streetThenCity.exec(text)
  if (joined?.[1] !== undefined && joined[2] !== undefined) return { city: joined[2], rest: [...before, joined[1]] }
  if (country === 'GB' && ukCounty.test(text) && before.length > 1 && !isStreet(lastOf(before)))
    return { city: lastOf(before), rest: before.slice(0, -1) }
  const numbered = country === 'IE' && /^\p{L}+ \d{1,2}W?$/iu.test(text) && before.length > 0
  if (/\d/.test(text) && !numbered) return { city: '', rest: [...before, text] }
  return { city: text, rest: before }
}

const isCompany = (text: string): boolean => companyWord.test(text)
const isStreet = (text: string, index = 1): boolean =>
  !isCompany(text) &&
  (/\d/.test(text) ||
    postBox.test(text) ||
    unitAlone.test(text) ||
    (index === 0 ? surelyStreet : streetWord).test(text))

function takeRecipient(parts: readonly string[], country: string): Pick<AddressText, 'name' | 'company' | 'lines'> {
  const at = parts.findIndex(isStreet)
  const people = (at === -1 ? parts : parts.slice(0, at)).map((part) =>
    part.replace(/^(?:attn|attention|to)\b[.:]?\s+/i, ''),
  )
  const lines = at === -1 ? [] : parts.slice(at)
  const [first = '', ...more] = people
  const street = lines[0] ?? ''
  const run =
    first === '' && isNumberFirst(country) && !postBox.test(street)
      ? /^(\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*)+) (\d.*)$/u.exec(street)
      : null
  if (run?.[1] !== undefined && run[2] !== undefined && !streetWord.test(run[1]))
    return { name: run[1], lines: atMostThree([run[2], ...lines.slice(1)]) }
  if (first === '') return { name: '', lines: atMostThree(lines) }
  if (isCompany(first))
    return { name: more[0] ?? '', company: [first, ...more.slice(1)].join(', '), lines: atMostThree(lines) }
  return { name: first, ...(more.length === 0 ? {} : { company: more.join(', ') }), lines: atMostThree(lines) }
}

const atMostThree = (lines: readonly string[]): readonly string[] =>
  lines.length <= 3 ? lines : [...lines.slice(0, 2), lines.slice(2).join(', ')]
