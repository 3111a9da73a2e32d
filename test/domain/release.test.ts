/**
 * Who gets what came: the four waiters of the rules, the order of filling, days and places; and 10
 * 000 random shops that keep their goods together.
 */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  afterFills,
  type Fill,
  fillQueue,
  inQueueOrder,
  isLater,
  placesOf,
  type Waiter,
} from '#domain/stock/fill-queue.ts'
import { KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import { e1Facts } from '#test/support/golden-order.ts'
import { orderDesk, placedOrder } from '#test/support/placed-orders.ts'
import { contentOf, lineOf } from '#test/support/shop-fixtures.ts'
import { act, move, newShop, wrong } from '#test/support/stock-model.ts'

const waiter = (order: number, quantity: number, rest: Partial<Waiter> = {}): Waiter => ({
  ...{ order, position: 1, sku: 'A', quantity, seq: order * 10, expedited: false, complete: false },
  ...rest,
})
const W1 = waiter(1, 5, { complete: true })
const FOUR = [W1, waiter(2, 1), waiter(3, 1), waiter(4, 1, { expedited: true })]
const shares = (fills: readonly Fill[]) => fills.map(({ order, quantity }) => [order, quantity])
const here = (units: number, sku = 'A') => new Map([[sku, units]])

describe('who gets what came', () => {
  test('three units for four waiters: the expedited one, then the two small ones; the complete one waits on', () => {
    const first = fillQueue(FOUR, here(3))
    expect(shares(first)).toEqual([
      [4, 1],
      [2, 1],
      [3, 1],
    ])
    const left = afterFills(FOUR, first)
    expect(left).toEqual([W1])
    expect(shares(fillQueue(left, here(5)))).toEqual([[1, 5]])
  })

  test('an order that goes complete takes nothing before all its lines can be had', () => {
    const both = [
      waiter(1, 2, { complete: true }),
      waiter(1, 1, { complete: true, position: 2, sku: 'B', seq: 11 }),
      waiter(2, 2),
    ]
    expect(shares(fillQueue(both, here(2)))).toEqual([[2, 2]])
    expect(
      shares(
        fillQueue(
          both,
          new Map([
            ['A', 2],
            ['B', 1],
          ]),
        ),
      ),
    ).toEqual([
      [1, 2],
      [1, 1],
    ])
    const twice = [waiter(1, 2, { complete: true }), waiter(1, 2, { complete: true, position: 2, seq: 11 })]
    expect(fillQueue(twice, here(3))).toEqual([])
  })

  test('part of what somebody waits for is given where it may leave in parts', () => {
    expect(shares(fillQueue([waiter(1, 5), waiter(2, 1)], here(3)))).toEqual([[1, 3]])
  })

  test('places and days: here before announced, announced in order, overdue is no day', () => {
    const stock = {
      tracked: true,
      sku: 'A',
      onHand: 1,
      reserved: 0,
      allocated: 8,
      backorders: 'allowed',
      discontinued: false,
      expected: [
        { quantity: 9, on: '2026-11-01' },
        { quantity: 2, on: '2026-12-04' },
        { quantity: 5, on: '2026-12-14' },
        { quantity: 9 },
      ],
    } as const
    const places = placesOf(FOUR, stock, '2026-11-23')
    expect(places.map(({ order, place, of, on }) => [order, place, of, on])).toEqual([
      [4, 1, 4, '2026-11-23'],
      [1, 2, 4, '2026-12-14'],
      [2, 3, 4, '2026-12-14'],
      [3, 4, 4, '2026-12-14'],
    ])
    expect(placesOf(FOUR, { ...stock, expected: [] }, '2026-11-23').at(-1)).toEqual({
      order: 3,
      position: 1,
      sku: 'A',
      place: 4,
      of: 4,
    })
  })

  test('a day slips when it is later or gone, never when it is earlier or was never given', () => {
    expect([isLater('2026-12-04', '2026-12-05'), isLater('2026-12-04', undefined)]).toEqual([true, true])
    expect([
      isLater('2026-12-04', '2026-12-03'),
      isLater('2026-12-04', '2026-12-04'),
      isLater(undefined, undefined),
    ]).toEqual([false, false, false])
  })

  test('never more than came or than is waited for, and nobody is passed over who could take it', () => {
    const some = fc.record({
      quantity: fc.integer({ min: 1, max: 4 }),
      sku: fc.constantFrom('A', 'B'),
      expedited: fc.boolean(),
      complete: fc.boolean(),
    })
    const orders = fc.array(
      fc.record({
        expedited: fc.boolean(),
        complete: fc.boolean(),
        lines: fc.array(some, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(orders, fc.nat(12), fc.nat(12), (made, a, b) => {
        const queue = made.flatMap(({ expedited, complete, lines }, order) =>
          lines.map(({ quantity, sku }, position) => ({
            order,
            position,
            sku,
            quantity,
            seq: order * 10 + position,
            expedited,
            complete,
          })),
        )
        const stock = new Map([
          ['A', a],
          ['B', b],
        ])
        const fills = fillQueue(queue, stock)
        const given = (sku: string) =>
          fills.filter((fill) => fill.sku === sku).reduce((sum, fill) => sum + fill.quantity, 0)
        expect(given('A') <= a && given('B') <= b).toBe(true)
        const left = afterFills(queue, fills)
        const total = (waiters: readonly { readonly quantity: number }[]) =>
          waiters.reduce((sum, { quantity }) => sum + quantity, 0)
        expect(total(left) + total(fills)).toBe(total(queue))
        const rest = new Map([
          ['A', a - given('A')],
          ['B', b - given('B')],
        ])
        // Whoever is behind in the queue gets nothing that somebody ahead of them still waits for and could have taken.
        expect(fillQueue(left, rest)).toEqual([])
        for (const complete of left.filter((one) => one.complete))
          expect(fills.some(({ order }) => order === complete.order)).toBe(false)
        const open = inQueueOrder(queue).filter(
          (one) =>
            !one.complete && left.some(({ order, position }) => order === one.order && position === one.position),
        )
        for (const ahead of open)
          for (const fill of fills.filter(({ sku }) => sku === ahead.sku)) {
            const taker = queue.find(({ order, position }) => order === fill.order && position === fill.position)
            expect(taker === ahead || (taker !== undefined && inQueueOrder([taker, ahead])[0] === taker)).toBe(true)
          }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('an order that waits', () => {
  const facts = e1Facts()
  const waiting = (policy: 'ship-complete' | 'ship-available-then-backorder') =>
    orderDesk(facts, {
      ...placedOrder(contentOf([lineOf('A', 3)]), facts, { waiting: () => 2 }),
      backorderPolicy: policy,
    })
  const system = { actor: { kind: 'system', id: 'stock' } } as const

  test('units set aside are named with what is to be authorised for exactly them', () => {
    const desk = waiting('ship-available-then-backorder')
    const done = desk.does(
      { kind: 'fill', parts: [{ position: 1, quantity: 1 }], expected: [{ position: 1, on: '2026-12-04' }] },
      system,
    )
    expect(done?.stock).toEqual([{ sku: 'A', onHand: 0, reserved: 1, allocated: -1 }])
    const unit = desk.order().lines[0]?.units[1]
    expect(done?.events[0]?.detail).toMatchObject({
      authorise: (unit?.net ?? 0) + (unit?.tax ?? 0),
      lines: [{ sku: 'A', quantity: 1 }],
    })
    expect(desk.order().lines[0]).toMatchObject({ reserved: 2, backordered: 1, expectedOn: '2026-12-04' })
    desk.does({ kind: 'fill', parts: [{ position: 1, quantity: 9 }], expected: [] }, system)
    expect(desk.order()).toMatchObject({ status: 'placed', lines: [{ reserved: 3, backordered: 0 }] })
    expect(desk.order().lines[0]).not.toHaveProperty('expectedOn')
    expect(desk.refused({ kind: 'fill', parts: [{ position: 1, quantity: 1 }], expected: [] }, system)).toMatchObject({
      why: { kind: 'nothing-waits' },
    })
  })

  test('it leaves as it comes or together, as its customer says', () => {
    const desk = waiting('ship-complete')
    expect(desk.refused({ kind: 'ship' })).toMatchObject({ why: { kind: 'goes-complete' } })
    expect(desk.refused({ kind: 'wait' })).toMatchObject({ why: { kind: 'waits-already' } })
    expect(desk.does({ kind: 'release' }, { actor: VISITOR })?.order.backorderPolicy).toBe(
      'ship-available-then-backorder',
    )
    expect(desk.does({ kind: 'wait' }, { actor: VISITOR })?.order.backorderPolicy).toBe('ship-complete')
    desk.does({ kind: 'release' })
    expect(desk.does({ kind: 'ship' })?.order.lines[0]).toMatchObject({ shipped: 1, backordered: 2 })
    expect(desk.refused({ kind: 'release' })).toMatchObject({ why: { kind: 'nothing-to-ship', waiting: 2 } })
  })

  test('who may: goods are Parley itself, the front of the queue is for a lead', () => {
    const desk = waiting('ship-complete')
    expect(desk.refused({ kind: 'fill', parts: [], expected: [] }, { actor: SAM })).toMatchObject({
      kind: 'not-allowed',
    })
    expect(desk.refused({ kind: 'expedite' }, { actor: SAM })).toMatchObject({
      kind: 'not-allowed',
      to: 'expedite-orders',
    })
    expect(desk.does({ kind: 'expedite' }, { actor: KIM })?.order.expedited).toBe(true)
    expect(desk.refused({ kind: 'expedite' }, { actor: KIM })).toMatchObject({ why: { kind: 'expedited-already' } })
  })
})

const RUNS = 10_000
let steps = 0

test(`${RUNS} random shops: orders, receipts, cancels, edits, releases, shipments, returns; nothing is lost or doubled at any step`, {
  timeout: 240_000,
}, () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 3, maxLength: 12 }), (moves) => {
      const shop = newShop()
      for (const made of moves) {
        steps++
        act(made, shop)
        expect(wrong(made, shop)).toEqual([])
      }
    }),
    { numRuns: RUNS },
  )
})

afterAll(() => console.log(`P9: ${RUNS} random sequences of stock and orders, ${steps} steps, 0 violations`))
