// The books tell the truth, through the engine on PostgreSQL: no provider is connected, so nothing
// counts as taken or given back but what somebody said. Rule: every screen, the JSON, the CSV and
// the shop's own check agree. Next: src/domain/order/payment.ts,
// src/conversation/requests/words/placed-words.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { ordersCsv } from '#cli/orders/order-csv.ts'
import { orderJson } from '#cli/orders/order-json.ts'
import { orderText } from '#cli/orders/order-text.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 500, buyers: 24 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
const CUSTOMER = 'terminal:books-customer'
/** The order the customer placed. */
let own = 0
let buyers = 0
let threads = 0

/** Two mugs for a buyer of their own; answers the number and what the receipt said. */
async function placed(
  thread: string,
  pay = 'pay card',
): Promise<{ readonly number: number; readonly receipt: string }> {
  await shop.say(SAM, thread, `order for ${buyerEmail(buyers++)}: 2 blue 11oz mugs`)
  await shop.say(SAM, thread, pay)
  const receipt = await shop.say(SAM, thread, 'place')
  return { number: Number(/order (\d{5}) placed/.exec(receipt)?.[1] ?? Number.NaN), receipt }
}
const orderOf = async (number: number) => {
  const order = await shop.store.queries.order(number)
  if (order === undefined) throw new Error(`no order ${number}`)
  return order
}
const elsewhere = (): string => `terminal:books-${++threads}`

describe('no provider is connected', () => {
  test('shipping a card order charges nobody: it is to be charged by the rep, and stays open until somebody says so', async () => {
    const { number, receipt } = await placed(elsewhere())
    expect(receipt).toContain(`The stored card is to be charged by you when it ships. Say "paid ${number}" once it is.`)
    const said = await shop.say(SAM, elsewhere(), `ship ${number}`)
    expect(said).toContain('29.95 USD to be charged by you to Visa ending 4242')
    expect(said).not.toMatch(/\d charged/)
    const order = await orderOf(number)
    expect(order).toMatchObject({ money: { captured: 0 }, payment: { status: 'to-be-paid' } })
    expect(orderJson(order).payment).toMatchObject({
      status: 'to-be-paid',
      captured: 0,
      refunded: 0,
      due: 2_995,
      toGiveBack: 0,
      records: [],
    })
    expect(orderText(order)).toMatch(/Still to pay\s+29\.95/)
    expect(orderText(order)).not.toMatch(/charged|Paid /)
    const [head = '', row = ''] = ordersCsv([order]).split('\r\n')
    const cell = (name: string) => row.split(',').at(head.split(',').indexOf(name) - head.split(',').length)
    expect([cell('order charged'), cell('order due'), cell('payment')]).toEqual(['0.00', '29.95', 'to-be-paid'])
    expect(await shop.say(SAM, elsewhere(), `paid ${number}`)).toContain('paid, thank you')
    expect(await orderOf(number)).toMatchObject({
      money: { captured: 2_995 },
      records: [{ how: 'card', by: 'staff:sam', amount: 2_995 }],
    })
  })

  test('the customer reads what will be done, never that it was done', async () => {
    const thread = 'terminal:books-own'
    await shop.rows(`insert into customer_link (user_key, customer_id) select $1, id from customer where email = $2`, [
      CUSTOMER,
      buyerEmail(20),
    ])
    await shop.say(CUSTOMER, thread, '2 blue 11oz mugs')
    const receipt = await shop.press(CUSTOMER, thread, 'Buy now - pay 29.95 USD')
    expect(receipt).toContain('Your card will be charged when it ships.')
    own = Number(/[Oo]rder (\d{5})/.exec(receipt)?.[1])
    await shop.say(SAM, elsewhere(), `ship ${own}`)
    const heard = await shop.say(CUSTOMER, thread, 'help')
    expect(heard).toContain('29.95 USD will be charged to Visa ending 4242.')
    expect(heard).not.toMatch(/by you|was paid/)
  })

  test('a link has to be sent by the shop, and says so', async () => {
    const { receipt } = await placed(elsewhere(), 'pay link')
    expect(receipt).toContain('the payment link has to be sent by you')
  })
})

