/**
 * Submit: every check that can stop it, what it writes, reserves, redeems and remembers; every
 * refusal of the domain can be reached.
 */
import { describe, expect, test } from 'vitest'
import { decide } from '#domain/draft/decide/decide.ts'
import { missingFacts, nextBest } from '#domain/draft/missing.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import { prepareSubmit, submitWarnings } from '#domain/draft/submit/submission.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts, StockFact } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { shownAmounts } from '#domain/pricing/shown-amounts.ts'
import { composing, KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import {
  BONN,
  catalogOf,
  contentOf,
  coupon,
  factsOf,
  IL,
  inUS,
  JANE,
  lineOf,
  METHODS,
  NOW,
  presenting,
  promotion,
  registered,
  shopOf,
  some,
  takingOff,
} from '#test/support/shop-fixtures.ts'

const jane: Facts = factsOf(shopOf(), { customer: JANE })
const golden: DraftContent = contentOf([lineOf('MUG-BLUE-11OZ', 2), lineOf('HOOD-BLACK-L', 1)], {
  ...registered(JANE),
  ...presenting('SAVE10'),
  payment: { kind: 'stored', methodId: 'visa', brand: 'visa', last4: '4242' },
})
const draftOf = (content: DraftContent, rest: Partial<OrderDraft> = {}): OrderDraft => ({
  ...newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 's' }).draft,
  content,
  ...rest,
})
const submit = (draft: OrderDraft, facts: Facts = jane, actor: Actor = SAM) =>
  prepareSubmit({ draft, ledger: priceDraft(draft.content, facts), facts, actor })
const refusal = (draft: OrderDraft, facts: Facts = jane, actor: Actor = SAM): Refusal | undefined => {
  const prepared = submit(draft, facts, actor)
  return prepared.ok ? undefined : prepared.refusal
}
const plan = (draft: OrderDraft, facts: Facts = jane, actor: Actor = SAM) => {
  const prepared = submit(draft, facts, actor)
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusal))
  return prepared.value
}
const stocked = (rest: Partial<Extract<StockFact, { tracked: true }>>): Facts => ({
  ...jane,
  stock: new Map([
    [
      'HOOD-BLACK-L',
      {
        tracked: true,
        sku: 'HOOD-BLACK-L',
        onHand: 0,
        reserved: 0,
        allocated: 0,
        backorders: 'allowed',
        discontinued: false,
        expected: [],
        ...rest,
      },
    ],
  ]),
})

const NO_PENS: StockFact = {
  ...{ tracked: true, sku: 'PEN', onHand: 0, reserved: 0, allocated: 0 },
  ...{ backorders: 'allowed', discontinued: false, expected: [] },
}

