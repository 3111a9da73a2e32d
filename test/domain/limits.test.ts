/**
 * What a role may give away: E1's 14.95 of 102.06, each limit alone, equal to the limit, and what
 * the limit allows instead (rules.md A1).
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '#domain/draft/decide/decide.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import { answersFor, exceeded, limitOf, overLimit, withinLimit } from '#domain/draft/prices/limits.ts'
import type { Actor } from '#domain/model/actor.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { GiveAway } from '#domain/model/ledger.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { KIM, SAM, VISITOR } from '#test/support/deciding.ts'
import {
  contentOf,
  coupon,
  factsOf,
  lineOf,
  METHODS,
  NOW,
  presenting,
  promotion,
  settingsOf,
  shopOf,
  some,
} from '#test/support/shop-fixtures.ts'

const LEE: Actor = { kind: 'staff', id: 'lee', name: 'Lee', role: 'lead', active: true }
const goodwill = { code: 'goodwill' }
const rules = [
  promotion('TEN-B', { kind: 'line-percent', percentPpm: 100_000, target: some({ skus: ['B'] }) }),
  promotion('FIVE', { kind: 'order-amount', amount: 500 }, { conditions: { minimum: 7_500 } }),
]
const at895 = METHODS.map((method) =>
  method.id === 'standard' ? { ...method, rates: { kind: 'flat' as const, amount: 895 } } : method,
)
const facts = factsOf(
  shopOf({ promotions: rules, shippingMethods: at895 }, [
    coupon('FIFTEEN', { kind: 'order-percent', percentPpm: 150_000 }),
  ]),
)

const draftOf = (content: DraftContent): OrderDraft => ({
  ...newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 's' }).draft,
  content,
})
const E1 = contentOf([lineOf('A', 3), lineOf('B', 1), lineOf('C', 2)], presenting('FIFTEEN'))
const subtracted: DraftContent = { ...E1, subtraction: { amount: 1_000, reason: 'goodwill', by: 'staff:sam' } }
const context = (actor: Actor) => ({ facts, actor, source: 'in-1' })

describe('E1', () => {
  test("10.00 off alone is within the rep's 10.00 and 10 %: nobody is asked", () => {
    expect(decide(draftOf(E1), { kind: 'subtract', amount: 1_000, reason: goodwill }, context(SAM)).ok).toBe(true)
    const given = priceDraft(subtracted, facts).giveAway
    expect(given).toMatchObject({ total: 1_000, base: 10_206 })
  })

  test("with shipping 8.95, now 4.00 it is 14.95 of 102.06, 14.65 %: over the rep's limit", () => {
    const asked: DraftCommand = { kind: 'override-shipping', amount: 400, reason: goodwill }
    const decided = decide(draftOf(subtracted), asked, context(SAM))
    expect(!decided.ok && decided.refusal).toEqual({
      kind: 'over-limit',
      role: 'rep',
      asked: 400,
      allowed: 895,
      percentPpm: 146_482,
      limit: 'percent',
    })
    expect(withinLimit(draftOf(subtracted), asked, context(SAM))).toBeUndefined()
    expect(decide(draftOf(subtracted), asked, context(LEE)).ok).toBe(true)
    expect(decide(draftOf(subtracted), asked, context(KIM)).ok).toBe(true)
  })

  test('the submit asks again, of the draft as it stands', () => {
    const [main] = subtracted.groups
    if (main === undefined) throw new Error('main')
    const both = {
      ...subtracted,
      groups: [{ ...main, override: { amount: 400, reason: 'goodwill', by: 'staff:kim' } }],
    }
    const given = priceDraft(both, facts).giveAway
    expect(given).toMatchObject({ lines: 0, subtraction: 1_000, shipping: 495, total: 1_495, base: 10_206 })
    expect(overLimit(given, 'rep', facts.shop.settings)).toEqual({
      kind: 'over-limit',
      role: 'rep',
      asked: 1_495,
      allowed: 1_000,
      percentPpm: 146_482,
      limit: 'percent',
    })
    expect(overLimit(given, answersFor(VISITOR, draftOf(subtracted).content), facts.shop.settings)?.kind).toBe(
      'over-limit',
    )
    expect(overLimit(given, roleOf(KIM), facts.shop.settings)).toBeUndefined()
  })
})

describe('each limit alone', () => {
  const given = (total: number, base: number, perLine: GiveAway['perLine'] = []): GiveAway => ({
    lines: 0,
    subtraction: total,
    shipping: 0,
    total,
    base,
    perLine,
  })
  test.each([
    ['equal to the percent passes', given(1_000, 10_000), { percentPpm: 100_000 }, undefined],
    ['one minor unit more does not', given(1_001, 10_000), { percentPpm: 100_000 }, 'percent'],
    ['percents are compared without rounding', given(333_334, 1_000_000), { percentPpm: 333_333 }, 'percent'],
    [
      'products beyond 2^53 stay exact',
      given(900_719_925_474_100, 9_007_199_254_740_991),
      { percentPpm: 100_000 },
      'percent',
    ],
    ['equal to the amount passes', given(1_000, 1_000), { amount: 1_000 }, undefined],
    ['more than the amount does not', given(1_001, 9_000_000), { amount: 1_000 }, 'amount'],
    [
      'equal to the percent of a line passes',
      given(300, 9_000, [{ lineId: 'a', list: 1_500, given: 300 }]),
      { linePercentPpm: 200_000 },
      undefined,
    ],
    [
      'any line over its percent does not',
      given(901, 9_000, [
        { lineId: 'a', list: 1_500, given: 300 },
        { lineId: 'b', list: 3_000, given: 601 },
      ]),
      { linePercentPpm: 200_000 },
      'line-percent',
    ],
    ['nothing given is never over', given(0, 0), { percentPpm: 0, amount: 0, linePercentPpm: 0 }, undefined],
    ['anything of nothing is over', given(1, 0), { percentPpm: 990_000 }, 'percent'],
    ['no limit', given(9_999, 9_999), {}, undefined],
  ] as const)('%s', (_name, of, limit, expected) => {
    expect(exceeded(of, limit)?.limit).toBe(expected)
  })

  test('customers may give nothing, and neither may a role the shop does not list; managers answer for the shop', () => {
    const bare = settingsOf({ limits: {} })
    expect(exceeded(given(1, 1_000), limitOf('customer', bare))?.limit).toBe('percent')
    expect(exceeded(given(1, 1_000), limitOf('rep', bare))?.limit).toBe('percent')
    expect(exceeded(given(1_000, 1_000), limitOf('manager', bare))).toBeUndefined()
    const refused = decide(draftOf(E1), { kind: 'subtract', amount: 1, reason: goodwill }, context(VISITOR))
    expect(!refused.ok && refused.refusal).toEqual({ kind: 'not-allowed', role: 'customer', to: 'adjust-prices' })
  })
})

describe('what the limit allows instead', () => {
  const demo = { facts: factsOf(), actor: SAM, source: 'in-1' }
  const cart = draftOf(contentOf([lineOf('HOOD-BLACK-L', 1), lineOf('PEN', 1)]))
  test.each<[string, DraftCommand, DraftCommand | undefined]>([
    // Base 46.50 + 5.95 = 52.45, ten percent of it 5.245.
    [
      'subtraction: the most that is 10 %',
      { kind: 'subtract', amount: 4_000, reason: goodwill },
      { kind: 'subtract', amount: 524, reason: goodwill },
    ],
    [
      'shipping: the least that is 10 % off in all',
      { kind: 'override-shipping', amount: 0, reason: goodwill },
      { kind: 'override-shipping', amount: 71, reason: goodwill },
    ],
    [
      'line price: 20 % of the line, 1.50, now 1.20',
      { kind: 'override-line', lineId: 'PEN', change: { kind: 'price', amount: 50 }, reason: goodwill },
      { kind: 'override-line', lineId: 'PEN', change: { kind: 'price', amount: 120 }, reason: goodwill },
    ],
    [
      'amount off a line',
      { kind: 'override-line', lineId: 'PEN', change: { kind: 'amount-off', amount: 100 }, reason: goodwill },
      { kind: 'override-line', lineId: 'PEN', change: { kind: 'amount-off', amount: 30 }, reason: goodwill },
    ],
    [
      'percent off a line, in tenths',
      {
        kind: 'override-line',
        lineId: 'HOOD-BLACK-L',
        change: { kind: 'percent-off', percentPpm: 400_000 },
        reason: goodwill,
      },
      {
        kind: 'override-line',
        lineId: 'HOOD-BLACK-L',
        change: { kind: 'percent-off', percentPpm: 116_000 },
        reason: goodwill,
      },
    ],
    [
      'within it: the command itself',
      { kind: 'subtract', amount: 100, reason: goodwill },
      { kind: 'subtract', amount: 100, reason: goodwill },
    ],
    ['no adjustment at all', { kind: 'comment', text: 'x' }, undefined],
  ])('%s', (_name, asked, allowed) => {
    expect(withinLimit(cart, asked, demo)).toEqual(allowed)
  })

  test('is always accepted, and one step more never is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6_000 }), fc.integer({ min: 1, max: 5 }), (amount, quantity) => {
        const draft = draftOf(contentOf([lineOf('HOOD-BLACK-L', quantity), lineOf('PEN', 3)]))
        const asked: DraftCommand = { kind: 'subtract', amount, reason: goodwill }
        const within = withinLimit(draft, asked, demo)
        if (within?.kind !== 'subtract') throw new Error('something is always allowed here')
        expect(decide(draft, within, demo).ok).toBe(true)
        if (within.amount < amount) expect(decide(draft, { ...within, amount: within.amount + 1 }, demo).ok).toBe(false)
      }),
    )
  })

  test('on an empty cart the amount itself is judged', () => {
    const empty = draftOf(contentOf([]))
    expect(decide(empty, { kind: 'subtract', amount: 1_000, reason: goodwill }, demo).ok).toBe(true)
    const refused = decide(empty, { kind: 'subtract', amount: 1_001, reason: goodwill }, demo)
    expect(!refused.ok && refused.refusal).toMatchObject({ kind: 'over-limit', allowed: 1_000, limit: 'amount' })
  })
})
