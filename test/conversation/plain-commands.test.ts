import { describe, expect, test } from 'vitest'
import type { Request } from '#conversation/requests/request.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { parsePlain as parse } from '#conversation/requests/words/plain-commands.ts'
import { RUNAWAY } from '#test/support/runaway.ts'

const SKUS = new Set(['MUG-BLUE-11OZ', 'HOOD-BLACK-L', 'ESP', 'CAM', '4052783_BLOCK', 'C0303_EACH', "O'HARE/2"])
const parsePlain = (text: string) => parse(text, SKUS)
const mug = { by: 'sku', sku: 'MUG-BLUE-11OZ' } as const
const after = (act: OrderAct): Request => ({ kind: 'change-order', order: 10001, act })

/** Every row of the plain commands, as they are typed in the documentation. */
const COMMANDS: readonly (readonly [string, Request])[] = [
  ['customer jane.doe@example.com', { kind: 'customer', query: 'jane.doe@example.com' }],
  ['customer C-1001', { kind: 'customer', query: 'C-1001' }],
  ['customer +1 217 555 0142', { kind: 'customer', query: '+1 217 555 0142' }],
  ['customer Jane Doe', { kind: 'customer', query: 'Jane Doe' }],
  ['guest pat@example.com', { kind: 'guest', contact: 'pat@example.com' }],
  ['guest Pat Lee +1 217 555 0100', { kind: 'guest', name: 'Pat Lee', contact: '+1 217 555 0100' }],
  ['guest', { kind: 'guest' }],
  ['register Pat Lee pat@example.com', { kind: 'register', name: 'Pat Lee', email: 'pat@example.com' }],
  [
    'register Pat Lee pat@example.com 217 555 0100',
    { kind: 'register', name: 'Pat Lee', email: 'pat@example.com', phone: '217 555 0100' },
  ],
  ['add 2 MUG-BLUE-11OZ', { kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity: '2' }],
  ['ADD 2 mug-blue-11oz', { kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity: '2' }],
  ['add 2x MUG-BLUE-11OZ', { kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity: '2' }],
  ['add MUG-BLUE-11OZ', { kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity: '1' }],
  ['set MUG-BLUE-11OZ 3', { kind: 'set-quantity', line: mug, quantity: '3' }],
  ['remove MUG-BLUE-11OZ', { kind: 'remove-line', line: mug }],
  ['clear', { kind: 'clear' }],
  ['undo', { kind: 'undo' }],
  ['redo', { kind: 'redo' }],
  ['note MUG-BLUE-11OZ gift wrap', { kind: 'note', line: mug, note: 'gift wrap' }],
  ['ship to home', { kind: 'ship-to', address: { by: 'label', label: 'home' } }],
  [
    'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US',
    { kind: 'ship-to', address: { by: 'text', text: 'Pat Lee, 9 Elm St, Salem, OR 97301, US' } },
  ],
  [
    'ship to\nPat Lee\n9 Elm St\nSalem, OR 97301',
    { kind: 'ship-to', address: { by: 'text', text: 'Pat Lee\n9 Elm St\nSalem, OR 97301' } },
  ],
  ['bill to same', { kind: 'bill-to', address: { by: 'same' } }],
  ['bill to office', { kind: 'bill-to', address: { by: 'label', label: 'office' } }],
  [
    'ship 1 MUG-BLUE-11OZ to office',
    { kind: 'ship-line-to', line: mug, quantity: '1', address: { by: 'label', label: 'office' } },
  ],
  ['read back', { kind: 'read-back' }],
  ['method express', { kind: 'method', method: 'express' }],
  ['pay invoice PO-77', { kind: 'pay', payment: 'invoice', reference: 'PO-77' }],
  ['pay card', { kind: 'pay', payment: 'stored' }],
  ['pay link', { kind: 'pay', payment: 'link' }],
  ['pay on delivery', { kind: 'pay', payment: 'delivery' }],
  ['coupon SAVE10', { kind: 'coupon', code: 'SAVE10' }],
  ['coupon save10', { kind: 'coupon', code: 'save10' }],
  ['coupon ЅАVЕ10', { kind: 'coupon', code: 'ЅАVЕ10' }],
  ['remove coupon SAVE10', { kind: 'remove-coupon', code: 'SAVE10' }],
  ['take 5.00 off: late delivery', { kind: 'subtract', amount: '5.00', reason: 'late delivery' }],
  ['take 5 off', { kind: 'subtract', amount: '5' }],
  ['take 5.00 EUR off: late delivery', { kind: 'subtract', amount: '5.00 EUR', reason: 'late delivery' }],
  ['shipping 4.00: goodwill', { kind: 'override-shipping', amount: '4.00', reason: 'goodwill' }],
  [
    'price MUG-BLUE-11OZ 10.00: damaged',
    { kind: 'override-line', line: mug, change: { kind: 'price', amount: '10.00' }, reason: 'damaged' },
  ],
  [
    'price MUG-BLUE-11OZ 10% off: damaged',
    { kind: 'override-line', line: mug, change: { kind: 'percent-off', amount: '10%' }, reason: 'damaged' },
  ],
  [
    'price MUG-BLUE-11OZ 2.00 off: damaged',
    { kind: 'override-line', line: mug, change: { kind: 'amount-off', amount: '2.00' }, reason: 'damaged' },
  ],
  ['remove adjustment', { kind: 'remove-adjustment' }],
  ['backorders', { kind: 'what-if' }],
  ['backorders complete', { kind: 'backorders', policy: 'ship-complete' }],
  ['backorders available', { kind: 'backorders', policy: 'ship-available-then-backorder' }],
  ['backorders drop', { kind: 'backorders', policy: 'ship-available-drop-rest' }],
  ['backorders separate', { kind: 'backorders', policy: 'move-to-separate-order' }],
  ['release', { kind: 'waiting', act: 'release' }],
  ['wait', { kind: 'waiting', act: 'wait' }],
  ['swap HOOD-BLACK-L for HOOD-BLACK-XL', { kind: 'swap', from: 'HOOD-BLACK-L', to: 'HOOD-BLACK-XL' }],
  ['expedite 10001', { kind: 'waiting', act: 'expedite', order: 10001 }],
  [
    'stock receive HOOD-BLACK-L 3',
    { kind: 'change-stock', change: { kind: 'receive', sku: 'HOOD-BLACK-L', quantity: 3 } },
  ],
  ['stock set HOOD-BLACK-L 3', { kind: 'change-stock', change: { kind: 'set', sku: 'HOOD-BLACK-L', quantity: 3 } }],
  [
    'stock expect TEA-WHITE 9 2026-12-24',
    { kind: 'change-stock', change: { kind: 'expect', sku: 'TEA-WHITE', quantity: 9, on: '2026-12-24' } },
  ],
  ['show', { kind: 'show' }],
  ['why', { kind: 'why' }],
  ['why?', { kind: 'why' }],
  ['why is it 93.96?', { kind: 'why' }],
  ['why not FREE75', { kind: 'why-not', about: 'FREE75' }],
  ['place', { kind: 'place' }],
  ['Place!', { kind: 'place' }],
  ['cancel', { kind: 'cancel' }],
  ['quote 7 days', { kind: 'quote', days: 7 }],
  ['comment ring the bell', { kind: 'comment', text: 'ring the bell' }],
  ['memo caller was kind', { kind: 'memo', text: 'caller was kind' }],
  ['drafts', { kind: 'drafts' }],
  ['resume 3', { kind: 'resume', ref: 3 }],
  ['new', { kind: 'new' }],
  ['next', { kind: 'next' }],
  ['give to lee', { kind: 'give-to', staff: 'lee' }],
  ['status 10001', { kind: 'status', order: 10001 }],
  ['status 10001 pat@example.com', { kind: 'status', order: 10001, email: 'pat@example.com' }],
  ['orders', { kind: 'orders' }],
  ['cancel 10001', after({ kind: 'cancel' })],
  ['cancel order 10001', after({ kind: 'cancel' })],
  ['please cancel my order #10001', after({ kind: 'cancel' })],
  ['cancel 10001 MUG-BLUE-11OZ', after({ kind: 'cancel', item: 'MUG-BLUE-11OZ' })],
  ['cancel 2 blue mugs from order 10001', after({ kind: 'cancel', item: 'blue mugs', quantity: '2' })],
  ['set 10001 MUG-BLUE-11OZ 1', after({ kind: 'set-quantity', item: 'MUG-BLUE-11OZ', quantity: '1' })],
  ['change the mugs in 10001 to 1', after({ kind: 'set-quantity', item: 'the mugs', quantity: '1' })],
  ['ship 10001', after({ kind: 'ship' })],
  ['mark 10001 as shipped', after({ kind: 'ship' })],
  ['ship 10001 tracking 1Z999', after({ kind: 'ship', tracking: '1Z999' })],
  [
    'ship 10001 MUG-BLUE-11OZ 1 tracking 1Z999',
    after({ kind: 'ship', item: 'MUG-BLUE-11OZ', quantity: '1', tracking: '1Z999' }),
  ],
  ['reorder 10001', { kind: 'reorder', order: 10001 }],
  ['return 10001 1 MUG-BLUE-11OZ', after({ kind: 'return', item: 'MUG-BLUE-11OZ', quantity: '1' })],
  ['send back the hoodie from 10001', after({ kind: 'return', item: 'the hoodie' })],
  [
    'exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL',
    after({ kind: 'exchange', item: 'HOOD-BLACK-L', for: 'HOOD-BLACK-XL' }),
  ],
  ['refund 10001 5.00: goodwill', after({ kind: 'refund', amount: '5.00', reason: 'goodwill' })],
  ['comment 10001 please ring the bell', after({ kind: 'comment', text: 'please ring the bell' })],
  ['memo 10001 caller was kind', after({ kind: 'memo', text: 'caller was kind' })],
  ['history 10001', { kind: 'history', order: 10001 }],
  ['approvals', { kind: 'approvals' }],
  ['approve A7', { kind: 'decide-approval', decision: 'approve', id: 7 }],
  ['decline A7: too much', { kind: 'decide-approval', decision: 'decline', id: 7, reason: 'too much' }],
  ['counter A7 8.00', { kind: 'decide-approval', decision: 'counter', id: 7, amount: '8.00' }],
  ['approve', { kind: 'decide-approval', decision: 'approve' }],
  ['ask', { kind: 'limit-choice', choice: 'ask' }],
  ['give my limit', { kind: 'limit-choice', choice: 'within-limit' }],
  ['leave it', { kind: 'limit-choice', choice: 'leave' }],
  ['accept', { kind: 'accept-counter' }],
  ['withdraw', { kind: 'withdraw-approval' }],
  ['decline: too much', { kind: 'decide-approval', decision: 'decline', reason: 'too much' }],
  ['decline a7', { kind: 'decide-approval', decision: 'decline', id: 7 }],
  ['counter 25', { kind: 'decide-approval', decision: 'counter', amount: '25' }],
  ['approvals A7', { kind: 'approvals', id: 7 }],
  ['staff role lee manager', { kind: 'change-staff', change: { kind: 'role', id: 'lee', role: 'manager' } }],
  [
    'staff add pat rep Pat Lee',
    { kind: 'change-staff', change: { kind: 'add', id: 'pat', role: 'rep', name: 'Pat Lee' } },
  ],
  ['rights rep -quote', { kind: 'change-staff', change: { kind: 'revoke', role: 'rep', right: 'quote' } }],
  ['person', { kind: 'ask-person' }],
  ['take over', { kind: 'take-over' }],
  ['say Hi, Sam here', { kind: 'say', text: 'Hi, Sam here' }],
  ['hand back', { kind: 'hand-back' }],
  ['find blue mug', { kind: 'find', text: 'blue mug' }],
  ['stock HOOD-BLACK-L', { kind: 'stock', text: 'HOOD-BLACK-L' }],
  ['help', { kind: 'help' }],
  ['yes', { kind: 'yes' }],
  ['no', { kind: 'no' }],
  ['2', { kind: 'choose', option: 2 }],
  ['#12', { kind: 'choose', option: 12 }],
]

