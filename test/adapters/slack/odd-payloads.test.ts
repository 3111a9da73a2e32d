// What Slack sends besides words and presses, and where it sends from: an app taken out, a token
// taken back, a closed form, a warning, kinds of payload nobody knows yet, group direct messages,
// deleted messages, slow turns. The real Bolt over HTTP, the fake Slack. Next:
// adapters/slack/app.ts, inbound/.
import { afterEach, describe, expect, test } from 'vitest'
import { BOT, TEAM } from '#playground/loopback/slack/workspace.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ buyers: 20, plenty: 100 }) })
const { slack } = shop

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault' || event === 'undeliverable')).toEqual([])
})
const app = { api_app_id: BOT.app, token: 'x', team_id: TEAM }
const known = { team: { id: TEAM, domain: 'harbor' }, user: { id: 'USAM', name: 'sam' }, ...app }
const acked = { kind: 'acked' }

describe('Payloads', () => {
  test.each([
    [
      'a closed form',
      {
        type: 'view_closed',
        ...known,
        view: { id: 'V1', hash: 'h', private_metadata: '', state: { values: {} } },
        is_cleared: false,
      },
    ],
    ['a warning that events were held back', { type: 'app_rate_limited', ...app, minute_rate_limited: 1_518_467_820 }],
    [
      'a function of a workflow',
      { type: 'event_callback', ...app, event_id: 'EvF', event: { type: 'function_executed' } },
    ],
    ['a kind nobody knows yet', { type: 'from_the_future', ...known, trigger_id: 't' }],
    [
      'an event nobody knows yet',
      { type: 'event_callback', ...app, event_id: 'EvX', event: { type: 'from_the_future' } },
    ],
    [
      'a press of an element nobody knows',
      {
        type: 'block_actions',
        ...known,
        trigger_id: 't',
        container: { type: 'message' },
        actions: [{ action_id: 'x', type: 'from_the_future' }],
      },
    ],
  ])('%s is acknowledged, and nothing happens', async (_what, body) => {
    const kind = body.type === 'event_callback' || body.type === 'app_rate_limited' ? 'event' : 'interaction'
    const before = slack.space.messages.length
    expect(await slack.deliver({ kind, body })).toMatchObject(acked)
    await shop.settled()
    expect(slack.space.messages).toHaveLength(before)
  })
})

describe('In a group direct message', () => {
  test('an order begins with a mention, goes on without one, and is placed there', async () => {
    const group = slack.groupWith('USAM', 'ULEE')
    const said = await slack.says('USAM', group, '<@UBOT> order for buyer1@example.com: 2 blue 11oz mugs')
    await slack.says('USAM', group, '<@UBOT> add 1 BEAN-BLACK', { thread: said.ts })
    const card = await slack.sees('USAM', group, /BEAN-BLACK[\s\S]*Place order/)
    await slack.says('USAM', group, 'make the mugs 3', { thread: said.ts })
    await slack.sees('USAM', group, /3\s+Classic mug/)
    await slack.presses('USAM', card, 'Place order')
    await slack.sees('ULEE', group, /order 10\d{3} placed/)
    const before = slack.space.messages.length
    await slack.says('ULEE', group, 'lunch?')
    await shop.settled()
    expect(slack.space.messages).toHaveLength(before + 1)
  })

  test('the command works there too, and shows no more than where others read along', async () => {
    const group = slack.groupWith('USAM', 'ULEE')
    await slack.commands('USAM', group, '/order', 'for buyer2@example.com: 2 blue 11oz mugs')
    const card = await slack.sees('USAM', group, /Buyer 2[\s\S]*Place order/)
    expect(slack.text(card)).toContain('b***@example.com')
  })
})

