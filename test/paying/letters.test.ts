// Letters, end to end: what is said in the chat makes them, the outbox carries them, and a mail
// server on loopback takes each, as plain text and as HTML. Rule: to the address of the order, once
// each, and nobody's contact changes by it. Next: src/conversation/letters/.
import fs from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { letterHtml } from '#jobs/letter-html.ts'
import { demoWith } from '#test/support/demo.ts'
import { payingShop } from '#test/support/paying-shop.ts'

const shop = await payingShop({ shop: demoWith({ plenty: 500 }) })
const { stripe, smtp } = shop
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
let threads = 0
const elsewhere = (): string => `terminal:letters-${++threads}`

async function placed(email: string, thread = elsewhere()): Promise<number> {
  await shop.say(
    SAM,
    thread,
    `guest Pat Lee ${email}: 2 blue 11oz mugs, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US`,
  )
  await shop.say(SAM, thread, 'method standard')
  await shop.say(SAM, thread, 'pay link')
  return Number(/order (\d{5}) placed/.exec(await shop.say(SAM, thread, 'place'))?.[1] ?? Number.NaN)
}
const subjects = (email: string) => smtp.mails.filter(({ to }) => to.includes(email)).map(({ subject }) => subject)
/** Kept for who wants to look at them: PARLEY_LETTERS=folder. */
function keep(name: string, html: string): void {
  const folder = process.env['PARLEY_LETTERS']
  if (folder !== undefined) fs.writeFileSync(`${folder}/${name}.html`, html)
}

test('every letter of an order on its way: confirmation, link, shipped, return announced, refunded', async () => {
  const email = 'pat@example.com'
  const number = await placed(email)
  const confirmation = await smtp.to(email)
  expect(confirmation.subject).toBe(`Your order ${number} at Harbor Goods`)
  expect(confirmation.text).toMatch(/Classic mug[\s\S]*Total +29\.95[\s\S]*9 Elm St/)
  expect(confirmation.html).toContain('Classic mug')
  keep('confirmation', confirmation.html)
  const { url = '' } = await shop.link(number)
  const link = await smtp.to(email, 1)
  expect(link.text).toContain(`Pay 29.95 USD: ${url}`)
  expect(link.html).toContain(`href="${url}"`)
  keep('link', link.html)
  await stripe.pay(url)
  await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
  const desk = elsewhere()
  await shop.say(SAM, desk, `ship ${number} tracking 1Z999AA1`)
  expect((await smtp.to(email, 2)).text).toMatch(/2 x Classic mug[\s\S]*Tracking: 1Z999AA1/)
  await shop.say(SAM, desk, `return ${number} 1 mug`)
  expect((await smtp.to(email, 3)).text).toMatch(/1 x Classic mug[\s\S]*looked at/)
  await shop.say(SAM, desk, `received ${number} 1 mug`)
  const refunded = await smtp.to(email, 4)
  const { money } = await shop.orderOf(number)
  expect(refunded.subject).toContain(`${(money.refunded / 100).toFixed(2)} USD goes back to you`)
  expect(subjects(email)).toHaveLength(5)
})

test('a cancelled order has one letter of it, fewer items have none', async () => {
  const email = 'cora@example.com'
  const number = await placed(email)
  const desk = elsewhere()
  await shop.say(SAM, desk, `cancel ${number} 1 mug`)
  await shop.say(SAM, desk, `cancel ${number}`)
  await shop.say(SAM, desk, 'yes')
  const cancelled = () => subjects(email).filter((subject) => subject.includes('is cancelled')).length
  await expect.poll(cancelled, { timeout: 15_000 }).toBe(1)
  await shop.until('its link is over', number, ({ requests }) => requests.every(({ status }) => status !== 'requested'))
  expect(cancelled()).toBe(1)
})

test('the confirmation goes where somebody asks, and changes nobody', async () => {
  const [email, other] = ['dan@example.com', 'office@example.com']
  const number = await placed(email)
  await smtp.to(email)
  const said = await shop.say(SAM, elsewhere(), `resend the confirmation of ${number} to ${other}`)
  expect(said).toContain(`The confirmation of order ${number} goes to ${other}`)
  expect((await smtp.to(other)).subject).toBe(`Your order ${number} at Harbor Goods`)
  expect(await shop.rows('select buyer_email from orders where number = $1', [number])).toEqual([
    { buyer_email: email },
  ])
  const history = await shop.say(SAM, elsewhere(), `history ${number}`)
  expect(history).toContain('Sent by e-mail: confirmation')
  expect(history).not.toContain(other)
  for (let i = 0; i < 4; i++) await shop.say(SAM, elsewhere(), `resend the confirmation of ${number}`)
  expect(await shop.say(SAM, elsewhere(), `resend the confirmation of ${number}`)).toContain('often enough today')
})

