/**
 * What addresses look like, country by country: subdivisions, names of countries, the order of the
 * parts. Data and look-ups only; reading typed text is address-text.ts, postcodes postcodes.ts, how
 * an address is written address-layout.ts. Countries not in the tables have no subdivision.
 */
import { iso31661, iso31662 } from 'iso-3166'

/** Countries whose addresses are not deliverable without the state, province or territory. */
const subdivisionNeeded = new Set(['US', 'CA', 'AU'])
/** Countries that write the state after the city but can do without. */
const subdivisionUsed = new Set([...subdivisionNeeded, 'BR', 'MX', 'IN', 'IT'])
/** The postcode stands before the city, as in "53111 Bonn". */
const postcodeFirst = new Set(
  (
    'DE FR ES IT AT CH LI NL BE LU DK SE NO FI PL CZ SK PT HU SI HR RO BG GR EE TR MX IL MA IS RS BA ME MK AL AD ' +
    'MC SM VA LT MD CY GL FO AX GE MY AR CL UY PY KW SN TN CR CU DO DZ GT GP GF MQ RE YT NC PF PM BL MF WF KE TW'
  ).split(' '),
)
/** The house number stands before the street, so a name may run into it: "Pat Lee 9 Elm St". */
const numberFirst = new Set(['US', 'CA', 'AU', 'NZ', 'GB', 'IE', 'FR', 'ZA', 'IN', 'SG'])

export const needsSubdivision = (country: string): boolean => subdivisionNeeded.has(country)
export const usesSubdivision = (country: string): boolean => subdivisionUsed.has(country)
export const isPostcodeFirst = (country: string): boolean => postcodeFirst.has(country)
export const isNumberFirst = (country: string): boolean => numberFirst.has(country)

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[.'’]/g, '').replace(/\s+/g, ' ').trim()

const aliases: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'the uk': 'GB',
  'the united kingdom': 'GB',
  'the us': 'US',
  'the usa': 'US',
  'the states': 'US',
  'the united states': 'US',
  'the uae': 'AE',
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
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
  'united arab emirates': 'AE',
  emirates: 'AE',
  ksa: 'SA',
}

/** As their post offices write them. */
const plainNames: Readonly<Record<string, string>> = { HK: 'Hong Kong', MO: 'Macao' }

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
export const readCountry = (text: string): string | undefined =>
  text.length > 60 ? undefined : countriesByName.get(fold(text))
export const countryName = (country: string): string =>
  plainNames[country] ?? (/^[A-Z]{2}$/.test(country) ? (englishName.of(country) ?? country) : country)
/** Short, and no word of any language that is typed here: it is that country however it is written. */
export const isShortName = (text: string): boolean => /^(?:uk|usa|uae)$/.test(fold(text))
/** A country somebody names in passing: "no", "in" and "us" are words. */
export const namesCountry = (text: string): string | undefined =>
  text.trim().length > 2 || /^[A-Z]{2}$/.test(text.trim()) || isShortName(text.trim())
    ? readCountry(text.trim())
    : undefined
export const isCountry = (country: string): boolean => countriesByName.get(country.toLowerCase()) === country

const military: readonly (readonly [string, string])[] = [
  ['AA', 'armed forces americas'],
  ['AE', 'armed forces europe'],
  ['AP', 'armed forces pacific'],
]
const mexicoCity: readonly (readonly [string, string])[] = [['CMX', 'cdmx']]
const namedSubdivisions = (country: string): readonly (readonly [string, string])[] => [
  ...iso31662
    .filter((entry) => entry.code.startsWith(`${country}-`))
    .map((entry) => [entry.code.slice(3), fold(entry.name)] as const),
  ...(country === 'US' ? military : []),
  ...(country === 'MX' ? mexicoCity : []),
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

/**
 * The subdivision's code for a code or a name ("Oregon" -> "OR"); undefined where the country has
 * none of that name or does not use them.
 */
export const readSubdivision = (country: string, text: string): string | undefined =>
  text.length > 60 ? undefined : subdivisionsByCountry.get(country)?.get(fold(text))

/** The one country that must have a state and has this one ("QC"); undefined where none has it, or two. */
export function subdivisionOnlyIn(text: string): string | undefined {
  const [country, ...others] = [...subdivisionNeeded].filter((each) => readSubdivision(each, text) !== undefined)
  return others.length === 0 ? country : undefined
}

/** A subdivision's name, for countries that write it out. */
export function subdivisionName(country: string, code: string): string {
  const name = iso31662.find((entry) => entry.code === `${country}-${code}`)?.name ?? code
  return country === 'IN' ? name.normalize('NFKD').replace(/\p{M}/gu, '') : name
}

export const subdivisionWord = (country: string): string => (country === 'CA' ? 'province' : 'state')
