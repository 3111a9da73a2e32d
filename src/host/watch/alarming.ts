/**
 * Alarms of this process: how its channels, its clock and the database stand, asked every few
 * seconds and by the doctor once a day, by one process at a time, told where ALARM_CHANNEL says. Next: jobs/alarms.ts.
 */

import type { LineState } from '#host/keep-up.ts'
import { type AlarmStanding, watchForAlarms } from '#jobs/alarms.ts'
import type { Store } from '#store/turn/open.ts'
import type { Log } from './log.ts'

export type Alarming = {
  readonly store: Store
  readonly to: string | undefined
  readonly channels: () => Readonly<Record<string, LineState>>
  readonly clockAge: () => number
  readonly log: Log
}

/** Milliseconds. */
const [LOOK, DOCTOR] = [10_000, 86_400_000]

/** Answers the way to stop. */
export function startAlarms({ store, to, channels, clockAge, log }: Alarming): () => Promise<void> {
  if (to === undefined) return async () => undefined
  let [violations, doctorAt] = [0, Number.NEGATIVE_INFINITY]
  async function standing(): Promise<AlarmStanding> {
    if (performance.now() - doctorAt > DOCTOR) {
      doctorAt = performance.now()
      violations = (await store.checkInvariants()).length
    }
    const { database, dead, oldestInbox, oldestOutbox } = await store.health()
    // What is not known is not over.
    if (database === 'down') throw new Error('the database does not answer')
    return { channels: channels(), dead, oldestInbox, oldestOutbox, clockAge: clockAge(), violations }
  }
  const deps = { ...store.alarms, to, standing, now: store.now, ours: () => store.isOurs('alarms') }
  return watchForAlarms(deps, LOOK, (error) => log({ event: 'connection', error }))
}
