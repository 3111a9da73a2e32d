// Who is let in: signatures, strange requests, strangers, other companies, people without the
// right. Rule: nothing reaches the database that Slack did not sign, nobody learns anything they
// may not know, and every no is polite. Next: adapters/slack.
import { afterEach, describe, expect, test } from 'vitest'
import { postSigned, rawBody } from '#playground/loopback/slack/http-transport.ts'
import {
  commandDelivery,
  type Delivery,
  eventDelivery,
  messageEvent,
  shortcutDelivery,
  submissionDelivery,
  suggestionDelivery,
} from '#playground/loopback/slack/payloads.ts'
import type { OpenView } from '#playground/loopback/slack/workspace.ts'
import { slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const shop = await slackShop()
const { slack } = shop
const now = () => Math.floor(Date.now() / 1000)
const inboxed = async () => (await shop.rows<{ n: number }>('select count(*)::int as n from inbox'))[0]?.n

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})

const knock = (headers: Readonly<Record<string, string>>, body: string) =>
  fetch(slack.app.url, { method: 'POST', headers, body })
const JSON_TYPE = { 'content-type': 'application/json' }

describe('requests Slack did not send', () => {
  const [delivery] = slack.writes('USAM', 'DSAM', 'order for jane.doe@example.com: 1 blue 11oz mug').deliveries
  if (delivery === undefined) throw new Error('nothing to deliver')
  const secret = slack.signingSecret

  test.each([
    ['signed with another secret', { secret: 'another secret' }],
    ['signed six minutes ago', { secret, at: now() - 360 }],
    ['signed an hour ahead', { secret, at: now() + 3_600 }],
    ['signed two minutes ahead', { secret, at: now() + 120 }],
  ])('%s: 401, and nothing is stored', async (_what, signing) => {
    const before = await inboxed()
    expect((await postSigned(slack.app.url, delivery, signing)).status).toBe(401)
    expect(await inboxed()).toBe(before)
  })

  test('not signed at all: 401, also where it asks for its own challenge back', async () => {
    expect((await knock(JSON_TYPE, rawBody(delivery).raw)).status).toBe(401)
    const challenge = await knock(
      JSON_TYPE,
      JSON.stringify({ type: 'url_verification', challenge: 'say this', token: 'x' }),
    )
    expect(challenge.status).toBe(401)
    expect(await challenge.text()).not.toContain('say this')
  })

  test('too big, broken or of another type: refused without a word about the insides', async () => {
    const big = await knock(JSON_TYPE, `"${'x'.repeat(2_000_000)}"`).catch(() => undefined)
    expect([401, 413, undefined]).toContain(big?.status)
    const broken = { kind: 'event' as const, body: {} }
    for (const raw of ['{', '[]', 'null', '"text"', '{"__proto__":{"type":"event_callback"}}']) {
      const answer = await postSigned(slack.app.url, broken, { secret, headers: {} }).catch(() => undefined)
      expect(answer?.body ?? '').not.toMatch(/ at .*\.[jt]s|Error:/)
      const unsigned = await knock(JSON_TYPE, raw)
      expect(unsigned.status).toBe(401)
    }
    const get = await fetch(slack.app.url)
    expect([404, 405]).toContain(get.status)
  })

  test('signed and dated now, it is let in', async () => {
    expect((await postSigned(slack.app.url, delivery, { secret })).status).toBe(200)
    await slack.sees('USAM', 'DSAM', /Jane Doe/)
  })

  test('the challenge is answered when it is signed', async () => {
    const asked = { kind: 'event' as const, body: { type: 'url_verification', challenge: 'say this', token: 'x' } }
    const answered = await postSigned(slack.app.url, asked, { secret })
    expect(answered.status).toBe(200)
    expect(answered.body).toContain('say this')
  })
})

