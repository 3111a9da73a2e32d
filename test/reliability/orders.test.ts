// What comes after an order is placed, through the engine on PostgreSQL: the golden order to the
// cent, coupons that come back, cancel racing ship in two processes, other people's numbers, the
// answer of the wrong person, random acts. Rule: everything adds up afterwards, by the shop's own
// check. Next: src/store/order/order-turn.ts (locks and guarded updates),
// src/domain/order/decide.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { orderJson } from '#cli/orders/order-json.ts'
import { demoShop } from '#shop-file/demo.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { seeded } from '#test/support/barrier.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { coupon, promotion, some } from '#test/support/shop-fixtures.ts'
import { printed, world } from '#test/support/world.ts'

const BUYERS = 24
const shop = await world({ shop: demoWith({ plenty: 500, buyers: BUYERS }) })
const other = await world({ url: shop.url })
const golden = await world({ shop: goldenShop() })

afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(await golden.store.checkInvariants()).toEqual([])
  expect([...shop.faults, ...other.faults, ...golden.faults]).toEqual([])
})

const REP = 'terminal:sam'
let threads = 0

/** Answers the number. */
async function placed(text: string, thread = `terminal:after-${++threads}`): Promise<number> {
  await shop.say(REP, thread, text)
  const said = await shop.say(REP, thread, 'place')
  const confirmed =
    /order (\d{5}) placed/.exec(said) ?? /order (\d{5}) placed/.exec(await shop.say(REP, thread, 'place'))
  return Number(confirmed?.[1] ?? Number.NaN)
}
const orderOf = async (number: number, from = shop) => {
  const order = await from.store.queries.order(number)
  if (order === undefined) throw new Error(`no order ${number}`)
  return order
}

describe('the golden order, placed and changed in the chat', () => {
  test('cancelling B gives back 31.92, one C less 5.66, and every component stays where it was', async () => {
    const thread = 'terminal:golden'
    for (const line of [
      'guest pat@example.com',
      'add 3 GOLD-A1, 1 GOLD-B1, 2 GOLD-C1',
      'ship to Pat Lee, 12 Oak St, Springfield, IL 62704, US',
      'coupon FIFTEEN',
      'take 10.00 off: goodwill',
      'shipping 4.00: goodwill',
      'pay link',
    ])
      await golden.say('terminal:kim', thread, line)
    expect(await golden.say('terminal:kim', thread, 'place')).toContain('order 10001 placed, 93.96')
    const before = orderJson(await orderOf(10_001, golden))
    expect(await golden.say('terminal:kim', thread, 'cancel 10001 GOLD-B1')).toContain(
      'Nothing was charged yet: 31.92 USD less to pay.',
    )
    expect(await golden.say('terminal:kim', thread, 'set 10001 GOLD-C1 1')).toContain('5.66 USD less to pay')
    const after = orderJson(await orderOf(10_001, golden))
    const frozen = ({ sku, quantity, gross, components, net, tax }: (typeof after.lines)[number]) => ({
      sku,
      quantity,
      gross,
      components,
      net,
      tax,
    })
    expect(after.lines.map(frozen)).toEqual(before.lines.map(frozen))
    expect(after).toMatchObject({ subtotal: 11_997, discount: -3_686, shipping: 400, tax: 685, total: 9_396 })
    expect(after.payment).toMatchObject({
      amount: 9_396,
      credited: 3_192 + 566,
      captured: 0,
      refunded: 0,
      due: 9_396 - 3_192 - 566,
    })
    expect(after.lines.map(({ sku, reserved, cancelled }) => [sku, reserved, cancelled])).toEqual([
      ['GOLD-A1', 3, 0],
      ['GOLD-B1', 0, 1],
      ['GOLD-C1', 1, 1],
    ])
    expect(await golden.store.desk.stockOf('GOLD-B1')).toMatchObject({ onHand: 50, reserved: 0 })
  })
})

