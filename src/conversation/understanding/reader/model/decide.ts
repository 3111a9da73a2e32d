/**
 * Sure or not, and whose words: how likely the meaning that was taken is right (judge.ts), and what
 * is never done on a likelihood alone. The numbers are what was measured on shops that were left
 * out of the training (docs/READER.md).
 */

import type { Meant, TrainedReading } from '#conversation/understanding/reader/read.ts'
import { type CatalogIndex, keyOf, titleWords } from '#conversation/understanding/reader/spans/catalog-index.ts'
import type { Op, SpokenLine } from '#conversation/understanding/types.ts'
import { classesOf } from './classes.ts'
import { isSaid } from './coverage.ts'
import { isPlain, leavesOpen } from './hints.ts'
import { type Judged, judge } from './judge.ts'
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

const SURE = 0.94
/** Details of an order that the rules do not read so. */
const SURE_OF_DETAILS = 0.97
/** Where the rules say the same and no line of the cart is changed. */
const AGREED = 0.85
/** Where the rules are sure of the same, the reader finds it likely, and nothing is taken back or corrected. */
const AGREED_SURELY = 0.85
const AGREED_BY_READER = 0.6
/** However the words turn. */
const AGREED_HIGHLY = 0.9
/** Things plainly asked for, which the rules are sure of too. */
const AGREED_PLAIN = 0.5
/** An earlier order once more, with its changes: few sentences of it, all right above this. */
const SURE_AGAIN = 0.9
/** Talk and questions that the rules do not read so. */
const SURE_OF_TALK = 0.9
const DOUBT = 0.85
/** Less than a guess: a question of the rules is better. */
const GUESS = 0.3
/** Below this a question of the rules is better than a guess. */
const HARDLY = 0.5
/** Below these it is said that nothing was understood. */
const GUESSED_ACT = 0.8
const GUESSED_TALK = 0.95

export function decideReading(reading: TrainedReading, rules: Opinion): Verdict {
  const { meant, chance, rival } = judge(reading, rules)
  const { ops } = meant
  const { lattice } = reading
  const verdict = (by: Verdict['by'], sure: boolean): Verdict => ({ by, sure, meant, rival })
  const together = meaningsText(ops) === rules.meanings.join('\n')
  if (rules.ops.length > 0 && narrows(reading, { meant, chance }, rules)) return verdict('rules', false)
  if (pointsAt(ops, rules.ops)) return verdict('rules', rules.sure)
  if (lattice.situation.units.every(({ kind }) => kind === 'mark')) return verdict('nobody', false)
  const known = !together && rules.sure && rules.ops.length > 0
  const detailsOnly = rules.ops.every(isDetail) && ops.filter(changesLines).every((op) => countsDetail(op, rules.ops))
  if (known && (rules.ops.every(isCatalog) || (chance < DOUBT && detailsOnly))) return verdict('rules', true)
  const least = actsOf(ops) === actsOf(rules.ops) ? SURE : SURE_OF_DETAILS
  const agreed = together && chance >= (ops.some(changesLines) ? agreedFrom(reading, meant, rules) : AGREED)
  const more = rules.sure && isOneMore(lattice.situation.cart, ops, rules.ops)
  const likely = chance >= least || agreed || more || repeats(reading, meant, together && rules.sure)
  const alone = (!together && standsAlone(reading, meant)) || goesOn(reading, meant)
  const sure = ops.length > 0 && likely && !alone && !meant.beyond && !unread(reading, meant) && !askedBeside(ops)
  if (!together && rules.sure && differsInDetails(ops, rules.ops)) return verdict('rules', true)
  if (!together && countsUnknown(reading, ops, rules.ops)) return verdict('rules', rules.sure)
  if (!sure && namesOrder(reading, ops) && ops.every((op) => isAct(op, meant.probability)))
    return verdict('nobody', false)
  if (!together && missesThings(ops, rules)) return verdict('rules', rules.sure)
  if (!together && !sure && rules.sure && addsTheSame(reading, ops, rules.ops)) return verdict('rules', true)
  // Their words carry more: a reason, the line a question is about.
  if (together) return verdict('rules', sure)
  if (
    !sure &&
    (ops.every(({ op }) => ASKED_FOR.has(op) && op !== 'submit') || (rules.sure && asksVaguely(ops, rules.ops)))
  )
    return rules.ops.length === 0 ? verdict('nobody', false) : verdict('rules', rules.sure)
  const guess = chance < SURE
  if (!sure && guess && rules.ops.length === 0 && namesNothing(reading)) return verdict('nobody', false)
  if (!sure && meant.probability < GUESS && rules.ops.length === 0 && !ops.some(changesLines))
    return verdict('nobody', false)
  const talk = ops.every((op) => isTalk(op) || op.op === 'ask')
  const guessed = talk ? chance < GUESSED_TALK || meant.probability < GUESSED_ACT : chance < GUESSED_ACT
  if (!sure && guessed && !rules.sure && ops.every((op) => isAct(op, meant.probability)))
    return verdict('nobody', false)
  return ops.length === 0 && rules.ops.length > 0 ? verdict('rules', rules.sure) : verdict('model', sure)
}

