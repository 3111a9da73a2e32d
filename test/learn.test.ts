/**
 * The sentences the reader learns from: no slip of the pen, no two that contradict each other; and
 * the training: the same sentences, the same weights.
 */
import { expect, it } from 'vitest'
import { contradictions } from '../scripts/learn/contradictions.ts'
import { reproducible } from '../scripts/learn/learning.ts'
import { readSentences } from '../scripts/learn/notation.ts'
import { loadShop, shopNames } from '../scripts/learn/shops.ts'

const shops = shopNames().map(loadShop)

it('every sentence names products, values and lines that there are', () => {
  expect(shops.flatMap(({ problems }) => problems)).toEqual([])
  expect(shops.reduce((sum, { examples }) => sum + examples.length, 0)).toBeGreaterThan(8000)
})

it('no two sentences contradict each other', () => {
  expect(shops.flatMap(({ examples }) => contradictions(examples))).toEqual([])
})

it('a slip of the pen is told with its line', () => {
  const names = new Map([['mug', new Map([['colour', new Set(['red'])]])]])
  const text = 'cart 1 mug colour=red\n> make it blue\nsetOption 0 colour=blue\n> and two cups\nadd 2 cup\n> hm'
  const { problems } = readSentences({ shop: 'x', file: 'x.txt', text, names, context: {} })
  expect(problems).toEqual([
    'x.txt:3: mug has no colour=blue',
    'x.txt:5: no product cup',
    'x.txt:6: no operation for: hm',
  ])
})

it('the same words that are said to mean two things are found', () => {
  const names = new Map([['mug', new Map<string, ReadonlySet<string>>()]])
  const { examples } = readSentences({
    shop: 'x',
    file: 'x.txt',
    text: 'cart -\n> a mug\nadd 1 mug\n> A mug!\nadd 2 mug',
    names,
    context: {},
  })
  expect(contradictions(examples)).toEqual(['x.txt-1 and x.txt-0: "A mug!" means add 2 mug, and add 1 mug'])
})

it('the same sentences give the same weights', { timeout: 120_000 }, () => {
  expect(reproducible(() => undefined)).toBe(true)
})
