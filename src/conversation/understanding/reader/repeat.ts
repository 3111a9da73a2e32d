/**
 * An earlier order once more, with changes: "the usual, but no cups". While it is read, its lines are the cart; what comes out are the lines to add.
 * Rule: without a word that repeats, changes to those lines mean nothing.
 */
import { apply } from '../apply.ts'
import type { DraftLine, Message, Op } from '../types.ts'
import { meaningOf } from './meaning.ts'
import type { Situation } from './situation.ts'

const CHANGES: ReadonlySet<Op['op']> = new Set(['setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split', 'clear'])

export function repeatedOps({ cart, message }: Situation, ops: readonly Op[]): readonly Op[] {
  const changes = ops.filter((op) => CHANGES.has(op.op))
  const others = ops.filter((op) => !CHANGES.has(op.op))
  const repeats = others.some((op) => op.op === 'repeatLast')
  if (!repeats || changes.length === 0) return others
  const adds = changed(cart, changes, message).map((line): Op => ({ op: 'add', ...line }))
  return [...adds, ...others.filter((op) => op.op !== 'repeatLast')]
}

/** Every line number means the order as it was: later ones first. */
function changed(cart: readonly DraftLine[], changes: readonly Op[], message: Message): readonly DraftLine[] {
  const lineOf = (op: Op): number => ('line' in op ? (op.line ?? 0) : 0)
  const inOrder = [...changes].sort((a, b) => lineOf(b) - lineOf(a) || Number(a.op === 'remove') - Number(b.op === 'remove'))
  return inOrder.reduce<readonly DraftLine[]>((lines, op) => apply({ lines, focus: undefined, message }, op).lines, cart)
}

/** What no operation means: the part of a meaning that nothing is known about. */
export const BEYOND = '?'
/** What a candidate means, part by part. */
export const meaningsOf = (situation: Situation, { type, ops }: { readonly type: string; readonly ops: readonly Op[] }): readonly string[] =>
  type === 'beyond' ? [BEYOND] : ops.map((op) => meaningIn(situation, op))

/** What an operation means in this situation: counts of a repeated order are told by their result. */
function meaningIn({ repeated, cart }: Situation, op: Op): string {
  if (!repeated || op.op !== 'changeQty') return meaningOf(op)
  const quantity = (cart[op.line]?.quantity ?? 0) + op.by
  return meaningOf(quantity > 0 ? { op: 'setQty', line: op.line, quantity } : { op: 'remove', line: op.line })
}
