// What goes wrong on the way out, end to end: answers that got lost, too many calls, gone messages,
// a revoked token. Rule: people read everything exactly once and in order, and what can never be
// delivered is told to the operator. Next: web-api-faults.test.ts, the same at the level of one
// call.
import { afterEach, describe, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const shop = await slackShop({ shop: demoWith({ buyers: 20 }), tuning: { timeout: 2_500 } })
const { slack } = shop

afterEach(() => {
  expect(slack.violations).toEqual([])
  expect(slack.faults.waiting()).toBe(0)
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})

/** An order of the buyer with this number, in a channel of its own. */
async function starts(n: number): Promise<string> {
  const desk = slack.newChannel()
  await slack.commands('USAM', desk, '/order', `for buyer${n}@example.com: 1 blue 11oz mug`)
  return desk
}
const said = (what: RegExp) =>
  slack.space.messages.filter((each) => !each.deleted && each.user === 'UBOT' && what.test(slack.text(each)))

describe('a post nobody knows the end of', () => {
  test.each([
    ['accepted, and the connection cut', 'lost-answer', 1],
    ['cut before it arrived', 'cut', 2],
  ] as const)('%s: exactly one message in the end', { timeout: 40_000 }, async (_what, kind, n) => {
    slack.faults.next('chat.postMessage', { kind })
    const desk = await starts(n)
    await slack.sees('USAM', desk, new RegExp(`Buyer ${n}\\b[\\s\\S]*Place order`))
    await shop.settled()
    expect(said(new RegExp(`Buyer ${n}\\b[\\s\\S]*Place order`))).toHaveLength(1)
    expect(said(new RegExp(`^Buyer ${n} - `))).toHaveLength(1)
  })

  test('accepted, and no answer at all: looked for before anything is sent again', { timeout: 60_000 }, async () => {
    slack.faults.next('chat.postMessage', { kind: 'no-answer' })
    const desk = await starts(3)
    await slack.sees('USAM', desk, /^Buyer 3 - /)
    await eventually('the card', 40_000, async () =>
      said(/Buyer 3\b[\s\S]*Place order/).length > 0 ? true : undefined,
    )
    await shop.settled()
    expect(said(/^Buyer 3 - /)).toHaveLength(1)
    expect(said(/Buyer 3\b[\s\S]*Place order/)).toHaveLength(1)
  })
})

describe('Slack in trouble', () => {
  test('too many calls: waits as long as it was asked to, then everything arrives in order', {
    timeout: 40_000,
  }, async () => {
    slack.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 2 })
    const began = slack.calls.length
    const desk = await starts(4)
    await slack.sees('USAM', desk, /Buyer 4\b[\s\S]*Place order/)
    const posts = slack.calls.slice(began).filter(({ method }) => method === 'chat.postMessage')
    expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(1_950)
  })

  test('answers 503 for a while: tried again, once in the end', { timeout: 40_000 }, async () => {
    slack.faults.next('chat.postMessage', { kind: 'status', status: 503 }, { times: 2 })
    const desk = await starts(5)
    await slack.sees('USAM', desk, /Buyer 5\b[\s\S]*Place order/)
    await shop.settled()
    expect(said(/Buyer 5\b[\s\S]*Place order/)).toHaveLength(1)
  })

  test('a card somebody deleted is posted anew', { timeout: 40_000 }, async () => {
    const desk = await starts(6)
    const card = await slack.sees('USAM', desk, /Buyer 6\b[\s\S]*Place order/)
    await shop.settled()
    card.deleted = true
    await slack.says('USAM', desk, 'add 1 BEAN-BLACK', { thread: card.threadTs ?? card.ts })
    const anew = await slack.sees('USAM', desk, /Buyer 6\b[\s\S]*BEAN-BLACK|Buyer 6\b[\s\S]*bean/i)
    expect(anew.ts).not.toBe(card.ts)
    expect(anew.threadTs).toBe(card.threadTs)
  })

  test('a thread whose first message was deleted meanwhile goes on under a root of its own, and is heard there', {
    timeout: 40_000,
  }, async () => {
    const desk = slack.newChannel()
    const { message, deliveries } = slack.writes('USAM', desk, '<@UBOT> order for buyer10@example.com: 1 blue 11oz mug')
    message.deleted = true
    await Promise.all(deliveries.map(slack.deliver))
    const card = await slack.sees('USAM', desk, /Buyer 10\b[\s\S]*Place order/)
    const root = await slack.sees('USAM', desk, /^Buyer 10 - /)
    expect(card.threadTs).toBe(root.ts)
    await slack.says('USAM', desk, 'make it 2', { thread: root.ts })
    await expect.poll(() => slack.text(card), { timeout: 20_000 }).toMatch(/\b2 +Classic mug/)
    await slack.presses('USAM', card, 'Place order')
    await slack.sees('USAM', desk, /order \d+ placed/)
    expect(await shop.rows("select error from outbox where status = 'dead' and channel = 'slack'")).toEqual([])
  })

  test('an edit that is refused for being too old leads to a new card; the old one has no buttons any more', {
    timeout: 40_000,
  }, async () => {
    const desk = await starts(7)
    const card = await slack.sees('USAM', desk, /Buyer 7\b[\s\S]*Place order/)
    await shop.settled()
    const mine = (args: Readonly<Record<string, unknown>>) => args['ts'] === card.ts
    slack.faults.next('chat.update', { kind: 'error', error: 'edit_window_closed' }, { only: mine })
    await slack.says('USAM', desk, 'add 1 BEAN-BLACK', { thread: card.threadTs ?? card.ts })
    await eventually('another card', 20_000, async () =>
      said(/Buyer 7\b[\s\S]*Place order/).find(({ ts }) => ts !== card.ts),
    )
  })

  test('a form that comes too late is not lost: the rep is told what to do', { timeout: 40_000 }, async () => {
    const desk = await starts(8)
    const card = await slack.sees('USAM', desk, /Buyer 8\b[\s\S]*Place order/)
    slack.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' })
    await slack.presses('USAM', card, 'Add coupon')
    const note = await slack.sees('USAM', desk, /Add a coupon: the form is ready/)
    slack.faults.next('views.update', { kind: 'error', error: 'hash_conflict' })
    await slack.presses('USAM', note, 'Open the form')
    const form = await slack.modal('USAM', /Coupon code/)
    await slack.submits('USAM', form, { 'Coupon code': 'save10' })
    await slack.sees('USAM', desk, /Coupon SAVE10|SAVE10/)
    await expect.poll(() => slack.reads('USAM', desk), { timeout: 20_000 }).not.toContain('[Open the form]')
  })
})

