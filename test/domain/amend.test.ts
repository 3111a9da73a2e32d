/**
 * Changes of a placed order that has not left: rated and taxed anew where it must be, to the cent,
 * everything else frozen; what needs an approval or a caller check waits for it.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeKey } from '#domain/draft/address.ts'
import type { Address } from '#domain/model/customer.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderFacts } from '#domain/model/order-command.ts'
import type { Amendment, AmendSituation } from '#domain/model/placed/amendment.ts'
import { planAmendment } from '#domain/order/amend/plan.ts'
import { due, held, toGiveBack } from '#domain/order/money.ts'
import { unitsOf, worth } from '#domain/order/units.ts'
import { KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import { E1, e1Facts } from '#test/support/golden-order.ts'
import { orderDesk, placedOrder } from '#test/support/placed-orders.ts'
import { randomCart } from '#test/support/random-carts.ts'
import {
  BONN,
  contentOf,
  factsOf,
  IL,
  inUS,
  JANE,
  lineOf,
  NOW,
  registered,
  settingsOf,
  shopOf,
} from '#test/support/shop-fixtures.ts'

const CA: Address = { ...inUS('CA', '94105'), city: 'San Francisco', lines: ['1 Market St'] }
const ELSEWHERE: Address = { ...IL, lines: ['9 Elm St'] }

const situation = (facts: Facts, known: readonly Address[] = []): AmendSituation => ({
  goods: new Map(
    [...facts.shop.catalog.variants.values()].map(({ sku, productId, weightGrams }) => [
      sku,
      { taxClass: facts.shop.catalog.products.get(productId)?.taxClass ?? 'default', weightGrams },
    ]),
  ),
  taxExempt: facts.customer?.taxExempt === true,
  knownPlaces: new Set(known.map(placeKey)),
  coupons: new Map(),
})
const mugs = (rest: Partial<DraftContent> = {}): DraftContent =>
  contentOf([lineOf('MUG-BLUE-11OZ', 2), lineOf('HOOD-BLACK-L', 1)], {
    ...registered(JANE),
    groups: [{ id: 'main', address: IL, method: 'standard' }],
    ...rest,
  })
const facts = factsOf(shopOf(), { customer: JANE })
const around: OrderFacts = { now: NOW, actor: SAM, source: 's', settings: facts.shop.settings, family: [] }
const desk = (content = mugs(), paid: 'link' | 'link-paid' | 'card' = 'link') =>
  orderDesk(facts, placedOrder(content, facts, { paid }))
const amend = (amendment: Amendment, of = situation(facts)) => ({ kind: 'amend', amendment, situation: of }) as const
const to = (address: Address, method?: string): Amendment => ({
  kind: 'address',
  address,
  ...(method === undefined ? {} : { method }),
})

describe('another place', () => {
  test('is taxed at its own rate, at the same shipping, and what is paid too much is to be given back', () => {
    const one = desk(mugs(), 'link-paid')
    expect(one.order()).toMatchObject({ total: 8_064, tax: 569, shipping: 595 })
    const done = one.does(amend(to(CA)))
    expect(one.order()).toMatchObject({ total: 7_995, tax: 500, shipping: 595, groups: [{ address: CA }] })
    expect(done?.events).toMatchObject([{ kind: 'amended', label: 'Goes to San Francisco, CA 94105, 0.69 less' }])
    expect([toGiveBack(one.order()), one.order().payment.status]).toEqual([69, 'to-give-back'])
    one.does({ kind: 'give-back' })
    expect([toGiveBack(one.order()), due(one.order()), one.order().payment.status]).toEqual([0, 0, 'paid'])
  })

  test('where its method does not go names those that do, and with one of them costs its rate', () => {
    const one = desk()
    expect(one.refused(amend(to(BONN)))).toMatchObject({
      kind: 'method-not-here',
      method: 'standard',
      eligible: ['pickup', 'international'],
    })
    one.does(amend(to(BONN, 'international')))
    expect(one.order()).toMatchObject({ tax: 0, shipping: 2_495, total: 9_395 })
  })

  test('there and back is to the cent what it was', () => {
    const one = desk()
    const before = one.order()
    one.does(amend(to(CA)))
    one.does(amend(to(IL)))
    expect(one.order().lines).toEqual(before.lines)
    expect(one.order()).toMatchObject({ total: before.total, tax: before.tax, groups: before.groups })
  })

  test('a rate of today counts only where the change makes it another one', () => {
    const one = desk()
    const dearer = facts.shop.settings.shippingMethods.map((method) =>
      method.id === 'standard' ? { ...method, rates: { kind: 'flat', amount: 995 } as const } : method,
    )
    const later = { ...around, settings: settingsOf({ shippingMethods: dearer }) }
    expect(planAmendment(one.order(), to(CA), situation(facts), later)).toMatchObject({
      value: { decided: { order: { shipping: 595 } } },
    })
  })

  test('of an order a part of which has left stays', () => {
    const one = desk()
    one.does({ kind: 'ship', part: { sku: 'MUG-BLUE-11OZ', quantity: 1 } })
    expect(one.refused(amend(to(CA)))).toMatchObject({ why: { kind: 'left-already' } })
    expect(one.does(amend({ kind: 'contact', phone: '+12175550199' }))).toBeDefined()
  })

  test('free shipping that was earned stays where it covers the method, and not with another one', () => {
    const one = desk(contentOf([lineOf('HOOD-BLACK-L', 2)], { ...registered(JANE), groups: mugs().groups }))
    expect(one.order()).toMatchObject({ shipping: 0, groups: [{ freeBy: 'FREE75' }] })
    one.does(amend(to(CA)))
    expect(one.order()).toMatchObject({ shipping: 0, groups: [{ freeBy: 'FREE75' }] })
    one.does(amend({ kind: 'method', method: 'express' }))
    expect(one.order().shipping).toBe(1_495)
    one.does(amend({ kind: 'method', method: 'standard' }))
    expect(one.order().shipping).toBe(0)
  })
})

describe('two places', () => {
  test('each pays its own shipping and tax, and every component adds up', () => {
    const one = desk()
    one.does(amend({ kind: 'split', sku: 'MUG-BLUE-11OZ', quantity: 1, address: CA }))
    expect(one.order().groups.map(({ id, charge }) => [id, charge])).toEqual([
      ['main', 595],
      ['g2', 595],
    ])
    // 12.00 at 8.25 % stays 0.99; 12.00 at 7.25 % is 0.87.
    expect(one.order()).toMatchObject({ tax: 569 - 99 + 87, shipping: 1_190 })
    expect(sound(one.order())).toEqual([])
    one.does(amend(to(IL)))
    expect(one.order()).toMatchObject({ tax: 569, shipping: 595, total: 8_064 })
  })

  test('more than has not left is refused', () => {
    expect(desk().refused(amend({ kind: 'split', sku: 'MUG-BLUE-11OZ', quantity: 3, address: CA }))).toMatchObject({
      why: { kind: 'too-many', most: 2, to: 'split' },
    })
  })
})

describe('what has to happen first', () => {
  const override = { amount: 0, reason: 'goodwill', by: 'staff:sam', method: 'standard' }
  const free = mugs({ groups: [{ id: 'main', address: IL, method: 'standard', override }] })

  test('a shipping price set by hand stays with its method and ends with another one', () => {
    const one = desk(free)
    one.does(amend(to(CA)))
    expect(one.order().shipping).toBe(0)
    one.does(amend({ kind: 'method', method: 'express' }))
    expect(one.order()).toMatchObject({ shipping: 1_495 })
    expect(one.order().groups[0]?.override).toBeUndefined()
  })

  test('where it gives away more than before somebody whose limit covers it decides', () => {
    const byWeight = facts.shop.settings.shippingMethods.map((method) =>
      method.id === 'standard'
        ? { ...method, rates: { kind: 'weight', bands: [{ upTo: 900, amount: 595 }, { amount: 3_595 }] } as const }
        : method,
    )
    const heavy = factsOf(shopOf({ shippingMethods: byWeight }), { customer: JANE })
    const one = orderDesk(
      heavy,
      placedOrder(mugs({ lines: [lineOf('MUG-BLUE-11OZ', 2)], groups: free.groups }), heavy, { paid: 'link' }),
    )
    one.does(amend({ kind: 'split', sku: 'MUG-BLUE-11OZ', quantity: 1, address: CA }, situation(heavy)))
    const more = { ...one.order(), lines: one.order().lines.map((line) => ({ ...line })) }
    const joined = (actor: OrderFacts['actor']) =>
      planAmendment(
        more,
        to(IL),
        { ...situation(heavy), goods: HEAVY },
        { ...around, settings: heavy.shop.settings, actor },
      )
    expect(joined(SAM)).toMatchObject({ value: { needs: [{ kind: 'approval', given: 3_595 }] } })
    expect(joined(VISITOR)).toMatchObject({ value: { needs: [{ kind: 'approval' }] } })
    expect(joined(KIM)).toMatchObject({ value: { needs: [] } })
  })

  test('a stored card and a new place need a caller check, which is kept with the order', () => {
    const one = desk(mugs(), 'card')
    expect(one.refused(amend(to(ELSEWHERE)))).toMatchObject({ why: { kind: 'needs-first', need: 'caller-check' } })
    expect(one.does(amend(to(CA), situation(facts, [CA])))).toBeDefined()
    one.does({ kind: 'check-caller', check: { how: 'postcode', by: 'staff:sam', at: NOW } })
    expect(one.does(amend(to(ELSEWHERE)))).toBeDefined()
    expect(one.order().callerCheck).toEqual({ how: 'postcode', by: 'staff:sam', at: NOW })
  })

  test('shipping that was given back is not given twice by a cheaper way', () => {
    const one = desk(mugs({ groups: [{ id: 'main', address: IL, method: 'express' }] }))
    one.does({ kind: 'refund-shipping', amount: 900, reason: { code: 'goodwill' } }, { actor: KIM })
    expect(one.refused(amend({ kind: 'method', method: 'pickup' }))).toMatchObject({ why: { kind: 'given-already' } })
  })
})

/** Weighed again: each is as heavy as a band takes. */
const HEAVY = new Map([['MUG-BLUE-11OZ', { taxClass: 'default', weightGrams: 900 }]])

