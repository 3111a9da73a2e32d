/**
 * Units: the exact share of every single unit of a line. Rule (rules.md P2): each component is
 * split with equal weights, earlier units get the odd minor unit (never below 0); a unit's net is
 * derived; tax is spread by largest remainder with weights = unit nets. Nothing is ever re-rounded,
 * so moved, dropped, cancelled and returned units (always the last ones) leave parts, sums and
 * refunds that add up exactly.
 */

import type { Quantity } from '#domain/base/flavour.ts'
import { sum } from '#domain/base/money.ts'
import { evenShare, firstShares, spread } from '#domain/base/spread.ts'
import type { Component, LinePart, PricedLine } from '#domain/model/ledger.ts'
import type { UnitShare } from '#domain/model/order.ts'

type Priced = Pick<PricedLine, 'quantity' | 'unitPrice' | 'components' | 'parts'>

/**
 * What units `from` (inclusive) to `to` (exclusive) of a line stand at together: gross and
 * discounts, tax not yet taken out.
 */
export function unitsAmount(
  line: { readonly quantity: Quantity; readonly unitPrice: number },
  components: readonly Component[],
  from: number,
  to: number,
): number {
  const { quantity } = line
  if (from === 0 && to === quantity)
    return line.unitPrice * quantity + components.reduce((total, component) => total + component.amount, 0)
  if (!isEven(line, components))
    return sum(
      evenedOut(line, components)
        .slice(from, to)
        .map(({ paid }) => paid),
    )
  return components.reduce(
    (total, { amount }) => total + firstShares(amount, quantity, to) - firstShares(amount, quantity, from),
    line.unitPrice * (to - from),
  )
}

/** Equal shares leave every unit at 0 or more: the first one, which gets every odd minor unit, decides. */
const isEven = (line: Pick<Priced, 'quantity' | 'unitPrice'>, components: readonly Component[]): boolean =>
  components.reduce((paid, { amount }) => paid + evenShare(amount, line.quantity, 0), line.unitPrice) >= 0

type Shares = { readonly components: readonly number[]; readonly paid: number }

/**
 * Shares of every unit. Where odd minor units of several discounts would take a unit below 0 (a
 * unit of 1 with two discounts on it), they go to the last units that still stand above 0 instead:
 * nobody is owed money for a thing they buy, and each component still adds up.
 */
function evenedOut(line: Pick<Priced, 'quantity' | 'unitPrice'>, components: readonly Component[]): readonly Shares[] {
  const shares = Array.from({ length: line.quantity }, (_, index) =>
    components.map(({ amount }) => evenShare(amount, line.quantity, index)),
  )
  const paid = shares.map((unit) => line.unitPrice + sum(unit))
  let taker = line.quantity - 1
  for (const [index, unit] of shares.entries()) {
    while ((paid[index] ?? 0) < 0) {
      while (taker > index && (paid[taker] ?? 0) <= 0) taker -= 1
      const other = shares[taker]
      const component = unit.findLastIndex((share) => share < 0)
      if (taker <= index || other === undefined || component < 0) break
      unit[component] = (unit[component] ?? 0) + 1
      other[component] = (other[component] ?? 0) - 1
      paid[index] = (paid[index] ?? 0) + 1
      paid[taker] = (paid[taker] ?? 0) - 1
    }
  }
  return shares.map((unit, index) => ({ components: unit, paid: paid[index] ?? 0 }))
}

/** Tax taken out of tax-inclusive prices follows the tax of each unit; every other component is split evenly. */
export const discountsOf = (components: readonly Component[]): readonly Component[] =>
  components.filter((component) => component.kind !== 'included-tax')

/** One share per unit, in unit order: `components` parallel to the line's. */
export function splitUnits(line: Priced): readonly UnitShare[] {
  const shares = evenedOut(line, discountsOf(line.components))
  const units: UnitShare[] = []
  for (const part of line.parts)
    units.push(...partUnits(line, part, shares.slice(units.length, units.length + part.quantity)))
  return units
}

function partUnits(line: Priced, part: LinePart, shares: readonly Shares[]): readonly UnitShare[] {
  const weights = shares.map(({ paid }) => paid)
  const included = spread(sum(weights) - part.net, weights)
  const taxes = spread(part.tax, weights)
  return shares.map(({ components, paid }, index) => {
    const out = included[index] ?? 0
    const discounts = components.values()
    return {
      group: part.group,
      components: line.components.map((component) =>
        component.kind === 'included-tax' ? 0 - out : (discounts.next().value ?? 0),
      ),
      net: paid - out,
      tax: taxes[index] ?? 0,
    }
  })
}

/** Units together: what moves, is dropped or is refunded, component by component. */
export function sumUnits(units: readonly UnitShare[], components: number): Omit<UnitShare, 'group'> {
  return {
    components: Array.from({ length: components }, (_, index) => sum(units.map((unit) => unit.components[index] ?? 0))),
    net: sum(units.map((unit) => unit.net)),
    tax: sum(units.map((unit) => unit.tax)),
  }
}
