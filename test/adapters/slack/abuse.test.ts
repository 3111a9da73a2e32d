// The abuse catalogue on Slack: what people have no right to, through the real SDK. Rule: the table
// is that of every channel; here is only how people on Slack type and press. The owner of a cart is
// a rep; the outsider is somebody of the workspace nobody linked. Next: test/support/abuse.ts;
// bad-input.test.ts.
import { describe, expect, test } from 'vitest'
import { liveMentions } from '#playground/loopback/slack/mentions.ts'
import type { Delivery } from '#playground/loopback/slack/payloads.ts'
import type { Message } from '#playground/loopback/slack/workspace.ts'
import { type Person, resistsAbuse } from '#test/support/abuse.ts'
import { demoWith } from '#test/support/demo.ts'
import { readsExactly } from '#test/support/reads-exactly.ts'
import { slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const shop = await slackShop({ shop: demoWith({ plenty: 100_000 }) })
const { slack } = shop
const userOf = { owner: 'USAM', outsider: 'USTRANGER' } as const
let carts = 0
/** The cart's channel, its card and a press of its [Undo] by each, by its thread. */
const places = new Map<
  string,
  { readonly desk: string; readonly card: Message; readonly undo: Readonly<Record<Person, Delivery>> }
>()
const placeOf = (thread: string) => {
  const place = places.get(thread)
  if (place === undefined) throw new Error(`no cart in ${thread}`)
  return place
}

/** What the bot said and changed because of it, as it reads. */
async function toldBy(act: () => Promise<unknown>): Promise<string> {
  const messages = slack.space.messages.length
  const calls = slack.calls.length
  await act()
  await shop.settled()
  const said = slack.space.messages.slice(messages).filter(({ user }) => user === 'UBOT')
  const edited = slack.calls
    .slice(calls)
    .flatMap(({ method, args }) => (method === 'chat.update' ? [String(args['text'])] : []))
  return [...said.map((each) => slack.text(each)), ...edited].join('\n')
}

const tokenIn = ({ body }: Delivery): string => /"value":"([^"]+)"/.exec(JSON.stringify(body['actions']))?.[1] ?? ''

async function cart(): Promise<string> {
  const desk = slack.newChannel()
  const root = await slack.says('USAM', desk, `<@UBOT> guest abuse${++carts}@example.com: 2 blue 11oz mugs`)
  const card = await slack.sees('USAM', desk, /2\s+Classic mug/)
  places.set(root.ts, {
    desk,
    card,
    undo: { owner: slack.press('USAM', card, 'Undo'), outsider: slack.press('USTRANGER', card, 'Undo') },
  })
  await shop.settled()
  return root.ts
}

describe('abuse', () => {
  resistsAbuse({
    cart,
    says: (who, thread, text) =>
      toldBy(() => slack.says(userOf[who], placeOf(thread).desk, `<@UBOT> ${text}`, { thread })),
    presses(who, thread, token) {
      // A real press of a real button, with another token in it.
      const { card, undo } = placeOf(thread)
      const press = slack.text(card).includes('[Undo]') ? slack.press(userOf[who], card, 'Undo') : undo[who]
      const body = JSON.parse(JSON.stringify(press.body).replaceAll(tokenIn(press), token))
      return toldBy(() => slack.deliver({ ...press, body }))
    },
    token: async (thread, label) => tokenIn(slack.press('USAM', placeOf(thread).card, label)),
    async linesOf(thread) {
      const [row] = await shop.rows<{ lines: unknown }>(
        `select json_agg(json_build_array(l->'sku', l->'quantity', l->'unitPrice')) as lines
         from draft, jsonb_array_elements(state->'content'->'lines') l where last_thread like $1`,
        [`%${thread}`],
      )
      return row?.lines
    },
    placed: async (thread) =>
      (
        await shop.rows<{ n: number }>('select count(*)::int as n from orders where thread_key like $1', [`%${thread}`])
      )[0]?.n,
    rows: (sql) => shop.rows(sql),
    faults: () => shop.log.filter(({ event }) => event === 'fault'),
  })
})

readsExactly({
  cart,
  says: (thread, text) => toldBy(() => slack.says('USAM', placeOf(thread).desk, `<@UBOT> ${text}`, { thread })),
  reps: true,
})

test('every answer was within what Slack takes, pinged nobody, and nothing is wrong in the end', async () => {
  expect(slack.violations).toEqual([])
  const sent = slack.calls.filter(({ method }) => method.startsWith('chat.'))
  expect(sent.flatMap(({ args }) => liveMentions(args))).toEqual([])
  expect(await shop.checkInvariants()).toEqual([])
})

passesOutsideValidators(slack)
