// Presses that no longer fit, tokens nobody signed, people where they have no business, a cart beyond its limit. Rule: nothing changes, and the
// words say why without telling a stranger anything. Next: src/conversation/action-codec.ts, src/conversation/turn/turn.ts (who is heard).
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createActionCodec } from '#conversation/action-codec.ts'
import { cartsOf, REP, TWO_MUGS } from '#test/support/carts.ts'
import { message, press } from '#test/support/open-parley.ts'
import { buttonsOf, printed, world } from '#test/support/world.ts'

const shop = await world()
const { cart, freshThread, linesOf } = cartsOf(shop, 'abuse')

describe('controls that no longer fit', () => {
  const placed = async (thread: string) =>
    (await shop.rows<{ n: number }>('select count(*)::int as n from orders where thread_key = $1', [thread]))[0]?.n

  test('an old button has no effect and says what changed; pressed three times, place places once', async () => {
    const thread = await cart()
    await shop.deliver(message(REP, thread, 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US'))
    const ready = await shop.deliver(message(REP, thread, 'pay link'))
    const old = buttonsOf(ready).find(({ label }) => label.startsWith('Place'))?.token ?? ''
    const newer = await shop.deliver(message(REP, thread, 'add 1 BEAN-BLACK'))
    expect(printed(await shop.deliver(press(REP, thread, old)))).toMatch(/changed since/i)
    expect(await placed(thread)).toBe(0)
    const token = buttonsOf(newer).find(({ label }) => label.startsWith('Place'))?.token ?? ''
    const clicks = await Promise.all([1, 2, 3].map(() => shop.deliver(press(REP, thread, token))))
    expect(clicks.map(printed).filter((said) => /order \d{5}/i.test(said))).toHaveLength(3)
    expect(await placed(thread)).toBe(1)
  })

  test('a button pressed after the order was cancelled does nothing', async () => {
    const thread = await cart()
    const before = await shop.deliver(message(REP, thread, 'show'))
    await shop.deliver(message(REP, thread, 'cancel'))
    await shop.deliver(message(REP, thread, 'yes'))
    const token = buttonsOf(before).find(({ label }) => label === 'Undo')?.token ?? 'missing'
    expect(printed(await shop.deliver(press(REP, thread, token)))).toMatch(/no longer open|earlier order/i)
  })

  test('forged, foreign and cut tokens get the same words', async () => {
    const thread = await cart()
    const real = buttonsOf(await shop.deliver(message(REP, thread, 'show')))[0]?.token ?? ''
    const foreign = createActionCodec({ sign: (text) => createHmac('sha256', 'another shop').update(text).digest('base64url') }).encode(
      { kind: 'place' },
      { ref: 1, revision: 1 },
    )
    const answers = await Promise.all(
      [`${real}x`, real.slice(0, -3), foreign, 'p.1.1..AAAA', ''].map((token) => shop.deliver(press(REP, thread, token))),
    )
    expect(new Set(answers.map(printed)).size).toBe(1)
    expect(printed(answers[0] ?? { inboundId: '', outgoing: [] })).toMatch(/not found/)
    expect(await linesOf(thread)).toEqual(TWO_MUGS)
  })
})

describe('people', () => {
  test("a stranger in somebody's thread sees and changes nothing", async () => {
    const thread = freshThread()
    await shop.deliver(message('terminal:guest-a', thread, '2 blue 11oz mugs'))
    const said = printed(await shop.deliver(message('terminal:guest-b', thread, 'add 5 BEAN-BLACK')))
    expect(said).not.toMatch(/mug/i)
    expect(said).toMatch(/another order/)
    expect(await linesOf(thread)).toEqual(TWO_MUGS)
  })

  test.each([
    'take 5.00 off: goodwill',
    'shipping 0.00: goodwill',
    'price MUG-BLUE-11OZ 1.00: damaged',
    'memo he is nice',
    'customer jane.doe@example.com',
    'orders',
  ])('a guest saying "%s" gets no more than a guest may', async (text) => {
    const thread = freshThread()
    const user = `terminal:guest-of-${thread}`
    await shop.deliver(message(user, thread, '2 blue 11oz mugs'))
    const said = printed(await shop.deliver(message(user, thread, text)))
    expect(said).not.toMatch(/Jane|Oak St|4242|1042/)
    const [row] = await shop.rows<{ subtraction: unknown; groups: string; total: number }>(
      `select state->'content'->'subtraction' as subtraction, state->'content'->>'groups' as groups, (state->'shown'->>'total')::int as total from draft where last_thread = $1`,
      [thread],
    )
    expect(row?.subtraction ?? null).toBeNull()
    expect(row?.groups).not.toContain('override')
    expect(await linesOf(thread)).toEqual(TWO_MUGS)
  })

  test('a 301st line is refused and the 300 stay', { timeout: 60_000 }, async () => {
    const thread = freshThread()
    const known = await shop.store.engine.shop()
    const skus = [...known.catalog.variants.keys()].filter((sku) => !/^DENIM-S$/.test(sku))
    for (let at = 0; at < skus.length; at += 60) {
      await shop.deliver(message(REP, thread, `add ${skus.slice(at, at + 60).join(', ')}`))
    }
    // The same SKU with a note of its own is a line of its own: that fills what the catalog does not.
    const notes = Array.from({ length: 60 }, (_, n) => `note ${skus[n]} engraved ${n}\nadd 1 ${skus[n]}`)
    for (let at = 0; at < notes.length; at += 20) await shop.deliver(message(REP, thread, notes.slice(at, at + 20).join('\n')))
    expect(printed(await shop.deliver(message(REP, thread, `note ${skus[100]} the last\nadd 1 ${skus[100]}`)))).toMatch(
      /holds 300 different lines/i,
    )
    const lines = (await linesOf(thread)) as unknown[]
    expect(lines).toHaveLength(300)
    expect(shop.faults).toEqual([])
  })
})

test('nothing is wrong in the end', async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
})
