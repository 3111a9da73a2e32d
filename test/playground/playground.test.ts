// The playground as a newcomer meets it: Chromium plays the three stories through the real adapters
// and the very payloads that were sent; whatever is typed is shown as text; nobody but the page
// reaches it. Rule: what needs a browser is skipped, with a word, where none is installed.
// Next: playground/playground.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlayground, type Playground } from '#playground/playground.ts'
import { freshDatabase } from '#test/support/database.ts'

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
if (BROWSER === undefined) console.log('The playground is not driven in a browser: no chromium is installed here.')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const faults: string[] = []
let playground: Playground
beforeAll(async () => {
  const { url } = await freshDatabase()
  const log = (line: object): void => void faults.push(JSON.stringify(line))
  playground = await openPlayground({ port: 0, say: () => undefined, log, databaseUrl: url, pace: 20 })
})
afterAll(async () => {
  expect(faults.filter((line) => /"event":"(fault|undeliverable|payload-refused)"/.test(line))).toEqual([])
  expect(playground.platforms.slack.violations).toEqual([])
  expect(playground.platforms.discord.rest.refused).toEqual([])
  expect(await playground.parley.store.checkInvariants()).toEqual([])
  await playground.close()
})

type Asking = {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}
function ask({ path = '/', method = 'GET', headers = {}, body }: Asking) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number
    headers: Readonly<Record<string, unknown>>
    body: string
  }>()
  const sent = request(new URL(path, playground.url), { method, headers: { ...headers } }, (answer) => {
    let text = ''
    answer.on('data', (part: Buffer) => (text += String(part)))
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
  })
  sent.on('error', reject)
  sent.end(body)
  return promise
}
const post = (what: object, headers: Readonly<Record<string, string>> = {}) =>
  ask({
    path: '/act',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(what),
  })

