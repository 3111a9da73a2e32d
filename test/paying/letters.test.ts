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
  await smtp.to(email, 1)
  await shop.until('its link is over', number, ({ requests }) => requests.every(({ status }) => status !== 'requested'))
  expect(subjects(email).filter((subject) => subject.includes('is cancelled'))).toHaveLength(1)
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
      expect(await shop.say(SAM, place, words)).toMatch(/takes an e-mail address, .*Nothing was changed/s)
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
