/** What each command does to a draft: cart, ship groups, payment, adjustments, undo, quotes, price freshness. */
import { describe, expect, test } from 'vitest'
import { sealTurn } from '#domain/draft/decide/decide.ts'
import { overrideInDoubt } from '#domain/draft/prices/shipping-override.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import { composing, KIM, VISITOR } from '#test/support/deciding.ts'
import { BONN, catalogOf, factsOf, IL, inUS, JANE, NOW, shopOf } from '#test/support/shop-fixtures.ts'

const OFFICE = { ...IL, lines: ['400 Market St', 'Floor 3'], postcode: '62701' }
const hoursLater = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString()

describe('cart lines', () => {
  test('the same SKU merges, another note makes another line, an equal note merges again', () => {
    const { say } = composing()
    say({ kind: 'add-line', sku: 'mug-blue-11oz', quantity: 2 })
    say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 1, note: 'gift wrap' })
    const two = say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 3 })
    expect(two.content.lines).toMatchObject([
      { id: 'l1', quantity: 5, unitPrice: 1200 },
      { id: 'l2', quantity: 1, note: 'gift wrap' },
    ])
    expect(two.focus).toEqual(['l1', 'l2'])
    const one = say({ kind: 'note-line', lineId: 'l2', note: '' })
    expect(one.content.lines).toMatchObject([{ id: 'l1', quantity: 6 }])
    expect(one.focus).toEqual(['l1'])
  })

  test('a replacement keeps its place and note; all units split off are a replacement; some make a line', () => {
    const { say } = composing()
    say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 3, note: 'gift' })
    say({ kind: 'add-line', sku: 'PEN', quantity: 1 })
    const split = say({ kind: 'split-line', lineId: 'l1', quantity: 1, sku: 'MUG-BLUE-15OZ' })
    expect(split.content.lines.map((line) => `${line.quantity} ${line.sku} ${line.note}`)).toEqual([
      '2 MUG-BLUE-11OZ gift',
      '1 PEN undefined',
      '1 MUG-BLUE-15OZ gift',
    ])
    expect(split.undo.length).toBe(3)
    const replaced = say({ kind: 'replace-line', lineId: 'l1', sku: 'EMUG-WHITE', quantity: 2 })
    expect(replaced.content.lines[0]).toMatchObject({
      id: 'l1',
      sku: 'EMUG-WHITE',
      quantity: 2,
      unitPrice: 1400,
      note: 'gift',
    })
    const joined = say({ kind: 'replace-line', lineId: 'l1', sku: 'MUG-BLUE-15OZ', quantity: 2 })
    expect(joined.content.lines.map((line) => `${line.quantity} ${line.sku}`)).toEqual(['1 PEN', '3 MUG-BLUE-15OZ'])
  })

  test('a free text is priced where the product offers one and a note where it does not', () => {
    const catalog = catalogOf()
    const mug = catalog.products.get('classic-mug')
    if (mug === undefined) throw new Error('no mug')
    const products = new Map([
      ...catalog.products,
      ['classic-mug', { ...mug, freeText: { label: 'engraving', price: 300, maxLength: 10 } }],
    ])
    const shop = shopOf()
    const engraved = composing({ facts: factsOf({ ...shop, catalog: { ...catalog, products } }) })
    const { content } = engraved.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 1, freeText: 'For Pat' })
    expect(content.lines[0]).toMatchObject({ freeText: 'For Pat', unitPrice: 1500 })
    expect(
      engraved.refused({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 1, freeText: 'For Pat and Kim' }).kind,
    ).toBe('text-too-long')
    expect(
      composing().say({ kind: 'add-line', sku: 'PEN', quantity: 1, freeText: 'For Pat' }).content.lines[0],
    ).toMatchObject({
      note: 'For Pat',
      unitPrice: 150,
    })
  })

  test('what changes nothing is no event', () => {
    const { say, events } = composing()
    say({ kind: 'add-line', sku: 'PEN', quantity: 2 })
    const before = events.length
    say({ kind: 'set-quantity', lineId: 'l1', quantity: 2 })
    say({ kind: 'comment', text: '  ' })
    say({ kind: 'bill-to' })
    expect(events.length).toBe(before)
  })
})

