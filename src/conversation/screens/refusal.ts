/**
 * Every "no" of the domain in calm words: what is the matter, that nothing was lost, and what to do
 * next. Customers get everyday words and never limits or another person's data. Coupon answers:
 * cart/coupon-words.ts; what is no refusal: notices.ts.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { availabilityText } from '#conversation/screens/cart/cart-lines.ts'
import { couponRefusalText } from '#conversation/screens/cart/coupon-words.ts'
import { missingStatus, nextWords } from '#conversation/screens/cart/next-act.ts'
import { orderRefusalWords } from '#conversation/screens/order/order-words.ts'
import type { CustomerRefusal, CustomerWarning } from '#domain/model/customer-refusal.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { MissingFact, Refusal, SubmitWarning } from '#domain/model/refusals.ts'
import { neverText, whenText } from './backorders.ts'
import {
  button,
  type CustomerContext,
  isStaff,
  listBlock,
  money,
  noticeView,
  type ScreenContext,
  type StaffContext,
  textBlock,
} from './context.ts'
import { andList, itemText, orList } from './names.ts'
import { asked } from './question.ts'
import { refusalWords } from './refusal-words.ts'
import { overLimitHeadline, type RefusalOf } from './refusal-words-staff.ts'

/** For the shop. */
export const refusalView = (refusal: Refusal, draft: OrderDraft | undefined, ctx: StaffContext): View =>
  refusal.kind === 'over-limit' ? overLimitView(refusal, draft, ctx) : drawn(refusal, draft !== undefined, ctx)

/** For a customer: made from what is theirs to hear, so that nothing else can get into it. */
export const customerRefusalView = (refusal: CustomerRefusal, composing: boolean, ctx: CustomerContext): View =>
  drawn(refusal, composing, ctx)

function drawn(
  refusal: Exclude<Refusal, { kind: 'over-limit' }> | CustomerRefusal,
  composing: boolean,
  ctx: ScreenContext,
): View {
  switch (refusal.kind) {
    case 'coupon':
      return couponView(refusal, ctx)
    case 'missing':
      return missingView(refusal.what, ctx)
    case 'total-changed':
      return totalChangedView(refusal, ctx)
    case 'short-stock':
      return shortView(refusal, ctx)
    case 'promise-changed':
      return promiseView(refusal, ctx)
    case 'warning':
      return warningView(refusal.warnings, composing, ctx)
    case 'account-exists':
      return accountView(refusal, ctx)
    case 'unknown-sku':
      return unknownSkuView(refusal, ctx)
    case 'order':
      return orderNoView(refusal, ctx)
    default:
      return noticeView(...refusalWords(refusal, ctx), ctx)
  }
}

/** A button, where its argument fits; the words of the screen say the same. */
const pressable = (label: string, request: Pressable, ctx: ScreenContext): readonly Control[] =>
  fitsControl(request) ? [button(label, request, ctx)] : []

/** More of something is offered as a new order; the placed one stays in view. */
function orderNoView({ number, why }: RefusalOf<'order'>, ctx: ScreenContext): View {
  const view = noticeView(...orderRefusalWords(number, why, ctx), ctx)
  if (why.kind !== 'cannot-grow') return view
  const more: Pressable = { kind: 'order-more', order: number, sku: why.sku, quantity: why.wanted - why.now }
  return {
    ...view,
    controls: [button(`Edit ${number}`, { kind: 'status', order: number }, ctx), ...pressable('New order', more, ctx)],
  }
}

function unknownSkuView({ sku, near }: RefusalOf<'unknown-sku'>, ctx: ScreenContext): View {
  const close = near.slice(0, 3)
  const words = close.length === 0 ? 'Say "find" and a word, for example "find mug".' : `Did you mean ${orList(close)}?`
  const controls = close.flatMap((each) => pressable(`Add ${each}`, { kind: 'add-sku', sku: each, quantity: '1' }, ctx))
  return { ...noticeView(`There is no item "${sku}"`, words, ctx), controls }
}

/** The choices stand on the draft's own question: what the limit allows, or to leave it. */
function overLimitView(refusal: RefusalOf<'over-limit'>, draft: OrderDraft | undefined, ctx: StaffContext): View {
  const question = draft?.pending
  if (question?.kind !== 'over-limit') return noticeView(...refusalWords(refusal, ctx), ctx)
  const { words, controls } = asked(question, {}, ctx)
  return { ...noticeView(overLimitHeadline(refusal), words, ctx), controls }
}

function couponView({ code, why }: RefusalOf<'coupon'>, ctx: ScreenContext): View {
  const view = noticeView(`Coupon ${code} was not added`, `${code}: ${couponRefusalText(code, why, ctx)}`, ctx)
  if (why.kind !== 'not-combinable') return view
  return {
    ...view,
    controls: [
      ...pressable(`Use ${code} instead`, { kind: 'swap-coupon', code, replacing: why.with }, ctx),
      button('Keep it as it is', { kind: 'no' }, ctx),
    ],
  }
}

function missingView(what: readonly MissingFact[], ctx: ScreenContext): View {
  const [first] = what
  const nothing = `Nothing was ${isStaff(ctx) ? 'placed' : 'ordered'} yet.`
  return noticeView(
    `Almost there: ${andList(what.map(missingStatus))} ${what.length === 1 ? 'is' : 'are'} missing`,
    first === undefined ? nothing : `${nothing} ${nextWords(first, ctx)}`,
    ctx,
  )
}

