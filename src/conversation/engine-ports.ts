/**
 * What the engine needs from the store, as types declared beside their consumer.
 * store/turn/turn-store.ts implements them on PostgreSQL; the layer rule keeps the engine free of
 * Prisma. Statement budget: claim 1, BEGIN, open, facts, save, COMMIT = 6 of at most 8; submit at
 * most 16.
 */

import type { GoodsChange, StaffChange, StockChange } from '#conversation/edge/changes.ts'
import type { Inbound, SuggestQuery, ThreadKey, UserKey, Where } from '#conversation/edge/inbound.ts'
import type { SaidBefore } from '#conversation/edge/redact-halves.ts'
import type { Outgoing, Reply } from '#conversation/edge/view.ts'
import type { Request } from '#conversation/requests/request.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { ApprovalWays } from '#domain/model/command.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { HandOver } from '#domain/model/hand-over.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderDecided } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { Queued } from '#domain/stock/reach.ts'
import type { FactNeeds, FoundFacts } from './engine-facts.ts'
import type { PlacePlan, PlaceResult } from './engine-placing.ts'

export type EngineStore = {
  /**
   * Inserts the inbox row (ON CONFLICT DO NOTHING) on the small claim pool, before any acknowledgement.
   * `seen`: given where it could be a piece of a card number; what is stored then follows from what
   * the same person said just before, looked up and stored as one step.
   */
  claim(
    inbound: Inbound,
    seen?: (before: SaidBefore) => Inbound,
  ): Promise<{ readonly inbound: Inbound; readonly fresh: boolean }>
  /**
   * Runs one turn in one transaction and commits once. `work` gets the opened turn and returns what to save.
   * Retries the whole turn on serialization failures, deadlocks and lost connections (6 tries, full
   * jitter); never on refusals. A turn already done answers with its stored reply and does not call
   * `work`.
   */
  turn(inbound: Inbound, work: (turn: Turn) => Promise<TurnOutcome>): Promise<Reply>
  /** A turn that faulted, or one that is given up. */
  fail(inbound: Inbound, error: unknown, words: FaultWords): Promise<Failed>
  /** Finished without an answer of its own: one of too many. */
  passOver(inbound: Inbound): Promise<void>
  /** The cached shop; replaced as a whole when another process or command changed it. */
  shop(): Promise<Shop>
  /** Customers or orders that fit the words, at most `limit`; none unless the user is active staff. */
  search(query: SearchQuery): Promise<readonly Found[]>
}

/** What stands instead of a reference on a delivery that was one of too many. */
export const PASSED_OVER = 'slow-down'

/** `failed` is stored with the reference, in one commit; `kept` is said where the row stays for recovery. */
export type FaultWords = {
  readonly reference: string
  readonly failed: readonly Outgoing[]
  readonly kept: readonly Outgoing[]
}
/** `kept`: what was in the way passes by itself, so nothing failed; it is handled again until it has its answer. */
export type Failed = { readonly kept: boolean; readonly reply: Reply }

export type SearchQuery = {
  readonly user: UserKey
  readonly what: Exclude<SuggestQuery['what'], 'product'>
  readonly text: string
  readonly limit: number
}

/** `value` is a customer number or an order number. */
export type Found = { readonly value: string; readonly label: string; readonly detail: string }

/** Of a message that was changed: itself, a newer change of it, or nothing (the change is what was said). */
export type HeardBefore = 'nothing' | 'message' | 'newer'