describe('what a submit writes', () => {
  test('the golden path: 73.17, every unit with its shares, coupon redeemed, stock reserved in SKU order', () => {
    const { orders, reserve, redeem, remember, dormant } = plan(draftOf(golden))
    const [order] = orders
    expect(orders.length).toBe(1)
    expect(order).toMatchObject({
      subtotal: 6_900,
      discount: -690,
      shipping: 595,
      tax: 512,
      total: 7_317,
      placedBy: 'staff:sam',
      placedAt: NOW,
      payment: { choice: { kind: 'stored', last4: '4242' }, status: 'to-be-paid', amount: 7_317 },
      groups: [{ id: 'main', method: 'standard', charge: 595 }],
      lines: [
        { position: 1, sku: 'MUG-BLUE-11OZ', name: 'classic mug', optionText: 'blue, 11oz', reserved: 2, shipped: 0 },
        { position: 2, sku: 'HOOD-BLACK-L' },
      ],
    })
    for (const line of order?.lines ?? []) {
      expect(line.units.length).toBe(line.quantity)
      expect(line.units.reduce((total, unit) => total + unit.net, 0)).toBe(line.net)
      expect(line.units.reduce((total, unit) => total + unit.tax, 0)).toBe(line.tax)
    }
    expect(reserve).toEqual([
      { sku: 'HOOD-BLACK-L', quantity: 1 },
      { sku: 'MUG-BLUE-11OZ', quantity: 2 },
    ])
    expect(redeem).toMatchObject([{ code: 'SAVE10', limitPerCustomer: 1 }])
    expect(remember).toEqual({ addresses: [] })
    expect(dormant).toEqual([])
  })

  test('a dormant coupon is named and not redeemed; several lines of a SKU reserve together; an empty main group is no group of the order', () => {
    const content = contentOf([lineOf('PEN', 1), lineOf('PEN', 2, { id: 'x', note: 'gift' })], {
      ...registered(JANE),
      ...presenting('BULK15'),
      payment: { kind: 'link' },
    })
    const { dormant, redeem, reserve, orders } = plan(draftOf(content))
    expect([dormant, redeem, reserve]).toEqual([['BULK15'], [], [{ sku: 'PEN', quantity: 3 }]])
    expect(orders[0]?.coupons).toEqual([])
    const away = contentOf([lineOf('PEN', 1, { elsewhere: [{ group: 'g2', quantity: 1 }] })], {
      ...registered(JANE),
      payment: { kind: 'link' },
      groups: [{ id: 'main' }, { id: 'g2', address: IL, method: 'standard' }],
    })
    expect(plan(draftOf(away)).orders[0]?.groups.map((group) => group.id)).toEqual(['g2'])
  })

  test('a total of zero needs no payment and owes nothing', () => {
    const free = contentOf([lineOf('PEN', 1)], {
      ...registered(JANE),
      ...takingOff(150),
      groups: [{ id: 'main', address: IL, method: 'pickup' }],
    })
    expect(plan(draftOf(free), jane, KIM).orders[0]).toMatchObject({
      total: 0,
      payment: { choice: { kind: 'none' }, status: 'nothing-due', amount: 0 },
    })
  })

  test('a new customer is remembered with what was collected, a known one with what is different, a guest not at all', () => {
    const salem = { ...inUS('OR', '97301'), name: 'Pat Lee', city: 'Salem' }
    const collected = contentOf([lineOf('PEN', 1)], {
      buyer: { kind: 'register', name: 'Pat Lee', email: 'pat@example.com', phone: '+12175550199', vouched: true },
      payment: { kind: 'link' },
      groups: [{ id: 'main', address: salem, method: 'standard' }],
      billing: { kind: 'address', address: IL },
    })
    expect(plan(draftOf(collected), factsOf()).remember).toEqual({
      register: { name: 'Pat Lee', email: 'pat@example.com', phone: '+12175550199' },
      addresses: [
        { label: 'home', address: salem, makeDefault: true },
        { label: 'billing', address: IL, makeDefault: false },
      ],
    })
    const known = contentOf([lineOf('PEN', 1)], {
      ...registered(JANE),
      payment: { kind: 'link' },
      groups: [{ id: 'main', address: salem, label: 'home', method: 'standard' }],
    })
    const callerCheck = { how: 'postcode', by: 'staff:sam', at: NOW, customerId: JANE.id } as const
    expect(plan(draftOf(known, { callerCheck })).remember).toEqual({
      addresses: [{ label: 'home 2', address: salem, makeDefault: false }],
    })
    // Nobody knows who called: her card must not be open for that place next time.
    expect(plan(draftOf(known)).remember).toEqual({ addresses: [] })
    const guest = contentOf([lineOf('PEN', 1)], {
      buyer: { kind: 'guest', email: 'pat@example.com' },
      payment: { kind: 'link' },
    })
    expect(plan(draftOf(guest), factsOf()).remember).toEqual({ addresses: [] })
  })
})

describe('a total that is not the one shown', () => {
  const TEN_ON_B = promotion('TEN-B', { kind: 'line-percent', percentPpm: 100_000, target: some({ skus: ['B'] }) })
  const FIVE = promotion(
    'FIVE',
    { kind: 'order-amount', amount: 500 },
    { conditions: { minimum: 7_500, until: '2026-11-23' }, title: '5.00 promotion' },
  )
  const at895 = METHODS.map((method) =>
    method.id === 'standard' ? { ...method, rates: { kind: 'flat' as const, amount: 895 } } : method,
  )
  const facts = factsOf(
    shopOf({ promotions: [TEN_ON_B, FIVE], shippingMethods: at895 }, [
      coupon('FIFTEEN', { kind: 'order-percent', percentPpm: 150_000 }),
    ]),
  )
  const E1 = contentOf([lineOf('A', 3), lineOf('B', 1), lineOf('C', 2)], {
    ...presenting('FIFTEEN'),
    ...takingOff(1_000),
    buyer: { kind: 'guest', email: 'pat@example.com' },
    payment: { kind: 'link' },
    groups: [
      { id: 'main', address: IL, method: 'standard', override: { amount: 400, reason: 'goodwill', by: 'staff:kim' } },
    ],
  })
  const ledger = priceDraft(E1, facts)
  const shown = draftOf(E1, { shown: { total: ledger.total, summary: shownAmounts(ledger) } })

  test('E1 losing its 5.00 promotion stops: 93.96 -> 99.38, the promotion named first', () => {
    expect(ledger.total).toBe(9_396)
    expect(refusal(shown, facts, KIM)).toBeUndefined()
    expect(refusal(shown, { ...facts, now: '2026-11-24T15:00:00.000Z' }, KIM)).toEqual({
      kind: 'total-changed',
      from: 9_396,
      to: 9_938,
      differences: [
        { label: '5.00 promotion', from: -500, to: 0 },
        { label: 'Tax', from: 685, to: 727 },
      ],
    })
  })

  test('the amounts shown add up to the total', () => {
    expect(shownAmounts(ledger).reduce((total, one) => total + one.amount, 0)).toBe(9_396)
  })
})

