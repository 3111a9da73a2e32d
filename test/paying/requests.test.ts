// What a payment provider is asked for an order, and what its answers mean, in whatever order they
// come. Rule: refunds <= paid <= total, one link at a time, and the same answer again changes
// nothing. Next: the files beside it, the same through the chat, the database and a provider.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import type { PaymentAct, ProviderSaid } from '#domain/model/placed/payment-request.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { due } from '#domain/order/money.ts'
import { actsBetween, goingBack, withRequests } from '#domain/order/payment-requests.ts'
import { KIM } from '#test/support/deciding.ts'
import { E1, e1Facts } from '#test/support/golden-order.ts'
import { placedOrder } from '#test/support/placed-orders.ts'
import { NOW } from '#test/support/shop-fixtures.ts'

const facts = e1Facts()
const PROVIDER = { kind: 'system', id: 'payments' } as const

/** An order as a turn keeps it: each change, then what is to be asked. */
function shop(start: Order) {
  let ids = 0
  const planning = { now: NOW, newId: () => `request-${++ids}`, linkMinutes: 60 }
  let order = withRequests(start, planning)
  const acts: PaymentAct[] = [...actsBetween(start, order)]
  const decide = (command: OrderCommand, actor: Actor = KIM): boolean => {
    const decided = decideOrder(order, command, {
      now: NOW,
      actor,
      source: 's',
      settings: facts.shop.settings,
      family: [],
    })
    if (!decided.ok) return false
    const next = withRequests(decided.value.order, planning)
    acts.push(...actsBetween(order, next))
    order = next
    return true
  }
  return {
    order: () => order,
    acts,
    does: (command: OrderCommand) => decide(command),
    hears: (request: string, said: ProviderSaid) => decide({ kind: 'provider-said', request, said }, PROVIDER),
  }
}
const linked = () => shop(placedOrder(E1, facts, { paid: 'link' }))
const open: ProviderSaid = { kind: 'open', externalId: 'cs_1', url: 'https://pay.example/1' }
const paid = (amount: number): ProviderSaid => ({ kind: 'paid', externalId: 'cs_1', paymentId: 'pi_1', amount })

describe('answers', () => {
  test('that it was paid may come before that the link was made', () => {
    const desk = linked()
    expect(desk.hears('request-1', paid(desk.order().total))).toBe(true)
    expect(desk.hears('request-1', open)).toBe(false)
    expect(desk.order()).toMatchObject({
      payment: { status: 'paid' },
      requests: [{ status: 'paid', paymentId: 'pi_1' }],
    })
  })

  test('said twice, or late, change nothing', () => {
    const desk = linked()
    for (const said of [open, open, paid(desk.order().total), paid(desk.order().total), { kind: 'expired' } as const])
      desk.hears('request-1', said)
    expect(desk.order().records).toHaveLength(1)
    expect(desk.order().requests).toHaveLength(1)
  })

  test('that nobody knows leave it in doubt, until one does', () => {
    const desk = linked()
    desk.hears('request-1', { kind: 'unknown' })
    expect(desk.order().requests).toMatchObject([{ status: 'in-doubt' }])
    desk.hears('request-1', open)
    expect(desk.order().requests).toMatchObject([{ status: 'requested', externalId: 'cs_1' }])
  })

  test('paid after all, though it was taken for ended: it counts', () => {
    const desk = linked()
    desk.hears('request-1', { kind: 'expired', externalId: 'cs_1' })
    desk.hears('request-1', paid(desk.order().total))
    expect(desk.order().payment.status).toBe('paid')
  })

  test('are a provider’s only: nobody else can say that it was paid', () => {
    const desk = linked()
    expect(desk.does({ kind: 'provider-said', request: 'request-1', said: paid(1) })).toBe(false)
  })
})

test('what is asked: a link, its end, and only then another', () => {
  const desk = linked()
  desk.hears('request-1', open)
  desk.does({ kind: 'refund', amount: 100, reason: { code: 'goodwill' } })
  expect(desk.acts.map(({ kind }) => kind)).toEqual(['ask-link', 'end-link'])
  desk.hears('request-1', { kind: 'expired', externalId: 'cs_1' })
  expect(desk.acts.at(-1)).toMatchObject({ kind: 'ask-link', amount: due(desk.order()) })
})

test('whatever is done and said in whatever order: refunds <= paid <= total, one link at a time', () => {
  const command = fc.oneof(
    fc.record({ kind: fc.constant('pay' as const), amount: fc.integer({ min: 1, max: 5_000 }) }),
    fc.record({ kind: fc.constant('give-back' as const), amount: fc.integer({ min: 1, max: 5_000 }) }),
    fc.record({
      kind: fc.constant('refund' as const),
      amount: fc.integer({ min: 1, max: 500 }),
      reason: fc.constant({ code: 'goodwill' }),
    }),
    fc.constant({ kind: 'cancel' as const }),
    fc.constant({ kind: 'ship' as const }),
  )
  const answer = fc.record({
    at: fc.nat(8),
    said: fc.constantFrom('open', 'paid', 'expired', 'refused', 'refunded', 'unknown', 'processing'),
  })
  let heard = 0
  fc.assert(
    fc.property(fc.array(fc.oneof(command, answer), { maxLength: 25 }), (steps) => {
      const desk = linked()
      for (const step of steps) {
        if ('kind' in step) desk.does(step)
        else {
          const request = desk.order().requests[step.at % desk.order().requests.length]
          if (request !== undefined && desk.hears(request.id, words(step.said, request.id, request.amount))) heard++
        }
        const { money, total, requests, records } = desk.order()
        const links = requests.filter(({ kind }) => kind === 'link')
        expect(money.refunded).toBeLessThanOrEqual(money.captured)
        expect(money.captured).toBeLessThanOrEqual(total)
        expect(
          links.filter(({ status }) => status === 'requested' || status === 'in-doubt').length,
        ).toBeLessThanOrEqual(1)
        expect(goingBack(desk.order())).toBeLessThanOrEqual(money.captured - money.refunded)
        for (const link of links) {
          const back = requests.filter(({ refundOf, status }) => refundOf === link.id && status !== 'refused')
          expect(back.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(
            link.status === 'paid' ? link.amount : 0,
          )
        }
        // One that was taken out of the books again is named by the same reference.
        const named = records.filter(({ reference, amount }) => reference !== undefined && amount > 0)
        expect(new Set(named.map(({ reference }) => reference)).size).toBe(named.length)
      }
    }),
    { numRuns: 1_000 },
  )
  console.log(`payment requests: 1000 sequences, ${heard} answers counted, 0 violations`)
})

function words(kind: ProviderSaid['kind'], id: string, amount: number): ProviderSaid {
  switch (kind) {
    case 'open':
      return { kind, externalId: `cs_${id}`, url: 'https://pay.example' }
    case 'paid':
      return { kind, externalId: `cs_${id}`, paymentId: `pi_${id}`, amount }
    case 'processing':
    case 'refunded':
      return { kind, externalId: `x_${id}` }
    case 'expired':
    case 'unknown':
      return { kind }
    case 'refused':
      return { kind, why: 'no' }
    default:
      return kind satisfies never
  }
}
