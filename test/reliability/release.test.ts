// Goods that come, on a real database and in two processes: the four waiters of the rules told in
// their own threads, what one press does then, days that slip, races in which no unit is lost or
// doubled, and random sequences of two people. Rule: everybody speaks through the engine; stored
// rows are asserted. Next: domain/stock/fill-queue.ts; test/domain/release.test.ts plays the same
// without a database.
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Order } from '#domain/model/order.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { barrier, inParallel } from '#test/support/barrier.ts'
import { lookNow } from '#test/support/clock.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const ROUNDS = 50
const SEQUENCES = 300
const LANES = 4
const demo = demoWith({ plenty: 0 })
/** None of any of them is here; each race has one of its own. */
const SKUS = demo.variants
  .filter(({ sku, price }) => price < 10_000 && !/^(DENIM|HEAD|TEA)/.test(sku))
  .map(({ sku }) => sku)

const time = { ahead: 0 }
const clock = () => new Date(Date.now() + time.ahead)
const limits = { lockTimeout: 30_000, statementTimeout: 40_000 }
const shop = await world({ shop: demoWith({ plenty: 0, buyers: 3_000 }), clock, limits })
const held = { afterLock: async (): Promise<void> => undefined }
const again = await world({ url: shop.url, clock, limits, pauses: { afterLock: () => held.afterLock() } })

let sku = 0
const nextSku = (): string => {
  const name = SKUS[sku++]
  if (name === undefined) throw new Error('every SKU of the demo shop was used')
  return name
}
let buyers = 0
let threads = 0
type Placed = { readonly number: number; readonly thread: string }
type Wanted = { readonly lines: Readonly<Record<string, number>>; readonly policy?: 'complete' | 'available' }

const tell = (user: string, thread: string, words: string, where = shop) =>
  where.deliver(message(`terminal:${user}`, thread, words)).then(printed)
const kim = (words: string, where = shop) => tell('kim', `terminal:goods-${++threads}`, words, where)
async function placed(wanted: Wanted, where = shop): Promise<Placed> {
  const order = await attempt(wanted, where)
  if (order === undefined) throw new Error(`${JSON.stringify(wanted)} was not placed`)
  return order
}
/** Undefined: what was shown changed meanwhile, or the choice was not to be had. */
async function attempt(wanted: Wanted, where: typeof shop): Promise<Placed | undefined> {
  return place(await composed(wanted, where), where)
}
async function composed({ lines, policy = 'complete' }: Wanted, where = shop): Promise<string> {
  const thread = `terminal:waits-${++threads}`
  const adds = Object.entries(lines).map(([name, quantity]) => `add ${quantity} ${name}`)
  await tell('sam', thread, [`order for ${buyerEmail(buyers++)}`, ...adds, `backorders ${policy}`].join('\n'), where)
  return thread
}
async function place(thread: string, where: typeof shop): Promise<Placed | undefined> {
  await tell('sam', thread, 'place', where)
  const [row] = await shop.rows<{ number: number }>('select number from orders where thread_key = $1', [thread])
  return row && { number: row.number, thread }
}
const orderOf = async ({ number }: Placed): Promise<Order> => {
  const order = await shop.store.queries.order(number)
  if (order === undefined) throw new Error(`order ${number} is gone`)
  return order
}
const counts = async (one: Placed) =>
  (await orderOf(one)).lines.map(({ reserved, backordered, cancelled, shipped }) => [
    reserved,
    backordered,
    cancelled,
    shipped,
  ])
const stockOf = async (name: string) =>
  (
    await shop.rows<{ here: number; held: number; owed: number }>(
      'select on_hand as here, reserved as held, allocated as owed from stock where sku = $1',
      [name],
    )
  )[0]
/** Everything posted in a thread, oldest first. */
const posts = async (thread: string) =>
  (
    await shop.rows<{ headline: string; labels: string }>(
      `select payload->'view'->>'headline' as headline, (select string_agg(c->>'label', ' | ') from jsonb_array_elements(payload->'view'->'controls') c) as labels
       from outbox where destination = $1 and place = 'post' order by id`,
      [thread],
    )
  ).map(({ headline, labels }) => `${headline} [${labels}]`)

