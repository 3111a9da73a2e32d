// The conversations of this folder, by the rule they show: lost words, open points, questions ...
// Each is played through the engine on PostgreSQL, on the demo shop or on one of the shop files of
// shops/. Next: ../play.ts says how a file is read.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readShopFile } from '#shop-file/read.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { tooMuchSent } from '#test/support/view-limits.ts'
import { type World, world } from '#test/support/world.ts'
import { busyShop } from '../people.ts'
import { play, readConversation } from '../play.ts'

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort()

function shopFile(name: string): ShopData {
  const text = readFileSync(path.join(folder, 'shops', `${name}.yaml`), 'utf8')
  const read = readShopFile(text, { now: new Date().toISOString() })
  if (!read.ok) throw new Error(`${name}.yaml: ${read.problems.map(({ message }) => message).join('; ')}`)
  return read.data
}

const demo = await world({ shop: busyShop() })
const SHOPS: ReadonlyMap<string, World> = new Map([
  ['bloom', await world({ shop: shopFile('bloom') })],
  ['anvil', await world({ shop: shopFile('anvil') })],
])

test.each(files)('%s', async (name) => {
  const conversation = readConversation(readFileSync(path.join(folder, name), 'utf8'))
  const shop = conversation.shop === undefined ? demo : SHOPS.get(conversation.shop)
  if (shop === undefined) throw new Error(`there is no shop file "${conversation.shop}"`)
  expect(await play(shop, conversation)).toEqual([])
})

test('what was proposed from a pasted mail waits through a restart and is used by another process', async () => {
  const [sam, thread] = ['terminal:sam', 'terminal:proposed-then-restarted']
  const mail =
    'Hi,\n\n2 blue mugs and a cream tote, please.\nShip to: Ann Roe, 9 Elm St, Salem, OR 97301\n\nThanks,\nAnn Roe'
  expect(await demo.say(sam, thread, mail)).toContain('Nothing of it is used yet')
  const another = await world({ url: demo.url })
  const used = await another.say(sam, thread, 'use all')
  expect(used).toContain('2 x Classic mug, blue, 11 oz')
  expect(used).toContain('Ship to: Ann Roe, 9 Elm St, Salem, OR 97301')
})

test('no screen of all of these asks for more than a person takes in', async () => {
  for (const shop of [demo, ...SHOPS.values()]) {
    const { seen, found } = await tooMuchSent(shop)
    expect(seen).toBeGreaterThan(50)
    expect(found).toEqual([])
  }
})
