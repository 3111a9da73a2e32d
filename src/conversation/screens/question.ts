/**
 * The question a draft is waiting with, in words and controls. Choices are numbered: a bare number
 * answers. A control names its own choice where it fits, so that an old one can never answer a
 * newer question. Next: pending.ts (the folder above) reads the answers.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import {
  at,
  choiceMenu,
  type MenuChoice,
  type QuestionOf,
  whichCustomer,
  whichOption,
  whichPoint,
  whichProduct,
} from '#conversation/screens/asked/asked-items.ts'
import { whatWasPasted } from '#conversation/screens/asked/pasted.ts'
import type { ShownDraft } from '#conversation/screens/cart/cart-lines.ts'
import { questionsWords } from '#conversation/words/questions.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { BackorderChoice } from '#domain/model/refusals.ts'
import { whichField } from './address-question.ts'
import type { Asked, AskedOf } from './asked-types.ts'
import { choiceButtons, sayText } from './backorders.ts'
import { button, isStaff, listBlock, money, moneyWithCurrency, notice, type ScreenContext } from './context.ts'
import { andList, buyerName, contactText, itemText, methodName } from './names.ts'
import { overLimitWords } from './staff/limit-question.ts'
import { subjectOf } from './subjects.ts'

/** A question by itself, where there is no card to put it on. */
export function questionView(question: PendingQuestion, about: AskedOf, ctx: ScreenContext): View {
  const { words, list, controls } = asked(question, about, ctx)
  const who = about.draft === undefined || !isStaff(ctx) ? '' : `${buyerName(about.draft.content.buyer, ctx)}: `
  return {
    headline: questionsWords.oneQuestion(who).replace(/^o/, 'O'),
    blocks: [notice('info', words), ...(list === undefined ? [] : [listBlock(list)])],
    controls,
  }
}

export function asked(question: PendingQuestion, about: AskedOf, ctx: ScreenContext): Asked {
  switch (question.kind) {
    case 'choose-customer':
      return whichCustomer(question, about, ctx)
    case 'choose-option':
      return whichOption(question, ctx, about.point)
    case 'choose-product':
      return whichProduct(question, ctx, about.point)
    case 'address-field':
      return whichField(question, ctx)
    case 'over-limit':
      return overLimitWords(question, ctx, about.point)
    case 'reason':
      return whyReason(ctx, about.point)
    case 'backorder-choice':
      return whatIsShort(question.policies, about.choices ?? [], ctx)
    case 'confirm-place':
      return confirmPlace(question.shownTotal, ctx)
    case 'confirm-cancel':
      return confirmCancel(about.draft, ctx)
    case 'pasted':
      return whatWasPasted(question, about, ctx)
    case 'unclear':
      return whatWasMeant(question, ctx, about.point)
    case 'which-point':
      return whichPoint(question, about, ctx)
    case 'comment':
    case 'memo':
    case 'note':
      return whichWords(question, about, ctx)
    case 'use-account':
    case 'swap-coupon':
    case 'confirm-reading':
    case 'keep-override':
      return yesOrNo(question, ctx, about.point)
    default:
      return question satisfies never
  }
}

/** The second of two near meanings. */
const insteadOf = (words: string | undefined, point: string | undefined, ctx: ScreenContext): readonly Control[] =>
  words === undefined ? [] : [button(questionsWords.instead(words), { kind: 'instead', ...at(point) }, ctx)]

