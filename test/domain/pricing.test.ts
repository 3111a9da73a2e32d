/** The pricing rules one by one: promotions of every kind, overrides, subtraction, shipping, tax. Numbers are minor units. */
import { describe, expect, it } from 'vitest'
import type { DraftContent, ShipGroup } from '#domain/draft.ts'
import { whyLines, whyNot } from '#domain/explain.ts'
import type { Facts } from '#domain/facts.ts'
import { giftSkus } from '#domain/gifts.ts'
import type { Ledger } from '#domain/ledger.ts'
import { priceDraft } from '#domain/pricing.ts'
import type { Coupon, Promotion, ShopSettings } from '#domain/shop.ts'
import { splitUnits } from '#domain/units.ts'
import {
  ACME,
  ALL,
  BONN,
  contentOf,
  coupon,
  factsOf,
  IL,
  inUS,
  JANE,
  lineOf,
  METHODS,
  presenting,
  promotion,
  registered,
  shopOf,
  some,
  takingOff,
} from '#test/support/shop-fixtures.ts'

const NO_TAX = { taxRules: [{ country: 'US', rates: { default: 0 }, shippingTaxable: false }] }
const facts = (settings: Partial<ShopSettings> = {}, coupons: readonly Coupon[] = [], rest: Partial<Facts> = {}): Facts =>
  factsOf(shopOf({ promotions: [], ...NO_TAX, ...settings }, coupons), rest)
const offering = (...promotions: readonly Promotion[]): Facts => facts({ promotions })
const outcome = (ledger: Ledger, id: string) => ledger.promotions.find((each) => each.id === id)?.outcome
const discounts = (ledger: Ledger) => ledger.lines.map((line) => line.net - line.gross)
const priced = (sku: string, unitPrice: number, quantity = 1) => lineOf(sku, quantity, { unitPrice })
const group = (id: string, rest: Partial<ShipGroup> = {}): ShipGroup => ({ id, address: IL, method: 'standard', ...rest })
const percentOff = (percent: number) => ({ kind: 'order-percent', percentPpm: percent * 10_000 }) as const

describe('the order of the stages', () => {
  it('200.00 with a 20.00 coupon and 10 % automatic is 162.00', () => {
    const given = facts({ promotions: [promotion('TEN', percentOff(10))] }, [coupon('TWENTY', { kind: 'order-amount', amount: 2_000 })])
    const ledger = priceDraft(contentOf([priced('A', 20_000)], presenting('TWENTY')), given)
    expect(ledger.subtotal + ledger.discount).toBe(16_200)
  })
  it('stackable percents compound: 100.00 with 10 % then 20 % is 72.00', () => {
    const twice = offering(promotion('T20', percentOff(20), { priority: 2 }), promotion('T10', percentOff(10), { priority: 1 }))
    const ledger = priceDraft(contentOf([priced('A', 10_000)]), twice)
    expect(ledger.subtotal + ledger.discount).toBe(7_200)
    expect(ledger.steps.filter((step) => step.stage === 'S2b').map((step) => step.source)).toEqual(['T10', 'T20'])
  })
  it('line coupons come before line promotions, whatever their priority', () => {
    const line = (amountPerUnit: number) => ({ kind: 'line-amount', amountPerUnit, target: ALL }) as const
    const given = facts({ promotions: [promotion('P', { kind: 'line-percent', percentPpm: 500_000, target: ALL }, { priority: 1 })] }, [
      coupon('C', line(1_000), { priority: 99 }),
    ])
    expect(discounts(priceDraft(contentOf([priced('A', 10_000)], presenting('C')), given))).toEqual([-5_500])
  })
  it('thresholds test the merchandise after line promotions, before order discounts', () => {
    const half = promotion('HALF', { kind: 'line-percent', percentPpm: 500_000, target: ALL })
    const spend = promotion('SPEND', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 6_000 } })
    const gross = promotion('GROSS', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 6_000, minimumOn: 'gross' } })
    const ledger = priceDraft(contentOf([priced('A', 10_000)]), offering(half, spend, gross))
    expect(outcome(ledger, 'SPEND')).toEqual({ kind: 'missing-amount', missing: 1_000, minimum: 6_000 })
    expect(outcome(ledger, 'GROSS')).toEqual({ kind: 'applied', amount: -500 })
  })
  it('a line promotion with a minimum is tested on what the other line promotions leave, not on itself', () => {
    const own = promotion('OWN', { kind: 'line-percent', percentPpm: 500_000, target: ALL }, { conditions: { minimum: 10_000 } })
    expect(outcome(priceDraft(contentOf([priced('A', 10_000)]), offering(own)), 'OWN')).toEqual({ kind: 'applied', amount: -5_000 })
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
    const yen = facts({ currency: 'JPY', exponent: 0, promotions: [promotion('Y', { kind: 'order-amount', amount: 500 })] })
    expect(discounts(priceDraft(contentOf([priced('A', 980), priced('B', 1_480), priced('C', 300)]), yen))).toEqual([-178, -268, -54])
  })
  it('10.00 over three equal lines is 3.34, 3.33 and 3.33, by SKU and not by when they were typed', () => {
    const ten = offering(promotion('TEN', { kind: 'order-amount', amount: 1_000 }))
    expect(discounts(priceDraft(contentOf([priced('C', 500), priced('B', 500), priced('A', 500)]), ten))).toEqual([-333, -333, -334])
  })
})

