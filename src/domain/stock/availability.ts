/**
 * Availability: what can be promised of a SKU now and later. ATP = on hand - reserved - allocated,
 * then expected receipts by date (rules.md S1). No date is ever invented: a receipt without one, or
 * one that is overdue, counts as "no date". Lines of one SKU are summed first; a shortage falls on
 * the later lines.
 */

import { addDays, localDate } from '#domain/base/calendar.ts'
import type { Quantity } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts, StockFact } from '#domain/model/facts.ts'
import type { ShortLine } from '#domain/model/refusals.ts'

/**
 * `later` is ascending by date, `on` absent = no date known, last; `none` = units that cannot be
 * had at all. Together they are what was wanted.
 */
export type Availability = {
  readonly now: number
  readonly later: readonly { readonly quantity: Quantity; readonly on?: string }[]
  readonly none: number
}
type Tracked = Extract<StockFact, { tracked: true }>
type Receipt = Tracked['expected'][number]

/** Units free right now; a SKU nobody counts, or nobody knows, has no limit. Never negative. */
export function freeNow(stock: StockFact | undefined): number {
  if (stock === undefined || !stock.tracked) return stock?.discontinued ? 0 : Number.MAX_SAFE_INTEGER
  return Math.max(0, stock.onHand - stock.reserved - stock.allocated)
}

/** `today` is the shop's own day, YYYY-MM-DD. */
export function promise(stock: StockFact | undefined, wanted: number, today: string): Availability {
  const now = Math.min(wanted, freeNow(stock))
  const rest = wanted - now
  if (rest === 0 || stock === undefined) return { now, later: [], none: 0 }
  if (!stock.tracked || stock.discontinued || stock.backorders === 'refused') return { now, later: [], none: rest }
  const { later, left } = fromReceipts(
    rest,
    usable(stock, today),
    Math.max(0, stock.reserved + stock.allocated - stock.onHand),
  )
  // Backorders are allowed, so what no receipt covers waits without a date, unless the shop promises only so far ahead.
  if (left === 0) return { now, later, none: 0 }
  return stock.maxDaysAhead === undefined
    ? { now, later: withUndated(later, left), none: 0 }
    : { now, later, none: left }
}

/** Receipts that may be promised, dated ones first; with a cap on days ahead only those dated within it. */
function usable(stock: Tracked, today: string): readonly Receipt[] {
  const known = stock.expected.map(
    (receipt): Receipt => (receipt.on !== undefined && receipt.on < today ? { quantity: receipt.quantity } : receipt),
  )
  const { maxDaysAhead } = stock
  const horizon = maxDaysAhead === undefined ? undefined : addDays(today, maxDaysAhead)
  const allowed =
    horizon === undefined ? known : known.filter((receipt) => receipt.on !== undefined && receipt.on <= horizon)
  return [...allowed].sort((a, b) => ((a.on ?? '9') < (b.on ?? '9') ? -1 : (a.on ?? '9') > (b.on ?? '9') ? 1 : 0))
}

/** `owed` units of what comes are promised to others already. */
function fromReceipts(
  wanted: number,
  receipts: readonly Receipt[],
  owed: number,
): { readonly later: Availability['later']; readonly left: number } {
  let later: Availability['later'] = []
  let left = wanted
  let ahead = owed
  for (const receipt of receipts) {
    const free = Math.max(0, receipt.quantity - ahead)
    ahead = Math.max(0, ahead - receipt.quantity)
    const quantity = Math.min(free, left)
    left -= quantity
    if (quantity > 0)
      later = receipt.on === undefined ? withUndated(later, quantity) : [...later, { quantity, on: receipt.on }]
  }
  return { later, left }
}

function withUndated(later: Availability['later'], quantity: Quantity): Availability['later'] {
  const last = later.at(-1)
  return last !== undefined && last.on === undefined
    ? [...later.slice(0, -1), { quantity: last.quantity + quantity }]
    : [...later, { quantity }]
}

/**
 * Lines that cannot leave complete today. `on` is the last day their rest is expected, absent when
 * any of it has none. Earlier lines of the same SKU take what comes first.
 */
export function shortLines(content: Pick<DraftContent, 'lines'>, facts: Facts): readonly ShortLine[] {
  const today = localDate(facts.now, facts.shop.settings.timeZone)
  const before = new Map<string, number>()
  return content.lines.flatMap((line): readonly ShortLine[] => {
    const stock = facts.stock.get(line.sku)
    const taken = before.get(line.sku) ?? 0
    before.set(line.sku, taken + line.quantity)
    const now = Math.max(0, Math.min(line.quantity, freeNow(stock) - taken))
    if (now === line.quantity) return []
    const { later, none } = without(promise(stock, taken + line.quantity, today), taken)
    const on = none > 0 ? undefined : later.at(-1)?.on
    const never = none === 0 || stock === undefined ? {} : { never: { quantity: none, why: whyNever(stock) } }
    const { id: lineId, sku, quantity: wanted } = line
    return [{ lineId, sku, wanted, now, rest: wanted - now, later, ...never, ...given({ on }) }]
  })
}

/** What is left of a promise once its first units went to others. */
function without({ now, later, none }: Availability, taken: number): Pick<Availability, 'later' | 'none'> {
  let gone = Math.max(0, taken - now)
  const left = later.flatMap((part) => {
    const used = Math.min(gone, part.quantity)
    gone -= used
    return used === part.quantity ? [] : [{ ...part, quantity: part.quantity - used }]
  })
  return { later: left, none: none - gone }
}

function whyNever(stock: StockFact): NonNullable<ShortLine['never']>['why'] {
  if (stock.discontinued) return 'discontinued'
  return stock.tracked && stock.backorders === 'refused' ? 'refused' : 'too-far'
}
