/**
 * Sure or not, and whose words: how likely the meaning that was taken is right (judge.ts), and what
 * is never done on a likelihood alone. The numbers are what was measured on shops that were left
 * out of the training (docs/READER.md).
 */

import type { Meant, TrainedReading } from '#conversation/understanding/reader/read.ts'
import { type CatalogIndex, keyOf, titleWords } from '#conversation/understanding/reader/spans/catalog-index.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { judge } from './judge.ts'
import { actsOf, isDetail, meaningsText, type Opinion } from './opinion.ts'

/**
 * `nobody`: nothing is done on a guess, it is said that it was not understood. `meant`: what was
 * taken, and `rival` what it may be instead.
 */
export type Verdict = {
  readonly by: 'model' | 'rules' | 'nobody'
  readonly sure: boolean
  readonly meant: Meant
  readonly rival: Meant | undefined
}

const SURE = 0.92
/** Details of an order that the rules do not read so. */
const SURE_OF_DETAILS = 0.97
/** Of a meaning that the rules are sure of too: of lines of the cart, of anything else. */
const AGREED = 0.45
const AGREED_PHRASE = 0.15
/** An earlier order once more, with its changes: few sentences of it, all right above this. */
const SURE_AGAIN = 0.9
/** Talk and questions that the rules do not read so. */
const SURE_OF_TALK = 0.9
const DOUBT = 0.85
/** Below this a question of the rules is better than a guess. */
const HARDLY = 0.5

export function decideReading(reading: TrainedReading, rules: Opinion): Verdict {
  const { meant, chance, rival } = judge(reading, rules)
  const { ops } = meant
  const verdict = (by: Verdict['by'], sure: boolean): Verdict => ({ by, sure, meant, rival })
  const together = meaningsText(ops) === rules.meanings.join('\n')
  if (rules.ops.length > 0 && narrows(reading, meant, rules)) return verdict('rules', false)
  if (pointsAt(ops, rules.ops)) return verdict('rules', rules.sure)
  if (reading.lattice.situation.units.every(({ kind }) => kind === 'mark')) return verdict('nobody', false)
  const known = !together && rules.sure && rules.ops.length > 0
  if (known && (rules.ops.every(isCatalog) || (chance < DOUBT && rules.ops.every(isDetail))))
    return verdict('rules', true)
  const least = actsOf(ops) === actsOf(rules.ops) ? SURE : SURE_OF_DETAILS
  const agreed = together && rules.sure && meant.probability >= (ops.some(changesLines) ? AGREED : AGREED_PHRASE)
  const likely = chance >= least || agreed || repeats(reading, meant, together && rules.sure)
  const alone = !together && standsAlone(reading, meant)
  const sure = ops.length > 0 && likely && !alone && !meant.beyond && !unread(reading, meant) && !askedBeside(ops)
  if (!together && rules.sure && differsInDetails(ops, rules.ops)) return verdict('rules', true)
  if (!together && missesThings(ops, rules)) return verdict('rules', rules.sure)
  if (!together && !sure && rules.sure && addsTheSame(ops, rules.ops)) return verdict('rules', true)
  // Their words carry more: a reason, the line a question is about.
  if (together) return verdict('rules', sure)
  if (!sure && rules.ops.length === 0 && namesNothing(reading)) return verdict('nobody', false)
  if (!sure && !rules.sure && ops.every((op) => isAct(op, meant.probability))) return verdict('nobody', false)
  return ops.length === 0 && rules.ops.length > 0 ? verdict('rules', rules.sure) : verdict('model', sure)
}

/** The rules ask back among fewer of the same products, or name what is not sold where the model has nothing to say. */
function narrows({ lattice }: TrainedReading, { ops, probability, beyond }: Meant, rules: Opinion): boolean {
  const which = (list: readonly Op[]): readonly string[] =>
    list.flatMap((op) => (op.op === 'clarify' && op.about === 'product' ? op.candidates : []))
  const asked = which(ops)
  const fewer = which(rules.ops)
  const within = fewer.length > 0 && fewer.length < asked.length && fewer.every((id) => asked.includes(id))
  if (ops.length === 1 && within) return true
  const { index } = lattice.situation
  if (ops.length === 1 && ops.some((op) => op.op === 'notFound' && namesGoods(index, op.text, rules.ops))) return true
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
function unread({ lattice }: TrainedReading, { path }: Meant): boolean {
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

const SHOWN: ReadonlySet<Op['op']> = new Set(['clear', 'undo', 'repeatLast', 'submit', 'status'])
/** Nothing that is shown and asked about before it is done, and no question about a thing that is sold. */
const isAct = (op: Op, probability: number): boolean =>
  op.op === 'ask' ? op.product === undefined || probability < HARDLY : isTalk(op) || (isDetail(op) && !SHOWN.has(op.op))
const isTalk = (op: Op): boolean => op.op === 'smalltalk' || op.op === 'deny'

/** "What do you sell?": the rules know it by heart, and the model has no such question. */
const isCatalog = (op: Op): boolean => op.op === 'ask' && op.about === 'catalog'
const LINES: ReadonlySet<Op['op']> = new Set(['add', 'setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split'])
const changesLines = (op: Op): boolean => LINES.has(op.op)

/** An earlier order once more; one whose lines are not known yet is read again when they are. */
const repeats = ({ lattice }: TrainedReading, { ops, probability }: Meant, agreed: boolean): boolean =>
  ops.some(({ op }) => op === 'repeatLast') && (lattice.situation.repeated ? probability >= SURE_AGAIN : agreed)

/** Talk and questions only the model reads, not very likely; details of an order that has no goods yet, beside none. */
const standsAlone = ({ lattice }: TrainedReading, { ops, probability }: Meant): boolean =>
  ops.some(({ op }) => ASKED_FOR.has(op)) ||
  (ops.every((op) => isTalk(op) || op.op === 'ask' || op.op === 'status')
    ? probability < SURE_OF_TALK
    : lattice.situation.cart.length === 0 && ops.some(isDetail) && !ops.some(changesLines))
/** Done at once and not undone by a press: only where the rules read it too. */
const ASKED_FOR: ReadonlySet<Op['op']> = new Set(['person', 'confirm', 'cancelDraft', 'submit', 'forgetMe'])

/** The same lines with other details: who buys, where it goes and how it is paid is read exactly, by the rules. */
function differsInDetails(ops: readonly Op[], rules: readonly Op[]): boolean {
  const lines = (list: readonly Op[]): string => meaningsText(list.filter((op) => !isDetail(op)))
  return rules.some(isDetail) && lines(ops) === lines(rules)
}

/** The rules read the same, and name besides what is not sold: "2 red roses and a zorp". */
function missesThings(ops: readonly Op[], rules: Opinion): boolean {
  const rest = rules.ops.filter((op) => op.op !== 'notFound')
  return rest.length < rules.ops.length && rest.length > 0 && meaningsText(rest) === meaningsText(ops)
}

/** The same thing as often, where only a choice that nobody named differs ("2 red mugs" beside blue ones). */
function addsTheSame([one, ...more]: readonly Op[], [other, ...others]: readonly Op[]): boolean {
  if (one?.op !== 'add' || other?.op !== 'add' || more.length + others.length > 0) return false
  const named = Object.entries(other.options).every(([name, value]) => one.options[name] === value)
  return named && one.product === other.product && one.quantity === other.quantity
}

/** Nothing is placed beside a question. */
const askedBeside = (ops: readonly Op[]): boolean =>
  ops.some((op) => op.op === 'submit') && ops.some((op) => op.op === 'clarify' || op.op === 'notFound')