describe('the page', () => {
  test('has a policy that lets in nothing but itself, and weighs less than 100 kB', async () => {
    const page = await ask({})
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(page.body).not.toMatch(/<script[^>]*>[^<]|\son\w+=|style=/)
    const folder = new URL('../../playground/page/', import.meta.url)
    const weight = readdirSync(folder).reduce((sum, name) => sum + readFileSync(new URL(name, folder)).byteLength, 0)
    expect(weight).toBeLessThan(100_000)
  })

  test('listens on this machine only, and answers no other site', async () => {
    expect(playground.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect((await ask({ headers: { host: 'evil.example' } })).status).toBe(403)
    const hour = { pane: 'world', do: 'hour' }
    expect((await post(hour, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await ask({ path: '/act', method: 'POST', body: JSON.stringify(hour) })).status).toBe(415)
    expect((await post({ pane: 'sam', do: 'say', channel: 'CORDERS', text: 1 })).status).toBe(400)
    for (const path of ['/page/../server.ts', '/page/%2e%2e/server.ts', '/images/../../package.json', '/package.json'])
      expect((await ask({ path })).status).toBe(404)
  })

  test('what cannot be done is said, and changes nothing', async () => {
    expect(JSON.parse((await post({ pane: 'world', do: 'stock', sku: 'NO-SUCH', quantity: 1 })).body)).toEqual({
      ok: false,
      why: 'There is no NO-SUCH.',
    })
    expect(
      JSON.parse(
        (await post({ pane: 'customer', do: 'say', channel: playground.platforms.discord.shop.id, text: '/nothing' }))
          .body,
      ).ok,
    ).toBe(false)
  })
})

describe.skipIf(BROWSER === undefined)('in a browser', { timeout: 120_000 }, () => {
  let browser: Browser
  let page: Page
  const said: string[] = []
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER ?? '', args: ['--no-sandbox'] })
    page = await browser.newPage({ viewport: { width: 1500, height: 1000 } })
    page.on('pageerror', (error) => said.push(error.message))
    page.on('console', (message) => (message.type() === 'error' ? said.push(message.text()) : undefined))
    page.on('dialog', (dialog) => {
      said.push(`dialog: ${dialog.message()}`)
      return dialog.dismiss()
    })
    await page.goto(playground.url)
  })
  afterAll(() => browser.close())
  const pane = (id: string) => page.locator(`[data-pane=${id}]`)

  test.each([
    ['A guest orders', 'sam', /order 10\d{3} placed/],
    ['Short goods, a separate order', 'customer', /hoodie, black, L[\s\S]*order 10\d{3}|order 10\d{3}/i],
    ['An approval with a counter-offer', 'sam', /Taken off: late delivery/],
  ] as const)('%s: plays to its end, and is drawn', async (title, id, seen) => {
    await page.getByRole('button', { name: title, exact: true }).click()
    await page.locator('#told', { hasText: `${title}: ` }).waitFor()
    await page.locator('#told', { hasText: /The end|stopped/ }).waitFor({ timeout: 60_000 })
    expect(await page.locator('#told').innerText()).toContain('The end')
    await expect.poll(() => pane(id).innerText()).toMatch(seen)
  })

  test('it goes on after a story: typed, pressed, a form filled in, an hour passed, goods received', async () => {
    const customer = pane('customer')
    await customer.getByRole('button', { name: 'Parley', exact: true }).click()
    await customer.getByLabel('Message', { exact: true }).fill('2 white enamel mugs')
    await customer.getByLabel('Message', { exact: true }).press('Enter')
    await customer.getByText('+2 Enamel mug').first().waitFor()
    await customer.getByRole('button', { name: 'More' }).last().click()
    await customer.getByRole('button', { name: 'Add coupon' }).last().click()
    await customer.getByLabel(/code/i).fill('NOSUCH')
    await customer.getByRole('button', { name: 'Submit' }).click()
    await customer.getByText('no such code').first().waitFor()
    const before = await page.locator('#clock').innerText()
    await page.getByRole('button', { name: 'Pass an hour' }).click()
    await expect.poll(() => page.locator('#clock').innerText()).not.toBe(before)
    await page.getByLabel('SKU').fill('HOOD-BLACK-L')
    await page.getByRole('button', { name: 'Receive stock' }).click()
  })

  const BAD = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>"'>`
  test('what is typed anywhere is shown as text', async () => {
    for (const id of ['sam', 'customer', 'kim']) {
      await pane(id)
        .locator('.tab', { hasText: id === 'customer' ? 'Parley' : '#orders' })
        .click()
      await pane(id).getByLabel('Message', { exact: true }).fill(BAD)
      await pane(id).getByRole('button', { name: 'Send', exact: true }).click()
      await pane(id).getByText(BAD).first().waitFor()
    }
    await pane('customer').getByLabel('Message', { exact: true }).fill(`comment ${BAD}`)
    await pane('customer').getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByLabel('SKU').fill(BAD)
    await page.getByRole('button', { name: 'Receive stock' }).click()
    await pane('sam')
      .getByLabel('Message', { exact: true })
      .fill(`/order guest x@example.com: 1 MUG-BLUE-11OZ, ship to ${BAD} Lee, 9 Elm St, Salem, OR 97301, US`)
    await pane('sam').getByRole('button', { name: 'Send', exact: true }).click()
    await pane('sam').getByText('x***@example.com').first().waitFor()
    expect(await page.title()).toBe('Parley playground')
    expect(await page.locator('#panes img[src="x"], #panes script').count()).toBe(0)
  })

  const press = (id: string, label: RegExp): Promise<void> =>
    pane(id).locator('.message.bot button').filter({ hasText: label }).last().dispatchEvent('click')
  const says = async (id: string, words: string, seen: RegExp): Promise<void> => {
    await pane(id).getByLabel('Message', { exact: true }).fill(words)
    await pane(id).getByRole('button', { name: 'Send', exact: true }).click()
    // What became of an earlier order while an hour passed may be told right after the answer.
    const newest = async (): Promise<string> =>
      (await pane(id).locator('.message.bot').allInnerTexts()).slice(-2).join('\n')
    await expect.poll(newest, { timeout: 10_000 }).toMatch(seen)
  }
  /** Types that into every field of the form that is open and sends it; what comes back is put away. */
  async function fillIn(id: string): Promise<readonly string[]> {
    const form = pane(id).locator('form.modal')
    await form.locator('button.primary').waitFor()
    const names = await form.locator('input:not([type=radio]), textarea').evaluateAll((boxes, bad) => {
      for (const box of boxes) {
        Reflect.set(box, 'value', bad)
        box.dispatchEvent(new Event('input', { bubbles: true }))
      }
      return boxes.map((box) => box.getAttribute('name') ?? '')
    }, BAD)
    await form.locator('button.primary').click()
    const answered = async (): Promise<boolean> =>
      (await form.count()) === 0 || (await form.locator('.error:not(:empty)').count()) > 0
    await expect.poll(answered, { timeout: 10_000 }).toBe(true)
    if ((await form.count()) > 0) await form.getByRole('button', { name: 'Close', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    return names
  }
  async function fillInAll(id: string, labels: readonly RegExp[]): Promise<readonly string[]> {
    const typed: string[] = []
    for (const label of labels) {
      await press(id, label)
      typed.push(...(await fillIn(id)))
    }
    return typed
  }
  /** The bill's form is offered where an address was said in part. */
  async function fillInBill(id: string): Promise<readonly string[]> {
    await says(id, 'bill to 9 Elm St', /billing address/)
    await press(id, /^Fill in a form/)
    await pane(id).locator('form.modal').getByText('Billing address', { exact: true }).waitFor()
    return await fillIn(id)
  }
  const unharmed = async (): Promise<void> => {
    expect(await page.title()).toBe('Parley playground')
    expect(await page.locator('img[src="x"], main script').count()).toBe(0)
  }

  test('and so is what is typed into any field of a form on Discord', async () => {
    await says('customer', 'new order', /Your cart/)
    await says('customer', '1 BOT-BLACK-500ML', /1 . ?Water bottle/)
    const typed = [
      ...(await fillInAll('customer', [/^Add contact/, /^Add item/, /^Details/, /^Engraving/, /^Add coupon/])),
      ...(await fillInAll('customer', [/^I have an account/, /^Add comment/])),
    ]
    await says('customer', 'guest alex@example.com', /needs address/)
    await pane('customer').getByText(`Comment: ${BAD}`).first().waitFor()
    typed.push(...(await fillInAll('customer', [/^Add address/])), ...(await fillInBill('customer')))
    await says('customer', 'link alex@example.com', /six-digit code/)
    typed.push(...(await fillInAll('customer', [/^Enter the code/])))
    expect([...new Set(typed)]).toEqual([
      ...['E-mail', 'Name', 'Phone', 'Item', 'Quantity', 'Note', 'Items', 'Ship to', 'Engraving', 'Coupon code'],
      ...['E-mail of your account', 'Comment', 'Recipient', 'Street and number', 'City, state and postcode'],
      ...['Phone for the carrier', 'Country', 'The six digits from the mail'],
    ])
    await unharmed()
  })

  test('and so is what is typed into any field of a form on Slack', async () => {
    await pane('sam').getByLabel('Message', { exact: true }).fill('/order')
    await pane('sam').getByRole('button', { name: 'Send', exact: true }).click()
    const typed = [...(await fillIn('sam'))]
    await says('sam', '/order C-1002: 1 BOT-BLACK-500ML, 4 CREW-GREY-M', /Crewneck/)
    typed.push(
      ...(await fillInAll('sam', [/^Add coupon/, /^Adjust price/, /^Add item/, /^Engraving/, /^Change address/])),
      ...(await fillInAll('sam', [/^Add comment/])),
    )
    await pane('sam').getByText(`Comment: ${BAD}`).first().waitFor()
    await pane('sam').locator('[data-name^=reply]').last().click()
    typed.push(...(await fillInBill('sam')))
    await says('sam', 'take 40.00 off: late delivery', /above your limit/)
    await press('sam', /^Ask for approval/)
    await pane('kim').locator('.tab', { hasText: '#approvals' }).click()
    await pane('kim').locator('.message.bot').filter({ hasText: 'waits for an answer' }).last().waitFor()
    typed.push(...(await fillInAll('kim', [/^Counter/])))
    await press('customer', /^Talk to a person/)
    await pane('sam')
      .locator('.message.bot button')
      .filter({ hasText: /^Take over/ })
      .last()
      .waitFor()
    await press('sam', /^Take over/)
    await pane('sam')
      .locator('.message.bot button')
      .filter({ hasText: /^Reply to customer/ })
      .last()
      .waitFor()
    typed.push(...(await fillInAll('sam', [/^Reply to customer/])))
    await pane('customer').getByText(BAD, { exact: true }).last().waitFor()
    expect([...new Set(typed)]).toEqual([
      ...['E-mail, phone or customer number', 'Name', 'Items', 'Search: One more item', 'Or type: One more item'],
      ...['Ship to', 'Coupon code', 'Amount in USD', 'In your own words', 'Search: Item', 'Or type: Item', 'Quantity'],
      ...['Note', 'Engraving', 'Recipient', 'Company', 'Street and number', 'Floor, flat', 'City', 'State or province'],
      ...[
        'Postcode',
        'Phone for the carrier',
        'Comment',
        'Internal note',
        'Country',
        'What you offer instead',
        'Why',
        'Your words',
      ],
    ])
    await unharmed()
  })

  test('a search finds, and a dialog of the platform is asked first', async () => {
    const card = pane('sam').locator('.message.bot').filter({ hasText: 'Water bottle' }).last()
    const shows = (words: RegExp) => expect.poll(() => card.innerText(), { timeout: 10_000 }).toMatch(words)
    await press('sam', /^Add item/)
    const form = pane('sam').locator('form.modal')
    await form.locator('input[type=search]').fill('teapot')
    await form.locator('.found button').first().click()
    await form.locator('button.primary').click()
    await form.waitFor({ state: 'detached' })
    await shows(/[+]1 Teapot/)
    await press('sam', /^Cancel this order/)
    await shows(/Cancel it/)
    await press('sam', /^Cancel it/)
    await page.locator('dialog').getByRole('button', { name: 'Go back' }).click()
    await shows(/Cancel it/)
    await press('sam', /^Cancel it/)
    await page.locator('dialog').getByRole('button', { name: 'Cancel it' }).click()
    await expect.poll(() => card.locator('button').allInnerTexts(), { timeout: 10_000 }).not.toContain('Cancel it')
  })

  test('by the keyboard alone a button is reached and pressed', async () => {
    await page.locator('#stories button').first().focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Short goods, a separate order')
  })

  test('axe finds nothing serious', async () => {
    await page.evaluate(AXE)
    const found = await page.evaluate(async () => {
      const axe: unknown = Reflect.get(window, 'axe')
      const run: unknown = typeof axe === 'object' && axe !== null ? Reflect.get(axe, 'run') : undefined
      const { violations } = await (typeof run === 'function' ? run.call(axe) : { violations: [] })
      return violations
        .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`)
    })
    expect(found).toEqual([])
  })

  test('and nothing went wrong in the page', () => {
    expect(said.filter((line) => !/status of 400/.test(line))).toEqual([])
  })
})
