// Migrations at start: order, checksums, one starter at a time, and what a failing one leaves (nothing but a note).
// Rule: every test has its own database and its own folder of migrations.
// Next: src/store/admin/migrate.ts.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { migrate, pendingMigrations } from '#store/admin/migrate.ts'
import { freshDatabase, type TestDatabase } from '#test/support/database.ts'
import { withAdmin } from '#test/support/server.ts'

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-migrations-'))
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

const databases: readonly TestDatabase[] = await Promise.all(Array.from({ length: 9 }, () => freshDatabase('empty')))
let used = 0

/** A fresh database with a fresh folder holding these migrations. */
function given(migrations: Readonly<Record<string, string>>) {
  const database = databases[used++]
  if (!database) throw new Error('prepare one more database above')
  const folder = fs.mkdtempSync(path.join(base, 'case-'))
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [name, sql] of Object.entries(more)) {
      fs.mkdirSync(path.join(folder, name), { recursive: true })
      fs.writeFileSync(path.join(folder, name, 'migration.sql'), sql)
    }
  }
  write(migrations)
  const rows = <T extends pg.QueryResultRow>(sql: string) =>
    withAdmin(database.url, async (client) => (await client.query<T>(sql)).rows)
  return { url: database.url, folder, write, rows }
}

const table = (name: string) => `create table ${name} (id int primary key);`

describe('applying', () => {
  test('applies what is missing in order, once, and says what it did', async () => {
    const it = given({ '2_orders': 'alter table draft add total int;', '1_drafts': table('draft') })
    expect(await pendingMigrations(it)).toEqual(['1_drafts', '2_orders'])
    expect(await migrate(it)).toEqual({ applied: ['1_drafts', '2_orders'], unknown: [] })
    expect(await migrate(it)).toEqual({ applied: [], unknown: [] })
    expect(await pendingMigrations(it)).toEqual([])
  })

  test('of eight starters at once exactly one applies each migration', async () => {
    const it = given({ '1_slow': `${table('a')} select pg_sleep(0.2);`, '2_next': table('b') })
    const reports = await Promise.all(Array.from({ length: 8 }, () => migrate(it)))
    expect(reports.flatMap(({ applied }) => applied)).toEqual(['1_slow', '2_next'])
    expect(await it.rows('select migration_name from _prisma_migrations order by 1')).toHaveLength(2)
  })

  test('a database that a newer version migrated is accepted, and its extra migrations are named', async () => {
    const it = given({ '1_a': table('a'), '2_b': table('b') })
    await migrate(it)
    fs.rmSync(path.join(it.folder, '2_b'), { recursive: true })
    expect(await migrate(it)).toEqual({ applied: [], unknown: ['2_b'] })
  })
})

describe('refusing', () => {
  test('a migration changed after it was applied, in start and in health check, before anything else happens', async () => {
    const it = given({ '1_a': table('a') })
    await migrate(it)
    it.write({ '1_a': `${table('a')} -- changed`, '2_b': table('b') })
    await expect(migrate(it)).rejects.toThrow(/1_a was changed after it was applied.*new migration/)
    await expect(pendingMigrations(it)).rejects.toThrow(/1_a was changed/)
    expect(await it.rows("select 1 from pg_tables where tablename = 'b'")).toEqual([])
  })

  test('a migration dated before one that is applied', async () => {
    const it = given({ '2_b': table('b') })
    await migrate(it)
    it.write({ '1_a': table('a') })
    await expect(migrate(it)).rejects.toThrow(/1_a would come before 2_b/)
  })

  test('to go on after another tool left one unfinished', async () => {
    const it = given({ '1_a': table('a') })
    await migrate(it)
    await it.rows("update _prisma_migrations set finished_at = null, logs = 'disk full'")
    await expect(migrate(it)).rejects.toThrow(/1_a was started by another tool and did not finish: disk full/)
  })

  test('a migration that ends its own transaction', async () => {
    const it = given({ '1_a': `${table('a')} commit; begin;` })
    await expect(migrate(it)).rejects.toThrow(/its own begin or commit/)
  })
})

describe('failing', () => {
  test('a failing migration changes nothing, is reported and noted, and a corrected one applies at the next start', async () => {
    const it = given({ '1_a': table('a'), '2_b': `${table('b')} insert into nowhere values (1);`, '3_c': table('c') })
    await expect(migrate(it)).rejects.toThrow(
      /2_b was not applied and nothing was changed: relation "nowhere" does not exist/,
    )
    expect(
      await it.rows("select tablename from pg_tables where schemaname = 'public' and tablename in ('a', 'b', 'c')"),
    ).toEqual([{ tablename: 'a' }])
    expect(await it.rows('select logs from _prisma_migrations where rolled_back_at is not null')).toEqual([
      { logs: 'error: relation "nowhere" does not exist' },
    ])
    it.write({ '2_b': table('b') })
    expect((await migrate(it)).applied).toEqual(['2_b', '3_c'])
  })

  test('a table that stays in use gives up in time and says so; free again, the next start applies it', async () => {
    const it = given({ '1_a': table('a') })
    await migrate(it)
    it.write({ '2_b': 'alter table a add b int;' })
    await withAdmin(it.url, async (reader) => {
      await reader.query('begin; lock table a in access share mode')
      await expect(migrate({ ...it, lockTimeoutMs: 20 })).rejects.toThrow(
        /2_b was not applied.*another program keeps using the table/,
      )
    })
    expect((await migrate(it)).applied).toEqual(['2_b'])
  })
})