describe('a placed order', () => {
  test('cancel names number and amount and waits; a yes of somebody else, or later, is no answer', async () => {
    const number = await placed(`order for ${buyerEmail(0)}: 2 blue 11oz mugs`, 'terminal:ask')
    expect(await shop.say(REP, 'terminal:ask', `cancel ${number}`)).toMatch(
      new RegExp(`Cancel order ${number} of Buyer 0, 29.95 USD\\?`),
    )
    await shop.say('terminal:kim', 'terminal:ask', 'yes')
    expect((await orderOf(number)).status).toBe('placed')
    await shop.say(REP, 'terminal:ask', `cancel ${number}`)
    await shop.say(REP, 'terminal:ask', 'help')
    await shop.say(REP, 'terminal:ask', 'yes')
    expect((await orderOf(number)).status).toBe('placed')
    await shop.say(REP, 'terminal:ask', `cancel ${number}`)
    expect(await shop.say(REP, 'terminal:ask', 'no')).toContain(`Order ${number} stays as it is`)
    await shop.say(REP, 'terminal:ask', `cancel ${number}`)
    expect(await shop.say(REP, 'terminal:ask', 'yes')).toContain('cancelled')
    expect((await orderOf(number)).status).toBe('cancelled')
  })

  test('a confirmed cancel counts for the amount it named: after a part has left, it asks again', async () => {
    const number = await placed(`order for ${buyerEmail(1)}: 2 blue 11oz mugs and a cream tote`, 'terminal:named')
    await shop.say(REP, 'terminal:named', `cancel ${number}`)
    await shop.say('terminal:kim', 'terminal:elsewhere', `ship ${number} TOTE-CREAM 1`)
    expect(await shop.press(REP, 'terminal:named', `Cancel order ${number}`)).toContain('Cancel what has not left')
    expect((await orderOf(number)).status).toBe('partly-shipped')
  })

  test('a coupon of three uses may be used again once its whole order is cancelled, by the same customer too', async () => {
    const use = (n: number) => placed(`order for ${buyerEmail(n)}: 2 blue 11oz mugs, code LIMIT3`)
    const [first] = [await use(2), await use(3), await use(4)]
    const thread = 'terminal:fourth'
    expect(await shop.say(REP, thread, `order for ${buyerEmail(5)}: 2 blue 11oz mugs, code LIMIT3`)).toMatch(/used up/i)
    await shop.say(REP, 'terminal:back', `cancel ${first}`)
    await shop.say(REP, 'terminal:back', 'yes')
    expect(await shop.say(REP, thread, 'coupon LIMIT3')).toContain('-3.00')
    const [row] = await shop.rows<{ redeemed: number }>(`select redeemed from coupon where code = 'LIMIT3'`)
    expect(row?.redeemed).toBe(2)
  })

  test('its own thread hears what others do to it, and never a memo', async () => {
    const goods = '2 blue 11oz mugs, a cream tote and a navy hoodie L'
    const number = await placed(`order for ${buyerEmail(6)}: ${goods}`, 'terminal:own')
    await shop.say('terminal:kim', 'terminal:desk-2', `memo ${number} difficult caller`)
    const heard = await shop.say('terminal:kim', 'terminal:desk-2', `ship ${number} tracking 1Z999`)
    expect(heard).toContain(`order ${number}: 4 items on the way`)
    for (const one of ['2 Classic mug, blue, 11 oz', '1 Tote bag, cream', '1 Pullover hoodie, navy, L'])
      expect(heard).toContain(`- ${one}\n`)
    const said = await shop.say(REP, 'terminal:own', `status ${number}`)
    expect(said).toContain('Tracking: 1Z999')
    const posts = await shop.rows<{ text: string }>(
      `select payload::text as text from outbox where destination = 'terminal:own' and place = 'post'`,
    )
    expect(posts).toHaveLength(1)
    expect(posts[0]?.text).not.toContain('difficult')
  })

  test("other people's numbers are not found, in the words of one that does not exist, whatever is asked", async () => {
    const number = await placed(`order for ${buyerEmail(7)}: 2 blue 11oz mugs`)
    const acts = [
      `cancel ${number}`,
      `cancel ${number} mug`,
      `set ${number} MUG-BLUE-11OZ 1`,
      `return ${number} 1 mug`,
      `comment ${number} hello`,
      `reorder ${number}`,
    ]
    for (const act of acts) {
      const theirs = printed(await shop.deliver(message('terminal:stranger', `terminal:s-${++threads}`, act)))
      const none = printed(
        await shop.deliver(
          message('terminal:stranger', `terminal:s-${++threads}`, act.replace(String(number), '99999')),
        ),
      )
      expect(theirs.replaceAll(String(number), 'N')).toBe(none.replaceAll('99999', 'N'))
      expect(theirs).toContain('was not found')
    }
    for (const act of [`ship ${number}`, `refund ${number} 1.00: goodwill`, `memo ${number} x`, `history ${number}`])
      expect(printed(await shop.deliver(message('terminal:stranger', `terminal:s-${++threads}`, act)))).toMatch(
        /not found|not possible/,
      )
    expect((await shop.store.queries.orderHistory(number)).map(({ kind }) => kind)).toEqual(['placed'])
  })

  test('more of an item goes into a new order for the same customer', async () => {
    const number = await placed(`order for ${buyerEmail(8)}: 2 blue 11oz mugs`, 'terminal:more')
    expect(await shop.say(REP, 'terminal:more', `set ${number} MUG-BLUE-11OZ 5`)).toContain('does not grow')
    expect(await shop.press(REP, 'terminal:more', 'New order')).toMatch(/Buyer 8 · [\s\S]*\+3 Classic mug/)
  })

  test('an exchange is at what was paid, confirmed before, without another shipping charge, and came back when it came', async () => {
    const number = await placed(`order for ${buyerEmail(10)}: 2 blue 11oz mugs, code SAVE10`, 'terminal:x')
    await shop.say(REP, 'terminal:x', `ship ${number}`)
    const before = await orderOf(number)
    expect(await shop.say(REP, 'terminal:x', `exchange ${number} MUG-BLUE-11OZ for MUG-RED-11OZ`)).toMatch(
      /Exchange 1 Classic mug, blue, 11 oz of order \d+ for Classic mug, red, 11 oz, at no cost\?/,
    )
    expect(await orderOf(number)).toEqual(before)
    expect(await shop.press(REP, 'terminal:x', 'Exchange')).toContain(
      'Nothing more is to be paid for it. The first one is to come back.',
    )
    const after = await orderOf(number)
    expect(after.total - after.money.credited).toBe(before.total)
    expect(after.shipping).toBe(before.shipping)
    expect(after.lines.map(({ sku, returned, reserved }) => [sku, returned, reserved])).toEqual([
      ['MUG-BLUE-11OZ', 0, 0],
      ['MUG-RED-11OZ', 0, 1],
    ])
    const onHand = async () => (await shop.store.desk.stockOf('MUG-BLUE-11OZ')) as { readonly onHand: number }
    const was = (await onHand()).onHand
    expect(await shop.press(REP, 'terminal:x', '1 Classic mug, blue, 11 oz came back')).toContain('came back')
    expect((await onHand()).onHand).toBe(was + 1)
    expect((await orderOf(number)).money.credited).toBe(after.money.credited)
    expect((await orderOf(number)).lines[0]?.returned).toBe(1)
  })

  test('a dearer one costs the difference; what is not here is not promised', async () => {
    const number = await placed(`order for ${buyerEmail(11)}: 1 blue 11oz mug`, 'terminal:dear')
    const before = await orderOf(number)
    const asked = await shop.say(REP, 'terminal:dear', `exchange ${number} MUG-BLUE-11OZ for HOOD-BLACK-L`)
    expect(asked).toContain('USD more?')
    const more = Number(/([\d.]+) USD more\?/.exec(asked)?.[1]?.replace('.', ''))
    expect(more).toBeGreaterThan(0)
    expect(await shop.say(REP, 'terminal:dear', 'yes')).toContain('more to pay for it')
    const after = await orderOf(number)
    expect(after.total - after.money.credited).toBe(before.total + more)
    expect(await shop.say(REP, 'terminal:dear', `exchange ${number} 1 HOOD-BLACK-L for NOSUCH-1`)).toMatch(/NOSUCH-1/)
  })

  test('a customer announces a return, staff say when it came; the shipping charge goes back by itself, once', async () => {
    const number = await placed(`order for ${buyerEmail(12)}: 1 blue 11oz mug`, 'terminal:ret')
    await shop.say(REP, 'terminal:ret', `ship ${number}`)
    expect(await shop.say(REP, 'terminal:ret', `return ${number} 1 MUG-BLUE-11OZ`)).toContain('will come back')
    expect((await orderOf(number)).money.credited).toBe(0)
    expect(await shop.say(REP, 'terminal:ret', `return ${number} 1 MUG-BLUE-11OZ`)).toContain('is there to send back')
    expect(await shop.say(REP, 'terminal:ret', `no return ${number}`)).toContain('nothing comes back after all')
    expect(await shop.say(REP, 'terminal:ret', `refund ${number} shipping 99.00: goodwill`)).toMatch(
      /At most [\d.]+ of the shipping charge/,
    )
    expect(await shop.say('terminal:kim', 'terminal:ret', `refund ${number} shipping: goodwill`)).toContain(
      'of the shipping charge refunded',
    )
    const { shipping, groups, money } = await orderOf(number)
    expect(money.credited).toBe(shipping + groups.reduce((total, group) => total + group.tax, 0))
    expect(await shop.say('terminal:kim', 'terminal:ret', `refund ${number} shipping: goodwill`)).toContain(
      'Nothing of the shipping charge',
    )
  })

  test('the same again names what costs more and what is not sold any more', async () => {
    const number = await placed(`order for ${buyerEmail(9)}: 2 blue 11oz mugs and a cream tote`)
    await shop.rows(
      `update variant set price = 1300, changed_in = (select version + 1 from shop) where sku = 'MUG-BLUE-11OZ'`,
    )
    await shop.rows(
      `update variant set active = false, changed_in = (select version + 1 from shop) where sku = 'TOTE-CREAM'`,
    )
    await shop.rows('update shop set version = version + 1')
    const again = await shop.say(REP, 'terminal:again', `reorder ${number}`)
    expect(again).toContain('Classic mug, blue, 11 oz: 12.00 then, 13.00 now')
    expect(again).toMatch(/TOTE-CREAM\): not sold any more, left out/)
    expect(again).toContain('26.00')
    await shop.rows(
      `update variant set price = 1200, changed_in = (select version + 1 from shop) where sku = 'MUG-BLUE-11OZ'`,
    )
    await shop.rows(
      `update variant set active = true, changed_in = (select version + 1 from shop) where sku = 'TOTE-CREAM'`,
    )
    await shop.rows('update shop set version = version + 1')
  })
})

