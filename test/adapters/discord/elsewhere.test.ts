// Another server than the shop's. Rule: people order from anywhere, and nobody there learns
// anything: nothing is shown where others read, no thread is made that its moderators could open,
// and a control of one place does nothing in another. Next: adapters/discord/outbound/places.ts.
import { afterAll, describe, expect, test } from 'vitest'
import { addChannel, isThread, type User } from '#playground/loopback/discord/state.ts'
import { buttonsIn, messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
const parley = await world.start()
const { state, shop } = discord
/** No direct messages. */
afterAll(() => allIsWell(world, [50_007]))

const elsewhere = addChannel(state, 'text', { name: 'general', guild: state.snowflake() })
/** Runs the other server. */
const mod = discord.person('Mallory', { admin: true, bot: false })
const PRIVATE = /Ada|Lane|Elm|Salem|97301|4242|ada@|tok_|Teapot|teapot|C-2001|\d\d\.\d\d/
const SHOPS_OWN = ['staff', 'approvals', 'orders', 'status 1042', 'customer ada@example.com', 'memo hello'] as const
const threadsThere = () => [...state.channels.values()].filter((each) => isThread(each) && each.guild !== undefined)
const privately = (user: User) =>
  visible(state, elsewhere, user)
    .filter(({ onlyFor }) => onlyFor === user.id)
    .map(messageText)
    .join('\n')
const drafts = () => rows<{ n: number }>('select count(*)::int as n from draft').then(([row]) => row?.n)
/** So many things were heard of this person, and all of it was answered. */
const settled = (user: User, heard: number) =>
  eventually('all of it to be heard and answered', 15_000, async () => {
    const [row] = await rows<{ open: number; heard: number }>(
      `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending' and channel = 'discord')::int as open,
        (select count(*) from inbox where payload->>'user' = $1)::int as heard`,
      [`discord:${user.id}`],
    )
    return row?.open === 0 && row.heard >= heard ? true : undefined
  })

describe('a customer of the shop who orders in another server', () => {
  test('has the order in direct messages, and nothing of it is seen there', async () => {
    const ada = discord.person('Ada')
    await world.links(ada, 'ada@example.com')
    discord.slash(ada, elsewhere, 'order', { items: '1 white teapot, ship to home' })
    await discord.sees(ada, discord.direct(ada), '+1 Teapot, white')
    await discord.sees(ada, elsewhere, /In our direct messages/)
    expect(discord.screen(mod, elsewhere)).toBe('')
    // Typed in the open: only the way to a private place is answered.
    discord.types(ada, elsewhere, '@Parley status of my last order, ship it to home and pay with my card')
    await discord.sees(mod, elsewhere, 'Continue privately')
    expect(discord.screen(mod, elsewhere).replace(/status of my last order.*/, '')).not.toMatch(PRIVATE)
    expect(threadsThere()).toEqual([])
  })

  test('with direct messages closed has a card under the command, and no thread that moderators there could open', async () => {
    const zoe = discord.person('Zoe')
    state.closedTo.add(zoe.id)
    discord.slash(zoe, elsewhere, 'order', { items: '2 white teapots, ship to Zoe Lane, 9 Elm St, Salem, OR 97301' })
    const card = await discord.sees(zoe, elsewhere, '+2 Teapot, white')
    expect(card.onlyFor).toBe(zoe.id)
    expect(privately(zoe)).toContain('9 Elm St')
    await discord.answered(discord.presses(zoe, elsewhere, 'Type here'))
    discord.submits(zoe, { [discord.openFields(zoe)[0] ?? '']: 'make it 3' })
    await discord.sees(zoe, elsewhere, '3 × Teapot')
    expect(threadsThere()).toEqual([])
    expect(discord.screen(mod, elsewhere)).not.toMatch(PRIVATE)
    // In the shop's own server there is one, as ever.
    discord.slash(zoe, shop, 'cart')
    const thread = await discord.thread(zoe)
    await discord.sees(zoe, thread, '3 × Teapot')
    expect(thread.parent).toBe(shop.id)
  })
})

describe('who runs another server', () => {
  test("presses another's controls there: not found, and nothing changes", async () => {
    const eve = discord.person('Eve')
    const direct = discord.direct(eve)
    discord.types(eve, direct, '1 white teapot')
    const card = await discord.sees(eve, direct, '+1 Teapot')
    const before = await drafts()
    discord.slash(mod, elsewhere, 'order', { items: '1 BEAN-BLACK' })
    await discord.sees(mod, elsewhere, /In our direct messages/)
    for (const { custom_id: token = '' } of buttonsIn(card)) {
      await discord.answered(discord.forges(mod, elsewhere, token))
      expect(privately(mod)).not.toMatch(/Eve|teapot/i)
    }
    expect(await drafts()).toBe((before ?? 0) + 1)
    await discord.sees(eve, direct, '1 × Teapot')
    const [line] = await rows<{ quantity: number; status: string }>(
      `select (l->>'quantity')::int as quantity, status from draft, jsonb_array_elements(state->'content'->'lines') l
       where last_thread = $1`,
      [`discord:@${eve.id}`],
    )
    expect(line).toEqual({ quantity: 1, status: 'open' })
  })

  test('is a guest of the shop like anybody: no right comes with a server', async () => {
    const [row] = await rows<{ n: number }>(`select count(*)::int as n from inbox where payload->>'user' = $1`, [
      `discord:${mod.id}`,
    ])
    for (const [at, items] of SHOPS_OWN.entries()) {
      discord.slash(mod, elsewhere, 'order', { items })
      await settled(mod, (row?.n ?? 0) + at + 1)
    }
    const seen = `${discord.screen(mod, elsewhere)}\n${discord.screen(mod, discord.direct(mod))}`
    expect(seen).not.toMatch(/Ada|Lane|4242|Jane|Oak St|\bSam\b|limit/)
  })

  test('reads nothing of a rep who asks there for a customer', async () => {
    const sam = discord.person('Sam Rep')
    await parley.store.desk.changeStaff({ kind: 'link', id: 'sam', user: `discord:${sam.id}` })
    discord.slash(sam, elsewhere, 'order', { items: 'order for ada@example.com: 1 white teapot' })
    await discord.sees(sam, discord.direct(sam), /Ada Lane/)
    expect(threadsThere()).toEqual([])
    const seen = discord.screen(mod, elsewhere)
    expect(seen.replace(/status of my last order.*/, '')).not.toMatch(/Ada Lane|Teapot|Elm|4242/)
  })
})

test('nothing is wrong in the end', async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
})
