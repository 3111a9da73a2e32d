// What turns said reaches a platform that pushes: in order, once, and after whatever the platform
// or the network did. The channel here is scripted; outbox, leases and surfaces are the real ones.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Channel, Delivered, Delivery } from '#conversation/edge/channel.ts'
import type { Outgoing } from '#conversation/edge/view.ts'
import { type DeliveryJob, startDelivery } from '#jobs/delivery.ts'
import { openStore } from '#store/turn/open.ts'
import { freshDatabase } from '#test/support/database.ts'
import { handle, message, say, smallShop } from '../store/support.ts'

const { url } = await freshDatabase()
const store = await openStore({ url })
await store.loadShop(smallShop)
const jobs: DeliveryJob[] = []
afterAll(async () => {
  for (const job of jobs) await job.close()
  await store.close()
})

type Script = (delivery: Delivery, call: number) => Delivered | Promise<Delivered>
const dead: { readonly id: number; readonly why: string }[] = []

/** Each test has a channel of its own, so that none hears another's. */
function deliverTo(name: string, script: Script) {
  const calls: Delivery[] = []
  const channel: Channel = {
    name,
    async deliver(delivery) {
      calls.push(delivery)
      return script(delivery, calls.length)
    },
  }
  const job = startDelivery({
    channels: [channel],
    outbox: store.outbox,
    surfaces: store.surfaces,
    onOutgoing: store.onOutgoing,
    now: store.now,
    report: {
      again: () => undefined,
      dead: (row) => dead.push(row),
      failed: () => undefined,
      unreachable: () => undefined,
    },
  })
  jobs.push(job)
  return { calls, job }
}
const tell = async (thread: string, ...headlines: readonly string[]) => {
  await handle(store, message(thread), async () => ({
    events: [],
    outgoing: headlines.map((headline) => say(thread, headline)),
  }))
}
const statuses = async (thread: string) =>
  (await store.outbox.list({ destination: thread })).map(({ status }) => status)
async function settled(thread: string): Promise<readonly string[]> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await pause(10)) {
    const now = await statuses(thread)
    if (now.length > 0 && now.every((status) => status !== 'pending')) return now
  }
  return statuses(thread)
}
const headline = ({ placement }: Delivery) => ('view' in placement ? placement.view.headline : '')
const posted = (role: 'root' | 'card', externalId: string) =>
  ({ role, externalId, postedAt: new Date().toISOString() }) as const

describe('states of a card', () => {
  const state = (thread: string, text: string): Outgoing => ({
    to: thread,
    placement: { place: 'card', view: { headline: text, blocks: [], controls: [] } },
  })
  const said = (thread: string, ...states: readonly Outgoing[]) =>
    handle(store, message(thread), async () => ({ events: [], outgoing: states }))

  test('within 400 ms are shown once, as the last of them; what settles does not wait', async () => {
    const at: (readonly [string, number])[] = []
    const began = Date.now()
    void deliverTo('states', (delivery) => {
      if (!delivery.superseded || delivery.surfaces.length === 0) at.push([headline(delivery), Date.now() - began])
      return { kind: 'sent', surface: posted('card', 'M1') }
    })
    for (const n of [1, 2, 3, 4, 5]) {
      await said('states:x', state('states:x', `state ${n}`))
      await pause(20)
    }
    expect(await settled('states:x')).toEqual(Array.from({ length: 5 }, () => 'sent'))
    expect(at.map(([what]) => what)).toEqual(['state 1', 'state 5'])
    expect((at[1]?.[1] ?? 0) - (at[0]?.[1] ?? 0)).toBeGreaterThanOrEqual(390)

    const settles: Outgoing = {
      to: 'states:x',
      placement: {
        place: 'card',
        subject: 'order 1',
        settles: true,
        view: { headline: 'receipt', blocks: [], controls: [] },
      },
    }
    const before = Date.now() - began
    await said('states:x', settles)
    await settled('states:x')
    expect((at.at(-1)?.[1] ?? 0) - before).toBeLessThan(380)
  })
})

