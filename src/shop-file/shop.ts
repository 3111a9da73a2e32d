/**
 * The parts of a shop file that describe the shop itself: name and place, times, payment, limits,
 * staff. Each is its shape, how ShopSettings are built from it (time zone, locale, currency and
 * country checked), and how it is written back. Units: percents as "8.25%", amounts in the shop's
 * currency, durations named in the key. Next: schema.ts, the whole.
 */
import { z } from 'zod'
import { validateAddress } from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import type { OverrideLimit, ShopSettings } from '#domain/model/shop.ts'
import type { StaffData } from '#store/shop/shop-data.ts'
import { type Building, exponentOf, isCurrency, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { buildLetters, lettersSchema } from './letters.ts'
import { presentIn } from './present.ts'
import { amount, amountText, country, flag, id, percent, positive, textScalar, time, usually } from './scalars.ts'

export const shopAddressFields = {
  name: textScalar.optional().describe('Who receives it; left out: the customer, or the shop.'),
  company: textScalar.optional(),
  lines: z.array(textScalar).min(1).max(3).describe('One to three street lines.'),
  city: textScalar,
  subdivision: textScalar.optional().describe('State or province code without the country, such as IL.'),
  postcode: textScalar.optional(),
  country,
  phone: textScalar.optional(),
}
const addressSchema = z.strictObject(shopAddressFields)

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** 0 = Sunday to 6. */
const day = z.codec(z.enum(WEEK), z.number(), {
  decode: (name) => (WEEK.indexOf(name) + 1) % 7,
  encode: (number) => WEEK[(number + 6) % 7] ?? 'sun',
})

const readingPolicy = z.enum(['commands', 'propose', 'apply'])

export const shopSchema = z.strictObject({
  name: textScalar,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as USD'),
  locale: textScalar.describe('Language and region of dates and amounts, such as en-US.'),
  timeZone: textScalar.describe('IANA name, such as America/Chicago.'),
  pricesIncludeTax: flag,
  address: addressSchema,
  hours: z
    .strictObject({ days: z.array(day).min(1), from: time, to: time })
    .describe('When customers may be written to.'),
  legal: z
    .strictObject({
      terms: z.url({ protocol: /^https?$/ }),
      privacy: z.url({ protocol: /^https?$/ }),
      minimumAge: positive,
    })
    .optional()
    .describe(
      'Web addresses of the terms and the privacy notice, and from which age people order without a parent; ' +
        'customers see them on their cart.',
    ),
  reading: z
    .strictObject({ customers: readingPolicy, staff: readingPolicy })
    .optional()
    .describe(
      'What becomes of free wording. commands: only plain commands are taken. propose: what was read is shown ' +
        'and asked about. apply (the default): it is applied where it is sure, and one press undoes it.',
    ),
  letters: lettersSchema,
  cutOff: time.describe('Orders until then leave the same day.'),
  firstOrderNumber: positive,
  reasons: z.array(textScalar).min(1).describe('Reasons a rep may give for a changed price; "other" takes the rest.'),
})
type ShopSection = z.infer<typeof shopSchema>

/** The settings that come from `shop` alone. */
export function buildShop(building: Building, { path, value }: Piece<ShopSection>) {
  const { name, currency, hours, address, timeZone, locale } = value
  if (!isCurrency(currency)) building.problem([...path, 'currency'], `${currency} is not a currency`)
  if (!isTimeZone(timeZone))
    building.problem([...path, 'timeZone'], `${timeZone} is not a time zone such as America/Chicago`)
  if (!isLocale(locale)) building.problem([...path, 'locale'], `${locale} is not a language and region such as en-US`)
  if (hours.from >= hours.to) building.problem([...path, 'hours', 'to'], `must be after ${hours.from}`)
  const { letters: _, ...rest } = value
  return presentIn({
    ...rest,
    ...buildLetters(building, [...path, 'letters'], value.letters),
    exponent: exponentOf(currency),
    country: address.country,
    address: buildAddress(building, [...path, 'address'], address, name),
  }) satisfies Partial<ShopSettings>
}

export function writeShop(settings: ShopSettings): ShopSection {
  const {
    name,
    currency,
    locale,
    timeZone,
    pricesIncludeTax,
    address,
    hours,
    legal,
    reading,
    letters,
    cutOff,
    firstOrderNumber,
    reasons,
  } = settings
  return {
    ...{ name, currency, locale, timeZone, pricesIncludeTax, legal, reading, letters, cutOff, firstOrderNumber },
    address: writeAddress(address, name),
    hours: { ...hours, days: [...hours.days] },
    reasons: [...reasons],
  }
}

/**
 * An address as the domain keeps it, named after who it belongs to where it does not say; its own
 * rules by country apply.
 */
export function buildAddress(
  building: Building,
  path: Path,
  input: z.infer<typeof addressSchema>,
  name: string,
): Address {
  const { lines, city, country, company, subdivision, postcode, phone } = input
  const address = presentIn({ name: input.name ?? name, company, lines, city, subdivision, postcode, country, phone })
  const bad = validateAddress(address)
  if (bad !== undefined) building.problem([...path, bad.field], bad.why)
  return address
}

export const writeAddress = (address: Address, name: string): z.infer<typeof addressSchema> => ({
  ...address,
  name: address.name === name ? undefined : address.name,
  lines: [...address.lines],
})

export const answerSchema = z.strictObject({
  words: z.array(textScalar).min(1).describe('Words or phrases people ask with; any of them in a question is enough.'),
  text: textScalar.max(600).describe('What they are told.'),
})

export const writeAnswers = ({ answers = [] }: ShopSettings): z.infer<typeof answerSchema>[] =>
  answers.map(({ words, text: told }) => ({ words: [...words], text: told }))

export const timesSchema = z.strictObject({
  priceFreezeHours: positive.describe('How long the list price of a line stays after it was added.'),
  draftIdleDays: positive.describe('After how many idle days a draft expires.'),
  linkHoldMinutes: positive.describe('How long a payment link holds the stock.'),
  reminderMinutes: positive.describe('How long before something runs out its thread is reminded.'),
  approvalHours: positive.describe('How long a request for approval waits.'),
})

export const writeTimes = (settings: ShopSettings): z.infer<typeof timesSchema> => {
  const { priceFreezeHours, draftIdleDays, linkHoldMinutes, reminderMinutes, approvalHours } = settings
  return { priceFreezeHours, draftIdleDays, linkHoldMinutes, reminderMinutes, approvalHours }
}

export const paymentSchema = z.strictObject({
  link: flag.describe('A payment link, for everybody.'),
  stored: flag.describe('A stored card, for its owner.'),
  invoice: flag.describe('Invoice, for customers who have "invoice".'),
  delivery: z.strictObject({ upTo: amount }).optional().describe('On delivery, through a rep only; left out: off.'),
})

export function buildPayment(
  building: Building,
  { path, value }: Piece<z.infer<typeof paymentSchema>>,
): ShopSettings['payment'] {
  const { delivery, ...kinds } = value
  return presentIn({
    ...kinds,
    delivery: delivery && { cap: building.money([...path, 'delivery', 'upTo'], delivery.upTo) },
  })
}

export const writePayment = ({ payment, exponent }: ShopSettings): z.infer<typeof paymentSchema> => ({
  ...payment,
  delivery: payment.delivery && { upTo: amountText(payment.delivery.cap, exponent) },
})

const roles = ['rep', 'lead', 'manager', 'admin'] as const
const limit = z.strictObject({
  percent: percent.optional().describe('Of the order.'),
  amount: amount.optional(),
  linePercent: percent.optional().describe('Of one line.'),
})
export const limitsSchema = z
  .strictObject({ rep: limit.optional(), lead: limit.optional(), manager: limit.optional(), admin: limit.optional() })
  .describe('What each role may give away; {} is no limit, a role left out may give nothing.')

export function buildLimits(
  building: Building,
  { path, value }: Piece<z.infer<typeof limitsSchema>>,
): ShopSettings['limits'] {
  const entries = Object.entries(value).flatMap(([role, said]): [string, OverrideLimit][] => {
    if (said === undefined) return []
    const { percent: percentPpm, linePercent: linePercentPpm } = said
    return [
      [
        role,
        presentIn({ percentPpm, amount: building.moneyIf([...path, role, 'amount'], said.amount), linePercentPpm }),
      ],
    ]
  })
  return Object.fromEntries(entries)
}

export const writeLimits = ({ limits, exponent }: ShopSettings): z.infer<typeof limitsSchema> =>
  Object.fromEntries(
    Object.entries(limits).map(([role, { percentPpm: percent, amount, linePercentPpm: linePercent }]) => [
      role,
      { percent, amount: amount === undefined ? undefined : amountText(amount, exponent), linePercent },
    ]),
  )

export const staffSchema = z.strictObject({
  id,
  name: textScalar,
  role: z.enum(roles),
  active: usually(flag, true),
  users: usually(z.array(textScalar), []).describe(
    'Chat users who are this person, such as slack:T1/U1; terminal:ID always is.',
  ),
})
type StaffSection = z.infer<typeof staffSchema>

/** Everybody can use the terminal under their own id. */
export function buildStaff(building: Building, staff: readonly Piece<StaffSection>[]): readonly StaffData[] {
  unique(building, staff, (person) => person.id, 'the member of staff')
  const users = staff.flatMap(({ path, value }) => value.users.map((user) => ({ path, value: user })))
  unique(building, users, (user) => user, 'the chat user')
  return staff.map(({ value }) => ({ ...value, users: [...new Set([`terminal:${value.id}`, ...value.users])] }))
}

export const writeStaff = (staff: readonly StaffData[]): StaffSection[] =>
  staff.map((person) => ({ ...person, users: person.users.filter((user) => user !== `terminal:${person.id}`) }))

const isTimeZone = (name: string): boolean => works(() => new Intl.DateTimeFormat('en', { timeZone: name }))
const isLocale = (name: string): boolean => works(() => Intl.getCanonicalLocales(name))
function works(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
