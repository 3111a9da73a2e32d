/**
 * Release: who gets the units that came. Order of filling (rules.md S2): expedited orders first,
 * then by submit, then by line; an order that goes complete takes units only when all it waits for
 * can be had. Pure; the orders are changed by order/release.ts, under their locks.
 */
import type { Instant, Quantity, Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'

/** Units of one order line that wait. `seq` grows with every submit, and within one with every line. */
export type Waiter = {
  readonly order: number
  readonly position: number
  readonly sku: Sku
  readonly quantity: Quantity
  readonly seq: number
  readonly expedited: boolean
  /** Goes out complete only. */
  readonly complete: boolean
}
export type Fill = {
  readonly order: number
  readonly position: number
  readonly sku: Sku
  readonly quantity: Quantity
}

/** In the order of filling; of one SKU, the order of its queue. */
export const inQueueOrder = (waiters: readonly Waiter[]): readonly Waiter[] =>
  waiters.toSorted((a, b) => Number(b.expedited) - Number(a.expedited) || a.seq - b.seq)

/**
 * `here` are units on hand that are nobody's yet, per SKU. All lines of an order that goes complete
 * must be among the waiters.
 */
export function fillQueue(waiters: readonly Waiter[], here: ReadonlyMap<string, number>): readonly Fill[] {
  const left = new Map(here)
  const tried = new Set<number>()
  const orders = Map.groupBy(waiters, ({ order }) => order)
  return inQueueOrder(waiters).flatMap((waiter): readonly Fill[] => {
    if (!waiter.complete) return take([waiter], left)
    if (tried.has(waiter.order)) return []
    tried.add(waiter.order)
    const lines = orders.get(waiter.order) ?? []
    return canComplete(lines, left) ? take(lines, left) : []
  })
}

function canComplete(lines: readonly Waiter[], left: ReadonlyMap<string, number>): boolean {
  const wanted = new Map<string, number>()
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity)
  return [...wanted].every(([sku, quantity]) => (left.get(sku) ?? 0) >= quantity)
}

/** What there is of it; `left` goes down. */
function take(lines: readonly Waiter[], left: Map<string, number>): readonly Fill[] {
  return lines.flatMap(({ order, position, sku, quantity: wanted }) => {
    const quantity = Math.min(wanted, left.get(sku) ?? 0)
    left.set(sku, (left.get(sku) ?? 0) - quantity)
    return quantity > 0 ? [{ order, position, sku, quantity }] : []
  })
}

/** What stays in the queue after units were given out. */
export function afterFills(waiters: readonly Waiter[], fills: readonly Fill[]): readonly Waiter[] {
  const given = new Map(fills.map((fill) => [queueKey(fill), fill.quantity]))
  return waiters.flatMap((waiter) => {
    const quantity = waiter.quantity - (given.get(queueKey(waiter)) ?? 0)
    return quantity > 0 ? [{ ...waiter, quantity }] : []
  })
}

/** A line's place in the queue of its SKU, "2nd of 5", and the day its last unit is expected; absent = no date. */
export type QueuePlace = {
  readonly order: number
  readonly position: number
  readonly sku: Sku
  readonly place: number
  readonly of: number
  readonly on?: string
}

/**
 * Places and days of everybody who waits for one SKU. Units that are here already (kept for who
 * goes complete) come before any receipt; a receipt that is overdue has no day. `today` is the
 * shop's own day.
 */
export function placesOf(
  waiters: readonly Waiter[],
  stock: StockFact | undefined,
  today: string,
): readonly QueuePlace[] {
  const queue = inQueueOrder(waiters)
  const receipts = stock?.tracked ? stock.expected.filter(({ on }) => on !== undefined && on >= today) : []
  const here = stock?.tracked ? Math.max(0, stock.onHand - stock.reserved) : 0
  let asked = 0
  return queue.map(({ order, position, sku, quantity }, index) => {
    asked += quantity
    const on = dayOf(asked - here, receipts, today)
    return { order, position, sku, place: index + 1, of: queue.length, ...(on === undefined ? {} : { on }) }
  })
}

/** The day on which so many units have come. */
function dayOf(
  units: number,
  receipts: readonly { readonly quantity: Quantity; readonly on?: string }[],
  today: string,
): string | undefined {
  if (units <= 0) return today
  let come = 0
  return receipts.find(({ quantity }) => {
    come += quantity
    return come >= units
  })?.on
}

export const queueKey = ({ order, position }: { readonly order: number; readonly position: number }): string =>
  `${order}/${position}`

/**
 * The day somebody was told was passed over: a later one, or none any more. Who was told that there
 * is no day has nothing to be told.
 */
export const isLater = (told: string | undefined, now: Instant | undefined): boolean =>
  told !== undefined && (now === undefined || now > told)