/** A count that is the postcode or the house number of what the rules read. */
const countsDetail = (op: Op, details: readonly Op[]): boolean =>
  'quantity' in op && new RegExp(`\\b${op.quantity}\\b`).test(JSON.stringify(details))

/** How likely lines that the rules read alike have to be. */
function agreedFrom(
  { lattice: { situation } }: TrainedReading,
  { ops, probability }: Meant,
  { sure }: Opinion,
): number {
  if (!sure) return SURE
  if (isPlain(situation, ops)) return AGREED_PLAIN
  if (probability >= AGREED_HIGHLY) return AGREED_SURELY
  const mended = situation.generic.some(
    (word) =>
      word !== 'instead' && classesOf(word).some((name) => name === 'NEG' || name === 'REPAIR' || name === 'EXCEPT'),
  )
  return mended || probability < AGREED_BY_READER ? SURE : AGREED_SURELY
}

/** The rules ask back among fewer of the same products, or name what is not sold where the model has nothing to say. */
function narrows(
  { lattice }: TrainedReading,
  { meant: { ops, probability, beyond }, chance }: Pick<Judged, 'meant' | 'chance'>,
  rules: Opinion,
): boolean {
  const which = (list: readonly Op[]): readonly string[] =>
    list.flatMap((op) => (op.op === 'clarify' && op.about === 'product' ? op.candidates : []))
  const asked = which(ops)
  const fewer = which(rules.ops)
  const within = fewer.length > 0 && fewer.length < asked.length && fewer.every((id) => asked.includes(id))
  if (ops.length === 1 && within) return true
  const { index } = lattice.situation
  if (ops.length === 1 && ops.some((op) => op.op === 'notFound' && namesGoods(index, op.text, rules.ops))) return true
  if (probability < HARDLY && asksAmong(ops, rules.ops)) return true
  const question = rules.ops.length === 1 && rules.ops[0]?.op === 'clarify'
  if (question && chance < GUESS && probability < HARDLY) return true
  if (question && chance < SURE && lattice.situation.units.some(({ words }) => words === 'or')) return true
  const vague = beyond || ops.every((op) => op.op === 'ask' && op.about === 'other')
  return vague && probability < DOUBT && rules.ops.every((op) => op.op === 'notFound')
}

