// One test database server for the whole run, and in it a template database with all migrations
// applied. Rule: several runs in the same checkout share both; each run marks its databases with
// its own number and never touches those of a run that is still alive. Next: database.ts, what a
// test file uses.
import { createHash } from 'node:crypto'
import path from 'node:path'
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, readMigrations } from '#store/admin/migrate.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { processMark } from '#store/embedded/processes.ts'
import { withAdmin, withDatabase } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the test server and of this run's template in it. */
    readonly testDatabase: { readonly adminUrl: string; readonly template: string; readonly prefix: string }
  }
}

const ROOT = path.join(import.meta.dirname, '../..')
const MIGRATIONS = path.join(ROOT, 'prisma/migrations')
const PREFIX = `test_${process.pid}_`
const ONE_RUN_AT_A_TIME = 727_002 // advisory lock number

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await embeddedPostgres({ folder: path.join(ROOT, '.data/test-pg'), durability: 'none' })
  const adminUrl = server.url('postgres')
  const template = await prepareTemplate(adminUrl)
  project.provide('testDatabase', { adminUrl, template, prefix: PREFIX })
  return async () => {
    await withAdmin(adminUrl, (admin) => dropWhere(admin, (name) => name.startsWith(PREFIX)))
    await server.release()
  }
}

/** Clears what dead runs left, then makes the template, once per state of the migrations. */
function prepareTemplate(adminUrl: string): Promise<string> {
  return withAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [ONE_RUN_AT_A_TIME])
    await dropWhere(admin, (name) => name.startsWith('test_') && isDead(Number(name.split('_')[1])))
    const template = templateName()
    if (!(await admin.query('select 1 from pg_database where datname = $1', [template])).rowCount) {
      const making = `${PREFIX}template` // renamed when complete, so a killed run leaves nothing half-made under the real name
      await admin.query(`create database ${making}`)
      await migrate({ url: withDatabase(adminUrl, making), folder: MIGRATIONS })
      await admin.query(`alter database ${making} rename to ${template}`)
    }
    await dropOldTemplates(admin)
    return template
  })
}

function templateName(): string {
  const hash = createHash('sha256')
  for (const { name, checksum } of readMigrations(MIGRATIONS)) hash.update(`${name} ${checksum}\n`)
  return `template_${hash.digest('hex').slice(0, 12)}`
}

const isDead = (pid: number) => processMark(pid) === undefined

/** Another run may just be using the one before ours, hardly the one five changes ago. */
async function dropOldTemplates(admin: pg.Client): Promise<void> {
  const old = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like 'template\\_%' order by oid desc offset 5",
  )
  for (const { datname } of old.rows) await admin.query(`drop database if exists ${datname}`).catch(() => {})
}

async function dropWhere(admin: pg.Client, which: (name: string) => boolean): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>('select datname from pg_database')
  for (const { datname } of rows.filter((row) => which(row.datname)))
    await admin.query(`drop database if exists ${datname} with (force)`)
}
