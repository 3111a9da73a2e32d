// An answer stands where the person looks, on Slack and on Discord: in a thread that others share
// the card is edited until it is out of sight, where somebody talks alone it comes below the words;
// `place` of a customer brings the button that orders. Rule: what is asserted is what people read.
// Next: src/conversation/edge/channel.ts (isFar).
import { afterAll, describe, expect, test } from 'vitest'
import { buttonsIn, messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { fakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { allIsWell, discordShop } from './discord/shop.ts'

const slack = await fakeSlack()
const world = await discordShop({ environment: slack.environment('http') })
const { discord, rows, links } = world
const parley = await world.start()
slack.app.url = `${parley.http?.address}/slack/events`
for (const [user, id] of [
  ['USAM', 'sam'],
  ['ULEE', 'lee'],
] as const)
  await parley.store.desk.changeStaff({ kind: 'link', id, user: `slack:T1/${user}` })
afterAll(() => slack.close())

const PATIENCE = { timeout: 20_000 }
const SLOW = { timeout: 60_000 }

describe('In a thread on Slack that colleagues share', () => {
  /** A card with so many lines of talk below it; then a change. */
  async function changedUnder(lines: number) {
    const desk = slack.newChannel()
    const said = await slack.says('USAM', desk, '<@UBOT> order for buyer1@example.com: 2 blue 11oz mugs')
    const card = await slack.sees('USAM', desk, /Place order - /)
    const thread = { thread: said.ts }
    for (let line = 0; line < lines; line++)
      await slack.says(line % 2 ? 'USAM' : 'ULEE', desk, `the weather is fine today, number ${line} of it`, thread)
    await expect.poll(() => rows(`select 1 from inbox where status = 'new'`), PATIENCE).toEqual([])
    await slack.says('USAM', desk, 'make it 3', thread)
    return { desk, card, changed: await slack.sees('USAM', desk, /mug, blue, 11 oz: 2, now 3[\s\S]*Place order - /) }
  }

  test('the card is edited where it stands while it is near', SLOW, async () => {
    const { card, changed } = await changedUnder(13)
    expect(changed.ts).toBe(card.ts)
    expect(slack.violations).toEqual([])
  })

  test('after fifteen messages it moves down; the old one points there and has no buttons', SLOW, async () => {
    const { desk, card, changed } = await changedUnder(17)
    expect(changed.ts).not.toBe(card.ts)
    expect(changed.threadTs).toBe(card.threadTs)
    await slack.sees('USAM', desk, /The order moved down/)
    expect(slack.text(card)).not.toMatch(/\[/)
    expect(slack.violations).toEqual([])
  })
})

describe('On Discord, where a customer talks alone', () => {
  test('words said while the card is still being posted stand below it, so their answer does too', SLOW, async () => {
    const ann = discord.person('Ann')
    const direct = discord.direct(ann)
    discord.rest.plan('POST', new RegExp(`/channels/${direct.id}/messages$`), { kind: 'late', wait: 1_500 })
    discord.types(ann, direct, '1 white teapot')
    await discord.sees(ann, direct, '+1 Teapot, white')
    const word = discord.types(ann, direct, 'make it 2')
    const card = await discord.sees(ann, direct, 'Teapot, white: 1, now 2')
    expect(BigInt(card.id)).toBeGreaterThan(BigInt(word.id))
    allIsWell(world)
  })

  test('"place" on a cart that is ready brings the button below the word, and the button orders', SLOW, async () => {
    const bea = discord.person('Bea')
    const direct = await links(bea, 'buyer2@example.com')
    discord.types(bea, direct, '2 blue 11oz mugs')
    const card = await discord.sees(bea, direct, 'Buy now')
    const word = discord.types(bea, direct, 'place')
    const below = () =>
      visible(discord.state, direct, bea).filter(
        (each) =>
          BigInt(each.id) > BigInt(word.id) && buttonsIn(each).some(({ label }) => label?.startsWith('Buy now')),
      )
    await expect.poll(below, PATIENCE).toHaveLength(1)
    expect(below().map(messageText).join()).toContain('"Buy now" orders it')
    expect(await rows('select 1 from orders where buyer_chat = $1', [`discord:${bea.id}`])).toEqual([])
    await expect.poll(() => buttonsIn(card).length, PATIENCE).toBe(0)
    discord.presses(bea, direct, 'Buy now')
    await discord.sees(bea, direct, /Order 10\d{3} is placed/)
    allIsWell(world)
  })

  test('"place" on a cart that lacks something says what is next, below', SLOW, async () => {
    const guest = discord.person('Guest')
    const direct = discord.direct(guest)
    discord.types(guest, direct, 'one white teapot')
    await discord.sees(guest, direct, '+1 Teapot, white')
    const word = discord.types(guest, direct, 'place')
    await expect
      .poll(() => messageText(visible(discord.state, direct, guest).at(-1) ?? word), PATIENCE)
      .toMatch(/e-mail|address|Next/i)
    allIsWell(world)
  })

  test('seventy lines are explained line by line, in as many messages as it takes', SLOW, async () => {
    const una = discord.person('Una')
    const direct = discord.direct(una)
    const skus = (
      await rows<{ sku: string }>(
        "select sku from variant where active and sku like '%-%' and sku not like 'DENIM%' and sku not like 'HEAD%' order by sku limit 70",
      )
    ).map(({ sku }) => sku)
    discord.types(una, direct, `add ${skus.join(', ')}`)
    await discord.sees(una, direct, 'and 62 more')
    const word = discord.types(una, direct, 'why')
    await discord.sees(una, direct, /Page [3-9] of \d/)
    await expect.poll(() => rows(`select 1 from outbox where status = 'pending'`), PATIENCE).toEqual([])
    const told = visible(discord.state, direct, una)
      .filter(({ id }) => BigInt(id) > BigInt(word.id))
      .map(messageText)
    const pages = told.flatMap((text) => /Page (\d+) of (\d+)/.exec(text)?.slice(1, 3).map(Number) ?? [])
    expect(pages.filter((_, at) => at % 2 === 0)).toEqual(Array.from({ length: pages[1] ?? 0 }, (_, at) => at + 1))
    expect(told.join('\n').match(/1 x \d/g)?.length).toBeGreaterThanOrEqual(skus.length)
    allIsWell(world)
  })

  test('what was pressed has no button any more; what is about something else keeps its own', SLOW, async () => {
    const cal = discord.person('Cal')
    const direct = await links(cal, 'buyer3@example.com')
    discord.types(cal, direct, '2 blue 11oz mugs')
    await discord.sees(cal, direct, 'Buy now')
    discord.presses(cal, direct, 'Buy now')
    await discord.sees(cal, direct, /Order 10\d{3} is placed/)
    discord.types(cal, direct, 'cancel my order')
    const asked = await discord.sees(cal, direct, 'Cancel order')
    discord.presses(cal, direct, 'Cancel order')
    await discord.sees(cal, direct, /cancelled/)
    await expect.poll(() => buttonsIn(asked).map(({ label }) => label), PATIENCE).not.toContain('Cancel order')
    allIsWell(world)
  })
})

describe('One post a turn', () => {
  /** What Parley posted below a word. */
  const below = (user: Parameters<typeof discord.direct>[0], word: { readonly id: string }) =>
    visible(discord.state, discord.direct(user), user).filter(
      ({ id, author }) => author.bot && BigInt(id) > BigInt(word.id),
    )

  test('what cannot be had is told in the first lines of the card that has the rest, on Discord', SLOW, async () => {
    const dan = discord.person('Dan')
    const direct = discord.direct(dan)
    discord.types(dan, direct, '1 white teapot')
    await discord.sees(dan, direct, '+1 Teapot, white')
    const word = discord.types(dan, direct, 'make it 2 and add 3 flying carpets')
    const card = await discord.sees(dan, direct, 'Teapot, white: 1, now 2')
    expect(messageText(card)).toMatch(/flying carpets[\s\S]*2 × /)
    await expect.poll(() => rows(`select 1 from outbox where status = 'pending'`), PATIENCE).toEqual([])
    expect(below(dan, word).map(messageText)).toHaveLength(1)
    discord.types(dan, direct, 'make it 4')
    await discord.sees(dan, direct, 'Teapot, white: 2, now 4')
    // The answer stays readable where it was given.
    await expect.poll(() => messageText(card), PATIENCE).toMatch(/continues further down[\s\S]*flying carpets/)
    expect(messageText(card)).not.toContain('2 × ')
    allIsWell(world)
  })

  test('and in direct messages on Slack; said in one breath, no answer is lost to the next', SLOW, async () => {
    await slack.says('ULEE', 'DLEE', 'order for buyer1@example.com: 2 blue 11oz mugs')
    await slack.sees('ULEE', 'DLEE', /Buyer 1\b[\s\S]*Place order/)
    const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage').length
    const before = posts()
    await slack.says('ULEE', 'DLEE', 'add 1 cream tote and 3 flying carpets')
    await slack.says('ULEE', 'DLEE', 'add 1 black beanie and 2 unicorn saddles')
    await slack.sees('ULEE', 'DLEE', /unicorn saddles[\s\S]*Beanie, black[\s\S]*Place order/)
    await expect.poll(() => rows(`select 1 from outbox where status = 'pending'`), PATIENCE).toEqual([])
    expect(posts() - before).toBe(2)
    expect(slack.reads('ULEE', 'DLEE')).toMatch(/flying carpets/)
    expect(slack.violations).toEqual([])
  })
})
