/**
 * Lists: a rep's open drafts, and orders. One line each with what tells them apart, and a select to open one.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { DraftHead, FoundFacts, OpenDrafts, OrderHead, Unpaid } from '#conversation/engine-facts.ts'
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
import { staffWords } from '#conversation/words/staff.ts'
import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import type { OrderDraft } from '#domain/model/draft.ts'

const MAX_OPTIONS = 25

const DRAFT_STATUS: Readonly<Record<string, string>> = {
  open: 'open',
  quoted: 'quoted',
  'awaiting-approval': staffWords.waitsForApproval,
}
/** Everyday words; "waiting" is stock that has not come yet. */
const ORDER_STATUS: Readonly<Record<string, string>> = {
  placed: 'placed',
  waiting: staffWords.waitsForItems,
  'partly-shipped': staffWords.partlyOnItsWay,
  shipped: staffWords.onItsWay,
  cancelled: 'cancelled',
  returned: 'returned',
}
export const orderStatusText = (status: string): string => ORDER_STATUS[status] ?? status

/** All that are open, not only those of the page. */
export function draftsText(drafts: readonly DraftHead[], open: OpenDrafts | undefined): string {
  const count = open === undefined ? drafts.length : open.you + open.manager + open.customer
  return count === 0 ? staffWords.noOpenDrafts : staffWords.openDrafts(count)
}

/** For staff only: the engine shows a customer their own cart instead. */
export function draftsView(
  { drafts, openDrafts }: Pick<FoundFacts, 'drafts' | 'openDrafts'>,
  ctx: ScreenContext,
): View {
  const last = drafts.at(-1)
  if (last === undefined) return noticeView(staffWords.noDraftsAreOpen, staffWords.startOne, ctx)
  const items = drafts.map((draft) =>
    [
      `${draft.ref}: ${draft.customer}`,
      draft.total === undefined ? 'empty' : money(draft.total, ctx),
      draft.unasked === true ? staffWords.nobodyAskedYet : (DRAFT_STATUS[draft.status] ?? draft.status),
      draft.owner.replace(/^staff:/, ''),
      ageText(draft.updatedAt, ctx.now),
    ].join(' - '),
  )
  const choices = drafts.map((draft) => ({
    label: staffWords.resume(draft.ref, draft.customer),
    press: { kind: 'resume', ref: draft.ref } as const,
  }))
  return {
    headline: draftsText(drafts, openDrafts),
    blocks: [listBlock(items)],
    controls: [
      ...openerOf(staffWords.resumeLabel, choices, ctx),
      ...(openDrafts?.more === true ? [button(staffWords.moreDrafts, { kind: 'drafts', after: last.ref }, ctx)] : []),
      button(staffWords.newOrder, { kind: 'new' }, ctx),
    ],
  }
}

/** For the colleague who gets it: where they read, with what opens it there. */
export function givenView(from: string, draft: OrderDraft, ctx: ScreenContext): View {
  const total = draft.shown === undefined ? [] : [money(draft.shown.total, ctx)]
  return {
    headline: inert([staffWords.gaveYouThisOrder(from), buyerName(draft.content.buyer, ctx), ...total].join(' - ')),
    blocks: [textBlock(staffWords.resumeHow(draft.ref))],
    controls: [],
  }
}

export function ordersView(orders: readonly OrderHead[], ctx: ScreenContext): View {
  if (orders.length === 0) return noticeView(staffWords.noOrdersYet(isStaff(ctx)), staffWords.orderHow, ctx)
  const items = orders.map((order) =>
    [
      `${order.number}: ${isStaff(ctx) ? `${order.customer} - ` : ''}` +
        `${formatMoney(order.total, { ...ctx.shop.settings, currency: order.currency })} ${order.currency}`,
      orderStatusText(order.status),
      shortDayText(order.placedAt, ctx),
      ...(order.parent === null ? [] : [staffWords.partOf(order.parent)]),
    ].join(' - '),
  )
  const choices = orders.map((order) => ({
    label: staffWords.order(order.number),
    press: { kind: 'status', order: order.number } as const,
  }))
  return {
    headline: staffWords.ordersNewestFirst(isStaff(ctx)),
    blocks: [listBlock(items)],
    controls: openerOf(staffWords.showAnOrder, choices, ctx),
  }
}

/** For staff: whose money is open, oldest first. */
export function unpaidView({ count, toCollect, toGiveBack, byItself, orders }: Unpaid, ctx: ScreenContext): View {
  if (count === 0) return noticeView(staffWords.nothingIsOpen, staffWords.everythingPaid, ctx)
  const priced = (amount: Amount, currency: string): string =>
    `${formatMoney(amount, { ...ctx.shop.settings, currency })} ${currency}`
  const items = orders.map(({ number, customer, open, byItself: going, currency, choice, placedAt }) =>
    inert(
      [
        `${number}: ${customer}`,
        ...(open > 0 ? [priced(open, currency)] : []),
        ...(0 - open > going ? [staffWords.toGiveBack(priced(0 - open - going, currency))] : []),
        ...(going > 0 ? [staffWords.goesBackByItself(priced(going, currency))] : []),
        ...(choice.kind === 'none' ? [] : [paymentText(choice, ctx)]),
        shortDayText(placedAt, ctx),
      ].join(' - '),
    ),
  )
  const { currency } = ctx.shop.settings
  const sums = [
    ...(toCollect === 0 ? [] : [staffWords.toCollect(priced(toCollect, currency))]),
    ...(toGiveBack === 0 ? [] : [staffWords.toGiveBack(priced(toGiveBack, currency))]),
    ...(byItself === 0 ? [] : [staffWords.goesBackByItself(priced(byItself, currency))]),
  ]
  const choices = orders.map(({ number }) => ({
    label: staffWords.order(number),
    press: { kind: 'status', order: number } as const,
  }))
  return {
    headline: staffWords.ordersNotSettled(count, andList(sums)),
    blocks: [
      listBlock(items),
      ...(count > orders.length ? [textBlock(staffWords.oldestShown(orders.length))] : []),
      textBlock(staffWords.recordHow),
    ],
    controls: openerOf(staffWords.showAnOrder, choices, ctx),
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
