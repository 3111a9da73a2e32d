// The learned weights as weights.json: rounded to twentieths, what is near nothing left out, features by name.
import { nameOf } from '../../src/conversation/understanding/reader/atoms.ts'
import { COLUMNS, START } from '../../src/conversation/understanding/reader/kinds.ts'
import { FOLLOW_SIZE } from '../../src/conversation/understanding/reader/model.ts'
import type { Vocabulary } from '../../src/conversation/understanding/reader/units.ts'
import { STEP, type WeightsText } from '../../src/conversation/understanding/reader/weights-text.ts'
import type { Compilation } from './compile.ts'
import type { Learned } from './train.ts'

/** Weights below this say too little to be kept. */
const LEAST = 0.1

export function weightsText({ rows, connectors }: Compilation, { weights, follows }: Learned, vocabulary: Vocabulary): WeightsText {
  const features: string[] = []
  for (const [feature, row] of rows) {
    const pairs: string[] = []
    for (let column = 0; column < COLUMNS; column++) {
      const weight = weights[row * COLUMNS + column] ?? 0
      if (Math.abs(weight) >= LEAST) pairs.push(`${column}:${Math.round(weight / STEP)}`)
    }
    if (pairs.length > 0) features.push(`${nameOf(feature)}\t${pairs.join(',')}`)
  }
  const names = ['any', ...[...connectors].sort((a, b) => a[1] - b[1]).map(([name]) => name)]
  const after = names.map((name, at) => {
    const pairs: string[] = []
    for (let before = 0; before <= START; before++)
      for (let next = 0; next < START; next++) {
        const weight = follows[at * FOLLOW_SIZE + before * START + next] ?? 0
        if (Math.abs(weight) >= LEAST) pairs.push(`${before}:${next}:${Math.round(weight / STEP)}`)
      }
    return `${name}\t${pairs.join(',')}`
  })
  return { words: [...vocabulary.known].sort().join(' '), features: features.sort(), follows: after }
}

export const asJson = ({ words, features, follows }: WeightsText): string =>
  `{\n"words": ${JSON.stringify(words)},\n"follows": [\n${follows.map((line) => JSON.stringify(line)).join(',\n')}\n],\n"features": [\n${features.map((line) => JSON.stringify(line)).join(',\n')}\n]\n}\n`
