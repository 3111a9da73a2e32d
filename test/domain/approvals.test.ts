/**
 * Approvals of overrides, pure: what needs one, ceilings to the cent, who may decide, and what each
 * change of the draft does to it (rules.md A1).
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { given } from '#domain/base/given.ts'
import { decide } from '#domain/draft/decide/decide.ts'
import { newDraft } from '#domain/draft/new-draft.ts'
import { approversFor, beyond, ceilingsOf, covered, mayNotDecide } from '#domain/draft/prices/approvals.ts'
import { backToGranted } from '#domain/draft/prices/as-granted.ts'
import { customerSide } from '#domain/draft/sides.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { prepareSubmit } from '#domain/draft/submit/submission.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { Ceilings } from '#domain/model/approval.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { BackorderPolicy } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { GiveAway } from '#domain/model/ledger.ts'
import { priceDraft } from '#domain/pricing/pricing.ts'
import { KIM, SAM } from '#test/support/deciding.ts'
import { contentOf, factsOf, lineOf, NOW } from '#test/support/shop-fixtures.ts'

const LEE: Actor = { kind: 'staff', id: 'lee', name: 'Lee', role: 'lead', active: true }
const facts = factsOf()
const HOODIES = {
  tracked: true,
  sku: 'HOOD-BLACK-L',
  onHand: 0,
  reserved: 0,
  allocated: 0,
  backorders: 'allowed',
  discontinued: false,
  expected: [{ quantity: 10, on: '2026-12-05' }],
} as const
const late = { code: 'late delivery' }
const later = (hours: number): Facts => ({ ...facts, now: new Date(Date.parse(NOW) + hours * 3_600_000).toISOString() })

/** Four hoodies, 180.00 of goods; commands in turn, each of which has to be taken. */
const payable = { buyer: { kind: 'guest', email: 'jo@example.com' }, payment: { kind: 'link' } } as const
function composing(content = contentOf([lineOf('HOOD-BLACK-L', 4)], payable)) {
  let draft: OrderDraft = {
    ...newDraft({ id: 'd', ref: 1, owner: SAM, currency: 'USD', now: NOW, source: 's' }).draft,
    content,
  }
  let count = 0
  const kinds: string[] = []
  const attempt = (command: DraftCommand, actor: Actor, at: Facts) =>
    decide(draft, command, { facts: at, actor, source: `in-${++count}` })
  return {
    draft: () => draft,
    kinds,
    say(command: DraftCommand, actor: Actor = SAM, at: Facts = facts) {
      const decided = attempt(command, actor, at)
      if (!decided.ok) throw new Error(`${command.kind}: ${JSON.stringify(decided.refusal)}`)
      draft = decided.value.draft
      kinds.push(...decided.value.events.map((event) => event.kind))
      return draft
    },
    refused(command: DraftCommand, actor: Actor = SAM, at: Facts = facts) {
      const decided = attempt(command, actor, at)
      if (decided.ok) throw new Error(`${command.kind} was taken`)
      return decided.refusal
    },
    mayPlace: (at: Facts = facts, actor: Actor = SAM) => {
      const prepared = prepareSubmit({ draft, ledger: priceDraft(draft.content, at), facts: at, actor })
      return prepared.ok ? 'yes' : prepared.refusal.kind
    },
  }
}
const off = (amount: number): DraftCommand => ({ kind: 'subtract', amount, reason: late })
const ask = (asked: DraftCommand, id = 7): DraftCommand => ({
  kind: 'ask-approval',
  id,
  asked,
  lately: { byRep: 0, toCustomer: 0 },
})
const answer = (decision: Extract<DraftCommand, { kind: 'decide-approval' }>['decision'], id = 7): DraftCommand => ({
  kind: 'decide-approval',
  id,
  decision,
})
const approve = answer({ kind: 'approve' })
const overrides = ['over-limit', 'awaiting-approval']

