// Nothing that was not meant, through the engine on PostgreSQL: a shipping price set by hand stays
// with its method, and words without a number are about the order last named, never the open cart.
// Next: src/domain/draft/prices/shipping-override.ts, src/conversation/turn/order/orders.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 500, buyers: 24 }) })
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

let threads = 0
let buyers = 0
const thread = (): string => `terminal:meant-${++threads}`
const orders = async () => (await shop.store.queries.orders()).length

describe('a shipping price set by hand and another method', () => {
  const express = async (desk: string): Promise<string> => {
    await shop.say('terminal:kim', desk, `order for ${buyerEmail(buyers++)}: 2 blue 11oz mugs`)
    await shop.say('terminal:kim', desk, 'shipping 3.00: goodwill')
    return shop.say('terminal:kim', desk, 'method express')
  }

  test('is asked about by the name of the method, and place orders nothing before it is answered', async () => {
    const desk = thread()
    const before = await orders()
    const asked = await express(desk)
    expect(asked).toContain('the method is Express now. Is that its price?')
    expect(asked).not.toContain('address changed')
    await shop.say('terminal:kim', desk, 'place')
    await shop.say('terminal:kim', desk, 'place')
    expect(await orders()).toBe(before)
    const kept = await shop.press('terminal:kim', desk, 'Express for 3.00')
    expect(kept).toContain('stays')
    const placed = await shop.say('terminal:kim', desk, 'place')
    const number = Number(/order (\d{5}) placed/.exec(placed)?.[1])
    expect(await shop.store.queries.order(number)).toMatchObject({ groups: [{ method: 'express', charge: 300 }] })
  })

  test('undone and done again it is asked about at place', async () => {
    const desk = thread()
    const before = await orders()
    await express(desk)
    await shop.say('terminal:kim', desk, 'undo')
    await shop.say('terminal:kim', desk, 'redo')
    expect(await shop.say('terminal:kim', desk, 'place')).toContain('the method is Express now')
    expect(await orders()).toBe(before)
    expect(await shop.press('terminal:kim', desk, 'Use the usual price')).toContain('14.95')
  })

  test('left out, the usual price counts', async () => {
    const desk = thread()
    await express(desk)
    expect(await shop.say('terminal:kim', desk, 'leave it out')).toMatch(/Express[^\n]*14\.95/)
  })
})

