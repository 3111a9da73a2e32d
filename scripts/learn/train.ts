// Training: climbs the likelihood of every reading that means what was meant (no label says which
// words did it). Deterministic: the same sentences give the same weights. Next: compile.ts turns
// examples into lattices of numbers, write.ts writes the model down.

import { FOLLOW_SIZE } from '#conversation/understanding/reader/model/model.ts'
import { backward, forward, meaning, type Telling } from '#conversation/understanding/reader/spans/paths.ts'
import { COLUMNS, GROUP_OF, START, TYPES } from '../../src/conversation/understanding/reader/kinds.ts'
import type { Compiled } from './compile.ts'
import { shuffling } from './shuffle.ts'

export type Setting = {
  readonly epochs: number
  readonly rate: number
  readonly decay: number
  readonly log?: (line: string) => void
}
/** In logarithms: what is less likely teaches nothing. */
const LEAST = Math.log(1e-4)
export type Learned = { readonly weights: Float64Array; readonly follows: Float64Array }

/** Weights that remember how much each was moved: every one has its own pace. */
type Table = {
  readonly values: Float64Array
  readonly moved: Float64Array
  readonly gradient: Float64Array
  readonly touched: number[]
}
const table = (size: number): Table => ({
  values: new Float64Array(size),
  moved: new Float64Array(size),
  gradient: new Float64Array(size),
  touched: [],
})

function nudge({ gradient, touched }: Table, at: number, by: number): void {
  const held = gradient[at] ?? 0
  if (held === 0) touched.push(at)
  gradient[at] = held + by || Number.MIN_VALUE
}

function move({ values, moved, gradient, touched }: Table, rate: number, decay: number): void {
  for (const at of touched) {
    const step = (gradient[at] ?? 0) + decay * (values[at] ?? 0)
    gradient[at] = 0
    const sum = (moved[at] ?? 0) + step * step
    moved[at] = sum
    values[at] = (values[at] ?? 0) - (rate * step) / (1e-3 + Math.sqrt(sum))
  }
  touched.length = 0
}

export function train(all: readonly Compiled[], rows: number, connectors: number, setting: Setting): Learned {
  const weights = table(rows * COLUMNS)
  const follows = table((connectors + 1) * FOLLOW_SIZE)
  const order = all.map((_, i) => i)
  const shuffle = shuffling()
  for (let epoch = 0; epoch < setting.epochs; epoch++) {
    shuffle(order)
    let likelihood = 0
    let reached = 0
    const rate = setting.rate / (1 + 0.15 * epoch)
    for (const i of order) {
      const compiled = all[i]
      const gain = compiled === undefined ? undefined : learn(compiled, weights, follows)
      if (gain === undefined) continue
      likelihood += gain
      reached += 1
      move(weights, rate, setting.decay)
      move(follows, rate, setting.decay)
    }
    setting.log?.(
      `epoch ${epoch}: log likelihood ${(likelihood / reached).toFixed(3)}, reached ${reached} of ${all.length}`,
    )
  }
  return { weights: weights.values, follows: follows.values }
}

const tellingOf = ({ masks, bits }: Compiled): Telling => ({
  next: (state, edge) => {
    const mask = masks[edge] ?? -1
    return mask < 0 || (state & mask) !== 0 ? -1 : state | mask
  },
  done: 2 ** bits - 1,
})

