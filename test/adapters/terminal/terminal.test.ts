// The terminal's own part: who sits there, what a line presses, forms asked field by field. Whole
// conversations: test/scenarios.
import { describe, expect, test } from 'vitest'
import { fieldPrompt, fillField, startFilling, withErrors } from '#adapters/terminal/form.ts'
import { createScreen } from '#adapters/terminal/screen.ts'
import { parseWho } from '#adapters/terminal/who.ts'
import type { Control, Form, View } from '#conversation/edge/view.ts'

describe('who sits there', () => {
  test.each([
    ['sam', { kind: 'staff', user: 'terminal:sam', id: 'sam', name: 'sam' }],
    ['rep:sam', { kind: 'staff', user: 'terminal:sam', id: 'sam', name: 'sam', role: 'rep' }],
    ['manager:KIM', { kind: 'staff', user: 'terminal:kim', id: 'kim', name: 'kim', role: 'manager' }],
    [
      'customer:Jane.Doe@Example.com',
      {
        kind: 'customer',
        user: 'terminal:customer:jane.doe@example.com',
        email: 'jane.doe@example.com',
        name: 'jane.doe@example.com',
      },
    ],
    ['guest', { kind: 'guest', user: 'terminal:guest:f00d', name: 'Guest' }],
    ['guest:pat', { kind: 'guest', user: 'terminal:guest:pat', name: 'pat' }],
  ])('%s', (said, who) => {
    expect(parseWho(said, 'f00d')).toEqual(who)
  })

  test.each(['', 'boss:sam', 'customer:', 'customer:jane', 'guest:', 'sam lee', 'Sam;drop'])(
    '"%s" is nobody',
    (said) => {
      expect(parseWho(said, 'f00d')).toBeUndefined()
    },
  )
})

const view = (...controls: readonly Control[]): View => ({ headline: 'Jane Doe', blocks: [], controls })
const button = (label: string, token: string, confirm?: string): Control => ({
  kind: 'button',
  label,
  token,
  style: 'normal',
  ...(confirm === undefined ? {} : { confirm }),
})
const methods: Control = {
  kind: 'select',
  label: 'Shipping',
  token: 'ship',
  options: [
    { value: 'std', label: 'Standard' },
    { value: 'exp', label: 'Express' },
  ],
}

describe('what a line presses', () => {
  test('a line equal to a label, whatever its case, blanks and brackets', () => {
    const screen = createScreen()
    screen.show({ place: 'card', view: view(button('Place order - 73.17', 'place')) })
    for (const line of [
      'Place order - 73.17',
      '  place  ORDER - 73.17 ',
      '[Place order - 73.17]',
      'press place order - 73.17',
    ]) {
      expect(screen.pressed(line)).toEqual({ kind: 'press', label: 'Place order - 73.17', token: 'place' })
    }
  })

  test('only with "press" is the beginning of a label enough', () => {
    const screen = createScreen()
    screen.show({ place: 'card', view: view(button('Place order - 73.17', 'place')) })
    expect(screen.pressed('press place order')).toMatchObject({ token: 'place' })
    expect(screen.pressed('place order')).toBeUndefined()
  })

  test('an option of a select by its label, with what was chosen; a number alone never presses', () => {
    const screen = createScreen()
    screen.show({ place: 'card', view: view(methods) })
    expect(screen.pressed('express')).toEqual({ kind: 'press', label: 'Express', token: 'ship', value: 'exp' })
    expect(screen.pressed('2')).toBeUndefined()
  })

  test('the newest of two equal labels, and nothing of a card that was replaced or collapsed', () => {
    const screen = createScreen()
    screen.show({ place: 'card', view: view(button('Undo', 'old'), button('Help', 'help')) })
    screen.show({ place: 'card', view: view(button('Undo', 'new')) })
    screen.show({ place: 'note', to: 'terminal:sam', view: view(button('Undo', 'note')) })
    expect(screen.pressed('undo')).toMatchObject({ token: 'note' })
    expect(screen.pressed('help')).toBeUndefined()
    screen.show({ place: 'collapse', view: view() })
    expect(screen.labels()).toEqual(['Undo'])
  })

  test('a button that asks back says so', () => {
    const screen = createScreen()
    screen.show({ place: 'card', view: view(button('Cancel this order', 'cancel', 'Cancel it for good?')) })
    expect(screen.pressed('cancel this order')).toMatchObject({ confirm: 'Cancel it for good?' })
  })

  test('what a search found is chosen by its label', () => {
    const screen = createScreen()
    const search: Control = { kind: 'search', find: 'customer', label: 'Find an item', token: 'find' }
    screen.show({ place: 'card', view: view(search) })
    const pressed = screen.pressed('find an item')
    expect(pressed).toEqual({ kind: 'search', label: 'Find an item', token: 'find' })
    if (pressed?.kind === 'search') screen.suggest(pressed, [{ value: 'MUG-BLUE', label: 'Blue mug' }])
    expect(screen.pressed('blue mug')).toEqual({ kind: 'press', label: 'Blue mug', token: 'find', value: 'MUG-BLUE' })
  })
})

