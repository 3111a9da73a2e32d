// Commands are registered everywhere, once, and only when they changed; the loopback tells them
// back as Discord does, with everything it fills in. Next: adapters/discord/registration.ts,
// scenes.test.ts (people use them).
import { REST } from 'discord.js'
import { expect, test } from 'vitest'
import { COMMANDS } from '#adapters/discord/commands.ts'
import { type Registration, registerCommands } from '#adapters/discord/registration.ts'
import { fakeDiscord } from '#test/support/fake-discord.ts'

const discord = await fakeDiscord()
const rest = new REST({ api: discord.api }).setToken(discord.token)
const { commands, guild } = discord
const register = (change: Partial<Registration> = {}) =>
  registerCommands(rest, discord.state.bot.id, { commands: COMMANDS, guilds: [guild], ...change })
const changed = (name: string, change: object) =>
  COMMANDS.map((command) => (command.name === name ? { ...command, ...change } : command)) as Registration['commands']

test('an order can be begun in direct messages, where commands of a server do not exist', async () => {
  await register()
  const ada = discord.person('Ada')
  expect(() => discord.slash(ada, discord.direct(ada), 'order')).not.toThrow()
  expect(() => discord.slash(ada, discord.direct(ada), 'order-button')).toThrow(/not offered/)
})

test('registered again, nothing is sent, whatever Discord filled in', async () => {
  await register()
  const { puts } = commands
  await register()
  await register({ commands: COMMANDS.toReversed() })
  expect(commands.puts).toBe(puts)
})

test('the copy of an earlier version in the shop`s own server is taken away; other places are not asked to change', async () => {
  commands.list.set(guild, commands.list.get('global') ?? [])
  const { puts } = commands
  await register({ guilds: [guild, discord.state.snowflake()] })
  expect(commands.list.get(guild)).toEqual([])
  expect(commands.puts).toBe(puts + 1)
})

test.each([
  ['a description', { description: 'Show what is in your cart' }],
  ['who may use it', { default_member_permissions: '8' }],
  ['where it is offered', { contexts: [0] }],
  ['how it is installed', { integration_types: [0, 1] }],
  ['an age limit', { nsfw: true }],
  ['an option', { options: [{ type: 3, name: 'page', description: 'Which page', required: false }] }],
])('a change of %s is sent, and so is taking it back', async (_, change) => {
  await register()
  const { changes } = commands
  await register({ commands: changed('cart', change) })
  expect(commands.changes).toBe(changes + 1)
  await register()
  expect(commands.changes).toBe(changes + 2)
})

test('other languages are names beside the English one, and no reason to register again', async () => {
  const translations = {
    de: {
      cart: { name: 'warenkorb', description: 'Zeigt den Warenkorb' },
      items: { name: 'artikel', description: 'Was' },
    },
  }
  await register({ translations })
  const { puts } = commands
  await register({ translations })
  expect(commands.puts).toBe(puts)
  expect(commands.list.get('global')?.find(({ name }) => name === 'cart')).toMatchObject({
    name_localizations: { de: 'warenkorb' },
  })
  await register()
  expect(commands.puts).toBe(puts + 1)
  expect(discord.rest.refused).toEqual([])
})