describe("another workspace's payloads, signed with the same secret", () => {
  const desk = slack.newChannel()
  /** What USAM's own payloads of every kind would be. */
  async function everyKind(): Promise<readonly Delivery[]> {
    await slack.says('USAM', desk, '<@UBOT> order for C-1001: 1 blue 11oz mug')
    const card = await slack.sees('USAM', desk, /Jane Doe[\s\S]*Place order/)
    const channel = slack.space.channelOf(desk)
    const person = slack.space.people.get('USAM')
    if (channel === undefined || person === undefined) throw new Error('nobody there')
    const actor = { person, space: slack.space }
    const view: OpenView = {
      id: 'V1',
      user: 'USAM',
      type: 'modal',
      content: { type: 'modal', blocks: [] },
      hash: 'h',
      errors: {},
      status: 'open',
    }
    const [event] = slack.writes('USAM', desk, '<@UBOT> order for C-1001: 2 blue 11oz mugs').deliveries
    if (event === undefined) throw new Error('nothing to deliver')
    return [
      event,
      eventDelivery({
        type: 'app_home_opened',
        user: 'USAM',
        tab: 'home',
        channel: 'DSAM',
        event_ts: slack.space.nextTs(),
      }),
      eventDelivery({ type: 'user_change', user: { id: 'USAM', deleted: true }, event_ts: slack.space.nextTs() }),
      commandDelivery('/order', 'for C-1001: 2 blue 11oz mugs', actor, channel),
      slack.press('USAM', card, 'Undo'),
      suggestionDelivery(
        { action_id: 'find:customer', block_id: 'b' },
        'jane',
        { kind: 'message', message: card, channel },
        actor,
      ),
      submissionDelivery(view, { values: { 'name~1': { name: { value: 'Jane' } } } }, actor),
      shortcutDelivery('new_order', actor),
      shortcutDelivery('order_from_message', actor, { message: card, channel }),
    ]
  }
  const moved = ({ kind, body }: Delivery, to: Readonly<Record<string, unknown>>): Delivery => ({
    kind,
    body: { ...body, ...to },
  })
  const ELSEWHERE: readonly (readonly [what: string, of: (delivery: Delivery) => Delivery])[] = [
    [
      'of another workspace',
      (delivery) =>
        moved(delivery, delivery.kind === 'interaction' ? { team: { id: 'T2', domain: 'other' } } : { team_id: 'T2' }),
    ],
    [
      'of another organisation',
      (delivery) =>
        moved(delivery, delivery.kind === 'interaction' ? { enterprise: { id: 'E2' } } : { enterprise_id: 'E2' }),
    ],
    [
      'that name no workspace',
      (delivery) => moved(delivery, delivery.kind === 'interaction' ? { team: null } : { team_id: undefined }),
    ],
  ]

  test.each(ELSEWHERE)('%s: every kind is refused and logged, nothing is stored, done or told', async (_what, of) => {
    for (const delivery of await everyKind()) {
      await shop.settled()
      const before = { inbox: await inboxed(), calls: slack.calls.length, log: shop.log.length }
      const answered = await postSigned(slack.app.url, of(delivery), { secret: slack.signingSecret })
      await shop.settled()
      expect(answered.status).toBe(200)
      expect(answered.body ?? '').not.toMatch(/Jane|Oak|4242/)
      expect(await inboxed()).toBe(before.inbox)
      expect(slack.calls.slice(before.calls)).toEqual([])
      expect(shop.log.slice(before.log)).toContainEqual(
        expect.objectContaining({ event: 'slack', why: 'another-workspace' }),
      )
    }
    expect(await shop.rows("select 1 from staff_link where user_key = 'slack:T1/USAM'")).toHaveLength(1)
  })

  test('seen through the installation of another workspace only: refused', async () => {
    const [event] = slack.writes('USAM', desk, '<@UBOT> order for C-1001: 2 blue 11oz mugs').deliveries
    if (event === undefined) throw new Error('nothing to deliver')
    const before = await inboxed()
    await postSigned(slack.app.url, moved(event, { authorizations: [{ enterprise_id: null, team_id: 'T2' }] }), {
      secret: slack.signingSecret,
    })
    await shop.settled()
    expect(await inboxed()).toBe(before)
  })
})

describe('people', () => {
  test('whom nobody linked to the staff are refused politely, by every way in', async () => {
    await slack.commands('USTRANGER', 'CORDERS', '/order', 'for C-1001: 1 blue 11oz mug')
    await slack.says('USTRANGER', 'DSTRANGER', 'order for jane.doe@example.com: 1 blue 11oz mug')
    await slack.says('USTRANGER', 'CORDERS', '<@UBOT> order for jane.doe@example.com: 1 blue 11oz mug')
    await slack.opensHome('USTRANGER')
    await slack.sees('USTRANGER', 'DSTRANGER', /admin|staff|linked/i)
    await slack.sees('USTRANGER', 'CORDERS', /admin|staff|linked/i)
    await slack.home('USTRANGER', /admin|staff|linked/i)
    await shop.settled()
    for (const place of ['CORDERS', 'DSTRANGER'])
      expect(slack.reads('USTRANGER', place)).not.toMatch(/Oak St|4242|1042|Place order/)
    expect(await shop.rows("select 1 from draft where state::text like '%STRANGER%'")).toEqual([])
  })

  test('of the staff who were suspended are not served any more', async () => {
    await slack.says('UADA', 'DADA', 'staff suspend lee')
    await slack.sees('UADA', 'DADA', /Lee.*suspended|suspended.*Lee/is)
    await slack.says('ULEE', 'DLEE', 'order for jane.doe@example.com: 1 blue 11oz mug')
    await shop.settled()
    expect(slack.reads('ULEE', 'DLEE')).not.toMatch(/Place order|Oak St/)
    await slack.says('UADA', 'DADA', 'staff resume lee')
    await slack.sees('UADA', 'DADA', /Lee.*(resumed|active|back)|works again/is)
  })

  test("a stranger's press on a rep's card changes nothing and is answered to them alone", async () => {
    await slack.says('USAM', 'CORDERS', '<@UBOT> order for C-1001: 1 blue 11oz mug')
    const card = await slack.sees('USAM', 'CORDERS', /Jane Doe[\s\S]*Place order/)
    await slack.presses('USTRANGER', card, 'Place order')
    await shop.settled()
    expect(await shop.rows('select 1 from orders where number > 10000')).toEqual([])
    expect(slack.text(card)).toContain('[Place order')
  })

  test('forged, foreign and cut controls get the same words', async () => {
    const card = await slack.sees('USAM', 'CORDERS', /Jane Doe[\s\S]*Place order/)
    const real = slack.press('USAM', card, 'Place order')
    const { body } = real
    const [action] = Array.isArray(body['actions']) ? body['actions'] : []
    const answers: string[] = []
    for (const value of [`${action.value}x`, String(action.value).slice(0, -3), 'p.1.1..AAAA', '']) {
      const trigger_id = slack.space.trigger('USAM')
      await slack.deliver({
        ...real,
        body: { ...body, trigger_id, actions: [{ ...action, value, action_ts: slack.space.nextTs() }] },
      })
      await shop.settled()
      const note = slack.space.messages.findLast(({ onlyFor }) => onlyFor === 'USAM')
      answers.push(note === undefined ? 'nothing' : slack.text(note))
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/not found|no longer/i)
    expect(await shop.rows('select 1 from orders where number > 10000')).toEqual([])
  })
})

