// What a rep who has no time and a customer who types badly say after an order, in the words they
// have: it is done, asked, or answered with what can be done to that very order; it never opens a
// cart and never changes another order. Next: src/conversation/turn/order/said.
import { afterAll, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 900, buyers: 24 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

const SAM = 'terminal:sam'
let threads = 0
const thread = (): string => `terminal:everyday-${++threads}`
const carts = (at: string) => shop.rows(`select 1 from draft where last_thread = $1 and status = 'open'`, [at])
const stored = async (number: number) => (await shop.store.queries.order(number)) ?? never()

/** Placed by Sam for Jane: two mugs and a hoodie, 80.64 by a link. */
async function janes() {
  const at = thread()
  await shop.say(SAM, at, 'order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie')
  await shop.say(SAM, at, 'pay link')
  const placed = (await shop.say(SAM, at, 'place')) + (await shop.say(SAM, at, 'yes'))
  return { user: SAM, at, number: Number(/order (\d{5}) placed/.exec(placed)?.[1]) }
}

/** Placed by a guest in their own chat. */
async function own() {
  const user = `terminal:guest:everyday-${++threads}`
  const at = thread()
  await shop.say(user, at, '2 blue 11oz mugs and a large black hoodie')
  await shop.say(user, at, `everyday${threads}@example.org`)
  await shop.say(user, at, 'ship to Eve Hall, 5 Oak Rd, Springfield, IL 62701')
  await shop.say(user, at, 'pay link')
  const label = /\[(Buy now[^\]]*)\]/.exec(await shop.say(user, at, 'show'))?.[1] ?? ''
  return { user, at, number: Number(/rder (\d{5})/.exec(await shop.press(user, at, label))?.[1]) }
}

type Placed = Awaited<ReturnType<typeof own>>
/** Says it where the order was placed, with N for the number; nothing of it opens a cart. */
async function said(words: string, { user, at, number }: Placed) {
  let answer = ''
  for (const one of words.split(' / ')) answer = await shop.say(user, at, one.replaceAll(/\bN\b/g, String(number)))
  expect(await carts(at), words).toEqual([])
  return { answer, order: await stored(number), number, user, at }
}

describe('money that moved', () => {
  test.each([
    ['she paid 48.71 with cash yesterday', 4_871, 'cash'],
    ['she paid N with cash yesterday', 8_064, 'cash'],
    ['customer paid for N by bank transfer last night', 8_064, 'transfer'],
    ['the transfer came in, 20.00 on Monday', 2_000, 'transfer'],
    ['he handed me 20 dollars in cash two days ago', 2_000, 'cash'],
    ['I took 20.00 in cash from her on the 24th of november', 2_000, 'cash'],
    ['her cheque for 12.50 arrived on 24 Nov, ref 88', 1_250, 'cheque'],
    ['Jane paid 48.71 at the door yesterday', 4_871, 'on-delivery'],
  ])('%s', async (words, amount, how) => {
    const { order } = await said(words, await janes())
    expect(order.records).toMatchObject([{ kind: 'collected', amount, how, by: 'staff:sam' }])
    expect(order.records[0]?.reference).toMatch(/\d{1,2} [A-Z][a-z]{2,3} \d{4}$/)
  })

  test('with no day said none stands beside it; given back is given back', async () => {
    const placed = await janes()
    const { order } = await said(
      'she paid 30 bucks by card / and the rest by transfer today / I gave her 5.00 back in cash / yes',
      placed,
    )
    expect(order.records).toMatchObject([
      { kind: 'collected', amount: 3_000, how: 'card' },
      { kind: 'collected', amount: 5_064, how: 'transfer' },
      { kind: 'given-back', amount: 500, how: 'cash' },
    ])
    expect(order.records.map(({ reference }) => reference)).toEqual([undefined, undefined, undefined])
  })

  test.each([
    "she hasn't paid yet",
    'has she paid?',
    'she will pay 20.00 in cash tomorrow',
    'she wants to pay by card',
    'she paid for the mugs',
    'those two are paid by card',
  ])('%s: nothing is recorded', async (words) => {
    expect((await said(words, await janes())).order.records).toEqual([])
  })

  test.each(['I paid yesterday by bank transfer', 'I already paid for my order'])(
    '%s: who pays is told how the books stand, with somebody to ask',
    async (words) => {
      const { answer, order } = await said(words, await own())
      expect(answer).toMatch(/80\.64 USD are not in our books yet[\s\S]*\[Ask a person\]/)
      expect(order.records).toEqual([])
    },
  )
})