describe('list prices', () => {
  const dearer = shopOf({}, [], [{ sku: 'PEN', product: 'pen', category: 'home', price: 175 }])
  const cheaper = shopOf({}, [], [{ sku: 'PEN', product: 'pen', category: 'home', price: 100 }])

  test('stay frozen for 24 hours, then change on the next touch, naming both', () => {
    const { say, events } = composing()
    say({ kind: 'add-line', sku: 'PEN', quantity: 2 })
    const fresh = say({ kind: 'comment', text: 'hi' }, { facts: factsOf(dearer, { now: hoursLater(23.9) }) })
    expect(fresh.content.lines[0]?.unitPrice).toBe(150)
    const stale = say({ kind: 'comment', text: 'ho' }, { facts: factsOf(dearer, { now: hoursLater(24) }) })
    expect(stale.content.lines[0]).toMatchObject({ unitPrice: 175, pricedAt: hoursLater(24) })
    expect(events.slice(-2).map((event) => `${event.kind}: ${event.label}`)).toEqual([
      'line-repriced: pen: 1.50, now 1.75',
      'commented: Comment: ho',
    ])
    expect(say({ kind: 'undo' }).content.lines[0]?.unitPrice).toBe(150)
  })

  test('an override above the new list price is gone, one below stays', () => {
    const { say } = composing({ actor: KIM })
    say({ kind: 'add-line', sku: 'PEN', quantity: 2 })
    say({ kind: 'override-line', lineId: 'l1', change: { kind: 'price', amount: 120 }, reason: { code: 'damaged' } })
    const { content } = say({ kind: 'comment', text: 'hi' }, { facts: factsOf(cheaper, { now: hoursLater(30) }) })
    expect(content.lines[0]).toMatchObject({ unitPrice: 100 })
    expect(content.lines[0]?.override).toBeUndefined()
  })

  test('a quote holds them, and its ledger, until its end date; a priced change ends it', () => {
    const { say, events } = composing()
    say({ kind: 'add-line', sku: 'PEN', quantity: 2 })
    const quoted = say({ kind: 'quote', days: 7 })
    expect(quoted).toMatchObject({
      status: 'quoted',
      quote: { until: '2026-11-30T15:00:00.000Z', total: 300, ledger: { subtotal: 300 } },
    })
    const late = { facts: factsOf(dearer, { now: hoursLater(48) }) }
    expect(say({ kind: 'memo', text: 'called' }, late)).toMatchObject({
      status: 'quoted',
      content: { lines: [{ unitPrice: 150 }] },
    })
    const changed = say({ kind: 'set-quantity', lineId: 'l1', quantity: 3 }, late)
    expect(changed.status).toBe('open')
    expect(changed.quote).toBeUndefined()
    expect(events.at(-1)?.label).toBe('pen: 2, now 3 (the quote no longer holds)')
  })
})

