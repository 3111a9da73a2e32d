/**
 * The golden example E1 of the pricing rules: A 3 x 19.99, B 45.50, C 2 x 7.25, and everything that
 * is taken off them. 93.96.
 */
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import {
  contentOf,
  coupon,
  factsOf,
  IL,
  lineOf,
  METHODS,
  presenting,
  promotion,
  shopOf,
  some,
  takingOff,
} from '#test/support/shop-fixtures.ts'

export const TEN_ON_B = promotion('TEN-B', { kind: 'line-percent', percentPpm: 100_000, target: some({ skus: ['B'] }) })
export const FIVE_OFF = promotion('FIVE', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 7_500 } })
const FIFTEEN = coupon('FIFTEEN', { kind: 'order-percent', percentPpm: 150_000 })
const at895 = METHODS.map((method) =>
  method.id === 'standard' ? { ...method, rates: { kind: 'flat' as const, amount: 895 } } : method,
)

export const E1: DraftContent = contentOf([lineOf('A', 3), lineOf('B', 1), lineOf('C', 2)], {
  ...presenting('FIFTEEN'),
  ...takingOff(1_000),
  groups: [
    { id: 'main', address: IL, method: 'standard', override: { amount: 400, reason: 'goodwill', by: 'staff:sam' } },
  ],
})
export const e1Facts = (rest: Partial<ShopSettings> = {}, told: Partial<Facts> = {}): Facts =>
  factsOf(shopOf({ promotions: [TEN_ON_B, FIVE_OFF], shippingMethods: at895, ...rest }, [FIFTEEN]), told)
