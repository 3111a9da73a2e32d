// The shop in the database: loaded whole, cached per process, and the facts turns read about
// customers, orders, stock and coupons.
import { afterAll, describe, expect, test } from 'vitest'
import type { FactNeeds, FoundFacts } from '#conversation/engine-facts.ts'
import { NoShop } from '#store/shop/shop-read.ts'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import { addComment, directPool, handle, home, message, newOrder, say, smallShop, submit } from './support.ts'

const { url } = await freshDatabase()
const here = await openStore({ url })
const there = await openStore({ url })
const direct = directPool(url)
afterAll(async () => {
  await Promise.all([here.close(), there.close(), direct.end()])
})
const past = newOrder([['MUG', 2]], {
  kind: 'registered',
  customerId: '',
  number: 'C-1001',
  name: 'Jane Doe',
  email: 'jane.doe@example.com',
})

test('an empty database has no shop, and says so', async () => {
  expect(await here.hasShop()).toBe(false)
  await expect(here.engine.shop()).rejects.toBeInstanceOf(NoShop)
})

describe('loading', () => {
  test('what is read back is what was loaded', async () => {
    await here.loadShop({
      ...smallShop,
      orders: [{ number: 1042, order: { ...past, placedAt: '2026-11-03T12:00:00.000Z' } }],
    })
    expect(await here.hasShop()).toBe(true)
    const shop = await here.engine.shop()
    expect(shop.settings).toEqual(smallShop.settings)
    expect([...shop.catalog.variants.values()]).toEqual(smallShop.variants)
    expect([...shop.catalog.products.values()]).toEqual(smallShop.products)
    expect([...shop.catalog.options.values()]).toEqual(smallShop.options)
    expect(shop.catalog.variantsOf.get('mug')).toEqual(smallShop.variants)
    expect([...shop.coupons.values()]).toEqual(smallShop.coupons)
    expect((await here.desk.staff()).map((person) => [person.id, person.users])).toEqual([
      ['kim', ['terminal:kim']],
      ['sam', ['terminal:sam']],
    ])
  })

  test('a past order is listed like any other, belongs to its customer and holds no stock', async () => {
    const order = await here.queries.order(1042)
    expect(order).toMatchObject({
      number: 1042,
      status: 'shipped',
      draftId: null,
      customerNumber: 'C-1001',
      placedAt: '2026-11-03T12:00:00.000Z',
    })
    expect(order?.lines.map((line) => [line.shipped, line.reserved])).toEqual([[2, 0]])
    expect(await here.checkInvariants()).toEqual([])
  })

  test('loading again changes what is listed and keeps reservations, uses and numbers', async () => {
    const thread = 'terminal:reload'
    const first = message(thread)
    await handle(here, first, (turn) => addComment(turn, first))
    const place = message(thread)
    await handle(here, place, submit(place, { lines: [['MUG', 3]], coupons: ['LIMIT10'] }))
    const without = { ...smallShop, variants: smallShop.variants.filter((variant) => variant.sku !== 'CAP') }
    await here.loadShop({
      ...without,
      stock: [{ sku: 'MUG', tracked: true, onHand: 1, backorders: 'allowed', discontinued: false, expected: [] }],
    })
    expect(await here.desk.stockOf('MUG')).toMatchObject({ onHand: 50, reserved: 3 })
    await here.loadShop(
      {
        ...without,
        stock: [{ sku: 'MUG', tracked: true, onHand: 1, backorders: 'allowed', discontinued: false, expected: [] }],
      },
      'given',
    )
    expect(await here.desk.stockOf('MUG')).toMatchObject({ onHand: 3, reserved: 3 })
    expect((await here.engine.shop()).catalog.variants.get('CAP')?.active).toBe(false)
    const { rows } = await direct.query(
      `select redeemed, "limit" from coupon where code in ('LIMIT10', 'FREE') order by code`,
    )
    expect(rows).toEqual([
      { redeemed: 0, limit: null },
      { redeemed: 1, limit: 10 },
    ])
    expect(await here.checkInvariants()).toEqual([])
    await here.loadShop(smallShop)
    expect((await here.queries.orders()).map((order) => order.number)).toEqual([1042, 10_001])
  })

  test('another process sees the new shop without being asked', async () => {
    const before = await there.engine.shop()
    await here.loadShop({ ...smallShop, settings: { ...smallShop.settings, name: 'Renamed' } })
    await expect.poll(async () => (await there.engine.shop()).settings.name, { timeout: 5_000 }).toBe('Renamed')
    expect((await there.engine.shop()).version).toBe(before.version + 1)
  })

  test('a lost signal costs one turn: the turn itself sees the version', async () => {
    await there.engine.shop()
    await direct.query(`update shop set version = version + 1, settings = settings || '{"name": "Silent"}'`)
    expect((await there.engine.shop()).settings.name).toBe('Renamed')
    const names: string[] = []
    const inbound = message('terminal:version')
    await handle(there, inbound, async () => {
      names.push((await there.engine.shop()).settings.name)
      return { events: [], outgoing: [say(inbound.thread, 'ok')] }
    })
    expect(names).toEqual(['Silent'])
  })
})

