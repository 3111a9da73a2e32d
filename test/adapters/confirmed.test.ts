// The same button pressed twice, through the real Bolt and the real discord.js: the second press is
// no confirmation of what the first one was told. Next: test/reliability/confirmed.test.ts, the
// rule itself.
import { afterAll, expect, test } from 'vitest'
import { buttonsIn, messageText } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { allIsWell, discordShop } from './discord/shop.ts'

const slack = await fakeSlack()
const world = await discordShop({ environment: slack.environment('http') })
const { discord, rows, links } = world
const parley = await world.start()
slack.app.url = `${parley.http?.address}/slack/events`
await parley.store.desk.changeStaff({ kind: 'link', id: 'sam', user: 'slack:T1/USAM' })
afterAll(() => slack.close())

const orders = async () =>
  (await rows<{ n: number }>('select count(*)::int as n from orders where number > 10000'))[0]?.n
const answered = () =>
  eventually('everything to be handled and delivered', 15_000, async () => {
    const [row] = await rows<{ open: number }>(
      `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending')::int as open`,
    )
    return row?.open === 0 ? true : undefined
  })

test('on Slack a double click on [Place order] places nothing while another cart is open', async () => {
  const before = await orders()
  await slack.says('USAM', 'DSAM', 'order for C-1001: 1 white teapot')
  await slack.sees('USAM', 'DSAM', /Teapot[\s\S]*Place order/)
  const desk = slack.newChannel()
  await slack.says('USAM', desk, '<@UBOT> order for C-1001: 2 blue 11oz mugs')
  const card = await slack.sees('USAM', desk, /2\s+Classic mug[\s\S]*Place order/)
  const clicks = [slack.press('USAM', card, 'Place order'), slack.press('USAM', card, 'Place order')]
  await Promise.all(clicks.map((click) => slack.deliver(click)))
  await answered()
  expect(slack.reads('USAM', desk)).toContain('One moment before it is placed')
  expect(await orders()).toBe(before)
  await slack.presses('USAM', card, 'Place it anyway')
  await answered()
  expect(await orders()).toBe((before ?? 0) + 1)
})

test('on Discord a double click on [Buy now] orders nothing a moment after another order', async () => {
  const ada = discord.person('Ada')
  const direct = await links(ada, 'ada@example.com')
  discord.types(ada, direct, 'a cream tote')
  await discord.sees(ada, direct, 'Buy now')
  discord.presses(ada, direct, 'Buy now')
  await discord.sees(ada, direct, /Order \d{5} is placed/)
  const before = await orders()
  discord.types(ada, direct, '2 blue 11oz mugs')
  const card = await discord.sees(ada, direct, /2 × Classic mug[\s\S]*Buy now/)
  const token = buttonsIn(card).find(({ label }) => label?.startsWith('Buy now'))?.custom_id ?? ''
  discord.forges(ada, direct, token)
  discord.forges(ada, direct, token)
  const told = await discord.sees(ada, direct, 'Buy anyway')
  await answered()
  expect(messageText(told)).not.toMatch(/limit|approval/i)
  expect(await orders()).toBe(before)
  discord.presses(ada, direct, 'Buy anyway')
  await eventually('the second order', 15_000, async () => ((await orders()) === (before ?? 0) + 1 ? true : undefined))
  await answered()
})

test('nothing is wrong in the end', async () => {
  expect(slack.violations).toEqual([])
  allIsWell(world)
  expect(await parley.store.checkInvariants()).toEqual([])
})
