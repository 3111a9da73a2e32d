/** Coupons: each distinct answer when a code is typed, and how attached codes sleep, wake and give way. */
import { describe, expect, it } from 'vitest'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import { activeFirst } from '#domain/pricing/discounts/coupon-state.ts'
import { presentCoupon } from '#domain/pricing/discounts/coupons.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import {
  ALL,
  BONN,
  contentOf,
  coupon,
  DEMO_COUPONS,
  factsOf,
  JANE,
  lineOf,
  presenting,
  registered,
  shopOf,
  some,
} from '#test/support/shop-fixtures.ts'

const SAM: Actor = { kind: 'staff', id: 'sam', name: 'Sam', role: 'rep', active: true }
const GUEST: Actor = { kind: 'guest', id: 'discord:1', name: 'Pat' }
const EXTRA = [
  ...DEMO_COUPONS,
  coupon('TRADE', { kind: 'order-amount', amount: 100 }, { conditions: { customerGroup: 'trade' } }),
  coupon('BUNDES', { kind: 'order-amount', amount: 100 }, { conditions: { countries: ['DE'] } }),
  coupon('SOLO', { kind: 'order-amount', amount: 300 }, { combinable: false }),
  coupon('HUNDRED', { kind: 'order-amount', amount: 1_000 }, { conditions: { minimum: 10_000 } }),
  coupon('FIFTY', { kind: 'order-amount', amount: 5_000 }),
  coupon('SHIP', { kind: 'free-shipping', methods: [] }),
  coupon('PENS', { kind: 'gift', sku: 'PEN', quantity: 1 }),
]
const shop = shopOf({ promotions: [] }, EXTRA)
const facts = (rest: Partial<Facts> = {}): Facts => factsOf(shop, rest)
const cart = (rest: Partial<DraftContent> = {}) =>
  contentOf([lineOf('HOOD-BLACK-L', 1), lineOf('MUG-BLUE-11OZ', 2)], rest)
const present = (code: string, content = cart(), given = facts(), actor: Actor = SAM) =>
  presentCoupon(code, { content, facts: given, actor })
const state = (content: DraftContent, code: string, given = facts()) =>
  priceDraft(content, given).coupons.find((each) => each.code === code)?.outcome
const priced = (unitPrice: number, rest: Partial<DraftContent> = {}) => contentOf([lineOf('A', 1, { unitPrice })], rest)

