/**
 * Approval requests as data (orders.md, Approvals of overrides): what was asked and granted, the ceilings an approval carries, whether a give-away is
 * covered, and who may decide. Exact integers are compared; equal to a ceiling is within it. Next: decide-approvals.ts decides, approval-standing.ts
 * follows changes of the cart.
 */
import { type Actor, actorKey, type Role } from '#domain/model/actor.ts'
import type { Buyer } from '#domain/model/customer.ts'
import type { DraftContent, LineOverride, OrderDraft, ShipGroup, Subtraction } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { GiveAway, Ledger } from '#domain/model/ledger.ts'
import { may } from '#domain/model/permissions.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import type { Adjustment } from './adjustments.ts'
import { exceeded, limitOf } from './limits.ts'

export type ApprovalStatus = 'open' | 'approved' | 'declined' | 'countered' | 'withdrawn' | 'superseded' | 'expired'

/** Minor units. The percent is `amount / base`, the percent per line `line.given / line.list`: kept as fractions, never rounded. */
export type Ceilings = {
  readonly amount: number
  readonly base: number
  readonly line?: { readonly given: number; readonly list: number }
  /** Whom it was approved for, and in which currency: another buyer is another request. */
  readonly customer: string
  readonly currency: string
}

/** What the approver decides on, as it stood when the card was last drawn. Amounts are minor units; `cost` only where every line's cost is known. */
export type ApprovalShown = {
  readonly customer: string
  readonly lines: readonly {
    readonly sku: string
    readonly quantity: number
    readonly unitPrice: number
    readonly listPrice: number
    readonly net: number
  }[]
  /** Totals without and with every override. */
  readonly before: number
  readonly after: number
  readonly given: number
  readonly base: number
  /** Goods, after every discount. */
  readonly net: number
  readonly cost?: number
}

/** What stood in the place of the asked adjustment before: put back when it is declined or withdrawn. */
export type Prior = Subtraction | LineOverride | NonNullable<ShipGroup['override']>

export type Answer =
  | { readonly kind: 'approved'; readonly by: string; readonly byName: string; readonly at: string }
  | { readonly kind: 'declined'; readonly by: string; readonly byName: string; readonly at: string; readonly reason?: string }
  | {
      readonly kind: 'countered'
      readonly by: string
      readonly byName: string
      readonly at: string
      readonly offer: Adjustment
      readonly ceilings: Ceilings
    }

export type Approval = {
  /** People type it: A7. */
  readonly id: number
  readonly status: ApprovalStatus
  readonly askedBy: string
  readonly askedByName: string
  readonly askedByRole: Role
  readonly askedAt: string
  /** ISO instant: of the request until it is answered, then of the approval. */
  readonly expiresAt: string
  readonly asked: Adjustment
  readonly prior?: Prior
  readonly ceilings: Ceilings
  /** Whether an approval covers the draft as it stands; an exceeded one covers again after a return within its ceilings. */
  readonly standing: 'covers' | 'exceeded'
  readonly shown: ApprovalShown
  /** Minor units given away in the 30 days before, by this rep and to this customer. */
  /** A figure to offer instead: what the rep's own limit allows of it, where it allows any. */
  readonly suggested?: number
  readonly lately: { readonly byRep: number; readonly toCustomer: number }
  readonly answer?: Answer
}

export const approvalName = (id: number): string => `A${id}`
const HOUR = 3_600_000
export const expiryOf = (now: string, { approvalHours }: ShopSettings): string =>
  new Date(Date.parse(now) + approvalHours * HOUR).toISOString()

export type Waiting = Approval & { readonly status: 'open' | 'countered' }
export type Live = Approval & { readonly status: 'open' | 'countered' | 'approved' }
export const isWaiting = (approval: Approval | undefined): approval is Waiting =>
  approval?.status === 'open' || approval?.status === 'countered'
/** Waiting or given, and not yet run out. */
export const isLive = (approval: Approval | undefined, now: string): approval is Live =>
  approval !== undefined && (isWaiting(approval) || approval.status === 'approved') && Date.parse(now) < Date.parse(approval.expiresAt)

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
    (most, line) => (line.given > 0 && (most === undefined || isBigger(line, most)) ? { given: line.given, list: line.list } : most),
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
const isBigger = (a: Fraction, b: Fraction): boolean => a.given > 0 && BigInt(a.given) * BigInt(b.list) > BigInt(b.given) * BigInt(a.list)

export type Beyond = 'amount' | 'percent' | 'line-percent' | 'customer' | 'currency'

/** The first ceiling a draft is beyond; undefined: it is within all. */
export function beyond(draft: Pick<OrderDraft, 'content' | 'currency'>, given: GiveAway, ceilings: Ceilings): Beyond | undefined {
  if (given.total === 0) return undefined
  if (draft.currency !== ceilings.currency) return 'currency'
  if (buyerOf(draft.content.buyer) !== ceilings.customer) return 'customer'
  if (given.total > ceilings.amount) return 'amount'
  if (isBigger({ given: given.total, list: Math.max(given.base, 0) }, { given: ceilings.amount, list: ceilings.base })) return 'percent'
  const line = ceilings.line ?? { given: 0, list: 1 }
  return given.perLine.some((one) => isBigger(one, line)) ? 'line-percent' : undefined
}

/** An approval lets this draft be placed now: given, not run out, and every ceiling kept. */
export function covered(draft: OrderDraft, ledger: Ledger, now: string): boolean {
  const { approval } = draft
  return approval?.status === 'approved' && isLive(approval, now) && beyond(draft, ledger.giveAway, approval.ceilings) === undefined
}

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

/** Why somebody may not decide; undefined: they may. Asked with the actor as it is at that moment; a second linked account is the same actor. */
export type MayNot = 'right' | 'author' | 'limit'
export function mayNotDecide(
  actor: Actor,
  authors: readonly string[],
  given: GiveAway,
  facts: Pick<Facts, 'shop' | 'givenBefore'>,
): MayNot | undefined {
  if (actor.kind !== 'staff' || !may(actor, 'approve')) return 'right'
  if (authors.includes(actorKey(actor))) return 'author'
  return exceeded(given, limitOf(actor.role, facts.shop.settings), facts.givenBefore) === undefined ? undefined : 'limit'
}

/** A request is moot once the draft is within the limit of who asked. */
export const needsNobody = (approval: Approval, given: GiveAway, facts: Pick<Facts, 'shop' | 'givenBefore'>): boolean =>
  exceeded(given, limitOf(approval.askedByRole, facts.shop.settings), facts.givenBefore) === undefined

/** Share of the base in ppm, for people; comparisons never use it. */
export const shareOf = ({ given, base }: Pick<ApprovalShown, 'given' | 'base'>): number =>
  base > 0 ? Math.round((given / base) * 1_000_000) : given > 0 ? 1_000_000 : 0

const RANK = { customer: 0, rep: 1, lead: 2, manager: 3, admin: 4 } as const satisfies Record<Role, number>
export type Colleague = Extract<Actor, { kind: 'staff' }> & { readonly users: readonly string[] }

/** Who may decide, nearest role first: the first is mentioned at once, the next when nobody answered for five minutes. */
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
