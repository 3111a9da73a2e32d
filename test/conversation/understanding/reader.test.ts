/**
 * The trained reader with the weights of this version, on the demo catalog: what the rules read as
 * adding, questions that change nothing, orders with changes, lists; and that it is quick,
 * deterministic and small. Figures over all sentences: npm run learn -- --report.
 */
import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildLexicon } from '#conversation/understanding/words/lexicon.ts'
import type { Op, SpokenLine, UnderstandingCatalog } from '../../../src/conversation/understanding/types.ts'
import { understand } from '../../../src/conversation/understanding/understand.ts'

const SHOP = new URL('../../../src/conversation/understanding/sentences/retail/', import.meta.url)
const lexicon = buildLexicon(
  JSON.parse(fs.readFileSync(new URL('catalog.json', SHOP), 'utf8')) satisfies UnderstandingCatalog,
)
const LAST = {
  id: '1042',
  lines: [
    line(2, 'classic-mug', { colour: 'blue', volume: '11oz' }),
    line(1, 'pullover-hoodie', { colour: 'black', size: 'l' }),
  ],
}
const CONTEXT = {
  addresses: ['home', 'office'],
  methods: ['standard', 'express', 'pickup'].map((id) => ({ id, words: [] })),
  lastOrder: LAST,
}

function line(quantity: number, product: string, options: Readonly<Record<string, string>> = {}): SpokenLine {
  return { product, options, quantity }
}
const CLUB = [
  line(16, 'crew-socks', { colour: 'black' }),
  line(5, 'baseball-cap', { colour: 'black' }),
  line(2, 'beanie', { colour: 'grey' }),
]

function read(text: string, lines: readonly SpokenLine[] = [], more: { readonly focus?: number } = {}) {
  return understand(lexicon, { text, lines, ...more, hasDraft: lines.length > 0, context: CONTEXT })
}
const carts = (lines: readonly SpokenLine[]): readonly string[] =>
  lines.map(({ quantity, product }) => `${quantity} ${product}`)

describe('a thing in the cart with a verb nobody listed', () => {
  it.each([
    ['socks should be 6 not 16', ['6 crew-socks', '5 baseball-cap', '2 beanie']],
    ['caps: 12', ['16 crew-socks', '12 baseball-cap', '2 beanie']],
    ['quadruple the caps', ['16 crew-socks', '20 baseball-cap', '2 beanie']],
    ['treble the beanies', ['16 crew-socks', '5 baseball-cap', '6 beanie']],
    ['knock two off the caps', ['16 crew-socks', '3 baseball-cap', '2 beanie']],
    ['bin the beanies', ['16 crew-socks', '5 baseball-cap']],
    ['actually no socks', ['5 baseball-cap', '2 beanie']],
  ])('%s', (text, expected) => {
    expect(carts(read(text, CLUB).lines)).toEqual(expected)
  })
})

describe('an earlier order with changes', () => {
  it.each([
    ['the usual but no hoodie', ['2 classic-mug']],
    ['same as last time but 4 mugs', ['4 classic-mug', '1 pullover-hoodie']],
    ['repeat my last order', ['2 classic-mug', '1 pullover-hoodie']],
  ])('%s', (text, expected) => {
    expect(carts(read(text).lines)).toEqual(expected)
  })
})

describe('a list, several makes at once and a count that comes last', () => {
  it.each([
    ['hood black l please, 2', ['2 pullover-hoodie']],
    ['ten rain jackets in l, half of them navy and half olive', ['5 rain-jacket', '5 rain-jacket']],
    ['rain jacket in navy, S and M and L, one of each', ['1 rain-jacket', '1 rain-jacket', '1 rain-jacket']],
  ])('%s', (text, expected) => {
    expect(carts(read(text).lines)).toEqual(expected)
  })

  it('asks where the count itself is in doubt', () => {
    expect(read('3 socks, maybe 4').confident).toBe(false)
  })
})

describe('a question changes nothing', () => {
  it.each(['do you have the beanie in red?', 'how much is the rain jacket', 'when will the caps be back in stock?'])(
    '%s',
    (text) => {
      const { ops, lines } = read(text, CLUB)
      expect(carts(lines)).toEqual(carts(CLUB))
      expect(ops.map(({ op }: Op) => op)).toEqual(['ask'])
    },
  )
})

it('reads the same words the same way every time, whatever came between', () => {
  const first = read('two blue mugs and a large black hoodie')
  read('bin the caps', CLUB)
  expect(read('two blue mugs and a large black hoodie')).toEqual(first)
})

it('reads two thousand characters of anything without hanging', () => {
  const order = Array.from({ length: 80 }, (_, i) => `${i + 1} x black hoodie size l`).join('\n')
  for (const text of [order, 'a'.repeat(2000), '1 '.repeat(1000), 'mug, '.repeat(400), 'and '.repeat(500)]) {
    const started = process.threadCpuUsage()
    read(text, CLUB)
    expect(process.threadCpuUsage(started).user / 1_000).toBeLessThan(2_000)
  }
})

it('keeps the weights small enough to read', () => {
  const file = new URL('../../../src/conversation/understanding/reader/weights.json', import.meta.url)
  expect(fs.statSync(file).size).toBeLessThan(1_000_000)
})