/** One of the lines among which the rules ask. */
function asksAmong(ops: readonly Op[], [question, more]: readonly Op[]): boolean {
  if (question?.op !== 'clarify' || question.about !== 'line' || more !== undefined) return false
  return ops.length > 0 && ops.every((op) => 'line' in op && question.candidates.includes(String(op.line)))
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

/** The number of an order beside it, which it does not speak of: "take 2.00 off 10001" is no wish about the cart. */
function namesOrder({ lattice }: TrainedReading, ops: readonly Op[]): boolean {
  const told = JSON.stringify(ops)
  return lattice.situation.units.some(({ raw }) => /^#?\d{4,6}$/.test(raw) && !told.includes(raw.replace('#', '')))
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

/**
 * "another 4 but fizzy" of what is there in bottles, "same again" with things in the cart: what is
 * taken over from the line before is not said, and the rules never take it over.
 */
function goesOn({ lattice }: TrainedReading, { ops, probability }: Meant): boolean {
  const { cart, generic, repeated } = lattice.situation
  if (!repeated && cart.length > 0 && ops.some(({ op }) => op === 'repeatLast')) return probability < SURE_AGAIN
  return saysOn(generic) && ops.some((op) => op.op === 'add' && leavesOpen(cart, op))
}

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

/** "a cap and 2 mgs": the number is of a word nobody knows, which the rules name and the model passes over. */
function countsUnknown({ lattice }: TrainedReading, ops: readonly Op[], rules: readonly Op[]): boolean {
  const { units, generic } = lattice.situation
  const unknown = units.filter((_, i) => generic[i] === '<unk>' && units[i - 1]?.number !== undefined)
  const begins = (text: string, words: string): boolean => text === words || text.startsWith(`${words} `)
  return (
    !ops.some(({ op }) => op === 'notFound') &&
    rules.some((op) => op.op === 'notFound' && unknown.some(({ words }) => begins(op.text.toLowerCase(), words)))
  )
}

/** The same thing as often, where only a choice that nobody named differs ("2 red mugs" beside blue ones). */
function addsTheSame(
  { lattice }: TrainedReading,
  [one, ...more]: readonly Op[],
  [other, ...others]: readonly Op[],
): boolean {
  if (other?.op !== 'add' || more.length + others.length > 0) return false
  if (one?.op !== 'add') return false
  if (Object.keys(other.exclude ?? {}).length > 0) return false
  if (leavesOpen(lattice.situation.cart, other) && saysOn(lattice.situation.generic)) return false
  const named = Object.entries(other.options).every(([name, value]) => one.options[name] === value)
  const unsaid = Object.entries(one.options).every(
    (value) => other.options[value[0]] === value[1] || !isSaid(lattice.situation, value),
  )
  return named && unsaid && one.product === other.product && one.quantity === other.quantity
}

/** "and 2 of the cups", "another iphone", "the crewneck too": it goes on from what is there. */
const saysOn = (words: readonly string[]): boolean =>
  words[0] === 'and' ||
  words.some(
    (word) =>
      word === 'well' || (word !== 'add' && classesOf(word).some((name) => name === 'AGAIN' || name === 'MORE')),
  )

/** "Please add 1 blue mug" with blue mugs there: one more of them either way. */
function isOneMore(
  cart: readonly SpokenLine[],
  [one, ...more]: readonly Op[],
  [other, ...others]: readonly Op[],
): boolean {
  if (one?.op !== 'changeQty' || other?.op !== 'add' || more.length + others.length > 0) return false
  const { product, options } = cart[one.line] ?? {}
  const named = Object.entries(other.options).every(([name, value]) => options?.[name] === value)
  return product === other.product && named && one.by === other.quantity
}

/** Both read a question, and the rules do not say which: it is answered by its words. */
const asksVaguely = (ops: readonly Op[], rules: readonly Op[]): boolean =>
  ops.length > 0 &&
  ops.every(({ op }) => op === 'ask') &&
  rules.length > 0 &&
  rules.every((op) => op.op === 'ask' && op.about === 'other')

/** Nothing is placed beside a question. */
const askedBeside = (ops: readonly Op[]): boolean =>
  ops.some((op) => op.op === 'submit') && ops.some((op) => op.op === 'clarify' || op.op === 'notFound')
