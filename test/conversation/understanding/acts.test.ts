/**
 * The head of acts with the weights of this version: what is said of a placed order, at the desk
 * and besides goods; and that a question changes no cart. Figures: npm run learn -- --report.
 */
import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildLexicon } from '#conversation/understanding/words/lexicon.ts'
import { actOut } from '../../../src/cli/talk/understood-acts.ts'
import type { Message, UnderstandingCatalog } from '../../../src/conversation/understanding/types.ts'
import { understand } from '../../../src/conversation/understanding/understand.ts'

const SHOP = new URL('../../../src/conversation/understanding/sentences/retail/', import.meta.url)
const lexicon = buildLexicon(
  JSON.parse(fs.readFileSync(new URL('catalog.json', SHOP), 'utf8')) satisfies UnderstandingCatalog,
)
const CONTEXT = {
  addresses: ['home', 'office'],
  methods: ['standard', 'express', 'pickup'].map((id) => ({ id, words: [] })),
}
const ORDER = {
  number: '10555',
  status: 'placed',
  lines: [
    { product: 'classic-mug', options: { colour: 'white', volume: '11oz' }, quantity: 4 },
    { product: 'pullover-hoodie', options: { colour: 'black', size: 'l' }, quantity: 1 },
  ],
}
const CART = [{ product: 'tumbler', options: { colour: 'red' }, quantity: 2 }]

function read(text: string, more: Partial<Message> = {}) {
  const message = { text, lines: [], context: CONTEXT, actor: 'customer', ...more } as const
  const understood = understand(lexicon, message)
  return { ...understood, acts: understood.ops.map((op) => JSON.stringify(actOut(op, message) ?? op)) }
}

describe('of an order that was placed', () => {
  it.each([
    ['please cancel my whole order', { op: 'cancelOrder' }],
    ['i would like my money back for the hoodie', { op: 'refund', items: '1 pullover-hoodie' }],
    ['where is my parcel now', { op: 'status' }],
    ['can you send me the payment link again', { op: 'resendLink' }],
    ['please deliver it to my office', { op: 'changeAddress', address: 'office' }],
    ['the hoodie in xl please', { op: 'exchange', items: '1 pullover-hoodie', for: '1 pullover-hoodie size=xl' }],
  ])('%s', (text, meant) => {
    const { acts, lines } = read(text, { order: ORDER })
    expect(acts).toEqual([JSON.stringify(meant)])
    expect(lines).toEqual([])
  })
})

describe('questions change no cart', () => {
  it.each([
    'do i have to pay customs for norway',
    'until when are you open today',
    'how much is shipping to ireland',
    'when will it be with me',
    'what is the return policy',
    'why is shipping so expensive',
  ])('%s', (text) => {
    expect(read(text, { lines: CART }).lines).toEqual(CART)
  })
})

it('the weights of the head are read in no time, and are small', () => {
  const file = new URL('../../../src/conversation/understanding/acts/acts.json', import.meta.url)
  expect(fs.statSync(file).size).toBeLessThan(500_000)
})
