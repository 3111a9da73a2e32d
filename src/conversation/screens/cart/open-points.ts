/**
 * What is still open of an order, in words: named before it is placed, with the way to answer it or
 * to leave it out. Next: question.ts words each one.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { asked } from '#conversation/screens/question.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { countryName, subdivisionWord } from '#domain/base/address-rules.ts'
import { postcodeRule } from '#domain/base/postcodes.ts'
import { openQuestions } from '#domain/draft/open-questions.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { AddressField, PendingQuestion } from '#domain/model/draft-question.ts'

export function stillOpenView(draft: OrderDraft, ctx: ScreenContext, why?: string): View {
  const open = openQuestions(draft).map((question) => asked(question, { draft }, ctx).words)
  return {
    headline: cartWords.pointsOpen(open.length),
    blocks: [listBlock(open), textBlock(why ?? cartWords.answerOpenFirst(isStaff(ctx), open.length))],
    controls: [button(cartWords.leaveThemOut(open.length), { kind: 'leave-out', all: true }, ctx)],
  }
}

/** Beside talk that answers nothing. */
export function openStillView(draft: OrderDraft, ctx: ScreenContext): View {
  const [first = '', ...more] = openQuestions(draft).map((question) => asked(question, { draft }, ctx).words)
  return { headline: cartWords.stillOpen(first), blocks: more.length === 0 ? [] : [listBlock(more)], controls: [] }
}

/** "Yes" and numbers answer what was asked just before; later they could mean any of what is open. */
export function toWhatView(said: string, draft: OrderDraft, ctx: ScreenContext): View {
  const words = inert(said.slice(0, 20))
  const open = openQuestions(draft).map((question) => asked(question, { draft }, ctx).words)
  const choice = draft.pending?.kind === 'over-limit' && draft.overtaken !== true
  const why = draft.overtaken === true ? cartWords.otherWordsSince : cartWords.otherPersonAsked
  return {
    headline: cartWords.answerToWhich(words.slice(0, 1).toUpperCase(), words.slice(1), choice),
    blocks: [listBlock(open), textBlock(cartWords.firstAskedAgain(choice ? cartWords.severalToChoose : why))],
    controls: [],
  }
}

const FIELDS = {
  name: [cartWords.aName, cartWords.recipientHow],
  lines: [cartWords.aStreet, cartWords.streetHow],
  city: [cartWords.aCity, cartWords.cityHow],
  country: [cartWords.aCountry, cartWords.countryHow],
  phone: [cartWords.aPhoneNumber, cartWords.phoneHow],
} as const satisfies Record<Exclude<AddressField, 'subdivision' | 'postcode'>, readonly [string, string]>

function fieldWords(field: AddressField, country: string): readonly [string, string] {
  if (field === 'subdivision')
    return [cartWords.aOf(subdivisionWord(country), countryName(country)), cartWords.subdivisionHow]
  if (field !== 'postcode') return FIELDS[field]
  const { name, example } = postcodeRule(country)
  return [cartWords.aOf(name, countryName(country)), cartWords.postcodeHow(example)]
}

/** What was typed is not the part of the address, or not the reason, that is asked for. */
export function notThatFieldWords(
  given: string,
  question: PendingQuestion,
): { readonly headline: string; readonly text: string } {
  const [what, how] =
    question.kind === 'address-field'
      ? fieldWords(question.field, question.partial.country)
      : question.kind === 'reason'
        ? [cartWords.aReason, cartWords.reasonHow]
        : [cartWords.anAnswer, cartWords.sayAgain]
  const said = inert(given.length > 60 ? `${given.slice(0, 60)}...` : given)
  return { headline: cartWords.notTakenAs(said, what), text: cartWords.nothingChangedHow(how) }
}
