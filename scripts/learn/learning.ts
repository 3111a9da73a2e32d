// The whole way from sentence files to weights, and the report about it: one shop left out at a
// time, the acts in five folds.
import fs from 'node:fs'
import type { Model } from '#conversation/understanding/reader/model/model.ts'
import { modelFrom, type WeightsText } from '#conversation/understanding/reader/model/weights-text.ts'
import { keepNames } from '#conversation/understanding/reader/spans/atoms.ts'
import type { JudgeWeights } from '../../src/conversation/understanding/reader/model/judge.ts'
import { type Compilation, compileAll, type Lesson, vocabularyOf } from './compile.ts'
import { asRow, byKind, evaluate, type Outcome, optionsOf, summary } from './evaluate.ts'
import { judgeFrom } from './judging.ts'
import { loadShop, shopNames } from './shops.ts'
import { train } from './train.ts'
import { weightsText } from './write.ts'

type Say = (line: string) => void
const SETTING = { epochs: 5, rate: 0.1, decay: 0.008 }
/** A feature of fewer messages teaches nothing general. */
const SEEN_IN = 5

/** What the reader of carts learns from; the acts of ours teach the head of acts alone. */
export const lessonsOf = (): readonly Lesson[] => allLessons().filter(({ example }) => example.shop !== 'acts of ours')

/** Every sentence of every shop; a slip of the pen in one stops it all. */
export function allLessons(): readonly Lesson[] {
  const shops = shopNames().map(loadShop)
  const problems = shops.flatMap((shop) => shop.problems)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return shops.flatMap(({ lexicon, examples }) => examples.map((example) => ({ example, lexicon })))
}

export function learn(lessons: readonly Lesson[], say: Say): WeightsText {
  keepNames(true)
  const vocabulary = vocabularyOf(lessons)
  const compilation = compileAll(lessons, vocabulary, SEEN_IN)
  say(`${lessons.length} sentences, ${compilation.rows.size} features`)
  const learned = train(compilation.all, compilation.rows.size, compilation.connectors.size, { ...SETTING, log: say })
  keepNames(false)
  return weightsText(compilation, learned, vocabulary)
}

/** Leaves out each part in turn and reads it with what the others taught. `file`: every outcome as a row. */
export function report(names: readonly string[], file: string | undefined, say: Say): void {
  const lessons = lessonsOf()
  keepNames(true)
  const vocabulary = vocabularyOf(lessons)
  const compilation = compileAll(lessons, vocabulary, SEEN_IN)
  say(`${lessons.length} sentences, ${compilation.rows.size} features, ${(process.cpuUsage().user / 1e6).toFixed(0)} s`)
  const all: Outcome[] = []
  for (const part of new Set(lessons.map(partOf))) {
    if (names.length > 0 && !names.some((name) => part.startsWith(name))) continue
    const inside = (lesson: Lesson): boolean => partOf(lesson) !== part
    const model = taught(compilation, lessons.map(inside), vocabulary)
    const outcomes = evaluate(
      model,
      lessons.filter((lesson) => !inside(lesson)),
    )
    say(summary(part, outcomes))
    all.push(...outcomes)
    if (file !== undefined) fs.appendFileSync(file, outcomes.map((outcome) => `${asRow(outcome)}\n`).join(''))
  }
  const acts = all.filter(({ example }) => example.shop === 'acts')
  const carts = all.filter(({ example }) => example.shop !== 'acts')
  say(summary('all acts', acts))
  say(summary('all shops', carts))
  for (const line of byKind(carts)) say(line)
}

/** What signs say, learned from three readers, each of which had not seen a third of the shops. */
export function judged(say: Say): JudgeWeights {
  const lessons = lessonsOf()
  keepNames(true)
  const vocabulary = vocabularyOf(lessons)
  const compilation = compileAll(lessons, vocabulary, SEEN_IN)
  const shops = [...new Set(lessons.map(({ example }) => example.shop))].filter((shop) => shop !== 'acts')
  const messages = [0, 1, 2].flatMap((third) => {
    const inside = ({ example }: Lesson): boolean => shops.indexOf(example.shop) % 3 !== third
    const model = taught(compilation, lessons.map(inside), vocabulary)
    say(`${third + 1} of 3`)
    return lessons.flatMap((lesson) => (inside(lesson) ? [] : [optionsOf(model, lesson)]))
  })
  keepNames(false)
  return judgeFrom(messages)
}

/** A shop is a part; of the acts, every fifth scene. */
const partOf = ({ example }: Lesson): string => (example.shop === 'acts' ? `acts-${example.scene % 5}` : example.shop)

function taught(
  { all, rows, counts, connectors }: Compilation,
  inside: readonly boolean[],
  vocabulary: Model['vocabulary'],
): Model {
  const learned = train(
    all.filter((_, i) => inside[i] === true),
    rows.size,
    connectors.size,
    SETTING,
  )
  return modelFrom(weightsText({ rows, counts, connectors }, learned, vocabulary))
}

/** Two trainings on a small part of the sentences end in the same weights. */
export function reproducible(say: Say): boolean {
  const part = lessonsOf().filter((_, i) => i % 40 === 0)
  const [one, other] = [0, 1].map(() => JSON.stringify(learn(part, say)))
  return one === other
}
