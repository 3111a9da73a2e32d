// Discord's limits on signing in: how many connections at least (4011), how many at once, how many
// a day. Rule: they are kept, and who starts Parley is told what to change. The real discord.js.
// What discord.js keeps of all who write stays bounded. Next: adapters/discord/identify.ts; steadiness.test.ts (what happens afterwards).
import { setTimeout as pause } from 'node:timers/promises'
import { Events } from 'discord.js'
import { expect, test } from 'vitest'
import { clientOf } from '#adapters/discord/app.ts'
import { identifyPace } from '#adapters/discord/identify.ts'
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

test('what is kept of people and of what they write does not grow with their number', SLOW, async () => {
  const client = clientOf({ apiUrl: discord.api, shards: 1, messageContent: true }, identifyPace())
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  await ready
  let heard = 0
  client.on(Events.MessageCreate, () => {
    heard++
  })
  const people = Array.from({ length: 300 }, (_, n) => discord.person(`Many ${n}`))
  for (const each of people) discord.types(each, discord.shop, 'how are you?')
  await expect.poll(() => heard, { timeout: 20_000 }).toBe(people.length)
  const guild = client.guilds.cache.get(discord.guild)
  const channel = client.channels.cache.get(discord.shop.id)
  expect(client.users.cache.size).toBeLessThanOrEqual(200)
  expect(guild?.members.cache.size).toBeLessThanOrEqual(200)
  expect(channel !== undefined && 'messages' in channel ? channel.messages.cache.size : 'none').toBe(0)
  await client.destroy()
})
