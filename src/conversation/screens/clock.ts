/**
 * What Parley says by itself when something runs out: one reminder before, with what waiting costs,
 * and a word when it is over (rules.md C13). Days and times are the shop's.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { clockWords } from '#conversation/words/clock.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { PriceEnd } from '#domain/draft/prices/price-end.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Order } from '#domain/model/order.ts'
import { due } from '#domain/order/money.ts'
import { button, isStaff, money, noticeView, type ScreenContext, textBlock } from './context.ts'
import { buyerName, clockText, momentText } from './names.ts'

const whose = (draft: OrderDraft, ctx: ScreenContext): string =>
  isStaff(ctx) ? `${buyerName(draft.content.buyer, ctx)}: ` : ''
const open = (draft: OrderDraft, ctx: ScreenContext): string => clockWords.showToGoOn(isStaff(ctx), draft.ref)

/** `total`: what it stands at. Nothing is held for a cart, so waiting risks the goods and today's prices. */
export function draftReminderView(
  draft: OrderDraft,
  { ends, total }: { readonly ends: string; readonly total: number },
  ctx: ScreenContext,
): View {
  const what = clockWords.draft(isStaff(ctx), draft.ref)
  return {
    headline: inert(
      clockWords.putAwayOn(whose(draft, ctx), what, momentText(ends, ctx)).replace(/^y/, 'Y').replace(/^d/, 'D'),
    ),
    blocks: [textBlock(clockWords.standsAtUnreserved(money(total, ctx), open(draft, ctx)))],
    controls: [],
  }
}

export function draftEndedView(draft: OrderDraft, ctx: ScreenContext): View {
  const days = ctx.shop.settings.draftIdleDays
  const what = clockWords.wasPutAway(isStaff(ctx), draft.ref)
  return noticeView(`${whose(draft, ctx)}${what}`, clockWords.untouchedFor(days), ctx)
}

/** `after`: what the same cart comes to once the quote is over, as things are now. */
export function quoteReminderView(
  draft: OrderDraft,
  { until, total, after }: { readonly until: string; readonly total: number; readonly after: number },
  ctx: ScreenContext,
): View {
  const then = after === total ? clockWords.todaysPricesAfter : clockWords.amountAfter(money(after, ctx))
  return {
    headline: inert(
      clockWords.quoteEnds(whose(draft, ctx), money(total, ctx), momentText(until, ctx)).replace(/^t/, 'T'),
    ),
    blocks: [textBlock(clockWords.goodsNotReserved(then, open(draft, ctx)))],
    controls: [],
  }
}

/** A coupon ends, or a price that was kept for this cart is kept no longer. */
export function priceReminderView(
  draft: OrderDraft,
  { ends, before, after, codes }: PriceEnd,
  ctx: ScreenContext,
): View {
  const what = codes.length === 0 ? clockWords.pricesKept : clockWords.couponsWork(codes.length, codes.join(', '))
  const until = clockWords.until(momentText(ends, ctx))
  const headline = isStaff(ctx)
    ? `${whose(draft, ctx)}${what} ${until}`
    : `${what.charAt(0).toUpperCase()}${what.slice(1)} ${until}`
  return {
    headline: inert(headline),
    blocks: [textBlock(clockWords.standsAtThen(money(before, ctx), money(after, ctx), open(draft, ctx)))],
    controls: [],
  }
}

export function quoteEndedView(
  draft: OrderDraft,
  { total, after }: { readonly total: number; readonly after: number },
  ctx: ScreenContext,
): View {
  const now =
    after === total ? clockWords.staysAt(money(after, ctx)) : clockWords.wasNowIs(money(total, ctx), money(after, ctx))
  return noticeView(clockWords.quoteEnded(whose(draft, ctx)).replace(/^t/, 'T'), `${now} ${open(draft, ctx)}`, ctx)
}

export function holdReminderView(order: Order, until: string, ctx: ScreenContext): View {
  const amount = `${formatMoney(due(order), { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`
  const paid = clockWords.oncePaid(isStaff(ctx), order.number)
  return {
    headline: inert(clockWords.orderNotPaid(isStaff(ctx), buyerName(order.buyer, ctx), order.number, amount)),
    blocks: [textBlock(clockWords.itemsHeldUntil(clockText(until, ctx), paid))],
    controls: [button(clockWords.showOrder(order.number), { kind: 'status', order: order.number }, ctx)],
  }
}
