// More is said than Discord lets a bot answer at once: so many messages a channel, so many requests
// a second. Rule: below the limit an outcome is there at once, above it every
// conversation shows its last state within three minutes; nothing is lost, states in between are
// left out. Next: playground/loopback/discord/buckets.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import { messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { allIsWell, discordShop } from './shop.ts'

const PEOPLE = 20
const EVENTS = 200

const world = await discordShop({ fake: { limits: true } })
const { discord, rows } = world
await world.start()

type Shopper = { readonly user: User; readonly direct: Channel }
async function shopper(name: string): Promise<Shopper> {
  const user = discord.person(name)
  const direct = discord.direct(user)
  discord.types(user, direct, '1 white teapot')
  await discord.sees(user, direct, '+1 Teapot, white', 30_000)
  return { user, direct }
}
/** The quantity the newest card shows. */
const shows = ({ user, direct }: Shopper, quantity: number): boolean =>
  new RegExp(`\\b${quantity} × [^\\n]*Teapot`).test(messageText(visible(discord.state, direct, user).at(-1) ?? NOTHING))
const NOTHING = { content: '', components: [] }

test('below the limit every outcome is there at once: nobody is told to wait', { timeout: 120_000 }, async () => {
  const one = await shopper('One')
  const took: number[] = []
  for (const quantity of [2, 3, 4]) {
    const began = performance.now()
    discord.types(one.user, one.direct, `make it ${quantity}`)
    await expect.poll(() => shows(one, quantity), { timeout: 30_000, interval: 20 }).toBe(true)
    took.push(performance.now() - began)
  }
  console.log(`below the limit: ${took.map((each) => `${Math.round(each)} ms`).join(', ')}`)
  expect(discord.rest.told()).toEqual({ route: 0, global: 0 })
  allIsWell(world)
})

test('200 events in ten seconds over twenty conversations: each shows its last state within three minutes, nothing is lost', {
  timeout: 300_000,
}, async () => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => shopper(`Many ${n}`)))
  const began = Date.now()
  for (let event = 0; event < EVENTS; event++) {
    const one = people[event % PEOPLE]
    if (one !== undefined) discord.types(one.user, one.direct, `make it ${2 + Math.floor(event / PEOPLE)}`)
    await pause(Math.max(0, began + event * 50 - Date.now()))
  }
  const over = Date.now()
  const last = 1 + EVENTS / PEOPLE
  await expect.poll(() => people.filter((one) => !shows(one, last)).length, { timeout: 180_000, interval: 200 }).toBe(0)
  const [heard] = await rows<{ n: number }>(
    `select count(*)::int as n from inbox where payload->>'text' like 'make it %' and status = 'done'
     and payload->>'userName' like 'Many %'`,
  )
  expect(heard?.n).toBe(EVENTS)
  const posts = discord.rest.requests.filter(({ method, status }) => method === 'POST' && status === 200).length
  const { route, global } = discord.rest.told()
  console.log(
    `${EVENTS} events over ${PEOPLE} conversations: all final after ${Math.round((Date.now() - over) / 1000)} s, ${posts} posts, told to wait ${route} times by a bucket and ${global} times over all`,
  )
  allIsWell(world)
})
