/** What can be promised of a SKU now and later; no invented dates (rules.md S1). */
import { describe, expect, test } from 'vitest'
import type { StockFact } from '#domain/model/facts.ts'
import { promise, shortLines } from '#domain/stock/availability.ts'
import { contentOf, factsOf, lineOf, shopOf } from '#test/support/shop-fixtures.ts'

type Tracked = Extract<StockFact, { tracked: true }>
const stock = (rest: Partial<Tracked>): Tracked => ({
  tracked: true,
  sku: 'X',
  onHand: 0,
  reserved: 0,
  allocated: 0,
  backorders: 'allowed',
  discontinued: false,
  expected: [],
  ...rest,
})
const TODAY = '2026-11-23'

describe('a promise', () => {
  const cases: readonly (readonly [string, StockFact | undefined, number, ReturnType<typeof promise>])[] = [
    ['enough on hand', stock({ onHand: 5 }), 3, { now: 3, later: [], none: 0 }],
    [
      'reserved and allocated units are not free',
      stock({ onHand: 5, reserved: 2, allocated: 2, expected: [{ quantity: 9, on: '2026-12-05' }] }),
      2,
      { now: 1, later: [{ quantity: 1, on: '2026-12-05' }], none: 0 },
    ],
    [
      'two now, one when the receipt comes',
      stock({ onHand: 2, expected: [{ quantity: 10, on: '2026-12-05' }] }),
      3,
      { now: 2, later: [{ quantity: 1, on: '2026-12-05' }], none: 0 },
    ],
    [
      'over several receipts, by date',
      stock({ expected: [{ quantity: 1 }, { quantity: 2, on: '2026-12-20' }, { quantity: 1, on: '2026-12-05' }] }),
      4,
      {
        now: 0,
        later: [{ quantity: 1, on: '2026-12-05' }, { quantity: 2, on: '2026-12-20' }, { quantity: 1 }],
        none: 0,
      },
    ],
    [
      'what others wait for comes first out of a receipt',
      stock({ reserved: 3, expected: [{ quantity: 4, on: '2026-12-05' }] }),
      2,
      { now: 0, later: [{ quantity: 1, on: '2026-12-05' }, { quantity: 1 }], none: 0 },
    ],
    ['nothing announced: no date', stock({ onHand: 1 }), 2, { now: 1, later: [{ quantity: 1 }], none: 0 }],
    [
      'an overdue receipt has no date',
      stock({ expected: [{ quantity: 5, on: '2026-11-20' }] }),
      1,
      { now: 0, later: [{ quantity: 1 }], none: 0 },
    ],
    [
      'a receipt due today has one',
      stock({ expected: [{ quantity: 5, on: TODAY }] }),
      1,
      { now: 0, later: [{ quantity: 1, on: TODAY }], none: 0 },
    ],
    [
      'backorders refused',
      stock({ onHand: 1, backorders: 'refused', expected: [{ quantity: 5, on: '2026-12-05' }] }),
      2,
      { now: 1, later: [], none: 1 },
    ],
    [
      'discontinued never backorders',
      stock({ onHand: 1, discontinued: true, expected: [{ quantity: 5, on: '2026-12-05' }] }),
      2,
      { now: 1, later: [], none: 1 },
    ],
    [
      'only so far ahead',
      stock({
        maxDaysAhead: 30,
        expected: [{ quantity: 1, on: '2026-12-23' }, { quantity: 9, on: '2026-12-24' }, { quantity: 9 }],
      }),
      3,
      { now: 0, later: [{ quantity: 1, on: '2026-12-23' }], none: 2 },
    ],
    [
      'untracked is always there',
      { tracked: false, sku: 'X', discontinued: false },
      999,
      { now: 999, later: [], none: 0 },
    ],
    [
      'untracked and discontinued is not',
      { tracked: false, sku: 'X', discontinued: true },
      1,
      { now: 0, later: [], none: 1 },
    ],
    ['unknown is untracked', undefined, 5, { now: 5, later: [], none: 0 }],
    [
      'oversold stock promises nothing now',
      stock({ onHand: 1, reserved: 4 }),
      1,
      { now: 0, later: [{ quantity: 1 }], none: 0 },
    ],
  ]
  test.each(cases)('%s', (_name, fact, wanted, expected) => {
    expect(promise(fact, wanted, TODAY)).toEqual(expected)
  })
})

describe('short lines', () => {
  const facts = (...found: readonly Tracked[]) =>
    factsOf(shopOf(), { stock: new Map(found.map((one) => [one.sku, one])) })
  const hood = stock({ sku: 'HOOD-BLACK-L', onHand: 2, expected: [{ quantity: 10, on: '2026-12-05' }] })

  test('say how many leave now and when the rest is expected', () => {
    const content = contentOf([lineOf('HOOD-BLACK-L', 3), lineOf('PEN', 1)])
    expect(shortLines(content, facts(hood))).toEqual([
      {
        lineId: 'HOOD-BLACK-L',
        sku: 'HOOD-BLACK-L',
        wanted: 3,
        now: 2,
        rest: 1,
        later: [{ quantity: 1, on: '2026-12-05' }],
        on: '2026-12-05',
      },
    ])
  })

  test('several lines of one SKU are summed first; the later one is short', () => {
    const content = contentOf([
      lineOf('HOOD-BLACK-L', 1, { id: 'a' }),
      lineOf('HOOD-BLACK-L', 1, { id: 'b', note: 'gift' }),
      lineOf('HOOD-BLACK-L', 2, { id: 'c', note: 'x' }),
    ])
    expect(shortLines(content, facts(hood))).toEqual([
      {
        lineId: 'c',
        sku: 'HOOD-BLACK-L',
        wanted: 2,
        now: 0,
        rest: 2,
        later: [{ quantity: 2, on: '2026-12-05' }],
        on: '2026-12-05',
      },
    ])
  })

  test('have no date when any of the rest has none or cannot be had', () => {
    const some = stock({ sku: 'PEN', onHand: 0, expected: [{ quantity: 1, on: '2026-12-05' }] })
    const rest = { lineId: 'PEN', sku: 'PEN', wanted: 2, now: 0, rest: 2 }
    expect(shortLines(contentOf([lineOf('PEN', 2)]), facts(some))).toEqual([
      { ...rest, later: [{ quantity: 1, on: '2026-12-05' }, { quantity: 1 }] },
    ])
    const refused = stock({ ...some, backorders: 'refused' })
    expect(shortLines(contentOf([lineOf('PEN', 2)]), facts(refused))).toEqual([
      { ...rest, later: [], never: { quantity: 2, why: 'refused' } },
    ])
  })
})
