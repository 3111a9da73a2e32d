// A SKU is a SKU wherever a plain command takes one, whatever its shape and case: read, and through
// the engine into the cart.
import { describe, expect, test } from 'vitest'
import { parsePlain } from '#conversation/requests/words/plain-commands.ts'
import { AWKWARD_SKUS, awkwardShop } from '#test/support/awkward-skus.ts'
import { demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const SAM = 'terminal:sam'
const shop = await world({ shop: awkwardShop() })
const demo = demoWith().variants.map(({ sku }) => sku)
const skus = new Set([...demo, ...AWKWARD_SKUS])
const cased = (sku: string): readonly string[] => [
  sku,
  sku.toLowerCase(),
  `${sku.slice(0, 1)}${sku.slice(1).toLowerCase()}`,
]
const readAs = (text: string) => parsePlain(text, skus)?.requests

const cartOf = async (thread: string): Promise<unknown> => {
  const [row] = await shop.rows<{ lines: unknown }>(
    `select json_agg(json_build_array(l->'sku', l->'quantity')) as lines from draft, jsonb_array_elements(state->'content'->'lines') l
     where last_thread = $1`,
    [thread],
  )
  return row?.lines
}

describe('any SKU, anywhere a plain command takes one', () => {
  test('there are 300 awkward ones', () => {
    expect(new Set(AWKWARD_SKUS).size).toBeGreaterThanOrEqual(300)
  })

  test('"add 1 SKU" is that SKU, in any case', () => {
    const wrong = [...skus].flatMap((sku) =>
      cased(sku).filter(
        (said) => JSON.stringify(readAs(`add 1 ${said}`)) !== JSON.stringify([{ kind: 'add-sku', sku, quantity: '1' }]),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('and so for set, remove, note, price, stock and two at once', () => {
    const wrong = [...skus].filter((sku) => {
      const line = { by: 'sku', sku }
      const said = sku.toLowerCase()
      const pairs: readonly (readonly [string, unknown])[] = [
        [`set ${said} 2`, [{ kind: 'set-quantity', line, quantity: '2' }]],
        [`note ${said} gift wrap`, [{ kind: 'note', line, note: 'gift wrap' }]],
        [
          `price ${said} 26.60: damaged`,
          [{ kind: 'override-line', line, change: { kind: 'price', amount: '26.60' }, reason: 'damaged' }],
        ],
        [
          `3 ${sku}, 2 ${sku}`,
          [
            { kind: 'add-sku', sku, quantity: '3' },
            { kind: 'add-sku', sku, quantity: '2' },
          ],
        ],
      ]
      return pairs.some(([text, requests]) => JSON.stringify(readAs(text)) !== JSON.stringify(requests))
    })
    expect(wrong).toEqual([])
  })

  test('typed in a chat, every one of them is in the cart, and nothing else', async () => {
    const wrong: unknown[] = []
    for (const [at, sku] of AWKWARD_SKUS.entries()) {
      const thread = `terminal:awkward-${at}`
      await shop.say(SAM, thread, `add 1 ${at % 2 === 0 ? sku : sku.toLowerCase()}`)
      const lines = await cartOf(thread)
      if (JSON.stringify(lines) !== JSON.stringify([[sku, 1]])) wrong.push([sku, lines])
    }
    expect(wrong).toEqual([])
  })

  test.each([
    ['please send 3 C0303_EACH', [['C0303_EACH', 3]]],
    [
      "two O'HARE and one 4052783_BLOCK please",
      [
        ["O'HARE", 2],
        ['4052783_BLOCK', 1],
      ],
    ],
    ['could I have 2 CAM please', [['CAM', 2]]],
    ['1 B.3.9 for her please', [['B.3.9', 1]]],
    ['please add 1 WX7', [['WX7', 1]]],
  ])('in free words, "%s" is exactly that', async (text, lines) => {
    const thread = `terminal:free-${text.replace(/\W/g, '')}`
    await shop.say(SAM, thread, text)
    expect(await cartOf(thread)).toEqual(lines)
  })

  test('an ordinary word in small letters is no SKU in free words', async () => {
    await shop.say(SAM, 'terminal:word', 'can you show me the cart, no set price please')
    expect(await cartOf('terminal:word')).toBeFalsy()
  })
})
