// One order, two channels: a customer on Discord asks for a person, a rep on Slack takes over,
// changes the order, talks; the customer agrees by their own press. The real discord.js and the
// real Bolt in one process. Rule: both cards are right at every step, each for its reader, and
// nothing that the shop does among itself is ever in a payload to Discord. Next:
// src/conversation/turn/people/hand-over.ts.
import { afterAll, describe, expect, test } from 'vitest'
import type { User } from '#playground/loopback/discord/state.ts'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { allIsWell, discordShop } from './discord/shop.ts'

const slack = await fakeSlack()
const world = await discordShop({ environment: slack.environment('http') })
const { discord, rows, links } = world
const parley = await world.start()
slack.app.url = `${parley.http?.address}/slack/events`
for (const [user, id] of [
  ['USAM', 'sam'],
  ['UKIM', 'kim'],
] as const)
  await parley.store.desk.changeStaff({ kind: 'link', id, user: `slack:T1/${user}` })
afterAll(() => slack.close())

/** The thread of the orders channel where this customer's order is. */
async function deskOf(headline: RegExp): Promise<{ readonly thread: string }> {
  const post = await slack.sees('USAM', 'CORDERS', headline)
  return { thread: post.threadTs ?? post.ts }
}
/** What went to Discord for this person or anybody: bodies as they were sent. */
/** What people can see of it: tokens of controls are random letters, in which anything may stand. */
const sentToDiscord = (): string =>
  JSON.stringify(
    discord.rest.requests.map(({ body }) => body),
    (key, value: unknown) => (key === 'custom_id' || key === 'nonce' ? undefined : value),
  )
async function asking(
  name: string,
  email: string,
): Promise<{ readonly user: User; readonly direct: ReturnType<typeof discord.direct> }> {
  const user = discord.person(name)
  const direct = await links(user, email)
  discord.types(user, direct, '2 blue 11oz mugs and a cream tote')
  await discord.sees(user, direct, 'Buy now')
  return { user, direct }
}

