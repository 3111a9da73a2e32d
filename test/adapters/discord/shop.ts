// A whole Parley on a loopback Discord for one test file: composed by host/parley.ts from an environment,
// on a database of its own, with a mail server. Rule: tests drive it from outside, as people on
// Discord; a second `start` is a second process on the same database. Use at the top of a test
// file: `const { discord, start } = await discordShop()`, then `const parley = await start()`.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect } from 'vitest'
import { parseConfig } from '#config'
import { type Parley, type ParleyOptions, startParley } from '#host/parley.ts'
import type { FakeDiscord, FakeOptions } from '#playground/loopback/discord/discord.ts'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import type { FakeSmtp } from '#playground/loopback/smtp.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { freshDatabase } from '#test/support/database.ts'
import { demoWith } from '#test/support/demo.ts'
import { fakeDiscord } from '#test/support/fake-discord.ts'
import { fakeSmtp } from '#test/support/fake-smtp.ts'
import { payloadCheck } from '#test/support/payload-check.ts'

type Environment = Readonly<Record<string, string>>
export type DiscordShop = {
  readonly discord: FakeDiscord
  readonly mail: FakeSmtp
  readonly environment: Environment
  /** Closed when the file is done, unless closed before. */
  readonly start: (options?: StartOptions) => Promise<Parley>
  readonly rows: <T extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<T[]>
  /** Everything the operator's log heard, as one string each. */
  readonly log: readonly string[]
  /** Makes this person a customer of the shop by the mailed code, in their direct messages. */
  readonly links: (user: User, email: string) => Promise<Channel>
}
/** `environment` changes this start only. */
type StartOptions = Partial<Pick<ParleyOptions, 'crash' | 'discord' | 'say'>> & { readonly environment?: Environment }
export type ShopOptions = { readonly fake?: FakeOptions; readonly shop?: ShopData; readonly environment?: Environment }

/** Discord's five seconds between two sign-ins, where no test is about them; milliseconds. */
const SIGN_IN = 200

/** A customer who has never ordered, with two addresses and a card. */
const ADA_LANE: ShopData['customers'][number] = {
  number: 'C-2001',
  name: 'Ada Lane',
  email: 'ada@example.com',
  groups: [],
  taxExempt: false,
  invoiceAllowed: false,
  invoiceDays: 0,
  addresses: (
    [
      ['home', '9 Elm St'],
      ['office', '20 Mill Rd'],
    ] as const
  ).map(([label, street], at) => ({
    label,
    address: { name: 'Ada Lane', lines: [street], city: 'Salem', subdivision: 'OR', postcode: '97301', country: 'US' },
    isDefault: at === 0,
  })),
  methods: [{ brand: 'visa', last4: '4242', token: 'tok_ada', isDefault: true }],
}

export function shopWithAda(change: Parameters<typeof demoWith>[0] = {}): ShopData {
  const shop = demoWith({ buyers: 4, plenty: 100_000, ...change })
  return { ...shop, customers: [...shop.customers, ADA_LANE] }
}

/** Call it while the file loads. */
export async function discordShop({
  fake,
  shop = shopWithAda(),
  environment: more = {},
}: ShopOptions = {}): Promise<DiscordShop> {
  const discord = await fakeDiscord(fake)
  const mail = await fakeSmtp()
  const { url } = await freshDatabase()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-discord-'))
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {}) // the query that is running reports it
  const log: string[] = []
  const environment: Environment = {
    DATABASE_URL: url,
    PARLEY_DATA: folder,
    PARLEY_SECRET: 'a secret only tests know, long enough',
    MESSAGES_PER_MINUTE: '0',
    PORT: '0',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    DISCORD_GUILD_ID: discord.guild,
    SMTP_URL: mail.url,
    MAIL_FROM: 'shop@harbor.example',
    ...more,
  }
  afterAll(async () => {
    await pool.end()
    rmSync(folder, { recursive: true, force: true })
  })
  let loaded = false
  const start: DiscordShop['start'] = async ({ environment: other = {}, ...options } = {}) => {
    const config = parseConfig({ ...environment, ...other }, folder)
    if (!config.ok) throw new Error(config.problems.map(({ variable, message }) => `${variable} ${message}`).join('; '))
    const parley = await startParley({
      config: config.config,
      say: () => undefined,
      log: (entry) => void log.push(inWords(entry)),
      ...options,
      discord: options.discord ?? { signInEvery: SIGN_IN },
    })
    let closing: Promise<void> | undefined
    const close = () => (closing ??= parley.close())
    afterAll(close)
    if (!loaded) await parley.store.loadShop(shop)
    loaded = true
    return { ...parley, close }
  }
  return {
    ...{ discord, mail, environment, start, log },
    rows: async <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<T>(sql, [...values])).rows,
    async links(user, email) {
      const direct = discord.direct(user)
      const before = mail.mails.filter(({ to }) => to.includes(email)).length
      discord.types(user, direct, `link ${email}`)
      const { text } = await mail.to(email, before)
      discord.types(user, direct, `code ${/\b\d{6}\b/.exec(text)?.[0]}`)
      await discord.sees(user, direct, /linked/i)
      return direct
    },
  }
}

/** Errors with their causes: a log entry is read when a test fails. */
const inWords = (entry: unknown): string =>
  JSON.stringify(entry, (_, value: unknown) =>
    value instanceof Error ? `${value.message} ${value.cause ?? ''}` : value,
  )

/** Of Discord's own description of its API, where PAYLOAD_CHECK names it. */
const outside = await payloadCheck()
function payloadProblems({ discord }: DiscordShop): readonly string[] {
  if (outside.kind === 'absent') return []
  return discord.rest.requests
    .filter(({ method, status }) => method !== 'GET' && status < 400)
    .flatMap(({ method, path: route, body }) => outside.discord(method, route, body))
}

/**
 * What must hold after every test of Discord: nothing was refused, nothing came alive, nothing
 * faulted. `but` lists Discord's codes a test provokes.
 */
export function allIsWell(world: DiscordShop, but: readonly number[] = []): void {
  const { discord, log } = world
  expect(discord.rest.refused.filter(({ code }) => !but.includes(code))).toEqual([])
  expect(discord.alive()).toEqual([])
  expect(payloadProblems(world)).toEqual([])
  expect(log.filter((entry) => /"event":"(fault|dead)"/.test(entry))).toEqual([])
}
