/**
 * The whole shop file as one schema, both ways: `parley shop schema` prints it as JSON Schema for
 * editors. Sections not named here are mistakes. Each section's file has its shape, how it is built
 * and how it is written back; what must fit together (SKUs, options, targets, currencies) is
 * checked where it is built. Next: read.ts and write.ts.
 */
import { z } from 'zod'
import { optionSchema, productSchema } from './catalog.ts'
import { customerSchema } from './customers.ts'
import { couponSchema, promotionSchema } from './offers.ts'
import { orderSchema } from './past-orders.ts'
import { shippingSchema, taxSchema } from './shipping.ts'
import { answerSchema, limitsSchema, paymentSchema, shopSchema, staffSchema, timesSchema } from './shop.ts'
import { stockSchema } from './stock.ts'

export const shopFileSchema = z.strictObject({
  shop: shopSchema,
  answers: z.array(answerSchema).default([]),
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
  products: z.array(productSchema).default([]),
  stock: stockSchema.optional().describe('Needed where there are products.'),
})

/** JSON Schema (draft 2020-12) of what people write. */
export const shopFileJsonSchema = (): unknown => ({
  title: 'Parley shop file',
  ...z.toJSONSchema(shopFileSchema, { io: 'input' }),
})
