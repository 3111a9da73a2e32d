/** Who buys: switching between guest, account and registration, and what another person takes over (rules.md O1). */
import { describe, expect, test } from 'vitest'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import { composing, SAM, VISITOR } from '#test/support/deciding.ts'
import { ACME, BONN, factsOf, IL, inUS, JANE, shopOf } from '#test/support/shop-fixtures.ts'

const SALEM = { ...inUS('OR', '97301'), name: 'Pat Lee', lines: ['9 Elm St'], city: 'Salem' }
const MAX: RegisteredCustomer = {
  ...JANE,
  id: 'max',
  number: 'C-1003',
  name: 'Max Weber',
  email: 'max@example.de',
  phone: '+49228123456',
  invoiceAllowed: false,
  methods: [],
  addresses: [{ id: 'h', label: 'zuhause', address: BONN, isDefault: true }],
}

describe('a registered customer', () => {
  test('brings the default address, the first delivery that reaches it and the stored card', () => {
    const { content } = composing().say({ kind: 'select-customer', customer: JANE })
    expect(content.groups).toEqual([{ id: 'main', address: IL, label: 'home', method: 'standard' }])
    expect(content.billing).toEqual({ kind: 'same' })
    expect(content.payment).toEqual({ kind: 'stored', methodId: 'visa', brand: 'visa', last4: '4242' })
  })

  test('without a card pays by invoice where allowed, and is asked otherwise', () => {
    expect(composing().say({ kind: 'select-customer', customer: ACME }).content.payment).toEqual({ kind: 'invoice' })
    expect(composing().say({ kind: 'select-customer', customer: MAX }).content.payment).toBeUndefined()
  })

  test('keeps an address that was typed before the customer was known', () => {
    const { say } = composing()
    say({ kind: 'ship-to', address: SALEM })
    expect(say({ kind: 'select-customer', customer: JANE }).content.groups[0]?.address).toEqual(SALEM)
  })

  test('abroad gets the method that goes there', () => {
    expect(composing().say({ kind: 'select-customer', customer: MAX }).content.groups[0]?.method).toBe('international')
  })
})

describe('switching who the same person is', () => {
  const asGuest = () => {
    const draftsman = composing()
    draftsman.say({ kind: 'set-guest', name: 'Jane', email: 'Jane.Doe@Example.com' })
    draftsman.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 2 })
    draftsman.say({ kind: 'add-coupon', code: 'welcome5' })
    draftsman.say({ kind: 'ship-to', address: SALEM })
    draftsman.say({ kind: 'set-payment', payment: 'link' })
    return draftsman
  }

  test('guest to registered keeps cart, coupons, address and payment', () => {
    const draftsman = asGuest()
    const before = draftsman.draft().content
    const { content } = draftsman.say({ kind: 'select-customer', customer: JANE })
    expect(content).toEqual({
      ...before,
      buyer: {
        kind: 'registered',
        customerId: 'jane',
        number: 'C-1001',
        name: 'Jane Doe',
        email: 'jane.doe@example.com',
      },
    })
  })

  test('guest to an account made by this order keeps everything, the phone too', () => {
    const draftsman = asGuest()
    draftsman.say({ kind: 'set-guest', phone: '(217) 555-0142' })
    const before = draftsman.draft().content
    const { content } = draftsman.say({ kind: 'register', name: 'Jane Doe', email: 'jane.doe@example.com' })
    expect(content).toEqual({
      ...before,
      buyer: {
        kind: 'register',
        name: 'Jane Doe',
        email: 'jane.doe@example.com',
        phone: '+12175550142',
        vouched: true,
      },
    })
  })

  test("registered to guest keeps cart and address; the stored card is the account's, and is named", () => {
    const draftsman = composing({ facts: factsOf(shopOf(), { customer: JANE }) })
    draftsman.say({ kind: 'select-customer', customer: JANE })
    draftsman.say({ kind: 'add-line', sku: 'PEN', quantity: 3 })
    const before = draftsman.draft().content
    const { payment: _, ...kept } = before
    const { content } = draftsman.say({ kind: 'set-guest' })
    expect(content).toEqual({ ...kept, buyer: { kind: 'guest', name: 'Jane Doe', email: 'jane.doe@example.com' } })
    expect(draftsman.events.at(-1)?.label).toContain('dropped: payment by visa 4242')
  })
})

