/**
 * Candidates that change lines: every target crossed with taking away, counting and asking which
 * line. Values, splits and replacements: edits-options.ts and edits-replace.ts. Rule: what a number
 * or a word is for is the model's to say, so each possible use is a candidate.
 */

import { NAMES } from '#conversation/understanding/reader/model/classes.ts'
import { feature, type MessageBlock } from '#conversation/understanding/reader/situation.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import { type Stretch, saysAny, type WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { LineTarget } from '#conversation/understanding/reader/spans/target-evidence.ts'
import { targetsOf } from '#conversation/understanding/reader/spans/targets.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { countAt, numberFeatures, quantitiesOf } from './choices.ts'
import { proposeAgain, proposeOptions } from './edits-options.ts'
import { proposeReplacements } from './edits-replace.ts'
import { proposeShares } from './edits-share.ts'

export function proposeEdits(stretch: Stretch): void {
  const crowded = isCrowded(stretch)
  for (const target of targetsOf(stretch)) {
    takeAway(stretch, target)
    if (crowded) continue
    askWhichLine(stretch, target)
    for (const at of quantitiesOf(stretch)) count(stretch, target, at)
    multiply(stretch, target)
    proposeShares(stretch, target)
    proposeOptions(stretch, target)
    proposeAgain(stretch, target)
    proposeReplacements(stretch, target)
  }
}

/** So much is said here that it is several clauses, or one that takes all of it away. */
const isCrowded = ({ numbers, products, valued }: Stretch): boolean =>
  numbers.length > 3 || products.length > 3 || valued.length > 6

function takeAway(stretch: Stretch, { lines, roles, evidence }: LineTarget): void {
  const remove = (from: readonly number[]): readonly Op[] => from.map((line) => ({ op: 'remove', line }))
  propose(stretch, { type: 'remove', ops: remove(lines), roles, shared: [evidence] })
  const rest = stretch.situation.cart.flatMap((_, line) => (lines.includes(line) ? [] : [line]))
  if (rest.length > 0)
    propose(stretch, {
      type: 'removeExcept',
      ops: remove(rest),
      roles,
      shared: [evidence],
      said: [feature('rest#', String(Math.min(3, rest.length)))],
    })
}

const ASKABLE = ['prod', 'descMany', 'prodDesc', 'prodFirst', 'prodLast', 'desc1Many', 'prodDesc1']
function askWhichLine(stretch: Stretch, target: LineTarget): void {
  if (target.one !== undefined || target.lines.length > 5 || !ASKABLE.some((way) => target.ways.has(way))) return
  const roles = new Map<number, WordRole>(target.roles)
  for (const i of target.fresh) roles.set(i, 'ON')
  const number = stretch.numbers.find((i) => !roles.has(i))
  if (number !== undefined) roles.set(number, 'NC')
  const ops: readonly Op[] = [{ op: 'clarify', about: 'line', candidates: target.lines.map(String) }]
  propose(stretch, { type: 'clarifyLine', ops, roles, shared: [target.evidence] })
}

function count(stretch: Stretch, target: LineTarget, at: number | undefined): void {
  const { units, cart } = stretch.situation
  const value = at === undefined ? undefined : countAt(stretch, at)
  const roles = new Map<number, WordRole>(target.roles)
  if (at !== undefined) roles.set(at, 'NC')
  for (const i of stretch.numbers)
    if (i !== at && target.lines.some((line) => cart[line]?.quantity === units[i]?.number)) roles.set(i, 'NH')
  const said = [...numberFeatures(stretch, at), ...comparison(stretch, target, value)]
  const shared: readonly MessageBlock[] = [target.evidence]
  const each = (op: (line: number) => Op): readonly Op[] => target.lines.map(op)
  const by = value ?? 1
  propose(stretch, { type: 'more', ops: each((line) => ({ op: 'changeQty', line, by })), roles, said, shared })
  propose(stretch, { type: 'fewer', ops: each((line) => ({ op: 'changeQty', line, by: -by })), roles, said, shared })
  if (value === undefined || at === undefined) return
  propose(stretch, {
    type: 'setQty',
    ops: each((line) => ({ op: 'setQty', line, quantity: value })),
    roles,
    said,
    shared,
  })
  if (value < 2 || value > 10) return
  const beside = /^(?:times|x|fold)$/.test(units[at + 1]?.words ?? '')
    ? 'before'
    : /^(?:times|x|by)$/.test(units[at - 1]?.words ?? '')
      ? 'after'
      : 'no'
  const ops = each((line) => ({ op: 'setQty', line, quantity: (cart[line]?.quantity ?? 0) * value }))
  propose(stretch, { type: 'times', ops, roles, said: [...said, feature('times', beside)], shared })
}

function comparison(
  { situation: { cart } }: Stretch,
  { one }: LineTarget,
  value: number | undefined,
): readonly number[] {
  if (value === undefined) return []
  if (one === undefined) return [feature('qMany')]
  const held = cart[one]?.quantity ?? 0
  return [feature(value === held ? 'q=' : value > held ? 'q>' : 'q<')]
}

const FACTORS = [
  ['times2', 2],
  ['times3', 3],
  ['times4', 4],
  ['half', 0.5],
] as const
function multiply(stretch: Stretch, { lines, roles, evidence }: LineTarget): void {
  const { cart } = stretch.situation
  for (const [name, factor] of FACTORS) {
    if (!saysAny(stretch, NAMES[name])) continue
    const counts = lines.map((line) => (cart[line]?.quantity ?? 0) * factor)
    if (!counts.every(Number.isInteger)) continue
    const ops = lines.map((line, k): Op => ({ op: 'setQty', line, quantity: counts[k] ?? 0 }))
    propose(stretch, { type: 'times', ops, roles, said: [feature(name), feature('numDefault')], shared: [evidence] })
  }
}
