/**
 * The shop as data: everything that does not change within a turn. Loaded from a shop file, kept in
 * the database, cached per process. Lists are in priority order. Kinds are closed unions: a new
 * promotion kind is one case in promotions.ts and one test.
 */
import type { Amount, Ppm, Quantity, Sku } from '#domain/base/flavour.ts'
import type { Role } from './actor.ts'
import type { Catalog } from './catalog.ts'
import type { Address } from './customer.ts'

export type Promotion = {
  readonly id: string
  /** Words for the ledger and for people: "3 mugs: 10 % off". */
  readonly title: string
  /** Lower first, then id. */
  readonly priority: number
  readonly conditions: Conditions
  readonly effect: Effect
  /** Promotions of one stage in the same named group do not stack: the one that saves most wins. */
  readonly group?: string
  /** No other promotion on the order. */
  readonly exclusive: boolean
}

export type Conditions = {
  /** Minor units; tested on the order's merchandise after S1, or on gross when `minimumOn` says so. */
  readonly minimum?: Amount
  readonly minimumOn?: 'after-line-discounts' | 'gross'
  /** At least `quantity` units matching `of` in the cart. */
  readonly quantity?: { readonly atLeast: number; readonly of: Target }
  readonly customerGroup?: string
  readonly firstOrder?: boolean
  readonly countries?: readonly string[]
  /** Shop-local dates (YYYY-MM-DD), both inclusive. */
  readonly from?: string
  readonly until?: string
}

/** Which lines: all, or any that match one of the lists. */
export type Target =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some'
      readonly skus: readonly Sku[]
      readonly products: readonly string[]
      readonly categories: readonly string[]
    }

export type Effect =
  | { readonly kind: 'line-percent'; readonly percentPpm: Ppm; readonly target: Target }
  | { readonly kind: 'line-amount'; readonly amountPerUnit: Amount; readonly target: Target }
  | { readonly kind: 'order-percent'; readonly percentPpm: Ppm }
  | { readonly kind: 'order-amount'; readonly amount: Amount }
  | { readonly kind: 'free-shipping'; readonly methods: readonly string[] }
  | { readonly kind: 'buy-x-get-y'; readonly buy: number; readonly free: number; readonly target: Target }
  | { readonly kind: 'gift'; readonly sku: Sku; readonly quantity: Quantity }

/** A coupon carries the same effect and conditions as a promotion, plus its code, limits and how it combines. */
export type Coupon = {
  /** Upper case. */
  readonly code: string
  readonly title: string
  readonly priority: number
  readonly currency: string
  readonly conditions: Conditions
  readonly effect: Effect
  readonly combinable: boolean
  readonly limit?: number
  readonly limitPerCustomer?: number
}

export type Zone = {
  readonly countries: readonly string[]
  readonly subdivisions?: readonly string[]
  readonly postcodePrefixes?: readonly string[]
}

export type ShippingMethod = {
  readonly id: string
  readonly name: string
  /** `pickup` needs no address and is taxed at the shop's. */
  readonly kind: 'delivery' | 'pickup'
  readonly zones: readonly Zone[]
  readonly rates: ShippingRates
  readonly days: { readonly min: number; readonly max: number }
  readonly international: boolean
}
export type ShippingRates =
  | { readonly kind: 'flat'; readonly amount: Amount }
  /** Bands in ascending `upTo` (grams or minor units, inclusive); the last has none. No band = not eligible. */
  | {
      readonly kind: 'weight' | 'subtotal'
      readonly bands: readonly { readonly upTo?: number; readonly amount: Amount }[]
    }

export type TaxRule = {
  readonly country: string
  readonly subdivision?: string
  readonly postcodePrefix?: string
  /** Parts per million by tax class; `default` for the rest. */
  readonly rates: Readonly<Record<string, number>>
  readonly shippingTaxable: boolean
}

export const LETTER_KINDS = ['confirmation', 'link', 'shipped', 'cancelled', 'refunded', 'return-announced'] as const
/** What is told by e-mail about an order. */
export type LetterKind = (typeof LETTER_KINDS)[number]
/** Paragraphs with `{number}` and the like: conversation/letters/letters.ts. */
export type LetterTemplate = { readonly subject: string; readonly text: string }

export type PaymentKind = 'stored' | 'link' | 'invoice' | 'delivery'

export type OverrideLimit = {
  /** Percent of the base in ppm, amount in minor units, percent per line in ppm; absent = no limit. */
  readonly percentPpm?: Ppm
  readonly amount?: Amount
  readonly linePercentPpm?: Ppm
}

/**
 * What becomes of free wording: nothing but plain commands is taken, what was read is proposed, or
 * it is applied where it is sure.
 */
export type ReadingPolicy = 'commands' | 'propose' | 'apply'

export type ShopSettings = {
  readonly name: string
  readonly currency: string
  /** Digits after the decimal point of the currency (JPY 0, USD 2, KWD 3). */
  readonly exponent: number
  readonly locale: string
  readonly timeZone: string
  readonly country: string
  readonly address: Address
  readonly pricesIncludeTax: boolean
  readonly hours: { readonly days: readonly number[]; readonly from: string; readonly to: string }
  /**
   * What customers accept by ordering, as web addresses, and from which age alone; absent = nothing
   * is said about it.
   */
  readonly legal?: { readonly terms: string; readonly privacy: string; readonly minimumAge: number }
  /** Absent: applied where it is sure, for everybody. */
  readonly reading?: { readonly customers: ReadingPolicy; readonly staff: ReadingPolicy }
  /** What the shop answers to questions, by the words people use; the first that fits. */
  readonly answers?: readonly { readonly words: readonly string[]; readonly text: string }[]
  /** Who gets letters (absent: who is not in a chat), and the shop's own words for them. */
  readonly letters?: { readonly to?: 'not-in-chat' | 'everybody' } & Readonly<
    Partial<Record<LetterKind, LetterTemplate>>
  >
  /** Dispatch cut-off "14:00", shop-local. */
  readonly cutOff: string
  readonly reasons: readonly string[]
  readonly taxRules: readonly TaxRule[]
  readonly shippingMethods: readonly ShippingMethod[]
  readonly promotions: readonly Promotion[]
  readonly payment: {
    readonly link: boolean
    readonly stored: boolean
    readonly invoice: boolean
    /** Pay on delivery: through a rep only, up to the cap in minor units; absent = off. */
    readonly delivery?: { readonly cap: Amount }
  }
  readonly limits: Readonly<Partial<Record<Exclude<Role, 'customer'>, OverrideLimit>>>
  readonly priceFreezeHours: number
  readonly draftIdleDays: number
  readonly linkHoldMinutes: number
  readonly reminderMinutes: number
  readonly approvalHours: number
  readonly firstOrderNumber: number
}

export type Shop = {
  readonly version: number
  /** Other programs are told of its orders. */
  readonly hasWebhooks?: true
  readonly settings: ShopSettings
  readonly catalog: Catalog
  /** By upper-case code. */
  readonly coupons: ReadonlyMap<string, Coupon>
}
