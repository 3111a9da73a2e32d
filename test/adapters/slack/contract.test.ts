// What every channel owes its people, on Slack: the real SDK, over signed HTTP and over Socket
// Mode. Rule: the table is that of every channel; here is only how people on Slack type, press,
// fill in and read. Next: test/support/channel-contract.ts.
import { describe, expect, test } from 'vitest'
import type { Mode } from '#playground/loopback/slack/fake-slack.ts'
import { liveMentions } from '#playground/loopback/slack/mentions.ts'
import type { Message } from '#playground/loopback/slack/workspace.ts'
import { type ContractChannel, keepsContract, type Seat } from '#test/support/channel-contract.ts'
import { demoWith } from '#test/support/demo.ts'
import { type SlackShop, slackShop } from '#test/support/slack-shop.ts'
import { passesOutsideValidators } from './outside.ts'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function channelOf(shop: SlackShop): ContractChannel {
  const { slack } = shop
  return {
    order: 'Place order',
    rows: (sql) => shop.rows(sql),
    alive: () =>
      slack.calls
        .filter(({ method }) => method.startsWith('chat.'))
        .flatMap(({ args }) => liveMentions(args))
        .filter((mention) => mention !== '<@USAM>' && !mention.includes('harbor-goods.example')),
    isWell() {
      expect(slack.violations).toEqual([])
      expect(shop.log.filter(({ event }) => event === 'fault')).toEqual([])
    },
    async restart() {
      await shop.stop()
      await shop.start()
    },
    seat: (buyer) => seatOf(shop, buyer),
  }
}

async function seatOf({ slack, settled }: SlackShop, buyer: number): Promise<Seat> {
  const desk = slack.newChannel()
  const root = await slack.says('USAM', desk, `<@UBOT> order for buyer${buyer}@example.com: 2 blue 11oz mugs`)
  await settled()
  const seen = (): readonly Message[] =>
    slack.space.messages.filter(
      (each) => each.channel === desk && !each.deleted && (each.onlyFor ?? 'USAM') === 'USAM' && each.user === 'UBOT',
    )
  const showing = (label: string): Message => {
    const found = seen().findLast((each) => new RegExp(`[[|:] ?${label}`).test(slack.text(each)))
    if (found === undefined) throw new Error(`nothing to press is called ${label}:\n${slack.reads('USAM', desk)}`)
    return found
  }
  const cards = () => seen().filter((each) => slack.text(each).includes('[Undo]'))
  const done = async (acts: readonly Promise<unknown>[]): Promise<void> => {
    await Promise.all(acts)
    await settled()
  }
  const times = <T>(count: number, act: () => T): readonly T[] => Array.from({ length: count }, act)
  return {
    says(text, count = 1) {
      const { deliveries } = slack.writes('USAM', desk, escaped(text), { thread: root.ts })
      return done(deliveries.flatMap((delivery) => times(count, () => slack.deliver(delivery))))
    },
    presses(label, count = 1) {
      const delivery = slack.press('USAM', showing(label), label)
      return done(times(count, () => slack.deliver(delivery)))
    },
    async holds(label) {
      const delivery = slack.press('USAM', showing(label), label)
      return () => done([slack.deliver(delivery)])
    },
    screen: () => slack.reads('USAM', desk),
    words: () => cards().at(-1)?.text ?? '',
    liveCards: () => cards().length,
    othersSee: () => slack.reads('ULEE', desk),
    async fillsIn(button, field, value) {
      await slack.presses('USAM', showing(button), button)
      await slack.submits('USAM', await slack.modal('USAM', new RegExp(field)), { [field]: value })
    },
    // Slack itself keeps what stands in a form that is refused: as long as it is open and was not made anew.
    async refused() {
      const form = await slack.modal('USAM')
      return { says: slack.text(form), holds: Object.keys(form.errors).length > 0 ? 'NOSUCH' : '' }
    },
    corrects: async (field, value) => done([slack.submits('USAM', await slack.modal('USAM'), { [field]: value })]),
    async readsAll() {
      const card = await slack.sees('USAM', desk, /Page 1 of \d/)
      const read = [slack.text(card)]
      while (slack.text(card).includes('[Next page]')) {
        await slack.presses('USAM', card, 'Next page')
        await slack.sees('USAM', desk, new RegExp(`Page ${read.length + 1} of \\d`))
        read.push(slack.text(card))
      }
      return read.join('\n')
    },
  }
}

for (const mode of ['http', 'socket'] as const satisfies readonly Mode[]) {
  const shop = await slackShop({ mode, shop: demoWith({ buyers: 20, plenty: 100_000 }) })
  describe(mode === 'http' ? 'over signed HTTP' : 'over Socket Mode', () => {
    keepsContract(channelOf(shop))
    test('nothing is wrong in the end', async () => {
      expect(await shop.checkInvariants()).toEqual([])
    })
    passesOutsideValidators(shop.slack)
  })
}
