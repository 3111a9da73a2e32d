// Nothing that was not meant, through the engine on PostgreSQL: a shipping price set by hand stays with its method, and words without a number are about the
// order last named, never the open cart. Next: src/domain/draft/shipping-override.ts, src/conversation/turn/orders.ts.
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
