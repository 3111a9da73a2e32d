/** An adjustment above the rep's own limit: give what it allows, ask, or leave it. Next: ../question.ts. */

import type { Asked } from '#conversation/screens/asked-types.ts'
import { button, money, type ScreenContext } from '#conversation/screens/context.ts'
import { methodName } from '#conversation/screens/names.ts'
import { approvalsWords } from '#conversation/words/approvals.ts'
import { given } from '#domain/base/given.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { MootShipping, PendingQuestion } from '#domain/model/draft-question.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>

/** `point`: it is not the one asked last, so its controls name what they are about and words do not answer it. */
export function overLimitWords(question: Of<'over-limit'>, ctx: ScreenContext, point?: string): Asked {
  const { asked, within, moot } = question
  const offer = within === undefined ? undefined : givenText(within, ctx)
  const press = (label: string, choice: 'ask' | 'leave' | 'within-limit') =>
    button(label, { kind: 'limit-choice', choice, ...given({ point }) }, ctx)
  const what = asked.kind === 'subtract' ? approvalsWords.off(money(asked.amount, ctx)) : givenText(asked, ctx)
  const behind = point !== undefined
  const leave = press(approvalsWords.leave(behind, what), 'leave')
  if (moot !== undefined) {
    const or = approvalsWords.leaveItAlone(behind, what)
    return { words: `${mootText(moot, asked, ctx)} ${or}`, controls: [leave] }
  }
  const ask = press(approvalsWords.askFor(behind, what), 'ask')
  const give = offer === undefined ? [] : [press(approvalsWords.giveMyLimit(offer), 'within-limit')]
  const or = approvalsWords.askForOrLeave(behind, what)
  const may = offer === undefined ? approvalsWords.noneWithinLimit : approvalsWords.youMayGive(offer, behind)
  return { words: `${may}${offer === undefined ? ':' : ','} ${or}`, controls: [...give, ask, leave] }
}

function mootText(moot: MootShipping, asked: DraftCommand, ctx: ScreenContext): string {
  const amount = money('amount' in asked ? asked.amount : 0, ctx)
  if (moot.why === 'not-less') return approvalsWords.notLess(amount, money(moot.charged, ctx))
  const { settings } = ctx.shop
  return approvalsWords.askedForOther(amount, methodName(moot.asked, settings), methodName(moot.chosen, settings))
}

function givenText(within: Of<'over-limit'>['asked'], ctx: ScreenContext): string {
  switch (within.kind) {
    case 'subtract':
      return approvalsWords.now(money(within.amount, ctx))
    case 'override-shipping':
      return approvalsWords.shippingAt(money(within.amount, ctx))
    case 'override-line':
      if (within.change.kind === 'percent-off') return approvalsWords.percentOffLine(within.change.percentPpm / 10_000)
      return within.change.kind === 'price'
        ? approvalsWords.aPriceOf(money(within.change.amount, ctx))
        : approvalsWords.offEach(money(within.change.amount, ctx))
    default:
      return approvalsWords.partOfIt
  }
}
