// What becomes of a placed order on Discord, by its customer: changes in their own words, with the
// difference before the press; a return that is taken back; another person's order is not found.
// The real discord.js, the engine and PostgreSQL. Next: test/reliability/placed-words.test.ts.
import { afterAll, expect, test } from 'vitest'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop({ shop: demoWith({ plenty: 50, buyers: 3 }) })
const { discord, rows, links } = world
const parley = await world.start()
afterAll(() => {
  allIsWell(world)
})

const jane = discord.person('Jane')
const direct = await links(jane, 'jane.doe@example.com')
const groups = (number: number) =>
  rows<{ method: string; postcode: string }>(
    `select method, address->>'postcode' as postcode from order_group where order_number = $1`,
    [number],
  )
async function buys(): Promise<number> {
  discord.types(jane, direct, '2 MUG-BLUE-11OZ')
  await discord.sees(jane, direct, 'Buy now')
  discord.presses(jane, direct, 'Buy now')
  const receipt = await discord.sees(jane, direct, /Order \d{5} is placed/)
  return Number(/rder (\d{5})/.exec(messageText(receipt))?.[1])
}

test('the address and the way of "my order", a card, a return taken back; a stranger finds nothing', async () => {
  const number = await buys()
  discord.types(jane, direct, 'change the address of my order to my office')
  await discord.sees(jane, direct, /Which order is it about\?|to office/)
  discord.types(jane, direct, `please send ${number} to my office`)
  await discord.sees(jane, direct, new RegExp(`Order ${number}[\\s\\S]*(?:to office|like that already)`))
  expect(await groups(number)).toMatchObject([{ postcode: '62701' }])

  discord.types(jane, direct, `can ${number} go express?`)
  await discord.sees(jane, direct, /by Express: 9\.00 USD more\?/)
  expect(await groups(number)).toMatchObject([{ method: 'standard' }])
  discord.presses(jane, direct, 'Change it - 9.00 USD more')
  await discord.sees(jane, direct, /9\.00 USD more to pay/)
  expect(await groups(number)).toMatchObject([{ method: 'express' }])

  discord.types(jane, direct, `put a card in ${number} that says For Ada`)
  await discord.sees(jane, direct, 'gift note "For Ada"')

  const { inbound } = await parley.engine.claim(message('terminal:kim', 'terminal:goods', `ship ${number}`))
  await parley.engine.handle(inbound)
  discord.types(jane, direct, `return ${number} 1 MUG-BLUE-11OZ`)
  await discord.sees(jane, direct, 'Send back 1 Classic mug')
  discord.presses(jane, direct, 'Send back 1 Classic mug')
  await discord.sees(jane, direct, 'will come back')
  discord.presses(jane, direct, 'Keep it after all')
  await discord.sees(jane, direct, 'nothing comes back after all')

  const eve = discord.person('Eve')
  const hers = discord.direct(eve)
  discord.types(eve, hers, `change the address of order ${number} to Eve, 1 A St, Salem, OR 97301`)
  await discord.sees(eve, hers, `Order ${number} was not found`)
  expect(await parley.store.checkInvariants()).toEqual([])
})
