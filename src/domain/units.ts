/**
 * Units: the exact share of every single unit of a line. Rule (orders.md "Units"): each component is split with equal weights, earlier units get
 * the odd minor unit; a unit's net is derived; tax is spread by largest remainder with weights = unit nets. Nothing is ever re-rounded, so moved,
 * dropped, cancelled and returned units (always the last ones) leave parts, sums and refunds that add up exactly.
 */
import type { Component, LinePart, PricedLine } from './ledger.ts'
import { sum } from './money.ts'
import type { UnitShare } from './order.ts'
import { evenShare, firstShares, spread } from './spread.ts'

type Priced = Pick<PricedLine, 'quantity' | 'unitPrice' | 'components' | 'parts'>

/** What units `from` (inclusive) to `to` (exclusive) of a line stand at together: gross and discounts, tax not yet taken out. */
export function unitsAmount(
  line: { readonly quantity: number; readonly unitPrice: number },
  components: readonly Component[],
  from: number,
  to: number,
): number {
  const { quantity } = line
  if (from === 0 && to === quantity) return line.unitPrice * quantity + components.reduce((total, component) => total + component.amount, 0)
  return components.reduce(
    (total, { amount }) => total + firstShares(amount, quantity, to) - firstShares(amount, quantity, from),
    line.unitPrice * (to - from),
  )
}

/** Tax taken out of tax-inclusive prices follows the tax of each unit; every other component is split evenly. */
export const discountsOf = (components: readonly Component[]): readonly Component[] =>
  components.filter((component) => component.kind !== 'included-tax')

/** One share per unit, in unit order: `components` parallel to the line's. */
export function splitUnits(line: Priced): readonly UnitShare[] {
  const units: UnitShare[] = []
  for (const part of line.parts) units.push(...partUnits(line, part, units.length))
  return units
}

function partUnits(line: Priced, part: LinePart, start: number): readonly UnitShare[] {
  const discounts = discountsOf(line.components)
  const paid = Array.from({ length: part.quantity }, (_, index) => unitsAmount(line, discounts, start + index, start + index + 1))
  const weights = paid.map((amount) => Math.max(0, amount))
  const included = spread(sum(paid) - part.net, weights)
  const taxes = spread(part.tax, weights)
  return paid.map((amount, index) => {
    const out = included[index] ?? 0
    return {
      group: part.group,
      components: line.components.map((component) =>
        component.kind === 'included-tax' ? 0 - out : evenShare(component.amount, line.quantity, start + index),
      ),
      net: amount - out,
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
