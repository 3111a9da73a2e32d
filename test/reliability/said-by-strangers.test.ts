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
