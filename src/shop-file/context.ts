/**
 * What building a ShopData needs to know: where things are, what was already found wrong, and the currency's exponent.
 * Rule: building never stops at a problem; it notes it and goes on with a stand-in, so that every
 * problem is reported at once.
 */
import type { Instant } from '#domain/base/flavour.ts'
import type { Path } from './document.ts'
import { readMinorUnits } from './scalars.ts'
import type { WordedIssue } from './words.ts'

/** A piece of the file that has the right shape, with its place. */
export type Piece<T> = { readonly path: Path; readonly value: T }

/** The names other sections may point at, from everything the file says, even where it has other mistakes. */
export type Known = {
  readonly skus: ReadonlySet<string>
  /** Product code or id -> id. */
  readonly products: ReadonlyMap<string, string>
  readonly categories: ReadonlySet<string>
  readonly methods: ReadonlySet<string>
}

export type Building = {
  readonly currency: string
  readonly timeZone: string
  /** ISO instant of the load; relative dates count from its day at the shop. */
  readonly now: Instant
  readonly problem: (path: Path, message: string) => void
  /** Minor units; an amount finer than the currency is a problem and counts as 0. */
  readonly money: (path: Path, amount: string, currency?: string) => number
  /** The same where there is an amount. */
  readonly moneyIf: (path: Path, amount: string | undefined, currency?: string) => number | undefined
}

export function startBuilding(shop: { readonly currency: string; readonly timeZone: string }, now: Instant) {
  const problems: WordedIssue[] = []
  const problem = (path: Path, message: string): void => {
    problems.push({ path, message })
  }
  const money: Building['money'] = (path, amount, currency = shop.currency) => {
    const exponent = exponentOf(currency)
    const value = readMinorUnits(amount, exponent)
    if (value === undefined)
      problem(path, `${currency} has ${exponent === 0 ? 'no' : exponent} decimal places, this is ${amount}`)
    return value ?? 0
  }
  const moneyIf: Building['moneyIf'] = (path, amount, currency) =>
    amount === undefined ? undefined : money(path, amount, currency)
  return { building: { ...shop, now, problem, money, moneyIf } satisfies Building, problems }
}

/** Digits after the decimal point: JPY 0, USD 2, KWD 3. */
export function exponentOf(currency: string): number {
  if (!isCurrency(currency)) return 2
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
export const isCurrency = (currency: string): boolean => Intl.supportedValuesOf('currency').includes(currency)

/** Reports each key seen twice; the first stays. */
export function unique<T>(
  building: Building,
  pieces: readonly Piece<T>[],
  key: (value: T) => string,
  what: string,
): void {
  const seen = new Map<string, Path>()
  for (const { path, value } of pieces) {
    const name = key(value)
    if (seen.has(name)) building.problem(path, `${what} ${name} is there twice`)
    else seen.set(name, path)
  }
}

/** The shop's calendar day of an instant, YYYY-MM-DD. */
export const dayAt = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  )

/** "+12d" counted from the shop's day of the load; a plain date stays. */
export function dayOf(building: Building, given: string): string {
  const relative = /^([+-]\d+)d$/.exec(given)
  if (relative?.[1] === undefined) return given
  const day = new Date(`${dayAt(building.now, building.timeZone)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + Number(relative[1]))
  return day.toISOString().slice(0, 10)
}

/** The instant of a wall-clock time at the shop; the hour a clock change skips becomes the one after it. */
export function instantAt(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  const shown = (at: number): number => {
    const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
      new Date(at),
    )
    return Date.parse(`${parts.replace(' ', 'T')}Z`)
  }
  const first = wanted - (shown(wanted) - wanted)
  return new Date(first - (shown(first) - wanted)).toISOString()
}
