/**
 * Reading, checking and writing addresses: a table of typed ones, one precise reason per wrong
 * field, and the normalised key.
 */
import { describe, expect, test } from 'vitest'
import {
  addressFromFields,
  addressKey,
  applyField,
  formatAddress,
  parseTypedAddress,
  placeKey,
  shortAddress,
} from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import { RUNAWAY } from '#test/support/runaway.ts'

/** name | company | lines (joined by /) | city | subdivision | postcode | country | phone, '-' for none. */
const flat = (a: Address): string =>
  [a.name, a.company, a.lines.join('/'), a.city, a.subdivision, a.postcode, a.country, a.phone]
    .map((part) => (part === undefined || part === '' ? '-' : part))
    .join(' | ')

const readable: readonly (readonly [string, string])[] = [
  ['Pat Lee, 9 Elm St, Salem, OR 97301, US', 'Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['Pat Lee\n9 Elm St\nSalem, OR 97301\nUS', 'Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['9 Elm St, Salem, OR 97301', '- | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['9 Elm St, Salem OR 97301', '- | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['9 elm st, salem, or, 97301, usa', '- | - | 9 elm st | salem | OR | 97301 | US | -'],
  ['9 Elm St Salem OR 97301', '- | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['Pat Lee 9 Elm St, Salem, OR 97301', 'Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['Pat Lee 9 Elm St Salem OR 97301 US', 'Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  ['88 Pine Ave Apt 4, Portland OR 97201', '- | - | 88 Pine Ave Apt 4 | Portland | OR | 97201 | US | -'],
  ['88 Pine Ave, Apt 4, Portland, Oregon 97201', '- | - | 88 Pine Ave/Apt 4 | Portland | OR | 97201 | US | -'],
  [
    '400 Market St, Floor 3, Springfield, IL 62701',
    '- | - | 400 Market St/Floor 3 | Springfield | IL | 62701 | US | -',
  ],
  ['Acme Corp, 1 Factory Rd, Peoria, IL 61602', '- | Acme Corp | 1 Factory Rd | Peoria | IL | 61602 | US | -'],
  [
    'Jane Doe, Acme Corp, 1 Factory Rd, Peoria, IL 61602',
    'Jane Doe | Acme Corp | 1 Factory Rd | Peoria | IL | 61602 | US | -',
  ],
  [
    'Acme Corp\nJane Doe\n1 Factory Rd\nPeoria IL 61602-1234',
    'Jane Doe | Acme Corp | 1 Factory Rd | Peoria | IL | 61602-1234 | US | -',
  ],
  [
    'Pat Lee, c/o Jane Doe, 12 Oak St, Springfield, IL 62704',
    'Pat Lee | - | c/o Jane Doe/12 Oak St | Springfield | IL | 62704 | US | -',
  ],
  ['Pat Lee, PO Box 12, Salem, OR 97301', 'Pat Lee | - | PO Box 12 | Salem | OR | 97301 | US | -'],
  ['1 Main St, New York, NY 10001', '- | - | 1 Main St | New York | NY | 10001 | US | -'],
  ['1 Main St, New York 10001', '- | - | 1 Main St | New York | NY | 10001 | US | -'],
  ['5 Peach Rd, Atlanta, Georgia 30301', '- | - | 5 Peach Rd | Atlanta | GA | 30301 | US | -'],
  ['7 Bay St, Newark, New Jersey 07102', '- | - | 7 Bay St | Newark | NJ | 07102 | US | -'],
  [
    '1600 Pennsylvania Ave NW, Washington DC 20500',
    '- | - | 1600 Pennsylvania Ave NW | Washington | DC | 20500 | US | -',
  ],
  ['12 Court St St Louis MO 63101', '- | - | 12 Court St | St Louis | MO | 63101 | US | -'],
  ['9 Elm St, San Francisco 94105 CA', '- | - | 9 Elm St | San Francisco | CA | 94105 | US | -'],
  ['Pat Lee, 9 Elm St, Salem, OR, 97301, United States', 'Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -'],
  [
    'Pat Lee, 9 Elm St, Salem, OR 97301, +1 217 555 0142',
    'Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | +12175550142',
  ],
  ['Hauptstr. 5, 53111 Bonn, Germany', '- | - | Hauptstr. 5 | Bonn | - | 53111 | DE | -'],
  ['Max Weber, Hauptstr. 5, 53111 Bonn, Deutschland', 'Max Weber | - | Hauptstr. 5 | Bonn | - | 53111 | DE | -'],
  [
    'Max Weber\nWeber GmbH\nHauptstraße 5\nD-53111 Bonn\nGermany',
    'Max Weber | Weber GmbH | Hauptstraße 5 | Bonn | - | 53111 | DE | -',
  ],
  ['Hauptstr. 5 53111 Bonn Germany', '- | - | Hauptstr. 5 | Bonn | - | 53111 | DE | -'],
  ['Max Weber, Hauptstr. 5, 53111 Bonn, DE', 'Max Weber | - | Hauptstr. 5 | Bonn | - | 53111 | DE | -'],
  ['Hauptstr. 5, Bonn, 53111, Germany', '- | - | Hauptstr. 5 | Bonn | - | 53111 | DE | -'],
  [
    'Anna Gruber, Mariahilfer Straße 10, 1060 Wien, Austria',
    'Anna Gruber | - | Mariahilfer Straße 10 | Wien | - | 1060 | AT | -',
  ],
  ['Bahnhofstrasse 1, CH-8001 Zürich, Schweiz', '- | - | Bahnhofstrasse 1 | Zürich | - | 8001 | CH | -'],
  [
    'Marie Curie, 12 Rue de Rivoli, 75001 Paris, France',
    'Marie Curie | - | 12 Rue de Rivoli | Paris | - | 75001 | FR | -',
  ],
  ['Via Roma 3, 00184 Roma RM, Italy', '- | - | Via Roma 3 | Roma | RM | 00184 | IT | -'],
  ['Damrak 1, 1012JS Amsterdam, Netherlands', '- | - | Damrak 1 | Amsterdam | - | 1012 JS | NL | -'],
  ['Storgatan 2, 111 22 Stockholm, Sweden', '- | - | Storgatan 2 | Stockholm | - | 111 22 | SE | -'],
  ['ul. Prosta 1, 00-001 Warszawa, Poland', '- | - | ul. Prosta 1 | Warszawa | - | 00-001 | PL | -'],
  ['10 Downing St, London SW1A 2AA, UK', '- | - | 10 Downing St | London | - | SW1A 2AA | GB | -'],
  ['10 Downing St, London, sw1a2aa', '- | - | 10 Downing St | London | - | SW1A 2AA | GB | -'],
  [
    'Tom Hall, Rose Cottage, Mill Lane, Cambridge, Cambridgeshire, CB2 1TN, England',
    'Tom Hall | - | Rose Cottage/Mill Lane | Cambridge | - | CB2 1TN | GB | -',
  ],
  ['Pat Roy, 1 Bay St, Toronto, ON M5V 2T6, CA', 'Pat Roy | - | 1 Bay St | Toronto | ON | M5V 2T6 | CA | -'],
  ['1 Bay St, Toronto, Ontario m5v2t6, Canada', '- | - | 1 Bay St | Toronto | ON | M5V 2T6 | CA | -'],
  ['Kim Ng, 5 George St, Sydney NSW 2000, Australia', 'Kim Ng | - | 5 George St | Sydney | NSW | 2000 | AU | -'],
  ['1 Queen St, Auckland 1010, New Zealand', '- | - | 1 Queen St | Auckland | - | 1010 | NZ | -'],
  ['8 Grafton St, Dublin, D02 AF30, Ireland', '- | - | 8 Grafton St | Dublin | - | D02 AF30 | IE | -'],
  ['10 Anson Rd, Singapore 079903, Singapore', '- | - | 10 Anson Rd | Singapore | - | 079903 | SG | -'],
  ['1 Queens Road, Central, Hong Kong', '- | - | 1 Queens Road | Central | - | - | HK | -'],
]

describe('typed addresses', () => {
  test.each(readable)('%j is read', (typed, expected) => {
    const read = parseTypedAddress(typed, 'US')
    expect(read.ok ? flat(read.value) : read.refusal).toBe(expected)
  })

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['9 Elm St, Salem, OR', 'postcode', /ZIP code is missing/],
    ['9 Elm St, Salem, OR 9730', 'postcode', /"9730" is not a ZIP code/],
    ['9 Elm St, Salem OR 973011', 'postcode', /"973011" is not a ZIP code/],
    ['9 Elm St, Salem, 97301', 'subdivision', /state is missing/],
    ['Pat Lee, Salem, OR 97301', 'lines', /street is missing/],
    ['9 Elm St, OR 97301', 'city', /city is missing/],
    ['Hauptstr. 5, Bonn, Germany', 'postcode', /postcode is missing/],
    ['1 Bay St, Toronto, M5V 2T6, Canada', 'subdivision', /province is missing/],
    ['10 Downing St, London, UK', 'postcode', /missing/],
    ['Pat', 'lines', /street is missing/],
    ['', 'lines', /street is missing/],
  ]
  test.each(wrong)('%j names the %s', (typed, field, why) => {
    const read = parseTypedAddress(typed, 'US')
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read.refusal.field).toBe(field)
    expect(read.refusal.why).toMatch(why)
  })

  test('the answer to the field asked for completes what was already read', () => {
    const read = parseTypedAddress('Pat Lee, 9 Elm St, Salem, OR', 'US')
    if (read.ok) throw new Error('the ZIP code is missing')
    const filled = applyField(read.refusal.partial, read.refusal.field, '97301')
    expect(filled.ok && flat(filled.value)).toBe('Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -')
    const stillWrong = applyField(read.refusal.partial, 'postcode', 'ABC')
    expect(!stillWrong.ok && stillWrong.refusal.why).toBe('"ABC" is not a ZIP code of United States, like 97301')
  })

  test('hostile text is answered quickly and never read as an address', () => {
    for (const typed of [
      '9 '.repeat(5_000),
      'St '.repeat(4_000),
      '('.repeat(10_000),
      ' '.repeat(10_000),
      '1 a'.repeat(5_000),
      ','.repeat(10_000),
    ]) {
      const started = performance.now()
      expect(parseTypedAddress(typed, 'US').ok).toBe(false)
      expect(performance.now() - started).toBeLessThan(RUNAWAY)
    }
  })
})

describe('addresses from a form', () => {
  const form = {
    name: 'Pat Lee',
    line1: '9 Elm St',
    city: 'Salem',
    subdivision: 'oregon',
    postcode: '97301',
    country: 'USA',
  }
  test('fields become an address, names of states and countries their codes', () => {
    const read = addressFromFields(form, 'DE')
    expect(read.ok && flat(read.value)).toBe('Pat Lee | - | 9 Elm St | Salem | OR | 97301 | US | -')
  })
  test.each([
    ['name', { name: '' }],
    ['lines', { line1: '' }],
    ['city', { city: '' }],
    ['subdivision', { subdivision: 'Oregano' }],
    ['postcode', { postcode: '1' }],
    ['country', { country: 'Narnia' }],
    ['phone', { phone: 'call me' }],
  ])('a wrong %s is named', (field, change) => {
    const read = addressFromFields({ ...form, ...change }, 'US')
    expect(!read.ok && read.refusal.field).toBe(field)
  })
})

describe('one form', () => {
  const address = (typed: string): Address => {
    const read = parseTypedAddress(typed, 'US')
    if (!read.ok) throw new Error(read.refusal.why)
    return read.value
  }
  test('case, accents, punctuation and abbreviations make no new address; another recipient does', () => {
    const home = address('Pat Lee, 9 Elm Street, Apartment 4, Salem, OR 97301')
    expect(addressKey(address('PAT LEE, 9 elm st., Apt 4, SALEM, Oregon 97301, US'))).toBe(addressKey(home))
    const other = address('Kim Lee, 9 Elm Street, Apartment 4, Salem, OR 97301')
    expect(addressKey(other)).not.toBe(addressKey(home))
    expect(placeKey(other)).toBe(placeKey(home))
    expect(placeKey(address('Max, Hauptstraße 5, 53111 Bonn, Germany'))).toBe(
      placeKey(address('Max, Hauptstrasse 5, 53111 Bonn, Germany')),
    )
    expect(placeKey(address('10 Elm Street, Apartment 4, Salem, OR 97301'))).not.toBe(placeKey(home))
  })
  test('shared screens get city and postcode, private ones all of it', () => {
    const home = address('Pat Lee, 9 Elm St, Salem, OR 97301')
    expect(shortAddress(home)).toBe('Salem, OR 97301')
    expect(formatAddress(home, 'US')).toEqual(['Pat Lee', '9 Elm St', 'Salem, OR 97301'])
    expect(formatAddress(address('Max Weber, Hauptstr. 5, 53111 Bonn, Germany'), 'US')).toEqual([
      'Max Weber',
      'Hauptstr. 5',
      '53111 Bonn',
      'Germany',
    ])
  })
})
