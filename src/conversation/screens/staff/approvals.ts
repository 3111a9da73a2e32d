/**
 * Screens of approvals, for staff only: the card of a request with all in its first line, the
 * queue, and what each side is told of the outcome. Only a request that waits has buttons. Amounts
 * come from the request as it was last refreshed; nothing is priced here.
 */

import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, LineRow, View } from '#conversation/edge/view.ts'
import type { ApprovalHead } from '#conversation/engine-facts.ts'
import {
  button,
  listBlock,
  money,
  notice,
  noticeView,
  type StaffContext,
  textBlock,
} from '#conversation/screens/context.ts'
import { ageText, clockText, itemName, personText } from '#conversation/screens/names.ts'
import { approvalsWords } from '#conversation/words/approvals.ts'
import { approvalName, isUnasked, shareOf } from '#domain/draft/prices/approvals.ts'
import type { Approval } from '#domain/model/approval.ts'
import { figureText, firstLine, offerText, percentText } from './approval-words.ts'

/** `url` leads to the order's own thread. */
export function approvalView(approval: Approval, ref: number, ctx: StaffContext, url?: string): View {
  const { shown } = approval
  const rows = shown.lines.map((line) => lineRow(line, ctx))
  return {
    headline: firstLine(approval, ctx),
    status: `${approvalName(approval.id)} - ${statusText(approval, ctx)}`,
    blocks: [
      { kind: 'lines', rows },
      { kind: 'fields', fields: figures(approval, ctx).map(([label, value]) => ({ label, value: inert(value) })) },
      ...closing(approval, ctx),
      ...(url === undefined ? [] : [{ kind: 'list', items: [{ text: approvalsWords.openTheOrder, url }] } as const]),
    ],
    controls: approval.status === 'open' ? decisions(approval, ref, ctx) : [],
  }
}

function lineRow(
  { sku, quantity, unitPrice, listPrice, net }: Approval['shown']['lines'][number],
  ctx: StaffContext,
): LineRow {
  const notes = unitPrice === listPrice ? [] : [approvalsWords.nowEach(money(listPrice, ctx), money(unitPrice, ctx))]
  return { quantity, ...itemName(sku, ctx), sku: inert(sku), amount: money(net, ctx), notes }
}

function figures({ shown, lately, askedByName }: Approval, ctx: StaffContext): readonly (readonly [string, string])[] {
  const { net, cost } = shown
  const margin =
    cost === undefined
      ? []
      : [
          [
            approvalsWords.marginAfterIt,
            `${money(net - cost, ctx)}${net > 0 ? ` (${percentText(((net - cost) / net) * 1_000_000, ctx)})` : ''}`,
          ] as const,
        ]
  return [
    [
      approvalsWords.giveAway,
      approvalsWords.amountOfTotal(money(shown.given, ctx), money(shown.base, ctx), percentText(shareOf(shown), ctx)),
    ],
    [approvalsWords.total, approvalsWords.beforeAfter(money(shown.before, ctx), money(shown.after, ctx))],
    ...margin,
    ...(lately.orders === undefined ? [] : [[approvalsWords.customer, ordersBefore(lately.orders)] as const]),
    [
      approvalsWords.lastDays,
      approvalsWords.gaveAndGot(
        askedByName,
        money(lately.byRep, ctx),
        personText(shown.customer, ctx),
        money(lately.toCustomer, ctx),
      ),
    ],
  ]
}

const ordersBefore = (count: number): string =>
  count === 0 ? approvalsWords.firstOrder : approvalsWords.ordersBeforeThisOne(count)

export function statusText(approval: Approval, ctx: StaffContext): string {
  const { status, standing, answer } = approval
  const by = answer === undefined ? '' : approvalsWords.decidedBy(inert(answer.byName), clockText(answer.at, ctx))
  switch (status) {
    case 'open':
      return isUnasked(approval) ? approvalsWords.nobodyWasToldYet : approvalsWords.waitsForAnAnswer
    case 'approved':
      return standing === 'covers' ? `approved${by}` : approvalsWords.approvedButVoid(by)
    case 'declined':
      return `declined${by}`
    case 'countered':
      return `counter-offer${by}`
    case 'withdrawn':
      return approvalsWords.withdrawn
    case 'superseded':
      return approvalsWords.noLongerApplies
    case 'expired':
      return approvalsWords.ranOut
    default:
      return status satisfies never
  }
}

