/**
 * Spread: dividing an amount so that the shares add up to it to the last minor unit (rules.md P3).
 * Largest remainder; ties go to the lowest index, so callers pass weights in canonical order (pricing/cart.ts).
 */
import { divideProduct, sum } from './money.ts'

/**
 * Shares of `total` (any sign) by weight (integers >= 0). When every weight is 0 all count the
 * same; no weights, no shares.
 */
export function spread(total: number, weights: readonly number[]): number[] {
  const weightSum = sum(weights)
  if (weightSum === 0) return weights.length === 0 ? [] : splitEvenly(total, weights.length)
  const amount = Math.abs(total)
  const sign = total < 0 ? -1 : 1
  const parts = weights.map((weight) => divideProduct(amount, weight, weightSum))
  const shares = parts.map((part) => part.quotient)
  let left = amount - sum(shares)
  if (left > 0) {
    const byRest = parts
      .map((part, index) => ({ index, rest: part.rest }))
      .sort((a, b) => b.rest - a.rest || a.index - b.index)
    for (const { index } of byRest) {
      if (left === 0) break
      shares[index] = (shares[index] ?? 0) + 1
      left -= 1
    }
  }
  return sign === 1 ? shares : shares.map((share) => 0 - share)
}

/** Equal shares; the earlier ones get the odd minor units (rules.md P2). */
export const splitEvenly = (total: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => evenShare(total, count, index))

/** Share number `index` (from 0) of `count` equal shares. */
export const evenShare = (total: number, count: number, index: number): number =>
  firstShares(total, count, index + 1) - firstShares(total, count, index)

/** The first `taken` of `count` equal shares together, without making them one by one. */
export function firstShares(total: number, count: number, taken: number): number {
  const odd = total % count
  const each = (total - odd) / count
  return each * taken + Math.sign(odd) * Math.min(taken, Math.abs(odd)) + 0
}
