/**
 * Shape of customers and of their orders from before the load. An old order was shipped whole; its amounts are what was charged then,
 * worked out at today's prices, rates and tax where they are left out. Next: build-people.ts, build-orders.ts.
 */
import { z } from 'zod'
import { amount, code, flag, positive, relativeDate, text } from './scalars.ts'
import { addressFields } from './schema-shop.ts'

const card = z.strictObject({
  brand: text,
  last4: z.string().regex(/^\d{4}$/, 'must be the last four digits'),
  token: text.describe('What the payment provider knows it by; never a card number.'),
  default: flag.optional(),
})

export const customerSchema = z.strictObject({
  number: code,
  name: text,
  email: text.optional(),
  phone: text.optional(),
  groups: z.array(text).optional(),
  taxExempt: flag.optional(),
  invoice: z.strictObject({ days: positive }).optional().describe('May pay by invoice, within these days.'),
  note: text.optional().describe('For staff only.'),
  backorders: z.enum(['ship-complete', 'ship-available-then-backorder', 'ship-available-drop-rest', 'move-to-separate-order']).optional(),
  addresses: z.array(z.strictObject({ label: text, default: flag.optional(), ...addressFields })).optional(),
  cards: z.array(card).optional(),
})

export const orderSchema = z.strictObject({
  number: positive,
  customer: code,
  placed: relativeDate.describe('Noon of that day at the shop.'),
  by: text.optional().describe('Who placed it, such as staff:sam; left out: the customer.'),
  lines: z.array(z.strictObject({ sku: code, quantity: positive, price: amount.optional(), tax: amount.optional() })).min(1),
  shipTo: text.optional().describe("Label of one of the customer's addresses; left out: the default one."),
  method: text,
  shipping: amount.optional(),
  paid: z.enum(['card', 'invoice']).describe("With the customer's default card, or by invoice."),
})
