/**
 * Sure or not, and whose reading: the model's probability, and whether the rules, which know no statistics, read the same.
 * The numbers are what was measured on shops that were left out of the training (docs/READER.md).
 */
import type { Op } from '../types.ts'
import { meaningOf } from './meaning.ts'
import type { Reading } from './read.ts'
import type { Opinion } from './trained.ts'

export type Verdict = { readonly by: 'model' | 'rules'; readonly sure: boolean }

/** Alone; and with the rules saying the same: of lines of the cart, of anything else. */
const SURE = 0.95
const SURE_TOGETHER = 0.6
const SURE_PHRASE = 0.2
/** Below this the rules are asked, where they are sure of a fixed phrase. */
const DOUBT = 0.85

export function decide(reading: Reading, rules: Opinion): Verdict {
  const { ops, probability, beyond } = reading
  const meanings = [...new Set(ops.map(meaningOf))].sort()
  const together = rules.sure && meanings.join('\n') === rules.meanings.join('\n')
  if (!together && rules.sure && rules.ops.length > 0 && probability < DOUBT && rules.ops.every(isPhrase))
    return { by: 'rules', sure: true }
  const sure =
    ops.length > 0 &&
    !beyond &&
    !askedBeside(ops) &&
    probability >= (together ? (ops.some(changesLines) ? SURE_TOGETHER : SURE_PHRASE) : SURE)
  return { by: ops.length === 0 && rules.ops.length > 0 ? 'rules' : 'model', sure }
}

/** Said with fixed phrases, which the rules know by heart: no line of the cart is changed. */
const CART: ReadonlySet<Op['op']> = new Set([
  'add',
  'setQty',
  'changeQty',
  'remove',
  'clear',
  'setOption',
  'replace',
  'split',
  'notFound',
  'noVariant',
  'clarify',
  'ask',
  'smalltalk',
  'deny',
])
const isPhrase = (op: Op): boolean => !CART.has(op.op) || (op.op === 'ask' && op.about === 'catalog')

const LINES: ReadonlySet<Op['op']> = new Set(['add', 'setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split'])
const changesLines = (op: Op): boolean => LINES.has(op.op)

/** Nothing is placed beside a question. */
const askedBeside = (ops: readonly Op[]): boolean =>
  ops.some((op) => op.op === 'submit') && ops.some((op) => op.op === 'clarify' || op.op === 'notFound')
