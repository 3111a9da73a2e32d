// A gift leaves with what earned it, through the engine on PostgreSQL: the order is cancelled
// whole, its coupon comes back, and a gift in the first of two orders placed together leaves with
// the goods in the second. Next: src/domain/order/earned.ts.
import { afterAll, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { promotion, some } from '#test/support/shop-fixtures.ts'
import { world } from '#test/support/world.ts'

const demo = demoWith({ plenty: 500, buyers: 4, onHand: { 'HOOD-BLACK-L': 1 } })
const HOOD = some({ skus: ['HOOD-BLACK-L'] })
const shop = await world({
  shop: {
    ...demo,
    settings: {
      ...demo.settings,
      promotions: [
        promotion('TOTE', { kind: 'gift', sku: 'TOTE-CREAM', quantity: 1 }, { title: 'A tote with it' }),
        promotion(
          'TWO',
          { kind: 'gift', sku: 'MUG-BLUE-11OZ', quantity: 1 },
          { conditions: { quantity: { atLeast: 2, of: HOOD } } },
        ),
      ],
    },
  },
})
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect([...shop.faults]).toEqual([])
})
const REP = 'terminal:sam'
const lines = async (number: number) =>
  (await shop.store.queries.order(number))?.lines.map(({ sku, gift, reserved, backordered, cancelled }) => [
    sku,
    gift,
    reserved,
    backordered,
    cancelled,
  ])

test('with the last thing bought the whole order is cancelled, after asking for all of it, and the coupon is free again', async () => {
  const thread = 'terminal:gift-whole'
  await shop.say(REP, thread, `order for ${buyerEmail(0)}: 2 white 11oz mugs, code LIMIT3`)
  const number = Number(/order (\d{5}) placed/.exec(await shop.say(REP, thread, 'place'))?.[1])
  const { total } = (await shop.store.queries.order(number)) ?? { total: 0 }
  const asked = await shop.say(REP, thread, `cancel ${number} MUG-WHITE-11OZ`)
  expect(asked).toContain(`Cancel order ${number} of Buyer 0, ${(total / 100).toFixed(2)} USD?`)
  expect(await shop.say(REP, thread, 'yes')).toContain('cancelled')
  expect(await shop.store.queries.order(number)).toMatchObject({ status: 'cancelled', money: { credited: total } })
  expect(await shop.rows(`select code from coupon_redemption where order_number = ${number}`)).toEqual([])
  expect(await shop.store.desk.stockOf('TOTE-CREAM')).toMatchObject({ reserved: 0 })
})

test('in the first of two orders it leaves with the goods that waited in the second', async () => {
  const thread = 'terminal:gift-family'
  for (const words of [`order for ${buyerEmail(1)}: 2 HOOD-BLACK-L`, 'backorders separate'])
    await shop.say(REP, thread, words)
  const number = Number(/order (\d{5})/.exec(await shop.say(REP, thread, 'place'))?.[1])
  expect(await lines(number)).toContainEqual(['MUG-BLUE-11OZ', true, 1, 0, 0])
  expect(await lines(number + 1)).toEqual([['HOOD-BLACK-L', false, 0, 1, 0]])
  await shop.say(REP, thread, `cancel ${number + 1}`)
  const heard = await shop.say(REP, thread, 'yes')
  expect(heard).toContain('left with what earned it')
  expect(await lines(number)).toContainEqual(['MUG-BLUE-11OZ', true, 0, 0, 1])
  expect(await lines(number)).toContainEqual(['TOTE-CREAM', true, 1, 0, 0])
})
