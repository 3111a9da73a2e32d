/**
 * Questions that are answered by choosing: which customer, product, option or item. Choices are
 * numbered; each control names its own choice. Next: question.ts (the folder above) words the others.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import type { Asked, AskedOf } from '#conversation/screens/asked-types.ts'
import { button, isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { optionName, optionValueName, orList } from '#conversation/screens/names.ts'
import { subjectOf } from '#conversation/screens/subjects.ts'
import { answersWords } from '#conversation/words/answers.ts'
import { pointKey, questionsOf } from '#domain/draft/open-questions.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'

export type QuestionOf<K extends PendingQuestion['kind']> = Extract<PendingQuestion, { kind: K }>

export const at = (point: string | undefined): { readonly point?: string } => (point === undefined ? {} : { point })

export type MenuChoice = { readonly label: string; readonly description?: string; readonly press: Pressable }

/** One select, numbered where it was asked last; each option is a whole control of its own. */
export function choiceMenu(label: string, list: readonly MenuChoice[], ctx: ScreenContext, point?: string): Control {
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

export function whichCustomer(
  { customerIds: ids, rest }: QuestionOf<'choose-customer'>,
  { customers: hits = [], point, draft }: AskedOf,
  ctx: ScreenContext,
): Asked {
  const known = ids.map((id) => hits.find((hit) => hit.customer.id === id))
  if (known.some((hit) => hit === undefined)) {
    return {
      words: answersWords.whichCustomerSay,
      controls: [],
    }
  }
  const list = known.flatMap((hit): readonly MenuChoice[] =>
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
  const buyer = draft !== undefined && rest !== '' && draft.content.lines.length > 0 ? draft.content.buyer : undefined
  const [to, ...more] = known
  const words =
    buyer?.kind === 'registered' && to !== undefined && more.length === 0 && to.customer.id !== buyer.customerId
      ? inert(answersWords.goodsOfAnother(buyer.name, to.customer.name))
      : answersWords.whichCustomer(list.length)
  return { words, controls: [choiceMenu(answersWords.customer, list, ctx, point)] }
}

export function whichOption(
  { productId, quantity, options, ask, choices: values }: QuestionOf<'choose-option'>,
  ctx: ScreenContext,
  point?: string,
): Asked {
  const { catalog } = ctx.shop
  const product = catalog.products.get(productId)
  const name = quantity === 1 ? product?.name : `${quantity} ${product?.plural ?? productId}`
  const list = values.map((value): MenuChoice => {
    const with_ = { ...options, [ask]: value }
    const prices = new Set(
      (catalog.variantsOf.get(productId) ?? [])
        .filter((variant) => Object.entries(with_).every(([id, chosen]) => variant.options[id] === chosen))
        .map(({ price }) => price),
    )
    const [price] = prices
    return {
      label: optionValueName(ask, value, ctx),
      ...(prices.size === 1 && price !== undefined ? { description: answersWords.each(money(price, ctx)) } : {}),
      press: { kind: 'add-product', productId, quantity, options: with_ },
    }
  })
  const given = Object.entries(options).map(([id, value]) => optionValueName(id, value, ctx))
  const option = capital(optionName(ask, ctx))
  const which = (id: string): string => answersWords.whichOf(optionName(id, ctx).toLowerCase())
  const beside = openBeside(productId, options, ask, ctx).map((id) => answersWords.andAlso(which(id)))
  return {
    words: inert(`${[name ?? productId, ...given].join(', ')}: ${which(ask)}${beside.join('')}`),
    controls: [
      choiceMenu(point === undefined ? option : `${product?.name ?? ''}: ${option.toLowerCase()}`, list, ctx, point),
    ],
  }
}

/** What else has to be chosen: no usual value, and more than one is sold. */
function openBeside(
  productId: string,
  options: QuestionOf<'choose-option'>['options'],
  ask: string,
  ctx: ScreenContext,
) {
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
export function whichPoint(
  { option, value, points }: QuestionOf<'which-point'>,
  { draft }: AskedOf,
  ctx: ScreenContext,
): Asked {
  const open = draft === undefined ? [] : questionsOf(draft)
  const names = points.flatMap((key) =>
    open.flatMap((question) =>
      question.kind === 'choose-option' && pointKey(question) === key ? subjectOf(question, ctx) : [],
    ),
  )
  const labels = [names.length === 2 ? answersWords.both : answersWords.allOfThem, ...names]
  return {
    words: inert(answersWords.valueForThose(capital(optionValueName(option, value, ctx)), orList(names))),
    controls: labels.map((label, index) => button(label, { kind: 'choose', option: index + 1 }, ctx)),
  }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

export function whichProduct(
  { productIds, quantity, options }: QuestionOf<'choose-product'>,
  ctx: ScreenContext,
  point?: string,
): Asked {
  const list = productIds.map(
    (productId): MenuChoice => ({
      label: ctx.shop.catalog.products.get(productId)?.name ?? productId,
      press: { kind: 'add-product', productId, quantity, options },
    }),
  )
  return {
    words: answersWords.whichOne,
    controls: [choiceMenu(isStaff(ctx) ? answersWords.product : answersWords.item, list, ctx, point)],
  }
}
