/** An adjustment above the rep's own limit: give what it allows, ask, or leave it. Next: ../question.ts. */

import type { Asked } from '#conversation/screens/asked-types.ts'
import { button, money, type ScreenContext } from '#conversation/screens/context.ts'
import { given } from '#domain/base/given.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>

/** `point`: it is not the one asked last, so its controls name what they are about and words do not answer it. */
export function overLimitWords({ asked, within }: Of<'over-limit'>, ctx: ScreenContext, point?: string): Asked {
  const offer = within === undefined ? undefined : givenText(within, ctx)
  const press = (label: string, choice: 'ask' | 'leave' | 'within-limit') =>
    button(label, { kind: 'limit-choice', choice, ...given({ point }) }, ctx)
  const what = asked.kind === 'subtract' ? `${money(asked.amount, ctx)} off` : givenText(asked, ctx)
  const behind = point !== undefined
  const leave = press(behind ? `Leave ${what}` : 'Leave it', 'leave')
  const ask = press(behind ? `Ask for ${what}` : 'Ask for approval', 'ask')
  const give = offer === undefined ? [] : [press(`Give ${offer}, my limit`, 'within-limit')]
  const or = behind ? `ask for ${what}, or leave it.` : '"ask" for an approval, or "leave it".'
  const may =
    offer === undefined
      ? 'Nothing of it is within your limit'
      : `You may give ${offer}${behind ? '' : ' ("give my limit")'}`
  return { words: `${may}${offer === undefined ? ':' : ','} ${or}`, controls: [...give, ask, leave] }
}

function givenText(within: Of<'over-limit'>['asked'], ctx: ScreenContext): string {
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