describe('a channel shared with another company', () => {
  test('gets no customer data, and is told so', async () => {
    await slack.commands('USAM', 'CSHARED', '/order', 'for C-1001: 1 blue 11oz mug')
    await slack.says('USAM', 'CSHARED', '<@UBOT> order for C-1001: 1 blue 11oz mug')
    await slack.sees('USAM', 'CSHARED', /other compan|another company|shared/i)
    await shop.settled()
    for (const reader of ['USAM', 'UPARTNER'])
      expect(slack.reads(reader, 'CSHARED')).not.toMatch(/Parley[^>]*>[^\n]*(Jane|Oak|4242)/)
  })

  test('people of the other company are not served anywhere', async () => {
    await slack.says('UPARTNER', 'CSHARED', '<@UBOT> status 1042')
    await shop.settled()
    expect(slack.reads('UPARTNER', 'CSHARED')).not.toMatch(/Jane|Oak|8\d\.\d\d/)
  })
})

describe('what is not for Parley', () => {
  test("its own messages, other bots', joins and edits of others are not answered", async () => {
    await shop.settled()
    const channel = slack.space.channelOf('CORDERS')
    if (channel === undefined) throw new Error('no channel')
    const { message } = slack.writes('USAM', 'CORDERS', '<@UBOT> status 1042')
    const before = slack.calls.length
    const event = messageEvent(message, channel)
    for (const change of [
      { bot_id: 'BOTHER', subtype: 'bot_message', user: undefined },
      { bot_id: 'B1', user: 'UBOT' },
      { subtype: 'channel_join' },
      { subtype: 'channel_topic' },
      { hidden: true, subtype: 'message_replied' },
    ])
      await slack.deliver(eventDelivery({ ...event, ...change }))
    await shop.settled()
    expect(slack.calls.slice(before).filter(({ method }) => method.startsWith('chat.'))).toEqual([])
  })

  const team = { id: 'T1', domain: 'harbor' }
  test.each([
    [
      'a form somebody closed',
      {
        type: 'view_closed',
        team,
        user: { id: 'USAM' },
        view: { id: 'V1', callback_id: 'x', type: 'modal' },
        is_cleared: false,
      },
    ],
    [
      'a warning that events are dropped',
      { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1_700_000_000, api_app_id: 'A1' },
    ],
    ['a kind of payload newer than this', { type: 'something_new', team, user: { id: 'USAM' } }],
  ])('%s is acknowledged, and nothing comes of it', async (_, body) => {
    const inbox = await inboxed()
    expect(await slack.deliver({ kind: 'interaction', body })).toMatchObject({ kind: 'acked' })
    expect(await inboxed()).toBe(inbox)
  })

  test.each(['tokens_revoked', 'app_uninstalled'])(
    'after %s it is asked whether the token is good, and everything goes on where it is',
    async (type) => {
      const asked = () => slack.calls.filter(({ method }) => method === 'auth.test').length
      const before = asked()
      expect(
        await slack.deliver(
          eventDelivery({ type, tokens: { oauth: [], bot: ['UBOT'] }, event_ts: slack.space.nextTs() }),
        ),
      ).toMatchObject({ kind: 'acked' })
      await expect.poll(() => asked() > before, { timeout: 5_000 }).toBe(true)
      await slack.says('USAM', 'DSAM', 'help')
      await slack.sees('USAM', 'DSAM', /What you can say|help/i)
    },
  )
})

test('nothing is wrong in the end', async () => {
  expect(await shop.checkInvariants()).toEqual([])
})

passesOutsideValidators(slack)
