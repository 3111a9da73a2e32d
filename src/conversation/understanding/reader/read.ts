/**
 * The best reading of a message and how much of all probability means the same. Rule: the
 * probability is of the meaning, not of one way of cutting the words. Next: decide.ts makes sure,
 * likely or unsure of it.
 */

import { BEYOND, meaningsOf, repeatedOps } from '#conversation/understanding/reader/edits/repeat.ts'
import { graphOf, type Model } from '#conversation/understanding/reader/model/model.ts'
import { type Lattice, latticeOf } from '#conversation/understanding/reader/spans/lattice.ts'
import { bestPath, forward, graphOrder, meaning, type Telling } from '#conversation/understanding/reader/spans/paths.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Message, Op } from '../types.ts'
import { typeId } from './kinds.ts'
import { meaningOf } from './meaning.ts'
import { situationOf } from './situation.ts'

export type TrainedReading = {
  readonly ops: readonly Op[]
  readonly probability: number
  /** A part of it is nothing the product can do. */
  readonly beyond: boolean
  readonly lattice: Lattice
  /** The edges of the best path. */
  readonly path: readonly number[]
}

export function readBest(model: Model, lexicon: Lexicon, message: Message): TrainedReading {
  const lattice = latticeOf(
    situationOf(
      { lexicon, index: lexicon.index, vocabulary: model.vocabulary, context: message.context },
      message,
      model.rows,
    ),
  )
  const graph = graphOf(
    model,
    lattice,
    Int32Array.from(lattice.edges, (edge) => typeId(edge.type)),
  )
  const order = graphOrder(graph)
  const path = bestPath(model, graph, order)
  const said = new Map<string, Op>()
  const again: Op[] = []
  const texts = new Set<string>()
  for (const k of path) {
    const edge = lattice.edges[k]
    if (edge === undefined) continue
    meaningsOf(lattice.situation, edge).forEach((text, i) => {
      texts.add(text)
      const op = edge.ops[i]
      if (op === undefined) return
      if (!said.has(text)) said.set(text, op)
      else if (op.op === 'add') again.push(op)
    })
  }
  const total = forward(model, graph, order).total
  const same = meaning(model, graph, order, tellingOf(lattice, [...texts]))
  const ops = lattice.situation.repeated ? repeatedOps([...said.values()]) : withAgain([...said.values()], again)
  const content = ops.filter((op) => op.op !== 'smalltalk')
  return {
    ops: content.length > 0 ? content : ops,
    probability: Math.exp(same.total - total),
    beyond: texts.has(BEYOND),
    lattice,
    path,
  }
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

/** In any order; of a long list in the order of the best reading, which its lines hardly leave. */
function tellingOf(lattice: Lattice, texts: readonly string[]): Telling {
  const bits = new Map(texts.map((text, bit) => [text, bit]))
  const parts = lattice.edges.map((edge) => meaningsOf(lattice.situation, edge).map((text) => bits.get(text) ?? -1))
  if (texts.length > MANY)
    return {
      next: (state, edge) =>
        (parts[edge] ?? []).every((bit, k) => bit === state + k) ? state + (parts[edge]?.length ?? 0) : -1,
      done: texts.length,
    }
  const masks = parts.map((list) => (list.includes(-1) ? -1 : list.reduce((mask, bit) => mask | (1 << bit), 0)))
  return {
    next: (state, edge) => {
      const mask = masks[edge] ?? -1
      return mask < 0 || (state & mask) !== 0 ? -1 : state | mask
    },
    done: 2 ** texts.length - 1,
  }
}
const MANY = 10
