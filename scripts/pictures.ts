// `npm run pictures`: the cards as people see them, taken from the playground with the system's
// chromium: Slack at 800 pixels, Discord at 390. Rule: real payloads, nothing drawn by hand; looked
// at for every change of a card. Skipped, with a word, where no chromium is installed.
// Next: playground/, docs/pictures/.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { directChannel } from '#playground/loopback/discord/state.ts'
import { openPlayground, type Playground } from '#playground/playground.ts'

const FOLDER = path.join(import.meta.dirname, '../docs/pictures')
const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((each) =>
  existsSync(each),
)
const SAM = 'USAM'
const ORDERS = 'CORDERS'
const WIDTHS = { sam: 800, kim: 800, customer: 390 } as const
type Pane = keyof typeof WIDTHS

type Scene = {
  readonly name: string
  readonly pane: Pane
  readonly tab: string
  readonly stage: (playground: Playground) => Promise<void>
  /** What is taken; the newest of Parley's messages with these words when it is a text. */
  readonly take: string | ((page: Page) => Locator)
}

const customerSays =
  (...lines: readonly (readonly [words: string, seen: RegExp])[]) =>
  async ({ platforms: { discord, customer } }: Playground): Promise<void> => {
    const direct = directChannel(discord.state, customer)
    for (const [words, seen] of lines) {
      discord.types(customer, direct, words)
      await discord.sees(customer, direct, seen)
    }
  }
const samSays =
  (words: string, seen: RegExp) =>
  async ({ platforms: { slack } }: Playground): Promise<void> => {
    await slack.commands(SAM, ORDERS, '/order', words)
    await slack.sees(SAM, ORDERS, seen)
  }
/** Kim hands the parcel over. */
const shipped =
  (order: string, seen: (platforms: Playground['platforms']) => Promise<unknown>) =>
  async ({ platforms }: Playground): Promise<void> => {
    await platforms.slack.says('UKIM', ORDERS, `<@UBOT> ship ${order} tracking 1Z999AA10123456784`)
    await seen(platforms)
  }
async function samPresses({ platforms: { slack } }: Playground, label: RegExp, seen: RegExp): Promise<void> {
  const card = await slack.sees(SAM, ORDERS, label)
  await slack.presses(SAM, card, label.exec(slack.text(card))?.[0] ?? '')
  await slack.sees(SAM, ORDERS, seen)
}

