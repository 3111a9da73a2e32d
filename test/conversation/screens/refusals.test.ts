import { describe, expect, test } from 'vitest'
import type { View } from '#conversation/edge/view.ts'
import { customerReadBackView } from '#conversation/screens/cart/read-back.ts'
import { availabilityView, findView } from '#conversation/screens/catalog.ts'
import { asShop, isCustomer, type ScreenContext } from '#conversation/screens/context.ts'
import { helpView } from '#conversation/screens/help.ts'
import {
  errorView,
  notFoundView,
  notUnderstoodView,
  redactedView,
  smallTalkView,
  staleView,
  tooLongView,
  welcomeView,
} from '#conversation/screens/notices.ts'
import { asked, questionView } from '#conversation/screens/question.ts'
import { ordersView } from '#conversation/screens/staff/lists.ts'
import { customerWhyView, whyNotView, whyView } from '#conversation/screens/staff/why.ts'
import { receiptOf, refusalOf } from '#conversation/turn/cards.ts'
import { searchCatalog } from '#domain/catalog/catalog-search.ts'
import { customerSide } from '#domain/draft/sides.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { BackorderChoice, CouponRefusal, MissingFact, Refusal, ShortLine } from '#domain/model/refusals.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { POLICIES } from '#domain/stock/backorders.ts'
import { composing, SAM, VISITOR } from '#test/support/deciding.ts'
import { IL } from '#test/support/shop-fixtures.ts'
import { card, contextOf, customer, factsFor, JANE, SHOP, words } from './demo.ts'

const jane: Actor = { kind: 'customer', customerId: JANE.id, name: JANE.name }

const COUPON = {
  unknown: { kind: 'unknown' },
  'not-started': { kind: 'not-started', from: '2027-06-01' },
  expired: { kind: 'expired' },
  'used-up': { kind: 'used-up' },
  'used-by-customer': { kind: 'used-by-customer' },
  'first-order-only': { kind: 'first-order-only' },
  'already-applied': { kind: 'already-applied' },
  'wrong-customer': { kind: 'wrong-customer' },
  'wrong-country': { kind: 'wrong-country' },
  'wrong-currency': { kind: 'wrong-currency', currency: 'EUR' },
  'not-combinable': { kind: 'not-combinable', with: ['SAVE10'], difference: -250 },
  'cannot-be-used': { kind: 'cannot-be-used' },
  paused: { kind: 'paused', minutes: 7 },
} as const satisfies { readonly [K in CouponRefusal['kind']]: CouponRefusal & { readonly kind: K } }

const MISSING: readonly MissingFact[] = [
  'customer',
  'items',
  'contact',
  'ship-to',
  'method',
  'payment',
  'billing',
  'backorder-choice',
]

