// What was said by people who tried how safe Parley is, through the engine on PostgreSQL: an order
// named at the start of a message while a cart is open, praise where a reason is asked, "yes" to a
// choice of several, words begun and left. Next: the rooms named in each block.
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
  const thread = `terminal:said-${++threads}`
  return { thread, say: (text: string) => shop.say(user, thread, text) }
}
const guest = () => talk(`terminal:guest:said${threads}`)
async function cart(what = '3 MUG-BLUE-11OZ') {
  const desk = talk()
  await desk.say(`order for ${buyerEmail(threads)}: ${what}`)
  return desk
}
/** Answers the number of an order for a buyer of its own. */
async function placed(what: string): Promise<number> {
  const { say } = await cart(what)
  return Number(/order (1\d{4}) placed/.exec(await say('place'))?.[1])
}
/** What stands in the cart of this thread. */
async function contentOf(thread: string): Promise<unknown> {
  const [row] = await shop.rows<{ content: unknown }>(
    `select state->'content' as content from draft where last_thread = $1`,
    [thread],
  )
  return row?.content
}

describe('words beside an address or a number that change nothing of the cart', () => {
  test.each([
    'write to EMAIL',
    'cc EMAIL',
    'please also mail EMAIL',
    'the confirmation should go to EMAIL',
    'email EMAIL',
  ])('%s: who buys stays', async (words) => {
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words.replace('EMAIL', buyerEmail(59)))).toMatch(/belongs to Buyer 59.*nothing was changed/s)
    expect(await contentOf(thread)).toEqual(before)
  })

  test.each([
    'take 2 blue mugs off N',
    'take 2.00 off N: late',
    "she hasn't paid N",
    'i think N was paid',
    'take a mug off N',
  ])('%s: the open cart stays', async (words) => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { thread, say } = await cart()
    const before = await contentOf(thread)
    expect(await say(words.replace('N', String(number)))).toContain(String(number))
    expect(await contentOf(thread)).toEqual(before)
  })
})

describe('a message that begins with the number of an order is about that order', () => {
  test.each([
    'N: please make that 2 and add a comment ring twice',
    'N, coupon save10',
    'in order N write a comment: ring the bell, and 2 black totes for this order',
    'N - remove the hoodie',
    'order N: 2 black totes',
    'N: comment ring twice',
    'N: cancel the mugs',
    '#N make that 2',
  ])('"%s" leaves the open cart as it was', async (words) => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say, thread } = await cart()
    const before = await contentOf(thread)
    const answer = await say(words.replace('N', String(number)))
    expect(answer).toContain(String(number))
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('show')).not.toContain('I read')
  })

  test('a plain wish of it is done, there', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say } = await cart()
    await say(`${number}: comment ring twice`)
    expect((await shop.store.queries.order(number))?.comments.at(-1)).toBe('ring twice')
    expect(await say(`${number}: cancel the mugs`)).toContain(`Cancel order ${number}`)
    await say('yes')
    expect((await shop.store.queries.order(number))?.status).toBe('cancelled')
  })
})

describe('a reason is said, not heard in praise', () => {
  test.each([
    'great job team',
    "that's nice of you",
    'well done everyone',
    'you are great',
    'super',
    'very kind of you, thanks',
    '🙂',
  ])('"%s" gives no money', async (praise) => {
    const { say, thread } = await cart('4 HOOD-BLACK-L')
    await say('take 2 off')
    const before = await contentOf(thread)
    await say(praise)
    expect(await contentOf(thread)).toEqual(before)
    await say('the parcel came late')
    expect(await contentOf(thread)).not.toEqual(before)
  })
})

describe('"yes" to a choice of several is no choice', () => {
  test('an amount above the limit waits for which of them', async () => {
    const { say, thread } = await cart('4 HOOD-BLACK-L')
    expect(await say('take 150 off: late delivery')).toContain('"give my limit"')
    const before = await contentOf(thread)
    const answer = await say('yes')
    expect(answer).toContain('Yes to which?')
    expect(answer).toContain('"give my limit"')
    expect(await contentOf(thread)).toEqual(before)
    await say('give my limit')
    expect(await contentOf(thread)).not.toEqual(before)
  })
})

describe('where an order is, asked with its e-mail address', () => {
  test('a guest is told, and the contact of the own cart stays', async () => {
    const desk = talk()
    await desk.say('guest ann@example.com: 2 MUG-BLUE-11OZ')
    await desk.say('ship to Ann Moss, 9 Elm St, Salem, OR 97301')
    await desk.say('pay link')
    const number = /order (1\d{4})/.exec(await desk.say('place'))?.[1] ?? ''
    const { say, thread } = guest()
    await say('2 blue 11oz mugs')
    const before = await contentOf(thread)
    const answer = await say(`where is order ${number}? my mail is ann@example.com`)
    expect(answer).toContain(number)
    expect(answer).not.toContain('not found')
    expect(await say(`where is order ${number}? my mail is bob@example.com`)).toContain('not found')
    expect(await contentOf(thread)).toEqual(before)
  })
})

