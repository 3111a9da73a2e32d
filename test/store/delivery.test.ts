// What turns said reaches people: terminals following one thread from several processes, leases for
// channels that push, deliveries of dead processes.
import { afterAll, describe, expect, test } from 'vitest'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { Follower } from '#store/outbox/follow.ts'
import type { OutboxRow } from '#store/outbox/outbox.ts'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import { addComment, directPool, handle, headlines, message, note, say, smallShop } from './support.ts'

const { url } = await freshDatabase()
let offset = 0
const clock = () => new Date(Date.now() + offset)
const here = await openStore({ url, clock })
const there = await openStore({ url, clock })
const direct = directPool(url)
await here.loadShop(smallShop)
afterAll(async () => {
  await Promise.all([here.close(), there.close(), direct.end()])
})

const tell = async (thread: string, ...outgoing: readonly ReturnType<typeof say>[]) => {
  const inbound = message(thread)
  await handle(here, inbound, async () => ({ events: [], outgoing }))
}
const shown = (rows: readonly OutboxRow[]) =>
  rows.map(({ placement }) => ('view' in placement ? placement.view.headline : placement.place))
/** What a terminal prints until it has printed `count` rows, woken only by its signals. */
async function printed(follower: Follower, count: number): Promise<string[]> {
  const lines: string[] = []
  const woken = { now: Promise.withResolvers<void>() }
  const stop = follower.onNotify(() => woken.now.resolve())
  const deadline = Date.now() + 5_000
  while (lines.length < count && Date.now() < deadline) {
    lines.push(...shown(await follower.drain()))
    if (lines.length < count) await woken.now.promise
    woken.now = Promise.withResolvers()
  }
  stop()
  return lines
}
const statuses = async (thread: string) => (await here.outbox.list({ destination: thread })).map((row) => row.status)

describe('two terminals on one thread', () => {
  test('each prints every shared message once, private ones only where they belong', async () => {
    const thread = 'terminal:desk'
    const sam = await here.followThread(thread, 'terminal:sam')
    const kim = await there.followThread(thread, 'terminal:kim')
    const expected = Array.from({ length: 30 }, (_, index) => `card ${index}`)
    const both = Promise.all([printed(sam, 31), printed(kim, 30)])
    for (const headline of expected)
      await tell(
        thread,
        say(thread, headline),
        ...(headline === 'card 7' ? [note(thread, 'terminal:sam', 'for Sam')] : []),
      )
    const [ofSam, ofKim] = await both
    expect(ofKim).toEqual(expected)
    expect(ofSam).toEqual(expected.flatMap((headline) => (headline === 'card 7' ? [headline, 'for Sam'] : [headline])))
    await Promise.all([sam.close(), kim.close()])
    expect(new Set(await statuses(thread))).toEqual(new Set(['sent']))
  })

  test('what waited while nobody was there comes first, and what was shown is not shown again', async () => {
    const thread = 'terminal:night'
    await tell(thread, say(thread, 'while away'), note(thread, 'terminal:kim', 'for Kim'))
    offset += 120_000
    expect(await here.outbox.parkIdle('terminal', 60_000)).toBeGreaterThanOrEqual(2)
    expect(await statuses(thread)).toEqual(['parked', 'parked'])
    const sam = await here.followThread(thread, 'terminal:sam')
    expect(shown(await sam.drain())).toEqual(['while away'])
    await tell(thread, say(thread, 'now'))
    expect(shown(await sam.drain())).toEqual(['now'])
    await sam.close()
    const again = await there.followThread(thread, 'terminal:sam')
    expect(shown(await again.drain())).toEqual([])
    await again.close()
    const kim = await there.followThread(thread, 'terminal:kim')
    expect(shown(await kim.drain())).toEqual(['for Kim'])
    await kim.close()
    expect(await statuses(thread)).toEqual(['sent', 'sent', 'sent'])
  })

  test('a terminal that dies while printing shows the same message, with its id, the next time', async () => {
    const thread = 'terminal:dies'
    await tell(thread, say(thread, 'important'))
    const dying = await here.followThread(thread, 'terminal:sam')
    const first = await dying.drain()
    const next = await there.followThread(thread, 'terminal:sam')
    expect((await next.drain()).map((row) => row.id)).toEqual(first.map((row) => row.id))
    await next.close()
  })
})

const leaseNext = async (store: typeof here, channels: readonly string[]) => (await store.outbox.lease(channels, 1))[0]

