/**
 * What was read in a pasted text, as a difference to the order: one line a part, with what it takes
 * the place of, and what was not understood in its own words. Next: points.ts puts it on the card.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control } from '#conversation/edge/view.ts'
import type { Asked, AskedOf } from '#conversation/screens/asked-types.ts'
import { button, isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { addressText, buyerName, contactText, methodName, optionValueName } from '#conversation/screens/names.ts'
import { questionsWords } from '#conversation/words/questions.ts'
import type { Instant } from '#domain/base/flavour.ts'
import { parseTypedAddress } from '#domain/draft/address.ts'
import { pointKey } from '#domain/draft/open-questions.ts'
import type { Address } from '#domain/model/customer.ts'
import type { PastedPart } from '#domain/model/pasted.ts'
import { choiceMenu, type QuestionOf } from './asked-items.ts'

type Shown = { readonly draft: AskedOf['draft'] | undefined }
type Pasted = QuestionOf<'pasted'>
type Of<K extends PastedPart['kind']> = Extract<PastedPart, { kind: K }>

export function whatWasPasted(question: Pasted, { draft, point }: AskedOf, ctx: ScreenContext): Asked {
  const { parts, unread, quoted } = question
  const each = parts.map((part) => partText(part, { draft }, ctx))
  return {
    words: howToUse(parts.length),
    list: [
      ...each.map((words, index) => `${index + 1}. ${words}`),
      ...unread.map((words) => questionsWords.notUnderstood(words)),
      ...(quoted === undefined ? [] : [questionsWords.quotedNotRead(quoted)]),
    ].map(inert),
    controls: controlsOf(question, { each, point }, ctx),
  }
}

function howToUse(count: number): string {
  if (count === 1) return questionsWords.readOneThing
  const some = count === 2 ? questionsWords.orUseOne : questionsWords.orUseSome(count)
  return questionsWords.readThings(count, some)
}

function controlsOf(
  question: Pasted,
  { each, point }: { readonly each: readonly string[]; readonly point: string | undefined },
  ctx: ScreenContext,
): readonly Control[] {
  const key = pointKey(question)
  const all = button(
    point === undefined ? questionsWords.useAll : questionsWords.useAllTitle,
    { kind: 'use-parts', point: key },
    ctx,
  )
  if (each.length < 2) return [all]
  if (question.picking !== true)
    return [
      all,
      button(
        point === undefined ? questionsWords.pick : questionsWords.pickFromTheText,
        { kind: 'pick', point: key },
        ctx,
      ),
    ]
  const list = each.map((label, index) => ({
    label: label.slice(0, LABEL),
    press: { kind: 'use-parts', point: key, numbers: [index + 1] } as const,
  }))
  return [choiceMenu(questionsWords.useOne, list, ctx, point), all]
}
const LABEL = 70

function partText(part: PastedPart, { draft }: Shown, ctx: ScreenContext): string {
  const content = draft?.content
  const main = content?.groups[0]
  switch (part.kind) {
    case 'who': {
      const now = content === undefined || content.buyer.kind === 'none' ? undefined : buyerName(content.buyer, ctx)
      return whoText(part, isStaff(ctx) ? now : undefined, ctx)
    }
    case 'item':
      return goodsText(part, draft, ctx)
    case 'ship-to':
      return questionsWords.shipTo(placeText(part, ctx), instead(main?.address, ctx))
    case 'bill-to':
      return questionsWords.billTo(placeText(part, ctx))
    case 'method':
      return questionsWords.shipping(methodName(part.method, ctx.shop.settings))
    case 'coupon':
      return questionsWords.coupon(part.code)
    case 'payment':
      return questionsWords.payment(
        [PAYMENTS[part.payment], part.reference].filter((word) => word !== undefined).join(', '),
      )
    case 'comment':
      return questionsWords.comment(part.text)
    case 'words':
      return `"${part.text}"`
    default:
      return part satisfies never
  }
}
const PAYMENTS = {
  stored: questionsWords.byCard,
  link: questionsWords.byAPaymentLink,
  invoice: 'invoice',
  delivery: questionsWords.onDelivery,
} as const

function whoText(who: Of<'who'>, now: Instant | undefined, ctx: ScreenContext): string {
  const contact = [contactText(who.email, ctx), contactText(who.phone, ctx)].filter((part) => part !== undefined)
  if (!isStaff(ctx) || (who.name === undefined && who.email === undefined))
    return questionsWords.contact([who.name, ...contact].filter((part) => part !== undefined).join(', '))
  const called = [who.name, ...contact].filter((part) => part !== undefined).join(', ')
  const several = who.several === true ? questionsWords.accountOfThatName : ''
  const guest = who.customerId === undefined && who.several !== true ? questionsWords.guest : ''
  return questionsWords.customer(
    guest,
    called,
    several,
    now === undefined || now === who.name ? '' : questionsWords.nowIs(now),
  )
}

/** "+2 Classic mug, blue", and what there would be of it where some is there already. */
function goodsText({ productId, quantity, options }: Of<'item'>, draft: Shown['draft'], ctx: ScreenContext): string {
  const { catalog } = ctx.shop
  const product = catalog.products.get(productId)
  const chosen = (product?.options ?? []).flatMap((option) => {
    const value = options[option]
    return value === undefined ? [] : optionValueName(option, value, ctx)
  })
  const there = (draft?.content.lines ?? []).filter(({ sku }) => {
    const variant = catalog.variants.get(sku)
    return (
      variant?.productId === productId &&
      Object.entries(options).every(([option, value]) => variant.options[option] === value)
    )
  })
  const count = there.reduce((total, line) => total + line.quantity, 0)
  const then = count === 0 ? '' : questionsWords.inCartThen(count, count + quantity)
  return `+${quantity} ${[product?.name ?? productId, ...chosen].join(', ')}${then}`
}

function placeText({ where, saved }: Of<'ship-to' | 'bill-to'>, ctx: ScreenContext): string {
  if (saved === true) return where
  const read = parseTypedAddress(where, ctx.shop.settings.country)
  return addressText(read.ok ? read.value : read.refusal.partial, ctx)
}

const instead = (now: Address | undefined, ctx: ScreenContext): string =>
  now === undefined ? '' : questionsWords.nowAddress(addressText(now, ctx))
