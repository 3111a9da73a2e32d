import { describe, expect, test } from 'vitest'
import type { Control } from '#conversation/edge/view.ts'
import type { Actor } from '#domain/model/actor.ts'
import { composing, SAM, VISITOR } from '#test/support/deciding.ts'
import { BONN, inUS } from '#test/support/shop-fixtures.ts'
import { card, contextOf, factsFor, JANE, words } from './demo.ts'

const facts = factsFor(JANE)
const jane: Actor = { kind: 'customer', customerId: JANE.id, name: JANE.name }

function composed(owner: Actor = SAM): ReturnType<typeof composing> {
  const draft = composing({ facts, actor: owner })
  draft.say({ kind: 'select-customer', customer: JANE }, { source: 'm1' })
  draft.say(
    {
      kind: 'add-line',
      sku: 'MUG-BLUE-11OZ',
      quantity: 2,
      assumed: [{ option: 'volume', value: '11oz', because: 'last-time' }],
    },
    { source: 'm1' },
  )
  draft.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 1 }, { source: 'm1' })
  return draft
}
const labels = (controls: readonly Control[]): readonly string[] =>
  controls.flatMap((control) =>
    control.kind === 'select' ? control.options.map(({ label }) => label) : [control.label],
  )

describe('the golden path on the card', () => {
  test('a rep reads Jane Doe at 80.64, ready to be placed', () => {
    expect(
      words(
        card(composed().draft(), facts, contextOf(SAM), '+2 Classic mug, blue, 11 oz', '+1 Pullover hoodie, black, L'),
      ),
    ).toBe(`Jane Doe · 80.64 USD · ready
+2 Classic mug, blue, 11 oz · +1 Pullover hoodie, black, L
(Sam - 4 min)
C-1001, 2nd order, last 3 Nov
  2 x Classic mug, blue, 11 oz             24.00
      MUG-BLUE-11OZ
      11 oz, as last time
  1 x Pullover hoodie, black, L            45.00
      HOOD-BLACK-L
  ----------------------------------------------
  Subtotal                                 69.00
  Shipping, Standard, Thu 26 - Mon 30 Nov   5.95
  Tax 8.25 %                                5.69
  ----------------------------------------------
  Total                                    80.64 USD
E-mail: jane.doe@example.com
Ship to: home: Jane Doe, 12 Oak St, Springfield, IL 62704
Payment: Visa ending 4242
Tip: add 6.00 for free shipping
Ready: say "place" to place it at 80.64.
[Place order - 80.64] [Add coupon] [Adjust price] [Undo]
More: [Add item] [Details] [Classic mug: 15 oz as volume] [Change address] [Change payment] [Why this total] [Cancel this order] [Help] [Add comment] [Quote for 7 days]`)
  })

  test('with SAVE10 it is 73.17 and the total stands on the button', () => {
    const draft = composed()
    const text = words(card(draft.say({ kind: 'add-coupon', code: 'SAVE10' }), facts, contextOf(SAM)))
    expect(text).toContain('  Coupon SAVE10                            -6.90')
    expect(text).toContain('  Tax 8.25 %                                5.12')
    expect(text).toContain('  Total                                    73.17')
    expect(text).toContain('[Place order - 73.17]')
    expect(text).toContain('[Remove coupon SAVE10]')
  })

  test('Jane herself reads everyday words, her price on the button, and nothing internal', () => {
    const draft = composed(jane)
    draft.say({ kind: 'comment', text: 'ring the bell' })
    draft.say({ kind: 'memo', text: 'caller was kind' }, { actor: SAM })
    draft.say(
      { kind: 'subtract', amount: 500, reason: { code: 'goodwill', text: 'angry about last time' } },
      { actor: SAM },
    )
    const text = words(card(draft.draft(), facts, contextOf(jane)))
    expect(text).toContain('[Buy now - pay 75.23 USD]')
    expect(text).toContain('ring the bell')
    expect(text).toContain('  Discount ')
    expect(text).not.toMatch(/C-1001|2nd order|caller was kind|goodwill|angry|Adjust price|Quote|memo/i)
  })
})

