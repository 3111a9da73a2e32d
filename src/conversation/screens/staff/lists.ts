/**
 * Lists: a rep's open drafts, and orders. One line each with what tells them apart, and a select to open one.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { DraftHead, OrderHead, Unpaid } from '#conversation/engine-facts.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import {
  button,
  isStaff,
  listBlock,
  money,
  noticeView,
  type ScreenContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { ageText, andList, buyerName, paymentText, shortDayText } from '#conversation/screens/names.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { OrderDraft } from '#domain/model/draft.ts'

const MAX_OPTIONS = 25

const DRAFT_STATUS: Readonly<Record<string, string>> = {
  open: 'open',
  quoted: 'quoted',
  'awaiting-approval': 'waits for approval',
}
/** Everyday words; "waiting" is stock that has not come yet. */
const ORDER_STATUS: Readonly<Record<string, string>> = {
  placed: 'placed',
  waiting: 'waits for items',
  'partly-shipped': 'partly on its way',
  shipped: 'on its way',
  cancelled: 'cancelled',
  returned: 'returned',
}
export const orderStatusText = (status: string): string => ORDER_STATUS[status] ?? status

/** For staff only: the engine shows a customer their own cart instead. */
export function draftsView(drafts: readonly DraftHead[], ctx: ScreenContext): View {
  if (drafts.length === 0)
    return noticeView('No drafts are open', 'Start one: "order for jane.doe@example.com: 2 blue mugs".', ctx)
  const items = drafts.map((draft) =>
    [
      `${draft.ref}: ${draft.customer}`,
      draft.total === undefined ? 'empty' : money(draft.total, ctx),
      draft.unasked === true ? 'nobody was asked for approval yet' : (DRAFT_STATUS[draft.status] ?? draft.status),
      draft.owner.replace(/^staff:/, ''),
      ageText(draft.updatedAt, ctx.now),
    ].join(' - '),
  )
  const choices = drafts.map((draft) => ({
    label: `Resume ${draft.ref}: ${draft.customer}`,
    press: { kind: 'resume', ref: draft.ref } as const,
  }))
  return {
    headline: `${drafts.length} open ${drafts.length === 1 ? 'draft' : 'drafts'}`,
    blocks: [listBlock(items)],
    controls: [...openerOf('Resume', choices, ctx), button('New order', { kind: 'new' }, ctx)],
  }
}

/** For the colleague who gets it: where they read, with what opens it there. */
export function givenView(from: string, draft: OrderDraft, ctx: ScreenContext): View {
  const total = draft.shown === undefined ? [] : [money(draft.shown.total, ctx)]
  return {
    headline: inert([`${from} gave you this order`, buyerName(draft.content.buyer, ctx), ...total].join(' - ')),
    blocks: [textBlock(`Say "resume ${draft.ref}" to go on with it somewhere else.`)],
    controls: [],
  }
}

export function ordersView(orders: readonly OrderHead[], ctx: ScreenContext): View {
  if (orders.length === 0)
    return noticeView(
      isStaff(ctx) ? 'No orders yet' : 'You have no orders yet',
      'Say what is wanted, for example "2 blue mugs".',
      ctx,
    )
  const items = orders.map((order) =>
    [
      `${order.number}: ${isStaff(ctx) ? `${order.customer} - ` : ''}` +
        `${formatMoney(order.total, { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`,
      orderStatusText(order.status),
      shortDayText(order.placedAt, ctx),
      ...(order.parent === null ? [] : [`part of ${order.parent}`]),
    ].join(' - '),
  )
  const choices = orders.map((order) => ({
    label: `Order ${order.number}`,
    press: { kind: 'status', order: order.number } as const,
  }))
  return {
    headline: isStaff(ctx) ? 'Orders, newest first' : 'Your orders, newest first',
    blocks: [listBlock(items)],
    controls: openerOf('Show an order', choices, ctx),
  }
}

/** For staff: whose money is open, oldest first. */
export function unpaidView({ count, toCollect, toGiveBack, orders }: Unpaid, ctx: ScreenContext): View {
  if (count === 0) return noticeView('Nothing is open', 'Every order is paid, and nothing is to be given back.', ctx)
  const priced = (amount: number, currency: string): string =>
    `${formatMoney(amount, { ...ctx.shop.settings, currency })} ${currency}`
  const items = orders.map(({ number, customer, open, currency, choice, placedAt }) =>
    inert(
      [
        `${number}: ${customer}`,
        open > 0 ? priced(open, currency) : `${priced(0 - open, currency)} to give back`,
        ...(choice.kind === 'none' ? [] : [paymentText(choice, ctx)]),
        shortDayText(placedAt, ctx),
      ].join(' - '),
    ),
  )
  const { currency } = ctx.shop.settings
  const sums = [
    ...(toCollect === 0 ? [] : [`${priced(toCollect, currency)} to collect`]),
    ...(toGiveBack === 0 ? [] : [`${priced(toGiveBack, currency)} to give back`]),
  ]
  const choices = orders.map(({ number }) => ({
    label: `Order ${number}`,
    press: { kind: 'status', order: number } as const,
  }))
  return {
    headline: `${count} ${count === 1 ? 'order' : 'orders'} not settled: ${andList(sums)}`,
    blocks: [
      listBlock(items),
      ...(count > orders.length ? [textBlock(`The ${orders.length} oldest are shown.`)] : []),
      textBlock('Say "paid 10001", "part paid 10001 20.00" or "refunded 10001 5.00" once it is done.'),
    ],
    controls: openerOf('Show an order', choices, ctx),
  }
}

export function openerOf(
  label: string,
  choices: readonly { readonly label: string; readonly press: Pressable }[],
  ctx: ScreenContext,
): readonly Control[] {
  const options = choices
    .slice(0, MAX_OPTIONS)
    .map((choice) => ({ value: ctx.token(choice.press), label: inert(choice.label) }))
  return [{ kind: 'select', label, token: ctx.token({ kind: 'menu' }), options }]
}