describe('words that were begun take what answers them', () => {
  test.each(['forget it', 'no, forget about it', 'skip it', 'leave it'])('"%s" leaves them out', async (words) => {
    const { say, thread } = await cart()
    const before = await contentOf(thread)
    await say('comment')
    await say('how long does delivery take?')
    await say(words)
    expect(await contentOf(thread)).toEqual(before)
    expect(await say('place')).toContain('placed')
  })

  test('a question asked between keeps them', async () => {
    const kept = await cart()
    await kept.say('comment')
    await kept.say('how long does delivery take?')
    expect(await kept.say('ring the bell')).toContain('Comment: ring the bell')
  })
})

describe('what is asked, and what is not its answer', () => {
  test.each(['you are great', 'my visa is 4242.4242.4242.4242', 'my sister lives there and it is big'])(
    '"%s" is no city',
    async (words) => {
      const { say, thread } = guest()
      await say('2 blue 11oz mugs')
      await say('ship to Pat Lee, 9 Elm St')
      const before = await contentOf(thread)
      expect(await say(words)).not.toContain('I still need the state')
      expect(await contentOf(thread)).toEqual(before)
    },
  )

  test('"ring twice" is how it is brought, and counts no goods', async () => {
    const { say } = await cart()
    const answer = await say('ring twice please')
    expect(answer).toContain('Comment: ring twice please')
    expect(answer).toContain('3 x Classic mug')
    expect(answer).not.toContain('I read')
  })

  test('a placed order asked about meanwhile: "yes" to an older question of the cart is asked what to', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const { say, thread } = await cart()
    await say('3 xyzzy blue 11oz mugs or so')
    const before = await contentOf(thread)
    await say(`cancel ${number}`)
    await say("what's in the cart?")
    await say('yes')
    expect(await contentOf(thread)).toEqual(before)
  })
})

describe('odd writings of a count are asked about', () => {
  test.each([
    ['a dozen minus one blue 11oz mugs', '11'],
    ['2x3 red 11oz mugs', '6'],
    ['-2 blue 11oz mugs', '2'],
    ['1e3 blue 11oz mugs', '3'],
  ])('"%s"', async (words, count) => {
    const { say } = guest()
    const answer = await say(words)
    expect(answer).toContain('whole number do you mean')
    expect(answer).not.toContain('+')
    expect(await say(count)).toContain(`${count} x Classic mug`)
  })

  test('one of two is not both', async () => {
    const { say } = guest()
    expect(await say('one cream tote or a black one')).not.toMatch(/\+1 Tote/)
  })
})

describe('a comment said beside another change of a placed order is done with it', () => {
  test.each([
    ['in order N add a comment: leave it at the door, and ship to office', 'leave it at the door', '62701'],
    ['ship N to office and write a comment: knock twice', 'knock twice', '62701'],
    ['N: add a comment leave it with Pat, thanks!', 'leave it with Pat, thanks!', '62704'],
  ])('%s', async (words, comment, postcode) => {
    const { say } = talk()
    await say('order for jane.doe@example.com: 2 MUG-BLUE-11OZ')
    const number = Number(/order (\d{5}) placed/.exec((await say('place')) + (await say('yes')))?.[1])
    await talk().say(words.replace('N', String(number)))
    const order = await shop.store.queries.order(number)
    expect(order?.comments).toEqual([comment])
    expect(order?.groups.map(({ address }) => address?.postcode)).toEqual([postcode])
  })

  test('goods beside it are no comment: nothing is done until it is said apart', async () => {
    const number = await placed('2 MUG-BLUE-11OZ')
    const before = await shop.store.queries.order(number)
    await talk().say(`in order ${number} write a comment: ring the bell, and 2 black totes for this order`)
    expect(await shop.store.queries.order(number)).toEqual(before)
  })
})

describe('an option word by itself', () => {
  test('changes the line that was just touched, and no older one', async () => {
    const { say } = talk()
    expect(await say(`order for ${buyerEmail(threads)}: 9 blue 11oz mugs`)).toContain('9 x Classic mug, blue')
    expect(await say('white')).toContain('9 x Classic mug, white')
    await say('the order 1042 was fine by the way, add a tote bag')
    const asked = await say('black')
    expect(asked).toContain('9 x Classic mug, white')
    expect(asked).toContain('Did I get that right?')
    expect(await say('make it red')).toContain('9 x Classic mug, red')
  })
})

describe('a number, a word and a place that are not what they look like', () => {
  test('the number of a house is no day of a placed order', async () => {
    const { say } = talk()
    await say(`order for ${buyerEmail(threads)}: 2 MUG-BLUE-11OZ`)
    const number = /order (\d{5}) placed/.exec(await say('place'))?.[1]
    const answer = await say(`can you send order ${number} to Pat Lee, 9 Market St, Salem, OR 97301`)
    expect(answer).toContain('9 Market St')
    expect(answer).not.toMatch(/wanted on|9 Mar\b/)
  })

  test.each(['we need 2000 white mugs', '1000 white mugs please'])('"%s" is a count, and no order', async (words) => {
    const { say } = guest()
    expect(await say(words)).not.toContain('was not found')
  })

  test('what is said beside the place of "my order" is not lost while a cart is open', async () => {
    const { say, thread } = await cart()
    const before = JSON.stringify(await contentOf(thread))
    const answer = await say('ship my order to Pat Lee, 9 Elm St, Salem, OR 97301 and make it express')
    expect(before).not.toContain('express')
    expect(`${answer}${JSON.stringify(await contentOf(thread))}`).toMatch(/express/i)
  })
})