test('a confirmation sent again says how the order stands now, a cancelled one that it is cancelled', async () => {
  const email = 'ria@example.com'
  const number = await placed(email)
  const desk = elsewhere()
  const again = async (to: string): Promise<string> => {
    await shop.say(SAM, desk, `resend the confirmation of ${number} to ${to}`)
    return (await smtp.to(to)).text
  }
  await stripe.pay((await shop.link(number)).url ?? '')
  await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
  await shop.say(SAM, desk, `cancel ${number} 1 mug`)
  const { money } = await shop.until('a part went back', number, (order) => order.money.refunded > 0)
  const back = (money.refunded / 100).toFixed(2).replace('.', '\\.')
  expect(await again('ria-part@example.com')).toMatch(
    new RegExp(`1 cancelled[\\s\\S]*returned or refunded +-${back}[\\s\\S]*Paid +-29\\.95[\\s\\S]*Given back +${back}`),
  )
  await shop.say(SAM, desk, `cancel ${number}`)
  await shop.say(SAM, desk, 'yes')
  await shop.until('all of it went back', number, (order) => order.money.refunded === 2995)
  const whole = await again('ria-whole@example.com')
  expect(whole).toContain('This order is cancelled: nothing of it is sent.')
  expect(whole).not.toMatch(/It goes to|It is paid/)
})

test('what is picked up goes nowhere, and no letter says that it left', async () => {
  const thread = elsewhere()
  const email = 'pia@example.com'
  await shop.say(SAM, thread, `guest ${email}: 2 blue 11oz mugs, pick up`)
  await shop.say(SAM, thread, 'pay link')
  const number = Number(/order (\d{5}) placed/.exec(await shop.say(SAM, thread, 'place'))?.[1] ?? Number.NaN)
  expect((await smtp.to(email)).text).toMatch(/\n\nYou pick it up at .*\n\n/)
  const { url = '' } = await shop.link(number)
  expect((await smtp.to(email, 1)).text).toContain('Once it is paid, you can pick it up.')
  await stripe.pay(url)
  await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
  await shop.say(SAM, thread, `ship ${number}`)
  await shop.say(SAM, thread, `refund ${number} 1.00: goodwill`)
  expect((await smtp.to(email, 2)).subject).toContain('1.00 USD goes back to you')
})

test('what is no address is said to be none, in the thread of the order too, and changes nothing', async () => {
  const thread = elsewhere()
  const number = await placed('noa@example.com', thread)
  for (const place of [thread, elsewhere()])
    for (const words of [`resend the confirmation of ${number} to not-an-address`, `resend the link ${number} to kim`])
      expect(await shop.say(SAM, place, words)).toMatch(/ is no e-mail address\nNothing was sent/)
  expect(subjects('noa@example.com').filter((subject) => subject.startsWith('Your order'))).toHaveLength(1)
})

test('a parcel is said to go where its items go, not where the others do', async () => {
  const thread = elsewhere()
  const email = 'moe@example.com'
  await shop.say(
    SAM,
    thread,
    `guest ${email}: 2 blue 11oz mugs, 1 cream tote, ship to Moe Lee, 9 Elm St, Salem, OR 97301`,
  )
  await shop.say(SAM, thread, 'ship 1 tote to Ann Lee, 5 Oak St, Salem, OR 97301')
  await shop.say(SAM, thread, 'pay link')
  const number = Number(/order (\d{5}) placed/.exec(await shop.say(SAM, thread, 'place'))?.[1] ?? Number.NaN)
  expect((await smtp.to(email)).text).toContain('It goes to: Moe Lee, 9 Elm St, Salem, OR 97301 and Ann Lee, 5 Oak St')
  await stripe.pay((await shop.link(number)).url ?? '')
  await shop.until('it is paid', number, ({ payment }) => payment.status === 'paid')
  await shop.say(SAM, thread, `ship ${number} TOTE-CREAM 1`)
  const { text } = await smtp.to(email, 2)
  expect(text).toContain('It goes to: Ann Lee, 5 Oak St')
  expect(text).not.toContain('Elm St')
})

test('words of people are words in a letter, whatever they look like', () => {
  const text = '<script>alert(1)</script> & "so on"'
  const html = letterHtml({
    headline: '<b>',
    blocks: [
      { kind: 'text', text },
      { kind: 'list', items: [text] },
    ],
    controls: [],
  })
  expect(html).not.toMatch(/<script|<b>/)
  expect(html).toContain('&lt;script&gt;')
})

test('somebody else neither gets it nor hears that there is such an order', async () => {
  const number = await placed('eve.target@example.com')
  const said = await shop.say('terminal:eve', elsewhere(), `resend the confirmation of ${number} to eve@example.com`)
  expect(said).toContain(`Order ${number} was not found`)
  expect(subjects('eve@example.com')).toEqual([])
})