describe('asking', () => {
  test('the amount is put on the draft and waits: place is stopped, everything else goes on', () => {
    const { say, draft, mayPlace, kinds } = composing()
    say(ask(off(4_000)))
    expect(draft()).toMatchObject({
      status: 'awaiting-approval',
      content: { subtraction: { amount: 4_000, by: 'staff:sam' } },
    })
    expect(mayPlace()).toBe('awaiting-approval')
    say({ kind: 'comment', text: 'ring the bell' })
    say({ kind: 'add-line', sku: 'PEN', quantity: 1 })
    expect(draft().approval).toMatchObject({ status: 'open', suggested: 1_000 })
    expect(kinds).toEqual(['subtraction-set', 'approval-asked', 'commented', 'line-added'])
  })

  test('a second request has to wait for the first, or for its withdrawal', () => {
    const { say, refused } = composing()
    say(ask(off(4_000)))
    expect(refused(ask(off(5_000), 8))).toEqual({ kind: 'awaiting-approval' })
    say({ kind: 'withdraw-approval' })
    expect(say(ask(off(5_000), 8)).approval).toMatchObject({ id: 8, status: 'open' })
  })

  test('withdrawn, what was on the draft before is back and it may be placed', () => {
    const { say, draft, mayPlace } = composing()
    say(off(500))
    say(ask(off(4_000)))
    say({ kind: 'withdraw-approval' })
    expect(draft()).toMatchObject({
      status: 'open',
      content: { subtraction: { amount: 500 } },
      approval: { status: 'withdrawn' },
    })
    expect(overrides).not.toContain(mayPlace())
  })

  test('lowered to the own limit it needs nobody; raised above what was asked it no longer applies and the choices return', () => {
    const lowered = composing()
    lowered.say(ask(off(4_000)))
    expect(lowered.say(off(1_000))).toMatchObject({ status: 'open', approval: { status: 'superseded' } })
    const raised = composing()
    raised.say(ask(off(4_000)))
    expect(raised.say(off(4_001))).toMatchObject({
      status: 'open',
      approval: { status: 'superseded' },
      pending: { kind: 'over-limit', asked: { amount: 4_001 } },
    })
    expect(raised.mayPlace()).toBe('over-limit')
  })

  test('a cancelled order takes its request with it', () => {
    const { say, refused } = composing()
    say(ask(off(4_000)))
    expect(say({ kind: 'cancel-draft' }).approval?.status).toBe('withdrawn')
    expect(refused(approve, KIM)).toMatchObject({ kind: 'already-decided', status: 'withdrawn' })
  })
})

