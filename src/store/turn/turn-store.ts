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
import { actorKey } from '#domain/model/actor.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Pools, Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { lockOrder, writeOrders } from '#store/order/order-turn.ts'
import { placeOrders } from '#store/order/place.ts'
import { changeStock } from '#store/order/receive.ts'
import { paymentRecords } from '#store/order/records.ts'
import { lockStock } from '#store/order/stock.ts'
import { lockWaiting } from '#store/order/waiting.ts'
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
import { asking } from './hand-over.ts'
import { claimInbound, inboxKey } from './inbox.ts'
import { type LockedDraft, type Opened, openTurn, storedReply } from './open-turn.ts'
import { whyAgain } from './retry.ts'
import { outboxSql, saveTurn } from './save-turn.ts'
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
  /** An older row of the thread blocks; true when its owner is gone and it was handled by somebody now. */
  readonly recoverOne: (blocker: { readonly id: string; readonly owner: number }) => Promise<boolean>
  readonly onRetry: OnRetry
  readonly onMismatch: (inboundId: string) => void
}

export type TurnStore = EngineStore & {
  /** Rows this process is working on: not for recovery, however old. */
  readonly inFlight: ReadonlySet<string>
}

/** An older delivery of the same thread stays unfinished. */
export class TurnBlocked extends Error {}

type Attempt =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'blocked'; readonly by: { readonly id: string; readonly owner: number } }

export function createTurnStore(deps: TurnStoreDeps): TurnStore {
  const inFlight = new Set<string>()
  const order = new Map<string, number>()
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
        return await inOrder(inbound, order.get(key) ?? Number.MAX_SAFE_INTEGER, deps, () =>
          runTurn(inbound, work, deps),
        )
      } finally {
        inFlight.delete(key)
        order.delete(key)
      }
    },
    fail: (inbound, fault) => failTurn(inbound, fault, deps),
  }
}

/**
 * Takes a place in the queue; a turn blocked by an older delivery gives its place up, so that the
 * older one can run here.
 */
async function inOrder(
  inbound: Inbound,
  order: number,
  deps: TurnStoreDeps,
  attempt: () => Promise<Attempt>,
): Promise<Reply> {
  const deadline = Date.now() + deps.patience
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    const result = await deps.queue.run(inbound.thread, order, attempt)
    if (result.kind === 'reply') return result.reply
    if (Date.now() > deadline) throw new TurnBlocked(`an older delivery of ${inbound.thread} is unfinished`)
    if (!(await deps.recoverOne(result.by))) await somethingSaid(deps.signals, inbound.thread, wait)
  }
}

/** The end of another process's turn in this thread, or `wait` milliseconds, whichever comes first. */
async function somethingSaid(signals: Signals, thread: string, wait: number): Promise<void> {
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
): Promise<Attempt> {
  const result = await inTransaction(deps.pools.turns, (tx) => attemptTurn(tx, inbound, work, deps), deps.onRetry)
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
      return result
    default:
      return result satisfies never
  }
}

type Result =
  | Exclude<Opened, { readonly kind: 'open' }>
  | { readonly kind: 'done'; readonly outgoing: readonly Outgoing[] }

async function attemptTurn(
  tx: Sql,
  inbound: Inbound,
  work: (turn: Turn) => Promise<TurnOutcome>,
  deps: TurnStoreDeps,
): Promise<Result> {
  deps.crash('after-begin')
  const now = deps.clock().toISOString()
  const opened = await openTurn(tx, inbound, now)
  if (opened.kind !== 'open') return opened
  deps.crash('after-open')
  deps.shop.seen(opened.shopVersion)
  const { turn, held, other } = makeTurn({ tx, inbound, now, opened, deps })
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
  readonly now: string
  readonly opened: Extract<Opened, { kind: 'open' }>
  readonly deps: TurnStoreDeps
}

/**
 * `held` answers the draft locked at the end: the one the turn began with, or the one it switched
 * to; `other` that of a request it decides.
 */
function makeTurn({ tx, inbound, now, opened, deps }: TurnParts): MadeTurn {
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
    lockStock: (skus) => lockStock(tx, skus, held?.draft.content.coupons.map((coupon) => coupon.code) ?? []),
    place: (plan: PlacePlan): Promise<PlaceResult> => placeOrders(tx, plan, { inbound, now, crash: deps.crash }),
    async switchDraft(ref) {
      held = await switchDraft(tx, { ref, held, thread: storable(inbound.thread), owner: actorKey(opened.actor) })
      return held?.draft
    },
    nextApproval: () => nextApproval(tx),
    async approval(id) {
      const found = await lockApproval(tx, id, opened.actor)
      deps.crash('after-facts')
      other = found?.held
      return found?.target
    },
    refusedAsks: (id) => refusedAsks(tx, id),
    order: (number) => lockOrder(tx, number),
    changeOrders: (changes) => writeOrders(tx, changes),
    records: (numbers) => paymentRecords(tx, numbers),
    waiting: (skus, held) => lockWaiting(tx, skus, held),
    changeStock: (change) => changeStock(tx, change),
    changeGoods: (change) => changeGoods(tx, change),
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

/**
 * One commit: the row failed with its reference, the words for the person. Done already: the stored
 * reply. No database: the words alone.
 */
async function failTurn(
  inbound: Inbound,
  fault: { readonly reference: string; readonly outgoing: readonly Outgoing[] },
  deps: TurnStoreDeps,
): Promise<Reply> {
  const now = deps.clock().toISOString()
  const id = inboxKey(inbound)
  try {
    const outgoing = await inTransaction(
      deps.pools.turns,
      async (tx) => {
        const failed = await tx.$executeRaw(
          Prisma.sql`update inbox set status = 'failed', fault = ${fault.reference}, updated_at = ${now}::timestamptz
            where id = ${id} and status = 'new'`,
        )
        if (failed === 0) return storedReply(tx, inbound)
        if (fault.outgoing.length > 0) await tx.$executeRaw(outboxSql(inbound, fault.outgoing, now))
        return fault.outgoing
      },
      deps.onRetry,
      0, // the turn itself has waited
    )
    for (const destination of new Set(outgoing.map((out) => out.to))) deps.signals.send('parley_outbox', destination)
    return { inboundId: inbound.id, outgoing }
  } catch (error) {
    if (whyAgain(error) === undefined) throw error
    return { inboundId: inbound.id, outgoing: fault.outgoing }
  }
}