describe('delivery', () => {
  test('a thread is told everything in order, one at a time, however many wait', async () => {
    let busy = 0
    const { calls } = deliverTo('one', async () => {
      busy++
      expect(busy).toBe(1)
      await pause(5)
      busy--
      return { kind: 'sent' }
    })
    await tell('one:a', ...Array.from({ length: 12 }, (_, index) => `m${index}`))
    expect(new Set(await settled('one:a'))).toEqual(new Set(['sent']))
    expect(calls.map(headline)).toEqual(Array.from({ length: 12 }, (_, index) => `m${index}`))
  })

  test('what was posted is remembered at once, leads back to its thread, and comes along with the next message', async () => {
    const { calls } = deliverTo('two', ({ surfaces }) =>
      surfaces.some(({ role }) => role === 'root')
        ? { kind: 'sent', surface: posted('card', 'C1/2') }
        : { kind: 'part', surface: posted('root', 'C1/1') },
    )
    await tell('two:~new', 'first')
    await settled('two:~new')
    expect(await store.surfaces.threadAt('two', 'C1/1')).toBe('two:~new')
    expect(await store.surfaces.threadAt('one', 'C1/1'), 'another channel').toBeUndefined()
    await tell('two:~new', 'second')
    await settled('two:~new')
    expect(calls.map(({ surfaces }) => surfaces.map(({ role, externalId }) => `${role} ${externalId}`).sort())).toEqual(
      [[], ['root C1/1'], ['card C1/2', 'root C1/1']],
    )
    await tell('two:~new', 'third')
    await settled('two:~new')
    expect(
      calls.at(-1)?.surfaces.find(({ role }) => role === 'card')?.below,
      'one message since the card was posted anew',
    ).toBe(1)
  })

  test('an attempt nobody knows the end of is looked for; one the platform put off is not; refused for good alarms and holds nobody up', async () => {
    const { calls } = deliverTo('three', (delivery, call) => {
      if (headline(delivery) === 'never') return { kind: 'refused', why: 'channel_not_found' }
      if (call === 1) return { kind: 'later', wait: 30, why: 'ratelimited' }
      if (call === 2) return { kind: 'unsure', why: 'timeout' }
      return { kind: 'sent' }
    })
    await tell('three:a', 'hello', 'never', 'after')
    expect(await settled('three:a')).toEqual(['sent', 'dead', 'sent'])
    expect(calls.map((delivery) => `${headline(delivery)} ${delivery.attempt}`)).toEqual([
      'hello send',
      'hello send',
      'hello look',
      'never send',
      'after send',
    ])
    expect(new Set(calls.slice(0, 3).map(({ key }) => key)).size).toBe(1)
    expect(dead.map(({ why }) => why)).toEqual(['channel_not_found'])
  })

  test('a message whose delivery always faults is given up, and the next one goes out', async () => {
    const { calls } = deliverTo('four', (delivery) => {
      if (headline(delivery) === 'bad') throw new Error('a bug')
      return { kind: 'sent' }
    })
    await tell('four:a', 'bad', 'good')
    expect(await settled('four:a')).toEqual(['dead', 'sent'])
    expect(calls.filter((delivery) => headline(delivery) === 'bad')).toHaveLength(5)
  }, 20_000)

  test('stopping delivers what is due, waits for what is on its way, and leaves the rest to the next process', async () => {
    const started = Promise.withResolvers<void>()
    const { job } = deliverTo('five', async (delivery) => {
      started.resolve()
      await pause(200)
      return headline(delivery) === 'three' ? { kind: 'later', wait: 60_000, why: 'ratelimited' } : { kind: 'sent' }
    })
    await tell('five:a', 'one', 'two', 'three', 'four')
    await started.promise
    await job.close()
    expect(await statuses('five:a')).toEqual(['sent', 'sent', 'pending', 'pending'])
  })
})
