/**
 * The small values of a shop file, both ways: counts, percents, dates, times. Rule: exact text in,
 * exact integers out, and the same text again; nothing passes through a float. Amounts stay text
 * until the currency's exponent is known (`money` in context.ts, `amountText` back).
 */
import { z } from 'zod'

/** JSON Schema shows numbers as numbers although the reader takes their text. */
const number = { type: ['number', 'string'] }

export const textScalar = z.string().trim().min(1, 'must not be empty')
export const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 5.95')
  .meta({ ...number, examples: [5.95] })
export const whole = z
  .codec(z.string().regex(/^\d{1,9}$/, 'must be a whole number, 0 or more'), z.number(), {
    decode: Number,
    encode: String,
  })
  .meta({ type: ['integer', 'string'] })
export const positive = whole.refine((value) => value > 0, 'must be at least 1').meta({ type: ['integer', 'string'] })
/** Parts per million: "8.25%" is 82 500. */
export const percent = z
  .codec(z.string().regex(/^\d{1,3}(\.\d{1,4})? ?%$/, 'must be a percentage such as 8.25%'), z.number(), {
    decode: (value) => scaled(value.replace(/ ?%$/, ''), 4),
    encode: (ppm) => `${amountText(ppm, 4).replace(/\.?0+$/, '')}%`,
  })
  .refine((ppm) => ppm <= 1_000_000, 'must not be over 100%')
  .meta({ examples: ['8.25%'] })
/** YYYY-MM-DD that exists. */
export const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'must be a date such as 2026-12-31')
  .refine(isRealDate, 'is not a day of the calendar')
/** A date, or days from the load: "+12d", "-20d". */
export const relativeDate = z
  .string()
  .refine(
    (value) => /^[+-]\d{1,4}d$/.test(value) || isRealDate(value),
    'must be a date such as 2026-12-31, or days from now such as +12d',
  )
  .meta({ examples: ['+12d', '2026-12-31'] })
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00')
export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'must be a short name of small letters, digits, - and _')
export const code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_.-]{0,39}$/, 'must be capitals, digits, - . and _')
export const SKU_SHAPE = /^[\p{L}\p{N}][\p{L}\p{N} _./'+#&():*-]{0,59}$/u
export const SKU_RULE = "a SKU is letters and digits, then also - _ . / ' + # & ( ) : * and spaces, at most 60"
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, such as US')
export const flag = z.boolean()

/** Left out where it is the usual value: read as that, and left out again. */
export const usually = <Value, Written>(schema: z.ZodType<Value, Written>, usual: Value) =>
  z.codec(schema.optional(), z.custom<Value>(), {
    decode: (value) => value ?? usual,
    encode: (value) => (JSON.stringify(value) === JSON.stringify(usual) ? undefined : value),
  })

function isRealDate(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** "8.25" with 4 digits is 82 500; the caller has checked the form. */
export function scaled(value: string, digits: number): number {
  const [units = '0', fraction = ''] = value.split('.')
  return Number(units + fraction.padEnd(digits, '0'))
}

/** Minor units of an amount, or undefined when it is finer than the currency's smallest coin. */
export function readMinorUnits(value: string, exponent: number): number | undefined {
  const [units = '0', fraction = ''] = value.split('.')
  const significant = fraction.replace(/0+$/, '')
  return significant.length > exponent ? undefined : Number(units + significant.padEnd(exponent, '0'))
}

/** "5.95" from 595 with two digits. */
export function amountText(minor: number, exponent: number): string {
  const digits = String(minor).padStart(exponent + 1, '0')
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}
