/**
 * Sums over every reading of a lattice, exactly: forward and backward sums, how likely each edge
 * is, the best reading, and how much of all probability means one set of operations. Everything is
 * in logarithms. Next: read.ts makes a decision of it.
 */
import { START } from '#conversation/understanding/reader/kinds.ts'
import { follow, type Graph, type Model } from '#conversation/understanding/reader/model/model.ts'

type Follows = Pick<Model, 'follows'>
const NEVER = Number.NEGATIVE_INFINITY
const NONE = new Int32Array()
export const addLog = (a: number, b: number): number =>
  a === NEVER ? b : b === NEVER ? a : a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b))

/** The edges that start at each bound, the types among them, and the types that end there. */
export type GraphOrder = {
  readonly edges: readonly Int32Array[]
  readonly types: readonly Int32Array[]
  readonly ended: readonly Int32Array[]
}
export function graphOrder({ bounds, from, to, type }: Pick<Graph, 'bounds' | 'from' | 'to' | 'type'>): GraphOrder {
  const edges: number[][] = Array.from({ length: bounds }, () => [])
  const ended: Set<number>[] = Array.from({ length: bounds }, () => new Set())
  ended[0]?.add(START)
  from.forEach((at, k) => {
    edges[at]?.push(k)
    ended[to[k] ?? 0]?.add(type[k] ?? 0)
  })
  return {
    edges: edges.map((list) => Int32Array.from(list)),
    types: edges.map((list) => Int32Array.from(new Set(list.map((k) => type[k] ?? 0)))),
    ended: ended.map((types) => Int32Array.from(types)),
  }
}

/**
 * `alpha[p]`: all readings before bound p, by the type of their last stretch. `enter[p]`: the same,
 * by the type of the stretch that starts at p.
 */
export type Forward = {
  readonly alpha: readonly Float64Array[]
  readonly enter: readonly Float64Array[]
  readonly total: number
}

export function forward(model: Follows, graph: Graph, order: GraphOrder): Forward {
  const states = (): Float64Array => new Float64Array(START + 1).fill(NEVER)
  const alpha = Array.from({ length: graph.bounds }, states)
  const enter = Array.from({ length: graph.bounds }, states)
  const first = alpha[0]
  if (first !== undefined) first[START] = 0
  for (let p = 0; p + 1 < graph.bounds; p++) {
    const before = alpha[p] ?? states()
    const entered = enter[p] ?? states()
    stepInto(model, graph.connector[p] ?? 0, {
      before,
      entered,
      types: order.types[p] ?? NONE,
      live: order.ended[p] ?? NONE,
    })
    for (const k of order.edges[p] ?? []) {
      const type = graph.type[k] ?? 0
      const target = alpha[graph.to[k] ?? 0]
      if (target !== undefined)
        target[type] = addLog(target[type] ?? NEVER, (entered[type] ?? NEVER) + (graph.score[k] ?? 0))
    }
  }
  return { alpha, enter, total: (alpha.at(-1) ?? states()).reduce(addLog, NEVER) }
}

type Step = {
  readonly before: Float64Array
  readonly entered: Float64Array
  readonly types: Int32Array
  readonly live: Int32Array
}
function stepInto(model: Follows, connector: number, { before, entered, types, live }: Step): void {
  let top = NEVER
  for (const type of live) top = Math.max(top, before[type] ?? NEVER)
  if (top === NEVER) return
  for (const after of types) {
    let sum = 0
    for (const type of live) sum += Math.exp((before[type] ?? NEVER) - top + follow(model, connector, type, after))
    entered[after] = top + Math.log(sum)
  }
}

/**
 * `beta[p]`: all readings from bound p on, by the type of the stretch before it; `leave[p]`: by the
 * type of the stretch that starts there.
 */
export type Backward = { readonly beta: readonly Float64Array[]; readonly leave: readonly Float64Array[] }

export function backward(model: Follows, graph: Graph, order: GraphOrder): Backward {
  const states = (): Float64Array => new Float64Array(START + 1).fill(NEVER)
  const beta = Array.from({ length: graph.bounds }, states)
  const leave = Array.from({ length: graph.bounds }, states)
  beta.at(-1)?.fill(0)
  for (let p = graph.bounds - 2; p >= 0; p--) {
    const left = leave[p] ?? states()
    for (const k of order.edges[p] ?? []) {
      const type = graph.type[k] ?? 0
      const after = beta[graph.to[k] ?? 0]?.[type] ?? NEVER
      left[type] = addLog(left[type] ?? NEVER, (graph.score[k] ?? 0) + after)
    }
    const here = beta[p] ?? states()
    const types = order.types[p] ?? NONE
    let top = NEVER
    for (const after of types) top = Math.max(top, left[after] ?? NEVER)
    if (top === NEVER) continue
    for (const before of order.ended[p] ?? NONE) {
      let sum = 0
      for (const after of types)
        sum += Math.exp((left[after] ?? NEVER) - top + follow(model, graph.connector[p] ?? 0, before, after))
      here[before] = top + Math.log(sum)
    }
  }
  return { beta, leave }
}

/** How far a meaning is told: from one state to the next by an edge; -1 where the edge means anything else. */
export type Telling = { readonly next: (state: number, edge: number) => number; readonly done: number }
export type Arc = { readonly from: number; readonly to: number; readonly edge: number; readonly before: number }
/** Readings that tell exactly the meaning: their log sum, with what is needed to go back through them. */
export type Meaning = {
  readonly total: number
  readonly arcs: readonly Arc[]
  readonly value: Float64Array
  readonly finals: readonly number[]
}

/** `order` may name only the edges that matter. */
export function meaning(model: Follows, graph: Graph, order: Pick<GraphOrder, 'edges'>, telling: Telling): Meaning {
  const nodes: Map<number, number>[] = Array.from({ length: graph.bounds }, () => new Map())
  const states: { readonly type: number; readonly told: number }[] = []
  const value: number[] = []
  const arcs: Arc[] = []
  const node = (p: number, type: number, told: number): number => {
    const id = told * (START + 1) + type
    const known = nodes[p]?.get(id)
    if (known !== undefined) return known
    value.push(NEVER)
    states.push({ type, told })
    nodes[p]?.set(id, value.length - 1)
    return value.length - 1
  }
  value[node(0, START, 0)] = 0
  for (let p = 0; p + 1 < graph.bounds; p++) {
    const here = [...(nodes[p]?.values() ?? [])]
    if (here.length === 0) continue
    for (const edge of order.edges[p] ?? []) {
      const type = graph.type[edge] ?? 0
      for (const from of here) {
        const state = states[from]
        const told = state === undefined ? -1 : telling.next(state.told, edge)
        if (state === undefined || told < 0) continue
        const to = node(graph.to[edge] ?? 0, type, told)
        const sum =
          (value[from] ?? NEVER) + follow(model, graph.connector[p] ?? 0, state.type, type) + (graph.score[edge] ?? 0)
        value[to] = addLog(value[to] ?? NEVER, sum)
        arcs.push({ from, to, edge, before: state.type })
      }
    }
  }
  const finals = [...(nodes.at(-1)?.values() ?? [])].filter((at) => states[at]?.told === telling.done)
  return {
    total: finals.reduce((sum, at) => addLog(sum, value[at] ?? NEVER), NEVER),
    arcs,
    value: Float64Array.from(value),
    finals,
  }
}
