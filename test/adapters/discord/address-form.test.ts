// The address form on Discord: one modal, the country chosen among those that are delivered to, and
// what is wrong said at its field with everything else kept. Next: src/conversation/forms/address-fields.ts.
import { afterAll, expect, test } from 'vitest'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
const parley = await world.start()
afterAll(() => allIsWell(world))

async function opened(name: string) {
  const user = discord.person(name)
  const direct = discord.direct(user)
  discord.types(user, direct, '1 cream tote')
  await discord.sees(user, direct, '+1 Tote bag, cream')
  discord.types(user, direct, `my e-mail is ${name.toLowerCase()}@example.org`)
  await discord.sees(user, direct, 'needs address')
  await discord.answered(discord.presses(user, direct, 'Add address'))
  return { user, direct }
}
const addressOf = (user: string) =>
  rows<{ address: Record<string, unknown> }>(
    `select g->'address' as address from draft, jsonb_array_elements(state->'content'->'groups') g where thread_key = $1`,
    [`discord:@${user}`],
  )

test('fits one modal, with the country to choose, and is read like a typed address', async () => {
  const { user, direct } = await opened('Ada')
  expect(discord.openFields(user)).toEqual([
    'Recipient',
    'Street and number',
    'City, state and postcode',
    'Country',
    'Phone for the carrier',
  ])
  discord.submits(user, {
    Recipient: 'Ada Lane',
    'Street and number': '9 Elm St\nApt 4',
    'City, state and postcode': 'Salem, OR 97301',
    Country: 'United States',
  })
  await discord.sees(user, direct, 'Ship to: Ada Lane')
  expect((await addressOf(user.id))[0]?.address).toMatchObject({
    name: 'Ada Lane',
    city: 'Salem',
    subdivision: 'OR',
    postcode: '97301',
    country: 'US',
  })
})

test('another country that is delivered to is chosen, not typed', async () => {
  const { user, direct } = await opened('Gus')
  discord.submits(user, {
    Recipient: 'Gus Ober',
    'Street and number': 'Hauptstr. 5',
    'City, state and postcode': '10115 Berlin',
    Country: 'Germany',
  })
  await discord.sees(user, direct, 'Hauptstr. 5')
  expect((await addressOf(user.id))[0]?.address).toMatchObject({ city: 'Berlin', postcode: '10115', country: 'DE' })
  expect(() => discord.submits(user, {})).toThrow(/no form open/)
})

test('what is wrong stands at its field, and the rest is kept', async () => {
  const { user, direct } = await opened('Ida')
  discord.submits(user, {
    Recipient: 'Ida Lee',
    'Street and number': '9 Elm St',
    'City, state and postcode': 'Salem, OR 9',
    Country: 'United States',
  })
  const sheet = await discord.sees(user, direct, 'Please look at these again')
  expect(messageText(sheet)).toMatch(/City, state and postcode\nSalem, OR 9\n.*(?:ZIP|postcode)/)
  await discord.answered(discord.presses(user, direct, 'Correct it'))
  discord.submits(user, { 'City, state and postcode': 'Salem, OR 97301' })
  await expect
    .poll(async () => (await addressOf(user.id))[0]?.address)
    .toMatchObject({ name: 'Ida Lee', postcode: '97301' })
  expect(await parley.store.checkInvariants()).toEqual([])
})
