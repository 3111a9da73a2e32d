// How much a card may ask of who reads it: counted over every state an order passes through, for
// staff and customers, in private and where others read along. Rule: one thing to do next, a few
// beside it, a menu of ten, no two of one name, one tip, two changes.
import { describe, expect, test } from 'vitest'
import { viewText } from '#conversation/edge/text.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { isStaff } from '#conversation/screens/context.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import { POLICIES } from '#domain/stock/backorders.ts'
import { composing, type Draftsman, KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import { inUS } from '#test/support/shop-fixtures.ts'
import { card, contextOf, factsFor, JANE, SHOP } from './demo.ts'

const jane: Actor = { kind: 'customer', customerId: JANE.id, name: JANE.name }
const ACTORS = { rep: SAM, manager: KIM, customer: jane, guest: VISITOR } as const
const facts = factsFor(JANE)

const two = (draft: Draftsman): void => {
  draft.say({ kind: 'add-line', sku: 'EMUG-WHITE', quantity: 2 })
  draft.say({ kind: 'add-line', sku: 'TOTE-CREAM', quantity: 1 })
}
const buyer = (draft: Draftsman, actor: Actor): void =>
  void (actor.kind === 'guest'
    ? draft.say({ kind: 'set-guest', email: 'pat@example.com' })
    : draft.say({ kind: 'select-customer', customer: JANE }))
const ready = (draft: Draftsman, actor: Actor): void => {
  buyer(draft, actor)
  two(draft)
  draft.say({ kind: 'ship-to', address: inUS('OR', '97301') })
  draft.say({ kind: 'set-payment', payment: 'link' })
}
const sellable = [...SHOP.catalog.variants.values()].filter(({ active }) => active).slice(0, 35)

const STATES: Readonly<Record<string, (draft: Draftsman, actor: Actor) => void>> = {
  empty: () => undefined,
  'two items, nobody to send them to': (draft) => two(draft),
  'needs an address': (draft, actor) => {
    buyer(draft, actor)
    two(draft)
  },
  ready,
  'ready, with a coupon': (draft, actor) => {
    ready(draft, actor)
    draft.say({ kind: 'add-coupon', code: 'SAVE10' })
  },
  short: (draft, actor) => {
    ready(draft, actor)
    draft.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 9 })
  },
  'short, and chosen': (draft, actor) => {
    ready(draft, actor)
    draft.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 9 })
    draft.say({ kind: 'set-backorder-policy', policy: 'ship-complete' })
  },
  'waits for an approval': (draft, actor) => {
    ready(draft, actor)
    if (actor.kind === 'staff')
      draft.say({ kind: 'ask-approval', id: 1, asked: off, lately: { byRep: 0, toCustomer: 0 } })
  },
  'taken back': (draft, actor) => {
    ready(draft, actor)
    draft.say({ kind: 'undo' })
  },
  'many lines': (draft, actor) => {
    buyer(draft, actor)
    for (const { sku } of sellable) draft.say({ kind: 'add-line', sku, quantity: 1 })
  },
}
const off = { kind: 'subtract', amount: 4_000, reason: { code: 'goodwill' } } as const
/** Every kind of question a card can ask; the compiler asks for a new one. */
const QUESTIONS = {
  'choose-customer': { kind: 'choose-customer', customerIds: [JANE.id], rest: '' },
  'use-account': { kind: 'use-account', customerId: JANE.id, email: 'jane@example.com' },
  'choose-option': {
    ...{ kind: 'choose-option', productId: 'hoodie', quantity: 1, options: {}, ask: 'size' },
    choices: ['S', 'M', 'L', 'XL'],
  },
  'choose-product': { kind: 'choose-product', productIds: ['mug', 'enamel-mug'], quantity: 1, options: {} },
  'address-field': {
    ...{ kind: 'address-field', target: 'ship', group: 'main', field: 'postcode' },
    partial: inUS('OR', ''),
  },
  'swap-coupon': { kind: 'swap-coupon', add: 'SAVE10', remove: ['WELCOME5'] },
  'over-limit': { kind: 'over-limit', asked: off, within: { ...off, amount: 500 } },
  reason: { kind: 'reason', asked: [off] },
  'confirm-reading': { kind: 'confirm-reading', text: 'two of those', question: '2 Tote bag, cream?' },
  pasted: { kind: 'pasted', parts: [{ kind: 'words', text: '2 mugs' }], unread: [] },
  comment: { kind: 'comment' },
  memo: { kind: 'memo' },
  note: { kind: 'note', lineId: 'l1' },
  unclear: { kind: 'unclear', about: 'a mug', candidates: ['a', 'b', 'c', 'd', 'e', 'f'], text: 'a mug' },
  'confirm-place': { kind: 'confirm-place', shownTotal: 5_000 },
  'backorder-choice': { kind: 'backorder-choice', policies: POLICIES },
  'confirm-cancel': { kind: 'confirm-cancel' },
  'which-point': { kind: 'which-point', option: 'size', value: 'L', points: ['a', 'b', 'c', 'd', 'e'] },
  'keep-override': { kind: 'keep-override', group: 'main', amount: 500, method: 'express' },
} as const satisfies Record<PendingQuestion['kind'], PendingQuestion>

