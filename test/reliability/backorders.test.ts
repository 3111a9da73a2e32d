// Goods that are short, on a real database: the order each choice leads to, the last units raced
// for, receipts that come in between, and the clock that puts away idle drafts and gives up unpaid
// orders exactly once. Rule: everybody speaks through the engine; what is asserted is what is
// stored.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { saidMoments } from '#conversation/edge/moment.ts'
import { addDays, localDate, startOfDay } from '#domain/base/calendar.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { Order } from '#domain/model/order.ts'
import { barrier, inParallel } from '#test/support/barrier.ts'
import { lookNow } from '#test/support/clock.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { codec, message, press } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const RACES = 100
const demo = demoWith()
const LAST_ONES = demo.variants
  .filter(({ sku }) => /^(BEAN|POLO|CREW|SOCK|JOG|TEE|CAP)/.test(sku))
  .map(({ sku }) => sku)
const RACED = LAST_ONES.slice(0, 20)
const HOODS = ['HOOD-NAVY-S', 'HOOD-NAVY-M', 'HOOD-NAVY-L', 'HOOD-NAVY-XL'] as const
const onHand = Object.fromEntries([...HOODS.map((sku) => [sku, 2] as const), ...RACED.map((sku) => [sku, 1] as const)])

const time = { ahead: 0 }
const clock = () => new Date(Date.now() + time.ahead)
const limits = { lockTimeout: 30_000, statementTimeout: 40_000 }
const ZONE = demo.settings.timeZone
const LAST_DAY = addDays(localDate(new Date().toISOString(), ZONE), 2)
const ends = { conditions: { until: LAST_DAY }, code: 'LASTDAYS' }
const coupons = demo.coupons.flatMap((coupon) =>
  coupon.code === 'SAVE10' ? [coupon, { ...coupon, ...ends }] : [coupon],
)
const shop = await world({ shop: { ...demoWith({ onHand, buyers: 2 * RACES + 60 }), coupons }, clock, limits })
const again = await world({ url: shop.url, clock, limits })

let buyers = 0
const nextBuyer = () => buyerEmail(buyers++)
let threads = 0
const freshThread = () => `terminal:short-${++threads}`
const sam = (thread: string) => (text: string) => shop.say('terminal:sam', thread, text)
let booked = 0
/** As a manager says it, in a thread of its own. */
const book = (words: string) => shop.deliver(message('terminal:kim', `terminal:goods-${++booked}`, words))
const fine = async () => {
  expect([...shop.faults, ...again.faults].map(({ error }) => String(error))).toEqual([])
  expect(await shop.store.checkInvariants()).toEqual([])
}
const ordersOf = async (thread: string): Promise<readonly Order[]> => {
  const rows = await shop.rows<{ number: number }>('select number from orders where thread_key = $1 order by number', [
    thread,
  ])
  const found = await Promise.all(rows.map(({ number }) => shop.store.queries.order(number)))
  return found.filter((order) => order !== undefined)
}
const stockOf = async (sku: string) =>
  (
    await shop.rows<{ on_hand: number; reserved: number; allocated: number }>(
      'select on_hand, reserved, allocated from stock where sku = $1',
      [sku],
    )
  )[0]
const counts = (order: Order) =>
  order.lines.map(({ quantity, reserved, backordered, dropped }) => [quantity, reserved, backordered, dropped])

