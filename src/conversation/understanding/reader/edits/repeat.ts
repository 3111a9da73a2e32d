/**
 * An earlier order once more, with changes: "the usual, but no cups". While it is read, its lines
 * are the cart, so what comes out is the repetition and then the changes. Rule: where an earlier
 * order is spoken of, a change to its lines repeats it.
 */

import { meaningOf } from '#conversation/understanding/reader/meaning.ts'
import type { Situation } from '#conversation/understanding/reader/situation.ts'
import type { Op } from '#conversation/understanding/types.ts'

const CHANGES: ReadonlySet<Op['op']> = new Set([
  'setQty',
  'changeQty',
  'remove',
  'setOption',
  'replace',
  'split',
  'clear',
])

const changes = (op: Op): boolean => CHANGES.has(op.op)
/** Changes to the lines of an earlier order repeat it, whether or not that is said besides. */
export const repeatedOps = (ops: readonly Op[]): readonly Op[] =>
  ops.some((op) => op.op === 'repeatLast') || !ops.some(changes) ? ops : [{ op: 'repeatLast' }, ...ops]

const REPEAT = meaningOf({ op: 'repeatLast' })
/** That an order is repeated is told by its changes: saying so besides means nothing more. */
export const isTold = ({ repeated }: Situation, ops: readonly Op[]): ((text: string) => boolean) =>
  repeated && ops.some(changes) ? (text) => text !== REPEAT : () => true
/** What operations mean together, part by part. */
export const partsOf = (situation: Situation, ops: readonly Op[]): readonly string[] =>
  ops.map((op) => meaningIn(situation, op)).filter(isTold(situation, ops))

/** What no operation means: the part of a meaning that nothing is known about. */
export const BEYOND = '?'
/** What a candidate means, part by part. */
export const meaningsOf = (
  situation: Situation,
  { type, ops }: { readonly type: string; readonly ops: readonly Op[] },
): readonly string[] => (type === 'beyond' ? [BEYOND] : ops.map((op) => meaningIn(situation, op)))

/** What an operation means in this situation: counts of a repeated order are told by their result. */
function meaningIn({ repeated, cart }: Situation, op: Op): string {
  if (!repeated || op.op !== 'changeQty') return meaningOf(op)
  const quantity = (cart[op.line]?.quantity ?? 0) + op.by
  return meaningOf(quantity > 0 ? { op: 'setQty', line: op.line, quantity } : { op: 'remove', line: op.line })
}
