// What is short, on Discord: a customer chooses with dates and money in view, and their own place
// is told when the goods come. The real discord.js, the engine and PostgreSQL with the demo shop as
// it is. Next: scenes.test.ts, the other scenes; ../slack/backorders.test.ts, the same for reps.
import { afterAll, expect, test } from 'vitest'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop({ shop: demoWith() })
const { discord, rows, links } = world
const parley = await world.start()
afterAll(() => {
  allIsWell(world)
})

const jane = discord.person('Jane')
const direct = await links(jane, 'jane.doe@example.com')

test('an item is short: four choices with their dates and money, one question to ask, one press, two orders', async () => {
  discord.types(jane, direct, '3 HOOD-BLACK-L')
  const card = await discord.sees(jane, direct, 'What shall we do?')
  for (const choice of [
    /Ship everything together: 140\.73, on \w{3} \d+ \w{3}\]/,
    /Ship 2 now, 1 later: 140\.73, the rest on \w{3} \d+ \w{3}\]/,
    /Ship 2 now, 1 later: no second shipping charge\. Only the 2 that are here: the 5\.00 promotion ends/,
    /Only the 2 that are here: 97\.43\]/,
    /The other one as an order of its own: 93\.81 now \+ 46\.92 on \w{3} \d+ \w{3}\]/,
  ])
    expect(messageText(card)).toMatch(choice)
  expect(messageText(card)).not.toContain('Buy now')
  discord.types(jane, direct, 'what if I only take the 2?')
  await discord.sees(jane, direct, /97\.43[\s\S]*Nothing was changed/)
  discord.presses(jane, direct, 'The other one as an order of its own')
  const ready = await discord.sees(jane, direct, 'Buy now - pay 140.73 USD')
  discord.presses(jane, direct, 'Buy now')
  const receipt = await discord.sees(jane, direct, /Orders 10001 and 10002 are placed/)
  expect(receipt.id).toBe(ready.id)
  expect(
    await rows('select number, total::int as total, parent from orders where number > 10000 order by number'),
  ).toEqual([
    { number: 10001, total: 9381, parent: null },
    { number: 10002, total: 4692, parent: 10001 },
  ])
})

test('the goods come: the customer is told where they ordered, and one press changes what happens', async () => {
  const { inbound } = await parley.engine.claim(
    message('terminal:kim', 'terminal:goods', 'stock receive HOOD-BLACK-L 3'),
  )
  await parley.engine.handle(inbound)
  const news = await discord.sees(jane, direct, /Order 10002[\s\S]*is here/)
  expect(messageText(news)).toMatch(/\[Send it now\] \[Swap it\] \[Cancel Pullover hoodie, black, L\]/)
  expect(discord.screen(jane, direct)).not.toMatch(/authoris|charged to/)
  discord.presses(jane, direct, 'Send it now')
  await discord.sees(jane, direct, 'Order 10002: may leave now')
  discord.types(jane, direct, 'status 10002')
  await discord.sees(jane, direct, /order 10002, placed, 46\.92 USD/i)
})

test('nothing is wrong in the end', async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
})
