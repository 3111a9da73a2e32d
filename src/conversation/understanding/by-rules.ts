/**
 * A message read by rules alone: the pending question first, then clause by clause, manners last. A
 * menu (several toppings, "no", "extra") is read so; a goods shop is read by the trained reader,
 * for which this reading is one candidate among others.
 */

import { readSegments, type Segmented } from '#conversation/understanding/clauses/segments.ts'
import { smalltalkOf } from '#conversation/understanding/rules/smalltalk.ts'
import { readPending } from './pending.ts'
import type { Scene } from './scene.ts'

export function byRules(scene: Scene): Segmented {
  const read = readPending(scene) ?? readSegments(scene)
  return read.scene.ops.length > 0 ? read : (smalltalkOf(scene) ?? read)
}
