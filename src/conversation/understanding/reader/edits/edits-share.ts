/**
 * One line shared out over several values of one option: "one chicken one beef", "half the leds
 * green, half blue", "2 in red and the rest in blue". What is said first stays the line, each
 * further value becomes a part of it; the counts must come to the line's own.
 */

import { type Fit, feature, fitOf } from '#conversation/understanding/reader/situation.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import type { Stretch, WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { LineTarget } from '#conversation/understanding/reader/spans/target-evidence.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { countAt } from './choices.ts'

type Share = {
  readonly at: number
  readonly fit: Fit
  readonly number: number | undefined
  readonly quantity: number | undefined
}

export function proposeShares(stretch: Stretch, target: LineTarget): void {
  const { cart } = stretch.situation
  const line = target.one
  const held = line === undefined ? undefined : cart[line]
  if (line === undefined || held === undefined || held.quantity < 2) return
  const shares = sharesOf(stretch, held.product, held.quantity)
  const [first, ...others] = shares
  if (first === undefined || others.length === 0 || others.length > 3) return
  const option = first.fit.option
  if (others.some(({ fit }) => fit.option !== option)) return
  const known = shares.reduce((sum, { quantity = 0 }) => sum + quantity, 0)
  const open = shares.filter(({ quantity }) => quantity === undefined)
  if (
    open.length > 1 ||
    (open.length === 0 && known !== held.quantity) ||
    (open.length === 1 && known >= held.quantity)
  )
    return
  const roles = new Map<number, WordRole>(target.roles)
  for (const { at, number } of shares) {
    roles.set(at, 'ON')
    if (number !== undefined) roles.set(number, 'NC')
  }
  const splits = others.map(
    ({ fit, quantity }): Op => ({
      op: 'split',
      line,
      options: { [option]: fit.value },
      quantity: quantity ?? held.quantity - known,
    }),
  )
  const changes: readonly Op[] =
    held.options[option] === first.fit.value ? [] : [{ op: 'setOption', line, options: { [option]: first.fit.value } }]
  const said = [
    feature('shares', String(shares.length), String(open.length)),
    feature(changes.length > 0 ? 'changes' : 'keeps'),
  ]
  propose(stretch, { type: 'share', ops: [...splits, ...changes], roles, said, shared: [target.evidence] })
}

/** Every value said, with the number or the "half" that stands nearest before it. */
function sharesOf(stretch: Stretch, product: string, whole: number): readonly Share[] {
  const { situation, from, valued, numbers } = stretch
  const out: Share[] = []
  let last = from - 1
  for (const at of valued) {
    const fit = fitOf(situation, at, product)
    if (fit === undefined || !fit.made || (fit.weak && numbers.length < 3)) continue
    const number = numbers.findLast((i) => i > last && i < at && !out.some((share) => share.number === i))
    const half = situation.units.slice(last + 1, at).some(({ words }) => /^half$/.test(words))
    const quantity = half ? whole / 2 : number === undefined ? undefined : countAt(stretch, number)
    if (quantity !== undefined && !Number.isInteger(quantity)) return []
    out.push({ at, fit, number: half ? undefined : number, quantity })
    last = at
  }
  return out
}
