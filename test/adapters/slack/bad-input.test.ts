// Bad input typed on Slack: the same table as on the terminal, through the real SDK. Rule: what
// Slack itself changes on the way (it escapes & < >) is undone before it is read, and what is
// answered is inert. Next: test/support/bad-input.ts, the table.
import { describe, expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { liveMentions } from '#playground/loopback/slack/mentions.ts'
import { answersBadInput } from '#test/support/bad-input.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const shop = await slackShop({ shop: demoWith({ plenty: 100_000 }) })
const { slack } = shop
let carts = 0
/** Each cart in a channel of its own. */
let desk = ''

/** As Slack sends what was typed. */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

describe('bad input', () => {
  answersBadInput({
    async cart() {
      const name = `bad${++carts}@example.com`
      desk = slack.newChannel()
      const root = await slack.says('USAM', desk, `<@UBOT> guest ${name}: 2 blue 11oz mugs`)
      await slack.sees('USAM', desk, /2\s+Classic mug/)
      await shop.settled()
      return root.ts
    },
    async say(thread, text) {
      const before = slack.space.messages.length
      const calls = slack.calls.length
      await slack.says('USAM', desk, escaped(text), { thread })
      await eventually(`an answer to ${JSON.stringify(text.slice(0, 60))}`, 10_000, async () =>
        slack.calls.slice(calls).some(({ method }) => method.startsWith('chat.')) ? true : undefined,
      )
      await shop.settled()
      const said = slack.space.messages.slice(before).filter(({ user }) => user === 'UBOT')
      const edited = slack.calls
        .slice(calls)
        .filter(({ method }) => method === 'chat.update')
        .map(({ args }) => String(args['text']))
      return [...said.map((each) => slack.text(each)), ...edited]
        .join('\n')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
    },
    async linesOf(thread) {
      const [row] = await shop.rows<{ lines: unknown }>(
        `select json_agg(json_build_array(l->'sku', l->'quantity', l->'unitPrice')) as lines
         from draft, jsonb_array_elements(state->'content'->'lines') l where last_thread like $1`,
        [`%${thread}`],
      )
      return row?.lines
    },
    faults: () => shop.log.filter(({ event }) => event === 'fault'),
    // Slack sends neither.
    cannot: ['nothing at all', '10 000 spaces'],
  })
})

test('every answer was within what Slack takes, and pinged nobody', () => {
  expect(slack.violations).toEqual([])
  const sent = slack.calls.filter(({ method }) => method.startsWith('chat.'))
  expect(sent.flatMap(({ args }) => liveMentions(args))).toEqual([])
})

passesOutsideValidators(slack)
