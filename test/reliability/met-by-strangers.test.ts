// What people met who knew nothing of Parley, through the engine on PostgreSQL: amounts that can be
// read two ways, limits that grow with an address, hints nobody can follow, words that are not
// theirs to say, goods that are promised twice. Next: the rooms named in each block.
import { afterAll, describe, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 60 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
const SAM = 'terminal:sam'
let threads = 0
const talk = (user = SAM) => {
  const thread = `terminal:met-${++threads}`
  return {
    thread,
    say: (text: string) => shop.say(user, thread, text),
    press: (label: string) => shop.press(user, thread, label),
  }
}
const guest = () => talk(`terminal:guest:met${threads}`)
const orders = async () => (await shop.store.queries.orders()).length
/** Answers the number of an order for a buyer of its own. */
async function placed(what: string) {
  const desk = talk()
  await desk.say(`order for ${buyerEmail(threads)}: ${what}`)
  const number = Number(/order (1\d{4}) placed/.exec(await desk.say('place'))?.[1])
  return { ...desk, number }
}
const orderOf = async (number: number) => {
  const order = await shop.store.queries.order(number)
  if (order === undefined) throw new Error(`no order ${number}`)
  return order
}

describe('a limit is asked about when it is passed, not when the order is placed', () => {
  test('an address with a dearer method makes a waived shipping too much', async () => {
    const { say } = talk()
    await say('guest rita@example.com: 2 blue 11oz mugs and 2 red 11oz mugs')
    expect(await say('shipping 0.00: goodwill')).not.toContain('above your limit')
    expect(await say('show')).not.toContain('changed from 0.00')
    await say('method express')
    const answer = await say('ship to Pat Lee, 9 Elm St, Salem, OR 97301')
    expect(answer).toContain('That is above your limit')
    expect(answer).toContain('[Ask for approval]')
    expect(await say('place')).toContain('still open')
    expect(await say('leave it')).toMatch(/Express[^\n]*14\.95/)
  })

  test('taking lines out makes a discount too much; asked once, and what is left alone stays quiet', async () => {
    const { say } = talk()
    await say(`order for ${buyerEmail(threads)}: 4 HOOD-BLACK-L and 1 TOTE-CREAM`)
    expect(await say('take 9.00 off: damaged')).not.toContain('above your limit')
    expect(await say('remove HOOD-BLACK-L')).toContain('above your limit')
    expect(await say('comment ring the bell')).not.toContain('That is above your limit')
  })
})

describe('an amount that can be read two ways is asked for', () => {
  test.each(['1,5', '12,5', '1,2345'])('"%s" where people write 1.50', async (typed) => {
    const { say } = talk()
    await say(`order for ${buyerEmail(threads)}: 4 HOOD-BLACK-L`)
    const answer = await say(`take ${typed} off: damaged`)
    expect(answer).not.toContain('Taken off')
    expect(answer).toMatch(/cannot be sure|too many decimals/)
  })

  test('with as many decimals as the currency has it is what it says', async () => {
    const { say } = talk()
    await say(`order for ${buyerEmail(threads)}: 4 HOOD-BLACK-L`)
    expect(await say('take 1,50 off: damaged')).toMatch(/Taken off[^\n]*-1\.50/)
    expect(await say('take 1.6 off: damaged')).toMatch(/Taken off[^\n]*-1\.60/)
  })
})

describe('the books name what they speak of', () => {
  test('nothing and less than nothing is no payment, and the example is one of a payment', async () => {
    const { say, number } = await placed('2 MUG-BLUE-11OZ')
    for (const [words, example] of [
      [`paid ${number} 0`, `paid ${number} 5.00`],
      [`paid ${number} -5`, `paid ${number} 5.00`],
      [`refund ${number} 0: goodwill`, `refund ${number} 5.00: `],
    ] as const) {
      const answer = await say(words)
      expect(answer).toContain('above zero')
      expect(answer).toContain(example)
    }
    expect(await say(`part paid ${number} 1,5 cash`)).toContain('cannot be sure')
    expect((await orderOf(number)).records).toEqual([])
  })

  test('"not paid" names the record it takes back, and a second one asks for the one before', async () => {
    const { say, number } = await placed('2 MUG-BLUE-11OZ')
    await say(`part paid ${number} 5.00 cash`)
    await say(`part paid ${number} 3.00 by transfer ref 8837`)
    expect(await say(`not paid ${number}`)).toMatch(/3\.00 paid - transfer - 8837 - sam/)
    for (const _ of [1, 2])
      expect(await say(`not paid ${number}`)).toMatch(/Take back another record .*5\.00 paid - cash/)
    expect((await orderOf(number)).money.captured).toBe(500)
    expect(await say('yes')).toMatch(/5\.00 paid - cash/)
    expect((await orderOf(number)).money.captured).toBe(0)
    expect(await say(`not paid ${number}`)).toContain('Nothing was recorded')
  })

  test('a paid order is told apart from one with nothing left to reduce', async () => {
    const { say, number } = await placed('4 MUG-BLUE-11OZ')
    await say(`ship ${number} MUG-BLUE-11OZ 2`)
    expect(await say(`set ${number} MUG-BLUE-11OZ 1`)).toContain('It can be 2 to 4')
    await say(`ship ${number}`)
    const answer = await say(`set ${number} MUG-BLUE-11OZ 0`)
    expect(answer).toContain('have left already')
    expect(answer).not.toMatch(/or more|4 to 4/)
    expect(answer).toContain(`return ${number} 1 MUG-BLUE-11OZ`)
  })

  test('an exchange takes the return that was announced, so that nothing is promised twice', async () => {
    const { say, number } = await placed('2 MUG-BLUE-11OZ')
    await say(`ship ${number}`)
    await say(`paid ${number}`)
    await say(`return ${number} 1 MUG-BLUE-11OZ`)
    const asked = await say(`exchange ${number} MUG-BLUE-11OZ for MUG-RED-11OZ`)
    expect(asked).toContain('takes the place of the return that was announced')
    await say('yes')
    const { lines } = await orderOf(number)
    const marks = lines[0]?.units.map(({ announced, exchanged }) => [announced, exchanged])
    expect(marks).toEqual([
      [undefined, undefined],
      [undefined, true],
    ])
    await say(`received ${number} 1 MUG-BLUE-11OZ`)
    expect((await orderOf(number)).money.credited).toBe(
      (await orderOf(number)).lines[1]?.units.reduce((sum, { net, tax }) => sum + net + tax, 0) ?? 0,
    )
  })
})

describe('what is not theirs to say', () => {
  test.each([
    'take over',
    'hand back',
    'say hello',
    'approve A1',
    'decline A1: no',
    'withdraw',
    'accept',
    'give my limit',
  ])('a guest says "%s" and is told that it is not possible here', async (text) => {
    const { say } = guest()
    await say('2 blue 11oz mugs')
    expect(await say(text)).toContain('That is not possible here')
  })
})

describe('hints name what this buyer has', () => {
  test('a guest is offered no stored card, a rep no card and no saved address of a guest', async () => {
    const own = guest()
    await own.say('2 blue 11oz mugs')
    await own.say('guest zoe@example.com')
    const shown = await own.say('ship to Zoe Miller, 9 Elm St, Salem, OR 97301')
    expect(shown).toContain('"pay link"')
    expect(shown).not.toMatch(/pay card|pay invoice/)
    const { say } = talk()
    const needs = await say('guest rita2@example.com: 2 blue 11oz mugs')
    expect(needs).not.toContain('ship to home')
    expect(await say('ship to Pat Lee, 9 Elm St, Salem, OR 97301')).not.toMatch(/pay card|pay invoice/)
  })

  test('two lines of one product have two controls of their own', async () => {
    const { say } = guest()
    const shown = await say('2 MUG-BLUE-11OZ, 1 MUG-RED-11OZ, 1 TOTE-CREAM')
    expect(shown).toContain('[Remove Classic mug, blue, 11 oz]')
    expect(shown).toContain('[Remove Classic mug, red, 11 oz]')
    expect(shown).toMatch(/\[Remove Tote[^,\]]*\]/)
    await say('note MUG-RED-11OZ gift wrap')
    await say('add 1 MUG-RED-11OZ')
    const labels = [...(await say('show')).matchAll(/\[(Remove [^\]]+)\]/g)].map(([, label]) => label)
    expect(new Set(labels).size).toBe(labels.length)
  })
})