describe('channels that push', () => {
  test('one head row per destination is leased, in order, and a lease runs out', async () => {
    await tell('slack:A', say('slack:A', 'a1'), say('slack:A', 'a2'), say('slack:B', 'b1'))
    const first = await leaseNext(here, ['slack'])
    const second = await leaseNext(there, ['slack'])
    expect(shown([first, second].flatMap((row) => row ?? [])), 'last spoken to, first served').toEqual(['b1', 'a1'])
    expect(await leaseNext(here, ['slack'])).toBeUndefined()
    offset += 31_000
    const again = await leaseNext(there, ['slack'])
    expect([again?.id, again?.attempts]).toEqual([first?.id, 2])
    await there.outbox.markSent(again?.id ?? 0, '1700.1')
    const died = await leaseNext(here, ['slack'])
    expect(died?.id, 'its sender died').toBe(second?.id)
    await here.outbox.markSent(died?.id ?? 0, '1700.2')
    const [next] = [await leaseNext(here, ['slack'])]
    expect(shown(next === undefined ? [] : [next])).toEqual(['a2'])
    await here.outbox.markSent(next?.id ?? 0, '1700.3')
  })

  test('what waits for a minute goes before whatever was said since', async () => {
    await tell('slack:old', say('slack:old', 'long ago'))
    offset += 61_000
    await tell('slack:new', say('slack:new', 'just now'))
    const first = await leaseNext(here, ['slack'])
    expect(shown(first === undefined ? [] : [first])).toEqual(['long ago'])
    const second = await leaseNext(here, ['slack'])
    for (const row of [first, second]) await here.outbox.markSent(row?.id ?? 0, '1700.4')
  })

  test('a card that a newer state of the same message waits behind is told so, any other row is not', async () => {
    const card = (headline: string, more: object = {}) => ({
      to: 'slack:C',
      placement: { place: 'card', view: { headline, blocks: [], controls: [] }, ...more } as const,
    })
    await tell(
      'slack:C',
      card('one'),
      card('about another', { subject: 'order 1' }),
      card('receipt', { settles: true, subject: 'order 2' }),
      card('two'),
    )
    const told: unknown[] = []
    for (let row = await leaseNext(here, ['slack']); row !== undefined; row = await leaseNext(here, ['slack'])) {
      told.push(row.superseded)
      await here.outbox.markSent(row.id)
    }
    expect(told).toEqual([true, false, false, false])
  })

  test('refused for good is dead and holds nobody up; told to wait is left alone until then; people may retry or drop', async () => {
    await tell('discord:A', say('discord:A', 'd1'), say('discord:A', 'd2'))
    const first = await leaseNext(here, ['discord'])
    await here.outbox.markDead(first?.id ?? 0, 'unknown channel')
    expect((await here.outbox.stats()).dead).toBe(1)
    expect((await here.checkInvariants()).map((found) => found.area)).toContain('outbox')
    const second = await leaseNext(here, ['discord'])
    await here.outbox.retryIn(second?.id ?? 0, { wait: 60_000, error: 'rate limited' })
    expect(await leaseNext(here, ['discord'])).toBeUndefined()
    expect(await here.outbox.retry(first?.id ?? 0)).toBe(true)
    expect((await leaseNext(here, ['discord']))?.id).toBe(first?.id)
    expect(await here.outbox.drop(first?.id ?? 0)).toBe(true)
    offset += 61_000
    expect((await leaseNext(here, ['discord']))?.id).toBe(second?.id)
    expect(await here.outbox.drop(second?.id ?? 0)).toBe(true)
    expect(await here.outbox.retry(999_999)).toBe(false)
  })

  test('20 senders at once lease every row exactly once', async () => {
    await tell('web:x', ...Array.from({ length: 20 }, (_, index) => say(`web:${index}`, `w${index}`)))
    const leased = await Promise.all(
      Array.from({ length: 40 }, (_, index) => leaseNext(index % 2 === 0 ? here : there, ['web'])),
    )
    const late = await Promise.all(Array.from({ length: 20 }, () => leaseNext(here, ['web'])))
    const ids = [...leased, ...late].flatMap((row) => (row === undefined ? [] : [row.id]))
    expect(ids).toHaveLength(20)
    expect(new Set(ids).size).toBe(20)
  })
})

