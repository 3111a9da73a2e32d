/**
 * Alarms for the operator: what is wrong, since when, and the command to run. Rule: once a cause,
 * again hourly while it lasts, and once when it is over, whatever restarts in between. Next:
 * store/outbox/alarms.ts keeps what was told.
 */

import type { ThreadKey } from '#conversation/edge/inbound.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { every } from './every.ts'

/** How things stand; ages in seconds. */
export type AlarmStanding = {
  readonly channels: Readonly<Record<string, 'up' | 'reconnecting' | 'refused'>>
  readonly dead: number
  readonly oldestInbox: number
  readonly oldestOutbox: number
  readonly clockAge: number
  /** What the last doctor found. */
  readonly violations: number
}
type Told = { readonly cause: string; readonly id: number; readonly at: Date; readonly isOpen: boolean }
type News = { readonly cause: string; readonly after: number; readonly over: boolean; readonly view: View }
export type AlarmDeps = {
  readonly to: ThreadKey
  readonly standing: () => Promise<AlarmStanding>
  readonly told: () => Promise<readonly Told[]>
  readonly tell: (to: ThreadKey, news: News) => Promise<void>
  readonly now: () => Date
}

/** Seconds something may be so before it is an alarm. */
const PATIENCE = 60
/** Milliseconds. */
const HOUR = 3_600_000

export type Alarm = { readonly cause: string; readonly what: string; readonly run: string }

/** `downSince`: when each channel was seen down first, milliseconds. */
export function alarmsOf(standing: AlarmStanding, downSince: Map<string, number>, now: number): readonly Alarm[] {
  for (const [name, state] of Object.entries(standing.channels)) {
    if (state === 'up') downSince.delete(name)
    else if (!downSince.has(name)) downSince.set(name, now)
  }
  const down = [...downSince].filter(([, since]) => now - since >= PATIENCE * 1_000).map(([name]) => name)
  const { dead, oldestInbox, oldestOutbox, clockAge, violations } = standing
  const age = (seconds: number): string => `${Math.round(seconds / 60)} min`
  return [
    ...down.map((name) => ({
      cause: `channel ${name}`,
      what: `${name} cannot be reached; what is said for it waits`,
      run: 'the log, and the token of its app',
    })),
    ...when(dead > 0, 'dead letters', `${dead} messages were refused for good`, 'parley outbox list --status dead'),
    ...when(
      oldestOutbox > PATIENCE,
      'outbox',
      `a message waits for ${age(oldestOutbox)} to be sent`,
      'parley outbox list',
    ),
    ...when(oldestInbox > PATIENCE, 'inbox', `somebody waits for ${age(oldestInbox)} for an answer`, 'parley doctor'),
    ...when(clockAge > PATIENCE, 'clock', `what is timed was not looked at for ${age(clockAge)}`, 'the log'),
    ...when(violations > 0, 'doctor', `${violations} things do not add up`, 'parley doctor'),
  ]
}

const when = (holds: boolean, cause: string, what: string, run: string): readonly Alarm[] =>
  holds ? [{ cause, what, run }] : []

/** One look. */
export async function lookForAlarms(deps: AlarmDeps, downSince: Map<string, number>): Promise<void> {
  const now = deps.now()
  const alarms = alarmsOf(await deps.standing(), downSince, now.getTime())
  const told = await deps.told()
  for (const alarm of alarms) {
    const before = told.find(({ cause }) => cause === alarm.cause)
    if (before?.isOpen === true && now.getTime() - before.at.getTime() < HOUR) continue
    await deps.tell(deps.to, { cause: alarm.cause, after: before?.id ?? 0, over: false, view: alarmView(alarm) })
  }
  for (const { cause, id, isOpen } of told) {
    if (!isOpen || alarms.some((alarm) => alarm.cause === cause)) continue
    await deps.tell(deps.to, { cause, after: id, over: true, view: overView(cause) })
  }
}

const alarmView = ({ cause, what, run }: Alarm): View => ({
  headline: inert(`Alarm (${cause}): ${what}`),
  blocks: [{ kind: 'text', text: inert(`Look at: ${run}. It is said again every hour until it is over.`) }],
  controls: [],
})
const overView = (cause: string): View => ({ headline: inert(`Over (${cause})`), blocks: [], controls: [] })

export function watchForAlarms(
  deps: AlarmDeps & { readonly ours: () => Promise<boolean> },
  pause: number,
  failed: (error: unknown) => void,
): () => Promise<void> {
  const downSince = new Map<string, number>()
  const look = async (): Promise<void> => {
    if (await deps.ours()) await lookForAlarms(deps, downSince)
  }
  return every(pause, look, failed)
}