describe('what stops a submit', () => {
  const other = contentOf([lineOf('PEN', 1)], { ...registered(JANE), payment: { kind: 'link' } })
  const suspended: Actor = { kind: 'staff', id: 'sam', name: 'Sam', role: 'rep', active: false }
  const onlyPens = {
    ...jane,
    shop: { ...jane.shop, catalog: catalogOf([{ sku: 'PEN', product: 'pen', category: 'home', price: 1 }]) },
  }
  const later = [{ quantity: 1, on: '2026-12-05' }]
  const shortHood = { lineId: 'HOOD-BLACK-L', sku: 'HOOD-BLACK-L', wanted: 1, now: 0, rest: 1, later, on: '2026-12-05' }
  const abroad = {
    kind: 'method-not-here',
    method: 'standard',
    place: 'Bonn, 53111',
    eligible: ['pickup', 'international'],
  } as const
  const to = (address: typeof IL) => ({ groups: [{ id: 'main', address, method: 'standard' }] })
  const cases: readonly (readonly [string, Refusal | undefined, Partial<Refusal>])[] = [
    ['an empty cart', refusal(draftOf(contentOf([]))), { kind: 'empty-cart' }],
    [
      'a draft waiting for an approval',
      refusal(draftOf(golden, { status: 'awaiting-approval' })),
      { kind: 'awaiting-approval' },
    ],
    [
      'a submitted draft',
      refusal(draftOf(golden, { status: 'submitted' })),
      { kind: 'draft-closed', status: 'submitted' },
    ],
    ['a suspended member of staff', refusal(draftOf(golden), jane, suspended), { kind: 'not-allowed' }],
    ['a method that does not go there', refusal(draftOf({ ...other, ...to(BONN) })), abroad],
    [
      'a missing fact',
      refusal(draftOf(contentOf([lineOf('PEN', 1)], registered(JANE)))),
      { kind: 'missing', what: ['payment'] },
    ],
    [
      'a stored card and a new place',
      refusal(draftOf({ ...golden, ...to(inUS('OR', '97301')) })),
      { kind: 'stored-card-new-address' },
    ],
    ['a product no longer sold', refusal(draftOf(golden), onlyPens), { kind: 'unknown-sku' }],
    [
      'more given than the placer may',
      refusal(draftOf({ ...other, ...takingOff(100) })),
      { kind: 'over-limit', limit: 'percent' },
    ],
    [
      'too little stock',
      refusal(draftOf(golden), stocked({ expected: [{ quantity: 5, on: '2026-12-05' }] })),
      { kind: 'short-stock', lines: [shortHood] },
    ],
    [
      'another open draft',
      refusal(draftOf(golden), { ...jane, alsoOpen: [{ ref: 3, owner: 'lee' }] }),
      { kind: 'warning', warnings: [{ kind: 'another-open-draft', ref: 3, owner: 'lee' }] },
    ],
  ]
  test.each(cases)('%s', (_name, refused, expected) => {
    expect(refused).toMatchObject(expected)
  })

  test('a confirmed warning stops it no more; an order ten minutes old never does', () => {
    const facts = {
      ...jane,
      alsoOpen: [{ ref: 3, owner: 'lee' }],
      recentOrders: [
        { number: 10_001, placedAt: '2026-11-23T14:56:00.000Z' },
        { number: 10_000, placedAt: '2026-11-23T14:50:00.000Z' },
      ],
    }
    expect(submitWarnings(facts)).toEqual([
      { kind: 'another-open-draft', ref: 3, owner: 'lee' },
      { kind: 'fresh-order', number: 10_001, minutes: 4 },
    ])
    expect(refusal(draftOf(golden, { confirmedWarnings: ['draft:3'] }), facts)).toEqual({
      kind: 'warning',
      warnings: [{ kind: 'fresh-order', number: 10_001, minutes: 4 }],
    })
    expect(refusal(draftOf(golden, { confirmedWarnings: ['draft:3', 'order:10001'] }), facts)).toBeUndefined()
  })
})

