/**
 * The head's weights as a text people can read: one line a feature with its name and what it says
 * for which kind. Written by `npm run learn`, read once at the start. Rule: the same weights give
 * the same bytes.
 */
import { weightLetter, weightOf } from '#conversation/understanding/reader/model/weights-code.ts'
import { SMALL } from '#conversation/understanding/reader/spans/language.ts'
import { slipsOf } from '#conversation/understanding/reader/spans/slips.ts'
import type { HeadWords } from './clauses.ts'
import { type HeadModel, KIND_COUNT } from './head.ts'
import { ACT_KINDS } from './kinds.ts'
import { SENSED } from './senses.ts'

export type ActsText = {
  /** The columns they were learned for. */
  readonly kinds: string
  readonly words: string
  /** What signs say of how likely a reading is right (surety.ts). */
  readonly surety: readonly number[]
  /** "feature<tab>", then a letter a kind: what it says for or against it (weights-code.ts). */
  readonly features: readonly string[]
}
export const rowText = (row: Float64Array): string => [...row].map(weightLetter).join('')

export const headWords = (words: readonly string[]): HeadWords => ({
  known: new Set(words),
  slips: slipsOf([...new Set([...words, ...SMALL, ...SENSED])].filter((word) => word.length > 3).sort()),
})

export function headFrom({ kinds, words, features }: ActsText): HeadModel {
  if (kinds !== ACT_KINDS.join(' ')) throw new Error('The weights were learned for other kinds of acts: npm run learn')
  const weights = new Float32Array(features.length * KIND_COUNT)
  const rows = new Map<string, number>()
  features.forEach((line, row) => {
    const tab = line.indexOf('\t')
    rows.set(line.slice(0, tab), row)
    for (let kind = 0; kind < KIND_COUNT; kind++)
      weights[row * KIND_COUNT + kind] = weightOf(line.charAt(tab + 1 + kind))
  })
  return { words: headWords(words.split(' ')), rows, weights }
}
