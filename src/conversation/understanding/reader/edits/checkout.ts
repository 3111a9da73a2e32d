/**
 * Candidates of a whole stretch that need no product: talk, undo and placing, earlier orders, and
 * the details of an order, where its words or its codes, e-mails, addresses and amounts say so.
 * Next: lattice.ts puts the stretches of a message together.
 */

import { NAMES } from '#conversation/understanding/reader/model/classes.ts'
import { feature, linesNamed } from '#conversation/understanding/reader/situation.ts'
import { propose } from '#conversation/understanding/reader/spans/propose.ts'
import { type Stretch, saysAny, type WordRole } from '#conversation/understanding/reader/spans/stretch.ts'
import type { Op, PaymentMethod, SpokenPolicy } from '#conversation/understanding/types.ts'

const TALK = [
  'undo',
  'smalltalk',
  'submit',
  'confirm',
  'deny',
  'show',
  'help',
  'person',
  'cancelDraft',
  'redo',
] as const

export function proposeCheckout(stretch: Stretch): void {
  const { situation } = stretch
  propose(stretch, { type: 'none', ops: [] })
  if (situation.cart.length === 0) propose(stretch, { type: 'beyond', ops: [] })
  for (const op of TALK) propose(stretch, { type: op, ops: [{ op }] })
  if (situation.cart.length > 0) propose(stretch, { type: 'clear', ops: [{ op: 'clear' }] })
  earlierOrders(stretch)
  backorders(stretch)
  payments(stretch)
  shipping(stretch)
  codes(stretch)
  prices(stretch)
  unknownThings(stretch)
}

const ORDER_NUMBER = 999
function earlierOrders(stretch: Stretch): void {
  const { units, message } = stretch.situation
  const at = stretch.numbers.find((i) => (units[i]?.number ?? 0) > ORDER_NUMBER)
  const said = at === undefined ? undefined : String(units[at]?.number)
  const roles = new Map<number, WordRole>(at === undefined ? [] : [[at, 'ID']])
  for (const op of ['repeatLast', 'status'] as const) {
    const isLast = op === 'repeatLast' && said !== undefined && said === message.context.lastOrder?.id
    propose(stretch, { type: op, ops: [{ op }], ...(isLast ? { roles } : {}) })
    if (said !== undefined && !isLast) propose(stretch, { type: op, ops: [{ op, order: said }], roles })
  }
}

const POLICIES = [
  'ship_complete',
  'ship_available_backorder_rest',
  'ship_available_drop_rest',
  'separate_order',
] as const satisfies readonly SpokenPolicy[]
function backorders(stretch: Stretch): void {
  const asked = stretch.situation.message.pending?.ask === 'backorder'
  if (
    !asked &&
    !saysAny(
      stretch,
      /^(?:ship|send|backorder|wait|separate|partial|complete|together|available|rest|stock|hold|deliver)$/,
    )
  )
    return
  for (const policy of POLICIES) {
    const said = [feature('pendingB', String(asked)), feature('named', String(saysAny(stretch, NAMES[policy])))]
    propose(stretch, { type: policy, ops: [{ op: 'backorder', policy }], said })
  }
}

const METHODS = ['card', 'link', 'delivery', 'invoice'] as const satisfies readonly PaymentMethod[]
function payments(stretch: Stretch): void {
  if (
    !saysAny(
      stretch,
      new RegExp(
        '^(?:pay|paying|pays|paid|card|invoice|invocie|invoiced|link|payment|cash|po|purchase|account' +
          '|arrives|cod|transfer|bank)$',
      ),
    )
  )
    return
  const { units } = stretch.situation
  for (const method of METHODS)
    propose(stretch, {
      type: `pay:${method}`,
      ops: [{ op: 'payment', method }],
      said: [feature('named', String(saysAny(stretch, NAMES[method])))],
    })
  for (const i of stretch.numbers) {
    const unit = units[i]
    if (unit === undefined || (unit.number ?? 0) <= ORDER_NUMBER) continue
    propose(stretch, {
      type: 'pay:ref',
      ops: [{ op: 'payment', method: 'invoice', reference: unit.raw }],
      roles: new Map([[i, 'CODE']]),
    })
  }
}

