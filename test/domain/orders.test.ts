/**
 * What comes after the submit: the golden order cancelled, edited, shipped and returned to the
 * cent, and any order under any sequence of acts.
 */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { EarnedBy } from '#domain/model/ledger.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { chargeable, due, held, shippingCharge, toGiveBack } from '#domain/order/money.ts'
import { unitsOf, worth } from '#domain/order/units.ts'
import { KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import { E1, e1Facts } from '#test/support/golden-order.ts'
import { orderDesk, placedOrder } from '#test/support/placed-orders.ts'
import { randomCart } from '#test/support/random-carts.ts'
import { NOW } from '#test/support/shop-fixtures.ts'

const facts = e1Facts()
const golden = (paid: 'card' | 'link' | 'link-paid' = 'link-paid') => orderDesk(facts, placedOrder(E1, facts, { paid }))
const cancel = (sku: string, quantity?: number): OrderCommand => ({
  kind: 'cancel',
  part: { sku, ...(quantity === undefined ? {} : { quantity }) },
})
const ship = (sku: string, quantity: number): OrderCommand => ({ kind: 'ship', part: { sku, quantity } })
const back = (sku: string, quantity: number): OrderCommand => ({ kind: 'return', part: { sku, quantity } })
const goodwill = (amount: number): OrderCommand => ({ kind: 'refund', amount, reason: { code: 'goodwill' } })

describe('the golden order after it is placed', () => {
  test('cancelling B leaves 31.92 to give back and nothing else moves', () => {
    const desk = golden()
    const before = desk.order()
    const done = desk.does(cancel('B'))
    expect(done?.moved).toEqual({ credited: 3_192, captured: 0, refunded: 0 })
    expect(toGiveBack(desk.order())).toBe(3_192)
    expect(done?.stock).toEqual([{ sku: 'B', onHand: 0, reserved: -1, allocated: 0 }])
    const { lines, ...rest } = desk.order()
    expect({ ...rest, money: before.money, payment: before.payment }).toEqual({
      ...before,
      lines: undefined,
      money: before.money,
    })
    expect(rest.payment.status).toBe('to-give-back')
    expect(lines.filter((line) => line.sku !== 'B')).toEqual(before.lines.filter((line) => line.sku !== 'B'))
  })

  test('one C less leaves 5.66 to give back: 5.23 and its tax', () => {
    const desk = golden()
    expect(desk.does({ kind: 'set-quantity', sku: 'C', quantity: 1 })?.moved).toEqual({
      credited: 566,
      captured: 0,
      refunded: 0,
    })
    expect(toGiveBack(desk.order())).toBe(566)
    expect(desk.order().lines.find((line) => line.sku === 'C')).toMatchObject({
      quantity: 2,
      reserved: 1,
      cancelled: 1,
      gross: 1_450,
    })
  })

  test('while nothing was charged, a cancel makes less to pay and nothing goes back', () => {
    const desk = golden('card')
    expect(desk.does(cancel('B'))?.moved).toEqual({ credited: 3_192, captured: 0, refunded: 0 })
    expect(due(desk.order())).toBe(9_396 - 3_192)
  })

  test('the shipping charge goes back only when nothing of the order ever left', () => {
    const whole = golden()
    whole.does({ kind: 'cancel' })
    expect(toGiveBack(whole.order())).toBe(9_396)
    expect(whole.order()).toMatchObject({ status: 'cancelled', payment: { status: 'to-give-back' } })
    whole.does({ kind: 'give-back' })
    expect(whole.order()).toMatchObject({
      payment: { status: 'nothing-due' },
      money: { captured: 9_396, refunded: 9_396 },
    })
    const part = golden()
    part.does(ship('C', 1))
    part.does({ kind: 'cancel' })
    expect(toGiveBack(part.order())).toBe(9_396 - 400 - 564)
    expect(part.order().status).toBe('shipped')
  })

  test('what left is to be charged to a stored card, with the shipping charge the first time; shipping charges nobody', () => {
    const desk = golden('card')
    const a = worth(unitsOf(desk.order().lines[0] ?? never()).slice(0, 2))
    expect(desk.does(ship('A', 2))?.moved).toEqual({ credited: 0, captured: 0, refunded: 0 })
    expect(chargeable(desk.order())).toBe(a + 400)
    expect(desk.order()).toMatchObject({
      status: 'partly-shipped',
      payment: { status: 'to-be-paid' },
      money: { captured: 0 },
    })
    desk.does({ kind: 'ship', tracking: '1Z999' })
    expect(chargeable(desk.order())).toBe(9_396)
    expect(desk.order()).toMatchObject({
      status: 'shipped',
      payment: { status: 'to-be-paid' },
      money: { captured: 0 },
      records: [],
    })
    expect(desk.decided.at(-1)?.events[0]?.detail).toMatchObject({ tracking: '1Z999' })
    expect(desk.decided.at(-1)?.events[0]?.label).toContain('to be charged')
  })

  test('units come back at what was paid for them, each once', () => {
    const desk = golden('card')
    desk.does({ kind: 'ship' })
    const paid = [1, 2, 3].map(() => desk.does(back('A', 1))?.moved.credited ?? 0)
    expect(paid.reduce((total, amount) => total + amount, 0)).toBe(4_318 + 356)
    expect(desk.refused(back('A', 1))).toMatchObject({ why: { kind: 'too-many', most: 0, to: 'return' } })
    expect(desk.does(back('B', 1))?.stock).toEqual([{ sku: 'B', onHand: 1, reserved: 0, allocated: 0 }])
  })

  test('a unit returned before the rest leaves is not returned again in its place', () => {
    const desk = golden('card')
    desk.does(ship('A', 2))
    const first = desk.does(back('A', 1))?.moved.credited ?? 0
    desk.does(ship('A', 1))
    const rest = desk.does(back('A', 2))?.moved.credited ?? 0
    expect(first + rest).toBe(4_318 + 356)
  })

  test('goodwill stays within the limits of who gives it, and never exceeds what is left', () => {
    const desk = golden()
    expect(desk.refused(goodwill(1_001))).toMatchObject({
      why: { kind: 'over-limit', roles: expect.arrayContaining(['manager']) },
    })
    expect(desk.does(goodwill(1_000), { actor: KIM })?.moved).toEqual({ credited: 1_000, captured: 0, refunded: 0 })
    expect(desk.refused(goodwill(9_000), { actor: KIM })).toMatchObject({ why: { kind: 'over-total', most: 8_396 } })
    expect(desk.refused(goodwill(0), { actor: KIM })).toMatchObject({ why: { kind: 'not-positive' } })
    expect(desk.does({ kind: 'cancel' })?.moved.credited).toBe(8_396)
    expect(toGiveBack(desk.order())).toBe(9_396)
  })

  test('an order never grows, never shrinks below what has left, and is cancelled once', () => {
    const desk = golden()
    expect(desk.refused({ kind: 'set-quantity', sku: 'A', quantity: 4 })).toMatchObject({
      why: { kind: 'cannot-grow', now: 3, wanted: 4 },
    })
    desk.does(ship('A', 2))
    expect(desk.refused({ kind: 'set-quantity', sku: 'A', quantity: 1 })).toMatchObject({
      why: { kind: 'already-left', shipped: 2 },
    })
    desk.does({ kind: 'cancel' })
    expect(desk.refused({ kind: 'cancel' })).toMatchObject({ why: { kind: 'nothing-open' } })
    expect(desk.refused(cancel('Z'))).toMatchObject({ why: { kind: 'no-such-item', what: 'Z' } })
  })

  test('coupons are given back only when the whole family is cancelled', () => {
    const alone = golden()
    alone.does(cancel('B'))
    expect(alone.does({ kind: 'cancel' })?.givesCouponsBack).toBe(true)
    const other = (status: Order['status']) => ({ family: [{ number: 10_002, status, lines: [] }] })
    expect(golden().does({ kind: 'cancel' }, other('waiting'))?.givesCouponsBack).toBe(false)
    expect(golden().does({ kind: 'cancel' }, other('cancelled'))?.givesCouponsBack).toBe(true)
  })

  test('customers cancel and comment, the rest is for staff', () => {
    const desk = golden()
    for (const command of [
      { kind: 'ship' },
      goodwill(1),
      { kind: 'memo', text: 'x' },
      { kind: 'pay' },
      { kind: 'give-back' },
      { kind: 'take-back-record' },
    ] as const)
      expect(desk.refused(command, { actor: VISITOR })).toMatchObject({ kind: 'not-allowed' })
    expect(desk.does({ kind: 'comment', text: 'ring the bell' }, { actor: VISITOR })?.order.comments).toContain(
      'ring the bell',
    )
    expect(desk.does({ kind: 'cancel' }, { actor: VISITOR })).toBeDefined()
  })

  test('people say what was paid, in parts or whole: who, when and how is kept, and never more than the total', () => {
    const desk = golden('card')
    const some = desk.does({ kind: 'pay', amount: 2_000, how: 'cash', reference: '8837' })
    expect(some?.moved).toEqual({ credited: 0, captured: 2_000, refunded: 0 })
    expect(some?.events[0]).toMatchObject({ kind: 'paid', label: 'Paid 20.00, cash 8837', actor: 'staff:sam' })
    expect(desk.order()).toMatchObject({ payment: { status: 'part-paid' }, money: { captured: 2_000 } })
    expect(desk.refused({ kind: 'pay', amount: 7_397 })).toMatchObject({ why: { kind: 'over-recorded', most: 7_396 } })
    expect(desk.refused({ kind: 'pay', amount: 0 })).toMatchObject({ why: { kind: 'not-positive' } })
    desk.does({ kind: 'pay' }, { actor: KIM })
    expect(desk.order().payment.status).toBe('paid')
    expect(desk.order().records).toEqual([
      { kind: 'collected', amount: 2_000, how: 'cash', by: 'staff:sam', at: NOW, reference: '8837' },
      { kind: 'collected', amount: 7_396, how: 'other', by: 'staff:kim', at: NOW },
    ])
    expect(desk.refused({ kind: 'pay' })).toMatchObject({ why: { kind: 'nothing-to-pay' } })
  })

  test('what goes back is what somebody says went back, never more than was paid', () => {
    const desk = golden('card')
    expect(desk.refused({ kind: 'give-back', amount: 1 })).toMatchObject({
      why: { kind: 'nothing-to-give-back', held: 0 },
    })
    desk.does({ kind: 'pay' })
    expect(desk.refused({ kind: 'give-back' })).toMatchObject({ why: { kind: 'nothing-to-give-back', held: 9_396 } })
    desk.does(cancel('B'))
    desk.does({ kind: 'give-back', amount: 1_000 })
    expect(desk.order().payment.status).toBe('to-give-back')
    desk.does({ kind: 'give-back' })
    expect(desk.order()).toMatchObject({ payment: { status: 'paid' }, money: { captured: 9_396, refunded: 3_192 } })
    expect(desk.refused({ kind: 'give-back', amount: 6_205 })).toMatchObject({
      why: { kind: 'over-recorded', most: 6_204 },
    })
    desk.does({ kind: 'give-back', amount: 500 })
    expect(due(desk.order())).toBe(500)
    expect(desk.order().payment.status).toBe('part-paid')
  })

  test('what was given back too much and comes again is out of the books; a mistake in it is taken back after', () => {
    const desk = golden('card')
    desk.does({ kind: 'pay', amount: 5_000, how: 'cash' })
    desk.does({ kind: 'pay' })
    desk.does({ kind: 'give-back', amount: 3_000, how: 'cash', reference: '7' })
    desk.does({ kind: 'give-back', amount: 2_000 })
    expect(desk.refused({ kind: 'pay', amount: 5_001 })).toMatchObject({ why: { kind: 'over-recorded', most: 5_000 } })
    const again = desk.does({ kind: 'pay', amount: 2_500, how: 'transfer', reference: '7' })
    expect(again?.events[0]).toMatchObject({ kind: 'paid', label: 'Paid 25.00, transfer 7' })
    expect(desk.order()).toMatchObject({
      payment: { status: 'part-paid' },
      money: { captured: 9_396, refunded: 2_500 },
    })
    expect(due(desk.order())).toBe(2_500)
    desk.does({ kind: 'pay' })
    expect(desk.order()).toMatchObject({ payment: { status: 'paid' }, money: { captured: 9_396, refunded: 0 } })
    desk.does({ kind: 'take-back-record' })
    expect(desk.order().money).toMatchObject({ captured: 5_000, refunded: 0 })
  })

  test('a record that was a mistake is taken back by its opposite, the last one first', () => {
    const desk = golden('card')
    expect(desk.refused({ kind: 'take-back-record' })).toMatchObject({ why: { kind: 'nothing-recorded' } })
    desk.does({ kind: 'pay', amount: 2_000 })
    desk.does({ kind: 'give-back', amount: 500 })
    desk.does({ kind: 'take-back-record' })
    expect(desk.order().money).toMatchObject({ captured: 2_000, refunded: 0 })
    desk.does({ kind: 'take-back-record' })
    expect(desk.order()).toMatchObject({ money: { captured: 0, refunded: 0 }, payment: { status: 'to-be-paid' } })
    expect(desk.order().records).toHaveLength(4)
    expect(desk.refused({ kind: 'take-back-record' })).toMatchObject({ why: { kind: 'nothing-recorded' } })
  })

  test('what is to go complete waits, a failed payment holds everything', () => {
    const waiting = orderDesk(facts, {
      ...placedOrder(E1, facts, { waiting: (_, quantity) => quantity - 1 }),
      backorderPolicy: 'ship-complete',
    })
    expect(waiting.refused({ kind: 'ship' })).toMatchObject({ why: { kind: 'goes-complete' } })
    const order = placedOrder(E1, facts)
    const failed = orderDesk(facts, { ...order, payment: { ...order.payment, status: 'failed' } })
    expect(failed.refused({ kind: 'ship' })).toMatchObject({ why: { kind: 'payment-failed' } })
  })
})

function never(): never {
  throw new Error('no such line')
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

const isOf = (line: Order['lines'][number], source: string): boolean =>
  line.components.some((one) => one.source === source && one.earnedBy !== undefined)
const staying = ({ lines }: Order, which: (line: Order['lines'][number]) => boolean): number =>
  sum(lines.filter(which).map((line) => line.quantity - line.dropped - line.cancelled - line.returned))
const earned = (order: Order, source: string, { skus, atLeast, gives }: EarnedBy): number =>
  gives *
  Math.floor(
    staying(order, (one) => !one.gift && !isOf(one, source) && skus.includes(one.units[0]?.standsFor ?? one.sku)) /
      atLeast,
  )

/** Every rule the order breaks after what was done to it; empty is right. */
function violations(start: Order, now: Order): readonly string[] {
  const found: string[] = []
  const must = (holds: boolean, rule: string): void => {
    if (!holds) found.push(rule)
  }
  const { money } = now
  must(now.subtotal === sum(now.lines.map((line) => line.gross)), 'the lines make the subtotal')
  must(now.subtotal + now.discount === sum(now.lines.map((line) => line.net)), 'the lines make the discount')
  must(
    now.subtotal + now.discount + now.shipping + now.tax === now.total && now.payment.amount === now.total,
    'the parts make the total',
  )
  for (const line of now.lines)
    must(
      line.gross + sum(line.components.map(({ amount }) => amount)) === line.net,
      'gross and components make the net of a line',
    )
  must(
    0 <= money.refunded && money.refunded <= money.captured && money.captured <= now.total,
    'refunds <= captures <= total',
  )
  must(
    0 <= money.goodwill && money.goodwill <= money.credited && money.credited <= now.total,
    'credits within the total',
  )
  const sumOf = (kind: string): number =>
    sum(now.records.filter((record) => record.kind === kind).map(({ amount }) => amount))
  must(
    money.captured === sumOf('collected') && money.refunded === sumOf('given-back'),
    'only what was recorded was taken or given back',
  )
  must(
    due(now) - toGiveBack(now) === now.total - money.credited - held(money),
    'what is open is the total less what is not owed and held',
  )
  must((now.payment.status === 'to-give-back') === toGiveBack(now) > 0, 'the payment says what is open')
  now.lines.forEach((line, index) => {
    const was = start.lines[index] ?? line
    must(
      line.quantity === line.reserved + line.backordered + line.shipped + line.dropped + line.cancelled,
      'units are accounted for',
    )
    must(
      [line.reserved, line.backordered, line.shipped, line.cancelled, line.returned].every((count) => count >= 0),
      'no count below 0',
    )
    must(line.returned <= line.shipped, 'only what left comes back')
    must(line.net === was.net && line.tax === was.tax && line.gross === was.gross, 'amounts of a line are frozen')
    must(worth(unitsOf(line)) === line.net + line.tax, 'shares add up to their line')
    for (const { source, earnedBy } of line.components)
      if (earnedBy !== undefined && line.reserved + line.backordered > 0)
        must(
          staying(now, (one) => isOf(one, source)) <= earned(now, source, earnedBy),
          'no gift is still to leave without what earned it',
        )
  })
  const gone = now.lines.flatMap((line) => {
    const units = unitsOf(line)
    const end = line.quantity - line.dropped
    return [
      ...units.filter((unit) => unit.returned === true || unit.exchanged === true),
      ...units.slice(end - line.cancelled, end),
    ]
  })
  const shipping = now.status === 'cancelled' ? shippingCharge(now) : 0
  const exact = Math.min(now.total, worth(gone) + shipping + money.goodwill)
  // A unit whose share is below 0 takes nothing back that was credited before.
  const odd = now.lines.some((line) => unitsOf(line).some((unit) => worth([unit]) < 0))
  must(money.credited === exact || (odd && money.credited > exact), 'credits are exactly what went, to the cent')
  return found
}

const act = fc.record({
  kind: fc.constantFrom(
    'announce',
    'exchange',
    'shipping',
    'ship',
    'cancel',
    'set',
    'return',
    'refund',
    'cancel-all',
    'ship-all',
    'pay',
    'give-back',
    'take-back-record',
  ),
  line: fc.nat(5),
  quantity: fc.integer({ min: 0, max: 4 }),
  amount: fc.integer({ min: 1, max: 3_000 }),
})
type Act = { readonly kind: string; readonly line: number; readonly quantity: number; readonly amount: number }

const otherThan = (sku: string, price: number) => ({
  sku: `${sku}-X`,
  name: 'Other',
  optionText: '',
  taxClass: 'default',
  price: price * 7,
})

function commandOf({ kind, line, quantity, amount }: Act, order: Order): OrderCommand {
  const sku = order.lines[line % order.lines.length]?.sku ?? ''
  switch (kind) {
    case 'ship':
      return ship(sku, quantity)
    case 'cancel':
      return cancel(sku, quantity)
    case 'set':
      return { kind: 'set-quantity', sku, quantity }
    case 'return':
      return back(sku, quantity)
    case 'announce':
      return { kind: 'announce-return', part: { sku, quantity } }
    case 'exchange':
      return { kind: 'exchange', part: { sku, quantity: Math.max(1, quantity) }, goods: otherThan(sku, amount) }
    case 'shipping':
      return { kind: 'refund-shipping', amount, reason: { code: 'goodwill' } }
    case 'refund':
      return goodwill(amount)
    case 'pay':
    case 'give-back':
      return amount % 3 === 0 ? { kind } : { kind, amount }
    case 'take-back-record':
      return { kind }
    case 'cancel-all':
      return { kind: 'cancel' }
    default:
      return { kind: 'ship' }
  }
}

describe('any order under any sequence of acts', () => {
  const SEQUENCES = 4_000
  let acts = 0
  let done = 0
  afterAll(() => console.log(`orders: ${SEQUENCES} sequences, ${acts} acts tried, ${done} done, 0 violations`))

  test('conserves every unit and every cent, and never gives back more than was taken', () => {
    fc.assert(
      fc.property(
        randomCart,
        fc.array(act, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('card', 'link', 'link-paid' as const),
        fc.nat(3),
        (cart, sequence, paid, late) => {
          if (cart.content.lines.length === 0) return
          const start = placedOrder(cart.content, cart.facts, {
            paid: paid as 'card',
            waiting: (_, quantity) => Math.min(late, quantity),
          })
          const desk = orderDesk(cart.facts, start)
          for (const one of sequence) {
            const before = desk.order()
            const decided = desk.does(commandOf(one, before), { actor: one.amount % 2 === 0 ? KIM : SAM })
            acts += 1
            if (decided === undefined) continue
            done += 1
            expect(violations(start, desk.order())).toEqual([])
            const worthBefore = before.total - before.money.credited
            const [event] = decided.events
            if (event?.kind === 'exchanged')
              expect(decided.order.total - decided.order.money.credited).toBeGreaterThanOrEqual(worthBefore)
            expect(movesOf(before, desk.order())).toEqual(
              [
                decided.stock.map((move) => move.onHand),
                decided.stock.map((move) => move.reserved),
                decided.stock.map((move) => move.allocated),
              ].map(sum),
            )
          }
        },
      ),
      { numRuns: SEQUENCES },
    )
  }, 60_000)
})

/** What an act did to counts, read off the lines: on hand, reserved, allocated. */
function movesOf(before: Order, after: Order): readonly number[] {
  const change = (of: (line: Order['lines'][number]) => number): number =>
    sum(after.lines.map(of)) - sum(before.lines.map(of))
  return [
    change((line) => line.returned - line.shipped),
    change((line) => line.reserved),
    change((line) => line.backordered),
  ]
}