const SCENES: readonly Scene[] = [
  {
    ...{ name: 'slack-first-card', pane: 'sam', tab: '#orders', take: 'Place order' },
    stage: samSays('C-1001: 2 blue 11oz mugs and a large navy hoodie', /Place order/),
  },
  {
    ...{ name: 'slack-receipt', pane: 'sam', tab: '#orders', take: 'placed' },
    stage: (playground) => samPresses(playground, /Place order - [\d.]+(?: USD)?/, /order 10\d{3} placed/i),
  },
  {
    ...{ name: 'slack-shipped', pane: 'sam', tab: '#orders', take: 'on its way' },
    stage: shipped('10001', ({ slack }) => slack.sees(SAM, ORDERS, /on its way/)),
  },
  {
    ...{ name: 'slack-35-lines', pane: 'sam', tab: '#orders', take: 'Place order' },
    async stage(playground) {
      const { catalog } = await playground.parley.store.engine.shop()
      const skus = [...catalog.variants.values()].filter(({ active }) => active).slice(0, 35)
      await samSays(`C-1001: ${skus.map(({ sku }) => `add 1 ${sku}`).join('\n')}`, /Place order|choose/i)(playground)
    },
  },
  {
    ...{ name: 'slack-approval', pane: 'kim', tab: '#approvals', take: 'late delivery' },
    async stage(playground) {
      await samSays('C-1002: 4 CREW-GREY-M, 1 POLO-WHITE-M', /4[\s\S]*Crewneck/)(playground)
      const { slack } = playground.platforms
      const card = await slack.sees(SAM, ORDERS, /Crewneck/)
      await slack.says(SAM, ORDERS, 'take 40.00 off: late delivery', { thread: card.threadTs ?? card.ts })
      await samPresses(playground, /Ask for approval/, /Waiting for approval|waits/i)
      await slack.sees('UKIM', 'CAPPROVALS', /40\.00 off/)
    },
  },
  {
    name: 'slack-home',
    pane: 'sam',
    tab: 'Home',
    stage: async () => undefined,
    take: (page) => page.locator('.message').first(),
  },
  {
    ...{ name: 'slack-form', pane: 'sam', tab: '#orders', take: (page: Page) => page.locator('form.modal') },
    async stage({ platforms: { slack } }) {
      await slack.commands(SAM, ORDERS, '/order')
      await slack.modal(SAM, /Order|Details|Items/i)
    },
  },
  {
    ...{ name: 'discord-first-card', pane: 'customer', tab: 'Parley', take: 'mug' },
    stage: customerSays(['2 white enamel mugs and a cream tote', /Enamel mug[\s\S]*Tote bag/]),
  },
  {
    ...{ name: 'discord-shortage', pane: 'customer', tab: 'Parley', take: 'hoodie' },
    stage: customerSays(
      ['guest alex@example.com', /alex@example\.com/],
      ['ship to Alex Lee, 9 Elm St, Salem, OR 97301, US', /9 Elm St/],
      ['4 large black hoodies', /hoodie, black, L/],
    ),
  },
  {
    ...{ name: 'discord-form', pane: 'customer', tab: 'Parley', take: (page: Page) => page.locator('form.modal') },
    async stage({ platforms: { discord, customer } }) {
      await discord.answered(discord.picks(customer, directChannel(discord.state, customer), 'Change address'))
    },
  },
  {
    ...{ name: 'discord-receipt', pane: 'customer', tab: 'Parley', take: 'Thank you' },
    async stage(playground) {
      const { discord, customer } = playground.platforms
      for (const each of discord.state.interactions.values()) each.modal = undefined
      await customerSays(['separate order', /separate|own/i], ['pay link', /Buy now/])(playground)
      const direct = directChannel(discord.state, customer)
      discord.presses(customer, direct, 'Buy now')
      await discord.sees(customer, direct, /Thank you/)
    },
  },
  {
    ...{ name: 'discord-shipped', pane: 'customer', tab: 'Parley', take: 'on the way' },
    stage: shipped('10002', ({ discord, customer }) =>
      discord.sees(customer, directChannel(discord.state, customer), /on the way/i),
    ),
  },
]

async function taken(browser: Browser, playground: Playground, { name, pane, tab, stage, take }: Scene): Promise<void> {
  await stage(playground)
  const page = await browser.newPage({ viewport: { width: WIDTHS[pane], height: 2_400 } })
  await page.goto(`${playground.url}?pane=${pane}&width=${WIDTHS[pane]}`)
  await page.locator('.tab', { hasText: tab }).first().dispatchEvent('click')
  const what = typeof take === 'string' ? page.locator('.message.bot').filter({ hasText: take }).last() : take(page)
  await what.waitFor()
  const file = path.join(FOLDER, `${name}.png`)
  await what.screenshot({ path: file, animations: 'disabled' })
  await page.close()
  console.log(`${name}: ${Math.round(statSync(file).size / 1024)} kB`)
}

if (BROWSER === undefined) console.log('No chromium is installed here: no pictures were taken.')
else {
  mkdirSync(FOLDER, { recursive: true })
  const playground = await openPlayground({ port: 0, say: () => undefined, log: () => undefined, pace: 0 })
  const browser = await chromium.launch({
    executablePath: BROWSER,
    args: os.userInfo().uid === 0 ? ['--no-sandbox'] : [],
  })
  try {
    for (const scene of SCENES) await taken(browser, playground, scene)
  } finally {
    await browser.close()
    await playground.close()
  }
}