function shipping(stretch: Stretch): void {
  const { units, message } = stretch.situation
  const { methods = [] } = message.context
  const method = (id: string, roles: ReadonlyMap<number, WordRole>, said: readonly number[]): void =>
    propose(stretch, { type: 'method', ops: [{ op: 'shipMethod', method: id }], roles, said })
  for (let i = stretch.from; i < stretch.to; i++) {
    const unit = units[i]
    if (unit?.method !== undefined) method(unit.method, new Map([[i, 'METHOD']]), [])
    if (unit?.address !== undefined)
      for (const op of ['shipTo', 'billTo'] as const)
        propose(stretch, { type: op, ops: [{ op, address: unit.address }], roles: new Map([[i, 'ADDR']]) })
  }
  const collect = methods.find(({ id }) => /pick|collect/.test(id))
  if (
    collect !== undefined &&
    saysAny(stretch, /^(?:pick|collect|collecting|collection|pickup|picking|fetch|store|collected)$/)
  )
    method(collect.id, new Map(), [feature('pickup')])
  const fast = methods.find(({ id }) => /express|next|overnight/.test(id))
  if (fast !== undefined && saysAny(stretch, /^(?:fast|fastest|quick|quickest|asap|tomorrow|express|urgent)$/))
    method(fast.id, new Map(), [feature('fast')])
  writtenAddresses(stretch)
}

const HOUSE = /^(?:unit|depot|flat|plot|suite|po|apt|apartment|floor)$/
const CLOSING = /^(?:please|pls|thanks|thank|thx|you|cheers|ta|instead|now|plz|mate)$/
/** An address in full: from a number, or from a capital word after "to", "is" or a colon, to the end of the stretch. */
function writtenAddresses(stretch: Stretch): void {
  const { situation, from, to, numbers } = stretch
  const { units, message } = situation
  if (numbers.length === 0 || to - from <= 3) return
  const starts: number[] = []
  for (let i = from; i < to - 2; i++) {
    const unit = units[i]
    const opens = unit?.number !== undefined || HOUSE.test(unit?.words ?? '')
    const after = i > from && /^(?:to|at|is|address|:|for)$/.test(units[i - 1]?.words ?? '')
    if (opens || (after && /^\p{Lu}/u.test(unit?.raw ?? ''))) starts.push(i)
  }
  const wanted = new Set([
    starts[0],
    starts.find((i) => units[i]?.number !== undefined),
    starts.find((i) => units[i]?.number === undefined),
  ])
  for (const start of wanted) {
    if (start === undefined) continue
    let stop = to
    while (stop > start + 2 && CLOSING.test(units[stop - 1]?.words ?? '')) stop -= 1
    const text = message.text.slice(units[start]?.start, units[stop - 1]?.end).replace(/[.!?\s]+$/, '')
    if (/\p{Lu}/u.test(text) && text.length >= 10) address(stretch, text, { start, stop, first: start === starts[0] })
  }
}

function address(
  stretch: Stretch,
  text: string,
  { start, stop, first }: { start: number; stop: number; first: boolean },
): void {
  const { atoms } = stretch.situation
  const roles = new Map<number, WordRole>()
  for (let i = start; i < stop; i++) roles.set(i, 'FULL')
  const before = (k: number): number | string => (start - k < stretch.from ? '^' : (atoms[start - k] ?? '^'))
  const said = [
    feature('full'),
    feature('commas', String(Math.min(3, text.split(',').length - 1))),
    feature('before', before(2), before(1)),
    feature(first ? 'first' : 'later'),
  ]
  for (const op of ['shipTo', 'billTo'] as const)
    propose(stretch, { type: op, ops: [{ op, address: { text } }], roles, said })
}