test('a shop writes its own words', async () => {
  const letters = {
    confirmation: { subject: 'Ahoy {name}', text: 'Order {number}: {total}.\n\n{lines}\n\n{nonsense}' },
  }
  const data = demoWith({ plenty: 500 })
  await shop.store.loadShop({ ...data, settings: { ...data.settings, letters } })
  const number = await placed('finn@example.com')
  const letter = await smtp.to('finn@example.com')
  expect(letter.subject).toMatch(/^Ahoy /)
  expect(letter.text).toMatch(new RegExp(`Order ${number}: 29\\.95 USD\\.[\\s\\S]*\\{nonsense\\}`))
})

const carts = (thread: string) => shop.rows('select 1 from draft where last_thread = $1', [thread])

test('words that ask for a letter, a link or how a payment stands are that, in any conversation, and open no cart', async () => {
  const number = await placed('words@example.com')
  await shop.link(number)
  const asked: readonly (readonly [string, RegExp])[] = [
    ['please send me the confirmation for N once more', /confirmation of order N goes to words@/],
    ['could you mail the receipt of N to anna@example.com', /goes to anna@example\.com/],
    ["send N's confirmation to ben@example.com", /goes to ben@example\.com/],
    ['forward the confirmation of N to carl@example.com', /goes to carl@example\.com/],
    ['email the invoice of N to dora@example.com', /goes to dora@example\.com/],
    [
      'resend the confirmation of N to jane@example.com and bob@example.com',
      /one address at a time\. Nothing was sent/,
    ],
    ['could you mail the receipt of N to wrong address', /"wrong address" is no e-mail address\. Nothing was sent/],
    ['resend the link N to jane', /"jane" is no e-mail address\. Nothing was sent/],
    ['can you send Pat the link for N', /"Pat" is no e-mail address\. Nothing was sent/],
    ['payment link for N please', /Order N: the payment link/],
    ['the payment for N was declined', /order N, placed/],
    ['could you resend the confirmation', /Which order\?[\s\S]*"resend the confirmation 10001"/],
    ['I lost the payment link, can you send it again?', /Which order\?[\s\S]*"resend the link 10001"/],
    ['she says the link for N is broken', /sent again to w\*\*\*@/],
    ['is the payment of N through?', /order N, placed/],
    ['where is her money N', /order N, placed/],
    ['shipping N 99.00: goodwill', /shipping of order N is not more than that/],
    ['shipping N 4.95: goodwill', /N: 1\.00 of the shipping charge refunded/],
    ['waive the shipping of N', /A reason is needed/],
    ['shipping N 0: goodwill', /4\.95 is above your limit/],
  ]
  for (const [words, answer] of asked) {
    const at = elsewhere()
    const told = (await shop.say(SAM, at, words.replace(/\bN\b/, String(number)))).replaceAll(String(number), 'N')
    expect(told.replaceAll('\n', '. '), words).toMatch(answer)
    expect(await carts(at), words).toEqual([])
  }
  expect(await shop.say('terminal:kim', elsewhere(), `shipping ${number} 0: goodwill`)).toContain(
    '4.95 of the shipping charge refunded',
  )
})

test('a customer needs no number for the only order they have, whatever is in their cart', async () => {
  const [user, thread] = ['terminal:guest:letters-own', elsewhere()]
  await shop.say(
    user,
    thread,
    'guest eve@example.com: 2 blue 11oz mugs, ship to Eve Lee, 9 Elm St, Salem, OR 97301, US',
  )
  await shop.say(user, thread, 'method standard')
  const label = /Buy now - pay [\d.]+ USD/.exec(await shop.say(user, thread, 'pay link'))?.[0] ?? ''
  const number = Number(/[Oo]rder (\d{5})/.exec(await shop.press(user, thread, label))?.[1])
  const { url = '' } = await shop.link(number)
  const at = elsewhere()
  await shop.say(user, at, '2 cream totes')
  const content = `select state->'content' as content from draft where last_thread = $1`
  const before = await shop.rows(content, [at])
  expect(before).toHaveLength(1)
  for (const [words, answer] of [
    ['i never got the confirmation email', 'goes to eve@example.com'],
    ["the link doesn't work", url],
    ['is my payment through?', `Order ${number}, placed`],
    ['did you get my payment', `Order ${number}, placed`],
    ['can I get a receipt to mallory@example.com', 'goes to its own address only'],
  ] as const)
    expect(await shop.say(user, at, words), words).toContain(answer)
  expect(await shop.rows(content, [at])).toEqual(before)
  expect(subjects('mallory@example.com')).toEqual([])
})
