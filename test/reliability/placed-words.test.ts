// Changes of a placed order in people's own words, by a rep in another conversation and by its
// customer: each is done, or what is missing is asked; none is denied untruly, and none opens or
// alters a cart. Next: src/conversation/understanding/everyday/placed-changes.ts.
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
const thread = (): string => `terminal:words-${++threads}`
const carts = (at: string) => shop.rows('select 1 from draft where last_thread = $1', [at])

/** Placed by Sam for Jane, paid by a link: 80.64 to home. */
async function janes(desk = thread()): Promise<number> {
  await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie')
  await shop.say(SAM, desk, 'pay link')
  const placed = (await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes'))
  return Number(/order (\d{5}) placed/.exec(placed)?.[1])
}
const stored = (number: number) => shop.store.queries.order(number)

/** Says it, with N for the number, where nothing is open; answers what was said and how the order stands. */
async function said(words: string, ready?: (number: number) => Promise<unknown>) {
  const number = await janes()
  await ready?.(number)
  const at = thread()
  let answer = ''
  for (const one of words.split(' / ')) answer = await shop.say(SAM, at, one.replaceAll('N', String(number)))
  expect(await carts(at)).toEqual([])
  return { answer, order: await stored(number), number, at }
}
const shipped = (number: number) => shop.say(SAM, thread(), `ship ${number}`)

const ELM = 'Pat Lee, 9 Elm St, Springfield, IL 62703'

describe('where it goes', () => {
  test.each([
    `change the address of order N to ${ELM}`,
    `please send N to ${ELM} instead`,
    `the address for N is wrong, it should be ${ELM}`,
    `N: new address ${ELM}`,
    `she moved, can N go to ${ELM}?`,
    `update the shipping address on order N: ${ELM}`,
    `could we have order #N delivered to ${ELM}`,
    `wrong address on N / ${ELM}`,
    `order N needs to go to a different address / ${ELM}`,
    'ship N to Pat Lee, 9 Elm St, Springfield / IL 62703',
  ])('%s', async (words) => {
    const { order } = await said(words)
    expect(order?.groups).toMatchObject([{ address: { name: 'Pat Lee', lines: ['9 Elm St'], postcode: '62703' } }])
  })

  test('a place and a way said in one message are one change', async () => {
    expect((await said('change the address of N to office and make it express')).answer).toMatch(
      /to office[\s\S]*9\.00 USD more\?[\s\S]*Express then/,
    )
  })

  test('some of it goes elsewhere, the rest stays', async () => {
    expect((await said('send the hoodie from N to office, the rest stays')).answer).toContain('2 addresses then')
  })
})

describe('how and when', () => {
  test.each([
    'please make N express',
    'can N go express?',
    'please upgrade order N to express shipping',
    'send N with express delivery',
    'she wants express for N',
    'switch N from standard to express',
    'change N to express',
    'I want order N by express',
    'use express for order N please',
    'N needs to be there faster / express',
  ])('%s', async (words) => {
    expect((await said(words)).answer).toContain('by Express: 9.00 USD more?')
  })

  test.each([
    'deliver N on the 9th of december',
    'she needs N by the 9th of dec',
    'can N come on december 9th?',
    'please hold N until december the 9th',
    'N should arrive on 9 December',
    'change the delivery date of N to dec 9',
    'order N is wanted on the ninth of december',
    'postpone N / 9 december',
    'reschedule the delivery of N to 9 dec please',
    'move the delivery day of N to December 9',
  ])('%s', async (words) => {
    const { order, answer } = await said(words)
    // Far in the year it may be too far ahead: that is said of this day.
    expect(order?.deliverOn ?? answer).toMatch(/-12-09$|9 Dec/)
  })

  test('a day that is none, and a way that does not exist, are said with what works for this order', async () => {
    expect((await said('deliver N on 31/2')).answer).toContain('is no day')
    const { answer, number } = await said('method N teleport')
    expect(answer).toContain(`say "method ${number} standard"`)
  })
})

describe('whom to write to', () => {
  test.each([
    'her email for N is ann@example.org',
    'use ann@example.org for order N',
    'send updates about N to ann@example.org',
    'order N contact should be ann@example.org',
    'change the email of N to ann@example.org',
    "N: the customer's mail is ann@example.org now",
    'the e-mail on N is wrong / ann@example.org',
    'can you update the contact details of N / ann@example.org',
    'please write to ann@example.org about order N',
    'please correct the e-mail address of order N: ann@example.org',
  ])('%s', async (words) => {
    expect((await said(words)).order?.buyer).toMatchObject({ email: 'ann@example.org' })
  })

  test.each([
    'change the phone number for N to 217 555 0177',
    "N: customer's new phone is +1 217 555 0177",
    'please text 217-555-0177 when N arrives',
  ])('%s', async (words) => {
    expect((await said(words)).order?.buyer).toMatchObject({ phone: '+12175550177' })
  })
})

describe('a card in the parcel', () => {
  test.each([
    'put a card in N that says Get well soon',
    'add a gift message to order N: Get well soon',
    'can you include a card with N saying "Get well soon"',
    'write Get well soon on the card of N',
    'please add a greeting card to N, text: Get well soon',
    'change the gift note on N to Get well soon',
    "it's a present - could N get a gift card that reads Get well soon",
    'gift note for N: Get well soon',
    "I'd like a birthday card in N / Get well soon",
    'put "Get well soon" on a card for order N',
    'put a card in N / Get well soon',
  ])('%s', async (words) => {
    expect((await said(words)).order?.giftNote).toBe('Get well soon')
  })

  test('it is taken out again, and a note that may be for the shop is asked about', async () => {
    expect((await said('gift note N hello / remove the card from N')).order?.giftNote).toBeUndefined()
    const { answer, number } = await said('add a note to N saying please ring twice')
    expect(answer).toContain(`"gift note ${number} please ring twice"`)
    expect(answer).toContain(`"comment ${number} please ring twice"`)
  })
})

describe('an exchange', () => {
  test.each([
    'swap the hoodie in N for XL',
    'exchange N hoodie for XL',
    'exchange N HOOD-BLACK-L for XL',
    'exchange the hoodie of N for an XL',
    'N: swap the black hoodie for an XL',
    'customer wants an XL instead of the L in N',
    "she'd like the hoodie from N in XL",
    'wrong size in N, needs XL',
    'trade the large hoodie in N for an XL',
    'exchange N HOOD-BLACK-L for HOOD-BLACK-XL',
  ])('%s', async (words) => {
    expect((await said(words, shipped)).answer).toContain('L of order')
    expect((await said(words, shipped)).answer).toMatch(/for Pullover hoodie, black, XL, at no cost\?/)
  })

  test('before it left it can come off, with what that gives back', async () => {
    expect((await said('swap the hoodie in N for XL')).answer).toMatch(
      /has not left: taking 1 Pullover hoodie, black, L off/,
    )
  })

  test('by its customer it is asked for by a press, and the shop reads what is wanted instead', async () => {
    const { user, home, number } = await own()
    await shipped(number)
    expect(await shop.say(user, home, 'I want to swap the hoodie from my order for an XL')).toContain(
      '[Ask for the exchange] [Keep it]',
    )
    expect(await announced(number)).toBe(0)
    expect(await shop.press(user, home, 'Ask for the exchange')).toContain('for Pullover hoodie, black, XL instead')
    expect(await announced(number)).toBe(1)
    const events = await shop.store.queries.orderHistory(number)
    expect(events.map(({ label }) => label).join('\n')).toContain('to be exchanged for HOOD-BLACK-XL')
  })
})

const announced = async (number: number): Promise<number> =>
  (await stored(number))?.lines.reduce(
    (total, { units }) => total + units.filter((unit) => unit.announced === true).length,
    0,
  ) ?? 0

/** A guest with one order of their own, and nothing open. */
async function own() {
  const user = `terminal:guest:own-${++threads}`
  const home = thread()
  await shop.say(user, home, '2 blue 11oz mugs and a large black hoodie')
  await shop.say(user, home, `own${threads}@example.org`)
  await shop.say(user, home, 'ship to Eve Hall, 5 Oak Rd, Springfield, IL 62701')
  await shop.say(user, home, 'pay link')
  const label = /\[(Buy now[^\]]*)\]/.exec(await shop.say(user, home, 'show'))?.[1] ?? ''
  const number = Number(/rder (\d{5})/.exec(await shop.press(user, home, label))?.[1])
  return { user, home, number }
}