describe('each choice, placed', () => {
  const cases: readonly (readonly [
    string,
    BackorderPolicy,
    (typeof HOODS)[number],
    readonly number[],
    readonly (readonly number[])[],
  ])[] = [
    ['backorders complete', 'ship-complete', HOODS[0], [14_073], [[3, 2, 1, 0]]],
    ['backorders available', 'ship-available-then-backorder', HOODS[1], [14_073], [[3, 2, 1, 0]]],
    ['backorders drop', 'ship-available-drop-rest', HOODS[2], [9_743], [[3, 2, 0, 1]]],
    [
      'backorders separate',
      'move-to-separate-order',
      HOODS[3],
      [9_381, 4_692],
      [
        [2, 2, 0, 0],
        [1, 0, 1, 0],
      ],
    ],
  ]
  test.each(cases)('%s', async (words, ...[policy, sku, totals, units]) => {
    const on = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10)
    await book(`stock expect ${sku} 10 ${on}`)
    const thread = freshThread()
    const say = sam(thread)
    expect(await say(`order for jane.doe@example.com: 3 ${sku}`)).toContain('2 now, 1 on')
    await say(words)
    await say('place')
    await say('place') // an order of hers a moment ago is warned of once
    const orders = await ordersOf(thread)
    expect(orders.map(({ total }) => total)).toEqual(totals)
    expect(orders.flatMap(counts)).toEqual(units)
    expect(orders.map(({ parent }) => parent)).toEqual(orders.length === 1 ? [null] : [null, orders[0]?.number])
    expect(orders.map(({ backorderPolicy }) => backorderPolicy)).toEqual(orders.map(() => policy))
    for (const { subtotal, discount, shipping, tax, total, lines } of orders) {
      expect(subtotal + discount + shipping + tax).toBe(total)
      for (const { gross, components, net } of lines)
        expect(gross + components.reduce((sum, { amount }) => sum + amount, 0)).toBe(net)
    }
    const waits = policy === 'ship-available-drop-rest' ? 0 : 1
    expect(await stockOf(sku)).toEqual({ on_hand: 2, reserved: 2, allocated: waits })
    const queue = await shop.rows<{ quantity: number; policy: string; told: string; thread_key: string }>(
      `select b.quantity, b.policy, to_char(b.told_on, 'YYYY-MM-DD') as told, b.thread_key from backorder b where b.sku = $1`,
      [sku],
    )
    expect(queue).toEqual(
      waits === 0
        ? []
        : [
            {
              quantity: 1,
              policy: policy === 'ship-complete' ? 'complete' : 'available',
              told: on,
              thread_key: thread,
            },
          ],
    )
    await fine()
  })
})

test("a customer's usual choice counts until the order says otherwise, and the card says so", async () => {
  await shop.rows("update customer set backorder_preference = 'ship-complete' where email = $1", [buyerEmail(buyers)])
  const thread = freshThread()
  await book(`stock expect ${HOODS[2]} 5 2099-01-05`)
  await shop.rows('update stock set on_hand = on_hand + 1 where sku = $1', [HOODS[2]])
  const card = await sam(thread)(`order for ${nextBuyer()}: 2 ${HOODS[2]}`)
  expect(card).toContain('(as this customer usually wants it)')
  expect(card).toContain('[Place order - ')
  expect(await sam(thread)('place')).toContain('placed,')
  expect((await ordersOf(thread)).map((order) => [order.backorderPolicy, counts(order)])).toEqual([
    ['ship-complete', [[2, 1, 1, 0]]],
  ])
  await fine()
})

