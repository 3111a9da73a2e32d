/**
 * How far units that are here reach into a queue: whose they become, and who stands before them in
 * vain. A long queue is served a part at a time, each with a commit of its own; what is not given
 * out yet stays allocated, so that nobody else takes it. Pure; the same before the locks, to know
 * what to lock, and under them.
 */
import type { Sku } from '#domain/base/flavour.ts'
import { type Fill, fillQueue, inQueueOrder, type Waiter } from './fill-queue.ts'

/** Orders changed in one commit. */
export const SERVED_AT_ONCE = 100
/** Orders that are told at once that what came was not enough for them. */
const TOLD_AT_ONCE = 20

/** A waiter, and the day it was last told that goods came and it got none. */
export type Queued = Waiter & { readonly passedOn?: string }
export type Reach = {
  readonly fills: readonly Fill[]
  /** Go out complete, stand before somebody who got units, and were not told so today. */
  readonly passed: readonly number[]
  /** Whom all of this is about. */
  readonly orders: ReadonlySet<number>
  /** Orders that get theirs next time. */
  readonly more: number
}
export type Here = {
  /** Units on hand that are nobody's yet, per SKU. */
  readonly here: ReadonlyMap<string, number>
  /** SKUs of which goods came just now. */
  readonly came: readonly string[]
  readonly today: string
}

export function reachOf(queue: readonly Queued[], { here, came, today }: Here): Reach {
  const all = fillQueue(queue, here)
  const filled = [...new Set(all.map(({ order }) => order))]
  const served = new Set(filled.slice(0, SERVED_AT_ONCE))
  const got = new Set(filled)
  const passed = came
    .flatMap((sku) => ahead(queue, sku, all, here))
    .flatMap(({ order, complete, passedOn }) => (complete && !got.has(order) && passedOn !== today ? [order] : []))
  const told = [...new Set(passed)].slice(0, TOLD_AT_ONCE)
  return {
    fills: all.filter(({ order }) => served.has(order)),
    passed: told,
    orders: new Set([...served, ...told]),
    more: filled.length - served.size,
  }
}

/** Everybody before the last one who got units of it; all where units are left over. */
function ahead(
  queue: readonly Queued[],
  sku: Sku,
  fills: readonly Fill[],
  here: ReadonlyMap<string, number>,
): readonly Queued[] {
  const own = inQueueOrder(queue.filter((waiter) => waiter.sku === sku))
  const given = fills.filter((fill) => fill.sku === sku)
  const left = (here.get(sku) ?? 0) - given.reduce((total, { quantity }) => total + quantity, 0)
  if (left > 0) return own
  const takers = new Set(given.map(({ order, position }) => `${order}/${position}`))
  return own.slice(0, own.findLastIndex(({ order, position }) => takers.has(`${order}/${position}`)) + 1)
}
