/**
 * What speaks for and against a meaning as a whole, beyond what its stretches say: how likely it is
 * and by how much, whether the rules say the same, what it leaves unused, words nobody knows, words
 * of negation and repair. Rule: a sign is a number with a name. Next: judge.ts weighs them.
 */

import { meaningOf } from '#conversation/understanding/reader/meaning.ts'
import type { Meant, TrainedReading } from '#conversation/understanding/reader/read.ts'
import type { Situation } from '#conversation/understanding/reader/situation.ts'
import { LINE } from '#conversation/understanding/reader/spans/tokens.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { classesOf } from './classes.ts'
import { coverageOf } from './coverage.ts'
import { hintsOf } from './hints.ts'
import { countsMeasure } from './measure.ts'
import { actsOf, meaningsText, type Opinion } from './opinion.ts'

export type Signs = Readonly<Record<string, number>>

const LINES: ReadonlySet<Op['op']> = new Set(['setQty', 'changeQty', 'remove', 'setOption', 'replace', 'split'])
const WHOLE: ReadonlySet<Op['op']> = new Set(['undo', 'redo', 'clear', 'repeatLast', 'submit', 'cancelDraft'])
const DOUBT: ReadonlySet<Op['op']> = new Set(['clarify', 'notFound', 'noVariant'])
const TALK: ReadonlySet<Op['op']> = new Set(['smalltalk', 'confirm', 'deny', 'show', 'help', 'person'])
const LEAST = -8

const logOf = (probability: number): number => Math.max(LEAST, Math.log(Math.max(probability, 1e-9)))
const yes = (is: boolean): number => (is ? 1 : 0)

export function signsOf(reading: TrainedReading, meant: Meant, rules: Opinion): Signs {
  const { situation } = reading.lattice
  const all = [reading, ...reading.others]
  const rival = Math.max(1e-9, ...all.filter((other) => other !== meant).map(({ probability }) => probability))
  const log = logOf(meant.probability)
  return {
    one: 1,
    log,
    unlikely: yes(meant.probability < 0.5),
    doubt: Math.log(1.002 - Math.min(1, meant.probability)),
    margin: Math.max(-6, Math.min(6, log - logOf(rival))),
    ...agreeing(meant, rules),
    ...coverageOf(situation, meant.ops),
    ...wholeOf(situation, meant.ops),
    ...hintsOf(situation, meant.ops),
    ...kindsOf(meant.ops, situation.cart.length),
    ...leftBy(reading, meant),
    long: Math.min(4, situation.units.length / 10),
    cart: yes(situation.cart.length > 0),
    repeated: yes(situation.repeated),
    pending: yes(situation.message.pending !== undefined),
  }
}

/** What the message says as a whole, beside what is done. */
function wholeOf(situation: Situation, ops: readonly Op[]): Signs {
  const { units, generic, message, cart, named } = situation
  const first = classesOf(generic[units.findIndex(({ kind }) => kind === 'word')] ?? '')
  const opens = (name: string): boolean => first.includes(name)
  const changes = ops.some(({ op }) => op === 'add' || LINES.has(op))
  const counts = ops.flatMap((op) => ('quantity' in op && op.quantity !== undefined ? [op.quantity] : []))
  const classed = (name: string): boolean => generic.some((word) => classesOf(word).includes(name))
  const lines = ops.flatMap((op) => ('line' in op && typeof op.line === 'number' ? [op.line] : []))
  return {
    opensAsking: yes(changes && (opens('QWORD') || opens('AUX'))),
    asksWithin: yes(changes && units.some(({ words }) => words === '?')),
    lists: Math.min(4, units.filter(({ words }) => words === LINE).length),
    many: yes(counts.some((count) => count >= 50)),
    measured: yes(countsMeasure(ops, message.text)),
    repairedChanges: yes(classed('REPAIR') && changes),
    negatedAdds: yes(classed('NEG') && ops.some(({ op }) => op === 'add')),
    negatedEdits: yes(classed('NEG') && ops.some(({ op }) => LINES.has(op))),
    removes: yes(ops.some(({ op }) => op === 'remove')),
    lessens: yes(ops.some((op) => op.op === 'changeQty' && op.by < 0)),
    severalLines: yes(new Set(lines).size > 1),
    unnamedLines: Math.min(3, lines.filter((line) => !named.has(line)).length),
    amongSame: yes(
      lines.some((line) =>
        cart.some((other, at) => at !== line && !lines.includes(at) && other.product === cart[line]?.product),
      ),
    ),
    wordy: Math.min(4, units.filter(({ kind }) => kind === 'word').length / 8),
    stops: Math.min(3, units.filter(({ words }) => /^[.!;]$/.test(words)).length),
    fuzzyNamed: yes(units.some(({ fuzzy, products }) => fuzzy === true && products !== undefined)),
  }
}

