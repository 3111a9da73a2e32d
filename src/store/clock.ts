/**
 * One clock for all processes: the database's time, measured at the start and again every minute,
 * and carried on in between by a clock that only goes forward. Rule: leases, ages and expiry are
 * read from here and never from the clock of the machine, so that a process whose own is wrong takes
 * nothing from anybody. Next: turn/open.ts, which hands it out.
 */
import type pg from 'pg'

export type DatabaseClock = { readonly now: () => Date; readonly stop: () => void }

const AGAIN = 60_000

/** Throws what the database throws when it cannot be asked the first time; later it goes on with what it knows. */
export async function databaseClock(pool: Pick<pg.Pool, 'query'>): Promise<DatabaseClock> {
  let known = await measured(pool)
  const timer = setInterval(() => {
    measured(pool).then(
      (now) => {
        // An answer that took long says little of when it was true.
        if (now.took < QUICK) known = now
      },
      () => undefined,
    )
  }, AGAIN)
  timer.unref()
  return { now: () => new Date(known.at + performance.now() - known.measured), stop: () => clearInterval(timer) }
}

/** Milliseconds. */
const QUICK = 1_000
type Measured = { readonly at: number; readonly measured: number; readonly took: number }

/** The answer was true about half way through asking for it. */
async function measured(pool: Pick<pg.Pool, 'query'>): Promise<Measured> {
  const before = performance.now()
  const { rows } = await pool.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  )
  const after = performance.now()
  return { at: rows[0]?.ms ?? 0, measured: (before + after) / 2, took: after - before }
}
