// Goods for a long queue: only the orders the units reach are locked, a part at a time with a
// commit of its own, and who is passed over is told once a day. Rule: counts, not times.
import { afterEach, expect, test } from 'vitest'
import { SERVED_AT_ONCE } from '#domain/stock/reach.ts'
import { lookNow } from '#test/support/clock.ts'
import { cloneOrder } from '#test/support/cloned-orders.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const DAY = 86_400_000
const time = { ahead: 0 }
const clock = () => new Date(Date.now() + time.ahead)
const demo = demoWith({ plenty: 0, buyers: 10 })
const always = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' }
const shop = await world({ shop: { ...demo, settings: { ...demo.settings, hours: always } }, clock })
const COPIES = 2 * SERVED_AT_ONCE + 30

let buyer = 0
async function waiting(lines: string): Promise<number> {
  const thread = `terminal:waits-${++buyer}`
  await shop.say('terminal:sam', thread, `order for ${buyerEmail(buyer)}\n${lines}\nbackorders complete`)
  const answer = await shop.say('terminal:sam', thread, 'place')
  const [order] = await shop.rows<{ number: number }>('select number from orders where thread_key = $1', [thread])
  if (order === undefined) throw new Error(answer)
  return order.number
}
const kim = (words: string) => shop.say('terminal:kim', 'terminal:goods', words)
const one = async (sql: string) => Number((await shop.rows<{ n: string }>(sql))[0]?.n)
const waits = () => one('select count(*) as n from backorder')
const told = () => one(`select count(*) as n from outbox where place = 'post' and destination like 'terminal:copy-%'`)

afterEach(async () => {
  expect(shop.faults.map(({ error }) => String(error))).toEqual([])
  expect(await shop.store.checkInvariants()).toEqual([])
})

test('ten units for a queue of hundreds concern ten orders; many units are given out part by part until nobody waits', async () => {
  const number = await waiting('add 1 HOOD-BLACK-L')
  await cloneOrder(shop.rows, number, { first: 700_001, count: COPIES })
  const before = await one('select count(*) as n from order_event')
  await kim('stock receive HOOD-BLACK-L 10')
  expect(await waits()).toBe(COPIES + 1 - 10)
  expect(await one('select count(*) as n from order_event')).toBe(before + 10)
  expect(await told()).toBe(9)
  const answer = await kim(`stock receive HOOD-BLACK-L ${COPIES}`)
  expect(answer).toContain(`${COPIES + 1 - 10 - SERVED_AT_ONCE} more orders get theirs in a moment.`)
  expect(await waits()).toBe(COPIES + 1 - 10 - SERVED_AT_ONCE)
  expect(await lookNow(shop)).toBe(1)
  expect(await waits()).toBe(COPIES + 1 - 10 - 2 * SERVED_AT_ONCE)
  while ((await lookNow(shop)) > 0);
  expect(await waits()).toBe(0)
  expect(await told()).toBe(COPIES)
})

test('who is passed over is told once a day, and only who stood before somebody that got some', async () => {
  const many = await waiting('add 5 HOOD-BLACK-M')
  await waiting('add 1 HOOD-BLACK-M')
  const more = await waiting('add 9 HOOD-BLACK-M')
  const passed = () =>
    shop.rows<{ thread: string }>(
      `select destination as thread from outbox where place = 'post' and payload->'view'->>'headline' like '%not enough%'
       order by id`,
    )
  const threadOf = async (order: number) =>
    (await shop.rows<{ thread: string }>('select thread_key as thread from orders where number = $1', [order]))[0]
      ?.thread
  const [thread, later] = [await threadOf(many), await threadOf(more)]
  await kim('stock receive HOOD-BLACK-M 1')
  expect(await passed()).toEqual([{ thread }])
  await waiting('add 1 HOOD-BLACK-M')
  await kim('stock receive HOOD-BLACK-M 1')
  expect(await passed()).toEqual([{ thread }, { thread: later }])
  time.ahead += DAY
  await waiting('add 1 HOOD-BLACK-M')
  await kim('stock receive HOOD-BLACK-M 1')
  expect((await passed()).filter((post) => post.thread === thread)).toHaveLength(2)
})
