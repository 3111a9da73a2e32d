// What a card is at the terminal: a few lines after a change, all of it when asked for, readable at
// the width of a phone.
import { expect, test } from 'vitest'
import { cardText } from '#adapters/terminal/brief.ts'
import { composing, SAM } from '#test/support/deciding.ts'
import { card, contextOf, factsFor, JANE } from '../../conversation/screens/demo.ts'

const facts = factsFor(JANE)
function composed() {
  const draft = composing({ facts, actor: SAM })
  draft.say({ kind: 'select-customer', customer: JANE })
  draft.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 2 })
  draft.say({ kind: 'add-line', sku: 'KEYB-RED-US', quantity: 1 })
  return draft
}

test('after a change, with nothing to choose: what it is, what changed, the total, the next step and its button', () => {
  const draft = composing({ facts, actor: SAM })
  draft.say({ kind: 'select-customer', customer: JANE })
  draft.say({ kind: 'add-line', sku: 'MUG-BLUE-11OZ', quantity: 2 })
  expect(cardText(card(draft.draft(), facts, contextOf(SAM), '+2 Classic mug, blue, 11 oz'))).toBe(
    `Jane Doe · 31.93 USD · ready
+2 Classic mug, blue, 11 oz
Total 31.93 USD
Ready: say "place" to place it at 31.93.
[Place order - 31.93]
("show" for all of it, "more" for all that can be pressed)`,
  )
})

test('what is to be chosen is printed with it', () => {
  const text = cardText(card(composed().draft(), facts, contextOf(SAM), '+1 Mechanical keyboard'))
  expect(text).toMatch(/Note: Not everything is here[\s\S]*\[Ship everything together: /)
  expect(text).not.toContain('Subtotal')
})

test('a card that tells of no change was asked for: all of it, but for the menu', () => {
  const text = cardText(card(composed().draft(), facts, contextOf(SAM)))
  expect(text).toMatch(/2 x Classic mug, blue, 11 oz[\s\S]*Subtotal[\s\S]*Ship to/)
  expect(text).not.toContain('More:')
})

test('at 40 columns every amount stands in its column, and no line of the cart is wider', () => {
  const lines = cardText(card(composed().draft(), facts, contextOf(SAM)), 40).split('\n')
  const cart = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('E-mail')),
  )
  expect(cart.filter((line) => line.startsWith('  ') && !line.startsWith('      ') && line.length > 40)).toEqual([])
})
