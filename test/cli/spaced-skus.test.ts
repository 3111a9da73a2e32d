// SKUs with spaces, quotes and slashes in them, as real exports have them: every command that takes
// a SKU takes these as typed, in the chat and on the command line.
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { importedShop } from './imported-shop.ts'
import { runParley } from './parley.ts'

describe('SKUs with spaces', async () => {
  const shop = await importedShop(['shopify-old.csv', 'shopify-new.csv'])
  const lines = async (thread: string) => {
    const [draft] = await shop.rows<{ lines: { sku: string; quantity: number; note?: string }[] }>(
      `select state->'content'->'lines' as lines from draft where thread_key = $1`,
      [thread],
    )
    return (draft?.lines ?? []).map(({ sku, quantity, note }) => ({ sku, quantity, ...(note && { note }) }))
  }

  test('a line is set, given a note and removed by its SKU, in small letters too', async () => {
    const thread = `terminal:${randomUUID().slice(0, 8)}`
    const say = (words: string) => shop.say('terminal:sam', thread, words)
    await say("add 2 BC 6 W and GRANNY'S 15")
    await say('set BC 6 W 3')
    await say('set bc 6 w to 4')
    await say("note GRANNY'S 15 goes with BC 6 W")
    expect(await lines(thread)).toEqual([
      { sku: 'BC 6 W', quantity: 4 },
      { sku: "GRANNY'S 15", quantity: 1, note: 'goes with BC 6 W' },
    ])
    await say('remove BC 6 W')
    expect(await lines(thread)).toEqual([{ sku: "GRANNY'S 15", quantity: 1, note: 'goes with BC 6 W' }])
  })

  test('goods are counted, received and announced by their SKU, in the chat and on the command line', async () => {
    const env = { DATABASE_URL: shop.url }
    const onHand = async () =>
      (await shop.rows<{ n: number }>(`select on_hand as n from stock where sku = 'BC 6 W'`))[0]?.n
    const thread = `terminal:${randomUUID().slice(0, 8)}`
    expect(await shop.say('terminal:kim', thread, 'stock set BC 6 W 40')).toContain('40')
    expect(await onHand()).toBe(40)
    expect((await runParley(['stock', 'receive', 'BC 6 W', '2'], { env })).code).toBe(0)
    expect(await onHand()).toBe(42)
    expect((await runParley(['stock', 'expect', 'bc 6 w', '5', '2030-01-15'], { env })).code).toBe(0)
    expect((await runParley(['stock', 'show', 'BC 6 W'], { env })).out).toContain('5 expected on 2030-01-15')
  })
})
