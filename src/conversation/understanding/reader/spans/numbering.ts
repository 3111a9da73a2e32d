/**
 * Two ways to number lines: as they stand before the message (what people mean, and what candidates
 * say), and as they stand after each operation before (what the engine carries out). Rule:
 * operations are put in an order in which both are the same: later lines first, a split before what
 * changes the rest of its line, a line that goes last.
 */
import type { Op, SpokenLine } from '#conversation/understanding/types.ts'

const RANK: Partial<Record<Op['op'], number>> = { undo: 0, redo: 0, clear: 0, repeatLast: 1, submit: 9 }
const WITHIN: Partial<Record<Op['op'], number>> = {
  split: 0,
  setOption: 1,
  setQty: 2,
  changeQty: 2,
  replace: 3,
  remove: 4,
}
const lineOf = (op: Op): number | undefined => (WITHIN[op.op] === undefined || !('line' in op) ? undefined : op.line)

export function inReadingOrder(ops: readonly Op[]): readonly Op[] {
  const shifts = ops.some((op) => op.op === 'remove' || op.op === 'split' || op.op === 'changeQty')
  const rank = (op: Op): number => RANK[op.op] ?? (lineOf(op) === undefined ? 3 : 2)
  return ops
    .map((op, at) => ({ op, at }))
    .sort(
      (a, b) =>
        rank(a.op) - rank(b.op) ||
        (shifts ? (lineOf(b.op) ?? 0) - (lineOf(a.op) ?? 0) : 0) ||
        (lineOf(a.op) === lineOf(b.op) ? (WITHIN[a.op.op] ?? 0) - (WITHIN[b.op.op] ?? 0) : 0) ||
        a.at - b.at,
    )
    .map(({ op }) => op)
}

/**
 * Operations numbered one after the other, numbered as before the message; undefined where one is
 * about a line that was not there.
 */
export function asBefore(ops: readonly Op[], lines: readonly SpokenLine[]): readonly Op[] | undefined {
  let places: (number | undefined)[] = lines.map((_, at) => at)
  const out: Op[] = []
  for (const op of ops) {
    const at = lineOf(op)
    if (at === undefined || !('line' in op)) {
      if (op.op === 'add') places.push(undefined)
      if (op.op === 'clear') places = []
      out.push(op)
      continue
    }
    const line = places[at]
    if (line === undefined) return undefined
    out.push({ ...op, line })
    if (op.op === 'remove') places.splice(at, 1)
    if (op.op === 'split') places.splice(at + 1, 0, undefined)
  }
  return out
}
