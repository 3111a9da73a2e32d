// Presses that no longer fit, tokens nobody signed, people where they have no business, a cart
// beyond its limit. Rule: nothing changes, and the words say why without telling a stranger
// anything. Next: src/conversation/edge/action-codec.ts, src/conversation/turn/turn.ts (who is
// heard).
import { describe, expect, test } from 'vitest'
import { resistsAbuse } from '#test/support/abuse.ts'
import { cartsOf, REP, TWO_MUGS } from '#test/support/carts.ts'
import { message, press } from '#test/support/open-parley.ts'
import { buttonsOf, printed, world } from '#test/support/world.ts'

const shop = await world()
const { cart, freshThread, linesOf } = cartsOf(shop, 'abuse')

const placed = async (thread: string) =>
  (await shop.rows<{ n: number }>('select count(*)::int as n from orders where thread_key = $1', [thread]))[0]?.n

describe('controls that no longer fit', () => {
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
})

// The table of every channel, at the terminal: owner and outsider are guests, the outsider in the owner's own thread.
const OWNER = 'terminal:guest:owner'
const OUTSIDER = 'terminal:guest:outsider'
const userOf = { owner: OWNER, outsider: OUTSIDER }
resistsAbuse({
  async cart() {
    const thread = freshThread()
    await shop.deliver(message(OWNER, thread, '2 blue 11oz mugs'))
    return thread
  },
  says: async (who, thread, text) => printed(await shop.deliver(message(userOf[who], thread, text))),
  presses: async (who, thread, token) => printed(await shop.deliver(press(userOf[who], thread, token))),
  async token(thread, label) {
    const shown = await shop.store.outbox.list({ destination: thread })
    const controls = shown.flatMap(({ placement }) => ('view' in placement ? placement.view.controls : []))
    const found = controls.findLast((control) => control.kind === 'button' && control.label === label)
    return found?.kind === 'button' ? found.token : ''
  },
  linesOf,
  placed,
  rows: (sql) => shop.rows(sql),
  faults: () => shop.faults,
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

  test('a 301st line is refused and the 300 stay', { timeout: 60_000 }, async () => {
    const thread = freshThread()
    const known = await shop.store.engine.shop()
    const skus = [...known.catalog.variants.keys()].filter((sku) => !/^DENIM-S$/.test(sku))
    for (let at = 0; at < skus.length; at += 60) {
      await shop.deliver(message(REP, thread, `add ${skus.slice(at, at + 60).join(', ')}`))
    }
    // The same SKU with a note of its own is a line of its own: that fills what the catalog does not.
    const notes = Array.from({ length: 60 }, (_, n) => `note ${skus[n]} engraved ${n}\nadd 1 ${skus[n]}`)
    for (let at = 0; at < notes.length; at += 20)
      await shop.deliver(message(REP, thread, notes.slice(at, at + 20).join('\n')))
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
