// A person is erased: every text column of every table is read for what was theirs. Placed orders
// keep what an invoice needs, and everything still adds up.
import { expect, test } from 'vitest'
import { startRetention } from '#jobs/retention.ts'
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
    const [row] = await shop.rows<{ n: number }>(
      `select count(*)::int as n from "${t}" where strpos(lower("${c}"::text), lower($1)) > 0`,
      [word],
    )
    if ((row?.n ?? 0) > 0) found.push(`${t}.${c}`)
  }
  return found
}

test('whoever typed her address is erased without a mark on her: her account, link, carts, mail and orders stay', async () => {
  const EVE = 'terminal:guest:eve'
  await shop.store.desk.linkCustomer(JANE, 'jane.doe@example.com')
  await shop.say(JANE, 'terminal:hers', 'a cream tote')
  await shop.say(EVE, 'terminal:eve', 'guest jane.doe@example.com: 2 blue 11oz mugs')
  await shop.say(EVE, 'terminal:eve', 'ship to Eve Black, 5 Night Row, Salem, OR 97301, US')
  const hers = () =>
    shop.rows(`select c.email, c.phone, c.name, (select count(*)::int from customer_link l where l.customer_id = c.id) as links,
      (select count(*)::int from stored_method m where m.customer_id = c.id) as cards, (select count(*)::int from customer_address a where a.customer_id = c.id) as book,
      (select json_agg(json_build_array(d.status, d.buyer_email, d.state) order by d.ref) from draft d where d.customer_id = c.id) as carts,
      (select json_agg(o.buyer order by o.number) from orders o where o.customer_id = c.id) as orders from customer c where c.number = 'C-1001'`)
  const before = await hers()
  expect(await shop.store.erase(EVE)).toMatchObject({ carts: 1, orders: 0 })
  expect(await hers()).toEqual(before)
  expect(await standsIn('Night Row')).toEqual([])
  expect(
    await shop.rows(
      `select buyer_email from draft where buyer_chat = $1 or state::text ilike '%jane.doe%' and customer_id is null`,
      [EVE],
    ),
  ).toEqual([])
  expect(await shop.say(JANE, 'terminal:hers', 'make it 2')).toMatch(/2 x Tote bag/)
  await shop.say(JANE, 'terminal:hers', 'cancel')
  await shop.say(JANE, 'terminal:hers', 'yes')
})

test('she is erased, and who typed her address keeps their cart', async () => {
  const MEL = 'terminal:guest:mel'
  await shop.say(MEL, 'terminal:mel', 'guest max@example.de: 2 blue 11oz mugs')
  expect(await shop.store.erase('max@example.de')).toMatchObject({ carts: 0 })
  expect(await standsIn('max@example.de')).toEqual([])
  expect(await shop.say(MEL, 'terminal:mel', 'show')).toMatch(/2 x Classic mug/)
})

test('erased: the account, the carts and the talk are gone, the orders stay, and nobody else loses anything', async () => {
  await shop.store.desk.linkCustomer(JANE, 'jane.doe@example.com')
  await shop.say('terminal:sam', 'terminal:one', 'order for jane.doe@example.com: 2 blue 11oz mugs')
  await shop.say('terminal:sam', 'terminal:one', 'comment call Jane Doe on +12175550142')
  await shop.say('terminal:sam', 'terminal:one', 'place')
  await shop.say(
    'terminal:sam',
    'terminal:two',
    'order for C-1001: 1 white teapot, ship to Jane Doe, 77 Secret Lane, Salem, OR 97301, US',
  )
  await shop.say(JANE, 'terminal:three', 'a cream tote, my mail is jane.doe@example.com')
  await shop.say('terminal:sam', 'terminal:four', 'order for orders@acme.example: 1 blue 11oz mug')
  expect(await standsIn('jane.doe@example.com')).not.toEqual([])

  expect(await shop.store.erase('nobody@example.com')).toBeUndefined()
  expect(await shop.store.erase('C-1001')).toMatchObject({ orders: 2, carts: 2 })

  for (const mark of ['jane.doe@example.com', '+12175550142', '12175550142', '77 Secret Lane', 'tok_visa'])
    expect([mark, await standsIn(mark)]).toEqual([mark, []])
  const kept = /^(orders|order_group|order_line)\./
  for (const word of ['Jane Doe', '12 Oak St'])
    expect((await standsIn(word)).filter((at) => !kept.test(at))).toEqual([])

  expect(await shop.store.checkInvariants()).toEqual([])
  expect(await shop.say('terminal:sam', 'terminal:five', 'status 10001')).toMatch(/order 10001, placed, 31\.93 USD/)
  expect(await shop.say('terminal:sam', 'terminal:six', 'order for jane.doe@example.com: 1 white teapot')).not.toMatch(
    /C-1001|12 Oak/,
  )
  expect(await shop.say('terminal:sam', 'terminal:four', 'make it 2')).toMatch(/Acme Corp/)
  expect(await shop.say(JANE, 'terminal:seven', 'orders')).not.toMatch(/10001/)
  expect(await shop.store.erase('jane.doe@example.com')).not.toMatchObject({ orders: 2 })
})

