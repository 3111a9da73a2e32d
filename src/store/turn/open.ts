/**
 * openStore: everything the rest of Parley asks of the database, from one URL. Opens two pools and
 * one listening connection; `close` waits for the turns that run. Faults of connecting are thrown
 * as they are: main decides how long to try.
 */

import type { Inbound, ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { EngineStore } from '#conversation/engine-ports.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { checkInvariants, type Violation } from '#store/admin/check-invariants.ts'
import {
  datedQueues,
  type EndingPriceRow,
  endingPrices,
  type HeldOrderRow,
  heldOrders,
  type IdleDraftRow,
  idleDrafts,
  type OwedRow,
  owedLines,
  type PutOff,
  putOff,
  type QueueState,
  spoken,
  type WaitingRows,
  waitingLines,
} from '#store/admin/due.ts'
import { type Health, health, isUp } from '#store/admin/health.ts'
import { createWebhooks, type Webhooks } from '#store/admin/webhooks.ts'
import { databaseClock } from '#store/clock.ts'
import {
  type ConnectionLimits,
  connectionConfig,
  type Db,
  defaultConnectionLimits,
  type OnStatement,
  openPools,
  type Pools,
} from '#store/connection.ts'
import { createPaymentRequests, type PaymentRequests } from '#store/order/payment-requests.ts'
import { createQueries, type Queries } from '#store/order/queries.ts'
import { type Alarms, createAlarms } from '#store/outbox/alarms.ts'
import { type Follower, followThread } from '#store/outbox/follow.ts'
import { createOutbox, type Outbox } from '#store/outbox/outbox.ts'
import { type OneAtATime, openSignals, type Signals } from '#store/outbox/signals.ts'
import { createSurfaces, type Surfaces } from '#store/outbox/surfaces.ts'
import { type Erased, erase } from '#store/people/erase.ts'
import { createRetention, type Retention } from '#store/people/retention.ts'
import { pgSql } from '#store/pg-sql.ts'
import { type CatalogChange, changeCatalog } from '#store/shop/catalog-import.ts'
import { readHead } from '#store/shop/catalog-pages.ts'
import { changePrices, type NewPrice } from '#store/shop/goods.ts'
import { type FoundGoods, type KnownCatalog, knownCatalog, lookUp } from '#store/shop/known-catalog.ts'
import { createShopCache, type ShopCache } from '#store/shop/shop-cache.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { type Counts, loadShop } from '#store/shop/shop-load.ts'
import { readShopData } from '#store/shop/shop-read.ts'
import { type CountElsewhere, type Synced, syncStock } from '#store/shop/stock-sync.ts'
import { createTurnQueue, defaultQueueLimits, type QueueLimits, type TurnQueue } from '#store/turn/queue/turn-queue.ts'
import { type DueApprovalRow, type DueTimes, dueApprovals } from './approval-turn.ts'
import { createDesk, type Desk } from './desk.ts'
import { createRecovery, type Recovery } from './recovery.ts'
import type { CrashPoint } from './transaction.ts'
import { createTurnStore } from './turn-store.ts'

export type StoreOptions = {
  readonly url: string
  /** Another time than the database's: only tests and the playground have one. */
  readonly clock?: () => Date
  /** Ends the process at a named point; only crash tests give one. */
  readonly crash?: (point: CrashPoint) => void
  /** This process's number for its presence lock; chosen at random when absent. */
  readonly owner?: number
  readonly limits?: Partial<ConnectionLimits> & Partial<QueueLimits> & Partial<StoreTimes>
  readonly onStatement?: OnStatement
  readonly report?: StoreReport
}
/** Milliseconds. */
export type StoreTimes = {
  /** A delivery new for longer is looked at by recovery. */
  readonly unfinishedAge: number
  /** How long a turn waits for an older one of its thread. */
  readonly patience: number
  /** How long a turn waits for a database that is away: one that crashed is back within a few seconds. */
  readonly awayPatience: number
  /** No delivery is given up before it is so old. */
  readonly giveUpAfter: number
  /** How often the listening connection is asked whether it is still there. */
  readonly heartbeat: number
}
const defaultTimes: StoreTimes = {
  ...{ unfinishedAge: 5_000, patience: 30_000, awayPatience: 20_000, giveUpAfter: 600_000, heartbeat: 5_000 },
}

/** What the operator's log and metrics hear; never what people typed. */
export type StoreReport = {
  readonly retry: (error: unknown, attempt: number) => void
  readonly mismatch: (inboundId: string) => void
  readonly connection: (error: Error) => void
}
const silent: StoreReport = { retry: () => undefined, mismatch: () => undefined, connection: () => undefined }

export type Store = {
  readonly engine: EngineStore
  readonly outbox: Outbox
  readonly alarms: Alarms
  readonly surfaces: Surfaces
  /** Calls back when something may wait to be delivered. Returns the way to stop. */
  readonly onOutgoing: (heard: () => void) => () => void
  readonly recovery: Recovery
  readonly queries: Queries
  readonly payments: PaymentRequests
  readonly webhooks: Webhooks
  readonly desk: Desk
  /** Deletes a person's data (erase.ts); a dry run only says what would go. Undefined: nobody like that. */
  readonly erase: (who: string, dry?: boolean) => Promise<Erased | undefined>
  readonly retention: Retention
  readonly followThread: (thread: ThreadKey, user: UserKey) => Promise<Follower>
  /** Over a running shop, live stock stays unless counts are `given`. */
  readonly loadShop: (shop: ShopData, counts?: Counts) => Promise<void>
  readonly changeCatalog: (change: CatalogChange) => Promise<void>
  /** All of the prices, or none and the SKUs nobody knows. */
  readonly changePrices: (prices: readonly NewPrice[]) => Promise<readonly string[]>
  /** Counts of another place; `dry`: only says what would be. */
  readonly syncStock: (counts: readonly CountElsewhere[], dry?: boolean) => Promise<Synced>
  /** What an import compares with: names first, then what they stand for, some at a time. */
  readonly knownCatalog: () => Promise<KnownCatalog>
  readonly lookUp: (ids: readonly string[], skus: readonly Sku[]) => Promise<FoundGoods>
  /** Without the catalog. */
  readonly settings: () => Promise<ShopSettings>
  /** The shop as data; `orders` came with it and were read from `queries`. */
  readonly readShop: (orders: ShopData['orders']) => Promise<ShopData>
  /** False: `loadShop` was never run on this database. */
  readonly hasShop: () => Promise<boolean>
  readonly checkInvariants: () => Promise<readonly Violation[]>
  /**
   * Who handles a delivery taken over from a dead process: the engine. Without one, only
   * `recovery.unfinished` finds them.
   */
  readonly onOrphan: (handle: (inbound: Inbound) => Promise<unknown>) => void
  /**
   * What the clock may have to say; jobs/dues.ts tells what is due of it, jobs/clock.ts says it in
   * the conversation.
   */
  readonly dueApprovals: (times: DueTimes) => Promise<readonly DueApprovalRow[]>
  readonly idleDrafts: () => Promise<readonly IdleDraftRow[]>
  readonly putOff: (drafts: readonly PutOff[]) => Promise<void>
  readonly endingPrices: (settings: Parameters<typeof endingPrices>[2]) => Promise<readonly EndingPriceRow[]>
  readonly heldOrders: (ahead: number) => Promise<readonly HeldOrderRow[]>
  readonly owedLines: () => Promise<readonly OwedRow[]>
  readonly datedQueues: () => Promise<readonly QueueState[]>
  readonly waitingLines: (skus: readonly Sku[]) => Promise<WaitingRows>
  readonly spoken: (deliveries: Parameters<typeof spoken>[1]) => Promise<ReadonlySet<string>>
  readonly now: () => Date
  /** This process does it: one at a time does, another one as soon as it is gone. */
  readonly isOurs: (job: OneAtATime) => Promise<boolean>
  /** Whether it would answer now; asks less than `health`. */
  readonly isUp: () => Promise<boolean>
  readonly health: () => Promise<Health>
  readonly close: () => Promise<void>
}
export async function openStore(options: StoreOptions): Promise<Store> {
  const limits = { ...defaultConnectionLimits, ...defaultQueueLimits, ...defaultTimes, ...options.limits }
  const report = options.report ?? silent
  const signals = await openSignals({
    config: connectionConfig(options.url, limits),
    owner: options.owner,
    onError: report.connection,
    heartbeat: limits.heartbeat,
  })
  const pools = openPools(options.url, { limits, onStatement: options.onStatement, onPoolError: report.connection })
  const own = await databaseClock(pools.claims).catch(async (error: unknown) => {
    await Promise.all([signals.close(), pools.close()])
    throw error
  })
  const clock = options.clock ?? own.now
  const queue = createTurnQueue(limits)
  const shop = createShopCache(pools.db)
  signals.on('parley_shop', shop.forget)
  return assemble({ options, limits, report, clock, stopClock: own.stop, signals, pools, queue, shop })
}

type Parts = {
  readonly options: StoreOptions
  readonly limits: StoreTimes
  readonly report: StoreReport
  readonly clock: () => Date
  readonly stopClock: () => void
  readonly signals: Signals
  readonly pools: Pools
  readonly queue: TurnQueue
  readonly shop: ShopCache
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one list, a line a part
function assemble({ options, limits, report, clock, stopClock, signals, pools, queue, shop }: Parts): Store {
  let orphanHandler: ((inbound: Inbound) => Promise<unknown>) | undefined
  const { db } = pools
  const engine = createTurnStore({
    ...{ pools, queue, signals, shop, clock },
    crash: options.crash ?? (() => undefined),
    patience: limits.patience,
    awayPatience: limits.awayPatience,
    onRetry: report.retry,
    onMismatch: report.mismatch,
    async recoverOne(blocker) {
      const inbound = orphanHandler === undefined ? undefined : await recovery.takeOver(blocker)
      if (inbound === undefined) return false
      await orphanHandler?.(inbound)
      return true
    },
  })
  const recovery = createRecovery({
    sql: db,
    owner: signals.owner,
    clock,
    age: limits.unfinishedAge,
    giveUpAfter: limits.giveUpAfter,
    inFlight: engine.inFlight,
  })
  return {
    engine,
    recovery,
    outbox: createOutbox(db, clock),
    alarms: createAlarms(db, signals, clock),
    surfaces: createSurfaces(db),
    onOutgoing: (heard) => signals.on('parley_outbox', heard),
    queries: createQueries(db, pools.patient),
    payments: createPaymentRequests(db, clock),
    webhooks: createWebhooks(db, signals, clock),
    desk: createDesk(db, clock),
    erase: (who, dry) => erase(db, who, clock().toISOString(), dry),
    retention: createRetention(pools.patient, clock),
    followThread: (thread, user) => followThread({ db, signals, clock }, thread, user),
    loadShop: (data, counts) => loadShop(pools, signals, data, counts),
    changeCatalog: (change) => changeCatalog(pools, signals, change),
    changePrices: (prices) => changePrices(db, signals, prices),
    syncStock: (counts, dry = false) => syncStock(pools.patient(), counts, dry),
    knownCatalog: () => knownCatalog(pgSql(pools.copies())),
    lookUp: (ids, skus) => lookUp(pgSql(pools.copies()), ids, skus),
    settings: async () => (await readHead(db)).settings,
    readShop: (orders) => readShopData(pools.patient(), orders),
    hasShop: async () => (await db.shop.count()) > 0,
    checkInvariants: () => checkInvariants(pools.patient()),
    onOrphan(handle) {
      orphanHandler = handle
    },
    ...timed(db, clock),
    isOurs: signals.holds,
    isUp: () => isUp(db, signals),
    health: () => health(db, signals, queue),
    async close() {
      await queue.idle()
      stopClock()
      await signals.close()
      await pools.close()
    },
  }
}

type Timed = Pick<
  Store,
  | 'dueApprovals'
  | 'idleDrafts'
  | 'putOff'
  | 'endingPrices'
  | 'heldOrders'
  | 'owedLines'
  | 'datedQueues'
  | 'waitingLines'
  | 'spoken'
  | 'now'
>
const timed = (db: Db, clock: () => Date): Timed => ({
  dueApprovals: (times) => dueApprovals(db, clock(), times),
  idleDrafts: () => idleDrafts(db, clock()),
  putOff: (drafts) => putOff(db, drafts),
  endingPrices: (settings) => endingPrices(db, clock(), settings),
  heldOrders: (ahead) => heldOrders(db, clock(), ahead),
  owedLines: () => owedLines(db),
  datedQueues: () => datedQueues(db),
  waitingLines: (skus) => waitingLines(db, skus),
  spoken: (deliveries) => spoken(db, deliveries),
  now: clock,
})
