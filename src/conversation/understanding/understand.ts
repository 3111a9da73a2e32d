/**
 * The only entry: what a message means for this draft, as ordered operations, each checked against
 * the catalog, with the words left over. Deterministic, local, pure. Order: what needs no reading
 * (a bare yes, the answer to a yes-or-no question), then the trained reader (reader/), for a menu
 * the rules (by-rules.ts), then the act (acts.ts) and whether it may be applied without asking.
 */

import type { Segmented } from '#conversation/understanding/clauses/segments.ts'
import { actOf } from '#conversation/understanding/rules/acts.ts'
import { smalltalkOf } from '#conversation/understanding/rules/smalltalk.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { foldedText } from '#conversation/understanding/words/text.ts'
import { withVerbs } from '#conversation/understanding/words/verbs.ts'
import { FILLERS } from '#conversation/understanding/words/words.ts'
import { given } from '#domain/base/given.ts'
import { byRules } from './by-rules.ts'
import { readPending } from './pending.ts'
import { readTrained } from './reader/trained.ts'
import { type Scene, sceneOf } from './scene.ts'
import type { Message, Op, Understood } from './types.ts'

/** The very same words are asked about twice where a question is open: as its answer, and by themselves. */
const lastRead = new WeakMap<Lexicon, { readonly key: string; readonly understood: Understood }>()

export function understand(lexicon: Lexicon, message: Message): Understood {
  const key = JSON.stringify(message)
  const last = lastRead.get(lexicon)
  if (last?.key === key) return last.understood
  const understood = readAnew(lexicon, message)
  lastRead.set(lexicon, { key, understood })
  return understood
}

function readAnew(lexicon: Lexicon, message: Message): Understood {
  const text = foldedText(message.text)
  const scene = sceneOf(lexicon, message, withVerbs(lexicon, text))
  const spoken = lexicon.menu ? byRules(scene) : (exactly(scene) ?? readTrained(scene, { ...message, text }))
  const ops = tidy(spoken.scene.ops)
  const unexplained = [...new Set(spoken.unexplained)].filter((word) => !FILLERS.has(word)).slice(0, 20)
  const doubtful = ops.some((op) => op.op === 'clarify')
  const confident = ops.length > 0 && spoken.sure && !doubtful && unexplained.length === 0
  const question = confident ? undefined : questionOf(ops, unexplained)
  return {
    ops,
    lines: spoken.scene.lines,
    ...(spoken.scene.focus === undefined || spoken.scene.lines[spoken.scene.focus] === undefined
      ? {}
      : { focus: spoken.scene.focus }),
    act: actOf(scene, ops),
    confident,
    unexplained,
    ...given({ question }),
  }
}

const PLACE = /^(?:the )?(?:first|second|third|fourth|fifth|last)(?: one)?[.!]?$/
/**
 * A bare yes or no, a bare number or place, and the answer to a question that has only such
 * answers, need no reading.
 */
function exactly(scene: Scene): Segmented | undefined {
  const { pending } = scene.message
  const said = scene.lower.trim()
  if (/^[\d\s]*$/.test(said) || (pending !== undefined && PLACE.test(said))) return byRules(scene)
  if (pending === undefined) return smalltalkOf(scene) && byRules(scene)
  return ['anythingElse', 'confirm', 'product'].includes(pending.ask) ? readPending(scene) : undefined
}

/** Placing comes last, whatever the order of the words; a thing said twice in a row counts once. */
function tidy(ops: readonly Op[]): readonly Op[] {
  const once = ops.filter(
    (op, at) => at === 0 || !SAID_ONCE.has(op.op) || JSON.stringify(op) !== JSON.stringify(ops[at - 1]),
  )
  return [...once.filter((op) => op.op !== 'submit'), ...once.filter((op) => op.op === 'submit').slice(0, 1)]
}
const SAID_ONCE: ReadonlySet<Op['op']> = new Set([
  'clear',
  'undo',
  'smalltalk',
  'show',
  'help',
  'coupon',
  'shipTo',
  'billTo',
  'shipMethod',
  'notFound',
  'backorder',
  'ask',
])

function questionOf(ops: readonly Op[], unexplained: readonly string[]): string | undefined {
  const doubt = ops.find((op) => op.op === 'clarify')
  if (doubt?.op === 'clarify')
    return doubt.about === 'product' ? 'Which one do you mean?' : `Which ${doubt.about.replace(/_/g, ' ')}?`
  if (unexplained.length > 0)
    return `What do you mean by ${unexplained
      .slice(0, 3)
      .map((word) => `"${word}"`)
      .join(', ')}?`
  return ops.length === 0 ? 'What would you like?' : 'Did I get that right?'
}
