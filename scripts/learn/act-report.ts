// The head of acts measured on scenes it has not seen (five folds), and what makes a reading sure
// learned from the same. Operations are compared leniently (act-score.ts).
import type { HeadModel } from '#conversation/understanding/acts/head.ts'
import { CART, SKIP } from '#conversation/understanding/acts/kinds.ts'
import { readActs } from '#conversation/understanding/acts/read-acts.ts'
import { chanceOf, SURE } from '#conversation/understanding/acts/surety.ts'
import { headFrom } from '#conversation/understanding/acts/weights-text.ts'
import { understand } from '#conversation/understanding/understand.ts'
import { meaningOf } from '../../src/conversation/understanding/reader/meaning.ts'
import { LINE_OPS, type Op } from '../../src/conversation/understanding/types.ts'
import { labelOf } from './act-labels.ts'
import { type ActLesson, type ActLessons, messageOf, rulesOf, shown } from './act-lessons.ts'
import { saidOf, sameAct } from './act-score.ts'
import { trainHead } from './act-train.ts'
import { actsText } from './act-write.ts'
import type { Lesson } from './compile.ts'

type Say = (line: string) => void
export type ActOutcome = {
  readonly lesson: Lesson
  readonly fold: number
  readonly signs: readonly number[]
  readonly kinds: readonly number[]
  readonly ops: readonly Op[]
  readonly whole: boolean
  readonly right: boolean
  /** The reader of carts alone. */
  readonly cart: { readonly right: boolean; readonly sure: boolean }
}
const FOLDS = 5
const foldOf = ({ example }: Lesson): number => example.scene % FOLDS

/** Every act of the measured sets, read by a head that has not seen its scene. */
export function actOutcomes(all: ActLessons, say: Say): readonly ActOutcome[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const tested = ({ lesson }: ActLesson): boolean => lesson.example.shop === 'acts' && foldOf(lesson) === fold
    const taught = all.items.filter((item) => !tested(item))
    const model = headFrom(actsText({ ...all, items: taught }, trainHead(taught, all.names.length), []))
    const outcomes = all.items.filter(tested).map(({ lesson }) => outcomeOf(model, lesson, fold))
    say(
      `acts, fold ${fold}: ${percent(outcomes.filter(({ right }) => right).length, outcomes.length)} of ${outcomes.length}`,
    )
    return outcomes
  })
}

function outcomeOf(model: HeadModel, lesson: Lesson, fold: number): ActOutcome {
  const message = messageOf(lesson)
  const reading = readActs(model, lesson.lexicon, message, rulesOf(lesson, message))
  const alone = understand(lesson.lexicon, message, { acts: false })
  const kinds = reading.kinds.filter((kind) => kind !== SKIP)
  const some = kinds.includes(CART)
  const cart =
    some && reading.ops.length > 0
      ? understand(lesson.lexicon, { ...message, text: reading.cart }, { acts: false })
      : undefined
  const ops = some && reading.ops.length === 0 ? alone.ops : [...reading.ops, ...(cart?.ops ?? [])]
  return {
    lesson,
    fold,
    kinds,
    ops,
    signs: reading.signs,
    whole: reading.whole && cart?.confident !== false,
    right: isRight(lesson, ops),
    cart: { right: isRight(lesson, alone.ops), sure: alone.confident },
  }
}

/** Every wish is among the operations, and nothing else; manners beside others do not count. */
export function isRight(lesson: Lesson, ops: readonly Op[]): boolean {
  const message = messageOf(lesson)
  const content = (name: string, of: number): boolean => name !== 'smalltalk' || of === 1
  const left = ops.filter(({ op }) => content(op, ops.length))
  const { wishes } = lesson.example
  const wanted = wishes.filter(({ words }) => content(words, wishes.length))
  for (const { words, op } of wanted) {
    const goods = labelOf(words) === CART
    const at = left.findIndex((read) =>
      goods ? op !== undefined && meaningOf(op) === meaningOf(read) : sameAct(saidOf(words), shown(read, message)),
    )
    if (at < 0) return false
    left.splice(at, 1)
  }
  return left.length === 0
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1))

/** What is left to the reader of carts is judged there. */
const isOwn = ({ kinds, whole }: ActOutcome): boolean =>
  whole && (kinds.length === 0 || kinds.some((kind) => kind !== CART))

export function suretyFrom(outcomes: readonly ActOutcome[]): readonly number[] {
  const data = outcomes.filter(isOwn)
  const weights = data[0]?.signs.map(() => 0) ?? []
  for (let round = 0; round < 600; round++) {
    const slope = weights.map((weight) => 0.002 * weight * data.length)
    for (const { signs, right } of data) {
      const off = chanceOf(signs, weights) - (right ? 1 : 0)
      signs.forEach((sign, at) => {
        slope[at] = (slope[at] ?? 0) + off * sign
      })
    }
    slope.forEach((by, at) => {
      weights[at] = (weights[at] ?? 0) - (1.5 * by) / data.length
    })
  }
  return weights
}

export function reportActs(outcomes: readonly ActOutcome[], say: Say): void {
  const own = outcomes.filter(isOwn)
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    suretyFrom(outcomes.filter((other) => other.fold !== fold)),
  )
  const judged = own.map((outcome) => ({ outcome, chance: chanceOf(outcome.signs, weights[outcome.fold] ?? []) }))
  const share = (list: readonly ActOutcome[], is: (outcome: ActOutcome) => boolean): string =>
    percent(list.filter(is).length, list.length)
  say(
    `acts: ${outcomes.length}, operations ${share(outcomes, ({ right }) => right)} (reader of carts alone ${share(outcomes, ({ cart }) => cart.right)})`,
  )
  for (const least of [0.8, 0.9, SURE, 0.97, 0.98]) {
    const sure = judged.filter(({ chance }) => chance >= least).map(({ outcome }) => outcome)
    say(
      `  chance ${least}: ${percent(sure.length, outcomes.length)} of all, right ${share(sure, ({ right }) => right)}`,
    )
  }
  const asks = outcomes.filter(({ lesson }) =>
    lesson.example.wishes.every(({ words }) => /^(?:ask \w|policy|why|whatIf|status)/.test(words)),
  )
  say(
    `  questions that would change a cart: ${asks.filter(({ ops, kinds }) => kinds.some((kind) => kind === CART) && ops.some(({ op }) => CHANGES.has(op))).length} of ${asks.length}`,
  )
  for (const [kind, list] of [
    ...Map.groupBy(outcomes, ({ lesson }) => lesson.example.wishes[0]?.words.split(' ')[0] ?? ''),
  ].sort((a, b) => b[1].length - a[1].length))
    if (list.length >= 10)
      say(`  ${kind.padEnd(16)} ${String(list.length).padStart(4)}  ${share(list, ({ right }) => right)}`)
}
const CHANGES: ReadonlySet<Op['op']> = new Set<Op['op']>(LINE_OPS)