describe('what people record', () => {
  test('a part, the rest, what went back: who, when and how, and the account adds up each time', async () => {
    const { number } = await placed(elsewhere())
    const desk = elsewhere()
    const part = await shop.say(SAM, desk, `part paid ${number} 20.00 in cash`)
    expect(part).toContain('20.00 paid, 9.95 still to pay')
    expect(await shop.say(SAM, desk, `paid ${number} by bank transfer ref 8837`)).toMatch(
      /Paid +-29\.95[\s\S]*Still to pay +0\.00/,
    )
    expect(await shop.say(SAM, desk, `cancel ${number} 1 mug`)).toMatch(/\d+\.\d\d USD to be given back by you/)
    const back = orderJson(await orderOf(number)).payment.toGiveBack
    expect(back).toBeGreaterThan(0)
    const given = await shop.say(SAM, desk, `refunded ${number} ${(back / 100).toFixed(2)}`)
    expect(given).toContain('given back')
    const order = await orderOf(number)
    expect(order.payment.status).toBe('paid')
    expect(order.records.map(({ kind, amount, how, by, reference }) => [kind, amount, how, by, reference])).toEqual([
      ['collected', 2_000, 'cash', 'staff:sam', undefined],
      ['collected', 995, 'transfer', 'staff:sam', '8837'],
      ['given-back', back, 'other', 'staff:sam', undefined],
    ])
    expect(await shop.say(SAM, desk, `status ${number}`)).toMatch(
      /20\.00 paid - cash - sam[\s\S]*9\.95 paid - transfer - 8837 - sam/,
    )
  })

  test('never more than the total, never more back than was paid, and a mistake is taken back', async () => {
    const { number } = await placed(elsewhere())
    const desk = elsewhere()
    expect(await shop.say(SAM, desk, `refunded ${number} 5.00`)).toContain('Nothing was paid')
    expect(await shop.say(SAM, desk, `paid ${number} 30.00`)).toContain('At most 29.95')
    expect(await shop.say(SAM, desk, `part paid ${number}`)).toContain('How much was it?')
    await shop.say(SAM, desk, `paid ${number}`)
    expect(await shop.say(SAM, desk, `paid ${number}`)).toContain('Nothing is to be paid')
    expect(await shop.say(SAM, desk, `not paid ${number}`)).toContain('was a mistake')
    expect(await orderOf(number)).toMatchObject({ money: { captured: 0 }, payment: { status: 'to-be-paid' } })
    expect(await shop.say(SAM, desk, `history ${number}`)).toContain('taken back')
  })

  test('said without a number it is about the order last named in that thread', async () => {
    const desk = elsewhere()
    const { number } = await placed(desk)
    const other = await placed(elsewhere())
    expect(await shop.say(SAM, elsewhere(), 'paid')).toContain('Which order?')
    await shop.say(SAM, desk, `status ${other.number}`)
    expect(await shop.say(SAM, desk, 'part paid 20.00')).toContain(`order ${other.number}: 20.00 paid`)
    expect((await orderOf(number)).money.captured).toBe(0)
    expect(await shop.say(SAM, desk, 'not paid')).toContain(`order ${other.number}: 20.00 paid - card - sam`)
    expect((await orderOf(other.number)).money.captured).toBe(0)
  })

  test('a press counts for the amount it named, once', async () => {
    const desk = elsewhere()
    const { number } = await placed(desk, 'pay link')
    await shop.say(SAM, desk, `status ${number}`)
    await shop.say('terminal:kim', elsewhere(), `paid ${number} 10.00`)
    expect(await shop.press(SAM, desk, '29.95 was paid')).toContain('is another one now')
    await shop.say(SAM, desk, `status ${number}`)
    await shop.press(SAM, desk, '19.95 was paid')
    expect(await shop.press(SAM, desk, '19.95 was paid')).toContain('Nothing is open any more')
    expect((await orderOf(number)).money.captured).toBe(2_995)
  })

  test('a customer records nothing, not even of their own order, and is listed their own only', async () => {
    for (const words of [`paid ${own}`, `refunded ${own} 1.00`, `not paid ${own}`])
      expect(await shop.say(CUSTOMER, 'terminal:books-own', words)).toContain('not possible')
    expect(await shop.say(CUSTOMER, 'terminal:books-own', 'unpaid')).toMatch(/^Your orders/)
    expect((await orderOf(own)).records).toEqual([])
  })
})

describe('unpaid', () => {
  test('lists what is open, oldest first, with its sums; what is settled is not in it', async () => {
    const desk = elsewhere()
    const first = await placed(elsewhere())
    const second = await placed(elsewhere(), 'pay invoice PO-1').catch(() => placed(elsewhere()))
    await shop.say(SAM, desk, `paid ${first.number}`)
    await shop.say(SAM, desk, `cancel ${first.number} 1 mug`)
    const said = await shop.say(SAM, desk, 'unpaid')
    expect(said).toMatch(/\d+ orders not settled: [\d,.]+ USD to collect and [\d,.]+ USD to give back/)
    expect(said).toMatch(new RegExp(`${first.number}: .* USD to give back`))
    expect(said).toContain(`${second.number}: `)
    await shop.say(SAM, desk, `refunded ${first.number}`)
    expect(await shop.say(SAM, desk, 'unpaid')).not.toContain(`${first.number}: `)
  })
})
