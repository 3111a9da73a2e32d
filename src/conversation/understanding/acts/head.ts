/**
 * The trained head of acts: which way the message is cut, and what kind each stretch is of. Every
 * way of cutting and naming has a weight, the sum of its stretches'; all are summed, so that a
 * probability is one of meaning. Rule: two stretches of the cart never stand side by side, they are
 * one. Next: read-acts.ts fills in the words, weights by scripts/learn.
 */
import { type ActScene, actScene, type HeadWords } from './clauses.ts'
import { featuresOf, whereSaid } from './features.ts'
import { ACT_KINDS, CART, SKIP } from './kinds.ts'

export type HeadModel = {
  readonly words: HeadWords
  readonly rows: ReadonlyMap<string, number>
  /** A row per feature, a column per kind. */
  readonly weights: Float32Array | Float64Array
}
export const KIND_COUNT = ACT_KINDS.length
/** Scores of stretch (from, to) of the bounds, a column per kind. */
export type Stretches = {
  readonly scene: ActScene
  readonly count: number
  readonly rows: readonly Int32Array[]
}
export const stretchAt = (count: number, from: number, to: number): number => from * count + to

export type RowOf = (feature: string) => number
export function stretchesOf(scene: ActScene, rowOf: RowOf): Stretches {
  const place = whereSaid(scene)
  const count = scene.bounds.length
  const rows: Int32Array[] = []
  for (let from = 0; from + 1 < count; from++)
    for (let to = from + 1; to < count; to++) {
      const found: number[] = []
      for (const feature of featuresOf(scene, scene.bounds[from] ?? 0, scene.bounds[to] ?? 0, place)) {
        const row = rowOf(feature)
        if (row >= 0) found.push(row)
      }
      rows[stretchAt(count, from, to)] = Int32Array.from(found)
    }
  return { scene, count, rows }
}

export function scoresOf({ count, rows }: Stretches, weights: HeadModel['weights']): Float64Array {
  const scores = new Float64Array(count * count * KIND_COUNT)
  rows.forEach((list, at) => {
    const base = at * KIND_COUNT
    for (const row of list) {
      const from = row * KIND_COUNT
      for (let kind = 0; kind < KIND_COUNT; kind++)
        scores[base + kind] = (scores[base + kind] ?? 0) + (weights[from + kind] ?? 0)
    }
  })
  return scores
}

const addLog = (a: number, b: number): number => {
  if (a === Number.NEGATIVE_INFINITY) return b
  if (b === Number.NEGATIVE_INFINITY) return a
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b))
}

export { addLog }

/** Kinds that do not follow themselves: side by side they are one stretch. */
export const isMerged = (kind: number): boolean => kind === CART || kind === SKIP

export type ActStretch = { readonly from: number; readonly to: number; readonly kind: number }
export type HeadReading = {
  readonly scene: ActScene
  readonly path: readonly ActStretch[]
  /** Of this set of kinds, however it is cut. */
  readonly probability: number
  /** That nothing of it is for the cart. */
  readonly noCart: number
}

export const GROUPS = 3
/** What stands last decides what may follow: the cart, words by the way, or an act. */
export const kindGroup = (kind: number): number => (kind === CART ? 0 : kind === SKIP ? 1 : 2)

/** Per stretch the sum over the kinds of each group. */
export function groupSums(count: number, scores: Float64Array): Float64Array {
  const sums = new Float64Array(count * count * GROUPS)
  for (let from = 0; from + 1 < count; from++)
    for (let to = from + 1; to < count; to++) {
      const at = stretchAt(count, from, to)
      const base = at * KIND_COUNT
      let most = Number.NEGATIVE_INFINITY
      for (let kind = 2; kind < KIND_COUNT; kind++) most = Math.max(most, scores[base + kind] ?? 0)
      let sum = 0
      for (let kind = 2; kind < KIND_COUNT; kind++) sum += Math.exp((scores[base + kind] ?? 0) - most)
      sums[at * GROUPS] = scores[base + CART] ?? 0
      sums[at * GROUPS + 1] = scores[base + SKIP] ?? 0
      sums[at * GROUPS + 2] = most + Math.log(sum)
    }
  return sums
}

/** What may lead into a stretch of each group. */
export function entering(open: Float64Array, at: number): readonly [number, number, number] {
  const cart = open[at * GROUPS] ?? 0
  const skip = open[at * GROUPS + 1] ?? 0
  const other = open[at * GROUPS + 2] ?? 0
  const noCart = addLog(skip, other)
  return [noCart, addLog(cart, other), addLog(cart, noCart)]
}

/** Sums of all paths up to each bound, by what stands last. */
export function pathsUpTo(count: number, sums: Float64Array, cart = true): Float64Array {
  const open = new Float64Array(count * GROUPS).fill(Number.NEGATIVE_INFINITY)
  open[2] = 0
  for (let to = 1; to < count; to++)
    for (let from = 0; from < to; from++) {
      const enter = entering(open, from)
      for (let group = cart ? 0 : 1; group < GROUPS; group++) {
        const at = to * GROUPS + group
        const sum = sums[stretchAt(count, from, to) * GROUPS + group] ?? 0
        open[at] = addLog(open[at] ?? 0, (enter[group] ?? 0) + sum)
      }
    }
  return open
}