export type Turn = {
  /** Resolved inside the transaction: a suspended member of staff has `active: false`; an unlinked user is a guest. */
  readonly actor: Actor
  /** The draft this thread is linked to, locked. Absent: none yet, or the last one was placed, cancelled or parked. */
  readonly draft: OrderDraft | undefined
  /** External id of this thread's root, where its channel has told it. */
  readonly rootAt: string | undefined
  /** The last order placed in this thread, for "edit 10001 or new order". */
  readonly lastOrder: number | undefined
  /**
   * The placed order last named in this thread, by whoever spoke or by Parley: what "release" and
   * "paid" alone are about.
   */
  readonly spokenOrder: number | undefined
  /** A code was sent to prove who the speaker is, and still counts. */
  readonly codeWaits: boolean
  /** Actor keys of whose order that was: who placed it, and its customer. */
  readonly orderPeople: readonly string[]
  /** A person and a customer who go on talking after the order was placed, in either of their threads. */
  readonly talk: HandOver | undefined
  /** In a thread of the reps: the hand-over that ended here. */
  readonly talked: HandOver | undefined
  /** What the last answer in this thread asked about a placed order; anything but an answer to it lets it lapse. */
  readonly asked: AskedAboutOrder | undefined
  /** The goods last asked about in this thread, while none were added since. */
  readonly topic: Topic | undefined
  readonly now: Instant
  /** When what is being answered was claimed: it may have waited long. */
  readonly saidAt: string
  readonly heardBefore: HeardBefore
  /** The small number of a draft about to be started; called at most once, only when there is no draft. */
  readonly nextRef: () => Promise<number>
  readonly facts: (needs: FactNeeds) => Promise<FoundFacts>
  /** Locks stock rows in ascending SKU order and reads them again; call once, right before `place`. */
  readonly lockStock: (skus: readonly Sku[]) => Promise<ReadonlyMap<string, StockFact>>
  /**
   * Writes the order family: guarded coupon counters, reservations, numbers, rows. Refused counters
   * and stock come back as values (nothing of this call is kept: it runs under a savepoint).
   */
  readonly place: (plan: PlacePlan) => Promise<PlaceResult>
  /** Points this thread at another of the actor's drafts (locked), or at none (`new`). */
  readonly switchDraft: (ref: number | undefined) => Promise<OrderDraft | undefined>
  /** The number of a request about to be made. */
  readonly nextApproval: () => Promise<number>
  /**
   * Locks the draft of a request, whatever thread it is open in, and reads the actor again after
   * the lock. Undefined: no such request.
   */
  readonly approval: (id: number) => Promise<ApprovalTarget | undefined>
  /** Where messages about a request were refused for good, and why. */
  readonly refusedAsks: (id: number) => Promise<ApprovalWays['refused']>
  /** Locks an open draft by its number, whatever thread it is open in. Undefined: no such open draft. */
  readonly openDraft: (ref: number) => Promise<ApprovalTarget | undefined>
  /**
   * Locks a placed order and its family, and reads them after the lock. Undefined: no such order.
   * Whose it is, is asked of what comes back.
   */
  readonly order: (number: number) => Promise<OrderTarget | undefined>
  /**
   * Writes changes of locked orders at once, within the turn's own commit: coupons given back,
   * stock moved, lines, payment and events, each guarded by what was read. Call it at most once for
   * an order and turn.
   */
  readonly changeOrders: (changes: readonly OrderChange[]) => Promise<void>
  /** The families of these orders that came from a chat, as this turn leaves them. */
  readonly records: (numbers: readonly number[]) => Promise<readonly OrderRecord[]>
  /** Locks whom the units that are here reach: orders, then stock. Answers the queue as it is then. */
  readonly waiting: (query: WaitingQuery) => Promise<WaitingOrders>
  /** These orders were told today that goods came and they got none. */
  readonly tellPassed: (orders: readonly number[], today: string) => Promise<void>
  /** Counts or announcements of one SKU, locked by `waiting` before. */
  readonly changeStock: (change: StockChange) => Promise<StockChanged>
  /** A list price, or what is sold; counts from the next turn on. */
  readonly changeGoods: (change: GoodsChange) => Promise<GoodsChanged>
  /** One change of staff, roles or rights, with its audit row; guarded against taking the last admin's rights. */
  readonly changeStaff: (change: StaffChange) => Promise<StaffChanged>
  /** What a customer who asks for a person should know, and what a rep should read first. */
  readonly asking: (thread: ThreadKey) => Promise<Asking>
  /**
   * Whether this e-mail address opens the status of a guest's order to a speaker who has no link to
   * it; a wrong guess is counted.
   */
  readonly opensOrder: (number: number, email: string) => Promise<boolean>
  /** Who the speaker is known as: codes, linking, unlinking, the wish to be erased. */
  readonly identify: (act: IdentityAct) => Promise<Identified>
}

/** `card`: whether its thread shows that draft now, or another one meanwhile. */
export type ApprovalTarget = {
  readonly draft: OrderDraft
  readonly thread: ThreadKey
  readonly card: 'shown' | 'parked'
  /** Who reads along in its thread, as of the last thing said there. */
  readonly where: Where
  readonly place?: string
  readonly actor: Actor
}

/** `request` is what a yes of `user` means. */
export type AskedAboutOrder = {
  readonly user: UserKey
  readonly request: Extract<Request, { kind: 'change-order' | 'confirm-change' }>
}

/** Goods that `user` asked about, with what was said of them: the next words may say no more than "the black one". */
export type Topic = {
  readonly user: UserKey
  readonly products: readonly string[]
  readonly options: Readonly<Record<string, string>>
}

/** `family`: the other orders placed together with it. */
export type OrderTarget = { readonly order: Order; readonly family: readonly Order[] }

/** `orders` were placed together, the first one first; `owner` is whose draft it was. */
export type OrderRecord = {
  readonly orders: readonly [Order, ...Order[]]
  readonly thread: ThreadKey
  readonly owner?: string
  /** Its second thread, where a person looked after it. */
  readonly desk?: ThreadKey
  /** Who reads along in its thread, as of the last thing said there. */
  readonly where: Where
  /** Nothing newer is going on in its thread. */
  readonly current: boolean
}

