// Conversations by rule, by a rep in a thread of a channel, through the real SDK. Rule: what was
// shown is what Slack shows: new messages, and the card as it stands after it was edited.
// Next: test/support/transcripts.ts.
import { afterAll, expect, test } from 'vitest'
import type { Message } from '#playground/loopback/slack/workspace.ts'
import { slackShop } from '#test/support/slack-shop.ts'
import { playOn, TELLING, transcript } from '#test/support/transcripts.ts'
import { busyShop } from '../../conversations/people.ts'

const shop = await slackShop({ shop: busyShop() })
const { slack } = shop
afterAll(async () => {
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
  expect(await shop.checkInvariants()).toEqual([])
})

/** What the bot wrote and edited because of it, as people read it. */
async function shownBy(act: () => Promise<unknown>): Promise<string> {
  const messages = slack.space.messages.length
  const calls = slack.calls.length
  await act()
  await shop.settled()
  const edited = new Set(slack.calls.slice(calls).flatMap(({ args }) => [String(args['ts'] ?? '')]))
  return slack.space.messages
    .filter((message, at) => message.user === 'UBOT' && (at >= messages || edited.has(message.ts)))
    .map((message: Message) => slack.text(message))
    .join('\n')
}

/** Slack takes about fifty edits a minute of one app, and Parley keeps below: a new process has its own. */
const BEFORE_NEXT = 5
let played = 0

test.each(TELLING.slack)('%s', { timeout: 60_000 }, async (name) => {
  if (played++ % BEFORE_NEXT === BEFORE_NEXT - 1) {
    await shop.stop()
    await shop.start()
  }
  const desk = slack.newChannel()
  let root: string | undefined
  const card = (label: string): Message => {
    const found = slack.space.messages.findLast(
      (message) => message.channel === desk && message.user === 'UBOT' && slack.text(message).includes(`[${label}`),
    )
    if (found === undefined) throw new Error(`nothing with [${label}] stands there`)
    return found
  }
  const wrong = await playOn(
    {
      say: (text) =>
        shownBy(async () => {
          const said =
            root === undefined
              ? await slack.says('USAM', desk, `<@UBOT> ${text}`)
              : await slack.says('USAM', desk, text, { thread: root })
          root ??= said.ts
        }),
      press: (label) => shownBy(() => slack.presses('USAM', card(label), label)),
    },
    transcript(name),
  )
  expect(wrong).toEqual([])
})
