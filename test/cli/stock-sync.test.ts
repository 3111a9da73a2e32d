// A shop that also sells elsewhere: counts of another place are taken over as of when they were made,
// what moved here since is put on top, what is reserved here stays, and the rest is listed.
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startStockSync } from '#jobs/stock-sync.ts'
import { readFeed, stockCounts } from '#ports/stock-feed.ts'
import { world } from '#test/support/world.ts'
import { runParley } from './parley.ts'

const shop = await world()
const [SAM, KIM] = ['terminal:sam', 'terminal:kim']
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-sync-'))
const env = { DATABASE_URL: shop.url, PARLEY_DATA: folder, PARLEY_SECRET: 'a secret that only tests know, 32 and more' }
const SLOW = { timeout: 60_000 }
const stockOf = (sku: string) => shop.store.desk.stockOf(sku)
const now = () => new Date().toISOString()
const sync = (sku: string, quantity: number, asOf: string, dry?: boolean) =>
  shop.store.syncStock([{ sku, quantity, asOf }], dry)

test('what left, came in and came back here after the count is put on top of it', async () => {
  const sku = 'MUG-BLUE-11OZ'
  await shop.say(SAM, 'terminal:s1', 'order for orders@acme.example: 3 blue 11oz mugs')
  expect(await shop.say(SAM, 'terminal:s1', 'place')).toMatch(/order 1\d{4}/i)
  const [{ number = 0 } = {}] = await shop.rows<{ number: number }>('select max(number)::int as number from orders')
  const counted = now()
  await shop.say(SAM, 'terminal:s1', `ship ${number}`)
  await shop.say(KIM, 'terminal:s2', `stock receive ${sku} 5`)
  expect(await sync(sku, 20, counted, true)).toEqual({ taken: 1, changed: 1, conflicts: [] })
  expect(await stockOf(sku)).not.toMatchObject({ onHand: 22 })
  expect(await sync(sku, 20, counted)).toEqual({ taken: 1, changed: 1, conflicts: [] })
  expect(await stockOf(sku)).toMatchObject({ onHand: 22, reserved: 0 })
  expect(await sync(sku, 20, counted)).toEqual({ taken: 1, changed: 0, conflicts: [] })
})

test('what is reserved here stays, and an older count changes nothing', async () => {
  const sku = 'TOTE-CREAM'
  await shop.say(SAM, 'terminal:s3', 'order for orders@acme.example: 3 cream totes')
  await shop.say(SAM, 'terminal:s3', 'place')
  await shop.say(SAM, 'terminal:s3', 'yes')
  const before = await stockOf(sku)
  expect(before).toMatchObject({ reserved: 3 })
  expect(await sync(sku, 2, now())).toEqual({
    ...{ taken: 0, changed: 0 },
    conflicts: [{ kind: 'reserved', sku, quantity: 2, reserved: 3 }],
  })
  const early = now()
  await shop.say(KIM, 'terminal:s4', `stock set ${sku} 30`)
  expect((await sync(sku, 50, early)).conflicts).toMatchObject([{ kind: 'older', sku }])
  expect((await sync(sku, 50, '2020-01-01T00:00:00Z')).conflicts).toMatchObject([{ kind: 'older', sku }])
  expect((await sync(sku, 50, '2990-01-01T00:00:00Z')).conflicts).toEqual([{ kind: 'future', sku }])
  expect(await stockOf(sku)).toMatchObject({ onHand: 30, reserved: 3 })
  expect(await shop.store.checkInvariants()).toEqual([])
})

test(
  'an address and a file are read alike by the command; what cannot be taken is listed, the rest is in',
  SLOW,
  async () => {
    const feed = `SKU;On hand;As of\nMUG-BLUE-11OZ;44;${now()}\nNO-SUCH;3;\nTOTE-CREAM;many;\nMUG-BLUE-11OZ;1;\nTOTE-CREAM;7;yesterday\n`
    const server = http.createServer((request, response) => {
      const who = Buffer.from('shop:hunter2').toString('base64')
      if (request.headers.authorization !== `Basic ${who}`) return void response.writeHead(401).end()
      response.writeHead(200, { 'last-modified': new Date().toUTCString() }).end(feed)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, out, err } = await runParley(['stock', 'sync', `http://shop:hunter2@127.0.0.1:${port}/counts.csv`], {
      env,
    })
    expect(out.trim().split('\n'), err).toEqual([
      'row 4: "many" of TOTE-CREAM is not a whole number from 0 to 9999999',
      'row 5: MUG-BLUE-11OZ is there twice',
      'row 6: TOTE-CREAM is there twice',
      'NO-SUCH: there is no such SKU here.',
      `http://127.0.0.1:${port}/counts.csv: 1 counts taken, 1 of them are others than before, 4 not taken.`,
    ])
    expect(code).toBe(1)
    expect(await stockOf('MUG-BLUE-11OZ')).toMatchObject({ onHand: 44 })

    const file = path.join(folder, 'counts.csv')
    fs.writeFileSync(file, 'sku,qty\nMUG-BLUE-11OZ,45\n')
    const done = await runParley(['stock', 'sync', file, '--as-of', now()], { env })
    expect([done.code, done.err, done.out.includes('1 counts taken')]).toEqual([0, '', true])
    await expect(readFeed(`http://127.0.0.1:${port}/counts.csv`)).rejects.toThrow('answered 401')
    server.close()
    await expect(readFeed(`http://shop:hunter2@127.0.0.1:${port}/`)).rejects.toThrow(
      `http://127.0.0.1:${port}/ cannot be reached.`,
    )
    expect(stockCounts({ text: 'name,price\nMug,1\n', at: now() }).problems).toEqual([
      expect.stringContaining('must name a column "SKU"'),
    ])
  },
)

test('by the timer it is taken by whoever has it, again where the feed was away, and told when it changes', async () => {
  let [reads, failures] = [0, 0]
  const told: number[] = []
  const stop = startStockSync(
    {
      ours: async () => true,
      async feed() {
        if (++reads === 1) throw new Error('away')
        const rows = reads < 4 ? '\nNO-SUCH,1' : ''
        return stockCounts({ text: `sku,qty\nMUG-BLUE-11OZ,4${reads}${rows}\n`, at: now() })
      },
      take: (counts) => shop.store.syncStock(counts),
      left: (count) => void told.push(count),
    },
    5,
    () => void failures++,
  )
  await expect.poll(() => reads, { timeout: 20_000 }).toBeGreaterThan(4)
  await stop()
  expect([failures, told]).toEqual([1, [1, 0]])
})
