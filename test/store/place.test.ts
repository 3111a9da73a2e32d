// Submits that race: stock never oversold, coupon limits kept, one order family per draft, and a
// refusal that leaves nothing behind.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Reply } from '#conversation/edge/view.ts'
import type { PlaceResult } from '#conversation/engine-placing.ts'
import { openStore, type Store } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import {
  addComment,
  barrier,
  directPool,
  handle,
  headlines,
  home,
  message,
  newOrder,
  smallShop,
  submit,
  type Wish,
} from './support.ts'

const { url } = await freshDatabase()
const stores = [await openStore({ url }), await openStore({ url })] as const
const [store] = stores
const direct = directPool(url)
await store.loadShop(smallShop)
afterAll(async () => {
  await Promise.all([...stores.map((each) => each.close()), direct.end()])
})

const start = async (thread: string) => {
  const inbound = message(thread)
  await handle(store, inbound, (turn) => addComment(turn, inbound))
}
const resultOf = (reply: Reply): PlaceResult => JSON.parse(headlines(reply.outgoing)[0] ?? '')
async function place(thread: string, wish: Wish, by: Store = store): Promise<PlaceResult> {
  const inbound = message(thread)
  return resultOf(await handle(by, inbound, submit(inbound, wish)))
}
const one = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>> =>
  (await direct.query(sql, values)).rows[0] ?? {}
const count = (results: readonly PlaceResult[], kind: PlaceResult['kind']) =>
  results.filter((result) => result.kind === kind).length

