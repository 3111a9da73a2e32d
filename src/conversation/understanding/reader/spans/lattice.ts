/**
 * Every way a message may be cut into stretches, with the candidates of each. Rule: clauses start
 * at joining words, marks, numbers after content and new content; a stretch is at most so long, and
 * long messages (order forms, mails) never cross a line, so the work grows with their length only.
 * Next: model.ts weighs the paths through the lattice.
 */

import { proposeAdds } from '#conversation/understanding/reader/edits/adds.ts'
import { proposeAsks } from '#conversation/understanding/reader/edits/asks.ts'
import { proposeCheckout } from '#conversation/understanding/reader/edits/checkout.ts'
import { claimsOf } from '#conversation/understanding/reader/edits/claims.ts'
import { proposeEdits } from '#conversation/understanding/reader/edits/edits.ts'
import type { MessageBlock, Situation } from '#conversation/understanding/reader/situation.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { SMALL } from './language.ts'
import { propose } from './propose.ts'
import { stretchOf } from './stretch.ts'
import { LINE } from './tokens.ts'
import type { Unit } from './unit.ts'

export type Edge = {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly ops: readonly Op[]
  readonly blocks: readonly MessageBlock[]
  readonly idle: number
}
export type Lattice = {
  readonly situation: Situation
  /** Unit numbers where a stretch may start or end. */
  readonly bounds: readonly number[]
  /** What stands at each bound. */
  readonly connectors: readonly string[]
  /** `from` and `to` are places in `bounds`. */
  readonly edges: readonly Edge[]
}

const JOINING = new Set(
  'and n plus but also then or & + und with except instead not no because cos so minus oh'.split(' '),
)
/** A message with more bounds is read line by line. */
const LONG = 22
const WIDEST = { units: 16, bounds: 9, boundsInLong: 5 }
/** What is read at all: the rest of a longer message is told to be unread. */
const MOST_BOUNDS = 160
/** A line of a list is short; a long run without a line break is cut into shorter stretches. */
const VERY_LONG = 60
const LONGEST = 100

export function latticeOf(situation: Situation): Lattice {
  const bounds = boundsOf(situation.units).slice(0, MOST_BOUNDS)
  const n = bounds.at(-1) ?? 0
  const edges: Edge[] = []
  const long = bounds.length > LONG
  const listed = situation.units.filter((unit) => unit.words === LINE).length > 1
  const widest =
    bounds.length > LONGEST ? 2 : bounds.length > VERY_LONG ? 3 : long ? WIDEST.boundsInLong : WIDEST.bounds
  for (let a = 0; a + 1 < bounds.length; a++)
    for (let b = a + 1; b < bounds.length; b++) {
      const from = bounds[a] ?? 0
      const to = bounds[b] ?? n
      const crosses = situation.near.crosses(from, to)
      if (long && crosses) break
      const whole = from === 0 && to === n && n <= 40
      if (!whole && b > a + 1 && (to - from > WIDEST.units || b - a > widest)) {
        // Further on only the whole of a short message is a stretch.
        if (from > 0 || n > 40) break
        continue
      }
      const stretch = stretchOf(situation, from, to)
      proposeCheckout(stretch)
      // In a list a line says what it says; only an address goes over several.
      if (!listed || !crosses) {
        proposeAsks(stretch)
        proposeAdds(stretch)
        proposeEdits(stretch)
      }
      for (const made of stretch.out) edges.push({ ...made, from: a, to: b })
    }
  edges.push(...claimEdges(situation, bounds))
  return { situation, bounds, connectors: bounds.map((at) => connectorAt(situation, at)), edges }
}

function claimEdges(situation: Situation, bounds: readonly number[]): readonly Edge[] {
  const place = new Map(bounds.map((at, p) => [at, p]))
  return claimsOf(situation, bounds).flatMap(({ from, to, type, ops, said }) => {
    const stretch = stretchOf(situation, from, to)
    propose(stretch, { type, ops, said })
    return stretch.out.map((made) => ({ from: place.get(from) ?? 0, to: place.get(to) ?? 0, ...made }))
  })
}

const joins = (unit: Unit | undefined): boolean =>
  unit?.kind === 'mark' || (unit?.kind === 'word' && JOINING.has(unit.words))

function boundsOf(units: readonly Unit[]): readonly number[] {
  const out = [0]
  for (let i = 1; i < units.length; i++) {
    const unit = units[i]
    const before = units[i - 1]
    if (unit !== undefined && before !== undefined && startsAt(unit, before)) out.push(i)
  }
  if (units.length > 0) out.push(units.length)
  return out
}

function startsAt(unit: Unit, before: Unit): boolean {
  if (joins(unit)) return !joins(before)
  if (joins(before)) return false
  if (unit.number !== undefined && before.kind === 'word' && !SMALL.has(before.words)) return true
  if (unit.number !== undefined || /^(?:a|an|another|the)$/.test(unit.words) || unit.kind === 'word')
    return before.kind !== 'word'
  const content = before.kind === 'span'
  return (
    unit.sku !== undefined ||
    (unit.products !== undefined && (content || before.number !== undefined)) ||
    unit.email !== undefined ||
    unit.address !== undefined ||
    unit.method !== undefined ||
    (unit.values !== undefined && (content || before.kind === 'number'))
  )
}

function connectorAt({ units, generic, near }: Situation, at: number): string {
  const unit = units[at]
  if (at === 0) return '^'
  if (unit === undefined) return '$'
  // ", sorry": what follows may mend what was said.
  const mends = near.repairFrom(at) <= at + 1 ? '~' : ''
  if (unit.kind === 'mark') return `${unit.words === LINE ? 'nl' : unit.words === ',' ? ',' : '.'}${mends}`
  return joins(unit) ? (generic[at] ?? '_') : `_${mends}`
}
