// One call to Slack's Web API and everything it may answer: the real SDK, its network replaced.
// Rule: each call is made once (the SDK retries nothing), and what its failure means is told apart:
// wait, perhaps arrived, never. Next: adapters/slack/outbound/client.ts, delivery.test.ts (the same end to
// end).
import { WebClient } from '@slack/web-api'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allowList, clientOptions, slackClient } from '#adapters/slack/outbound/client.ts'
import { slackChannel } from '#adapters/slack/outbound/deliver.ts'
import type { Delivery, KnownSurface } from '#conversation/edge/channel.ts'
import type { View } from '#conversation/edge/view.ts'
import { obj, parsed, str } from '#playground/loopback/json.ts'

const SLACK = 'https://slack.com'
beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
})
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
})
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})

const told: unknown[] = []
const client = slackClient({ token: 'xoxb-1', log: (line) => void told.push(line) })
const view: View = {
  headline: 'Jane Doe: +2 mugs <!channel>',
  blocks: [{ kind: 'text', text: '<@U9> & co.' }],
  controls: [],
}
const card: KnownSurface = { role: 'card', externalId: 'D1/170.1', postedAt: '2026-11-23T15:00:00.000Z', below: 0 }

const delivery = (over: Partial<Delivery> = {}): Delivery => ({
  key: 'o42',
  thread: 'slack:T1/@U1',
  placement: { place: 'card', view },
  surfaces: [],
  attempt: 'send',
  tries: 1,
  superseded: false,
  answers: 'inbound-1',
  ...over,
})
/** A channel that knows the direct message already. */
async function opened(given: WebClient = client) {
  const seen = { revoked: [] as string[], notWelcome: [] as string[] }
  const channel = slackChannel({
    client: given,
    revoked: (why) => void seen.revoked.push(why),
    notWelcome: async (_, why) => void seen.notWelcome.push(why),
  })
  api('conversations.open').reply(200, { ok: true, channel: { id: 'D1' } })
  return { ...seen, deliver: channel.deliver }
}
const api = (method: string, body?: (body: Readonly<Record<string, unknown>>) => boolean) =>
  nock(SLACK).post(`/api/${method}`, (sent) => body?.(obj(sent)) ?? true)
const posted = { ok: true, channel: 'D1', ts: '170.2' }

