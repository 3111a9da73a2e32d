// Conversations by rule, by guests in their direct messages, through the real discord.js. Rule: what
// was shown is every message of the bot that is new or reads otherwise.
// Next: test/support/transcripts.ts.
import { afterAll, expect, test } from 'vitest'
import type { Message, User } from '#playground/loopback/discord/state.ts'
import { messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { playOn, TELLING, transcript } from '#test/support/transcripts.ts'
import { busyShop } from '../../conversations/people.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop({ shop: busyShop() })
const { discord, rows } = world
const parley = await world.start()
afterAll(async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
  allIsWell(world)
})

const own = (user: User): readonly Message[] =>
  visible(discord.state, discord.direct(user), user).filter(({ author }) => author.bot)
const heardOf = async (user: User) =>
  (
    await rows<{ open: number; all: number }>(
      `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending' and channel = 'discord')::int as open,
        (select count(*) from inbox where payload->>'user' = $1)::int as all`,
      [`discord:${user.id}`],
    )
  )[0]

async function shownTo(user: User, act: () => void): Promise<string> {
  const before = new Map(own(user).map((message) => [message.id, messageText(message)]))
  const heard = (await heardOf(user))?.all ?? 0
  act()
  await eventually('it to be heard and answered', 15_000, async () => {
    const now = await heardOf(user)
    return now?.open === 0 && now.all > heard ? true : undefined
  })
  return own(user)
    .map((message) => [before.get(message.id), messageText(message)] as const)
    .flatMap(([was, now]) => (was === now ? [] : [now]))
    .join('\n')
}

test.each(TELLING.discord)('%s', async (name) => {
  const user = discord.person(name.replace(/\W+/g, ' '))
  const direct = discord.direct(user)
  const wrong = await playOn(
    {
      say: (text) => shownTo(user, () => void discord.types(user, direct, text)),
      press: (label) => shownTo(user, () => void discord.presses(user, direct, label)),
    },
    transcript(name),
  )
  expect(wrong).toEqual([])
})
