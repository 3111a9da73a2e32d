// Parley on Slack for one test file: the fake Slack, a database of its own with the demo shop, and
// the product as `parley start` starts it, connected through the real SDK. Rule: nothing of the
// product is reached into; it is configured by environment and looked at from outside. Use at the
// top of a test file: `const shop = await slackShop({ mode: 'http' })`; end with
// `expect(shop.slack.violations).toEqual([])`. Next: playground/loopback/slack/fake-slack.ts; world.ts does the
// same without a channel.
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { SlackTuning } from '#adapters/slack/slack.ts'
import { type Config, parseConfig } from '#config'
import { type Parley, startParley } from '#host/parley.ts'
import type { LogLine } from '#host/watch/log.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { type FakeSlack, fakeSlack, type Mode } from '#playground/loopback/slack/fake-slack.ts'
import type { Tiers } from '#playground/loopback/slack/web-api.ts'
import type { Violation } from '#store/admin/check-invariants.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from './database.ts'
import { demoWith } from './demo.ts'

export type SlackShop = {
  readonly slack: FakeSlack
  /** The database, for a second process. */
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
  /** What the operator's log was told. */
  readonly log: readonly LogLine[]
  readonly rows: <T extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<T[]>
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Locks the draft of the thread under this message for so long, milliseconds; settles when it is free again. */
  readonly holds: (root: string, milliseconds: number) => Promise<{ readonly freed: Promise<void> }>
  readonly checkInvariants: () => Promise<readonly Violation[]>
  /**
   * Everything said is handled and delivered: nothing new in the inbox, nothing pending for Slack,
   * nothing travelling.
   */
  readonly settled: () => Promise<void>
}
export type SlackShopOptions = {
  readonly mode?: Mode
  readonly shop?: ShopData
  /** How the product reaches the database, when not directly. */
  readonly reach?: (url: string) => string
  readonly compress?: number
  readonly tiers?: Tiers
  readonly tuning?: SlackTuning & { readonly lookEvery?: number }
  /** False: the test starts the product itself. */
  readonly started?: boolean
}

const STAFF = { USAM: 'sam', ULEE: 'lee', UKIM: 'kim', UADA: 'ada' } as const
const PATIENCE = 60_000

/** Makes the demo shop in a fresh database, its staff linked to the people of the fake. */
export async function slackDatabase(shop: ShopData = demoWith()): Promise<string> {
  const { url } = await freshDatabase()
  const store = await openStore({ url })
  await store.loadShop(shop)
  for (const [user, id] of Object.entries(STAFF))
    await store.desk.changeStaff({ kind: 'link', id, user: `slack:T1/${user}` })
  await store.close()
  return url
}

export async function slackShop({
  mode = 'http',
  shop,
  reach = (url) => url,
  compress,
  tiers = { most: {} },
  tuning: { lookEvery, ...tuning } = {},
  started = true,
}: SlackShopOptions = {}): Promise<SlackShop> {
  const url = await slackDatabase(shop)
  const slack = await fakeSlack({ mode, tiers, ...(compress === undefined ? {} : { compress }) })
  const environment = {
    ...slack.environment(mode),
    DATABASE_URL: reach(url),
    PORT: '0',
    PARLEY_SECRET: 'a secret only tests know, long enough',
    MESSAGES_PER_MINUTE: '0',
  }
  const log: LogLine[] = []
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {}) // the query that is running reports it
  let parley: Parley | undefined
  const result: SlackShop = {
    ...{ slack, url, environment, log },
    rows: async <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(sql, [...values])).rows,
    async start() {
      parley = await startParley({
        config: configOf(environment),
        say: () => undefined,
        log: (line) => void log.push(line),
        slack: tuning,
        ...(lookEvery === undefined ? {} : { lookEvery }),
      })
      slack.app.url = parley.http === undefined ? '' : `${parley.http.address}/slack/events`
    },
    async stop() {
      await parley?.close()
      parley = undefined
      slack.app.url = ''
    },
    async holds(root, milliseconds) {
      const client = await pool.connect()
      await client.query('begin')
      await client.query('select 1 from draft where last_thread like $1 for update', [`%/${root}`])
      const freed = pause(milliseconds).then(async () => {
        await client.query('commit')
        client.release()
      })
      return { freed }
    },
    checkInvariants: async () => (await parley?.store.checkInvariants()) ?? [],
    settled: () =>
      eventually('everything said to be handled and delivered', PATIENCE, async () => {
        const [row] = await result.rows<{ open: number }>(
          `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending' and channel = 'slack')::int as open`,
        )
        return row?.open === 0 && slack.travelling() === 0 ? true : undefined
      }).then(() => undefined),
  }
  if (started) await result.start()
  afterAll(async () => {
    await result.stop()
    await pool.end()
    await slack.close()
  })
  return result
}

/** The environment as `parley start` reads it, with a data folder of its own. */
export function configOf(environment: Readonly<Record<string, string>>): Config {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-slack-'))
  const read = parseConfig({ ...environment, PARLEY_DATA: folder }, folder)
  if (!read.ok) throw new Error(read.problems.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
  return read.config
}
