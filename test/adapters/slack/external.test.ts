// Who reads along in a channel is asked of Slack, and Slack may be slow, busy or silent: an
// acknowledgement never waits for it, nobody is told of another company that is not there, and
// nothing of a customer is shown before it is known. Next: adapters/slack/inbound/external.ts; door.test.ts
// (who is heard at all).
import { afterEach, expect, test } from 'vitest'
import { externalChannels } from '#adapters/slack/inbound/external.ts'
import { slackClient } from '#adapters/slack/outbound/client.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({})
const { slack } = shop
afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})
const lastAck = () => slack.acks.at(-1)?.ack

test.each([
  ['too many calls', { kind: 'rate-limited', retryAfter: 2 }],
  ['a slow answer', { kind: 'slow', wait: 4_000 }],
  ['trouble', { kind: 'status', status: 503 }],
  ['no connection', { kind: 'cut' }],
] as const)(
  '%s while Slack is asked: acknowledged at once, answered when it is known, nothing said of another company',
  { timeout: 30_000 },
  async (_, fault) => {
    const desk = slack.newChannel()
    slack.faults.next('conversations.info', fault)
    await slack.commands('USAM', desk, '/order', 'for C-1001: 2 blue 11oz mugs')
    expect(lastAck()).toMatchObject({ kind: 'acked' })
    expect(lastAck()?.took).toBeLessThan(1_500)
    expect(slack.reads('USAM', desk)).not.toContain('Jane')
    await slack.sees('USAM', desk, /Jane[\s\S]*Place order/)
    expect(slack.reads('USAM', desk)).not.toMatch(/another company|other compan/i)
    expect(slack.faults.waiting()).toBe(0)
  },
)

test('the form of a bare command opens at once, and is filled when it is known', { timeout: 30_000 }, async () => {
  const desk = slack.newChannel()
  slack.faults.next('conversations.info', { kind: 'slow', wait: 2_000 })
  await slack.commands('USAM', desk, '/order')
  await slack.modal('USAM', /Quantity|Who|customer/i)
})

test('in a channel that another company reads nothing is shown, however late that is known', {
  timeout: 30_000,
}, async () => {
  const desk = slack.newChannel()
  const channel = slack.space.channels.get(desk)
  slack.space.channels.set(desk, {
    ...(channel ?? { id: desk, name: desk, kind: 'channel', members: [], archived: false }),
    external: true,
  })
  slack.faults.next('conversations.info', { kind: 'slow', wait: 1_500 })
  await slack.commands('USAM', desk, '/order', 'for C-1001: 2 blue 11oz mugs')
  await slack.sees('USAM', desk, /another company|other compan|shared/i)
  expect(slack.reads('USAM', desk)).not.toMatch(/Parley[^>]*>[^\n]*(Jane|Oak|4242)/)
})

test('what was known stands while it is asked again', async () => {
  let now = 0
  const client = slackClient({ token: 'xoxb-fake-bot', apiUrl: slack.apiUrl, log: () => undefined })
  const externals = externalChannels(client, () => now)
  expect(externals.now('CORDERS')).toBeUndefined()
  expect(await externals.sure('CORDERS')).toBe(false)
  now = 3_600_000
  slack.faults.next('conversations.info', { kind: 'status', status: 503 })
  expect(externals.now('CORDERS')).toBe(false)
  await expect.poll(() => slack.faults.waiting()).toBe(0)
  expect(externals.now('DSAM')).toBe(false)
  externals.learn('CNEW', true)
  expect(externals.now('CNEW')).toBe(true)
})
