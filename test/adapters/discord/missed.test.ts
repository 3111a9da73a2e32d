// What people wrote while Parley was not signed in: Discord brings a new session none of it, so the
// places Parley talks in are read back. Rule: everything said in the last quarter of an hour has
// its one effect, in its order; what is older is asked for again, once. Next:
// adapters/discord/inbound/missed.ts.
import { expect, test, vi } from 'vitest'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import { messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop({ environment: { DISCORD_MESSAGE_CONTENT: 'on' } })
const { discord, rows } = world
let parley = await world.start()

const PATIENCE = 20_000
const SLOW = { timeout: 90_000 }
const QUARTER = 15 * 60_000
/** Somebody here takes no direct messages. */
const CLOSED = [50_007]

async function shopper(name: string) {
  const user = discord.person(name)
  const direct = discord.direct(user)
  discord.types(user, direct, '1 white teapot')
  await discord.sees(user, direct, '+1 Teapot, white')
  return { user, direct }
}
const heardOf = async (user: User): Promise<readonly string[]> =>
  (
    await rows<{ text: string }>(
      `select payload->>'text' as text from inbox where payload->>'user' = $1 order by seq`,
      [`discord:${user.id}`],
    )
  ).map(({ text }) => text)
const settled = async (): Promise<void> => {
  await expect.poll(() => rows(`select 1 from inbox where status = 'new'`), { timeout: PATIENCE }).toEqual([])
}
const asked = (user: User, place: Channel): number =>
  visible(discord.state, place, user).filter((each) => messageText(each).includes('I was away')).length
async function signsInAnew(): Promise<void> {
  const before = discord.gateway.sessions.length
  discord.gateway.disturb('invalid')
  await expect.poll(() => discord.gateway.sessions.length, { timeout: PATIENCE }).toBeGreaterThan(before)
}

test(
  'words written while Parley signs in anew are read afterwards, in their order, before what is said then',
  SLOW,
  async () => {
    const { user, direct } = await shopper('Gap')
    discord.gateway.disturb('invalid')
    for (const text of ['make it 3', 'make it 5', 'undo']) discord.types(user, direct, text)
    const before = discord.gateway.sessions.length
    await expect.poll(() => discord.gateway.sessions.length, { timeout: PATIENCE }).toBeGreaterThan(before)
    discord.types(user, direct, 'add 1 TOTE-CREAM')
    await discord.sees(user, direct, '+1 Tote', PATIENCE)
    await settled()
    expect(await heardOf(user)).toEqual(['1 white teapot', 'make it 3', 'make it 5', 'undo', 'add 1 TOTE-CREAM'])
    allIsWell(world)
  },
)

test('words written while Parley is stopped are answered by the next start, once', SLOW, async () => {
  const { user, direct } = await shopper('Stop')
  await parley.close()
  discord.types(user, direct, 'make it 4')
  discord.rest.plan('GET', new RegExp(`/channels/${direct.id}/messages$`), {
    kind: 'answer',
    answer: { status: 503, body: { code: 0, message: 'Service Unavailable' } },
  })
  parley = await world.start()
  await discord.sees(user, direct, 'Teapot, white: 1, now 4', PATIENCE)
  await signsInAnew()
  discord.types(user, direct, 'make it 6')
  await discord.sees(user, direct, 'Teapot, white: 4, now 6', PATIENCE)
  expect(await heardOf(user)).toEqual(['1 white teapot', 'make it 4', 'make it 6'])
  allIsWell(world)
})

test('words changed meanwhile count as changed, those said and changed meanwhile as they stand', SLOW, async () => {
  const { user, direct } = await shopper('Edit')
  const said = discord.types(user, direct, 'make it 2')
  await discord.sees(user, direct, 'Teapot, white: 1, now 2')
  await parley.close()
  discord.edits(said, 'make it 7')
  const later = discord.types(user, direct, 'add 1 MUG-BLU-11OZ')
  discord.edits(later, 'add 1 TOTE-CREAM')
  parley = await world.start()
  await discord.sees(user, direct, '+1 Tote', PATIENCE)
  await settled()
  expect(await heardOf(user)).toEqual(['1 white teapot', 'make it 2', 'make it 7', 'add 1 TOTE-CREAM'])
  allIsWell(world)
})

test('a private thread is read back too', SLOW, async () => {
  const user = discord.person('Thread')
  discord.state.closedTo.add(user.id)
  discord.slash(user, discord.shop, 'order', { items: '1 white teapot' })
  const thread = await discord.thread(user)
  await discord.sees(user, thread, '+1 Teapot, white')
  await parley.close()
  discord.types(user, thread, 'make it 3')
  parley = await world.start()
  await discord.sees(user, thread, 'Teapot, white: 1, now 3', PATIENCE)
  allIsWell(world, CLOSED)
})

test(
  'what was said longer ago is not acted on, whatever the machine believes: its person is asked again, once',
  SLOW,
  async () => {
    const { user, direct } = await shopper('Old')
    await parley.close()
    discord.types(user, direct, 'make it 9', { age: QUARTER + 60_000 })
    const real = Date.now.bind(Date)
    const machine = vi.spyOn(Date, 'now').mockImplementation(() => real() - QUARTER)
    parley = await world.start()
    await discord.sees(user, direct, 'I was away when you wrote this', PATIENCE)
    machine.mockRestore()
    await signsInAnew()
    discord.types(user, direct, 'make it 2')
    await discord.sees(user, direct, 'Teapot, white: 1, now 2', PATIENCE)
    expect(asked(user, direct)).toBe(1)
    expect(await heardOf(user)).toEqual(['1 white teapot', 'make it 2'])
    allIsWell(world, CLOSED)
  },
)
