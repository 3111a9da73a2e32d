// Changes of a placed order that has not left, from the words through the database and back: what
// costs another amount is shown and confirmed for exactly that amount, what needs somebody else
// waits for them, the order's own thread is told, and the books add up.
// Next: src/conversation/turn/order/amend.ts, src/domain/order/amend/plan.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 500, buyers: 24 }) })
const second = await world({ url: shop.url })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect([...shop.faults, ...second.faults]).toEqual([])
})

/** Standard costs by weight: two mugs are heavier than its first band. */
const plain = demoWith({ plenty: 500 })
const heavy = await world({
  shop: {
    ...plain,
    settings: {
      ...plain.settings,
      shippingMethods: plain.settings.shippingMethods.map((method) =>
        method.id === 'standard'
          ? { ...method, rates: { kind: 'weight', bands: [{ upTo: 500, amount: 595 }, { amount: 3_595 }] } }
          : method,
      ),
    },
  },
})

const SAM = 'terminal:sam'
let threads = 0
const thread = (): string => `terminal:change-${++threads}`
const stored = (number: number) => shop.store.queries.order(number)
const history = async (number: number) => (await shop.store.queries.orderHistory(number)).map(({ kind }) => kind)

/** Placed by Sam for Jane, who pays by her card: 80.64 to home. */
async function janes(desk: string, ...more: readonly string[]): Promise<number> {
  await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie')
  for (const one of more) await shop.say(SAM, desk, one)
  return numberIn((await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes')))
}
const numberIn = (said: string): number => Number(/order (\d{5}) placed/.exec(said)?.[1])

describe('by staff', () => {
  test('an address of the book at no other cost is changed at once, with an event', async () => {
    const desk = thread()
    const number = await janes(desk)
    expect(await shop.say(SAM, desk, `ship ${number} to office`)).toContain('to office: Jane Doe, 400 Market St')
    expect(await stored(number)).toMatchObject({ total: 8_064, groups: [{ address: { postcode: '62701' } }] })
    expect(await history(number)).toEqual(['placed', 'amended'])
  })

  test('another method shows the difference and is made by yes, for that amount only', async () => {
    const desk = thread()
    const number = await janes(desk)
    expect(await shop.say(SAM, desk, `ship ${number} by express`)).toMatch(
      /by Express: 9\.00 USD more\?[\s\S]*Shipping 5\.95 now, 14\.95 then[\s\S]*Total 80\.64 now, 89\.64 then/,
    )
    expect(await stored(number)).toMatchObject({ total: 8_064 })
    expect(await shop.say(SAM, desk, 'yes')).toContain('9.00 USD more to pay')
    expect(await stored(number)).toMatchObject({ total: 8_964, shipping: 1_495, groups: [{ method: 'express' }] })
  })

  test('paid, and then cheaper: as much is to be given back, until somebody says it was', async () => {
    const desk = thread()
    const number = await janes(desk, 'method express')
    await shop.say(SAM, desk, `paid ${number}`)
    await shop.say(SAM, desk, `method ${number} standard`)
    expect(await shop.press(SAM, desk, 'Change it - 9.00 USD less')).toContain('9.00 USD to be given back by you')
    expect(await stored(number)).toMatchObject({
      total: 8_064,
      payment: { status: 'to-give-back' },
      money: { captured: 8_964, lowered: 900 },
    })
    await shop.press(SAM, desk, '9.00 was given back')
    expect(await stored(number)).toMatchObject({ payment: { status: 'paid' }, money: { refunded: 900 } })
  })

  test('a place its method does not reach offers those that do, one press each', async () => {
    const desk = thread()
    const number = await janes(desk, 'pay link')
    const asked = await shop.say(SAM, desk, `ship ${number} to Max Weber, Hauptstr. 5, 53111 Bonn, Germany`)
    expect(asked).toContain('[International] [Leave it as it is]')
    expect(await shop.press(SAM, desk, 'International')).toMatch(
      /13\.31 USD more\?[\s\S]*Tax on the items 5\.69 now, 0\.00 then/,
    )
    await shop.say(SAM, desk, 'yes')
    expect(await stored(number)).toMatchObject({ total: 9_395, tax: 0, groups: [{ method: 'international' }] })
  })

  test('over two addresses each pays its shipping; more than there is and other people stay out', async () => {
    const desk = thread()
    const number = await janes(desk)
    expect(await shop.say(SAM, desk, `ship 1 MUG-BLUE-11OZ of ${number} to office`)).toContain('5.95 USD more?')
    await shop.say(SAM, desk, 'yes')
    expect((await stored(number))?.groups).toMatchObject([
      { id: 'main', charge: 595 },
      { id: 'g2', charge: 595 },
    ])
    expect(await shop.say(SAM, desk, `ship 9 MUG-BLUE-11OZ of ${number} to office`)).toContain(
      'can still go somewhere else',
    )
    const before = await stored(number)
    expect(await shop.say('terminal:guest:eve', thread(), `ship ${number} to Eve, 1 A St, Salem, OR 97301`)).toContain(
      'was not found',
    )
    expect(await stored(number)).toEqual(before)
  })

  test('contact, day and gift note are kept with the order, and bad ones say what is wrong', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `contact ${number} jd@example.org`)
    await shop.say(SAM, desk, `gift note ${number}: Happy birthday, Ann!`)
    expect(await shop.say(SAM, desk, `deliver ${number} on 1 January 2020`)).toContain('is over')
    expect(await shop.say(SAM, desk, `deliver ${number} on someday`)).toContain('"someday" is no day')
    expect(await shop.say(SAM, desk, `contact ${number} not-an-email`)).toContain('not-an-email')
    expect(await stored(number)).toMatchObject({ giftNote: 'Happy birthday, Ann!', buyer: { email: 'jd@example.org' } })
    const [account] = await shop.rows<{ email: string }>(`select email from customer where number = 'C-1001'`)
    expect(account?.email).toBe('jane.doe@example.com')
    expect(await shop.say(SAM, desk, `status ${number}`)).toContain('Gift note: Happy birthday, Ann!')
  })
})

