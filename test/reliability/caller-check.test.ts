// A stored card and a place its owner's goods never went to: until a rep knows who is calling the
// card is not ready, on no screen and by no command; the owner alone is sent to a payment link.
// Next: src/domain/draft/payment-choice.ts, src/conversation/turn/people/caller-check.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 500, buyers: 4 }) })
await shop.store.desk.linkCustomer('terminal:jane', 'jane.doe@example.com')
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})
const SAM = 'terminal:sam'
let threads = 0
let houses = 8
/** A placed order keeps its address in the book: each time another one. */
const elm = (): string => `ship to Pat Lee, ${++houses} Elm St, Springfield, IL 62703`
const thread = (): string => `terminal:caller-${++threads}`
const READY = /\[(?:Place order|Buy now)/

async function newPlace(desk: string): Promise<string> {
  await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
  return shop.say(SAM, desk, elm())
}
const numberIn = (said: string): number => Number(/order (\d{5}) placed/.exec(said)?.[1])

async function janesOrder(desk: string): Promise<number> {
  await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
  return numberIn((await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes')))
}

describe('with a rep', () => {
  test('the card is not ready, place orders nothing, and wrong answers open nothing', async () => {
    const desk = thread()
    const before = (await shop.store.queries.orders()).length
    const card = await newPlace(desk)
    expect(card).toContain('needs a caller check')
    expect(card).not.toMatch(READY)
    expect(await shop.say(SAM, desk, 'place')).not.toContain('placed')
    // The postcode it goes to, somebody else's, one nobody has, and a code that was never sent.
    for (const wrong of ['62703', '53111', '00000', '123456']) {
      const said = await shop.say(SAM, desk, `check ${wrong}`)
      expect(said, wrong).toContain('does not show who is calling')
      expect(said, wrong).not.toMatch(/62704|62701|1042/)
    }
    expect(await shop.say(SAM, desk, 'show')).not.toMatch(READY)
    expect((await shop.store.queries.orders()).length).toBe(before)
  })

  test.each([
    ['an earlier order', '1042', 'order'],
    ['a postcode of the address book', '62701', 'postcode'],
  ])('%s makes it ready, and is kept with the order', async (_, answer, how) => {
    const desk = thread()
    expect(await newPlace(desk)).not.toMatch(READY)
    const said = await shop.say(SAM, desk, `check ${answer}`)
    expect(said).toMatch(READY)
    const placed = (await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes'))
    const order = await shop.store.queries.order(numberIn(placed))
    expect(order).toMatchObject({ payment: { choice: { kind: 'stored' } }, callerCheck: { how, by: 'staff:sam' } })
    expect(await shop.say(SAM, desk, `status ${order?.number}`)).toContain('checked by sam')
  })

  test('so does a code that is mailed to the account, once', async () => {
    const desk = thread()
    await newPlace(desk)
    expect(await shop.say(SAM, desk, 'check by mail')).toContain('A code is on its way')
    const [mail] = await shop.rows<{ code: string }>(
      `select substring(payload->'view'->>'blocks' from '\\m\\d{6}\\M') as code from outbox
       where destination = 'mail:jane.doe@example.com' order by id desc limit 1`,
    )
    expect(await shop.say(SAM, desk, `check ${mail?.code}`)).toMatch(READY)
    const other = thread()
    await newPlace(other)
    expect(await shop.say(SAM, other, `check ${mail?.code}`)).toContain('does not show')
  })

  test("it counts for that customer only, survives an undo, and is never on the customer's screen", async () => {
    const desk = thread()
    await newPlace(desk)
    await shop.say(SAM, desk, 'check 62701')
    await shop.say(SAM, desk, 'add 1 red cap')
    expect(await shop.say(SAM, desk, 'undo')).toMatch(READY)
    const [row] = await shop.rows<{ state: { callerCheck?: object } }>(
      `select state from draft where thread_key = $1`,
      [desk],
    )
    expect(row?.state.callerCheck).toMatchObject({ how: 'postcode', by: 'staff:sam' })
  })

  test('a payment link needs none', async () => {
    const desk = thread()
    await newPlace(desk)
    expect(await shop.say(SAM, desk, 'pay link')).toMatch(READY)
  })

  test.each([
    ['to ship to', elm()],
    ['to bill to', elm().replace('ship', 'bill')],
  ])('an order by a link to a place %s does not open the card for that place', async (_, to) => {
    const desk = thread()
    await shop.say(SAM, desk, 'order for jane.doe@example.com: 2 blue 11oz mugs')
    await shop.say(SAM, desk, to)
    await shop.say(SAM, desk, 'pay link')
    expect((await shop.say(SAM, desk, 'place')) + (await shop.say(SAM, desk, 'yes'))).toMatch(/order \d{5} placed/)
    const next = thread()
    await shop.say(SAM, next, 'order for jane.doe@example.com: 2 blue 11oz mugs')
    expect(await shop.say(SAM, next, to.replace('bill', 'ship'))).toContain('needs a caller check')
    const placed = thread()
    const number = await janesOrder(placed)
    expect(await shop.say(SAM, placed, to.replace(/^\w+/, `ship ${number}`))).toContain('needs a caller check')
  })
})

describe('with its owner alone', () => {
  test('the card is not offered for the new place, and nobody may check themselves', async () => {
    const own = thread()
    await shop.say('terminal:jane', own, '2 blue 11oz mugs')
    const card = await shop.say('terminal:jane', own, elm())
    expect(card).not.toMatch(READY)
    expect(card).not.toContain('pay card')
    expect(await shop.say('terminal:jane', own, 'pay card')).toContain('payment link')
    for (const said of ['check 62701', 'check 1042', 'check by mail'])
      expect(await shop.say('terminal:jane', own, said)).not.toMatch(READY)
    expect(await shop.say('terminal:jane', own, 'pay link')).toMatch(READY)
  })
})
