/**
 * The part of an address that is asked for, in the words of its country: "the ZIP code, like
 * 97301", "the province". One part at a time, the first that is missing. Next: question.ts.
 */
import { inert } from '#conversation/edge/inert.ts'
import { countryName, subdivisionWord } from '#domain/base/address-rules.ts'
import { postcodeRule } from '#domain/base/postcodes.ts'
import type { AddressField, PendingQuestion } from '#domain/model/draft-question.ts'
import type { Asked } from './asked-types.ts'
import { button, type ScreenContext } from './context.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>

export function whichField({ field, target, group, partial }: Of<'address-field'>, ctx: ScreenContext): Asked {
  const form = target === 'bill' ? 'bill-to' : 'ship-to'
  const there = partial.country === ctx.shop.settings.country ? '' : `, ${countryName(partial.country)},`
  const words =
    `For the ${target === 'ship' ? 'ship-to' : 'billing'} address${there} I still ` +
    `need ${fieldQuestion(field, partial)}. Just type it.`
  return { words, controls: [button('Fill in a form', { kind: 'open-form', form, argument: group }, ctx)] }
}

/**
 * In the words of its country: "the ZIP code, like 97301", "the province". A code that is none of
 * that country is named.
 */
function fieldQuestion(field: AddressField, { country, postcode }: Of<'address-field'>['partial']): string {
  if (field === 'subdivision') return `the ${subdivisionWord(country)}`
  if (field !== 'postcode') return FIELD_QUESTIONS[field]
  const { name, example } = postcodeRule(country)
  return `the ${name}, like ${example}${postcode === undefined ? '' : ` (${inert(postcode)} is none of that country)`}`
}

const FIELD_QUESTIONS = {
  name: 'who receives it (the name)',
  lines: 'the street and number',
  city: 'the city',
  country: 'the country',
  phone: 'a phone number for the carrier',
} as const satisfies Record<Exclude<AddressField, 'subdivision' | 'postcode'>, string>