describe('what costs nothing', () => {
  test('a day is kept where it can be, and refused with the first that can', () => {
    const one = desk()
    const day = (on: string): Amendment => ({ kind: 'day', on })
    expect(one.refused(amend(day('2026-11-20')))).toMatchObject({ why: { kind: 'bad-day', why: 'past' } })
    expect(one.refused(amend(day('2026-11-24')))).toMatchObject({ why: { why: 'too-soon', earliest: '2026-11-26' } })
    expect(one.refused(amend(day('2026-11-28')))).toMatchObject({ why: { why: 'closed' } })
    expect(one.refused(amend(day('2027-11-29')))).toMatchObject({ why: { why: 'too-far' } })
    one.does(amend(day('2026-11-27')))
    expect(one.order().deliverOn).toBe('2026-11-27')
    one.does(amend({ kind: 'day' }))
    expect(one.order().deliverOn).toBeUndefined()
  })

  test('a day that another way cannot keep is open again, and the event says so', () => {
    const one = desk(mugs({ groups: [{ id: 'main', address: IL, method: 'express' }] }))
    one.does(amend({ kind: 'day', on: '2026-11-24' }))
    const done = one.does(amend({ kind: 'method', method: 'standard' }))
    expect(one.order().deliverOn).toBeUndefined()
    expect(done?.events[0]?.label).toContain('the day it was wanted on is open again')
  })

  test('a gift note and a contact are of this order, and end a proposal of nobody', () => {
    const one = desk()
    one.does(amend({ kind: 'gift-note', text: ' Happy birthday ' }))
    one.does(amend({ kind: 'contact', email: 'jd@example.com' }))
    expect(one.order()).toMatchObject({ giftNote: 'Happy birthday', buyer: { email: 'jd@example.com' } })
    expect(one.refused(amend({ kind: 'gift-note', text: 'x'.repeat(301) }))).toMatchObject({
      why: { kind: 'too-long' },
    })
  })
})

