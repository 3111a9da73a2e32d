// Sentences as stretches with features, and which stretches may be which act: a stretch counts for
// a wish only where its filled-in act means the wish. Next: act-train.ts climbs their likelihood.
import { type ActScene, actScene, type HeadWords } from '#conversation/understanding/acts/clauses.ts'
import { type Stretches, stretchAt, stretchesOf } from '#conversation/understanding/acts/head.ts'
import { ACT_KINDS, CART } from '#conversation/understanding/acts/kinds.ts'
import { filledIn } from '#conversation/understanding/acts/slots.ts'
import { voicesOf } from '#conversation/understanding/acts/voices.ts'
import { headWords } from '#conversation/understanding/acts/weights-text.ts'
import { trainedModel } from '#conversation/understanding/reader/model/weights.ts'
import { readerUnits } from '#conversation/understanding/reader/spans/units.ts'
import { foldedText } from '#conversation/understanding/words/text.ts'
import { withVerbs } from '#conversation/understanding/words/verbs.ts'
import { opOut } from '../../src/cli/talk/understand.ts'
import { actOut } from '../../src/cli/talk/understood-acts.ts'
import { byRules } from '../../src/conversation/understanding/by-rules.ts'
import { sceneOf } from '../../src/conversation/understanding/scene.ts'
import type { Message, Op } from '../../src/conversation/understanding/types.ts'
import { labelOf } from './act-labels.ts'
import { type Said, saidOf, sameAct } from './act-score.ts'
import type { Lesson } from './compile.ts'

export type ActLesson = {
  readonly lesson: Lesson
  readonly stretches: Stretches
  /** The kinds that are meant, each wish one; those of the cart together one. */
  readonly gold: readonly number[]
  /** Per kind of `gold`: the stretches that may be it; undefined: any. */
  readonly valid: readonly (ReadonlySet<number> | undefined)[]
}
export type ActLessons = {
  readonly items: readonly ActLesson[]
  readonly words: HeadWords
  /** Names of the features, by row. */
  readonly names: readonly string[]
}

/** A word or a feature of fewer messages teaches nothing general. */
const WORD_IN = 3
const FEATURE_IN = 2
/** Of the shops' carts every fifth scene is enough to know what a cart sounds like. */
const CARTS = 5

export const isActs = ({ example }: Lesson): boolean => example.shop.startsWith('acts')
export const messageOf = ({ example }: Lesson): Message => ({
  ...example.message,
  text: foldedText(example.message.text),
})
export const rulesOf = ({ lexicon }: Lesson, message: Message) =>
  byRules(sceneOf(lexicon, message, withVerbs(lexicon, message.text)))
export const shown = (op: Op, message: Message): Said => actOut(op, message) ?? opOut(op, 'record')

export function actLessons(lessons: readonly Lesson[]): ActLessons {
  const used = lessons.filter((lesson) => isActs(lesson) || lesson.example.scene % CARTS === 0)
  const words = wordsOf(used)
  const counts = new Map<string, number>()
  const raw = used.flatMap((lesson) => {
    const gold = goldOf(lesson)
    if (gold.length === 0) return []
    const message = messageOf(lesson)
    const scene = actScene(lesson.lexicon, message, words, voicesOf(message, rulesOf(lesson, message)))
    const seen = new Set<string>()
    stretchesOf(scene, (feature) => {
      seen.add(feature)
      return -1
    })
    for (const feature of seen) counts.set(feature, (counts.get(feature) ?? 0) + 1)
    return [{ lesson, scene, gold }]
  })
  const names = [...counts].flatMap(([name, count]) => (count >= FEATURE_IN ? [name] : []))
  const rows = new Map(names.map((name, row) => [name, row]))
  const items = raw.map(({ lesson, scene, gold }) => ({
    lesson,
    stretches: stretchesOf(scene, (feature) => rows.get(feature) ?? -1),
    gold: gold.map(({ kind }) => kind),
    valid: gold.map((wish) => (isActs(lesson) && wish.kind !== CART ? validFor(scene, wish) : undefined)),
  }))
  return { items, words, names }
}

function wordsOf(lessons: readonly Lesson[]): HeadWords {
  const counts = new Map<string, number>()
  const { vocabulary } = trainedModel()
  for (const lesson of lessons) {
    const { lexicon } = lesson
    const { text, context } = messageOf(lesson)
    const units = readerUnits({ lexicon, index: lexicon.index, vocabulary, context }, text)
    const said = new Set(units.flatMap(({ kind, words }) => (kind === 'word' && /^[a-z]+$/.test(words) ? [words] : [])))
    for (const word of said) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return headWords([...counts].flatMap(([word, count]) => (count >= WORD_IN ? [word] : [])))
}
type Gold = { readonly kind: number; readonly wish: Said }
function goldOf({ example }: Lesson): readonly Gold[] {
  const all = example.wishes.flatMap(({ words }): readonly Gold[] => {
    const kind = labelOf(words)
    return kind === undefined ? [] : [{ kind, wish: saidOf(words) }]
  })
  return all.filter(({ kind }, at) => kind !== CART || all.findIndex((other) => other.kind === CART) === at)
}

/** Undefined where no stretch says it as it was meant: then any may have been. */
function validFor(scene: ActScene, { kind, wish }: Gold): ReadonlySet<number> | undefined {
  const name = ACT_KINDS[kind]
  const count = scene.bounds.length
  const found = new Set<number>()
  for (let from = 0; from + 1 < count; from++)
    for (let to = from + 1; to < count; to++) {
      const part = { scene, from: scene.bounds[from] ?? 0, to: scene.bounds[to] ?? 0 }
      const op = name === undefined ? undefined : filledIn(name, part)
      if (op !== undefined && sameAct(wish, shown(op, scene.message))) found.add(stretchAt(count, from, to))
    }
  return found.size > 0 ? found : undefined
}
