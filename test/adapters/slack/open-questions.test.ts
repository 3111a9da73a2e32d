// A question takes only its own answers, on Slack, where reps met it. The rules themselves:
// test/conversation/open-questions.test.ts. And what was put to one rep is not another's to answer.
import { describe, expect, test } from 'vitest'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ plenty: 1_000, buyers: 12 }) })
const { slack } = shop

async function cart(name: string) {
  const channel = slack.newChannel()
  const root = await slack.says('USAM', channel, `<@UBOT> order for ${name}@example.com: 2 MUG-BLUE-11OZ`)
  await slack.sees('USAM', channel, /2\s+Classic mug/)
  await shop.settled()
  const said = async (user: string, text: string) => {
    await slack.says(user, channel, text, { thread: root.ts })
    await shop.settled()
  }
  return {
    channel,
    say: (text: string) => slack.says('USAM', channel, text, { thread: root.ts }),
    sam: (text: string) => said('USAM', text),
    /** Another rep, to the bot: what colleagues say among themselves it does not hear at all. */
    lee: (text: string) => said('ULEE', `<@UBOT> ${text}`),
  }
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

describe('what was put to Sam, Lee does not answer', () => {
  test.each([
    ['yes', 6],
    ['y', 7],
    ['yes please', 8],
    ['ok yes', 9],
  ])('with "%s": the cart is not cancelled', async (yes, buyer) => {
    const email = `buyer${buyer}@example.com`
    const { channel, sam, lee } = await cart(`buyer${buyer}`)
    await sam('cancel')
    await slack.sees('USAM', channel, /Cancel it/)
    await lee(yes)
    expect(slack.reads('ULEE', channel)).toContain('Somebody else was asked that')
    expect((await contentOf(email))?.status).toBe('open')
    await sam('no')
    expect((await contentOf(email))?.status).toBe('open')
    await sam('cancel')
    await sam('yes')
    expect((await contentOf(email))?.status).toBe('cancelled')
  })

  test('with "no": it is not dropped', async () => {
    const { channel, sam, lee } = await cart('buyer3')
    await sam('a classic t-shirt')
    await lee('no')
    expect(slack.reads('ULEE', channel)).toContain('Somebody else was asked that')
    await sam('black')
    await slack.sees('USAM', channel, /Classic t-shirt, black: which size/)
  })

  test('with a reason or a position, but with a name of one of its options', async () => {
    const { channel, sam, lee } = await cart('buyer4')
    await sam('take 1.00 off')
    await lee('her parrot died')
    expect((await contentOf('buyer4@example.com'))?.subtraction).toBeNull()
    await sam('her parrot died')
    expect((await contentOf('buyer4@example.com'))?.subtraction).toMatchObject({ reasonText: 'her parrot died' })
    await sam('a classic t-shirt')
    await lee('1')
    expect(slack.reads('ULEE', channel)).toContain('Somebody else was asked that')
    await lee('black')
    await slack.sees('USAM', channel, /Classic t-shirt, black: which size/)
  })

  test('with "place": what Sam was warned of is shown to Lee first', async () => {
    const before = await cart('buyer5')
    await before.sam('place')
    await slack.sees('USAM', before.channel, /order 1\d{4} placed/)
    const { channel, sam, lee } = await cart('buyer5')
    await sam('place')
    await slack.sees('USAM', channel, /One moment before it is placed/)
    await lee('place')
    expect(await shop.rows('select 1 from orders where number > 10000')).toHaveLength(1)
    await lee('place')
    expect(await shop.rows('select 1 from orders where number > 10000')).toHaveLength(2)
  })
})

test('nothing was refused by Slack', () => {
  expect(slack.violations).toEqual([])
})
