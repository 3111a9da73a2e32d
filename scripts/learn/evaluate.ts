// What is read, against what was meant: carts, operations, and how often it is right where it is sure.

import { meaningsOf, partsOf } from '#conversation/understanding/reader/edits/repeat.ts'
import { decideReading } from '#conversation/understanding/reader/model/decide.ts'
import type { Model } from '#conversation/understanding/reader/model/model.ts'
import { foldedText } from '#conversation/understanding/words/text.ts'
import { withVerbs } from '#conversation/understanding/words/verbs.ts'
import { byRules } from '../../src/conversation/understanding/by-rules.ts'
import { meaningOf } from '../../src/conversation/understanding/reader/meaning.ts'
import { meaningsIn } from '../../src/conversation/understanding/reader/model/judge.ts'
import { readBest, type TrainedReading } from '../../src/conversation/understanding/reader/read.ts'
import { opinionOf } from '../../src/conversation/understanding/reader/trained.ts'
import { sceneOf } from '../../src/conversation/understanding/scene.ts'
import type { Op } from '../../src/conversation/understanding/types.ts'
import { applyOps, cartText } from './apply.ts'
import { type Lesson, wantedOf } from './compile.ts'
import type { Option } from './judging.ts'
import type { Example } from './notation.ts'

export type Outcome = {
  readonly example: Example
  readonly ops: readonly Op[]
  readonly cartRight: boolean
  readonly opsRight: boolean
  readonly sure: boolean
  readonly reachable: boolean
  readonly milliseconds: number
  readonly probability: number
  readonly by: string
  readonly rules: { readonly sure: boolean; readonly right: boolean; readonly cartRight: boolean }
  readonly how: string
}

export function evaluate(model: Model, lessons: readonly Lesson[]): readonly Outcome[] {
  return lessons.map((lesson) => outcomeOf(model, lesson))
}

/** What a message was read as, with what tells right from wrong. */
function readingOf(model: Model, { example, lexicon }: Lesson) {
  const message = { ...example.message, text: foldedText(example.message.text) }
  const started = process.cpuUsage()
  const reading = readBest(model, lexicon, message)
  const spent = process.cpuUsage(started)
  const { situation } = reading.lattice
  const rules = opinionOf(byRules(sceneOf(lexicon, message, withVerbs(lexicon, message.text))), situation.cart)
  const wanted = [...wantedOf(situation, example).keys()]
  const text = wanted.sort().join('\n')
  const right = (read: readonly Op[]): boolean => [...new Set(partsOf(situation, read))].sort().join('\n') === text
  const cartRight = (read: readonly Op[]): boolean => {
    const again = situation.repeated && read.some((op) => op.op === 'repeatLast')
    const lines = applyOps(
      { ...message, lines: again ? situation.cart : message.lines },
      again ? read.filter((op) => op.op !== 'repeatLast') : read,
    )
    return cartText(lines) === cartText(example.lines)
  }
  return { reading, rules, wanted, right, cartRight, milliseconds: (spent.user + spent.system) / 1000 }
}

/** Everything the message may mean, and which of it is right. */
export function optionsOf(model: Model, lesson: Lesson): readonly Option[] {
  const { reading, rules, right, cartRight } = readingOf(model, lesson)
  return meaningsIn(reading, rules).map(({ meant: { ops }, signs }) => ({
    signs,
    right: right(ops),
    cartRight: cartRight(ops),
  }))
}

function outcomeOf(model: Model, lesson: Lesson): Outcome {
  const { reading, rules, wanted, right, cartRight, milliseconds } = readingOf(model, lesson)
  const { situation } = reading.lattice
  const verdict = decideReading(reading, rules)
  const ops = verdict.by === 'rules' ? rules.ops : verdict.by === 'nobody' ? [] : verdict.meant.ops
  const meanings = new Set(reading.lattice.edges.flatMap((edge) => meaningsOf(situation, edge)))
  return {
    example: lesson.example,
    ops,
    cartRight: cartRight(ops),
    opsRight: right(ops),
    sure: verdict.sure,
    reachable: wanted.every((text) => meanings.has(text)),
    milliseconds,
    probability: reading.probability,
    by: verdict.by,
    rules: { sure: rules.sure, right: right(rules.ops), cartRight: cartRight(rules.ops) },
    how: howRead(reading),
  }
}

export function howRead({ lattice, path }: TrainedReading): string {
  const { bounds, edges, situation } = lattice
  const words = (from: number, to: number): string =>
    situation.units
      .slice(bounds[from], bounds[to])
      .map((unit) => unit.words)
      .join(' ')
  return path
    .flatMap((k) => edges[k] ?? [])
    .map((edge) => `${edge.type}[${words(edge.from, edge.to)}]`)
    .join(' ')
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1))

export function summary(title: string, outcomes: readonly Outcome[]): string {
  const n = outcomes.length
  const sure = outcomes.filter((outcome) => outcome.sure)
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.min(n - 1, Math.floor(n * share))] ?? 0).toFixed(1)
  const share = (list: readonly Outcome[], is: (outcome: Outcome) => boolean): string =>
    percent(list.filter(is).length, list.length)
  return [
    `${title.padEnd(20)} ${String(n).padStart(5)}`,
    `cart ${share(outcomes, (o) => o.cartRight)}`,
    `ops ${share(outcomes, (o) => o.opsRight)}`,
    `reachable ${share(outcomes, (o) => o.reachable)}`,
    `sure ${percent(sure.length, n)}: cart ${share(sure, (o) => o.cartRight)}, ops ${share(sure, (o) => o.opsRight)}`,
    `cpu ms p50 ${at(0.5)} p95 ${at(0.95)} worst ${at(1)}`,
  ].join('  ')
}

export function byKind(outcomes: readonly Outcome[]): readonly string[] {
  const kinds = Map.groupBy(outcomes, ({ example }) => example.kind)
  return [...kinds].sort((a, b) => b[1].length - a[1].length).map(([kind, held]) => `  ${summary(kind, held)}`)
}

/** One outcome as a line of JSON, to look at what went wrong. */
export const asRow = ({ example: { message, wishes, ...example }, ops, ...outcome }: Outcome): string =>
  JSON.stringify({
    ...outcome,
    shop: example.shop,
    kind: example.kind,
    text: message.text,
    before: message.lines.map((line) => `${line.quantity} ${line.product} ${Object.values(line.options)}`).join(' | '),
    focus: message.focus,
    pending: message.pending,
    meant: wishes.map(({ words }) => words),
    got: ops.map(meaningOf),
  })
