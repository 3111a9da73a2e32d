// Paid for real, end to end: a chat message, the outbox, Stripe on loopback (emulate keeps the
// sessions and signs the webhooks), and back into the thread. Rule: nothing is charged twice,
// nothing is lost, and the books say what the provider says. Next: crash-points.test.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { lookNow } from '#test/support/clock.ts'
import { demoWith } from '#test/support/demo.ts'
import { payingShop } from '#test/support/paying-shop.ts'

let ahead = 0
const shop = await payingShop({ shop: demoWith({ plenty: 500 }), clock: () => new Date(Date.now() + ahead) })
const { stripe } = shop
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
  expect(JSON.stringify(shop.logged)).not.toMatch(/sk_test|whsec|@example/)
})

const SAM = 'terminal:sam'
let threads = 0
let guests = 0
const elsewhere = (): string => `terminal:paid-${++threads}`
const ADDRESS = 'Pat Lee, 9 Elm St, Salem, OR 97301, US'

/** Two mugs for a guest with an address of their own, placed by a rep. */
async function placed(thread = elsewhere()) {
  const email = `pat${++guests}@example.com`
  await shop.say(SAM, thread, `guest ${email}: 2 blue 11oz mugs, ship to ${ADDRESS}`)
  await shop.say(SAM, thread, 'method standard')
  await shop.say(SAM, thread, 'pay link')
  const receipt = await shop.say(SAM, thread, 'place')
  const number = Number(/order (\d{5}) placed/.exec(receipt)?.[1] ?? Number.NaN)
  return { number, email, thread, receipt }
}
const linkOf = async (number: number): Promise<string> => (await shop.link(number)).url ?? ''
const charged = (number: number) =>
  [...stripe.sessions.values()]
    .filter(({ payment }) => stripe.payments.has(payment))
    .filter(({ request }) => requests(number).has(request))
let known = new Map<number, Set<string>>()
const requests = (number: number) => known.get(number) ?? new Set<string>()
async function remember(number: number) {
  known = new Map(known).set(number, new Set((await shop.orderOf(number)).requests.map(({ id }) => id)))
}

describe('a payment link', () => {
  test('is made when the order is placed, paid on its page, and told once in the thread', async () => {
    const { number, thread, receipt } = await placed()
    expect(receipt).toContain('the payment link goes to p***@example.com as soon as it is made')
    await shop.link(number)
    const ready = await shop.say(SAM, thread, 'where is the link')
    expect(ready).toContain(`order ${number}: the payment link for`)
    expect(ready).toMatch(/sent to p\*\*\*@example\.com, it can be paid until \d/)
    expect(await stripe.pay(await linkOf(number))).toBe(true)
    const order = await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    expect(order.records).toMatchObject([
      { kind: 'collected', amount: order.total, how: 'link', by: 'system:payments' },
    ])
    expect(order.requests).toMatchObject([{ status: 'paid', amount: order.total }])
    expect(order.requests[0]).not.toHaveProperty('url')
    const heard = await shop.say(SAM, thread, `status ${number}`)
    expect(heard.match(/paid, thank you/g)).toHaveLength(1)
    expect(heard).toMatch(/The link for .* was paid/)
  })

  test('is a button for the customer who ordered in a chat', async () => {
    const [user, thread] = ['terminal:paying-guest', elsewhere()]
    await shop.say(user, thread, `guest gia@example.com: 2 blue 11oz mugs, ship to ${ADDRESS}`)
    await shop.say(user, thread, 'method standard')
    const card = await shop.say(user, thread, 'pay link')
    const label = /Buy now - pay [\d.]+ USD/.exec(card)?.[0] ?? ''
    const receipt = await shop.press(user, thread, label)
    const number = Number(/[Oo]rder (\d{5})/.exec(receipt)?.[1])
    const link = await shop.link(number)
    const said = await shop.say(user, thread, 'where is my link')
    expect(said).toContain('Pay ')
    expect(said).toContain(link.url)
    expect(said).not.toContain('sent to')
    await stripe.pay(link.url ?? '')
    await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    expect(shop.smtp.mails.filter(({ to }) => to.includes('gia@example.com'))).toEqual([])
  })

  test('whose webhook never came is noticed by asking; said again it changes nothing', async () => {
    const { number } = await placed()
    const link = await linkOf(number)
    stripe.hooks = false
    await stripe.pay(link)
    expect((await shop.orderOf(number)).payment.status).toBe('to-be-paid')
    await shop.ask()
    await shop.ask()
    stripe.hooks = true
    const order = await shop.orderOf(number)
    expect(order.payment.status).toBe('paid')
    expect(order.records).toHaveLength(1)
  })

  test('of another total: the old one is ended first, a new one is made, and only that can be paid', async () => {
    const { number } = await placed()
    const old = await linkOf(number)
    // While it is not known whether the old one has ended, another change comes.
    stripe.fail(/expire$/, 'broken')
    await shop.say(SAM, elsewhere(), `cancel ${number} 1 mug`)
    expect(await shop.say(SAM, elsewhere(), `refund ${number} 1.00: goodwill`)).toContain('goodwill')
    const order = await shop.until(
      'a new link',
      number,
      ({ requests }) => requests.length === 2 && requests[1]?.url !== undefined,
    )
    expect(order.requests).toMatchObject([
      { status: 'expired', ending: true },
      { status: 'requested', ending: false },
    ])
    expect(order.requests[1]?.amount).toBe(order.total - order.money.credited)
    expect(await stripe.pay(old)).toBe(false)
    expect(await stripe.pay(await linkOf(number))).toBe(true)
    await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    await remember(number)
    expect(charged(number)).toHaveLength(1)
  })

  test('that nobody knows of is in doubt, says so, and is there once the provider answers again', async () => {
    stripe.fail(/checkout\/sessions$/, 'broken-after', 'broken', 'broken')
    const { number, thread } = await placed()
    await shop.rows(`update outbox set attempts = 6 where destination = $1 and status = 'pending'`, [
      `payment:${number}`,
    ])
    await shop.until('it is in doubt', number, ({ requests }) => requests[0]?.status === 'in-doubt')
    expect(await shop.say(SAM, thread, 'help')).toContain('it is not known yet whether the payment came')
    const link = await shop.link(number)
    expect(await stripe.pay(link.url ?? '')).toBe(true)
    await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    // The one that was made without an answer was found, not made again.
    expect([...stripe.sessions.values()].filter(({ request }) => request === link.id)).toHaveLength(1)
  })

  test('paid by hand meanwhile ends it; paid all the same, what came twice goes back at once', async () => {
    const { number } = await placed()
    const link = await linkOf(number)
    stripe.hooks = false
    await stripe.pay(link)
    await shop.say(SAM, elsewhere(), `paid ${number} cash`)
    const order = await shop.until('it went back', number, ({ requests }) =>
      requests.some(({ status }) => status === 'refunded'),
    )
    stripe.hooks = true
    expect(order.payment.status).toBe('paid')
    expect(order.money).toMatchObject({ captured: order.total, refunded: 0 })
    expect(order.requests).toMatchObject([
      { status: 'paid', beyond: order.total },
      { kind: 'refund', amount: order.total },
    ])
  })
})