describe('ship groups', () => {
  const split = () => {
    const draftsman = composing()
    draftsman.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 3 })
    draftsman.say({ kind: 'ship-to', address: IL, label: 'home' })
    draftsman.say({ kind: 'ship-line-to', lineId: 'l1', quantity: 2, address: OFFICE, label: 'office' })
    return draftsman
  }

  test('units to another address make a group, shipped like the main one', () => {
    const { content } = split().draft()
    expect(content.groups).toEqual([
      { id: 'main', address: IL, label: 'home', method: 'standard' },
      { id: 'g2', address: OFFICE, label: 'office', method: 'standard' },
    ])
    expect(content.lines[0]?.elsewhere).toEqual([{ group: 'g2', quantity: 2 }])
  })

  test('the same address, however it is written, is the same group; saying it again sets the number', () => {
    const { content } = split().say({
      kind: 'ship-line-to',
      lineId: 'l1',
      quantity: 1,
      address: { ...OFFICE, lines: ['400 market street', 'floor 3'] },
    })
    expect(content.groups.length).toBe(2)
    expect(content.lines[0]?.elsewhere).toEqual([{ group: 'g2', quantity: 1 }])
  })

  test('a third address takes units from main first; back to main empties the group, which vanishes', () => {
    const { say } = split()
    const third = say({ kind: 'ship-line-to', lineId: 'l1', quantity: 2, address: BONN })
    expect(third.content.lines[0]?.elsewhere).toEqual([
      { group: 'g2', quantity: 1 },
      { group: 'g3', quantity: 2 },
    ])
    expect(third.content.groups[2]?.method).toBe('international')
    const back = say({ kind: 'ship-line-to', lineId: 'l1', quantity: 3, address: IL })
    expect(back.content.groups.map((group) => group.id)).toEqual(['main'])
    expect(back.content.lines[0]?.elsewhere).toEqual([])
  })

  test("fewer units leave main first; a group whose address becomes main's joins it", () => {
    const { say } = split()
    expect(say({ kind: 'set-quantity', lineId: 'l1', quantity: 2 }).content.lines[0]?.elsewhere).toEqual([
      { group: 'g2', quantity: 2 },
    ])
    const joined = say({ kind: 'ship-to', address: OFFICE })
    expect(joined.content.groups.map((group) => group.id)).toEqual(['main'])
    expect(joined.content.lines[0]).toMatchObject({ quantity: 2, elsewhere: [] })
  })

  test("an address without a recipient is the buyer's", () => {
    const { say, refused } = composing()
    expect(refused({ kind: 'ship-to', address: { ...IL, name: '' } })).toMatchObject({
      kind: 'bad-address',
      field: 'name',
    })
    say({ kind: 'set-guest', name: 'Pat Lee' })
    expect(say({ kind: 'ship-to', address: { ...IL, name: '' } }).content.groups[0]?.address?.name).toBe('Pat Lee')
  })

  test('a chosen method is never swapped silently; a shipping override asks when its method no longer fits', () => {
    const { say } = composing()
    say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    say({ kind: 'set-method', method: 'Express' })
    say({ kind: 'override-shipping', amount: 1_200, reason: { code: 'goodwill' } })
    const near = say({ kind: 'ship-to', address: inUS('OR', '97301') })
    expect(near.pending).toBeUndefined()
    const abroad = say({ kind: 'ship-to', address: BONN })
    expect(abroad.content.groups[0]).toMatchObject({ method: 'express', override: { amount: 1_200 } })
    expect(abroad.pending).toEqual({ kind: 'keep-override', group: 'main', amount: 1_200 })
  })

  test('a shipping price is for the method it was set for: another one asks, the old one or a yes settles it', () => {
    const { say, draft } = composing()
    say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    say({ kind: 'set-method', method: 'standard' })
    say({ kind: 'override-shipping', amount: 300, reason: { code: 'goodwill' } })
    expect(say({ kind: 'set-method', method: 'express' }).pending).toEqual({
      ...{ kind: 'keep-override', group: 'main', amount: 300, method: 'express' },
    })
    expect(overrideInDoubt(draft().content)).toBeDefined()
    say({ kind: 'undo' })
    say({ kind: 'redo' })
    expect(overrideInDoubt(draft().content)).toBeDefined()
    say({ kind: 'set-method', method: 'standard' })
    expect(overrideInDoubt(draft().content)).toBeUndefined()
    say({ kind: 'set-method', method: 'express' })
    say({ kind: 'keep-override', group: 'main' })
    expect(overrideInDoubt(draft().content)).toBeUndefined()
    expect(draft().content.groups[0]).toMatchObject({ method: 'express', override: { amount: 300, method: 'express' } })
  })

  test('whoever may not adjust prices pays the usual price of the method they choose', () => {
    const { say } = composing()
    say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    say({ kind: 'set-method', method: 'standard' })
    say({ kind: 'override-shipping', amount: 300, reason: { code: 'goodwill' } })
    const chosen = say({ kind: 'set-method', method: 'express' }, { actor: VISITOR })
    expect(chosen.pending).toBeUndefined()
    expect(chosen.content.groups[0]).not.toHaveProperty('override')
  })
})