describe('"me" is nobody\'s name', () => {
  test.each([
    'deliver it to me at 4 Hill Rd, Springfield, IL 62701',
    'ship to me, 4 Hill Rd, Springfield, IL 62701',
    'ship to my place: 4 Hill Rd, Springfield, IL 62701',
  ])('"%s" asks who receives it', async (text) => {
    const { say } = guest()
    await say('2 blue 11oz mugs')
    const shown = await say(text)
    expect(shown).toContain('who receives it')
    expect(await say('Kev Brown')).toContain('Kev Brown, 4 Hill Rd, Springfield, IL 62701')
  })
})

describe('a customer buys with the button only', () => {
  test('a typed "place" orders nothing, and says which button does or what is missing', async () => {
    const { say, press } = guest()
    const before = await orders()
    await say('2 blue 11oz mugs')
    expect(await say('place')).toMatch(/Almost there: .*missing[\s\S]*Nothing was ordered yet/)
    await say('guest zoe@example.com')
    await say('ship to Zoe Miller, 9 Elm St, Salem, OR 97301')
    await say('pay link')
    for (const words of ['place', 'place it', 'place order', 'buy it now', 'checkout'])
      expect(await say(words)).toMatch(/Nothing is ordered by typing[\s\S]*\[Buy now - pay 29\.95 USD\]/)
    expect(await orders()).toBe(before)
    expect(await press('Buy now - pay 29.95 USD')).toMatch(/Thank you/)
    expect(await say('place')).toContain('already placed')
  })
})

