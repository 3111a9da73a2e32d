/**
 * What is still open of an order, in words: named before it is placed, with the way to answer it or
 * to leave it out. Next: question.ts words each one.
 */
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { button, isStaff, listBlock, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { asked } from '#conversation/screens/question.ts'
import { countryName, subdivisionWord } from '#domain/base/address-rules.ts'
import { postcodeRule } from '#domain/base/postcodes.ts'
import { openQuestions } from '#domain/draft/open-questions.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { AddressField, PendingQuestion } from '#domain/model/draft-question.ts'

export function stillOpenView(draft: OrderDraft, ctx: ScreenContext): View {
  const open = openQuestions(draft).map((question) => asked(question, { draft }, ctx).words)
  return {
    headline: open.length === 1 ? 'Something you said is still open' : `${open.length} things you said are still open`,
    blocks: [
      listBlock(open),
      textBlock(
        `Nothing was ${isStaff(ctx) ? 'placed' : 'ordered'}. Answer on the order first, or say ` +
          `${open.length === 1 ? '"leave it out" to go on without it' : '"leave them out" to go on without them'}.`,
      ),
    ],
    controls: [button(open.length === 1 ? 'Leave it out' : 'Leave them out', { kind: 'leave-out', all: true }, ctx)],
  }
}

/** Beside talk that answers nothing. */
export function openStillView(draft: OrderDraft, ctx: ScreenContext): View {
  const [first = '', ...more] = openQuestions(draft).map((question) => asked(question, { draft }, ctx).words)
  return { headline: `Still open: ${first}`, blocks: more.length === 0 ? [] : [listBlock(more)], controls: [] }
}

/** "Yes" and numbers answer what was asked just before; later they could mean any of what is open. */
export function toWhatView(said: string, draft: OrderDraft, ctx: ScreenContext): View {
  const words = inert(said.slice(0, 20))
  const open = openQuestions(draft).map((question) => asked(question, { draft }, ctx).words)
  const choice = draft.pending?.kind === 'over-limit' && draft.overtaken !== true
  const why = draft.overtaken === true ? 'Something else was said since that question' : 'Somebody else was asked that'
  return {
    headline: `${words.slice(0, 1).toUpperCase()}${words.slice(1)} to ${choice ? 'which' : 'what'}?`,
    blocks: [
      listBlock(open),
      textBlock(
        `${choice ? 'There is more than one to choose from' : why}. Nothing was changed; the first is asked again now.`,
      ),
    ],
    controls: [],
  }
}

const FIELDS = {
  name: ['a name', 'Who receives it? For example "Pat Lee".'],
  lines: ['a street', 'The street and number, for example "9 Elm St".'],
  city: ['a city', 'Only the city, for example "Salem".'],
  country: ['a country', 'For example "US".'],
  phone: ['a phone number', 'For example "+1 217 555 0142".'],
} as const satisfies Record<Exclude<AddressField, 'subdivision' | 'postcode'>, readonly [string, string]>

function fieldWords(field: AddressField, country: string): readonly [string, string] {
  if (field === 'subdivision')
    return [
      `a ${subdivisionWord(country)} of ${countryName(country)}`,
      'Its name or its letters, or the country if it is another.',
    ]
  if (field !== 'postcode') return FIELDS[field]
  const { name, example } = postcodeRule(country)
  return [`a ${name} of ${countryName(country)}`, `For example "${example}".`]
}

/** What was typed is not the part of the address that is asked for. */
export function notThatFieldWords(
  given: string,
  question: PendingQuestion,
): { readonly headline: string; readonly text: string } {
  const [what, how] =
    question.kind === 'address-field'
      ? fieldWords(question.field, question.partial.country)
      : ['an answer to that', 'Please say it again.']
  const said = inert(given.length > 60 ? `${given.slice(0, 60)}...` : given)
  return { headline: `I did not take "${said}" as ${what}`, text: `Nothing was changed. ${how} Or say "leave it out".` }
}
