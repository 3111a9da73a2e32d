/**
 * Which of the meanings a message may have is taken, and how likely it is right: a weighted sum of
 * signs for each, learned from what the reader made of sentences of shops it had not seen. What the
 * rules read is one of the meanings. Next: decide.ts says what becomes of it.
 */

import type { Meant, TrainedReading } from '#conversation/understanding/reader/read.ts'
import weights from './judge.json' with { type: 'json' }
import { meaningsText, type Opinion } from './opinion.ts'
import { type Signs, signsOf } from './signs.ts'

/** For each sign, what it says for a meaning among others, and for its being right. */
export type JudgeWeights = Readonly<Record<string, readonly number[]>>
export type Weighed = { readonly meant: Meant; readonly signs: Signs }
export type Judged = {
  readonly meant: Meant
  readonly chance: number
  /** The next best, where it comes near. */
  readonly rival: Meant | undefined
}

/** Everything the message may mean, the likeliest first, the rules' own reading among them. */
export function meaningsIn(reading: TrainedReading, rules: Opinion): readonly Weighed[] {
  const read: readonly Meant[] = [reading, ...reading.others]
  const known = read.some(({ ops }) => meaningsText(ops) === rules.meanings.join('\n'))
  const own: Meant = { ops: rules.ops, probability: known ? 0 : reading.chanceOf(rules.ops), beyond: false, path: [] }
  return (known ? read : [...read, own]).map((meant) => ({
    meant,
    signs: { ...signsOf(reading, meant, rules), ruled: meant === own ? 1 : 0 },
  }))
}

const MOST_GAP = 6
/** Beside the signs of the best: how far it leads, and its share of all. */
export function judgedStanding(scores: readonly number[], best: number): Signs {
  const top = scores[best] ?? 0
  const others = scores.filter((_, k) => k !== best)
  const gap = others.length === 0 ? MOST_GAP : Math.min(MOST_GAP, top - Math.max(...others))
  return { gap, share: 1 / scores.reduce((sum, score) => sum + Math.exp(score - top), 0) }
}

export const sumOf = (signs: Signs, column: 0 | 1, from: JudgeWeights): number =>
  Object.entries(signs).reduce((sum, [name, value]) => sum + value * (from[name]?.[column] ?? 0), 0)

export function judge(reading: TrainedReading, rules: Opinion): Judged {
  const meanings = meaningsIn(reading, rules)
  const scores = meanings.map(({ signs }) => sumOf(signs, 0, weights))
  const best = scores.indexOf(Math.max(...scores))
  const { meant, signs } = meanings[best] ?? { meant: reading, signs: {} }
  const stands = judgedStanding(scores, best)
  const chance = 1 / (1 + Math.exp(-sumOf({ ...signs, ...stands }, 1, weights)))
  const next = scores.indexOf(Math.max(...scores.filter((_, k) => k !== best)))
  const near = (stands['gap'] ?? MOST_GAP) < NEAR
  return { meant, chance, rival: near ? meanings[next]?.meant : undefined }
}
/** In logarithms. */
const NEAR = 1.5