const fine = async () => {
  expect([...shop.faults, ...again.faults].map(({ error }) => String(error))).toEqual([])
  expect(await shop.store.checkInvariants()).toEqual([])
}
afterEach(fine)

describe('goods come', () => {
  test('three units for the four waiters: W4, W2 and W3 get one each, W1 is told the next receipt; receiving again fills the rest', async () => {
    const name = nextSku()
    await kim(`stock expect ${name} 8 2099-01-05`)
    const w1 = await placed({ lines: { [name]: 5 } })
    const [w2, w3, w4] = [
      await placed({ lines: { [name]: 1 } }),
      await placed({ lines: { [name]: 1 } }),
      await placed({ lines: { [name]: 1 } }),
    ]
    expect(await tell('sam', w4.thread, `expedite ${w4.number}`)).toContain('may not expedite')
    expect(await tell('lee', 'terminal:lead', `expedite ${w4.number}`)).toContain('at the front of the line')
    expect(await tell('sam', w1.thread, `status ${w1.number}`)).toContain(
      '5 waiting, 2nd of 4 in line, expected Mon 5 Jan (estimated)',
    )
    const said = await kim(`stock receive ${name} 3`)
    expect(said).toContain('3 on hand, 3 reserved, 5 waited for, 0 free, 5 expected Mon 5 Jan.')
    expect(await Promise.all([w1, w2, w3, w4].map(counts))).toEqual([
      [[0, 5, 0, 0]],
      [[1, 0, 0, 0]],
      [[1, 0, 0, 0]],
      [[1, 0, 0, 0]],
    ])
    for (const one of [w2, w3, w4]) {
      expect((await posts(one.thread)).at(-1)).toMatch(/is here \[Ship what is here \| Swap it \| Cancel /)
      expect((await shop.store.queries.orderHistory(one.number)).at(-1)?.kind).toBe('released')
    }
    expect((await posts(w1.thread)).at(-1)).toContain('not enough for it yet')
    expect(
      (
        await shop.rows<{ said: string }>(
          `select payload->'view'->'blocks' as said from outbox where destination = $1 order by id desc limit 1`,
          [w1.thread],
        )
      )
        .map(({ said: blocks }) => JSON.stringify(blocks))
        .join(),
    ).toContain('The next 5 are expected Mon 5 Jan')
    expect(await tell('sam', w1.thread, 'status')).toContain('1st of 1 in line')
    await kim(`stock receive ${name} 5`)
    expect(await counts(w1)).toEqual([[5, 0, 0, 0]])
    expect((await posts(w1.thread)).at(-1)).toContain('are here [Ship what is here')
    expect(await stockOf(name)).toEqual({ here: 8, held: 8, owed: 0 })
    expect(await kim(`stock receive ${name} 2`)).toContain('10 on hand, 8 reserved, 0 waited for, 2 free')
  })

  test('a receipt that differs uses up what was announced, earliest first; more than announced is simply there', async () => {
    const name = nextSku()
    await kim(`stock expect ${name} 4 2099-02-01`)
    await kim(`stock expect ${name} 6 2099-01-01`)
    const expected = async () =>
      (
        await shop.rows(
          `select quantity, to_char("on", 'YYYY-MM-DD') as on from expected_receipt where sku = $1 order by "on"`,
          [name],
        )
      ).map(({ quantity, on }) => [quantity, on])
    await kim(`stock receive ${name} 7`)
    expect(await expected()).toEqual([[3, '2099-02-01']])
    await kim(`stock expect ${name} 3 2099-03-01`)
    expect(await expected()).toEqual([[3, '2099-03-01']])
    await kim(`stock receive ${name} 9`)
    expect(await expected()).toEqual([])
    expect(await stockOf(name)).toEqual({ here: 16, held: 0, owed: 0 })
    expect(await tell('sam', 'terminal:rep', `stock receive ${name} 1`)).toContain('may not manage stock')
    expect(await kim('stock receive NO-SUCH-1 3')).toContain('There is no SKU NO-SUCH-1')
  })

  test('what one press or one word does then: ship, wait for the rest, as it comes, swap, cancel', async () => {
    const [name, other] = [nextSku(), nextSku()]
    await kim(`stock receive ${other} 9`)
    const [ships, waits, comes, swaps] = [
      await placed({ lines: { [name]: 1, [other]: 1 }, policy: 'available' }),
      await placed({ lines: { [name]: 2, [other]: 1 }, policy: 'available' }),
      await placed({ lines: { [name]: 3, [other]: 1 } }),
      await placed({ lines: { [name]: 1 } }),
    ]
    await kim(`stock receive ${name} 2`)
    expect(await counts(ships)).toContainEqual([1, 0, 0, 0])
    expect(await tell('sam', ships.thread, 'release')).toContain('on the way')
    expect((await orderOf(ships)).status).toBe('shipped')
    expect(await tell('sam', waits.thread, 'wait')).toContain('leaves together')
    expect(await tell('sam', waits.thread, `ship ${waits.number}`)).toContain('goes out complete')
    expect(await tell('sam', comes.thread, 'release')).toContain('on the way')
    expect((await orderOf(comes)).backorderPolicy).toBe('ship-available-then-backorder')
    const swapped = await tell('sam', swaps.thread, `swap ${name} for ${other}`)
    expect(swapped).toContain(`in a new order, with order ${swaps.number}`)
    expect((await orderOf(swaps)).status).toBe('cancelled')
    expect(await tell('sam', comes.thread, `cancel ${comes.number} ${name}`)).toContain('cancelled')
    expect(await tell('sam', waits.thread, `status ${waits.number}`)).toContain('1 waiting, 1st of 1 in line')
  })

  test('units that come free again go to who waits, in the same turn', async () => {
    const name = nextSku()
    await kim(`stock receive ${name} 1`)
    const [has, next] = [await placed({ lines: { [name]: 1 } }), await placed({ lines: { [name]: 1 } })]
    await tell('sam', has.thread, `cancel ${has.number}`)
    await tell('sam', has.thread, 'yes')
    expect(await Promise.all([has, next].map(counts))).toEqual([[[0, 0, 1, 0]], [[1, 0, 0, 0]]])
    expect((await posts(next.thread)).at(-1)).toContain('is here')
  })

  test('a day that slips is told once, in the shop hours only, whatever process looks', async () => {
    const name = nextSku()
    await kim(`stock expect ${name} 4 2099-01-05`)
    const one = await placed({ lines: { [name]: 2 } })
    const before = (await posts(one.thread)).length
    const told = async () => (await posts(one.thread)).slice(before)
    await kim(`stock expect ${name} 4 2099-01-12`)
    const open = openAt(clock())
    time.ahead = open.night - Date.now()
    await Promise.all([lookNow(shop), lookNow(again)])
    expect(await told()).toEqual([])
    time.ahead = open.day - Date.now()
    await Promise.all([lookNow(shop), lookNow(again), lookNow(shop)])
    await lookNow(again)
    expect(await told()).toEqual([expect.stringContaining('comes later')])
    expect((await orderOf(one)).lines[0]?.expectedOn).toBe('2099-01-12')
    await kim(`stock expect ${name} 0`)
    await Promise.all([lookNow(shop), lookNow(again)])
    expect(await told()).toEqual([
      expect.stringContaining('comes later'),
      expect.stringContaining('has no date any more'),
    ])
    expect((await orderOf(one)).lines[0]).not.toHaveProperty('expectedOn')
    time.ahead = 0
  })
})

/** The next working day's noon and night in the shop's time zone (UTC-6 or UTC-5). */
function openAt(now: Date): { readonly day: number; readonly night: number } {
  const day = new Date(now.getTime() + 86_400_000)
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1)
  day.setUTCHours(18, 0, 0, 0)
  return { day: day.getTime(), night: day.getTime() - 12 * 3_600_000 }
}

