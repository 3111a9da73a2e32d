/**
 * What each kind of effect takes off which lines, as positive amounts a line. A new promotion kind
 * is one case here and one test. Gifts (gifts.ts) and free shipping (free-shipping.ts) take nothing
 * off lines and have their own stages.
 */

import { percentOf, sum } from '#domain/base/money.ts'
import { firstShares, spread } from '#domain/base/spread.ts'
import type { Effect, Target } from '#domain/model/shop.ts'
import type { CartLine } from '#domain/pricing/cart.ts'

/** Where an effect belongs in the pricing pipeline: S1 lines, gifts right after it, S2 the order, S4 shipping. */
export const STAGE_OF = {
  'line-percent': 'line',
  'line-amount': 'line',
  'buy-x-get-y': 'line',
  gift: 'gift',
  'order-percent': 'order',
  'order-amount': 'order',
  'free-shipping': 'shipping',
} as const satisfies Record<Effect['kind'], 'line' | 'gift' | 'order' | 'shipping'>

/**
 * Amounts off by line, in line order, never more than the line's current net; `nets` are the
 * amounts standing before it.
 */
export function amountsOff(effect: Effect, lines: readonly CartLine[], nets: readonly number[]): readonly number[] {
  switch (effect.kind) {
    case 'line-percent':
      return eachMatching(effect.target, lines, nets, (_, net) => percentOf(net, effect.percentPpm))
    case 'line-amount':
      return eachMatching(effect.target, lines, nets, (line) => effect.amountPerUnit * line.quantity)
    case 'buy-x-get-y':
      return freeUnits(effect, lines, nets)
    case 'order-percent':
      return overOrder((base) => percentOf(base, effect.percentPpm), lines, nets)
    case 'order-amount':
      return overOrder(() => effect.amount, lines, nets)
    case 'gift':
    case 'free-shipping':
      return []
    default:
      return effect satisfies never
  }
}

export function matches(target: Target, line: Pick<CartLine, 'sku' | 'product'>): boolean {
  if (target.kind === 'all') return true
  if (target.skus.includes(line.sku)) return true
  return (
    line.product !== undefined &&
    (target.products.includes(line.product.id) || target.categories.includes(line.product.category))
  )
}

/** Units of the cart that match: gifts never count, overridden lines do (rules.md O8 and O12). */
export const unitsMatching = (target: Target, lines: readonly CartLine[]): number =>
  lines.reduce((units, line) => (!line.gift && matches(target, line) ? units + line.quantity : units), 0)

/** A line with its own typed price is outside line promotions and outside base and spread of order discounts. */
const open = (line: CartLine): boolean => !line.overridden && !line.gift

type Off = (line: CartLine, net: number) => number
const eachMatching = (
  target: Target,
  lines: readonly CartLine[],
  nets: readonly number[],
  off: Off,
): readonly number[] =>
  lines.map((line, index) => {
    const net = nets[index] ?? 0
    return open(line) && matches(target, line) ? Math.min(net, off(line, net)) : 0
  })

function overOrder(
  off: (base: number) => number,
  lines: readonly CartLine[],
  nets: readonly number[],
): readonly number[] {
  const weights = lines.map((line, index) => (open(line) ? (nets[index] ?? 0) : 0))
  const base = sum(weights)
  return base === 0 ? weights : spread(Math.min(base, off(base)), weights)
}

type BuyXGetY = Extract<Effect, { kind: 'buy-x-get-y' }>

const buyable = (effect: BuyXGetY, lines: readonly CartLine[]): number =>
  lines.reduce((units, line) => (open(line) && matches(effect.target, line) ? units + line.quantity : units), 0)

/** Units still needed before anything is free; 0 when something is. */
export const unitsMissing = (effect: BuyXGetY, lines: readonly CartLine[]): number =>
  Math.max(0, effect.buy + effect.free - buyable(effect, lines))

/** The cheapest matching units, ties by canonical key; a line's free units are its last ones, at what they cost now. */
function freeUnits(effect: BuyXGetY, lines: readonly CartLine[], nets: readonly number[]): readonly number[] {
  let left = Math.floor(buyable(effect, lines) / (effect.buy + effect.free)) * effect.free
  const off = lines.map(() => 0)
  const cheapest = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => open(line) && matches(effect.target, line))
    .sort((a, b) => a.line.unitPrice - b.line.unitPrice || a.index - b.index)
  for (const { line, index } of cheapest) {
    const free = Math.min(left, line.quantity)
    const net = nets[index] ?? 0
    off[index] = net - firstShares(net, line.quantity, line.quantity - free)
    left -= free
  }
  return off
}