describe('races', () => {
  test('200 buyers of 50 units, through two processes: exactly 50 sold, 150 told so', async () => {
    const threads = Array.from({ length: 200 }, (_, index) => `terminal:buyer-${index}`)
    await Promise.all(threads.map(start))
    // 32 turns run at once; all of them hold their read before the first writes.
    const together = barrier(20)
    const delay = () => Promise.race([together(), pause(10)])
    const results = await Promise.all(
      threads.map((thread, index) => place(thread, { lines: [['MUG', 1]], delay }, stores[index % 2] ?? store)),
    )
    expect([count(results, 'placed'), count(results, 'stock-gone')]).toEqual([50, 150])
    expect(await one(`select on_hand, reserved from stock where sku = 'MUG'`)).toEqual({ on_hand: 50, reserved: 50 })
    expect(await store.checkInvariants()).toEqual([])
  }, 120_000)

  test('one SKU on two lines is counted together', async () => {
    await direct.query(`update stock set on_hand = on_hand + 3 where sku = 'MUG'`)
    await start('terminal:two-lines')
    const wish: Wish = {
      lines: [
        ['MUG', 2],
        ['MUG', 2],
      ],
    }
    expect(await place('terminal:two-lines', wish)).toEqual({ kind: 'stock-gone', sku: 'MUG' })
    expect(await one(`select reserved from stock where sku = 'MUG'`)).toEqual({ reserved: 50 })
  })

  test('carts that share SKUs in different orders never deadlock', async () => {
    const threads = Array.from({ length: 40 }, (_, index) => `terminal:cross-${index}`)
    await Promise.all(threads.map(start))
    const results = await Promise.all(
      threads.map((thread, index) =>
        place(
          thread,
          {
            lines:
              index % 2 === 0
                ? [
                    ['PEN', 1],
                    ['TEE', 1],
                  ]
                : [
                    ['TEE', 1],
                    ['PEN', 1],
                  ],
            coupons: ['LIMIT10'].slice(0, index % 2),
          },
          stores[index % 2] ?? store,
        ),
      ),
    )
    expect(count(results, 'placed')).toBe(30)
    expect(count(results, 'coupon-gone')).toBe(10)
    await direct.query(`update coupon set redeemed = 0 where code = 'LIMIT10'`)
    await direct.query(`delete from coupon_redemption`)
  }, 60_000)

  test('a coupon with 10 uses on 100 different carts is redeemed exactly 10 times', async () => {
    const threads = Array.from({ length: 100 }, (_, index) => `terminal:coupon-${index}`)
    await Promise.all(threads.map(start))
    const wish = (index: number): Wish => ({
      lines: [['PEN', 1]],
      coupons: ['LIMIT10'],
      buyer: { email: `b${index}@example.com` },
      delay: () => pause(5),
    })
    const results = await Promise.all(
      threads.map((thread, index) => place(thread, wish(index), stores[index % 2] ?? store)),
    )
    expect([count(results, 'placed'), count(results, 'coupon-gone')]).toEqual([10, 90])
    expect(results).toContainEqual({ kind: 'coupon-gone', code: 'LIMIT10', why: 'used-up' })
    expect(await one(`select redeemed from coupon where code = 'LIMIT10'`)).toEqual({ redeemed: 10 })
    expect(await store.checkInvariants()).toEqual([])
  }, 120_000)

  test('a coupon once per customer, 20 parallel orders of one guest: exactly one', async () => {
    const threads = Array.from({ length: 20 }, (_, index) => `terminal:once-${index}`)
    await Promise.all(threads.map(start))
    const wish: Wish = {
      lines: [['PEN', 1]],
      coupons: ['ONCE'],
      buyer: { email: 'Pat@Example.com', phone: '+15550001' },
      delay: () => pause(5),
    }
    const results = await Promise.all(threads.map((thread, index) => place(thread, wish, stores[index % 2] ?? store)))
    expect([count(results, 'placed'), count(results, 'coupon-gone')]).toEqual([1, 19])
    expect(results).toContainEqual({ kind: 'coupon-gone', code: 'ONCE', why: 'used-by-customer' })
  }, 60_000)

  test('200 drafts submitted three times at once: 200 orders, every answer names its own', async () => {
    const threads = Array.from({ length: 200 }, (_, index) => `terminal:thrice-${index}`)
    await Promise.all(threads.map(start))
    const before = Number((await one('select count(*) as n from orders'))['n'])
    const answers = await Promise.all(
      threads.map(async (thread) => {
        const inbounds = [message(thread), message(thread), message(thread)]
        const replies = await Promise.all(
          inbounds.map((inbound, index) =>
            handle(stores[index % 2] ?? store, inbound, submit(inbound, { lines: [['TEE', 1]] })),
          ),
        )
        return replies.map((reply) => headlines(reply.outgoing)[0] ?? '').sort()
      }),
    )
    expect(Number((await one('select count(*) as n from orders'))['n']) - before).toBe(200)
    for (const [, second, third] of answers)
      expect([second, third]).toEqual([expect.stringContaining('placed'), expect.stringContaining('placed')])
    expect(
      await one(
        `select count(*)::int as n from (select draft_id from orders where parent is null group by draft_id having count(*) > 1) twice`,
      ),
    ).toEqual({ n: 0 })
    expect(await store.checkInvariants()).toEqual([])
  }, 180_000)
})

