/**
 * The seam of the head of acts: what a message says besides goods for the cart, as operations, and
 * what is left of it for the reader of carts. Rule: where a stretch lacks what its act needs, the
 * act is not sure. Next: head.ts weighs, slots.ts fills in.
 */
import type { Segmented } from '#conversation/understanding/clauses/segments.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Message, Op } from '../types.ts'
import { type HeadModel, weighActs } from './head.ts'
import { ACT_KINDS, CART, SKIP } from './kinds.ts'
import { filledIn } from './slots.ts'
import { actSigns } from './surety.ts'
import { textOf } from './texts.ts'
import { voicesOf } from './voices.ts'

export type ActReading = {
  readonly ops: readonly Op[]
  readonly kinds: readonly number[]
  /** How likely these kinds are meant. */
  readonly probability: number
  /** How likely nothing of it is for the cart. */
  readonly noCart: number
  /** Every act has what it needs. */
  readonly whole: boolean
  readonly signs: readonly number[]
  /** What is said of the cart. */
  readonly cart: string
}

export function readActs(model: HeadModel, lexicon: Lexicon, message: Message, rules: Segmented): ActReading {
  const { scene, path, probability, noCart } = weighActs(model, lexicon, message, voicesOf(message, rules))
  const ops: Op[] = []
  const left: string[] = []
  let whole = true
  for (const { from, to, kind } of path) {
    const part = { scene, from: scene.bounds[from] ?? 0, to: scene.bounds[to] ?? 0 }
    if (kind === SKIP) continue
    if (kind === CART) {
      left.push(textOf(part))
      continue
    }
    const op = filledIn(ACT_KINDS[kind] ?? 'skip', part)
    if (op === undefined) whole = false
    else ops.push(op)
  }
  // Words nobody knows are no talk.
  const talk = whole && ops.length === 0 && left.length === 0 && !scene.words.includes('<unk>')
  const said = talk ? [{ op: 'smalltalk' } as const] : ops
  const signs = actSigns({ scene, path, probability, ops: said, rules })
  return { ops: said, signs, kinds: path.map(({ kind }) => kind), probability, noCart, whole, cart: left.join(', ') }
}
