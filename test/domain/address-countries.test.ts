// Addresses of the world, typed in one line, as the post office prints them, and field by field:
// each is understood, complete, and printed as its country writes it. None is refused for what its
// country does not have, and none loses its city.
import { iso31661 } from 'iso-3166'
import { describe, expect, test } from 'vitest'
import { emailBeside } from '#domain/base/address-end.ts'
import { countryName } from '#domain/base/address-rules.ts'
import { addressFromFields, formatAddress, parseTypedAddress } from '#domain/draft/address.ts'
import { continueAddress } from '#domain/draft/address-pieces.ts'
import type { Address } from '#domain/model/customer.ts'

/**
 * Typed in one line, without the recipient; street, city, state and postcode as they are
 * understood; printed lines below the street.
 */
type Row = readonly [
  country: string,
  typed: string,
  street: string,
  city: string,
  state: string,
  code: string,
  printed: string,
]
const rows: readonly Row[] = [
  ['US', '9 Elm St, Salem, OR 97301, USA', '9 Elm St', 'Salem', 'OR', '97301', 'Salem, OR 97301'],
  ['CA', '1 Bay St, Toronto, ON M5V 2T6, Canada', '1 Bay St', 'Toronto', 'ON', 'M5V 2T6', 'Toronto ON M5V 2T6'],
  ['GB', '10 Downing St, London SW1A 2AA, UK', '10 Downing St', 'London', '', 'SW1A 2AA', 'London|SW1A 2AA'],
  ['IE', '8 Grafton St, Dublin 2, Ireland', '8 Grafton St', 'Dublin 2', '', '', 'Dublin 2'],
  ['DE', 'Hauptstr. 5, 53111 Bonn, Germany', 'Hauptstr. 5', 'Bonn', '', '53111', '53111 Bonn'],
  ['AT', 'Mariahilfer Straße 10, 1060 Wien, Austria', 'Mariahilfer Straße 10', 'Wien', '', '1060', '1060 Wien'],
  ['CH', 'Bahnhofstrasse 1, CH-8001 Zürich, Switzerland', 'Bahnhofstrasse 1', 'Zürich', '', '8001', 'CH-8001 Zürich'],
  ['FR', '12 Rue de Rivoli, 75001 Paris, France', '12 Rue de Rivoli', 'Paris', '', '75001', '75001 Paris'],
  ['ES', 'Calle Mayor 3, 28013 Madrid, Spain', 'Calle Mayor 3', 'Madrid', '', '28013', '28013 Madrid'],
  ['IT', 'Via Roma 3, 00184 Roma, RM, Italy', 'Via Roma 3', 'Roma', 'RM', '00184', '00184 Roma RM'],
  ['NL', 'Damrak 1, 1012JS Amsterdam, Netherlands', 'Damrak 1', 'Amsterdam', '', '1012 JS', '1012 JS Amsterdam'],
  ['BE', 'Rue Neuve 5, 1000 Bruxelles, Belgium', 'Rue Neuve 5', 'Bruxelles', '', '1000', '1000 Bruxelles'],
  [
    'LU',
    'Rue Philippe 2, L-2340 Luxembourg, Luxembourg',
    'Rue Philippe 2',
    'Luxembourg',
    '',
    '2340',
    'L-2340 Luxembourg',
  ],
  ['DK', 'Nyhavn 5, 1051 København K, Denmark', 'Nyhavn 5', 'København K', '', '1051', '1051 København K'],
  ['SE', 'Storgatan 2, 111 22 Stockholm, Sweden', 'Storgatan 2', 'Stockholm', '', '111 22', 'SE-111 22 Stockholm'],
  ['NO', 'Karl Johans gate 1, 0154 Oslo, Norway', 'Karl Johans gate 1', 'Oslo', '', '0154', '0154 Oslo'],
  [
    'FI',
    'Mannerheimintie 1, 00100 Helsinki, Finland',
    'Mannerheimintie 1',
    'Helsinki',
    '',
    '00100',
    'FI-00100 Helsinki',
  ],
  ['PL', 'ul. Prosta 1, 00-001 Warszawa, Poland', 'ul. Prosta 1', 'Warszawa', '', '00-001', '00-001 Warszawa'],
  ['CZ', 'Dlouhá 5, 110 00 Praha 1, Czech Republic', 'Dlouhá 5', 'Praha 1', '', '110 00', '110 00 Praha 1'],
  ['PT', 'Rua Augusta 1, 1100-148 Lisboa, Portugal', 'Rua Augusta 1', 'Lisboa', '', '1100-148', '1100-148 Lisboa'],
  ['GR', 'Ermou 1, 105 63 Athens, Greece', 'Ermou 1', 'Athens', '', '105 63', '105 63 Athens'],
  ['HU', 'Fő utca 1, 1011 Budapest, Hungary', 'Fő utca 1', 'Budapest', '', '1011', '^Budapest|*|1011'],
  [
    'RO',
    'Strada Lipscani 1, 030031 București, Romania',
    'Strada Lipscani 1',
    'București',
    '',
    '030031',
    '030031 București',
  ],
  ['TR', 'Istiklal Caddesi 1, 34430 Istanbul, Turkey', 'Istiklal Caddesi 1', 'Istanbul', '', '34430', '34430 Istanbul'],
  ['IS', 'Laugavegur 1, 101 Reykjavík, Iceland', 'Laugavegur 1', 'Reykjavík', '', '101', '101 Reykjavík'],
  ['AU', '5 George St, Sydney NSW 2000, Australia', '5 George St', 'Sydney', 'NSW', '2000', 'Sydney NSW 2000'],
  ['NZ', '1 Queen St, Auckland 1010, New Zealand', '1 Queen St', 'Auckland', '', '1010', 'Auckland 1010'],
  ['ZA', '1 Long St, Cape Town, 8001, South Africa', '1 Long St', 'Cape Town', '', '8001', 'Cape Town|8001'],
  [
    'IN',
    '12 MG Road, Bengaluru 560001, Karnataka, India',
    '12 MG Road',
    'Bengaluru',
    'KA',
    '560001',
    'Bengaluru 560001|Karnataka',
  ],
  ['SG', '10 Anson Rd, Singapore 079903', '10 Anson Rd', 'Singapore', '', '079903', 'SINGAPORE 079903'],
  ['HK', '1 Queens Road, Central, Hong Kong', '1 Queens Road', 'Central', '', '', 'Central'],
  ['MO', '12 Rua do Campo, Macau', '12 Rua do Campo', 'Macao', '', '', 'Macao'],
  [
    'JP',
    '1-1 Chiyoda, Chiyoda-ku, Tokyo 100-0001, Japan',
    '1-1 Chiyoda/Chiyoda-ku',
    'Tokyo',
    '',
    '100-0001',
    'Tokyo 100-0001',
  ],
  ['KR', '110 Sejong-daero, Seoul 04524, South Korea', '110 Sejong-daero', 'Seoul', '', '04524', 'Seoul|04524'],
  ['CN', '5 Chang An Avenue, Beijing 100000, China', '5 Chang An Avenue', 'Beijing', '', '100000', 'Beijing|100000'],
  ['TW', '9 Xinyi Rd, Taipei 110, Taiwan', '9 Xinyi Rd', 'Taipei', '', '110', 'Taipei 110'],
  ['AE', '5 Sheikh Zayed Road, Dubai, AE', '5 Sheikh Zayed Road', 'Dubai', '', '', 'Dubai'],
  ['SA', '7 King Fahd Road, Riyadh 12211, Saudi Arabia', '7 King Fahd Road', 'Riyadh', '', '12211', 'Riyadh 12211'],
  ['QA', 'PO Box 100, Doha, Qatar', 'PO Box 100', 'Doha', '', '', 'Doha'],
  [
    'KY',
    '12 Bay St, George Town KY1-1104, Cayman Islands',
    '12 Bay St',
    'George Town',
    '',
    'KY1-1104',
    'George Town KY1-1104',
  ],
  ['NR', '3 Island Ring Road, Yaren, Nauru', '3 Island Ring Road', 'Yaren', '', '', 'Yaren'],
  ['GI', '5 Main St, Gibraltar, GX11 1AA', '5 Main St', 'Gibraltar', '', 'GX11 1AA', 'GIBRALTAR|GX11 1AA'],
  [
    'BR',
    'Av. Paulista 1000, São Paulo - SP, 01310-100, Brazil',
    'Av. Paulista 1000',
    'São Paulo',
    'SP',
    '01310-100',
    'São Paulo-SP|01310-100',
  ],
  [
    'MX',
    'Av. Juárez 1, 06050 Ciudad de México, CDMX, Mexico',
    'Av. Juárez 1',
    'Ciudad de México',
    'CMX',
    '06050',
    '06050 Ciudad de México, Ciudad de México',
  ],
  [
    'AR',
    'Av. Corrientes 1234, C1043AAZ Buenos Aires, Argentina',
    'Av. Corrientes 1234',
    'Buenos Aires',
    '',
    'C1043AAZ',
    'C1043AAZ Buenos Aires',
  ],
  ['VN', '12 Le Loi, Hanoi, Vietnam', '12 Le Loi', 'Hanoi', '', '', 'Hanoi'],
  ['KE', 'PO Box 5, Nairobi, Kenya', 'PO Box 5', 'Nairobi', '', '', 'Nairobi'],
  ['BS', '4 Bay St, Nassau, Bahamas', '4 Bay St', 'Nassau', '', '', 'Nassau'],
  ['IL', '10 Allenby St, Tel Aviv 6100000, Israel', '10 Allenby St', 'Tel Aviv', '', '6100000', 'Tel Aviv 6100000'],
  ['TH', '1 Silom Rd, Bangkok 10500, Thailand', '1 Silom Rd', 'Bangkok', '', '10500', 'Bangkok|10500'],
]

