/** The weights of this version, read once, when the first message comes. Next: scripts/learn.ts writes them. */

import weights from '#conversation/understanding/reader/weights.json' with { type: 'json' }
import type { Model } from './model.ts'
import { modelFrom } from './weights-text.ts'

let model: Model | undefined
export function trainedModel(): Model {
  model ??= modelFrom(weights)
  return model
}
