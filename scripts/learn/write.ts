// The learned weights as weights.json: features by name, each weight a letter (weights-code.ts).
// What matters least is left out until it fits.

import { FOLLOW_SIZE } from '#conversation/understanding/reader/model/model.ts'
import { columnLetter, weightLetter } from '#conversation/understanding/reader/model/weights-code.ts'
import { COLUMN_NAMES, type WeightsText } from '#conversation/understanding/reader/model/weights-text.ts'
import { nameOf } from '#conversation/understanding/reader/spans/atoms.ts'
import type { Vocabulary } from '#conversation/understanding/reader/spans/unit.ts'
import { COLUMNS, START } from '../../src/conversation/understanding/reader/kinds.ts'
import type { Compilation } from './compile.ts'
import type { Learned } from './train.ts'

type Rows = Pick<Compilation, 'rows' | 'counts'>
/** Of features; with the rest the file stays under a megabyte. */
const MOST_BYTES = 860_000
const LEAST_FOLLOW = 0.06

export function weightsText(
  compilation: Omit<Compilation, 'all'>,
  learned: Learned,
  vocabulary: Vocabulary,
): WeightsText {
  const names = ['any', ...[...compilation.connectors].sort((a, b) => a[1] - b[1]).map(([name]) => name)]
  const follows = names.map((name, at) => {
    let letters = ''
    for (let before = 0; before <= START; before++)
      for (let next = 0; next < START; next++) {
        const weight = learned.follows[at * FOLLOW_SIZE + before * START + next] ?? 0
        if (Math.abs(weight) >= LEAST_FOLLOW)
          letters += columnLetter(before) + columnLetter(next) + weightLetter(weight)
      }
    return `${name}\t${letters}`
  })
  return {
    types: COLUMN_NAMES,
    words: [...vocabulary.known].sort().join(' '),
    features: fittingLines(compilation, learned.weights),
    follows,
  }
}

/** A weight matters by its size and by how many messages its feature is in. */
function fittingLines({ rows, counts }: Rows, weights: Float64Array): readonly string[] {
  const matters = weights.map((weight, at) => Math.abs(weight) * Math.sqrt(counts[Math.floor(at / COLUMNS)] ?? 1))
  const sorted = matters.slice().sort()
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const size = linesAbove(rows, { weights, matters }, sorted[middle] ?? 0).reduce(
      (sum, line) => sum + line.length + 4,
      0,
    )
    if (size <= MOST_BYTES) high = middle
    else low = middle + 1
  }
  return [...linesAbove(rows, { weights, matters }, sorted[low] ?? 0)].sort()
}

type Weighed = { readonly weights: Float64Array; readonly matters: Float64Array }
function linesAbove(rows: Compilation['rows'], { weights, matters }: Weighed, least: number): readonly string[] {
  const out: string[] = []
  for (const [feature, row] of rows) {
    let letters = ''
    for (let column = 0; column < COLUMNS; column++) {
      const at = row * COLUMNS + column
      if ((matters[at] ?? 0) > least) letters += columnLetter(column) + weightLetter(weights[at] ?? 0)
    }
    if (letters !== '') out.push(`${nameOf(feature)}\t${letters}`)
  }
  return out
}

export const asJson = ({ types, words, features, follows }: WeightsText): string =>
  `{\n"types": ${JSON.stringify(types)},\n"words": ${JSON.stringify(words)},\n"follows": ` +
  `[\n${follows.map((line) => JSON.stringify(line)).join(',\n')}\n],\n"features": ` +
  `[\n${features.map((line) => JSON.stringify(line)).join(',\n')}\n]\n}\n`
