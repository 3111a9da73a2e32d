/**
 * The trained weights: a row per feature with a column per type and per family of types, and
 * weights of one type following another at a joining word. Read from a text anybody can read
 * (weights.json); looked up by number. Next: paths.ts sums over all readings, weights.ts reads.
 */
import { COLUMNS, GROUP_OF, START, TYPES } from '#conversation/understanding/reader/kinds.ts'
import type { MessageBlock, Rows } from '#conversation/understanding/reader/situation.ts'
import type { Lattice } from '#conversation/understanding/reader/spans/lattice.ts'
import type { Vocabulary } from '#conversation/understanding/reader/spans/unit.ts'

export type Model = {
  readonly vocabulary: Vocabulary
  readonly rows: Rows
  readonly weights: Float32Array | Float64Array
  readonly connectors: ReadonlyMap<string, number>
  /** By connector (0: any), then the type before, then the type after. */
  readonly follows: Float32Array | Float64Array
}
export const FOLLOW_SIZE = (TYPES.length + 1) * TYPES.length

/** What a lattice weighs: one score an edge, and for each bound the weight of every type after every other. */
export type Graph = {
  readonly bounds: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly type: Int32Array
  readonly connector: Int32Array
  readonly score: Float64Array
}

export function graphOf(model: Model, lattice: Lattice, types: Int32Array): Graph {
  const { edges } = lattice
  const score = new Float64Array(edges.length)
  edges.forEach(({ blocks }, k) => {
    let sum = 0
    for (const block of blocks) sum += weigh(model, block, types[k] ?? 0)
    score[k] = sum
  })
  return {
    bounds: lattice.bounds.length,
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
    type: types,
    connector: Int32Array.from(lattice.connectors, (name) => model.connectors.get(name) ?? 0),
    score,
  }
}

function weigh({ weights }: Model, block: MessageBlock, type: number): number {
  const known = block.scores?.[type]
  if (known !== undefined && !Number.isNaN(known)) return known
  let sum = 0
  const family = TYPES.length + (GROUP_OF[type] ?? 0)
  for (const row of block.rows) sum += (weights[row * COLUMNS + type] ?? 0) + (weights[row * COLUMNS + family] ?? 0)
  if (block.once) return sum
  block.scores ??= new Float64Array(TYPES.length).fill(Number.NaN)
  block.scores[type] = sum
  return sum
}

export function follow({ follows }: Pick<Model, 'follows'>, connector: number, before: number, after: number): number {
  const at = before * START + after
  return (follows[at] ?? 0) + (connector === 0 ? 0 : (follows[connector * FOLLOW_SIZE + at] ?? 0))
}