export type OrderChange = Pick<OrderDecided, 'events' | 'stock' | 'givesCouponsBack'> & {
  readonly before: Order
  readonly after: Order
}

/** `held`: this turn has stock locked already. `change`: what it is about to do to a count. `today`: the shop's day. */
export type WaitingQuery = {
  readonly of: { readonly skus: readonly Sku[] } | { readonly order: number }
  readonly held: boolean
  readonly change?: StockChange
  readonly today: string
}

/**
 * Everybody in the queues of the SKUs asked for, with what else an order waits for that goes
 * complete. Locked, and read whole, are the orders that the units here reach, and the stock of what
 * those wait for.
 */
export type WaitingOrders = {
  readonly queue: readonly Queued[]
  readonly orders: readonly Order[]
  readonly stock: ReadonlyMap<string, StockFact>
}

/** What was changed, as it is now. */
export type GoodsChanged = { readonly kind: 'changed'; readonly skus: readonly Sku[] } | { readonly kind: 'unknown' }

export type StockChanged =
  | { readonly kind: 'changed'; readonly before: StockFact; readonly after: Extract<StockFact, { tracked: true }> }
  | { readonly kind: 'below-reserved'; readonly reserved: number }
  | { readonly kind: 'unknown' }

/** `waiting`: orders whose customer waits for a person. `talk`: what was written in the thread, oldest first. */
export type Asking = {
  readonly waiting: number
  readonly talk: readonly { readonly name: string; readonly text: string }[]
}

export type IdentityAct =
  /**
   * `email` is normalised, `code` freshly made; with `register` its use makes the account where the
   * address has none.
   */
  | {
      readonly kind: 'ask-code'
      readonly email: string
      readonly code: string
      readonly register?: { readonly name: string; readonly phone?: string }
    }
  | { readonly kind: 'use-code'; readonly code: string }
  /** A code for whoever is calling, and what they say it is; `about` is what it is good for. It links nobody. */
  | { readonly kind: 'ask-caller-code'; readonly email: string; readonly code: string; readonly about: string }
  | { readonly kind: 'use-caller-code'; readonly code: string; readonly about: string }
  | { readonly kind: 'unlink' }
  | { readonly kind: 'ask-erasure' }
  | { readonly kind: 'list-codes' }

export type WaitingCode = { readonly email: string; readonly code: string }

export type Identified =
  /** `mail`: the code is sent there, as the address has an account or gets one. Nothing else may tell the two apart. */
  | { readonly kind: 'asked'; readonly mail: boolean }
  | { readonly kind: 'slow-down' }
  | { readonly kind: 'linked'; readonly actor: Extract<Actor, { kind: 'customer' }> }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'caller-known' }
  | { readonly kind: 'unlinked' }
  | { readonly kind: 'not-linked' }
  /** For staff only: mails with a code that still works and has not left. Newest first. */
  | { readonly kind: 'codes'; readonly codes: readonly WaitingCode[] }
  /** `customer` is the number of who they are linked to. */
  | { readonly kind: 'recorded'; readonly id: number; readonly customer?: string }

export type StaffChanged =
  | { readonly kind: 'done'; readonly label: string }
  | { readonly kind: 'unknown'; readonly id: string }
  /** Nobody could undo it. */
  | { readonly kind: 'last-admin' }

/** What the turn leaves behind; written by one statement with the inbox row's reply. */
/**
 * What a turn refused, for the operator: `forged`, a control nobody here made; `foreign`, said or
 * pressed in somebody else's place; `denied`, against a right; else the refusal's own kind.
 */
export type RefusedKind = 'forged' | 'foreign' | 'denied' | 'stale' | 'too-long' | 'too-much' | Refusal['kind']

export type TurnOutcome = {
  /** The draft after the turn when it changed (revision already grown when `events` is not empty) or is new. */
  readonly draft?: OrderDraft
  readonly events: readonly DraftEvent[]
  /** Another thread's draft that was decided on, locked by `approval`. */
  readonly also?: { readonly draft: OrderDraft; readonly events: readonly DraftEvent[] }
  readonly outgoing: readonly Outgoing[]
  /** A question about a placed order, waiting for this thread's next message. */
  readonly asks?: AskedAboutOrder
  /** Goods were asked about; `over`: none are any more. */
  readonly topic?: Topic | 'over'
  /** Placed orders that were named, last one last: each in the thread where it was. */
  readonly spoken?: readonly { readonly thread: ThreadKey; readonly order: number }[]
  /** A talk that goes on without an open draft, or ends; kept with both of its threads. */
  readonly talk?: { readonly between: HandOver; readonly on: boolean }
  /** The order just placed: unlinks the thread from the draft and remembers the number. */
  readonly placed?: readonly number[]
  /** What was refused, told to the operator once the turn is committed; never stored. */
  readonly refused?: readonly RefusedKind[]
}