const SHORT: ShortLine = {
  ...{ lineId: 'l1', sku: 'HOOD-BLACK-L', wanted: 3, now: 2, rest: 1, on: '2026-12-05' },
  later: [{ quantity: 1, on: '2026-12-05' }],
}
const CHOICES: readonly BackorderChoice[] = POLICIES.map((policy) => ({
  ...{
    policy,
    now: 2,
    rest: 1,
    on: '2026-12-05',
    totals: policy === 'move-to-separate-order' ? [9_381, 4_692] : [14_073],
  },
  changes: policy === 'ship-available-drop-rest' ? [{ label: '5.00 off from 100.00', from: -500, to: 0 }] : [],
}))
const REFUSALS = {
  'not-allowed': [{ kind: 'not-allowed', role: 'rep', to: 'approve' }],
  'draft-closed': [
    { kind: 'draft-closed', status: 'submitted' },
    { kind: 'draft-closed', status: 'expired' },
  ],
  'awaiting-approval': [{ kind: 'awaiting-approval' }],
  'unknown-sku': [
    { kind: 'unknown-sku', sku: 'MUG-BLEU', near: [] },
    { kind: 'unknown-sku', sku: 'MUG-BLEU-11OZ', near: ['MUG-BLUE-11OZ'] },
  ],
  'not-for-sale': (['inactive', 'not-yet', 'ended', 'discontinued'] as const).map((why) => ({
    kind: 'not-for-sale',
    sku: 'DENIM-S',
    why,
  })),
  'bad-quantity': [{ kind: 'bad-quantity', max: 999 }],
  'too-many-lines': [{ kind: 'too-many-lines', max: 300 }],
  'no-such-line': [{ kind: 'no-such-line', what: 'HOOD-RED-L' }],
  'bad-address': [
    { kind: 'bad-address', field: 'postcode', why: '"abc" is not a ZIP code of the United States, like 62704' },
  ],
  'no-address': [{ kind: 'no-address' }],
  'unknown-method': [{ kind: 'unknown-method', method: 'drone', known: ['standard', 'express'] }],
  'method-not-here': [
    { kind: 'method-not-here', method: 'express', place: 'Germany', eligible: ['international'] },
    { kind: 'method-not-here', method: 'express', place: 'Mars', eligible: [] },
  ],
  'payment-not-offered': (['not-for-this-buyer', 'off', 'over-cap', 'no-stored-card', 'rep-only'] as const).map(
    (why) => ({
      kind: 'payment-not-offered',
      payment: 'delivery',
      why,
      cap: 30_000,
    }),
  ),
  'stored-card-new-address': [{ kind: 'stored-card-new-address' }],
  coupon: Object.values(COUPON).map((why) => ({ kind: 'coupon', code: 'BULK15', why })),
  'bad-amount': (['not-positive', 'negative', 'too-precise', 'raises-price'] as const).map((why) => ({
    kind: 'bad-amount',
    why,
  })),
  'reason-missing': [{ kind: 'reason-missing', known: ['late delivery', 'other'] }],
  'over-limit': (['percent', 'amount', 'line-percent'] as const).map((limit) => ({
    kind: 'over-limit',
    role: 'rep',
    asked: 4_000,
    allowed: 1_000,
    percentPpm: 205_000,
    limit,
  })),
  'nothing-to-undo': [{ kind: 'nothing-to-undo' }],
  'nothing-to-redo': [{ kind: 'nothing-to-redo' }],
  'nothing-to-remove': [{ kind: 'nothing-to-remove', what: 'coupon' }],
  'empty-cart': [{ kind: 'empty-cart' }],
  'override-in-doubt': [{ kind: 'override-in-doubt', method: 'express', amount: 300 }],
  'bad-contact': (['email', 'phone', 'name'] as const).map((field) => ({
    kind: 'bad-contact',
    field,
    given: 'pat@@example',
  })),
  missing: [
    ...MISSING.map((what): Refusal => ({ kind: 'missing', what: [what] })),
    { kind: 'missing', what: ['ship-to', 'payment'] },
  ],
  'total-changed': [
    {
      kind: 'total-changed',
      from: 9_396,
      to: 9_938,
      differences: [
        { label: '5.00 off from 75.00', from: -500, to: 0 },
        { label: 'Tax', from: 685, to: 727 },
      ],
    },
  ],
  'short-stock': [
    { kind: 'short-stock', lines: [], choices: [] },
    { kind: 'short-stock', lines: [SHORT], choices: CHOICES },
    ...(['discontinued', 'refused', 'too-far'] as const).map((why): Refusal => {
      return {
        kind: 'short-stock',
        lines: [{ ...SHORT, later: [], never: { quantity: 1, why } }],
        choices: CHOICES.slice(2, 3),
      }
    }),
  ],
  'not-over': [{ kind: 'not-over' }],
  'promise-changed': [
    {
      kind: 'promise-changed',
      lines: [
        {
          before: { lineId: 'l1', sku: 'PEN', wanted: 2, now: 2 },
          now: { lineId: 'l1', sku: 'PEN', wanted: 2, now: 0, on: '2026-12-05' },
        },
        {
          before: { lineId: 'l2', sku: 'PEN', wanted: 2, now: 1, on: '2026-12-05' },
          now: { lineId: 'l2', sku: 'PEN', wanted: 2, now: 1 },
        },
      ],
    },
  ],
  'no-such-choice': (['nothing-short', 'nothing-now', 'never'] as const).map((why) => ({
    kind: 'no-such-choice',
    policy: 'move-to-separate-order',
    why,
  })),
  warning: [
    {
      kind: 'warning',
      warnings: [
        { kind: 'another-open-draft', ref: 3, owner: 'staff:lee' },
        { kind: 'fresh-order', number: 10_001, minutes: 4 },
        { kind: 'not-agreed', name: 'Jane', total: 4_495 },
      ],
    },
  ],
  'no-approval': [{ kind: 'no-approval' }, { kind: 'no-approval', id: 7 }],
  'already-decided': [
    { kind: 'already-decided', id: 7, status: 'approved', by: 'Kim', at: '2026-11-23T20:02:00.000Z' },
    { kind: 'already-decided', id: 7, status: 'withdrawn' },
  ],
  'may-not-decide': (['right', 'author', 'limit'] as const).map((why) => ({ kind: 'may-not-decide', id: 7, why })),
  'bad-counter': [{ kind: 'bad-counter', id: 7, asked: 4_000 }],
  'account-exists': [{ kind: 'account-exists', customerId: 'C-1001', name: 'Jane Doe', email: 'jane.doe@example.com' }],
  order: (
    [
      { kind: 'not-found' },
      { kind: 'already-cancelled' },
      { kind: 'payment-failed' },
      { kind: 'nothing-said' },
      { kind: 'no-such-item', what: 'blue sofa' },
      { kind: 'nothing-open' },
      { kind: 'nothing-open', sku: 'HOOD-BLACK-L' },
      { kind: 'nothing-to-ship', waiting: 0 },
      { kind: 'nothing-to-ship', waiting: 2 },
      { kind: 'goes-complete', waiting: 1 },
      { kind: 'too-many', sku: 'HOOD-BLACK-L', most: 2, to: 'ship' },
      { kind: 'too-many', sku: 'HOOD-BLACK-L', most: 0, to: 'cancel' },
      { kind: 'too-many', sku: 'HOOD-BLACK-L', most: 0, to: 'return' },
      { kind: 'unchanged', sku: 'HOOD-BLACK-L', now: 2 },
      { kind: 'cannot-grow', sku: 'HOOD-BLACK-L', now: 2, wanted: 5 },
      { kind: 'already-left', sku: 'HOOD-BLACK-L', shipped: 1, now: 2 },
      { kind: 'over-total', most: 500 },
      { kind: 'over-total', most: 0 },
      { kind: 'over-limit', asked: 4_000, allowed: 500, roles: ['manager', 'admin'] },
    ] as const
  ).map((why) => ({ kind: 'order', number: 10_001, why })),
  'text-too-long': [{ kind: 'text-too-long', label: 'Engraving', max: 24, length: 31 }],
} as const satisfies { readonly [K in Refusal['kind']]: readonly Refusal[] }
const ALL: readonly Refusal[] = Object.values(REFUSALS).flat()

