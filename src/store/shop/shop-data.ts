/**
 * ShopData: a whole shop, checked and with every relative date resolved, ready to be written by
 * shop-load.ts in one transaction. The shop file (cli) makes it; the store trusts it. Lists keep
 * the file's order, which is their priority. Amounts are minor units of `settings.currency`; dates
 * are YYYY-MM-DD (shop-local), instants ISO 8601.
 */
import type { Sku } from '#domain/base/flavour.ts'
import type { Role } from '#domain/model/actor.ts'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Address, BackorderPolicy } from '#domain/model/customer.ts'
import type { NewOrder } from '#domain/model/order.ts'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'

export type ShopData = {
  readonly settings: ShopSettings
  readonly options: readonly Option[]
  readonly products: readonly Product[]
  /** SKUs in upper case. */
  readonly variants: readonly Variant[]
  /** Codes in upper case. */
  readonly coupons: readonly Coupon[]
  readonly stock: readonly StockData[]
  readonly customers: readonly CustomerData[]
  readonly staff: readonly StaffData[]
  readonly orders: readonly PastOrderData[]
}

/** Stock of one SKU. A SKU that is not listed, or `tracked: false`, has no counts, no dates and no choices. */
export type StockData =
  | { readonly sku: Sku; readonly tracked: false; readonly discontinued: boolean }
  | {
      readonly sku: Sku
      readonly tracked: true
      readonly onHand: number
      readonly backorders: 'allowed' | 'refused'
      readonly discontinued: boolean
      /** Days; absent = any. */
      readonly maxDaysAhead?: number
      /** `on` absent = announced without a date. */
      readonly expected: readonly { readonly quantity: number; readonly on?: string }[]
    }

export type CustomerData = {
  /** "C-1001" */
  readonly number: string
  readonly name: string
  /** Normalised: lower case. */
  readonly email?: string
  /** E.164 */
  readonly phone?: string
  readonly groups: readonly string[]
  readonly taxExempt: boolean
  readonly invoiceAllowed: boolean
  readonly invoiceDays: number
  readonly note?: string
  readonly backorderPreference?: BackorderPolicy
  readonly addresses: readonly { readonly label: string; readonly address: Address; readonly isDefault: boolean }[]
  readonly methods: readonly {
    readonly brand: string
    readonly last4: string
    readonly token: string
    readonly isDefault: boolean
  }[]
}

export type StaffData = {
  /** The short name people type: "sam". */
  readonly id: string
  readonly name: string
  readonly role: Exclude<Role, 'customer'>
  readonly active: boolean
  /** Channel users that are this member of staff: "terminal:sam". */
  readonly users: readonly string[]
}

/**
 * An order from before the load, with its own number; listed like any order. It was shipped whole,
 * so it reserves nothing. `order.buyer` of a registered customer names the account by `number`; its
 * `customerId` is filled in by the load.
 */
export type PastOrderData = { readonly number: number; readonly order: NewOrder }
