/**
 * Sure or not, and whose reading: the model's probability, and whether the rules, which know no
 * statistics, read the same. The numbers are what was measured on shops that were left out of the
 * training (docs/READER.md).
 */

import { meaningOf } from '#conversation/understanding/reader/meaning.ts'
import type { TrainedReading } from '#conversation/understanding/reader/read.ts'
import { type CatalogIndex, keyOf, titleWords } from '#conversation/understanding/reader/spans/catalog-index.ts'
import type { Op } from '#conversation/understanding/types.ts'

/** `nobody`: nothing is done on a guess, it is said that it was not understood. */
export type Verdict = { readonly by: 'model' | 'rules' | 'nobody'; readonly sure: boolean }

/** Alone; and with the rules saying the same: of lines of the cart, of anything else. */
const SURE = 0.95
const SURE_TOGETHER = 0.5
const SURE_PHRASE = 0.2
/** Below this the rules are asked, where they are sure of a fixed phrase. */
const DOUBT = 0.85
/** Below this a question of the rules is better than a guess. */
const HARDLY = 0.5

export function decideReading(reading: TrainedReading, rules: Opinion): Verdict {
  const { ops, probability, beyond } = reading
  const meanings = [...new Set(ops.map(meaningOf))].sort()
  const together = rules.sure && meanings.join('\n') === rules.meanings.join('\n')
  const acts = actsOf(ops) === actsOf(rules.ops) || (actsOf(rules.ops) === '' && probability >= SURE)
  if (!together && rules.sure && rules.ops.length > 0 && (!acts || (probability < DOUBT && rules.ops.every(isPhrase))))
    return { by: 'rules', sure: true }
  if (rules.ops.length > 0 && narrows(reading, rules)) return { by: 'rules', sure: false }
  if (pointsAt(ops, rules.ops)) return { by: 'rules', sure: rules.sure }
  const sure =
    ops.length > 0 &&
    acts &&
    !beyond &&
    !unread(reading) &&
    !askedBeside(ops) &&
    probability >= (together ? (ops.some(changesLines) ? SURE_TOGETHER : SURE_PHRASE) : SURE)
  // Their words carry more: a reason, the line a question is about.
  if (together) return { by: 'rules', sure }
  if (!sure && rules.ops.length === 0 && namesNothing(reading)) return { by: 'nobody', sure: false }
  if (!sure && !rules.sure && ops.every((op) => isAct(op, probability))) return { by: 'nobody', sure: false }
  return ops.length === 0 && rules.ops.length > 0 ? { by: 'rules', sure: rules.sure } : { by: 'model', sure }
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
/**
 * Who, where, how paid, at what price: codes, contacts and fixed phrases are read exactly, and the
 * model has to say the same.
 */
const actsOf = (ops: readonly Op[]): string =>
  [...new Set(ops.filter((op) => !CART.has(op.op)).map(meaningOf))].sort().join('\n')
const isPhrase = (op: Op): boolean => !CART.has(op.op) || (op.op === 'ask' && op.about === 'catalog')

/** The rules ask back among fewer of the same products, or name what is not sold where the model has nothing to say. */
function narrows({ ops, probability, beyond, lattice }: TrainedReading, rules: Opinion): boolean {
  const which = (list: readonly Op[]): readonly string[] =>
    list.flatMap((op) => (op.op === 'clarify' && op.about === 'product' ? op.candidates : []))
  const asked = which(ops)
  const fewer = which(rules.ops)
  if (ops.length === 1 && fewer.length > 0 && fewer.length < asked.length && fewer.every((id) => asked.includes(id)))
    return true
  if (
    ops.length === 1 &&
    ops.some((op) => op.op === 'notFound' && namesGoods(lattice.situation.index, op.text, rules.ops))
  )
    return true
  if (probability < HARDLY && rules.ops.length === 1 && rules.ops[0]?.op === 'clarify') return true
  const vague = beyond || ops.every((op) => op.op === 'ask' && op.about === 'other')
  return vague && probability < DOUBT && rules.ops.every((op) => op.op === 'notFound')
}

/** The same question, with the thing in the cart it is about. */
function pointsAt(ops: readonly Op[], others: readonly Op[]): boolean {
  const [one] = ops
  const [other] = others
  if (ops.length !== 1 || others.length !== 1 || one?.op !== 'ask' || other?.op !== 'ask') return false
  return one.about === other.about && one.product === undefined && other.product !== undefined
}

/** "orange hoodie": a thing that is sold, with a word before it that nobody knows. */
function namesGoods(index: CatalogIndex, text: string, ops: readonly Op[]): boolean {
  const entry = index.entries.get(keyOf([...titleWords(text)].slice(-1)))
  return (
    entry?.exact === true && ops.length === 1 && ops.some((op) => op.op === 'add' && entry.products.has(op.product))
  )
}

/** No product, and a word nobody knows or nothing of the catalog at all: a guess is worse than saying so. */
function namesNothing({ lattice, probability }: TrainedReading): boolean {
  const { units, generic } = lattice.situation
  if (units.some(({ products }) => products !== undefined)) return false
  const named = units.some(({ kind, code }) => kind === 'span' && code === undefined)
  return generic.includes('<unk>') || (!named && probability < DOUBT)
}

/** A word nobody knows stands right before a thing that is ordered: "2 glittery mugs". */
function unread({ lattice, path }: TrainedReading): boolean {
  const { bounds, edges, situation } = lattice
  const { units, generic } = situation
  return path.some((k) => {
    const edge = edges[k]
    if (edge === undefined || !edge.ops.some((op) => op.op === 'add' || op.op === 'replace')) return false
    const from = bounds[edge.from] ?? 0
    return units
      .slice(from, bounds[edge.to])
      .some((unit, i) => unit.products !== undefined && i > 0 && generic[from + i - 1] === '<unk>')
  })
}

const LINES: ReadonlySet<Op['op']> = new Set(['add', 'setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split'])
const changesLines = (op: Op): boolean => LINES.has(op.op)

/**
 * Not shown and asked about before it is done, as lines are; a question about a thing that is sold
 * may be answered wrongly without harm.
 */
const ASKED_ABOUT: ReadonlySet<Op['op']> = new Set([
  ...LINES,
  'clear',
  'undo',
  'repeatLast',
  'submit',
  'notFound',
  'noVariant',
  'clarify',
])
const isAct = (op: Op, probability: number): boolean =>
  !ASKED_ABOUT.has(op.op) && !(op.op === 'ask' && op.product !== undefined && probability >= HARDLY)

/** Nothing is placed beside a question. */
const askedBeside = (ops: readonly Op[]): boolean =>
  ops.some((op) => op.op === 'submit') && ops.some((op) => op.op === 'clarify' || op.op === 'notFound')

/** What the rules make of it, in words that can be compared; lines numbered as before the message. */
export type Opinion = { readonly ops: readonly Op[]; readonly meanings: readonly string[]; readonly sure: boolean }
