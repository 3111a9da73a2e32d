// What takes a right, made of the table of requests: the phrases of help by the right each needs.
// Next: test/reliability/rights.test.ts (every role), abuse.ts (outsiders on every channel).
import { ROWS } from '#conversation/requests/request.ts'
import type { Room } from '#conversation/requests/row.ts'
import { type Help, topicsFor } from '#conversation/requests/words/help-topics.ts'
import type { Right } from '#domain/model/actor.ts'

const topics = new Map(topicsFor(true))
type Guarded = { readonly phrase: string; readonly right: Right }
const guardedBy = (right: Right | undefined, help: Help): readonly Guarded[] =>
  Object.entries(help).flatMap(([topic, phrases]) => {
    const needed = right ?? topics.get(topic)?.right
    return needed === undefined ? [] : phrases.map((phrase) => ({ phrase, right: needed }))
  })

/** Every phrase of every row that takes a right. */
export const GUARDED: readonly Guarded[] = Object.values<{
  readonly as: Room
  readonly right?: Right
  readonly help?: Help
}>(ROWS).flatMap(({ right, help = {} }) => guardedBy(right, help))

/** One for each right. */
export const ONE_A_RIGHT: readonly string[] = [...new Map(GUARDED.map(({ right, phrase }) => [right, phrase])).values()]