describe('facts', () => {
  const janeId = async (): Promise<string> => {
    const { rows } = await direct.query<{ id: string }>(`select id from customer where number = 'C-1001'`)
    return rows[0]?.id ?? ''
  }
  const none: FactNeeds = { skus: [], coupons: [], buyer: {} }
  const facts = async (needs: Partial<FactNeeds>): Promise<FoundFacts> => {
    const inbound = message('terminal:facts')
    const found: FoundFacts[] = []
    await handle(here, inbound, async (turn) => {
      found.push(await turn.facts({ ...none, ...needs }))
      return { events: [], outgoing: [say(inbound.thread, 'ok')] }
    })
    const [only] = found
    if (only === undefined) throw new Error('no facts')
    return only
  }

  test('nothing asked, nothing known', async () => {
    const known = {
      previousOrders: 0,
      recentOrders: [],
      alsoOpen: [],
      customers: [],
      orders: [],
      drafts: [],
      stock: new Map(),
      couponUse: new Map(),
    }
    expect(await facts({})).toEqual(known)
  })

  const waysToJane = [
    { by: 'id', value: '' },
    { by: 'number', value: 'C-1001' },
    { by: 'email', value: 'Jane.Doe@example.com' },
    { by: 'phone', value: '+12175550142' },
  ] as const
  test.each(waysToJane)('a customer by $by', async ({ by, value }) => {
    const { customers } = await facts({ customer: { by, value: by === 'id' ? await janeId() : value } })
    expect(customers.map((hit) => hit.detail)).toEqual(['C-1001 · jane.doe@example.com · Springfield'])
    expect(customers[0]?.customer).toMatchObject({
      name: 'Jane Doe',
      groups: ['vip'],
      addresses: [{ label: 'home', address: home }],
      methods: [{ last4: '4242' }],
    })
    expect(customers[0]?.customer).not.toHaveProperty('note')
  })

  test('a customer by order, by part of the name in any order, and nobody for what is not there', async () => {
    expect((await facts({ customer: { by: 'order', value: 1042 } })).customers).toHaveLength(1)
    expect((await facts({ customersNamed: 'doe ja' })).customers.map((hit) => hit.customer.number)).toEqual(['C-1001'])
    expect((await facts({ customersNamed: '%' })).customers).toEqual([])
    expect((await facts({ customer: { by: 'id', value: 'not a uuid' } })).customers).toEqual([])
  })

  test('at most 20 hits', async () => {
    await direct.query(
      `insert into customer (id, number, name) select gen_random_uuid(), 'X-' || n, 'Smith ' || n from generate_series(1, 30) n`,
    )
    expect((await facts({ customersNamed: 'smith' })).customers).toHaveLength(20)
  })

  test('stock with receipts in order of date, the undated last; a SKU without counts is untracked', async () => {
    const { stock } = await facts({ skus: ['PEN', 'CAP'] })
    expect(stock.get('PEN')).toEqual({
      ...{
        tracked: true,
        sku: 'PEN',
        onHand: 1000,
        reserved: 0,
        allocated: 0,
        backorders: 'allowed',
        discontinued: false,
      },
      expected: [{ quantity: 5, on: '2026-12-05' }, { quantity: 3 }],
    })
    expect(stock.get('CAP')).toEqual({ tracked: false, sku: 'CAP', discontinued: false })
  })

  test('a buyer by account, by contact, and the drafts and fresh orders that warn', async () => {
    const customerId = await janeId()
    const known = await facts({ buyer: { customerId }, orders: 'buyer' })
    expect([known.previousOrders, known.lastOrder?.number, known.lastOrder?.lines, known.recentOrders]).toEqual([
      1,
      1042,
      [{ sku: 'MUG', quantity: 2 }],
      [],
    ])
    expect(known.orders.map((head) => [head.number, head.customer, head.total])).toEqual([[1042, 'Jane Doe', 2000]])
    const thread = 'terminal:open'
    const first = message(thread)
    const content = { buyer: { kind: 'guest', email: 'Gus@Example.com' } } as const
    await handle(here, first, async (turn) => {
      const outcome = await addComment(turn, first)
      return outcome.draft === undefined
        ? outcome
        : { ...outcome, draft: { ...outcome.draft, content: { ...outcome.draft.content, ...content } } }
    })
    const lines = (written: string) =>
      direct.query(
        `update draft set state = jsonb_set(state, '{content,lines}', $1::jsonb) where last_thread = 'terminal:open'`,
        [written],
      )
    const open = await facts({ buyer: { email: 'gus@example.com' }, drafts: {} })
    expect(open.alsoOpen, 'a cart with nothing in it is no other').toEqual([])
    await lines('[{"sku": "PEN"}]')
    const full = await facts({ buyer: { email: 'gus@example.com' } })
    expect(full.alsoOpen.map((draft) => draft.owner)).toEqual(['Sam'])
    await lines('[]')
    expect(open.drafts.map((draft) => [draft.customer, draft.thread])).toContainEqual(['Gus@Example.com', thread])
    const place = message(thread)
    await handle(here, place, async (turn) => {
      expect(
        (await turn.facts({ ...none, buyer: { email: 'gus@example.com' } })).alsoOpen,
        'its own draft is no other',
      ).toEqual([])
      return submit(place, { lines: [['PEN', 1]], content, buyer: { email: 'gus@example.com' } })(turn)
    })
    await direct.query(`update orders set placed_at = now() where buyer_email = 'gus@example.com'`)
    const fresh = await facts({ buyer: { email: 'GUS@example.com' } })
    expect([fresh.previousOrders, fresh.recentOrders.length, fresh.alsoOpen]).toEqual([1, 1, []])
    await direct.query(
      `update orders set placed_at = now() - interval '11 minutes' where buyer_email = 'gus@example.com'`,
    )
    expect((await facts({ buyer: { email: 'gus@example.com' } })).recentOrders).toEqual([])
  })

  test('an order by number, and the newest of the shop', async () => {
    expect((await facts({ orderNumber: 1042 })).order).toMatchObject({ number: 1042, parent: null })
    expect(await facts({ orderNumber: 5 })).not.toHaveProperty('order')
    await direct.query(`update orders set placed_at = '2026-11-24T12:00:00Z' where number = 10002`)
    expect((await facts({ orders: 'shop' })).orders.map((head) => head.number)).toEqual([10_002, 10_001, 1042])
  })
})

