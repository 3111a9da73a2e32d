/**
 * Lists: a rep's open drafts, and orders. One line each with what tells them apart, and a select to open one.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { Request } from '#conversation/requests/request.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { DraftHead, OrderHead } from '../engine-ports.ts'
import { button, isStaff, list, money, noticeView, type ScreenContext, text } from './context.ts'
import { ageText, buyerName, shortDayText } from './names.ts'

const MAX_OPTIONS = 25

const DRAFT_STATUS: Readonly<Record<string, string>> = { open: 'open', quoted: 'quoted', 'awaiting-approval': 'waits for approval' }
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
  if (drafts.length === 0) return noticeView('No drafts are open', 'Start one: "order for jane.doe@example.com: 2 blue mugs".', ctx)
  const items = drafts.map((draft) =>
    [
      `${draft.ref}: ${draft.customer}`,
      draft.total === undefined ? 'empty' : money(draft.total, ctx),
      DRAFT_STATUS[draft.status] ?? draft.status,
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
    blocks: [list(items)],
    controls: [...opener('Resume', choices, ctx), button('New order', { kind: 'new' }, ctx)],
  }
}

/** For the colleague who gets it: where they read, with what opens it there. */
export function givenView(from: string, draft: OrderDraft, ctx: ScreenContext): View {
  const total = draft.shown === undefined ? [] : [money(draft.shown.total, ctx)]
  return {
    headline: inert([`${from} gave you this order`, buyerName(draft.content.buyer, ctx), ...total].join(' - ')),
    blocks: [text(`Say "resume ${draft.ref}" to go on with it somewhere else.`)],
    controls: [],
  }
}

export function ordersView(orders: readonly OrderHead[], ctx: ScreenContext): View {
  if (orders.length === 0)
    return noticeView(isStaff(ctx) ? 'No orders yet' : 'You have no orders yet', 'Say what is wanted, for example "2 blue mugs".', ctx)
  const items = orders.map((order) =>
    [
      `${order.number}: ${isStaff(ctx) ? `${order.customer} - ` : ''}${formatMoney(order.total, { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`,
      orderStatusText(order.status),
      shortDayText(order.placedAt, ctx),
      ...(order.parent === null ? [] : [`part of ${order.parent}`]),
    ].join(' - '),
  )
  const choices = orders.map((order) => ({ label: `Order ${order.number}`, press: { kind: 'status', order: order.number } as const }))
  return {
    headline: isStaff(ctx) ? 'Orders, newest first' : 'Your orders, newest first',
    blocks: [list(items)],
    controls: opener('Show an order', choices, ctx),
  }
}

function opener(
  label: string,
  choices: readonly { readonly label: string; readonly press: Request }[],
  ctx: ScreenContext,
): readonly Control[] {
  const options = choices.slice(0, MAX_OPTIONS).map((choice) => ({ value: ctx.token(choice.press), label: inert(choice.label) }))
  return [{ kind: 'select', label, token: ctx.token({ kind: 'menu' }), options }]
}
