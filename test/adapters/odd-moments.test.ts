// What people do at the wrong moment, on Slack and on Discord: presses on an old card after a
// restart, two at once, a form sent twice or left open over a restart, a message taken back while
// it is worked on, a thread put away while an order waits. Rule: one effect each, an answer to
// everybody, nothing lost. The real Bolt and the real discord.js. Next: discord/steadiness.test.ts,
// slack/socket.test.ts (the platforms themselves failing).
import { afterAll, describe, expect, test } from 'vitest'
import { buttonsIn, visible } from '#playground/loopback/discord/transcript.ts'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { allIsWell, discordShop, shopWithAda } from './discord/shop.ts'

const slack = await fakeSlack()
const world = await discordShop({ shop: shopWithAda({ buyers: 9 }), environment: slack.environment('http') })
const { discord, rows, links } = world
let parley = await world.start()
const connect = (): void => {
  slack.app.url = `${parley.http?.address}/slack/events`
}
connect()
for (const [user, id] of [
  ['USAM', 'sam'],
  ['UKIM', 'kim'],
  ['ULEE', 'lee'],
] as const)
  await parley.store.desk.changeStaff({ kind: 'link', id, user: `slack:T1/${user}` })
afterAll(() => slack.close())

/** Somebody here takes no direct messages, and a thread is archived. */
const CLOSED = [50_007, 50_083]
const SLOW = { timeout: 90_000 }
const PATIENCE = { timeout: 20_000 }
async function stopped(): Promise<void> {
  await parley.close()
  slack.app.url = ''
}
async function started(): Promise<void> {
  parley = await world.start()
  connect()
}
const settled = () =>
  expect
    .poll(
      () =>
        rows(`select 1 from inbox where status = 'new' union all select 1 from outbox where status = 'pending'
          and (channel = 'slack' or channel = 'discord')`),
      PATIENCE,
    )
    .toEqual([])
async function onSlack(buyer: number, items = '2 blue 11oz mugs') {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, `<@UBOT> order for buyer${buyer}@example.com: ${items}`)
  const card = await slack.sees('USAM', desk, /Place order - /)
  return { desk, said, card, thread: { thread: said.ts } }
}
async function onDiscord(name: string, buyer: number) {
  const user = discord.person(name)
  const direct = await links(user, `buyer${buyer}@example.com`)
  discord.types(user, direct, '2 blue 11oz mugs')
  await discord.sees(user, direct, 'Buy now')
  return { user, direct }
}