describe('the desk', () => {
  test('stock is set; never below what is reserved; never for an unknown SKU', async () => {
    expect(await here.desk.setStock([{ sku: 'CAP', quantity: 4 }])).toEqual([])
    expect(await here.desk.stockOf('CAP')).toMatchObject({ tracked: true, onHand: 4 })
    expect(await here.desk.setStock([{ sku: 'MUG', quantity: 1 }])).toEqual([
      { kind: 'below-reserved', sku: 'MUG', reserved: 3 },
    ])
    expect(await here.desk.setStock([{ sku: 'NOPE', quantity: 1 }])).toEqual([
      { kind: 'unknown', sku: 'NOPE', reserved: 0 },
    ])
    expect(await here.desk.stockOf('NOPE')).toBeUndefined()
  })

  test('staff are added, linked and suspended', async () => {
    const { changeStaff } = here.desk
    expect(await changeStaff({ kind: 'add', id: 'lee', name: 'Lee', role: 'lead' })).toMatchObject({ kind: 'done' })
    expect(await changeStaff({ kind: 'link', id: 'lee', user: 'slack:T1/U1' })).toMatchObject({ kind: 'done' })
    expect(await changeStaff({ kind: 'link', id: 'nobody', user: 'slack:T1/U2' })).toEqual({
      kind: 'unknown',
      id: 'nobody',
    })
    expect(await changeStaff({ kind: 'suspend', id: 'lee' })).toMatchObject({ kind: 'done' })
    expect(await changeStaff({ kind: 'suspend', id: 'nobody' })).toEqual({ kind: 'unknown', id: 'nobody' })
    expect(await here.desk.staff()).toContainEqual({
      id: 'lee',
      name: 'Lee',
      role: 'lead',
      active: false,
      users: ['slack:T1/U1'],
    })
  })
})
