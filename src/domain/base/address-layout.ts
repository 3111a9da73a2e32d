/**
 * An address as the post office of its country writes it. The library knows the layouts; where its
 * layout has no place for a city, or prints the country's name for it, ours stands here. Rule:
 * nothing that was typed is left out, in no country.
 */

import { formatAddress as layOut } from 'localized-address-format'
import { given } from '#domain/base/given.ts'
import { countryName, readCountry, subdivisionName } from './address-rules.ts'

type Written = {
  readonly name: string
  readonly company?: string
  readonly lines: readonly string[]
  readonly city: string
  readonly subdivision?: string
  readonly postcode?: string
  readonly country: string
}

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' ')
const cityAndCode = ({ city, postcode }: Written): readonly string[] => [joined(city, postcode)]
/** The city is the country; what else was typed as the city is a part of it. */
const cityState = ({ city, country }: Written): readonly string[] => (readCountry(city) === country ? [] : [city])
const capitals = ({ country }: Written): string => countryName(country).toUpperCase()

const ours: Readonly<Record<string, (address: Written) => readonly string[]>> = {
  AE: cityAndCode,
  JP: cityAndCode,
  KY: cityAndCode,
  MO: cityAndCode,
  NR: cityAndCode,
  SG: (address) => [...cityState(address), joined(capitals(address), address.postcode)],
  GI: (address) => [...cityState(address), capitals(address), address.postcode ?? ''],
}
/** Written out there, not as the code. */
const namesStates: ReadonlySet<string> = new Set(['IN', 'MX'])

/** One line each, without the country. */
export function layOutAddress(address: Written): readonly string[] {
  const { name, company, lines, city, subdivision, postcode, country } = address
  const own = ours[country]
  if (own !== undefined) return [name, company ?? '', ...lines, ...own(address)].filter((line) => line !== '')
  const state =
    subdivision !== undefined && namesStates.has(country) ? subdivisionName(country, subdivision) : subdivision
  const written = layOut(
    {
      postalCountry: country,
      addressLines: [...lines],
      locality: city,
      ...(name === '' ? {} : { name }),
      ...given({ organization: company, administrativeArea: state, postalCode: postcode }),
    },
    'latin',
  )
  const code = postcode !== undefined && !written.some((line) => line.includes(postcode)) ? postcode : undefined
  return code === undefined ? written : [...written.slice(0, -1), joined(written.at(-1), code)]
}
