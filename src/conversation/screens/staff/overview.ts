/**
 * The overview (scene J), a rep's own page: their drafts by whose turn it is, oldest first, each
 * with a link where its channel has links; today's orders; for who may approve, what waits for
 * them. The counts are of all there is; of drafts and orders a page of 100 is listed.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, ListItem, View } from '#conversation/edge/view.ts'
import type { DraftHead, FoundFacts, HandOverHead, OrderHead } from '#conversation/engine-facts.ts'
import { asShop, money, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { ageText } from '#conversation/screens/names.ts'
import { staffWords } from '#conversation/words/staff.ts'
import { approvalName } from '#domain/draft/prices/approvals.ts'
import { may } from '#domain/model/permissions.ts'
import { firstLine } from './approval-words.ts'
import { draftsText, orderStatusText } from './lists.ts'
import { workOpeners, workSections } from './worklists.ts'

type Overview = Pick<
  FoundFacts,
  'drafts' | 'openDrafts' | 'orders' | 'ordersToday' | 'approvals' | 'handOvers' | 'waiting' | 'work'
>
type Turn = 'you' | 'manager' | 'customer'

const TURNS: readonly (readonly [Turn, string])[] = [
  ['you', staffWords.yourTurn],
  ['manager', staffWords.waitingForAManager],
  ['customer', staffWords.waitingForTheCustomer],
]

export function overviewView(found: Overview, ctx: ScreenContext): View {
  const { drafts, openDrafts, orders, ordersToday = orders.length, approvals = [], handOvers = [], work = {} } = found
  const all = found.waiting ?? { approvals: approvals.length, handOvers: handOvers.length }
  const mine = TURNS.flatMap(([turn, title]) => {
    const rows = drafts.filter((draft) => turnOf(draft) === turn)
    return rows.length === 0
      ? []
      : section(
          `${title} (${openDrafts?.[turn] ?? rows.length})`,
          rows.map((draft) => draftItem(draft, ctx)),
        )
  })
  const waiting = may(ctx.actor, 'approve')
    ? section(
        staffWords.approvalsWaiting(all.approvals),
        [...approvals.map((head) => approvalItem(head, ctx)), ...beyond(all.approvals, approvals.length)],
        staffWords.noApprovalWaits,
      )
    : []
  return {
    headline: staffWords.partAndOrdersToday(draftsText(drafts, openDrafts), ordersToday),
    blocks: [
      ...waiting,
      ...(handOvers.length === 0
        ? []
        : section(staffWords.customersWhoAsked(all.handOvers), [
            ...handOvers.map((head) => handOverItem(head, ctx)),
            ...beyond(all.handOvers, handOvers.length),
          ])),
      ...(mine.length === 0 ? [textBlock(staffWords.noOpenDraftsHome)] : mine),
      ...(openDrafts?.more === true ? [textBlock(staffWords.oldestDrafts(drafts.length))] : []),
      ...workSections(work, ctx),
      ...section(
        staffWords.todaySOrders,
        orders.map((order) => orderItem(order, ctx)),
        staffWords.noneToday,
      ),
      ...(ordersToday > orders.length ? [textBlock(staffWords.newestListed(orders.length))] : []),
    ],
    controls: [...controls(ctx), ...workOpeners(work, ctx)],
  }
}

const beyond = (count: number, shown: number): readonly string[] =>
  count > shown ? [staffWords.moreThanShown(count - shown, shown)] : []

function section(title: string, items: readonly ListItem[], none = ''): readonly Block[] {
  return [
    { kind: 'heading', text: title },
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : [textBlock(none)]),
  ]
}

function turnOf({ status, approval }: DraftHead): Turn {
  if (status === 'awaiting-approval') return approval === 'countered' ? 'you' : 'manager'
  return status === 'quoted' ? 'customer' : 'you'
}

function draftItem(
  { ref, customer, total, updatedAt, thread, place, status, approval }: DraftHead,
  ctx: ScreenContext,
): ListItem {
  const state =
    approval === 'countered' && status === 'awaiting-approval'
      ? [staffWords.hasACounterOffer]
      : status === 'quoted'
        ? ['quoted']
        : []
  const parts = [
    `${ref}: ${customer}`,
    total === undefined ? 'empty' : money(total, ctx),
    ...state,
    ageText(updatedAt, ctx.now),
  ]
  const url = thread === undefined ? undefined : ctx.linkTo?.(thread, place)
  const words = inert(parts.join(' - '))
  return url === undefined ? words : { text: words, url }
}

function approvalItem(
  { approval, thread, place }: NonNullable<Overview['approvals']>[number],
  ctx: ScreenContext,
): ListItem {
  const words =
    `${approvalName(approval.id)}: ${firstLine(approval, asShop(ctx))} - ` + `${ageText(approval.askedAt, ctx.now)}`
  const url = ctx.linkTo?.(thread, place)
  return url === undefined ? words : { text: words, url }
}

function handOverItem({ ref, handOver, total, place }: HandOverHead, ctx: ScreenContext): ListItem {
  const { status, by, name, askedAt, desk } = handOver
  const since = ageText(askedAt, ctx.now)
  const standing =
    status === 'taken'
      ? staffWords.hasIt(by?.name ?? 'somebody')
      : since === 'now'
        ? staffWords.waitsSinceJustNow
        : staffWords.waitsFor(since)
  const url = ctx.linkTo?.(desk, place)
  const where = url === undefined ? [desk.replace(/^terminal:/, '')] : []
  const words = inert(
    [`${ref}: ${name}`, ...(total === undefined ? [] : [money(total, ctx)]), standing, ...where].join(' - '),
  )
  return url === undefined ? words : { text: words, url }
}

const orderItem = ({ number, customer, total, status }: OrderHead, ctx: ScreenContext): string =>
  inert([`${number}: ${customer}`, money(total, ctx), orderStatusText(status)].join(' - '))

function controls(ctx: ScreenContext): readonly Control[] {
  const found = {
    kind: 'search',
    label: staffWords.findAnOrder,
    find: 'order',
    token: ctx.token({ kind: 'status' }),
  } as const
  const approvals: readonly Control[] = may(ctx.actor, 'approve')
    ? [{ kind: 'button', label: staffWords.approvals, token: ctx.token({ kind: 'approvals' }), style: 'normal' }]
    : []
  return [found, ...approvals]
}
