/**
 * Whether connections are Parley's own for as long as they are open. Rule: what stands between (a
 * pooler such as PgBouncer) is known by what it does, not by its name: it hands one server session
 * to two connections, or it does not pass our settings on. Locks, listening and prepared statements
 * would then be somebody else's a statement later. Next: host/database.ts, which says so.
 */
import pg from 'pg'
import { connectionConfig, defaultConnectionLimits } from './connection.ts'

/** `shares`: one session for several connections. `drops`: settings of a connection are refused or ignored. */
export type Middleman = 'shares' | 'drops'

/** Protocol violation: what a pooler answers to a setting it does not know, or to `begin`. */
const REFUSED = '08P01'
const ROUNDS = 3

/** Undefined: nobody is between. Throws what connecting throws. */
export async function middlemanAt(url: string): Promise<Middleman | undefined> {
  const config = connectionConfig(url, defaultConnectionLimits)
  const clients = [new pg.Client(config), new pg.Client(config)] as const
  for (const client of clients) client.on('error', () => undefined)
  try {
    for (const client of clients) await client.connect()
    return await behaviour(...clients)
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === REFUSED) return 'drops'
    throw error
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)))
  }
}

/** While one holds its session in a transaction, the other one must still have the one it had. */
async function behaviour(one: pg.Client, other: pg.Client): Promise<Middleman | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const had = await sessionOf(one)
    await other.query('begin')
    const taken = await sessionOf(other)
    // Of a pooler with a single session the next question would wait for the transaction's end.
    if (taken.id === had.id) return 'shares'
    const has = await sessionOf(one)
    await other.query('rollback')
    if (has.id !== had.id) return 'shares'
    if (has.lockTimeout !== `${defaultConnectionLimits.lockTimeout}ms`) return 'drops'
  }
  return undefined
}

type Session = { readonly id: string; readonly lockTimeout: string }

async function sessionOf(client: pg.Client): Promise<Session> {
  const { rows } = await client.query<Session>(
    `select pg_backend_pid()::text as id, current_setting('lock_timeout') as "lockTimeout"`,
  )
  const [session] = rows
  if (session === undefined) throw new Error('the session of a connection is not known')
  return session
}
