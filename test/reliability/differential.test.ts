// Two shops that differ in one thing: in the one, the address a guest types belongs to a customer
// with orders, open carts, used coupons and a card; in the other it is nobody's. Rule (P18): 200
// generated conversations with guests are the same in every word in both. Next:
// src/store/people/buyer.ts.
import { expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { message, press } from '#test/support/open-parley.ts'
import { buttonsOf, printed, type World, world } from '#test/support/world.ts'

const CONVERSATIONS = 200
const EMAIL = 'jane.doe@example.com'
const PHONE = '+12175550142'
const SAM = 'terminal:sam'

const at = Date.parse('2026-11-24T15:00:00Z')
const data = demoWith({ plenty: 100_000 })
const elsewhere = {
  ...data,
  customers: data.customers.map((customer) =>
    customer.email === EMAIL ? { ...customer, email: 'jane.roe@example.com', phone: '+12175550143' } : customer,
  ),
}
const known = await world({ shop: data, clock: () => new Date(at) })
const unknown = await world({ shop: elsewhere, clock: () => new Date(at) })

/** What the customer has done before any guest comes, in both shops. */
const HISTORY = [
  ['desk-1', 'order for C-1001: 3 white 15oz mugs'],
  ['desk-1', 'coupon SAVE10'],
  ['desk-1', 'coupon LIMIT3'],
  ['desk-1', 'place'],
  ['desk-1', 'ship 10001'],
  ['desk-2', 'order for C-1001: a black tote and a red beanie'],
  ['desk-3', 'order for C-1001: 1 blue 11oz mug'],
  ['desk-3', 'place'],
  ['desk-3', 'place'],
] as const

test('the customer has orders, a cart and used coupons', async () => {
  for (const shop of [known, unknown]) {
    for (const [thread, text] of HISTORY) await shop.deliver(message(SAM, `terminal:${thread}`, text))
    const [row] =
      await shop.rows(`select count(*)::int as orders, (select count(*)::int from draft d where d.customer_id = c.id and status = 'open') as carts,
      (select count(*)::int from coupon_use where identity = 'customer:' || c.id) as coupons
      from orders o join customer c on c.id = o.customer_id where c.number = 'C-1001' group by c.id`)
    expect(row).toEqual({ orders: 3, carts: 1, coupons: 2 })
  }
})

/** Small and fast, and the same every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
const WHO = [
  `guest ${EMAIL}`,
  `my e-mail is ${EMAIL}`,
  `customer ${EMAIL}`,
  `guest ${PHONE}`,
  `register Pat Lee ${EMAIL}`,
  `guest JANE.DOE@Example.com`,
]
const GOODS = [
  '2 blue 11oz mugs',
  'a mug',
  'a tote',
  'a beanie',
  '3 white mugs',
  '1 white teapot and a mug',
  'a hoodie',
  '1 BEAN-RED',
]
const ASKS = [
  ...['coupon SAVE10', 'coupon WELCOME5', 'coupon LIMIT3', 'coupon BULK15', 'coupon HOODIE20'],
  ...[
    'same as last time',
    'reorder',
    'reorder 1042',
    'reorder 10001',
    'repeat my last order, but make it 3 mugs',
    'orders',
    'drafts',
    'resume 2',
  ],
  ...[
    `status 1042 ${EMAIL}`,
    'status 1042',
    'status 10001',
    `status 10001 ${EMAIL}`,
    'status',
    'cancel order 10001',
    'history 1042',
  ],
  ...[
    `link ${EMAIL}`,
    'code 123456',
    'register',
    `register Jane Doe ${EMAIL}`,
    'unlink',
    'usual address',
    'ship to the office',
    'ship home',
  ],
  ...[
    'pay with my card',
    'pay with visa 4242',
    'invoice',
    'pay link',
    'show',
    'why',
    'read it back',
    'new',
    'customer C-1001',
    'order for Jane Doe',
    'delete my data',
  ],
]
const SHIP = 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US'
const END = ['coupon WELCOME5', SHIP, 'pay link', 'BUY', 'BUY', 'orders', 'status', 'same as last time']

function conversation(seed: number): readonly string[] {
  const next = random(seed)
  const of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const middle = Array.from({ length: 3 + Math.floor(next() * 4) }, () => of(next() < 0.25 ? GOODS : ASKS))
  const start = next() < 0.5 ? [of(GOODS), of(WHO)] : [of(WHO), of(GOODS)]
  return [...start, ...middle, ...(next() < 0.3 ? END : [])]
}

/** Everything the guest reads, line by line of what they said. */
async function reads(shop: World, n: number, said: readonly string[]): Promise<readonly string[]> {
  const [user, thread] = [`discord:guest-${n}`, `terminal:diff-${n}`]
  const read: string[] = []
  let token = ''
  for (const [turn, text] of said.entries()) {
    const id = `${n}-${turn}`
    const pressed = text === 'BUY' && token !== ''
    const { outgoing, ...reply } = await shop.deliver(
      pressed ? press(user, thread, token, id) : message(user, thread, text === 'BUY' ? 'show' : text, id),
    )
    const own = { ...reply, outgoing: outgoing.filter(({ to }) => to === thread) }
    token = buttonsOf(own).find(({ label }) => /^Buy (?:now|anyway)/.test(label))?.token ?? (pressed ? '' : token)
    read.push(`> ${text}\n${printed(own)}`)
  }
  return read
}

test('every word that a guest reads is the same, whether or not the typed address has an account', {
  timeout: 180_000,
}, async () => {
  let words = 0
  let different = 0
  for (let n = 0; n < CONVERSATIONS; n++) {
    const said = conversation(n + 1)
    const [theirs, nobodys] = await Promise.all([reads(known, n, said), reads(unknown, n, said)])
    words += nobodys.join(' ').split(/\s+/).length
    if (theirs.join('\n') !== nobodys.join('\n')) different++
    expect(theirs, `conversation ${n}`).toEqual(nobodys)
  }
  expect(different).toBe(0)
  const placed = await known.rows<{ n: number }>(
    `select count(*)::int as n from orders where thread_key like 'terminal:diff-%'`,
  )
  expect(placed[0]?.n).toBeGreaterThan(10)
  console.log(
    `P18: ${CONVERSATIONS} conversations with a registered and an unknown address, ${words} words each, ${different} different; ${placed[0]?.n} orders`,
  )
})

test('nothing of the customer was shown to anybody, nothing faulted, and the books add up', async () => {
  for (const shop of [known, unknown]) {
    expect(
      await shop.rows(
        `select payload from outbox where destination like 'terminal:diff-%' and payload::text ~ 'Oak St|4242|C-1001|1042, '`,
      ),
    ).toEqual([])
    expect(shop.faults).toEqual([])
    expect(await shop.store.checkInvariants()).toEqual([])
  }
})