/** "93.96, now 99.38: the 5.00 promotion ended"; pressing again accepts the new total. */
function totalChangedView({ from, to, differences }: RefusalOf<'total-changed'>, ctx: ScreenContext): View {
  const items = differences.map((each) =>
    each.from === 0
      ? `${each.label}: ${money(each.to, ctx)}, new`
      : each.to === 0
        ? `${each.label}: ${money(each.from, ctx)}, ended`
        : `${each.label}: ${money(each.from, ctx)}, now ${money(each.to, ctx)}`,
  )
  return {
    headline: `The total changed: ${money(from, ctx)}, now ${money(to, ctx)}`,
    blocks: [
      ...(items.length === 0 ? [] : [listBlock(items)]),
      textBlock(
        isStaff(ctx)
          ? 'Nothing was placed. Place it again if the new total is right.'
          : 'Nothing was ordered. Press the button again if the new total is right.',
      ),
    ],
    controls: [],
  }
}

/** The choices stand on the card above it, for the loser of a race as for everybody. */
function shortView({ lines, choices }: RefusalOf<'short-stock'>, ctx: ScreenContext): View {
  if (lines.length === 0)
    return noticeView(
      'Somebody was faster: an item has just run out',
      'Nothing was ordered. The cart shows what is left.',
      ctx,
    )
  const items = lines.map((line) => `${itemText(line.sku, ctx)}: ${availabilityText(line, ctx)}`)
  const never = lines.flatMap((line) => neverText(line, ctx) ?? [])
  const fix = choices.length === 0 ? [] : ['Choose what to do on the cart (its number is enough), then place it again.']
  return {
    headline: 'Not everything is here',
    blocks: [listBlock(items), ...[...never, `Nothing was ordered. ${fix.join(' ')}`.trim()].map(textBlock)],
    controls: [],
  }
}

/** "Hoodie, black, L: was 2 now, the rest on Fri 4 Dec; is 1 now, ..." */
function promiseView({ lines }: RefusalOf<'promise-changed'>, ctx: ScreenContext): View {
  const stand = ({ now, wanted, on }: (typeof lines)[number]['now']): string =>
    now === wanted ? 'all now' : `${now === 0 ? 'none' : now} now, ${wanted - now} ${whenText(on, ctx)}`
  const items = lines.map(({ before, now }) => `${itemText(now.sku, ctx)}: was ${stand(before)}; is ${stand(now)}`)
  return {
    headline: 'It cannot leave as it was shown any more',
    blocks: [
      listBlock(items),
      textBlock(
        isStaff(ctx)
          ? 'Nothing was placed. Place it again if that is right, or choose otherwise: say "backorders" for the ' +
              'choices.'
          : 'Nothing was ordered. Press the button again if that is right, or choose otherwise on the cart.',
      ),
    ],
    controls: [],
  }
}

type Warning = SubmitWarning | CustomerWarning
/** How many other carts and orders a warning names. */
const NAMED = 3

function warningView(warnings: readonly Warning[], composing: boolean, ctx: ScreenContext): View {
  const named = [
    ...warnings.filter(({ kind }) => kind === 'not-agreed'),
    ...warnings.filter(({ kind }) => kind !== 'not-agreed'),
  ].slice(0, NAMED)
  const more = warnings.length - named.length
  // Two carts of a customer are the same words: once is enough.
  const said = new Set(named.map((warning) => warningText(warning, ctx)))
  const items = [...said, ...(more === 0 ? [] : [`And ${more} more.`])]
  const open: readonly Control[] = named.flatMap((warning) => openWarned(warning, ctx))
  const confirm = isStaff(ctx)
    ? 'Say "place" again, or press [Place it anyway], to place this one as well.'
    : 'Press [Buy anyway] to order this one as well.'
  return {
    headline: composing ? 'One moment before it is placed' : 'One moment',
    blocks: [listBlock(items), textBlock(`Nothing was ordered yet. ${confirm}`)],
    controls: open,
  }
}

function openWarned(warning: Warning, ctx: ScreenContext): readonly Control[] {
  switch (warning.kind) {
    case 'another-open-draft':
      return [
        button(
          `Open ${isStaff(ctx) ? `draft ${warning.ref}` : 'the other cart'}`,
          { kind: 'resume', ref: warning.ref },
          ctx,
        ),
      ]
    case 'fresh-order':
      return [button(`Show order ${warning.number}`, { kind: 'status', order: warning.number }, ctx)]
    case 'not-agreed':
      return []
    default:
      return warning satisfies never
  }
}

function warningText(warning: Warning, ctx: ScreenContext): string {
  switch (warning.kind) {
    case 'another-open-draft':
      return warning.owner !== undefined
        ? `Draft ${warning.ref} (${inert(warning.owner.replace(/^staff:/, ''))}) is open for the same customer.`
        : 'You have another open cart.'
    case 'fresh-order':
      return `Order ${warning.number} was placed ${warning.minutes === 0 ? 'just now' : `${warning.minutes} min ago`}.`
    case 'not-agreed':
      return (
        `${inert(warning.name)} has not pressed [Buy now] on ${money(warning.total, ctx)}. Place it ` +
        `yourself only if they agreed to that some other way.`
      )
    default:
      return warning satisfies never
  }
}

/** Only staff are ever told that an account exists. */
function accountView(
  { name, email, customerId }: Extract<Refusal | CustomerRefusal, { kind: 'account-exists' }>,
  ctx: ScreenContext,
): View {
  if (customerId === undefined)
    return noticeView('That e-mail cannot be used for a new account', 'Go on as a guest, or use another e-mail.', ctx)
  const view = noticeView(
    `${name} already has an account with ${email}`,
    'Use that account, or go on as a guest with another e-mail.',
    ctx,
  )
  return { ...view, controls: [button('Use the account', { kind: 'choose-customer', customerId }, ctx)] }
}
