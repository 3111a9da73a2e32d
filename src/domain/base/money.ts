/**
 * Money: integer minor units of one currency as plain safe integers; rates are integer parts per
 * million. Rounding is half away from zero. Products that may pass 2^53 go through BigInt inside; a
 * result that does not fit is a fault (RangeError), never a silent loss. Next: spread.ts divides an
 * amount without losing a cent; amount-text.ts does the reading behind parseAmount.
 */
import { type AmountProblem, readAmount } from './amount-text.ts'
import type { Amount, Ppm } from './flavour.ts'
import type { Result } from './result.ts'

const PPM = 1_000_000

export type CurrencyFormat = { readonly currency: string; readonly exponent: number; readonly locale: string }

/** Throws RangeError when the value is no safe integer: a bug upstream, never a person's input. */
export function minorUnits(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an amount in minor units: ${value}`)
  return value
}

/** floor(a * b / divisor) and what is left, exact for any safe non-negative a, b and positive divisor. */
export function divideProduct(
  a: number,
  b: number,
  divisor: number,
): { readonly quotient: number; readonly rest: number } {
  const product = a * b
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % divisor
    return { quotient: (product - rest) / divisor, rest }
  }
  const big = BigInt(a) * BigInt(b)
  return { quotient: minorUnits(Number(big / BigInt(divisor))), rest: Number(big % BigInt(divisor)) }
}

/** amount * numerator / divisor, rounded half away from zero. `numerator` >= 0, `divisor` > 0. */
export function scale(amount: Amount, numerator: number, divisor: number): number {
  const { quotient, rest } = divideProduct(Math.abs(amount), numerator, divisor)
  const rounded = rest >= divisor - rest ? quotient + 1 : quotient
  return amount < 0 ? -rounded + 0 : rounded
}

/** `ppm` parts per million of an amount (8.25 % = 82 500), rounded half away from zero. */
export const percentOf = (amount: Amount, ppm: Ppm): Amount => scale(amount, ppm, PPM)

/**
 * The part of a tax-inclusive amount that is left when the tax is taken out: amount / (1 + rate),
 * rounded half away from zero.
 */
export const withoutTax = (amount: Amount, ppm: Ppm): Amount => scale(amount, PPM, PPM + ppm)

export const sum = (amounts: readonly number[]): number =>
  minorUnits(amounts.reduce((total, amount) => total + amount, 0))

const formats = new Map<string, Intl.NumberFormat>()
function numberFormat(locale: string, minimum: number, maximum = minimum): Intl.NumberFormat {
  const key = `${locale}/${minimum}/${maximum}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(locale, { minimumFractionDigits: minimum, maximumFractionDigits: maximum })
  formats.set(key, made)
  return made
}

/** "73.17", "1,234.50", "-5.00": the digits of the currency, the separators of the locale, no symbol. */
export const formatMoney = (amount: Amount, format: CurrencyFormat): string =>
  numberFormat(format.locale, format.exponent).format((minorUnits(amount) + 0) / 10 ** format.exponent)

/** "73.17 USD" */
export const formatMoneyWithCurrency = (amount: Amount, format: CurrencyFormat): string =>
  `${formatMoney(amount, format)} ${format.currency}`

/** "8.25 %" from 82 500, "10 %" from 100 000. */
export const formatPercent = (ppm: Ppm, locale: string): string =>
  `${numberFormat(locale, 0, 4).format(ppm / 10_000)} %`

/**
 * What a person typed as an amount ("5", "$5.00", "5 USD", "1,234.50") in minor units; every
 * doubtful reading is its own answer.
 */
export const parseAmount = (text: string, format: CurrencyFormat): Result<Amount, AmountProblem> =>
  readAmount(text, format)
