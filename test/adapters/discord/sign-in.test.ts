// Discord's limits on signing in: how many connections at least (4011), how many at once, how many
// a day. Rule: they are kept, and who starts Parley is told what to change. The real discord.js.
// Next: adapters/discord/identify.ts; steadiness.test.ts (what happens afterwards).
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord } = world
const { signIn } = discord.state
const SLOW = { timeout: 60_000 }
type Started = Awaited<ReturnType<typeof world.start>>
const stateOf = ({ keepers }: Started) => keepers.find(({ name }) => name === 'discord')?.state()

test(
  'too few connections for so many servers (4011): said with what to set; set, everybody is served',
  SLOW,
  async () => {
    signIn.shards = 2
    const said: string[] = []
    const few = await world.start({ environment: { DISCORD_SHARDS: '1' }, say: (line) => said.push(line) })
    expect(stateOf(few)).toBe('refused')
    expect(said.join('\n')).toMatch(/more connections[\s\S]*DISCORD_SHARDS=auto/)
    await few.close()
    signIn.concurrency = 2
    const before = discord.gateway.sessions.length
    const enough = await world.start()
    expect(stateOf(enough)).toBe('up')
    expect(discord.gateway.sessions.length - before).toBe(2)
    const ann = discord.person('Ann')
    discord.types(ann, discord.direct(ann), '1 white teapot')
    await discord.sees(ann, discord.direct(ann), '+1 Teapot, white')
    await enough.close()
    allIsWell(world)
  },
)

test('when hardly any sign-in of the day is left, it waits for the next day', SLOW, async () => {
  Object.assign(signIn, { shards: 1, concurrency: 1, remaining: 3, resetAfter: 1_000 })
  const nextDay = pause(2_000).then(() => {
    signIn.remaining = 1_000
    return performance.now()
  })
  const waited = await world.start()
  expect(stateOf(waited)).toBe('up')
  expect(discord.gateway.sessions.at(-1)?.began).toBeGreaterThanOrEqual(await nextDay)
  await waited.close()
  allIsWell(world)
})