describe('time', () => {
  test('nobody pays: the link ends with the hold, then the order, and the stock is free', async () => {
    const { number, thread, email } = await placed()
    const link = await linkOf(number)
    ahead += 61 * 60_000
    await lookNow(shop)
    const order = await shop.until('it is given up', number, ({ status }) => status === 'cancelled')
    expect(order).toMatchObject({
      payment: { status: 'expired' },
      money: { captured: 0 },
      requests: [{ status: 'expired' }],
    })
    expect(await stripe.pay(link)).toBe(false)
    expect(await shop.say(SAM, thread, 'help')).toContain('cancelled, the payment did not come in time')
    await expect
      .poll(() => shop.smtp.mails.filter(({ to }) => to.includes(email)).map(({ text }) => text), { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('It was not paid in time'))
  })

  test('somebody pays in the very moment it runs out: the order stays, paid', async () => {
    const { number } = await placed()
    const link = await linkOf(number)
    stripe.hooks = false
    await stripe.pay(link)
    ahead += 61 * 60_000
    await lookNow(shop)
    const order = await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    stripe.hooks = true
    expect(order.status).toBe('placed')
    expect(order.records).toHaveLength(1)
  })

  test('an order that was cancelled while somebody paid gives all of it back', async () => {
    const { number } = await placed()
    const link = await linkOf(number)
    stripe.hooks = false
    await stripe.pay(link)
    const desk = elsewhere()
    await shop.say(SAM, desk, `cancel ${number}`)
    await shop.say(SAM, desk, 'yes')
    const order = await shop.until('it went back', number, ({ money }) => money.refunded > 0)
    stripe.hooks = true
    expect(order).toMatchObject({ status: 'cancelled', money: { captured: order.total, refunded: order.total } })
  })
})

describe('money back', () => {
  test('a return goes back to what it was paid with, to the cent, and is told', async () => {
    const { number, thread } = await placed()
    await stripe.pay(await linkOf(number))
    await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    const desk = elsewhere()
    await shop.say(SAM, desk, `ship ${number} tracking 1Z999`)
    await shop.say(SAM, desk, `return ${number} 1 mug`)
    const said = await shop.say(SAM, desk, `received ${number} 1 mug`)
    expect(said).toContain('goes back to what it was paid with')
    expect(said).not.toContain('by you')
    const order = await shop.until('it went back', number, ({ money }) => money.refunded > 0)
    expect(order.payment.status).toBe('paid')
    expect(order.money.refunded).toBe(order.money.credited)
    const [refund] = stripe.refunds.filter(({ request }) => order.requests.some(({ id }) => id === request))
    expect(refund?.amount).toBe(order.money.credited)
    expect(await shop.say(SAM, thread, 'help')).toMatch(/given back[\s\S]*banks take a few days/)
  })

  test('what the provider recorded is no mistake of ours', async () => {
    const { number } = await placed()
    await stripe.pay(await linkOf(number))
    await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
    expect(await shop.say(SAM, elsewhere(), `not paid ${number}`)).toContain('paid through the payment provider')
    expect((await shop.orderOf(number)).money.captured).toBeGreaterThan(0)
  })
})

describe('asked for again', () => {
  test('a live link is sent again by e-mail, one that ended is made anew', async () => {
    const { number, email, thread } = await placed()
    const link = await linkOf(number)
    const said = await shop.say(SAM, thread, `resend the link ${number}`)
    expect(said).toContain('sent again to p***@example.com')
    const mails = async () => (await shop.smtp.to(email, 2)).text
    expect(await mails()).toContain(link)
  })
})
