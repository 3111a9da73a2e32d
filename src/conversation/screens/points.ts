/**
 * The open points of an order, as they stand on its card: each with its words, its own choices and
 * the way to leave it out. Next: question.ts words each, cart/cart.ts puts them above the buttons.
 */

import { questionsWords } from '#conversation/words/questions.ts'
import { given } from '#domain/base/given.ts'
import { pointKey, questionsOf } from '#domain/draft/open-questions.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Asked, AskedOf } from './asked-types.ts'
import { button, type ScreenContext } from './context.ts'
import { asked } from './question.ts'
import { subjectOf } from './subjects.ts'

/** Whose own controls have no "no" in them. */
const LEAVABLE: ReadonlySet<PendingQuestion['kind']> = new Set<PendingQuestion['kind']>([
  ...(['choose-option', 'choose-product', 'choose-customer', 'address-field'] as const),
  ...(['reason', 'which-point', 'pasted'] as const),
])

/** Everything that is open, the one asked last first, each with its own choices and the way to leave it out. */
export function openPoints(about: AskedOf, ctx: ScreenContext): readonly Asked[] {
  const { draft } = about
  const open = draft === undefined ? [] : questionsOf(draft)
  return open.map((question, index) => {
    const point = pointKey(question)
    const { words, list, controls } = asked(question, index === 0 ? about : { ...about, point }, ctx)
    const label = questionsWords.leaveOut(open.length, subjectOf(question, ctx))
    const leave = LEAVABLE.has(question.kind) ? [button(label, { kind: 'leave-out', point }, ctx)] : []
    return { words, ...given({ list }), controls: [...controls, ...leave] }
  })
}
