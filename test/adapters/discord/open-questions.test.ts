// A question takes only its own answers, on Discord, where guests met it. The rules themselves:
// test/conversation/open-questions.test.ts.
import { afterAll, expect, test } from 'vitest'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
await world.start()
afterAll(() => {
  allIsWell(world)
})

test('questions and commands do not become the name of who receives it, and "cancel it" asks before it empties the cart', async () => {
  const zoe = discord.person('Zoe')
  const direct = discord.direct(zoe)
  discord.types(zoe, direct, '2 blue 11oz mugs')
  await discord.sees(zoe, direct, '+2 Classic mug')
  discord.types(zoe, direct, 'ship to 9 Elm St, Salem, OR 97301')
  await discord.sees(zoe, direct, 'who receives it')
  discord.types(zoe, direct, 'list todays orders')
  await discord.sees(zoe, direct, 'You have no orders yet')
  discord.types(zoe, direct, 'cancel it')
  await discord.sees(zoe, direct, 'Nothing has been ordered yet')
  discord.types(zoe, direct, 'no')
  discord.types(zoe, direct, 'Zoe Miller')
  await discord.sees(zoe, direct, 'Ship to Salem, OR 97301')
  const [row] = await rows<{ name: string; lines: number }>(
    `select state#>>'{content,groups,0,address,name}' as name, jsonb_array_length(state->'content'->'lines') as lines
     from draft where state#>>'{content,lines,0,sku}' = 'MUG-BLUE-11OZ'`,
  )
  expect(row).toEqual({ name: 'Zoe Miller', lines: 1 })
})
