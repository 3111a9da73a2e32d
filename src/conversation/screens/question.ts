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
import { pointKey, questionsOf } from '#domain/draft/open-questions.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { PendingQuestion } from '#domain/model/draft.ts'
import type { BackorderChoice } from '#domain/model/refusals.ts'
import { whichField } from './address-question.ts'
import type { Asked, AskedOf } from './asked-types.ts'
import { choiceSelect, sayText } from './backorders.ts'
import { button, isStaff, money, moneyWithCurrency, notice, type ScreenContext } from './context.ts'
import { andList, buyerName, contactText, itemText, methodName, optionName, optionValueName, orList } from './names.ts'
import { overLimitWords } from './staff/limit-question.ts'
import { subjectOf } from './subjects.ts'

type Of<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>
/** A question by itself, where there is no card to put it on. */
export function questionView(question: PendingQuestion, about: AskedOf, ctx: ScreenContext): View {
  const { words, controls } = asked(question, about, ctx)
  const who = about.draft === undefined ? '' : `${buyerName(about.draft.content.buyer, ctx)}: `
  return { headline: `${who}one question`, blocks: [notice('info', words)], controls }
}

export function asked(question: PendingQuestion, about: AskedOf, ctx: ScreenContext): Asked {
  switch (question.kind) {
    case 'choose-customer':
      return whichCustomer(question.customerIds, about, ctx)
    case 'choose-option':
      return whichOption(question, ctx, about.point)
    case 'choose-product':
      return whichProduct(question, ctx, about.point)
    case 'address-field':
      return whichField(question, ctx)
    case 'over-limit':
      return overLimitWords(question, ctx)
    case 'reason':
      return whyReason(ctx, about.point)
    case 'backorder-choice':
      return whatIsShort(question.policies, about.choices ?? [], ctx)
    case 'confirm-place':
      return confirmPlace(question.shownTotal, ctx)
    case 'confirm-cancel':
      return confirmCancel(about.draft, ctx)
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

function yesOrNo(
  question: Of<'use-account' | 'swap-coupon' | 'confirm-reading' | 'keep-override'>,
  ctx: ScreenContext,
  point?: string,
): Asked {
  const labelled = (label: string): string =>
    point === undefined ? label : `${label.split(',')[0]}: ${subjectOf(question, ctx)}`
  const yesNo = (words: string, [yes, no]: readonly [string, string]): Asked => ({
    words: inert(words),
    controls: [
      button(labelled(yes), { kind: 'yes', ...at(point) }, ctx),
      button(labelled(no), { kind: 'no', ...at(point) }, ctx),
    ],
  })
  switch (question.kind) {
    case 'use-account':
      return yesNo(`${contactText(question.email, ctx) ?? ''} belongs to a customer account. Use that account?`, [
        'Use the account',
        'Stay a guest',
      ])
    case 'swap-coupon':
      return yesNo(
        `${question.add} cannot be combined with ${andList(question.remove)}. Use ${question.add} instead?`,
        [`Use ${question.add} instead`, 'Keep it as it is'],
      )
    case 'confirm-reading':
      return yesNo(question.question, ['Yes, take it as read', 'No, I say it again'])
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

const confirmPlace = (total: number, ctx: ScreenContext): Asked => ({
  words: isStaff(ctx)
    ? `Place it all the same, at ${money(total, ctx)}? Say "place" again or "yes".`
    : `Order it all the same, for ${moneyWithCurrency(total, ctx)}?`,
  controls: [button('Not now', { kind: 'no' }, ctx)],
})

const at = (point: string | undefined): { readonly point?: string } => (point === undefined ? {} : { point })

type Choice = { readonly label: string; readonly description?: string; readonly press: Pressable }

/** One select, numbered where it was asked last; each option is a whole control of its own. */
function choices(label: string, list: readonly Choice[], ctx: ScreenContext, point?: string): Control {
  const options = list.map(({ label: name, description, press }, index) => ({
    value: ctx.token(fitsControl(press) ? press : { kind: 'choose', option: index + 1, ...at(point) }),
    label: inert(name),
    ...(description === undefined ? {} : { description: inert(description) }),
  }))
  return {
    kind: 'select',
    label,
    token: ctx.token({ kind: 'menu' }),
    options,
    ...(point === undefined ? { numbered: true } : {}),
  }
}

function whichCustomer(ids: readonly string[], { customers: hits = [], point }: AskedOf, ctx: ScreenContext): Asked {
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
  return { words, controls: [choices('Customer', list, ctx, point)] }
}

function whichOption(
  { productId, quantity, options, ask, choices: values }: Of<'choose-option'>,
  ctx: ScreenContext,
  point?: string,
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
  const option = capital(optionName(ask, ctx))
  const which = (id: string): string => `which ${optionName(id, ctx).toLowerCase()}?`
  const beside = openBeside(productId, options, ask, ctx).map((id) => ` And ${which(id)}`)
  return {
    words: inert(`${[name ?? productId, ...given].join(', ')}: ${which(ask)}${beside.join('')}`),
    controls: [
      choices(point === undefined ? option : `${product?.name ?? ''}: ${option.toLowerCase()}`, list, ctx, point),
    ],
  }
}

/** What else has to be chosen: no usual value, and more than one is sold. */
function openBeside(productId: string, options: Of<'choose-option'>['options'], ask: string, ctx: ScreenContext) {
  const { catalog } = ctx.shop
  const product = catalog.products.get(productId)
  const left = (catalog.variantsOf.get(productId) ?? []).filter(
    (variant) => variant.active && Object.entries(options).every(([id, value]) => variant.options[id] === value),
  )
  return (product?.options ?? []).filter(
    (id) =>
      id !== ask && product?.defaults[id] === undefined && new Set(left.map((variant) => variant.options[id])).size > 1,
  )
}

/** The value was said; which of the items is it for? */
function whichPoint({ option, value, points }: Of<'which-point'>, { draft }: AskedOf, ctx: ScreenContext): Asked {
  const open = draft === undefined ? [] : questionsOf(draft)
  const names = points.flatMap((key) =>
    open.flatMap((question) =>
      question.kind === 'choose-option' && pointKey(question) === key ? subjectOf(question, ctx) : [],
    ),
  )
  const labels = [names.length === 2 ? 'Both' : 'All of them', ...names]
  return {
    words: inert(`${capital(optionValueName(option, value, ctx))} for the ${orList(names)}?`),
    controls: labels.map((label, index) => button(label, { kind: 'choose', option: index + 1 }, ctx)),
  }
}

const whatWasMeant = ({ about, candidates }: Of<'unclear'>, ctx: ScreenContext, point?: string): Asked => ({
  words: inert(
    `Which ${about}? ${
      candidates.length > 0 ? `I can offer: ${candidates.join(', ')}.` : 'Please say it once ' + 'more, with the item.'
    }`,
  ),
  controls: [button('Leave it out', { kind: 'leave-out', ...at(point) }, ctx)],
})

const WORDS = { comment: 'the comment', memo: 'the internal memo', note: 'the note' } as const

function whichWords(question: Of<'comment' | 'memo' | 'note'>, { draft, point }: AskedOf, ctx: ScreenContext): Asked {
  const line = question.kind === 'note' ? draft?.content.lines.find(({ id }) => id === question.lineId) : undefined
  const on = line === undefined ? '' : ` on ${itemText(line.sku, ctx)}`
  return {
    words: inert(`What should ${WORDS[question.kind]}${on} say? Just type it.`),
    controls: [button('Leave it out', { kind: 'no', ...at(point) }, ctx)],
  }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

function whichProduct(
  { productIds, quantity, options }: Of<'choose-product'>,
  ctx: ScreenContext,
  point?: string,
): Asked {
  const list = productIds.map(
    (productId): Choice => ({
      label: ctx.shop.catalog.products.get(productId)?.name ?? productId,
      press: { kind: 'add-product', productId, quantity, options },
    }),
  )
  return { words: 'Which one do you mean?', controls: [choices(isStaff(ctx) ? 'Product' : 'Item', list, ctx, point)] }
}

function whyReason(ctx: ScreenContext, point?: string): Asked {
  const list = ctx.shop.settings.reasons.map(
    (reason): Choice => ({ label: reason, press: { kind: 'reason', text: reason } }),
  )
  return { words: 'What is the reason? Choose one, or type it.', controls: [choices('Reason', list, ctx, point)] }
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
