// Money that went back, by itself or by hand, too much of it too, and what a bank sent back to the shop,
// weeks later perhaps: told once, out of the books, on the order until people gave it back, and
// said to other programs. Rule: with a webhook or without. Next: told.test.ts, everything else that is said of money.
import { afterAll, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { payingShop } from '#test/support/paying-shop.ts'

let ahead = 0
const shop = await payingShop({ shop: demoWith({ plenty: 500 }), clock: () => new Date(Date.now() + ahead) })
const { stripe, smtp } = shop
await shop.store.webhooks.add('https://erp.example/orders', ['order.paid', 'order.changed', 'order.cancelled'])
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
let threads = 0
const elsewhere = (): string => `terminal:sent-back-${++threads}`

async function placed(email: string) {
  const thread = elsewhere()
  await shop.say(SAM, thread, `guest ${email}: 2 blue 11oz mugs, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US`)
  await shop.say(SAM, thread, 'method standard')
  await shop.say(SAM, thread, 'pay link')
  const receipt = await shop.say(SAM, thread, 'place')
  return { number: Number(/order (\d{5}) placed/.exec(receipt)?.[1] ?? Number.NaN), thread }
}
async function paid(email: string) {
  const order = await placed(email)
  await stripe.pay((await shop.link(order.number)).url ?? '')
  await shop.until('it is paid', order.number, ({ payment }) => payment.status === 'paid')
  return order
}
async function letterTo(email: string, about: string, says = ''): Promise<string> {
  for (let nth = 0; ; nth++) {
    const { subject, text } = await smtp.to(email, nth)
    if (subject.includes(about) && text.includes(says)) return `${subject} ${text}`
  }
}
const refundOf = (payment: string | undefined): string =>
  stripe.refunds.findLast((refund) => refund.payment === payment)?.id ?? ''
async function cancelledPaid(email: string) {
  const order = await paid(email)
  const desk = elsewhere()
  await shop.say(SAM, desk, `cancel ${order.number}`)
  await shop.say(SAM, desk, 'yes')
  const { requests } = await shop.until('it went back', order.number, ({ money }) => money.refunded === 2995)
  return { ...order, desk, refund: refundOf(requests[0]?.paymentId) }
}
const programsHeard = async (number: number): Promise<readonly string[]> =>
  (
    await shop.rows<{ type: string }>(
      `select payload->'what'->>'type' as type from outbox where channel = 'webhook'
        and payload->'what'->'data'->>'number' = $1 order by id`,
      [String(number)],
    )
  ).map(({ type }) => type)

test('money that a bank sent back is told once, stands on the order, and is given back by hand', async () => {
  const { number, thread, desk, refund } = await cancelledPaid('bounced@example.com')
  for (let twice = 0; twice < 2; twice++) await stripe.bounce(refund)
  await shop.until('it is out of the books', number, ({ money }) => money.refunded === 0)
  const heard = await shop.say(SAM, thread, 'help')
  expect(heard.match(/29\.95 could not be given back by itself/g)).toHaveLength(1)
  expect((await shop.orderOf(number)).payment.status).toBe('to-give-back')
  const status = await shop.say(SAM, elsewhere(), `status ${number}`)
  expect(status).toContain(
    `could not be given back by itself. Give it back by hand, then say "refunded ${number} 29.95"`,
  )
  expect(await programsHeard(number)).toEqual(['order.paid', 'order.cancelled', 'order.changed', 'order.changed'])
  expect(await shop.say(SAM, desk, `refunded ${number} 29.95`)).not.toContain('going back by itself')
  expect((await shop.orderOf(number)).money.refunded).toBe(2995)
  expect(await shop.say(SAM, elsewhere(), `status ${number}`)).not.toContain('by hand')
})

test('without a webhook it is found by asking, for as long as a bank may send it back', async () => {
  const { number, refund } = await cancelledPaid('unheard@example.com')
  stripe.hooks = false
  await stripe.bounce(refund)
  stripe.hooks = true
  await shop.ask()
  expect((await shop.orderOf(number)).money.refunded).toBe(2995)
  ahead = 7 * 3_600_000
  await shop.ask()
  const { money, payment } = await shop.orderOf(number)
  expect([money.refunded, payment.status]).toEqual([0, 'to-give-back'])
  const late = await cancelledPaid('too-late@example.com')
  stripe.hooks = false
  await stripe.bounce(late.refund)
  stripe.hooks = true
  ahead += 41 * 24 * 3_600_000
  await shop.ask()
  expect((await shop.orderOf(late.number)).money.refunded).toBe(2995)
  ahead = 0
})

test('what came twice and a bank sent back is nowhere in the books, is asked for and given back once', async () => {
  const { number } = await placed('stray@example.com')
  const { url = '' } = await shop.link(number)
  stripe.hooks = false
  await stripe.pay(url)
  const desk = elsewhere()
  await shop.say(SAM, desk, `paid ${number} cash`)
  const { requests } = await shop.until('it went back', number, (order) =>
    order.requests.some(({ status }) => status === 'refunded'),
  )
  stripe.hooks = true
  expect(await programsHeard(number)).toEqual(['order.paid'])
  await stripe.bounce(refundOf(requests[0]?.paymentId))
  await shop.until('it is refused', number, (order) => order.requests.some(({ status }) => status === 'refused'))
  const asked = await shop.say(SAM, elsewhere(), `status ${number}`)
  expect(asked).toContain('29.95 USD could not be given back by itself')
  expect(asked).toContain('[29.95 was given back]')
  expect(await shop.say(SAM, elsewhere(), 'unpaid')).toContain(`${number}: stray@example.com - 29.95 USD to give back`)
  expect(await shop.say(SAM, desk, `refunded ${number} 29.95 cash`)).toContain('29.95 given back')
  expect(await shop.orderOf(number)).toMatchObject({
    payment: { status: 'paid' },
    money: { captured: 2995, refunded: 0 },
  })
  expect(await shop.say(SAM, elsewhere(), `status ${number}`)).not.toContain('could not be given back')
  expect(await letterTo('stray@example.com', 'goes back to you')).toContain('29.95 USD')
})

test('more given back than is owed is recorded after a yes only, and no link is made for it by itself', async () => {
  const email = 'too-much@example.com'
  const { number } = await placed(email)
  const desk = elsewhere()
  await shop.link(number)
  await shop.say(SAM, desk, `cancel ${number} 1 mug`)
  const lower = await shop.until('its link is for the rest', number, ({ requests }) =>
    requests.some(({ status, url }, at) => at > 0 && status === 'requested' && url !== undefined),
  )
  await stripe.pay(lower.requests.at(-1)?.url ?? '')
  await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
  await shop.say(SAM, desk, `ship ${number}`)
  const asked = await shop.say(SAM, desk, `refunded ${number} 5.00 cash ref 77`)
  expect(asked).toMatch(/Was 5\.00 USD given back for order \d+\? Nothing has to go back/)
  await shop.say(SAM, desk, 'no')
  expect((await shop.orderOf(number)).money.refunded).toBe(0)
  await shop.say(SAM, desk, `refunded ${number} 5.00 cash ref 77`)
  expect(await shop.press(SAM, desk, '5.00 USD was given back')).toContain('5.00 given back')
  await shop.say(SAM, desk, `comment ${number} sorry`)
  const order = await shop.orderOf(number)
  expect(order.records.at(-1)).toMatchObject({ kind: 'given-back', amount: 500, how: 'cash', reference: '77' })
  expect(order.requests.map(({ status }) => status)).toEqual(['expired', 'paid'])
  // Asked for, there is one; nothing of it is still to leave.
  await shop.say(SAM, desk, `resend the link ${number}`)
  await shop.link(number)
  expect(await letterTo(email, 'Pay your order', 'Hello Pat Lee,\n\n5.00 USD is to be paid')).not.toContain(
    'on its way',
  )
})

test('why nothing goes back is said as it is: it goes by itself, or went already', async () => {
  const { number } = await paid('why@example.com')
  const desk = elsewhere()
  stripe.fail(/refunds/, 'rate-limit', 'rate-limit', 'rate-limit', 'rate-limit')
  await shop.say(SAM, desk, `cancel ${number}`)
  await shop.say(SAM, desk, 'yes')
  for (const words of [`refunded ${number} 29.95`, `refunded ${number}`])
    expect(await shop.say(SAM, desk, words)).toContain(`29.95 of order ${number} is going back by itself`)
  const unpaid = await shop.say(SAM, desk, 'unpaid')
  expect(unpaid).toContain(`${number}: why@example.com - 29.95 USD goes back by itself`)
  await shop.until('it went back', number, ({ money }) => money.refunded === 2995)
  expect(await shop.say(SAM, desk, `refunded ${number} 29.95`)).toContain('was given back already: 29.95')
})
