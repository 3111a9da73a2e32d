// Webhooks out, end to end: an order in the chat, a row of the outbox for each program that wants
// it, a signed request to a server on loopback, checked with the scheme's own library. Rule: each
// once, tried again, in order, and never to a private address unless that is allowed.
import http from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterAll, describe, expect, test } from 'vitest'
import { startDelivery } from '#jobs/delivery.ts'
import { waitBefore, webhookChannel, webhookSecret } from '#jobs/webhook-channel.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { webhookPoster, whyNotAddress } from '#ports/webhook.ts'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const SECRET = 'what keys are made of in this test, long enough'
const heard: { readonly id: string; readonly body: string; readonly headers: Record<string, string> }[] = []
const answers: number[] = []
const server = http.createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const header = (name: string): string => String(request.headers[name])
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, header(name)]),
  )
  const status = answers.shift() ?? 200
  if (status === 200) heard.push({ id: header('webhook-id'), body: Buffer.concat(chunks).toString('utf8'), headers })
  response.writeHead(status).end()
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hooks`

const shop = await world({ shop: demoWith({ plenty: 500 }) })
const channel = webhookChannel({
  post: webhookPoster({ allowPrivate: true }),
  endpoint: shop.store.webhooks.endpoint,
  secret: SECRET,
})
const silent = () => undefined
const delivery = startDelivery({
  channels: [channel],
  outbox: shop.store.outbox,
  surfaces: shop.store.surfaces,
  onOutgoing: shop.store.onOutgoing,
  now: shop.store.now,
  report: { again: silent, dead: silent, failed: silent, unreachable: silent },
})
afterAll(async () => {
  await delivery.close()
  server.close()
})

const SAM = 'terminal:sam'
let threads = 0
async function placed(): Promise<number> {
  const thread = `terminal:hooks-${++threads}`
  await shop.say(SAM, thread, 'order for jane.doe@example.com: 2 blue 11oz mugs')
  await shop.say(SAM, thread, 'pay invoice')
  const first = await shop.say(SAM, thread, 'place')
  const said = /order (\d{5}) placed/.test(first) ? first : await shop.say(SAM, thread, 'yes')
  return Number(/order (\d{5}) placed/.exec(said)?.[1] ?? Number.NaN)
}
const told = (number: number) => heard.map(({ body }) => JSON.parse(body)).filter(({ data }) => data.number === number)

describe('webhooks', () => {
  test('tell what was asked for, in order, signed, and nothing personal', async () => {
    const id = await shop.store.webhooks.add(url, ['order.placed', 'order.paid', 'order.shipped', 'order.cancelled'])
    const number = await placed()
    await shop.say(SAM, `terminal:desk-${number}`, `comment ${number} leave it at the door`)
    await shop.say(SAM, `terminal:desk-${number}`, `paid ${number}`)
    await shop.say(SAM, `terminal:desk-${number}`, `ship ${number} tracking 1Z9`)
    await eventually('three events', 10_000, async () => (told(number).length === 3 ? true : undefined))
    expect(told(number).map(({ type }) => type)).toEqual(['order.placed', 'order.paid', 'order.shipped'])
    expect(told(number)[2].data).toMatchObject({
      status: 'shipped',
      payment: { status: 'paid', due: 0 },
      parcels: [{ tracking: '1Z9' }],
    })
    for (const { body, headers } of heard)
      expect(new Webhook(webhookSecret(SECRET, id)).verify(body, headers)).toBeTruthy()
    expect(JSON.stringify(heard)).not.toMatch(/jane|doe|@|door|Elm/i)
  })

  test('a program that is away gets it later, under the same id and once', async () => {
    answers.push(500, 503)
    const number = await placed()
    await eventually('it was refused', 10_000, async () => (answers.length === 1 ? true : undefined))
    await shop.rows(`update outbox set not_before = null where channel = 'webhook' and status = 'pending'`)
    await eventually('refused again', 10_000, async () => (answers.length === 0 ? true : undefined))
    await eventually('it waits', 10_000, async () => {
      const [row] = await shop.rows<{ later: boolean }>(
        `update outbox set not_before = null where channel = 'webhook' and status = 'pending' and lease_until is null returning true as later`,
      )
      return row
    })
    await eventually('it came', 10_000, async () => (told(number).length === 1 ? true : undefined))
  })

  test('what nobody took for three days stands there, and is sent again when asked', async () => {
    const waits = Array.from({ length: 40 }, (_, index) => waitBefore(index + 1)).filter((wait) => wait !== undefined)
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000
    expect(hours).toBeGreaterThan(66)
    expect(hours).toBeLessThan(78)
    const [endpoint] = await shop.store.webhooks.list()
    const before = heard.length
    expect(await shop.store.webhooks.replay(endpoint?.id ?? '', new Date(0))).toBeGreaterThan(3)
    await eventually('all of it again', 10_000, async () => (heard.length >= before + 4 ? true : undefined))
    expect(new Set(heard.map(({ id }) => id)).size).toBe(before)
  })

  test('removed, it is told nothing more', async () => {
    const [endpoint] = await shop.store.webhooks.list()
    expect(await shop.store.webhooks.remove(endpoint?.id ?? '')).toBe(true)
    const number = await placed()
    expect(
      await shop.rows(`select 1 from outbox where channel = 'webhook' and payload->'what'->'data'->>'number' = $1`, [
        String(number),
      ]),
    ).toEqual([])
  })
})

describe('addresses', () => {
  test.each([
    ['http://example.com/x', 'must begin with https://'],
    ['https://127.0.0.1/x', 'private'],
    ['https://[::1]/x', 'private'],
    ['https://10.1.2.3', 'private'],
    ['https://192.168.0.9', 'private'],
    ['https://169.254.169.254/latest', 'private'],
    ['https://[::ffff:127.0.0.1]/x', 'private'],
    ['https://[fd00::1]/x', 'private'],
    ['https://2130706433/x', 'private'],
    ['https://localhost:9000', 'private'],
    ['https://user:pass@example.com', 'password'],
    ['ftp://example.com', 'no web address'],
  ])('%s is refused', (given, why) => {
    expect(whyNotAddress(given, false)).toContain(why)
  })

  test('a name that leads to a private address is refused when it is connected to', async () => {
    const post = webhookPoster({ allowPrivate: false })
    const letter = { secret: webhookSecret(SECRET, 'x'), id: 'msg_1', body: '{}' }
    const posted = await post({ ...letter, url: 'https://ip6-localhost/x' })
    expect(posted.kind).toBe('not-taken')
    expect(await post({ ...letter, url: `${url.replace('http:', 'https:')}` })).toMatchObject({ kind: 'not-taken' })
  })
})