describe('races: no unit is lost or doubled', () => {
  const race = async (
    what: string,
    round: (name: string) => Promise<readonly (() => Promise<unknown>)[]>,
    after: (name: string, n: number) => Promise<void>,
  ) => {
    const names = Array.from({ length: ROUNDS }, nextSku)
    await inParallel(names, 2, async (name, n) => {
      const acts = await round(name)
      const start = barrier(acts.length)
      await Promise.all(acts.map((act) => start().then(act)))
      await after(name, n)
    })
    await fine()
    console.log(`${what}: ${names.length} races in two processes, 0 units lost or doubled`)
  }

  test('release against cancel', { timeout: 120_000 }, async () => {
    const queue = new Map<string, readonly [Placed, Placed]>()
    await race(
      'release against cancel',
      async (name) => {
        const pair = [await placed({ lines: { [name]: 2 } }), await placed({ lines: { [name]: 1 } })] as const
        queue.set(name, pair)
        return [
          () => kim(`stock receive ${name} 2`),
          () =>
            tell('sam', pair[0].thread, `cancel ${pair[0].number} ${name}`, again).then(() =>
              tell('sam', pair[0].thread, 'yes', again),
            ),
        ]
      },
      async (name) => {
        const [first, second] = queue.get(name) ?? []
        expect(first && second && [await counts(first), await counts(second), await stockOf(name)]).toEqual([
          [[0, 0, 2, 0]],
          [[1, 0, 0, 0]],
          { here: 2, held: 1, owed: 0 },
        ])
      },
    )
  })

  test('edit against release', { timeout: 120_000 }, async () => {
    const queue = new Map<string, readonly [Placed, Placed]>()
    await race(
      'edit against release',
      async (name) => {
        const pair = [
          await placed({ lines: { [name]: 3 }, policy: 'complete' }),
          await placed({ lines: { [name]: 1 } }),
        ] as const
        queue.set(name, pair)
        return [
          () => kim(`stock receive ${name} 3`),
          () => tell('sam', pair[0].thread, `set ${pair[0].number} ${name} 2`, again),
        ]
      },
      async (name) => {
        const [first, second] = queue.get(name) ?? []
        expect(first && second && [await counts(first), await counts(second), await stockOf(name)]).toEqual([
          [[2, 0, 1, 0]],
          [[1, 0, 0, 0]],
          { here: 3, held: 3, owed: 0 },
        ])
      },
    )
  })

  test('receipt against submit', { timeout: 120_000 }, async () => {
    const queue = new Map<string, Placed | undefined>()
    await race(
      'receipt against submit',
      async (name) => {
        const thread = await composed({ lines: { [name]: 1 } })
        return [
          () => kim(`stock receive ${name} 1`),
          () => place(thread, again).then((order) => queue.set(name, order)),
        ]
      },
      async (name) => {
        const order = queue.get(name)
        expect([order && (await counts(order)), await stockOf(name)]).toEqual([
          [[1, 0, 0, 0]],
          { here: 1, held: 1, owed: 0 },
        ])
      },
    )
  })

  test('receipt against receipt', { timeout: 120_000 }, async () => {
    const queue = new Map<string, readonly Placed[]>()
    await race(
      'receipt against receipt',
      async (name) => {
        queue.set(name, [
          await placed({ lines: { [name]: 2 } }),
          await placed({ lines: { [name]: 1 } }),
          await placed({ lines: { [name]: 1 } }),
        ])
        return [() => kim(`stock receive ${name} 2`), () => kim(`stock receive ${name} 2`, again)]
      },
      async (name) => {
        expect(await Promise.all((queue.get(name) ?? []).map(counts))).toEqual([
          [[2, 0, 0, 0]],
          [[1, 0, 0, 0]],
          [[1, 0, 0, 0]],
        ])
        expect(await stockOf(name)).toEqual({ here: 4, held: 4, owed: 0 })
      },
    )
  })

  test('a submit that joins the queue while a receipt waits for the stock gets its share of it', async () => {
    const name = nextSku()
    const locked = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    held.afterLock = async () => {
      held.afterLock = async () => undefined
      locked.resolve()
      await go.promise
    }
    const joining = placed({ lines: { [name]: 1 } }, again)
    await locked.promise
    const receipt = kim(`stock receive ${name} 1`)
    await eventually('the receipt to wait for the stock', 10_000, async () => {
      const waiting = await shop.rows(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      return waiting.length > 0 ? true : undefined
    })
    go.resolve()
    const [order] = await Promise.all([joining, receipt])
    expect(await counts(order)).toEqual([[1, 0, 0, 0]])
    expect(await stockOf(name)).toEqual({ here: 1, held: 1, owed: 0 })
  })
})

type Step =
  | { readonly kind: 'order'; readonly x: number; readonly y: number; readonly policy: 'complete' | 'available' }
  | { readonly kind: 'receive'; readonly which: 0 | 1; readonly quantity: number }
  | {
      readonly kind: 'say'
      readonly nth: number
      readonly words: 'cancel' | 'set' | 'release' | 'wait' | 'expedite' | 'ship'
    }
const some = fc.integer({ min: 1, max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      x: some,
      y: fc.nat(2),
      policy: fc.constantFrom('complete' as const, 'available' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      which: fc.constantFrom(0 as const, 1 as const),
      quantity: some,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      nth: fc.nat(5),
      words: fc.constantFrom(
        'cancel' as const,
        'set' as const,
        'release' as const,
        'wait' as const,
        'expedite' as const,
        'ship' as const,
      ),
    }),
  },
)
/** Two people act at once in each step, each in a process of their own. */
const sequence = fc.array(fc.tuple(step, step), { minLength: 2, maxLength: 3 })