describe('two processes at once', () => {
  test('cancel racing ship: one of them wins, no unit is lost or doubled', async () => {
    const RACES = 10
    let shipped = 0
    for (let race = 0; race < RACES; race++) {
      const number = await placed(`order for ${buyerEmail(10 + race)}: 2 blue 11oz mugs`)
      const before = await shop.store.desk.stockOf('MUG-BLUE-11OZ')
      await shop.say(REP, `terminal:race-${race}`, `cancel ${number}`)
      await Promise.all([
        shop.deliver(message(REP, `terminal:race-${race}`, 'yes')),
        other.deliver(message('terminal:kim', `terminal:race-${race}-b`, `ship ${number}`)),
      ])
      const order = await orderOf(number)
      const after = await shop.store.desk.stockOf('MUG-BLUE-11OZ')
      expect(['cancelled', 'shipped']).toContain(order.status)
      if (order.status === 'shipped') shipped += 1
      if (before?.tracked && after?.tracked) {
        expect(after.reserved).toBe(before.reserved - 2)
        expect(after.onHand).toBe(before.onHand - (order.status === 'shipped' ? 2 : 0))
      }
    }
    console.log(
      `orders: ${RACES} races of cancel and ship, ${shipped} shipped, ${RACES - shipped} cancelled, 0 violations`,
    )
  })

  test('random acts by two people conserve everything', async () => {
    const random = seeded(7)
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
    const numbers = [
      await placed(`order for ${buyerEmail(20)}: 3 blue 11oz mugs and 2 cream totes`),
      await placed(`order for ${buyerEmail(21)}: 4 red 11oz mugs`),
    ]
    const acts = [
      'ship N',
      'ship N MUG-BLUE-11OZ 1',
      'ship N MUG-RED-11OZ 1',
      'cancel N mug',
      'cancel N 1 mug',
      'set N tote 1',
      'return N 1 mug',
      'return N tote',
      'refund N 1.00: goodwill',
      'comment N hi',
    ]
    const ROUNDS = 40
    for (let round = 0; round < ROUNDS; round++) {
      const said = () => pick(acts).replace('N', String(pick(numbers)))
      await Promise.all([
        shop.deliver(message(REP, 'terminal:random-a', said())),
        other.deliver(message('terminal:kim', 'terminal:random-b', said())),
      ])
    }
    expect(await shop.store.checkInvariants()).toEqual([])
    console.log(`orders: ${ROUNDS * 2} random acts in two processes, 0 violations`)
  })
})

