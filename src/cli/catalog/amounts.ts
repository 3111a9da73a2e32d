/**
 * Amounts, weights and counts as other programs write them ("1,234.50", "12,50 €", "0.18 kg").
 * Exact: digits are moved, nothing passes through a float. What cannot be read is said in words;
 * nothing is guessed.
 */
import { readMinorUnits } from '#shop-file/scalars.ts'

export type ReadCell = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly why: string }

const bad = (why: string): ReadCell => ({ ok: false, why })
const MOST_DIGITS = 12

/** Minor units. */
export function readPriceCell(text: string, exponent: number): ReadCell {
  const core = text.replace(/^(?:[A-Z]{3}|\p{Sc})\s*/u, '').replace(/\s*(?:[A-Z]{3}|\p{Sc})$/u, '')
  if (core === '') return bad('the price is missing')
  if (core.startsWith('-')) return bad(`"${text}" is less than nothing`)
  const plain = decimal(core)
  if (plain === undefined || plain.length > MOST_DIGITS) return bad(`"${text}" is not a price such as 12.50`)
  const value = readMinorUnits(plain, exponent)
  return value === undefined ? bad(`"${text}" is finer than the smallest coin`) : { ok: true, value }
}

/** "1,234.50", "1.234,50", "1234,5", "1'234.50" as 1234.50; undefined: no number. */
function decimal(text: string): string | undefined {
  const digits = text.replaceAll(/(?<=\d)['’\u00a0\u202f ](?=\d{3})/g, '')
  if (/^\d+(?:\.\d+)?$/.test(digits)) return digits
  if (/^\.\d+$/.test(digits)) return `0${digits}`
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return digits.replaceAll(',', '')
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.')
  return /^\d+,\d{1,2}$/.test(digits) ? digits.replace(',', '.') : undefined
}

/** "14,90", "1.089,00 €": such a file writes 1.250 for a thousand and more. */
export const hasDecimalComma = (text: string): boolean => /^\D*(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}\D*$/.test(text)

/** "1.250" as 1250, "1,5 kg" as 1.5 kg: where a comma stands before decimals. */
export const withDecimalPoint = (text: string): string =>
  text
    .replaceAll(/\d{1,3}(?:\.\d{3})+(?![\d.])/g, (grouped) => grouped.replaceAll('.', ''))
    .replaceAll(/(?<=\d),(?=\d)/g, '.')

/** Thousandths of a gram in a unit. */
const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{
      g: 1000,
      gr: 1000,
      gram: 1000,
      grams: 1000,
      kg: 1_000_000,
      kgs: 1_000_000,
      kilogram: 1_000_000,
      kilograms: 1_000_000,
    },
    ...{ mg: 1, oz: 28_350, ounce: 28_350, ounces: 28_350, lb: 453_592, lbs: 453_592, pound: 453_592, pounds: 453_592 },
  }),
)

/** Grams, a whole number. */
export function readWeight(text: string, unit: string): ReadCell {
  if (text === '') return { ok: true, value: 0 }
  const thousandths = UNITS.get(unit.trim().toLowerCase())
  if (thousandths === undefined) return bad(`the unit "${unit}" is not known; g, kg, oz and lb are`)
  const plain = decimal(text)
  if (plain === undefined || plain.length > MOST_DIGITS) return bad(`"${text}" is not a weight`)
  return { ok: true, value: Math.round((Number(plain) * thousandths) / 1000) }
}

/** Units on hand; `below` where the other program counts less than nothing. */
export function readCount(text: string): ReadCell & { readonly below?: true } {
  if (!/^-?\d{1,7}(?:\.0+)?$/.test(text)) return bad(`"${text}" is not a whole number of units`)
  const value = Math.trunc(Number(text))
  return value < 0 ? { ok: true, value: 0, below: true } : { ok: true, value }
}