describe('"my order"', () => {
  test.each([
    `change the address of my order to ${ELM}`,
    `can you please send my order to ${ELM} instead?`,
    `change the delivery address to ${ELM}`,
    `send it to ${ELM}`,
  ])('%s: with one order and no cart it is that one', async (words) => {
    const { user, home, number } = await own()
    await shop.say(user, home, words)
    expect((await stored(number))?.groups).toMatchObject([{ address: { name: 'Pat Lee', postcode: '62703' } }])
  })

  test('with a cart open it is the cart, and nothing of the words is taken for a name', async () => {
    const { user, home, number } = await own()
    await shop.say(user, home, '1 cream tote')
    expect(await shop.say(user, home, `change the address of my order to ${ELM}`)).toContain(`Ship to: ${ELM}`)
    expect((await stored(number))?.groups).toMatchObject([{ address: { postcode: '62701' } }])
  })

  test('with two it is asked which, and nothing is opened', async () => {
    const user = 'terminal:customer:jane.doe@example.com'
    await shop.store.desk.linkCustomer(user, 'jane.doe@example.com')
    await janes()
    const at = thread()
    expect(await shop.say(user, at, 'change the address of my order')).toContain('Which order is it about?')
    expect(await carts(at)).toEqual([])
  })
})

describe('an order that is named is never a cart', () => {
  test.each([
    ['show 99999', 'was not found'],
    ['what about order 99999', 'was not found'],
    ['use coupon SAVE10 on order 99999', 'was not found'],
    ['ship 99999 MUG-BLUE-11OZ 1 tracking T9', 'was not found'],
    [`change the address of 99999 to ${ELM}`, 'was not found'],
    ['ship N SKU 1 tracking T9', 'is not in order'],
    ['send N out with T9', 'I did not understand what should happen'],
    ['make N a triangle', 'I did not understand what should happen'],
  ])('%s: %s', async (words, answer) => {
    expect((await said(words)).answer).toContain(answer)
  })

  test('a part of it leaves with a short tracking code, and what came back is booked in', async () => {
    expect((await said('ship N MUG-BLUE-11OZ 1 tracking T9')).answer).toContain('Tracking: T9')
    const { order } = await said('returned N 1 MUG-BLUE-11OZ', shipped)
    expect(order?.lines[0]?.returned).toBe(1)
  })
})

