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
import { CART } from './acts/kinds.ts'
import { readActs } from './acts/read-acts.ts'
import { chanceOf, LIKELY, SURE } from './acts/surety.ts'
import { SURETY, trainedHead } from './acts/trained.ts'
import { byRules } from './by-rules.ts'
import { readPending } from './pending.ts'
import { type Read, readTrained } from './reader/trained.ts'
import { after, type Scene, sceneOf } from './scene.ts'
import type { Message, Op, Understood } from './types.ts'

/** The very same words are asked about twice where a question is open: as its answer, and by themselves. */
const lastRead = new WeakMap<Lexicon, { readonly key: string; readonly understood: Understood }>()

/** `acts: false`: by the reader of carts alone. */
type How = { readonly acts: boolean }
export function understand(lexicon: Lexicon, message: Message, how: How = { acts: true }): Understood {
  const key = JSON.stringify([message, how])
  const last = lastRead.get(lexicon)
  if (last?.key === key) return last.understood
  const understood = readAnew(lexicon, message, how)
  lastRead.set(lexicon, { key, understood })
  return understood
}

function readAnew(lexicon: Lexicon, message: Message, how: How): Understood {
  const text = foldedText(message.text).replace(/^but (?=(?:please |also )?(?:add|put|get|give|send) )/iu, '')
  const scene = sceneOf(lexicon, message, withVerbs(lexicon, text))
  const spoken: Read = lexicon.menu ? byRules(scene) : (exactly(scene) ?? readSaid(scene, { ...message, text }, how))
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
    ...given({ question, offered: spoken.offered, rival: confident ? undefined : rivalOf(scene, spoken, ops) }),
  }
}

/**
 * Acts by their head; goods, and what it leaves to them, by the reader of carts. Rule: what rules
 * and head read alike is the rules', their words carry more; where an order is spoken of the head
 * goes before a reader that knows only carts.
 */
function readSaid(scene: Scene, message: Message, { acts }: How): Read {
  const rules = byRules(scene)
  const said = acts ? readActs(trainedHead(), scene.lexicon, message, rules) : undefined
  const chance = said?.whole === true && said.ops.length > 0 ? chanceOf(said.signs, SURETY) : 0
  const exact = rules.sure && rules.unexplained.length === 0 && rules.scene.ops.length > 0
  const agreed = exact && names(rules.scene.ops) === names(said?.ops ?? [])
  const byCart = agreed || (exact && chance < SURE && message.order === undefined)
  if (said === undefined || chance < LIKELY || byCart) return readTrained(scene, message, rules)
  if (said.kinds.includes(CART)) {
    if (chance < SURE && message.order === undefined) return readTrained(scene, message, rules)
    const cart = understand(scene.lexicon, { ...message, text: said.cart }, { acts: false })
    const sure = cart.confident && chance >= SURE
    return { scene: after(scene, [...cart.ops, ...said.ops]), sure, unexplained: cart.unexplained }
  }
  if (chance >= SURE) return { scene: after(scene, said.ops), sure: true, unexplained: [] }
  const read = readTrained(scene, message, rules)
  const goods = read.scene.ops.some(({ op }) => LINES.has(op))
  if ((read.sure && names(read.scene.ops) === names(said.ops)) || (goods && message.order === undefined)) return read
  return { scene: after(scene, said.ops), sure: false, unexplained: [], offered: true }
}
/** What it may mean instead, and what the cart would be then. */
function rivalOf(scene: Scene, { rival = [] }: Read, ops: readonly Op[]): Understood['rival'] {
  const other = tidy(rival)
  const same = JSON.stringify(other) === JSON.stringify(ops)
  return other.length === 0 || same ? undefined : { ops: other, lines: after(scene, other).lines }
}
const names = (ops: readonly Op[]): string => [...new Set(ops.map(({ op }) => op))].sort().join()
const LINES: ReadonlySet<Op['op']> = new Set<Op['op']>([
  ...(['add', 'setQty', 'changeQty', 'remove', 'clear', 'setOption', 'replace', 'split'] as const),
  ...(['notFound', 'noVariant', 'clarify'] as const),
])

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
