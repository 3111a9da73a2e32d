/** What comes after the submit: the golden order cancelled, edited, shipped and returned to the cent, and any order under any sequence of acts. */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { due, held, shippingCharge } from '#domain/order/money.ts'
import { unitsOf, worth } from '#domain/order/units.ts'
import { KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import { E1, e1Facts } from '#test/support/golden-order.ts'
import { orderDesk, placedOrder } from '#test/support/placed-orders.ts'
import { randomCart } from '#test/support/random-carts.ts'

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
  test('cancelling B gives back 31.92 and nothing else moves', () => {
    const desk = golden()
    const before = desk.order()
    const done = desk.does(cancel('B'))
    expect(done?.moved).toEqual({ credited: 3_192, captured: 0, refunded: 3_192 })
    expect(done?.stock).toEqual([{ sku: 'B', onHand: 0, reserved: -1, allocated: 0 }])
    const { lines, ...rest } = desk.order()
    expect({ ...rest, money: before.money }).toEqual({ ...before, lines: undefined, money: before.money })
    expect(lines.filter((line) => line.sku !== 'B')).toEqual(before.lines.filter((line) => line.sku !== 'B'))
  })

  test('one C less gives back 5.66: 5.23 and its tax', () => {
    const desk = golden()
    expect(desk.does({ kind: 'set-quantity', sku: 'C', quantity: 1 })?.moved).toEqual({ credited: 566, captured: 0, refunded: 566 })
    expect(desk.order().lines.find((line) => line.sku === 'C')).toMatchObject({ quantity: 2, reserved: 1, cancelled: 1, gross: 1_450 })
  })

  test('while nothing was charged, a cancel makes less to pay and nothing goes back', () => {
    const desk = golden('card')
    expect(desk.does(cancel('B'))?.moved).toEqual({ credited: 3_192, captured: 0, refunded: 0 })
    expect(due(desk.order())).toBe(9_396 - 3_192)
  })

  test('the shipping charge goes back only when nothing of the order ever left', () => {
    const whole = golden()
    expect(whole.does({ kind: 'cancel' })?.moved.refunded).toBe(9_396)
    expect(whole.order()).toMatchObject({ status: 'cancelled', payment: { status: 'nothing-due' } })
    const part = golden()
    part.does(ship('C', 1))
    expect(part.does({ kind: 'cancel' })?.moved.refunded).toBe(9_396 - 400 - 564)
    expect(part.order().status).toBe('shipped')
  })

  test('a stored card is charged for what leaves, with the shipping charge the first time', () => {
    const desk = golden('card')
    const a = worth(unitsOf(desk.order().lines[0] ?? never()).slice(0, 2))
    expect(desk.does(ship('A', 2))?.moved).toEqual({ credited: 0, captured: a + 400, refunded: 0 })
    expect(desk.order()).toMatchObject({ status: 'partly-shipped', payment: { status: 'to-be-paid' } })
    desk.does({ kind: 'ship', tracking: '1Z999' })
    expect(desk.order()).toMatchObject({ status: 'shipped', payment: { status: 'paid' }, money: { captured: 9_396 } })
    expect(desk.decided.at(-1)?.events[0]?.detail).toMatchObject({ tracking: '1Z999' })
  })

  test('units come back at what was paid for them, each once', () => {
    const desk = golden('card')
    desk.does({ kind: 'ship' })
    const paid = [1, 2, 3].map(() => desk.does(back('A', 1))?.moved.refunded ?? 0)
    expect(paid.reduce((total, amount) => total + amount, 0)).toBe(4_318 + 356)
    expect(desk.refused(back('A', 1))).toMatchObject({ why: { kind: 'too-many', most: 0, to: 'return' } })
    expect(desk.does(back('B', 1))?.stock).toEqual([{ sku: 'B', onHand: 1, reserved: 0, allocated: 0 }])
  })

  test('a unit returned before the rest leaves is not returned again in its place', () => {
    const desk = golden('card')
    desk.does(ship('A', 2))
    const first = desk.does(back('A', 1))?.moved.refunded ?? 0
    desk.does(ship('A', 1))
    const rest = desk.does(back('A', 2))?.moved.refunded ?? 0
    expect(first + rest).toBe(4_318 + 356)
  })

  test('goodwill stays within the limits of who gives it, and never exceeds what is left', () => {
    const desk = golden()
    expect(desk.refused(goodwill(1_001))).toMatchObject({ why: { kind: 'over-limit', roles: expect.arrayContaining(['manager']) } })
    expect(desk.does(goodwill(1_000), { actor: KIM })?.moved.refunded).toBe(1_000)
    expect(desk.refused(goodwill(9_000), { actor: KIM })).toMatchObject({ why: { kind: 'over-total', most: 8_396 } })
    expect(desk.refused(goodwill(0), { actor: KIM })).toEqual({ kind: 'bad-amount', why: 'not-positive' })
    expect(desk.does({ kind: 'cancel' })?.moved.refunded).toBe(8_396)
  })

  test('an order never grows, never shrinks below what has left, and is cancelled once', () => {
    const desk = golden()
    expect(desk.refused({ kind: 'set-quantity', sku: 'A', quantity: 4 })).toMatchObject({ why: { kind: 'cannot-grow', now: 3, wanted: 4 } })
    desk.does(ship('A', 2))
    expect(desk.refused({ kind: 'set-quantity', sku: 'A', quantity: 1 })).toMatchObject({ why: { kind: 'already-left', shipped: 2 } })
    desk.does({ kind: 'cancel' })
    expect(desk.refused({ kind: 'cancel' })).toMatchObject({ why: { kind: 'nothing-open' } })
    expect(desk.refused(cancel('Z'))).toMatchObject({ why: { kind: 'no-such-item', what: 'Z' } })
  })

  test('coupons are given back only when the whole family is cancelled', () => {
    const alone = golden()
    alone.does(cancel('B'))
    expect(alone.does({ kind: 'cancel' })?.givesCouponsBack).toBe(true)
    const other = (status: Order['status']) => ({ family: [{ number: 10_002, status }] })
    expect(golden().does({ kind: 'cancel' }, other('waiting'))?.givesCouponsBack).toBe(false)
    expect(golden().does({ kind: 'cancel' }, other('cancelled'))?.givesCouponsBack).toBe(true)
  })

  test('customers cancel and comment, the rest is for staff', () => {
    const desk = golden()
    for (const command of [{ kind: 'ship' }, goodwill(1), { kind: 'memo', text: 'x' }] as const)
      expect(desk.refused(command, { actor: VISITOR })).toMatchObject({ kind: 'not-allowed' })
    expect(desk.does({ kind: 'comment', text: 'ring the bell' }, { actor: VISITOR })?.order.comments).toContain('ring the bell')
    expect(desk.does({ kind: 'cancel' }, { actor: VISITOR })).toBeDefined()
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

/** Every rule the order breaks after what was done to it; empty is right. */
function violations(start: Order, now: Order): readonly string[] {
  const found: string[] = []
  const must = (holds: boolean, rule: string): void => {
    if (!holds) found.push(rule)
  }
  const { money } = now
  must(0 <= money.refunded && money.refunded <= money.captured && money.captured <= now.total, 'refunds <= captures <= total')
  must(0 <= money.goodwill && money.goodwill <= money.credited && money.credited <= now.total, 'credits within the total')
  must(held(money) <= now.total - money.credited && due(now) >= 0, 'nothing is held that is not owed')
  now.lines.forEach((line, index) => {
    const was = start.lines[index]
    must(line.quantity === line.reserved + line.backordered + line.shipped + line.dropped + line.cancelled, 'units are accounted for')
    must(
      [line.reserved, line.backordered, line.shipped, line.cancelled, line.returned].every((count) => count >= 0),
      'no count below 0',
    )
    must(line.returned <= line.shipped, 'only what left comes back')
    must(line.net === was?.net && line.tax === was.tax && line.gross === was.gross, 'amounts of a line are frozen')
    must(worth(unitsOf(line)) === line.net + line.tax, 'shares add up to their line')
  })
  const gone = now.lines.flatMap((line) => {
    const units = unitsOf(line)
    const end = line.quantity - line.dropped
    return [...units.filter((unit) => unit.returned === true), ...units.slice(end - line.cancelled, end)]
  })
  const shipping = now.status === 'cancelled' ? shippingCharge(now) : 0
  const exact = Math.min(now.total, worth(gone) + shipping + money.goodwill)
  // A unit whose share is below 0 takes nothing back that was credited before.
  const odd = now.lines.some((line) => unitsOf(line).some((unit) => worth([unit]) < 0))
  must(money.credited === exact || (odd && money.credited > exact), 'credits are exactly what went, to the cent')
  return found
}

const act = fc.record({
  kind: fc.constantFrom('ship', 'cancel', 'set', 'return', 'refund', 'cancel-all', 'ship-all'),
  line: fc.nat(5),
  quantity: fc.integer({ min: 0, max: 4 }),
  amount: fc.integer({ min: 1, max: 3_000 }),
})
type Act = { readonly kind: string; readonly line: number; readonly quantity: number; readonly amount: number }

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
    case 'refund':
      return goodwill(amount)
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
          const start = placedOrder(cart.content, cart.facts, { paid: paid as 'card', waiting: (_, quantity) => Math.min(late, quantity) })
          const desk = orderDesk(cart.facts, start)
          for (const one of sequence) {
            const before = desk.order()
            const decided = desk.does(commandOf(one, before), { actor: one.amount % 2 === 0 ? KIM : SAM })
            acts += 1
            if (decided === undefined) continue
            done += 1
            expect(violations(start, desk.order())).toEqual([])
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
  const change = (of: (line: Order['lines'][number]) => number): number => sum(after.lines.map(of)) - sum(before.lines.map(of))
  return [change((line) => line.returned - line.shipped), change((line) => line.reserved), change((line) => line.backordered)]
}
