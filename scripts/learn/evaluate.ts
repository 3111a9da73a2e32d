// What a model reads, against what was meant: carts, operations, and how often it is right where it is sure.
import { meaningOf } from '../../src/conversation/understanding/reader/meaning.ts'
import { meaningsOf } from '../../src/conversation/understanding/reader/repeat.ts'
import type { Model } from '../../src/conversation/understanding/reader/model.ts'
import { readBest } from '../../src/conversation/understanding/reader/read.ts'
import type { Op } from '../../src/conversation/understanding/types.ts'
import { applyOps, cartText } from './apply.ts'
import { type Lesson, wantedOf } from './compile.ts'
import type { Example } from './notation.ts'

export type Outcome = {
  readonly example: Example
  readonly ops: readonly Op[]
  readonly cartRight: boolean
  readonly opsRight: boolean
  readonly probability: number
  readonly milliseconds: number
  readonly reachable: boolean
  readonly how: string
}

export function evaluate(model: Model, lessons: readonly Lesson[]): readonly Outcome[] {
  return lessons.map(({ example, lexicon }) => {
    const started = performance.now()
    const reading = readBest(model, lexicon, example.message)
    const milliseconds = performance.now() - started
    const meant = [...new Set(example.wishes.map(({ op, words }) => (op === undefined ? `? ${words}` : meaningOf(op))))].sort().join('\n')
    const got = [...new Set(reading.ops.map(meaningOf))].sort().join('\n')
    const { units } = reading.lattice.situation
    const { bounds, edges } = reading.lattice
    const how = reading.path
      .map((k) => `${edges[k]?.type}[${units.slice(bounds[edges[k]?.from ?? 0], bounds[edges[k]?.to ?? 0]).map((unit) => unit.words).join(' ')}]`)
      .join(' ')
    const meanings = new Set(edges.flatMap((edge) => meaningsOf(reading.lattice.situation, edge)))
    const reachable = [...wantedOf(reading.lattice.situation, example).keys()].every((text) => meanings.has(text))
    const cartRight = cartText(applyOps(example.message, reading.ops)) === cartText(example.lines)
    return { example, ops: reading.ops, cartRight, opsRight: meant === got, probability: reading.probability, milliseconds, reachable, how }
  })
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1))
const SURE = 0.9

export function summary(title: string, outcomes: readonly Outcome[]): string {
  const n = outcomes.length
  const sure = outcomes.filter(({ probability }) => probability >= SURE)
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.min(n - 1, Math.floor(n * share))] ?? 0).toFixed(1)
  return [
    `${title.padEnd(22)} n ${String(n).padStart(4)}`,
    `cart ${percent(outcomes.filter((o) => o.cartRight).length, n)}`,
    `ops ${percent(outcomes.filter((o) => o.opsRight).length, n)}`,
    `reachable ${percent(outcomes.filter((o) => o.reachable).length, n)}`,
    `sure ${percent(sure.length, n)}, carts right ${percent(sure.filter((o) => o.cartRight).length, sure.length)}, ops right ${percent(sure.filter((o) => o.opsRight).length, sure.length)}`,
    `p50 ${at(0.5)} p95 ${at(0.95)} worst ${at(1)} ms`,
  ].join('  ')
}

export function byKind(outcomes: readonly Outcome[]): readonly string[] {
  const kinds = Map.groupBy(outcomes, ({ example }) => example.kind)
  return [...kinds].sort((a, b) => b[1].length - a[1].length).map(([kind, held]) => `  ${summary(kind, held)}`)
}
