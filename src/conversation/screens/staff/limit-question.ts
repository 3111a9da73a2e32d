/** An adjustment above the rep's own limit: give what it allows, ask, or leave it. Next: ../question.ts. */

import type { Asked } from '#conversation/screens/asked-types.ts'
import { button, money, type ScreenContext } from '#conversation/screens/context.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>

export function overLimitWords({ within }: Of<'over-limit'>, ctx: ScreenContext): Asked {
  const given = within === undefined ? undefined : givenText(within, ctx)
  const leave = button('Leave it', { kind: 'limit-choice', choice: 'leave' }, ctx)
  const ask = button('Ask for approval', { kind: 'limit-choice', choice: 'ask' }, ctx)
  if (given === undefined)
    return {
      words: 'Nothing of it is within your limit: "ask" for an approval, or "leave it".',
      controls: [ask, leave],
    }
  return {
    words: `You may give ${given} ("give my limit"), "ask" for an approval, or "leave it".`,
    controls: [button(`Give ${given}, my limit`, { kind: 'limit-choice', choice: 'within-limit' }, ctx), ask, leave],
  }
}

function givenText(within: NonNullable<Of<'over-limit'>['within']>, ctx: ScreenContext): string {
  switch (within.kind) {
    case 'subtract':
      return `${money(within.amount, ctx)} now`
    case 'override-shipping':
      return `shipping at ${money(within.amount, ctx)}`
    case 'override-line':
      if (within.change.kind === 'percent-off') return `${within.change.percentPpm / 10_000} % off the line`
      return within.change.kind === 'price'
        ? `a price of ${money(within.change.amount, ctx)}`
        : `${money(within.change.amount, ctx)} off each`
    default:
      return 'a part of it'
  }
}