function codes(stretch: Stretch): void {
  const { units } = stretch.situation
  if (saysAny(stretch, /^(?:code|coupon|voucher|promo|discount|promotion|codes|coupons|vouchers)$/))
    propose(stretch, { type: 'removeCoupon', ops: [{ op: 'removeCoupon' }] })
  for (let i = stretch.from; i < stretch.to; i++) {
    const unit = units[i]
    if (unit?.email !== undefined)
      propose(stretch, {
        type: 'customer',
        ops: [{ op: 'customer', email: unit.email }],
        roles: new Map([[i, 'EMAIL']]),
      })
    if (unit?.code === undefined) continue
    const said = [feature(/^PO/i.test(unit.code) ? 'po' : 'code')]
    const roles = new Map<number, WordRole>([[i, 'CODE']])
    propose(stretch, { type: 'coupon', ops: [{ op: 'coupon', code: unit.code.toUpperCase() }], roles, said })
    propose(stretch, {
      type: 'pay:ref',
      ops: [{ op: 'payment', method: 'invoice', reference: unit.code }],
      roles,
      said,
    })
  }
}

function prices(stretch: Stretch): void {
  const { units, focus, cart } = stretch.situation
  if (saysAny(stretch, /^(?:free|waive|waived|shipping|shiping|delivery|postage)$/))
    propose(stretch, { type: 'price:free', ops: [{ op: 'priceAdjust', kind: 'shipping', amount: 0 }] })
  const at = stretch.numbers.find((i) => units[i]?.money === true) ?? stretch.numbers.at(-1)
  if (at === undefined) return
  const money = units[at]?.money === true
  if (
    !money &&
    !saysAny(stretch, /^(?:off|discount|price|charge|charged|shipping|shiping|delivery|total|knock|each|for|at|fee)$/)
  )
    return
  const value = units[at]?.number ?? 0
  const named = stretch.products.flatMap((i) => linesNamed(stretch.situation, i))[0] ?? focus
  const line = named !== undefined && named < cart.length ? { line: named } : {}
  const roles = new Map<number, WordRole>([
    [at, 'AMOUNT'],
    ...stretch.products.map((i): [number, WordRole] => [i, 'T']),
  ])
  const said = [feature(money ? 'money' : 'bare')]
  const offers: readonly (readonly [string, Op])[] = [
    ['price:subtotal', { op: 'priceAdjust', kind: 'subtotal', amount: -value }],
    ['price:shipping', { op: 'priceAdjust', kind: 'shipping', amount: value }],
    ['price:line', { op: 'priceAdjust', kind: 'line', amount: value, ...line }],
  ]
  for (const [type, op] of offers) propose(stretch, { type, ops: [op], roles, said })
}

/** A thing that is not sold: a run of words that nobody knows, with the named thing beside it. */
function unknownThings(stretch: Stretch): void {
  const { situation, unread, from, to } = stretch
  const { units } = situation
  const runs: [number, number][] = []
  for (let i = from; i < to; i++) {
    if (!unread.includes(i)) continue
    let end = i
    while (end + 1 < to && (unread.includes(end + 1) || (partly(stretch, end + 1) && unread.includes(end + 2))))
      end += 1
    if (i > from && isContent(stretch, i - 1)) runs.push([i - 1, end])
    if (end + 1 < to && isContent(stretch, end + 1)) runs.push([i, end + 1])
    runs.push([i, end])
    i = end
  }
  for (const [start, end] of runs.slice(-5)) {
    const roles = new Map<number, WordRole>()
    for (let j = start; j <= end; j++) roles.set(j, 'THING')
    const count = stretch.numbers[0]
    if (count !== undefined && !roles.has(count)) roles.set(count, 'NC')
    const { atoms, message } = situation
    const said = [
      feature('run', String(Math.min(5, end - start + 1))),
      feature('left', start - 1 < from ? '^' : (atoms[start - 1] ?? '^')),
      feature('right', end + 1 >= to ? '$' : (atoms[end + 1] ?? '$')),
      ...(unread.some((i) => i < start || i > end) ? [feature('moreUnread')] : []),
    ]
    const text = message.text.slice(units[start]?.start, units[end]?.end)
    propose(stretch, { type: 'notFound', ops: [{ op: 'notFound', text }], roles, said })
  }
}

const isContent = ({ situation: { units } }: Stretch, i: number): boolean =>
  units[i]?.kind === 'span' && units[i]?.number === undefined
const partly = ({ situation: { units } }: Stretch, i: number): boolean =>
  units[i]?.products !== undefined && units[i]?.exact !== true
