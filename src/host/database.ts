/**
 * The database, ready to use: the embedded server or DATABASE_URL, reached within 30 s, its tables
 * up to date. Unreachable ends with 69 and names host and port, never the password.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '#config'
import { databasePlace } from '#host/watch/trouble.ts'
import { MigrationError, migrate } from '#store/admin/migrate.ts'
import { EmbeddedPostgresError } from '#store/embedded/account.ts'
import { type Middleman, middlemanAt } from '#store/pooler.ts'
import { openStore, type Store, type StoreOptions } from '#store/turn/open.ts'
import { codesIn, whyAgain } from '#store/turn/queue/retry.ts'
import { CommandError, EXIT } from './exit.ts'

export type Database = { readonly url: string; readonly release: () => Promise<void> }
/** Told in one line what is going on, when it is worth a line. */
export type Tell = (line: string) => void

const PATIENCE = 30_000
const PAUSE = 500
const NAME = 'parley'

export async function openDatabase(config: Config, say: Tell): Promise<Database> {
  const database =
    config.databaseUrl === undefined
      ? await embedded(config, say)
      : { url: config.databaseUrl, release: async () => undefined }
  try {
    if (config.databaseUrl !== undefined) await ownSessions(config.databaseUrl, say)
    const { unknown } = await patiently(() => migrate({ url: database.url }), database.url, say)
    const [newer] = config.newerSchema === 'allow' ? [] : unknown
    if (newer !== undefined) throw new MigrationError(newerText(newer))
    return database
  } catch (error) {
    await database.release()
    if (error instanceof MigrationError) throw new CommandError(EXIT.failed, error.message)
    throw error
  }
}

/** Before anything is changed: behind a pooler the first messages would work and the next would not. */
async function ownSessions(url: string, say: Tell): Promise<void> {
  const between = await patiently(() => middlemanAt(url), url, say)
  if (between !== undefined) throw new CommandError(EXIT.config, poolerText(between, databasePlace(url)))
}

const BEHAVIOUR: Readonly<Record<Middleman, string>> = {
  shares: 'gives one database session to several connections (PgBouncer does in transaction mode)',
  drops: 'does not pass the settings of a connection on to PostgreSQL (PgBouncer does so)',
}
const poolerText = (between: Middleman, place: string): string =>
  `What answers at ${place} ${BEHAVIOUR[between]}, and Parley needs sessions of its own: for locks, for signals and ` +
  'for its time limits. Nothing was changed. Set DATABASE_URL to the PostgreSQL server itself, past the pooler: ' +
  'Parley keeps its own connections, at most 45 a process (docs/CONFIGURATION.md, "Poolers").'

const newerText = (migration: string): string =>
  `A newer version of Parley was here (${migration} is in the database and not in this version): start that one, ` +
  'or set NEWER_SCHEMA=allow to go back on purpose (docs/OPERATIONS.md, "Go back").'

/** For commands that need no engine. */
export async function withStore<T>(config: Config, work: (store: Store, database: Database) => Promise<T>): Promise<T> {
  const say: Tell = (line) => process.stderr.write(`${line}\n`)
  const database = await openDatabase(config, say)
  try {
    const store = await openStoreAt(database, {})
    try {
      return await work(store, database)
    } finally {
      await store.close()
    }
  } finally {
    await database.release()
  }
}

export const openStoreAt = (database: Database, options: Omit<StoreOptions, 'url'>): Promise<Store> =>
  patiently(
    () => openStore({ ...options, url: database.url }),
    database.url,
    () => undefined,
  )

async function embedded(config: Config, say: Tell): Promise<Database> {
  const { embeddedPostgres } = await import('#store/embedded/embedded-postgres.ts')
  try {
    mkdirSync(config.dataFolder, { recursive: true })
    const server = await embeddedPostgres({ folder: path.join(config.dataFolder, 'pg'), log: say })
    return { url: await server.openDatabase(NAME), release: () => server.release() }
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw new CommandError(EXIT.unavailable, error.message)
    throw error
  }
}

/** Tries again for 30 s while nobody answers; any other trouble is thrown at once. */
export async function patiently<T>(attempt: () => Promise<T>, url: string, say: Tell): Promise<T> {
  const deadline = performance.now() + PATIENCE
  for (let told = false; ; told = true) {
    try {
      return await attempt()
    } catch (error) {
      if (!isUnreachable(error)) throw error
      if (performance.now() > deadline)
        throw new CommandError(
          EXIT.unavailable,
          `The database at ${databasePlace(url)} cannot be reached (${reasonOf(error)}).`,
        )
      if (!told)
        say(
          `The database at ${databasePlace(url)} does not answer ` +
            `yet (${reasonOf(error)}); trying for ${PATIENCE / 1000} s.`,
        )
      await sleep(PAUSE)
    }
  }
}

/** Away as a turn sees it, and what a driver says in words only while a connection is being made. */
const isUnreachable = (error: unknown): boolean =>
  whyAgain(error) === 'away' || (error instanceof Error && /timeout|terminated|ended unexpectedly/i.test(error.message))
const reasonOf = (error: unknown): string => codesIn(error)[0] ?? 'no answer in time'
