/** Automatic promotions and gifts: each kind, each condition, groups and exclusives. Numbers are minor units. */
import { describe, expect, it } from 'vitest'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import { giftSkus } from '#domain/pricing/discounts/gifts.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { discounts, facts, offering, outcome, percentOff, priced } from '#test/support/priced.ts'
import {
  ALL,
  contentOf,
  coupon,
  DEMO_PROMOTIONS,
  factsOf,
  JANE,
  lineOf,
  presenting,
  promotion,
  registered,
  shopOf,
  some,
} from '#test/support/shop-fixtures.ts'

describe('automatic promotions', () => {
  it('takes an amount off each unit, never below nothing', () => {
    const off = offering(
      promotion('OFF', { kind: 'line-amount', amountPerUnit: 200, target: some({ skus: ['A', 'PEN'] }) }),
    )
    expect(discounts(priceDraft(contentOf([lineOf('A', 2), lineOf('PEN', 3), lineOf('B', 1)]), off))).toEqual([
      -400, -450, 0,
    ])
  })
  it('three mugs of any kind are 10 % off each; two miss one', () => {
    const demo = factsOf()
    expect(
      outcome(priceDraft(contentOf([lineOf('MUG-BLUE-11OZ', 2), lineOf('EMUG-WHITE', 1)]), demo), 'MUGS3'),
    ).toEqual({
      kind: 'applied',
      amount: -380,
    })
    expect(outcome(priceDraft(contentOf([lineOf('MUG-BLUE-11OZ', 2)]), demo), 'MUGS3')).toEqual({
      kind: 'missing-quantity',
      missing: 1,
    })
  })
  it('every third pair of socks is free, the cheapest ones first', () => {
    const demo = factsOf()
    expect(discounts(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 2), lineOf('SOCK-WHITE-SM', 1)]), demo))).toEqual([
      0, -800,
    ])
    expect(discounts(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 5), lineOf('SOCK-WHITE-SM', 1)]), demo))).toEqual([
      -900, -800,
    ])
    expect(outcome(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 2)]), demo), 'SOCKS3')).toEqual({
      kind: 'missing-quantity',
      missing: 1,
    })
  })
  it('free units cost nothing more when a line coupon already took a part', () => {
    const given = facts({ promotions: DEMO_PROMOTIONS }, [
      coupon('SOX', { kind: 'line-percent', percentPpm: 500_000, target: ALL }),
    ])
    expect(discounts(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 3)], presenting('SOX')), given))).toEqual([
      -1_350 - 450,
    ])
  })
  it('in a non-stackable group the one that saves most wins, tie by id; the other names it', () => {
    const set = { group: 'autumn' }
    const ledger = priceDraft(
      contentOf([priced('A', 10_000)]),
      offering(
        promotion('SMALL', { kind: 'order-amount', amount: 900 }, { ...set, priority: 1 }),
        promotion('Z-BIG', percentOff(10), { ...set, priority: 2 }),
        promotion('BIG', { kind: 'order-amount', amount: 1_000 }, { ...set, priority: 3 }),
      ),
    )
    expect(outcome(ledger, 'BIG')).toEqual({ kind: 'applied', amount: -1_000 })
    expect(outcome(ledger, 'SMALL')).toEqual({ kind: 'beaten-by', other: 'BIG' })
    expect(outcome(ledger, 'Z-BIG')).toEqual({ kind: 'beaten-by', other: 'BIG' })
  })
  it('a group lives within one stage: the same name in another stage does not compete', () => {
    const ledger = priceDraft(
      contentOf([priced('A', 10_000)]),
      offering(
        promotion('LINE', { kind: 'line-percent', percentPpm: 100_000, target: ALL }, { group: 'g' }),
        promotion('ORDER', percentOff(10), { group: 'g' }),
      ),
    )
    expect(discounts(ledger)).toEqual([-1_900])
  })
  it('an exclusive promotion is the only one on the order, when it applies', () => {
    const alone = promotion('ALONE', percentOff(5), { exclusive: true, conditions: { minimum: 5_000 } })
    const ten = promotion('TEN', percentOff(10))
    const applied = priceDraft(contentOf([priced('A', 10_000)]), offering(alone, ten))
    expect([discounts(applied), outcome(applied, 'TEN')]).toEqual([[-500], { kind: 'excluded-by', other: 'ALONE' }])
    const unmet = priceDraft(contentOf([priced('A', 4_000)]), offering(alone, ten))
    expect([discounts(unmet), outcome(unmet, 'ALONE')]).toEqual([
      [-400],
      { kind: 'missing-amount', missing: 1_000, minimum: 5_000 },
    ])
  })
  it.each([
    ['from tomorrow', { from: '2026-11-24' }, 'not-started'],
    ['until yesterday', { until: '2026-11-22' }, 'ended'],
    ['until today, inclusive', { from: '2026-11-23', until: '2026-11-23' }, 'applied'],
    ['for another group', { customerGroup: 'trade' }, 'wrong-group'],
    ['for first orders', { firstOrder: true }, 'not-first-order'],
    ['for another country', { countries: ['DE'] }, 'wrong-country'],
    ['for this country', { countries: ['DE', 'US'] }, 'applied'],
  ] as const)('a promotion %s is %s', (_, conditions, kind) => {
    const given = facts({ promotions: [promotion('P', percentOff(10), { conditions })] }, [], {
      previousOrders: 2,
      customer: JANE,
    })
    expect(outcome(priceDraft(contentOf([lineOf('A', 1)], registered(JANE)), given), 'P')?.kind).toBe(kind)
  })
  it('the last day ends at midnight in the shop, not in London', () => {
    const last = promotion('LAST', percentOff(10), { conditions: { until: '2026-11-23' } })
    const at = (now: string) =>
      outcome(priceDraft(contentOf([lineOf('A', 1)]), facts({ promotions: [last] }, [], { now })), 'LAST')?.kind
    expect([at('2026-11-24T05:59:00Z'), at('2026-11-24T06:00:00Z')]).toEqual(['applied', 'ended'])
  })
  it('a customer group opens its promotion to its members only', () => {
    const trade = facts(
      { promotions: [promotion('P', percentOff(10), { conditions: { customerGroup: 'trade' } })] },
      [],
      {
        customer: { ...JANE, groups: ['trade'] },
      },
    )
    expect(priceDraft(contentOf([priced('A', 1_000)], registered(JANE)), trade).discount).toBe(-100)
    expect(priceDraft(contentOf([priced('A', 1_000)]), trade).discount).toBe(0)
  })
})

