import { describe, expect, test } from 'vitest'
import { formText, placementText } from '#conversation/edge/text.ts'
import { readForm } from '#conversation/forms/form-reading.ts'
import { buildForm } from '#conversation/forms/forms.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import { composing, SAM, VISITOR } from '#test/support/deciding.ts'
import { contextOf, factsFor, JANE, SHOP } from './screens/demo.ts'

const KINDS = {
  details: true,
  customer: true,
  'ship-to': true,
  'bill-to': true,
  coupon: true,
  adjust: true,
  payment: true,
  'add-item': true,
  'line-text': true,
  comment: true,
  link: true,
  'link-code': true,
  reply: true,
} as const satisfies Record<FormKind, true>
const about = { settings: SHOP.settings, skus: SHOP.catalog.variants, argument: undefined }
const read = (kind: FormKind, fields: Readonly<Record<string, string>>) => readForm(kind, fields, about)
const facts = factsFor(JANE)
const draft = composing({ facts, actor: SAM }).say({ kind: 'select-customer', customer: JANE })

describe('forms', () => {
  test.each(Object.keys(KINDS) as FormKind[])(
    '%s fits every channel: short labels, distinct fields, complete text',
    (kind) => {
      for (const actor of [SAM, VISITOR]) {
        const form = buildForm(kind, { draft, facts, argument: undefined }, contextOf(actor))
        expect(form.title.length).toBeLessThanOrEqual(24)
        expect(form.submit.length).toBeLessThanOrEqual(24)
        expect(new Set(form.fields.map(({ id }) => id)).size).toBe(form.fields.length)
        const text = formText(form)
        for (const { label, help, options = [] } of form.fields) {
          expect(label.length).toBeLessThanOrEqual(45)
          expect(text).toContain(label)
          if (help !== undefined) expect(text).toContain(help)
          for (const option of options) expect(text).toContain(option.label)
        }
      }
    },
  )

  test.each<readonly [FormKind, Readonly<Record<string, string>>, readonly unknown[]]>([
    ['customer', { kind: 'known', contact: 'C-1001' }, [{ kind: 'customer', query: 'C-1001' }]],
    [
      'customer',
      { kind: 'guest', contact: 'pat@example.com', name: 'Pat' },
      [{ kind: 'guest', contact: 'pat@example.com', name: 'Pat' }],
    ],
    [
      'customer',
      { kind: 'register', contact: 'pat@example.com', name: 'Pat Lee' },
      [{ kind: 'register', name: 'Pat Lee', email: 'pat@example.com' }],
    ],
    ['coupon', { code: ' SAVE10 ' }, [{ kind: 'coupon', code: 'SAVE10' }]],
    [
      'adjust',
      { what: 'subtract', amount: '5.00', reason: 'goodwill', reasonText: '' },
      [{ kind: 'subtract', amount: '5.00', reason: 'goodwill' }],
    ],
    [
      'adjust',
      { what: 'line:l1', amount: '10.00', reason: 'damaged', reasonText: 'scratch' },
      [
        {
          kind: 'override-line',
          line: { by: 'id', id: 'l1' },
          change: { kind: 'price', amount: '10.00' },
          reason: 'scratch',
        },
      ],
    ],
    ['payment', { payment: 'invoice', reference: 'PO-77' }, [{ kind: 'pay', payment: 'invoice', reference: 'PO-77' }]],
    [
      'add-item',
      { item: 'mug-blue-11oz', quantity: '2', note: '' },
      [{ kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity: '2' }],
    ],
    ['add-item', { item: 'blue mug', quantity: '2' }, [{ kind: 'find', text: 'blue mug' }]],
    [
      'comment',
      { comment: 'ring the bell', memo: 'kind' },
      [
        { kind: 'comment', text: 'ring the bell' },
        { kind: 'memo', text: 'kind' },
      ],
    ],
    [
      'details',
      {
        kind: 'guest',
        contact: 'pat@example.com',
        items: '2 MUG-BLUE-11OZ\nHOOD-BLACK-L',
        shipTo: 'home',
        method: 'express',
        payment: 'link',
      },
      [
        { kind: 'guest', contact: 'pat@example.com' },
        { kind: 'add-sku', sku: 'MUG-BLUE-11OZ', quantity: '2' },
        { kind: 'add-sku', sku: 'HOOD-BLACK-L', quantity: '1' },
        { kind: 'ship-to', address: { by: 'text', text: 'home' } },
        { kind: 'method', method: 'express' },
        { kind: 'pay', payment: 'link' },
      ],
    ],
  ])('a filled %s form asks for what it says (%#)', (kind, fields, requests) => {
    expect(read(kind, fields)).toEqual({ ok: true, value: requests })
  })

  test('a form begins with what was said so far: the pieces of an address, the price that waits for its reason', () => {
    const partial = { name: 'Lea Blanc', lines: ['9 Elm St'], city: 'Salem', country: 'US' }
    const asking = { kind: 'address-field', target: 'ship', group: 'main', field: 'postcode', partial } as const
    const price = { kind: 'reason', asked: [{ kind: 'override-shipping', amount: 250, reason: { code: '' } }] } as const
    const said = (kind: FormKind) => {
      const form = buildForm(
        kind,
        { draft: { ...draft, pending: asking, waiting: [price] }, facts, argument: undefined },
        contextOf(SAM),
      )
      const values = (fields: typeof form.fields) => Object.fromEntries(fields.map(({ id, value }) => [id, value]))
      return { long: values(form.fields), short: values(form.compact ?? []) }
    }
    expect(said('ship-to')).toMatchObject({
      long: { name: 'Lea Blanc', line1: '9 Elm St', city: 'Salem' },
      short: { name: 'Lea Blanc', street: '9 Elm St', place: 'Salem' },
    })
    expect(said('details').long).toMatchObject({ shipTo: 'Lea Blanc\n9 Elm St\nSalem' })
    expect(said('bill-to').long).not.toMatchObject({ line1: '9 Elm St' })
    expect(said('adjust').long).toMatchObject({ what: 'shipping', amount: '2.50' })
  })

  test('a filled address is read field by field, for its own ship group', () => {
    const fields = {
      name: 'Pat Lee',
      line1: '9 Elm St',
      city: 'Salem',
      subdivision: 'OR',
      postcode: '97301',
      country: 'US',
    }
    expect(readForm('ship-to', fields, { ...about, argument: 'g2' })).toEqual({
      ok: true,
      value: [{ kind: 'ship-to', address: { by: 'fields', fields }, group: 'g2' }],
    })
    expect(read('ship-to', { ...fields, postcode: 'abc' })).toMatchObject({
      ok: false,
      refusal: { postcode: expect.stringContaining('abc') },
    })
    expect(read('ship-to', { ...fields, line1: '' })).toMatchObject({
      ok: false,
      refusal: { line1: expect.any(String) },
    })
  })

  test.each<readonly [FormKind, Readonly<Record<string, string>>, string]>([
    ['customer', { kind: 'register', contact: 'not an e-mail', name: 'Pat' }, 'contact'],
    ['customer', { kind: 'guest', contact: 'add coupon' }, 'contact'],
    ['customer', { kind: 'guest', contact: 'not-an-email' }, 'contact'],
    ['customer', { kind: 'guest', contact: 'pat@example.com', name: 'how do i pay?' }, 'name'],
    ['customer', { kind: 'guest', contact: 'pat@example.com', phone: 'later' }, 'phone'],
    ['details', { kind: 'guest', contact: 'not-an-email', items: '2 MUG-BLUE-11OZ' }, 'contact'],
    ['customer', { kind: 'admin', contact: 'x' }, 'kind'],
    ['coupon', { code: '' }, 'code'],
    ['adjust', { what: 'subtract', amount: 'NaN', reason: 'goodwill' }, 'amount'],
    ['adjust', { what: 'everything', amount: '5', reason: 'goodwill' }, 'what'],
    ['payment', { payment: 'gold bars' }, 'payment'],
    ['add-item', { item: 'MUG-BLUE-11OZ', quantity: '1e9' }, 'quantity'],
    ['comment', {}, 'comment'],
    ['details', {}, 'items'],
    ['details', { items: 'two mugs' }, 'items'],
    ['details', { __proto__: { contact: 'x' } as never }, 'items'],
  ])('a %s form that does not fit is answered at the field (%#)', (kind, fields, field) => {
    const result = read(kind, fields)
    expect(result.ok ? [] : Object.keys(result.refusal)).toContain(field)
    if (!result.ok)
      expect(placementText({ place: 'form-errors', to: 'terminal:sam', errors: result.refusal })).toContain(field)
  })
})
