// Customers and orders are found by the beginnings of words, a phone number's end and an order's
// number, and by an index each: no keystroke reads a whole table.
import { describe, expect, test } from 'vitest'
import { sameBuyer } from '#store/people/buyer.ts'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith() })
const find = async (what: 'customer' | 'order', text: string) =>
  (await shop.engine.suggest({ user: 'terminal:sam', what, text })).map(({ value }) => value)

await shop.rows(`insert into customer (id, number, name, email, phone)
  select gen_random_uuid(), 'C-9' || n, 'Person ' || md5(n::text) , 'p' || n || '@example.org', '+4930' || (1000000 + n)
    from generate_series(1, 20000) n`)
await shop.rows(`insert into customer (id, number, name, email, phone) values
  (gen_random_uuid(), 'C-77001', 'Zoë O''Brien-Quartz', 'zoe.quartz@mail.example.net', '+15557654321')`)
await shop.rows(`insert into orders (number, status, buyer, currency, billing, subtotal, discount, shipping, tax, total, coupons,
    comments, memos, steps, placed_by, placed_at)
  select 500000 + n, 'shipped', jsonb_build_object('kind', 'guest', 'name', 'Buyer ' || md5(n::text), 'email', 'b' || n || '@example.org'),
    'USD', '{}', 0, 0, 0, 0, 0, '[]', '[]', '[]', '[]', 'staff:sam', now() from generate_series(1, 20000) n`)
await shop.rows(`update orders set buyer = buyer || '{"name": "Quentin Marsh"}' where number = 500123`)
await shop.rows('analyze')

const scans = async (name: string) =>
  Number(
    (
      await shop.rows<{ n: string }>('select idx_scan as n from pg_stat_user_indexes where indexrelname = $1', [name])
    )[0]?.n,
  )

test('what a customer ordered before is looked up, also by the chat users linked to them: no turn reads every order', async () => {
  const theirs = sameBuyer({ customerId: '01a222bc-000c-74eb-ab36-c66ec118465e' }, 'o')
  const plan = await shop.rows(`explain select 1 from orders o where ${theirs?.text}`, theirs?.values)
  expect(JSON.stringify(plan)).toMatch(/orders_customer_id_placed_at_idx.*orders_by_chat/)
  expect(JSON.stringify(plan)).not.toContain('Seq Scan on orders')
})

describe('a customer', () => {
  test.each([
    'zoë',
    'quartz zoë',
    "o'brien",
    'Brien-Q',
    'zoe.quartz@mail.example.net',
    'c-77001',
    '+1 (555) 765-4321',
    '65 43 21',
  ])('is found by "%s"', async (text) => {
    expect(await find('customer', text)).toEqual(['C-77001'])
  })

  test('is not found by what is not theirs', async () => {
    expect(await find('customer', 'zoë smith')).toEqual([])
    expect(await find('customer', `'); drop table customer; --`)).toEqual([])
    expect(await find('customer', '& | ! :*')).not.toEqual([])
  })

  test('is looked up in the index', async () => {
    const before = [await scans('customer_words'), await scans('customer_phone_end')]
    const after = async () => {
      await find('customer', 'quartz')
      await find('customer', '4321')
      return [await scans('customer_words'), await scans('customer_phone_end')].every(
        (now, at) => now > (before[at] ?? 0),
      )
    }
    await expect.poll(after, { timeout: 20_000, interval: 500 }).toBe(true)
  })

  test('is found by the name a rep says, through the index', async () => {
    const before = await scans('customer_name_words')
    const said = async () => {
      await shop.say('terminal:sam', `terminal:${crypto.randomUUID()}`, 'order for quartz')
      return (await scans('customer_name_words')) > before
    }
    await expect.poll(said, { timeout: 30_000, interval: 500 }).toBe(true)
    expect(await shop.say('terminal:sam', 'terminal:brien', "order for Zoë O'Brien-Quartz")).toContain('Brien-Quartz')
  })
})

describe('an order', () => {
  test('is found by its number, whole or begun, newest first', async () => {
    expect(await find('order', '500123')).toEqual(['500123'])
    expect(await find('order', '#500123')).toEqual(['500123'])
    expect((await find('order', '50012')).toSorted()).toEqual(
      Array.from({ length: 10 }, (_, n) => String(500120 + n)).toSorted(),
    )
    expect(await find('order', '23')).not.toContain('500123')
  })

  test('is found by who bought, through the index', async () => {
    expect(await find('order', 'marsh quen')).toEqual(['500123'])
    expect(await find('order', 'b17@example.org')).toEqual(['500017'])
    const before = await scans('orders_words')
    const after = async () => {
      await find('order', 'marsh')
      return (await scans('orders_words')) > before
    }
    await expect.poll(after, { timeout: 20_000, interval: 500 }).toBe(true)
  })
})
