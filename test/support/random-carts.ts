/**
 * Random carts with everything that touches money: currencies of 0, 2 and 3 digits, every kind of
 * promotion and coupon, overrides, subtraction, several ship groups, tax-inclusive and -exclusive
 * stores. SKUs repeat and prices are small or large, so that ties and odd cents are common.
 */
import fc from 'fast-check'
import type { DraftContent, DraftLine } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Coupon, Effect, Promotion, Shop, Target } from '#domain/model/shop.ts'
import {
  ALL,
  BONN,
  contentOf,
  coupon,
  factsOf,
  IL,
  inUS,
  JANE,
  METHODS,
  NOW,
  promotion,
  registered,
  shopOf,
  some,
} from '#test/support/shop-fixtures.ts'

export type RandomCart = { readonly content: DraftContent; readonly facts: Facts }

const SKUS = ['A', 'B', 'C', 'PEN', 'MUG-BLUE-11OZ', 'SOCK-BLACK-SM', 'SOCK-WHITE-SM'] as const
const CURRENCIES = [
  { currency: 'JPY', exponent: 0 },
  { currency: 'USD', exponent: 2 },
  { currency: 'KWD', exponent: 3 },
] as const
const CODES = ['C0', 'C1', 'C2'] as const

const price = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: 1_000_000_000 }),
)
const ppm = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(50_000, 100_000, 333_333, 1_000_000))
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constant(ALL),
  fc.subarray([...SKUS], { minLength: 1 }).map((skus) => some({ skus })),
)

const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ kind: fc.constant('line-percent' as const), percentPpm: ppm, target }),
  fc.record({ kind: fc.constant('line-amount' as const), amountPerUnit: price, target }),
  fc.record({ kind: fc.constant('order-percent' as const), percentPpm: ppm }),
  fc.record({ kind: fc.constant('order-amount' as const), amount: price }),
  fc.record({ kind: fc.constant('free-shipping' as const), methods: fc.subarray(['standard', 'express']) }),
  fc.record({
    kind: fc.constant('buy-x-get-y' as const),
    buy: fc.integer({ min: 1, max: 3 }),
    free: fc.integer({ min: 1, max: 2 }),
    target,
  }),
  fc.record({
    kind: fc.constant('gift' as const),
    sku: fc.constantFrom('PEN', 'C'),
    quantity: fc.integer({ min: 1, max: 3 }),
  }),
)
const conditions = fc.oneof(
  fc.constant({}),
  price.map((minimum) => ({ minimum })),
  price.map((minimum) => ({ minimum, minimumOn: 'gross' as const })),
  fc.record({ quantity: fc.record({ atLeast: fc.integer({ min: 1, max: 5 }), of: target }) }),
)
const terms = fc.record({ effect, conditions, priority: fc.integer({ min: 1, max: 3 }) })
const promotions: fc.Arbitrary<readonly Promotion[]> = fc
  .array(fc.record({ terms, group: fc.constantFrom(undefined, undefined, 'g'), exclusive: fc.nat(9) }), {
    maxLength: 5,
  })
  .map((list) =>
    list.map(({ terms: { effect: what, ...rest }, group, exclusive }, index) =>
      promotion(`P${index}`, what, { ...rest, exclusive: exclusive === 0, ...(group === undefined ? {} : { group }) }),
    ),
  )
const coupons: fc.Arbitrary<readonly Coupon[]> = fc
  .array(fc.record({ terms, combinable: fc.nat(3) }), { maxLength: CODES.length })
  .map((list) =>
    list.map(({ terms: { effect: what, ...rest }, combinable }, index) =>
      coupon(`C${index}`, what, { ...rest, combinable: combinable > 0 }),
    ),
  )

const quantity = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 7 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 999 }) },
)
const line = fc
  .record({
    sku: fc.constantFrom(...SKUS),
    quantity,
    price,
    override: fc.option(price, { nil: undefined, freq: 5 }),
    away: fc.array(fc.nat(5), { maxLength: 2 }),
    note: fc.constantFrom('', '', 'wrap'),
  })
  .map(
    (each): Omit<DraftLine, 'id'> => ({
      sku: each.sku,
      quantity: each.quantity,
      unitPrice: each.price,
      pricedAt: NOW,
      assumed: [],
      elsewhere: each.away.map((units, index) => ({
        group: `g${index + 2}`,
        quantity: Math.min(units, Math.floor(each.quantity / 2)),
      })),
      ...(each.note === '' ? {} : { note: each.note }),
      ...(each.override === undefined
        ? {}
        : { override: { unitPrice: each.override, reason: 'other', by: 'staff:sam' } }),
    }),
  )

const shopTerms = fc.record({
  money: fc.constantFrom(...CURRENCIES),
  inclusive: fc.boolean(),
  rates: fc.tuple(ppm, ppm, ppm),
  shippingTaxable: fc.boolean(),
  promotions,
  coupons,
})
const shop: fc.Arbitrary<Shop> = shopTerms.map(
  ({ money, inclusive, rates, shippingTaxable, promotions: offers, coupons: codes }) => {
    const taxRules = ['IL', 'CA', 'NY'].map((subdivision, index) => ({
      country: 'US',
      subdivision,
      rates: { default: rates[index] ?? 0 },
      shippingTaxable,
    }))
    const inMoney = codes.map((code) => ({ ...code, currency: money.currency }))
    return shopOf(
      { ...money, pricesIncludeTax: inclusive, taxRules, promotions: offers, shippingMethods: METHODS },
      inMoney,
    )
  },
)

const place = fc.constantFrom(IL, inUS('CA'), inUS('NY'), inUS('TX'), BONN)
const group = fc.record({
  address: place,
  method: fc.constantFrom('standard', 'express', 'pickup', 'international'),
  override: fc.option(price, { nil: undefined, freq: 4 }),
})

export const randomCart: fc.Arbitrary<RandomCart> = fc
  .record({
    shop,
    lines: fc.array(line, { maxLength: 8 }),
    groups: fc.tuple(group, group, group),
    codes: fc.subarray([...CODES]),
    subtraction: fc.option(price, { nil: undefined }),
    exempt: fc.nat(5),
  })
  .map(({ shop: where, lines, groups, codes, subtraction, exempt }) => ({
    content: contentOf(
      lines.map((each, index) => ({ ...each, id: `l${index}` })),
      {
        ...registered(JANE),
        groups: groups.map(({ override, ...rest }, index) => ({
          id: index === 0 ? 'main' : `g${index + 1}`,
          ...rest,
          ...(override === undefined ? {} : { override: { amount: override, reason: 'other', by: 'staff:sam' } }),
        })),
        coupons: codes.map((code) => ({ code, by: 'staff:sam' })),
        ...(subtraction === undefined
          ? {}
          : { subtraction: { amount: subtraction, reason: 'other', by: 'staff:sam' } }),
      },
    ),
    facts: factsOf(where, { customer: { ...JANE, taxExempt: exempt === 0 } }),
  }))