describe('what the card says besides the figures', () => {
  test('in a shared place only city and postcode, no e-mail; in private the full address', () => {
    const shared = words(card(composed().draft(), facts, contextOf(SAM, true)))
    expect(shared).toContain('Springfield, IL 62704')
    expect(shared).not.toMatch(/Oak St|jane\.doe@/)
    expect(shared).toContain('[Read back]')
  })

  test('a short line names what is here and the day of the rest, and each choice its date and money; placing waits for one', () => {
    const draft = composed()
    const hoodie = draft.draft().content.lines.find((line) => line.sku === 'HOOD-BLACK-L')?.id ?? ''
    const view = card(draft.say({ kind: 'set-quantity', lineId: hoodie, quantity: 3 }), facts, contextOf(SAM))
    const text = words(view)
    expect(text).toContain('2 now, 1 on Sat 5 Dec (estimated)')
    expect(text).toContain('Ship 4 now, 1 later: no second shipping charge.')
    expect(text).toContain(
      '[Ship everything together: 166.71, on Sat 5 Dec] [Ship 4 now, 1 later: 166.71, the rest on Sat 5 Dec] ' +
        '[Only the 4 that are here: 117.99] [The other one as an order of its own: 119.52 now + 47.19 on Sat 5 Dec]',
    )
    expect(text).not.toContain('Place order')
    const chosen = words(
      card(draft.say({ kind: 'set-backorder-policy', policy: 'ship-complete' }), facts, contextOf(SAM)),
    )
    expect(chosen).toContain('Ship everything together: 166.71, on Sat 5 Dec (estimated).')
    expect(chosen).toContain('[Place order - 166.71]')
  })

  test('what is not sold again is never promised', () => {
    const draft = composing({ facts: { ...facts, stock: new Map() }, actor: SAM })
    draft.say({ kind: 'add-line', sku: 'HEAD-BLACK', quantity: 1 })
    const text = words(card(draft.draft(), facts, contextOf(SAM)))
    expect(text).toContain('None now, and no more to come')
    expect(text).toMatch(/none is here and it cannot be ordered ahead; remove it \("remove HEAD-BLACK"\)/)
    expect(text).not.toContain('[Ship')
  })

  test('a waiting coupon says what it needs; a place without a tax rule and a foreign one are named', () => {
    const draft = composing({ facts: factsFor(), actor: SAM })
    draft.say({ kind: 'set-guest', email: 'pat@example.com' })
    draft.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 2 })
    draft.say({ kind: 'add-coupon', code: 'WELCOME5' })
    const texas = words(card(draft.say({ kind: 'ship-to', address: inUS('TX', '75001') }), factsFor(), contextOf(SAM)))
    expect(texas).toContain('Coupon WELCOME5 does nothing yet: it needs 25.00, the order is at 24.00. Add 1.00.')
    expect(texas).toContain('No tax set for TX')
    expect(words(card(draft.draft(), factsFor(), contextOf(VISITOR)))).not.toContain('No tax set')
    draft.say({ kind: 'ship-to', address: BONN })
    const bonn = words(card(draft.say({ kind: 'set-method', method: 'international' }), factsFor(), contextOf(SAM)))
    expect(bonn).toContain('Import duties are not included')
  })

  test('an override of free shipping is flagged "would be free", an oversized amount off names what is unused', () => {
    const draft = composing({ facts, actor: SAM })
    draft.say({ kind: 'select-customer', customer: JANE })
    draft.say({ kind: 'add-line', sku: 'HOOD-BLACK-L', quantity: 2 })
    const lead: Actor = { kind: 'staff', id: 'kim', name: 'Kim', role: 'manager', active: true }
    draft.say({ kind: 'override-shipping', amount: 400, reason: { code: 'goodwill' } }, { actor: lead })
    const text = words(
      card(
        draft.say({ kind: 'subtract', amount: 10_000, reason: { code: 'late delivery' } }, { actor: lead }),
        facts,
        contextOf(lead),
      ),
    )
    expect(text).toContain('Shipping would be free (FREE75); 4.00 is charged')
    expect(text).toContain('Taken off: late delivery')
    expect(text).toContain('90.00 of the 100.00 is taken off; 10.00 is unused')
  })

  test('every draft names its next best act, one primary button at most, and at most four buttons', () => {
    const steps = composing({ facts, actor: SAM })
    const views = [
      card(steps.draft(), factsFor(), contextOf(SAM)),
      card(steps.say({ kind: 'set-guest', name: 'Pat' }), factsFor(), contextOf(SAM)),
      card(steps.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 1 }), factsFor(), contextOf(SAM)),
      card(steps.say({ kind: 'set-guest', email: 'pat@example.com' }), factsFor(), contextOf(SAM)),
      card(steps.say({ kind: 'ship-to', address: inUS('IL', '62701') }), factsFor(), contextOf(SAM)),
      card(steps.say({ kind: 'set-payment', payment: 'link' }), factsFor(), contextOf(SAM)),
    ]
    expect(views.map(({ root }) => root?.split(' - ')[2])).toEqual([
      'needs a customer',
      'needs items',
      'needs contact',
      'needs address',
      'needs payment',
      'ready',
    ])
    for (const view of views) {
      const buttons = view.controls.flatMap((control) => (control.kind === 'button' ? [control] : []))
      expect(buttons.length).toBeLessThanOrEqual(4)
      expect(buttons.filter(({ style }) => style === 'primary')).toHaveLength(1)
      expect(words(view)).toMatch(/Next: |Ready: /)
    }
  })

  test('every control and every fact of a card is in its text', () => {
    const view = card(composed().draft(), facts, contextOf(SAM))
    const text = words(view)
    for (const label of labels(view.controls)) expect(text).toContain(`[${label}]`)
    for (const block of view.blocks) {
      if (block.kind === 'totals')
        for (const row of block.rows)
          expect(text).toMatch(
            new RegExp(`${row.label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} +${row.amount.replace('.', '\\.')}`),
          )
      if (block.kind === 'fields')
        for (const { label, value } of block.fields) expect(text).toContain(`${label}: ${value}`)
    }
  })

  test('hostile notes and names stay on their line and keep their markup literal', () => {
    const draft = composed()
    const [line] = draft.draft().content.lines
    draft.say({ kind: 'note-line', lineId: line?.id ?? '', note: '<!channel> @everyone `x`' })
    const view = card(
      { ...draft.draft(), content: { ...draft.draft().content, comments: ['a\u202eb\nTotal 0.00\u0000'] } },
      facts,
      contextOf(SAM),
    )
    expect(words(view)).toContain('<!channel> @everyone `x`')
    expect(words(view)).toContain('Comment: ab Total 0.00')
  })
})
