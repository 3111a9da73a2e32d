/**
 * The weights as a text people can read and compare: one line per feature with its name and what it says for which type, in twentieths.
 * Written by `npm run learn`, read once at the start. Rule: the same weights give the same bytes.
 */
import { codeOf } from './atoms.ts'
import { CLASSED } from './classes.ts'
import { COLUMNS, START } from './kinds.ts'
import { SMALL } from './language.ts'
import { FOLLOW_SIZE, type Model } from './model.ts'
import { rowTable } from './rows.ts'
import { slipsOf } from './slips.ts'
import type { Vocabulary } from './units.ts'

export type WeightsText = {
  /** Words it has seen. */
  readonly words: string
  /** "feature<tab>column:weight,...": columns are types, then families, in the order of kinds.ts. */
  readonly features: readonly string[]
  /** "connector<tab>before:after:weight,..."; the first connector is any. */
  readonly follows: readonly string[]
}
export const STEP = 0.05

export function modelFrom({ words, features, follows }: WeightsText): Model {
  const weights = new Float32Array(features.length * COLUMNS)
  features.forEach((line, row) => {
    const cut = line.indexOf('\t')
    for (const pair of line.slice(cut + 1).split(',')) {
      const colon = pair.indexOf(':')
      weights[row * COLUMNS + Number(pair.slice(0, colon))] = Number(pair.slice(colon + 1)) * STEP
    }
  })
  const connectors = new Map<string, number>()
  const after = new Float32Array(follows.length * FOLLOW_SIZE)
  follows.forEach((line, at) => {
    const [name = '', pairs = ''] = line.split('\t')
    if (at > 0) connectors.set(name, at)
    for (const pair of pairs === '' ? [] : pairs.split(',')) {
      const [before = 0, next = 0, weight = 0] = pair.split(':').map(Number)
      after[at * FOLLOW_SIZE + before * START + next] = weight * STEP
    }
  })
  return { vocabulary: vocabularyFrom(words.split(' ')), rows: rowTable(features.map((line) => codeOf(line.slice(0, line.indexOf('\t'))))), weights, connectors, follows: after }
}

export function vocabularyFrom(words: Iterable<string>): Vocabulary {
  const known = new Set([...words, ...SMALL, ...CLASSED])
  return { known, slips: slipsOf([...known].filter((word) => word.length > 3).sort()) }
}