describe('gifts', () => {
  const gift = promotion('GIFT', { kind: 'gift', sku: 'PEN', quantity: 2 }, { conditions: { minimum: 1_000 } })
  const stock = (onHand: number): Partial<Facts> => ({
    stock: new Map([
      [
        'PEN',
        {
          tracked: true,
          sku: 'PEN',
          onHand,
          reserved: 1,
          allocated: 0,
          backorders: 'allowed',
          discontinued: false,
          expected: [],
        } as const,
      ],
    ]),
  })

  it('come as their own line at list price with a 100 % component', () => {
    const ledger = priceDraft(contentOf([lineOf('A', 1)]), offering(gift))
    expect(ledger.lines[1]).toMatchObject({
      lineId: 'gift:GIFT',
      sku: 'PEN',
      quantity: 2,
      gift: true,
      gross: 300,
      net: 0,
      tax: 0,
    })
    expect(ledger.lines[1]?.components).toEqual([{ source: 'GIFT', kind: 'gift', label: 'GIFT', amount: -300 }])
    expect([ledger.subtotal, ledger.discount, ledger.total]).toEqual([2_299, -300, 2_594])
  })
  it('are outside thresholds and counts, and leave with what triggered them', () => {
    const pens = promotion('PENS', percentOff(50), {
      conditions: { quantity: { atLeast: 1, of: some({ skus: ['PEN'] }) } },
    })
    const spend = promotion('SPEND', percentOff(50), { conditions: { minimum: 2_000 } })
    const ledger = priceDraft(contentOf([lineOf('A', 1)]), offering(gift, pens, spend))
    expect([outcome(ledger, 'PENS')?.kind, outcome(ledger, 'SPEND')?.kind]).toEqual([
      'missing-quantity',
      'missing-amount',
    ])
    expect(priceDraft(contentOf([lineOf('C', 1)]), offering(gift)).lines).toHaveLength(1)
  })
  it('are given only as far as stock is free now, after what the cart itself takes', () => {
    const given = (onHand: number, ...lines: DraftContent['lines']) =>
      priceDraft(contentOf([lineOf('A', 1), ...lines]), facts({ promotions: [gift] }, [], stock(onHand)))
    expect(given(2).lines[1]?.quantity).toBe(1)
    expect(outcome(given(1), 'GIFT')).toEqual({ kind: 'gift-out-of-stock' })
    expect(outcome(given(3, lineOf('PEN', 2)), 'GIFT')).toEqual({ kind: 'gift-out-of-stock' })
  })
  it('name their SKUs, so that a turn can read their stock', () => {
    expect(giftSkus(shopOf({ promotions: [gift] }))).toEqual(['PEN'])
  })
})