describe('something is wrong', () => {
  test.each(['I want to complain about N', 'this is unacceptable', 'not what I ordered', 'I want my money back'])(
    '%s: an answer, and a person with one press',
    async (words) => {
      const { answer, number, user, at } = await said(words, await own())
      expect(answer).toContain(`something is wrong with order ${number}`)
      await shop.press(user, at, 'Ask a person')
      const asked = await shop.rows(`select 1 from draft where thread_key = $1 and state->'handOver' is not null`, [at])
      expect(asked).toHaveLength(1)
    },
  )

  test('by a rep it is answered with what can be done, in any conversation', async () => {
    const { number } = await janes()
    await shop.say(SAM, thread(), `ship ${number}`)
    const { answer } = await said('she is not happy with N at all', { user: SAM, at: thread(), number })
    expect(answer).toContain(`"return ${number} 1 MUG-BLUE-11OZ"`)
    expect(answer).toContain(`"refund ${number} 5.00: damaged"`)
  })
})

describe('how many of it', () => {
  test.each(['make it 1 mug', 'change the mugs to one', 'actually just one mug please', 'one mug is enough'])(
    '%s: one press takes the other off the order that was just placed',
    async (words) => {
      const { answer, order, user, at, number } = await said(words, await own())
      expect(answer).toContain('taking 1 Classic mug, blue, 11 oz off is 12.99 USD less to pay')
      expect(order.lines.map(({ cancelled }) => cancelled)).toEqual([0, 0])
      await shop.press(user, at, 'Take off 1 Classic mug, blue, 11 oz - 12.99')
      expect((await stored(number)).lines.map(({ cancelled }) => cancelled)).toEqual([1, 0])
    },
  )

  test('a "yes" is that press, a "no" leaves it', async () => {
    const placed = await own()
    expect((await said('make it 1 mug / no', placed)).answer).toContain('stays as it is')
    expect((await said('only 1 mug please / yes', placed)).order.lines.map(({ cancelled }) => cancelled)).toEqual([
      1, 0,
    ])
  })

  test.each([
    ['make it 3 mugs', 'does not grow'],
    ['2 more mugs', 'does not grow'],
    ['make it 2 mugs', 'already'],
    ['make it 2 green polos', 'I did not understand what should happen to order'],
    ["I'd rather have 1 mug and 2 hoodies", 'I did not understand what should happen to order'],
  ])('%s: %s', async (words, answer) => {
    expect((await said(words, await own())).answer).toContain(answer)
  })

  test('a cart that is open is what is meant, and goods that are asked for begin one', async () => {
    const { user, at } = await own()
    expect(await shop.say(user, at, 'a red 11oz mug')).toContain('1 x Classic mug, red, 11 oz')
    expect(await shop.say(user, at, 'make it 2 mugs')).toContain('2 x Classic mug, red, 11 oz')
  })

  test('what has not left cannot come back, which is said; what did is booked as it is said', async () => {
    const placed = await janes()
    expect((await said('I want to return the hoodie', placed)).answer).toContain('has not left yet')
    expect((await said('one mug of N came back', placed)).answer).toContain('has not left yet')
    await shop.say(SAM, thread(), `ship ${placed.number}`)
    await said('both mugs of N came back', placed)
    await said('the hoodie came back today', placed)
    expect((await stored(placed.number)).lines.map(({ returned }) => returned)).toEqual([2, 1])
  })

  test('goods that were sent in part, and a return that was a mistake', async () => {
    const placed = await janes()
    const { order } = await said('ship two of the mugs, tracking 1Z777', placed)
    expect(order.lines.map(({ shipped }) => shipped)).toEqual([2, 0])
    expect(order.parcels).toMatchObject([{ tracking: '1Z777' }])
    await said('return N 2 MUG-BLUE-11OZ / the return of the mugs was a mistake', placed)
    const { lines } = await stored(placed.number)
    expect(lines.flatMap(({ units }) => units).some(({ announced }) => announced === true)).toBe(false)
  })
})