describe('A deleted message', () => {
  test('undoes what it said, like an edit, where it was the last change', async () => {
    const desk = slack.newChannel()
    const said = await slack.says('USAM', desk, '<@UBOT> order for buyer3@example.com: 2 blue 11oz mugs')
    const card = await slack.sees('USAM', desk, /Buyer 3\b[\s\S]*Place order/)
    const wrong = await slack.says('USAM', desk, 'add a cream tote', { thread: said.ts })
    await slack.sees('USAM', desk, /1\s+Tote bag, cream/)
    await slack.deletes('USAM', wrong)
    await slack.sees('USAM', desk, /Undone: \+1 Tote bag, cream/)
    expect(slack.text(card)).not.toContain('TOTE-CREAM')
    // The first message of a thread stays as Slack's own words, and the order goes on below it.
    await slack.deletes('USAM', said)
    await expect.poll(() => slack.text(card), { timeout: 20_000 }).not.toContain('MUG-BLUE-11OZ')
    await slack.says('USAM', desk, 'add 1 BEAN-BLACK', { thread: said.ts })
    await expect.poll(() => slack.text(card), { timeout: 20_000 }).toContain('BEAN-BLACK')
  })

  test('says that it stays where other things were changed since; talk is deleted without a word', async () => {
    const desk = slack.newChannel()
    const said = await slack.says('USAM', desk, '<@UBOT> order for buyer4@example.com: 2 blue 11oz mugs')
    await slack.sees('USAM', desk, /Buyer 4\b[\s\S]*Place order/)
    const at = { thread: said.ts }
    const wrong = await slack.says('USAM', desk, 'add a cream tote', at)
    await slack.sees('USAM', desk, /1\s+Tote bag, cream/)
    await slack.says('USAM', desk, 'add 1 BEAN-BLACK', at)
    await slack.sees('USAM', desk, /BEAN-BLACK/)
    await slack.deletes('USAM', wrong)
    const note = await slack.sees('USAM', desk, /What that message said stays in the order/)
    expect(note.onlyFor).toBe('USAM')
    const talk = await slack.says('ULEE', desk, 'nice weather', at)
    await shop.settled()
    const before = slack.space.messages.length
    await slack.deletes('ULEE', talk)
    await shop.settled()
    expect(slack.space.messages).toHaveLength(before)
  })
})

describe('A turn that takes long', () => {
  test('shows that Parley is working under its thread, and takes it away; where that is not allowed nobody asks again', async () => {
    const desk = slack.newChannel()
    const said = await slack.says('USAM', desk, '<@UBOT> order for buyer5@example.com: 2 blue 11oz mugs')
    await slack.sees('USAM', desk, /Buyer 5\b[\s\S]*Place order/)
    await shop.stop()
    await shop.start()
    // A slow machine may have shown it before: what counts is what comes from here on.
    const before = slack.space.statuses.length
    const asked = () => slack.calls.filter(({ method }) => method === 'assistant.threads.setStatus').length
    const already = asked()
    // One turn of this thread is held up by another that has its draft.
    const held = await shop.holds(said.ts, 2_000)
    await slack.says('USAM', desk, 'make it 3', { thread: said.ts })
    await held.freed
    await slack.sees('USAM', desk, /3\s+Classic mug/)
    await shop.settled()
    const shown = slack.space.statuses.slice(before).filter(({ channel }) => channel === desk)
    expect(shown.map(({ status }) => status)).toEqual(['is working on it', ''])
    expect(new Set(shown.map(({ ts }) => ts))).toEqual(new Set([said.ts]))

    slack.faults.next('assistant.threads.setStatus', { kind: 'error', error: 'not_allowed_token_type' })
    for (const quantity of [4, 5]) {
      const again = await shop.holds(said.ts, 2_000)
      await slack.says('USAM', desk, `make it ${quantity}`, { thread: said.ts })
      await again.freed
      await slack.sees('USAM', desk, new RegExp(`${quantity}\\s+Classic mug`))
    }
    expect(asked() - already).toBe(3)
  })
})

describe('An app that is taken out', () => {
  test.each(['app_uninstalled', 'tokens_revoked'])(
    'says so to the operator (%s), and serves again when the token is good',
    async (type) => {
      const body = {
        type: 'event_callback',
        ...app,
        event_id: `Ev-${type}`,
        event: { type, tokens: { bot: [BOT.user] } },
      }
      expect(await slack.deliver({ kind: 'event', body })).toMatchObject(acked)
      await expect.poll(() => JSON.stringify(shop.log), { timeout: 10_000 }).toContain(type)
      const desk = slack.newChannel()
      await slack.says('USAM', desk, '<@UBOT> order for buyer6@example.com: 2 blue 11oz mugs')
      await slack.sees('USAM', desk, /Buyer 6\b/)
    },
  )
})