describe('another person', () => {
  test("takes the cart over without the previous one's address, payment and billing, and is told so", () => {
    const draftsman = composing({ facts: factsOf(shopOf(), { customer: JANE }) })
    draftsman.say({ kind: 'select-customer', customer: JANE })
    draftsman.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 3 })
    draftsman.say({ kind: 'ship-line-to', lineId: 'l1', quantity: 1, address: SALEM })
    draftsman.say({ kind: 'bill-to', address: SALEM })
    draftsman.say({ kind: 'add-coupon', code: 'SAVE10' })
    const { content } = draftsman.say({ kind: 'select-customer', customer: MAX })
    expect(content.groups).toEqual([{ id: 'main', address: BONN, label: 'zuhause', method: 'standard' }])
    expect(content.lines).toMatchObject([{ sku: 'MUG-BLUE-11OZ', quantity: 3, elsewhere: [] }])
    expect(content.payment).toBeUndefined()
    expect(content.billing).toEqual({ kind: 'same' })
    expect(content.coupons.map((coupon) => coupon.code)).toEqual(['SAVE10'])
    expect(draftsman.events.at(-1)?.label).toBe(
      'Customer Max Weber instead of Jane Doe; dropped: ship-to home, ship-to Salem, OR 97301, billing address Salem, OR 97301, payment by visa 4242',
    )
  })

  test("re-prices the cart at today's list price", () => {
    const draftsman = composing()
    draftsman.say({ kind: 'set-guest', email: 'a@example.com' })
    draftsman.say({ kind: 'add-line', sku: 'PEN', quantity: 1 })
    const dearer = shopOf({}, [], [{ sku: 'PEN', product: 'pen', category: 'home', price: 175 }])
    const { content } = draftsman.say({ kind: 'set-guest', email: 'b@example.com' }, { facts: factsOf(dearer) })
    expect(content.lines[0]?.unitPrice).toBe(175)
    expect(draftsman.events.at(-1)).toMatchObject({ kind: 'line-repriced', label: 'pen: 1.50, now 1.75' })
  })
})

test('a customer may choose only themselves, a guest nobody; their own contact they may give', () => {
  const self = composing({ actor: { kind: 'customer', customerId: 'jane', name: 'Jane' } })
  expect(self.refused({ kind: 'select-customer', customer: ACME })).toEqual({
    kind: 'not-allowed',
    role: 'customer',
    to: 'choose-customer',
  })
  expect(self.say({ kind: 'select-customer', customer: JANE }).content.buyer.kind).toBe('registered')
  const visitor = composing({ actor: VISITOR })
  expect(visitor.refused({ kind: 'select-customer', customer: JANE }).kind).toBe('not-allowed')
  visitor.say({ kind: 'set-guest', chatUser: 'discord:42' })
  expect(visitor.say({ kind: 'set-guest', email: 'pat@example.com', chatUser: 'discord:42' }).content.buyer).toEqual({
    kind: 'guest',
    email: 'pat@example.com',
    chatUser: 'discord:42',
  })
})

test('what is not an e-mail, a phone or a name is named back', () => {
  const { refused } = composing({ actor: SAM })
  expect(refused({ kind: 'set-guest', email: 'pat@' })).toEqual({ kind: 'bad-contact', field: 'email', given: 'pat@' })
  expect(refused({ kind: 'set-guest', phone: '12' })).toEqual({ kind: 'bad-contact', field: 'phone', given: '12' })
  expect(refused({ kind: 'register', name: ' ', email: 'pat@example.com' })).toEqual({
    kind: 'bad-contact',
    field: 'name',
    given: ' ',
  })
  expect(refused({ kind: 'register', name: 'Pat', email: 'pat' })).toEqual({
    kind: 'bad-contact',
    field: 'email',
    given: 'pat',
  })
})
