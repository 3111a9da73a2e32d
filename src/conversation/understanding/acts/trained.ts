/** The head of acts of this version, read once, when the first message comes. Next: scripts/learn writes it. */
import acts from '#conversation/understanding/acts/acts.json' with { type: 'json' }
import type { HeadModel } from './head.ts'
import { headFrom } from './weights-text.ts'

let model: HeadModel | undefined
export function trainedHead(): HeadModel {
  model ??= headFrom(acts)
  return model
}
export const SURETY: readonly number[] = acts.surety
