// Examples as lattices of numbers, ready to train on: features counted over all messages, the rare
// ones forgotten, every edge with the part of the right meaning it carries.

import { BEYOND, isTold, meaningsOf, partsOf } from '#conversation/understanding/reader/edits/repeat.ts'
import type { Graph } from '#conversation/understanding/reader/model/model.ts'
import { vocabularyFrom } from '#conversation/understanding/reader/model/weights-text.ts'
import { latticeOf } from '#conversation/understanding/reader/spans/lattice.ts'
import { type GraphOrder, graphOrder } from '#conversation/understanding/reader/spans/paths.ts'
import type { Vocabulary } from '#conversation/understanding/reader/spans/unit.ts'
import { readerUnits } from '#conversation/understanding/reader/spans/units.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { typeId } from '../../src/conversation/understanding/reader/kinds.ts'
import {
  type MessageBlock,
  type Situation,
  situationOf,
} from '../../src/conversation/understanding/reader/situation.ts'
import type { Op, SpokenLine } from '../../src/conversation/understanding/types.ts'
import type { Example } from './notation.ts'
import type { Wish } from './operations.ts'

export type Lesson = { readonly example: Example; readonly lexicon: Lexicon }
export type Compiled = {
  readonly graph: Graph
  readonly order: GraphOrder
  /** The rows of each block. */
  readonly blocks: Int32Array[]
  /** Blocks of edge k: edgeBlocks[starts[k] .. starts[k+1]]. */
  readonly edgeBlocks: Int32Array
  readonly starts: Int32Array
  readonly masks: Int32Array
  readonly bits: number
}
export type Compilation = {
  readonly all: readonly Compiled[]
  /** Feature number -> row. */
  readonly rows: ReadonlyMap<number, number>
  /** In how many messages the feature of a row is. */
  readonly counts: readonly number[]
  readonly connectors: ReadonlyMap<string, number>
}

/** Words that people say in more than one shop: language, not goods. */
export function vocabularyOf(lessons: readonly Lesson[]): Vocabulary {
  const shops = new Map<string, Set<string>>()
  const nothing: Vocabulary = { known: new Set(), slips: new Map() }
  for (const { example, lexicon } of lessons)
    for (const { kind, words } of readerUnits(
      { lexicon, index: lexicon.index, vocabulary: nothing, context: example.message.context },
      example.message.text,
    ))
      if (kind === 'word' && /^[a-z]+$/.test(words)) shops.set(words, (shops.get(words) ?? new Set()).add(example.shop))
  return vocabularyFrom([...shops].filter(([, said]) => said.size > 1).map(([word]) => word))
}

export function compileAll(lessons: readonly Lesson[], vocabulary: Vocabulary, min: number): Compilation {
  const ids = new Map<number, number>()
  const counts: number[] = []
  const features: number[] = []
  const lastSeen: number[] = []
  let message = 0
  const rows = (feature: number): number => {
    let id = ids.get(feature)
    if (id === undefined) {
      id = ids.size
      ids.set(feature, id)
      counts.push(0)
      features.push(feature)
      lastSeen.push(-1)
    }
    if (lastSeen[id] !== message) {
      lastSeen[id] = message
      counts[id] = (counts[id] ?? 0) + 1
    }
    return id
  }
  const connectors = new Map<string, number>()
  const all = lessons.map((lesson, i) => {
    message = i
    return compileOne(lesson, vocabulary, rows, connectors)
  })
  const kept = new Map<number, number>()
  const rowOf = new Int32Array(counts.length).fill(-1)
  const keptCounts: number[] = []
  counts.forEach((count, id) => {
    if (count < min) return
    rowOf[id] = kept.size
    kept.set(features[id] ?? 0, kept.size)
    keptCounts.push(count)
  })
  for (const { blocks } of all)
    blocks.forEach((ids, i) => {
      blocks[i] = ids.map((id) => rowOf[id] ?? -1).filter((row) => row >= 0)
    })
  return { all, rows: kept, counts: keptCounts, connectors }
}