describe('hand-over', () => {
  test('asked, taken over, adjusted, agreed by the customer’s own press, placed: both cards right', {
    timeout: 60_000,
  }, async () => {
    const { user: ada, direct } = await asking('Ada', 'ada@example.com')
    discord.types(ada, direct, 'can I talk to a person please')
    const told = await discord.sees(ada, direct, 'You are the next in line')
    expect(messageText(told)).toMatch(/next in line[\s\S]*Mon to Fri, 09:00 to 17:00[\s\S]*kept until/)
    const desk = await deskOf(/Ada Lane asks for a person/)
    expect(slack.reads('USAM', 'CORDERS')).toMatch(/2 blue 11oz mugs and a cream tote/)

    const post = await slack.sees('USAM', 'CORDERS', /Ada Lane waits for a person/)
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(ada, direct, 'Sam of Harbor Goods is with you now')
    await discord.sees(ada, direct, 'Sam is helping you with this order')
    await slack.sees('USAM', 'CORDERS', /Sam has it/)

    await slack.says('USAM', 'CORDERS', 'this one always complains, our margin is thin', desk)
    await slack.says('USAM', 'CORDERS', 'memo she complains a lot', desk)
    await slack.says('USAM', 'CORDERS', 'say Sorry about last time, I will take something off.', desk)
    await discord.sees(ada, direct, 'Sam: Sorry about last time, I will take something off.')
    await slack.says('USAM', 'CORDERS', 'take 3.00 off: late delivery', desk)
    const reduced = await discord.sees(ada, direct, /-3\.00/)
    expect(messageText(reduced)).toContain('Buy now - pay 41.95 USD')
    await slack.sees('USAM', 'CORDERS', /-3\.00[\s\S]*Place order - 41\.95/)

    discord.types(ada, direct, 'oh that is very kind of you')
    await slack.sees('USAM', 'CORDERS', /Ada Lane: oh that is very kind of you/)
    discord.types(ada, direct, 'make it 2 totes')
    const card = await discord.sees(ada, direct, /Tote bag, cream: 1, now 2/)
    await slack.sees('USAM', 'CORDERS', /Tote bag, cream: 1, now 2/)

    discord.presses(ada, direct, 'Buy now - pay 56.95 USD')
    await discord.sees(ada, direct, /order 10\d{3}/)
    await slack.sees('USAM', 'CORDERS', /order 10\d{3} placed/)
    const [order] = await rows<{ number: number; total: number; by: string }>(
      `select number, total::int as total, placed_by as by from orders where buyer_email = 'ada@example.com'`,
    )
    expect(order).toMatchObject({ total: 5695 })
    const agreed = await rows<{ label: string; actor: string; source: string }>(
      `select label, actor, source from draft_event where kind = 'agreed'`,
    )
    expect(agreed).toEqual([
      {
        label: expect.stringMatching(new RegExp(`^Ada Lane agreed to 56\\.95 USD \\(message ${card.id}\\)$`)),
        actor: expect.stringContaining('customer:'),
        source: expect.stringMatching(/^\d+$/),
      },
    ])
    const sent = sentToDiscord()
    expect(sent).not.toMatch(/complains|margin|memo|limit|Take over|Hand back|Place order|give-away|C-2001/i)
    allIsWell(world)
    expect(slack.violations).toEqual([])
  })

  test('it is a named lock: who comes second is told who has it; handed back, the assistant answers again', {
    timeout: 60_000,
  }, async () => {
    const { user, direct } = await asking('Bea', 'buyer0@example.com')
    discord.presses(user, direct, 'Talk to a person')
    const post = await slack.sees('USAM', 'CORDERS', /Buyer 0 waits for a person/)
    const desk = await deskOf(/Buyer 0 asks for a person/)
    await slack.says('UKIM', 'CORDERS', 'say hello', desk)
    await slack.sees('UKIM', 'CORDERS', /Take it over first/)
    // Sam's screen still shows the button that Kim presses first.
    const second = slack.press('USAM', post, 'Take over')
    await slack.presses('UKIM', post, 'Take over')
    await discord.sees(user, direct, 'Kim of Harbor Goods is with you now')
    await slack.deliver(second)
    await slack.sees('USAM', 'CORDERS', /Kim has this order/)
    discord.types(user, direct, 'hmm what would you take')
    await discord.sees(user, direct, 'Kim reads that')
    await slack.says('UKIM', 'CORDERS', 'hand back', desk)
    await discord.sees(user, direct, 'Kim handed back to the assistant')
    discord.types(user, direct, 'xyzzy frobnicate')
    await discord.sees(user, direct, 'I did not understand')
    allIsWell(world)
    expect(slack.violations).toEqual([])
  })

  test('an adjustment beyond the rep’s limit waits for a manager; the customer sees none of it until it is granted', {
    timeout: 60_000,
  }, async () => {
    const { user, direct } = await asking('Cal', 'buyer1@example.com')
    discord.types(user, direct, 'person')
    const desk = await deskOf(/Buyer 1 asks for a person/)
    await slack.presses('USAM', await slack.sees('USAM', 'CORDERS', /Buyer 1 waits for a person/), 'Take over')
    await discord.sees(user, direct, 'Sam is helping you')
    await slack.says('USAM', 'CORDERS', 'take 20.00 off: damaged', desk)
    await slack.presses('USAM', await slack.sees('USAM', 'CORDERS', /Ask for approval/), 'Ask for approval')
    const request = await slack.sees('UKIM', 'CAPPROVALS', /Sam: 20\.00 off/)
    await slack.presses('UKIM', request, 'Approve')
    const card = await discord.sees(user, direct, /-20\.00[\s\S]*Buy now/)
    expect(messageText(card)).toContain('pay 24.95 USD')
    expect(sentToDiscord()).not.toMatch(/approv|A1\b|limit|margin/i)
    allIsWell(world)
    expect(slack.violations).toEqual([])
  })

  test('what is not granted never was in the customer’s total, and they are told so in a sentence', {
    timeout: 60_000,
  }, async () => {
    const { user, direct } = await asking('Dee', 'buyer2@example.com')
    discord.types(user, direct, 'person')
    const desk = await deskOf(/Buyer 2 asks for a person/)
    await slack.presses('USAM', await slack.sees('USAM', 'CORDERS', /Buyer 2 waits for a person/), 'Take over')
    await discord.sees(user, direct, 'Sam is helping you')
    await slack.says('USAM', 'CORDERS', 'take 19.00 off: damaged', desk)
    await slack.sees('USAM', 'CORDERS', /Ask for approval/)
    discord.types(user, direct, 'show')
    expect(messageText(await discord.sees(user, direct, 'Buy now - pay 44.95'))).not.toMatch(/limit|Leave it/)
    await slack.sees('USAM', 'CORDERS', /above your limit: it would be 42\.3 %/)
    await slack.presses('USAM', await slack.sees('USAM', 'CORDERS', /Ask for approval/), 'Ask for approval')
    const checked = await discord.sees(user, direct, 'We are checking this order')
    expect(messageText(checked)).not.toMatch(/25\.95|-19\.00/)
    await slack.presses('UKIM', await slack.sees('UKIM', 'CAPPROVALS', /for Buyer 2/), 'Decline')
    await slack.submits('UKIM', await slack.modal('UKIM', /Decline A\d/), { Why: 'too much' })
    await discord.sees(user, direct, 'We have checked your order')
    await discord.sees(user, direct, 'Buy now - pay 44.95')
    expect(sentToDiscord().match(/.{0,60}(?:approv|your limit|my limit|margin|declin).{0,40}/gi) ?? []).toEqual([])
    allIsWell(world)
    expect(slack.violations).toEqual([])
  })
})

test('nothing is wrong in the end', async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
})