const HOME = 'US'
const flat = ({ name, lines, city, subdivision = '', postcode = '', country }: Address) =>
  [name, lines.join('/'), city, subdivision, postcode, country].join(' | ')
const wanted = ([country, , street, city, state, code]: Row) =>
  ['Ann Roe', street, city, state, code, country].join(' | ')
const printed = ([country, , street, , , , rest]: Row): readonly string[] => {
  const place = rest.startsWith('^')
    ? rest
        .slice(1)
        .split('|')
        .flatMap((line) => (line === '*' ? street.split('/') : [line]))
    : undefined
  const lines = place ?? [...street.split('/'), ...rest.split('|')]
  return [
    'Ann Roe',
    ...lines,
    ...(country === HOME || lines.at(-1) === countryName(country) ? [] : [countryName(country)]),
  ]
}
const read = (text: string): Address => {
  const result = parseTypedAddress(text, HOME)
  if (!result.ok) throw new Error(`${text}: ${result.refusal.why} ${JSON.stringify(result.refusal.partial)}`)
  return result.value
}

describe.each(rows)('%s', (...row) => {
  const [country, typed, street, city, state, code] = row
  test('is understood in one line, and printed as its post office writes it', () => {
    const address = read(`Ann Roe, ${typed}`)
    expect(flat(address)).toBe(wanted(row))
    expect(formatAddress(address, HOME)).toEqual(printed(row))
  })
  test('is understood in several lines, as it is printed', () => {
    const again = read(printed(row).join('\n'))
    expect(formatAddress(again, HOME)).toEqual(printed(row))
    expect(again.country).toBe(country)
  })
  test('is understood from the fields of a form, and field by field in any order of what is asked', () => {
    const form = {
      name: 'Ann Roe',
      lines: street.replaceAll('/', '\n'),
      city,
      subdivision: state,
      postcode: code,
      country: countryName(country),
    }
    const filled = addressFromFields(form, HOME)
    expect(filled.ok ? flat(filled.value) : filled.refusal).toBe(wanted(row))
    const answers: Readonly<Record<string, string>> = { city, subdivision: state, postcode: code }
    const asked = new Set<string>()
    let left = parseTypedAddress(['Ann Roe', street.split('/')[0], countryName(country)].join('\n'), HOME)
    while (!left.ok && asked.size < 5) {
      asked.add(left.refusal.field)
      const next = continueAddress(left.refusal.partial, left.refusal.field, answers[left.refusal.field] ?? '?')
      if (next === undefined) throw new Error(`${left.refusal.field} is asked again: ${left.refusal.why}`)
      left = next
    }
    expect(left.ok ? left.value.country : left.refusal).toBe(country)
    expect(left.ok && left.value.city).toBe(asked.has('city') ? city : countryName(country))
  })
})

