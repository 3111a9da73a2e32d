// The database goes away while people talk: stopped politely, stopped at once, its connections cut.
// Rule: whoever was not acknowledged says it again, as the platforms do; in the end every message
// has an answer and its effect exactly once, or was told that nothing was changed. Its own server,
// since the other test files use theirs. Next: src/store/turn/queue/retry.ts, src/store/turn/recovery.ts.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { migrate } from '#store/admin/migrate.ts'
import { embeddedPostgres } from '#store/embedded/embedded-postgres.ts'
import { demoWith } from '#test/support/demo.ts'
import { message, openParley, type Parley } from '#test/support/open-parley.ts'

const base = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-restart-'))
fs.chmodSync(base, 0o755)
const server = await embeddedPostgres({ folder: path.join(base, 'pg'), durability: 'none' })
const url = await server.openDatabase('parley')
await migrate({ url })
const parley = await openParley(url, { limits: { unfinishedAge: 0 } })
await parley.store.loadShop(demoWith({ plenty: 1_000_000 }))
afterAll(async () => {
  await parley.close()
  await server.release()
  fs.rmSync(base, { recursive: true, force: true })
})

async function query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql, [...values])).rows
  } finally {
    await client.end().catch(() => {})
  }
}

const THREADS = 8
const EACH = 30
const PATIENCE = 60_000

/**
 * A platform: delivers until it is acknowledged, that is until the claim is durable; the turn then
 * runs whatever happens.
 */
async function insist(on: Parley, inbound: ReturnType<typeof message>): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      await on.engine.claim(inbound)
    } catch (error) {
      if (tries > 400) throw error
      await pause(50)
      continue
    }
    await on.engine.handle(inbound).catch(() => undefined) // unfinished: recovery has it
    return tries
  }
}

async function talkDuring(name: string, trouble: () => Promise<void>): Promise<void> {
  const faultsBefore = parley.faults.length
  let repeated = 0
  const threads = Array.from({ length: THREADS }, async (_, n) => {
    const thread = `terminal:${name}-${n}`
    for (let at = 0; at < EACH; at++)
      repeated +=
        (await insist(parley, message('terminal:sam', thread, 'add 1 MUG-BLUE-11OZ', `${name}-${n}-${at}`))) - 1
  })
  const began = performance.now()
  await trouble()
  await Promise.all(threads)
  await eventually('every delivery to be finished', PATIENCE, async () => {
    try {
      for (const inbound of await parley.store.recovery.unfinished()) await parley.engine.handle(inbound)
      const [row] = await query<{ open: number }>(`select count(*)::int as open from inbox where status = 'new'`)
      return row?.open === 0 ? true : undefined
    } catch {
      return undefined
    }
  })
  const like = `terminal:${name}-%`
  const [inbox] = await query<{ all: number; failed: number; silent: number }>(
    `select count(*)::int as all, count(*) filter (where status = 'failed')::int as failed,
       count(*) filter (where not exists (select 1 from outbox o where o.inbox_id = i.id))::int as silent from inbox i where thread_key like $1`,
    [like],
  )
  const [drafts] = await query<{ units: number; drafts: number }>(
    `select sum((l->>'quantity')::int)::int as units, count(*)::int as drafts from draft d, jsonb_array_elements(d.state->'content'->'lines') l where last_thread like $1`,
    [like],
  )
  expect(inbox).toMatchObject({ all: THREADS * EACH, silent: 0 })
  expect(drafts).toEqual({ units: THREADS * EACH - (inbox?.failed ?? 0), drafts: THREADS })
  expect(await parley.store.checkInvariants()).toEqual([])
  console.log(
    `P7: ${name}: ${THREADS * EACH} messages, ${repeated} delivered again, ${parley.faults.length - faultsBefore} turns faulted, ${inbox?.failed} told "nothing was changed", 0 lost, 0 doubled, ${((performance.now() - began) / 1000).toFixed(1)} s`,
  )
}

test('connections cut again and again', { timeout: 90_000 }, () =>
  talkDuring('cut', async () => {
    for (let round = 0; round < 8; round++) {
      await query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      await pause(60)
    }
  }),
)

/** The signals PostgreSQL documents for its three ways to stop: fast = SIGINT, immediate = SIGQUIT. */
test.each([
  ['fast', 'SIGINT'],
  ['immediate', 'SIGQUIT'],
] as const)('the server restarted, %s', { timeout: 90_000 }, (name, signal) =>
  talkDuring(name, async () => {
    await pause(150)
    const before = server.pid()
    process.kill(before, signal)
    await eventually('the server to be back', PATIENCE, async () => {
      if (server.pid() === before) return undefined
      return query('select 1').then(
        () => true,
        () => undefined,
      )
    })
  }),
)
