// What store tests build with: a small shop, deliveries, drafts and order plans with right sums.
// Rule: real PostgreSQL, real store; only the engine's part (what a turn does) is written out by
// the test. Next: test/support/database.ts.
import { randomUUIDv7 } from 'node:crypto'
import pg from 'pg'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Outgoing } from '#conversation/edge/view.ts'
import type { BuyerKeys } from '#conversation/engine-facts.ts'
import type { PlacePlan } from '#conversation/engine-placing.ts'
import type { Turn, TurnOutcome } from '#conversation/engine-ports.ts'
import { emptyContent, newDraft } from '#domain/draft/new-draft.ts'
import type { Address } from '#domain/model/customer.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import type { NewOrder, OrderLine } from '#domain/model/order.ts'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'
import type { ShopData, StockData } from '#store/shop/shop-data.ts'
import type { Store } from '#store/turn/open.ts'

/** For looking behind the store's back. Errors of connections that tests cut are theirs. */
export function directPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  pool.on('error', () => undefined)
  return pool
}

export const home: Address = {
  name: 'Jane Doe',
  lines: ['12 Oak St'],
  city: 'Springfield',
  subdivision: 'IL',
  postcode: '62704',
  country: 'US',
}

const settings: ShopSettings = {
  name: 'Test goods',
  currency: 'USD',
  exponent: 2,
  locale: 'en-US',
  timeZone: 'America/Chicago',
  country: 'US',
  address: { ...home, name: 'Test goods' },
  pricesIncludeTax: false,
  hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  cutOff: '14:00',
  reasons: ['late delivery', 'other'],
  taxRules: [],
  shippingMethods: [],
  promotions: [],
  payment: { link: true, stored: true, invoice: true },
  limits: {},
  priceFreezeHours: 24,
  draftIdleDays: 7,
  linkHoldMinutes: 60,
  reminderMinutes: 60,
  approvalHours: 24,
  firstOrderNumber: 10_001,
}

const coupon = (code: string, limits: Pick<Coupon, 'limit' | 'limitPerCustomer'>): Coupon => ({
  code,
  title: code,
  priority: 1,
  currency: 'USD',
  conditions: {},
  effect: { kind: 'order-percent', percentPpm: 100_000 },
  combinable: true,
  ...limits,
})

export const skus = ['MUG', 'PEN', 'TEE', 'CAP'] as const
const tracked = (sku: string, onHand: number): Extract<StockData, { readonly tracked: true }> => ({
  sku,
  tracked: true,
  onHand,
  backorders: 'allowed',
  discontinued: false,
  expected: [],
})

export const smallShop: ShopData = {
  settings,
  options: [{ id: 'color', name: 'Color', values: [{ id: 'blue', name: 'blue', synonyms: [] }], defaultValue: 'blue' }],
  products: [
    {
      id: 'mug',
      name: 'Mug',
      plural: 'mugs',
      code: 'MUG',
      synonyms: ['cup'],
      category: 'drinkware',
      taxClass: 'default',
      options: ['color'],
      defaults: { color: 'blue' },
    },
  ],
  variants: skus.map((sku) => ({
    sku,
    productId: 'mug',
    options: { color: 'blue' },
    price: 1000,
    weightGrams: 300,
    active: true,
    maxPerOrder: 999,
  })),
  coupons: [coupon('LIMIT10', { limit: 10 }), coupon('ONCE', { limitPerCustomer: 1 }), coupon('FREE', {})],
  stock: [
    tracked('MUG', 50),
    { ...tracked('PEN', 1000), expected: [{ quantity: 5, on: '2026-12-05' }, { quantity: 3 }] },
    tracked('TEE', 1000),
  ],
  customers: [
    {
      number: 'C-1001',
      name: 'Jane Doe',
      email: 'jane.doe@example.com',
      phone: '+12175550142',
      groups: ['vip'],
      taxExempt: false,
      invoiceAllowed: true,
      invoiceDays: 14,
      addresses: [{ label: 'home', address: home, isDefault: true }],
      methods: [{ brand: 'visa', last4: '4242', token: 'tok_visa', isDefault: true }],
    },
    {
      number: 'C-1002',
      name: 'Acme Corp',
      email: 'orders@acme.example',
      groups: [],
      taxExempt: true,
      invoiceAllowed: true,
      invoiceDays: 30,
      addresses: [],
      methods: [],
    },
  ],
  staff: [
    { id: 'sam', name: 'Sam', role: 'rep', active: true, users: ['terminal:sam'] },
    { id: 'kim', name: 'Kim', role: 'manager', active: true, users: ['terminal:kim'] },
  ],
  orders: [],
}

let counter = 0
export const message = (
  thread: string,
  text = 'hi',
  user = 'terminal:sam',
  id = `m${++counter}`,
): Extract<Inbound, { kind: 'message' }> => ({
  kind: 'message',
  id,
  thread,
  user,
  userName: 'Sam',
  locale: 'en',
  text,
})

export const say = (to: string, headline: string): Outgoing => ({
  to,
  placement: { place: 'card', view: { headline, blocks: [], controls: [] } },
})
export const note = (to: string, user: string, headline: string): Outgoing => ({
  to,
  placement: { place: 'note', to: user, view: { headline, blocks: [], controls: [] } },
})
export const headlines = (outgoing: readonly Outgoing[]): string[] =>
  outgoing.map(({ placement }) => ('view' in placement ? placement.view.headline : placement.place))