test('what is missing is asked in the order people expect', () => {
  const { say, draft } = composing()
  const missing = () => missingFacts(draft(), priceDraft(draft().content, factsOf()), factsOf())
  expect(missing()).toEqual(['customer', 'items', 'ship-to', 'method', 'payment'])
  say({ kind: 'set-guest', name: 'Pat' })
  expect(missing()).toEqual(['items', 'contact', 'ship-to', 'method', 'payment'])
  say({ kind: 'set-guest', email: 'pat@example.com' })
  say({ kind: 'add-line', sku: 'PEN', quantity: 1 })
  expect(missing()).toEqual(['ship-to', 'method', 'payment'])
  say({ kind: 'set-method', method: 'pickup' })
  expect(missing()).toEqual(['payment'])
  say({ kind: 'set-method', method: 'standard' })
  say({ kind: 'ship-to', address: BONN })
  expect(nextBest(missing())).toBe('method')
  say({ kind: 'set-method', method: 'international' })
  say({ kind: 'set-payment', payment: 'link' })
  expect(missing()).toEqual([])
})

describe('every refusal of a command can be reached', () => {
  type Reached = Exclude<
    Refusal['kind'],
    | 'no-address'
    | 'missing'
    | 'awaiting-approval'
    // Answers to requests: approvals.test.ts.
    | 'already-decided'
    | 'may-not-decide'
    | 'bad-counter'
    | 'total-changed'
    | 'short-stock'
    | 'promise-changed'
    | 'warning'
    | 'account-exists'
    | 'override-in-doubt'
    | 'order'
  >
  const goodwill = { code: 'goodwill' }
  const pen = contentOf([lineOf('PEN', 2)], registered(JANE))
  const many = contentOf(
    Array.from({ length: 300 }, (_, index) => lineOf('PEN', 1, { id: `x${index}`, note: `${index}` })),
  )
  const cardless: RegisteredCustomer = { ...JANE, methods: [] }
  const ways: Readonly<Record<Reached, readonly [DraftContent, DraftCommand, Facts?, Actor?]>> = {
    'not-allowed': [pen, { kind: 'memo', text: 'x' }, jane, VISITOR],
    'draft-closed': [pen, { kind: 'comment', text: 'x' }],
    'no-approval': [pen, { kind: 'withdraw-approval' }],
    'unknown-sku': [pen, { kind: 'add-line', sku: 'PAN', quantity: 1 }],
    'not-for-sale': [pen, { kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 }, stocked({ discontinued: true })],
    'bad-quantity': [pen, { kind: 'set-quantity', lineId: 'PEN', quantity: 0 }],
    'too-many-lines': [many, { kind: 'add-line', sku: 'A', quantity: 1 }],
    'no-such-line': [pen, { kind: 'remove-line', lineId: 'l7' }],
    'bad-address': [pen, { kind: 'ship-to', address: { ...IL, postcode: '6270' } }],
    'unknown-method': [pen, { kind: 'set-method', method: 'balloon' }],
    'method-not-here': [pen, { kind: 'set-method', method: 'international' }],
    'payment-not-offered': [pen, { kind: 'set-payment', payment: 'stored' }, factsOf(shopOf(), { customer: cardless })],
    'stored-card-new-address': [
      { ...pen, groups: [{ id: 'main', address: BONN }] },
      { kind: 'set-payment', payment: 'stored' },
    ],
    coupon: [pen, { kind: 'add-coupon', code: 'NOPE' }],
    'bad-amount': [
      pen,
      { kind: 'override-line', lineId: 'PEN', change: { kind: 'price', amount: 151 }, reason: goodwill },
    ],
    'reason-missing': [pen, { kind: 'subtract', amount: 10, reason: { code: ' ' } }],
    'over-limit': [pen, { kind: 'subtract', amount: 200, reason: goodwill }],
    'nothing-to-undo': [pen, { kind: 'undo' }],
    'nothing-to-redo': [pen, { kind: 'redo' }],
    'nothing-to-remove': [pen, { kind: 'remove-coupon', code: 'SAVE10' }],
    'no-such-choice': [
      pen,
      { kind: 'set-backorder-policy', policy: 'ship-available-drop-rest' },
      factsOf(shopOf(), { stock: new Map([['PEN', NO_PENS]]) }),
    ],
    'not-over': [pen, { kind: 'expire-draft' }, jane, { kind: 'system', id: 'clock' }],
    'empty-cart': [contentOf([]), { kind: 'quote', days: 7 }],
    'bad-contact': [pen, { kind: 'set-guest', email: 'x' }],
    'text-too-long': [pen, { kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 1, freeText: 'too long for this mug' }],
  }
  const engraving = (): Facts => {
    const catalog = catalogOf()
    const products = new Map(
      [...catalog.products].map(([id, product]) => [
        id,
        { ...product, freeText: { label: 'engraving', price: 1, maxLength: 5 } },
      ]),
    )
    return { ...jane, shop: { ...jane.shop, catalog: { ...catalog, products } } }
  }
  test.each(Object.entries(ways))('%s', (kind, [content, command, facts, actor]) => {
    const draft = draftOf(content, kind === 'draft-closed' ? { status: 'cancelled' } : {})
    const decided = decide(draft, command, {
      facts: kind === 'text-too-long' ? engraving() : (facts ?? jane),
      actor: actor ?? SAM,
      source: 'in-1',
    })
    expect(!decided.ok && decided.refusal.kind).toBe(kind)
  })

  test.each([
    [{ active: false }, 'inactive'],
    [{ purchasableFrom: '2026-12-01T00:00:00Z' }, 'not-yet'],
    [{ purchasableUntil: NOW }, 'ended'],
  ])('not for sale: %j', (change, why) => {
    const catalog = catalogOf()
    const variants = new Map([...catalog.variants].map(([sku, variant]) => [sku, { ...variant, ...change }]))
    const { refused } = composing({ facts: factsOf({ ...shopOf(), catalog: { ...catalog, variants } }) })
    expect(refused({ kind: 'add-line', sku: 'PEN', quantity: 1 })).toEqual({ kind: 'not-for-sale', sku: 'PEN', why })
  })

  test.each<[number, string]>([
    [0, 'not-positive'],
    [-5, 'not-positive'],
    [Number.NaN, 'not-positive'],
    [0.5, 'not-positive'],
    [1.5, 'too-precise'],
  ])('subtract %d', (amount, why) => {
    const { refused } = composing()
    expect(refused({ kind: 'subtract', amount, reason: goodwill })).toEqual({ kind: 'bad-amount', why })
  })

  test('quantities are 1 to 999 whole units, fewer where the SKU says so, over all its lines', () => {
    const { say, refused } = composing()
    for (const quantity of [-3, 0, 1.5, 1e9, Number.NaN, 1000])
      expect(refused({ kind: 'add-line', sku: 'PEN', quantity })).toEqual({ kind: 'bad-quantity', max: 999 })
    say({ kind: 'add-line', sku: 'PEN', quantity: 999 })
    expect(refused({ kind: 'add-line', sku: 'PEN', quantity: 1 }).kind).toBe('bad-quantity')
    const catalog = catalogOf()
    const variants = new Map([...catalog.variants].map(([sku, variant]) => [sku, { ...variant, maxPerOrder: 5 }]))
    const few = composing({ facts: factsOf({ ...shopOf(), catalog: { ...catalog, variants } }) })
    few.say({ kind: 'add-line', sku: 'PEN', quantity: 4 })
    expect(few.refused({ kind: 'add-line', sku: 'PEN', quantity: 2, note: 'gift' })).toEqual({
      kind: 'bad-quantity',
      max: 1,
    })
    expect(few.refused({ kind: 'set-quantity', lineId: 'l1', quantity: 6 })).toEqual({ kind: 'bad-quantity', max: 5 })
  })

  test('a SKU that does not exist names near ones', () => {
    expect(composing().refused({ kind: 'add-line', sku: 'MUG-BLU-11OZ', quantity: 1 })).toEqual({
      kind: 'unknown-sku',
      sku: 'MUG-BLU-11OZ',
      near: ['MUG-BLUE-11OZ', 'MUG-BLUE-15OZ'],
    })
  })
})
