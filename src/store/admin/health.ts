/**
 * How a process stands, for health checks, figures and alarms. Rule: a database that does not answer
 * soon is down, and nothing else is known then. Next: host/http.ts, host/watch/alarming.ts.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db } from '#store/connection.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { readOne } from '#store/read.ts'
import type { TurnQueue } from '#store/turn/queue/turn-queue.ts'

export type Health = {
  readonly database: 'up' | 'down'
  readonly signals: 'up' | 'down'
  readonly running: number
  readonly waiting: number
  /** Seconds: the oldest delivery without an answer, the oldest message that waits to be delivered. */
  readonly oldestInbox: number
  readonly oldestOutbox: number
  /** Messages that wait, and that were refused for good. */
  readonly pending: number
  readonly dead: number
}

const standingRow = z.strictObject({
  oldestInbox: z.number(),
  oldestOutbox: z.number(),
  pending: z.int(),
  dead: z.int(),
})
/** A database that does not answer by then is down, milliseconds. */
const ANSWERS_WITHIN = 2_500
const UNKNOWN = { oldestInbox: 0, oldestOutbox: 0, pending: 0, dead: 0 } as const

/** Seconds of age by the database's own clock; what waits for terminals is nobody's trouble. */
const STANDING = Prisma.sql`select
  coalesce((select extract(epoch from now() - min(created_at)) from inbox where status = 'new'), 0)::float8
    as "oldestInbox",
  coalesce((select extract(epoch from now() - min(created_at)) from outbox where status = 'pending'
    and channel <> 'terminal'), 0)::float8 as "oldestOutbox",
  (select count(*)::int from outbox where status = 'pending' and channel <> 'terminal') as pending,
  (select count(*)::int from outbox where status = 'dead') as dead`

/** Whether the database answers and is heard: one small question. */
export async function isUp(db: Db, signals: Signals): Promise<boolean> {
  const late = pause(ANSWERS_WITHIN, false, { ref: false })
  const asked = db.$queryRaw`select 1`.then(
    () => true,
    () => false,
  )
  return signals.connected() && (await Promise.race([asked, late]))
}

export async function health(db: Db, signals: Signals, queue: TurnQueue): Promise<Health> {
  const late = pause(ANSWERS_WITHIN, undefined, { ref: false })
  const found = await Promise.race([readOne(db, standingRow, STANDING), late]).catch(() => undefined)
  const database = found === undefined ? 'down' : 'up'
  return { database, signals: signals.connected() ? 'up' : 'down', ...queue.size(), ...(found ?? UNKNOWN) }
}