/** One message; undefined where no reading means what was meant. */
function learn(compiled: Compiled, weights: Table, follows: Table): number | undefined {
  const { graph, order } = compiled
  score(compiled, weights.values)
  const model = { follows: follows.values }
  const right = meaning(model, graph, order, tellingOf(compiled))
  if (right.total === Number.NEGATIVE_INFINITY) return undefined
  const ahead = forward(model, graph, order)
  const behind = backward(model, graph, order)
  const push = new Float64Array(graph.score.length)
  const bump = (connector: number, before: number, after: number, by: number): void => {
    nudge(follows, before * START + after, by)
    if (connector !== 0) nudge(follows, connector * FOLLOW_SIZE + before * START + after, by)
  }
  const weight = (connector: number, before: number, after: number): number =>
    (follows.values[before * START + after] ?? 0) +
    (connector === 0 ? 0 : (follows.values[connector * FOLLOW_SIZE + before * START + after] ?? 0))
  for (let p = 0; p + 1 < graph.bounds; p++) {
    const connector = graph.connector[p] ?? 0
    for (const k of order.edges[p] ?? []) {
      const type = graph.type[k] ?? 0
      const after = behind.beta[graph.to[k] ?? 0]?.[type] ?? 0
      push[k] = Math.exp((ahead.enter[p]?.[type] ?? 0) + (graph.score[k] ?? 0) + after - ahead.total)
    }
    for (const before of order.ended[p] ?? []) {
      const value = ahead.alpha[p]?.[before] ?? Number.NEGATIVE_INFINITY
      if (!(value + (behind.beta[p]?.[before] ?? 0) - ahead.total > LEAST)) continue
      for (const after of order.types[p] ?? []) {
        const share = Math.exp(
          value +
            weight(connector, before, after) +
            (behind.leave[p]?.[after] ?? Number.NEGATIVE_INFINITY) -
            ahead.total,
        )
        if (share > 1e-4) bump(connector, before, after, share)
      }
    }
  }
  const back = new Float64Array(right.value.length).fill(Number.NEGATIVE_INFINITY)
  for (const at of right.finals) back[at] = 0
  for (let i = right.arcs.length - 1; i >= 0; i--) {
    const arc = right.arcs[i]
    if (arc === undefined) continue
    const type = graph.type[arc.edge] ?? 0
    const rest =
      weight(graph.connector[graph.from[arc.edge] ?? 0] ?? 0, arc.before, type) +
      (graph.score[arc.edge] ?? 0) +
      (back[arc.to] ?? 0)
    const held = back[arc.from] ?? Number.NEGATIVE_INFINITY
    back[arc.from] =
      held === Number.NEGATIVE_INFINITY
        ? rest
        : held > rest
          ? held + Math.log1p(Math.exp(rest - held))
          : rest + Math.log1p(Math.exp(held - rest))
  }
  for (const arc of right.arcs) {
    const type = graph.type[arc.edge] ?? 0
    const connector = graph.connector[graph.from[arc.edge] ?? 0] ?? 0
    const share = Math.exp(
      (right.value[arc.from] ?? 0) +
        weight(connector, arc.before, type) +
        (graph.score[arc.edge] ?? 0) +
        (back[arc.to] ?? 0) -
        right.total,
    )
    if (!(share > 1e-5)) continue
    push[arc.edge] = (push[arc.edge] ?? 0) - share
    bump(connector, arc.before, type, -share)
  }
  spread(compiled, push, weights)
  return right.total - ahead.total
}

/** What blocks weigh for a type in the message at hand; `stamp` says which message an entry is of. */
let scores = new Float64Array(0)
let stamps = new Int32Array(0)
let stamp = 0

function score({ graph, blocks, edgeBlocks, starts }: Compiled, weights: Float64Array): void {
  const size = blocks.length * TYPES.length
  if (scores.length < size) {
    scores = new Float64Array(size * 2)
    stamps = new Int32Array(size * 2)
  }
  stamp += 1
  const { type: types, score: out } = graph
  for (let k = 0; k < types.length; k++) {
    const type = types[k] ?? 0
    let sum = 0
    for (let i = starts[k] ?? 0; i < (starts[k + 1] ?? 0); i++) {
      const at = (edgeBlocks[i] ?? 0) * TYPES.length + type
      if (stamps[at] !== stamp) {
        stamps[at] = stamp
        scores[at] = weigh(blocks[edgeBlocks[i] ?? 0], type, weights)
      }
      sum += scores[at] ?? 0
    }
    out[k] = sum
  }
}

function weigh(rows: Int32Array | undefined, type: number, weights: Float64Array): number {
  const family = TYPES.length + (GROUP_OF[type] ?? 0)
  let sum = 0
  for (const row of rows ?? []) sum += (weights[row * COLUMNS + type] ?? 0) + (weights[row * COLUMNS + family] ?? 0)
  return sum
}

/** From edges to the features of their blocks; a block's pushes of one type are added up first. */
function spread({ graph, blocks, edgeBlocks, starts }: Compiled, push: Float64Array, weights: Table): void {
  const sums = new Map<number, number>()
  push.forEach((by, k) => {
    if (Math.abs(by) < 1e-4) return
    const type = graph.type[k] ?? 0
    for (let i = starts[k] ?? 0; i < (starts[k + 1] ?? 0); i++) {
      const key = (edgeBlocks[i] ?? 0) * TYPES.length + type
      sums.set(key, (sums.get(key) ?? 0) + by)
    }
  })
  for (const [key, by] of sums) {
    if (Math.abs(by) < 1e-4) continue
    const type = key % TYPES.length
    const family = TYPES.length + (GROUP_OF[type] ?? 0)
    for (const row of blocks[Math.floor(key / TYPES.length)] ?? []) {
      nudge(weights, row * COLUMNS + type, by)
      nudge(weights, row * COLUMNS + family, by)
    }
  }
}