test('no country loses a city or a postcode when it is printed', () => {
  const lost = iso31661.flatMap(({ alpha2 }) => {
    const lines = formatAddress(
      { name: 'Ann Roe', lines: ['1 Some Road'], city: 'Villeneuve', postcode: 'Z9 99', country: alpha2 },
      HOME,
    )
    const all = lines.join('\n')
    return ['Ann Roe', '1 Some Road', 'Villeneuve', 'Z9 99']
      .filter((part) => !all.includes(part))
      .map((part) => `${alpha2} ${part}`)
  })
  expect(lost).toEqual([])
})

test.each([
  ['Ruth Ash, 9 Elm St, Salem, OR 97301, ruth@example.org', 'US', 'ruth@example.org', undefined],
  ['Ruth Ash, 9 Elm St, Salem, OR 97301 ruth@example.org', 'US', 'ruth@example.org', undefined],
  [
    'Ruth Ash\n9 Elm St\nSalem, OR 97301\nUSA\n217-555-0142\nRuth@Example.org',
    'US',
    'ruth@example.org',
    '+12175550142',
  ],
  ['Ruth Ash, 9 Elm St, Salem, OR 97301, tel 217 555 0142', 'US', undefined, '+12175550142'],
  ['Ruth Ash, 9 Elm St, Salem, OR 97301 217-555-0142', 'US', undefined, '+12175550142'],
  [
    'Ruth Ash, Hauptstr. 5, 53111 Bonn, Germany, +49 228 123456, e-mail: ruth@example.org',
    'DE',
    'ruth@example.org',
    '+49228123456',
  ],
  ['Ruth Ash, Hauptstr. 5, 53111 Bonn Germany', 'DE', undefined, undefined],
  ['Ruth Ash, 12 Rue de Rivoli, 75001 Paris, FRANCE', 'FR', undefined, undefined],
  ['Ruth Ash, 1 Queens Road, Hong Kong, no postcode', 'HK', undefined, undefined],
  ['Ruth Ash, 8 Grafton St, Dublin Ireland', 'IE', undefined, undefined],
  ['Ruth Ash, 1 Bay St, Toronto, ON M5V 2T6', 'CA', undefined, undefined],
  ['PFC Ruth Ash, PSC 12 Box 4, APO, AE 09012', 'US', undefined, undefined],
])('%j: what stands at the end is taken as what it is', (typed, country, email, phone) => {
  const result = parseTypedAddress(typed, HOME)
  if (!result.ok) throw new Error(`${result.refusal.why} ${JSON.stringify(result.refusal.partial)}`)
  expect([result.value.country, emailBeside(typed), result.value.phone]).toEqual([country, email, phone])
  expect(JSON.stringify([result.value.lines, result.value.city])).not.toMatch(/@|0142|postcode/)
})