describe('words without a number', () => {
  const SAM = 'terminal:sam'
  /** Places what was typed for a buyer of their own; answers its number. */
  const placed = async (desk: string, what: string): Promise<number> => {
    await shop.say(SAM, desk, `order for ${buyerEmail(buyers++)}: ${what}`)
    await shop.say(SAM, desk, 'backorders available')
    return Number(/order (\d{5}) placed/.exec(await shop.say(SAM, desk, 'place'))?.[1])
  }
  const orderOf = async (number: number) => {
    const order = await shop.store.queries.order(number)
    if (order === undefined) throw new Error(`no order ${number}`)
    return order
  }
  const linesIn = async (desk: string) =>
    (
      await shop.rows<{ lines: unknown[] }>(
        `select state->'content'->'lines' as lines from draft where last_thread = $1 and status = 'open' order by ref desc limit 1`,
        [desk],
      )
    )[0]?.lines ?? []

  test('release and wait are about the order last named here, or ask which', async () => {
    const desk = thread()
    const first = await placed(desk, '2 blue 11oz mugs')
    const second = await placed(thread(), '2 blue 11oz mugs')
    for (const words of ['release', 'wait']) expect(await shop.say(SAM, thread(), words)).toContain('Which order?')
    await shop.say(SAM, desk, `status ${second}`)
    expect(await shop.say(SAM, desk, 'release')).toContain(`Nothing of order ${second} waits`)
    expect(await shop.say(SAM, desk, `wait ${first}`)).toContain(`Nothing of order ${first} waits`)
    expect(await shop.say(SAM, desk, 'release')).toContain(`Nothing of order ${first} waits`)
    expect([(await orderOf(first)).status, (await orderOf(second)).status]).toEqual(['placed', 'placed'])
  })

  test('cancel means the order last named where no cart has lines, and asks with its amount', async () => {
    const desk = thread()
    const number = await placed(desk, '2 blue 11oz mugs')
    expect(await shop.say(SAM, desk, 'cancel')).toMatch(
      new RegExp(`Cancel order ${number} of Buyer \\d+, 29.95 USD\\?`),
    )
    expect((await orderOf(number)).status).toBe('placed')
    await shop.say(SAM, desk, 'yes')
    expect((await orderOf(number)).status).toBe('cancelled')
  })

  test('cancel asks which where both are there; yes answers nothing, each control its own', async () => {
    const desk = thread()
    const number = await placed(desk, '2 blue 11oz mugs')
    await shop.say(SAM, desk, `order for ${buyerEmail(buyers++)}: 3 red 11oz mugs`)
    expect(await shop.say(SAM, desk, 'cancel')).toContain(`Cancel what: the open cart, 3 items, or order ${number}?`)
    await shop.say(SAM, desk, 'yes')
    expect((await orderOf(number)).status).toBe('placed')
    expect(await linesIn(desk)).toHaveLength(1)
    await shop.say(SAM, desk, 'cancel')
    await shop.press(SAM, desk, 'Cancel the cart')
    expect(await linesIn(desk)).toHaveLength(0)
    expect((await orderOf(number)).status).toBe('placed')
  })

  test('once it has left, cancel means the cart again', async () => {
    const desk = thread()
    const number = await placed(desk, '2 blue 11oz mugs')
    await shop.say(SAM, desk, `ship ${number}`)
    await shop.say(SAM, desk, `order for ${buyerEmail(buyers++)}: 3 red 11oz mugs`)
    await shop.say(SAM, desk, 'cancel')
    await shop.say(SAM, desk, 'yes')
    expect(await linesIn(desk)).toHaveLength(0)
  })

  test('what names a placed order never changes the open cart', async () => {
    const desk = thread()
    const number = await placed(thread(), '2 blue 11oz mugs')
    await shop.say(SAM, desk, `order for ${buyerEmail(buyers++)}: 3 red 11oz mugs`)
    await shop.say(SAM, desk, 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US')
    const before = await shop.rows(`select state->'content' as content from draft where last_thread = $1`, [desk])
    const said: readonly (readonly [string, string | RegExp])[] = [
      [`add 1 TOTE-CREAM to ${number}`, `Order ${number} has no Tote`],
      [`add 1 mug to ${number}`, 'does not grow'],
      [`put 2 totes on order ${number}`, 'does not grow'],
      [`ship ${number} to office`, 'There is no address called "office"'],
      [`change the address of ${number} to 5 Main St, Salem, OR 97301`, `${number}`],
      [`remove the tote from order ${number}`, /not in order|placed/],
      [`use coupon SAVE10 on order ${number}`, 'is placed'],
      [`take 5.00 off order ${number}: late delivery`, 'is placed'],
      [`make it express for order ${number}`, 'by Express'],
    ]
    for (const [words, answer] of said) expect(await shop.say(SAM, desk, words), words).toMatch(answer)
    expect(await shop.say(SAM, desk, `change ${number} to 1 mug`)).toContain('1 Classic mug, blue, 11 oz cancelled')
    expect(await shop.rows(`select state->'content' as content from draft where last_thread = $1`, [desk])).toEqual(
      before,
    )
    expect((await orderOf(number)).lines.map(({ sku, cancelled }) => [sku, cancelled])).toEqual([['MUG-BLUE-11OZ', 1]])
  })

  test('more of it is one press away, as a new order', async () => {
    const desk = thread()
    const number = await placed(desk, '2 blue 11oz mugs')
    await shop.say(SAM, desk, `add 1 TOTE-CREAM to ${number}`)
    expect(await shop.press(SAM, desk, 'New order')).toContain('+1 Tote')
  })

  test('a number that is no order of theirs belongs to what was said', async () => {
    const desk = thread()
    await shop.say(SAM, desk, `order for ${buyerEmail(buyers++)}: 3 red 11oz mugs`)
    expect(await shop.say(SAM, desk, 'comment 99999 is the gate code')).toContain('99999 is the gate code')
  })
})

describe('a question about what is so changes nothing', () => {
  test.each([
    'was my order sent to 12 Elm St?',
    'was it shipped to 12 Elm St, Salem, OR 97301?',
    'did you send it to 12 Elm St, Salem, OR 97301',
    'will it be delivered to 12 Elm St, Salem, OR 97301?',
    'did you add 3 red caps?',
    'were the mugs changed to red?',
    'is express selected?',
    'did she choose express?',
  ])('"%s"', async (asked) => {
    const at = `terminal:asked-${asked}`
    const guest = 'terminal:guest:asks'
    const say = (text: string) => shop.say(guest, at, text)
    await say('2 MUG-BLUE-11OZ')
    await say('ship to Pat Lee, 9 Elm St, Salem, OR 97301')
    const stored = async () =>
      (
        await shop.rows(
          `select state->'content' as content, state->'pending' as asked from draft where last_thread = $1`,
          [at],
        )
      )[0]
    const before = await stored()
    const answer = await say(asked)
    expect(answer).toMatch(/not placed yet|I have no answer|would be 38\.95, 9\.00 more than now/)
    expect(await stored()).toEqual(before)
  })

  test('what is asked for is done all the same, and thanks are no answer to a question', async () => {
    const say = (text: string) => shop.say('terminal:guest:asks', 'terminal:asked-for', text)
    await say('2 MUG-BLUE-11OZ')
    expect(await say('can you add 3 red caps?')).toContain('+3 Baseball cap, red')
    expect(await say('great, is there a discount for teachers?')).toContain('I have no answer')
    expect(await say('hi, do you sell laptops?')).not.toContain('you are welcome')
    expect(await say('have a nice day')).not.toContain('I have no answer')
  })
})
