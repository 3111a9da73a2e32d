/**
 * Sweeping in this process: what others left unfinished is finished, and what nobody waits for any
 * more is put aside. Next: jobs/sweep.ts.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '#conversation/engine.ts'
import { every } from '#jobs/every.ts'
import { sweepOnce } from '#jobs/sweep.ts'
import type { Store } from '#store/turn/open.ts'
import type { Log } from './log.ts'

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
