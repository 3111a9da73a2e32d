/**
 * What addresses look like, country by country: postcodes, subdivisions, names of countries. Data and look-ups only; reading typed text is
 * address-text.ts, the address itself address.ts. Countries not in the tables take any plausible postcode and no subdivision.
 */
import { iso31661, iso31662 } from 'iso-3166'

type PostcodeRule = { readonly name: string; readonly example: string; readonly form: RegExp; readonly write: (found: string) => string }

const digits = (count: number, example: string, name = 'postcode'): PostcodeRule => ({
  name,
  example,
  form: new RegExp(`\\d{${count}}`),
  write: (found) => found,
})
const spaced = (form: RegExp, example: string, tail: number): PostcodeRule => ({
  name: 'postcode',
  example,
  form,
  write: (found) => {
    const plain = found.toUpperCase().replace(/[\s-]/g, '')
    return `${plain.slice(0, -tail)} ${plain.slice(-tail)}`
  },
})
const dashed = (form: RegExp, example: string, head: number): PostcodeRule => ({
  name: 'postcode',
  example,
  form,
  write: (found) => {
    const plain = found.replace(/\D/g, '')
    return plain.length > head ? `${plain.slice(0, head)}-${plain.slice(head)}` : plain
  },
})

const five = digits(5, '28001')
const four = digits(4, '1010')
const six = digits(6, '560001')

const postcodeRules: Readonly<Record<string, PostcodeRule>> = {
  US: { ...dashed(/\d{5}(?:-\d{4})?/, '97301', 5), name: 'ZIP code' },
  CA: { ...spaced(/[A-Z]\d[A-Z][ -]?\d[A-Z]\d/i, 'M5V 2T6', 3), name: 'postal code' },
  GB: spaced(/(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})/i, 'SW1A 1AA', 3),
  IE: { ...spaced(/[A-Z]\d[\dW] ?[A-Z\d]{4}/i, 'D02 AF30', 4), name: 'Eircode' },
  NL: spaced(/\d{4} ?[A-Z]{2}/i, '1012 JS', 2),
  SE: spaced(/\d{3} ?\d{2}/, '111 22', 2),
  CZ: spaced(/\d{3} ?\d{2}/, '110 00', 2),
  SK: spaced(/\d{3} ?\d{2}/, '811 01', 2),
  GR: spaced(/\d{3} ?\d{2}/, '105 57', 2),
  PL: dashed(/\d{2}-\d{3}/, '00-001', 2),
  PT: dashed(/\d{4}-\d{3}/, '1100-148', 4),
  BR: dashed(/\d{5}-?\d{3}/, '01310-100', 5),
  JP: dashed(/\d{3}-?\d{4}/, '100-0001', 3),
  DE: digits(5, '53111'),
  ...Object.fromEntries(['FR', 'ES', 'IT', 'FI', 'MX', 'TR', 'KR', 'HR', 'EE', 'UA', 'TH', 'MY', 'SA', 'MA'].map((code) => [code, five])),
  ...Object.fromEntries(['AT', 'CH', 'BE', 'DK', 'NO', 'LU', 'HU', 'SI', 'BG', 'AU', 'NZ', 'ZA', 'LI', 'PH'].map((code) => [code, four])),
  ...Object.fromEntries(['CN', 'IN', 'SG', 'RO', 'RU', 'VN', 'CO'].map((code) => [code, six])),
}

/** Countries whose addresses are not deliverable without the state, province or territory. */
const subdivisionNeeded = new Set(['US', 'CA', 'AU'])
/** Countries that write the state after the city but can do without. */
const subdivisionUsed = new Set([...subdivisionNeeded, 'BR', 'MX', 'IN', 'IT'])
/** The postcode stands before the city, as in "53111 Bonn". */
const postcodeFirst = new Set('DE FR ES IT AT CH LI NL BE LU DK SE NO FI PL CZ SK PT HU SI HR RO BG GR EE TR MX IL MA'.split(' '))
/** The house number stands before the street, so a name may run into it: "Pat Lee 9 Elm St". */
const numberFirst = new Set(['US', 'CA', 'AU', 'NZ', 'GB', 'IE', 'FR', 'ZA', 'IN', 'SG'])

