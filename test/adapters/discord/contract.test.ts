// What every channel owes its people, on Discord: the real discord.js on the loopback Discord.
// Rule: the table is that of every channel; here is only how people on Discord type, press, fill in
// and read. Next: test/support/channel-contract.ts.
import { expect, test } from 'vitest'
import type { Message } from '#playground/loopback/discord/state.ts'
import { buttonsIn, messageText, modalText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { keepsContract, type Seat } from '#test/support/channel-contract.ts'
import { allIsWell, discordShop, shopWithAda } from './shop.ts'

const world = await discordShop({ shop: shopWithAda({ buyers: 20 }) })
const { discord, rows, links } = world
let parley = await world.start()
/** A press whose acknowledgement comes after the process that would give it is gone. */
const LATE = 10_062
const eve = discord.person('Eve')

const settled = () =>
  eventually('everything said to be handled and delivered', 20_000, async () => {
    const [row] = await rows<{ open: number }>(
      `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending')::int as open`,
    )
    return row?.open === 0 ? true : undefined
  })

async function seatOf(buyer: number): Promise<Seat> {
  const user = discord.person(`Buyer ${buyer}`)
  const direct = await links(user, `buyer${buyer}@example.com`)
  const heard = async () =>
    (
      await rows<{ n: number }>(`select count(*)::int as n from inbox where payload->>'user' = $1`, [
        `discord:${user.id}`,
      ])
    )[0]?.n ?? 0
  /** Done once something new of this person was heard, handled and answered. */
  const done = async (act: () => unknown): Promise<void> => {
    const before = await heard()
    await act()
    await eventually('it to be heard', 20_000, async () => ((await heard()) > before ? true : undefined))
    await settled()
  }
  const seen = (): readonly Message[] => visible(discord.state, direct, user).filter(({ author }) => author.bot)
  const cards = () => seen().filter((message) => buttonsIn(message).some(({ label }) => label === 'Undo'))
  const formOf = () =>
    [...discord.state.interactions.values()].findLast((each) => each.user.id === user.id && each.modal !== undefined)
      ?.modal
  await done(() => discord.types(user, direct, '2 blue 11oz mugs'))
  return {
    says: (text, times = 1) =>
      done(() => {
        const said = discord.types(user, direct, text)
        for (let more = 1; more < times; more++) discord.again(said)
      }),
    presses: (label, times = 1) =>
      done(() => {
        const pressed = discord.presses(user, direct, label)
        for (let more = 1; more < times; more++) discord.again(pressed)
      }),
    async holds(label) {
      const token = seen()
        .flatMap(buttonsIn)
        .findLast((button) => button.label?.startsWith(label) === true)?.custom_id
      if (token === undefined) throw new Error(`nothing to press is called ${label}:\n${discord.screen(user, direct)}`)
      return () => done(() => discord.forges(user, direct, token))
    },
    screen: () => discord.screen(user, direct),
    words: () =>
      seen()
        .filter((message) => messageText(message).includes('Undo'))
        .map(messageText)
        .at(-1) ?? '',
    liveCards: () => cards().length,
    othersSee: () => `${discord.screen(eve, discord.shop)}\n${discord.screen(eve, discord.direct(eve))}`,
    async fillsIn(button, field, value) {
      await discord.answered(discord.presses(user, direct, button))
      await done(() => discord.submits(user, { [field]: value }))
    },
    async refused() {
      const says = discord.screen(user, direct)
      await discord.answered(discord.presses(user, direct, 'Correct it'))
      const form = formOf()
      return { says, holds: / = (.*)/.exec(form === undefined ? '' : modalText(form))?.[1] ?? '' }
    },
    corrects: (field, value) => done(() => discord.submits(user, { [field]: value })),
    async readsAll() {
      const read = [discord.screen(user, direct)]
      const turns = (label: string) =>
        seen().some((message) => buttonsIn(message).some((button) => button.label === label))
      for (const label of ['More of this order', 'Next page'])
        while (turns(label) && read.length < 20 && (label === 'Next page' || read.length === 1)) {
          const next = `Page ${read.length + 1} of `
          await discord.answered(discord.presses(user, direct, label))
          await eventually('another page', 10_000, async () => discord.screen(user, direct).includes(next) || undefined)
          read.push(discord.screen(user, direct))
        }
      return read.join('\n')
    },
  }
}

keepsContract({
  order: 'Buy now',
  rows: (sql) => rows(sql),
  alive: () => discord.alive(),
  isWell: () => allIsWell(world, [LATE]),
  async restart() {
    await parley.close()
    parley = await world.start()
  },
  seat: seatOf,
})

test('nothing is wrong in the end', async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
})