/** Every rule the order breaks; empty is right. */
function sound(now: Order): readonly string[] {
  const found: string[] = []
  const must = (holds: boolean, rule: string): void => void (holds || found.push(rule))
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
  const taxes = sum(now.lines.map(({ tax }) => tax)) + sum(now.groups.map(({ tax }) => tax))
  must(now.subtotal + now.discount === sum(now.lines.map(({ net }) => net)), 'the lines make the discount')
  must(now.tax === taxes, 'lines and groups make the tax')
  must(now.subtotal + now.discount + now.shipping + now.tax === now.total, 'the parts make the total')
  must(now.payment.amount === now.total, 'what is owed is the total')
  must(due(now) - toGiveBack(now) === now.total - now.money.credited - held(now.money), 'what is open')
  must(now.money.captured <= now.total + (now.money.lowered ?? 0), 'taken is at most what was once owed')
  must(now.money.credited <= now.total, 'credits within the total')
  for (const line of now.lines) {
    must(worth(unitsOf(line)) === line.net + line.tax, 'units make their line')
    must(line.gross + sum(line.components.map(({ amount }) => amount)) === line.net, 'components make the net')
    line.components.forEach((component, index) => {
      const shares = sum(unitsOf(line).map(({ components }) => components[index] ?? 0))
      must(line.units.length === 0 || shares === component.amount, 'units make each component')
    })
  }
  return found
}