describe('an address that is not complete stays open', () => {
  const say = (...said: readonly string[]): Address => {
    const [first = '', ...answers] = said
    let left = parseTypedAddress(first, HOME)
    for (const answer of answers) {
      if (left.ok) throw new Error(`complete before ${answer}`)
      const next = continueAddress(left.refusal.partial, left.refusal.field, answer)
      if (next === undefined) throw new Error(`"${answer}" adds nothing: ${left.refusal.why}`)
      left = next
    }
    if (!left.ok) throw new Error(left.refusal.why)
    return left.value
  }
  test.each([
    [['Ann Roe, 1 Rue Guy, Montreal', 'QC', 'canada', 'H3G 1A1']],
    [['Ann Roe, 1 Rue Guy, Montreal', 'canada', 'QC', 'H3G 1A1']],
    [['Ann Roe, 1 Rue Guy, Montreal', 'Quebec', 'H3G 1A1', 'Canada'].slice(0, 3)],
    [['Ann Roe, 1 Rue Guy, Montreal', 'QC H3G 1A1']],
    [['Ann Roe, 1 Rue Guy, Montreal, QC', 'H3G 1A1']],
    [['Ann Roe, 1 Rue Guy', 'Montreal, QC, Canada', 'H3G 1A1']],
  ])('%j', (said) => {
    expect(flat(say(...said))).toBe('Ann Roe | 1 Rue Guy | Montreal | QC | H3G 1A1 | CA')
  })
  test('"no postcode" throws nothing away where the post needs one, and says why', () => {
    const open = parseTypedAddress('Ann Roe, Hauptstr. 5, Bonn, Germany', HOME)
    if (open.ok) throw new Error('the postcode is missing')
    const answered = continueAddress(open.refusal.partial, 'postcode', 'no postcode')
    expect(answered?.ok === false && answered.refusal.why).toBe('the post of Germany needs a postcode, like 12345')
    expect(answered?.ok === false && answered.refusal.partial).toEqual(open.refusal.partial)
  })
})
