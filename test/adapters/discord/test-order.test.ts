// `parley test-order --channel discord`, run as a person runs it: what works, what does not, and a
// marked order in somebody's direct messages that is posted, pressed and cancelled. Nothing is
// heard: no gateway is opened.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { allIsWell, discordShop } from './shop.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const world = await discordShop()
const { discord, environment } = world
await (await world.start()).close()

async function testOrder(as: string | undefined, change: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-test-order-'))
  const env = { ...process.env, ...environment, PARLEY_DATA: folder, ...change }
  const words = ['test-order', '--channel', 'discord', ...(as === undefined ? [] : ['--as', as])]
  const child = spawn(process.execPath, ['src/cli/main.ts', ...words], { cwd: ROOT, env, timeout: 60_000 })
  const ended = Promise.withResolvers<number | null>()
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  child.on('close', ended.resolve)
  return { code: await ended.promise, said }
}

test('posts, presses and cancels a marked order, says what works, orders nothing and hears nothing', async () => {
  const me = discord.person('Max')
  const sessions = discord.gateway.sessions.length
  const { code, said } = await testOrder(me.id)
  expect(said.split('\n').filter((line) => line.startsWith('ok'))).toHaveLength(6)
  expect(said).not.toContain('FAILED')
  expect(code).toBe(0)
  expect(discord.screen(me, discord.direct(me))).toMatch(/Your order was cancelled/)
  expect(discord.gateway.sessions).toHaveLength(sessions)
  expect(await world.rows('select 1 from orders where placed_by like $1', [`%${me.id}`])).toEqual([])
  allIsWell(world)
}, 90_000)

test('a permission that is missing is named, and so is a person who cannot be reached', async () => {
  discord.state.permissions.delete('private-threads')
  const me = discord.person('Nia')
  discord.state.closedTo.add(me.id)
  const { code, said } = await testOrder(me.id)
  discord.state.permissions.add('private-threads')
  expect(said).toMatch(/FAILED {2}Permissions are missing: Create Private Threads\./)
  expect(said).toMatch(/FAILED {2}A message was refused: no place to reach this person/)
  expect(code).toBe(1)
}, 90_000)

test('a token Discord refuses is named, and whose direct messages is asked for', async () => {
  expect((await testOrder(discord.person('Ole').id, { DISCORD_TOKEN: `${discord.token}x` })).said).toContain(
    'Discord refused DISCORD_TOKEN',
  )
  expect((await testOrder(undefined)).said).toContain('--as USER_ID')
}, 90_000)
