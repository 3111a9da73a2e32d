import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createActionCodec, MAX_TOKEN } from '#conversation/edge/action-codec.ts'
import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'

const codecOf = (secret: string) =>
  createActionCodec({ sign: (text) => createHmac('sha256', secret).update(text).digest('base64url') })
const codec = codecOf('a secret of this shop')

const word = fc.stringMatching(/^[a-zA-Z0-9][\w .!~%|&äé-]{0,11}$/)
const id = fc.uuid()
const count = fc.integer({ min: 1, max: 999 })
const pressable: fc.Arbitrary<Pressable> = fc.oneof(
  fc.constantFrom<Pressable>(
    { kind: 'show' },
    { kind: 'help' },
    { kind: 'place' },
    { kind: 'yes' },
    { kind: 'no' },
    { kind: 'cancel' },
    { kind: 'cancel', confirmed: true },
    { kind: 'undo' },
    { kind: 'redo' },
    { kind: 'clear' },
    { kind: 'drafts' },
    { kind: 'new' },
    { kind: 'next' },
    { kind: 'orders' },
    { kind: 'read-back' },
    { kind: 'guest' },
    { kind: 'keep-override' },
    { kind: 'status' },
    { kind: 'why' },
    { kind: 'repeat-last' },
    { kind: 'remove-coupon' },
    { kind: 'remove-adjustment' },
    { kind: 'remove-adjustment', what: 'shipping' },
    { kind: 'limit-choice', choice: 'within-limit' },
    { kind: 'backorders', policy: 'move-to-separate-order' },
    { kind: 'pay', payment: 'invoice' },
    { kind: 'bill-to', address: { by: 'same' } },
    { kind: 'open-form', form: 'details' },
    { kind: 'open-form', form: 'ship-to', argument: 'g2' },
  ),
  id.map((customerId): Pressable => ({ kind: 'choose-customer', customerId })),
  fc.tuple(word, count).map(([sku, quantity]): Pressable => ({ kind: 'add-sku', sku, quantity: String(quantity) })),
  fc
    .tuple(word, count, fc.dictionary(word, word, { maxKeys: 2, noNullPrototype: true }))
    .map(([productId, quantity, options]): Pressable => ({ kind: 'add-product', productId, quantity, options })),
  fc
    .tuple(word, fc.dictionary(word, word, { maxKeys: 2, noNullPrototype: true }))
    .map(([lineId, options]): Pressable => ({ kind: 'set-options', line: { by: 'id', id: lineId }, options })),
  fc.tuple(word, count).map(
    ([lineId, quantity]): Pressable => ({
      kind: 'set-quantity',
      line: { by: 'id', id: lineId },
      quantity: String(quantity),
    }),
  ),
  fc
    .tuple(word, fc.integer({ min: -999, max: 999 }))
    .map(([lineId, by]): Pressable => ({ kind: 'change-quantity', line: { by: 'id', id: lineId }, by })),
  word.map((lineId): Pressable => ({ kind: 'remove-line', line: { by: 'id', id: lineId } })),
  word.map((before): Pressable => ({ kind: 'undo', before })),
  word.map((code): Pressable => ({ kind: 'coupon', code })),
  word.map((code): Pressable => ({ kind: 'remove-coupon', code })),
  fc
    .tuple(word, fc.array(word, { minLength: 1, maxLength: 3 }))
    .map(([code, replacing]): Pressable => ({ kind: 'swap-coupon', code, replacing })),
  word.map((method): Pressable => ({ kind: 'method', method, group: 'g2' })),
  word.map((label): Pressable => ({ kind: 'ship-to', address: { by: 'label', label } })),
  word.map((about): Pressable => ({ kind: 'why', about })),
  word.map((about): Pressable => ({ kind: 'why-not', about })),
  word.map((reason): Pressable => ({ kind: 'reason', text: reason })),
  word.map((text): Pressable => ({ kind: 'find', text })),
  word.map((text): Pressable => ({ kind: 'stock', text })),
  fc.nat(99_999).map((ref): Pressable => ({ kind: 'resume', ref })),
  fc.nat(99_999).map((order): Pressable => ({ kind: 'status', order })),
  fc.nat(99_999).map((order): Pressable => ({ kind: 'reorder', order })),
  fc.nat(99_999).map((order): Pressable => ({ kind: 'repeat-last', order })),
  fc.nat(365).map((days): Pressable => ({ kind: 'quote', days })),
  fc.nat(25).map((option): Pressable => ({ kind: 'choose', option })),
)
const stamp = fc.record({ ref: fc.nat(9_999_999), revision: fc.nat(99_999) })