/** Words that belong to the staff side, or to the program. */
const STAFF_WORDS =
  /\b(limit|margin|memo|drafts?|revision|override|overridden|ledger|backorder|rep|staff|internal|approval|manager|role|give-?away|undefined|NaN|null|submit|guest account)\b|\[object/i

describe('every "no" has calm words', () => {
  test.each(
    ALL.map((refusal) => [`${refusal.kind} ${'why' in refusal ? JSON.stringify(refusal.why) : ''}`, refusal] as const),
  )('%s', (_, refusal) => {
    for (const actor of [SAM, jane, VISITOR]) {
      const view = refusalOf(refusal, undefined, contextOf(actor))
      const text = words(view)
      expect(view.headline.length).toBeGreaterThan(5)
      expect(text.split('\n').length).toBeGreaterThan(1)
      expect(text).not.toMatch(/undefined|NaN|\[object| {2,}\./)
      if (actor !== SAM) expect(text).not.toMatch(STAFF_WORDS)
    }
  })

  test('each coupon answer is its own, with the nearest fix', () => {
    const answers = Object.values(COUPON).map((why) =>
      words(refusalOf({ kind: 'coupon', code: 'BULK15', why }, undefined, contextOf(SAM))),
    )
    expect(new Set(answers).size).toBe(answers.length)
    const swap = words(
      refusalOf({ kind: 'coupon', code: 'BULK15', why: COUPON['not-combinable'] }, undefined, contextOf(SAM)),
    )
    expect(swap).toContain('cannot be combined with SAVE10. Using BULK15 instead would save 2.50.')
    expect(swap).toContain('[Use BULK15 instead]')
    expect(
      words(refusalOf({ kind: 'coupon', code: 'SUMMER27', why: COUPON['not-started'] }, undefined, contextOf(SAM))),
    ).toContain('from Tue 1 Jun on')
  })

  test('a guest gets one neutral sentence where the truth would tell that an account exists', () => {
    const said = (['used-by-customer', 'first-order-only', 'wrong-customer', 'cannot-be-used'] as const).map((kind) =>
      words(refusalOf({ kind: 'coupon', code: 'X', why: { kind } }, undefined, contextOf(VISITOR))),
    )
    expect(new Set(said)).toEqual(new Set(['Coupon X was not added\nX: it cannot be used with this order.']))
    const account = words(refusalOf(REFUSALS['account-exists'][0], undefined, contextOf(VISITOR)))
    expect(account).not.toMatch(/Jane|account with|jane\.doe|already has/)
  })

  test('a warning names three other carts and orders, counts the rest, and never drops that the customer has not agreed', () => {
    const drafts = [1, 2, 3, 4].map((ref) => ({ kind: 'another-open-draft', ref, owner: 'staff:lee' }) as const)
    const warnings = [...drafts, { kind: 'not-agreed', name: 'Jane', total: 4_495 } as const]
    const said = words(refusalOf({ kind: 'warning', warnings }, undefined, contextOf(SAM)))
    expect(said).toMatch(/Jane has not pressed[\s\S]*Draft 1[\s\S]*Draft 2[\s\S]*And 2 more/)
    expect(said).not.toMatch(/Draft 3/)
  })

  test('a SKU or code too long for a button is still named in words', () => {
    const sku = `X-${'9'.repeat(90)}`
    expect(refusalOf({ kind: 'unknown-sku', sku: 'X-9', near: [sku] }, undefined, contextOf(SAM))).toMatchObject({
      controls: [],
    })
    expect(words(refusalOf({ kind: 'unknown-sku', sku: 'X-9', near: [sku] }, undefined, contextOf(SAM)))).toContain(sku)
    const why = { kind: 'not-combinable', with: [sku], difference: 0 } as const
    expect(words(refusalOf({ kind: 'coupon', code: sku, why }, undefined, contextOf(SAM)))).toContain(
      '[Keep it as it is]',
    )
  })

  test('a changed total is a readable difference', () => {
    expect(
      words(refusalOf(REFUSALS['total-changed'][0], undefined, contextOf(SAM))),
    ).toBe(`The total changed: 93.96, now 99.38
- 5.00 off from 75.00: -5.00, ended
- Tax: 6.85, now 7.27
Nothing was placed. Place it again if the new total is right.`)
  })
})

const facts = factsFor(JANE)
function receiptShown(draft: OrderDraft, ctx: ScreenContext): View {
  const placement = receiptOf(draft, { numbers: [10_001] }, facts, ctx)
  if (!('view' in placement)) throw new Error('a receipt is a card')
  return placement.view
}
function janesDraft(owner: Actor) {
  const draft = composing({ facts, actor: owner })
  draft.say({ kind: 'select-customer', customer: JANE })
  draft.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 3 })
  draft.say({ kind: 'add-coupon', code: 'BULK15' })
  return draft.draft()
}