/** Wording that starts like a command, and is free wording all the same. */
const FREE: readonly string[] = [
  'add 2 blue mugs',
  'add two MUG-BLUE-11OZ please',
  'add 2 t-shirts',
  'add a black hoodie and 2 mugs',
  '2 blue mugs',
  'remove the hoodie',
  'remove one MUG-BLUE-11OZ from it',
  'set the mugs to 3',
  'ship to her office by express',
  'ship to home and place it',
  'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US, code SAVE10',
  'ship it home',
  'ship 2 to her office',
  'order for my office: 2 mugs',
  'order for tomorrow',
  'customer is angry',
  'customer wants 2 mugs',
  'guest wants a mug, please',
  'place the hoodie in the cart',
  'place?',
  'why no discount?',
  'why is it so expensive?',
  'take one off',
  'take the hoodie off',
  'take 10% off',
  'shipping to Canada?',
  'shipping',
  'price of a mug?',
  'cancel the hoodie',
  'return policy?',
  'new mug please',
  'next week?',
  'show me hoodies',
  'pay with my usual card',
  '62704',
  '123',
  '',
  '   ',
  'coupon please',
  'what coupons do you have?',
  'swap the mug for a hoodie',
  'quote me a price',
  'no pen',
  'yes and 2 mugs',
  'orders from last week',
]

