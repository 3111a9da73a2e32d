/**
 * The question a draft is waiting with, in words and controls. Choices are numbered: a bare number
 * answers. A control names its own choice where it fits, so that an old one can never answer a
 * newer question. Next: pending.ts (the folder above) reads the answers.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { ShownDraft } from '#conversation/screens/cart/cart-lines.ts'
import { countryName, subdivisionWord } from '#domain/base/address-rules.ts'
import { postcodeRule } from '#domain/base/postcodes.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { AddressField, PendingQuestion } from '#domain/model/draft.ts'
import type { BackorderChoice } from '#domain/model/refusals.ts'
import type { CustomerHit } from '../engine-ports.ts'
import { choiceSelect, sayText } from './backorders.ts'
import { button, isStaff, money, moneyWithCurrency, notice, type ScreenContext } from './context.ts'
import { andList, buyerName, contactText, itemText, methodName, optionName, optionValueName } from './names.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>
export type Asked = { readonly words: string; readonly controls: readonly Control[] }
/** `customers`: whom the ids of a choice of customers stand for, as far as this turn knows. */
export type AskedOf = {
  readonly draft?: ShownDraft['draft']
  readonly customers?: readonly CustomerHit[]
  /** What each choice about short lines comes to. */
  readonly choices?: readonly BackorderChoice[]
}

/** A question by itself, where there is no card to put it on. */
export function questionView(question: PendingQuestion, about: AskedOf, ctx: ScreenContext): View {
  const { words, controls } = asked(question, about, ctx)
  const who = about.draft === undefined ? '' : `${buyerName(about.draft.content.buyer, ctx)}: `
  return { headline: `${who}one question`, blocks: [notice('info', words)], controls }
}

export function asked(question: PendingQuestion, about: AskedOf, ctx: ScreenContext): Asked {
  switch (question.kind) {
    case 'choose-customer':
      return whichCustomer(question.customerIds, about.customers ?? [], ctx)
    case 'choose-option':
      return whichOption(question, ctx)
    case 'choose-product':
      return whichProduct(question, ctx)
    case 'address-field':
      return whichField(question, ctx)
    case 'over-limit':
      return overLimit(question, ctx)
    case 'reason':
      return whyReason(ctx)
    case 'backorder-choice':
      return whatIsShort(question.policies, about.choices ?? [], ctx)
    case 'confirm-place':
      return confirmPlace(question.shownTotal, ctx)
    case 'confirm-cancel':
      return confirmCancel(about.draft, ctx)
    case 'unclear':
      return whatWasMeant(question, ctx)
    case 'comment':
    case 'memo':
    case 'note':
      return whichWords(question, about.draft, ctx)
    case 'use-account':
    case 'swap-coupon':
    case 'confirm-reading':
    case 'keep-override':
      return yesOrNo(question, ctx)
    default:
      return question satisfies never
  }
}