test(`${SEQUENCES} random sequences of two people: at each step every unit is accounted for`, {
  timeout: 400_000,
}, async () => {
  const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000)
  const sequences = fc.sample(sequence, { numRuns: SEQUENCES, seed })
  // Each lane has goods of its own, so that what came is known after every step.
  const lanes = Array.from({ length: LANES }, () => ({
    names: [nextSku(), nextSku()] as const,
    received: [0, 0],
    orders: [] as Placed[],
  }))
  for (const { names } of lanes)
    expect(await Promise.all(names.map(stockOf))).toEqual([
      { here: 0, held: 0, owed: 0 },
      { here: 0, held: 0, owed: 0 },
    ])
  let acts = 0
  await inParallel(lanes, LANES, async (lane, at) => {
    for (const steps of sequences.filter((_, n) => n % LANES === at))
      for (const pair of steps) {
        acts += 2
        const start = barrier(2)
        await Promise.all(pair.map((one, who) => start().then(() => carry(one, lane, who === 0 ? shop : again))))
        for (const which of [0, 1] as const)
          expect(await account(lane.names[which]), `seed ${seed}: ${JSON.stringify(pair)}`).toEqual({
            received: lane.received[which],
            held: 0,
            owed: 0,
          })
      }
  })
  await fine()
  console.log(
    `P9: ${SEQUENCES} random sequences of stock and orders by two people in two processes (seed ${seed}): ${acts} acts, 0 units unaccounted for`,
  )
})