describe('plain commands', () => {
  test.each(COMMANDS)('"%s" is understood exactly', (typed, request) => {
    expect(parsePlain(typed)).toEqual({ requests: [request] })
    const [keyword = '', ...rest] = typed.split(' ')
    expect(parsePlain([keyword.toUpperCase(), ...rest].join(' '))).toEqual({ requests: [request] })
  })

  test.each(FREE)('"%s" is left to free wording', (typed) => {
    expect(parsePlain(typed)).toBeUndefined()
  })

  test.each([
    [
      'order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie',
      { kind: 'customer', query: 'jane.doe@example.com' },
      '2 blue 11oz mugs and a large black hoodie',
    ],
    ['Order for Jane Doe: 2 mugs\nship to home', { kind: 'customer', query: 'Jane Doe' }, '2 mugs\nship to home'],
    ['order for C-1001', { kind: 'customer', query: 'C-1001' }, undefined],
    ['C-1002: 2 white enamel mugs', { kind: 'customer', query: 'C-1002' }, '2 white enamel mugs'],
    [
      'guest pat@example.com: 2 blue mugs, ship to 9 Elm St',
      { kind: 'guest', contact: 'pat@example.com' },
      '2 blue mugs, ship to 9 Elm St',
    ],
    [
      'register Pat Lee pat@example.com: a pen',
      { kind: 'register', name: 'Pat Lee', email: 'pat@example.com' },
      'a pen',
    ],
  ] as const)('"%s" names who buys and leaves the rest to be read', (typed, request, rest) => {
    expect(parsePlain(typed)).toEqual({ requests: [request], ...(rest === undefined ? {} : { rest }) })
  })

  test.each(['1.5', '-3', '0', '1e9', '12345678901234567890', '1.000', '3-4'])(
    'the quantity %s is kept as typed, so that it can be answered',
    (quantity) => {
      expect(parsePlain(`add ${quantity} MUG-BLUE-11OZ`)).toEqual({
        requests: [{ kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity }],
      })
      expect(parsePlain(`set MUG-BLUE-11OZ ${quantity}`)).toEqual({
        requests: [{ kind: 'set-quantity', line: mug, quantity }],
      })
    },
  )

  test.each(['NaN', '0x10', '0.001', '--5', '€5', '1,000', '-5.00', '5EUR'])(
    'the amount %s is kept as typed, so that it can be answered',
    (amount) => {
      expect(parsePlain(`take ${amount} off: goodwill`)).toEqual({
        requests: [{ kind: 'subtract', amount, reason: 'goodwill' }],
      })
    },
  )

  test('several commands on several lines, or several SKUs in one, are all meant', () => {
    expect(parsePlain('add 2 MUG-BLUE-11OZ\ncoupon SAVE10\nplace')?.requests.map(({ kind }) => kind)).toEqual([
      'add-sku',
      'coupon',
      'place',
    ])
    expect(parsePlain('add 2 MUG-BLUE-11OZ, HOOD-BLACK-L and 3 CREW-GREY-M')?.requests).toHaveLength(3)
    expect(parsePlain('add 2 MUG-BLUE-11OZ and a hoodie')).toBeUndefined()
    expect(parsePlain('add 2 MUG-BLUE-11OZ\nand a hoodie')).toBeUndefined()
  })

  test.each([
    `${'a'.repeat(2_000)}!`,
    '('.repeat(2_000),
    ' '.repeat(10_000),
    `add ${'1'.repeat(1_990)}`,
    `guest ${'a '.repeat(900)}`,
    `take ${'-'.repeat(1_900)} off`,
    'x, '.repeat(600),
    `order for ${'9-'.repeat(900)}`,
  ])('hostile text is read or left, and never runs away (%#)', (typed) => {
    const start = performance.now()
    parsePlain(typed)
    expect(performance.now() - start).toBeLessThan(RUNAWAY)
  })
})
