// List prices and what is sold, changed while people order: by a manager in the chat, by the command
// line, by a file. What is in a cart keeps its price until that ends, and then says what changed.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { world } from '#test/support/world.ts'
import { runParley } from '../cli/parley.ts'

let now = new Date()
const shop = await world({ clock: () => now })
const run = (...args: readonly string[]) => runParley(args, { env: { DATABASE_URL: shop.url } })
const say = (user: string, thread: string, words: string) => shop.say(`terminal:${user}`, `terminal:${thread}`, words)
const HOUR = 60 * 60_000
/** Several commands, each a process of its own. */
const PROCESSES = 90_000

test('a price set in the chat counts for new lines with the next turn, for a cart when its price ends', async () => {
  await say('sam', 'cart', 'order for jane.doe@example.com: 1 MUG-BLUE-11OZ')
  expect(await say('kim', 'desk', 'price set MUG-BLUE-11OZ 15.50')).toContain('MUG-BLUE-11OZ: 12.00, now 15.50')
  expect(await say('sam', 'new', 'guest pat@example.com')).toBeTruthy()
  expect(await say('sam', 'new', 'add 1 MUG-BLUE-11OZ')).toMatch(/15\.50/)
  expect(await say('sam', 'cart', 'show')).toMatch(/12\.00/)
  const { priceFreezeHours } = (await shop.store.engine.shop()).settings
  now = new Date(now.getTime() + (priceFreezeHours + 1) * HOUR)
  const after = await say('sam', 'cart', 'add 1 TOTE-CREAM')
  expect(after).toMatch(/Classic mug, blue, 11 oz: 12\.00, now 15\.50/)
  expect(after).toMatch(/1 x Classic mug, blue, 11 oz\s+15\.50/)
})

test('a rep and a customer may not', async () => {
  const before = (await shop.store.engine.shop()).catalog.variants.get('TOTE-CREAM')?.price
  await say('sam', 'desk2', 'price set TOTE-CREAM 1.00')
  await say('sam', 'desk2', 'product off TOTE-CREAM')
  await say('eve', 'eve', 'price set TOTE-CREAM 1.00')
  expect((await shop.store.engine.shop()).catalog.variants.get('TOTE-CREAM')).toMatchObject({
    price: before,
    active: true,
  })
})

test('what is switched off is not sold, by SKU or with all its SKUs, until it is switched on', async () => {
  expect(await say('kim', 'desk', 'product off Tote bag')).toMatch(/Tote bag.*: not sold any more/)
  expect(await say('sam', 'off', 'add 1 TOTE-CREAM')).not.toMatch(/\+1/)
  expect(await run('product', 'on', 'TOTE-CREAM')).toMatchObject({ code: 0 })
  expect(await say('sam', 'off', 'add 1 TOTE-CREAM')).toMatch(/\+1/)
})

test(
  'prices from a file: all of them, or none and every mistake with its row',
  async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'parley-prices-')), 'prices.csv')
    writeFileSync(file, 'SKU,Price\nTOTE-CREAM,9.75\nNOSUCH,1.00\n')
    expect(await run('price', 'import', file)).toMatchObject({
      code: 1,
      err: 'There is no SKU NOSUCH. Nothing was changed.\n',
    })
    writeFileSync(file, 'SKU,Price\nTOTE-CREAM,cheap\nTOTE-CREAM,1.00\nTOTE-CREAM,2.00\n')
    const { err } = await run('price', 'import', file)
    expect(err).toBe(
      'row 2, Price: "cheap" is not a price such as 12.50\nrow 4, SKU: TOTE-CREAM is there twice\nNothing was changed.\n',
    )
    writeFileSync(file, 'SKU;Price\nTOTE-CREAM;9,75\n')
    expect(await run('price', 'import', file)).toMatchObject({ code: 0, out: '1 price set.\n' })
    expect(await say('sam', 'file', 'add 1 TOTE-CREAM')).toMatch(/9\.75/)
    expect(await run('price', 'set', 'TOTE-CREAM', '0.999')).toMatchObject({ code: 1 })
  },
  PROCESSES,
)
