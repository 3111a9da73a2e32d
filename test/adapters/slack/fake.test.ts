// The fake Slack bites: what Slack refuses it refuses, what Slack forgets it forgets, what nobody
// acknowledges comes again. Rule: without these the end-to-end tests would prove nothing. Next:
// playground/loopback/slack/fake-slack.ts.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebClient } from '@slack/web-api'
import { afterAll, describe, expect, test } from 'vitest'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { messageProblems, viewProblems } from '#playground/loopback/slack/limits.ts'

const slack = await fakeSlack()
const client = new WebClient('xoxb-fake-bot', {
  slackApiUrl: slack.apiUrl,
  retryConfig: { retries: 0 },
  timeout: 2_000,
  rejectRateLimitedCalls: true,
})
const refusedWith = (call: Promise<unknown>) => call.then(() => 'accepted').catch((error: Error) => error.message)
afterAll(() => slack.close())

const plain = (text: string) => ({ type: 'plain_text', text })
const button = (over: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', value: 'v', ...over })
const message = (...blocks: readonly object[]) => messageProblems({ text: 'all of it', blocks })
const modal = (over: object = {}) =>
  viewProblems({ type: 'modal', title: plain('Order'), blocks: [], ...over }, 'modal')
const divider = { type: 'divider' }
const option = (n: number) => ({ text: plain(`Option ${n}`), value: `v${n}` })
const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

describe('the limit table', () => {
  test.each([
    ['51 blocks', message(...many(51, () => divider)), /51 blocks/],
    ['an equal block_id', message({ ...divider, block_id: 'b' }, { ...divider, block_id: 'b' }), /stands twice/],
    ['a section without text', message({ type: 'section' }), /text or fields/],
    [
      'a long section',
      message({ type: 'section', text: { type: 'mrkdwn', text: 'a'.repeat(3001) } }),
      /3001 characters/,
    ],
    ['11 fields', message({ type: 'section', fields: many(11, () => plain('x')) }), /11 fields/],
    ['a long header', message({ type: 'header', text: plain('a'.repeat(151)) }), /at most 150/],
    [
      '26 buttons',
      message({ type: 'actions', elements: many(26, (n) => button({ action_id: `a${n}` })) }),
      /26 elements/,
    ],
    ['an equal action_id', message({ type: 'actions', elements: [button(), button()] }), /stands twice in one block/],
    ['a long label', message({ type: 'actions', elements: [button({ text: plain('a'.repeat(76)) })] }), /at most 75/],
    [
      'a long button value',
      message({ type: 'actions', elements: [button({ value: 'a'.repeat(2001) })] }),
      /at most 2000/,
    ],
    ['an unknown style', message({ type: 'actions', elements: [button({ style: 'normal' })] }), /style normal/],
    [
      'a long confirmation',
      message({
        type: 'actions',
        elements: [
          button({
            confirm: {
              title: plain('a'.repeat(101)),
              text: plain('b'.repeat(301)),
              confirm: plain('y'),
              deny: plain('n'),
            },
          }),
        ],
      }),
      /at most 100.*at most 300/s,
    ],
    [
      '101 options',
      message({ type: 'actions', elements: [{ type: 'static_select', options: many(101, option) }] }),
      /101 options/,
    ],
    [
      '6 in an overflow',
      message({ type: 'actions', elements: [{ type: 'overflow', options: many(6, option) }] }),
      /6 options/,
    ],
    [
      '11 radio buttons',
      message({ type: 'actions', elements: [{ type: 'radio_buttons', options: many(11, option) }] }),
      /11 options/,
    ],
    [
      'a long option',
      message({
        type: 'actions',
        elements: [{ type: 'static_select', options: [{ text: plain('a'.repeat(76)), value: 'b'.repeat(76) }] }],
      }),
      /text: has 76.*value: has 76/s,
    ],
    [
      'a choice that is no option',
      message({
        type: 'actions',
        elements: [{ type: 'static_select', options: [option(1)], initial_option: option(2) }],
      }),
      /not one of the options/,
    ],
    ['an image without words', message({ type: 'image', image_url: 'https://x.example/a.png' }), /alt_text/],
    [
      'too much in all',
      message(...many(4, () => ({ type: 'section', text: plain('a'.repeat(2600)) }))),
      /10400 characters in all/,
    ],
    ['an invented block', message({ type: 'carousel-of-dreams' }), /unknown block/],
    ['a message without text', messageProblems({ blocks: [divider] }), /no text beside/],
    ['a long text', messageProblems({ text: 'a'.repeat(4001) }), /at most 4000/],
    ['a long modal title', modal({ title: plain('a'.repeat(25)) }), /at most 24/],
    ['101 blocks in a modal', modal({ blocks: many(101, () => divider) }), /101 blocks/],
    ['much private metadata', modal({ private_metadata: 'a'.repeat(3001) }), /at most 3000/],
    [
      'inputs without submit',
      modal({ blocks: [{ type: 'input', label: plain('Name'), element: { type: 'plain_text_input' } }] }),
      /needs it/,
    ],
  ])('%s is refused', (_what, problems, why) => {
    expect(problems.join('\n')).toMatch(why)
  })

  test('what fits passes', () => {
    expect(message(...many(50, () => divider))).toEqual([])
    expect(
      message({
        type: 'actions',
        elements: [button({ style: 'primary' }), { type: 'static_select', options: many(100, option) }],
      }),
    ).toEqual([])
    expect(
      modal({
        submit: plain('Save'),
        blocks: [{ type: 'input', label: plain('N'), element: { type: 'plain_text_input' } }],
      }),
    ).toEqual([])
  })
})

describe('the Web API', () => {
  test('a payload beyond the limits is refused and remembered', async () => {
    const before = slack.violations.length
    const blocks = [{ type: 'header', text: plain('a'.repeat(151)) }]
    expect(await refusedWith(client.apiCall('chat.postMessage', { channel: 'CORDERS', text: 'x', blocks }))).toContain(
      'invalid_blocks',
    )
    expect(slack.violations.slice(before).join()).toContain('at most 150')
  })

  test('unknown channels, foreign messages and gone messages', async () => {
    expect(await refusedWith(client.chat.postMessage({ channel: 'CNONE', text: 'x' }))).toContain('channel_not_found')
    const theirs = slack.writes('USAM', 'CORDERS', 'mine').message
    expect(await refusedWith(client.chat.update({ channel: 'CORDERS', ts: theirs.ts, text: 'x' }))).toContain(
      'cant_update_message',
    )
    const { ts = '' } = await client.chat.postMessage({ channel: 'CORDERS', text: 'x' })
    await client.chat.delete({ channel: 'CORDERS', ts })
    expect(await refusedWith(client.chat.update({ channel: 'CORDERS', ts, text: 'y' }))).toContain('message_not_found')
  })

  test('a trigger opens one modal and no second; an old hash does not overwrite', async () => {
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Order' }, blocks: [] }
    const trigger_id = slack.space.trigger('USAM')
    const opened = await client.views.open({ trigger_id, view })
    expect(await refusedWith(client.views.open({ trigger_id, view }))).toContain('exchanged_trigger_id')
    const { id: view_id = '', hash = '' } = opened.view ?? {}
    await client.views.update({ view_id, hash, view })
    expect(await refusedWith(client.views.update({ view_id, hash, view }))).toContain('hash_conflict')
    const late = slack.space.trigger('USAM')
    slack.space.expireTriggers()
    expect(await refusedWith(client.views.open({ trigger_id: late, view }))).toContain('expired_trigger_id')
  })

  test('faults on demand: too many, lost after acceptance, revoked', async () => {
    slack.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 7 })
    expect(await refusedWith(client.chat.postMessage({ channel: 'CORDERS', text: 'x' }))).toMatch(/rate.*limit/i)
    slack.faults.next('chat.postMessage', { kind: 'lost-answer' })
    expect(await refusedWith(client.chat.postMessage({ channel: 'CORDERS', text: 'arrived all the same' }))).not.toBe(
      'accepted',
    )
    expect(slack.reads('USAM', 'CORDERS')).toContain('arrived all the same')
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'token_revoked' })
    expect(await refusedWith(client.chat.postMessage({ channel: 'CORDERS', text: 'x' }))).toContain('token_revoked')
    expect(slack.faults.waiting()).toBe(0)
  })
})

test('an event nobody acknowledges comes four times with the same id, an interaction once', async () => {
  const slack = await fakeSlack()
  const heard: { readonly id: string; readonly retry: string | undefined }[] = []
  const app = http.createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (body.startsWith('{'))
      heard.push({ id: JSON.parse(body).event_id, retry: request.headers['x-slack-retry-num']?.toString() })
    else heard.push({ id: 'pressed', retry: undefined })
    response.writeHead(500)
    response.end()
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  slack.app.url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`
  await slack.says('USAM', 'CSALES', 'anybody there?')
  expect(heard.map(({ retry }) => retry)).toEqual([undefined, '1', '2', '3'])
  expect(new Set(heard.map(({ id }) => id)).size).toBe(1)
  const ack = await slack.shortcut('USAM', 'anything')
  expect(ack.kind).toBe('failed')
  expect(heard).toHaveLength(5)
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
  await slack.close()
})
