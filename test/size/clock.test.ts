// The clock of a shop with much in it looks only at what came due or changed, and one process at a
// time runs it. Rule: counts of what was read, never of time.
import { describe, expect, test } from 'vitest'
import { TERMINAL_APPROVALS } from '#conversation/engine.ts'
import { type Due, lookAtClock } from '#jobs/clock.ts'
import { whatIsDue } from '#jobs/dues.ts'
import { openStore } from '#store/turn/open.ts'
import { CLOCK_USER } from '#store/turn/open-turn.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { codec } from '#test/support/open-parley.ts'
import { world } from '#test/support/world.ts'

const DAY = 86_400_000
const time = { ahead: 0 }
const clock = () => new Date(Date.now() + time.ahead)
const demo = demoWith({ plenty: 0, buyers: 10 })
const always = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' }
const shop = await world({ shop: { ...demo, settings: { ...demo.settings, hours: always } }, clock })

/** One look of a process that stays, and what it read for it. */
function aProcess() {
  const queues = new Map<string, string>()
  return async () => {
    const read = { drafts: 0, skus: [] as string[] }
    const source = {
      ...shop.store,
      settings: async () => (await shop.store.engine.shop()).settings,
      async idleDrafts() {
        const found = await shop.store.idleDrafts()
        read.drafts += found.length
        return found
      },
      async waitingLines(skus: readonly string[]) {
        read.skus.push(...skus)
        return shop.store.waitingLines(skus)
      },
    }
    const dues: Due[] = []
    const due = async () => {
      const look = await whatIsDue(source, { desk: TERMINAL_APPROVALS, queues })
      dues.push(...look.dues)
      return look
    }
    await lookAtClock({ engine: shop.engine, codec, due, user: CLOCK_USER })
    return { ...read, said: dues.map(({ request }) => request.what) }
  }
}

describe('open drafts', () => {
  const look = aProcess()
  test('are looked at once after they were saved, then when something of them runs out', async () => {
    for (const thread of ['one', 'two', 'three'])
      await shop.say('terminal:sam', `terminal:${thread}`, 'add 1 MUG-BLUE-11OZ')
    expect(await look()).toMatchObject({ drafts: 3, said: [] })
    expect(await look()).toMatchObject({ drafts: 0, said: [] })
    time.ahead += DAY
    expect(await look()).toMatchObject({ drafts: 0, said: [] })
    await shop.say('terminal:sam', 'terminal:two', 'add 1 MUG-BLUE-11OZ')
    expect(await look()).toMatchObject({ drafts: 1, said: [] })
    time.ahead = demo.settings.draftIdleDays * DAY - demo.settings.reminderMinutes * 60_000 + 60_000
    expect(await look()).toMatchObject({ drafts: 2, said: ['draft-remind', 'draft-remind'] })
    expect(await look()).toMatchObject({ drafts: 0, said: [] })
    time.ahead = demo.settings.draftIdleDays * DAY + 60_000
    expect((await look()).said).toEqual(expect.arrayContaining(['draft-end', 'draft-end']))
    expect(await shop.rows(`select status from draft where last_thread in ('terminal:one', 'terminal:three')`)).toEqual(
      [{ status: 'expired' }, { status: 'expired' }],
    )
  })

  test('other settings have all of them looked at anew', async () => {
    await look()
    expect(await look()).toMatchObject({ drafts: 0 })
    await shop.store.loadShop({ ...demo, settings: { ...demo.settings, hours: always, draftIdleDays: 3 } })
    expect((await look()).drafts).toBeGreaterThan(0)
  })
})

describe('orders that wait', () => {
  test('only a queue in which something changed is looked through', async () => {
    const look = aProcess()
    const words = (thread: string, text: string) => shop.say('terminal:kim', `terminal:${thread}`, text)
    await words('goods', 'stock expect HOOD-BLACK-L 10 2031-03-01')
    await words('goods', 'stock expect HOOD-BLACK-M 10 2031-03-01')
    for (const [at, sku] of ['HOOD-BLACK-L', 'HOOD-BLACK-M'].entries())
      for (const said of [`order for ${buyerEmail(at)}\nadd 1 ${sku}\nbackorders complete`, 'place'])
        await shop.say('terminal:sam', `terminal:waits-${at}`, said)
    expect((await look()).skus).toEqual(['HOOD-BLACK-L', 'HOOD-BLACK-M'])
    expect((await look()).skus).toEqual([])
    await words('goods', 'stock expect HOOD-BLACK-L 10 2031-04-01')
    expect(await look()).toMatchObject({ skus: ['HOOD-BLACK-L'], said: ['date-slipped'] })
    expect((await look()).said).toEqual([])
  })
})

test('one process at a time runs the clock, another one as soon as it is gone', async () => {
  const [first, second] = [await openStore({ url: shop.url }), await openStore({ url: shop.url })]
  expect(await first.isOurs('clock')).toBe(true)
  expect(await first.isOurs('clock')).toBe(true)
  expect(await second.isOurs('clock')).toBe(false)
  await first.close()
  await expect.poll(() => second.isOurs('clock'), { timeout: 20_000 }).toBe(true)
  await second.close()
})
