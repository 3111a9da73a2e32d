// The head of acts as a text; and which features it keeps: those that matter most, so that the file
// stays small. Next: src/conversation/understanding/acts/weights-text.ts reads it.
import { KIND_COUNT } from '#conversation/understanding/acts/head.ts'
import { ACT_KINDS } from '#conversation/understanding/acts/kinds.ts'
import { type ActsText, rowText } from '#conversation/understanding/acts/weights-text.ts'
import type { ActLessons } from './act-lessons.ts'

/** About 125 bytes each. */
const MOST_FEATURES = 3500

/** A feature matters by the size of its weights and by how many messages it is in. */
export function strongest(lessons: ActLessons, weights: Float64Array): ActLessons {
  const counts = new Float64Array(lessons.names.length)
  for (const { stretches } of lessons.items)
    for (const row of new Set(stretches.rows.flatMap((list) => [...list]))) counts[row] = (counts[row] ?? 0) + 1
  const matters = counts.map((count, row) => {
    const squares = weights
      .subarray(row * KIND_COUNT, (row + 1) * KIND_COUNT)
      .reduce((sum, weight) => sum + weight * weight, 0)
    return squares * count
  })
  const kept = [...matters.keys()]
    .sort((a, b) => (matters[b] ?? 0) - (matters[a] ?? 0) || a - b)
    .slice(0, MOST_FEATURES)
    .sort((a, b) => a - b)
  const rows = new Map(kept.map((row, at) => [row, at]))
  const items = lessons.items.map((item) => ({
    ...item,
    stretches: {
      ...item.stretches,
      rows: item.stretches.rows.map((list) => Int32Array.from([...list].flatMap((row) => rows.get(row) ?? []))),
    },
  }))
  return { ...lessons, items, names: kept.map((row) => lessons.names[row] ?? '') }
}

export function actsText({ words, names }: ActLessons, weights: Float64Array, surety: readonly number[]): ActsText {
  return {
    kinds: ACT_KINDS.join(' '),
    words: [...words.known].sort().join(' '),
    surety: surety.map((weight) => Math.round(weight * 1000) / 1000),
    features: names
      .map((name, row) => `${name}\t${rowText(weights.subarray(row * KIND_COUNT, (row + 1) * KIND_COUNT))}`)
      .sort((one, other) => (one < other ? -1 : 1)),
  }
}

export const actsJson = ({ kinds, words, surety, features }: ActsText): string =>
  `{\n"kinds": ${JSON.stringify(kinds)},\n"words": ${JSON.stringify(words)},\n"surety": ` +
  `${JSON.stringify(surety)},\n"features": [\n${features.map((line) => JSON.stringify(line)).join(',\n')}\n]\n}\n`