describe('one submit', () => {
  test('the same draft submitted once more answers the numbers it has', async () => {
    const thread = 'terminal:again'
    await start(thread)
    const inbound = message(thread)
    const children = [newOrder([['PEN', 2]])]
    let first: PlaceResult | undefined
    const reply = await handle(store, inbound, async (turn) => {
      const outcome = await submit(inbound, { lines: [['TEE', 1]], children })(turn)
      first = resultOf({ inboundId: inbound.id, outgoing: outcome.outgoing })
      // Long gone by now, and no matter: this draft has its order.
      const again = await submit(inbound, { lines: [['MUG', 5000]], children })(turn)
      return { ...outcome, outgoing: again.outgoing }
    })
    const second = resultOf(reply)
    if (first?.kind !== 'placed' || second.kind !== 'already-placed')
      throw new Error(`${first?.kind} then ${second.kind}`)
    expect(second.numbers).toEqual(first.numbers)
    const [parent, child] = first.numbers
    expect((await store.queries.order(child ?? 0))?.parent).toBe(parent)
    expect((await store.queries.order(parent ?? 0))?.parent).toBeNull()
  })

  test('a refused submit keeps nothing: no number, no counter, no reservation', async () => {
    await start('terminal:refused')
    const before = await one(
      `select (select sum(reserved) from stock) as reserved, (select count(*) from coupon_use) as uses, (select count(*) from orders) as orders`,
    )
    const wish: Wish = {
      lines: [
        ['PEN', 1],
        ['MUG', 500],
      ],
      coupons: ['FREE'],
      buyer: { email: 'nobody@example.com' },
    }
    expect(await place('terminal:refused', wish)).toEqual({ kind: 'stock-gone', sku: 'MUG' })
    const after = await one(
      `select (select sum(reserved) from stock) as reserved, (select count(*) from coupon_use) as uses, (select count(*) from orders) as orders`,
    )
    expect(after).toEqual(before)
    expect(await one(`select status from draft where last_thread = 'terminal:refused'`)).toEqual({ status: 'open' })
  })

  test('stored whole: read back, the order is what was placed', async () => {
    const thread = 'terminal:whole'
    await start(thread)
    const content = { buyer: { kind: 'guest', name: 'Pat', email: 'pat@example.org', phone: '+15550002' } } as const
    const result = await place(thread, { lines: [['TEE', 2]], content, buyer: { email: 'pat@example.org' } })
    if (result.kind !== 'placed') throw new Error(result.kind)
    const [number = 0] = result.numbers
    const order = await store.queries.order(number)
    const draft = await one(`select id, thread_key, status from draft where last_thread = $1`, [thread])
    const fresh = {
      parcels: [],
      records: [],
      requests: [],
      money: { captured: 0, refunded: 0, credited: 0, goodwill: 0, lowered: 0 },
    }
    const numbered = { number, parent: null, status: 'placed', draftId: draft['id'], thread }
    expect(order).toEqual({ ...newOrder([['TEE', 2]], content.buyer), ...fresh, ...numbered })
    expect([draft['thread_key'], draft['status']]).toEqual([null, 'submitted'])
    expect((await store.queries.orderHistory(number)).map((event) => event.kind)).toEqual(['placed'])
    expect((await store.queries.trace(String(number))).drafts.map((found) => found.orders)).toEqual([[number]])
  })

  test('a SKU without counts is never short', async () => {
    await start('terminal:untracked')
    expect(await place('terminal:untracked', { lines: [['CAP', 900]] })).toMatchObject({ kind: 'placed' })
  })
})

