// The abuse catalogue on Discord: what people have no right to, and what cannot be read, through
// the real discord.js. Rule: the tables are those of every channel; here is only how people on
// Discord type and press. Next: test/support/abuse.ts, test/support/bad-input.ts.
import { describe, expect, test } from 'vitest'
import type { Message, User } from '#playground/loopback/discord/state.ts'
import { buttonsIn, messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { resistsAbuse } from '#test/support/abuse.ts'
import { answersBadInput } from '#test/support/bad-input.ts'
import { readsExactly } from '#test/support/reads-exactly.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
const parley = await world.start()

const people = new Map<string, User>()
let carts = 0
/** The owner of a cart, by its thread. */
function ownerOf(thread: string): User {
  const user = people.get(thread)
  if (user === undefined) throw new Error(`nobody owns ${thread}`)
  return user
}
const outsider = discord.person('Mallory')
discord.direct(outsider)

const own = (user: User): readonly Message[] =>
  visible(discord.state, discord.direct(user), user).filter(({ author }) => author.bot)
/**
 * What this person was told by what they did: the bot's messages that are new or different once
 * everything is handled.
 */
async function toldBy(user: User, act: () => void): Promise<string> {
  const before = new Map(own(user).map((message) => [message.id, [messageText(message), message.editedAt] as const]))
  const since =
    (
      await rows<{ n: number }>(`select count(*)::int as n from inbox where payload->>'user' = $1`, [
        `discord:${user.id}`,
      ])
    )[0]?.n ?? 0
  act()
  await eventually('it to be handled and answered', 15_000, async () => {
    const [row] = await rows<{ open: number; all: number }>(
      `select (select count(*) from inbox where status = 'new')::int + (select count(*) from outbox where status = 'pending')::int as open,
        (select count(*) from inbox where payload->>'user' = $1)::int as all`,
      [`discord:${user.id}`],
    )
    return row?.open === 0 && row.all > since ? true : undefined
  })
  return own(user)
    .filter((message) => {
      const [text, editedAt] = before.get(message.id) ?? []
      return text !== messageText(message) || editedAt !== message.editedAt
    })
    .map(messageText)
    .join('\n')
}
const linesOf = async (thread: string): Promise<unknown> =>
  (
    await rows<{ lines: unknown }>(
      `select json_agg(json_build_array(l->'sku', l->'quantity', l->'unitPrice')) as lines
       from draft, jsonb_array_elements(state->'content'->'lines') l where last_thread = $1`,
      [thread],
    )
  )[0]?.lines
const faults = () => world.log.filter((entry) => /"event":"fault"/.test(entry))

async function cart(staff?: string): Promise<string> {
  const user = discord.person(`Owner ${++carts}`)
  const thread = `discord:@${user.id}`
  people.set(thread, user)
  if (staff !== undefined) await parley.store.desk.changeStaff({ kind: 'link', id: staff, user: `discord:${user.id}` })
  discord.types(
    user,
    discord.direct(user),
    staff === undefined ? '2 blue 11oz mugs' : `guest bad${carts}@example.com: 2 blue 11oz mugs`,
  )
  await discord.sees(user, discord.direct(user), '2 × Classic mug')
  return thread
}

describe('bad input, typed by a rep', () => {
  answersBadInput({
    cart: () => cart('sam'),
    say: (thread, text) => {
      const user = ownerOf(thread)
      return toldBy(user, () => discord.types(user, discord.direct(user), text))
    },
    linesOf,
    faults,
    // Discord sends neither; its own limit is 4 000 characters.
    cannot: ['nothing at all', '10 000 spaces', '40 000 characters'],
  })
})

describe('abuse', () => {
  resistsAbuse({
    cart: () => cart(),
    says(who, thread, text) {
      const user = who === 'owner' ? ownerOf(thread) : outsider
      return toldBy(user, () => discord.types(user, discord.direct(user), text))
    },
    async presses(who, thread, token) {
      const user = who === 'owner' ? ownerOf(thread) : outsider
      return toldBy(user, () => discord.forges(user, discord.direct(user), token))
    },
    async token(thread, label) {
      const user = ownerOf(thread)
      const found = own(user)
        .flatMap(buttonsIn)
        .find((button) => button.label === label)
      return found?.custom_id ?? ''
    },
    linesOf,
    placed: async (thread) =>
      (await rows<{ n: number }>('select count(*)::int as n from orders where thread_key = $1', [thread]))[0]?.n,
    rows: (sql) => rows(sql),
    faults,
  })
})

readsExactly({
  cart: () => cart(),
  says(thread, text) {
    const user = ownerOf(thread)
    return toldBy(user, () => discord.types(user, discord.direct(user), text))
  },
  reps: false,
})

test('nothing Discord would refuse was sent, nothing came alive, nothing is wrong in the end', async () => {
  allIsWell(world)
  expect(discord.state.pings).toEqual([])
  expect(await parley.store.checkInvariants()).toEqual([])
})