describe('automatic promotions', () => {
  it('takes an amount off each unit, never below nothing', () => {
    const off = offering(promotion('OFF', { kind: 'line-amount', amountPerUnit: 200, target: some({ skus: ['A', 'PEN'] }) }))
    expect(discounts(priceDraft(contentOf([lineOf('A', 2), lineOf('PEN', 3), lineOf('B', 1)]), off))).toEqual([-400, -450, 0])
  })
  it('three mugs of any kind are 10 % off each; two miss one', () => {
    const demo = factsOf()
    expect(outcome(priceDraft(contentOf([lineOf('MUG-BLUE-11OZ', 2), lineOf('EMUG-WHITE', 1)]), demo), 'MUGS3')).toEqual({
      kind: 'applied',
      amount: -380,
    })
    expect(outcome(priceDraft(contentOf([lineOf('MUG-BLUE-11OZ', 2)]), demo), 'MUGS3')).toEqual({ kind: 'missing-quantity', missing: 1 })
  })
  it('every third pair of socks is free, the cheapest ones first', () => {
    const demo = factsOf()
    expect(discounts(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 2), lineOf('SOCK-WHITE-SM', 1)]), demo))).toEqual([0, -800])
    expect(discounts(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 5), lineOf('SOCK-WHITE-SM', 1)]), demo))).toEqual([-900, -800])
    expect(outcome(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 2)]), demo), 'SOCKS3')).toEqual({ kind: 'missing-quantity', missing: 1 })
  })
  it('free units cost nothing more when a line coupon already took a part', () => {
    const given = factsOf(shopOf({ ...NO_TAX }, [coupon('SOX', { kind: 'line-percent', percentPpm: 500_000, target: ALL })]))
    expect(discounts(priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 3)], presenting('SOX')), given))).toEqual([-1_350 - 450])
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
    expect([discounts(unmet), outcome(unmet, 'ALONE')]).toEqual([[-400], { kind: 'missing-amount', missing: 1_000, minimum: 5_000 }])
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
    const given = facts({ promotions: [promotion('P', percentOff(10), { conditions })] }, [], { previousOrders: 2, customer: JANE })
    expect(outcome(priceDraft(contentOf([lineOf('A', 1)], registered(JANE)), given), 'P')?.kind).toBe(kind)
  })
  it('the last day ends at midnight in the shop, not in London', () => {
    const last = promotion('LAST', percentOff(10), { conditions: { until: '2026-11-23' } })
    const at = (now: string) => outcome(priceDraft(contentOf([lineOf('A', 1)]), facts({ promotions: [last] }, [], { now })), 'LAST')?.kind
    expect([at('2026-11-24T05:59:00Z'), at('2026-11-24T06:00:00Z')]).toEqual(['applied', 'ended'])
  })
  it('a customer group opens its promotion to its members only', () => {
    const trade = facts({ promotions: [promotion('P', percentOff(10), { conditions: { customerGroup: 'trade' } })] }, [], {
      customer: { ...JANE, groups: ['trade'] },
    })
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
        { tracked: true, sku: 'PEN', onHand, reserved: 1, allocated: 0, backorders: 'allowed', discontinued: false, expected: [] } as const,
      ],
    ]),
  })

  it('come as their own line at list price with a 100 % component', () => {
    const ledger = priceDraft(contentOf([lineOf('A', 1)]), offering(gift))
    expect(ledger.lines[1]).toMatchObject({ lineId: 'gift:GIFT', sku: 'PEN', quantity: 2, gift: true, gross: 300, net: 0, tax: 0 })
    expect(ledger.lines[1]?.components).toEqual([{ source: 'GIFT', kind: 'gift', label: 'GIFT', amount: -300 }])
    expect([ledger.subtotal, ledger.discount, ledger.total]).toEqual([2_299, -300, 2_594])
  })
  it('are outside thresholds and counts, and leave with what triggered them', () => {
    const pens = promotion('PENS', percentOff(50), { conditions: { quantity: { atLeast: 1, of: some({ skus: ['PEN'] }) } } })
    const spend = promotion('SPEND', percentOff(50), { conditions: { minimum: 2_000 } })
    const ledger = priceDraft(contentOf([lineOf('A', 1)]), offering(gift, pens, spend))
    expect([outcome(ledger, 'PENS')?.kind, outcome(ledger, 'SPEND')?.kind]).toEqual(['missing-quantity', 'missing-amount'])
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

describe('line price override', () => {
  const cheap = lineOf('A', 2, { override: { unitPrice: 1_500, reason: 'damaged', by: 'staff:sam' } })

  it('replaces the unit price and stays outside line promotions and order discounts', () => {
    const ledger = priceDraft(
      contentOf([cheap, lineOf('B', 1)]),
      offering(promotion('L', { kind: 'line-percent', percentPpm: 100_000, target: ALL }), promotion('O', percentOff(10))),
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
    expect(outcome(priceDraft(contentOf([cheap, lineOf('B', 1)]), offering(spend)), 'SPEND')).toEqual({ kind: 'applied', amount: -500 })
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

describe('shipping', () => {
  const free = promotion('FREE', { kind: 'free-shipping', methods: ['standard'] }, { conditions: { minimum: 3_000 } })
  const override = { amount: 400, reason: 'goodwill', by: 'staff:sam' }

  it('is free from the threshold, on the methods of the promotion', () => {
    expect(priceDraft(contentOf([priced('A', 3_000)]), offering(free)).groups[0]).toMatchObject({ rate: 595, freeBy: 'FREE', charge: 0 })
    const express = priceDraft(contentOf([priced('A', 3_000)], { groups: [group('main', { method: 'express' })] }), offering(free))
    expect([express.groups[0]?.charge, outcome(express, 'FREE')]).toEqual([1_495, { kind: 'no-method' }])
  })
  it('charges an override over free shipping and says it would be free', () => {
    const ledger = priceDraft(contentOf([priced('A', 3_000)], { groups: [group('main', { override })] }), offering(free))
    expect(ledger.groups[0]).toMatchObject({ rate: 595, freeBy: 'FREE', override: 400, charge: 400 })
    expect(outcome(ledger, 'FREE')).toEqual({ kind: 'shipping-overridden', group: 'main' })
    expect(ledger.giveAway).toMatchObject({ shipping: 0, base: 3_000 })
  })
  it('may be overridden to nothing', () => {
    const ledger = priceDraft(
      contentOf([priced('A', 3_000)], { groups: [group('main', { override: { ...override, amount: 0 } })] }),
      facts(),
    )
    expect([ledger.shipping, ledger.giveAway.shipping]).toEqual([0, 595])
  })
  it('is charged per ship group with units, each at its own method', () => {
    const lines = [lineOf('A', 3, { elsewhere: [{ group: 'g2', quantity: 1 }] })]
    const ledger = priceDraft(contentOf(lines, { groups: [group('main'), group('g2', { method: 'express' }), group('g3')] }), facts())
    expect(ledger.groups.map((each) => each.charge)).toEqual([595, 1_495, 0])
  })
  it('keeps the old rate in view, charging nothing, when the method stops fitting', () => {
    const ledger = priceDraft(contentOf([lineOf('A', 1)], { groups: [group('main', { address: BONN })] }), facts())
    expect(ledger.groups[0]).toMatchObject({ method: 'standard', oldRate: 595, charge: 0, international: true })
    expect(ledger.groups[0]?.rate).toBeUndefined()
  })
  it('knows no rate before there is a method or an address', () => {
    const at = (main: ShipGroup) => priceDraft(contentOf([lineOf('A', 1)], { groups: [main] }), facts()).groups[0]
    expect(at({ id: 'main', address: IL })?.rate).toBeUndefined()
    expect(at({ id: 'main', method: 'standard' })?.rate).toBeUndefined()
  })
  it('prices by weight and by subtotal bands, limits inclusive', () => {
    const banded = (kind: 'weight' | 'subtotal') =>
      facts({
        shippingMethods: METHODS.map((method) =>
          method.id === 'standard' ? { ...method, rates: { kind, bands: [{ upTo: 700, amount: 300 }, { amount: 900 }] } } : method,
        ),
      })
    const rate = (lines: DraftContent['lines'], kind: 'weight' | 'subtotal') => priceDraft(contentOf(lines), banded(kind)).groups[0]?.rate
    expect([rate([lineOf('MUG-BLUE-11OZ', 2)], 'weight'), rate([lineOf('MUG-BLUE-11OZ', 3)], 'weight')]).toEqual([300, 900])
    expect([rate([priced('A', 700)], 'subtotal'), rate([priced('A', 701)], 'subtotal')]).toEqual([300, 900])
  })
})

describe('tax', () => {
  const inclusive: Partial<ShopSettings> = {
    pricesIncludeTax: true,
    taxRules: [{ country: 'US', rates: { default: 190_000 }, shippingTaxable: true }],
  }
  const tenOff = [coupon('TEN', { kind: 'order-amount', amount: 1_000 })]

  it('inclusive: 119.00 at 19 % with 10.00 off is net 91.60 and tax 17.40', () => {
    const ledger = priceDraft(
      contentOf([priced('A', 11_900)], { ...presenting('TEN'), groups: [group('main', { method: 'pickup' })] }),
      facts(inclusive, tenOff),
    )
    expect(ledger.lines[0]).toMatchObject({ gross: 11_900, net: 9_160, tax: 1_740 })
    expect(ledger.lines[0]?.components.map((each) => [each.kind, each.amount])).toEqual([
      ['order-coupon', -1_000],
      ['included-tax', -1_740],
    ])
    expect(ledger.total).toBe(10_900)
  })
  it('inclusive shipping contains its tax too, and the total is what was shown', () => {
    const ledger = priceDraft(contentOf([priced('A', 11_900)]), facts(inclusive))
    expect(ledger.groups[0]).toMatchObject({ charge: 595, tax: 95 })
    expect([ledger.shipping, ledger.tax, ledger.total]).toEqual([500, 1_995, 12_495])
  })
  it('an exempt customer of an inclusive store does not pay the tax in the price', () => {
    const ledger = priceDraft(contentOf([priced('A', 11_900)], registered(ACME)), facts(inclusive, [], { customer: ACME }))
    expect([ledger.tax, ledger.total]).toEqual([0, 10_500])
    expect(ledger.steps.at(-1)).toMatchObject({ stage: 'S6', after: 10_500 })
  })
  it('is charged at each ship group\u2019s own place, rounded per line and group', () => {
    const taxRules = [
      { country: 'US', rates: { default: 100_000 }, shippingTaxable: false },
      { country: 'US', subdivision: 'CA', rates: { default: 50_000 }, shippingTaxable: false },
    ]
    const lines = [priced('A', 105, 3)].map((line) => ({ ...line, elsewhere: [{ group: 'g2', quantity: 1 }] }))
    const ledger = priceDraft(contentOf(lines, { groups: [group('main'), group('g2', { address: inUS('CA') })] }), facts({ taxRules }))
    expect(ledger.lines[0]?.parts).toEqual([
      { group: 'main', quantity: 2, net: 210, taxRatePpm: 100_000, tax: 21 },
      { group: 'g2', quantity: 1, net: 105, taxRatePpm: 50_000, tax: 5 },
    ])
    expect(
      splitUnits(ledger.lines[0] ?? { quantity: 0, unitPrice: 0, components: [], parts: [] }).map((unit) => [unit.group, unit.tax]),
    ).toEqual([
      ['main', 11],
      ['main', 10],
      ['g2', 5],
    ])
  })
  it('of picked-up goods is the shop\u2019s own', () => {
    const pickup = contentOf([priced('A', 1_000)], { groups: [{ id: 'main', method: 'pickup' }] })
    expect(priceDraft(pickup, factsOf(shopOf({ promotions: [] })))).toMatchObject({ tax: 83, total: 1_083 })
  })
  it('knows classes, and falls back to the default rate', () => {
    const taxRules = [{ country: 'US', rates: { default: 100_000, standard: 20_000 }, shippingTaxable: true }]
    expect(priceDraft(contentOf([priced('A', 1_000)]), facts({ taxRules })).tax).toBe(20 + 60)
  })
  it('takes the most exact rule for a place', () => {
    const rule = (ppm: number, rest: object) => ({ country: 'US', rates: { default: ppm }, shippingTaxable: false, ...rest })
    const taxRules = [rule(10_000, {}), rule(20_000, { subdivision: 'IL' }), rule(30_000, { subdivision: 'IL', postcodePrefix: '627' })]
    expect(priceDraft(contentOf([priced('A', 1_000)]), facts({ taxRules })).tax).toBe(30)
  })
  it('says where nobody set a tax: "TX", or the country abroad', () => {
    const rules = { taxRules: [{ country: 'US', subdivision: 'IL', rates: { default: 82_500 }, shippingTaxable: false }] }
    const at = (address: typeof IL) =>
      priceDraft(contentOf([lineOf('A', 1)], { groups: [group('main', { address })] }), facts(rules)).groups[0]
    expect([at(inUS('TX'))?.noTaxRule, at(BONN)?.noTaxRule, at(IL)?.noTaxRule]).toEqual(['TX', 'Germany', undefined])
  })
})

describe('why', () => {
  const ledger = priceDraft(contentOf([lineOf('MUG-BLUE-11OZ', 2), lineOf('HOOD-BLACK-L', 1)], presenting('SAVE10', 'NOPE')), factsOf())

  it('shows each rule with how it fell on the lines', () => {
    const line = whyLines(ledger).find((each) => each.source === 'SAVE10')
    expect(line).toMatchObject({ stage: 'S2a', amount: -690, after: 6_210 })
    expect(line?.parts.map((part) => [part.sku, part.amount])).toEqual([
      ['MUG-BLUE-11OZ', -240],
      ['HOOD-BLACK-L', -450],
    ])
  })
  it('why not FREE75: 6.00 is missing; a coupon answers for itself; an unknown name has no answer', () => {
    expect(whyNot(ledger, 'free75')).toMatchObject({ kind: 'promotion', about: { outcome: { kind: 'missing-amount', missing: 600 } } })
    expect(whyNot(ledger, ' save10 ')).toMatchObject({ kind: 'coupon', about: { outcome: { kind: 'active' } } })
    expect(whyNot(ledger, 'BLACKFRIDAY')).toBeUndefined()
  })
})
