/**
 * The engine's store on PostgreSQL: claim, turn, fail. A turn waits in the queue, then runs in one
 * transaction and commits once: BEGIN, open, facts, save, COMMIT; a submit adds lock, coupons,
 * stock, rows and its savepoint. Next: transaction.ts (lock order), open-turn.ts.
 */

import { setTimeout as pause } from 'node:timers/promises'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Outgoing, Reply } from '#conversation/edge/view.ts'
import type { FactNeeds } from '#conversation/engine-facts.ts'
import type { PlacePlan, PlaceResult } from '#conversation/engine-placing.ts'
import type { EngineStore, Turn, TurnOutcome } from '#conversation/engine-ports.ts'
import type { Instant, Sku, ThreadKey } from '#domain/base/flavour.ts'
import { actorKey } from '#domain/model/actor.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Pools, Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { lockOrder, writeOrders } from '#store/order/order-turn.ts'
import { placeOrders } from '#store/order/place.ts'
import { changeStock } from '#store/order/receive.ts'
import { paymentRecords } from '#store/order/records.ts'
import { lockStock } from '#store/order/stock.ts'
import { lockWaiting, tellPassed } from '#store/order/waiting.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { identify } from '#store/people/identity.ts'
import { opensOrder } from '#store/people/order-guess.ts'
import { searchFor } from '#store/people/search.ts'
import { changeStaff } from '#store/people/staff.ts'
import { readOne } from '#store/read.ts'
import { changeGoods } from '#store/shop/goods.ts'
import type { ShopCache } from '#store/shop/shop-cache.ts'
import { saveOther } from './approval-rows.ts'
import { lockApproval, lockOpenDraft, nextApproval, refusedAsks } from './approval-turn.ts'
import { readFacts } from './facts.ts'
import { createPassOver, failTurn } from './fail-turn.ts'
import { asking } from './hand-over.ts'
import { createHotLocks, type HeldLocks, type HotLocks, LockBusy, type LockName } from './hot-locks.ts'
import { claimInbound, inboxKey } from './inbox.ts'
import { type LockedDraft, type Opened, openTurn, storedReply } from './open-turn.ts'
import { TurnBlocked, whyAgain } from './retry.ts'
import { saveTurn } from './save-turn.ts'
import { refRow, switchDraft } from './switch-draft.ts'
import { type CrashPoint, inTransaction, type OnRetry } from './transaction.ts'
import type { TurnQueue } from './turn-queue.ts'

export type TurnStoreDeps = {
  readonly pools: Pools
  readonly queue: TurnQueue
  readonly signals: Signals
  readonly shop: ShopCache
  readonly clock: () => Date
  /** Ends the process at a named point in crash tests; production passes one that does nothing. */
  readonly crash: (point: CrashPoint) => void
  /** Milliseconds a turn waits for an older one of its thread before it gives up. */
  readonly patience: number
  /** Milliseconds a turn waits for a database that is away. */
  readonly awayPatience: number
  /** An older row of the thread blocks; true when its owner is gone and it was handled by somebody now. */
  readonly recoverOne: (blocker: { readonly id: string; readonly owner: number }) => Promise<boolean>
  readonly onRetry: OnRetry
  readonly onMismatch: (inboundId: string) => void
}

export type TurnStore = EngineStore & {
  /** Rows this process is working on: not for recovery, however old. */
  readonly inFlight: ReadonlySet<string>
}

type Attempt =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | Locked
  | { readonly kind: 'blocked'; readonly by: { readonly id: string; readonly owner: number } }

export function createTurnStore(deps: TurnStoreDeps): TurnStore {
  const inFlight = new Set<string>()
  const order = new Map<string, number>()
  const locks = createHotLocks(() => performance.now())
  const now = () => deps.clock().toISOString()
  return {
    inFlight,
    shop: () => deps.shop.get(),
    search: (query) => searchFor(deps.pools.db, query),
    async claim(inbound) {
      const claimed = await claimInbound(deps.pools.claims, inbound, { owner: deps.signals.owner, now: now() })
      deps.crash('after-claim')
      if (claimed.mismatch) deps.onMismatch(inbound.id)
      if (claimed.fresh) order.set(inboxKey(inbound), claimed.seq)
      return { fresh: claimed.fresh }
    },
    async turn(inbound, work) {
      const key = inboxKey(inbound)
      inFlight.add(key)
      try {
        const at = order.get(key) ?? Number.MAX_SAFE_INTEGER
        return await inOrder({ inbound, order: at, locks, deps }, (again) =>
          runTurn(inbound, work, deps, locks.attempt(again)),
        )
      } finally {
        inFlight.delete(key)
        order.delete(key)
      }
    },
    fail: (inbound, error, words) => failTurn(inbound, error, words, deps),
    passOver: createPassOver(deps.pools.db, now),
  }
}

