/**
 * Whatever is typed, in whatever order, a draft stays a draft: 10 000 random command sequences
 * against its invariants.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, sealTurn } from '#domain/draft/decide/decide.ts'
import { applyPatch, diffContent, replay, sameValue } from '#domain/draft/draft-patch.ts'
import { missingFacts } from '#domain/draft/missing.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import { prepareSubmit } from '#domain/draft/submit/submission.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { Address } from '#domain/model/customer.ts'
import type { DraftEvent, OrderDraft } from '#domain/model/draft.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import { ACME, BONN, DEMO_COUPONS, factsOf, IL, inUS, JANE, NOW } from '#test/support/shop-fixtures.ts'

const skus = fc.constantFrom('MUG-BLUE-11OZ', 'MUG-BLUE-15OZ', 'HOOD-BLACK-L', 'SOCK-BLACK-SM', 'PEN', 'NO-SUCH')
const lineIds = fc.constantFrom('l1', 'l2', 'l3', 'l4', 'l9')
const quantities = fc.oneof(
  fc.integer({ min: 1, max: 5 }),
  fc.constantFrom(0, -1, 1.5, 998, 999, 1000, Number.NaN, 1e9),
)
const amounts = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.constantFrom(-1, 0.5, Number.NaN, 1e15, Number.MAX_SAFE_INTEGER),
)
const bad: Address = { ...IL, postcode: 'X' }
const addresses = fc.constantFrom(IL, inUS('OR', '97301'), inUS('CA', '94105'), BONN, bad, { ...IL, name: '' })
const reasons = fc.constantFrom({ code: 'goodwill' }, { code: '' }, { code: 'the cat', text: 'sat on it' })
const groups = fc.constantFrom('main', 'g2', 'g3')
const words = fc.constantFrom('', 'gift wrap', 'ring the bell')
const code = fc.constantFrom(...DEMO_COUPONS.map((coupon) => coupon.code), 'NOPE')
const k = <K extends DraftCommand['kind']>(kind: K) => fc.constant(kind)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })

const commands: fc.Arbitrary<DraftCommand> = fc.oneof(
  fc.record({ kind: k('select-customer'), customer: fc.constantFrom(JANE, ACME) }),
  fc.constantFrom<DraftCommand[]>(
    { kind: 'set-guest' },
    { kind: 'set-guest', email: 'jane.doe@example.com' },
    { kind: 'set-guest', name: 'Pat', email: 'pat@example.com' },
    { kind: 'set-guest', phone: '217 555 0199' },
    { kind: 'set-guest', email: 'not an e-mail' },
    { kind: 'clear-cart' },
    { kind: 'undo' },
    { kind: 'undo' },
    { kind: 'redo' },
    { kind: 'undo', back: { before: 'coupon' } },
    { kind: 'bill-to' },
    { kind: 'remove-adjustment' },
    { kind: 'quote', days: 7 },
    { kind: 'register', name: 'Pat Lee', email: 'pat@example.com' },
    { kind: 'set-backorder-policy', policy: 'ship-complete' },
  ),
  { weight: 3, arbitrary: fc.record({ kind: k('add-line'), sku: skus, quantity: quantities }) },
  fc.record({ kind: k('add-line'), sku: skus, quantity: quantities, note: words }),
  fc.record({ kind: k('set-quantity'), lineId: lineIds, quantity: quantities }),
  fc.record({ kind: k('remove-line'), lineId: lineIds }),
  fc.record({ kind: k('replace-line'), lineId: lineIds, sku: skus, quantity: quantities }),
  fc.record({ kind: k('split-line'), lineId: lineIds, sku: skus, quantity: quantities }),
  fc.record({ kind: k('note-line'), lineId: lineIds, note: words }),
  fc.record({ kind: k('ship-to'), address: addresses, group: groups }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: k('ship-line-to'), lineId: lineIds, quantity: quantities, address: addresses }),
  },
  fc.record({ kind: k('bill-to'), address: addresses }),
  fc.record({
    kind: k('set-method'),
    method: fc.constantFrom('express', 'pickup', 'international', 'balloon'),
    group: groups,
  }),
  fc.record({ kind: k('set-payment'), payment: fc.constantFrom('link', 'stored', 'invoice', 'delivery') }),
  fc.record({ kind: k('add-coupon'), code, replacing: fc.array(code, { maxLength: 1 }) }),
  fc.record({ kind: k('remove-coupon'), code }),
  fc.record({ kind: k('subtract'), amount: amounts, reason: reasons }),
  fc.record({ kind: k('override-shipping'), amount: amounts, reason: reasons, group: groups }),
  fc.record({
    kind: k('override-line'),
    lineId: lineIds,
    reason: reasons,
    change: fc.oneof(
      fc.record({ kind: fc.constantFrom('price' as const, 'amount-off' as const), amount: amounts }),
      fc.record({
        kind: fc.constant('percent-off' as const),
        percentPpm: fc.constantFrom(-1, 0, 50_000, 333_333, 1_000_000, 2_000_000),
      }),
    ),
  }),
  fc.record({ kind: fc.constantFrom('comment' as const, 'memo' as const), text: words }),
  fc.record({ kind: k('confirm-warning'), warning: fc.constantFrom('draft:3', 'order:10001') }),
)

/** Several commands may come in one inbound; time passes; anybody may speak. */
const turns = fc.array(
  fc.record({
    commands: fc.array(commands, { minLength: 1, maxLength: 3 }),
    actor: fc.oneof({ weight: 4, arbitrary: fc.constant<Actor>(SAM) }, fc.constantFrom<Actor[]>(KIM, VISITOR)),
    hours: maybe(fc.constantFrom(1, 30)),
  }),
  { minLength: 1, maxLength: 14 },
)

