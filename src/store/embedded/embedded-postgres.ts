/**
 * The database for people who did not set one up: a real PostgreSQL server over a private socket,
 * its data in the Parley folder. Rule: several processes share one server; each holds a lease (a
 * shared lock on an open connection, which ends with the process, even by kill -9), and the last
 * one out stops the server. A killed server is started again under the same address. Next:
 * embedded/server.ts (start, stop), embedded/account.ts (root and permissions), migrate.ts
 * (tables).
 */
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { checkPrograms, prepareFolder, serverAccount } from './account.ts'
import { withFileLock } from './lock.ts'
import { exitCodeOf } from './processes.ts'
import { findPrograms } from './programs.ts'
import {
  type Durability,
  findRunning,
  initialise,
  type Running,
  type Server,
  SUPERUSER,
  start,
  stop,
} from './server.ts'

declare module 'pg' {
  interface Client {
    ref(): void // present since pg 8, missing in its types
    unref(): void
  }
}

export type EmbeddedOptions = {
  /** The data folder, for example `.data/pg`; made when missing. Its log is `<folder>.log`. */
  readonly folder: string
  /** `none` for tests only: faster, and a power cut may lose everything. Default `full`. */
  readonly durability?: Durability
  /** Told in one line what happens beyond the ordinary: a killed server being started again. */
  readonly log?: (line: string) => void
}

export type EmbeddedPostgres = {
  /** Connection address of a database on this server; stays valid when the server is started again. */
  url(database: string): string
  /** Makes the database when missing, and answers its address. */
  openDatabase(database: string): Promise<string>
  /** Process number of the server at this moment. */
  pid(): number
  /** Gives the lease back; stops the server when nobody else holds one. Repeating it does nothing. */
  release(): Promise<void>
}

type Lease = { readonly client: pg.Client; readonly running: Running }

const LEASE = 727_001 // advisory lock number, in the database "postgres"
const LOCK_WAIT_MS = 180_000 // longer than a start with crash recovery
const CONNECT_WAIT_MS = 60_000

/**
 * Attaches to the server of this folder, starting (and first creating) it when needed. Throws
 * EmbeddedPostgresError with the way out.
 */
export async function embeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const server = await prepare(options)
  const lockFile = `${server.data}.lock`
  let closing = false
  let lease = await attach()
  let healing: Promise<void> = Promise.resolve()

  function attach(): Promise<Lease> {
    return withFileLock(lockFile, LOCK_WAIT_MS, () => takeLease(server)).then((taken) => {
      taken.client.once('end', () => {
        if (!closing) healing = heal()
      })
      return taken
    })
  }

  async function heal(): Promise<void> {
    options.log?.('The embedded database went away and is being started again.')
    while (!closing) {
      try {
        lease = await attach()
        return options.log?.('The embedded database is back.')
      } catch (error) {
        options.log?.(`The embedded database does not start: ${error instanceof Error ? error.message : String(error)}`)
        await sleep(1000, undefined, { ref: false })
      }
    }
  }

  const url = (database: string) => address(lease.running, database)
  return {
    url,
    pid: () => lease.running.pid,
    async openDatabase(database) {
      await withFileLock(lockFile, LOCK_WAIT_MS, () => createIfMissing(url('postgres'), database))
      return url(database)
    },
    async release() {
      if (closing) return
      closing = true
      await healing
      await withFileLock(lockFile, LOCK_WAIT_MS, () => giveBack(lease))
    },
  }
}

async function prepare(options: EmbeddedOptions): Promise<Server> {
  const asked = path.resolve(options.folder)
  const account = serverAccount(asked)
  prepareFolder(account, path.dirname(asked))
  // one name per folder, whatever links lead there
  const data = path.join(fs.realpathSync(path.dirname(asked)), path.basename(asked))
  const programs = await findPrograms()
  checkPrograms(account, programs.postgres)
  return { data, account, programs, durability: options.durability ?? 'full' }
}

async function takeLease(server: Server): Promise<Lease> {
  for (const deadline = performance.now() + CONNECT_WAIT_MS; ; await sleep(50)) {
    const found = findRunning(server.data)
    if (!found) await initialise(server)
    const running = found ?? (await start(server))
    try {
      const client = await connect(address(running, 'postgres'))
      await client.query('select pg_advisory_lock_shared($1)', [LEASE])
      client.unref() // a lease alone keeps no process from ending
      return { client, running }
    } catch (error) {
      if (performance.now() > deadline) throw error // until then: still starting, or another program is stopping it
    }
  }
}

async function giveBack({ client, running }: Lease): Promise<void> {
  client.ref()
  try {
    const leases = "select count(*)::int as held from pg_locks where locktype = 'advisory' and granted and objid = $1"
    const { rows } = await client.query<{ held: number }>(leases, [LEASE])
    if (rows[0]?.held === 1) await stop(running)
  } catch {
    // the server is gone already: nothing to stop
  }
  await client.end().catch(() => {})
}

async function createIfMissing(url: string, database: string): Promise<void> {
  const client = await connect(url)
  try {
    await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } catch (error) {
    if (exitCodeOf(error) !== '42P04') throw error // exists already: fine
  } finally {
    await client.end()
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'parley lease' })
  client.on('error', () => {}) // reported by the 'end' that follows
  await client.connect()
  return client
}

function address({ host, port }: Running, database: string): string {
  if (!path.isAbsolute(host)) return `postgresql://${SUPERUSER}@${host}:${port}/${database}`
  return `postgresql://${SUPERUSER}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
