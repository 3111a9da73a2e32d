/**
 * What holds for any text: reading never throws, never takes long, and never points at a line,
 * product or value that does not exist.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenize } from '#conversation/understanding/words/text.ts'
import { RUNAWAY } from '#test/support/runaway.ts'
import type { Op, SpokenLine } from '../../../src/conversation/understanding/types.ts'
import { understand } from '../../../src/conversation/understanding/understand.ts'
import { CONTEXT, HOODIE, KITCHEN, kitchenLexicon, MUGS, SHOP, said, shopLexicon, TEE } from './shop.ts'

const WORDS = [
  '2',
  'two',
  'a',
  'the',
  'red',
  'blue',
  'large',
  'mug',
  'mugs',
  'hoodie',
  'tee',
  'polo',
  'shirt',
  'and',
  ',',
  '.',
  'no',
  'not',
  'make',
  'it',
  'that',
  'change',
  'to',
  'swap',
  'for',
  'drop',
  'remove',
  'one',
  'more',
  'of',
  'the',
  'other',
  'both',
  'rest',
  'undo',
  'ship',
  'home',
  'office',
  'coupon',
  'SAVE10',
  'take',
  '10',
  'off',
  'free',
  'shipping',
  'why',
  '?',
  'with',
  'extra',
  'cheese',
  'flatbread',
  'ham',
  'same',
  'again',
  'please',
  'instead',
  'actually',
  'last',
  'first',
  'split',
  'HOOD-BLACK-L',
  'x',
  'express',
  'pay',
  'invoice',
  'checkout',
  'sorry',
  'wait',
]
const sentence = fc.array(fc.constantFrom(...WORDS), { maxLength: 18 }).map((words) => words.join(' '))
const cart = fc.constantFrom<readonly SpokenLine[]>([], [MUGS], [MUGS, HOODIE], [TEE, HOODIE, MUGS])
const message = fc.record({ lines: cart, focus: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }) })

/** Every line, product and value an operation names, checked against the lines at its turn. */
function refersToWhatExists(op: Op, catalog: typeof SHOP): void {
  if ('line' in op && op.line !== undefined) expect(op.line).toBeGreaterThanOrEqual(0)
  if ('product' in op && op.product !== undefined)
    expect(catalog.products.map((product) => product.id)).toContain(op.product)
  if ('quantity' in op && op.quantity !== undefined) expect(Number.isInteger(op.quantity)).toBe(true)
  if (!('options' in op) || op.options === undefined) return
  for (const [name, value] of Object.entries(op.options))
    expect(catalog.options[name]?.values.map((known) => known.id)).toContain(value)
}

describe('any text is read without harm', () => {
  it('never throws and only names lines, products and values that exist', () => {
    fc.assert(
      fc.property(sentence, message, (text, { lines, focus }) => {
        const understood = understand(shopLexicon, {
          text,
          lines,
          ...(focus === undefined ? {} : { focus }),
          context: CONTEXT,
        })
        for (const op of understood.ops) refersToWhatExists(op, SHOP)
        for (const line of understood.lines) {
          expect(line.quantity).toBeGreaterThan(0)
          expect(SHOP.products.some((product) => product.id === line.product)).toBe(true)
        }
        if (understood.focus !== undefined) expect(understood.lines[understood.focus]).toBeDefined()
      }),
      { numRuns: 1500 },
    )
  })

  it('what is added can be sold', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        for (const op of understand(shopLexicon, { text, lines: [], context: CONTEXT }).ops) {
          if (op.op !== 'add') continue
          const product = SHOP.products.find((known) => known.id === op.product)
          const sold = product?.variants?.some((variant) =>
            Object.entries(op.options).every(([name, value]) => variant.options[name] === value),
          )
          expect(sold).toBe(true)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('reads any characters at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), message, (text, { lines }) => {
        understand(shopLexicon, { text, lines, context: CONTEXT })
        understand(kitchenLexicon, { text, lines: [], context: {} })
      }),
      { numRuns: 400 },
    )
  })

  it('the same message means the same every time', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const read = () => understand(kitchenLexicon, { text, lines: [], context: CONTEXT })
        expect(read()).toEqual(read())
      }),
      { numRuns: 200 },
    )
  })

  it('the order in which independent items are named does not matter', () => {
    const items = [
      '2 blue mugs',
      'a black cap',
      '3 white polos',
      'a large red hoodie',
      'one 2m hdmi cable',
      '4 cream totes',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...items), { minLength: 1, maxLength: 5 }), (chosen) => {
        const unique = [...new Set(chosen)]
        const sorted = (list: readonly string[]) =>
          said(understand(shopLexicon, { text: list.join(', '), lines: [], context: CONTEXT }).ops)
            .split('; ')
            .sort()
        expect(sorted(unique)).toEqual(sorted(unique.toReversed()))
      }),
      { numRuns: 100 },
    )
  })

  it('upper case, doubled spaces and a full stop change nothing', () => {
    for (const text of [
      '2 blue mugs and a large hoodie',
      'a red and a blue speaker',
      'two, no wait, three travel mugs',
    ]) {
      const read = (variant: string) =>
        said(understand(shopLexicon, { text: variant, lines: [], context: CONTEXT }).ops)
      expect(read(text.toUpperCase())).toBe(read(text))
      expect(read(`  ${text.replace(/ /g, '  ')}. `)).toBe(read(text))
    }
  })
})

describe('ten thousand characters of anything cost little', () => {
  const NASTY: Readonly<Record<string, string>> = {
    letters: `${'a'.repeat(9999)}!`,
    brackets: '('.repeat(10_000),
    spaces: ' '.repeat(10_000),
    marks: `e${'\u0301'.repeat(5000)}`,
    emoji: '😀'.repeat(5000),
    ands: 'and '.repeat(2500),
    mugs: 'mug '.repeat(2500),
    noes: 'no '.repeat(3000),
    numbers: '2 '.repeat(5000),
    digits: '9'.repeat(10_000),
    mails: 'a@'.repeat(5000),
    lines: '\n'.repeat(10_000),
    streets: '12 oak st, '.repeat(900),
    swaps: 'swap a for '.repeat(900),
    drops: 'drop the mug and '.repeat(600),
    quotes: "'".repeat(10_000),
    dashes: '-'.repeat(10_000),
    typos: 'mugg hoodei '.repeat(800),
    politeness: 'can you please '.repeat(700),
    money: 'take 10 off '.repeat(800),
    ships: 'ship to '.repeat(1250),
  }
  it.each(Object.entries(NASTY))('%s', (_name, text) => {
    understand(shopLexicon, { text, lines: [MUGS, HOODIE], context: CONTEXT })
    const best = Math.min(
      ...[1, 2, 3].map(() => {
        const start = performance.now()
        understand(shopLexicon, { text, lines: [MUGS, HOODIE], context: CONTEXT })
        return performance.now() - start
      }),
    )
    expect(best).toBeLessThan(RUNAWAY)
    expect(tokenize(text).length).toBeLessThanOrEqual(400)
  })
})

describe('the kitchen is held to the same', () => {
  it('only names what is on its menu', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        for (const op of understand(kitchenLexicon, { text, lines: [], context: CONTEXT }).ops)
          refersToWhatExists(op, KITCHEN)
      }),
      { numRuns: 800 },
    )
  })
})
