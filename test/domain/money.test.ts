/** Money, spreading and reading typed amounts: exact in minor units, and every doubtful input its own answer. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatMoney,
  formatMoneyWithCurrency,
  formatPercent,
  minorUnits,
  parseAmount,
  percentOf,
  withoutTax,
} from '#domain/base/money.ts'
import { firstShares, splitEvenly, spread } from '#domain/base/spread.ts'

const USD = { currency: 'USD', exponent: 2, locale: 'en-US' }
const JPY = { currency: 'JPY', exponent: 0, locale: 'en-US' }
const KWD = { currency: 'KWD', exponent: 3, locale: 'en-US' }
const EUR = { currency: 'EUR', exponent: 2, locale: 'de-DE' }

describe('rounding', () => {
  it('is half away from zero, also below zero', () => {
    expect([percentOf(4_550, 100_000), percentOf(-4_550, 100_000), percentOf(1_044, 82_500)]).toEqual([455, -455, 86])
    expect([percentOf(5, 500_000), percentOf(-5, 500_000), percentOf(3, 500_000)]).toEqual([3, -3, 2])
  })
  it('stays exact where the product passes 2^53', () => {
    expect(percentOf(9_007_199_254_740_991, 999_999)).toBe(9_007_190_247_541_736)
    expect(percentOf(8_999_999_999_999_999, 1_000_000)).toBe(8_999_999_999_999_999)
  })
  it('takes contained tax out so that both parts add up: 109.00 at 19 % is 91.60', () => {
    expect(withoutTax(10_900, 190_000)).toBe(9_160)
  })
  it('refuses what is no amount in minor units', () => {
    expect(() => minorUnits(0.5)).toThrow(RangeError)
    expect(() => minorUnits(2 ** 53)).toThrow(RangeError)
  })
})

describe('spreading', () => {
  it.each([
    [1_731, [5_997, 4_095, 1_450], [899, 614, 218]],
    [500, [980, 1_480, 300], [178, 268, 54]],
    [1_000, [500, 500, 500], [334, 333, 333]],
    [-1_000, [500, 500, 500], [-334, -333, -333]],
    [7, [0, 5, 0], [0, 7, 0]],
    [5, [0, 0], [3, 2]],
    [0, [1, 2], [0, 0]],
    [100, [], []],
  ])('%i over %j gives %j', (total, weights, shares) => {
    expect(spread(total, weights)).toEqual(shares)
  })
  it('loses nothing, favours nobody by more than one unit, and takes no more than a weight', () => {
    const amount = fc.integer({ min: 0, max: 2 ** 50 })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 1, maxLength: 30 }),
        amount,
        fc.boolean(),
        (weights, most, negative) => {
          const all = weights.reduce((total, weight) => total + weight, 0)
          fc.pre(all > 0)
          const total = Math.min(most, all)
          const shares = spread(negative ? -total : total, weights)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(negative ? 0 - total : total)
          shares.forEach((share, index) => {
            const exact = (BigInt(total) * BigInt(weights[index] ?? 0)) / BigInt(all)
            expect(BigInt(Math.abs(share)) - exact === 0n || BigInt(Math.abs(share)) - exact === 1n).toBe(true)
            expect(Math.abs(share)).toBeLessThanOrEqual(weights[index] ?? 0)
          })
        },
      ),
      { numRuns: 2_000 },
    )
  })
  it('splits evenly with the odd units first, and knows the first shares without making them', () => {
    expect([splitEvenly(-899, 3), splitEvenly(1, 3)]).toEqual([
      [-300, -300, -299],
      [1, 0, 0],
    ])
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 1, max: 999 }),
        fc.nat(999),
        (total, count, some) => {
          const taken = Math.min(some, count)
          const shares = splitEvenly(total, count)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
          expect(firstShares(total, count, taken)).toBe(shares.slice(0, taken).reduce((sum, share) => sum + share, 0))
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('showing amounts', () => {
  it.each([
    [7_317, USD, '73.17'],
    [123_450, USD, '1,234.50'],
    [-500, USD, '-5.00'],
    [0, USD, '0.00'],
    [-0, USD, '0.00'],
    [5, USD, '0.05'],
    [1_500, JPY, '1,500'],
    [1_500, KWD, '1.500'],
    [123_450, EUR, '1.234,50'],
  ])('%i minor units in %o are %s', (amount, format, shown) => {
    expect(formatMoney(amount, format)).toBe(shown)
  })
  it('names the currency where asked, and percents without false zeros', () => {
    expect(formatMoneyWithCurrency(7_317, USD)).toBe('73.17 USD')
    expect([formatPercent(82_500, 'en-US'), formatPercent(88_750, 'en-US'), formatPercent(100_000, 'en-US')]).toEqual([
      '8.25 %',
      '8.875 %',
      '10 %',
    ])
  })
})

describe('reading typed amounts', () => {
  it.each([
    ['5', 500],
    ['5.00', 500],
    ['$5', 500],
    ['$ 5.5', 550],
    ['5 USD', 500],
    ['usd 5', 500],
    ['US$5', 500],
    ['1,234.50', 123_450],
    ['1.234,50', 123_450],
    ['1,234,567', 123_456_700],
    ['1 234,50', 123_450],
    ["1'234.50", 123_450],
    ['0,50', 50],
    ['.50', 50],
    ['5.', 500],
    ['-5', -500],
    ['5.000000', 500],
    ['0', 0],
    ['\u0665\u066b\u0665\u0660', 550],
    ['\uff15\uff0e\uff10\uff10', 500],
    ['\u096b', 500],
    ['  12.34  ', 1_234],
  ])('"%s" is %i in USD', (text, value) => {
    expect(parseAmount(text, USD)).toEqual({ ok: true, value })
  })
  it.each(['1.000', '1,000', '12.500', '\u0661\u066c\u0660\u0660\u0660'])(
    '"%s" can be read two ways and is asked',
    (text) => {
      expect(parseAmount(text, USD)).toMatchObject({ ok: false, refusal: { kind: 'ambiguous' } })
    },
  )
  it('names both readings of an ambiguous amount', () => {
    expect(parseAmount('1.000', USD)).toEqual({ ok: false, refusal: { kind: 'ambiguous', readings: [100, 100_000] } })
  })
  it.each([
    ['0.001', USD],
    ['1234.501', USD],
    ['1.5', JPY],
    ['0.0001', KWD],
  ])('"%s" is too precise for %o', (text, format) => {
    expect(parseAmount(text, format)).toEqual({ ok: false, refusal: { kind: 'too-precise' } })
  })
  it.each([
    ['5 EUR', 'EUR'],
    ['\u20ac5', 'EUR'],
    ['5\u00a3', 'GBP'],
    ['eur 5', 'EUR'],
    ['CA$5', 'CAD'],
    ['A$5', 'AUD'],
  ])('"%s" is another currency', (text, currency) => {
    expect(parseAmount(text, USD)).toEqual({ ok: false, refusal: { kind: 'foreign-currency', currency } })
  })
  it.each([
    '',
    'NaN',
    '0x10',
    '--5',
    '1e5',
    'five',
    '5 XYZ',
    '1,23,456',
    '1.2.3',
    '5 5',
    '5-',
    'Infinity',
    '1'.repeat(30),
    ' '.repeat(10_000),
    '('.repeat(50),
  ])('"%s" is not a number', (text) => {
    expect(parseAmount(text, USD)).toEqual({ ok: false, refusal: { kind: 'not-a-number' } })
  })
  it('reads what it shows, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.constantFrom(USD, KWD, JPY, EUR),
        (amount, format) => {
          expect(parseAmount(formatMoney(amount, format), format)).toEqual({ ok: true, value: amount })
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