export const needsSubdivision = (country: string): boolean => subdivisionNeeded.has(country)
export const usesSubdivision = (country: string): boolean => subdivisionUsed.has(country)
export const isPostcodeFirst = (country: string): boolean => postcodeFirst.has(country)
export const isNumberFirst = (country: string): boolean => numberFirst.has(country)
export const needsPostcode = (country: string): boolean => country in postcodeRules

const anyPostcode: PostcodeRule = {
  name: 'postcode',
  example: '12345',
  form: /(?=[A-Z -]*\d)[A-Z\d](?:[A-Z\d]|[ -](?=[A-Z\d])){1,9}/i,
  write: (found) => found.toUpperCase(),
}
export const postcodeRule = (country: string): PostcodeRule => postcodeRules[country] ?? anyPostcode

/** Country prefixes people put before it ("D-53111") are dropped. Undefined: not a postcode of that country. */
export function readPostcode(country: string, text: string): string | undefined {
  const rule = postcodeRule(country)
  const typed = text.trim().replace(/^(?:[A-Z]{1,3}-)(?=\d)/i, '')
  return new RegExp(`^(?:${rule.form.source})$`, rule.form.flags).test(typed) ? rule.write(typed) : undefined
}

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[.'’]/g, '').replace(/\s+/g, ' ').trim()

const aliases: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  deutschland: 'DE',
  osterreich: 'AT',
  schweiz: 'CH',
  suisse: 'CH',
  svizzera: 'CH',
  espana: 'ES',
  italia: 'IT',
  nederland: 'NL',
  holland: 'NL',
  'the netherlands': 'NL',
  belgie: 'BE',
  belgique: 'BE',
  danmark: 'DK',
  sverige: 'SE',
  norge: 'NO',
  suomi: 'FI',
  polska: 'PL',
  brasil: 'BR',
  eire: 'IE',
  'south korea': 'KR',
  korea: 'KR',
  russia: 'RU',
  'czech republic': 'CZ',
  uae: 'AE',
  vietnam: 'VN',
  turkey: 'TR',
}

const englishName = new Intl.DisplayNames(['en'], { type: 'region' })
const countriesByName = new Map<string, string>([
  ...iso31661.flatMap(({ alpha2, alpha3, name }): [string, string][] => [
    [fold(alpha2), alpha2],
    [fold(alpha3), alpha2],
    [fold(name), alpha2],
    [fold(englishName.of(alpha2) ?? name), alpha2],
  ]),
  ...Object.entries(aliases),
])

/** ISO alpha-2 for a code or a name ("US", "USA", "Deutschland"). */
export const readCountry = (text: string): string | undefined => (text.length > 60 ? undefined : countriesByName.get(fold(text)))
export const countryName = (country: string): string => (/^[A-Z]{2}$/.test(country) ? (englishName.of(country) ?? country) : country)
export const isCountry = (country: string): boolean => countriesByName.get(country.toLowerCase()) === country

const military: readonly (readonly [string, string])[] = [
  ['AA', 'armed forces americas'],
  ['AE', 'armed forces europe'],
  ['AP', 'armed forces pacific'],
]
const namedSubdivisions = (country: string): readonly (readonly [string, string])[] => [
  ...iso31662.filter((entry) => entry.code.startsWith(`${country}-`)).map((entry) => [entry.code.slice(3), fold(entry.name)] as const),
  ...(country === 'US' ? military : []),
]
const subdivisionsByCountry = new Map<string, ReadonlyMap<string, string>>(
  [...subdivisionUsed].map((country) => [
    country,
    new Map(
      namedSubdivisions(country).flatMap(([code, name]) => [
        [fold(code), code],
        [name, code],
      ]),
    ),
  ]),
)

/** The subdivision's code for a code or a name ("Oregon" -> "OR"); undefined where the country has none of that name or does not use them. */
export const readSubdivision = (country: string, text: string): string | undefined =>
  text.length > 60 ? undefined : subdivisionsByCountry.get(country)?.get(fold(text))

export const subdivisionWord = (country: string): string => (country === 'CA' ? 'province' : 'state')
