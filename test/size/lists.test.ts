// Lists and exports of a shop with many orders: by the command as it is typed, page by page, whole
// and in order; another program goes on from its cursor and misses nothing.
import { beforeAll, expect, test } from 'vitest'
import { openStore } from '#store/turn/open.ts'
import { runParley } from '#test/cli/parley.ts'
import { cloneOrder } from '#test/support/cloned-orders.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const COUNT = 900
const shop = await world({ shop: demoWith({ plenty: 100_000, buyers: 3 }) })
const run = async (...words: string[]) => {
  const { code, out, err } = await runParley(words, { env: { DATABASE_URL: shop.url } })
  expect(err).toBe('')
  expect(code).toBe(0)
  return out
}

beforeAll(async () => {
  await shop.say('terminal:sam', 'terminal:first', `order for ${buyerEmail(1)}\nadd 2 MUG-BLUE-11OZ`)
  await shop.say('terminal:sam', 'terminal:first', 'place')
  const [order] = await shop.rows<{ number: number }>(`select number from orders where thread_key = 'terminal:first'`)
  await cloneOrder(shop.rows, order?.number ?? 0, { first: 500_001, count: COUNT })
  await shop.rows(`update order_event set at = at - interval '1 hour'`)
})

test('orders list has every order once, in the order of numbers, as text and as JSON', async () => {
  const stored = (await shop.rows<{ number: number }>('select number from orders order by number')).map(
    (row) => row.number,
  )
  const heads = JSON.parse(await run('orders', 'list', '--json')) as { number: number }[]
  expect(heads.map(({ number }) => number)).toEqual(stored)
  expect((await run('orders', 'list')).trimEnd().split('\n')).toHaveLength(stored.length)
})

test('orders export as CSV has a row a line and one for shipping of every order, and one head', async () => {
  const [lines] = await shop.rows<{ n: string }>(
    'select (select count(*) from order_line) + (select count(*) from order_group) as n',
  )
  const rows = (await run('orders', 'export', '--csv')).trimEnd().split('\r\n')
  expect(rows.length).toBe(Number(lines?.n) + 1)
  expect(rows.filter((row) => row.startsWith('order,'))).toHaveLength(1)
})

test('another program reads what happened, and then only what happened since; nothing that could still be overtaken', async () => {
  const read = async (after: number) =>
    (await run('orders', 'export', '--after', String(after), '--jsonl'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { cursor: number; number: number; lines: unknown[] })
  const all = await read(0)
  expect(new Set(all.map(({ number }) => number)).size).toBe(COUNT + 1)
  expect(all.map(({ cursor }) => cursor)).toEqual(all.map(({ cursor }) => cursor).toSorted((a, b) => a - b))
  const last = all.at(-1)?.cursor ?? 0
  expect(await read(last)).toEqual([])
  await shop.say('terminal:sam', 'terminal:first', 'ship 500007')
  expect(await read(last)).toEqual([])
  await shop.rows(`update order_event set at = at - interval '1 hour'`)
  expect(await read(last)).toEqual([expect.objectContaining({ number: 500_007, status: 'shipped' })])
})

test('the doctor, who reads through everything, is ended by no limit of time', async () => {
  const here = await openStore({ url: shop.url, limits: { statementTimeout: 1 } })
  expect(await here.checkInvariants()).toEqual([])
  await here.close()
})
