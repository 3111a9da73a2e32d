// The command line as people and scripts meet it: real processes, real databases, exit codes.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '#test/support/database.ts'
import { openChat, plain, runParley, startParley } from './parley.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-test-'))
chmodSync(folder, 0o755) // the embedded server may run as another account
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secret = { PARLEY_SECRET: 'a secret that only tests know, 32 and more' }
const here = { ...secret, DATABASE_URL: (await freshDatabase()).url }
const there = { ...secret, DATABASE_URL: (await freshDatabase()).url }
const empty = { ...secret, DATABASE_URL: (await freshDatabase('empty')).url }
const SCRIPT = 'order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie\ncoupon save10\nplace\n'

/** A process under load of the whole test run takes its time. */
const SLOW = { timeout: 90_000 }

/** Begun at once, since it takes its 30 s whatever else is done meanwhile. */
const begun = Date.now()
const nobodyServes = runParley(['orders', 'list'], {
  env: { DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:9/parley' },
}).then((ended) => ({ ...ended, took: Date.now() - begun }))

describe('words', SLOW, () => {
  test('help names every command, and every command has its own', async () => {
    const { code, out } = await runParley(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'start',
      'chat',
      'orders',
      'shop',
      'stock',
      'staff',
      'transcript',
      'replay',
      'trace',
      'outbox',
      'doctor',
      'backup',
      'restore',
      'bench',
      'understand',
    ]) {
      expect(out).toContain(`\n  ${name} `)
    }
    expect(await runParley(['orders', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('orders show NUMBER [--json]'),
    })
    expect(await runParley(['orders', 'show', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('orders show NUMBER [--json]'),
    })
  })

  test.each([
    [[], 'parley COMMAND'],
    [['ordres'], 'There is no command "ordres"'],
    [['orders'], 'orders list [--json]'],
    [['orders', 'shew', '1'], 'There is no "parley orders shew"'],
    [['orders', 'show'], 'Usage: parley orders show NUMBER [--json]'],
    [['orders', 'show', 'x1'], 'x1 is not an order number'],
    [['orders', 'list', '--jason'], "Unknown option '--jason'"],
    [['orders', 'list', 'all'], 'Too many words: all'],
    [['chat'], 'Say who you are'],
    [['chat', '--as', 'boss:sam'], '--as boss:sam is nobody'],
    [['stock', 'set', 'MUG-BLUE-11OZ', '-1'], 'Usage: parley stock set'],
    [['stock', 'receive', 'MUG-BLUE-11OZ', '0'], 'at least 1'],
  ])('parley %j is answered with the usage, exit 64', async (args, words) => {
    const { code, out, err } = await runParley(args)
    expect(out + err).toContain(words)
    expect(code).toBe(64)
  })

  test('wrong settings: all at once, without their values, exit 78', async () => {
    const { code, err } = await runParley(['orders', 'list'], {
      env: { DATABASE_URL: 'hunter2', PORT: 'hunter2', PARLEY_DATTA: 'hunter2' },
    })
    expect(code).toBe(78)
    for (const name of ['DATABASE_URL', 'PORT', 'PARLEY_DATTA']) expect(err).toContain(name)
    expect(err).not.toContain('hunter2')
  })

  test('what needs a shop says that there is none yet, and how to get one', async () => {
    const { code, err } = await runParley(['reader', 'explain', '2 blue mugs'], {
      env: { ...secret, DATABASE_URL: (await freshDatabase()).url },
    })
    expect(code).toBe(78)
    expect(err).toMatch(/^There is no shop yet: "parley start" brings the demo shop/)
  })

  test('a database nobody serves: tried for 30 s, then exit 69 with host and port and without the password', async () => {
    const { code, err, took } = await nobodyServes
    expect(code).toBe(69)
    expect(err).toContain('127.0.0.1:9')
    expect(err).not.toContain('hunter2')
    expect(took).toBeGreaterThan(29_000)
  })
})

describe('on a machine where nothing is set up', SLOW, () => {
  const env = { PARLEY_DATA: path.join(folder, 'data') }

  test('one command, a script as input: from nothing to order 10001, to the cent, in under 30 s', async () => {
    const start = performance.now()
    const { code, out, err } = await runParley(['start'], { env, input: SCRIPT })
    const seconds = (performance.now() - start) / 1000
    console.log(`first start to first order: ${seconds.toFixed(1)} s`)
    expect(code).toBe(0)
    expect(err).toContain('loaded the demo shop "Harbor Goods"')
    expect(plain(out)).toContain('Total 80.64')
    expect(plain(out)).toContain('Total 73.17')
    expect(plain(out)).toContain('order 10001')
    expect(seconds).toBeLessThan(30)
  })

  test('the order carries every component, in minor units, and adds up', async () => {
    const { out } = await runParley(['orders', 'show', '10001', '--json'], { env })
    const counts = { shipped: 0, backordered: 0, dropped: 0, cancelled: 0, returned: 0 }
    expect(JSON.parse(out)).toMatchObject({
      number: 10001,
      parent: null,
      status: 'placed',
      customer: { kind: 'registered', email: 'jane.doe@example.com', number: 'C-1001' },
      currency: 'USD',
      lines: [
        {
          sku: 'MUG-BLUE-11OZ',
          quantity: 2,
          unitPrice: 1200,
          gross: 2400,
          components: [{ source: 'SAVE10', kind: 'order-coupon', amount: -240 }],
          net: 2160,
          tax: 178,
          reserved: 2,
          ...counts,
        },
        {
          sku: 'HOOD-BLACK-L',
          quantity: 1,
          unitPrice: 4500,
          gross: 4500,
          components: [{ source: 'SAVE10', kind: 'order-coupon', amount: -450 }],
          net: 4050,
          tax: 334,
          reserved: 1,
          ...counts,
        },
      ],
      subtotal: 6900,
      discount: -690,
      shipping: 595,
      tax: 512,
      total: 7317,
      payment: { kind: 'stored', status: 'to-be-paid', amount: 7317 },
    })
    const heads = JSON.parse((await runParley(['orders', 'list', '--json'], { env })).out)
    const { lines: _, ...head } = JSON.parse(out)
    expect(heads).toEqual([expect.objectContaining({ number: 1042, total: 8064, status: 'shipped' }), head])
  })

  test('a later start goes on with what is there, and the buttons of yesterday still work', async () => {
    const draft = 'order for orders@acme.example: 1 white teapot\n2 blue 11oz mugs\n'
    expect((await runParley(['chat', '--as', 'sam', '--thread', 'front'], { env, input: draft })).code).toBe(0)
    const start = performance.now()
    const { code, out, err } = await runParley(['chat', '--as', 'rep:sam', '--thread', 'front'], {
      env,
      input: 'press Undo\n',
    })
    console.log(`later start to first answer and end: ${((performance.now() - start) / 1000).toFixed(1)} s`)
    expect(code).toBe(0)
    expect(plain(out)).toContain('Total 44.95')
    expect(err).not.toContain('Harbor Goods')
  })
})

describe('the embedded database', SLOW, () => {
  test('killed in the middle of a talk, it is started again and the next line is answered', async () => {
    const data = path.join(folder, 'killed')
    const chat = openChat(['--as', 'sam'], { PARLEY_DATA: data })
    chat.say('order for jane.doe@example.com: 2 blue 11oz mugs')
    await chat.hears('Total 31.93')
    const [pid] = readFileSync(path.join(data, 'pg', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
    chat.say('and a large black hoodie')
    await chat.hears('Total 80.64')
    chat.say('place')
    await chat.hears('order 10001')
    expect(await chat.leave()).toBe(0)
    expect((await runParley(['doctor'], { env: { PARLEY_DATA: data } })).out).toBe('Everything adds up.\n')
  })

  test('two that start at once on a folder that does not exist yet share one database and one shop', async () => {
    const env = { PARLEY_DATA: path.join(folder, 'both') }
    const chats = ['sam', 'kim'].map((as) => openChat(['--as', as, '--thread', 'both'], env))
    for (const chat of chats) chat.say('help')
    for (const chat of chats) await chat.hears('order for')
    chats[0]?.say('order for jane.doe@example.com: 2 blue 11oz mugs')
    for (const chat of chats) await chat.hears('Total 31.93')
    for (const chat of chats) expect(await chat.leave()).toBe(0)
    expect((await runParley(['doctor'], { env })).code).toBe(0)
    expect(JSON.parse((await runParley(['orders', 'list', '--json'], { env })).out)).toHaveLength(1)
  })
})

describe('serving', SLOW, () => {
  /** Standard input like /dev/null; answers once it says that it is ready. */
  async function serve(env: Record<string, string>) {
    const child = startParley(['start'], { ...here, ...env }, 'ignore')
    let err = ''
    const ready = Promise.withResolvers<string | undefined>()
    child.stderr?.on('data', (chunk) => {
      err += chunk
      const [address] = /http:\S+(?=\/livez)/.exec(err) ?? []
      if (address !== undefined) ready.resolve(address)
    })
    const ended = Promise.withResolvers<number | null>()
    child.once('close', (code) => {
      ready.resolve(undefined)
      ended.resolve(code)
    })
    return { child, address: await ready.promise, ended: ended.promise, said: () => err }
  }

  test('it is alive and ready until SIGTERM, then drains and ends with 0', async () => {
    const { child, address, ended, said } = await serve({ PORT: '0' })
    expect(address, said()).toBeDefined()
    expect(said()).toMatch(/Slack: off.*Discord: off.*Web: off/)
    expect(said()).toMatch(/Payment links - recorded by hand.*Mail: off/)
    expect((await fetch(`${address}/livez`)).status).toBe(200)
    const ready = await fetch(`${address}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ status: 'ready', database: 'up' }),
    ])
    expect((await fetch(`${address}/orders`)).status).toBe(404)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('a port that is taken ends it with a sentence, but never a chat', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const PORT = String(typeof address === 'object' ? address?.port : 0)
    const { ended, said } = await serve({ PORT })
    expect(await ended).toBe(78)
    expect(said()).toContain(`PORT ${PORT} on 127.0.0.1 is in use`)
    expect(await runParley(['start'], { env: { ...here, PORT }, input: 'help\n' })).toMatchObject({
      code: 0,
      out: expect.stringContaining('order for'),
    })
    other.close()
  })
})

describe('the chat', SLOW, () => {
  test.each([
    ['lead:sam', 'Sam is rep, not lead.'],
    ['zoe', 'There is no member of staff zoe.'],
    ['customer:nobody@example.com', 'There is no customer with the e-mail address nobody@example.com'],
  ])('--as %s is refused', async (as, words) => {
    expect(await runParley(['chat', '--as', as], { env: here })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(words),
    })
  })

  test('a customer sees their own order and nothing of the desk', async () => {
    const { code, out } = await runParley(['chat', '--as', 'customer:jane.doe@example.com'], {
      env: here,
      input: '2 blue 11oz mugs\n',
    })
    expect(code).toBe(0)
    expect(plain(out)).toContain('Total 31.93')
    expect(out).not.toContain('Adjust price')
  })

  test('a form is asked field by field; a field that is needed is asked again', async () => {
    const chat = openChat(['--as', 'sam'], here)
    chat.say('order for jane.doe@example.com: 2 blue 11oz mugs')
    await chat.hears('Total 31.93')
    chat.say('press Add coupon')
    await chat.hears('Coupon code')
    chat.say('')
    await chat.hears('Coupon code is needed')
    const from = chat.printed().length
    chat.say('save10')
    await chat.hears('SAVE10 -2.40', from)
    expect(await chat.leave()).toBe(0)
  })

  test('it ends cleanly when nobody reads its output any more', async () => {
    const child = startParley(['chat', '--as', 'sam'], here)
    let err = ''
    child.stderr.on('data', (chunk) => (err += chunk))
    child.stdin.on('error', () => undefined)
    child.stdout.once('data', () => child.stdout.destroy())
    for (let line = 0; line < 5; line += 1) child.stdin.write('help\n')
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, err.includes('Error')]).toEqual([0, false])
  })
})

describe('shop and stock', SLOW, () => {
  test('a shop file with mistakes is refused whole, each mistake with its line', async () => {
    const file = path.join(folder, 'bad.yaml')
    const demo = readFileSync(new URL('../../prisma/demo/harbor-goods.yaml', import.meta.url), 'utf8')
    writeFileSync(file, demo.replace('percent: 15%', 'percent: 15').replace('code: TEE\n', 'code: MUG\n'))
    const { code, out, err } = await runParley(['shop', 'load', file], { env: here })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^bad\.yaml:\d+ coupons\[2\]\.effect\.percent: must be a percentage such as 8\.25%$/m)
    expect(err).toMatch(/^bad\.yaml:\d+ products\[\d+\]: the product code MUG is there twice$/m)
    expect(err).toContain('2 mistakes; nothing was loaded.')
  })

  test('what is exported loads into another database as the same shop', async () => {
    const [one, two] = [path.join(folder, 'one.yaml'), path.join(folder, 'two.yaml')]
    expect((await runParley(['shop', 'export', one], { env: here })).code).toBe(0)
    expect((await runParley(['shop', 'load', one], { env: there })).code).toBe(0)
    expect((await runParley(['shop', 'export', two], { env: there })).code).toBe(0)
    expect(readFileSync(two, 'utf8')).toBe(readFileSync(one, 'utf8'))
  })

  test('stock is set, announced and shown', async () => {
    expect(await runParley(['stock', 'set', 'tea-blue', '7'], { env: there })).toMatchObject({ code: 0 })
    expect(await runParley(['stock', 'expect', 'TEA-BLUE', '3', '2027-01-05'], { env: there })).toMatchObject({
      code: 0,
    })
    const { out } = await runParley(['stock', 'show', 'TEA-BLUE', '--json'], { env: there })
    expect(JSON.parse(out)).toMatchObject({
      sku: 'TEA-BLUE',
      onHand: 7,
      reserved: 0,
      available: 7,
      expected: [{ quantity: 3, on: '2027-01-05' }],
    })
    expect(await runParley(['stock', 'set', 'NOPE', '1'], { env: there })).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no SKU NOPE'),
    })
  })

  test('stock comes from a file, all of it or nothing, each mistake with its row', async () => {
    const file = path.join(folder, 'stock.csv')
    writeFileSync(file, 'Variant SKU,Variant Inventory Qty\r\nTEA-BLUE,9\r\n"PEN-RED",many\r\nTEA-BLUE,1\r\n')
    const bad = await runParley(['stock', 'import', file], { env: there })
    expect(bad).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /row 3: "many" of PEN-RED[\s\S]*row 4: TEA-BLUE is there twice[\s\S]*Nothing was changed/,
      ),
    })
    writeFileSync(file, 'sku;on hand\nTEA-BLUE;9\nNOPE;1\n')
    expect(await runParley(['stock', 'import', file], { env: there })).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no SKU NOPE'),
    })
    expect(JSON.parse((await runParley(['stock', 'show', 'TEA-BLUE', '--json'], { env: there })).out)).toMatchObject({
      onHand: 7,
    })
    writeFileSync(file, 'sku;on hand\nTEA-BLUE;9\n')
    expect(await runParley(['stock', 'import', file], { env: there })).toMatchObject({ code: 0, out: '1 SKU set.\n' })
  })

  test('somebody who is added can chat at once, and no more once suspended', async () => {
    expect((await runParley(['staff', 'add', 'mia', 'lead'], { env: there })).code).toBe(0)
    expect(await runParley(['chat', '--as', 'lead:mia'], { env: there, input: 'help\n' })).toMatchObject({ code: 0 })
    expect((await runParley(['staff', 'suspend', 'mia'], { env: there })).code).toBe(0)
    expect(await runParley(['chat', '--as', 'mia'], { env: there })).toMatchObject({
      code: 1,
      err: expect.stringContaining('Mia is suspended.'),
    })
  })
})

describe('what there is to do', SLOW, () => {
  test('orders work lists what waits, each list by itself or all, for people and as JSON', async () => {
    const env = { ...secret, DATABASE_URL: (await freshDatabase()).url }
    const script = `order for jane.doe@example.com: 2 blue 11oz mugs\nplace\nyes\n`
    expect((await runParley(['chat', '--as', 'sam', '--thread', 'work'], { env, input: script })).code).toBe(0)
    const all = await runParley(['orders', 'work'], { env })
    expect(all.code).toBe(0)
    expect(all.out).toMatch(/to-ship: 1\n\s+10001\s+Jane Doe\s+31\.93 USD/)
    expect(all.out).toContain('returns: 0')
    const one = await runParley(['orders', 'work', 'to-ship'], { env })
    expect(one.out).toContain('10001')
    expect(one.out).not.toContain('returns')
    const json = await runParley(['orders', 'work', 'to-ship', '--json'], { env })
    expect(JSON.parse(json.out)).toMatchObject({ 'to-ship': { count: 1, orders: [{ number: 10001, total: 3193 }] } })
    expect(await runParley(['orders', 'work', 'nonsense'], { env })).toMatchObject({
      code: 64,
      err: expect.stringContaining('nonsense is no list; there are'),
    })
  })
})

describe('keeping and looking back', SLOW, () => {
  test('a backup restored into an empty database is the same, and is refused anywhere else', async () => {
    const file = path.join(folder, 'backup.gz')
    expect((await runParley(['chat', '--as', 'sam', '--thread', 'keep'], { env: there, input: SCRIPT })).code).toBe(0)
    expect((await runParley(['backup', file], { env: there })).code).toBe(0)
    expect(await runParley(['backup', file], { env: there })).toMatchObject({
      code: 1,
      err: expect.stringContaining('exists already'),
    })
    expect(await runParley(['restore', file], { env: there })).toMatchObject({
      code: 1,
      err: expect.stringContaining('not empty'),
    })
    expect((await runParley(['restore', file], { env: empty })).code).toBe(0)
    for (const args of [
      ['orders', 'list', '--json'],
      ['shop', 'export', '-'],
      ['transcript', 'keep'],
      ['stock', 'show', 'HOOD-BLACK-L'],
    ]) {
      expect((await runParley(args, { env: empty })).out).toBe((await runParley(args, { env: there })).out)
    }
    expect(await runParley(['doctor'], { env: empty })).toMatchObject({ code: 0, out: 'Everything adds up.\n' })
    // The numbers go on where they were.
    expect(
      plain(
        (
          await runParley(['chat', '--as', 'sam'], {
            env: empty,
            input: `${SCRIPT.replace('coupon save10\n', '')}yes\n`,
          })
        ).out,
      ),
    ).toContain('order 10002')
  })

  test('a transcript says everything again when it is replayed', async () => {
    const file = path.join(folder, 'talk.txt')
    const input = 'guest pat@example.com\n2 blue 11oz mugs\npress Add coupon\ncancel\npress Clear the cart\nyes\n'
    await runParley(['chat', '--as', 'sam', '--thread', 'talk'], { env: there, input })
    const { out } = await runParley(['transcript', 'talk'], { env: there })
    writeFileSync(file, out)
    expect(out).toContain('sam> press Add coupon')
    expect((await runParley(['replay', file], { env: there })).out).toBe(out)
  })

  test('a trace tells who did what to an order', async () => {
    const { out } = await runParley(['trace', '10001'], { env: there })
    expect(out).toMatch(/line-added: \+2 .* by staff:sam for customer:/)
    expect(out).toContain('coupon-added')
    expect(await runParley(['trace', 'nothing'], { env: there })).toMatchObject({ code: 1 })
  })
})

describe('after an order is placed', SLOW, () => {
  test('an order is shipped from the command line in the same way as in the chat, and refused in the same words', async () => {
    const input = 'order for jane.doe@example.com: 2 blue 11oz mugs\npay card\nplace\nplace\n'
    const said = plain((await runParley(['chat', '--as', 'sam', '--thread', 'ships'], { env: there, input })).out)
    const number = /order (\d{5}) placed/.exec(said)?.[1] ?? 'none'
    const ships = (...more: string[]) => runParley(['orders', 'ship', number, ...more], { env: there })
    expect(await ships('MUG-BLUE-11OZ', '1', '--tracking', '1Z999AA1')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 Classic mug, blue, 11 oz on the way'),
    })
    expect(await ships('MUG-BLUE-11OZ', '5')).toMatchObject({ code: 1, err: expect.stringContaining('not more') })
    expect(await runParley(['orders', 'ship', '77777'], { env: there })).toMatchObject({
      code: 1,
      err: expect.stringContaining('was not found'),
    })
    expect(await ships('MUG-BLUE-11OZ')).toMatchObject({ code: 64 })
    const order = JSON.parse((await runParley(['orders', 'show', number, '--json'], { env: there })).out)
    expect(order).toMatchObject({
      status: 'partly-shipped',
      lines: [{ shipped: 1, reserved: 1 }],
      parcels: [{ tracking: '1Z999AA1' }],
    })
    expect(order.payment.captured + order.payment.due).toBe(order.total)
    const heard = plain((await runParley(['chat', '--as', 'sam', '--thread', 'ships'], { env: there, input: '' })).out)
    expect(heard).toContain('1 Classic mug, blue, 11 oz on the way')
    const { out } = await runParley(['orders', 'export', '--since', '2026-01-01', '--csv'], { env: there })
    const rows: string[][] = parse(out)
    const column = (name: string) => rows[0]?.indexOf(name) ?? -1
    const own = rows.filter((row) => row[0] === number)
    const cents = own.reduce(
      (sum, row) => sum + Math.round(Number(row[column('net')]) * 100) + Math.round(Number(row[column('tax')]) * 100),
      0,
    )
    expect(cents).toBe(order.total)
    expect(await runParley(['orders', 'export', '--since', '2026-02-31', '--csv'], { env: there })).toMatchObject({
      code: 64,
    })
  })
})