describe('lists', () => {
  test.each([
    ["what's unpaid?", 'to collect'],
    ["who hasn't paid yet?", 'to collect'],
    ['which orders are still unpaid', 'to collect'],
    ['which orders wait for stock', 'Waiting for stock'],
    ['which orders are waiting for stock?', 'Waiting for stock'],
    ['what do we have to ship today', 'To ship'],
    ['orders to ship?', 'To ship'],
    ['any returns coming back?', 'Returns announced'],
    ['how many orders today?', 'orders today'],
    ['what is waiting for me?', 'Asked of you'],
  ])('%s: %s', async (words, headline) => {
    expect((await said(words)).answer).toContain(headline)
  })

  test.each(['my orders', 'show me my orders please', 'what did I order?', "what's unpaid?"])(
    '%s: a customer reads their own',
    async (words) => {
      const { user, number } = await own()
      const at = thread()
      const answer = await shop.say(user, at, words)
      expect(answer).toContain(`${number}: `)
      expect(answer).not.toContain('Jane Doe')
      expect(await carts(at)).toEqual([])
    },
  )
})

describe('a return that was announced', () => {
  test.each(['no return for N', 'withdraw the return of N', 'I keep it after all'])(
    '%s: its customer takes it back',
    async (words) => {
      const { user, home, number } = await own()
      await shipped(number)
      await shop.say(user, home, `return ${number} 1 MUG-BLUE-11OZ`)
      await shop.say(user, home, 'yes')
      expect(await announced(number)).toBe(1)
      await shop.say(user, home, words.replace('N', String(number)))
      expect(await announced(number)).toBe(0)
    },
  )

  test('by a press as well; a second one says how many come back in all', async () => {
    const { user, home, number } = await own()
    await shipped(number)
    for (const in_all of ['1 Classic mug, blue, 11 oz will come back', '2 in all']) {
      await shop.say(user, home, `return ${number} 1 MUG-BLUE-11OZ`)
      expect(await shop.say(user, home, 'yes')).toContain(in_all)
    }
    expect(await shop.press(user, home, 'Keep it after all')).toContain('nothing comes back after all')
    expect(await announced(number)).toBe(0)
  })
})

describe('a change that waits', () => {
  test('bare "confirm" is the change that was shown; a way that was asked for is answered by its name', async () => {
    expect((await said('method N express / confirm')).order).toMatchObject({ total: 8_964 })
    const bonn = 'ship N to Max Weber, Hauptstr. 5, 53111 Bonn, Germany'
    expect((await said(`${bonn} / confirm N`)).answer).toContain('[International] [Leave it as it is]')
    expect((await said(`${bonn} / international / confirm`)).order?.groups).toMatchObject([{ method: 'international' }])
  })

  test('for the shop is not replaced unsaid: a second one is asked about, and no leaves the first', async () => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
    const placed = (await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes'))
    const number = Number(/order (\d{5}) placed/.exec(placed)?.[1])
    await shop.say(SAM, desk, `ship ${number} to ${ELM}`)
    const first = (await stored(number))?.proposed
    expect(first).toMatchObject({ waitsFor: 'caller-check' })
    expect(await shop.say(SAM, desk, `method ${number} express`)).toMatch(
      /Another change of order \d+ waits for the shop already[\s\S]*Waiting: to Pat Lee[\s\S]*Now: by Express/,
    )
    await shop.say(SAM, desk, 'no')
    expect((await stored(number))?.proposed).toEqual(first)
    await shop.say(SAM, desk, `gift note ${number} hello`)
    expect(await stored(number)).toMatchObject({ proposed: first, giftNote: 'hello' })
    await shop.say(SAM, desk, `method ${number} express`)
    await shop.press(SAM, desk, 'Ask for this instead')
    expect((await stored(number))?.proposed).toMatchObject({ amendment: { kind: 'method', method: 'express' } })
  })

  test('what is picked up is in one place, whatever it was split over', async () => {
    const { order, number } = await said('ship 1 MUG-BLUE-11OZ of N to office / yes / method N pickup / yes')
    expect(order?.groups).toMatchObject([{ method: 'pickup' }])
    expect(order?.groups).toHaveLength(1)
    const shown = await shop.say(SAM, thread(), `status ${number}`)
    expect(shown).toContain('Pick up at')
    expect(shown).not.toContain('Ship to')
  })
})

