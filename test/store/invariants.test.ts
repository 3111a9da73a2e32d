// checkInvariants sees each kind of damage, and nothing where there is none. Each case plants one
// damage, sees exactly its rule named, and heals it.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import { addComment, handle, message, smallShop, submit } from './support.ts'

const { url } = await freshDatabase()
const store = await openStore({ url })
const direct = new pg.Client({ connectionString: url })
await direct.connect()
await store.loadShop(smallShop)
afterAll(async () => {
  await store.close()
  await direct.end()
})
beforeAll(async () => {
  const thread = 'terminal:one'
  const first = message(thread)
  await handle(store, first, (turn) => addComment(turn, first))
  const place = message(thread)
  await handle(
    store,
    place,
    submit(place, { lines: [['PEN', 2]], coupons: ['LIMIT10', 'ONCE'], buyer: { email: 'a@example.com' } }),
  )
  const next = message(thread)
  await handle(store, next, (turn) => addComment(turn, next))
  // Damage that the tables themselves refuse cannot be planted; what only foreign keys refuse can, with them off.
  await direct.query(`set session_replication_role = replica`)
})

const damages: readonly (readonly [rule: string, damage: string])[] = [
  [
    'a submitted draft has one order family',
    `update draft set status = 'submitted', thread_key = null where status = 'open'`,
  ],
  ['an order belongs to a submitted draft', `update draft set status = 'cancelled' where status = 'submitted'`],
  ['an order has lines, a payment and a placed event', `delete from order_event`],
  [
    'parents are first orders of the same draft',
    `insert into orders select (jsonb_populate_record(o, '{"number": 77, "parent": 10001, "draft_id": null}')).* from orders o`,
  ],
  ['gross and components make the net of a line', `update order_line set components = '[{"amount": -5}]'`],
  ['the lines make the order', `update orders set subtotal = subtotal + 1, discount = discount - 1`],
  ['units make their line', `update order_line set units = jsonb_build_array(units->0)`],
  ['what is owed is the total', `update payment set amount = amount + 1`],
  ['reserved is what order lines hold', `update stock set reserved = reserved + 1 where sku = 'PEN'`],
  ['allocated is what order lines wait for', `update stock set allocated = 2 where sku = 'TEE'`],
  ['allocated is what stands in the queue', `update stock set allocated = 2 where sku = 'TEE'`],
  [
    'the queue says the same as the order lines',
    `insert into backorder (order_number, position, sku, quantity, policy, submitted_at) select order_number, position, sku, 1, 'available', now() from order_line`,
  ],
  ['every ordered unit is somewhere', `update order_line set reserved = reserved - 1, dropped = dropped + 1`],
  [
    'no gift is still to leave without what earned it',
    `update order_line set components = '[{"source": "G", "kind": "gift", "label": "", "amount": 0, "earnedBy": {"skus": ["TEE"], "atLeast": 1, "gives": 1}}]'`,
  ],
  [
    'the orders of a family carry the shipping charge once',
    `insert into orders select (jsonb_populate_record(o, '{"number": 78, "parent": 10001, "backorder_policy": "move-to-separate-order",
      "subtotal": 0, "discount": 0, "shipping": 5, "tax": 0, "total": 5}')).* from orders o`,
  ],
  ['a counter is its redemptions', `update coupon set redeemed = 4 where code = 'LIMIT10'`],
  ['a buyer uses a coupon no more often than allowed', `update coupon_use set used = 2 where code = 'ONCE'`],
  ['events lead to the revision', `update draft set revision = revision + 1 where status = 'open'`],
  [
    'a delivery is finished within a minute',
    `update inbox set status = 'new', created_at = now() - interval '2 minutes' where seq = 1`,
  ],
  ['a finished delivery has an answer', `delete from outbox where id = 1`],
  ['no message was refused for good', `update outbox set status = 'dead' where id = 1`],
  [
    'messages leave a destination in order',
    `update outbox set channel = 'slack', status = case when id = 1 then 'pending' else 'sent' end`,
  ],
]

describe('damage is named', () => {
  test('a sound database has none', async () => {
    expect(await store.checkInvariants()).toEqual([])
  })

  test.each(damages)('%s', async (rule, damage) => {
    const tables = [
      'draft',
      'orders',
      'order_line',
      'order_event',
      'payment',
      'backorder',
      'stock',
      'coupon',
      'coupon_use',
      'inbox',
      'outbox',
    ]
    for (const table of tables) await direct.query(`create temp table kept_${table} as select * from ${table}`)
    await direct.query(damage)
    const found = await store.checkInvariants()
    for (const table of tables)
      await direct.query(
        `delete from ${table}; insert into ${table} select * from kept_${table}; drop table kept_${table}`,
      )
    expect(found.map((violation) => violation.rule)).toContain(rule)
    expect(await store.checkInvariants(), 'healed').toEqual([])
  })
})
