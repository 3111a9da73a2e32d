/**
 * Every "no" of the domain in calm words: what is the matter, that nothing was lost, and what to do
 * next. Customers get everyday words and never limits or another person's data. Coupon answers:
 * cart/coupon-words.ts; what is no refusal: notices.ts.
 */

import type { Control, View } from '#conversation/edge/view.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { warningView } from '#conversation/screens/cart/also-there.ts'
import { availabilityText } from '#conversation/screens/cart/cart-lines.ts'
import { couponRefusalText } from '#conversation/screens/cart/coupon-words.ts'
import { missingStatus, nextWords } from '#conversation/screens/cart/next-act.ts'
import { orderRefusalWords } from '#conversation/screens/order/order-words.ts'
import { refusalsWords } from '#conversation/words/refusals.ts'
import type { CustomerRefusal } from '#domain/model/customer-refusal.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { MissingFact, Refusal } from '#domain/model/refusals.ts'
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
    controls: [
      button(refusalsWords.edit(number), { kind: 'status', order: number }, ctx),
      ...pressable(refusalsWords.newOrder, more, ctx),
    ],
  }
}

function unknownSkuView({ sku, near }: RefusalOf<'unknown-sku'>, ctx: ScreenContext): View {
  const close = near.slice(0, 3)
  const words = close.length === 0 ? refusalsWords.findHow : refusalsWords.didYouMean(orList(close))
  const controls = close.flatMap((each) =>
    pressable(refusalsWords.add(each), { kind: 'add-sku', sku: each, quantity: '1' }, ctx),
  )
  return { ...noticeView(refusalsWords.noSuchItem(sku), words, ctx), controls }
}

/** The choices stand on the draft's own question: what the limit allows, or to leave it. */
function overLimitView(refusal: RefusalOf<'over-limit'>, draft: OrderDraft | undefined, ctx: StaffContext): View {
  const question = draft?.pending
  if (question?.kind !== 'over-limit') return noticeView(...refusalWords(refusal, ctx), ctx)
  const { words, controls } = asked(question, {}, ctx)
  return { ...noticeView(overLimitHeadline(refusal), words, ctx), controls }
}

function couponView({ code, why }: RefusalOf<'coupon'>, ctx: ScreenContext): View {
  const view = noticeView(refusalsWords.couponWasNotAdded(code), `${code}: ${couponRefusalText(code, why, ctx)}`, ctx)
  if (why.kind !== 'not-combinable') return view
  return {
    ...view,
    controls: [
      ...pressable(refusalsWords.useInstead(code), { kind: 'swap-coupon', code, replacing: why.with }, ctx),
      button(refusalsWords.keepAsIs, { kind: 'no' }, ctx),
    ],
  }
}

function missingView(what: readonly MissingFact[], ctx: ScreenContext): View {
  const [first] = what
  const nothing = refusalsWords.nothingPlacedYet(isStaff(ctx))
  return noticeView(
    refusalsWords.almostThere(andList(what.map((fact) => missingStatus(fact, ctx))), what.length),
    first === undefined ? nothing : `${nothing} ${nextWords(first, ctx)}`,
    ctx,
  )
}

/** "93.96, now 99.38: the 5.00 promotion ended"; pressing again accepts the new total. */
function totalChangedView({ from, to, differences }: RefusalOf<'total-changed'>, ctx: ScreenContext): View {
  const items = differences.map((each) =>
    each.from === 0
      ? refusalsWords.newAt(each.label, money(each.to, ctx))
      : each.to === 0
        ? refusalsWords.endedAt(each.label, money(each.from, ctx))
        : refusalsWords.wasNowIs(each.label, money(each.from, ctx), money(each.to, ctx)),
  )
  return {
    headline: refusalsWords.totalChanged(money(from, ctx), money(to, ctx)),
    blocks: [
      ...(items.length === 0 ? [] : [listBlock(items)]),
      textBlock(refusalsWords.placeAgainAtTotal(isStaff(ctx))),
    ],
    controls: [],
  }
}

/** The choices stand on the card above it, for the loser of a race as for everybody. */
function shortView({ lines, choices }: RefusalOf<'short-stock'>, ctx: ScreenContext): View {
  if (lines.length === 0) return noticeView(refusalsWords.somebodyWasFaster, refusalsWords.cartShowsWhatIsLeft, ctx)
  const items = lines.map((line) => `${itemText(line.sku, ctx)}: ${availabilityText(line, ctx)}`)
  const never = lines.flatMap((line) => neverText(line, ctx) ?? [])
  const fix = choices.length === 0 ? [] : [refusalsWords.chooseThenPlace]
  return {
    headline: refusalsWords.notAllHere,
    blocks: [listBlock(items), ...[...never, refusalsWords.nothingOrderedList(fix.join(' ')).trim()].map(textBlock)],
    controls: [],
  }
}

/** "Hoodie, black, L: was 2 now, the rest on Fri 4 Dec; is 1 now, ..." */
function promiseView({ lines }: RefusalOf<'promise-changed'>, ctx: ScreenContext): View {
  const stand = ({ now, wanted, on }: (typeof lines)[number]['now']): string =>
    now === wanted
      ? refusalsWords.allNow
      : refusalsWords.someNowSomeLater(now === 0 ? 'none' : now, wanted - now, whenText(on, ctx))
  const items = lines.map(({ before, now }) =>
    refusalsWords.stoodAndStands(itemText(now.sku, ctx), stand(before), stand(now)),
  )
  return {
    headline: refusalsWords.leavesOtherwise,
    blocks: [listBlock(items), textBlock(refusalsWords.placeAgainOrChoose(isStaff(ctx)))],
    controls: [],
  }
}

/** Only staff are ever told that an account exists. */
function accountView(
  { name, email, customerId }: Extract<Refusal | CustomerRefusal, { kind: 'account-exists' }>,
  ctx: ScreenContext,
): View {
  if (customerId === undefined) return noticeView(refusalsWords.emailNotUsable, refusalsWords.goOnAsGuest, ctx)
  const view = noticeView(refusalsWords.hasAccount(name, email), refusalsWords.useAccountOrGuest, ctx)
  return { ...view, controls: [button(refusalsWords.useTheAccount, { kind: 'choose-customer', customerId }, ctx)] }
}
