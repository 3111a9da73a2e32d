/**
 * A message read by the trained reader, with the rules as a second opinion: its operations in an
 * order that can be carried out one after the other, whether they are sure, and the words left
 * over. Rule: a wrong act nobody notices is worse than a question, a needless question worse than a
 * right act with an undo.
 */

import type { Segmented } from '#conversation/understanding/clauses/segments.ts'
import { decideReading } from '#conversation/understanding/reader/model/decide.ts'
import { countsMeasure } from '#conversation/understanding/reader/model/measure.ts'
import type { Opinion } from '#conversation/understanding/reader/model/opinion.ts'
import { trainedModel } from '#conversation/understanding/reader/model/weights.ts'
import { asBefore, inReadingOrder } from '#conversation/understanding/reader/spans/numbering.ts'
import { byRules } from '../by-rules.ts'
import { after, type Scene } from '../scene.ts'
import type { Message, Op } from '../types.ts'
import { meaningOf } from './meaning.ts'
import { type Meant, readBest, type TrainedReading } from './read.ts'

export type Read = {
  readonly scene: Scene
  readonly sure: boolean
  readonly unexplained: readonly string[]
  readonly offered?: true
  /** What it may mean instead, where that comes near. */
  readonly rival?: readonly Op[]
}

/** `rules`: as they read the scene. */
export function readTrained(scene: Scene, message: Message, rules: Segmented = byRules(scene)): Read {
  const reading = readBest(trainedModel(), scene.lexicon, message)
  const verdict = decideReading(reading, opinionOf(rules, reading.lattice.situation.cart))
  const rival = verdict.sure || verdict.rival === undefined ? [] : inReadingOrder(verdict.rival.ops)
  const near = rival.length === 0 || countsMeasure(rival, message.text) ? {} : { rival }
  if (verdict.by === 'rules' || countsMeasure(verdict.meant.ops, message.text))
    return {
      scene: rules.scene,
      sure: verdict.by === 'rules' ? verdict.sure : rules.sure,
      unexplained: rules.unexplained,
      ...near,
    }
  const ops = verdict.by === 'nobody' ? [] : inReadingOrder(verdict.meant.ops)
  if (ops.length === 0 && rules.scene.ops.length === 0)
    return { scene: rules.scene, sure: false, unexplained: rules.unexplained }
  return {
    scene: after(scene, ops),
    sure: verdict.sure,
    unexplained: verdict.sure ? [] : leftOver(reading, verdict.meant),
    ...near,
  }
}

export function opinionOf(rules: Segmented, cart: Message['lines']): Opinion {
  const ops = asBefore(rules.scene.ops, cart)
  return {
    ops: ops ?? [],
    meanings: [...new Set((ops ?? []).map(meaningOf))].sort(),
    sure: ops !== undefined && rules.sure && rules.unexplained.length === 0,
  }
}

/** Words nobody knows, and content the best reading does not use. */
function leftOver({ lattice }: TrainedReading, { path, ops }: Meant): readonly string[] {
  const { situation, bounds, edges } = lattice
  const { units, generic } = situation
  const named = ops.flatMap(wordsOf).map((words) => words.toLowerCase())
  const out: string[] = []
  for (const k of path) {
    const edge = edges[k]
    const unused = edge !== undefined && edge.ops.length === 0
    for (let i = bounds[edge?.from ?? 0] ?? 0; i < (bounds[edge?.to ?? 0] ?? 0); i++) {
      const unit = units[i]
      if (unit === undefined || unit.kind === 'mark') continue
      const unknown = unit.kind === 'word' && generic[i] === '<unk>'
      if ((unknown || (unused && unit.kind === 'span')) && !named.some((text) => text.includes(unit.words)))
        out.push(unit.raw)
    }
  }
  return out
}

/** Words that an operation carries as they were typed: a name, an address, what is not sold. */
function wordsOf(op: Op): readonly string[] {
  const address = 'address' in op && typeof op.address === 'object' ? [op.address.text] : []
  return [
    ...address,
    ...('name' in op && op.name !== undefined ? [op.name] : []),
    ...('text' in op && op.text !== undefined ? [op.text] : []),
  ]
}
