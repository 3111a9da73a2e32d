// Makes a dump of a shop in full swing with the code it stands in: open drafts, posted buttons and
// forms, pending approvals, orders handed over, quotes, units that wait, messages not sent yet and
// messages not read yet, on every channel. Run before a release: `npm run upgrade:dump`
// (upgrade.config.ts), then commit what it wrote under dumps/. Rule: people only act; a scene that
// a dump holds is finished in upgrade.test.ts. Next: house.ts.
import path from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { Parley } from '#host/parley.ts'
import { discordMemory } from '#playground/loopback/discord/memory.ts'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { slackMemory } from '#playground/loopback/slack/memory.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackDatabase } from '#test/support/slack-shop.ts'
import { sitsDown } from '#test/support/terminal.ts'
import { DUMPS, writeDump } from './dump.ts'
import { type House, openHouse } from './house.ts'

/** Of the demo shop what the scenes are about: a dump stays small enough to be read. */
const PRODUCTS = new Set(['classic-mug', 'crewneck-sweatshirt', 'polo-shirt', 'mechanical-keyboard', 'teapot'])
function smallShop(): ShopData {
  const shop = demoWith({ buyers: 18 })
  const variants = shop.variants.filter(({ productId }) => PRODUCTS.has(productId))
  const skus = new Set(variants.map(({ sku }) => sku))
  const of = <T extends { readonly sku: string }>(all: readonly T[]): readonly T[] =>
    all.filter(({ sku }) => skus.has(sku))
  return {
    ...shop,
    variants,
    products: shop.products.filter(({ id }) => PRODUCTS.has(id)),
    stock: of(shop.stock),
    orders: [],
  }
}
const url = await slackDatabase(smallShop())
const house = await openHouse(url)

test('a shop in full swing', { timeout: 300_000 }, async () => {
  const parley = await house.start()
  await atTerminals(parley)
  await onSlack(house)
  await onDiscord(house)
  await settled()
  await parley.close()
  await unsentAndUnread(await house.start('terminal'))
  expect(house.faults).toEqual([])
  const folder = path.join(DUMPS, new Date().toISOString().slice(0, 10))
  const { slack, discord } = house
  await writeDump(url, folder, { slack: slackMemory(slack.space), discord: discordMemory(discord.state, discord.shop) })
})

async function atTerminals(parley: Parley): Promise<void> {
  const sit = async (thread: string, lines: readonly string[], last: RegExp): Promise<void> => {
    const sam = await sitsDown(parley, 'sam', thread)
    for (const line of lines) await sam.says(line)
    await sam.sees(last)
    await sam.leaves()
  }
  await sit('counter', ['order for C-1001: 2 blue 11oz mugs'], /Place order/)
  await sit('form', ['order for buyer10@example.com: 2 blue 11oz mugs', 'Adjust price'], /Adjust a price/)
  await sit(
    'asked',
    [
      'order for buyer11@example.com: 4 CREW-GREY-M, 1 POLO-WHITE-M',
      'take 40.00 off: late delivery',
      'Ask for approval',
    ],
    /Waiting for approval/,
  )
  await sit(
    'short',
    ['order for buyer12@example.com: 1 KEYB-RED-US', 'Ship everything together', 'press place order'],
    /order 10\d{3} placed/,
  )
  await sit('quote', ['order for buyer13@example.com: 2 blue 11oz mugs', 'quote 7 days'], /Quoted/)
}

async function onSlack({ slack }: House): Promise<void> {
  const order = async (words: string, ...more: readonly string[]) => {
    const desk = slack.newChannel()
    const { ts: thread } = await slack.says('USAM', desk, `<@UBOT> order for ${words}`)
    await slack.sees('USAM', desk, /Page|Place order|wait for it|Choose/)
    for (const words of more) await slack.says('USAM', desk, words, { thread })
    return desk
  }
  await order('buyer3@example.com: 2 blue 11oz mugs')
  const asked = await order('buyer5@example.com: 4 CREW-GREY-M', 'take 40.00 off: goodwill')
  await slack.presses('USAM', await slack.sees('USAM', asked, /Ask for approval/), 'Ask for approval')
  await slack.sees('UKIM', 'CAPPROVALS', /Buyer 5/)
  const short = await order('buyer6@example.com: 1 KEYB-RED-US')
  await slack.presses('USAM', await slack.sees('USAM', short, /wait for it/), 'Ship everything together')
  await slack.presses('USAM', await slack.sees('USAM', short, /Place order/), 'Place order')
  await slack.sees('USAM', short, /order 10\d{3} placed/)
  await slack.sees('USAM', await order('buyer7@example.com: 2 blue 11oz mugs', 'quote 7 days'), /Quoted/)
  const form = await order('buyer4@example.com: 2 blue 11oz mugs')
  await slack.presses('USAM', await slack.sees('USAM', form, /Place order/), 'Adjust price')
  await slack.modal('USAM', /Adjust a price/)
}

