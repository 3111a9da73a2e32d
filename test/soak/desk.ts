// What every soak starts from: a database of its own, a fake Slack, many reps with an open order
// each, and the product as a process of its own that can be stopped and started. Rule: the product
// is only talked to; its delays, its death and its start are real. Next: burst.ts, once.ts,
// drain.ts.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { eventually } from '#playground/loopback/eventually.ts'
import { type FakeSlack, fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { TEAM } from '#playground/loopback/slack/workspace.ts'
import { openStore } from '#store/turn/open.ts'
import { inParallel } from '#test/support/barrier.ts'
import { demoWith } from '#test/support/demo.ts'
import { type SlowProxy, slowProxy } from '#test/support/slow-proxy.ts'

export type Desk = {
  readonly slack: FakeSlack
  readonly proxy: SlowProxy
  /** People with an order open in their direct messages. */
  readonly reps: readonly string[]
  readonly dmOf: (rep: string) => string
  readonly rows: <T extends pg.QueryResultRow>(sql: string) => Promise<T[]>
  readonly start: () => Promise<void>
  /** SIGTERM; answers the exit code and how long it took, milliseconds. */
  readonly terminate: () => Promise<{ readonly code: number | null; readonly took: number }>
  /** Invariants as sentences. */
  readonly violations: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}
export type DeskOptions = {
  /** A migrated, empty database. */
  readonly url: string
  readonly reps: number
  /** How much faster than Slack's the retries come. */
  readonly compress: number
}

const PARLEY = path.join(import.meta.dirname, '../../bin/parley.js')
const START_PATIENCE = 60_000

export async function openDesk({ url, reps: count, compress }: DeskOptions): Promise<Desk> {
  const reps = Array.from({ length: count }, (_, n) => `UR${n}`)
  await prepare(url, reps)
  const slack = await fakeSlack({ compress })
  for (const id of reps) slack.space.people.set(id, { id, name: id, team: TEAM, deleted: false })
  const dmOf = (rep: string) => slack.space.dmWith(rep).id
  for (const rep of reps) dmOf(rep)
  const proxy = await slowProxy(url)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-soak-'))
  const port = await freePort()
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {}) // the query that is running reports it
  const environment = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TMPDIR: os.tmpdir() },
    ...slack.environment('http'),
    ...{
      DATABASE_URL: proxy.url,
      PARLEY_DATA: folder,
      PORT: String(port),
      PARLEY_SECRET: 'a secret only tests know, long enough',
      MESSAGES_PER_MINUTE: '0',
    },
  }
  let child: ChildProcess | undefined
  const terminate = async () => {
    const running = child
    child = undefined
    if (running === undefined || running.exitCode !== null) return { code: running?.exitCode ?? null, took: 0 }
    const began = performance.now()
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve))
    running.kill('SIGTERM')
    return { code: await ended, took: performance.now() - began }
  }
  return {
    ...{ slack, proxy, reps, dmOf, terminate },
    rows: async <T extends pg.QueryResultRow>(sql: string) => (await pool.query<T>(sql)).rows,
    async start() {
      let said = ''
      const started = spawn(process.execPath, [PARLEY, 'start'], {
        env: environment,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      started.stderr?.on('data', (text) => {
        said = `${said}${String(text)}`.slice(-4_000)
      })
      child = started
      await eventually(`the product to be ready; it said:\n${said}`, START_PATIENCE, async () => {
        if (started.exitCode !== null) throw new Error(`the product ended with ${started.exitCode}:\n${said}`)
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
        return answer?.status === 200 ? true : undefined
      })
      slack.app.url = `http://127.0.0.1:${port}/slack/events`
    },
    async violations() {
      const store = await openStore({ url })
      const found = await store.checkInvariants()
      await store.close()
      return found.map(({ area, rule, detail }) => `${area}: ${rule}: ${detail}`)
    },
    async close() {
      await terminate()
      await pool.end()
      await proxy.close()
      await slack.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function prepare(url: string, reps: readonly string[]): Promise<void> {
  const store = await openStore({ url })
  await store.loadShop(demoWith({ plenty: 1_000_000, buyers: reps.length }))
  for (const rep of reps) await store.desk.changeStaff({ kind: 'link', id: 'sam', user: `slack:${TEAM}/${rep}` })
  await store.close()
}

export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Every rep opens an order with one mug, and its card is there. */
export async function openOrders({ slack, reps, dmOf, rows }: Desk): Promise<void> {
  await inParallel(reps, 8, (rep, n) => slack.says(rep, dmOf(rep), `order for buyer${n}@example.com: 1 blue 11oz mug`))
  await eventually('every order to be open', 60_000, async () => {
    const [row] = await rows<{ n: number }>("select count(*)::int as n from draft where status = 'open'")
    return (row?.n ?? 0) >= reps.length ? true : undefined
  })
  await drained({ rows }, 60_000)
}

/** Turns that wait, and messages that wait for Slack. */
export async function backlog({
  rows,
}: Pick<Desk, 'rows'>): Promise<{ readonly turns: number; readonly messages: number }> {
  const [row] = await rows<{
    turns: number
    messages: number
  }>(`select (select count(*)::int from inbox where status = 'new') as turns,
    (select count(*)::int from outbox where status = 'pending' and channel = 'slack') as messages`)
  return row ?? { turns: 0, messages: 0 }
}

/** Waits until nothing waits; answers the milliseconds until the turns were done, and until Slack had everything. */
export async function drained(
  desk: Pick<Desk, 'rows'>,
  patience: number,
): Promise<{ readonly turns: number; readonly messages: number }> {
  const began = performance.now()
  let turns: number | undefined
  await eventually('the backlog to drain', patience, async () => {
    const waiting = await backlog(desk)
    if (waiting.turns === 0) turns ??= performance.now() - began
    return waiting.turns + waiting.messages === 0 ? true : undefined
  })
  return { turns: turns ?? 0, messages: performance.now() - began }
}

/** How many of an item all open orders hold together. */
export async function heldOf({ rows }: Pick<Desk, 'rows'>, sku: string): Promise<number> {
  const [row] = await rows<{ n: number }>(`select coalesce(sum((l->>'quantity')::int), 0)::int as n
    from draft d, jsonb_array_elements(d.state->'content'->'lines') l where l->>'sku' = '${sku}'`)
  return row?.n ?? 0
}
