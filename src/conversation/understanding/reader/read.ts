/**
 * The readings of a message worth weighing against each other, and how much of all probability
 * means the same as each. Rule: the probability is of the meaning, not of one way of cutting the
 * words. Next: decide.ts makes sure, likely or unsure of them.
 */

import type { Message, Op } from '#conversation/understanding/types.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { BEYOND, isTold, meaningsOf, partsOf, repeatedOps } from './edits/repeat.ts'
import { typeId } from './kinds.ts'
import { meaningOf } from './meaning.ts'
import { graphOf, type Model } from './model/model.ts'
import { situationOf } from './situation.ts'
import { type Best, bestPaths } from './spans/best-paths.ts'
import { type Lattice, latticeOf } from './spans/lattice.ts'
import { forward, type GraphOrder, graphOrder, meaning, type Telling } from './spans/paths.ts'

/** One thing the message may mean. */
export type Meant = {
  readonly ops: readonly Op[]
  readonly probability: number
  /** A part of it is nothing the product can do. */
  readonly beyond: boolean
  /** The edges of its best path. */
  readonly path: readonly number[]
}
/** The likeliest meaning, and those that come near it. */
export type TrainedReading = Meant & {
  readonly lattice: Lattice
  readonly others: readonly Meant[]
  /** How likely it is that these operations are meant. */
  readonly chanceOf: (ops: readonly Op[]) => number
}

/** Meanings that are weighed, and how many paths are looked at for them. */
const MOST_MEANINGS = 4
const MOST_PATHS = 24
/** In logarithms: a reading so far behind the best is out of the question. */
const FAR = 7
const NEAR = 5
const NOTHING = 12
/** With more places to cut at, less is looked at. */
const LONG = 60

export function readBest(model: Model, lexicon: Lexicon, message: Message): TrainedReading {
  const ground = { lexicon, index: lexicon.index, vocabulary: model.vocabulary, context: message.context }
  const lattice = latticeOf(situationOf(ground, message, model.rows))
  const graph = graphOf(
    model,
    lattice,
    Int32Array.from(lattice.edges, (edge) => typeId(edge.type)),
  )
  const order = graphOrder(graph)
  const best = bestPaths(model, graph, order)
  const long = lattice.bounds.length > LONG
  const nothing = long ? NEAR : NOTHING
  const near = order.edges.map((list) => list.filter((k) => (best.through[k] ?? 0) > best.top - nothing))
  const { total } = forward(model, graph, order)
  const weigh = tellerOf(lattice, near)
  const meant = pathsOf(best).map((path) => saidBy(lattice, path))
  const meanings: Meant[] = []
  const seen = new Set<string>()
  for (const { ops, texts, told, path } of meant) {
    const key = [...texts].sort().join('\n')
    if (seen.has(key) || meanings.length >= (long || texts.size > MANY ? 1 : MOST_MEANINGS)) continue
    seen.add(key)
    const same = meaning(model, graph, { edges: near }, weigh([...texts], told))
    meanings.push({ ops, probability: Math.exp(same.total - total), beyond: texts.has(BEYOND), path })
  }
  const [first, ...others] = meanings.sort((a, b) => b.probability - a.probability)
  const chanceOf = (ops: readonly Op[]): number => {
    const texts = new Set(partsOf(lattice.situation, ops))
    const told = weigh([...texts], isTold(lattice.situation, ops))
    return Math.exp(meaning(model, graph, { edges: near }, told).total - total)
  }
  return { ...(first ?? { ops: [], probability: 0, beyond: false, path: [] }), lattice, others, chanceOf }
}

/** The best path, then the best through each edge that comes near. */
function pathsOf({ through, top, pathOf }: Best): readonly (readonly number[])[] {
  const edges: number[] = []
  through.forEach((value, k) => {
    if (value > top - FAR) edges.push(k)
  })
  edges.sort((a, b) => (through[b] ?? 0) - (through[a] ?? 0) || a - b)
  const paths = new Map<string, readonly number[]>()
  for (const k of edges) {
    if (paths.size >= MOST_PATHS) break
    const path = pathOf(k)
    paths.set(path.join(), path)
  }
  return [...paths.values()]
}

type Said = {
  readonly ops: readonly Op[]
  readonly texts: ReadonlySet<string>
  readonly told: (text: string) => boolean
  readonly path: readonly number[]
}
function saidBy({ edges, situation }: Lattice, path: readonly number[]): Said {
  const said = new Map<string, Op>()
  const again: Op[] = []
  const texts = new Set<string>()
  for (const k of path) {
    const edge = edges[k]
    if (edge === undefined) continue
    meaningsOf(situation, edge).forEach((text, i) => {
      texts.add(text)
      const op = edge.ops[i]
      if (op === undefined) return
      if (!said.has(text)) said.set(text, op)
      else if (op.op === 'add') again.push(op)
    })
  }
  const told = isTold(situation, [...said.values()])
  const ops = situation.repeated ? repeatedOps([...said.values()]) : withAgain([...said.values()], again)
  const content = ops.filter((op) => op.op !== 'smalltalk')
  return { ops: content.length > 0 ? content : ops, texts: new Set([...texts].filter(told)), told, path }
}

/** "black 38, black 39, black 38": the same wish in two places counts twice. */
const withAgain = (ops: readonly Op[], again: readonly Op[]): readonly Op[] =>
  again.length === 0
    ? ops
    : ops.map((op) => {
        if (op.op !== 'add') return op
        const more = again.filter((other) => meaningOf(other) === meaningOf(op))
        return { ...op, quantity: op.quantity * (1 + more.length) }
      })

const MANY = 10
type Teller = (texts: readonly string[], told: (text: string) => boolean) => Telling

/** In any order; of a long list in the order of the best reading, which its lines hardly leave. */
function tellerOf({ edges, situation }: Lattice, near: GraphOrder['edges']): Teller {
  const parts: (readonly string[])[] = []
  for (const list of near)
    for (const k of list) {
      const edge = edges[k]
      if (edge !== undefined) parts[k] = meaningsOf(situation, edge)
    }
  return (texts, told) => {
    const bits = new Map(texts.map((text, bit) => [text, bit]))
    const bitsOf = (edge: number): readonly number[] =>
      (parts[edge] ?? []).filter(told).map((text) => bits.get(text) ?? -1)
    if (texts.length > MANY)
      return {
        next: (state, edge) => {
          const list = bitsOf(edge)
          return list.every((bit, k) => bit === state + k) ? state + list.length : -1
        },
        done: texts.length,
      }
    const masks = new Map<number, number>()
    const maskOf = (edge: number): number => {
      const list = bitsOf(edge)
      return list.includes(-1) ? -1 : list.reduce((mask, bit) => mask | (1 << bit), 0)
    }
    return {
      next: (state, edge) => {
        const mask = masks.get(edge) ?? maskOf(edge)
        masks.set(edge, mask)
        return mask < 0 || (state & mask) !== 0 ? -1 : state | mask
      },
      done: 2 ** texts.length - 1,
    }
  }
}