describe('On Slack', () => {
  test('two people press [Place order] at once, another one after a restart: one order', SLOW, async () => {
    const { desk, card } = await onSlack(1)
    const before = { ...card }
    await Promise.all([slack.presses('USAM', card, 'Place order'), slack.presses('ULEE', before, 'Place order')])
    await slack.sees('USAM', desk, /order 10\d{3} placed/)
    await settled()
    await stopped()
    await started()
    await slack.presses('USAM', before, 'Place order')
    await settled()
    expect(await rows(`select 1 from orders where thread_key like $1`, [`%${desk}%`])).toHaveLength(1)
    expect(slack.reads('USAM', desk)).toMatch(/is placed already[\s\S]*nothing was ordered twice/)
    expect(slack.violations).toEqual([])
  })

  test('words changed while Parley is stopped count as changed', SLOW, async () => {
    const { desk, thread, card } = await onSlack(2)
    const said = await slack.says('USAM', desk, 'make it 3', thread)
    await slack.sees('USAM', desk, /2, now 3/)
    await settled()
    await stopped()
    const edited = slack.edits('USAM', said, 'make it 5')
    await started()
    await edited
    await settled()
    expect(slack.text(card)).toMatch(/\b5 +Classic mug/)
    expect(slack.violations).toEqual([])
  })

  test('a message taken back while it is worked on leaves nothing behind', SLOW, async () => {
    const { desk, thread, card } = await onSlack(3)
    const { message, deliveries } = slack.writes('USAM', desk, 'make it 4', thread)
    await Promise.all([...deliveries.map(slack.deliver), slack.deletes('USAM', message)])
    await settled()
    expect(slack.text(card)).toMatch(/\b2 +Classic mug/)
    expect(slack.violations).toEqual([])
  })

  test(
    'a change that comes before its message, or before an older change, is what was said; what comes later counts no more',
    SLOW,
    async () => {
      const { desk, thread, card } = await onSlack(0)
      const late = slack.writes('USAM', desk, 'make it 4', thread)
      await slack.edits('USAM', { ...late.message, edits: 1 }, 'make it 5')
      await settled()
      await Promise.all(late.deliveries.map(slack.deliver))
      await settled()
      expect(slack.text(card)).toMatch(/\b5 +Classic mug/)
      await slack.edits('USAM', { ...late.message, edits: 0 }, 'make it 6')
      await settled()
      expect(slack.text(card)).toMatch(/\b5 +Classic mug/)
      const gone = slack.writes('USAM', desk, 'make it 7', thread)
      await slack.deletes('USAM', gone.message)
      await settled()
      await Promise.all(gone.deliveries.map(slack.deliver))
      await settled()
      expect(slack.text(card)).toMatch(/\b5 +Classic mug/)
      expect(slack.reads('USAM', desk)).not.toMatch(/read that already|stays/i)
      expect(slack.violations).toEqual([])
    },
  )

  test('a form left open over a restart is taken, sent twice it counts once', SLOW, async () => {
    const desk = slack.newChannel()
    await slack.commands('USAM', desk, '/order')
    const form = await slack.modal('USAM', /Order details/)
    await stopped()
    await started()
    const fields = {
      'Who is it': 'A customer we know',
      'E-mail, phone or customer number': 'buyer3@example.com',
      Items: '1 MUG-BLUE-11OZ',
    }
    await Promise.all([slack.submits('USAM', form, fields), slack.submits('USAM', form, fields)])
    await settled()
    const cards = slack.space.messages.filter(
      (each) => each.channel === desk && !each.deleted && /Place order - /.test(slack.text(each)),
    )
    expect(cards.map(slack.text)).toEqual([expect.stringMatching(/\b1 +Classic mug/)])
    expect(slack.violations).toEqual([])
  })
})