describe('a typed code', () => {
  it('is trimmed and case-folded, and says what it gives', () => {
    expect(present('  save10 ')).toMatchObject({
      ok: true,
      value: { coupons: [{ code: 'SAVE10', by: 'staff:sam' }], state: { kind: 'active', amount: -690 } },
    })
  })
  it.each([
    ['NOPE', {}, { kind: 'unknown' }],
    ['SAV\u042510', {}, { kind: 'unknown' }],
    ['SPRING-20', {}, { kind: 'expired' }],
    ['SUMMER27', {}, { kind: 'not-started', from: '2027-06-01' }],
    ['EURO5', {}, { kind: 'wrong-currency', currency: 'EUR' }],
    ['LIMIT3', { couponUse: new Map([['LIMIT3', { total: 3, byThisCustomer: 0 }]]) }, { kind: 'used-up' }],
    ['SAVE10', { couponUse: new Map([['SAVE10', { total: 9, byThisCustomer: 1 }]]) }, { kind: 'used-by-customer' }],
    ['WELCOME5', { previousOrders: 1 }, { kind: 'first-order-only' }],
    ['TRADE', {}, { kind: 'wrong-customer' }],
    ['BUNDES', {}, { kind: 'wrong-country' }],
  ])('%s is refused with its own answer', (code, given, why) => {
    expect(present(code, cart(), facts(given))).toMatchObject({ ok: false, refusal: { kind: 'coupon', why } })
  })
  it('is not taken twice', () => {
    expect(present('save10', cart(presenting('SAVE10')))).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'already-applied' } },
    })
  })
  it('waits asleep for the cart: the minimum named with what is missing, or nothing it applies to', () => {
    expect(present('BULK15')).toMatchObject({
      ok: true,
      value: { state: { kind: 'minimum-not-met', missing: 13_100, minimum: 20_000, at: 6_900 } },
    })
    expect(present('HOODIE20', contentOf([lineOf('PEN', 1)]))).toMatchObject({
      ok: true,
      value: { state: { kind: 'nothing-applies' } },
    })
    expect(present('SAVE10', contentOf([]))).toMatchObject({ ok: true, value: { state: { kind: 'nothing-applies' } } })
  })
  it('waits for a buyer or an address when only they are missing', () => {
    const nobody = cart({ buyer: { kind: 'none' }, groups: [{ id: 'main' }] })
    expect(present('TRADE', nobody)).toMatchObject({ ok: true, value: { state: { kind: 'wrong-customer' } } })
    expect(present('BUNDES', nobody)).toMatchObject({ ok: true, value: { state: { kind: 'wrong-country' } } })
    expect(
      state(
        cart({ ...presenting('BUNDES'), groups: [{ id: 'main', address: BONN, method: 'international' }] }),
        'BUNDES',
      ),
    ).toEqual({
      kind: 'active',
      amount: -100,
    })
  })
  it('names 0.01 when 100.00 is asked and 99.99 is in the cart', () => {
    expect(present('HUNDRED', priced(9_999))).toMatchObject({
      ok: true,
      value: { state: { kind: 'minimum-not-met', missing: 1, minimum: 10_000, at: 9_999 } },
    })
  })
  it('offers the swap with its difference when it cannot be combined', () => {
    expect(present('SOLO', cart(presenting('SAVE10')))).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'not-combinable', with: ['SAVE10'], difference: 422 } },
    })
    expect(present('SAVE10', cart(presenting('SOLO')))).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'not-combinable', with: ['SOLO'], difference: -422 } },
    })
  })
  it('replaces the codes in its way when the swap is taken', () => {
    const swapped = presentCoupon('SOLO', {
      content: cart(presenting('SAVE10', 'LIMIT3')),
      facts: facts(),
      actor: SAM,
      replacing: ['save10', 'LIMIT3'],
    })
    expect(swapped).toMatchObject({
      ok: true,
      value: { coupons: [{ code: 'SOLO' }], state: { kind: 'active', amount: -300 } },
    })
  })
  it('says that a contact was used before only where the code would work: below its minimum it answers like any other', () => {
    const limited = (spent: boolean) =>
      facts({ couponUse: new Map([['SAVE10', { total: 1, byThisCustomer: 0, byContact: spent ? 1 : 0 }]]) })
    const asGuest = (lines: readonly (readonly [string, number])[]): DraftContent =>
      contentOf(
        lines.map(([sku, count]) => lineOf(sku, count)),
        { buyer: { kind: 'guest', email: 'jane.doe@example.com' } },
      )
    expect(present('SAVE10', asGuest([]), limited(true), GUEST)).toEqual(
      present('SAVE10', asGuest([]), limited(false), GUEST),
    )
    const full = asGuest([['PEN', 1]])
    expect(present('SAVE10', full, limited(false), GUEST)).toMatchObject({ ok: true })
    expect(present('SAVE10', full, limited(true), GUEST)).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'cannot-be-used' } },
    })
    expect(present('SAVE10', full, limited(true), SAM)).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'used-by-customer' } },
    })
    expect(state({ ...full, ...presenting('SAVE10') }, 'SAVE10', limited(true))).toEqual({ kind: 'used-by-customer' })
  })
  it('tells a guest on a customer channel nothing about accounts, and the rep the truth', () => {
    const used = facts({ previousOrders: 3, couponUse: new Map([['SAVE10', { total: 9, byThisCustomer: 1 }]]) })
    const asGuest = cart({ buyer: { kind: 'guest', email: 'jane.doe@example.com' } })
    for (const code of ['SAVE10', 'WELCOME5'])
      expect(present(code, asGuest, used, GUEST)).toMatchObject({
        ok: false,
        refusal: { why: { kind: 'cannot-be-used' } },
      })
    expect(present('SAVE10', asGuest, used, SAM)).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'used-by-customer' } },
    })
    const jane: Actor = { kind: 'customer', customerId: 'jane', name: 'Jane' }
    expect(present('SAVE10', asGuest, used, jane)).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'cannot-be-used' } },
    })
    expect(present('SAVE10', cart(registered(JANE)), used, jane)).toMatchObject({
      ok: false,
      refusal: { why: { kind: 'used-by-customer' } },
    })
  })
})

