// Where an order is on Discord when Discord says no: direct messages, else one private thread, else
// privately under the command itself. Rule: whatever is refused, the person has a card to order
// with, nobody else sees it, and who is pointed somewhere finds it there.
// Next: adapters/discord/outbound/places.ts.
import { afterAll, describe, expect, test } from 'vitest'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import { addChannel } from '#playground/loopback/discord/state.ts'
import { buttonsIn, messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
const parley = await world.start()
const { state, shop } = discord
/** No direct messages, no server in common, not allowed, too many threads, wrong kind of channel, no such member. */
const PROVOKED = [50_007, 50_278, 50_013, 160_006, 160_007, 50_024, 10_007, 50_083]
afterAll(() => allIsWell(world, PROVOKED))

const eve = discord.person('Eve')
function closed(name: string): User {
  const user = discord.person(name)
  state.closedTo.add(user.id)
  return user
}
const threadsOf = (user: User): readonly Channel[] =>
  [...state.channels.values()].filter(({ kind, members }) => kind === 'private-thread' && members.has(user.id))
const privatelyIn = (user: User, channel: Channel): string =>
  visible(state, channel, user)
    .filter(({ onlyFor }) => onlyFor === user.id)
    .map(messageText)
    .join('\n')

describe('with direct messages closed, an order begun in the shop is', () => {
  const WAYS = {
    'no permission to make private threads (50013)': () => {
      state.permissions.delete('private-threads')
      return { channel: shop, back: () => state.permissions.add('private-threads') }
    },
    'no permission to write in threads (50013)': () => {
      state.permissions.delete('send-in-threads')
      return { channel: shop, back: () => state.permissions.add('send-in-threads') }
    },
    'too many open threads (160006)': () => {
      const before = state.threadCap
      state.threadCap = 0
      const back = () => {
        state.threadCap = before
      }
      return { channel: shop, back }
    },
    'a channel without private threads (50024)': () => ({
      channel: addChannel(state, 'announcement', { name: 'news' }),
      back: () => undefined,
    }),
  } as const

  test.each(Object.entries(WAYS))('a card of its own under the command: %s', async (name, broken) => {
    const user = closed(`Guest of ${name}`)
    const { channel, back } = broken()
    try {
      discord.slash(user, channel, 'order', { items: '1 white teapot' })
      const card = await discord.sees(user, channel, '+1 Teapot, white')
      expect(card.onlyFor).toBe(user.id)
      expect(privatelyIn(user, channel)).not.toMatch(/private place/i)
      await discord.answered(discord.presses(user, channel, 'Type here'))
      discord.submits(user, { [discord.openFields(user)[0] ?? '']: 'make it 2' })
      const changed = await discord.sees(user, channel, 'Teapot, white: 1, now 2')
      expect(changed.id).toBe(card.id)
      discord.slash(user, channel, 'cart')
      await discord.sees(user, channel, '2 × Teapot')
      expect(discord.screen(eve, channel)).not.toMatch(/teapot/i)
      expect(threadsOf(user).filter(({ archived }) => !archived).length).toBeLessThanOrEqual(1)
    } finally {
      back()
    }
  })

  test('bought under the command, when nothing else can be had', async () => {
    const user = closed('Bo')
    state.threadCap = 0
    discord.slash(user, shop, 'order', { items: '1 white teapot' })
    await discord.sees(user, shop, '+1 Teapot, white')
    const say = async (text: string, seen: string | RegExp) => {
      await discord.answered(discord.presses(user, shop, 'Type here'))
      discord.submits(user, { [discord.openFields(user)[0] ?? '']: text })
      await discord.sees(user, shop, seen)
    }
    await say('guest bo@example.com, ship to Bo Lee, 9 Elm St, Salem, OR 97301, US', '9 Elm St')
    await say('pay link', 'Buy now')
    await discord.answered(discord.presses(user, shop, 'Buy now'))
    await discord.sees(user, shop, /order 10\d{3}/)
    expect(await rows("select 1 from orders where buyer_email = 'bo@example.com'")).toHaveLength(1)
    state.threadCap = 1_000
  })

  test('in a thread that nobody could join: it is put away, and the card is under the command', async () => {
    const user = discord.person('Una')
    state.strangers.add(user.id)
    discord.slash(user, shop, 'order', { items: '1 white teapot' })
    const card = await discord.sees(user, shop, '+1 Teapot, white')
    expect(card.onlyFor).toBe(user.id)
    const made = [...state.channels.values()].filter(
      ({ kind, members }) => kind === 'private-thread' && members.size === 1,
    )
    expect(made.length).toBeGreaterThan(0)
    expect(made.every(({ archived }) => archived)).toBe(true)
  })
})

test('the pointer names the place where the card is, not the one that was tried', async () => {
  const user = closed('Cleo')
  discord.slash(user, shop, 'order', { items: '1 white teapot' })
  const thread = await discord.thread(user)
  await discord.sees(user, thread, '+1 Teapot, white')
  const pointer = await discord.sees(user, shop, 'In your private thread')
  expect(buttonsIn(pointer).map(({ url }) => url)).toEqual([
    `https://discord.com/channels/${discord.guild}/${thread.id}`,
  ])
  const open = discord.person('Olaf')
  discord.slash(open, shop, 'order', { items: '1 white teapot' })
  const other = await discord.sees(open, shop, 'In our direct messages')
  expect(buttonsIn(other).map(({ url }) => url)).toEqual([
    `https://discord.com/channels/@me/${discord.direct(open).id}`,
  ])
})

describe('one thread a person', () => {
  test('is used again for the next order, closed when everything left, and opens when they write', async () => {
    const user = closed('Dora')
    discord.slash(user, shop, 'order', { items: '1 cream tote' })
    const thread = await discord.thread(user)
    await discord.sees(user, thread, '+1 Tote bag, cream')
    discord.types(user, thread, '@Parley guest dora@example.com, ship to Dora Lee, 9 Elm St, Salem, OR 97301, US')
    await discord.sees(user, thread, '9 Elm St')
    discord.types(user, thread, '@Parley pay link')
    await discord.sees(user, thread, 'Buy now')
    discord.presses(user, thread, 'Buy now')
    await discord.sees(user, thread, /order 10\d{3}/)
    discord.slash(user, shop, 'order', { items: '2 cream totes' })
    await discord.sees(user, thread, '+2 Tote bag, cream')
    expect(threadsOf(user)).toHaveLength(1)
    discord.types(user, thread, '@Parley cancel the cart')
    await discord.sees(user, thread, 'Cancel your order')
    discord.types(user, thread, '@Parley yes')
    await discord.sees(user, thread, /Your order was cancelled/)
    expect(thread.archived).toBe(false)

    const [order] = await rows<{ number: number }>("select number from orders where buyer_email = 'dora@example.com'")
    await staffSays(`ship ${order?.number}`)
    await expect.poll(() => thread.archived).toBe(true)
    discord.types(user, thread, '@Parley 3 cream totes')
    await discord.sees(user, thread, '+3 Tote bag, cream')
    expect(thread.archived).toBe(false)
    expect(threadsOf(user)).toHaveLength(1)
  })

  test('is put away when the only cart in it is given up', async () => {
    const user = closed('Edda')
    discord.slash(user, shop, 'order', { items: '1 white teapot' })
    const thread = await discord.thread(user)
    await discord.sees(user, thread, '+1 Teapot, white')
    discord.types(user, thread, '@Parley cancel')
    await discord.sees(user, thread, 'Cancel your order')
    discord.types(user, thread, '@Parley yes')
    await expect.poll(() => thread.archived).toBe(true)
  })

  test('who writes in direct messages after all is answered there, and is still known in the thread', async () => {
    const user = closed('Finn')
    discord.slash(user, shop, 'order', { items: '1 white teapot' })
    const thread = await discord.thread(user)
    await discord.sees(user, thread, '+1 Teapot, white')
    state.closedTo.delete(user.id)
    const direct = discord.direct(user)
    discord.types(user, direct, 'make it 2')
    await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    await discord.sees(user, thread, 'This order continues further down')
    discord.types(user, thread, '@Parley make it 3')
    await discord.sees(user, thread, 'Teapot, white: 2, now 3')
  })

  test('members who may not write in threads order by [Type here]', async () => {
    state.memberPermissions.delete('send-in-threads')
    const user = closed('Gil')
    discord.slash(user, shop, 'order', { items: '1 white teapot' })
    const thread = await discord.thread(user)
    await discord.sees(user, thread, '+1 Teapot, white')
    expect(() => discord.types(user, thread, '@Parley make it 2')).toThrow(/may not write/)
    await discord.answered(discord.presses(user, thread, 'Type here'))
    discord.submits(user, { [discord.openFields(user)[0] ?? '']: 'make it 2' })
    await discord.sees(user, thread, 'Teapot, white: 1, now 2')
    state.memberPermissions.add('send-in-threads')
  })
})

/** A rep at their terminal. */
async function staffSays(text: string): Promise<void> {
  const said = {
    id: `rep-${text}`,
    thread: 'terminal:lee',
    user: 'terminal:lee',
    userName: 'lee',
    locale: 'en',
  } as const
  await parley.engine.handle((await parley.engine.claim({ ...said, kind: 'message', text })).inbound)
}
