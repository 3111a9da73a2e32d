/**
 * `npm run migrate new NAME` writes the migration that takes the tables from prisma/migrations to prisma/schema.prisma;
 * `npm run migrate check` proves, on scratch databases, that the two agree and that Prisma's engine
 * accepts what our start applies. Rule: what the schema language cannot say (CHECK, partial unique
 * index, trigger) is added to the written file by hand, and tested. Next:
 * src/store/admin/migrate.ts, which applies them at start.
 */
import fs from 'node:fs'
import path from 'node:path'
import { MigrationError, migrate } from '#store/admin/migrate.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { withAdmin } from '../test/support/server.ts'
import { filters, migrationList, type SchemaEngine, withEngine } from './schema-engine.ts'

const ROOT = path.join(import.meta.dirname, '..')
const FOLDER = path.join(ROOT, 'prisma/migrations')
const SCHEMA = fs.readFileSync(path.join(ROOT, 'prisma/schema.prisma'), 'utf8')

/** SQL from the migrations to the schema; undefined when they agree. */
async function difference(engine: SchemaEngine): Promise<string | undefined> {
  const result = await engine.diff({
    from: { tag: 'migrations', ...migrationList(FOLDER) },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: SCHEMA }] },
    script: true,
    exitCode: true,
    filters,
  })
  return result.exitCode === 0 ? undefined : (result.stdout ?? '')
}

async function writeNew(engine: SchemaEngine, name: string): Promise<void> {
  const sql = await difference(engine)
  if (sql === undefined) return console.log('The migrations already say what the schema says: nothing to write.')
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = path.join(FOLDER, `${time}_${name}`)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'migration.sql'), sql)
  fs.writeFileSync(path.join(FOLDER, 'migration_lock.toml'), 'provider = "postgresql"\n')
  console.log(
    `Wrote ${path.relative(ROOT, folder)}/migration.sql. Read it, add ` +
      `what the schema cannot say, then: npm run generate && npm test`,
  )
}

async function check(engine: SchemaEngine, url: string): Promise<readonly string[]> {
  const { applied } = await migrate({ url, folder: FOLDER })
  const list = migrationList(FOLDER)
  const seen = await engine.diagnoseMigrationHistory({ migrationsList: list, optInToShadowDatabase: false, filters })
  const again = await engine.applyMigrations({ migrationsList: list, filters })
  const sql = await difference(engine)
  console.log(`${applied.length} migration(s) applied to an empty database`)
  return [
    ...(sql === undefined
      ? []
      : [`prisma/schema.prisma and prisma/migrations differ. Run: npm run migrate new NAME. It would write:\n${sql}`]),
    ...seen.editedMigrationNames.map((name) => `Prisma's engine takes ${name} for changed after it was applied`),
    ...seen.failedMigrationNames.map((name) => `Prisma's engine takes ${name} for failed`),
    ...again.appliedMigrationNames.map((name) => `Prisma's engine did not see that ${name} is applied`),
  ]
}

async function run(command: string | undefined, name: string | undefined, url: string): Promise<readonly string[]> {
  return withEngine(SCHEMA, url, async (engine) => {
    if (command === 'check') return check(engine, url)
    if (command !== 'new' || !/^[a-z0-9_]+$/.test(name ?? ''))
      return ['usage: npm run migrate new name_in_small_letters | npm run migrate check']
    await writeNew(engine, name ?? '')
    return []
  })
}

/** A database of our own on the test server, named so that the next test run clears it should we be killed. */
async function main(): Promise<void> {
  const server = await embeddedPostgres({ folder: path.join(ROOT, '.data/test-pg'), durability: 'none' })
  const scratch = `test_${process.pid}_migrate`
  try {
    const problems = await run(process.argv[2], process.argv[3], await server.openDatabase(scratch))
    for (const problem of problems) console.error(problem)
    process.exitCode = problems.length > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    console.error(error.message)
    process.exitCode = 1
  } finally {
    await withAdmin(server.url('postgres'), (admin) => admin.query(`drop database if exists ${scratch} with (force)`))
    await server.release()
  }
}

await main()
process.exit() // the engine leaves a ten-second timer of its own behind
