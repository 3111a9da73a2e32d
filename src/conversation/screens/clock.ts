/**
 * What Parley says by itself when something runs out: one reminder before, with what waiting costs,
 * and a word when it is over (rules.md C13). Days and times are the shop's.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { PriceEnd } from '#domain/draft/prices/price-end.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Order } from '#domain/model/order.ts'
import { due } from '#domain/order/money.ts'
import { button, isStaff, money, noticeView, type ScreenContext, textBlock } from './context.ts'
import { buyerName, clockText, momentText } from './names.ts'

const whose = (draft: OrderDraft, ctx: ScreenContext): string =>
  isStaff(ctx) ? `${buyerName(draft.content.buyer, ctx)}: ` : ''
const open = (draft: OrderDraft, ctx: ScreenContext): string =>
  isStaff(ctx) ? `Say "show", or "resume ${draft.ref}" elsewhere, to go on.` : 'Say "show" to go on.'

/** `total`: what it stands at. Nothing is held for a cart, so waiting risks the goods and today's prices. */
export function draftReminderView(
  draft: OrderDraft,
  { ends, total }: { readonly ends: string; readonly total: number },
  ctx: ScreenContext,
): View {
  const what = isStaff(ctx) ? `draft ${draft.ref}` : 'your cart'
  return {
    headline: inert(
      `${whose(draft, ctx)}${what} is put away on ${momentText(ends, ctx)}`.replace(/^y/, 'Y').replace(/^d/, 'D'),
    ),
    blocks: [
      textBlock(
        `It stands at ${money(total, ctx)}. Until it is placed nothing is reserved for it, and its prices may ` +
          `change. ${open(draft, ctx)}`,
      ),
    ],
    controls: [],
  }
}

export function draftEndedView(draft: OrderDraft, ctx: ScreenContext): View {
  const days = ctx.shop.settings.draftIdleDays
  const what = isStaff(ctx) ? `draft ${draft.ref} was put away` : 'Your cart was put away'
  return noticeView(
    `${whose(draft, ctx)}${what}`,
    `Nobody touched it for ${days === 1 ? 'a day' : `${days} days`}. Nothing was ordered and nothing is to be ` +
      `paid. Say what you need to start again.`,
    ctx,
  )
}

/** `after`: what the same cart comes to once the quote is over, as things are now. */
export function quoteReminderView(
  draft: OrderDraft,
  { until, total, after }: { readonly until: string; readonly total: number; readonly after: number },
  ctx: ScreenContext,
): View {
  const then =
    after === total ? "After that today's prices count again." : `After that it would be ${money(after, ctx)}.`
  return {
    headline: inert(
      `${whose(draft, ctx)}the quote of ${money(total, ctx)} ends on ${momentText(until, ctx)}`.replace(/^t/, 'T'),
    ),
    blocks: [textBlock(`${then} The goods are not reserved. ${open(draft, ctx)}`)],
    controls: [],
  }
}

/** A coupon ends, or a price that was kept for this cart is kept no longer. */
export function priceReminderView(
  draft: OrderDraft,
  { ends, before, after, codes }: PriceEnd,
  ctx: ScreenContext,
): View {
  const what =
    codes.length === 0
      ? 'prices of this cart are kept'
      : `${codes.length === 1 ? 'coupon' : 'coupons'} ${codes.join(', ')} ${codes.length === 1 ? 'works' : 'work'}`
  const until = `until ${momentText(ends, ctx)}`
  const headline = isStaff(ctx)
    ? `${whose(draft, ctx)}${what} ${until}`
    : `${what.charAt(0).toUpperCase()}${what.slice(1)} ${until}`
  return {
    headline: inert(headline),
    blocks: [
      textBlock(`It stands at ${money(before, ctx)}; after that it would be ${money(after, ctx)}. ${open(draft, ctx)}`),
    ],
    controls: [],
  }
}

export function quoteEndedView(
  draft: OrderDraft,
  { total, after }: { readonly total: number; readonly after: number },
  ctx: ScreenContext,
): View {
  const now =
    after === total
      ? `It stays at ${money(after, ctx)}.`
      : `It was ${money(total, ctx)}, it is ${money(after, ctx)} now.`
  return noticeView(`${whose(draft, ctx)}the quote has ended`.replace(/^t/, 'T'), `${now} ${open(draft, ctx)}`, ctx)
}

export function holdReminderView(order: Order, until: string, ctx: ScreenContext): View {
  const amount = `${formatMoney(due(order), { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`
  const paid = isStaff(ctx) ? ` Once it is paid, say "paid ${order.number}".` : ''
  return {
    headline: inert(
      `${isStaff(ctx) ? `${buyerName(order.buyer, ctx)}: order` : 'Order'} ${order.number} is not paid yet, ${amount}`,
    ),
    blocks: [
      textBlock(
        `Its items are held until ${clockText(until, ctx)}. After that the order ` +
          `is cancelled and they go to others.${paid}`,
      ),
    ],
    controls: [button(`Show order ${order.number}`, { kind: 'status', order: order.number }, ctx)],
  }
}
