// The weights of the judge (reader/model/judge.ts): what signs say for a meaning among others, and
// for its being right. Learned from what the reader made of sentences that were left out of its
// training. Deterministic: all meanings at once, so many steps.
import { type JudgeWeights, judgedStanding, sumOf } from '../../src/conversation/understanding/reader/model/judge.ts'
import type { Signs } from '../../src/conversation/understanding/reader/model/signs.ts'

/** One thing a message might have meant, and whether it does: its operations, its cart. */
export type Option = { readonly signs: Signs; readonly right: boolean; readonly cartRight: boolean }

const STEPS = 300
const PACE = 0.1
/** Weights are kept small: of choosing, and more so of being right, where less is to be learned from. */
const DECAY = { choose: 3e-3, sure: 1e-2 }
const DIGITS = 4

export function judgeFrom(messages: readonly (readonly Option[])[]): JudgeWeights {
  const names = [...new Set(messages.flat().flatMap(({ signs }) => Object.keys(signs)))].sort()
  const scale = scales(
    names,
    messages.flat().map(({ signs }) => signs),
  )
  const choose = choosing(messages, names, scale)
  const chosen = Object.fromEntries(names.map((name, k) => [name, [rounded((choose[k] ?? 0) / (scale[k] ?? 1)), 0]]))
  const taken = messages.flatMap((options) => {
    const scores = options.map(({ signs }) => sumOf(signs, 0, chosen))
    const best = scores.indexOf(Math.max(...scores))
    const option = options[best]
    return option === undefined ? [] : [{ ...option, signs: { ...option.signs, ...judgedStanding(scores, best) } }]
  })
  const all = [...names, 'gap', 'share']
  const widths = scales(
    all,
    taken.map(({ signs }) => signs),
  )
  const sure = surely(taken, all, widths)
  return Object.fromEntries(
    all.map((name, k) => [name, [chosen[name]?.[0] ?? 0, rounded((sure[k] ?? 0) / (widths[k] ?? 1))]]),
  )
}

const rounded = (value: number): number => Number(value.toFixed(DIGITS))

/** How widely each sign varies; one where it does not. */
function scales(names: readonly string[], list: readonly Signs[]): readonly number[] {
  return names.map((name) => {
    const mean = list.reduce((sum, signs) => sum + (signs[name] ?? 0), 0) / list.length
    const spread = list.reduce((sum, signs) => sum + ((signs[name] ?? 0) - mean) ** 2, 0) / list.length
    return spread < 1e-9 ? 1 : Math.sqrt(spread)
  })
}

const rowOf = (signs: Signs, names: readonly string[], scale: readonly number[]): Float64Array =>
  Float64Array.from(names, (name, k) => (signs[name] ?? 0) / (scale[k] ?? 1))

const dot = (weights: Float64Array, row: Float64Array): number =>
  row.reduce((sum, x, k) => sum + x * (weights[k] ?? 0), 0)

/** The right one of a message's meanings should weigh most. */
function choosing(
  messages: readonly (readonly Option[])[],
  names: readonly string[],
  scale: readonly number[],
): Float64Array {
  const groups = messages
    .filter((options) => options.some(({ right }) => right))
    .map((options) => options.map(({ signs, right }) => ({ row: rowOf(signs, names, scale), right })))
  return climb({ size: names.length, count: groups.length, decay: DECAY.choose }, (weights, push) => {
    for (const options of groups) {
      const scores = options.map(({ row }) => Math.exp(dot(weights, row)))
      const total = scores.reduce((sum, score) => sum + score, 0)
      const rightly = options.reduce((sum, { right }, k) => sum + (right ? (scores[k] ?? 0) : 0), 0)
      options.forEach(({ row, right }, k) => {
        const score = scores[k] ?? 0
        push(row, score / total - (right ? score / rightly : 0))
      })
    }
  })
}

/** How likely the one taken leaves the right cart. */
function surely(taken: readonly Option[], names: readonly string[], scale: readonly number[]): Float64Array {
  const rows = taken.map(({ signs, cartRight }) => ({ row: rowOf(signs, names, scale), right: cartRight ? 1 : 0 }))
  return climb({ size: names.length, count: rows.length, decay: DECAY.sure }, (weights, push) => {
    for (const { row, right } of rows) push(row, 1 / (1 + Math.exp(-dot(weights, row))) - right)
  })
}

type Push = (row: Float64Array, by: number) => void
type Climb = { readonly size: number; readonly count: number; readonly decay: number }
/** Steps along the gradient, each weight at its own pace (Adam). */
function climb({ size, count, decay }: Climb, gradientOf: (weights: Float64Array, push: Push) => void): Float64Array {
  const weights = new Float64Array(size)
  const mean = new Float64Array(size)
  const square = new Float64Array(size)
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(size)
    gradientOf(weights, (row, by) => {
      for (let k = 0; k < size; k++) gradient[k] = (gradient[k] ?? 0) + by * (row[k] ?? 0)
    })
    for (let k = 0; k < size; k++) {
      const slope = (gradient[k] ?? 0) / count + decay * (weights[k] ?? 0)
      mean[k] = 0.9 * (mean[k] ?? 0) + 0.1 * slope
      square[k] = 0.99 * (square[k] ?? 0) + 0.01 * slope * slope
      const pace = (mean[k] ?? 0) / (1 - 0.9 ** step) / (Math.sqrt((square[k] ?? 0) / (1 - 0.99 ** step)) + 1e-8)
      weights[k] = (weights[k] ?? 0) - PACE * pace
    }
  }
  return weights
}

export const judgeJson = (weights: JudgeWeights): string =>
  `{\n${Object.entries(weights)
    .map(([name, [choose = 0, sure = 0]]) => `  ${JSON.stringify(name)}: [${choose}, ${sure}]`)
    .join(',\n')}\n}\n`
