/**
 * Shape of the parts of a shop file that describe the shop itself: name and place, times, tax, shipping, payment, limits, staff.
 * Units: percents as "8.25%", amounts in the shop's currency, durations named in the key. Next: build-shop.ts.
 */
import { z } from 'zod'
import { amount, country, flag, id, percent, positive, text, time } from './scalars.ts'

export const addressFields = {
  name: text.optional().describe('Who receives it; left out: the customer, or the shop.'),
  company: text.optional(),
  lines: z.array(text).min(1).max(3).describe('One to three street lines.'),
  city: text,
  subdivision: text.optional().describe('State or province code without the country, such as IL.'),
  postcode: text.optional(),
  country,
  phone: text.optional(),
}
export const addressSchema = z.strictObject(addressFields)

const day = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])

export const shopSchema = z.strictObject({
  name: text,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as USD'),
  locale: text.describe('Language and region of dates and amounts, such as en-US.'),
  timeZone: text.describe('IANA name, such as America/Chicago.'),
  pricesIncludeTax: flag,
  address: addressSchema,
  hours: z.strictObject({ days: z.array(day).min(1), from: time, to: time }).describe('When customers may be written to.'),
  legal: z
    .strictObject({ terms: z.url({ protocol: /^https?$/ }), privacy: z.url({ protocol: /^https?$/ }), minimumAge: positive })
    .optional()
    .describe(
      'Web addresses of the terms and the privacy notice, and from which age people order without a parent; customers see them on their cart.',
    ),
  cutOff: time.describe('Orders until then leave the same day.'),
  firstOrderNumber: positive,
  reasons: z.array(text).min(1).describe('Reasons a rep may give for a changed price; "other" takes the rest.'),
})

export const timesSchema = z.strictObject({
  priceFreezeHours: positive.describe('How long the list price of a line stays after it was added.'),
  draftIdleDays: positive.describe('After how many idle days a draft expires.'),
  linkHoldMinutes: positive.describe('How long a payment link holds the stock.'),
  reminderMinutes: positive.describe('How long before something runs out its thread is reminded.'),
  approvalHours: positive.describe('How long a request for approval waits.'),
})

export const taxSchema = z
  .strictObject({
    country,
    subdivision: text.optional(),
    postcodePrefix: text.optional(),
    rate: percent.optional().describe('The rate of everything not named in rates.'),
    rates: z.record(z.string(), percent).optional().describe('Rates by tax class.'),
    shippingTaxable: flag.optional(),
  })
  .describe('Tax by where it ships to; the most exact rule wins; no rule = no tax, said to the rep.')

const zone = z.strictObject({
  countries: z.array(country).min(1),
  subdivisions: z.array(text).optional(),
  postcodePrefixes: z.array(text).optional(),
})
const upTo = (unit: z.ZodType) => z.array(z.strictObject({ upTo: unit.optional(), price: amount })).min(1)

export const shippingSchema = z.strictObject({
  id,
  name: text,
  kind: z.enum(['delivery', 'pickup']).optional().describe('pickup needs no address and no zones.'),
  zones: z.array(zone).optional(),
  price: amount.optional(),
  byWeight: upTo(positive).optional().describe('Bands by weight in grams, ascending; the last may leave out upTo.'),
  bySubtotal: upTo(amount).optional().describe('Bands by merchandise, ascending; the last may leave out upTo.'),
  days: z
    .string()
    .regex(/^\d{1,3}(-\d{1,3})?$/, 'must be days such as 3-5')
    .meta({ type: ['string', 'integer'], examples: ['3-5'] }),
  international: flag.optional().describe('Says "import duties not included".'),
})

export const paymentSchema = z.strictObject({
  link: flag.describe('A payment link, for everybody.'),
  stored: flag.describe('A stored card, for its owner.'),
  invoice: flag.describe('Invoice, for customers who have "invoice".'),
  delivery: z.strictObject({ upTo: amount }).optional().describe('On delivery, through a rep only; left out: off.'),
})

export const roles = ['rep', 'lead', 'manager', 'admin'] as const
const limit = z.strictObject({
  percent: percent.optional().describe('Of the order.'),
  amount: amount.optional(),
  linePercent: percent.optional().describe('Of one line.'),
})
export const limitsSchema = z
  .strictObject({ rep: limit.optional(), lead: limit.optional(), manager: limit.optional(), admin: limit.optional() })
  .describe('What each role may give away; {} is no limit, a role left out may give nothing.')

export const staffSchema = z.strictObject({
  id,
  name: text,
  role: z.enum(roles),
  active: flag.optional(),
  users: z.array(text).optional().describe('Chat users who are this person, such as slack:T1/U1; terminal:ID always is.'),
})