describe('what is kept for next time', () => {
  const register = { name: 'New Person', email: 'New@Example.com', phone: '+15550003', chatUser: 'terminal:new' }
  const work = { ...home, lines: ['400 Market St'] }

  test('a buyer who registers gets the next number, the addresses once, and is known from then on', async () => {
    await start('terminal:register')
    const addresses = [
      { label: 'home', address: home, makeDefault: true },
      { label: 'again', address: { ...home }, makeDefault: false },
      { label: 'work', address: work, makeDefault: false },
    ]
    const content = { buyer: { kind: 'register', ...register } } as const
    const wish: Wish = {
      lines: [['PEN', 1]],
      coupons: ['ONCE'],
      content,
      buyer: { email: register.email },
      remember: { register, addresses },
    }
    const result = await place('terminal:register', wish)
    expect(result).toMatchObject({ kind: 'placed', customerNumber: 'C-1003' })
    const next = message('terminal:next', 'hi', 'terminal:new')
    await handle(store, next, async (turn) => {
      expect(turn.actor).toMatchObject({ kind: 'customer', name: 'New Person' })
      const customerId = turn.actor.kind === 'customer' ? turn.actor.customerId : ''
      const facts = await turn.facts({ skus: [], coupons: [{ code: 'ONCE' }], buyer: { customerId } })
      expect(facts.customer?.addresses.map((saved) => [saved.label, saved.isDefault])).toEqual([
        ['home', true],
        ['work', false],
      ])
      expect(facts.couponUse.get('ONCE')).toEqual({ total: 0, byThisCustomer: 1 })
      expect(facts.previousOrders).toBe(1)
      return { events: [], outgoing: [] }
    })
  })

  test('an e-mail address that has an account is refused, and nothing is placed', async () => {
    await start('terminal:taken')
    const wish: Wish = {
      lines: [['PEN', 1]],
      remember: { register: { name: 'X', email: 'JANE.doe@example.com' }, addresses: [] },
    }
    expect(await place('terminal:taken', wish)).toEqual({ kind: 'account-exists', email: 'JANE.doe@example.com' })
  })

  test('a known address is not saved twice; a new default takes the place of the old one', async () => {
    const { id } = await one(`select id from customer where number = 'C-1001'`)
    const content = {
      buyer: { kind: 'registered', customerId: String(id), number: 'C-1001', name: 'Jane Doe' },
    } as const
    await start('terminal:jane')
    const addresses = [
      { label: 'home again', address: home, makeDefault: false },
      { label: 'work', address: work, makeDefault: true },
    ]
    await place('terminal:jane', {
      lines: [['PEN', 1]],
      content,
      buyer: { customerId: String(id) },
      remember: { addresses },
    })
    const { rows } = await direct.query(
      `select label, is_default from customer_address where customer_id = $1 order by label`,
      [id],
    )
    expect(rows).toEqual([
      { label: 'home', is_default: false },
      { label: 'work', is_default: true },
    ])
  })

  test("whoever types a customer's e-mail uses up none of that customer's coupons, and theirs block nobody", async () => {
    const { id } = await one(`select id from customer where number = 'C-1001'`)
    const wish = (buyer: Wish['buyer']): Wish => ({ lines: [['PEN', 1]], coupons: ['ONCE'], ...(buyer && { buyer }) })
    const threads = ['terminal:once-stranger', 'terminal:once-jane', 'terminal:once-rep', 'terminal:once-again']
    await Promise.all(threads.map(start))
    const email = 'jane.doe@example.com'
    expect(await place('terminal:once-stranger', wish({ chatUser: 'discord:stranger', email }))).toMatchObject({
      kind: 'placed',
    })
    expect(await place('terminal:once-jane', wish({ customerId: String(id) }))).toMatchObject({ kind: 'placed' })
    expect(await place('terminal:once-rep', wish({ email }))).toMatchObject({ kind: 'placed' })
    expect(await place('terminal:once-again', wish({ customerId: String(id) }))).toEqual({
      ...{ kind: 'coupon-gone', code: 'ONCE', why: 'used-by-customer' },
    })
  })

  test("a guest's contact counts against the next guest once its order was paid, not before; a chat user counts at once", async () => {
    const guest = (chatUser: string): Wish => ({
      ...{ lines: [['PEN', 1]], coupons: ['ONCE'], buyer: { chatUser, email: 'mel@example.com' } },
      content: { buyer: { kind: 'guest', email: 'mel@example.com', chatUser } },
    })
    for (const n of [1, 2, 3, 4]) await start(`terminal:mel-${n}`)
    const gone = { kind: 'coupon-gone', code: 'ONCE', why: 'used-by-customer' }
    expect(await place('terminal:mel-1', guest('discord:mel'))).toMatchObject({ kind: 'placed' })
    expect(await place('terminal:mel-2', guest('discord:mel'))).toEqual(gone)
    const [paid = 0] = await place('terminal:mel-2', guest('discord:mel-too')).then((result) =>
      'numbers' in result ? result.numbers : [],
    )
    await direct.query('update payment set captured = amount where order_number = $1', [paid])
    expect(await place('terminal:mel-3', guest('discord:mel-three'))).toEqual(gone)
    await direct.query('update payment set captured = 0 where order_number = $1', [paid])
    expect(await place('terminal:mel-4', guest('discord:mel-four'))).toMatchObject({ kind: 'placed' })
  })
})

test('a buyer who waits too long for a SKU many want starts again instead of failing', async () => {
  const impatient = await openStore({ url, limits: { statementTimeout: 1_000, lockTimeout: 10_000 } })
  await start('terminal:patient')
  const holder = await direct.connect()
  await holder.query('begin')
  await holder.query(`select 1 from stock where sku = 'TEE' for update`)
  const waiting = place('terminal:patient', { lines: [['TEE', 1]] }, impatient)
  await pause(1_500)
  await holder.query('rollback')
  holder.release()
  expect(await waiting).toMatchObject({ kind: 'placed' })
  await impatient.close()
})