describe('races', () => {
  /** A cart for one unit of the SKU; answers its thread. */
  const cart = async (sku: string) => {
    const thread = freshThread()
    await shop.deliver(message('terminal:sam', thread, `order for ${nextBuyer()}: 1 ${sku}`))
    return thread
  }
  const place = (from: typeof shop, thread: string) => from.deliver(message('terminal:sam', thread, 'place'))
  const free = async (sku: string) => {
    const stock = await stockOf(sku)
    return stock === undefined ? 0 : stock.on_hand - stock.reserved - stock.allocated
  }

  test(`two buyers of the last unit, ${RACES} times: one has it, the other is offered to wait`, {
    timeout: 120_000,
  }, async () => {
    let lost = 0
    await inParallel(RACED, 4, async (sku) => {
      for (let race = 0; race < RACES / RACED.length; race++) {
        if ((await free(sku)) === 0) await shop.rows('update stock set on_hand = on_hand + 1 where sku = $1', [sku])
        const [first, second] = [await cart(sku), await cart(sku)]
        const start = barrier(2)
        const both = [
          [shop, first],
          [again, second],
        ] as const
        const replies = await Promise.all(both.map(async ([from, thread]) => start().then(() => place(from, thread))))
        const said = replies.map(printed)
        expect(said.filter((text) => text.includes('placed,')).length).toBe(1)
        const loser = said.find((text) => !text.includes('placed,')) ?? ''
        expect(loser).toContain('Not everything is here')
        expect(loser).toContain('Ship everything together')
        lost += 1
        expect(await free(sku)).toBe(0)
      }
    })
    await fine()
    console.log(
      `last units: ${lost} races of two, two processes: ${lost} sold once, ${lost} offered to wait, nothing oversold`,
    )
  })

  test('the loser who waits stands in the queue', async () => {
    const [sku = ''] = RACED
    const thread = await cart(sku)
    await sam(thread)('backorders complete')
    expect(await sam(thread)('place')).toContain('placed,')
    const [order] = await ordersOf(thread)
    expect(order === undefined ? [] : counts(order)).toEqual([[1, 0, 1, 0]])
    await fine()
  })

  test('goods received while an order is placed are reserved or waited for, never both', {
    timeout: 60_000,
  }, async () => {
    const skus = RACED.slice(1, 11)
    let waited = 0
    await inParallel(skus, 2, async (sku, jitter) => {
      const thread = await cart(sku)
      await shop.deliver(message('terminal:sam', thread, 'backorders complete'))
      const start = barrier(2)
      await Promise.all([
        start()
          .then(() => pause(2 * jitter))
          .then(() => book(`stock receive ${sku} 1`)),
        start().then(() => place(again, thread)),
      ])
      const [order] = await ordersOf(thread)
      const [units] = order === undefined ? [] : counts(order)
      expect(units).toEqual([1, 1, 0, 0])
      waited +=
        order === undefined
          ? 0
          : (
              await shop.rows('select 1 from order_event where order_number = $1 and kind = $2', [
                order.number,
                'released',
              ])
            ).length
    })
    await fine()
    console.log(
      `receipt against submit: ${skus.length} races, ${skus.length - waited} reserved at once, ${waited} waited and got it, nothing lost`,
    )
  })
})

