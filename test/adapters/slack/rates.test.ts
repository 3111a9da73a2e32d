// More is said than Slack lets an app show: edits are few a minute in a whole workspace. Rule:
// Slack never has to tell us to wait; below the limit an outcome is there within three seconds,
// above it every thread shows its last state within three minutes, those last spoken in first.
// Next: adapters/slack/outbound/pace.ts; delivery.test.ts (what else goes wrong).
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createPace } from '#adapters/slack/outbound/pace.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const THREADS = 20
/** Slack's minute here, milliseconds; a second of a channel stays a second. */
const MINUTE = 10_000
const shop = await slackShop({
  shop: demoWith({ buyers: THREADS + 2, plenty: 100_000 }),
  tiers: { most: { 'chat.update': 50, 'chat.postEphemeral': 100 }, minute: MINUTE },
  tuning: { minute: MINUTE },
})
const { slack } = shop
const EVENTS = 120
/** A busy machine takes its own time for so many turns, milliseconds. */
const LOADED = 30_000

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault' || event === 'undeliverable')).toEqual([])
})

/** An order of its own in the thread of a message; answers how to say something in it. */
async function thread(n: number) {
  const channel = slack.newChannel()
  await slack.says('USAM', channel, `<@UBOT> order for buyer${n}@example.com: 1 blue 11oz mug`)
  const card = await slack.sees('USAM', channel, new RegExp(`Buyer ${n}\\b[\\s\\S]*Place order`))
  const at = { thread: card.threadTs ?? card.ts }
  return { channel, say: (text: string) => slack.says('USAM', channel, text, at) }
}
/** The quantity the newest card shows. */
const shows = (channel: string, quantity: number) =>
  new RegExp(`\\b${quantity} +Classic mug`).test(slack.reads('USAM', channel))

test('below the limit every outcome is there within three seconds', { timeout: 60_000 }, async () => {
  const { channel, say } = await thread(1)
  for (const quantity of [2, 3, 4, 5]) {
    const began = performance.now()
    await say(`make it ${quantity}`)
    await expect.poll(() => shows(channel, quantity), { timeout: 3_000, interval: 20 }).toBe(true)
    expect(performance.now() - began).toBeLessThan(3_000)
  }
  expect(slack.held).toEqual([])
})

test('a wait that Slack asks for is waited for by every thread, and nobody asks again before it is over', {
  timeout: 60_000,
}, async () => {
  const { channel, say } = await thread(2)
  const other = await thread(3)
  await shop.settled()
  slack.faults.next('chat.update', { kind: 'rate-limited', retryAfter: 2 })
  await say('make it 2')
  await expect.poll(() => slack.faults.waiting(), { timeout: 5_000, interval: 5 }).toBe(0)
  const told = slack.calls.findLast(({ method }) => method === 'chat.update')?.at ?? 0
  await other.say('make it 2')
  await expect.poll(() => shows(channel, 2) && shows(other.channel, 2), { timeout: 8_000 }).toBe(true)
  const during = slack.calls.filter(({ method, at }) => method === 'chat.update' && at > told && at < told + 1_900)
  expect(during).toEqual([])
})

test('more events than a minute has edits, over twenty threads: each shows its last state within three minutes, nothing is lost, Slack never says wait', {
  timeout: 120_000,
}, async () => {
  const threads = await Promise.all(Array.from({ length: THREADS }, (_, n) => thread(n + 2)))
  await shop.settled()
  const began = Date.now()
  const said: Promise<unknown>[] = []
  for (let event = 0; event < EVENTS; event++) {
    said.push(threads[event % THREADS]?.say(`make it ${2 + Math.floor(event / THREADS)}`) ?? Promise.resolve())
    await pause(Math.max(0, began + event * 50 - Date.now()))
  }
  await Promise.all(said)
  const over = Date.now()
  const last = 2 + (EVENTS / THREADS - 1)
  await expect
    .poll(() => threads.filter(({ channel }) => !shows(channel, last)).length, {
      timeout: 3 * MINUTE + LOADED,
      interval: 200,
    })
    .toBe(0)
  await shop.settled()
  console.log(
    `${EVENTS} events over ${THREADS} threads: all final after ${Math.round((Date.now() - over) / 1000)} s, ${slack.held.length} calls told to wait`,
  )
  expect(slack.held).toEqual([])
  const [row] = await shop.rows<{ n: number }>(
    "select count(*)::int as n from inbox where payload->>'text' like 'make it %' and status = 'done'",
  )
  expect(row?.n).toBeGreaterThanOrEqual(EVENTS)
})

describe('the pace', () => {
  test('counts edits over all channels, posts by channel, and frees what is a minute old', () => {
    let now = 0
    const pace = createPace(() => now)
    const edits = Array.from({ length: 50 }, (_, n) => pace.ask('chat.update', `C${n}`))
    expect(edits.filter((wait) => wait === 0)).toHaveLength(45)
    expect(edits.at(-1)).toBe(60_000)
    expect(pace.ask('chat.postMessage', 'C1')).toBe(0)
    now = 60_000
    expect(pace.ask('chat.update', 'C1')).toBe(0)
  })

  test('a wait covers the method, and no other', () => {
    let now = 0
    const pace = createPace(() => now)
    pace.hold('chat.update', 30_000)
    expect(pace.ask('chat.update', 'C2')).toBe(30_000)
    expect(pace.ask('chat.postMessage', 'C2')).toBe(0)
    now = 30_000
    expect(pace.ask('chat.update', 'C2')).toBe(0)
  })
})
