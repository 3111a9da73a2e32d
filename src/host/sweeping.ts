/**
 * What happens by itself in this process: what others left unfinished is finished, what nobody waits
 * for any more is put aside, what is due is said, and what is kept only for a time goes. Next:
 * jobs/sweep.ts, jobs/clock.ts, jobs/retention.ts.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '#config'
import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Engine } from '#conversation/engine.ts'
import type { Log } from '#host/watch/log.ts'
import { startClock } from '#jobs/clock.ts'
import { whatIsDue } from '#jobs/dues.ts'
import { every } from '#jobs/every.ts'
import { startRetention } from '#jobs/retention.ts'
import { startStockSync } from '#jobs/stock-sync.ts'
import { sweepOnce } from '#jobs/sweep.ts'
import { readFeed, stockCounts } from '#ports/stock-feed.ts'
import { KEEP_DAYS, type KeepDays } from '#store/people/retention.ts'
import type { Store } from '#store/turn/open.ts'
import { CLOCK_USER } from '#store/turn/open-turn.ts'

/** Deliveries of a dead process are looked for this often, milliseconds. */
const SWEEP = 2_000
/** What is left by then is found while people talk already, milliseconds. */
const FIRST_SWEEP = 10_000
/** What nobody printed for so long is no longer waiting: its terminal is closed. Milliseconds. */
const TERMINAL_CLOSED = 60_000
/** A letter nobody sends is over when its code is. Milliseconds. */
const CODE_OVER = 600_000

type SweepPlan = { readonly store: Store; readonly engine: Engine; readonly log: Log; readonly mails: boolean }

/**
 * Finishes what a process that is gone had begun: once before the first line (for a moment: what
 * hangs goes on behind), then in the background. Answers the way to stop.
 */
export async function sweep({ store, engine, log, mails }: SweepPlan): Promise<() => Promise<void>> {
  const onFault = (error: unknown): void => log({ event: 'fault', error })
  const once = async (): Promise<void> => {
    const count = await sweepOnce({ engine, recovery: store.recovery, onFault })
    if (count > 0) log({ event: 'recovered', count })
    await store.outbox.parkIdle('terminal', TERMINAL_CLOSED)
    if (!mails) await store.outbox.parkIdle('mail', CODE_OVER)
  }
  const safely = (): Promise<void> => once().catch((error: unknown) => log({ event: 'connection', error }))
  const first = safely()
  await Promise.race([first, sleep(FIRST_SWEEP, undefined, { ref: false })])
  const stop = every(SWEEP, () => first.then(safely), onFault)
  return async () => {
    await Promise.all([first, stop()])
  }
}

/** How often what is timed is looked at, and whether the day of what is kept is over; milliseconds. */
const [CLOCK, KEPT] = [5_000, 600_000]

type TimedPlan = Pick<SweepPlan, 'store' | 'engine' | 'log'> & {
  readonly codec: ActionCodec
  readonly desk: ThreadKey
  readonly keep?: Partial<KeepDays>
  readonly stockSync?: Config['stockSync']
  readonly lookEvery?: number
}

/** `age`: seconds since the clock was looked at. */
export function startTimed({ store, engine, codec, desk, log, keep, stockSync, lookEvery = CLOCK }: TimedPlan): {
  readonly age: () => number
  readonly stop: () => Promise<void>
} {
  let looked = performance.now()
  const failed = (error: unknown): void => log({ event: 'connection', error })
  const source = { ...store, settings: async () => (await store.engine.shop()).settings }
  const queues = new Map<string, string>()
  const due = () => whatIsDue(source, { desk, queues })
  const ours = (): Promise<boolean> => {
    looked = performance.now()
    return store.isOurs('clock')
  }
  const clock = startClock({ engine, codec, due, user: CLOCK_USER, ours }, lookEvery, failed)
  const kept = startRetention(
    {
      clear: (goesOn) => store.retention.clear({ ...KEEP_DAYS, ...keep }, goesOn),
      ours: () => store.isOurs('retention'),
    },
    KEPT,
    failed,
  )
  const synced = stockSync === undefined ? undefined : syncing({ store, log }, stockSync)
  return {
    age: () => (performance.now() - looked) / 1_000,
    async stop() {
      await Promise.all([clock(), kept(), synced?.()])
    },
  }
}

const MINUTE = 60_000

const syncing = (
  { store, log }: Pick<SweepPlan, 'store' | 'log'>,
  { place, minutes }: NonNullable<Config['stockSync']>,
): (() => Promise<void>) =>
  startStockSync(
    {
      feed: async () => stockCounts(await readFeed(place)),
      take: (counts) => store.syncStock(counts),
      ours: () => store.isOurs('stock-sync'),
      left: (count) => log({ event: 'stock-sync', count, why: count === 0 ? 'all taken' : 'some not taken' }),
    },
    minutes * MINUTE,
    (error) => log({ event: 'stock-sync', why: 'failed', error }),
  )
