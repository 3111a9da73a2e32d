// A backup brings back every byte, also of a table far larger than what the driver or the file hold at once.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { backupTo, restoreFrom } from '#store/admin/backup.ts'
import { freshDatabase } from '#test/support/database.ts'

const from = await freshDatabase()
const to = await freshDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'parley-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Rows that hardly compress, so that the file falls behind the database: 20 000 of about 500 bytes,
 * some of them not ASCII.
 */
const FILL = `insert into stock (sku, tracked, on_hand)
  select 'ÄÖ-✓-' || n || '-' || (select string_agg(md5(n::text || k), '') from generate_series(1, 15) k), true, n from generate_series(1, 20000) n`
const FINGERPRINT = `select count(*)::int as rows, md5(string_agg(stock::text, '|' order by sku)) as all from stock`

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0]
  } finally {
    await client.end()
  }
}

test('a table of ten megabytes comes back as it was', async () => {
  await query(from.url, FILL)
  const file = path.join(folder, 'large.gz')
  expect(await backupTo(from.url, file)).toMatchObject({ rows: 20_000 })
  expect(await restoreFrom(to.url, file)).toMatchObject({ rows: 20_000 })
  expect(await query(to.url, FINGERPRINT)).toEqual(await query(from.url, FINGERPRINT))
}, 60_000)