describe('a change that is asked for', () => {
  test('outlives other talk and another process; an old control confirms nothing else', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `ship ${number} by express`)
    await shop.say(SAM, desk, 'help')
    await shop.say(SAM, desk, `status ${number}`)
    expect(await stored(number)).toMatchObject({ proposed: { amendment: { kind: 'method', method: 'express' } } })
    await second.say(SAM, desk, `status ${number}`)
    expect(await second.press(SAM, desk, 'Look at the change')).toContain('9.00 USD more?')
    await second.say(SAM, desk, `method ${number} pickup`)
    expect(await shop.press(SAM, desk, 'Change it - 9.00 USD more')).toContain('No such change')
    expect(await second.press(SAM, desk, 'Leave it as it is')).toContain('stays as it is')
    expect(await stored(number)).toMatchObject({ total: 8_064, groups: [{ method: 'standard' }] })
    expect((await stored(number))?.proposed).toBeUndefined()
  })

  test('a cancelled order has no change waiting any more', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `ship ${number} by express`)
    expect(await shop.say(SAM, thread(), `status ${number}`)).toContain('Change asked for')
    await shop.say(SAM, desk, `cancel ${number}`)
    await shop.say(SAM, desk, 'yes')
    expect(await stored(number)).toMatchObject({ status: 'cancelled' })
    expect(await shop.say(SAM, thread(), `status ${number}`)).not.toMatch(/Change asked for|Look at the change/)
  })

  test('no leaves the order as it is', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `ship ${number} by express`)
    await shop.say(SAM, desk, 'no')
    expect((await stored(number))?.proposed).toBeUndefined()
    expect(await stored(number)).toMatchObject({ total: 8_064 })
  })
})

describe('a stored card and a new place', () => {
  const ELM = 'Pat Lee, 9 Elm St, Springfield, IL 62703'

  test('waits for a check of who is calling: a postcode of the book, not that of the new place', async () => {
    const desk = thread()
    const number = await janes(desk)
    expect(await shop.say(SAM, desk, `ship ${number} to ${ELM}`)).toContain('needs a caller check')
    expect(await shop.say(SAM, desk, `confirm ${number}`)).toContain('needs a caller check')
    for (const wrong of ['62703', '99999', String(number)])
      expect(await shop.say(SAM, desk, `check ${number} ${wrong}`)).toContain('does not show who is calling')
    expect(await stored(number)).toMatchObject({ groups: [{ address: { postcode: '62704' } }] })
    expect(await shop.say(SAM, desk, `check ${number} 62701`)).toContain('can go on')
    await shop.press(SAM, desk, 'Look at the change')
    await shop.press(SAM, desk, 'Change it')
    expect(await stored(number)).toMatchObject({
      groups: [{ address: { postcode: '62703' } }],
      callerCheck: { how: 'postcode', by: 'staff:sam' },
    })
    expect(await history(number)).toEqual(['placed', 'change-asked', 'caller-checked', 'amended'])
  })

  test('an earlier order or a mailed code will do as well; the code links nobody', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `ship ${number} to ${ELM}`)
    expect(await shop.say(SAM, desk, `check ${number} by mail`)).toContain('A code is on its way')
    const [mail] = await shop.rows<{ code: string }>(
      `select substring(payload->'view'->>'blocks' from '\\m\\d{6}\\M') as code from outbox
       where destination = 'mail:jane.doe@example.com' order by id desc limit 1`,
    )
    expect(await shop.say(SAM, desk, `check ${number} 000000`)).toContain('does not show')
    expect(await shop.say(SAM, desk, `check ${number} ${mail?.code}`)).toContain('can go on')
    expect(await stored(number)).toMatchObject({ callerCheck: { how: 'code' } })
    expect(await shop.rows(`select 1 from customer_link where user_key like 'check:%'`)).toEqual([])
    const other = await janes(thread())
    await shop.say(SAM, desk, `ship ${other} to ${ELM}`)
    await shop.say(SAM, desk, `check ${other} 1042`)
    expect(await stored(other)).toMatchObject({ callerCheck: { how: 'order' } })
  })
})