type Waiting = {
  readonly inbound: Inbound
  readonly order: number
  readonly locks: HotLocks
  readonly deps: TurnStoreDeps
}

/**
 * Takes a place in the queue; a turn blocked by an older delivery, or by a row that somebody keeps,
 * gives its place up, so that the older one and everybody else can run here.
 */
async function inOrder(
  { inbound, order, locks, deps }: Waiting,
  attempt: (again: boolean) => Promise<Attempt>,
): Promise<Reply> {
  const deadline = performance.now() + deps.patience
  let again = false
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    const result = await deps.queue.run(inbound, order, () => attempt(again))
    if (result.kind === 'reply') return result.reply
    if (performance.now() > deadline) throw new TurnBlocked(`${inbound.thread} waited in vain: ${result.kind}`)
    if (result.kind === 'locked') {
      again = true
      await pause(Math.random() * wait)
      await locks.room(result.names)
    } else if (!(await deps.recoverOne(result.by))) await somethingSaid(deps.signals, inbound.thread, wait)
  }
}

/** The end of another process's turn in this thread, or `wait` milliseconds, whichever comes first. */
async function somethingSaid(signals: Signals, thread: ThreadKey, wait: number): Promise<void> {
  const said = Promise.withResolvers<void>()
  const stop = signals.on('parley_outbox', (key) => {
    if (key === undefined || key === thread) said.resolve()
  })
  await Promise.race([said.promise, pause(wait)])
  stop()
}

async function runTurn(
  inbound: Inbound,
  work: (turn: Turn) => Promise<TurnOutcome>,
  deps: TurnStoreDeps,
  locks: HeldLocks,
): Promise<Attempt> {
  const result = await lockedOr(locks, () =>
    inTransaction(deps.pools.turns, (tx) => attemptTurn(tx, { inbound, work, deps, locks }), deps),
  )
  switch (result.kind) {
    case 'done':
      deps.crash('after-commit')
      for (const destination of new Set(result.outgoing.map((out) => out.to)))
        deps.signals.send('parley_outbox', destination)
      return { kind: 'reply', reply: { inboundId: inbound.id, outgoing: result.outgoing } }
    case 'duplicate':
      return { kind: 'reply', reply: { inboundId: inbound.id, outgoing: await storedReply(deps.pools.db, inbound) } }
    case 'unclaimed':
      throw new Error(`inbound ${inbound.id} was never claimed`)
    case 'blocked':
    case 'locked':
      return result
    default:
      return result satisfies never
  }
}

type Result =
  | Exclude<Opened, { readonly kind: 'open' }>
  | { readonly kind: 'done'; readonly outgoing: readonly Outgoing[] }

type Running = {
  readonly inbound: Inbound
  readonly work: (turn: Turn) => Promise<TurnOutcome>
  readonly deps: TurnStoreDeps
  readonly locks: HeldLocks
}

/** A lock that somebody keeps is no fault: the turn's slot is for others meanwhile. */
async function lockedOr<T>(locks: HeldLocks, attempt: () => Promise<T>): Promise<T | Locked> {
  try {
    return await attempt()
  } catch (error) {
    const isKept = whyAgain(error) === 'locked'
    if (isKept) locks.lost()
    if (isKept || error instanceof LockBusy) return { kind: 'locked', names: locks.last() }
    throw error
  } finally {
    locks.end()
  }
}
type Locked = { readonly kind: 'locked'; readonly names: readonly LockName[] }

async function attemptTurn(tx: Sql, { inbound, work, deps, locks }: Running): Promise<Result> {
  deps.crash('after-begin')
  const now = deps.clock().toISOString()
  const opened = await openTurn(tx, inbound, now)
  if (opened.kind !== 'open') return opened
  deps.crash('after-open')
  deps.shop.seen(opened.shopVersion)
  const { turn, held, other } = makeTurn({ tx, inbound, now, opened, deps, locks })
  const outcome = await work(turn)
  deps.crash('before-save')
  const decided = other()
  if (outcome.also !== undefined && decided !== undefined)
    await saveOther(tx, { inbound, now, before: decided, also: outcome.also })
  await saveTurn(tx, { inbound, now, before: held(), asked: opened.asked !== undefined, outcome })
  deps.crash('after-save')
  deps.crash('before-commit')
  return { kind: 'done', outgoing: outcome.outgoing }
}

