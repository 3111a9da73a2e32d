/**
 * Reading an amount as people type it. Rule: a reading that could be meant otherwise is never
 * chosen silently ("1.000" asks); what cannot be an amount of this currency is named for what it
 * is. Called through parseAmount in money.ts.
 */
import { no, ok, type Result } from './result.ts'

type CurrencyFormat = { readonly currency: string; readonly exponent: number; readonly locale: string }

export type AmountProblem =
  /** Both readings in minor units: with the separator as decimal point, and as thousands separator. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly number[] }
  | { readonly kind: 'too-precise' }
  | { readonly kind: 'foreign-currency'; readonly currency: string }
  | { readonly kind: 'not-a-number' }

const LONGEST = 40
const SYMBOLS: Readonly<Record<string, string>> = {
  $: 'USD',
  '\u20ac': 'EUR',
  '\u00a3': 'GBP',
  '\u00a5': 'JPY',
  '\u20b9': 'INR',
  '\u20a9': 'KRW',
  '\u20bd': 'RUB',
  '\u20ba': 'TRY',
  '\u20aa': 'ILS',
}

const AMOUNT = new RegExp(
  String.raw`^(?:([A-Za-z]{3}|[A-Za-z]{0,2}\p{Sc})\s*)?([-\u2212]?)\s*(?:(\p{Sc})\s*)?((?:\d` +
    String.raw`|\.\d)[\d., '\u2019]*)(?:\s*([A-Za-z]{3}|\p{Sc}))?$`,
  'u',
)
/** A negative amount is read as such: whether it makes sense is the caller's rule. */
export function readAmount(text: string, format: CurrencyFormat): Result<number, AmountProblem> {
  const typed = asciiDigits(text.normalize('NFKC')).trim()
  if (typed.length > LONGEST) return no({ kind: 'not-a-number' })
  const parts = AMOUNT.exec(typed)
  const digits = parts?.[4]?.trimEnd().replace(/^\./, '0.')
  if (parts === null || digits === undefined) return no({ kind: 'not-a-number' })
  for (const unit of [parts[1], parts[3], parts[5]]) {
    const problem = unit === undefined ? undefined : unitProblem(unit, format)
    if (problem !== undefined) return no(problem)
  }
  const read = readDigits(digits, format)
  return read.ok && parts[2] !== '' ? ok(0 - read.value) : read
}

function unitProblem(unit: string, format: CurrencyFormat): AmountProblem | undefined {
  const code = unit.toUpperCase()
  if (code === format.currency || unit === symbolOf(format)) return undefined
  const symbol = unit.slice(-1)
  if (/\p{Sc}/u.test(symbol)) {
    const letters = code.slice(0, -1)
    if (symbol === symbolOf(format) && letters !== '' && format.currency.startsWith(letters)) return undefined
    const dollars = letters === 'A' ? 'AUD' : `${letters}D`
    return { kind: 'foreign-currency', currency: currencies().has(dollars) ? dollars : (SYMBOLS[symbol] ?? symbol) }
  }
  return currencies().has(code) ? { kind: 'foreign-currency', currency: code } : { kind: 'not-a-number' }
}

let known: ReadonlySet<string> | undefined
function currencies(): ReadonlySet<string> {
  known ??= new Set(Intl.supportedValuesOf('currency'))
  return known
}

const symbolOf = (format: CurrencyFormat): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: format.currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(1)
    .find((part) => part.type === 'currency')?.value ?? ''

/** Digits with separators: "5", "5.00", "1,234.50", "1 234,50". */
function readDigits(digits: string, format: CurrencyFormat): Result<number, AmountProblem> {
  const marks = [...digits].filter((char) => char < '0' || char > '9')
  const last = marks.at(-1)
  if (last === undefined) return minor(digits, '', format)
  const kinds = new Set(marks)
  const decimals = digits.slice(digits.lastIndexOf(last) + 1)
  const whole = digits.slice(0, digits.lastIndexOf(last))
  const canBeDecimal =
    (last === '.' || last === ',') && marks.filter((mark) => mark === last).length === 1 && grouped(whole)
  const canBeGrouped = kinds.size === 1 && grouped(digits) && !digits.startsWith('0')
  if (canBeDecimal && canBeGrouped) return eitherWay({ digits, whole, decimals, mark: last }, format)
  // "1,5" where people write 1.50: a decimal comma, or a thousand of which something is missing.
  if (canBeDecimal && kinds.size === 1 && last !== decimalMarkOf(format) && decimals.length !== format.exponent)
    return unsure(minor(whole, decimals, format))
  if (canBeGrouped) return minor(digits, '', format)
  return canBeDecimal ? minor(whole, decimals, format) : no({ kind: 'not-a-number' })
}

type Doubtful = { readonly digits: string; readonly whole: string; readonly decimals: string; readonly mark: string }

/**
 * "1.000": only the currency can settle it: one with three digits after its own decimal point, or
 * with none and its own thousands separator.
 */
function eitherWay(typed: Doubtful, format: CurrencyFormat): Result<number, AmountProblem> {
  const decimalMark = decimalMarkOf(format)
  if (format.exponent === typed.decimals.length && typed.mark === decimalMark)
    return minor(typed.whole, typed.decimals, format)
  if (format.exponent === 0 && typed.mark !== decimalMark) return minor(typed.digits, '', format)
  return unsure(minor(typed.whole, typed.decimals, format), minor(typed.digits, '', format))
}

const unsure = (...readings: readonly Result<number, AmountProblem>[]): Result<never, AmountProblem> =>
  no({ kind: 'ambiguous', readings: readings.flatMap((reading) => (reading.ok ? [reading.value] : [])) })

const decimalMarkOf = ({ locale }: CurrencyFormat): string | undefined =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value

/** "1,234" or "1 234 567" or no separators at all: groups of three after a first one of one to three. */
const grouped = (digits: string): boolean =>
  /^\d+$/.test(digits) || /^\d{1,3}(?:([., '\u2019])\d{3})(?:\1\d{3})*$/.test(digits)

function minor(whole: string, decimals: string, format: CurrencyFormat): Result<number, AmountProblem> {
  const kept = decimals.replace(/0+$/, '')
  if (kept.length > format.exponent) return no({ kind: 'too-precise' })
  const value = Number(whole.replace(/\D/g, '') + kept.padEnd(format.exponent, '0'))
  return Number.isSafeInteger(value) ? ok(value) : no({ kind: 'not-a-number' })
}

/** First digit (zero) of the scripts people type digits in; the other nine follow it. */
const ZEROS = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x17e0,
] as const

const asciiDigits = (text: string): string =>
  text
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0
      const zero = ZEROS.find((start) => code >= start && code < start + 10)
      return zero === undefined ? digit : String(code - zero)
    })
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