/** Said where the order was just placed. */
async function afterPlacing(words: string) {
  const desk = thread()
  const number = await janes(desk)
  let answer = ''
  for (const one of words.split(' / ')) answer = await shop.say(SAM, desk, one.replaceAll('N', String(number)))
  expect(await carts(desk)).toHaveLength(1)
  return { answer, order: await stored(number), number }
}

describe('money that came in', () => {
  test('money that is to be given is never recorded as paid', async () => {
    const { answer, order } = await afterPlacing('give her the money for it / yes')
    expect(answer).toContain('Nothing changed')
    expect(order?.payment.status).toBe('to-be-paid')
  })

  test.each(['she paid 48.71', 'she already paid 48.71 by cash for N'])(
    '%s: that much is recorded as paid, and nothing is given back',
    async (words) => {
      const { order } = await afterPlacing(words)
      expect(order?.records.map(({ amount }) => amount)).toEqual([4871])
    },
  )

  test.each(['what does she still owe us?', 'what do I still owe?', 'how much is still to pay?'])(
    '%s: the order that was spoken of says what is to be paid',
    async (words) => {
      const { answer, number } = await afterPlacing(words)
      expect(answer).toContain(`order ${number}, placed, 80.64 USD`)
    },
  )

  test('what comes off before anything was paid is less to pay, not money back', async () => {
    expect((await afterPlacing('take one mug off')).answer).toContain('off is 12.99 USD less to pay')
    expect((await afterPlacing('paid N / take one mug off')).answer).toContain('off gives 12.99 USD back')
  })
})

test.each(['she paid 20?', 'N has left?', 'the hoodie of N has left?'])(
  '%s: a question does nothing',
  async (words) => {
    const { order } = await afterPlacing(words)
    expect(order?.records).toEqual([])
    expect(order?.lines.map(({ shipped: gone }) => gone)).toEqual([0, 0])
  },
)

describe('not picked up after all', () => {
  test.each(['no pickup after all, send it to her home'])(
    '%s: it is sent there, at what sending costs',
    async (words) => {
      const { answer, order } = await afterPlacing(`method N pickup / yes / ${words} / yes`)
      expect(answer).toContain('5.95 USD more to pay')
      expect(order?.groups).toMatchObject([{ method: 'standard', address: { postcode: '62704' } }])
    },
  )
})

describe('an order by its number alone, or in a sentence about it', () => {
  test.each([
    ['N', 'placed, 80.64 USD'],
    ["what's happening with 1042? it never arrived", 'Order 1042 is on its way'],
    ['1042 has not arrived', 'Order 1042 is on its way'],
    ['who changed N?', 'History of order'],
    ['cancel N completely', 'Cancel order'],
    ['the hoodie of N has left, tracking 9400', 'Tracking: 9400'],
    ["which orders haven't gone out yet?", 'To ship'],
    ["she'd rather have it overnight", 'How should order'],
    ['any day is fine', 'is like that already'],
    ['no card please', 'is like that already'],
  ])('%s: %s', async (words, answer) => {
    expect((await afterPlacing(words)).answer).toContain(answer)
  })
})

test('more given back than had to go, then paid again: it is paid, and taken no more than the order came to', async () => {
  const words = ['paid N', 'cancel N 1 MUG-BLUE-11OZ', 'refunded N 20.00', 'yes', 'paid N 7.01']
  const { answer, order } = await said(words.join(' / '))
  expect(answer).toContain('7.01 USD received')
  expect(order).toMatchObject({ payment: { status: 'paid' }, money: { captured: 8_064, refunded: 1_299 } })
})

test('help names the changes of placed orders to customers, guests and staff', async () => {
  for (const user of [SAM, 'terminal:guest:help', 'terminal:customer:jane.doe@example.com']) {
    const help = await shop.say(user, thread(), 'help')
    for (const words of [
      'change the address of 10001',
      'gift note 10001',
      'contact 10001',
      'deliver 10001 on',
      'no return 10001',
    ])
      expect(help).toContain(words)
  }
})
