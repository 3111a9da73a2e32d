/** Why acts were read as they were, in lines for people: each stretch with its kind, and how sure. Next: head.ts. */
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { foldedText } from '#conversation/understanding/words/text.ts'
import { withVerbs } from '#conversation/understanding/words/verbs.ts'
import { byRules } from '../by-rules.ts'
import { sceneOf } from '../scene.ts'
import type { Message } from '../types.ts'
import { weighActs } from './head.ts'
import { ACT_KINDS } from './kinds.ts'
import { readActs } from './read-acts.ts'
import { chanceOf, SURE } from './surety.ts'
import { SURETY, trainedHead } from './trained.ts'
import { voicesOf } from './voices.ts'

export function explainActs(lexicon: Lexicon, given: Message): readonly string[] {
  const message = { ...given, text: foldedText(given.text) }
  const rules = byRules(sceneOf(lexicon, message, withVerbs(lexicon, message.text)))
  const { scene, path, probability } = weighActs(trainedHead(), lexicon, message, voicesOf(message, rules))
  const acts = readActs(trainedHead(), lexicon, message, rules)
  const chance = acts.whole ? chanceOf(acts.signs, SURETY) : 0
  const stretches = path.map(({ from, to, kind }) => {
    const words = scene.units.slice(scene.bounds[from], scene.bounds[to]).map((unit) => unit.raw)
    return `  ${(ACT_KINDS[kind] ?? '').padEnd(18)} ${words.join(' ').replace(/\n/g, '\\n')}`
  })
  return [
    `acts, ${(100 * probability).toFixed(1)} %:`,
    ...stretches,
    ...acts.ops.map((op) => `  ${JSON.stringify(op)}`),
    `so: ${(100 * chance).toFixed(0)} % right, ${chance >= SURE ? 'sure' : 'not sure'}`,
  ]
}
