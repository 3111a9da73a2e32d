/**
 * The engine's store on PostgreSQL: claim, turn, fail. A turn waits in the queue, then runs in one
 * transaction and commits once: BEGIN, open, facts, save, COMMIT; a submit adds lock, coupons,
 * stock, rows and its savepoint. Next: transaction.ts (lock order), open-turn.ts.
 */

import { setTimeout as pause } from 'node:timers/promises'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Outgoing, Reply } from '#conversation/edge/view.ts'
import type { EngineStore, Turn, TurnOutcome } from '#conversation/engine-ports.ts'
import type { ThreadKey } from '#domain/base/flavour.ts'
import type { Pools, Sql } from '#store/connection.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { searchFor } from '#store/people/search.ts'
import type { ShopCache } from '#store/shop/shop-cache.ts'
import { createHotLocks, type HeldLocks, type HotLocks, LockBusy, type LockName } from '#store/turn/queue/hot-locks.ts'
import { TurnBlocked, whyAgain } from '#store/turn/queue/retry.ts'
import { createTurnQueue, type TurnQueue } from '#store/turn/queue/turn-queue.ts'
import { saveOther } from './approval-rows.ts'
import { createPassOver, failTurn } from './fail-turn.ts'
import { claimInbound, claimPiece, inboxKey } from './inbox.ts'
import { makeTurn } from './made-turn.ts'
import { type Opened, openTurn, storedReply } from './open-turn.ts'
import { lastOfTurn } from './save-turn.ts'
import { type Attempted, type CrashPoint, inTransaction, type OnRetry } from './transaction.ts'

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

/** Claims wait by people too, so that nobody's thousands stand before another's one; none is refused. */
const UNBOUNDED = { waiting: Number.POSITIVE_INFINITY, waitingOfOne: Number.POSITIVE_INFINITY }

export function createTurnStore(deps: TurnStoreDeps): TurnStore {
  const inFlight = new Set<string>()
  const order = new Map<string, number>()
  const locks = createHotLocks(() => performance.now())
  const claims = createTurnQueue({ running: deps.pools.claims.options.max, ...UNBOUNDED })
  const now = () => deps.clock().toISOString()
  return {
    inFlight,
    shop: () => deps.shop.get(),
    search: (query) => searchFor(deps.pools.db, query),
    async claim(received, seen) {
      const claimed = await claims.run(received, 0, () => {
        const by = { owner: deps.signals.owner, now: now() }
        return seen === undefined
          ? claimInbound(deps.pools.claims, received, by)
          : claimPiece(deps.pools.claims, received, { ...by, seen })
      })
      const { inbound, fresh } = claimed
      deps.crash('after-claim')
      if (claimed.mismatch) deps.onMismatch(inbound.id)
      if (fresh) order.set(inboxKey(inbound), claimed.seq)
      return { inbound, fresh }
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

async function attemptTurn(tx: Sql, { inbound, work, deps, locks }: Running): Promise<Attempted<Result>> {
  deps.crash('after-begin')
  const now = deps.clock().toISOString()
  const opened = await openTurn(tx, inbound, now)
  if (opened.kind !== 'open') return { value: opened }
  deps.crash('after-open')
  deps.shop.seen(opened.shopVersion)
  const { turn, held, other } = makeTurn({ tx, inbound, now, opened, crash: deps.crash, locks })
  const outcome = await work(turn)
  deps.crash('before-save')
  const decided = other()
  if (outcome.also !== undefined && decided !== undefined)
    await saveOther(tx, { inbound, now, before: decided, also: outcome.also })
  const last = await lastOfTurn(tx, { inbound, now, before: held(), asked: opened.asked !== undefined, outcome })
  return { value: { kind: 'done', outgoing: outcome.outgoing }, last }
}
