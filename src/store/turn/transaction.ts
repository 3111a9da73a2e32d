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
 * No network call happens while a transaction is open.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Sql } from '#store/connection.ts'
import { pgSql } from '#store/pg-sql.ts'
import { withRetries } from '#store/turn/queue/retry.ts'

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
  | 'after-save'
  | 'before-commit'
  | 'after-commit'

export type OnRetry = (error: unknown, attempt: number) => void

/** `awayPatience`: milliseconds a database that is away is waited for. */
export type Trying = { readonly onRetry: OnRetry; readonly awayPatience: number }

/**
 * Runs `work` in one transaction; every try starts from nothing. Throws the last fault after 6 lost
 * races, after its patience without a database, or at once when trying again cannot help.
 */
export function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: Sql) => Promise<T>,
  { onRetry, awayPatience: patience }: Trying,
): Promise<T> {
  const limits = { tries: TRIES, patience, firstPause: FIRST_PAUSE }
  return withRetries(() => attempt(pool, work), {
    ...limits,
    random: Math.random,
    now: () => performance.now(),
    pause,
    onRetry,
  })
}

async function attempt<T>(pool: pg.Pool, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // Not awaited: the first statement of the work follows on the same wire; where BEGIN failed, it fails too.
    const begun = client.query('begin')
    begun.catch(() => undefined)
    const result = await work(pgSql(client))
    await begun
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('a statement of the transaction failed unnoticed: nothing was kept')
    return result
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => {
      broken = fault
    })
    throw error
  } finally {
    client.release(broken)
  }
}