const form: Form = {
  token: 'f',
  title: 'Adjust a price',
  submit: 'Save',
  fields: [
    {
      id: 'what',
      label: 'What',
      kind: 'choice',
      required: true,
      value: 'sub',
      options: [
        { value: 'sub', label: 'Take an amount off' },
        { value: 'ship', label: 'Shipping price' },
      ],
    },
    { id: 'amount', label: 'Amount', kind: 'amount', required: true, help: 'like 5.00' },
    { id: 'note', label: 'Note', kind: 'text', required: false },
  ],
}

/** Types lines into a form; answers the values when it is complete. */
function type(...lines: readonly string[]) {
  let filling = startFilling(form)
  for (const line of lines) {
    const step = fillField(filling, line)
    if (step.kind !== 'next') return step
    filling = step.filling
  }
  return { kind: 'next' as const, filling }
}

describe('a form', () => {
  test('asks one field after another, choices by number or words', () => {
    expect(fieldPrompt(startFilling(form))).toBe(
      '  1. Take an amount off\n  2. Shipping price\nWhat [Take an amount off]:',
    )
    expect(type('2', '5.00', 'call first')).toMatchObject({
      kind: 'complete',
      filling: { values: { what: 'ship', amount: '5.00', note: 'call first' } },
    })
    expect(type('shipping PRICE', '5.00', '')).toMatchObject({ filling: { values: { what: 'ship', note: '' } } })
  })

  test('an empty line keeps what stands in brackets and skips what is optional', () => {
    expect(type('', '5.00', '')).toMatchObject({
      kind: 'complete',
      filling: { values: { what: 'sub', amount: '5.00', note: '' } },
    })
  })

  test('a needed field is asked again, and so is a choice that is not on the list', () => {
    expect(fillField(startFilling(form), '7')).toMatchObject({
      kind: 'next',
      again: 'Please choose one of the list, by its number or its words.',
    })
    const step = fillField(startFilling(form), '1')
    expect(step.kind === 'next' ? fillField(step.filling, '') : step).toMatchObject({
      again: 'Amount is needed; "cancel" gives the form up.',
    })
  })

  test('"cancel" gives it up, at any field', () => {
    expect(type('1', 'Cancel')).toEqual({ kind: 'given-up' })
  })

  test('after errors only the wrong fields are asked again, with what was typed', () => {
    const done = type('2', 'five', 'call first')
    const again = done.kind === 'complete' ? withErrors(done.filling, { amount: 'not an amount' }) : startFilling(form)
    expect(fieldPrompt(again)).toBe('Amount (like 5.00) [five]:')
    expect(fillField(again, '5.00')).toMatchObject({
      kind: 'complete',
      filling: { values: { what: 'ship', amount: '5.00', note: 'call first' } },
    })
  })
})
