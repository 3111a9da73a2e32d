/**
 * What the rules and the everyday sentences make of a message, as evidence for the head. Rule: they
 * are heard, never obeyed: what each is worth was learned. Next: features.ts.
 */
import type { Segmented } from '#conversation/understanding/clauses/segments.ts'
import { afterSaleWish } from '#conversation/understanding/everyday/after-sale.ts'
import { isComplaint } from '#conversation/understanding/everyday/complaints.ts'
import { moneyMoved } from '#conversation/understanding/everyday/money-moved.ts'
import { isAsking } from '#conversation/understanding/everyday/sentences.ts'
import { isTalk } from '#conversation/understanding/everyday/talk.ts'
import type { Message, Op } from '../types.ts'

export function voicesOf({ text, lines }: Message, rules: Segmented): readonly string[] {
  const { ops } = rules.scene
  const after = afterSaleWish(text, { cart: lines.length > 0, placed: true })
  return [
    ...new Set(ops.map((op) => `R ${kindOf(op)}`)),
    ...(ops.length === 1 && rules.sure && rules.unexplained.length === 0 ? ops.map((op) => `R! ${kindOf(op)}`) : []),
    ...(after === undefined ? [] : [`E ${after.ask.kind}`]),
    ...(isComplaint(text) ? ['E complaint'] : []),
    ...(moneyMoved(text) === undefined ? [] : ['E money']),
    ...(isTalk(text) ? ['E talk'] : []),
    ...(isAsking(text) ? ['E asks'] : []),
  ]
}

function kindOf(op: Op): string {
  if ('about' in op) return `${op.op} ${op.about ?? ''}`
  if ('method' in op) return `${op.op} ${op.method ?? ''}`
  return 'policy' in op ? `${op.op} ${op.policy ?? ''}` : op.op
}