describe('the clock', () => {
  const MINUTE = 60_000
  const DAY = 24 * 60 * MINUTE
  const both = () => Promise.all([lookNow(shop), lookNow(again)])
  const at = async (ahead: number, look: () => Promise<unknown>) => {
    time.ahead = ahead
    await look()
    time.ahead = 0
  }
  const posts = async (thread: string) =>
    (
      await shop.rows<{ headline: string }>(
        "select payload->'view'->>'headline' as headline from outbox where destination = $1 and place in ('post', 'collapse') order by id",
        [thread],
      )
    ).map(({ headline }) => saidMoments(headline))
  const draftIn = async (thread: string) =>
    (
      await shop.rows<{ status: string; thread_key: string | null }>(
        'select status, thread_key from draft where last_thread = $1',
        [thread],
      )
    )[0]

  test('an idle draft is reminded of an hour before and put away after seven days, whichever of two processes looks', async () => {
    const thread = freshThread()
    await sam(thread)(`order for ${nextBuyer()}: 2 MUG-BLUE-11OZ`)
    await at(7 * DAY - 2 * 60 * MINUTE, both)
    expect(await posts(thread)).toEqual([])
    await at(7 * DAY - 30 * MINUTE, both)
    await at(7 * DAY - 20 * MINUTE, both)
    expect(await posts(thread)).toEqual([expect.stringContaining('is put away on')])
    await at(7 * DAY + MINUTE, both)
    await at(7 * DAY + 2 * MINUTE, both)
    expect(await posts(thread)).toEqual([
      expect.stringContaining('is put away on'),
      expect.stringContaining('was put away'),
    ])
    expect(await draftIn(thread)).toEqual({ status: 'expired', thread_key: null })
    await fine()
  })

  test('a parked draft is put away as well, and its thread is told', async () => {
    const thread = freshThread()
    await sam(thread)(`order for ${nextBuyer()}: 2 MUG-BLUE-11OZ`)
    await sam(thread)('new')
    await at(7 * DAY - 30 * MINUTE, both)
    await at(7 * DAY + MINUTE, both)
    expect(await posts(thread)).toEqual([
      expect.stringContaining('is put away on'),
      expect.stringContaining('was put away'),
    ])
    expect(await draftIn(thread)).toEqual({ status: 'expired', thread_key: null })
    await fine()
  })

  test('whoever goes on is left in peace, and a customer is not woken at night', async () => {
    const touched = freshThread()
    await sam(touched)(`order for ${nextBuyer()}: 2 MUG-BLUE-11OZ`)
    await at(6 * DAY, () => sam(touched)('set MUG-BLUE-11OZ 3'))
    await at(8 * DAY, both)
    expect((await draftIn(touched))?.status).toBe('open')
    const guest = freshThread()
    await shop.say('terminal:night-owl', guest, '2 MUG-BLUE-11OZ')
    const hours = await shop.rows<{ ends: Date }>(
      "select updated_at + interval '7 days' as ends from draft where last_thread = $1",
      [guest],
    )
    const ends = hours[0]?.ends.getTime() ?? 0
    for (let before = 4 * DAY; before > 0; before -= 30 * MINUTE)
      await at(ends - before - Date.now(), () => lookNow(shop))
    const reminded = await shop.rows<{ at: Date; headline: string }>(
      "select created_at as at, payload->'view'->>'headline' as headline from outbox where destination = $1 and place = 'post'",
      [guest],
    )
    expect(reminded.map(({ headline }) => headline)).toEqual([expect.stringMatching(/^Your cart is put away on/)])
    const told = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/Chicago',
      hour: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    })
    expect(told.format(reminded[0]?.at)).toMatch(/^(Mon|Tue|Wed|Thu|Fri),? (09|1[0-6])$/)
    await fine()
  })

  test('a quote that ends is priced anew, and says so', async () => {
    const thread = freshThread()
    const say = sam(thread)
    await say(`order for ${nextBuyer()}: 2 MUG-BLUE-11OZ`)
    await say('quote 2 days')
    await at(2 * DAY - 30 * MINUTE, both)
    await at(2 * DAY + MINUTE, both)
    expect(await posts(thread)).toEqual([
      expect.stringContaining('the quote of'),
      expect.stringContaining('the quote has ended'),
    ])
    expect((await draftIn(thread))?.status).toBe('open')
    await fine()
  })

  test('a coupon that ends and a kept price that has risen are told once before, with what waiting costs', async () => {
    const [coupon, kept, same] = [freshThread(), freshThread(), freshThread()]
    await sam(coupon)(`order for ${nextBuyer()}: 2 MUG-BLUE-11OZ`)
    await sam(coupon)('coupon LASTDAYS')
    await sam(kept)(`order for ${nextBuyer()}: 2 TOTE-CREAM`)
    await sam(same)(`order for ${nextBuyer()}: 2 MUG-WHITE-11OZ`)
    await shop.rows(
      "update variant set price = price + 300, changed_in = (select version + 1 from shop) where sku = 'TOTE-CREAM'",
    )
    await shop.rows('update shop set version = version + 1')
    await sam(freshThread())('find tote')
    await at(23 * 60 * MINUTE + 30 * MINUTE, both)
    await at(23 * 60 * MINUTE + 40 * MINUTE, both)
    expect(await posts(kept)).toEqual([
      expect.stringMatching(/^Buyer \d+: prices of this cart are kept until .*, \d\d:\d\d$/),
    ])
    const over = Date.parse(startOfDay(addDays(LAST_DAY, 1), ZONE)) - Date.now()
    await at(over - 2 * 60 * MINUTE, both)
    expect(await posts(coupon)).toEqual([])
    await at(over - 30 * MINUTE, both)
    await at(over - 20 * MINUTE, both)
    await at(over + MINUTE, both)
    expect(await posts(coupon)).toEqual([expect.stringContaining('coupon LASTDAYS works until')])
    const [told] = await shop.rows<{ text: string }>(
      "select payload::text as text from outbox where destination = $1 and place = 'post'",
      [coupon],
    )
    expect(told?.text).toMatch(/It stands at \d+\.\d\d; after that it would be \d+\.\d\d/)
    expect([await posts(kept), await posts(same)].map(({ length }) => length)).toEqual([1, 0])
    await fine()
  })

  test('a clock that comes for nothing says nothing', async () => {
    const thread = freshThread()
    await shop.say('terminal:shy', thread, '2 MUG-BLUE-11OZ')
    await shop.say('terminal:shy', thread, 'clear')
    const said = async () => (await shop.rows('select 1 from outbox where destination = $1', [thread])).length
    const before = await said()
    for (let hour = 2 * 24; hour < 7 * 24; hour++) await at(hour * 60 * MINUTE, () => lookNow(shop))
    expect(
      (await shop.rows("select 1 from inbox where thread_key = $1 and payload->>'user' = 'system:clock'", [thread]))
        .length,
    ).toBeGreaterThan(0)
    expect(await said()).toBe(before)
    await fine()
  })

  test('an unpaid link gives stock, queue and coupon back after its hour, once; a paid one stays', {
    timeout: 30_000,
  }, async () => {
    const sku = HOODS[2]
    await shop.rows('update stock set on_hand = on_hand + 3 where sku = $1', [sku])
    const before = await stockOf(sku)
    const [unpaid, paid] = [freshThread(), freshThread()]
    for (const thread of [paid, unpaid]) {
      await sam(thread)(`order for ${nextBuyer()}: ${thread === unpaid ? 3 : 1} ${sku}`)
      for (const words of ['coupon LIMIT3', 'pay link', 'backorders available', 'place']) await sam(thread)(words)
    }
    const [first] = await ordersOf(unpaid)
    const [second] = await ordersOf(paid)
    const used = async () =>
      (await shop.rows<{ redeemed: number }>("select redeemed from coupon where code = 'LIMIT3'"))[0]?.redeemed
    expect(await used()).toBe(2)
    expect(await sam(paid)(`paid ${second?.number}`)).toContain('paid')
    await at(50 * MINUTE, both)
    await at(61 * MINUTE, both)
    await at(62 * MINUTE, both)
    expect(await posts(unpaid)).toEqual([
      expect.stringContaining(`order ${first?.number} is not paid yet`),
      expect.stringContaining('the payment did not come in time'),
    ])
    expect((await ordersOf(unpaid)).map(({ status, payment }) => [status, payment.status])).toEqual([
      ['cancelled', 'expired'],
    ])
    expect(
      (await ordersOf(paid)).map(({ payment, money }) => [payment.status, money.captured === payment.amount]),
    ).toEqual([['paid', true]])
    expect(await used()).toBe(1)
    const after = await stockOf(sku)
    expect((after?.reserved ?? 0) - (before?.reserved ?? 0) + (after?.allocated ?? 0) - (before?.allocated ?? 0)).toBe(
      1,
    )
    await fine()
  })

  test('a control of the clock in other hands does nothing', async () => {
    const thread = freshThread()
    await sam(thread)(`order for ${nextBuyer()}: 2 MUG-BLUE-11OZ`)
    const [draft] = await shop.rows<{ ref: number }>('select ref from draft where last_thread = $1', [thread])
    const token = codec.encode({ kind: 'clock', what: 'draft-end', id: draft?.ref ?? 0 }, { ref: 0, revision: 0 })
    expect(printed(await shop.deliver(press('terminal:sam', thread, token)))).toContain('not found')
    expect((await draftIn(thread))?.status).toBe('open')
  })
})