describe('answering', () => {
  test('approved, then raised by 0.01: void and refused; back to it: covered again; lower: kept', () => {
    const { say, draft, mayPlace, kinds } = composing()
    say(ask(off(4_000)))
    say(approve, KIM)
    expect(draft()).toMatchObject({ status: 'open', approval: { status: 'approved', standing: 'covers' } })
    expect(overrides).not.toContain(mayPlace())
    say(off(4_001))
    expect(draft()).toMatchObject({
      content: { subtraction: { amount: 4_001 } },
      approval: { status: 'approved', standing: 'exceeded' },
      pending: { kind: 'over-limit' },
    })
    expect(mayPlace()).toBe('over-limit')
    say(off(4_000))
    expect(draft()).toMatchObject({ approval: { standing: 'covers' } })
    expect(draft().pending).toBeUndefined()
    expect(overrides).not.toContain(mayPlace())
    say(off(3_999))
    expect(overrides).not.toContain(mayPlace())
    expect(kinds).toContain('approval-voided')
    expect(kinds).toContain('approval-restored')
  })

  test('fewer goods raise the percentage: void; more goods keep it', () => {
    const { say, mayPlace, draft } = composing()
    say(ask(off(4_000)))
    say(approve, KIM)
    say({ kind: 'set-quantity', lineId: 'HOOD-BLACK-L', quantity: 5 })
    expect(overrides).not.toContain(mayPlace())
    say({ kind: 'set-quantity', lineId: 'HOOD-BLACK-L', quantity: 3 })
    expect(draft().approval?.standing).toBe('exceeded')
    expect(mayPlace()).toBe('over-limit')
  })

  test('declined, the discount is off again', () => {
    const { say, draft } = composing()
    say(ask(off(4_000)))
    say(answer({ kind: 'decline', reason: 'too much' }), KIM)
    expect(draft()).toMatchObject({
      status: 'open',
      approval: { status: 'declined', answer: { byName: 'Kim', reason: 'too much' } },
    })
    expect(draft().content.subtraction).toBeUndefined()
  })

  test('countered: accepted it is approved as offered, and a cent more is not', () => {
    const { say, draft, mayPlace } = composing()
    say(ask(off(4_000)))
    say(answer({ kind: 'counter', figure: 2_500 }), KIM)
    expect(draft()).toMatchObject({
      status: 'awaiting-approval',
      content: { subtraction: { amount: 4_000 } },
      approval: { status: 'countered' },
    })
    expect(mayPlace()).toBe('awaiting-approval')
    say({ kind: 'accept-counter' })
    expect(draft()).toMatchObject({
      status: 'open',
      content: { subtraction: { amount: 2_500, by: 'staff:sam' } },
      approval: { status: 'approved', ceilings: { amount: 2_500 } },
    })
    expect(overrides).not.toContain(mayPlace())
    say(off(2_501))
    expect(mayPlace()).toBe('over-limit')
  })

  test('an offer has to give less than was asked', () => {
    const { say, refused } = composing()
    say(ask(off(4_000)))
    expect(refused(answer({ kind: 'counter', figure: 4_000 }), KIM)).toEqual({
      kind: 'bad-counter',
      id: 7,
      asked: 4_000,
    })
    expect(refused(answer({ kind: 'counter', figure: 0 }), KIM).kind).toBe('bad-amount')
  })

  test('the second learns who was first and when', () => {
    const { say, refused } = composing()
    say(ask(off(4_000)))
    say(approve, KIM)
    expect(refused(answer({ kind: 'decline' }), { ...LEE, id: 'ada', role: 'admin' })).toEqual({
      kind: 'already-decided',
      id: 7,
      status: 'approved',
      by: 'Kim',
      at: NOW,
    })
  })

  test('a request of another number, or one that ran out, is not there', () => {
    const { say, refused } = composing()
    say(ask(off(4_000)))
    expect(refused(answer({ kind: 'approve' }, 8), KIM)).toEqual({ kind: 'no-approval', id: 8 })
    expect(refused(approve, KIM, later(24))).toEqual({ kind: 'no-approval', id: 7 })
  })

  test('an approval runs out after a day: the amount stands unapproved, and asking again is possible', () => {
    const { say, draft, mayPlace } = composing()
    say(ask(off(4_000)))
    say(approve, KIM, later(1))
    expect(overrides).not.toContain(mayPlace(later(24)))
    expect(mayPlace(later(25))).toBe('over-limit')
    say({ kind: 'expire-approval', id: 7 }, KIM, later(25))
    expect(draft()).toMatchObject({ content: { subtraction: { amount: 4_000 } }, approval: { status: 'expired' } })
    expect(say(ask(off(4_000), 8), SAM, later(25)).approval).toMatchObject({ id: 8, status: 'open' })
  })
})