const buyerFacts = (draft: OrderDraft, now: string) => {
  const { buyer } = draft.content
  const customer = buyer.kind === 'registered' ? [JANE, ACME].find((one) => one.id === buyer.customerId) : undefined
  return factsOf(undefined, { now, ...(customer === undefined ? {} : { customer }) })
}

function checkInvariants(draft: OrderDraft): void {
  const { lines, groups } = draft.content
  expect(lines.length).toBeLessThanOrEqual(300)
  expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length)
  expect(groups[0]?.id).toBe('main')
  expect(groups.filter((group) => group.id === 'main').length).toBe(1)
  for (const line of lines) {
    expect(Number.isInteger(line.quantity) && line.quantity >= 1 && line.quantity <= 999).toBe(true)
    expect(
      line.override === undefined || (line.override.unitPrice >= 0 && line.override.unitPrice <= line.unitPrice),
    ).toBe(true)
    expect(line.elsewhere.reduce((total, part) => total + part.quantity, 0)).toBeLessThanOrEqual(line.quantity)
    expect(
      line.elsewhere.every(
        (part) => part.quantity > 0 && part.group !== 'main' && groups.some((group) => group.id === part.group),
      ),
    ).toBe(true)
  }
  for (const group of groups.slice(1))
    expect(lines.some((line) => line.elsewhere.some((part) => part.group === group.id))).toBe(true)
  expect(draft.undo.length).toBeLessThanOrEqual(50)
  expect(draft.focus.every((id) => lines.some((line) => line.id === id))).toBe(true)
  expect(draft.status === 'quoted').toBe(draft.quote !== undefined)
}

function checkUndo(draft: OrderDraft, now: string): void {
  const context = { facts: buyerFacts(draft, now), actor: SAM, source: 'back' }
  const back = decide(draft, { kind: 'undo' }, context)
  if (!back.ok) {
    expect(draft.undo).toEqual([])
    return
  }
  const again = decide(back.value.draft, { kind: 'redo' }, context)
  expect(again.ok && again.value.draft.content).toEqual(draft.content)
  expect(again.ok && again.value.draft.undo).toEqual(draft.undo)
}

test('10 000 random conversations keep every invariant; events replay to the content; undo then redo is nothing; nothing throws', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(turns, (said) => {
      let draft = newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 'start' }).draft
      let now = NOW
      const events: DraftEvent[] = []
      said.forEach((turn, index) => {
        now = new Date(Date.parse(now) + (turn.hours ?? 0) * 3_600_000).toISOString()
        const before = draft
        const turnEvents: DraftEvent[] = []
        for (const command of turn.commands) {
          const decided = decide(draft, command, {
            facts: buyerFacts(draft, now),
            actor: turn.actor,
            source: `in-${index}`,
          })
          if (!decided.ok) continue
          draft = decided.value.draft
          turnEvents.push(...decided.value.events)
        }
        draft = sealTurn(before, draft, turnEvents)
        events.push(...turnEvents)
        expect(draft.revision).toBe(before.revision + (turnEvents.length > 0 ? 1 : 0))
        if (turnEvents.length === 0) expect(draft).toEqual(before)
      })
      checkInvariants(draft)
      expect(replay(events)).toEqual(draft.content)
      expect(events.reduceRight((content, event) => applyPatch(content, event.before), draft.content)).toEqual(
        replay([]),
      )
      checkUndo(draft, now)
      const facts = buyerFacts(draft, now)
      const ledger = priceDraft(draft.content, facts)
      const missing = missingFacts(draft, ledger, facts)
      const submit = prepareSubmit({ draft, ledger, facts, actor: SAM })
      if (submit.ok) expect(missing).toEqual([])
    }),
    { numRuns: 10_000 },
  )
})

test('undoing everything leads back to an empty draft', () => {
  fc.assert(
    fc.property(turns, (said) => {
      let draft = newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 'start' }).draft
      const empty = draft.content
      said.forEach((turn, index) => {
        for (const command of turn.commands) {
          const decided = decide(draft, command, { facts: buyerFacts(draft, NOW), actor: SAM, source: `in-${index}` })
          if (decided.ok) draft = decided.value.draft
        }
      })
      while (draft.undo.length > 0) {
        const back = decide(draft, { kind: 'undo' }, { facts: buyerFacts(draft, NOW), actor: SAM, source: 'back' })
        if (!back.ok) throw new Error('a step could not be undone')
        draft = back.value.draft
      }
      expect(draft.content).toEqual(empty)
    }),
    { numRuns: 1_000 },
  )
})

test('a patch is what turns one content into another, and nothing for equal ones', () => {
  fc.assert(
    fc.property(turns, turns, (one, other) => {
      const [a, b] = [one, other].map((said) => {
        let draft = newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 'start' }).draft
        for (const command of said.flatMap((turn) => turn.commands)) {
          const decided = decide(draft, command, { facts: buyerFacts(draft, NOW), actor: KIM, source: 'x' })
          if (decided.ok) draft = decided.value.draft
        }
        return draft.content
      })
      if (a === undefined || b === undefined) throw new Error('two contents')
      const forth = applyPatch(a, diffContent(a, b))
      expect(sameValue(forth, b)).toBe(true)
      expect(forth.lines.map((line) => line.id)).toEqual(b.lines.map((line) => line.id))
      expect(diffContent(b, forth)).toEqual({})
    }),
    { numRuns: 500 },
  )
})
