/**
 * Prisma's schema engine as WebAssembly, talking to the database through the driver adapter: no
 * downloaded program. For development only: it writes and compares migrations; at run time
 * src/store/admin/migrate.ts applies them without it. Rule: everything odd about the engine and its
 * adapter stays in this file, each oddity with its reason. Next: migrate.ts, the tool that uses it.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { readMigrations } from '#store/admin/migrate.ts'
import { withAdmin, withDatabase } from '../test/support/server.ts'

export type SchemaEngine = bindings.SchemaEngine
export const filters = { externalTables: [], externalEnums: [] }

/** PostgreSQL's one-byte "char" in its own catalogues, which the engine reads and the adapter does not know. */
const CHAR = 18
const TEXT = 25

/** Runs `work` with an engine on this database, and closes every connection the engine opened. */
export async function withEngine<T>(
  schema: string,
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await load()
  const open: SqlDriverAdapter[] = []
  const factory = bindMigrationAwareSqlAdapterFactory(adapters(url, open))
  const engine = await bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory)
  try {
    return await work(engine)
  } finally {
    for (const adapter of open) await adapter.dispose().catch(() => {})
  }
}

/** The migrations folder in the engine's words. */
export function migrationList(folder: string): bindings.MigrationList {
  return {
    baseDir: folder,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

async function load(): Promise<void> {
  // The engine calls this on a panic; without it the real message is lost behind a missing-function error.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error('schema engine:', message) },
  })
  const script = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const file = path.join(path.dirname(script), 'schema_engine_bg.wasm')
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), {
    './schema_engine_bg.js': { ...bindings },
  })
  bindings.__wbg_set_wasm(instance.exports)
  const begin = instance.exports['__wbindgen_start']
  if (typeof begin === 'function') begin()
}

function adapters(url: string, open: SqlDriverAdapter[]): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    async connect() {
      const adapter = await connect(url)
      open.push(adapter)
      return adapter
    },
    // Own, because the adapter's would reuse the same database and drop it while its session is still open.
    async connectToShadowDb() {
      const name = `shadow_${crypto.randomUUID().replaceAll('-', '')}`
      const admin = withDatabase(url, 'postgres')
      await withAdmin(admin, (client) => client.query(`create database ${name}`))
      const adapter = await connect(withDatabase(url, name))
      const dispose = adapter.dispose.bind(adapter)
      adapter.dispose = async () => {
        await dispose()
        await withAdmin(admin, (client) => client.query(`drop database if exists ${name} with (force)`))
      }
      return adapter
    },
  }
}

async function connect(connectionString: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString, max: 1, allowExitOnIdle: true })
  pool.on('error', () => {})
  const script = pool.query.bind(pool)
  const charColumns = readCharAsText(pool)
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
    return result
  }
  // Own, because the adapter's splits at every semicolon, also inside function bodies.
  adapter.executeScript = async (sql) => {
    await script(sql)
  }
  return adapter
}

/** Lets "char" columns through as text and remembers, per result, which ones they were. */
function readCharAsText(pool: pg.Pool): WeakMap<readonly unknown[], readonly number[]> {
  const seen = new WeakMap<readonly unknown[], readonly number[]>()
  const query = pool.query.bind(pool)
  const patched = async (config: pg.QueryArrayConfig) => {
    const result = await query(config)
    const columns = result.fields?.flatMap((field, at) => (field.dataTypeID === CHAR ? [at] : [])) ?? []
    for (const column of columns) Object.assign(result.fields[column] ?? {}, { dataTypeID: TEXT })
    seen.set(result.rows, columns)
    return result
  }
  Object.assign(pool, { query: patched })
  return seen
}