function compileOne(
  { example, lexicon }: Lesson,
  vocabulary: Vocabulary,
  rows: (feature: number) => number,
  connectors: Map<string, number>,
): Compiled {
  const lattice = latticeOf(
    situationOf({ lexicon, index: lexicon.index, vocabulary, context: example.message.context }, example.message, rows),
  )
  const wanted = wantedOf(lattice.situation, example)
  const told = isTold(lattice.situation, meantBy(lattice.situation, example))
  const blockIds = new Map<MessageBlock, number>()
  const blocks: Int32Array[] = []
  const flat: number[] = []
  const starts = new Int32Array(lattice.edges.length + 1)
  const masks = new Int32Array(lattice.edges.length)
  lattice.edges.forEach((edge, k) => {
    for (const block of edge.blocks) {
      let id = blockIds.get(block)
      if (id === undefined) {
        id = blocks.length
        blockIds.set(block, id)
        blocks.push(Int32Array.from(block.rows))
      }
      flat.push(id)
    }
    starts[k + 1] = flat.length
    masks[k] = maskOf(meaningsOf(lattice.situation, edge).filter(told), wanted)
  })
  const connector = lattice.connectors.map((name) => {
    const id = connectors.get(name) ?? connectors.size + 1
    connectors.set(name, id)
    return id
  })
  const graph = {
    bounds: lattice.bounds.length,
    from: Int32Array.from(lattice.edges, (edge) => edge.from),
    to: Int32Array.from(lattice.edges, (edge) => edge.to),
    type: Int32Array.from(lattice.edges, (edge) => typeId(edge.type)),
    connector: Int32Array.from(connector),
    score: new Float64Array(lattice.edges.length),
  }
  return {
    graph,
    order: graphOrder(graph),
    blocks,
    edgeBlocks: Int32Array.from(flat),
    starts,
    masks,
    bits: wanted.size,
  }
}

/** What was meant, part by part. */
export const wantedOf = (situation: Situation, example: Example): ReadonlyMap<string, number> =>
  bitsOf([...partsOf(situation, meantBy(situation, example)), ...unknown(example.wishes)])

function meantBy({ cart, repeated }: Situation, { wishes }: Example): readonly Op[] {
  const known = wishes.flatMap(({ op }) => (op === undefined ? [] : [op]))
  const changing = known.filter((op) => !changesNothing(cart, op))
  if (!repeated && changing.length > 0) return changing
  return repeated && known.length === wishes.length ? asChanges(cart, known) : known
}
const unknown = (wishes: readonly Wish[]): readonly string[] =>
  wishes.some(({ op }) => op === undefined) ? [BEYOND] : []
const bitsOf = (texts: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...new Set(texts)].map((text, bit) => [text, bit]))

/** Some writers name lines that are so already. */
function changesNothing(cart: readonly SpokenLine[], op: Op): boolean {
  if (op.op !== 'setOption' && op.op !== 'setQty') return false
  const line = cart[op.line]
  if (op.op === 'setQty') return line?.quantity === op.quantity
  return Object.entries(op.options).every(([name, value]) => line?.options[name] === value)
}

/** The lines to add, told as changes of the order they repeat; as they are where they repeat none. */
function asChanges(cart: readonly SpokenLine[], ops: readonly Op[]): readonly Op[] {
  const adds = ops.flatMap((op) => (op.op === 'add' ? [op] : []))
  const left = new Set(adds)
  const changes: Op[] = []
  let kept = 0
  cart.forEach((line, at) => {
    const same = [...left].filter((add) => add.product === line.product)
    const near = (add: SpokenLine): number =>
      Object.entries(line.options).filter(([name, value]) => add.options[name] === value).length
    const match = same.sort((a, b) => near(b) - near(a))[0]
    if (match === undefined) {
      changes.push({ op: 'remove', line: at })
      return
    }
    left.delete(match)
    kept += 1
    const options = Object.fromEntries(
      Object.entries(match.options).filter(([name, value]) => line.options[name] !== value),
    )
    if (Object.keys(options).length > 0) changes.push({ op: 'setOption', line: at, options })
    if (match.quantity !== line.quantity) changes.push({ op: 'setQty', line: at, quantity: match.quantity })
  })
  if (kept < 2 && kept < cart.length) return ops
  return [{ op: 'repeatLast' }, ...changes, ...left, ...ops.filter((op) => op.op !== 'add')]
}

/** Which parts of the meaning these operations are; -1 where one of them is none. */
export function maskOf(texts: readonly string[], wanted: ReadonlyMap<string, number>): number {
  let mask = 0
  for (const text of texts) {
    const bit = wanted.get(text)
    if (bit === undefined || bit > 29) return -1
    mask |= 1 << bit
  }
  return mask
}