describe('payment', () => {
  const asJane = { facts: factsOf(shopOf(), { customer: JANE }) }
  test('a stored card pays for places the customer used before, the link for new ones', () => {
    const { say, refused } = composing(asJane)
    say({ kind: 'select-customer', customer: JANE })
    say({ kind: 'set-payment', payment: 'invoice', reference: ' PO-77 ' })
    expect(say({ kind: 'set-payment', payment: 'stored' }).content.payment).toMatchObject({
      kind: 'stored',
      last4: '4242',
    })
    say({ kind: 'set-payment', payment: 'link' })
    say({ kind: 'ship-to', address: BONN })
    expect(refused({ kind: 'set-payment', payment: 'stored' })).toEqual({ kind: 'stored-card-new-address' })
    say({ kind: 'set-method', method: 'pickup' })
    expect(say({ kind: 'set-payment', payment: 'stored' }).content.payment?.kind).toBe('stored')
  })

  test('on delivery is for reps up to the cap', () => {
    const { say, refused } = composing()
    say({ kind: 'add-line', sku: 'CREW-GREY-M', quantity: 7 })
    expect(say({ kind: 'set-payment', payment: 'delivery' }).content.payment).toEqual({ kind: 'delivery' })
    say({ kind: 'add-line', sku: 'PEN', quantity: 10 })
    expect(refused({ kind: 'set-payment', payment: 'delivery' })).toEqual({
      kind: 'payment-not-offered',
      payment: 'delivery',
      why: 'over-cap',
      cap: 30_000,
    })
    const self = composing({ ...asJane, actor: { kind: 'customer', customerId: 'jane', name: 'Jane' } })
    self.say({ kind: 'select-customer', customer: JANE })
    expect(self.refused({ kind: 'set-payment', payment: 'delivery' })).toMatchObject({ why: 'rep-only' })
  })

  test.each<[string, RegisteredCustomer | undefined, 'stored' | 'invoice' | 'link', string]>([
    ['a guest has no card', undefined, 'stored', 'not-for-this-buyer'],
    ['a guest gets no invoice', undefined, 'invoice', 'not-for-this-buyer'],
    ['a customer without a card', { ...JANE, methods: [] }, 'stored', 'no-stored-card'],
    ['a customer without invoices', { ...JANE, invoiceAllowed: false }, 'invoice', 'not-for-this-buyer'],
  ])('%s', (_name, customer, payment, why) => {
    const { say, refused } = composing({ facts: factsOf(shopOf(), customer === undefined ? {} : { customer }) })
    if (customer === undefined) say({ kind: 'set-guest', email: 'pat@example.com' })
    else say({ kind: 'select-customer', customer })
    expect(refused({ kind: 'set-payment', payment })).toEqual({ kind: 'payment-not-offered', payment, why })
  })
})

describe('adjustments and coupons', () => {
  test('a subtraction replaces the one before; unknown reasons are kept under "other"', () => {
    const { say } = composing({ actor: KIM })
    say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    say({ kind: 'subtract', amount: 500, reason: { code: 'Late Delivery' } })
    const { content } = say({ kind: 'subtract', amount: 700, reason: { code: 'the cat sat on it' } })
    expect(content.subtraction).toEqual({
      amount: 700,
      reason: 'other',
      reasonText: 'the cat sat on it',
      by: 'staff:kim',
      role: 'manager',
    })
    expect(
      say({ kind: 'subtract', amount: 500, reason: { code: 'other', text: 'rain' } }).content.subtraction,
    ).toMatchObject({
      reason: 'other',
      reasonText: 'rain',
    })
  })

  test('a line price is kept however it was typed; without more words the subtraction is removed first, then shipping, then lines', () => {
    const { say, refused } = composing({ actor: KIM })
    say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    const override = (change: Parameters<typeof say>[0] & { kind: 'override-line' }) =>
      say(change).content.lines[0]?.override?.unitPrice
    const base = { kind: 'override-line', lineId: 'l1', reason: { code: 'damaged' } } as const
    expect(override({ ...base, change: { kind: 'price', amount: 4_000 } })).toBe(4_000)
    expect(override({ ...base, change: { kind: 'amount-off', amount: 100 } })).toBe(4_400)
    expect(override({ ...base, change: { kind: 'percent-off', percentPpm: 333_333 } })).toBe(3_000)
    say({ kind: 'subtract', amount: 500, reason: { code: 'goodwill' } })
    say({ kind: 'override-shipping', amount: 0, reason: { code: 'goodwill' } })
    const first = say({ kind: 'remove-adjustment' }).content
    expect(first.subtraction).toBeUndefined()
    expect(first.groups[0]?.override?.amount).toBe(0)
    expect(say({ kind: 'remove-adjustment' }).content.groups[0]?.override).toBeUndefined()
    expect(say({ kind: 'remove-adjustment' }).content.lines[0]?.override).toBeUndefined()
    expect(refused({ kind: 'remove-adjustment' })).toEqual({ kind: 'nothing-to-remove', what: 'adjustment' })
  })

  test('a swap takes the coupons it names off in the same step', () => {
    const { say, refused } = composing()
    say({ kind: 'add-line', sku: 'CREW-GREY-M', quantity: 5 })
    say({ kind: 'add-coupon', code: ' save10 ' })
    expect(refused({ kind: 'add-coupon', code: 'BULK15' })).toMatchObject({
      kind: 'coupon',
      code: 'BULK15',
      why: { kind: 'not-combinable', with: ['SAVE10'] },
    })
    const swapped = say({ kind: 'add-coupon', code: 'BULK15', replacing: ['save10'] })
    expect(swapped.content.coupons.map((coupon) => coupon.code)).toEqual(['BULK15'])
    expect(say({ kind: 'undo' }).content.coupons.map((coupon) => coupon.code)).toEqual(['SAVE10'])
  })
})

