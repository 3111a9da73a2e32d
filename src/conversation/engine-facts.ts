/**
 * What one turn may want to know and what it is told, as types: one statement answers all of it
 * (store/turn/facts.ts). Next: engine-ports.ts, what the engine needs of the store besides.
 */

import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import type { Colleague } from '#domain/draft/prices/approvals.ts'
import type { Approval } from '#domain/model/approval.ts'
import type { GivenLately } from '#domain/model/command.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { CouponUse, Facts, StockFact } from '#domain/model/facts.ts'
import type { HandOver } from '#domain/model/hand-over.ts'
import type { Order, OrderPayment } from '#domain/model/order.ts'
import type { PastEvent } from '#domain/model/order-command.ts'
import type { Worklist } from '#domain/model/placed/worklist.ts'
import type { Waiter } from '#domain/stock/fill-queue.ts'

/** A request as the queue shows it, with the stamp of its draft. */
export type ApprovalHead = {
  readonly approval: Approval
  readonly ref: number
  readonly revision: number
  readonly thread: ThreadKey
  /** External id of its thread's root. */
  readonly place?: string
}

/** What one turn wants to know, answered by one statement. */
export type FactNeeds = {
  readonly customer?: CustomerQuery
  /** Customers to list, at most 20. */
  readonly customersNamed?: string
  readonly skus: readonly Sku[]
  readonly coupons: readonly { readonly code: string }[]
  /** Who the buyer is for coupon limits, previous orders and double-order warnings. */
  readonly buyer: BuyerKeys
  readonly orderNumber?: number
  /** List this buyer's orders (newest first, 20), for staff without a buyer the shop's, or those of the shop's day. */
  readonly orders?: 'buyer' | 'shop' | 'today'
  /** IANA zone of the shop's day. */
  readonly timeZone?: string
  /** What happened to the order of `orderNumber`, oldest first. */
  readonly history?: boolean
  /** Orders whose money is open. */
  readonly unpaid?: boolean
  /** Worklists of the shop, with what is asked of who speaks. */
  readonly work?: readonly Worklist[]
  /** What is open of who asks, a page of 100: their own first, the oldest first; `after`: behind that draft. */
  readonly drafts?: { readonly after?: number }
  /** The requests that wait. */
  readonly approvals?: boolean
  /** The oldest requests and customers who asked for a person, a page of each, and how many there are. */
  readonly waiting?: boolean
  readonly staff?: boolean
  /** Actor keys of who gives something away on the draft: what they gave this buyer in the last 24 hours counts too. */
  readonly givenBy?: readonly string[]
  /** Also what they gave in 30 days, and what the buyer got. */
  readonly givenLately?: boolean
  /** The draft it is about where that is not the thread's own. */
  readonly draftId?: string
}

export type CustomerQuery =
  | { readonly by: 'id' | 'number' | 'email' | 'phone'; readonly value: string }
  | { readonly by: 'order'; readonly value: number }

/**
 * An account, else a chat user; `email` (normalised) and `phone` (E.164) find nothing beside
 * either: what people type of themselves is a claim.
 */
export type BuyerKeys = {
  readonly customerId?: string
  readonly email?: string
  readonly phone?: string
  readonly chatUser?: string
}

/**
 * `customer` is the one of `needs.buyer.customerId`; `customers` are the hits of `needs.customer`
 * or `needs.customersNamed`, at most 20.
 */
export type FoundFacts = Omit<Facts, 'now' | 'shop' | 'couponUse' | 'stock'> & {
  readonly stock: ReadonlyMap<string, StockFact>
  readonly couponUse: ReadonlyMap<string, CouponUse>
  readonly customers: readonly CustomerHit[]
  readonly order?: Order
  readonly history?: readonly PastEvent[]
  /** Of the order asked for: everybody in the queues it stands in, and the stock of those SKUs. */
  readonly queue?: { readonly waiters: readonly Waiter[]; readonly stock: readonly StockFact[] }
  /** Of the order asked for: the numbers that were moved out of it into orders of their own. */
  readonly movedOut?: readonly number[]
  readonly orders: readonly OrderHead[]
  readonly unpaid?: Unpaid
  readonly work?: Work
  /** How many there are; absent where only a page of them was asked for. */
  readonly ordersToday?: number
  readonly drafts: readonly DraftHead[]
  readonly openDrafts?: OpenDrafts
  readonly approvals?: readonly ApprovalHead[]
  /** Who asked first comes first. */
  readonly handOvers?: readonly HandOverHead[]
  /** Of all: `othersApprovals` are not of who asks, `alone` are taken by nobody. */
  readonly waiting?: {
    readonly approvals: number
    readonly handOvers: number
    readonly othersApprovals: number
    readonly alone: number
  }
  readonly staff?: readonly Colleague[]
  readonly givenLately?: GivenLately
}

/** All that are open, by whose turn it is; `more`: behind the page that was read. */
export type OpenDrafts = {
  readonly you: number
  readonly manager: number
  readonly customer: number
  readonly more: boolean
}

export type CustomerHit = { readonly customer: RegisteredCustomer; readonly detail: string }

export type OrderHead = {
  readonly number: number
  readonly parent: number | null
  readonly status: string
  readonly customer: string
  readonly total: number
  readonly currency: string
  readonly placedAt: string
}

/** Of a worklist: since when it asks for something, and how many units it is about (0: none). */
export type WorkHead = OrderHead & {
  readonly since: Instant
  readonly units: number
  /** Units of each SKU that are announced to come back. */
  readonly back?: Readonly<Record<string, number>>
}

/** The oldest first, at most 20; the count is of all. */
export type Work = { readonly [L in Worklist]?: { readonly count: number; readonly orders: readonly WorkHead[] } }

/**
 * Orders whose money is open, oldest first, at most 20; the count and the sums (minor units) are of
 * all of them. `open` below 0 is to be given back, `byItself` of it by the provider; the sum
 * `toGiveBack` is what people have to.
 */
export type Unpaid = {
  readonly count: number
  readonly toCollect: number
  readonly toGiveBack: number
  readonly byItself: number
  readonly orders: readonly (OrderHead & {
    readonly open: number
    readonly byItself: number
    readonly choice: OrderPayment['choice']
  })[]
}

/** `place`: external id of the root of its thread among the reps. */
export type HandOverHead = {
  readonly ref: number
  readonly handOver: HandOver
  readonly total?: number
  readonly place?: string
}

export type DraftHead = {
  readonly ref: number
  readonly status: string
  readonly customer: string
  readonly total: number | undefined
  readonly thread: ThreadKey | undefined
  readonly updatedAt: string
  readonly owner: string
  /** Status of its last request for an approval. */
  readonly approval?: Approval['status']
  /** That request reached nobody. */
  readonly unasked?: true
  /** External id of its thread's root. */
  readonly place?: string
}