function closing(approval: Approval, ctx: StaffContext): readonly Block[] {
  const { answer, status, id } = approval
  const name = approvalName(id)
  const offered =
    answer?.kind === 'countered'
      ? [
          notice(
            'info',
            `${status === 'approved' ? approvalsWords.accepted : approvalsWords.offered}: ` +
              `${offerText(answer.offer, ctx)}`,
          ),
        ]
      : []
  const said: readonly Block[] = [...offered, ...reasonGiven(approval)]
  if (status !== 'open') return said
  return [
    textBlock(approvalsWords.runsOutThenVoid(clockText(approval.expiresAt, ctx))),
    textBlock(approvalsWords.howToAnswer(name)),
  ]
}

/**
 * Below a request that was decided, which stays as it was decided: what became of it since, in one
 * line.
 */
export function laterView(approval: Approval, by: string, ctx: StaffContext): View {
  const name = approvalName(approval.id)
  return noticeView(`${name}: ${laterText(approval, inert(by), ctx)}`, `${firstLine(approval, ctx)}.`, ctx)
}

function laterText(approval: Approval, by: string, ctx: StaffContext): string {
  const { status, standing, answer } = approval
  const when = clockText(ctx.now, ctx)
  switch (status) {
    case 'approved':
      if (answer?.kind === 'countered' && standing === 'covers')
        return approvalsWords.offerTaken(by, offerText(answer.offer, ctx), when)
      return standing === 'covers' ? approvalsWords.coversAgain(when) : approvalsWords.orderIsAbove(when)
    case 'withdrawn':
      return approvalsWords.tookItBack(by, when)
    case 'superseded':
      return approvalsWords.appliesNoMore(when)
    case 'expired':
      return approvalsWords.ranOutAt(when)
    case 'open':
    case 'declined':
    case 'countered':
      return statusText(approval, ctx)
    default:
      return status satisfies never
  }
}

export const reasonGiven = ({ answer }: Approval): readonly Block[] =>
  answer !== undefined && 'reason' in answer && answer.reason !== undefined
    ? [notice('info', approvalsWords.reason(answer.reason))]
    : []

function decisions(approval: Approval, ref: number, ctx: StaffContext, suffix = ''): readonly Control[] {
  const { id, suggested } = approval
  const figure = suggested === undefined ? {} : { figure: suggested }
  const offer = suggested === undefined ? '' : ` ${figureText(approval, suggested, ctx)}`
  return [
    button(
      approvalsWords.approve(suffix),
      { kind: 'decide-approval', decision: 'approve', id, ref },
      ctx,
      suffix === '' ? 'primary' : 'normal',
    ),
    button(
      approvalsWords.counter(offer, suffix),
      { kind: 'decide-approval', decision: 'counter', id, ref, ...figure },
      ctx,
    ),
    button(approvalsWords.decline(suffix), { kind: 'decide-approval', decision: 'decline', id, ref }, ctx, 'danger'),
  ]
}

const LISTED = 10

export function queueView(heads: readonly ApprovalHead[], ctx: StaffContext): View {
  if (heads.length === 0)
    return noticeView(approvalsWords.noApprovalsAreWaiting, approvalsWords.requestsAppearHere, ctx)
  const items = heads.map(
    ({ approval }) =>
      `${approvalName(approval.id)}: ${firstLine(approval, ctx)} - ${statusText(approval, ctx)} - ` +
      `${ageText(approval.askedAt, ctx.now)}`,
  )
  return {
    headline: approvalsWords.approvalsAreWaiting(heads.length),
    blocks: [listBlock(items), textBlock(approvalsWords.howToAnswerOne)],
    controls: heads
      .filter(({ approval }) => approval.status === 'open')
      .slice(0, LISTED)
      .flatMap(({ approval, ref }) => decisions(approval, ref, ctx, ` ${approvalName(approval.id)}`)),
  }
}

/** To who decided, in their own thread. */
export const decidedView = (approval: Approval, ctx: StaffContext): View => ({
  headline: `${approvalName(approval.id)}: ${statusText(approval, ctx)}`,
  blocks: [
    textBlock(`${firstLine(approval, ctx)}.`),
    ...closing(approval, ctx),
    textBlock(approvalsWords.isTold(inert(approval.askedByName))),
  ],
  controls: [],
})
