/**
 * The pricing rules one by one: the order of the stages, spreading, overrides, subtraction, why.
 * Numbers are minor units.
 */
import { describe, expect, it } from 'vitest'
import { whyLines, whyNot } from '#domain/pricing/explain.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { discounts, facts, offering, outcome, percentOff, priced } from '#test/support/priced.ts'
import {
  ALL,
  contentOf,
  coupon,
  factsOf,
  lineOf,
  presenting,
  promotion,
  takingOff,
} from '#test/support/shop-fixtures.ts'

describe('the order of the stages', () => {
  it('200.00 with a 20.00 coupon and 10 % automatic is 162.00', () => {
    const given = facts({ promotions: [promotion('TEN', percentOff(10))] }, [
      coupon('TWENTY', { kind: 'order-amount', amount: 2_000 }),
    ])
    const ledger = priceDraft(contentOf([priced('A', 20_000)], presenting('TWENTY')), given)
    expect(ledger.subtotal + ledger.discount).toBe(16_200)
  })
  it('stackable percents compound: 100.00 with 10 % then 20 % is 72.00', () => {
    const twice = offering(
      promotion('T20', percentOff(20), { priority: 2 }),
      promotion('T10', percentOff(10), { priority: 1 }),
    )
    const ledger = priceDraft(contentOf([priced('A', 10_000)]), twice)
    expect(ledger.subtotal + ledger.discount).toBe(7_200)
    expect(ledger.steps.filter((step) => step.stage === 'S2b').map((step) => step.source)).toEqual(['T10', 'T20'])
  })
  it('line coupons come before line promotions, whatever their priority', () => {
    const line = (amountPerUnit: number) => ({ kind: 'line-amount', amountPerUnit, target: ALL }) as const
    const given = facts(
      { promotions: [promotion('P', { kind: 'line-percent', percentPpm: 500_000, target: ALL }, { priority: 1 })] },
      [coupon('C', line(1_000), { priority: 99 })],
    )
    expect(discounts(priceDraft(contentOf([priced('A', 10_000)], presenting('C')), given))).toEqual([-5_500])
  })
  it('thresholds test the merchandise after line promotions, before order discounts', () => {
    const half = promotion('HALF', { kind: 'line-percent', percentPpm: 500_000, target: ALL })
    const spend = promotion('SPEND', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 6_000 } })
    const gross = promotion(
      'GROSS',
      { kind: 'order-amount', amount: 500 },
      { conditions: { minimum: 6_000, minimumOn: 'gross' } },
    )
    const ledger = priceDraft(contentOf([priced('A', 10_000)]), offering(half, spend, gross))
    expect(outcome(ledger, 'SPEND')).toEqual({ kind: 'missing-amount', missing: 1_000, minimum: 6_000 })
    expect(outcome(ledger, 'GROSS')).toEqual({ kind: 'applied', amount: -500 })
  })
  it('a line promotion with a minimum is tested on what the other line promotions leave, not on itself', () => {
    const own = promotion(
      'OWN',
      { kind: 'line-percent', percentPpm: 500_000, target: ALL },
      { conditions: { minimum: 10_000 } },
    )
    expect(outcome(priceDraft(contentOf([priced('A', 10_000)]), offering(own)), 'OWN')).toEqual({
      kind: 'applied',
      amount: -5_000,
    })
    const other = promotion('OTHER', { kind: 'line-amount', amountPerUnit: 1, target: ALL })
    expect(outcome(priceDraft(contentOf([priced('A', 10_000)]), offering(own, other)), 'OWN')).toEqual({
      kind: 'missing-amount',
      missing: 1,
      minimum: 10_000,
    })
  })
})

describe('spreading', () => {
  it('500 JPY off over 980, 1480 and 300 is 178, 268 and 54', () => {
    const yen = facts({
      currency: 'JPY',
      exponent: 0,
      promotions: [promotion('Y', { kind: 'order-amount', amount: 500 })],
    })
    expect(discounts(priceDraft(contentOf([priced('A', 980), priced('B', 1_480), priced('C', 300)]), yen))).toEqual([
      -178, -268, -54,
    ])
  })
  it('10.00 over three equal lines is 3.34, 3.33 and 3.33, by SKU and not by when they were typed', () => {
    const ten = offering(promotion('TEN', { kind: 'order-amount', amount: 1_000 }))
    expect(discounts(priceDraft(contentOf([priced('C', 500), priced('B', 500), priced('A', 500)]), ten))).toEqual([
      -333, -333, -334,
    ])
  })
})