const QUESTIONS = {
  'choose-customer': { kind: 'choose-customer', customerIds: ['C-1001', 'C-1003'], rest: '' },
  'use-account': { kind: 'use-account', customerId: 'C-1001', email: 'jane.doe@example.com' },
  'choose-option': {
    kind: 'choose-option',
    productId: SHOP.catalog.variants.get('HOOD-BLACK-L')?.productId ?? '',
    quantity: 2,
    options: { colour: 'black' },
    ask: 'size',
    choices: ['m', 'l'],
  },
  'choose-product': {
    kind: 'choose-product',
    productIds: [...SHOP.catalog.products.keys()].slice(0, 3),
    quantity: 1,
    options: {},
  },
  'address-field': { kind: 'address-field', target: 'ship', group: 'main', field: 'postcode', partial: IL },
  'swap-coupon': { kind: 'swap-coupon', add: 'BULK15', remove: ['SAVE10'] },
  'over-limit': {
    kind: 'over-limit',
    asked: { kind: 'subtract', amount: 4_000, reason: { code: 'goodwill' } },
    within: { kind: 'subtract', amount: 1_000, reason: { code: 'goodwill' } },
  },
  reason: { kind: 'reason', asked: [] },
  'confirm-reading': { kind: 'confirm-reading', text: 'two mugs maybe', question: 'Add 2 classic mugs?' },
  unclear: {
    kind: 'unclear',
    about: 'colour',
    candidates: ['red', 'blue'],
    text: '1 cap red or blue',
    span: 'red or blue',
  },
  pasted: {
    kind: 'pasted',
    parts: [
      { kind: 'who', name: 'Pat Lee', email: 'pat@example.com' },
      { kind: 'item', productId: 'mug', quantity: 2, options: { color: 'blue' } },
      { kind: 'ship-to', where: '9 Elm St, Salem, OR 97301' },
    ],
    unread: ['1 zorp'],
  },
  comment: { kind: 'comment' },
  memo: { kind: 'memo' },
  note: { kind: 'note', lineId: 'L1' },
  'which-point': { kind: 'which-point', option: 'colour', value: 'blue', points: ['a', 'b'] },
  'confirm-place': { kind: 'confirm-place', shownTotal: 8_064 },
  'confirm-cancel': { kind: 'confirm-cancel' },
  'backorder-choice': { kind: 'backorder-choice', policies: POLICIES },
  'keep-override': { kind: 'keep-override', group: 'main', amount: 400 },
} as const satisfies { readonly [K in PendingQuestion['kind']]: Extract<PendingQuestion, { kind: K }> }