describe('who is reached is named when it changes', () => {
  test('a sentence that is none about contact changes none', async () => {
    for (const text of [
      'parley erase bob@example.com',
      'please erase bob@example.com',
      'parley status bob@example.com',
    ]) {
      const { say, thread } = guest()
      await say('2 blue 11oz mugs')
      await say('guest Jane Doe jane@example.com')
      await say(text)
      const [row] = await shop.rows<{ email: string }>(
        `select state#>>'{content,buyer,email}' as email from draft where last_thread = $1`,
        [thread],
      )
      expect(row?.email, text).toBe('jane@example.com')
    }
  })

  test('another address of somebody with a name is the change that is shown', async () => {
    const { say } = guest()
    await say('2 blue 11oz mugs')
    await say('guest Jane Doe jane@example.com')
    expect((await say('my e-mail is doe@example.com')).split('\n')[1]).toBe('E-mail doe@example.com')
  })
})

describe('what is said twice, and what is none of the address', () => {
  test('the same item asked for again while it is open is one question; two of a kind in one message are two', async () => {
    const { say } = guest()
    await say('half a dozen crew socks')
    await say('half a dozen crew socks')
    expect((await say('show')).match(/6 crew socks: which colour/g)).toHaveLength(1)
  })

  test("somebody's number is the order's, and no address", async () => {
    const { say } = talk()
    await say(`order for ${buyerEmail(threads)}: 2 MUG-BLUE-11OZ`)
    const answer = await say('the contact on site is Bob, 309 555 0100')
    expect(answer).toContain('Phone +13095550100, for this order')
    expect(answer).not.toContain('I still need')
  })

  test.each(["call me when it's there 555-0133", 'ring at number 4 please', 'leave it at number 7'])(
    '"%s" is no street',
    async (wish) => {
      const { say } = guest()
      await say('2 MUG-BLUE-11OZ')
      await say('ship to Salem, OR 97301')
      expect(await say('show')).toContain('I still need')
      await say(wish)
      expect(await say('show')).toMatch(/I still need (?:who|the street)/)
      expect(await say('show')).not.toMatch(/Ship to/)
    },
  )

  test.each(['show my orders', 'list all my orders', 'please show me my past orders', 'my orders'])(
    '"%s" lists them, also while something is asked for',
    async (words) => {
      const { say } = guest()
      await say('2 MUG-BLUE-11OZ')
      await say('ship to 12 Mill Lane')
      expect(await say(words)).toContain('You have no orders yet')
    },
  )
})
