/**
 * The turn's transaction: READ COMMITTED with explicit locks, run again as a whole when it lost a
 * race or its connection.
 *
 * LOCK ORDER, everywhere:
 *   1 inbox row      update new -> done                         (open-turn.ts)
 *   2 draft, order   for update, ascending id                   (open-turn.ts; switchDraft takes a second draft:
 *                                                                a deadlock there is retried)
 *   3 coupon         no key update, ascending code, limited ones only: an unlimited coupon
 *                    is never locked  (stock.ts, place.ts)
 *   4 stock          for update, ascending SKU                  (stock.ts, place.ts)
 *   5 coupon use     upsert, ascending code and identity        (place.ts; nobody waits for 3 or 4 while holding one)
 *   6 approval, customer, new rows
 * Row locks on coupons are `no key update`: plain `for update` would also stop the foreign key checks of other orders.
 * No network call happens while a transaction is open. What a turn keeps is sent in one packet with its COMMIT.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { pgSql } from '#store/pg-sql.ts'
import { codesIn, TurnConflict, withRetries } from '#store/turn/queue/retry.ts'

const TRIES = 6
/** Milliseconds, upper bound of the first pause. */
const FIRST_PAUSE = 20
/** Where crash tests end the process; in the order a turn passes them. */
export type CrashPoint =
  | 'after-claim'
  | 'after-begin'
  | 'after-open'
  | 'after-facts'
  | `during-place-${1 | 2 | 3 | 4 | 5}`
  | 'before-save'
  | 'before-commit'
  | 'during-commit'
  | 'after-commit'

export type OnRetry = (error: unknown, attempt: number) => void

/** `awayPatience`: milliseconds a database that is away is waited for. */
export type Trying = {
  readonly onRetry: OnRetry
  readonly awayPatience: number
  readonly crash?: (point: CrashPoint) => void
}

/**
 * What one try comes to. `last` is sent with COMMIT: it fails by itself where nothing may be kept
 * (LOST, a division by zero), since nobody looks at its answer before.
 */
export type Attempted<T> = { readonly value: T; readonly last?: Prisma.Sql | undefined }
type Work<T> = (tx: Sql) => Promise<Attempted<T>>
const LOST = '22012'

/**
 * Runs `work` in one transaction; every try starts from nothing. Throws the last fault after 6 lost
 * races, after its patience without a database, or at once when trying again cannot help.
 */
export function inTransaction<T>(pool: pg.Pool, work: Work<T>, trying: Trying): Promise<T> {
  const { onRetry, awayPatience: patience, crash = () => undefined } = trying
  const limits = { tries: TRIES, patience, firstPause: FIRST_PAUSE }
  return withRetries(() => attempt(pool, work, crash), {
    ...limits,
    random: Math.random,
    now: () => performance.now(),
    pause,
    onRetry,
  })
}

async function attempt<T>(pool: pg.Pool, work: Work<T>, crash: (point: CrashPoint) => void): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // Not awaited: the first statement of the work goes with it in one packet; where BEGIN failed, it fails too.
    client.connection.stream.cork()
    const begun = client.query('begin')
    process.nextTick(() => client.connection.stream.uncork())
    begun.catch(() => undefined)
    const { value, last } = await work(pgSql(client))
    await begun
    crash('before-commit')
    await committed(client, last, crash)
    return value
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => {
      broken = fault
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Where `last` fails the server keeps nothing, though COMMIT is on its way already. */
async function committed(client: pg.PoolClient, last: Prisma.Sql | undefined, crash: (point: CrashPoint) => void) {
  client.connection.stream.cork()
  const saved = last === undefined ? undefined : pgSql(client).$executeRaw(last)
  const ended = client.query('commit')
  client.connection.stream.uncork()
  crash('during-commit')
  ended.catch(() => undefined)
  await saved?.catch((error: unknown) => {
    throw codesIn(error).includes(LOST)
      ? new TurnConflict('the draft was started or saved by another turn', { cause: error })
      : error
  })
  const { command } = await ended
  if (command !== 'COMMIT') throw new Error('a statement of the transaction failed unnoticed: nothing was kept')
}
