// A Discord user becomes a customer of the shop by a code that was mailed, and by nothing else.
// Rule: whoever asks learns nothing about who has an account; names mean nothing; codes are good
// once, for one person, for ten minutes. Next: src/store/people/identity.ts.
import { describe, expect, test } from 'vitest'
import type { User } from '#playground/loopback/discord/state.ts'
import { messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { runParley } from '#test/cli/parley.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, mail, rows, links } = world
const parley = await world.start()

/** Says it in direct messages; answers what the bot said to it. */
async function answerTo(user: User, text: string, where = discord): Promise<string> {
  const direct = where.direct(user)
  const own = () => visible(where.state, direct, user).filter(({ author }) => author.bot)
  const before = new Map(own().map((message) => [message.id, messageText(message)]))
  where.types(user, direct, text)
  return eventually(`an answer to ${text}`, 10_000, async () => {
    const news = own().filter((message) => before.get(message.id) !== messageText(message))
    return news.length === 0 ? undefined : news.map(messageText).join('\n')
  })
}
const linkOf = (user: User) =>
  rows<{ number: string }>(
    'select number from customer_link l join customer c on c.id = l.customer_id where user_key = $1',
    [`discord:${user.id}`],
  )
const codeIn = (text: string): string => /\b\d{6}\b/.exec(text)?.[0] ?? ''
/** Where a word stands, in any text or JSON column of any table. */
async function standsIn(word: string): Promise<readonly string[]> {
  const columns = await rows<{
    t: string
    c: string
  }>(`select table_name as t, column_name as c from information_schema.columns
    where table_schema = current_schema() and data_type in ('text', 'jsonb', 'ARRAY')`)
  const found = await Promise.all(
    columns.map(({ t, c }) => rows(`select 1 from "${t}" where strpos(lower("${c}"::text), $1) > 0 limit 1`, [word])),
  )
  return columns.flatMap(({ t, c }, at) => (found[at]?.length === 0 ? [] : [`${t}.${c}`]))
}
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('linking', () => {
  test('the mailed code makes a guest the customer, with their addresses, card and prices', async () => {
    const ada = discord.person('Ada')
    expect(await answerTo(ada, '1 white teapot')).toMatch(/needs contact/)
    const direct = await links(ada, 'ada@example.com')
    expect(await linkOf(ada)).toEqual([{ number: 'C-2001' }])
    discord.types(ada, direct, 'ship to the office')
    await discord.sees(ada, direct, '20 Mill Rd')
    const [letter] = mail.mails
    expect(letter).toMatchObject({ to: ['ada@example.com'], from: 'shop@harbor.example' })
    expect(letter?.text).toMatch(/10 minutes/)
    expect(letter?.text).toMatch(/did not|not you|ignore/i)
  })

  test('an address with an account and one without are answered alike, and only the first gets mail', async () => {
    const [eve, mel] = [discord.person('Eve'), discord.person('Mel')]
    const known = await answerTo(eve, 'link jane.doe@example.com')
    const unknown = await answerTo(mel, 'link nobody@example.com')
    expect(unknown.replaceAll('nobody@example.com', 'X')).toBe(known.replaceAll('jane.doe@example.com', 'X'))
    await mail.to('jane.doe@example.com')
    expect(mail.mails.flatMap(({ to }) => to)).not.toContain('nobody@example.com')
    const wrong = await answerTo(mel, 'code 123456')
    const { text } = await mail.to('jane.doe@example.com')
    expect(await answerTo(eve, `code ${other(codeIn(text))}`)).toBe(wrong)
    expect(await linkOf(eve)).toEqual([])
  })

  test("somebody else's code is a wrong code; a code works once; five wrong ones end it", async () => {
    const [ann, thief] = [discord.person('Ann'), discord.person('Thief')]
    await answerTo(ann, 'link buyer0@example.com')
    const code = codeIn((await mail.to('buyer0@example.com')).text)
    await answerTo(thief, 'link buyer0@example.com')
    const wrong = await answerTo(thief, `code ${code}`)
    expect(await linkOf(thief)).toEqual([])
    await answerTo(ann, `code ${code}`)
    expect(await linkOf(ann)).toEqual([{ number: 'C-5001' }])
    const second = discord.person('Second')
    await answerTo(second, 'link buyer1@example.com')
    const good = codeIn((await mail.to('buyer1@example.com')).text)
    for (let tries = 0; tries < 5; tries++) discord.types(second, discord.direct(second), `code ${other(good)}`)
    await expect
      .poll(() => discord.screen(second, discord.direct(second)).split(wrong.split('\n')[0] ?? '?').length - 1, {
        timeout: 10_000,
      })
      .toBe(5)
    discord.types(second, discord.direct(second), `code ${good}`)
    await expect
      .poll(() => discord.screen(second, discord.direct(second)).split(wrong.split('\n')[0] ?? '?').length - 1, {
        timeout: 10_000,
      })
      .toBe(6)
    expect(await linkOf(second)).toEqual([])
  })

  test('an old code is a wrong code', async () => {
    const late = discord.person('Late')
    await answerTo(late, 'link buyer2@example.com')
    const code = codeIn((await mail.to('buyer2@example.com')).text)
    await rows(`update link_code set expires_at = now() - interval '1 second' where user_key = $1`, [
      `discord:${late.id}`,
    ])
    await answerTo(late, `code ${code}`)
    expect(await linkOf(late)).toEqual([])
  })

  test('the fourth request of an hour is told to wait, whoever it is for', async () => {
    const pushy = discord.person('Pushy')
    const said: string[] = []
    for (const address of ['a@example.com', 'jane.doe@example.com', 'b@example.com', 'buyer3@example.com'])
      said.push(await answerTo(pushy, `link ${address}`))
    expect(said.at(-1)).toMatch(/hour|later|wait/i)
    expect(mail.mails.flatMap(({ to }) => to)).not.toContain('buyer3@example.com')
  })

  test('a name is nobody: "Jane Doe" on Discord sees nothing of Jane Doe', async () => {
    const impostor = discord.person('Jane Doe')
    await answerTo(impostor, '2 blue 11oz mugs, usual address')
    await answerTo(impostor, 'orders')
    expect(discord.screen(impostor, discord.direct(impostor))).not.toMatch(/Oak St|4242|1042|C-1001/)
  })

  test('mail that cannot leave now leaves later', { timeout: 40_000 }, async () => {
    const slow = discord.person('Slow')
    const before = mail.mails.length
    mail.refuse(1)
    await answerTo(slow, 'link max@example.de')
    expect(mail.mails).toHaveLength(before)
    await expect
      .poll(() => rows(`select 1 from outbox where channel = 'mail' and status = 'pending' and not_before is not null`))
      .toHaveLength(1)
    await rows(`update outbox set not_before = null where channel = 'mail' and status = 'pending'`)
    const letter = await eventually('the letter', 30_000, async () =>
      mail.mails.find(({ to }) => to.includes('max@example.de')),
    )
    await answerTo(slow, `code ${codeIn(letter.text)}`)
    expect(await linkOf(slow)).toEqual([{ number: 'C-1003' }])
  })

  test('in public nothing of it is done', async () => {
    const loud = discord.person('Loud')
    discord.types(loud, discord.shop, '@Parley link jane.doe@example.com')
    await discord.sees(loud, discord.shop, 'Continue privately')
    expect(await rows('select 1 from link_code where user_key = $1', [`discord:${loud.id}`])).toEqual([])
  })
})

describe('going again', () => {
  test('unlinked, they are a guest; what was the customer’s is gone from their sight', async () => {
    const kay = discord.person('Kay')
    await links(kay, 'buyer3@example.com')
    await answerTo(kay, 'unlink')
    expect(await linkOf(kay)).toEqual([])
    await answerTo(kay, '1 white teapot, usual address')
    expect(discord.screen(kay, discord.direct(kay)).split('unlink').at(-1)).not.toMatch(/Elm St/)
  })

  test('"delete my data" is a request people of the shop find, once', async () => {
    const gone = discord.person('Gone')
    await answerTo(gone, '1 white teapot')
    expect(await answerTo(gone, 'delete my data')).toMatch(/request|delete/i)
    discord.types(gone, discord.direct(gone), 'delete my data')
    await expect
      .poll(() => rows('select 1 from erasure_request where user_key = $1', [`discord:${gone.id}`]))
      .toHaveLength(1)
  })

  test('erased, they are nowhere but on the invoice, and the next line is that of a new guest', {
    timeout: 40_000,
  }, async () => {
    const bye = discord.person('Bye')
    const direct = await links(bye, 'buyer3@example.com')
    discord.types(bye, direct, '1 white teapot')
    await discord.sees(bye, direct, 'Buy now')
    discord.presses(bye, direct, 'Buy now')
    await discord.sees(bye, direct, /order 10\d{3}/)
    const [placed] = await rows<{ number: number }>('select max(number)::int as number from orders')
    await answerTo(bye, 'delete my data')
    const { out } = await runParley(['erase', `discord:${bye.id}`, '--yes'], { env: world.environment })
    expect(out).toMatch(/1 placed orders? stay/)
    await discord.sees(bye, direct, 'Your data is deleted')
    await expect.poll(() => standsIn(bye.id)).toEqual([])
    expect([await standsIn(bye.id), await standsIn('buyer3@example.com')]).toEqual([[], []])
    expect(
      await rows('select name from order_group g, jsonb_to_record(g.address) as a(name text) where order_number = $1', [
        placed?.number,
      ]),
    ).toEqual([{ name: 'Buyer 3' }])
    expect(await answerTo(bye, `status ${placed?.number}`)).toMatch(/not found/i)
    expect(await answerTo(bye, '1 white teapot')).toMatch(/needs contact/)
    expect(await parley.store.checkInvariants()).toEqual([])
  })
})

test('codes are nowhere but in the mail', async () => {
  const codes = mail.mails.map(({ text }) => codeIn(text))
  expect(codes.length).toBeGreaterThan(3)
  for (const code of codes) {
    expect(world.log.filter((entry) => entry.includes(code))).toEqual([])
    expect(await rows('select 1 from link_code where code_hash like $1', [`%${code}%`])).toEqual([])
  }
  allIsWell(world)
  expect(await parley.store.checkInvariants()).toEqual([])
})

describe('without a mail server', async () => {
  const quiet = await discordShop({ environment: { SMTP_URL: '', MAIL_FROM: '' } })
  await quiet.start()

  test('the code is shown to people of the shop only', { timeout: 90_000 }, async () => {
    const ada = quiet.discord.person('Ada')
    expect((await answerTo(ada, 'link ada@example.com', quiet.discord)).replace('code 123456', '')).not.toMatch(
      /\b\d{6}\b/,
    )
    const { out } = await runParley(['link-codes'], { env: quiet.environment })
    const code = codeIn(out)
    expect(code).not.toBe('')
    const rep = await runParley(['chat', '--as', 'sam'], { env: quiet.environment, input: 'link codes\n' })
    expect(rep.out).toContain(`${code}  ada@example.com`)
    const guest = await runParley(['chat', '--as', 'guest'], { env: quiet.environment, input: 'link codes\n' })
    expect(guest.out).not.toContain(code)
    expect(await answerTo(ada, 'link codes', quiet.discord)).not.toContain(code)
    await answerTo(ada, `code ${code}`, quiet.discord)
    expect(await quiet.rows('select 1 from customer_link where user_key = $1', [`discord:${ada.id}`])).toHaveLength(1)
    expect(quiet.mail.mails).toEqual([])
  })
})
