// The benchmark's database: new for each run, on the embedded server in a temporary folder (with
// production's durability), or on the server of DATABASE_URL in a database of its own that is
// dropped afterwards. Rule: it never touches a database it did not make. Next: history.ts, which
// gives it a past.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrate } from '#store/admin/migrate.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { withAdmin, withDatabase } from '#test/support/server.ts'

/** What bin/parley.js asks of V8 before anything is loaded. */
const YOUNG = `import v8 from 'node:v8'; v8.setFlagsFromString('--semi-space-growth-factor=1')`
export const PRODUCT_FLAGS = [`--import=data:text/javascript,${encodeURIComponent(YOUNG)}`]

export type BenchDatabase = { readonly url: string; readonly where: string; readonly drop: () => Promise<void> }

export async function benchDatabase(given = process.env['DATABASE_URL']): Promise<BenchDatabase> {
  const database = given === undefined || given === '' ? await onEmbedded() : await onServer(given)
  await migrate({ url: database.url })
  return database
}

async function onEmbedded(): Promise<BenchDatabase> {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-bench-'))
  fs.chmodSync(base, 0o755) // the server may run under another account
  const server = await embeddedPostgres({ folder: path.join(base, 'pg') })
  return {
    url: await server.openDatabase('bench'),
    where: 'embedded PostgreSQL, full durability',
    async drop() {
      await server.release()
      fs.rmSync(base, { recursive: true, force: true })
    },
  }
}

async function onServer(given: string): Promise<BenchDatabase> {
  const name = `parley_bench_${process.pid}`
  await withAdmin(given, (admin) => admin.query(`create database ${name}`))
  return {
    url: withDatabase(given, name),
    where: `PostgreSQL at ${new URL(given).host}`,
    async drop() {
      await withAdmin(given, (admin) => admin.query(`drop database ${name} with (force)`))
    },
  }
}
