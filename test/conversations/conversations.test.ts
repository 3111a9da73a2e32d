// Every conversation of this folder, through the engine on PostgreSQL. Next: play.ts says how a
// file is read, people.ts who they are.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { tooMuchSent } from '#test/support/view-limits.ts'
import { world } from '#test/support/world.ts'
import { busyShop } from './people.ts'
import { play, readConversation } from './play.ts'

const shop = await world({ shop: busyShop() })
const folder = import.meta.dirname
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()

test('there are at least thirty conversations of five to twelve messages', () => {
  const lengths = files.map((name) => readConversation(readFileSync(path.join(folder, name), 'utf8')).steps.length)
  expect(lengths.length).toBeGreaterThanOrEqual(30)
  expect(lengths.filter((length) => length < 5 || length > 12)).toEqual([])
  console.log(`conversations: ${lengths.length}, ${lengths.reduce((sum, length) => sum + length, 0)} messages`)
})

test.each(files)('%s', async (name) => {
  expect(await play(shop, readConversation(readFileSync(path.join(folder, name), 'utf8')))).toEqual([])
})

test('no screen of all of these asks for more than a person takes in', async () => {
  const { seen, found } = await tooMuchSent(shop)
  expect(seen).toBeGreaterThan(150)
  expect(found).toEqual([])
})
