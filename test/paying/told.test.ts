// What people are told of money on its way: in the chat, in letters and in the history. Rule: it is
// what is so at that moment, with real figures and times anybody can place, and no promise is made
// before the provider was asked. Next: paid-by-link.test.ts, what is so.
import { afterAll, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { payingShop } from '#test/support/paying-shop.ts'

const data = demoWith({ plenty: 500, onHand: { 'MUG-RED-11OZ': 1 } })
let ahead = 0
const shop = await payingShop({
  shop: { ...data, settings: { ...data.settings, linkHoldMinutes: 20 } },
  clock: () => new Date(Date.now() + ahead),
})
const { stripe, smtp } = shop
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
let threads = 0
const elsewhere = (): string => `terminal:told-${++threads}`

async function placed(email: string, goods = '2 blue 11oz mugs', thread = elsewhere()) {
  await shop.say(SAM, thread, `guest ${email}: ${goods}, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US`)
  await shop.say(SAM, thread, 'method standard')
  await shop.say(SAM, thread, 'pay link')
  const receipt = await shop.say(SAM, thread, 'place')
  const [number = 0, other = 0] = [...(/orders? (.*?) placed/.exec(receipt)?.[1] ?? '').matchAll(/\d{5}/g)].map(Number)
  return { number, other, thread, receipt }
}

test('what was paid twice is named with its amount, in the history and in the letter', async () => {
  const { number } = await placed('twice@example.com')
  const link = await shop.link(number)
  stripe.hooks = false
  await stripe.pay(link.url ?? '')
  await shop.say(SAM, elsewhere(), `paid ${number} cash`)
  await shop.until('it went back', number, ({ requests }) => requests.some(({ status }) => status === 'refunded'))
  stripe.hooks = true
  const history = await shop.say(SAM, elsewhere(), `history ${number}`)
  expect(history).toMatch(/Paid 29\.95, link .*29\.95 of it more than was owed/)
  expect(history).toMatch(/Given back 29\.95, link/)
  expect(await shop.say(SAM, elsewhere(), `status ${number}`)).toContain(
    'The link for 29.95 USD was paid, 29.95 of it more than was owed: that went back.',
  )
  const letter = await smtp.to('twice@example.com', 2)
  expect(letter.subject).toBe(`29.95 USD goes back to you, order ${number}`)
  expect(`${history} ${letter.text}`).not.toContain('0.00')
})

test('a link can be paid until the hold ends, whatever its provider would allow', async () => {
  const { number, thread, receipt } = await placed('short@example.com')
  const { holdUntil = '' } = (await shop.orderOf(number)).payment
  const { until = '' } = await shop.link(number)
  expect(Date.parse(until)).toBeGreaterThan(Date.parse(holdUntil))
  const ends = new Intl.DateTimeFormat('en-GB', { timeZone: data.settings.timeZone, timeStyle: 'short' }).format(
    new Date(holdUntil),
  )
  expect(receipt).toContain(ends)
  expect(await shop.say(SAM, thread, 'where is the link')).toMatch(new RegExp(`can be paid until .*${ends}`))
  const letter = await smtp.to('short@example.com', 1)
  expect(letter.text).toMatch(new RegExp(`until \\w{3} \\d+ \\w{3}, ${ends} \\w+`))
})

test('nobody says that nothing was charged while the provider was not asked; how it ended is told once', async () => {
  const { number, thread } = await placed('gone@example.com')
  await shop.link(number)
  const desk = elsewhere()
  const asked = await shop.say(SAM, desk, `cancel ${number}`)
  const done = await shop.say(SAM, desk, 'yes')
  for (const words of [asked, done]) {
    expect(words).toContain('anything paid meanwhile goes back')
    expect(words).not.toMatch(/[Nn]othing was charged|did not come in time/)
  }
  await shop.until('its link is over', number, ({ requests }) => requests.every(({ status }) => status === 'expired'))
  const heard = await shop.say(SAM, thread, 'help')
  expect(heard.match(/the payment link is closed, nothing was paid by it/g)).toHaveLength(1)
  expect(heard).not.toContain('did not come in time')
})

test('an announced return is booked in from the order and from the list of returns, whatever was said since', async () => {
  const { number } = await placed('back@example.com')
  const desk = elsewhere()
  await stripe.pay((await shop.link(number)).url ?? '')
  await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
  await shop.say(SAM, desk, `ship ${number}`)
  await shop.say(SAM, desk, `return ${number} 2 mugs`)
  await shop.say(SAM, desk, 'help')
  const item = 'Classic mug, blue, 11 oz'
  expect(await shop.say(SAM, desk, `status ${number}`)).toContain(`[2 ${item} came back]`)
  const list = elsewhere()
  expect(await shop.say(SAM, list, 'returns')).toContain(`${number}: 2 ${item}`)
  expect(await shop.press(SAM, list, `${number}: 2 ${item}`)).toContain('came back')
  expect((await shop.orderOf(number)).status).toBe('returned')
  expect(await shop.say(SAM, list, 'returns')).not.toContain(String(number))
})

test('a link sent again is no confirmation sent again', async () => {
  const { number } = await placed('often@example.com')
  await shop.link(number)
  for (let i = 0; i < 5; i++) await shop.say(SAM, elsewhere(), `resend the link ${number}`)
  expect(await shop.say(SAM, elsewhere(), `resend the link ${number}`)).toContain('payment link of order')
  expect(await shop.say(SAM, elsewhere(), `resend the confirmation of ${number}`)).toContain('goes to often@')
})

test('customers have a confirmation sent to an address of their order only', async () => {
  const [user, thread] = ['terminal:told-guest', elsewhere()]
  await shop.say(
    user,
    thread,
    'guest ann@example.com: 2 blue 11oz mugs, ship to Ann Lee, 9 Elm St, Salem, OR 97301, US',
  )
  await shop.say(user, thread, 'method standard')
  const label = /Buy now - pay [\d.]+ USD/.exec(await shop.say(user, thread, 'pay link'))?.[0] ?? ''
  const number = Number(/[Oo]rder (\d{5})/.exec(await shop.press(user, thread, label))?.[1])
  const said = await shop.say(user, thread, `resend the confirmation of ${number} to mallory@example.com`)
  expect(said).toContain('goes to its own address only')
  expect(said).toContain('a***@example.com')
  expect(await shop.say(user, thread, `resend the confirmation of ${number} to Ann@example.com`)).toContain('goes to')
  expect((await smtp.to('ann@example.com')).text).toContain('is to be paid by the link in the chat where you ordered.')
  expect(smtp.mails.filter(({ to }) => to.includes('mallory@example.com'))).toEqual([])
})

test('letters greet people by the name that is known', async () => {
  await placed('named@example.com')
  expect((await smtp.to('named@example.com')).text).toMatch(/^Hello Pat Lee,/)
})

async function letterTo(email: string, about: string, says = ''): Promise<string> {
  for (let nth = 0; ; nth++) {
    const { subject, text } = await smtp.to(email, nth)
    if (subject.includes(about) && text.includes(says)) return text
  }
}
async function paid(email: string) {
  const order = await placed(email)
  await stripe.pay((await shop.link(order.number)).url ?? '')
  await shop.until('it is paid', order.number, ({ payment }) => payment.status === 'paid')
  return order
}

test('an order paid by link that a change makes cheaper is given back by itself, by nobody else', async () => {
  const { number } = await paid('cheaper@example.com')
  const desk = elsewhere()
  await shop.say(SAM, desk, `method ${number} express`)
  expect(await shop.say(SAM, desk, 'yes')).toMatch(/9\.00 USD more to pay\. A new payment link is on its way/)
  await stripe.pay((await shop.link(number)).url ?? '')
  await shop.until('all of it is paid', number, ({ payment }) => payment.status === 'paid')
  stripe.fail(/refunds/, 'rate-limit', 'rate-limit', 'rate-limit', 'rate-limit')
  const asked = await shop.say(SAM, desk, `method ${number} standard`)
  const done = await shop.say(SAM, desk, 'yes')
  for (const words of [asked, done]) {
    expect(words).toContain('9.00 USD goes back to what it was paid with')
    expect(words).not.toMatch(/given back by you|refunded \d/)
  }
  expect(await shop.say(SAM, desk, `refunded ${number} 9.00`)).toContain('going back by itself')
  await shop.until('it went back', number, ({ money }) => money.refunded === 900)
  expect((await shop.orderOf(number)).payment.status).toBe('paid')
})

test('an order that costs more says that its link is replaced, and asks nobody to take the money', async () => {
  const { number } = await placed('dearer@example.com')
  await shop.link(number)
  const desk = elsewhere()
  await shop.say(SAM, desk, `method ${number} express`)
  const done = await shop.say(SAM, desk, 'yes')
  expect(done).toContain('9.00 USD more to pay. The payment link is being replaced')
  expect(done).not.toContain(`paid ${number}`)
})

test('the letter of a cancelled order promises no money where nothing was paid', async () => {
  const [none, some] = [await placed('unpaid@example.com'), await paid('was-paid@example.com')]
  await shop.link(none.number)
  for (const { number } of [none, some]) {
    const desk = elsewhere()
    await shop.say(SAM, desk, `cancel ${number}`)
    await shop.say(SAM, desk, 'yes')
  }
  expect(await letterTo('unpaid@example.com', 'is cancelled')).not.toMatch(/what was paid|will be given back/)
  expect(await letterTo('was-paid@example.com', 'is cancelled')).toContain(
    '29.95 USD will be given back to you; we write when it went.',
  )
})

test('the letter of money given back by hand says nothing of banks', async () => {
  const { number } = await placed('by-hand@example.com')
  const desk = elsewhere()
  await shop.say(SAM, desk, `paid ${number} 29.95 cash`)
  await shop.say(SAM, desk, `refunded ${number} 5.00 cash`)
  await shop.say(SAM, desk, 'yes')
  const letter = await shop
    .until('a link ended', number, () => true)
    .then(async () => {
      for (let nth = 1; ; nth++) {
        const one = await smtp.to('by-hand@example.com', nth)
        if (one.subject.includes('goes back to you')) return one
      }
    })
  expect(letter.text).toContain(`we gave back 5.00 USD for your order ${number}.`)
  expect(letter.text).not.toMatch(/banks|\{way\}/)
})

test('a link can be paid until its own end where some of the order was paid', async () => {
  const { number, thread } = await placed('part@example.com')
  await shop.link(number)
  await shop.say(SAM, thread, `part paid ${number} 20.00 cash`)
  const { until = '' } = await shop
    .until('its link is for the rest', number, ({ requests }) =>
      requests.some(({ status, amount, url }) => status === 'requested' && amount === 995 && url !== undefined),
    )
    .then(() => shop.link(number))
  const ends = new Intl.DateTimeFormat('en-GB', { timeZone: data.settings.timeZone, timeStyle: 'short' }).format(
    new Date(until),
  )
  expect(await letterTo('part@example.com', 'Pay your order', '\n9.95 USD is to be paid')).toMatch(
    /place of the link for 29\.95 USD, which can no longer be paid, since the amount is another one now[\s\S]*Paid +-20\.00/,
  )
  expect(await shop.say(SAM, thread, 'where is the link')).toMatch(new RegExp(`can be paid until .*${ends}`))
})

test('a link sent to an address that is named changes nobody and goes there', async () => {
  const { number } = await placed('own@example.com')
  await shop.link(number)
  expect(await shop.say(SAM, elsewhere(), `resend the link ${number} to boss@example.com`)).toContain(
    'b***@example.com',
  )
  expect((await smtp.to('boss@example.com')).text).toContain('Pay 29.95 USD')
  expect(await shop.rows('select buyer_email from orders where number = $1', [number])).toEqual([
    { buyer_email: 'own@example.com' },
  ])
})

test('money a provider took where the books hold more than the order costs is booked, and goes back', async () => {
  const { number } = await placed('over@example.com')
  const desk = elsewhere()
  const { url = '' } = await shop.link(number)
  stripe.hooks = false
  await stripe.pay(url)
  stripe.fail(/expire/, ...Array.from({ length: 6 }, () => 'rate-limit' as const))
  const says = [`paid ${number} cash`, `method ${number} express`, 'yes', `paid ${number} 9.00 cash`]
  for (const words of [...says, `method ${number} standard`, 'yes']) await shop.say(SAM, desk, words)
  expect((await shop.orderOf(number)).requests).toMatchObject([{ status: 'requested', ending: true }])
  expect(await shop.say(SAM, elsewhere(), `where is the link ${number}`)).toContain('The link is being closed.')
  const { money, requests } = await shop.until('all of it went back', number, (order) =>
    order.requests.some(({ status }) => status === 'refunded'),
  )
  stripe.hooks = true
  expect(money).toMatchObject({ captured: 3895, refunded: 0 })
  expect(requests).toMatchObject([{ status: 'paid', beyond: 2995 }, { amount: 2995 }])
})

test('a link whose time is over is offered to nobody, while the provider has not said how it ended', async () => {
  const { number } = await placed('late@example.com')
  await shop.link(number)
  stripe.hooks = false
  ahead = 21 * 60_000
  const said = await shop.say(SAM, elsewhere(), `where is the link ${number}`)
  const again = await shop.say(SAM, elsewhere(), `resend the link ${number}`)
  for (const words of [said, again]) {
    expect(words).toContain('The time to pay is over')
    expect(words).not.toMatch(/can be paid until|sent again/)
  }
  ahead = 0
  stripe.hooks = true
})

test('a customer who looks at an order finds the button to pay it', async () => {
  const [user, thread] = ['terminal:told-payer', elsewhere()]
  await shop.say(user, thread, 'guest lou@example.com: 2 blue mugs, ship to Lou Lee, 9 Elm St, Salem, OR 97301, US')
  await shop.say(user, thread, 'method standard')
  const label = /Buy now - pay [\d.]+ USD/.exec(await shop.say(user, thread, 'pay link'))?.[0] ?? ''
  const number = Number(/[Oo]rder (\d{5})/.exec(await shop.press(user, thread, label))?.[1])
  const { url = '' } = await shop.link(number)
  expect(await shop.say(user, thread, `status ${number}`)).toContain(url)
})

test('one submit that makes two orders says that each has a payment of its own', async () => {
  const thread = elsewhere()
  await shop.say(SAM, thread, 'guest two@example.com: 3 red 11oz mugs, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US')
  await shop.say(SAM, thread, 'method standard')
  await shop.say(SAM, thread, 'pay link')
  await shop.say(SAM, thread, 'backorders separate')
  const receipt = await shop.say(SAM, thread, 'place')
  expect(receipt).toMatch(/Two orders \(\d{5} and \d{5}\): a payment of its own for each/)
  const [first, second] = (/orders (\d{5}) and (\d{5}) placed/.exec(receipt) ?? []).slice(1).map(Number)
  const letters = await Promise.all([0, 1, 2, 3].map((nth) => smtp.to('two@example.com', nth)))
  const textOf = (number = 0, about = ''): string =>
    letters.find(({ subject }) => subject.startsWith(about) && subject.includes(String(number)))?.text ?? ''
  expect(textOf(first, 'Your order')).toContain(
    `What was not here yet is your order ${second}, with letters of its own.`,
  )
  expect(textOf(first, 'Your order')).toMatch(/1 x Classic mug, red/)
  expect(textOf(second, 'Your order')).toContain(`It is what was not here yet of your order ${first}.`)
  expect(textOf(first, 'Pay your order')).toContain('we send your order on its way')
  expect(textOf(second, 'Pay your order')).toContain('Once it is paid, we send it as soon as all of it is here.')
  expect(smtp.mails.filter(({ to }) => to.includes('two@example.com'))).toHaveLength(4)
})