describe('what a control carries', () => {
  test('every request that fits comes back as it was, with its draft and revision, in at most 100 characters', () => {
    fc.assert(
      fc.property(pressable, stamp, (request, at) => {
        fc.pre(fitsControl(request))
        const token = codec.encode(request, at)
        expect(token.length).toBeLessThanOrEqual(MAX_TOKEN)
        const decoded = codec.decode(token)
        expect(decoded).toMatchObject({ ok: true, value: { request, ...at } })
      }),
      { numRuns: 2_000 },
    )
  })

  test('a forged, foreign, cut or made-up token is "not found" in the same words', () => {
    const notFound = { ok: false, refusal: { kind: 'not-found' } }
    fc.assert(
      fc.property(
        pressable,
        stamp,
        fc.nat(99),
        fc.constantFrom(...'abcXYZ019-_.!'),
        (request, at, position, character) => {
          fc.pre(fitsControl(request))
          const token = codec.encode(request, at)
          const index = position % token.length
          const forged = token.slice(0, index) + character + token.slice(index + 1)
          fc.pre(forged !== token)
          expect(codec.decode(forged)).toEqual(notFound)
          expect(codec.decode(token.slice(0, index))).toEqual(notFound)
          expect(codecOf('the secret of another shop').decode(token)).toEqual(notFound)
        },
      ),
    )
    for (const made of [
      '',
      '.',
      'pl.3.1..',
      'pl.3.1',
      '__proto__.1.1..AAAAAAAAAAAAAAAA',
      'x'.repeat(10_000),
      'pl.3.1..ÄÖÜ',
      '\u0000',
    ])
      expect(codec.decode(made)).toEqual(notFound)
  })

  test('what is chosen in a select takes the place of the argument; a wrong choice is "not found"', () => {
    const at = { ref: 3, revision: 14 }
    expect(codec.decode(codec.encode({ kind: 'method', method: 'standard' }, at), 'express')).toMatchObject({
      ok: true,
      value: { request: { kind: 'method', method: 'express' }, ...at },
    })
    expect(codec.decode(codec.encode({ kind: 'pay', payment: 'link' }, at), 'gold bars')).toEqual({
      ok: false,
      refusal: { kind: 'not-found' },
    })
    expect(codec.decode(codec.encode({ kind: 'choose', option: 1 }, at), '2')).toMatchObject({
      ok: true,
      value: { request: { kind: 'choose', option: 2 } },
    })
    expect(codec.decode(codec.encode({ kind: 'place' }, at), 'anything')).toEqual({
      ok: false,
      refusal: { kind: 'not-found' },
    })
  })

  test('a menu presses the control that was chosen, never one that was not offered', () => {
    const at = { ref: 3, revision: 14 }
    const menu = codec.encode({ kind: 'menu' }, at)
    expect(codec.decode(menu, codec.encode({ kind: 'undo' }, at))).toMatchObject({
      ok: true,
      value: { request: { kind: 'undo' }, ...at },
    })
    for (const value of [undefined, 'undo', menu, codecOf('other').encode({ kind: 'undo' }, at)])
      expect(codec.decode(menu, value).ok).toBe(false)
  })

  test('only what changes nothing still works on an older card, and a form as long as its draft is open', () => {
    const fresh = (request: Pressable) => {
      const decoded = codec.decode(codec.encode(request, { ref: 1, revision: 1 }))
      return decoded.ok ? decoded.value.freshness : undefined
    }
    for (const kind of ['show', 'help', 'drafts', 'orders', 'read-back'] as const) expect(fresh({ kind })).toBe('any')
    for (const kind of ['place', 'undo', 'cancel', 'clear', 'yes'] as const) expect(fresh({ kind })).toBe('revision')
    expect(fresh({ kind: 'open-form', form: 'ship-to' })).toBe('draft')
  })

  test('an argument that does not fit is refused when the control is made, never cut', () => {
    expect(() => codec.encode({ kind: 'coupon', code: 'X'.repeat(90) }, { ref: 1, revision: 1 })).toThrow(RangeError)
    expect(() =>
      codec.encode({ kind: 'ship-to', address: { by: 'text', text: 'hello' } }, { ref: 1, revision: 1 }),
    ).toThrow(TypeError)
    expect(fitsControl({ kind: 'coupon', code: 'X'.repeat(90) })).toBe(false)
  })
})