test('erased once is erased for good; the same number again changes nothing', async () => {
  expect(await shop.store.erase('C-1001')).toMatchObject({ carts: 0 })
  expect(await shop.store.checkInvariants()).toEqual([])
})

test('what staff said and read of her orders in any conversation goes too: contact, card, comment, looks and lists', async () => {
  const SAM = 'terminal:sam'
  await shop.say(SAM, 'terminal:e1', 'order for ruth.moss@example.net: 2 blue 11oz mugs')
  await shop.say(SAM, 'terminal:e1', 'ship to Ruth Moss, 4 Fern Way, Salem, OR 97301, US')
  await shop.say(SAM, 'terminal:e1', 'pay link')
  await shop.say(SAM, 'terminal:e1', 'place')
  const placed = await shop.say(SAM, 'terminal:e1', 'yes')
  const [row] = await shop.rows<{ number: number }>('select max(number)::int as number from orders')
  const number = row?.number ?? 0
  expect(placed).toBeDefined()
  for (const [at, words] of [
    ['terminal:e2', `gift note ${number} Dearest Ruthie, sixty today`],
    ['terminal:e2', `gift note ${number} ${'Dearest Ruthie '.repeat(40)}`],
    ['terminal:e3', `change the phone of ${number} to 217 555 0191`],
    ['terminal:e3', `contact ${number} ruthie@example.net`],
    ['terminal:e4', `comment ${number} she is deaf, knock loudly`],
    ['terminal:e5', `status ${number}`],
    ['terminal:e6', 'unpaid'],
    ['terminal:e7', `put a card in ${number}`],
    ['terminal:e7', 'Dearest Ruthie of Fern Way'],
    ['terminal:e8', `wrong address on ${number}`],
  ] as const)
    await shop.say(SAM, at, words)
  await shop.say(SAM, 'terminal:e9', 'order for orders@acme.example: 1 blue 11oz mug')
  const marks = ['Ruthie', 'knock loudly', '217 555 0191', '12175550191', 'ruth.moss@example.net', 'ruthie@example.net']
  for (const mark of marks.slice(0, 2)) expect(await standsIn(mark)).not.toEqual([])

  // By the address she ordered with, though the order has another contact since.
  expect(await shop.store.erase('ruth.moss@example.net')).toMatchObject({ orders: 1 })
  for (const mark of marks) expect([mark, await standsIn(mark)]).toEqual([mark, []])
  for (const word of ['Ruth Moss', 'Fern Way'])
    expect((await standsIn(word)).filter((at) => !/^(orders|order_group)\./.test(at))).toEqual([])
  expect(await shop.rows(`select 1 from thread where key = 'terminal:e8' and asked is not null`)).toEqual([])
  expect(await shop.say(SAM, 'terminal:e9', 'make it 2')).toMatch(/Acme Corp/)
  expect(await shop.store.checkInvariants()).toEqual([])
})