describe('questions', () => {
  const customers = [JANE, customer('C-1003')].map((each) => ({ customer: each, detail: each.email ?? '' }))

  test.each(Object.values(QUESTIONS).map((question) => [question.kind, question] as const))(
    '%s is asked in words with something to press or type',
    (_, question) => {
      const { words: said, controls } = asked(
        question,
        { draft: janesDraft(SAM), customers, choices: CHOICES },
        contextOf(SAM),
      )
      expect(said).toMatch(/[?.]$/)
      expect(controls.length).toBeGreaterThan(0)
      expect(words(questionView(question, { customers }, contextOf(SAM)))).not.toMatch(/undefined|NaN/)
      const view = card({ ...janesDraft(SAM), pending: question }, facts, contextOf(SAM))
      expect(words(view)).toContain(said.split('?')[0])
      expect(view.controls.filter((control) => control.kind === 'button').length).toBeLessThanOrEqual(4)
    },
  )

  test('choices are numbered, with what tells them apart', () => {
    const text = words(questionView(QUESTIONS['choose-customer'], { customers }, contextOf(SAM)))
    expect(text).toContain('  1. Jane Doe, C-1001 - jane.doe@example.com\n  2. Max Weber, C-1003 - max@example.de')
    expect(words(questionView(QUESTIONS['choose-option'], {}, contextOf(jane)))).toMatch(
      /2 pullover hoodies, black: which size\?[\s\S]*1\. M - 45\.00 each\n {2}2\. L/i,
    )
  })

  test('above the limit the rep is offered the limit, to ask for approval, or to leave it', () => {
    const text = words(questionView(QUESTIONS['over-limit'], {}, contextOf(SAM)))
    expect(text).toContain('[Give 10.00 now, my limit] [Ask for approval] [Leave it]')
  })
})

