/**
 * The part of an address that is asked for, in the words of its country: "the ZIP code, like
 * 97301", "the province". One part at a time, the first that is missing. Next: question.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import { questionsWords } from '#conversation/words/questions.ts'
import { countryName, subdivisionWord } from '#domain/base/address-rules.ts'
import { postcodeRule } from '#domain/base/postcodes.ts'
import type { AddressField, PendingQuestion } from '#domain/model/draft-question.ts'
import type { Asked } from './asked-types.ts'
import { button, type ScreenContext } from './context.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>

export function whichField({ field, target, group, partial, units }: Of<'address-field'>, ctx: ScreenContext): Asked {
  const form = target === 'bill' ? 'bill-to' : 'ship-to'
  const there = partial.country === ctx.shop.settings.country ? '' : `, ${countryName(partial.country)},`
  const words = questionsWords.addressStillNeeds(
    target === 'ship' ? 'ship-to' : 'billing',
    there,
    fieldQuestion(field, partial),
  )
  // The form is of a whole parcel.
  if (units !== undefined) return { words, controls: [] }
  return { words, controls: [button(questionsWords.fillInAForm, { kind: 'open-form', form, argument: group }, ctx)] }
}

/**
 * In the words of its country: "the ZIP code, like 97301", "the province". A code that is none of
 * that country is named.
 */
function fieldQuestion(field: AddressField, { country, postcode }: Of<'address-field'>['partial']): string {
  if (field === 'subdivision') return questionsWords.theSubdivision(subdivisionWord(country))
  if (field !== 'postcode') return FIELD_QUESTIONS[field]
  const { name, example } = postcodeRule(country)
  return questionsWords.subdivisionLike(
    name,
    example,
    postcode === undefined ? '' : questionsWords.postcodeNotThere(inert(postcode)),
  )
}

const FIELD_QUESTIONS = {
  name: questionsWords.recipientPart,
  lines: questionsWords.streetPart,
  city: questionsWords.cityPart,
  country: questionsWords.countryPart,
  phone: questionsWords.phonePart,
} as const satisfies Record<Exclude<AddressField, 'subdivision' | 'postcode'>, string>
