// Exactly once: deliveries that come three times, submits that come three at once, buyers and
// coupons that race. Rule: two stores on one database act as two processes; races start behind a
// barrier, use different carts, and have a pause between what a turn reads and what it writes.
// Next: src/store/turn/open-turn.ts (inbox, order of a thread), src/store/order/place.ts (the
// guards of a submit).
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { barrier, inParallel, shuffled } from '#test/support/barrier.ts'
import { startChild } from '#test/support/crash.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message, type Parley } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const REP = 'terminal:sam'
const slow = () => pause(2)
const PLENTY = 100_000
const demo = demoWith({
  plenty: PLENTY,
  buyers: 601,
  onHand: { 'TEA-WHITE': 50 },
})
const shopData = {
  ...demo,
  coupons: [
    ...demo.coupons,
    ...(['RACE10', 'EACH1'] as const).map((code) => ({
      ...{ code, title: code, priority: 1, currency: 'USD', conditions: {}, combinable: true },
      effect: { kind: 'order-percent', percentPpm: 100_000 } as const,
      ...(code === 'RACE10' ? { limit: 10 } : { limitPerCustomer: 1 }),
    })),
  ],
}
// What waits here waits for its turn; on a machine that is busy with other tests it must not run
// into the limits meant for faults.
const limits = { lockTimeout: 30_000, statementTimeout: 40_000 }
const one = await world({ shop: shopData, limits, pauses: { afterFacts: slow, afterLock: slow } })
const two = await world({ url: one.url, limits, pauses: { afterFacts: slow, afterLock: slow } })
const stores = [one, two] as const
const either = (n: number): Parley => stores[n % 2] ?? one

/** Different goods, so that orders do not wait for one stock row unless the test is about that. */
const GOODS = [
  'BEAN-BLACK',
  'BEAN-GREY',
  'BEAN-RED',
  'BEAN-OLIVE',
  'POLO-NAVY-S',
  'POLO-NAVY-M',
  'POLO-NAVY-L',
  'POLO-NAVY-XL',
]
const goods = (n: number): string => `1 ${GOODS[n % GOODS.length]}`

/** Buyers are used once each: nobody is warned about another order of theirs. */
let used = 0
const nextBuyer = () => used++

/** Drafts ready to be placed, each in a thread of its own; answers the threads. */
const readyDrafts = (count: number, name: string, words: (n: number) => string): Promise<string[]> =>
  inParallel(
    Array.from({ length: count }, (_, n) => n),
    8,
    async (n) => {
      const thread = `terminal:${name}-${n}`
      await one.deliver(message(REP, thread, `order for ${buyerEmail(nextBuyer())}: ${words(n)}`))
      return thread
    },
  )

const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await one.rows<{ n: number }>(`select (${sql})::int as n`, values))[0]?.n ?? -1
const placedIn = (name: string) => count(`select count(*) from orders where thread_key like $1`, `terminal:${name}-%`)

async function allIsWell(): Promise<void> {
  expect([...one.faults, ...two.faults].map(({ error }) => String(error))).toEqual([])
  expect(await one.store.checkInvariants()).toEqual([])
}

describe('P1: one message, one effect', () => {
  test('1 000 messages over 50 threads, each delivered three times, shuffled, to two processes', {
    timeout: 120_000,
  }, async () => {
    const threads = 50
    const each = 20
    const seed = Date.now() % 1_000_000
    const said = Array.from({ length: threads * each }, (_, n) =>
      message(REP, `terminal:once-${n % threads}`, 'add 1 MUG-BLUE-11OZ', `once-${n}`),
    )
    const answers = new Map<string, Set<string>>()
    await inParallel(shuffled([...said, ...said, ...said], seed), 24, async (inbound, at) => {
      const reply = await either(at).deliver(inbound)
      answers.set(inbound.id, (answers.get(inbound.id) ?? new Set()).add(printed(reply)))
    })
    const units = await one.rows<{ quantity: number; revision: number }>(
      `select (state->'content'->'lines'->0->>'quantity')::int as quantity, revision from draft where last_thread like 'terminal:once-%'`,
    )
    expect(units, `seed ${seed}`).toEqual(Array.from({ length: threads }, () => ({ quantity: each, revision: each })))
    expect([...answers.values()].filter((different) => different.size !== 1)).toEqual([])
    expect(await count(`select count(*) from inbox where thread_key like 'terminal:once-%' and status = 'done'`)).toBe(
      said.length,
    )
    await allIsWell()
    console.log(
      `P1: ${said.length} messages, each 3x, shuffled (seed ${seed}), two processes: ${said.length} effects, every repetition answered alike`,
    )
  })

  test('what was said first in a thread is done first, whichever process has it', async () => {
    const thread = 'terminal:order-of-things'
    const first = message(REP, thread, 'add 2 MUG-BLUE-11OZ')
    const second = message(REP, thread, 'set MUG-BLUE-11OZ 7')
    await one.engine.claim(first)
    await two.engine.claim(second)
    const later = two.engine.handle(second)
    const state = async () =>
      (await one.rows<{ status: string }>(`select status from inbox where thread_key = $1 order by seq`, [thread])).map(
        (row) => row.status,
      )
    expect(await Promise.race([later.then(() => 'answered'), pause(150, 'waits')])).toBe('waits')
    expect(await state()).toEqual(['new', 'new'])
    await one.engine.handle(first)
    expect(printed(await later)).toContain('7 x Classic mug')
    expect(await state()).toEqual(['done', 'done'])
    await allIsWell()
  })
})