function yesOrNo(
  question: Of<'use-account' | 'swap-coupon' | 'confirm-reading' | 'keep-override'>,
  ctx: ScreenContext,
): Asked {
  switch (question.kind) {
    case 'use-account':
      return yesNo(
        `${contactText(question.email, ctx) ?? ''} belongs to a customer account. Use that account?`,
        ['Use the account', 'Stay a guest'],
        ctx,
      )
    case 'swap-coupon':
      return yesNo(
        `${question.add} cannot be combined with ${andList(question.remove)}. Use ${question.add} instead?`,
        [`Use ${question.add} instead`, 'Keep it as it is'],
        ctx,
      )
    case 'confirm-reading':
      return yesNo(question.question, ['Yes, take it as read', 'No, I say it again'], ctx)
    case 'keep-override':
      return yesNo(
        question.method === undefined
          ? `The shipping price was set by hand to ${money(question.amount, ctx)}, and the address changed. Keep ` +
              `that price?`
          : `The shipping price was set by hand to ${money(question.amount, ctx)}, and the method ` +
              `is ${methodName(question.method, ctx.shop.settings)} now. Is that its price?`,
        question.method === undefined
          ? ['Keep it', 'Use the usual price']
          : [
              `${methodName(question.method, ctx.shop.settings)} for ${money(question.amount, ctx)}`,
              'Use the usual price',
            ],
        ctx,
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
    words: `Not everything is here. What shall we do? Choose a number, or say ${sayText(policies, ctx)}.`,
    controls: choiceSelect(known, true, ctx),
  }
}

function whichField({ field, target, group, partial }: Of<'address-field'>, ctx: ScreenContext): Asked {
  const form = target === 'bill' ? 'bill-to' : 'ship-to'
  const there = partial.country === ctx.shop.settings.country ? '' : `, ${countryName(partial.country)},`
  const words =
    `For the ${target === 'ship' ? 'ship-to' : 'billing'} address${there} I still ` +
    `need ${fieldQuestion(field, partial)}. Just type it.`
  return { words, controls: [button('Fill in a form', { kind: 'open-form', form, argument: group }, ctx)] }
}

const confirmPlace = (total: number, ctx: ScreenContext): Asked => ({
  words: isStaff(ctx)
    ? `Place it all the same, at ${money(total, ctx)}? Say "place" again or "yes".`
    : `Order it all the same, for ${moneyWithCurrency(total, ctx)}?`,
  controls: [button('Not now', { kind: 'no' }, ctx)],
})

const yesNo = (words: string, [yes, no]: readonly [string, string], ctx: ScreenContext): Asked => ({
  words: inert(words),
  controls: [button(yes, { kind: 'yes' }, ctx), button(no, { kind: 'no' }, ctx)],
})

type Choice = { readonly label: string; readonly description?: string; readonly press: Pressable }

/** One numbered select; each option is a whole control of its own. */
function choices(label: string, list: readonly Choice[], ctx: ScreenContext): Control {
  const options = list.map(({ label: name, description, press }, index) => ({
    value: ctx.token(fitsControl(press) ? press : { kind: 'choose', option: index + 1 }),
    label: inert(name),
    ...(description === undefined ? {} : { description: inert(description) }),
  }))
  return { kind: 'select', label, token: ctx.token({ kind: 'menu' }), options, numbered: true }
}

function whichCustomer(ids: readonly string[], hits: readonly CustomerHit[], ctx: ScreenContext): Asked {
  const known = ids.map((id) => hits.find((hit) => hit.customer.id === id))
  if (known.some((hit) => hit === undefined)) {
    return {
      words: 'Which customer is it? Say the e-mail, phone or customer number, or the name again for the list.',
      controls: [],
    }
  }
  const list = known.flatMap((hit): readonly Choice[] =>
    hit === undefined
      ? []
      : [
          {
            label: hit.detail.includes(hit.customer.number)
              ? hit.customer.name
              : `${hit.customer.name}, ${hit.customer.number}`,
            description: hit.detail,
            press: { kind: 'choose-customer', customerId: hit.customer.id },
          },
        ],
  )
  const words =
    list.length === 1 ? 'Is it this customer? A name alone is not enough to be sure.' : 'Which customer is it?'
  return { words, controls: [choices('Customer', list, ctx)] }
}

function whichOption(
  { productId, quantity, options, ask, choices: values }: Of<'choose-option'>,
  ctx: ScreenContext,
): Asked {
  const { catalog } = ctx.shop
  const product = catalog.products.get(productId)
  const name = quantity === 1 ? product?.name : `${quantity} ${product?.plural ?? productId}`
  const list = values.map((value): Choice => {
    const with_ = { ...options, [ask]: value }
    const prices = new Set(
      (catalog.variantsOf.get(productId) ?? [])
        .filter((variant) => Object.entries(with_).every(([id, chosen]) => variant.options[id] === chosen))
        .map(({ price }) => price),
    )
    const [price] = prices
    return {
      label: optionValueName(ask, value, ctx),
      ...(prices.size === 1 && price !== undefined ? { description: `${money(price, ctx)} each` } : {}),
      press: { kind: 'add-product', productId, quantity, options: with_ },
    }
  })
  const given = Object.entries(options).map(([id, value]) => optionValueName(id, value, ctx))
  return {
    words: inert(`${[name ?? productId, ...given].join(', ')}: which ${optionName(ask, ctx).toLowerCase()}?`),
    controls: [choices(capital(optionName(ask, ctx)), list, ctx)],
  }
}

const whatWasMeant = ({ about, candidates }: Of<'unclear'>, ctx: ScreenContext): Asked => ({
  words: inert(
    `Which ${about}? ${
      candidates.length > 0 ? `I can offer: ${candidates.join(', ')}.` : 'Please say it once ' + 'more, with the item.'
    }`,
  ),
  controls: [button('Leave it out', { kind: 'leave-out' }, ctx)],
})

const WORDS = { comment: 'the comment', memo: 'the internal memo', note: 'the note' } as const

function whichWords(question: Of<'comment' | 'memo' | 'note'>, draft: AskedOf['draft'], ctx: ScreenContext): Asked {
  const line = question.kind === 'note' ? draft?.content.lines.find(({ id }) => id === question.lineId) : undefined
  const on = line === undefined ? '' : ` on ${itemText(line.sku, ctx)}`
  return {
    words: inert(`What should ${WORDS[question.kind]}${on} say? Just type it.`),
    controls: [button('Leave it out', { kind: 'no' }, ctx)],
  }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

function whichProduct({ productIds, quantity, options }: Of<'choose-product'>, ctx: ScreenContext): Asked {
  const list = productIds.map(
    (productId): Choice => ({
      label: ctx.shop.catalog.products.get(productId)?.name ?? productId,
      press: { kind: 'add-product', productId, quantity, options },
    }),
  )
  return { words: 'Which one do you mean?', controls: [choices(isStaff(ctx) ? 'Product' : 'Item', list, ctx)] }
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

function overLimit({ within }: Of<'over-limit'>, ctx: ScreenContext): Asked {
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
      return within.change.kind === 'percent-off'
        ? `${within.change.percentPpm / 10_000} % off the line`
        : `${within.change.kind === 'price' ? 'a price of ' : ''}${money(within.change.amount, ctx)}${within.change.kind === 'price' ? '' : ' off each'}`
    default:
      return 'a part of it'
  }
}

function whyReason(ctx: ScreenContext): Asked {
  const list = ctx.shop.settings.reasons.map(
    (reason): Choice => ({ label: reason, press: { kind: 'reason', text: reason } }),
  )
  return { words: 'What is the reason? Choose one, or type it.', controls: [choices('Reason', list, ctx)] }
}

function confirmCancel(draft: ShownDraft['draft'] | undefined, ctx: ScreenContext): Asked {
  const total = draft?.shown === undefined ? '' : `, ${moneyWithCurrency(draft.shown.total, ctx)}`
  const what =
    draft === undefined
      ? 'the order'
      : `${isStaff(ctx) ? `draft ${draft.ref} for ${buyerName(draft.content.buyer, ctx)}` : 'your order'}${total}`
  const yes: Control = {
    kind: 'button',
    label: 'Cancel it',
    token: ctx.token({ kind: 'cancel', confirmed: true }),
    style: 'danger',
    confirm: `Cancel ${inert(what)}?`,
  }
  return {
    words: inert(`Cancel ${what}? Nothing has been ordered yet.`),
    controls: [yes, button('Keep it', { kind: 'no' }, ctx)],
  }
}