test('what is kept for a time goes when it is over: words, old carts, contacts of guests; orders and their names stay', async () => {
  const DAY = 86_400_000
  let today = Date.parse('2026-03-02T10:00:00Z')
  const old = await world({ clock: () => new Date(today) })
  const keep = { talk: 30, carts: 30, contacts: 90, history: 180 }
  const after = async (days: number) => {
    today += days * DAY
    await old.store.outbox.parkIdle('terminal', DAY)
    const overdue = await old.store.retention.overdue(keep)
    const cleared = await old.store.retention.clear(keep, () => true)
    expect(cleared).toEqual(overdue)
    expect(await old.store.retention.clear(keep, () => true)).toEqual(NOTHING)
    expect(await old.store.checkInvariants()).toEqual([])
    return cleared
  }
  const NOTHING = { messages: 0, posts: 0, codes: 0, carts: 0, contacts: 0, moves: 0 }
  const has = async (word: string): Promise<readonly string[]> => {
    const at: string[] = []
    for (const table of ['inbox', 'outbox', 'draft', 'draft_event', 'orders', 'order_event', 'order_group'])
      if ((await old.rows(`select 1 from "${table}" t where t::text ilike $1`, [`%${word}%`])).length > 0)
        at.push(table)
    return at
  }
  const SAM = 'terminal:sam'
  const said = async (thread: string, ...lines: readonly string[]) => {
    for (const line of lines) await old.say(SAM, thread, line)
  }
  await said('terminal:r1', 'order for ruth.moss@example.net: 2 blue 11oz mugs')
  await said('terminal:r1', 'ship to Ruth Moss, 4 Fern Way, Salem, OR 97301, US', 'pay link', 'place', 'yes')
  const [{ number = 0 } = {}] = await old.rows<{ number: number }>('select max(number)::int as number from orders')
  await said('terminal:r2', `paid ${number}`, `contact ${number} ruthie@example.net`, 'yes', `ship ${number}`)
  await said('terminal:r3', 'order for mel.gray@example.net: 1 white teapot', 'cancel', 'yes')
  await said('terminal:r4', 'order for orders@acme.example: 1 blue 11oz mug')
  expect(
    await old.rows(
      `select o.status, p.status as money from orders o join payment p on p.order_number = o.number
    where o.number = $1`,
      [number],
    ),
  ).toEqual([{ status: 'shipped', money: 'paid' }])

  expect(await after(29)).toEqual(NOTHING)
  expect(await after(3)).toMatchObject({ carts: 1, contacts: 0 })
  expect(await has('white teapot')).toEqual([])
  expect(await has('mel.gray@example.net')).toEqual([])
  expect(await has('ruth.moss@example.net')).toEqual(['draft', 'draft_event'])
  expect(await has('ruthie@example.net')).toEqual(['orders'])
  expect(await old.say(SAM, 'terminal:r4', 'make it 2')).toMatch(/2 x Classic mug[\s\S]*Acme Corp|Acme Corp[\s\S]*2 x/)

  expect(await after(70)).toMatchObject({ carts: 0, contacts: 1 })
  for (const contact of ['ruth.moss@', 'ruthie@']) expect(await has(contact)).toEqual([])
  expect(await old.say(SAM, 'terminal:r5', `status ${number}`)).toMatch(/Ruth Moss/)

  await said('terminal:r4', 'pay invoice', 'place', 'yes')
  expect(await has('Acme')).toContain('draft_event')
  expect(await after(181)).toMatchObject({ carts: 1 })
  expect(await has('Acme')).not.toContain('draft_event')
  expect(await old.rows(`select distinct label, actor from draft_event`)).toEqual([
    { label: 'removed', actor: 'staff' },
  ])
})

test('the day of what is kept is done by whoever has it, once, again where it failed, and stops between two parts', async () => {
  let [asked, cleared, failures] = [0, 0, 0]
  const held = Promise.withResolvers<void>()
  const stop = startRetention(
    {
      ours: async () => ++asked > 1,
      async clear(goesOn) {
        if (++cleared === 1) throw new Error('the database was away')
        await held.promise
        expect(goesOn()).toBe(false)
      },
    },
    1,
    () => failures++,
  )
  await expect.poll(() => cleared, { timeout: 10_000 }).toBe(2)
  const stopped = stop()
  held.resolve()
  await stopped
  expect([failures, cleared, asked]).toEqual([1, 2, 3])
})
