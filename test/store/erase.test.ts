// A person is erased: every text column of every table is read for what was theirs. Placed orders keep what an invoice needs, and everything still adds up.
import { expect, test } from 'vitest'
import { world } from '#test/support/world.ts'

const shop = await world({})
const JANE = 'terminal:customer:jane.doe@example.com'

/** Where a word stands, in any text or JSON column of any table. */
async function standsIn(word: string): Promise<readonly string[]> {
  const columns = await shop.rows<{ t: string; c: string }>(
    `select table_name as t, column_name as c from information_schema.columns
     where table_schema = current_schema() and data_type in ('text', 'jsonb', 'ARRAY') order by 1, 2`,
  )
  const found: string[] = []
  for (const { t, c } of columns) {
    const [row] = await shop.rows<{ n: number }>(`select count(*)::int as n from "${t}" where strpos(lower("${c}"::text), lower($1)) > 0`, [
      word,
    ])
    if ((row?.n ?? 0) > 0) found.push(`${t}.${c}`)
  }
  return found
}

test('erased: the account, the carts and the talk are gone, the orders stay, and nobody else loses anything', async () => {
  await shop.store.desk.linkCustomer(JANE, 'jane.doe@example.com')
  await shop.say('terminal:sam', 'terminal:one', 'order for jane.doe@example.com: 2 blue 11oz mugs')
  await shop.say('terminal:sam', 'terminal:one', 'comment call Jane Doe on +12175550142')
  await shop.say('terminal:sam', 'terminal:one', 'place')
  await shop.say('terminal:sam', 'terminal:two', 'order for C-1001: 1 white teapot, ship to Jane Doe, 77 Secret Lane, Salem, OR 97301, US')
  await shop.say(JANE, 'terminal:three', 'a cream tote, my mail is jane.doe@example.com')
  await shop.say('terminal:sam', 'terminal:four', 'order for orders@acme.example: 1 blue 11oz mug')
  expect(await standsIn('jane.doe@example.com')).not.toEqual([])

  expect(await shop.store.erase('nobody@example.com')).toBeUndefined()
  expect(await shop.store.erase('C-1001')).toMatchObject({ orders: 2, carts: 2 })

  for (const mark of ['jane.doe@example.com', '+12175550142', '12175550142', '77 Secret Lane', 'tok_visa'])
    expect([mark, await standsIn(mark)]).toEqual([mark, []])
  const kept = /^(orders|order_group|order_line)\./
  for (const word of ['Jane Doe', '12 Oak St']) expect((await standsIn(word)).filter((at) => !kept.test(at))).toEqual([])

  expect(await shop.store.checkInvariants()).toEqual([])
  expect(await shop.say('terminal:sam', 'terminal:five', 'status 10001')).toMatch(/order 10001, placed, 31\.93 USD/)
  expect(await shop.say('terminal:sam', 'terminal:six', 'order for jane.doe@example.com: 1 white teapot')).not.toMatch(/C-1001|12 Oak/)
  expect(await shop.say('terminal:sam', 'terminal:four', 'make it 2')).toMatch(/Acme Corp/)
  expect(await shop.say(JANE, 'terminal:seven', 'orders')).not.toMatch(/10001/)
  expect(await shop.store.erase('jane.doe@example.com')).not.toMatchObject({ orders: 2 })
})

test('erased once is erased for good; the same number again changes nothing', async () => {
  expect(await shop.store.erase('C-1001')).toMatchObject({ carts: 0 })
  expect(await shop.store.checkInvariants()).toEqual([])
})
