/**
 * Following a thread: how a terminal shows what is said in it, by whichever process. Every follower
 * shows each shared row once, private rows only to their user; what waited while nobody was there
 * comes first. A row counts as sent once a follower has come back after being given it, so a crash
 * in between shows it again, with the same id, rather than never.
 */
import type { ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import type { Db } from '#store/connection.ts'
import { markShown, type OutboxRow, recentRows, unshownRows } from './outbox.ts'
import type { Signals } from './signals.ts'

/** Rows can become visible out of order by a few ids; this many of the newest are remembered one by one. */
const REMEMBERED = 200
/** A lost signal delays what is shown by at most this, milliseconds. */
const LOOK_AGAIN = 1_000

export type Follower = {
  /** Rows to show now, oldest first; those of the call before count as shown. */
  readonly drain: () => Promise<readonly OutboxRow[]>
  /** Calls back when there may be something to drain; at least once a second. Returns the way to stop. */
  readonly onNotify: (notify: () => void) => () => void
  /** The last drained rows count as shown. */
  readonly close: () => Promise<void>
}

export type FollowDeps = { readonly db: Db; readonly signals: Signals; readonly clock: () => Date }

export async function followThread(deps: FollowDeps, thread: ThreadKey, user: UserKey): Promise<Follower> {
  const seen = await startingPoint(deps.db, thread)
  const stops = new Set<() => void>()
  let given: readonly number[] = []
  let last: Promise<unknown> = Promise.resolve()

  async function shown(): Promise<void> {
    const ids = given
    given = []
    await markShown(deps.db, ids, deps.clock())
  }
  async function next(): Promise<readonly OutboxRow[]> {
    await shown()
    const rows = await unshownRows(deps.db, thread, { floor: seen.floor, ids: [...seen.ids] }, user)
    for (const row of rows) seen.ids.add(row.id)
    given = rows.map((row) => row.id)
    forgetOld(seen)
    return rows
  }
  return {
    drain() {
      const rows = last.then(next, next)
      last = rows
      return rows
    },
    onNotify(notify) {
      const stop = deps.signals.on('parley_outbox', (key) => {
        if (key === undefined || key === thread) notify()
      })
      const timer = setInterval(notify, LOOK_AGAIN)
      timer.unref()
      const end = () => {
        clearInterval(timer)
        stop()
        stops.delete(end)
      }
      stops.add(end)
      return end
    },
    async close() {
      for (const stop of stops) stop()
      await last.catch(() => undefined)
      await shown()
    },
  }
}

type Seen = { floor: number; readonly ids: Set<number> }

/** What was shown before this process came is not shown again; what still waits is. */
async function startingPoint(db: Db, thread: ThreadKey): Promise<Seen> {
  const rows = await recentRows(db, thread, REMEMBERED)
  const oldest = rows.length < REMEMBERED ? 0 : Math.min(...rows.map((row) => row.id)) - 1
  const waiting = (row: OutboxRow) => row.status === 'pending' || row.status === 'parked'
  return { floor: oldest, ids: new Set(rows.filter((row) => !waiting(row)).map((row) => row.id)) }
}

function forgetOld(seen: Seen): void {
  if (seen.ids.size < 2 * REMEMBERED) return
  const old = [...seen.ids].sort((a, b) => a - b).slice(0, -REMEMBERED)
  for (const id of old) seen.ids.delete(id)
  seen.floor = Math.max(seen.floor, ...old)
}
