// A request for approval whose channel refuses it: it is asked another way, the rep is told in the
// right words, and nothing says that somebody was asked who was not. A payload Slack refuses is
// said again as plain text. The real SDK, the real engine, a real database, a restart in between.
// Next: src/conversation/turn/approvals/approval-ways.ts; playground/loopback/slack/faults.ts.
import { afterEach, describe, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import type { Obj } from '#playground/loopback/json.ts'
import { BOT } from '#playground/loopback/slack/workspace.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ mode: 'http', shop: demoWith({ buyers: 20 }), tuning: { lookEvery: 500 } })
const { slack } = shop
const PATIENT = 40_000

const approvals = () => {
  const channel = slack.space.channels.get('CAPPROVALS')
  if (channel === undefined) throw new Error('no approvals channel')
  return channel
}
const everybody = approvals().members
afterEach(async () => {
  approvals().members = everybody
  approvals().restricted = false
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
})

/** The clock looks now and then. */
const reads = (user: string, where: string, words: RegExp): Promise<string> =>
  eventually(`${user} to read ${words}`, PATIENT, async () =>
    words.test(slack.reads(user, where)) ? slack.reads(user, where) : undefined,
  )

async function asks(buyer: number): Promise<string> {
  const desk = slack.newChannel()
  const said = await slack.says(
    'USAM',
    desk,
    `<@UBOT> order for buyer${buyer}@example.com: 6 blue 11oz mugs, 4 cream totes, 3 BEAN-BLACK`,
  )
  await slack.sees('USAM', desk, /Place order/)
  await slack.says('USAM', desk, 'take 40.00 off: late delivery', { thread: said.ts })
  await slack.presses('USAM', await slack.sees('USAM', desk, /Ask for approval/), 'Ask for approval')
  return desk
}

describe('A request for approval that its channel refuses', () => {
  test('goes to an approver in their direct messages, who decides there; the rep is told who was asked and why', async () => {
    approvals().members = everybody.filter((id) => id !== BOT.user)
    const desk = await asks(1)
    const told = await reads('USAM', desk, /A\d+: \w+ is asked directly/)
    expect(told).toMatch(/Parley is not in that channel; invite it there/)
    expect(slack.reads('USAM', desk)).not.toMatch(/I am not in this channel/)
    const name = /A\d+: (\w+) is asked directly/.exec(told)?.[1]
    const user = name === 'Lee' ? 'ULEE' : name === 'Kim' ? 'UKIM' : 'UADA'
    const dm = slack.space.dmWith(user).id
    const request = await slack.sees(user, dm, /Sam: 40\.00 off[\s\S]*\[Approve\]/)
    await shop.stop()
    await shop.start()
    await slack.presses(user, request, 'Approve')
    await slack.sees('USAM', desk, new RegExp(`was approved by ${name}`))
    await eventually(
      'the request to show who decided',
      PATIENT,
      async () => slack.text(request).includes(`approved by ${name}`) || undefined,
    )
    expect(slack.text(request)).not.toContain('[Approve]')
    await slack.sees('USAM', desk, /\[Place order - /)
  }, 60_000)

  test('is told in the right words, whatever the channel says', async () => {
    const refusals = {
      channel_not_found: 'that channel is gone, or Parley may not see it',
      is_archived: 'that channel is archived',
      restricted_action_read_only_channel: 'Parley may not post in that channel',
    }
    const told: Promise<string>[] = []
    for (const [at, [error, words]] of Object.entries(refusals).entries()) {
      slack.faults.next(
        'chat.postMessage',
        { kind: 'error', error },
        { only: ({ channel }) => channel === 'CAPPROVALS' },
      )
      const desk = await asks(5 + at)
      await expect.poll(() => slack.faults.waiting(), { timeout: PATIENT }).toBe(0)
      told.push(
        reads('USAM', desk, new RegExp(`is asked directly[\\s\\S]*${words}|${words}[\\s\\S]*is asked directly`)),
      )
    }
    await Promise.all(told)
  }, 60_000)

  test('with nobody left to ask stays in the queue, and nothing says that it waits for somebody', async () => {
    approvals().restricted = true
    slack.faults.next(
      'chat.postMessage',
      { kind: 'error', error: 'messages_tab_disabled' },
      { times: 9, only: ({ channel }) => String(channel).startsWith('D') },
    )
    const desk = await asks(2)
    const told = await reads('USAM', desk, /A\d+: nobody could be asked/)
    expect(told).toMatch(/Parley may not post in that channel[\s\S]*stays in the queue/)
    const screen = await slack.sees('USAM', desk, /Nobody could be asked for A\d+ yet/)
    expect(slack.text(screen)).not.toMatch(/[Ww]ait(?:s|ing) for approval/)
    await slack.sees('USAM', desk, /nobody was asked yet, A\d+/)
    await slack.says('UKIM', desk, '<@UBOT> approvals')
    await slack.sees('UKIM', desk, /Sam: 40\.00 off[\s\S]*nobody was told yet/)
    slack.faults.clear()
  }, 80_000)
})

test('A request that Slack does not take because the token was revoked: nobody was asked, and that it is posted after all is told', async () => {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, '<@UBOT> order for buyer9@example.com: 6 blue 11oz mugs, 4 cream totes')
  await slack.sees('USAM', desk, /Place order/)
  await slack.says('USAM', desk, 'take 40.00 off: late delivery', { thread: said.ts })
  const question = await slack.sees('USAM', desk, /Ask for approval/)
  await shop.settled()
  slack.faults.always({ kind: 'error', error: 'token_revoked' })
  await slack.presses('USAM', question, 'Ask for approval')
  const waysOf = async () =>
    (
      await shop.rows<{ ways: unknown }>("select state->'ways' as ways from approval_request order by id desc limit 1")
    )[0]?.ways
  await expect
    .poll(waysOf, { timeout: PATIENT })
    .toEqual({ asked: [], refused: [{ thread: 'slack:approvals', why: 'signed-out/token_revoked' }] })
  slack.faults.always(undefined)
  // Whoever renewed the token does not wait for the next try.
  await shop.stop()
  await shop.start()
  const request = await slack.sees('UKIM', 'CAPPROVALS', /Sam: 40\.00 off for Buyer 9/)
  await reads('USAM', desk, /A\d+: nobody could be asked[\s\S]*does not take Parley any more|asked again below/)
  await reads('USAM', desk, /A\d+ is posted now where requests are read/)
  await expect.poll(() => slack.reads('USAM', desk), { timeout: PATIENT }).not.toMatch(/nobody was asked yet/)
  await shop.settled()
  expect(slack.reads('UKIM', 'CAPPROVALS').match(/Sam: 40\.00 off for Buyer 9[^\n]*\n/g)).toHaveLength(1)
  await slack.presses('UKIM', request, 'Approve')
  await slack.sees('USAM', desk, /\[Place order - /)
}, 80_000)

describe('A counter-offer', () => {
  test('has no buttons any more once it was accepted', async () => {
    const desk = await asks(4)
    const request = await slack.sees('UKIM', 'CAPPROVALS', /Sam: 40\.00 off for Buyer 4/)
    const id = /A(\d+)/.exec(slack.text(request))?.[1]
    await slack.says('UKIM', 'CAPPROVALS', `<@UBOT> counter A${id} 15.00`)
    const offer = await slack.sees('USAM', desk, /offers 15\.00 off[\s\S]*\[Accept\]/)
    await slack.presses('USAM', offer, 'Accept')
    await slack.sees('USAM', desk, /\[Place order - /)
    await shop.settled()
    expect(slack.text(offer)).not.toMatch(/\[(?:Accept|Withdraw)\]/)
    expect(slack.text(offer)).toMatch(/was approved by Kim/)
  }, 60_000)
})

describe('A message that Slack refuses for how it is drawn', () => {
  test.each(['chat.postMessage', 'chat.update'] as const)(
    '%s: its words go out as plain text, and it alarms',
    async (method) => {
      const desk = slack.newChannel()
      const before = shop.log.filter(({ event }) => event === 'payload-refused').length
      const only = ({ channel, blocks }: Obj): boolean => channel === desk && Array.isArray(blocks) && blocks.length > 0
      const refuse = (): void =>
        slack.faults.next(method, { kind: 'error', error: 'invalid_blocks' }, { only, times: 3 })
      if (method === 'chat.postMessage') refuse()
      const said = await slack.says('USAM', desk, '<@UBOT> order for buyer3@example.com: 6 blue 11oz mugs')
      await slack.sees('USAM', desk, /Ready: say "place"/)
      if (method === 'chat.update') {
        refuse()
        await slack.says('USAM', desk, 'make it 7', { thread: said.ts })
        await slack.sees('USAM', desk, /mug, blue, 11 oz: 6, now 7/)
      }
      slack.faults.clear()
      await shop.settled()
      expect(shop.log.filter(({ event }) => event === 'payload-refused').length).toBeGreaterThan(before)
      const dead = await shop.rows(`select 1 from outbox where status = 'dead' and destination like $1`, [`%${desk}%`])
      expect(dead).toEqual([])
    },
  )
})