describe('customers read everyday words and nothing internal', () => {
  const ctx = contextOf(jane)
  if (!isCustomer(ctx)) throw new Error('Jane is a customer')
  const draft = janesDraft(jane)
  const ledger = priceDraft(draft.content, facts)
  const hits = searchCatalog(SHOP.catalog, 'mug', 10)
  const own = customerSide(draft, facts)
  const views: Readonly<Record<string, View>> = {
    help: helpView(ctx),
    welcome: welcomeView(ctx),
    thanks: smallTalkView(ctx),
    'not understood': notUnderstoodView(['blorp'], ctx),
    error: errorView('ab12'),
    'too long': tooLongView(2_000, ctx),
    'not found': notFoundView(ctx),
    stale: staleView({ label: '+1 Classic mug', by: 'Lee' }, ctx),
    card: card(draft, facts, ctx, 'Your order'),
    why: customerWhyView(own.draft, own.ledger, ctx),
    'why not a promotion': whyNotView('FREE75', ledger, ctx),
    'why not a coupon': whyNotView('BULK15', ledger, ctx),
    'why not nothing': whyNotView('NOPE', ledger, ctx),
    'read back': customerReadBackView(own.draft, own.ledger, ctx),
    receipt: receiptShown(draft, ctx),
    'no orders': ordersView([], ctx),
    found: findView('mug', hits, ctx),
    'not in the catalog': findView('car', [], ctx),
    availability: availabilityView('mug', hits[0]?.variants ?? [], facts, ctx),
    'card number': redactedView(['card'], ctx),
    token: redactedView(['token'], ctx),
  }
  test.each(Object.entries(views))('%s', (_, view) => {
    expect(words(view)).not.toMatch(STAFF_WORDS)
  })

  test('the receipt names the number and that the waiting coupon was not used up', () => {
    const text = words(receiptShown(draft, ctx))
    expect(text).toContain('Thank you! Order 10001 is placed')
    expect(text).toContain('Coupon BULK15 did not apply and stays unused')
  })

  test('an error says that nothing was changed and gives the reference', () => {
    expect(words(errorView('ab12'))).toContain('Nothing was changed. Please try again in a moment. Reference ab12.')
    expect(words(tooLongView(2_000, ctx))).toContain('At most 2,000 characters')
  })
})

describe('reps are told why', () => {
  test('why prints every step, why not says what is missing', () => {
    const draft = composing({ facts, actor: SAM })
    draft.say({ kind: 'select-customer', customer: JANE })
    draft.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 2 })
    draft.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 })
    draft.say({ kind: 'add-coupon', code: 'SAVE10' })
    const ledger = priceDraft(draft.draft().content, facts)
    const text = words(whyView(draft.draft(), ledger, asShop(contextOf(SAM))))
    expect(text).toContain('why it is 73.17')
    for (const part of [
      '2 x 12.00 Classic mug, blue, 11 oz',
      'Coupon SAVE10',
      '-6.90',
      'of it Pullover hoodie, black, L',
      'Shipping: Standard',
      '5.12',
      '73.17',
    ])
      expect(text).toContain(part)
    expect(words(whyNotView('free75', ledger, contextOf(SAM)))).toContain('It starts at 75.00 of goods; add 6.00.')
  })

  test('help names every command a rep has, and no more than the role may do', () => {
    const text = words(helpView(contextOf(SAM)))
    for (const command of [
      'customer',
      'guest',
      'register',
      'add 2',
      'set ',
      'remove',
      'clear',
      'undo',
      'redo',
      'note',
      'ship to',
      'bill to',
      'read back',
      'method',
      'pay ',
      'coupon',
      'take 5.00 off',
      'shipping 4.00',
      'price ',
      'why',
      'place',
      'cancel',
      'quote',
      'comment',
      'memo',
      'drafts',
      'resume',
      'status',
      'orders',
      'find',
      'stock',
    ])
      expect(text).toContain(command)
  })
})
