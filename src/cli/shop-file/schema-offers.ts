/**
 * Shape of promotions and coupons in a shop file. Both carry a condition (`when`) and an `effect`; kinds are those of #domain/shop.ts.
 * Lists are in priority order. Next: build-offers.ts; a new kind of promotion is one more entry of `effectSchema`.
 */
import { z } from 'zod'
import { amount, code, country, date, flag, percent, positive, text, whole } from './scalars.ts'

const some = z.strictObject({
  skus: z.array(code).optional(),
  products: z.array(text).optional().describe('Product codes or ids.'),
  categories: z.array(text).optional(),
})
const target = some.optional().describe('Which lines; left out: all.')

export const effectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line-percent'), percent, on: target }),
  z.strictObject({ kind: z.literal('line-amount'), amount: amount.describe('Off each unit.'), on: target }),
  z.strictObject({ kind: z.literal('order-percent'), percent }),
  z.strictObject({ kind: z.literal('order-amount'), amount }),
  z.strictObject({ kind: z.literal('free-shipping'), methods: z.array(text).min(1) }),
  z.strictObject({ kind: z.literal('buy-x-get-y'), buy: positive, free: positive, on: target }),
  z.strictObject({ kind: z.literal('gift'), sku: code, quantity: positive.optional() }),
])

export const whenSchema = z.strictObject({
  minimum: amount.optional().describe("The order's merchandise after line discounts."),
  minimumOn: z.enum(['after-line-discounts', 'gross']).optional(),
  quantity: z.strictObject({ atLeast: positive, of: target }).optional(),
  customerGroup: text.optional(),
  firstOrder: flag.optional(),
  countries: z.array(country).min(1).optional(),
  from: date.optional().describe('First day, in the time zone of the shop.'),
  until: date.optional().describe('Last day, included.'),
})

const priority = whole.optional().describe('Lower first; left out: the place in this list.')

export const promotionSchema = z.strictObject({
  id: code,
  title: text.describe('Words for people and for the ledger.'),
  priority,
  when: whenSchema.optional(),
  effect: effectSchema,
  group: text.optional().describe('Of one group, only the promotion that saves most applies.'),
  exclusive: flag.optional().describe('No other promotion on the order.'),
})

export const couponSchema = z.strictObject({
  code,
  title: text,
  priority,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code such as USD')
    .optional(),
  when: whenSchema.optional(),
  effect: effectSchema,
  combinable: flag.optional().describe('false: no other coupon beside it.'),
  limit: positive.optional().describe('Uses in all.'),
  limitPerCustomer: positive.optional(),
})
