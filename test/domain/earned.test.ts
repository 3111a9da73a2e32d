/**
 * A gift leaves with what earned it, and so does a unit that another line earned; rewards within a
 * line and thresholds stay as they were frozen.
 */
import { describe, expect, test } from 'vitest'
import type { DraftContent } from '#domain/model/draft.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import type { Conditions, Promotion } from '#domain/model/shop.ts'
import { due, toGiveBack } from '#domain/order/money.ts'
import { orderDesk, placedOrder } from '#test/support/placed-orders.ts'
import { contentOf, factsOf, lineOf, promotion, shopOf, some } from '#test/support/shop-fixtures.ts'

const desk = (
  cart: Parameters<typeof contentOf>[0],
  promotions: readonly Promotion[],
  rest: Partial<DraftContent> = {},
) => {
  const facts = factsOf(shopOf({ promotions }))
  return orderDesk(facts, placedOrder(contentOf(cart, rest), facts, { paid: 'link-paid' }))
}
const MUG = 'MUG-BLUE-11OZ'
const gift = (conditions: Conditions) => promotion('PEN', { kind: 'gift', sku: 'PEN', quantity: 1 }, { conditions })
const cancel = (sku: string, quantity?: number): OrderCommand => ({
  kind: 'cancel',
  part: { sku, ...(quantity === undefined ? {} : { quantity }) },
})
const line = (order: ReturnType<ReturnType<typeof desk>['order']>, sku: string, isGift = false) =>
  order.lines.find((one) => one.sku === sku && one.gift === isGift)

describe('a gift', () => {
  test('alone in its order is no order: with the last thing bought it is cancelled whole, and all that was paid goes back, shipping too', () => {
    const placed = desk([lineOf(MUG, 2)], [gift({})])
    const { total } = placed.order()
    const done = placed.does(cancel(MUG))
    expect(done?.order.status).toBe('cancelled')
    expect(done?.givesCouponsBack).toBe(true)
    expect(done?.events[0]?.label).toContain('Cancelled the order')
    expect(done?.stock).toContainEqual({ sku: 'PEN', onHand: 0, reserved: -1, allocated: 0 })
    expect(toGiveBack(placed.order())).toBe(total)
  })

  test('of two mugs leaves with the second mug, and the rest of the order stays', () => {
    const placed = desk(
      [lineOf(MUG, 2), lineOf('SOCK-BLACK-SM', 1)],
      [gift({ quantity: { atLeast: 2, of: some({ skus: [MUG] }) } })],
    )
    const done = placed.does({ kind: 'set-quantity', sku: MUG, quantity: 1 })
    expect(line(placed.order(), 'PEN', true)).toMatchObject({ cancelled: 1, reserved: 0 })
    expect(done?.events[0]?.label).toContain('and 1 x PEN that it earned')
    expect(placed.order().status).toBe('placed')
  })

  test('of a threshold stays as it was frozen while anything is bought', () => {
    const placed = desk([lineOf(MUG, 2), lineOf('SOCK-BLACK-SM', 1)], [gift({ minimum: 2_000 })])
    placed.does(cancel(MUG))
    expect(line(placed.order(), 'PEN', true)).toMatchObject({ cancelled: 0, reserved: 1 })
  })

  test('comes back with the goods that come back', () => {
    const placed = desk([lineOf(MUG, 2)], [gift({})])
    placed.does({ kind: 'ship' })
    placed.does({ kind: 'return', part: { sku: MUG, quantity: 1 } })
    expect(line(placed.order(), 'PEN', true)?.returned).toBe(0)
    const done = placed.does({ kind: 'return', part: { sku: MUG, quantity: 1 } })
    expect(line(placed.order(), 'PEN', true)?.returned).toBe(1)
    expect(done?.order.status).toBe('returned')
  })

  test('is counted over the orders that were placed together', () => {
    const placed = desk([lineOf(MUG, 1)], [gift({ quantity: { atLeast: 2, of: some({ skus: [MUG] }) } })])
    expect(line(placed.order(), 'PEN', true)).toBeUndefined()
    const both = desk([lineOf(MUG, 2)], [gift({ quantity: { atLeast: 2, of: some({ skus: [MUG] }) } })])
    const whole = both.order()
    const [mugs, pen] = [line(whole, MUG), line(whole, 'PEN', true)]
    if (mugs === undefined || pen === undefined) throw new Error('no gift')
    const half = (quantity: number) => ({ ...mugs, quantity, reserved: quantity, units: mugs.units.slice(0, quantity) })
    const first = orderDesk(factsOf(), { ...whole, lines: [half(1), pen] })
    const other = (cancelled: number) => [
      {
        number: 10_002,
        status: cancelled ? 'cancelled' : 'placed',
        lines: [{ ...half(1), reserved: 1 - cancelled, cancelled }],
      } as const,
    ]
    expect(first.refused({ kind: 'follow', back: false }, { actor: SYSTEM, family: other(0) })).toMatchObject({
      why: { kind: 'nothing-open' },
    })
    expect(first.does({ kind: 'follow', back: false }, { actor: SYSTEM, family: other(1) })?.stock).toEqual([
      { sku: 'PEN', onHand: 0, reserved: -1, allocated: 0 },
    ])
  })
})

const SYSTEM = { kind: 'system', id: 'family' } as const

describe('buy two, get one free', () => {
  const free = promotion('THREE', {
    kind: 'buy-x-get-y',
    buy: 2,
    free: 1,
    target: some({ skus: [MUG, 'SOCK-BLACK-SM'] }),
  })

  test('the free pair of socks leaves with the mugs that earned it', () => {
    const placed = desk([lineOf(MUG, 2), lineOf('SOCK-BLACK-SM', 1)], [free])
    expect(line(placed.order(), 'SOCK-BLACK-SM')?.net).toBe(0)
    placed.does(cancel(MUG, 1))
    expect(line(placed.order(), 'SOCK-BLACK-SM')).toMatchObject({ reserved: 0, cancelled: 1 })
    expect(line(placed.order(), MUG)).toMatchObject({ reserved: 1, cancelled: 1 })
  })

  test('the free pair itself can be given up; the mugs stay as they were paid', () => {
    const placed = desk([lineOf(MUG, 2), lineOf('SOCK-BLACK-SM', 1)], [free])
    expect(placed.does(cancel('SOCK-BLACK-SM'))?.moved.credited).toBe(0)
    expect(line(placed.order(), MUG)).toMatchObject({ reserved: 2 })
  })

  test('within a line the free unit is its shares: one of three is worth a third of what was paid', () => {
    const placed = desk([lineOf(MUG, 3)], [free])
    const before = due(placed.order()) - toGiveBack(placed.order())
    const done = placed.does(cancel(MUG, 1))
    expect(line(placed.order(), MUG)).toMatchObject({ reserved: 2 })
    expect(toGiveBack(placed.order())).toBe((done?.moved.credited ?? 0) - before)
  })
})