type Lane = { readonly names: readonly [string, string]; readonly received: number[]; readonly orders: Placed[] }
async function carry(one: Step, lane: Lane, where: typeof shop): Promise<void> {
  const [x, y] = lane.names
  switch (one.kind) {
    case 'order': {
      const order = await attempt(
        { lines: { [x]: one.x, ...(one.y > 0 ? { [y]: one.y } : {}) }, policy: one.policy },
        where,
      )
      if (order !== undefined) lane.orders.push(order)
      return
    }
    case 'receive':
      await kim(`stock receive ${lane.names[one.which]} ${one.quantity}`, where)
      lane.received[one.which] = (lane.received[one.which] ?? 0) + one.quantity
      return
    case 'say': {
      const order = lane.orders[one.nth % Math.max(1, lane.orders.length)]
      if (order === undefined) return
      const words =
        one.words === 'set'
          ? `set ${order.number} ${x} 1`
          : one.words === 'cancel'
            ? `cancel ${order.number} ${x}`
            : `${one.words} ${order.number}`
      await tell('kim', `terminal:goods-${++threads}`, words, where)
      return
    }
    default:
      one satisfies never
  }
}

/** What came, by counting where it is now; what the counts say beyond the orders is 0. */
async function account(name: string) {
  const [row] = await shop.rows<{ received: number; held: number; owed: number }>(
    `select s.on_hand + coalesce(sum(l.shipped - l.returned), 0)::int as received, s.reserved - coalesce(sum(l.reserved), 0)::int as held,
       s.allocated - coalesce(sum(l.backordered), 0)::int as owed
     from stock s left join order_line l on l.sku = s.sku and l.order_number > 10000 where s.sku = $1 group by s.sku, s.on_hand, s.reserved, s.allocated`,
    [name],
  )
  return row
}
