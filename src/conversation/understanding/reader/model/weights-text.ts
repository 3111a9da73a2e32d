/**
 * The weights as a text people can read and compare: one line per feature with its name and what it
 * says for which type. Written by `npm run learn`, read once at the start. Rule: the same weights
 * give the same bytes.
 */

import { COLUMNS, FAMILY_NAMES, START, TYPES } from '#conversation/understanding/reader/kinds.ts'
import { codeOf } from '#conversation/understanding/reader/spans/atoms.ts'
import { SMALL } from '#conversation/understanding/reader/spans/language.ts'
import { slipsOf } from '#conversation/understanding/reader/spans/slips.ts'
import type { Vocabulary } from '#conversation/understanding/reader/spans/unit.ts'
import { CLASSED } from './classes.ts'
import { FOLLOW_SIZE, type Model } from './model.ts'
import { rowTable } from './rows.ts'
import { placeOfLetter, weightOf } from './weights-code.ts'

export type WeightsText = {
  /** The columns they were learned for. */
  readonly types: string
  /** Words it has seen. */
  readonly words: string
  /** "feature<tab>", then two letters a weight: the column and what it says. */
  readonly features: readonly string[]
  /**
   * "connector<tab>", then three letters a weight: the type before, the type after, what it says.
   * The first connector is any.
   */
  readonly follows: readonly string[]
}

export const COLUMN_NAMES = [...TYPES, ...FAMILY_NAMES].join(' ')

export function modelFrom({ types, words, features, follows }: WeightsText): Model {
  if (types !== COLUMN_NAMES) throw new Error('The weights were learned for other types of candidates: npm run learn')
  const weights = new Float32Array(features.length * COLUMNS)
  features.forEach((line, row) => {
    for (let at = line.indexOf('\t') + 1; at < line.length; at += 2)
      weights[row * COLUMNS + placeOfLetter(line.charAt(at))] = weightOf(line.charAt(at + 1))
  })
  const connectors = new Map<string, number>()
  const after = new Float32Array(follows.length * FOLLOW_SIZE)
  follows.forEach((line, at) => {
    const [name = '', pairs = ''] = line.split('\t')
    if (at > 0) connectors.set(name, at)
    for (let i = 0; i < pairs.length; i += 3)
      after[at * FOLLOW_SIZE + placeOfLetter(pairs.charAt(i)) * START + placeOfLetter(pairs.charAt(i + 1))] = weightOf(
        pairs.charAt(i + 2),
      )
  })
  return {
    vocabulary: vocabularyFrom(words.split(' ')),
    rows: rowTable(features.map((line) => codeOf(line.slice(0, line.indexOf('\t'))))),
    weights,
    connectors,
    follows: after,
  }
}

export function vocabularyFrom(words: Iterable<string>): Vocabulary {
  const known = new Set([...words, ...SMALL, ...CLASSED])
  return { known, slips: slipsOf([...known].filter((word) => word.length > 3).sort()) }
}