describe('line price override', () => {
  const cheap = lineOf('A', 2, { override: { unitPrice: 1_500, reason: 'damaged', by: 'staff:sam' } })

  it('replaces the unit price and stays outside line promotions and order discounts', () => {
    const ledger = priceDraft(
      contentOf([cheap, lineOf('B', 1)]),
      offering(
        promotion('L', { kind: 'line-percent', percentPpm: 100_000, target: ALL }),
        promotion('O', percentOff(10)),
      ),
    )
    expect(ledger.lines[0]).toMatchObject({
      unitPrice: 1_500,
      listPrice: 1_999,
      overridden: true,
      gross: 3_000,
      components: [],
      net: 3_000,
    })
    expect(discounts(ledger)).toEqual([0, -455 - 410])
  })
  it('counts for thresholds and quantities', () => {
    const spend = promotion(
      'SPEND',
      { kind: 'order-amount', amount: 500 },
      { conditions: { minimum: 7_550, quantity: { atLeast: 3, of: ALL } } },
    )
    expect(outcome(priceDraft(contentOf([cheap, lineOf('B', 1)]), offering(spend)), 'SPEND')).toEqual({
      kind: 'applied',
      amount: -500,
    })
  })
  it('takes its share of the manual subtraction', () => {
    expect(discounts(priceDraft(contentOf([cheap, priced('B', 1_000)], takingOff(400)), facts()))).toEqual([-300, -100])
  })
  it('is given away against list, on a base that has it back', () => {
    expect(priceDraft(contentOf([cheap, priced('B', 1_000)]), facts()).giveAway).toEqual({
      lines: 998,
      subtraction: 0,
      shipping: 0,
      total: 998,
      base: 4_000 + 998 + 595,
      perLine: [{ lineId: 'A', list: 3_998, given: 998 }],
    })
  })
  it('above list is no give-away', () => {
    const dear = lineOf('A', 1, { override: { unitPrice: 2_500, reason: 'other', by: 'staff:sam' } })
    expect(priceDraft(contentOf([dear]), facts()).giveAway.total).toBe(0)
  })
})

describe('subtraction', () => {
  it('is capped at the merchandise left and names what stays unused', () => {
    const ledger = priceDraft(contentOf([priced('A', 3_200)], takingOff(5_000)), facts())
    expect(ledger.subtraction).toEqual({ asked: 5_000, applied: 3_200, unused: 1_800 })
    expect([ledger.shipping, ledger.total]).toEqual([595, 595])
  })
  it('grows back when the cart does', () => {
    expect(priceDraft(contentOf([priced('A', 3_200, 2)], takingOff(5_000)), facts()).subtraction).toEqual({
      asked: 5_000,
      applied: 5_000,
      unused: 0,
    })
  })
  it('applies nothing to an empty cart', () => {
    const ledger = priceDraft(contentOf([], takingOff(500)), facts())
    expect([ledger.subtraction, ledger.total]).toEqual([{ asked: 500, applied: 0, unused: 500 }, 0])
  })
})

describe('why', () => {
  const ledger = priceDraft(
    contentOf([lineOf('MUG-BLUE-11OZ', 2), lineOf('HOOD-BLACK-L', 1)], presenting('SAVE10', 'NOPE')),
    factsOf(),
  )

  it('shows each rule with how it fell on the lines', () => {
    const line = whyLines(ledger).find((each) => each.source === 'SAVE10')
    expect(line).toMatchObject({ stage: 'S2a', amount: -690, after: 6_210 })
    expect(line?.parts.map((part) => [part.sku, part.amount])).toEqual([
      ['MUG-BLUE-11OZ', -240],
      ['HOOD-BLACK-L', -450],
    ])
  })
  it('why not FREE75: 6.00 is missing; a coupon answers for itself; an unknown name has no answer', () => {
    expect(whyNot(ledger, 'free75')).toMatchObject({
      kind: 'promotion',
      about: { outcome: { kind: 'missing-amount', missing: 600 } },
    })
    expect(whyNot(ledger, ' save10 ')).toMatchObject({ kind: 'coupon', about: { outcome: { kind: 'active' } } })
    expect(whyNot(ledger, 'BLACKFRIDAY')).toBeUndefined()
  })
})