describe('P2: one draft, one order', () => {
  test('200 drafts, each submitted three times at once', { timeout: 120_000 }, async () => {
    const threads = await readyDrafts(200, 'triple', goods)
    const submits = threads.flatMap((thread) => [0, 1, 2].map(() => message(REP, thread, 'place')))
    const start = barrier(48)
    const answers = await inParallel(submits, 48, async (inbound, at) => {
      await start()
      return printed(await either(at).deliver(inbound))
    })
    expect(await placedIn('triple')).toBe(200)
    expect(answers.filter((text) => !/order \d{5}/i.test(text))).toEqual([])
    await allIsWell()
    console.log(`P2: 200 drafts, 3 submits at once each: ${await placedIn('triple')} orders`)
  })

  test('adding a line while the order is being submitted: the order is what its lines say, 100 times', {
    timeout: 120_000,
  }, async () => {
    const threads = await readyDrafts(100, 'adding', goods)
    const start = barrier(24)
    await inParallel(threads, 12, async (thread, at) => {
      const both = [message(REP, thread, 'place'), message(REP, thread, 'add 1 MUG-BLUE-11OZ')]
      await Promise.all(
        shuffled(both, at).map(async (inbound, which) => {
          await start()
          await either(at + which).deliver(inbound)
        }),
      )
    })
    const wrong = await one.rows(`select o.number from orders o where thread_key like 'terminal:adding-%' and
      (subtotal <> (select sum(quantity * unit_price) from order_line l where l.order_number = o.number)
       or total <> subtotal + discount + shipping + tax)`)
    expect(wrong).toEqual([])
    // Either the line came first and is paid for, or it came later and waits in a draft of its own:
    // never lost, never in both.
    const mugs =
      await count(`select coalesce((select sum(quantity) from order_line l join orders o on o.number = l.order_number
        where sku = 'MUG-BLUE-11OZ' and thread_key like 'terminal:adding-%'), 0)
      + (select count(*) from draft d, jsonb_array_elements(d.state->'content'->'lines') l
        where d.status = 'open' and last_thread like 'terminal:adding-%' and l->>'sku' = 'MUG-BLUE-11OZ')`)
    expect(mugs).toBe(100)
    await allIsWell()
    console.log(
      `P2: "add line" racing "submit" 100 x: ${await placedIn('adding')} orders, 0 with other totals than their lines, 0 lines lost`,
    )
  })
})

describe('P3: never oversold', () => {
  test('200 buyers want 50 units, in two processes', { timeout: 120_000 }, async () => {
    const threads = await readyDrafts(200, 'tea', () => '1 white teapot')
    const inbounds = threads.map((thread) => message(REP, thread, 'place'))
    const children = [0, 1].map((half) =>
      startChild({ url: one.url, inbounds: inbounds.filter((_, n) => n % 2 === half), width: 12, pause: 2 }),
    )
    await Promise.all(children.map((child) => child.ready))
    for (const child of children) child.go()
    const ends = await Promise.all(children.map((child) => child.ended))
    expect(ends.map(({ code, report }) => ({ code, faults: report?.faults }))).toEqual(
      [0, 1].map(() => ({ code: 0, faults: [] })),
    )
    const answers = ends.flatMap(({ report }) => report?.answers ?? [])
    expect(answers.filter((text) => /order \d{5} placed/.test(text))).toHaveLength(50)
    // Who came too late is told which line and what is left of it, and keeps the cart.
    const losers = answers.filter((text) => !/order \d{5} placed/.test(text))
    expect(losers.filter((text) => !/Not everything is here\n- Teapot, white: None now/.test(text))).toEqual([])
    expect(await placedIn('tea')).toBe(50)
    expect(await count(`select reserved from stock where sku = 'TEA-WHITE'`)).toBe(50)
    expect(await count(`select count(*) from draft where status = 'open' and last_thread like 'terminal:tea-%'`)).toBe(
      150,
    )
    await allIsWell()
    console.log('P3: 200 buyers of 50 units from two processes: exactly 50 sold, 150 told so with their carts kept')
  })
})

describe('P4: coupon limits hold', () => {
  test('100 different carts want a coupon that counts to 10', { timeout: 120_000 }, async () => {
    const threads = await readyDrafts(100, 'limit', goods)
    await inParallel(threads, 8, (thread) => one.deliver(message(REP, thread, 'coupon RACE10')))
    const start = barrier(32)
    await inParallel(threads, 32, async (thread, at) => {
      await start()
      await either(at).deliver(message(REP, thread, 'place'))
    })
    expect(await count(`select redeemed from coupon where code = 'RACE10'`)).toBe(10)
    expect(await count(`select count(*) from coupon_redemption where code = 'RACE10'`)).toBe(10)
    expect(await placedIn('limit')).toBe(10)
    await allIsWell()
    console.log('P4: 100 carts with a coupon limited to 10: exactly 10 redeemed, the others asked first')
  })

  test('one customer, one use, 20 drafts at once', { timeout: 120_000 }, async () => {
    const who = buyerEmail(nextBuyer())
    const threads = Array.from({ length: 20 }, (_, n) => `terminal:each-${n}`)
    // Twenty open drafts of one customer: each has to confirm that it knows about the others.
    for (const thread of threads) {
      for (const text of [`order for ${who}: 1 black beanie`, 'coupon EACH1'])
        await one.deliver(message(REP, thread, text))
    }
    for (const thread of threads)
      expect(printed(await one.deliver(message(REP, thread, 'place')))).toContain('one question')
    const start = barrier(20)
    await inParallel(threads, 20, async (thread, at) => {
      await start()
      await either(at).deliver(message(REP, thread, 'place'))
    })
    expect(await count(`select coalesce(max(used), 0) from coupon_use where code = 'EACH1'`)).toBe(1)
    expect(await count(`select count(*) from coupon_redemption where code = 'EACH1'`)).toBe(1)
    await allIsWell()
    console.log('P4: one customer, a coupon for one use, 20 places at once: 1 redeemed')
  })
})
