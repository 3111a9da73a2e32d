/**
 * What shipping and tax come to on a priced draft: groups, overrides, free shipping, places,
 * classes, inclusive stores. Numbers are minor units.
 */
import { describe, expect, it } from 'vitest'
import type { DraftContent, ShipGroup } from '#domain/model/draft.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { splitUnits } from '#domain/pricing/unit-shares.ts'
import { facts, group, offering, outcome, priced } from '#test/support/priced.ts'
import {
  ACME,
  BONN,
  contentOf,
  coupon,
  factsOf,
  IL,
  inUS,
  lineOf,
  METHODS,
  presenting,
  promotion,
  registered,
  shopOf,
} from '#test/support/shop-fixtures.ts'

describe('shipping', () => {
  const free = promotion('FREE', { kind: 'free-shipping', methods: ['standard'] }, { conditions: { minimum: 3_000 } })
  const override = { amount: 400, reason: 'goodwill', by: 'staff:sam' }

  it('is free from the threshold, on the methods of the promotion', () => {
    expect(priceDraft(contentOf([priced('A', 3_000)]), offering(free)).groups[0]).toMatchObject({
      rate: 595,
      freeBy: 'FREE',
      charge: 0,
    })
    const express = priceDraft(
      contentOf([priced('A', 3_000)], { groups: [group('main', { method: 'express' })] }),
      offering(free),
    )
    expect([express.groups[0]?.charge, outcome(express, 'FREE')]).toEqual([1_495, { kind: 'no-method' }])
  })
  it('charges an override over free shipping and says it would be free', () => {
    const ledger = priceDraft(
      contentOf([priced('A', 3_000)], { groups: [group('main', { override })] }),
      offering(free),
    )
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
    const ledger = priceDraft(
      contentOf(lines, { groups: [group('main'), group('g2', { method: 'express' }), group('g3')] }),
      facts(),
    )
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
          method.id === 'standard'
            ? { ...method, rates: { kind, bands: [{ upTo: 700, amount: 300 }, { amount: 900 }] } }
            : method,
        ),
      })
    const rate = (lines: DraftContent['lines'], kind: 'weight' | 'subtotal') =>
      priceDraft(contentOf(lines), banded(kind)).groups[0]?.rate
    expect([rate([lineOf('MUG-BLUE-11OZ', 2)], 'weight'), rate([lineOf('MUG-BLUE-11OZ', 3)], 'weight')]).toEqual([
      300, 900,
    ])
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
    const ledger = priceDraft(
      contentOf([priced('A', 11_900)], registered(ACME)),
      facts(inclusive, [], { customer: ACME }),
    )
    expect([ledger.tax, ledger.total]).toEqual([0, 10_500])
    expect(ledger.steps.at(-1)).toMatchObject({ stage: 'S6', after: 10_500 })
  })
  it('is charged at each ship group\u2019s own place, rounded per line and group', () => {
    const taxRules = [
      { country: 'US', rates: { default: 100_000 }, shippingTaxable: false },
      { country: 'US', subdivision: 'CA', rates: { default: 50_000 }, shippingTaxable: false },
    ]
    const lines = [priced('A', 105, 3)].map((line) => ({ ...line, elsewhere: [{ group: 'g2', quantity: 1 }] }))
    const ledger = priceDraft(
      contentOf(lines, { groups: [group('main'), group('g2', { address: inUS('CA') })] }),
      facts({ taxRules }),
    )
    expect(ledger.lines[0]?.parts).toEqual([
      { group: 'main', quantity: 2, net: 210, taxRatePpm: 100_000, tax: 21 },
      { group: 'g2', quantity: 1, net: 105, taxRatePpm: 50_000, tax: 5 },
    ])
    expect(
      splitUnits(ledger.lines[0] ?? { quantity: 0, unitPrice: 0, components: [], parts: [] }).map((unit) => [
        unit.group,
        unit.tax,
      ]),
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
    const rule = (ppm: number, rest: object) => ({
      country: 'US',
      rates: { default: ppm },
      shippingTaxable: false,
      ...rest,
    })
    const taxRules = [
      rule(10_000, {}),
      rule(20_000, { subdivision: 'IL' }),
      rule(30_000, { subdivision: 'IL', postcodePrefix: '627' }),
    ]
    expect(priceDraft(contentOf([priced('A', 1_000)]), facts({ taxRules })).tax).toBe(30)
  })
  it('says where nobody set a tax: "TX", or the country abroad', () => {
    const rules = {
      taxRules: [{ country: 'US', subdivision: 'IL', rates: { default: 82_500 }, shippingTaxable: false }],
    }
    const at = (address: typeof IL) =>
      priceDraft(contentOf([lineOf('A', 1)], { groups: [group('main', { address })] }), facts(rules)).groups[0]
    expect([at(inUS('TX'))?.noTaxRule, at(BONN)?.noTaxRule, at(IL)?.noTaxRule]).toEqual(['TX', 'Germany', undefined])
  })
})
