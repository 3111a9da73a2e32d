/**
 * Brings the tables up to date at start: applies prisma/migrations in order, on one connection,
 * keeping the same `_prisma_migrations` table as Prisma's own command. Rule: one starter at a time,
 * each migration whole or not at all, and an applied file never changes. Next: prisma/migrations/,
 * scripts/migrate.ts (writes new ones), docs/ARCHITECTURE.md on changing tables while two versions
 * run.
 */
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type MigrateOptions = {
  readonly url: string
  /**
   * The folder with one folder per migration, each holding migration.sql. Default:
   * prisma/migrations of this checkout.
   */
  readonly folder?: string
  /** How long one attempt waits for a table that another session uses. Default 5 s, tried 5 times. */
  readonly lockTimeoutMs?: number
  /** How long to wait for another starter that is migrating right now. Default 10 min. */
  readonly turnTimeoutMs?: number
}

export type MigrateReport = {
  /** Names applied by this call, in order. */
  readonly applied: readonly string[]
  /**
   * Names the database has and this program does not know: a newer version was here. Allowed,
   * tables only grow between two versions.
   */
  readonly unknown: readonly string[]
}

/** The tables cannot be brought up to date; the message says what to do. Nothing of the named migration was applied. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }
type Row = {
  readonly migration_name: string
  readonly checksum: string
  readonly state: 'done' | 'failed'
  readonly logs: string | null
}

const TURN = 72_707_369 // the advisory lock number of Prisma's own engine, so the two never work at once
const ATTEMPTS = 5
const FOLDER = path.join(import.meta.dirname, '../../../prisma/migrations')
const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0)`

/** Applies what is missing. Throws MigrationError; throws the driver's error when the database cannot be reached. */
export async function migrate(options: MigrateOptions): Promise<MigrateReport> {
  const known = readMigrations(options.folder ?? FOLDER)
  const client = await connect(options.url)
  try {
    await waitForTurn(client, options.turnTimeoutMs ?? 600_000)
    await client.query(TABLE)
    const rows = await readRows(client)
    const missing = plan(known, rows)
    for (const migration of missing) await apply(client, migration, options.lockTimeoutMs ?? 5000)
    return { applied: missing.map(({ name }) => name), unknown: unknownTo(known, rows) }
  } finally {
    await client.end().catch(() => {}) // also gives the turn back
  }
}

/** For health checks: what a start would apply. Changes nothing; the same errors as `migrate`. */
export async function pendingMigrations(options: Pick<MigrateOptions, 'url' | 'folder'>): Promise<readonly string[]> {
  const known = readMigrations(options.folder ?? FOLDER)
  const client = await connect(options.url)
  try {
    const { rowCount } = await client.query(
      "select 1 from pg_tables where schemaname = current_schema() and tablename = '_prisma_migrations'",
    )
    return plan(known, rowCount ? await readRows(client) : []).map(({ name }) => name)
  } finally {
    await client.end().catch(() => {})
  }
}

export function readMigrations(folder: string): readonly Migration[] {
  if (!fs.existsSync(folder)) return []
  const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'migration.sql')))
  return names.sort().map((name) => {
    const sql = fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

function plan(known: readonly Migration[], rows: readonly Row[]): readonly Migration[] {
  const failed = rows.find(({ state }) => state === 'failed')
  if (failed) {
    throw new MigrationError(
      `Migration ${failed.migration_name} was started by another tool and did not ` +
        `finish${failed.logs ? `: ${failed.logs}` : ''}. ` +
        'Restore the backup taken before it, or finish or undo it by hand and then run: npx prisma migrate ' +
        'resolve --help',
    )
  }
  const done = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const changed = known.find(({ name, checksum }) => done.has(name) && done.get(name) !== checksum)
  if (changed) {
    throw new MigrationError(
      `Migration ${changed.name} was changed after it was applied to this database. Put the original file back ` +
        `(git checkout) and make the change in a new migration: npm run migrate new NAME`,
    )
  }
  const last = known.filter(({ name }) => done.has(name)).at(-1)?.name ?? ''
  const missing = known.filter(({ name }) => !done.has(name))
  const late = missing.find(({ name }) => name < last)
  if (late)
    throw new MigrationError(
      `Migration ${late.name} would come before ${last}, which is applied already. Rename its folder to a later time.`,
    )
  return missing
}

function unknownTo(known: readonly Migration[], rows: readonly Row[]): readonly string[] {
  const names = new Set(known.map(({ name }) => name))
  return rows.map((row) => row.migration_name).filter((name) => !names.has(name))
}

async function apply(client: pg.Client, migration: Migration, lockTimeoutMs: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyOnce(client, migration, lockTimeoutMs)
    } catch (error) {
      await client.query('rollback').catch(() => {})
      if (isLockTimeout(error) && attempt < ATTEMPTS) {
        await sleep(200 * attempt) // let the queue behind us pass, then try again
        continue
      }
      await record(client, migration, error).catch(() => {}) // for whoever looks later; the error below is what counts
      throw failure(migration, error)
    }
  }
}

/** The change and its record commit together: killed at any moment, either both are there or neither. */
async function applyOnce(client: pg.Client, { name, sql, checksum }: Migration, lockTimeoutMs: number): Promise<void> {
  await client.query('begin')
  await client.query(`set local lock_timeout = ${Math.round(lockTimeoutMs)}`)
  const before = await transactionId(client)
  await client.query(sql)
  if ((await transactionId(client)) !== before) {
    throw new MigrationError(
      `Migration ${name} contains its own begin or commit. Remove them: it already runs as one transaction.`,
    )
  }
  const insert = `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    values ($1, $2, $3, clock_timestamp(), 1)`
  await client.query(insert, [randomUUID(), checksum, name])
  await client.query('commit')
}

/** A row marked as rolled back, which Prisma's command and the next start both step over. */
async function record(client: pg.Client, { name, checksum }: Migration, error: unknown): Promise<void> {
  const insert =
    'insert into _prisma_migrations (id, checksum, migration_name, logs, rolled_back_at) values ($1, $2, $3, $4, now())'
  await client.query(insert, [randomUUID(), checksum, name, String(error)])
}

function failure({ name }: Migration, error: unknown): Error {
  if (error instanceof MigrationError) return error
  const why = isLockTimeout(error)
    ? 'another program keeps using the table it changes. Stop other Parley processes and long-running queries, ' +
      'then start again'
    : `${error instanceof Error ? error.message : String(error)}. If you did not change this file, report it ` +
      `with this message`
  return new MigrationError(`Migration ${name} was not applied and nothing was changed: ${why}.`, { cause: error })
}

const isLockTimeout = (error: unknown) => error instanceof pg.DatabaseError && error.code === '55P03'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'parley migrate',
  })
  client.on('error', () => {}) // the query that is running reports it
  await client.connect()
  return client
}

async function waitForTurn(client: pg.Client, waitMs: number): Promise<void> {
  for (const deadline = performance.now() + waitMs; ; await sleep(50)) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [TURN])
    if (rows[0]?.mine) return
    if (performance.now() > deadline)
      throw new MigrationError(
        'Another Parley process has been changing the tables for too long. See what it is doing, then start again.',
      )
  }
}

async function readRows(client: pg.Client): Promise<readonly Row[]> {
  const select = `select migration_name, checksum, case when finished_at is null then 'failed'
    else 'done' end as state, logs
    from _prisma_migrations where rolled_back_at is null order by started_at`
  return (await client.query<Row>(select)).rows
}

async function transactionId(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return rows[0]?.id
}