/** The shop of the golden example: three goods, its promotions, its coupon, its shipping. */
function goldenShop(): ShopData {
  const demo = demoShop(new Date().toISOString())
  const [product] = demo.products
  const [stock] = demo.stock
  if (product === undefined || stock === undefined || !stock.tracked) throw new Error('the demo shop has no goods')
  const prices = { 'GOLD-A1': 1_999, 'GOLD-B1': 4_550, 'GOLD-C1': 725 }
  const skus = Object.entries(prices)
  const [standard] = demo.settings.shippingMethods
  if (standard === undefined) throw new Error('the demo shop does not ship')
  return {
    ...demo,
    settings: {
      ...demo.settings,
      shippingMethods: [{ ...standard, rates: { kind: 'flat', amount: 895 } }],
      promotions: [
        promotion('TEN-B', { kind: 'line-percent', percentPpm: 100_000, target: some({ skus: ['GOLD-B1'] }) }),
        promotion('FIVE', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 7_500 } }),
      ],
    },
    products: skus.map(([sku]) => ({
      ...product,
      id: sku,
      code: sku,
      name: sku,
      plural: sku,
      synonyms: [],
      options: [],
      defaults: {},
    })),
    variants: skus.map(([sku, price]) => ({
      sku,
      productId: sku,
      options: {},
      price,
      weightGrams: 100,
      active: true,
      maxPerOrder: 999,
    })),
    coupons: [coupon('FIFTEEN', { kind: 'order-percent', percentPpm: 150_000 })],
    stock: skus.map(([sku]) => ({ ...stock, sku, onHand: 50, expected: [] })),
    orders: [],
  }
}