describe('a post', () => {
  test('carries its key, its whole text, and pings nobody it should not', async () => {
    const { deliver } = await opened()
    api('chat.postMessage', ({ metadata, text, channel }) => {
      expect(parsed(metadata)).toEqual({ event_type: 'parley', event_payload: { key: 'o42' } })
      expect(text).toContain('&lt;!channel&gt;')
      expect(text).toContain('&lt;@U9&gt; &amp; co.')
      return channel === 'D1'
    }).reply(200, posted)
    expect(await deliver(delivery())).toMatchObject({ kind: 'sent', surface: { role: 'card', externalId: 'D1/170.2' } })
  })

  test('that is too much for now waits as long as Slack says', async () => {
    const { deliver } = await opened()
    api('chat.postMessage').reply(429, {}, { 'retry-after': '7' })
    expect(await deliver(delivery())).toEqual({ kind: 'later', wait: 7_000, why: 'ratelimited' })
  })

  test.each([500, 502, 503, 504])(
    'answered with HTTP %i may have arrived; it is not sent again by itself',
    async (status) => {
      const { deliver } = await opened()
      api('chat.postMessage').reply(status, 'upstream')
      expect(await deliver(delivery())).toEqual({ kind: 'unsure', why: `http-${status}` })
    },
  )

  test('whose answer does not come in time may have arrived', async () => {
    const { deliver } = await opened(
      new WebClient('xoxb-1', { ...clientOptions(undefined), timeout: 150, logger: allowList(() => undefined) }),
    )
    const late = Promise.withResolvers<void>()
    api('chat.postMessage').reply(async () => {
      await late.promise
      return [200, posted]
    })
    expect(await deliver(delivery())).toMatchObject({ kind: 'unsure' })
    late.resolve()
  })

  test.each([
    ['half an answer', '{"ok": tr'],
    ['a page of somebody in between', '<html>gateway</html>'],
  ])('answered with %s may have arrived', async (_what, body) => {
    const { deliver } = await opened()
    api('chat.postMessage').reply(200, body)
    expect(await deliver(delivery())).toEqual({ kind: 'unsure', why: 'unreadable-answer' })
  })

  test('whose connection is cut may have arrived; one that was never made surely did not', async () => {
    const { deliver } = await opened()
    api('chat.postMessage').replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    expect(await deliver(delivery())).toEqual({ kind: 'unsure', why: 'ECONNRESET' })
    api('chat.postMessage').replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    expect(await deliver(delivery())).toMatchObject({ kind: 'later', why: 'ECONNREFUSED' })
  })

  test('that may have arrived is looked for by its key: found, nothing is sent; not found, it is sent', async () => {
    const { deliver } = await opened()
    const other = { ts: '170.3', metadata: { event_type: 'parley', event_payload: { key: 'o41' } } }
    const mine = { ts: '170.4', metadata: { event_type: 'parley', event_payload: { key: 'o42' } } }
    api('conversations.history', ({ include_all_metadata }) => str(include_all_metadata) === 'true').reply(200, {
      ok: true,
      messages: [other, mine],
    })
    expect(await deliver(delivery({ attempt: 'look' }))).toMatchObject({
      kind: 'sent',
      surface: { externalId: 'D1/170.4' },
    })
    api('conversations.history').reply(200, { ok: true, messages: [other] })
    api('chat.postMessage').reply(200, posted)
    expect(await deliver(delivery({ attempt: 'look' }))).toMatchObject({
      kind: 'sent',
      surface: { externalId: 'D1/170.2' },
    })
  })

  test.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
    'refused with %s waits for a good token, and whether it is one is asked again',
    async (error) => {
      const { deliver, revoked } = await opened()
      api('chat.postMessage').reply(200, { ok: false, error })
      expect(await deliver(delivery())).toEqual({ kind: 'later', wait: 2_000, why: `signed-out/${error}` })
      expect(revoked).toEqual([error])
    },
  )

  test.each(['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'])(
    'refused with %s is never tried again, and who asked is told where that is possible',
    async (error) => {
      const { deliver, notWelcome } = await opened()
      api('chat.postMessage').reply(200, { ok: false, error })
      expect(await deliver(delivery())).toEqual({ kind: 'refused', why: error })
      expect(notWelcome).toEqual([error])
    },
  )

  test.each(['invalid_blocks', 'msg_blocks_too_long'])(
    'refused with %s goes out again as plain text',
    async (error) => {
      const { deliver } = await opened()
      api('chat.postMessage').reply(200, { ok: false, error })
      api('chat.postMessage', (body) => body['blocks'] === '[]').reply(200, { ok: true, ts: '170.3' })
      expect(await deliver(delivery())).toMatchObject({ kind: 'sent', surface: { externalId: 'D1/170.3' } })
    },
  )

  test.each(['internal_error', 'fatal_error', 'service_unavailable'])(
    'refused with %s may have arrived',
    async (error) => {
      const { deliver } = await opened()
      api('chat.postMessage').reply(200, { ok: false, error })
      expect(await deliver(delivery())).toEqual({ kind: 'unsure', why: error })
    },
  )
})

describe('an edit', () => {
  test('of a message that is there sends nothing else', async () => {
    const { deliver } = await opened()
    api('chat.update', ({ ts }) => ts === '170.1').reply(200, { ok: true, channel: 'D1', ts: '170.1' })
    expect(await deliver(delivery({ surfaces: [card] }))).toMatchObject({
      kind: 'sent',
      surface: { externalId: 'D1/170.1' },
    })
  })

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'refused with %s becomes a new card',
    async (error) => {
      const { deliver } = await opened()
      api('chat.update').reply(200, { ok: false, error })
      api('chat.postMessage').reply(200, posted)
      // The pointer left in its place fails as well, and that stops nothing.
      api('chat.update').reply(200, { ok: false, error })
      expect(await deliver(delivery({ surfaces: [card] }))).toMatchObject({
        kind: 'sent',
        surface: { externalId: 'D1/170.2' },
      })
    },
  )

  test('that is too much for now waits, and nothing new is posted', async () => {
    const { deliver } = await opened()
    api('chat.update').reply(429, {}, { 'retry-after': '3' })
    expect(await deliver(delivery({ surfaces: [card] }))).toMatchObject({ kind: 'later', wait: 3_000 })
  })
})

test('the log has heard of trouble, and no word of what was said, no token, no address', () => {
  expect(JSON.stringify(told)).not.toMatch(/Jane|mugs|xoxb|https?:/)
})
