// What there is to do about placed orders, in the chat, on a rep's own page and on the command line:
// each list with its count, the oldest first, one press to the order, the same figures everywhere.
// Next: src/store/order/work.ts, src/conversation/screens/staff/worklists.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { WORKLISTS } from '#domain/model/placed/worklist.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { printed, world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 500, onHand: { 'HOOD-BLACK-L': 2 }, buyers: 24 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
const SAM = 'terminal:sam'
let threads = 0
const thread = (): string => `terminal:work-${++threads}`

async function placed(email: string, goods: string, ...more: readonly string[]): Promise<number> {
  const desk = thread()
  await shop.say(SAM, desk, `order for ${email}: ${goods}`)
  for (const one of more) await shop.say(SAM, desk, one)
  const said = (await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes'))
  return Number(/order (\d{5}) placed/.exec(said)?.[1])
}
const lists = () => shop.store.queries.work(WORKLISTS)
const numbers = async (list: (typeof WORKLISTS)[number]) => (await lists())[list]?.orders.map(({ number }) => number)

describe('the lists', () => {
  test('hold what asks for something, the oldest first, and lose it when it is done', async () => {
    const first = await placed(buyerEmail(1), '2 blue 11oz mugs')
    const second = await placed(buyerEmail(2), '1 red cap')
    const short = await placed('jane.doe@example.com', '3 HOOD-BLACK-L', 'pay invoice', 'backorders available')
    const unpaidLink = await placed(buyerEmail(3), '1 red cap', 'pay link')
    expect(await numbers('to-ship')).toEqual([first, second, short])
    expect(await numbers('waiting')).toEqual([short])
    expect(await numbers('unpaid')).toEqual([first, second, short, unpaidLink])
    const desk = thread()
    await shop.say(SAM, desk, `ship ${first}`)
    await shop.say(SAM, desk, `paid ${first}`)
    await shop.say(SAM, desk, `paid ${unpaidLink}`)
    expect(await numbers('to-ship')).toEqual([second, short, unpaidLink])
    expect(await numbers('unpaid')).toEqual([second, short])
    expect(await numbers('returns')).toEqual([])
    await shop.say(SAM, desk, `return ${first} 1 MUG-BLUE-11OZ`)
    expect((await lists()).returns).toMatchObject({ count: 1, orders: [{ number: first, units: 1 }] })
    await shop.say(SAM, desk, `received ${first} 1 MUG-BLUE-11OZ`)
    expect(await numbers('returns')).toEqual([])
  })

  test('are said in the chat with their counts, and a press opens the order', async () => {
    const desk = thread()
    const all = await shop.say(SAM, desk, 'work')
    const { 'to-ship': ship, waiting } = await lists()
    expect(all).toContain(`To ship: ${ship?.count}`)
    expect(all).toContain(`Waiting for stock: ${waiting?.count}`)
    const shown = await shop.press(SAM, desk, `To ship (${ship?.count})`)
    const oldest = ship?.orders[0]?.number
    expect(shown).toContain(`To ship: ${ship?.count}, the oldest first`)
    expect(shown.indexOf(String(oldest))).toBeLessThan(shown.indexOf(String(ship?.orders[1]?.number)))
    expect(await shop.say(SAM, desk, 'waiting for stock')).toContain('1 waiting')
    expect(await shop.say(SAM, desk, "today's orders")).toContain('orders today')
    expect(await shop.say(SAM, desk, 'returns')).toContain('Nothing is announced to come back')
  })

  test('what waits for somebody is asked of them, not of who asked', async () => {
    const number = await placed('jane.doe@example.com', '1 red cap')
    const desk = thread()
    await shop.say(SAM, desk, `ship ${number} to Pat Lee, 9 Elm St, Springfield, IL 62703`)
    expect(await shop.say('terminal:lee', thread(), 'asked of me')).toContain(`${number}: Jane Doe`)
    await shop.say(SAM, desk, `keep ${number} as it is`)
    expect(await numbers('asked')).toEqual([])
  })

  test("stand on a rep's own page with a press to each, and nobody but staff reads them", async () => {
    const opened = { id: 'home-1', thread: 'terminal:home', user: SAM, userName: 'Sam', locale: 'en-US' } as const
    const home = printed(await shop.deliver({ ...opened, kind: 'open', place: 'home' }))
    const { 'to-ship': ship } = await lists()
    expect(home).toContain(`To ship (${ship?.count})`)
    expect(home).toContain('Waiting for stock (1)')
    expect(await shop.say('terminal:guest:eve', thread(), 'to ship')).not.toMatch(/To ship: \d/)
  })
})
