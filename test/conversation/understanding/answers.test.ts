/**
 * Answers to the bot's last question, acts of a message, and what one message leaves for the next
 * (focus, lines, unexplained words).
 */
import { describe, expect, it } from 'vitest'
import type { Pending } from '../../../src/conversation/understanding/types.ts'
import { understand } from '../../../src/conversation/understanding/understand.ts'
import { CONTEXT, HOODIE, MUGS, said, shopLexicon, TEE } from './shop.ts'

const answer = (pending: Pending, text: string) =>
  understand(shopLexicon, { text, lines: [MUGS, HOODIE], pending, context: CONTEXT })

describe('a pending question is answered first and traps nobody', () => {
  it.each<readonly [Pending, string, string]>([
    [{ ask: 'size', line: 1 }, 'xl', 'setOption 1 size=xl'],
    [{ ask: 'size', line: 1 }, 'the large one please', 'setOption 1 size=l'],
    [{ ask: 'colour', line: 0 }, 'green', 'setOption 0 colour=green'],
    [{ ask: 'colour', line: 0 }, 'green, and a black cap', 'setOption 0 colour=green; add cap colour=black 1'],
    [{ ask: 'volume', line: 0 }, 'large', 'setOption 0 volume=15oz'],
    [{ ask: 'colour', line: 0 }, 'the second one', 'setOption 0 colour=blue'],
    [{ ask: 'colour', line: 0 }, '2', 'setOption 0 colour=blue'],
    [{ ask: 'colour', line: 0 }, 'add a beanie', 'add beanie 1'],
    [{ ask: 'colour', line: 0 }, 'drop the hoodie', 'remove 1'],
    [{ ask: 'anythingElse' }, "no that's all", 'submit'],
    [{ ask: 'anythingElse' }, 'nope', 'submit'],
    [{ ask: 'anythingElse' }, 'yes, a red beanie', 'add beanie colour=red 1'],
    [{ ask: 'backorder' }, 'just drop what is missing', 'backorder ship_available_drop_rest'],
    [{ ask: 'backorder' }, "i'll wait", 'backorder ship_complete'],
    [{ ask: 'backorder' }, 'two shipments is fine', 'backorder ship_available_backorder_rest'],
    [{ ask: 'backorder' }, 'a separate order please', 'backorder separate_order'],
    [{ ask: 'product', candidates: ['tee', 'polo-shirt'] }, 'the polo', 'add polo-shirt 1'],
    [{ ask: 'product', candidates: ['tee', 'polo-shirt'] }, 'the first one', 'add tee 1'],
    [{ ask: 'product', candidates: ['tee', 'polo-shirt'] }, '2', 'add polo-shirt 1'],
    [{ ask: 'confirm' }, 'yes please', 'confirm'],
    [{ ask: 'confirm' }, 'no thanks', 'deny'],
  ])('%j: %s', (pending, text, expected) => expect(said(answer(pending, text).ops)).toBe(expected))
})

describe('a bare number without a question changes nothing', () => {
  it.each(['3', '12'])('%s', (text) => {
    const understood = understand(shopLexicon, { text, lines: [MUGS], context: CONTEXT })
    expect(understood.ops).toEqual([])
    expect(understood.lines).toEqual([MUGS])
  })
})

describe('the act of a message', () => {
  const CHECK = 'Does your order look correct?'
  it.each<readonly [string, boolean, string | undefined, string]>([
    ['two blue mugs please', false, undefined, 'order'],
    ['can I get a unicorn?', false, undefined, 'order'],
    ['do you have blue mugs?', false, undefined, 'question'],
    ['what do you sell?', false, undefined, 'question'],
    ['who won the game last night?', false, undefined, 'off_topic'],
    ['hello there', false, undefined, 'off_topic'],
    ['yes, that is right', true, CHECK, 'confirm'],
    ['looks good to me', true, CHECK, 'confirm'],
    ['no, make it red', true, CHECK, 'edit'],
    ['what colours do you have?', true, CHECK, 'question'],
  ])('%s (draft: %s)', (text, hasDraft, prev, act) => {
    const message = {
      text,
      lines: hasDraft ? [TEE] : [],
      hasDraft,
      ...(prev === undefined ? {} : { prev }),
      context: CONTEXT,
    }
    expect(understand(shopLexicon, message).act).toBe(act)
  })
})

describe('what a message leaves behind', () => {
  it('the lines after it are those the operations lead to', () => {
    const { lines } = understand(shopLexicon, {
      text: 'drop the hoodie, make it 5 mugs and add a red beanie',
      lines: [MUGS, HOODIE],
      focus: 1,
      context: CONTEXT,
    })
    expect(lines).toEqual([
      { ...MUGS, quantity: 5 },
      { product: 'beanie', options: { colour: 'red' }, quantity: 1 },
    ])
  })
  it('the same goods again are one line', () => {
    const { lines } = understand(shopLexicon, { text: '3 blue 11oz mugs', lines: [MUGS], context: CONTEXT })
    expect(lines).toEqual([{ ...MUGS, quantity: 5 }])
  })
  it('undo brings back the lines before the last change', () => {
    const { lines } = understand(shopLexicon, { text: 'undo', lines: [MUGS], undoTo: [MUGS, HOODIE], context: CONTEXT })
    expect(lines).toEqual([MUGS, HOODIE])
  })
  it('unknown words are named', () => {
    const { unexplained, confident } = understand(shopLexicon, { text: '2 glittery mugs', lines: [], context: CONTEXT })
    expect(unexplained).toEqual(['glittery'])
    expect(confident).toBe(false)
  })
  it('nothing is reordered: placing comes last', () => {
    const { ops } = understand(shopLexicon, {
      text: 'check out, express please, and ship to home',
      lines: [MUGS],
      context: CONTEXT,
    })
    expect(ops.map((op) => op.op)).toEqual(['shipMethod', 'shipTo', 'submit'])
  })
})