function yesOrNo(
  question: QuestionOf<'use-account' | 'swap-coupon' | 'confirm-reading' | 'keep-override'>,
  ctx: ScreenContext,
  point?: string,
): Asked {
  const labelled = (label: string): string =>
    point === undefined ? label : `${label.split(',')[0]}: ${subjectOf(question, ctx)}`
  const yesNo = (words: string, [yes, no]: readonly [string, string], instead?: string): Asked => ({
    words: inert(words),
    controls: [
      button(labelled(yes), { kind: 'yes', ...at(point) }, ctx),
      ...insteadOf(instead, point, ctx),
      button(labelled(no), { kind: 'no', ...at(point) }, ctx),
    ],
  })
  switch (question.kind) {
    case 'use-account':
      return yesNo(questionsWords.useThatAccount(contactText(question.email, ctx) ?? ''), [
        questionsWords.useTheAccount,
        questionsWords.stayAGuest,
      ])
    case 'swap-coupon':
      return yesNo(questionsWords.useInsteadOf(question.add, andList(question.remove)), [
        questionsWords.useInstead(question.add),
        questionsWords.keepAsIs,
      ])
    case 'confirm-reading':
      return yesNo(question.question, [questionsWords.takeAsRead, questionsWords.sayItAgain], question.instead)
    case 'keep-override':
      return yesNo(
        question.method === undefined
          ? questionsWords.keepShippingPriceAddress(money(question.amount, ctx))
          : questionsWords.keepShippingPriceMethod(
              money(question.amount, ctx),
              methodName(question.method, ctx.shop.settings),
            ),
        question.method === undefined
          ? [questionsWords.keepIt, questionsWords.useTheUsualPrice]
          : [
              questionsWords.methodFor(methodName(question.method, ctx.shop.settings), money(question.amount, ctx)),
              questionsWords.useTheUsualPrice,
            ],
      )
    default:
      return question satisfies never
  }
}

function whatIsShort(
  policies: readonly BackorderPolicy[],
  choices: readonly BackorderChoice[],
  ctx: ScreenContext,
): Asked {
  const known = choices.filter(({ policy }) => policies.includes(policy))
  return {
    words: questionsWords.shortWhatToDo(sayText(policies, ctx)),
    controls: choiceButtons(known, true, ctx),
  }
}

const confirmPlace = (total: number, ctx: ScreenContext): Asked => ({
  words: questionsWords.placeAllTheSame(isStaff(ctx), money(total, ctx), moneyWithCurrency(total, ctx)),
  controls: [button(questionsWords.notNow, { kind: 'no' }, ctx)],
})

const whatWasMeant = ({ about, candidates }: QuestionOf<'unclear'>, ctx: ScreenContext, point?: string): Asked => ({
  words: inert(
    questionsWords.which(
      about,
      candidates.length > 0 ? questionsWords.iCanOffer(candidates.join(', ')) : questionsWords.sayOnceMore,
    ),
  ),
  controls: [button(questionsWords.leaveItOut, { kind: 'leave-out', ...at(point) }, ctx)],
})

const WORDS = {
  ...{ comment: questionsWords.theComment, memo: questionsWords.theInternalMemo, note: questionsWords.theNote },
  ...{ engraving: questionsWords.theEngraving, 'gift-note': questionsWords.theGiftNote },
} as const

function whichWords(
  question: QuestionOf<'comment' | 'memo' | 'note'>,
  { draft, point }: AskedOf,
  ctx: ScreenContext,
): Asked {
  const line = question.kind === 'note' ? draft?.content.lines.find(({ id }) => id === question.lineId) : undefined
  const on = line === undefined ? '' : questionsWords.onItem(itemText(line.sku, ctx))
  const called = WORDS[(question.kind === 'note' ? question.what : undefined) ?? question.kind]
  return {
    words: inert(questionsWords.whatShouldItSay(called, on)),
    controls: [button(questionsWords.leaveItOut, { kind: 'no', ...at(point) }, ctx)],
  }
}

function whyReason(ctx: ScreenContext, point?: string): Asked {
  const list = ctx.shop.settings.reasons.map(
    (reason): MenuChoice => ({ label: reason, press: { kind: 'reason', text: reason } }),
  )
  return { words: questionsWords.whichReason, controls: [choiceMenu(questionsWords.reason, list, ctx, point)] }
}

function confirmCancel(draft: ShownDraft['draft'] | undefined, ctx: ScreenContext): Asked {
  const total = draft?.shown === undefined ? '' : `, ${moneyWithCurrency(draft.shown.total, ctx)}`
  const what =
    draft === undefined
      ? questionsWords.theOrder
      : questionsWords.draftFor(isStaff(ctx), draft.ref, buyerName(draft.content.buyer, ctx), total)
  const yes: Control = {
    kind: 'button',
    label: questionsWords.cancelIt,
    token: ctx.token({ kind: 'cancel', confirmed: true }),
    style: 'danger',
    confirm: questionsWords.cancel(inert(what)),
  }
  return {
    words: inert(questionsWords.cancelUnordered(what)),
    controls: [yes, button(questionsWords.keepIt, { kind: 'no' }, ctx)],
  }
}