type Cell = { readonly score: number; readonly from: number; readonly kind: number; readonly last: number }
export function bestPath(count: number, scores: Float64Array): readonly ActStretch[] {
  const cells: Cell[][] = Array.from({ length: count }, () => [])
  cells[0] = [{ score: 0, from: 0, kind: -1, last: -1 }]
  for (let to = 1; to < count; to++)
    for (let from = 0; from < to; from++)
      for (const [last, before] of (cells[from] ?? []).entries()) {
        if (before === undefined) continue
        const base = stretchAt(count, from, to) * KIND_COUNT
        for (let kind = 0; kind < KIND_COUNT; kind++) {
          if (isMerged(kind) && before.kind === kind) continue
          const group = kindGroup(kind)
          const score = before.score + (scores[base + kind] ?? 0)
          if (score > (cells[to]?.[group]?.score ?? Number.NEGATIVE_INFINITY)) {
            const row = cells[to]
            if (row !== undefined) row[group] = { score, from, kind, last }
          }
        }
      }
  const path: ActStretch[] = []
  const ends = (cells[count - 1] ?? []).map((cell, at) => ({ cell, at })).filter(({ cell }) => cell !== undefined)
  let at = ends.sort((a, b) => b.cell.score - a.cell.score)[0]?.at ?? 0
  for (let to = count - 1; to > 0; ) {
    const cell = cells[to]?.[at]
    if (cell === undefined) break
    path.unshift({ from: cell.from, to, kind: cell.kind })
    to = cell.from
    at = cell.last
  }
  return path
}

/** All paths whose kinds are exactly these, in any cutting; cart and skip as often as they like. */
export function meaningTotal(count: number, scores: Float64Array, kinds: readonly number[]): number {
  const own = kinds.filter((kind) => !isMerged(kind)).slice(0, 8)
  const full = 2 ** own.length - 1
  const cart = kinds.includes(CART)
  // State: which of the kinds were said, whether anything was for the cart, and what stood last.
  const size = (full + 1) * 2 * 3
  const at = (mask: number, some: number, last: number): number => (mask * 2 + some) * 3 + last
  const open = Array.from({ length: count }, () => new Float64Array(size).fill(Number.NEGATIVE_INFINITY))
  const start = open[0]
  if (start !== undefined) start[at(0, 0, 2)] = 0
  for (let to = 1; to < count; to++)
    for (let from = 0; from < to; from++) {
      const before = open[from]
      const here = open[to]
      if (before === undefined || here === undefined) continue
      const base = stretchAt(count, from, to) * KIND_COUNT
      const put = (state: number, value: number): void => {
        here[state] = addLog(here[state] ?? 0, value)
      }
      for (let mask = 0; mask <= full; mask++)
        for (let some = 0; some < (cart ? 2 : 1); some++)
          for (let last = 0; last < 3; last++) {
            const value = before[at(mask, some, last)] ?? Number.NEGATIVE_INFINITY
            if (value === Number.NEGATIVE_INFINITY) continue
            if (cart && last !== 0) put(at(mask, 1, 0), value + (scores[base + CART] ?? 0))
            if (last !== 1) put(at(mask, some, 1), value + (scores[base + SKIP] ?? 0))
            own.forEach((kind, bit) => {
              // Of two of a kind the earlier is said first: each order is counted once.
              const twin = bit === 0 ? -1 : own.lastIndexOf(kind, bit - 1)
              if ((mask & (1 << bit)) !== 0 || (twin >= 0 && (mask & (1 << twin)) === 0)) return
              put(at(mask | (1 << bit), some, 2), value + (scores[base + kind] ?? 0))
            })
          }
    }
  const last = open[count - 1]
  let total = Number.NEGATIVE_INFINITY
  for (let kind = 0; kind < 3; kind++) total = addLog(total, last?.[at(full, cart ? 1 : 0, kind)] ?? total)
  return total
}

export function weighActs(
  model: HeadModel,
  lexicon: ActScene['lexicon'],
  ...[message, voices]: readonly [ActScene['message'], readonly string[]]
): HeadReading {
  const scene = actScene(lexicon, message, model.words, voices)
  const stretches = stretchesOf(scene, (feature) => model.rows.get(feature) ?? -1)
  const scores = scoresOf(stretches, model.weights)
  const { count } = stretches
  const sums = groupSums(count, scores)
  const [, , total] = entering(pathsUpTo(count, sums), count - 1)
  const [, , noCart] = entering(pathsUpTo(count, sums, false), count - 1)
  const path = bestPath(count, scores)
  const kinds = path.map(({ kind }) => kind)
  return {
    scene,
    path,
    probability: Math.exp(meaningTotal(count, scores, kinds) - total),
    noCart: Math.exp(noCart - total),
  }
}
