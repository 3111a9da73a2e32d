/**
 * A whole Parley on loopback platforms, and the page to see it: the real Bolt and the real
 * discord.js against a Slack and a Discord of this process, the demo shop in a database of its own
 * that goes when it is closed. Rule: nothing leaves this machine, and no data of yours is touched.
 * Next: server.ts.
 */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseConfig } from '#config'
import { type Parley, startParley } from '#host/parley.ts'
import type { Log } from '#host/watch/log.ts'
import { demoShop } from '#shop-file/demo.ts'
import { act, type Platforms } from './acts.ts'
import { loopbackDiscord } from './loopback/discord/discord.ts'
import { fakeSlack } from './loopback/slack/fake-slack.ts'
import { type FakeSmtp, loopbackSmtp } from './loopback/smtp.ts'
import { discordPane, slackPane } from './panes.ts'
import { type PageServer, servePage } from './server.ts'
import { STORIES } from './stories.ts'
import type { Act, Answer, World } from './wire.ts'

export type PlaygroundOptions = {
  readonly port: number
  readonly say: (line: string) => void
  readonly log: Log
  /** A database to use instead of one of its own; tests have one. */
  readonly databaseUrl?: string
  /** Milliseconds between two steps of a story. */
  readonly pace?: number
}
export type Playground = {
  readonly url: string
  readonly parley: Parley
  readonly platforms: Platforms
  readonly close: () => Promise<void>
}

const HOUR = 3_600_000
const STAFF = { USAM: 'sam', ULEE: 'lee', UKIM: 'kim', UADA: 'ada' } as const

export async function openPlayground(options: PlaygroundOptions): Promise<Playground> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-playground-'))
  // As root, the database runs as another user, who has to enter it.
  chmodSync(folder, 0o711)
  const [slack, discord, mail] = [await fakeSlack({ mode: 'socket' }), await loopbackDiscord(), await loopbackSmtp()]
  const customer = discord.person('Alex')
  let ahead = 0
  const clock = (): Date => new Date(Date.now() + ahead)
  const parley = await startParley({
    config: configFor({ slack, discord, mail, folder, options }),
    say: options.say,
    log: options.log,
    clock,
  })
  await publishPictures(parley, clock)
  for (const [user, id] of Object.entries(STAFF))
    await parley.store.desk.changeStaff({ kind: 'link', id, user: `slack:T1/${user}` })
  const platforms: Platforms = { slack, discord, customer }
  const pass = (): void => {
    ahead += HOUR
    discord.state.advance(HOUR)
  }
  const stage = await worldOf({ parley, platforms, mail, clock, pass, pace: options.pace })
  const page: PageServer = await servePage(
    {
      panes: () => [slackPane(slack, 'sam'), discordPane(discord, customer), slackPane(slack, 'kim')],
      ...stage,
    },
    options.port,
  )
  return {
    url: page.url,
    parley,
    platforms,
    async close() {
      await page.close()
      await parley.close()
      await Promise.all([slack.close(), discord.close(), mail.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As a shop has them on the internet, so that cards show them; the page draws the demo's own for these addresses. */
async function publishPictures({ store }: Parley, clock: () => Date): Promise<void> {
  const { products, ...shop } = demoShop(clock().toISOString())
  const published = (url: string): string => `https://harbor.example/${url.replace('.svg', '.png')}`
  await store.loadShop({
    ...shop,
    products: products.map(({ image, ...product }) =>
      image === undefined ? product : { ...product, image: { ...image, url: published(image.url) } },
    ),
  })
}

type Wiring = Pick<Platforms, 'slack' | 'discord'> & {
  readonly mail: FakeSmtp
  readonly folder: string
  readonly options: PlaygroundOptions
}
function configFor({ slack, discord, mail, folder, options }: Wiring) {
  const read = parseConfig(
    {
      ...slack.environment('socket'),
      PARLEY_DATA: folder,
      PORT: '0',
      MESSAGES_PER_MINUTE: '0',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DISCORD_GUILD_ID: discord.guild,
      SMTP_URL: mail.url,
      MAIL_FROM: 'shop@harbor.example',
      ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    },
    folder,
  )
  if (!read.ok) throw new Error(read.problems.map(({ variable, message }) => `${variable} ${message}`).join('; '))
  return read.config
}

type Setting = {
  readonly parley: Parley
  readonly platforms: Platforms
  readonly mail: FakeSmtp
  readonly clock: () => Date
  readonly pass: () => void
  readonly pace: number | undefined
}
async function worldOf({ parley, platforms, mail, clock, pass, pace }: Setting) {
  const { catalog, settings } = await parley.store.engine.shop()
  const skus = [...catalog.variants.keys()]
  let story: World['story']
  const receive = (sku: string, quantity: number): Promise<void> => receiveStock(parley, sku, quantity)
  const play = async (id: string): Promise<Answer> => {
    const found = STORIES.find((each) => each.id === id)
    if (found === undefined || story?.done === false) return { ok: false, why: 'A story is playing; wait for its end.' }
    const { title } = found
    const steps: string[] = []
    const tell = (more: Partial<NonNullable<World['story']>> = {}): void => {
      story = { title, steps: [...steps], done: false, ...more }
    }
    tell()
    const step = (words: string): void => {
      steps.push(words)
      tell()
    }
    found
      .play({ ...platforms, receive, step, ...(pace === undefined ? {} : { pace }) })
      .then(() => tell({ done: true }))
      .catch((error: unknown) =>
        tell({ done: true, failed: `${title} stopped: ${error instanceof Error ? error.message : 'unknown'}` }),
      )
    return { ok: true }
  }
  return {
    world: (): World => ({
      clock: `${clock().toISOString().slice(0, 16)}Z`,
      zone: settings.timeZone,
      skus,
      mail: mail.mails.map(({ to, subject, text }) => ({ to: to.join(', '), subject, text })),
      stories: STORIES.map(({ id, title }) => ({ id, title })),
      ...(story === undefined ? {} : { story }),
    }),
    async act(what: Act): Promise<Answer> {
      if (what.pane !== 'world') return act(what, platforms)
      if (what.do === 'story') return play(what.id)
      if (what.do === 'hour') pass()
      else await receive(what.sku.toUpperCase(), what.quantity)
      return { ok: true }
    },
  }
}

/** As kim says it at a terminal: goods came in. */
async function receiveStock({ engine, store }: Parley, sku: string, quantity: number): Promise<void> {
  if (!(await store.engine.shop()).catalog.variants.has(sku)) throw new Error(`There is no ${sku}.`)
  const said = {
    thread: 'terminal:playground',
    user: 'terminal:kim',
    userName: 'kim',
    locale: 'en',
    kind: 'message',
  } as const
  const { inbound } = await engine.claim({
    ...said,
    id: `playground-${randomUUID()}`,
    text: `stock receive ${sku} ${quantity}`,
  })
  await engine.handle(inbound)
}
