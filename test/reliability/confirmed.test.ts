// A confirmation is an act of its own: the same press twice, an old one, or words said before the
// warning was shown never pass it. Rule: a press means what its own card showed
// (src/domain/draft/submit/seen.ts). Next: test/adapters/confirmed.test.ts, the same on Slack and Discord.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { codec, message, press } from '#test/support/open-parley.ts'
import { buttonsOf, printed, world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 100_000 }) })
const REP = 'terminal:sam'
let carts = 0
afterEach(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

/**
 * A rep's ready order for a customer who has another open cart; answers its thread and the token of
 * its [Place order].
 */
async function warned(): Promise<{ readonly thread: string; readonly token: string }> {
  const thread = `terminal:confirmed-${++carts}`
  await shop.deliver(message(REP, `${thread}-other`, 'order for C-1001: 1 white teapot'))
  const ready = await shop.deliver(message(REP, thread, 'order for C-1001: 2 blue 11oz mugs'))
  const token = buttonsOf(ready).find(({ label }) => label.startsWith('Place order'))?.token
  if (token === undefined) throw new Error(`it is not ready:\n${printed(ready)}`)
  return { thread, token }
}
const placed = async (thread: string) =>
  (await shop.rows<{ n: number }>('select count(*)::int as n from orders where thread_key = $1', [thread]))[0]?.n
const anyway = (reply: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(reply).find(({ label }) => label.startsWith('Place it anyway'))?.token ?? ''

describe('a warning before an order is placed', () => {
  test('the same [Place order] pressed ten times never passes it, its own [Place it anyway] does', async () => {
    const { thread, token } = await warned()
    for (let click = 0; click < 10; click++) {
      const said = printed(await shop.deliver(press(REP, thread, token)))
      expect(said).toContain('One moment before it is placed')
      expect(said).toContain('[Place it anyway')
    }
    expect(await placed(thread)).toBe(0)
    const shown = await shop.deliver(press(REP, thread, token))
    expect(printed(await shop.deliver(press(REP, thread, anyway(shown))))).toMatch(/order \d{5} placed/)
    expect(await placed(thread)).toBe(1)
  })

  test('a double click on both, at the same instant', async () => {
    const { thread, token } = await warned()
    const clicks = await Promise.all([1, 2, 3].map(() => shop.deliver(press(REP, thread, token))))
    expect(await placed(thread)).toBe(0)
    const own = clicks.map(anyway).find((each) => each !== '') ?? ''
    await Promise.all([1, 2, 3].map(() => shop.deliver(press(REP, thread, own))))
    expect(await placed(thread)).toBe(1)
  })

  test('the old button pressed again after a restart does not pass it either', async () => {
    const { thread, token } = await warned()
    await shop.deliver(press(REP, thread, token))
    const again = await world({ url: shop.url })
    expect(printed(await again.deliver(press(REP, thread, token)))).toContain('One moment before it is placed')
    expect(await placed(thread)).toBe(0)
    const shown = await again.deliver(press(REP, thread, token))
    await again.deliver(press(REP, thread, anyway(shown)))
    expect(await placed(thread)).toBe(1)
  })

  test('words said after it was shown pass it, words that were waiting before do not', async () => {
    const { thread } = await warned()
    const said = [message(REP, thread, 'place'), message(REP, thread, 'place')]
    // Both were kept before anybody handled either, as after a restart.
    for (const each of said) await shop.engine.claim(each)
    await pause(10)
    for (const each of said) expect(printed(await shop.engine.handle(each))).toContain('One moment before it is placed')
    expect(await placed(thread)).toBe(0)
    expect(printed(await shop.deliver(message(REP, thread, 'yes')))).toMatch(/order \d{5} placed/)
  })

  test('[Place it anyway] confirms what it was shown with, nothing that came up later', async () => {
    const { thread, token } = await warned()
    const own = anyway(await shop.deliver(press(REP, thread, token)))
    await shop.deliver(message('terminal:kim', `${thread}-third`, 'order for C-1001: 1 BEAN-BLACK'))
    expect(printed(await shop.deliver(press(REP, thread, own)))).toContain('One moment before it is placed')
    expect(await placed(thread)).toBe(0)
  })
})

test('a press at a total that is not the one on its button places nothing, however often', async () => {
  const thread = 'terminal:confirmed-total'
  await shop.deliver(message(REP, thread, 'guest total@example.com: 2 blue 11oz mugs'))
  await shop.deliver(message(REP, thread, 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US'))
  const ready = await shop.deliver(message(REP, thread, 'pay link'))
  const token = buttonsOf(ready).find(({ label }) => label.startsWith('Place order'))?.token ?? ''
  await shop.rows(
    `update shop set version = version + 1, settings = replace(settings::text, '"amount": 595', '"amount": 695')::jsonb`,
  )
  expect(printed(await shop.deliver(press(REP, thread, token)))).toMatch(/The total changed: \S+, now \S+/)
  for (let click = 0; click < 3; click++)
    expect(printed(await shop.deliver(press(REP, thread, token)))).toContain('showed something else')
  expect(await placed(thread)).toBe(0)
  const card = await shop.deliver(message(REP, thread, 'show'))
  const own = buttonsOf(card).find(({ label }) => label.startsWith('Place order'))?.token ?? ''
  expect(printed(await shop.deliver(press(REP, thread, own)))).toMatch(/order \d{5} placed/)
})

describe('a button that an earlier version posted, which does not say what its card showed', () => {
  /** The same draft and button as an earlier version left them. */
  async function posted(name: string): Promise<{ readonly thread: string; readonly token: string }> {
    const thread = `terminal:posted-${name}`
    await shop.deliver(message(REP, thread, `guest ${name}@example.com: 2 blue 11oz mugs`))
    await shop.deliver(message(REP, thread, 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US'))
    await shop.deliver(message(REP, thread, 'pay link'))
    const [draft] = await shop.rows<{ ref: number; revision: number }>(
      `update draft set state = state #- '{shown,seen}' where thread_key = $1 returning ref, revision`,
      [thread],
    )
    if (draft === undefined) throw new Error('no draft is open there')
    return { thread, token: codec.encode({ kind: 'place' }, draft) }
  }

  test('places the order', async () => {
    const { thread, token } = await posted('first')
    expect(printed(await shop.deliver(press(REP, thread, token)))).toMatch(/order \d{5} placed/)
  })

  test('places nothing once another card was drawn, however often', async () => {
    const { thread, token } = await posted('second')
    await shop.rows(
      `update shop set version = version + 1,
        settings = regexp_replace(settings::text, '"amount": (595|695)', '"amount": 795', 'g')::jsonb`,
    )
    expect(printed(await shop.deliver(press(REP, thread, token)))).toMatch(/The total changed: \S+, now \S+/)
    for (let click = 0; click < 3; click++)
      expect(printed(await shop.deliver(press(REP, thread, token)))).toContain('showed something else')
    expect(await placed(thread)).toBe(0)
  })
})