const talk = {
  ...{ home: 'terminal:home', desk: 'terminal:desk', user: 'terminal:pat', name: 'Pat' },
  askedAt: '2026-11-23T15:00:00.000Z',
}
const HELP: readonly Partial<OrderDraft>[] = [
  {},
  { handOver: { ...talk, status: 'waiting' } },
  { handOver: { ...talk, status: 'taken', by: { id: 'sam', name: 'Sam', user: 'terminal:sam' } } },
]

const isMenu = (control: Control): boolean => control.kind === 'select' && control.more === true
const labels = (controls: readonly Control[]): readonly string[] =>
  controls.flatMap((control) =>
    control.kind === 'select' ? [control.label, ...control.options.map(({ label }) => label)] : [control.label],
  )

function within(view: View, isNothingToDo = false): void {
  const { controls, blocks, change = '' } = view
  const buttons = controls.filter(({ kind }) => kind === 'button')
  const lists = controls.filter((control) => control.kind !== 'button' && !isMenu(control))
  const mains = buttons.filter((each) => each.kind === 'button' && each.style === 'primary')
  // A list to choose from is the next thing to do, as a primary button is elsewhere.
  expect(mains.length + (isNothingToDo ? 1 : 0) + lists.length).toBeGreaterThanOrEqual(1)
  expect(mains.length).toBeLessThanOrEqual(1)
  expect(buttons.length, labels(buttons).join(' | ')).toBeLessThanOrEqual(lists.length > 0 ? 3 : 4)
  expect(controls.length).toBeLessThanOrEqual(8)
  expect(controls.filter(isMenu).length).toBeLessThanOrEqual(1)
  for (const control of controls.filter(isMenu))
    if (control.kind === 'select') expect(control.options.length).toBeLessThanOrEqual(10)
  expect(new Set(labels(controls)).size).toBe(labels(controls).length)
  expect(Math.max(0, ...labels(controls).map(({ length }) => length))).toBeLessThanOrEqual(75)
  expect(blocks.filter((block) => block.kind === 'text' && block.text.startsWith('Tip:')).length).toBeLessThanOrEqual(1)
  expect(view.headline.length).toBeLessThanOrEqual(80)
  expect(change.split(' · ').length).toBeLessThanOrEqual(3)
  const words = viewText({ ...view, controls: [], blocks: blocks.filter(({ kind }) => kind !== 'lines') })
  expect(words.split('\n').length).toBeLessThanOrEqual(22)
  expect(words.length).toBeLessThanOrEqual(1_500)
}

describe('no card asks for more than a person takes in', () => {
  for (const [who, actor] of Object.entries(ACTORS))
    for (const [state, compose] of Object.entries(STATES))
      test.each([true, false])(`${who}, ${state}, others read along: %s`, (shared) => {
        const draft = composing({ facts, actor })
        compose(draft, actor)
        const ctx = contextOf(actor, shared)
        for (const help of HELP) {
          const here = { ...draft.draft(), ...help }
          const waits = here.status === 'awaiting-approval' && !isStaff(ctx)
          within(card(here, facts, ctx, '+2 Enamel mug, white', '+1 Tote bag, cream', 'Coupon', 'Ship to home'), waits)
          for (const pending of Object.values(QUESTIONS)) within(card({ ...here, pending }, facts, ctx), waits)
        }
      })
})

test('what changed is one line: two changes, and how many more', () => {
  const draft = composing({ facts, actor: SAM })
  const { change } = card(draft.draft(), facts, contextOf(SAM), 'one', 'two', 'three', 'four')
  expect(change).toBe('one · two · and 2 more')
})

test("a customer's first card for two items is at most 14 lines and 8 controls", () => {
  for (const actor of [jane, VISITOR]) {
    const draft = composing({ facts: actor === jane ? facts : factsFor(), actor })
    if (actor === jane) draft.say({ kind: 'select-customer', customer: JANE })
    two(draft)
    const view = card(draft.draft(), actor === jane ? facts : factsFor(), contextOf(actor), '+2 Enamel mug, white')
    const lines = viewText({ ...view, controls: [] })
      .split('\n')
      .filter((line) => /[^\s-]/.test(line))
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(14)
    expect(view.controls.length).toBeLessThanOrEqual(8)
    expect(view.headline).toMatch(/^Your cart · /)
    expect(viewText(view)).not.toContain('EMUG')
  }
})
