/**
 * The most likely reading, and for every edge the most likely reading that goes through it: the
 * runners-up are among these. Rule: an edge whose best reading is far behind counts nothing.
 * Next: read.ts makes meanings of paths.
 */

import { START } from '#conversation/understanding/reader/kinds.ts'
import { follow, type Graph, type Model } from '#conversation/understanding/reader/model/model.ts'
import type { GraphOrder } from './paths.ts'

type Follows = Pick<Model, 'follows'>
const NEVER = Number.NEGATIVE_INFINITY
const NONE = new Int32Array()

export type Best = {
  /** The log weight of the best reading through an edge. */
  readonly through: Float64Array
  readonly top: number
  /** The edges of the best reading through this one, in order. */
  readonly pathOf: (edge: number) => readonly number[]
}

type Side = { readonly value: readonly Float64Array[]; readonly edge: readonly Int32Array[] }
type Ahead = Side & { readonly enter: readonly Float64Array[]; readonly by: readonly Int32Array[] }

export function bestPaths(model: Follows, graph: Graph, order: GraphOrder): Best {
  const ahead = aheadOf(model, graph, order)
  const behind = behindOf(model, graph, order)
  const through = new Float64Array(graph.score.length)
  let top = NEVER
  graph.score.forEach((score, k) => {
    const type = graph.type[k] ?? 0
    const value =
      (ahead.enter[graph.from[k] ?? 0]?.[type] ?? NEVER) + score + (behind.value[graph.to[k] ?? 0]?.[type] ?? NEVER)
    through[k] = value
    if (value > top) top = value
  })
  return { through, top, pathOf: (edge) => pathOf(graph, { ahead, behind }, edge) }
}

function pathOf(graph: Graph, { ahead, behind }: { ahead: Ahead; behind: Side }, edge: number): readonly number[] {
  const path = [edge]
  let type = ahead.by[graph.from[edge] ?? 0]?.[graph.type[edge] ?? 0] ?? -1
  for (let p = graph.from[edge] ?? 0; p > 0 && type >= 0; ) {
    const k = ahead.edge[p]?.[type] ?? -1
    if (k < 0) break
    path.unshift(k)
    p = graph.from[k] ?? 0
    type = ahead.by[p]?.[type] ?? -1
  }
  for (let k = edge; (graph.to[k] ?? 0) < graph.bounds - 1; ) {
    k = behind.edge[graph.to[k] ?? 0]?.[graph.type[k] ?? 0] ?? -1
    if (k < 0) break
    path.push(k)
  }
  return path
}

const tables = (bounds: number): readonly Float64Array[] =>
  Array.from({ length: bounds }, () => new Float64Array(START + 1).fill(NEVER))
const places = (bounds: number): readonly Int32Array[] =>
  Array.from({ length: bounds }, () => new Int32Array(START + 1).fill(-1))

/** `value[p]`: the best way to bound p, by the type of its last stretch; `enter[p]`: by that of the next. */
function aheadOf(model: Follows, graph: Graph, order: GraphOrder): Ahead {
  const value = tables(graph.bounds)
  const enter = tables(graph.bounds)
  const edge = places(graph.bounds)
  const by = places(graph.bounds)
  put(value[0], START, 0)
  for (let p = 0; p + 1 < graph.bounds; p++) {
    for (const after of order.types[p] ?? NONE)
      for (const before of order.ended[p] ?? NONE) {
        const sum = (value[p]?.[before] ?? NEVER) + follow(model, graph.connector[p] ?? 0, before, after)
        if (sum <= (enter[p]?.[after] ?? NEVER)) continue
        put(enter[p], after, sum)
        put(by[p], after, before)
      }
    for (const k of order.edges[p] ?? NONE) {
      const type = graph.type[k] ?? 0
      const q = graph.to[k] ?? 0
      const sum = (enter[p]?.[type] ?? NEVER) + (graph.score[k] ?? 0)
      if (sum <= (value[q]?.[type] ?? NEVER)) continue
      put(value[q], type, sum)
      put(edge[q], type, k)
    }
  }
  return { value, enter, edge, by }
}

/** `value[p]`: the best way on from bound p after a stretch of a type, and the edge it begins with. */
function behindOf(model: Follows, graph: Graph, order: GraphOrder): Side {
  const value = tables(graph.bounds)
  const edge = places(graph.bounds)
  value.at(-1)?.fill(0)
  const leave = new Float64Array(START + 1)
  const first = new Int32Array(START + 1)
  for (let p = graph.bounds - 2; p >= 0; p--) {
    leave.fill(NEVER)
    for (const k of order.edges[p] ?? NONE) {
      const type = graph.type[k] ?? 0
      const sum = (graph.score[k] ?? 0) + (value[graph.to[k] ?? 0]?.[type] ?? NEVER)
      if (sum <= (leave[type] ?? NEVER)) continue
      leave[type] = sum
      first[type] = k
    }
    for (const before of order.ended[p] ?? NONE)
      for (const after of order.types[p] ?? NONE) {
        const sum = (leave[after] ?? NEVER) + follow(model, graph.connector[p] ?? 0, before, after)
        if (sum <= (value[p]?.[before] ?? NEVER)) continue
        put(value[p], before, sum)
        put(edge[p], before, first[after] ?? -1)
      }
  }
  return { value, edge }
}

const put = (list: Float64Array | Int32Array | undefined, at: number, value: number): void => {
  if (list !== undefined) list[at] = value
}
