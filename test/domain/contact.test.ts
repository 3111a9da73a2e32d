/** Contacts in one form, and what a typed query for a customer means. */
import { expect, test } from 'vitest'
import { classifyQuery, countryOfEmail, normaliseEmail, normalisePhone, phoneOf } from '#domain/base/contact.ts'

test.each([
  ['jane.doe@example.com', 'email', 'jane.doe@example.com'],
  ['  Jane.Doe@Example.COM ', 'email', 'jane.doe@example.com'],
  ['<mailto:pat@example.com>', 'email', 'pat@example.com'],
  ['+1 217 555 0142', 'phone', '+12175550142'],
  ['(217) 555-0142', 'phone', '+12175550142'],
  ['217.555.0142', 'phone', '+12175550142'],
  ['+49 228 123456', 'phone', '+49228123456'],
  ['C-1001', 'number', 'C-1001'],
  ['c1001', 'number', 'C-1001'],
  ['10001', 'order', '10001'],
  ['#1042', 'order', '1042'],
  ['order 1042', 'order', '1042'],
  ['Jane  Doe', 'name', 'Jane Doe'],
  ['jane@', 'name', 'jane@'],
  ['', 'name', ''],
])('%j is read as %s %s', (typed, kind, value) => {
  expect(classifyQuery(typed, { country: 'US' })).toEqual({ kind, value })
})

test.each([
  'a@b',
  'a b@example.com',
  'a@example..com',
  '@example.com',
  'a@example.com, b@example.com',
  `${'a'.repeat(65)}@example.com`,
  'a@ex_ample.com',
])('%j is no e-mail', (typed) => {
  expect(normaliseEmail(typed)).toBeUndefined()
})

test("a phone without a country code is read with the shop's country", () => {
  expect(normalisePhone('0228 123456', 'DE')).toBe('+49228123456')
  expect(normalisePhone('0228 12', 'US')).toBeUndefined()
  expect(normalisePhone('1'.repeat(10_000), 'US')).toBeUndefined()
})

test.each([
  ['0228 123456', ['DE', 'US'], '+49228123456'],
  ['0228 123456', ['US', 'DE'], '+49228123456'],
  ['0228 123456', ['US'], undefined],
  ['217 555 0142', ['DE', 'US'], '+12175550142'],
  ['01 42 34 56 78', ['US', 'FR'], '+33142345678'],
  ['0117 496 0123', ['GB', 'US'], '+441174960123'],
  ['+49 228 123456', ['US'], '+49228123456'],
])('%s is a number of the first of %j that writes it so: %s', (typed, countries, number) => {
  expect(phoneOf(typed, countries)).toBe(number)
})

test('an e-mail address says a country by its ending, where not everybody buys one', () => {
  expect(['a@b.de', 'a@b.co.uk', 'a@b.com', 'a@b.io'].map(countryOfEmail)).toEqual(['DE', 'GB', undefined, undefined])
})