describe('who may decide', () => {
  const given: GiveAway = { lines: 0, subtraction: 4_000, shipping: 0, total: 4_000, base: 19_500, perLine: [] }
  const no = (actor: Actor, authors: readonly string[] = ['staff:sam'], more: GiveAway = given) =>
    mayNotDecide(actor, authors, more, facts)
  test('a lead within the own limit and a manager; never a rep, a customer, somebody suspended, or an author under any account', () => {
    expect([no(LEE), no(KIM)]).toEqual([undefined, undefined])
    expect(no(SAM)).toBe('right')
    expect(no({ kind: 'guest', id: 'discord:1', name: 'x' })).toBe('right')
    expect(no({ ...KIM, active: false } as Actor)).toBe('right')
    expect(no(KIM, ['staff:sam', 'staff:kim'])).toBe('author')
    expect(no(LEE, ['staff:sam'], { ...given, total: 5_001 })).toBe('limit')
    expect(no({ ...KIM, rights: ['compose'] } as Actor)).toBe('right')
  })

  test('nobody approves a draft they gave something away on, whoever asked', () => {
    const { say, refused } = composing()
    say({ kind: 'override-shipping', amount: 500, reason: late }, LEE)
    say(ask(off(4_000)))
    expect(refused(approve, LEE)).toMatchObject({ kind: 'may-not-decide', why: 'author' })
    expect(refused(answer({ kind: 'decline' }), LEE)).toMatchObject({ kind: 'may-not-decide', why: 'author' })
    say(approve, KIM)
  })

  test('a lead may decline or counter what is above their own limit, not approve it', () => {
    const { say, refused } = composing()
    say(ask(off(6_000)))
    expect(refused(approve, LEE)).toMatchObject({ kind: 'may-not-decide', why: 'limit' })
    expect(say(answer({ kind: 'counter', figure: 3_000 }), LEE).approval?.status).toBe('countered')
  })

  test('the nearest role is asked first, and only those who may', () => {
    const staff = [KIM, LEE, SAM, { ...KIM, id: 'ada', role: 'admin' }, { ...LEE, id: 'zoe', active: false }].map(
      (one) => ({
        ...one,
        users: [],
      }),
    )
    const ids = approversFor(staff as never, ['staff:sam'], given, facts).map(({ id }) => id)
    expect(ids).toEqual(['lee', 'kim', 'ada'])
    expect(approversFor(staff as never, ['staff:lee'], { ...given, total: 9_000 }, facts).map(({ id }) => id)).toEqual([
      'kim',
      'ada',
    ])
  })
})

describe('ceilings', () => {
  const ceilings: Ceilings = {
    amount: 1_000,
    base: 10_000,
    line: { given: 300, list: 1_000 },
    customer: 'guest:',
    currency: 'USD',
  }
  const draft = { content: contentOf([]), currency: 'USD' }
  const of = (total: number, base: number, perLine: GiveAway['perLine'] = []): GiveAway => ({
    lines: 0,
    subtraction: total,
    shipping: 0,
    total,
    base,
    perLine,
  })
  test.each([
    ['equal to all passes', of(1_000, 10_000, [{ lineId: 'a', list: 2_000, given: 600 }]), undefined],
    ['a cent more', of(1_001, 99_999), 'amount'],
    ['a smaller base', of(1_000, 9_999), 'percent'],
    ['less of less, the same share', of(500, 5_000), undefined],
    ['a line over its share', of(601, 99_999, [{ lineId: 'a', list: 2_000, given: 601 }]), 'line-percent'],
    ['nothing given', of(0, 0), undefined],
    ['anything of nothing', of(1, 0), 'percent'],
  ] as const)('%s', (_name, given, expected) => expect(beyond(draft, given, ceilings)).toBe(expected))

  test('another customer or currency is another request', () => {
    expect(beyond({ ...draft, currency: 'EUR' }, of(1, 1_000), ceilings)).toBe('currency')
    const other = contentOf([], { buyer: { kind: 'guest', email: 'pat@example.com' } })
    expect(beyond({ ...draft, content: other }, of(1, 1_000), ceilings)).toBe('customer')
  })

  test('whatever is approved covers itself and everything below it, and nothing above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_001, max: 9_000 }), fc.integer({ min: -900, max: 900 }), (amount, change) => {
        const { say, draft: now } = composing()
        say(ask(off(amount)))
        say(approve, KIM)
        if (change !== 0) say(off(Math.max(1, amount + change)))
        expect(covered(now(), priceDraft(now().content, facts), NOW)).toBe(change <= 0)
      }),
      { numRuns: 60 },
    )
  })

  test('the worst line is the ceiling of lines', () => {
    const given = of(900, 10_000, [
      { lineId: 'a', list: 1_000, given: 100 },
      { lineId: 'b', list: 500, given: 400 },
    ])
    expect(ceilingsOf(contentOf([]), given, 'USD').line).toEqual({ given: 400, list: 500 })
  })
})