describe('by its customer', () => {
  test('the method and the address, shown and confirmed; the thread of the order is told', async () => {
    const eve = 'terminal:guest:eve'
    const own = thread()
    await shop.say(eve, own, '2 blue 11oz mugs')
    await shop.say(eve, own, 'eve@example.org')
    await shop.say(eve, own, 'ship to Eve Hall, 5 Oak Rd, Springfield, IL 62701')
    await shop.say(eve, own, 'pay link')
    await shop.say(eve, own, 'place')
    const label = /\[(Buy now[^\]]*)\]/.exec(await shop.say(eve, own, 'show'))?.[1] ?? ''
    const number = numberIn(`order ${/rder (\d{5})/.exec(await shop.press(eve, own, label))?.[1]} placed`)
    expect(await shop.say(eve, own, `ship ${number} by express`)).toContain('9.00 USD more?')
    expect(await shop.press(eve, own, 'Change it - 9.00 USD more')).toContain('9.00 USD more to pay')
    const elsewhere = thread()
    await shop.say(SAM, elsewhere, `ship ${number} to Eve Hall, 7 Pine St, Springfield, IL 62702`)
    expect(await shop.say(eve, own, `status ${number}`)).toMatch(/Order \d+: to Eve Hall, 7 Pine St/)
    expect(await stored(number)).toMatchObject({ groups: [{ method: 'express', address: { postcode: '62702' } }] })
    expect(await shop.say(eve, own, `check ${number} 62701`)).toMatch(/not possible|may/i)
  })
})

describe('a shipping price set by hand', () => {
  test('that would give more away waits for somebody whose limit covers it, on their desk', async () => {
    const desk = thread()
    await heavy.say('terminal:kim', desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
    await heavy.say('terminal:kim', desk, 'pay link')
    await heavy.say('terminal:kim', desk, 'shipping 0.00: goodwill')
    const number = numberIn(await heavy.say('terminal:kim', desk, 'place'))
    const order = () => heavy.store.queries.order(number)
    expect(await order()).toMatchObject({ shipping: 0, given: { total: 3_595 } })
    await heavy.say(SAM, desk, `ship 1 MUG-BLUE-11OZ of ${number} to office`)
    await heavy.say(SAM, desk, 'yes')
    expect(await order()).toMatchObject({ shipping: 595, given: { total: 595 } })
    expect(await heavy.say(SAM, desk, `ship ${number} to home`)).toContain('asked by Sam, needs an approval')
    expect(await heavy.press(SAM, desk, 'Change it - 5.95 USD less')).toContain('needs an approval')
    expect((await order())?.groups).toHaveLength(2)
    const approvals = 'terminal:approvals'
    await heavy.say('terminal:kim', approvals, 'help')
    expect(await heavy.press('terminal:kim', approvals, 'Change it - 5.95 USD less')).toContain('5.95 USD less to pay')
    expect(await order()).toMatchObject({ shipping: 0, given: { total: 3_595 } })
    expect(await heavy.store.checkInvariants()).toEqual([])
  })
})

describe('while a change waits', () => {
  test('nothing is sent to the old place: it is decided first', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `ship ${number} by express`)
    expect(await shop.say(SAM, desk, `ship ${number} tracking 1Z1`)).toContain('is not decided yet')
    expect((await stored(number))?.lines.map(({ shipped }) => shipped)).toEqual([0, 0])
    await shop.say(SAM, desk, `leave ${number} as it is`)
    expect(await shop.say(SAM, desk, `ship ${number} tracking 1Z1`)).toContain('1Z1')
  })
})

describe('in words', () => {
  test.each([
    ['cancel one mug of N', 1],
    ['cancel N a mug', 1],
    ['cancel one of the mugs of N', 1],
    ['cancel two mugs of N', 2],
  ])('%s takes off that many', async (said, many) => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, said.replace('N', String(number)))
    const mugs = (await stored(number))?.lines.find(({ sku }) => sku === 'MUG-BLUE-11OZ')
    expect(mugs?.cancelled).toBe(many)
  })

  test.each(['please make N express', 'change N to express', 'move N to pickup'])(
    '%s is about that order and opens no cart',
    async (said) => {
      const number = await janes(thread())
      const desk = thread()
      await shop.say(SAM, desk, said.replace('N', String(number)))
      expect(await shop.rows('select 1 from draft where last_thread = $1', [desk])).toEqual([])
    },
  )
})

describe('erasure', () => {
  test('it ends with the person it was for: nothing of it can be confirmed once they are erased', async () => {
    const desk = thread()
    const number = await janes(desk)
    await shop.say(SAM, desk, `ship ${number} by express`)
    await shop.store.erase('jane.doe@example.com')
    expect((await stored(number))?.proposed).toBeUndefined()
    expect(await shop.say(SAM, desk, `confirm ${number}`)).toContain('No such change')
  })
})
