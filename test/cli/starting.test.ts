// What is in the way of a start: a database that is being restarted is waited for; everything a
// person can mend ends with one sentence and a number, never with a stack. Next: src/host/watch/trouble.ts.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { troubleOf } from '#host/watch/trouble.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { smallDisk } from '#test/soak/small-disk.ts'
import { freshDatabase } from '#test/support/database.ts'
import { slowProxy } from '#test/support/slow-proxy.ts'
import { transactionPooler } from '#test/support/transaction-pooler.ts'
import { runParley, startParley } from './parley.ts'

const { url } = await freshDatabase()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-starting-'))
const SECRET = { PARLEY_SECRET: 'a secret that only tests know, 32 and more', PARLEY_DATA: folder }
const SLOW = { timeout: 90_000 }

test('a database without room for a while is waited for', SLOW, async () => {
  const proxy = await slowProxy(url)
  proxy.fault('full')
  const child = startParley(['doctor'], { ...SECRET, DATABASE_URL: proxy.url })
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await eventually('it to say that it waits', 60_000, async () =>
    err.includes('does not answer yet (53300)') ? true : undefined,
  )
  proxy.fault(undefined)
  expect(await ended, err).toBe(0)
  await proxy.close()
})

const other = (change: (url: URL) => void): string => {
  const changed = new URL(url)
  change(changed)
  return changed.href
}
fs.chmodSync(folder, 0o755)
fs.writeFileSync(path.join(folder, 'file'), '')
fs.mkdirSync(path.join(folder, 'small'))
/** Too small for a database; only where this account may mount one. */
const small = smallDisk(path.join(folder, 'small'), 8)
afterAll(() => small?.remove())

test.concurrent.each([
  ['an unknown database', { DATABASE_URL: other((at) => (at.pathname = '/nowhere')) }, 78, 'has no database nowhere'],
  ['an unknown role', { DATABASE_URL: other((at) => (at.username = 'nobody')) }, 78, 'does not let nobody in'],
  ['a data folder that is a file', { PARLEY_DATA: path.join(folder, 'file') }, 78, 'is a file'],
  ['a data folder inside of a file', { PARLEY_DATA: '/dev/null/parley' }, 78, 'is a file'],
  ['a folder that cannot be written', { PARLEY_DATA: '/sys/parley' }, 78, '/sys/parley cannot be written'],
  ['a missing temporary folder', { TMPDIR: '/nowhere' }, 69, 'The temporary folder /nowhere is missing'],
  ...(small === undefined
    ? []
    : [['a full disk', { PARLEY_DATA: path.join(folder, 'small/data') }, 69, 'is full: make room'] as const]),
] as const)('%s is said in one sentence', SLOW, async (_, env, exit, words) => {
  const { code, err } = await runParley(['start'], { env: { ...SECRET, ...env }, input: '' })
  expect(err).toContain(words)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(code).toBe(exit)
})

test('a pooler that lends sessions by the transaction is refused before anything is changed', SLOW, async () => {
  const empty = await freshDatabase('empty')
  for (const sessions of [1, 3]) {
    const pooler = await transactionPooler(empty.url, sessions)
    const { code, err } = await runParley(['start'], { env: { ...SECRET, DATABASE_URL: pooler.url }, input: '' })
    await pooler.close()
    expect([code, err.trim().split('\n').length], err).toEqual([78, 1])
    expect(err).toContain('gives one database session to several connections')
    expect(err).toContain('Set DATABASE_URL to the PostgreSQL server itself')
  }
  const client = new pg.Client({ connectionString: empty.url })
  await client.connect()
  expect((await client.query('select 1 from pg_tables where schemaname = current_schema()')).rowCount).toBe(0)
  await client.end()
})

test('tables of a newer version are refused, unless somebody goes back on purpose', SLOW, async () => {
  const newer = await freshDatabase()
  const client = new pg.Client({ connectionString: newer.url })
  await client.connect()
  await client.query(`insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    values ('x', 'x', '99990101000000_of_tomorrow', now(), 1)`)
  await client.end()
  const env = { ...SECRET, DATABASE_URL: newer.url }
  const { code, err } = await runParley(['doctor'], { env })
  expect([code, err.trim().split('\n').length]).toEqual([1, 1])
  expect(err).toContain('99990101000000_of_tomorrow')
  expect((await runParley(['doctor'], { env: { ...env, NEWER_SCHEMA: 'allow' } })).code).toBe(0)
})

test.each([
  [{ code: 'ENOSPC', path: '/data/pg' }, 69, 'The disk of /data/pg is full'],
  [{ code: '53100' }, 69, 'is full'],
  [{ code: 'EACCES', path: '/data' }, 78, '/data cannot be written'],
  [{ code: 'EACCES', path: '/run/pg/.s.PGSQL.5432', syscall: 'connect' }, 78, 'may not be opened by the account'],
  [{ code: '28P01' }, 78, 'does not let shop in'],
  [{ code: 'ENOENT', path: '/tmp/gone', syscall: 'mkdir' }, 78, '/tmp/gone is missing'],
  [{ code: 'ECONNREFUSED' }, 69, 'cannot be reached (ECONNREFUSED)'],
  [{ cause: Object.assign(new Error('x'), { code: '57P03' }) }, 69, 'cannot be reached (57P03)'],
] as const)('%o is a sentence without the password', (fields, code, words) => {
  const trouble = troubleOf(Object.assign(new Error('raw'), fields), 'postgresql://shop:hunter2@db.example/parley')
  expect(trouble?.code).toBe(code)
  expect(trouble?.message).toContain(words)
  expect(trouble?.message).not.toContain('hunter2')
})

test('a bug keeps its stack', () => expect(troubleOf(new TypeError('x is not a function'), url)).toBeUndefined())