describe('undo', () => {
  test('takes one message back at a time, however many commands it held', () => {
    const { say } = composing()
    say({ kind: 'add-line', sku: 'PEN', quantity: 1 }, { source: 'm1' })
    say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 2 }, { source: 'm1' })
    say({ kind: 'set-guest', email: 'pat@example.com' }, { source: 'm2' })
    expect(say({ kind: 'undo' }).content).toMatchObject({
      buyer: { kind: 'none' },
      lines: [{ sku: 'PEN' }, { sku: 'MUG-BLUE-11OZ' }],
    })
    expect(say({ kind: 'undo' }).content.lines).toEqual([])
    expect(say({ kind: 'redo' }).content.lines.length).toBe(2)
    expect(say({ kind: 'redo' }).content.buyer.kind).toBe('guest')
  })

  test('"back to before the coupon" takes back everything since, and one redo brings it again', () => {
    const { say, refused } = composing()
    say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 3 })
    say({ kind: 'add-coupon', code: 'SAVE10' })
    say({ kind: 'set-quantity', lineId: 'l1', quantity: 4 })
    const full = say({ kind: 'comment', text: 'ring' }).content
    const back = say({ kind: 'undo', back: { before: 'the coupon' } })
    expect(back.content).toMatchObject({ coupons: [], comments: [], lines: [{ quantity: 3 }] })
    expect(back.undo.length).toBe(1)
    expect(say({ kind: 'redo' }).content).toEqual(full)
    expect(refused({ kind: 'undo', back: { before: 'payment' } })).toEqual({ kind: 'nothing-to-undo' })
    expect(say({ kind: 'undo', back: { before: 'mug' } }).content.lines).toMatchObject([{ quantity: 3 }])
  })

  test('keeps the last 50 steps, and a new change forgets what was undone', () => {
    const { say, refused } = composing()
    for (let count = 1; count <= 60; count += 1) say({ kind: 'comment', text: `${count}` })
    expect(say({ kind: 'undo' }).undo.length).toBe(49)
    say({ kind: 'comment', text: 'new' })
    expect(refused({ kind: 'redo' })).toEqual({ kind: 'nothing-to-redo' })
  })

  test('never takes back a confirmed warning', () => {
    const { say, refused } = composing()
    expect(say({ kind: 'confirm-warning', warning: 'draft:3' }).confirmedWarnings).toEqual(['draft:3'])
    expect(refused({ kind: 'undo' })).toEqual({ kind: 'nothing-to-undo' })
  })
})

test('a turn grows the revision by one, whatever happened in it, and not at all when nothing did', () => {
  const { say, draft, events } = composing()
  const before = draft()
  say({ kind: 'add-line', sku: 'PEN', quantity: 1 })
  say({ kind: 'comment', text: 'x' })
  expect(sealTurn(before, draft(), events.slice(1)).revision).toBe(1)
  expect(sealTurn(draft(), draft(), [])).toBe(draft())
  expect(sealTurn(undefined, before, events.slice(0, 1)).revision).toBe(1)
})

test('events say who did it, for whom, by which message', () => {
  const { say, events } = composing()
  say({ kind: 'select-customer', customer: JANE }, { source: 'slack:1' })
  expect(events.at(-1)).toMatchObject({
    kind: 'customer-set',
    actor: 'staff:sam',
    onBehalfOf: 'customer:jane',
    source: 'slack:1',
    at: NOW,
    label: 'Customer Jane Doe',
  })
})