/** Claims and handles, as the engine does. */
export async function handle(store: Store, inbound: Inbound, work: (turn: Turn) => Promise<TurnOutcome>) {
  await store.engine.claim(inbound)
  return store.engine.turn(inbound, work)
}

const event = (turn: Turn, inbound: Inbound): DraftEvent => ({
  kind: 'commented',
  label: inbound.id,
  actor: 'staff:sam',
  source: inbound.id,
  at: turn.now,
  before: {},
  after: {},
})

/** A turn that changes the draft, starting one when there is none: its comment list grows by the inbound's id. */
export async function addComment(turn: Turn, inbound: Inbound): Promise<TurnOutcome> {
  const draft = turn.draft ?? (await started(turn, inbound))
  const content = { ...draft.content, comments: [...draft.content.comments, inbound.id] }
  return {
    draft: { ...draft, content, revision: draft.revision + 1, updatedAt: turn.now },
    events: [event(turn, inbound)],
    outgoing: [say(inbound.thread, `${inbound.id} is comment ${content.comments.length}`)],
  }
}

export async function started(turn: Turn, inbound: Inbound): Promise<OrderDraft> {
  return newDraft({
    id: randomUUIDv7(),
    ref: await turn.nextRef(),
    owner: turn.actor,
    currency: 'USD',
    now: turn.now,
    source: inbound.id,
  }).draft
}

const line = (position: number, sku: string, quantity: number): OrderLine => ({
  ...{
    position,
    sku,
    name: sku,
    optionText: '',
    quantity,
    unitPrice: 1000,
    listPrice: 1000,
    gross: 1000 * quantity,
    components: [],
  },
  ...{
    net: 1000 * quantity,
    tax: 0,
    gift: false,
    shipped: 0,
    reserved: quantity,
    backordered: 0,
    dropped: 0,
    cancelled: 0,
    returned: 0,
  },
  units: Array.from({ length: quantity }, () => ({ group: 'main', components: [], net: 1000, tax: 0 })),
})

export function newOrder(
  wanted: readonly (readonly [sku: string, quantity: number])[],
  buyer: NewOrder['buyer'] = { kind: 'guest' },
): NewOrder {
  const lines = wanted.map(([sku, quantity], position) => line(position, sku, quantity))
  const subtotal = lines.reduce((sum, { gross }) => sum + gross, 0)
  return {
    ...{
      buyer,
      currency: 'USD',
      lines,
      billing: { kind: 'same' },
      subtotal,
      discount: 0,
      shipping: 0,
      tax: 0,
      total: subtotal,
    },
    groups: [{ id: 'main', address: home, method: 'standard', methodName: 'Standard', rate: 0, charge: 0, tax: 0 }],
    payment: { choice: { kind: 'link' }, status: 'to-be-paid', amount: subtotal },
    ...{ coupons: [], comments: [], memos: [], steps: [], placedBy: 'staff:sam', placedAt: '2026-11-23T12:00:00.000Z' },
  }
}

export type Wish = {
  readonly lines: readonly (readonly [sku: string, quantity: number])[]
  readonly coupons?: readonly string[]
  readonly buyer?: BuyerKeys
  readonly content?: Partial<OrderDraft['content']>
  readonly remember?: PlacePlan['remember']
  readonly children?: readonly NewOrder[]
  /** Between the lock and the write, so that races have time to happen. */
  readonly delay?: () => Promise<void>
}

/** A turn that submits its draft as wished; a refusal leaves the draft as it was and says why. */
export const submit =
  (inbound: Inbound, wish: Wish) =>
  async (turn: Turn): Promise<TurnOutcome> => {
    if (turn.draft === undefined)
      return { events: [], outgoing: [say(inbound.thread, `placed before: ${turn.lastOrder ?? 'nothing'}`)] }
    const coupons = (wish.coupons ?? []).map((code) => ({ code, by: 'staff:sam' }))
    const draft = { ...turn.draft, content: { ...turn.draft.content, coupons, ...wish.content } }
    await turn.lockStock(wish.lines.map(([sku]) => sku))
    await wish.delay?.()
    const result = await turn.place({
      draft,
      orders: [newOrder(wish.lines, draft.content.buyer), ...(wish.children ?? [])],
      reserve: wish.lines.map(([sku, quantity]) => ({ sku, quantity })),
      redeem: (wish.coupons ?? []).map((code) => ({ code, amount: 100 })),
      buyer: wish.buyer ?? {},
      remember: wish.remember ?? { addresses: [] },
    })
    const outgoing = [say(inbound.thread, JSON.stringify(result))]
    if (result.kind !== 'placed' && result.kind !== 'already-placed') return { events: [], outgoing }
    return {
      draft: { ...draft, revision: draft.revision + 1 },
      events: [{ ...event(turn, inbound), kind: 'submitted' }],
      outgoing,
      placed: result.numbers,
    }
  }

export { emptyContent }

/** Resolves for everybody once `count` have come; afterwards at once. */
export function barrier(count: number): () => Promise<void> {
  const open = Promise.withResolvers<void>()
  let come = 0
  return () => {
    if (++come >= count) open.resolve()
    return open.promise
  }
}