describe('where it goes, piece by piece', () => {
  test.each([
    'send it to 9 Elm St / Salem / Oregon / 97301',
    'send it to 9 Elm St / Salem / how long does it take? / Oregon / 97301',
    'change the address of my order / Eve Hall / 9 Elm St / Salem / OR / 97301',
    'wrong address, sorry / Eve Hall / 9 Elm St / 97301 Salem / OR',
    "I'm moving, the new address is 9 Elm St / Salem, OR 97301",
    'send it to my mother, Eve Hall, 9 Elm St, Salem, OR 97301',
  ])('%s', async (words) => {
    const { order } = await said(`${words} / yes`, await own())
    expect(order.groups).toMatchObject([
      { address: { name: 'Eve Hall', lines: ['9 Elm St'], city: 'Salem', subdivision: 'OR', postcode: '97301' } },
    ])
  })

  test('another country is said in between, and what is typed for goods is no part of it', async () => {
    const placed = await own()
    await said('send it to Ann Roy, 5 Rue A, Montreal / QC / canada', placed)
    const { answer } = await said('H2X 1Y4', placed)
    expect(answer).toMatch(/another way for order \d+\?[\s\S]*\[International\]/)
    const second = await own()
    await said('send it to 9 Elm St', second)
    expect(await shop.say(second.user, second.at, '2 red 11oz mugs')).toContain('2 x Classic mug, red, 11 oz')
    expect(await shop.say(second.user, second.at, 'Salem')).toContain('The state is missing')
    expect(await shop.say(second.user, second.at, 'no')).toContain('stays as it is')
  })

  test.each([
    ['zip is 62702 not 62701', { postcode: '62702' }],
    ['the house number is 7', { lines: ['7 Oak Rd'] }],
    ['the name on the parcel should be Eva Hall', { name: 'Eva Hall' }],
    ["my name is spelled wrong, it's Eve Hull", { name: 'Eve Hull' }],
  ])('%s', async (words, address) => {
    expect((await said(words, await own())).order.groups).toMatchObject([{ address }])
  })

  test('what is said for who brings it is kept with the order just placed', async () => {
    const { order } = await said('leave it with the neighbour / my phone is 217 555 0188', await own())
    expect(order.comments).toEqual(['leave it with the neighbour'])
    expect(order.buyer).toMatchObject({ phone: '+12175550188' })
  })

  test('a postcode answers the check of the order that is spoken of', async () => {
    const { number } = await janes()
    const at = thread()
    await shop.say(SAM, at, `status ${number}`)
    expect(await shop.say(SAM, at, 'check 62701')).toContain('the caller was checked')
  })
})

test.each([
  ['can I still change something?', 'What should be changed of order N?'],
  ['I want to change my order', 'What should be changed of order N?'],
  ['did it go through?', 'Order N, placed'],
  ['I did not get an email', 'Order N, placed'],
  ['where do I pay', 'Order N: the payment link'],
  ['use coupon SAVE10 for it', 'what it was bought for stays'],
  ['forget that return', 'Nothing was to come back of order N'],
  ['stop, I do not want this anymore', 'Cancel order N'],
  ['we would like the mugs gift wrapped', '"gift note N ..."'],
  ['blah blah', 'What can be done to it'],
  ['oops wrong adress', 'What can be done to it'],
])('%s: %s', async (words, answer) => {
  const told = await said(words, await own())
  expect(told.answer).toContain(answer.replaceAll(/\bN\b/g, String(told.number)))
})

function never(): never {
  throw new Error('no such order')
}
