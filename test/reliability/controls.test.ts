// Every control that any screen draws is one its own verb reads again: whatever was said by a rep,
// a customer and a guest, each token in what was sent is decoded, and nothing that was said ended
// in a fault. Next: src/conversation/edge/action-codec.ts.
import { afterAll, expect, test } from 'vitest'
import type { Control } from '#conversation/edge/view.ts'
import { demoWith } from '#test/support/demo.ts'
import { codec, message } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000, onHand: { 'HOOD-BLACK-L': 1 } }) })
afterAll(() => expect(shop.faults).toEqual([]))

const REP = [
  ...[
    'help',
    'find mug',
    'stock MUG-BLUE-11OZ',
    'order for C-1001: 2 blue 11oz mugs',
    'why',
    'details',
    'a hoodie',
    'add 3 HOOD-BLACK-L',
    'backorders',
    '1',
  ],
  ...[
    'take 20.00 off',
    'damaged',
    'ask',
    'withdraw',
    'coupon SAVE10',
    'note MUG-BLUE-11OZ gift',
    'cancel',
    'no',
    'quote 7 days',
    'drafts',
    'overview',
    'clear',
  ],
  ...[
    '1 blue 11oz mug',
    'place',
    'place',
    'status 10001',
    'orders',
    'set 10001 MUG-BLUE-11OZ 0',
    'cancel 10001',
    'history 10001',
    'reorder 10001',
  ],
  ...[
    'approvals',
    'staff',
    'status 1042',
    'return 1042: 1 MUG-BLUE-11OZ',
    'customer jane',
    'register Pat Lee pat@example.com',
    'new',
    'resume 1',
    'next',
  ],
] as const
const CUSTOMER = [
  'help',
  'a hoodie',
  '2 blue 11oz mugs',
  'show',
  'why',
  'person',
  'orders',
  'cancel',
  'yes',
  'repeat my last order',
  'new',
] as const
const GUEST = [
  'hi',
  '2 mugs',
  'blue',
  '11 oz',
  'guest pat@example.com',
  'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US',
  'pay link',
  'coupon NOPE',
  'register',
  'status 1042',
] as const

const tokensOf = (control: Control): readonly (readonly [label: string, token: string, value?: string])[] => {
  switch (control.kind) {
    case 'button':
      return [[control.label, control.token]]
    case 'select':
      return control.options.map(({ label, value }) => [`${control.label}: ${label}`, control.token, value] as const)
    case 'search':
    case 'link':
      return []
    default:
      return control satisfies never
  }
}

test('every control of every screen is decoded, and nothing said ends in a fault', async () => {
  await shop.store.desk.linkCustomer('terminal:jane', 'jane.doe@example.com')
  for (const [user, said] of [
    ['terminal:sam', REP],
    ['terminal:jane', CUSTOMER],
    ['terminal:guest:pat', GUEST],
  ] as const)
    for (const text of said) await shop.deliver(message(user, `terminal:controls-${said.length}`, text))
  const sent = await shop.rows<{ controls: Control[] }>(
    `select payload->'view'->'controls' as controls from outbox where payload->'view' ? 'controls'`,
  )
  const tokens = sent.flatMap(({ controls }) => controls.flatMap(tokensOf))
  expect(tokens.length).toBeGreaterThan(400)
  expect(tokens.filter(([, token, value]) => !codec.decode(token, value).ok).map(([label]) => label)).toEqual([])
  expect(shop.faults).toEqual([])
  console.log(`controls: ${tokens.length} drawn, all decoded`)
})

test('the last line of a placed order set to nothing asks to cancel it, by a button that is read and by "yes"', async () => {
  const said = (text: string) => shop.deliver(message('terminal:sam', 'terminal:controls-last', text)).then(printed)
  await said('order for orders@acme.example: 1 blue 11oz mug')
  const number = /order (\d{5}) placed/.exec(`${await said('place')} ${await said('place')}`)?.[1] ?? ''
  expect(await said(`set ${number} MUG-BLUE-11OZ 0`)).toMatch(
    new RegExp(`Cancel order ${number}[\\s\\S]*\\[Cancel order ${number}\\]`),
  )
  expect(await said('yes')).toMatch(/cancelled/)
})
