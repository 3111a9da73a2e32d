/**
 * The whole shop file as one schema; `parley shop schema` prints it as JSON Schema for editors. Sections not named here are mistakes.
 * Shapes only: what must fit together (SKUs, options, targets, currencies) is checked by the build-*.ts files.
 */
import { z } from 'zod'
import { optionSchema, productSchema, stockSchema } from './schema-catalog.ts'
import { couponSchema, promotionSchema } from './schema-offers.ts'
import { customerSchema, orderSchema } from './schema-people.ts'
import { limitsSchema, paymentSchema, shippingSchema, shopSchema, staffSchema, taxSchema, timesSchema } from './schema-shop.ts'

export const shopFileSchema = z.strictObject({
  shop: shopSchema,
  times: timesSchema,
  tax: z.array(taxSchema).default([]),
  shipping: z.array(shippingSchema).min(1),
  promotions: z.array(promotionSchema).default([]),
  coupons: z.array(couponSchema).default([]),
  payment: paymentSchema,
  limits: limitsSchema,
  staff: z.array(staffSchema).min(1),
  customers: z.array(customerSchema).default([]),
  orders: z.array(orderSchema).default([]),
  options: z.record(z.string(), optionSchema).default({}),
  products: z.array(productSchema).min(1),
  stock: stockSchema,
})
export type ShopFile = z.infer<typeof shopFileSchema>
export type ShopFileInput = z.input<typeof shopFileSchema>

/** JSON Schema (draft 2020-12) of what people write. */
export const shopFileJsonSchema = (): unknown => ({
  title: 'Parley shop file',
  ...z.toJSONSchema(shopFileSchema, { io: 'input' }),
})
