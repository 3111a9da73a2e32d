// Somebody who is erased: what Parley posted to them is deleted on the platform as well, through the
// outbox; what they wrote, and what stands in other people's conversations, stays.
// Next: src/store/people/erase.ts, adapters/discord/outbound/deliver.ts.
import { expect, test } from 'vitest'
import { visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
const parley = await world.start()

const idle = () =>
  eventually('everything is said', 10_000, async () => {
    const [row] = await rows<{ open: number }>(
      `select ((select count(*) from inbox where status = 'new') + (select count(*) from outbox where status = 'pending'))::int as open`,
    )
    return row?.open === 0 ? true : undefined
  })

test("the messages of the bot go from their conversation, and from nobody else's", async () => {
  const [eve, ann] = [discord.person('eve'), discord.person('ann')]
  const said = (user: typeof eve, bot: boolean) =>
    visible(discord.state, discord.direct(user), user).filter(({ author }) => author.bot === bot)
  for (const user of [eve, ann]) {
    discord.types(user, discord.direct(user), '2 blue 11oz mugs')
    await eventually('an answer', 10_000, async () => (said(user, true).length > 0 ? true : undefined))
  }
  await idle()
  const before = new Set(said(eve, true).map(({ id }) => id))
  const others = said(ann, true).map(({ id }) => id)
  expect(await parley.store.erase(`discord:${eve.id}`, false)).toMatchObject({ told: true })
  await eventually('they are gone', 10_000, async () =>
    said(eve, true).some(({ id }) => before.has(id)) ? undefined : true,
  )
  await idle()
  expect(said(eve, false)).toHaveLength(1)
  expect(said(ann, true).map(({ id }) => id)).toEqual(others)
  allIsWell(world)
})