type TurnParts = {
  readonly tx: Sql
  readonly inbound: Inbound
  readonly now: Instant
  readonly opened: Extract<Opened, { kind: 'open' }>
  readonly deps: TurnStoreDeps
  readonly locks: HeldLocks
}

/**
 * `held` answers the draft locked at the end: the one the turn began with, or the one it switched
 * to; `other` that of a request it decides.
 */
function makeTurn({ tx, inbound, now, opened, deps, locks }: TurnParts): MadeTurn {
  const { kind: _, shopVersion: _v, place: rootAt, draft, ...known } = opened
  let held = draft
  let other: LockedDraft | undefined
  const turn: Turn = {
    ...known,
    draft: draft?.draft,
    rootAt,
    now,
    nextRef: () => nextRef(tx),
    async facts(needs: FactNeeds) {
      const found = await readFacts(tx, needs, { actor: opened.actor, draftId: needs.draftId ?? held?.draft.id, now })
      deps.crash('after-facts')
      return found
    },
    ...placed(tx, { locks, coupons: () => held?.draft.content.coupons.map(({ code }) => code) ?? [] }),
    place: (plan: PlacePlan): Promise<PlaceResult> => placeOrders(tx, plan, { inbound, now, crash: deps.crash }),
    async switchDraft(ref) {
      const next = await switchDraft(tx, { ref, held, thread: storable(inbound.thread), owner: actorKey(opened.actor) })
      // Of a number that is none of theirs nothing is taken up: what was open here still is.
      if (ref === undefined || next !== undefined) held = next
      return next?.draft
    },
    nextApproval: () => nextApproval(tx),
    async approval(id) {
      const found = await lockApproval(tx, id, opened.actor)
      deps.crash('after-facts')
      other = found?.held
      return found?.target
    },
    refusedAsks: (id) => refusedAsks(tx, id),
    async openDraft(ref) {
      const found = await lockOpenDraft(tx, ref, opened.actor)
      other = found?.held
      return found?.target
    },
    changeStaff: (change) => changeStaff(tx, change, { actor: actorKey(opened.actor), source: inbound.id, now }),
    asking: (thread) => asking(tx, thread),
    opensOrder: (number, email) => opensOrder(tx, { number, email, user: inbound.user, now }),
    identify: (act) => identify(tx, act, { user: inbound.user, now }),
  }
  return { turn, held: () => held, other: () => other }
}

/** What a turn asks of placed orders and of stock; rows that others may keep are named before they are locked. */
type Locking = { readonly locks: HeldLocks; readonly coupons: () => readonly string[] }
const placed = (
  tx: Sql,
  { locks, coupons }: Locking,
): Pick<
  Turn,
  'lockStock' | 'order' | 'changeOrders' | 'records' | 'waiting' | 'tellPassed' | 'changeStock' | 'changeGoods'
> => ({
  lockStock(skus) {
    locks.take(skus.map(stockLock))
    return lockStock(tx, skus, coupons())
  },
  order(number) {
    locks.take([`order ${number}`])
    return lockOrder(tx, number)
  },
  changeOrders: (changes) => writeOrders(tx, changes),
  records: (numbers) => paymentRecords(tx, numbers),
  waiting(query) {
    if ('skus' in query.of) locks.take(query.of.skus.map(stockLock))
    return lockWaiting(tx, query)
  },
  tellPassed: (orders, today) => tellPassed(tx, orders, today),
  changeStock: (change) => changeStock(tx, change),
  changeGoods: (change) => changeGoods(tx, change),
})
const stockLock = (sku: Sku): LockName => `stock ${sku}`

type MadeTurn = {
  readonly turn: Turn
  readonly held: () => LockedDraft | undefined
  readonly other: () => LockedDraft | undefined
}

async function nextRef(tx: Sql): Promise<number> {
  const row = await readOne(tx, refRow, Prisma.sql`select nextval('draft_ref_seq')::int as ref`)
  if (row === undefined) throw new Error('no number for a new draft')
  return row.ref
}