describe('an attached code', () => {
  it('wakes by itself and falls asleep again with the cart', () => {
    expect(state(priced(10_000, presenting('HUNDRED')), 'HUNDRED')).toEqual({ kind: 'active', amount: -1_000 })
    expect(state(priced(9_999, presenting('HUNDRED')), 'HUNDRED')).toMatchObject({
      kind: 'minimum-not-met',
      missing: 1,
    })
  })
  it('asleep blocks nothing, not even a code it could not be combined with', () => {
    const content = cart(presenting('BULK15', 'SAVE10'))
    expect([state(content, 'BULK15')?.kind, state(content, 'SAVE10')?.kind]).toEqual(['minimum-not-met', 'active'])
  })
  it('does not wake against an active one it cannot be combined with, whichever of the two was typed first', () => {
    const accepted = present('SAVE10', cart(presenting('BULK15')))
    if (!accepted.ok) throw new Error('refused')
    const big = contentOf([lineOf('HOOD-BLACK-L', 5)], { coupons: accepted.value.coupons })
    expect(state(big, 'BULK15')).toEqual({ kind: 'not-combinable', with: ['SAVE10'] })
    expect(state(big, 'SAVE10')).toEqual({ kind: 'active', amount: -2_250 })
  })
  it('keeps its place when another wakes: active codes go first in the list', () => {
    const sleeping = cart(presenting('BULK15', 'HUNDRED', 'SAVE10'))
    expect(activeFirst(sleeping.coupons, priceDraft(sleeping, facts())).map((each) => each.code)).toEqual([
      'SAVE10',
      'BULK15',
      'HUNDRED',
    ])
  })
  it('lets the next one in when it turns out to give nothing', () => {
    const content = contentOf([lineOf('PEN', 1)], presenting('HOODIE20', 'SOLO'))
    expect([state(content, 'HOODIE20')?.kind, state(content, 'SOLO')?.kind]).toEqual(['nothing-applies', 'active'])
  })
  it('goes by what it is now, not by what it was when typed', () => {
    const content = cart(presenting('SPRING-20', 'NOPE', 'EURO5', 'LIMIT3'))
    const kinds = priceDraft(
      content,
      facts({ couponUse: new Map([['LIMIT3', { total: 3, byThisCustomer: 0 }]]) }),
    ).coupons.map((each) => each.outcome.kind)
    expect(kinds).toEqual(['expired', 'unknown', 'wrong-currency', 'used-up'])
  })
  it('combines where combinable: order codes by priority, each percent on what is left', () => {
    const both = shopOf({ promotions: [] }, [
      coupon('LATE', { kind: 'order-percent', percentPpm: 100_000 }, { priority: 2 }),
      coupon('EARLY', { kind: 'order-amount', amount: 2_000 }, { priority: 1 }),
    ])
    const ledger = priceDraft(priced(20_000, presenting('LATE', 'EARLY')), factsOf(both))
    expect(ledger.coupons.map((each) => each.outcome)).toEqual([
      { kind: 'active', amount: -1_800 },
      { kind: 'active', amount: -2_000 },
    ])
  })
  it('of 50.00 on 32.00 of goods takes 32.00, and shipping stays due', () => {
    const ledger = priceDraft(priced(3_200, presenting('FIFTY')), facts())
    expect(ledger.coupons[0]?.outcome).toEqual({ kind: 'active', amount: -3_200 })
    expect([ledger.shipping, ledger.total]).toEqual([595, 595])
  })
  it('on lines comes off its own lines only, and on overridden ones never', () => {
    expect(priceDraft(cart(presenting('HOODIE20')), facts()).lines.map((line) => line.net)).toEqual([3_600, 2_400])
    const typed = lineOf('HOOD-BLACK-L', 1, { override: { unitPrice: 4_000, reason: 'other', by: 'staff:sam' } })
    expect(state(contentOf([typed], presenting('HOODIE20')), 'HOODIE20')).toEqual({ kind: 'nothing-applies' })
  })
  it('may ship free or bring a gift', () => {
    const ledger = priceDraft(cart(presenting('SHIP', 'PENS')), facts())
    expect(ledger.coupons.map((each) => each.outcome)).toEqual([
      { kind: 'active', amount: -595 },
      { kind: 'active', amount: -150 },
    ])
    expect([ledger.groups[0]?.freeBy, ledger.shipping, ledger.lines.at(-1)?.lineId]).toEqual(['SHIP', 0, 'gift:PENS'])
  })
  it('for free shipping is not spent where a rep typed the charge', () => {
    const typed = cart({
      ...presenting('SHIP'),
      groups: [
        {
          id: 'main',
          address: JANE.addresses[0]?.address ?? BONN,
          method: 'standard',
          override: { amount: 100, reason: 'goodwill', by: 'staff:sam' },
        },
      ],
    })
    expect(state(typed, 'SHIP')).toEqual({ kind: 'nothing-applies' })
  })
  it('of one kind covers what a promotion of that kind covers', () => {
    const socks = shopOf({ promotions: [] }, [
      coupon('SOX', { kind: 'buy-x-get-y', buy: 2, free: 1, target: some({ products: ['crew-socks'] }) }),
      coupon('EACH', { kind: 'line-amount', amountPerUnit: 100, target: ALL }, { priority: 20 }),
    ])
    const ledger = priceDraft(contentOf([lineOf('SOCK-BLACK-SM', 3)], presenting('SOX', 'EACH')), factsOf(socks))
    expect(ledger.lines[0]?.components.map((each) => [each.source, each.kind, each.amount])).toEqual([
      ['SOX', 'line-coupon', -900],
      ['EACH', 'line-coupon', -300],
    ])
  })
})