const places = [IL, CA, ELSEWHERE, inUS('NY', '10001'), inUS('OR', '97301')]
const step = fc.record({
  kind: fc.constantFrom('address', 'split', 'method', 'cancel', 'goodwill', 'pay', 'give-back'),
  place: fc.constantFrom(...places),
  method: fc.constantFrom('standard', 'express', 'pickup'),
  line: fc.nat(20),
  quantity: fc.integer({ min: 1, max: 4 }),
})

test('whatever is changed and cancelled in whatever order, every part adds up and nothing is owed twice', () => {
  fc.assert(
    fc.property(randomCart, fc.array(step, { minLength: 1, maxLength: 12 }), ({ content, facts: given }, steps) => {
      const made = placedOrder(
        { ...content, lines: content.lines.map((line) => ({ ...line, elsewhere: [] })) },
        given,
        {
          paid: 'link',
        },
      )
      const one = orderDesk(given, made)
      const known = situation(given)
      for (const { kind, place, method, line, quantity } of steps) {
        const sku = made.lines[line % Math.max(1, made.lines.length)]?.sku ?? ''
        const before = one.order()
        const done =
          kind === 'cancel'
            ? one.does({ kind, part: { sku, quantity } })
            : kind === 'goodwill'
              ? one.does({ kind: 'refund', amount: quantity, reason: { code: 'goodwill' } })
              : kind === 'pay' || kind === 'give-back'
                ? one.does({ kind })
                : one.does(
                    amend(
                      kind === 'split'
                        ? { kind, sku, quantity, address: place }
                        : kind === 'method'
                          ? { kind, method }
                          : { kind: 'address', address: place },
                      known,
                    ),
                    { actor: KIM },
                  )
        if (done === undefined) continue
        expect(sound(one.order())).toEqual([])
        if (kind === 'cancel') continue
        const { total, money } = one.order()
        expect(due(one.order()) - due(before) - (toGiveBack(one.order()) - toGiveBack(before))).toBe(
          total - before.total - (money.credited - before.money.credited) - (held(money) - held(before.money)),
        )
      }
    }),
    { numRuns: 150 },
  )
})

test('the golden order changed as it was placed is the golden order', () => {
  const given = e1Facts()
  const one = orderDesk(given, placedOrder(E1, given, { paid: 'link' }))
  expect(one.order().total).toBe(9_396)
  expect(sound(one.order())).toEqual([])
})