async function onDiscord({ discord, slack, links }: House): Promise<void> {
  const buyer = async (name: string, email: string, words: string): Promise<readonly [User, Channel]> => {
    const user = discord.person(name)
    const direct = await links(user, email)
    discord.types(user, direct, words)
    await discord.sees(user, direct, /Buy now|Ship everything together/)
    return [user, direct]
  }
  await buyer('Ann', 'buyer1@example.com', '2 blue 11oz mugs')
  const guest = discord.person('Ben')
  discord.types(guest, discord.direct(guest), '1 white teapot')
  await discord.sees(guest, discord.direct(guest), '+1 Teapot, white')
  await discord.answered(discord.presses(guest, discord.direct(guest), 'Add contact'))
  await asksForPerson(await buyer('Cleo', 'buyer9@example.com', '2 blue 11oz mugs'))
  await helped(
    15,
    await buyer('Dora', 'buyer15@example.com', '2 blue 11oz mugs'),
    'take 2.00 off: late delivery',
    /-2\.00/,
  )
  await helped(
    16,
    await buyer('Eli', 'buyer16@example.com', '4 CREW-GREY-M'),
    'take 40.00 off: goodwill',
    /Ask for approval/,
  )
  await slack.presses('USAM', await slack.sees('USAM', 'CORDERS', /\[Ask for approval/), 'Ask for approval')
  await slack.sees('UKIM', 'CAPPROVALS', /Buyer 16/)
  const [fay, direct] = await buyer('Fay', 'buyer17@example.com', '1 KEYB-RED-US')
  discord.picks(fay, direct, 'Ship everything together')
  await discord.sees(fay, direct, /Buy now/)
  discord.presses(fay, direct, 'Buy now')
  await discord.sees(fay, direct, /[Oo]rder 10\d{3}/)
  async function asksForPerson([user, place]: readonly [User, Channel]): Promise<void> {
    discord.types(user, place, 'can I talk to a person please')
    await discord.sees(user, place, /A person will join you|next in line/)
  }
  async function helped(
    n: number,
    [user, place]: readonly [User, Channel],
    words: string,
    then: RegExp,
  ): Promise<void> {
    await asksForPerson([user, place])
    const post = await slack.sees('USAM', 'CORDERS', new RegExp(`Buyer ${n} asks for a person`))
    await slack.presses('USAM', post, 'Take over')
    await discord.sees(user, place, 'Sam is helping you')
    await slack.says('USAM', 'CORDERS', words, { thread: post.threadTs ?? post.ts })
    await slack.sees('USAM', 'CORDERS', then)
  }
}

const pool = new pg.Pool({ connectionString: url, max: 2 })
async function settled(): Promise<void> {
  await eventually('everything said to be delivered', 60_000, async () => {
    const { rows } = await pool.query<{ open: number }>(
      `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending' and channel in ('slack', 'discord'))::int as open`,
    )
    return rows[0]?.open === 0 ? true : undefined
  })
}

/**
 * The goods come while no channel is there to tell it; then something is said in a thread of each,
 * claimed, and its process ends.
 */
async function unsentAndUnread(parley: Parley): Promise<void> {
  const kim = await sitsDown(parley, 'kim', 'goods')
  expect(await kim.says('stock receive KEYB-RED-US 5')).toContain('received')
  await kim.leaves()
  const { rows } = await pool.query<{ payload: object }>(
    `select distinct on (channel) payload from (
       select split_part(thread_key, ':', 1) as channel, payload, seq from inbox
       where payload->>'kind' = 'message' and payload->>'text' like '%2 blue 11oz mugs') said
     order by channel, seq`,
  )
  expect(rows).toHaveLength(3)
  for (const [at, { payload }] of rows.entries())
    await parley.engine.claim({ ...payload, id: `unread-${at}`, text: 'make it 3' })
  await parley.close()
  await pool.query(DELIVERED)
  await pool.end()
}

/**
 * What delivered cards said, which stand on their platform, and those of a terminal that a later
 * one replaced: nobody reads it again, and it was half the dump.
 */
const DELIVERED = `update outbox old set payload = jsonb_set(payload, '{view}', '{"headline": "", "blocks": [], "controls": []}')
  where old.status = 'sent' and old.place = 'card' and (old.channel <> 'terminal' or exists
    (select 1 from outbox later where later.destination = old.destination and later.place = 'card' and later.id > old.id))`
