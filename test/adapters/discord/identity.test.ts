// A stranger on Discord who knows a customer's address: nothing opens, nothing is told, and what
// they order is theirs alone. Rule: rules.md O1 and O16. Next: test/reliability/identity.test.ts
// (the same rules in the engine), test/reliability/differential.test.ts (every word).
import { expect, test } from 'vitest'
import type { User } from '#playground/loopback/discord/state.ts'
import { messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, mail, rows, links } = world
const parley = await world.start()

/** Says it in direct messages; answers what is new or different there afterwards. */
async function answerTo(user: User, text: string): Promise<string> {
  const direct = discord.direct(user)
  const own = () => visible(discord.state, direct, user).filter(({ author }) => author.bot)
  const before = new Map(own().map((each) => [each.id, messageText(each)]))
  discord.types(user, direct, text)
  return eventually(`an answer to ${text}`, 10_000, async () => {
    const news = own().filter((each) => before.get(each.id) !== messageText(each))
    const [row] = await rows<{ open: number }>(
      `select ((select count(*) from inbox where status = 'new') + (select count(*) from outbox where status = 'pending'))::int as open`,
    )
    return news.length === 0 || row?.open !== 0 ? undefined : news.map(messageText).join('\n')
  })
}

/** What a fresh person hears who says all this with that address in it; the address and their name left out. */
async function hears(name: string, email: string, said: readonly string[]): Promise<readonly string[]> {
  const user = discord.person(name)
  const heard: string[] = []
  for (const text of said)
    heard.push(
      (await answerTo(user, text.replaceAll('ADDRESS', email))).replaceAll(email, 'ADDRESS').replaceAll(name, 'NAME'),
    )
  return heard
}

const STRANGER = [
  'guest ADDRESS',
  'same as last time',
  'orders',
  'status 1042 ADDRESS',
  'reorder 1042',
  '2 blue 11oz mugs',
  'coupon WELCOME5',
  'register Eve Black ADDRESS',
  'show',
] as const

test('a stranger who names a customer’s address hears, word for word, what one hears who names nobody’s', {
  timeout: 30_000,
}, async () => {
  const hers = await hears('Eve One', 'jane.doe@example.com', STRANGER)
  expect(hers).toEqual(await hears('Eve Two', 'jane.roe@example.com', STRANGER))
  expect(hers.join('\n')).not.toMatch(/Oak St|4242|Jane|order 1042[^ ]|reveal/)
  expect(hers[1]).toMatch(/no earlier order/i)
  expect(hers[3]).toMatch(/not found/i)
})

test('a guest’s order opens by number and e-mail as status and dates; all of it to the chat user who placed it', {
  timeout: 30_000,
}, async () => {
  const pat = discord.person('Pat')
  const direct = discord.direct(pat)
  for (const text of [
    '2 blue 11oz mugs',
    'guest jane.doe@example.com',
    'ship to Pat Lee, 31 Lake Dr, Salem, OR 97301, US',
    'pay link',
  ])
    await answerTo(pat, text)
  discord.presses(pat, direct, 'Buy now')
  await discord.sees(pat, direct, /Order 10\d{3} is placed/i)
  const [{ number } = { number: 0 }] = await rows<{ number: number }>('select max(number)::int as number from orders')
  expect(await answerTo(pat, `status ${number}`)).toMatch(/31 Lake Dr/)

  const other = discord.person('Other')
  const opened = await answerTo(other, `status ${number} jane.doe@example.com`)
  expect(opened).toMatch(/placed/i)
  expect(opened).not.toMatch(/Lake|mug|29\.95|Pat/i)
  expect(await answerTo(other, `status ${number}`)).toMatch(/not found/i)

  // Jane herself: a stranger's order with her address is not in her list, and nothing of it stops her.
  const jane = discord.person('Jane D')
  await links(jane, 'jane.doe@example.com')
  expect(await answerTo(jane, 'orders')).not.toMatch(`${number}`)
  expect(await answerTo(jane, '1 blue 11oz mug')).not.toMatch(/another open cart|was placed/i)
})

test('who registers with an address gets its mail and is its customer when the code comes back', {
  timeout: 30_000,
}, async () => {
  const nina = discord.person('Nina')
  await answerTo(nina, 'a tote')
  expect(await answerTo(nina, 'register Nina Cole nina@example.com')).toMatch(/six-digit code/)
  expect(await rows(`select 1 from customer where email = 'nina@example.com'`)).toEqual([])
  const code = /\b\d{6}\b/.exec((await mail.to('nina@example.com')).text)?.[0]
  expect(await answerTo(nina, `code ${code}`)).toMatch(/Hello Nina Cole/)
  expect(
    await rows(
      `select c.name from customer_link l join customer c on c.id = l.customer_id where c.email = 'nina@example.com'`,
    ),
  ).toEqual([{ name: 'Nina Cole' }])
})

test('nothing Discord would refuse was sent, and nothing is wrong in the end', async () => {
  allIsWell(world)
  expect(await parley.store.checkInvariants()).toEqual([])
})