describe('On Discord', () => {
  test('[Buy now] pressed on two devices at once, and on the old card after a restart: one order', SLOW, async () => {
    const { user, direct } = await onDiscord('Twice', 4)
    const card = visible(discord.state, direct, user).findLast((each) => buttonsIn(each).length > 0)
    const buy = card === undefined ? undefined : buttonsIn(card).find(({ label }) => label?.startsWith('Buy now'))
    const pressed = [
      discord.forges(user, direct, buy?.custom_id ?? ''),
      discord.forges(user, direct, buy?.custom_id ?? ''),
    ]
    await Promise.all(pressed.map(discord.answered))
    await discord.sees(user, direct, /Order 10\d{3} is placed/)
    await settled()
    await stopped()
    await started()
    await discord.answered(discord.forges(user, direct, buy?.custom_id ?? ''))
    await settled()
    expect(await rows('select 1 from orders where thread_key = $1', [`discord:@${user.id}`])).toHaveLength(1)
    allIsWell(world)
  })

  test(
    'a message taken back is undone, also while it is worked on; after another one it says why not',
    SLOW,
    async () => {
      const { user, direct } = await onDiscord('Back', 5)
      const heard = (id: string) => expect.poll(() => rows('select 1 from inbox where id = $1', [id]), PATIENCE)
      const said = discord.types(user, direct, 'make it 4')
      await discord.sees(user, direct, '2, now 4')
      discord.deletes(said)
      await discord.sees(user, direct, /2 × [^\n]*Classic mug/)
      await settled()
      const gone = discord.types(user, direct, 'make it 9')
      discord.deletes(gone)
      await heard(`discord|${gone.id}@deleted`).toHaveLength(1)
      await settled()
      expect(discord.screen(user, direct)).toMatch(/\b2 × [^\n]*Classic mug/)
      const early = discord.types(user, direct, 'make it 5')
      await discord.sees(user, direct, '2, now 5')
      discord.types(user, direct, 'add 1 cream tote')
      await discord.sees(user, direct, '+1 Tote bag, cream')
      discord.deletes(early)
      await discord.sees(user, direct, 'What that message said stays in the order')
      await settled()
      const talk = discord.types(user, direct, 'good morning')
      await heard(`discord|${talk.id}`).toHaveLength(1)
      await settled()
      const answers = () => visible(discord.state, direct, user).filter(({ author }) => author.bot).length
      const before = answers()
      discord.deletes(talk)
      await heard(`discord|${talk.id}@deleted`).toHaveLength(1)
      await settled()
      expect(answers()).toBe(before)
      allIsWell(world)
    },
  )

  test('a thread put away while the order waits opens again for the answer', SLOW, async () => {
    const user = discord.person('Away')
    discord.state.closedTo.add(user.id)
    discord.slash(user, discord.shop, 'order', { items: '1 white teapot' })
    const thread = await discord.thread(user)
    await discord.sees(user, thread, '+1 Teapot, white')
    discord.presses(user, thread, 'Talk to a person')
    await settled()
    thread.archived = true
    const post = await slack.sees('USAM', 'CORDERS', /waits for a person/)
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(user, thread, 'is with you now')
    expect(thread.archived).toBe(false)
    await settled()
    allIsWell(world, CLOSED)
  })

  test('a form left open over a restart is taken, sent from two devices it counts once', SLOW, async () => {
    const { user, direct } = await onDiscord('Form', 6)
    const sure = await onDiscord('Sure', 4)
    discord.types(sure.user, sure.direct, 'cancel the cart')
    const card = await discord.sees(sure.user, sure.direct, 'Cancel it')
    discord.presses(sure.user, sure.direct, 'Cancel it')
    await discord.sees(sure.user, sure.direct, 'are you sure')
    await discord.answered(discord.presses(user, direct, 'Add coupon'))
    const held = [...discord.state.interactions.values()].findLast((each) => each.user.id === user.id)
    const modal = held?.modal
    await stopped()
    await started()
    // What asked back before the restart still knows what it asked about.
    discord.presses(sure.user, sure.direct, 'Yes, Cancel it')
    await discord.sees(sure.user, sure.direct, /was cancelled/)
    await expect.poll(() => buttonsIn(card).map(({ label }) => label), PATIENCE).not.toContain('Cancel it')
    const [field = ''] = discord.openFields(user)
    const one = discord.submits(user, { [field]: 'SAVE10' })
    if (held !== undefined) held.modal = modal
    const two = discord.submits(user, { [field]: 'SAVE10' })
    await Promise.all([discord.answered(one), discord.answered(two)])
    await settled()
    expect(discord.screen(user, direct)).toMatch(/-2\.40 Coupon SAVE10[\s\S]*27\.55 USD/)
    expect(discord.screen(user, direct)).toContain('it is already on this order')
    allIsWell(world, CLOSED)
  })

  test('the customer buys while the rep places: one order, and both see it', SLOW, async () => {
    const { user, direct } = await onDiscord('Both', 7)
    discord.types(user, direct, 'person')
    const post = await slack.sees('USAM', 'CORDERS', /Buyer 7 waits for a person/)
    const desk = { thread: post.threadTs ?? post.ts }
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(user, direct, 'is with you now')
    await settled()
    discord.presses(user, direct, 'Buy now')
    await slack.says('USAM', 'CORDERS', 'place', desk)
    await discord.sees(user, direct, /Order 10\d{3} is placed/)
    await settled()
    expect(await rows(`select 1 from orders where thread_key = $1`, [`discord:@${user.id}`])).toHaveLength(1)
    expect(slack.reads('USAM', 'CORDERS')).toMatch(/rder 10\d{3}/)
    allIsWell(world, CLOSED)
    expect(slack.violations).toEqual([])
  })

  test('family emoji with its joiners arrives as it was typed, on both sides', SLOW, async () => {
    const { user, direct } = await onDiscord('Emoji', 8)
    const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'
    discord.types(user, direct, 'person')
    const post = await slack.sees('USAM', 'CORDERS', /Buyer 8 waits for a person/)
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(user, direct, 'is with you now')
    discord.types(user, direct, `it is for my ${family} at home, you know`)
    await slack.sees('USAM', 'CORDERS', new RegExp(`Buyer 8: it is for my ${family} at home`, 'u'))
    await slack.says('USAM', 'CORDERS', `say ${family} will like it`, { thread: post.threadTs ?? post.ts })
    await discord.sees(user, direct, `${family} will like it`)
    await settled()
    allIsWell(world, CLOSED)
  })
})