test('a revoked token: the operator is told once, nothing is lost, and what was said is delivered when the token is good again', {
  timeout: 40_000,
}, async () => {
  const desk = await starts(9)
  const card = await slack.sees('USAM', desk, /Buyer 9\b[\s\S]*Place order/)
  await shop.settled()
  slack.faults.always({ kind: 'error', error: 'token_revoked' })
  await slack.says('USAM', desk, 'add 1 BEAN-BLACK', { thread: card.threadTs ?? card.ts })
  await eventually('the operator to be told', 20_000, async () => (shop.log.some(isRefused) ? true : undefined))
  const calls = slack.calls.length
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(slack.calls.length - calls).toBeLessThan(10)
  slack.faults.always(undefined)
  await slack.sees('USAM', desk, /Buyer 9\b[\s\S]*BEAN-BLACK/)
  expect(shop.log.filter(isRefused)).toHaveLength(1)
  expect(await shop.rows("select error from outbox where status = 'dead' and channel = 'slack'")).toEqual([])
  const [draft] = await shop.rows<{ lines: number }>(
    `select jsonb_array_length(state->'content'->'lines') as lines from draft where state->'content'->'buyer'->>'name' = 'Buyer 9'`,
  )
  expect(draft?.lines).toBe(2)
})

const isRefused = ({ event, channel, state }: (typeof shop.log)[number]): boolean =>
  event === 'channel' && channel === 'slack' && state === 'refused'

test('nothing is wrong in the end', async () => {
  // What died above is what the rule about dead deliveries is there to find.
  const found = await shop.checkInvariants()
  expect(found.filter(({ area }) => !/outbox/.test(area))).toEqual([])
})

passesOutsideValidators(slack)
