/**
 * Short words for pricing tests: a shop without taxes and promotions unless given, lines at a
 * price, what a promotion said.
 */
import type { ShipGroup } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { Coupon, Promotion, ShopSettings } from '#domain/model/shop.ts'
import { factsOf, IL, lineOf, shopOf } from './shop-fixtures.ts'

const NO_TAX = { taxRules: [{ country: 'US', rates: { default: 0 }, shippingTaxable: false }] }
export const facts = (
  settings: Partial<ShopSettings> = {},
  coupons: readonly Coupon[] = [],
  rest: Partial<Facts> = {},
): Facts => factsOf(shopOf({ promotions: [], ...NO_TAX, ...settings }, coupons), rest)
export const offering = (...promotions: readonly Promotion[]): Facts => facts({ promotions })
export const outcome = (ledger: Ledger, id: string) => ledger.promotions.find((each) => each.id === id)?.outcome
export const discounts = (ledger: Ledger) => ledger.lines.map((line) => line.net - line.gross)
export const priced = (sku: string, unitPrice: number, quantity = 1) => lineOf(sku, quantity, { unitPrice })
export const group = (id: string, rest: Partial<ShipGroup> = {}): ShipGroup => ({
  id,
  address: IL,
  method: 'standard',
  ...rest,
})
export const percentOff = (percent: number) => ({ kind: 'order-percent', percentPpm: percent * 10_000 }) as const
