/**
 * Shape of options, products, variants and stock in a shop file. A variant is one row: SKU, then its option values in the product's order.
 * Synonyms are the words people type; the understanding of free wording is made from them. Next: build-catalog.ts.
 */
import { z } from 'zod'
import { amount, code, date, flag, id, positive, relativeDate, text, whole } from './scalars.ts'

const value = z.union([
  z.array(text).min(1).describe('Words for it; the first is its name.'),
  z.strictObject({ name: text, synonyms: z.array(text).optional() }),
])
export const optionSchema = z.strictObject({
  name: text,
  values: z.record(z.string(), value),
  default: text.optional(),
})

const variant = z.union([
  z.array(text).describe("Option values, in the order of the product's options."),
  z.strictObject({
    options: z.array(text),
    price: amount.optional(),
    cost: amount.optional(),
    weight: whole.optional(),
    active: flag.optional(),
    maxPerOrder: positive.optional(),
    from: date.optional().describe('Sold from this day on.'),
    until: date.optional().describe('Sold until this day, included.'),
  }),
])

export const productSchema = z.strictObject({
  id,
  code,
  name: text,
  plural: text.optional().describe('As in "2 classic mugs"; left out: the name.'),
  synonyms: z.array(text).optional(),
  category: text,
  taxClass: text.optional().describe('Left out: default.'),
  price: amount.describe('Of every variant that does not say its own.'),
  weight: whole.describe('Grams, of every variant that does not say its own.'),
  maxPerOrder: positive.optional().describe('Left out: 999.'),
  image: z.strictObject({ url: text, alt: text }).optional(),
  freeText: z.strictObject({ label: text, price: amount, maxLength: positive }).optional(),
  options: z.array(id).optional(),
  defaults: z.record(z.string(), text).optional().describe('The usual value of an option, taken when it is not said.'),
  variants: z.record(z.string(), variant),
})

const expected = z.strictObject({ quantity: positive, on: relativeDate.optional().describe('Left out: announced without a date.') })
const stockLine = z.strictObject({
  onHand: whole.optional(),
  tracked: flag.optional().describe('false: no counts, dates or choices.'),
  backorders: z.enum(['allowed', 'refused']).optional(),
  discontinued: flag.optional(),
  maxDaysAhead: positive.optional(),
  expected: z.array(expected).optional(),
})
export const stockSchema = z.strictObject({
  default: z
    .string()
    .regex(/^(untracked|\d{1,9})$/, 'must be a whole number or "untracked"')
    .meta({ type: ['string', 'integer'] })
    .describe('On hand of every SKU not listed below, or "untracked".'),
  exceptions: z.record(z.string(), stockLine).optional(),
})
