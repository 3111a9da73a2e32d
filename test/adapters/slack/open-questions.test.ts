// A question takes only its own answers, on Slack, where reps met it. The rules themselves:
// test/conversation/open-questions.test.ts.
import { expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ plenty: 1_000, buyers: 4 }) })
const { slack } = shop

async function cart(name: string) {
  const channel = slack.newChannel()
  const root = await slack.says('USAM', channel, `<@UBOT> order for ${name}@example.com: 2 MUG-BLUE-11OZ`)
  await slack.sees('USAM', channel, /2\s+Classic mug/)
  await shop.settled()
  return { channel, say: (text: string) => slack.says('USAM', channel, text, { thread: root.ts }) }
}
const contentOf = async (email: string) => {
  const [row] = await shop.rows<{ status: string; lines: readonly { sku: string }[]; subtraction: unknown }>(
    `select state->>'status' as status, state->'content'->'lines' as lines, state->'content'->'subtraction' as subtraction from draft
     where state->'content'->'buyer'->>'email' = $1`,
    [email],
  )
  return row
}

test('a rep who orders while a reason is asked for gets the goods, and grants nothing', async () => {
  const { channel, say } = await cart('buyer0')
  await say('take 1.00 off')
  await slack.sees('USAM', channel, /What is the reason/)
  await say('2 red mugs')
  await slack.sees('USAM', channel, /2\s+Classic mug, red/)
  await shop.settled()
  const content = await contentOf('buyer0@example.com')
  expect(content?.lines.map(({ sku }) => sku)).toEqual(['MUG-BLUE-11OZ', 'MUG-RED-11OZ'])
  expect(content?.subtraction).toBeNull()
})

test('place names what is still open and orders nothing', async () => {
  const { channel, say } = await cart('buyer1')
  await say('a classic t-shirt')
  await slack.sees('USAM', channel, /which colour/)
  await say('place')
  await slack.sees('USAM', channel, /Something you said is still open/)
  await shop.settled()
  expect((await contentOf('buyer1@example.com'))?.status).toBe('open')
})

test('nothing was refused by Slack', () => {
  expect(slack.violations).toEqual([])
})