describe('deliveries of a process that died', () => {
  test('are taken over once they are old enough, oldest first, by one process only', async () => {
    const dying = await openStore({ url, clock })
    const inbounds = [message('terminal:dead'), message('terminal:dead'), message('terminal:dead2')]
    for (const inbound of inbounds) await dying.engine.claim(inbound)
    offset += 10_000
    expect(await here.recovery.unfinished(), 'its owner is alive').toEqual([])
    await dying.close()
    const taken = await Promise.all([here.recovery.unfinished(), there.recovery.unfinished()])
    expect(
      taken
        .flat()
        .map((inbound) => inbound.id)
        .sort(),
    ).toEqual(inbounds.map((inbound) => inbound.id).sort())
    for (const inbound of taken.flat().sort((a, b) => (a.id < b.id ? -1 : 1)))
      await here.engine.turn(inbound, (turn) => addComment(turn, inbound))
    offset += 10_000
    expect(await here.recovery.unfinished()).toEqual([])
  })

  test('a young one is left to its process', async () => {
    const inbound = message('terminal:young')
    await here.engine.claim(inbound)
    expect(await here.recovery.unfinished()).toEqual([])
    await here.engine.turn(inbound, (turn) => addComment(turn, inbound))
  })

  test('one that blocks its thread is handled first, at once', async () => {
    const dying = await openStore({ url, clock })
    const [first, second] = [message('terminal:blocked'), message('terminal:blocked')]
    await dying.engine.claim(first)
    await dying.close()
    const handled: string[] = []
    const run = (inbound: Inbound) =>
      here.engine.turn(inbound, (turn) => {
        handled.push(inbound.id)
        return addComment(turn, inbound)
      })
    here.onOrphan(run)
    await here.engine.claim(second)
    const reply = await run(second)
    expect(handled).toEqual([first.id, second.id])
    expect(headlines(reply.outgoing)).toEqual([`${second.id} is comment 2`])
  })

  test('one that fails again and again is tried ever less often, and hopeless only after its time', async () => {
    const dying = await openStore({ url, clock })
    const inbound = message('terminal:poison')
    await dying.engine.claim(inbound)
    await dying.close()
    let [tries, hopeless] = [0, 0]
    const minutes: number[] = []
    for (let seconds = 0; hopeless === 0; seconds += 5) {
      offset += 5_000
      const again = (await here.recovery.unfinished()).length
      tries += again
      if (again > 0) minutes.push(Math.floor(seconds / 60))
      hopeless = (await here.recovery.hopeless()).length
      if (hopeless > 0) expect(seconds).toBeGreaterThanOrEqual(600)
    }
    expect(tries).toBeGreaterThan(8)
    expect(minutes.filter((minute) => minute > 2 && minute < 6).length).toBeLessThan(4)
    await here.engine.fail(inbound, new Error('given up'), { reference: 'g1veup00', failed: [], kept: [] })
  })

  test('a blocked turn gives up after its patience, and its thread goes on', async () => {
    const impatient = await openStore({ url, clock, limits: { patience: 100 } })
    const stuck = message('terminal:stuck')
    const next = message('terminal:stuck')
    await there.engine.claim(stuck)
    await impatient.engine.claim(next)
    await expect(impatient.engine.turn(next, (turn) => addComment(turn, next))).rejects.toThrow('in vain')
    await there.engine.turn(stuck, (turn) => addComment(turn, stuck))
    await impatient.engine.turn(next, (turn) => addComment(turn, next))
    await impatient.close()
  })
})

test('the listening connection comes back by itself and catches up', async () => {
  const thread = 'terminal:signals'
  const follower = await there.followThread(thread, 'terminal:sam')
  await direct.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_advisory_lock%' and pid <> pg_backend_pid() and datname = current_database()`,
  )
  const waiting = printed(follower, 1)
  await tell(thread, say(thread, 'after the gap'))
  expect(await waiting).toEqual(['after the gap'])
  await follower.close()
  await expect.poll(async () => (await there.health()).signals, { timeout: 5_000 }).toBe('up')
})

test('a transcript is what was said, in order, by whom', async () => {
  const thread = 'terminal:transcript'
  const inbound = message(thread, 'two mugs')
  await handle(here, inbound, (turn) => addComment(turn, inbound))
  const said = await here.queries.transcript(thread)
  expect(said.map((line) => line.by)).toEqual(['person', 'parley'])
  expect(said[0]).toMatchObject({ by: 'person', inbound: { text: 'two mugs' }, status: 'done' })
})
