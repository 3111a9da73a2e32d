/**
 * The units of a placed order's line. Their places are fixed: units leave from the front, and those
 * that are cancelled or dropped are the last ones (rules.md P2), so what each of them is worth
 * never depends on the order of events. Returned units are marked, because more may leave later.
 */
import type { Quantity } from '#domain/base/flavour.ts'
import type { Order, OrderLine, UnitShare } from '#domain/model/order.ts'
import type { OrderPart, StockMove } from '#domain/model/order-command.ts'
import { splitUnits } from '#domain/pricing/unit-shares.ts'

/** Units still wanted: neither cancelled nor dropped. */
export const alive = (line: OrderLine): number => line.quantity - line.cancelled - line.dropped
/** Units still to leave. */
export const open = (line: OrderLine): number => line.reserved + line.backordered
/** Units with the customer. */
export const kept = (line: OrderLine): number => line.shipped - line.returned

const isBack = (unit: UnitShare): boolean => unit.returned === true
const isExpected = ({ announced, exchanged }: UnitShare): boolean => announced === true || exchanged === true
/** Units with the customer that are expected back. */
export const expectedBack = (line: OrderLine): number =>
  line.units.filter((unit) => !isBack(unit) && isExpected(unit)).length
/** Units with the customer that may be exchanged: a return that was announced becomes the exchange. */
export const exchangeable = (line: OrderLine): number => kept(line) - exchangedAway(line)
/** Units with the customer that nothing was said about. */
export const returnable = (line: OrderLine): number => kept(line) - expectedBack(line)
/** Units whose worth is elsewhere, and which did not come yet. */
export const exchangedAway = (line: OrderLine): number =>
  line.units.filter((unit) => !isBack(unit) && unit.exchanged === true).length

/** What units cost, tax included. Minor units. */
export const worth = (units: readonly UnitShare[]): number =>
  units.reduce((total, unit) => total + unit.net + unit.tax, 0)

/** Orders of an earlier system came without shares: theirs are made the same way. */
export function unitsOf(line: OrderLine): readonly UnitShare[] {
  if (line.units.length > 0) return line.units
  return splitUnits({
    ...line,
    parts: [{ group: 'main', quantity: line.quantity, net: line.net, taxRatePpm: 0, tax: line.tax }],
  })
}

export type Taken = { readonly line: OrderLine; readonly units: readonly UnitShare[]; readonly move: StockMove }

/** The last units that have not left; those that wait go before those that are here. */
export function cancelUnits(line: OrderLine, quantity: Quantity): Taken {
  const end = alive(line)
  const waiting = Math.min(quantity, line.backordered)
  const here = quantity - waiting
  return {
    line: {
      ...line,
      backordered: line.backordered - waiting,
      reserved: line.reserved - here,
      cancelled: line.cancelled + quantity,
    },
    units: unitsOf(line).slice(end - quantity, end),
    move: { sku: line.sku, onHand: 0, reserved: 0 - here, allocated: 0 - waiting },
  }
}

export function shipUnits(line: OrderLine, quantity: Quantity): Taken {
  return {
    line: { ...line, reserved: line.reserved - quantity, shipped: line.shipped + quantity },
    units: unitsOf(line).slice(line.shipped, line.shipped + quantity),
    move: { sku: line.sku, onHand: 0 - quantity, reserved: 0 - quantity, allocated: 0 },
  }
}

/** The last units that left and have not come back, those that were announced before others; they are on hand again. */
export function returnUnits(line: OrderLine, quantity: Quantity): Taken {
  const all = unitsOf(line)
  const chosen = lastOut(all, line.shipped, quantity)
  return {
    line: {
      ...line,
      returned: line.returned + quantity,
      units: all.map((unit, index) => (chosen.has(index) ? asReturned(unit) : unit)),
    },
    units: all.filter((_, index) => chosen.has(index)),
    move: { sku: line.sku, onHand: quantity, reserved: 0, allocated: 0 },
  }
}
const asReturned = ({ announced: _, ...unit }: UnitShare): UnitShare => ({ ...unit, returned: true })

/**
 * The last units with the customer that nothing was said about are expected back, to be given back
 * for; exchanged are those first whose return was announced, so that both are never promised.
 */
export function expectUnits(line: OrderLine, quantity: Quantity, as: 'announced' | 'exchanged'): Taken {
  const all = unitsOf(line)
  const isTaken = as === 'announced' ? isExpected : ({ exchanged }: UnitShare) => exchanged === true
  const chosen = lastOut(
    all.map((unit) => (isTaken(unit) ? asReturned(unit) : unit)),
    line.shipped,
    quantity,
  )
  const expected = ({ announced: _, ...unit }: UnitShare): UnitShare => ({ ...unit, [as]: true as const })
  return {
    line: { ...line, units: all.map((unit, index) => (chosen.has(index) ? expected(unit) : unit)) },
    units: all.filter((_, index) => chosen.has(index)),
    move: { sku: line.sku, onHand: 0, reserved: 0, allocated: 0 },
  }
}

/** Places of the last units that left and are not back, those that are expected before others. */
function lastOut(units: readonly UnitShare[], shipped: number, quantity: Quantity): ReadonlySet<number> {
  const out = units.flatMap((unit, index) =>
    index < shipped && !isBack(unit) ? [{ index, first: Number(isExpected(unit)) }] : [],
  )
  const chosen = out.toSorted((a, b) => b.first - a.first || b.index - a.index).slice(0, quantity)
  return new Set(chosen.map(({ index }) => index))
}

/**
 * Which lines give how many units of a SKU, last line first and gifts last; undefined: they have
 * fewer. `front` takes from the first line on.
 */
export function choose(
  order: Order,
  { sku, quantity }: OrderPart,
  has: (line: OrderLine) => number,
  front = false,
): readonly { readonly line: OrderLine; readonly quantity: Quantity }[] | undefined {
  const lines = order.lines.filter((line) => line.sku === sku)
  const ordered = front ? lines : lines.toReversed().toSorted((a, b) => Number(a.gift) - Number(b.gift))
  let left = quantity ?? lines.reduce((total, line) => total + has(line), 0)
  const chosen = ordered.flatMap((line) => {
    const taken = Math.min(left, has(line))
    left -= taken
    return taken === 0 ? [] : [{ line, quantity: taken }]
  })
  return left > 0 ? undefined : chosen
}

/** Moves of one SKU together, in the order stock is locked; what does not move is left out. */
export function movesOf(taken: readonly Taken[]): readonly StockMove[] {
  const bySku = new Map<string, StockMove>()
  for (const { move } of taken) {
    const known = bySku.get(move.sku) ?? { sku: move.sku, onHand: 0, reserved: 0, allocated: 0 }
    bySku.set(move.sku, {
      sku: move.sku,
      onHand: known.onHand + move.onHand,
      reserved: known.reserved + move.reserved,
      allocated: known.allocated + move.allocated,
    })
  }
  return [...bySku.values()]
    .filter((move) => move.onHand !== 0 || move.reserved !== 0 || move.allocated !== 0)
    .sort((a, b) => (a.sku < b.sku ? -1 : 1))
}
