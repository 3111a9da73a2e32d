// Customers order on Discord: the scenes, as people live them, with the real discord.js on a
// loopback Discord, the engine and PostgreSQL. Rule: everything is checked by what people see; in
// the end nothing was refused by Discord and nobody was called who should not be. Next:
// test/adapters/discord/steadiness.test.ts (what goes wrong), adapters/discord/.
import { afterAll, describe, expect, test } from 'vitest'
import { buttonsIn, messageText } from '#playground/loopback/discord/transcript.ts'
import { fakeDiscord } from '#test/support/fake-discord.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows, links } = world
const parley = await world.start()
/** Somebody takes no direct messages: known only by trying. */
const CLOSED = 50_007
afterAll(() => {
  allIsWell(world, [CLOSED])
})
const ordersOf = (email: string) =>
  rows<{ number: number; total: number }>(
    'select number, total::int as total from orders where buyer_email = $1 order by number',
    [email],
  )

describe('scene C: a customer orders by typing', () => {
  test('one sentence makes the card, the next ones bring it below them with the change on top, one press buys', async () => {
    const ada = discord.person('Ada')
    const direct = await links(ada, 'ada@example.com')
    discord.types(ada, direct, '2 blue 11oz mugs and a cream tote, usual address, code WELCOME5')
    const card = await discord.sees(ada, direct, '+2 Classic mug, blue, 11 oz')
    expect(messageText(card)).toMatch(/Total 39\.95 USD/)
    expect(messageText(card)).toMatch(/our terms and our privacy notice[\s\S]*\[Privacy notice\]\(https:/)
    expect(messageText(card)).toContain("18 or older, or have a parent's OK")
    expect(messageText(card)).toMatch(/By ordering you accept our terms and our privacy notice/)
    discord.types(ada, direct, 'make it 3')
    await discord.sees(ada, direct, 'Tote bag, cream: 1, now 3')
    discord.types(ada, direct, 'actually ship to the office')
    const shown = await discord.sees(ada, direct, '20 Mill Rd')
    expect(shown.id).not.toBe(card.id)
    await discord.sees(ada, direct, 'This order continues further down')
    expect(buttonsIn(card)).toEqual([])
    const bought = discord.presses(ada, direct, 'Buy now')
    await discord.answered(bought)
    const receipt = await discord.sees(ada, direct, /order 10\d{3}/)
    expect(receipt.id).toBe(shown.id)
    const placed = await ordersOf('ada@example.com')
    expect(placed).toHaveLength(1)
    expect(messageText(receipt)).toContain(String(placed[0]?.number))
  })

  test('/order in the shop makes a private place; nobody else sees what is ordered', async () => {
    const bea = discord.person('Bea')
    const eve = discord.person('Eve')
    discord.slash(bea, discord.shop, 'order', { items: '2 blue 11oz mugs' })
    const direct = discord.direct(bea)
    await discord.sees(bea, direct, '+2 Classic mug, blue, 11 oz')
    await discord.sees(bea, discord.shop, /private|direct/i)
    expect(discord.screen(eve, discord.shop)).not.toMatch(/mug/i)
  })

  test('with direct messages closed the order gets a private thread, and a box to type in', async () => {
    const cal = discord.person('Cal')
    discord.state.closedTo.add(cal.id)
    discord.slash(cal, discord.shop, 'order', { items: '1 white teapot' })
    const thread = await discord.thread(cal)
    await discord.sees(cal, thread, '+1 Teapot, white')
    await discord.answered(discord.presses(cal, thread, 'Type here'))
    discord.submits(cal, { [discord.openFields(cal)[0] ?? '']: 'make it 2' })
    await discord.sees(cal, thread, 'Teapot, white: 1, now 2')
  })

  test('the "Start an order" button an admin posts opens one; a typed order in public is only offered to go on privately', async () => {
    const max = discord.person('Max', { bot: false, admin: true })
    discord.slash(max, discord.shop, 'order-button')
    await discord.sees(max, discord.shop, 'Start an order')
    const dan = discord.person('Dan')
    await discord.answered(discord.presses(dan, discord.shop, 'Start an order'))
    await discord.sees(dan, discord.direct(dan), /.+/)
    discord.types(dan, discord.shop, '@Parley 5 blue 11oz mugs')
    await discord.sees(dan, discord.shop, 'Continue privately')
    expect(discord.screen(max, discord.shop)).not.toContain('Classic mug')
    await discord.answered(discord.presses(dan, discord.shop, 'Continue privately'))
    await discord.sees(dan, discord.direct(dan), '+5 Classic mug, blue, 11 oz')
  })

  test('a message is ordered from its own menu; an item is found while its name is typed', async () => {
    const fay = discord.person('Fay')
    const wish = discord.types(fay, discord.shop, 'one white teapot please')
    discord.menu(fay, wish, 'Order this')
    await discord.sees(fay, discord.direct(fay), '+1 Teapot, white')
    const asked = await discord.answered(discord.suggests(fay, discord.direct(fay), 'add', { item: 'blue mu' }))
    const found = asked.choices?.find(({ name }) => /mug, blue/i.test(name))
    expect(found).toBeDefined()
    discord.slash(fay, discord.direct(fay), 'add', { item: String(found?.value), quantity: 2 })
    await discord.sees(fay, discord.direct(fay), /\+2 Classic mug, blue/)
  })

  test('a guest with a typed address and an e-mail, three acts; what is unclear is one choice on the card', async () => {
    const gus = discord.person('Gus')
    const direct = discord.direct(gus)
    discord.types(gus, direct, '2 mugs')
    await discord.sees(gus, direct, /which/i)
    discord.picks(gus, direct, 'blue')
    await discord.sees(gus, direct, /\+2 Classic mug, blue/)
    discord.types(gus, direct, 'guest gus@example.com, ship to Gus Lee, 9 Elm St, Salem, OR 97301, US')
    await discord.sees(gus, direct, '9 Elm St')
    discord.types(gus, direct, 'pay link')
    await discord.sees(gus, direct, 'Buy now')
    discord.types(gus, direct, 'place')
    expect(await ordersOf('gus@example.com')).toEqual([])
    discord.presses(gus, direct, 'Buy now')
    await discord.sees(gus, direct, /order 10\d{3}/)
    expect(await ordersOf('gus@example.com')).toHaveLength(1)
  })

  test('a form in steps of five: details filled in, then on the card', async () => {
    const hal = discord.person('Hal')
    const direct = discord.direct(hal)
    discord.types(hal, direct, '1 white teapot')
    await discord.sees(hal, direct, '+1 Teapot, white')
    await discord.answered(discord.presses(hal, direct, 'Add contact'))
    const labels = discord.openFields(hal)
    expect(labels.length).toBeLessThanOrEqual(5)
    discord.submits(hal, { 'E-mail': 'hal@' })
    await discord.sees(hal, direct, /How you order\nAs a guest\nE-mail\nhal@\n"hal@" is not an e-mail address/)
    await discord.answered(discord.presses(hal, direct, 'Correct it'))
    discord.submits(hal, { 'E-mail': 'hal@example.com' })
    await expect
      .poll(() =>
        rows('select buyer_email as email from draft where buyer_chat = $1 or owner_name = $2', [
          `discord:${hal.id}`,
          'Hal',
        ]),
      )
      .toEqual([{ email: 'hal@example.com' }])
  })

  test('a line that is corrected afterwards is read again, and both readings are said', async () => {
    const kim = discord.person('Kim')
    const direct = discord.direct(kim)
    const line = discord.types(kim, direct, '2 white teapots')
    await discord.sees(kim, direct, '+2 Teapot, white')
    discord.edits(line, '3 white teapots')
    const card = await discord.sees(kim, direct, '3 × Teapot')
    expect(messageText(card)).not.toContain('2 × Teapot')
  })

  test('something that destroys asks a second time, privately', async () => {
    const ida = discord.person('Ida')
    const direct = discord.direct(ida)
    discord.types(ida, direct, '1 white teapot')
    await discord.sees(ida, direct, '+1 Teapot, white')
    discord.types(ida, direct, 'cancel')
    await discord.sees(ida, direct, 'Cancel your order')
    discord.types(ida, direct, 'yes')
    await discord.sees(ida, direct, /cancelled/i)
  })
})

describe('scene E: coupons', () => {
  test('[Add coupon] asks for the code and shows what it is worth; a failure says the nearest fix', async () => {
    const joe = discord.person('Joe')
    const direct = discord.direct(joe)
    discord.types(joe, direct, '2 blue 11oz mugs')
    await discord.sees(joe, direct, '+2 Classic mug')
    await discord.answered(discord.picks(joe, direct, 'Add coupon'))
    discord.submits(joe, { [discord.openFields(joe)[0] ?? '']: 'WELCOME5' })
    await discord.sees(joe, direct, 'it needs 25.00, you are at 24.00. Add 1.00')
    discord.types(joe, direct, 'and a cream tote')
    await discord.sees(joe, direct, '-5.00 Coupon WELCOME5')
    discord.slash(joe, direct, 'coupon', { code: 'NOSUCH' })
    await discord.sees(joe, direct, /no such code/)
    discord.slash(joe, direct, 'coupon', { code: 'SAVE10' })
    await discord.sees(joe, direct, '-3.90 Coupon SAVE10')
  })
})

describe('asking afterwards', () => {
  test('/orders, /status and /help answer privately where others read along', async () => {
    const ada = [...discord.state.users.values()].find(({ name }) => name === 'Ada')
    if (ada === undefined) throw new Error('Ada went away')
    const eve = discord.person('Eve')
    const [placed] = await ordersOf('ada@example.com')
    discord.slash(ada, discord.shop, 'orders')
    await discord.sees(ada, discord.shop, String(placed?.number))
    discord.slash(ada, discord.shop, 'status', { order: placed?.number ?? 0 })
    await discord.sees(ada, discord.shop, new RegExp(`${placed?.number}[\\s\\S]*(paid|progress|shipped|placed)`, 'i'))
    discord.slash(eve, discord.shop, 'help')
    await discord.sees(eve, discord.shop, /order/i)
    expect(discord.screen(eve, discord.shop)).not.toContain(String(placed?.number))
  })

  test("somebody else's order is not found, in the same words as one that does not exist", async () => {
    const eve = discord.person('Eve')
    const direct = discord.direct(eve)
    const [placed] = await ordersOf('ada@example.com')
    discord.types(eve, direct, `status ${placed?.number}`)
    const theirs = messageText(await discord.sees(eve, direct, /not found/i))
    discord.types(eve, direct, 'status 19999')
    const nobodys = messageText(await discord.sees(eve, direct, /19999 was not found/))
    expect(theirs.replace(String(placed?.number), 'N')).toBe(nobodys.replace('19999', 'N'))
  })
})

describe('with the message content intent', async () => {
  const reading = await discordShop({ environment: { DISCORD_MESSAGE_CONTENT: 'on' } })
  await reading.start()
  const there = reading.discord

  test('typed words are read in a private thread too, and no box is needed', async () => {
    const lea = there.person('Lea')
    there.state.closedTo.add(lea.id)
    there.slash(lea, there.shop, 'order', { items: '1 white teapot' })
    const thread = await there.thread(lea)
    await there.sees(lea, thread, '+1 Teapot, white')
    there.types(lea, thread, 'make it 2')
    await there.sees(lea, thread, 'Teapot, white: 1, now 2')
    expect(there.screen(lea, thread)).not.toContain('Type here')
    there.types(lea, there.shop, '3 white teapots for everybody')
    there.types(lea, thread, 'make it 4')
    await there.sees(lea, thread, 'Teapot, white: 2, now 4')
    expect(there.screen(there.person('Eve'), there.shop)).toBe('3 white teapots for everybody')
    allIsWell(reading, [CLOSED])
  })

  test('where Discord refuses the intent or the token, the start says what to switch, and everything else goes on', async () => {
    const refused = await fakeDiscord({ privileged: 'refused' })
    const started = async (DISCORD_TOKEN: string) => {
      const said: string[] = []
      const { keepers, close } = await reading.start({
        environment: { DISCORD_TOKEN, DISCORD_API_URL: refused.api },
        say: (line) => said.push(line),
      })
      expect(keepers.map(({ name, state }) => [name, state()])).toEqual([
        ['discord', 'refused'],
        ['mail', 'up'],
      ])
      await close()
      return said.join('\n')
    }
    expect(await started(refused.token)).toMatch(/Message Content Intent/)
    expect(await started(`${refused.token}x`)).toMatch(/DISCORD_TOKEN/)
  })
})

test('with more than one connection everybody is served, each signed in five seconds after the one before', {
  timeout: 40_000,
}, async () => {
  const before = discord.gateway.sessions.length
  const second = await world.start({ environment: { DISCORD_SHARDS: '2' }, discord: {} })
  expect(second.keepers.find(({ name }) => name === 'discord')?.state()).toBe('up')
  expect(discord.gateway.sessions.length - before).toBe(2)
  const [one, two] = discord.gateway.sessions.slice(-2).map(({ began }) => began)
  expect((two ?? 0) - (one ?? 0)).toBeGreaterThanOrEqual(4_500)
  await second.close()
})

test('commands are registered once, however often the shop starts', async () => {
  expect(discord.commands.changes).toBe(1)
  await (await world.start()).close()
  expect(discord.commands).toMatchObject({ changes: 1 })
  expect(await parley.store.checkInvariants()).toEqual([])
})
