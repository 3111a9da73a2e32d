/**
 * Approval requests as data (rules.md A1): what was asked and granted, the ceilings an approval
 * carries, whether a give-away is covered, and who may decide. Exact integers are compared; equal
 * to a ceiling is within it. Next: decide-approvals.ts decides, approval-standing.ts follows
 * changes of the cart.
 */

import type { Instant } from '#domain/base/flavour.ts'
import { type Actor, actorKey, type Role } from '#domain/model/actor.ts'
import type { Approval, ApprovalShown, Ceilings, Grant, MayNot } from '#domain/model/approval.ts'
import type { Buyer } from '#domain/model/customer.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { GiveAway, Ledger } from '#domain/model/ledger.ts'
import { may } from '#domain/model/permissions.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { exceeded, limitOf } from './limits.ts'

export const approvalName = (id: number): string => `A${id}`
const HOUR = 3_600_000
export const expiryOf = (now: Instant, { approvalHours }: ShopSettings): string =>
  new Date(Date.parse(now) + approvalHours * HOUR).toISOString()

export type WaitingApproval = Approval & { readonly status: 'open' | 'countered' }
export type LiveApproval = Approval & { readonly status: 'open' | 'countered' | 'approved' }
export const isWaiting = (approval: Approval | undefined): approval is WaitingApproval =>
  approval?.status === 'open' || approval?.status === 'countered'
/** It is in the queue, and no message about it reached anybody. */
export const isUnasked = (approval: Approval | undefined): boolean =>
  approval?.status === 'open' && approval.ways !== undefined && approval.ways.asked.length === 0
/** Waiting or given, and not yet run out. */
export const isLive = (approval: Approval | undefined, now: Instant): approval is LiveApproval =>
  approval !== undefined &&
  (isWaiting(approval) || approval.status === 'approved') &&
  Date.parse(now) < Date.parse(approval.expiresAt)

export const buyerOf = (buyer: Buyer): string => {
  switch (buyer.kind) {
    case 'none':
      return 'none'
    case 'registered':
      return `customer:${buyer.customerId}`
    case 'guest':
    case 'register':
      return `guest:${buyer.email ?? buyer.phone ?? buyer.name ?? ''}`
    default:
      return buyer satisfies never
  }
}

export function ceilingsOf(content: DraftContent, given: GiveAway, currency: string): Ceilings {
  const worst = given.perLine.reduce<{ given: number; list: number } | undefined>(
    (most, line) =>
      line.given > 0 && (most === undefined || isBigger(line, most)) ? { given: line.given, list: line.list } : most,
    undefined,
  )
  return {
    amount: given.total,
    base: given.base,
    ...(worst === undefined ? {} : { line: worst }),
    customer: buyerOf(content.buyer),
    currency,
  }
}

type Fraction = { readonly given: number; readonly list: number }
/** a.given / a.list > b.given / b.list; anything of nothing is bigger than any share. */
const isBigger = (a: Fraction, b: Fraction): boolean =>
  a.given > 0 && BigInt(a.given) * BigInt(b.list) > BigInt(b.given) * BigInt(a.list)

export type Beyond = 'amount' | 'percent' | 'line-percent' | 'customer' | 'currency'

/** The first ceiling a draft is beyond; undefined: it is within all. */
export function beyond(
  draft: Pick<OrderDraft, 'content' | 'currency'>,
  given: GiveAway,
  ceilings: Ceilings,
): Beyond | undefined {
  if (given.total === 0) return undefined
  if (draft.currency !== ceilings.currency) return 'currency'
  if (buyerOf(draft.content.buyer) !== ceilings.customer) return 'customer'
  if (given.total > ceilings.amount) return 'amount'
  if (isBigger({ given: given.total, list: Math.max(given.base, 0) }, { given: ceilings.amount, list: ceilings.base }))
    return 'percent'
  const line = ceilings.line ?? { given: 0, list: 1 }
  return given.perLine.some((one) => isBigger(one, line)) ? 'line-percent' : undefined
}

/** What was granted and has not run out: by this request, and by the one before it. */
export function grantsOf(approval: Approval | undefined, now: Instant): readonly Grant[] {
  if (approval === undefined) return []
  const own = approval.status === 'approved' ? [approval] : []
  const earlier = approval.granted === undefined ? [] : [approval.granted]
  return [...own, ...earlier].filter(({ expiresAt }) => Date.parse(now) < Date.parse(expiresAt))
}

/** An approval lets this draft be placed now: given, not run out, and every ceiling kept. */
export const covered = (draft: OrderDraft, ledger: Ledger, now: Instant): boolean =>
  grantsOf(draft.approval, now).some(({ ceilings }) => beyond(draft, ledger.giveAway, ceilings) === undefined)

/** Staff ids of everybody who gave something away on the draft, and who asked: none of them may decide. */
export function authorsOf(content: DraftContent, approval?: Pick<Approval, 'askedBy'>): readonly string[] {
  const by = [
    content.subtraction?.by,
    ...content.groups.map((group) => group.override?.by),
    ...content.lines.map((line) => line.override?.by),
    approval?.askedBy,
  ]
  return [...new Set(by.filter((one) => one !== undefined))]
}

export function mayNotDecide(
  actor: Actor,
  authors: readonly string[],
  given: GiveAway,
  facts: Pick<Facts, 'shop' | 'givenBefore'>,
): MayNot | undefined {
  if (actor.kind !== 'staff' || !may(actor, 'approve')) return 'right'
  if (authors.includes(actorKey(actor))) return 'author'
  return exceeded(given, limitOf(actor.role, facts.shop.settings), facts.givenBefore) === undefined
    ? undefined
    : 'limit'
}

/** A request is moot once the draft is within the limit of who asked. */
export const needsNobody = (approval: Approval, given: GiveAway, facts: Pick<Facts, 'shop' | 'givenBefore'>): boolean =>
  exceeded(given, limitOf(approval.askedByRole, facts.shop.settings), facts.givenBefore) === undefined

/** Share of the base in ppm, for people; comparisons never use it. */
export const shareOf = ({ given, base }: Pick<ApprovalShown, 'given' | 'base'>): number =>
  base > 0 ? Math.round((given / base) * 1_000_000) : given > 0 ? 1_000_000 : 0

const RANK = { customer: 0, rep: 1, lead: 2, manager: 3, admin: 4 } as const satisfies Record<Role, number>
export type Colleague = Extract<Actor, { kind: 'staff' }> & { readonly users: readonly string[] }

/**
 * Who may decide, nearest role first: the first is mentioned at once, the next when nobody answered
 * for five minutes.
 */
export function approversFor(
  staff: readonly Colleague[],
  authors: readonly string[],
  given: GiveAway,
  facts: Pick<Facts, 'shop' | 'givenBefore'>,
): readonly Colleague[] {
  return staff
    .filter((one) => mayNotDecide(one, authors, given, facts) === undefined)
    .sort((a, b) => RANK[a.role] - RANK[b.role] || a.id.localeCompare(b.id))
}
