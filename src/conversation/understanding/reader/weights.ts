/** The weights of this version, read once, when the first message comes. Next: scripts/learn.ts writes them. */
import type { Model } from './model.ts'
import weights from './weights.json' with { type: 'json' }
import { modelFrom } from './weights-text.ts'

let model: Model | undefined
export function trainedModel(): Model {
  model ??= modelFrom(weights)
  return model
}