function agreeing({ ops }: Meant, rules: Opinion): Signs {
  const same = meaningsText(ops) === rules.meanings.join('\n')
  const acts = actsOf(ops) === actsOf(rules.ops)
  const own = new Set(ops.map(meaningOf))
  const shared = rules.meanings.filter((text) => own.has(text)).length
  return {
    sharedOps: shared / Math.max(1, own.size, rules.meanings.length),
    rulesMore: Math.min(3, rules.meanings.length - shared),
    modelMore: Math.min(3, own.size - shared),
    agreedSure: yes(same && rules.sure),
    agreed: yes(same),
    againstSure: yes(!same && rules.sure && rules.ops.length > 0),
    rulesSilent: yes(rules.ops.length === 0),
    otherActs: yes(!acts),
    actsOfRulesOnly: yes(!acts && actsOf(ops) === '' && rules.sure),
  }
}

function kindsOf(ops: readonly Op[], cart: number): Signs {
  const count = (kinds: ReadonlySet<Op['op']>): number => ops.filter(({ op }) => kinds.has(op)).length
  const adds = ops.filter(({ op }) => op === 'add').length
  const edits = count(LINES)
  const asks = ops.filter(({ op }) => op === 'ask' || op === 'status').length
  const doubts = count(DOUBT)
  const rest = ops.length - adds - edits - asks - doubts - count(WHOLE) - count(TALK)
  const touched = ops.flatMap((op) => (LINES.has(op.op) && 'line' in op ? [`${op.op} ${op.line}`] : []))
  return {
    nothing: yes(ops.length === 0),
    ops: Math.min(6, ops.length),
    one_op: yes(ops.length === 1),
    adds: yes(adds > 0),
    addsToCart: yes(adds > 0 && cart > 0),
    edits: yes(edits > 0),
    mixed: yes(adds > 0 && edits > 0),
    asks: yes(asks > 0),
    asksAndChanges: yes(asks > 0 && adds + edits > 0),
    doubts: yes(doubts > 0),
    whole: count(WHOLE),
    talk: yes(count(TALK) > 0),
    details: yes(rest > 0),
    clash: yes(new Set(touched).size < touched.length),
  }
}

function leftBy({ lattice }: TrainedReading, { path, beyond, ops }: Meant): Signs {
  const { edges, bounds, situation } = lattice
  const { units, generic } = situation
  let idle = 0
  let said = 0
  let silentWords = 0
  let unknownBeside = 0
  for (const k of path) {
    const edge = edges[k]
    if (edge === undefined) continue
    idle += edge.idle
    said += yes(edge.ops.length > 0)
    for (let i = bounds[edge.from] ?? 0; i < (bounds[edge.to] ?? 0); i++) {
      if (edge.ops.length === 0 && classesOf(generic[i] ?? '').some((name) => WEIGHTY.has(name))) silentWords += 1
      if (edge.ops.length > 0 && generic[i] === '<unk>' && units[i + 1]?.products !== undefined) unknownBeside += 1
    }
  }
  const classed = (name: string): number => yes(generic.some((word) => classesOf(word).includes(name)))
  const changes = ops.some(({ op }) => op === 'add' || LINES.has(op))
  return {
    beyond: yes(beyond),
    idle: Math.min(4, idle),
    stretches: Math.min(6, said),
    silentWords: Math.min(4, silentWords),
    unknown: Math.min(3, generic.filter((word) => word === '<unk>').length),
    unknownBeside: yes(unknownBeside > 0),
    slips: Math.min(3, units.filter(({ fuzzy }) => fuzzy === true).length),
    negated: classed('NEG'),
    repaired: classed('REPAIR'),
    excepted: classed('EXCEPT'),
    askedAndChanges: yes(situation.asked && changes),
  }
}
const WEIGHTY = new Set(['NEG', 'REPAIR', 'EXCEPT', 'REMOVE', 'MORE', 'LESS', 'TIMES', 'CHANGE', 'ALL', 'REST', 'UNDO'])