test('what the same rep gave the same customer within a day counts with it', () => {
  const before: Facts = { ...facts, givenBefore: { total: 800, base: 8_000 } }
  const { refused, say } = composing()
  expect(refused(off(201), SAM, before)).toMatchObject({ kind: 'over-limit', limit: 'amount' })
  say(off(200), SAM, before)
  const alone = { ...facts, givenBefore: { total: 0, base: 0 } }
  say(off(1_000), SAM, alone)
})

describe('what is judged is what is charged', () => {
  const shortBy = (onHand: number): Facts => ({
    ...facts,
    stock: new Map([['HOOD-BLACK-L', { ...HOODIES, onHand }]]),
  })
  const chosen = (backorderPolicy?: BackorderPolicy) =>
    composing(contentOf([lineOf('HOOD-BLACK-L', 4)], { ...payable, ...given({ backorderPolicy }) }))
  const overAt = (draft: OrderDraft, at: Facts) => {
    const prepared = prepareSubmit({ draft, ledger: ledgerOf(draft, at), facts: at, actor: SAM })
    return !prepared.ok && overrides.includes(prepared.refusal.kind)
  }

  test.each([
    'ship-complete',
    'ship-available-then-backorder',
    'ship-available-drop-rest',
    'move-to-separate-order',
  ] as const)('%s: an approval shows, and covers, the order that is placed', (policy) => {
    const at = shortBy(3)
    const { say } = chosen(policy)
    const waiting = say(ask(off(4_000)), SAM, at)
    const { total, giveAway } = ledgerOf(waiting, at)
    expect(waiting.approval?.shown).toMatchObject({ after: total, base: giveAway.base, given: 4_000 })
    expect(overAt(say(approve, KIM, at), at)).toBe(false)
  })

  test('goods run short after the approval: asked again it covers what is left, and declined it is off', () => {
    const { say, draft } = chosen('ship-available-drop-rest')
    say(ask(off(4_000)))
    say(approve, KIM)
    expect(overAt(draft(), shortBy(2))).toBe(true)
    say(ask(off(4_000), 8), SAM, shortBy(2))
    expect(overAt(say(answer({ kind: 'approve' }, 8), KIM, shortBy(2)), shortBy(2))).toBe(false)
    expect(overAt(draft(), shortBy(1))).toBe(true)
    say(ask(off(4_000), 9), SAM, shortBy(1))
    expect(say(answer({ kind: 'decline' }, 9), KIM, shortBy(1)).content.subtraction).toBeUndefined()
  })

  test('a no takes it off, also where the goods that came meanwhile would let the rep give it', () => {
    const { say } = chosen('ship-available-drop-rest')
    say(ask(off(800)), SAM, shortBy(1))
    expect(say(answer({ kind: 'decline' }), KIM, facts).content.subtraction).toBeUndefined()
  })

  test('what comes back after a no is what stood by right, not what an earlier request left there', () => {
    const { say } = composing()
    say(off(500))
    say(ask(off(4_000)))
    say({ kind: 'expire-approval', id: 7 }, KIM, later(25))
    say(ask(off(5_000), 8), SAM, later(25))
    expect(say({ kind: 'withdraw-approval' }, SAM, later(25)).content.subtraction).toMatchObject({ amount: 500 })
  })

  const twice = (answers: (each: ReturnType<typeof composing>) => void) => {
    const each = composing()
    each.say(ask(off(3_000)))
    each.say(approve, KIM)
    each.say(off(4_000))
    each.say(ask(off(4_000), 8))
    answers(each)
    return each
  }
  test.each([
    ['declined', (each) => each.say(answer({ kind: 'decline' }, 8), KIM)],
    ['withdrawn', (each) => each.say({ kind: 'withdraw-approval' })],
  ] as const satisfies readonly (readonly [string, (each: ReturnType<typeof composing>) => unknown])[])(
    'more than was granted, %s: what was granted stands, and so does its approval',
    (_, answers) => {
      const { draft, mayPlace, say, refused } = twice(answers)
      expect(draft().content.subtraction).toMatchObject({ amount: 3_000 })
      expect(overrides).not.toContain(mayPlace())
      expect(refused(off(3_001))).toMatchObject({ kind: 'over-limit' })
      say(off(2_900))
      say(off(3_000))
      expect(overrides).not.toContain(mayPlace())
      expect(overrides).toContain(mayPlace(later(25)))
    },
  )

  test('more than was granted is no price of the customer: they see what was granted, waiting or not yet asked', () => {
    const seen = (each: ReturnType<typeof composing>) =>
      customerSide(each.draft(), facts).draft.content.subtraction?.amount
    const each = composing()
    each.say(off(400))
    each.say(ask(off(3_000)))
    expect(seen(each)).toBe(400)
    each.say(approve, KIM)
    each.say(off(4_000))
    expect(seen(each)).toBe(3_000)
    each.say(ask(off(4_000), 8))
    expect(seen(each)).toBe(3_000)
  })

  test('a customer’s change shrinks what was granted, never what the rep only asked for', () => {
    const each = composing()
    each.say(ask(off(3_000)))
    each.say(approve, KIM)
    each.say(off(4_000))
    const pat: Actor = { kind: 'guest', id: 'pat', name: 'Pat' }
    expect(each.say({ kind: 'add-line', sku: 'PEN', quantity: 1 }, pat).content.subtraction?.amount).toBe(3_000)
    expect(each.draft().pending).toMatchObject({ kind: 'over-limit', asked: { amount: 4_000 } })
    each.say({ kind: 'set-quantity', lineId: 'HOOD-BLACK-L', quantity: 2 }, pat)
    expect(each.draft().content.subtraction?.amount).toBeLessThanOrEqual(3_000)
    expect(overrides).not.toContain(each.mayPlace())
  })

  test('left as it is, the discount goes back to what the approval covers of the order as it is', () => {
    const each = composing()
    each.say(ask(off(3_000)))
    each.say(approve, KIM)
    each.say({ kind: 'set-quantity', lineId: 'HOOD-BLACK-L', quantity: 2 })
    for (const command of backToGranted(each.draft(), facts) ?? []) each.say(command)
    expect(each.draft()).toMatchObject({
      content: { subtraction: { amount: 1_542 } },
      approval: { standing: 'covers' },
    })
    expect(overrides).not.toContain(each.mayPlace())
  })

  test("a reason in one's own words stands by itself: no 'other' before it", () => {
    const { say } = composing()
    say(ask({ kind: 'subtract', amount: 4_000, reason: { code: 'other', text: 'her third late parcel' } }))
    const decision = { kind: 'counter', figure: 1_000, reason: 'that much is fair' } as const
    const offered = decide(say({ kind: 'comment', text: 'hi' }), answer(decision), { facts, actor: KIM, source: 'k' })
    const label = offered.ok ? offered.value.events.at(-1)?.label : ''
    expect(label).toBe('Kim answered A7: 10.00 off: her third late parcel, instead of 40.00: that much is fair')
  })

  test('the limit of the rep is of what is charged too', () => {
    const { refused, say } = chosen('ship-available-drop-rest')
    expect(refused(off(1_000), SAM, shortBy(1))).toMatchObject({ kind: 'over-limit' })
    say(off(1_000), SAM, facts)
  })
})
