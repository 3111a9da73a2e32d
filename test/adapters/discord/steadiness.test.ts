// What goes wrong on Discord, and what people see of it: as good as nothing. Duplicates, lost
// lines, late presses, archived threads, old cards, two processes, a killed one. Rule: whatever
// happened, everybody got their one answer, and nothing was done twice. Next:
// test/adapters/discord/scenes.test.ts (when all goes well).
import { describe, expect, test } from 'vitest'
import type { User } from '#playground/loopback/discord/state.ts'
import { buttonsIn, messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { shuffled } from '#test/support/barrier.ts'
import { startProcess } from '#test/support/parley-process.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows, links } = world
const parley = await world.start()

/**
 * What Discord refuses because these tests make it: gone messages, old edits, late answers, closed
 * and archived places.
 */
const PROVOKED = [10_008, 10_062, 30_046, 50_007, 50_013, 50_027, 50_083, 160_005]

/** Milliseconds within which another process has finished what a dead one began. */
const RECOVERED = 30_000

const placed = async (user: User): Promise<number> =>
  (
    await rows<{ n: number }>('select count(*)::int as n from orders where buyer_chat = $1 or thread_key like $2', [
      `discord:${user.id}`,
      `%${user.id}%`,
    ])
  )[0]?.n ?? -1
const quantityOf = async (user: User): Promise<number | undefined> =>
  (
    await rows<{ quantity: number }>(
      `select (l->>'quantity')::int as quantity from draft, jsonb_array_elements(state->'content'->'lines') l
       where last_thread like $1 order by updated_at desc limit 1`,
      [`%${user.id}%`],
    )
  )[0]?.quantity
/** How many of the bot's messages in this place have buttons to press. */
const liveCards = (user: User): number =>
  visible(discord.state, discord.direct(user), user).filter((message) =>
    buttonsIn(message).some(({ label }) => label === 'Undo'),
  ).length

/** A guest with a teapot in the cart, in direct messages. */
async function shopper(name: string) {
  const user = discord.person(name)
  const direct = discord.direct(user)
  discord.types(user, direct, '1 white teapot')
  const card = await discord.sees(user, direct, '+1 Teapot, white')
  return { user, direct, card }
}
/** A customer one press away from an order. */
async function buyer(name: string, n: number) {
  const user = discord.person(name)
  const direct = await links(user, `buyer${n}@example.com`)
  discord.types(user, direct, '2 blue 11oz mugs')
  await discord.sees(user, direct, 'Buy now')
  return { user, direct }
}

test('two customers at once: each has their own card, order and answers', async () => {
  const [one, two] = await Promise.all([buyer('One', 0), buyer('Two', 1)])
  discord.types(one.user, one.direct, 'and a white teapot')
  discord.types(two.user, two.direct, 'and a cream tote')
  await Promise.all([discord.sees(one.user, one.direct, 'Teapot'), discord.sees(two.user, two.direct, 'Tote')])
  discord.presses(one.user, one.direct, 'Buy now')
  discord.presses(two.user, two.direct, 'Buy now')
  await Promise.all([
    discord.sees(one.user, one.direct, /order 10\d{3}/),
    discord.sees(two.user, two.direct, /order 10\d{3}/),
  ])
  expect(discord.screen(one.user, one.direct)).not.toContain('Tote')
  expect(discord.screen(two.user, two.direct)).not.toContain('Teapot')
  expect([await placed(one.user), await placed(two.user)]).toEqual([1, 1])
  allIsWell(world, PROVOKED)
})

test('a card that is pressed before Parley wrote down where it stands is drawn by its turn alone', async () => {
  const user = discord.person('Swift')
  const direct = discord.direct(user)
  await rows(`create function late() returns trigger language plpgsql as
    'begin if new.role = ''card'' then perform pg_sleep(2); end if; return new; end'`)
  await rows('create trigger late before insert on surface for each row execute function late()')
  discord.types(user, direct, '1 white teapot')
  const card = await discord.sees(user, direct, '+1 Teapot, white')
  const pressed = discord.presses(user, direct, 'Undo')
  await expect
    .poll(() => rows("select 1 from inbox where id = $1 and status = 'done'", [`discord|${pressed.id}`]))
    .toHaveLength(1)
  await discord.sees(user, direct, 'Undone')
  await rows('drop function late() cascade')
  const edits = discord.rest.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith(card.id))
  expect(edits.map(({ body }) => JSON.stringify(body).includes('Undone'))).toEqual([true])
  allIsWell(world, PROVOKED)
})

describe('delivered more than once', () => {
  test('a message and a press, three times each, also at once: one effect, one answer', async () => {
    const { user, direct } = await buyer('Dot', 2)
    const said = discord.types(user, direct, 'and a cream tote')
    for (let times = 0; times < 2; times++) discord.again(said)
    await discord.sees(user, direct, '+1 Tote')
    const pressed = discord.presses(user, direct, 'Buy now')
    for (let times = 0; times < 2; times++) discord.again(pressed)
    await discord.sees(user, direct, /order 10\d{3}/)
    discord.again(pressed)
    expect(await rows(`select 1 from inbox where thread_key like $1 and status <> 'done'`, [`%${user.id}%`])).toEqual(
      [],
    )
    expect(await placed(user)).toBe(1)
    expect(
      await rows(
        `select sku, quantity from order_line l join orders o on o.number = l.order_number where thread_key like $1 and sku = 'TOTE-CREAM'`,
        [`%${user.id}%`],
      ),
    ).toEqual([{ sku: 'TOTE-CREAM', quantity: 1 }])
    allIsWell(world, PROVOKED)
  })
})

test('lines typed in one breath are read in their order', async () => {
  const { user, direct } = await shopper('Quick')
  for (const text of ['make it 2', 'make it 3', 'undo', 'make it 5', 'undo']) discord.types(user, direct, text)
  const heard = () =>
    rows<{ text: string }>(`select payload->>'text' as text from inbox where payload->>'user' = $1 order by seq`, [
      `discord:${user.id}`,
    ])
  await expect
    .poll(async () => (await heard()).map(({ text }) => text), { timeout: 10_000 })
    .toEqual(['1 white teapot', 'make it 2', 'make it 3', 'undo', 'make it 5', 'undo'])
  await expect.poll(() => quantityOf(user), { timeout: 10_000 }).toBe(2)
})

describe('lost lines', () => {
  test('the gateway breaks in the middle: what was said meanwhile is heard, once', { timeout: 30_000 }, async () => {
    const { user, direct } = await shopper('Rex')
    discord.gateway.disturb('cut')
    discord.types(user, direct, 'make it 3')
    await discord.sees(user, direct, 'Teapot, white: 1, now 3')
    discord.gateway.disturb('reconnect')
    discord.presses(user, direct, 'Undo')
    await discord.sees(user, direct, /undone|3, now 1/i)
    expect(await quantityOf(user)).toBe(1)
    discord.gateway.disturb('invalid')
    await expect
      .poll(() => discord.gateway.sessions.filter(({ state }) => state === 'live').length, { timeout: 15_000 })
      .toBe(1)
    discord.types(user, direct, 'make it 4')
    await discord.sees(user, direct, 'Teapot, white: 1, now 4')
    allIsWell(world, PROVOKED)
  })

  test('a post that Discord took but never confirmed is not posted again; a limit is waited out', {
    timeout: 30_000,
  }, async () => {
    const user = discord.person('Sil')
    const direct = discord.direct(user)
    discord.rest.plan('POST', new RegExp(`/channels/${direct.id}/messages$`), { kind: 'cut' })
    discord.types(user, direct, '1 white teapot')
    await discord.sees(user, direct, '+1 Teapot, white')
    const limited = {
      status: 429,
      body: { message: 'slow down', retry_after: 0.3, global: false },
      headers: { 'retry-after': '1' },
    }
    discord.rest.plan('PATCH', new RegExp(`/channels/${direct.id}/messages/`), { kind: 'answer', answer: limited })
    discord.types(user, direct, 'make it 2')
    await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    expect(liveCards(user)).toBe(1)
    allIsWell(world, PROVOKED)
  })
})

describe('too late', () => {
  test('a press that reaches us sixteen minutes late is answered on the card, not lost', async () => {
    const { user, direct } = await shopper('Lou')
    discord.types(user, direct, 'make it 2')
    await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    discord.presses(user, direct, 'Undo', { age: 16 * 60_000 })
    await discord.sees(user, direct, /undone|2, now 1/i)
    expect(await quantityOf(user)).toBe(1)
    allIsWell(world, PROVOKED)
  })

  test('a private answer that Discord no longer takes, sixteen minutes after the press, comes as a message', async () => {
    const { user, direct } = await shopper('Wyn')
    const over = { status: 401, body: { code: 50_027, message: 'Invalid Webhook Token' } }
    discord.rest.plan('POST', /^\/webhooks\//, { kind: 'answer', answer: over })
    await discord.answered(discord.picks(user, direct, 'Why this total'))
    await discord.sees(user, direct, 'why it is 39.00')
    allIsWell(world, PROVOKED)
  })

  test('a form whose turn takes longer than Discord waits: said in time, answered once, and there at the next press', async () => {
    const { user, direct } = await shopper('Hurry')
    const held = rows(
      'with held as (select id from draft where last_thread like $1 for update) select pg_sleep(2.7) from held',
      [`%${user.id}%`],
    )
    await expect
      .poll(() => rows(`select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`))
      .toHaveLength(1)
    const pressed = discord.picks(user, direct, 'Add coupon')
    await discord.sees(user, direct, 'This takes longer than usual')
    await held
    const again = await discord.answered(discord.picks(user, direct, 'Add coupon'))
    expect(again.id).not.toBe(pressed.id)
    expect(discord.openFields(user)).toHaveLength(1)
    expect(discord.rest.refused.filter(({ code }) => code === 40060)).toEqual([])
  })

  test('an old button says what changed, privately, and the card is right again', async () => {
    const { user, direct, card: before } = await shopper('Ola')
    const old = buttonsIn(before).find(({ label }) => label === 'Undo')?.custom_id
    discord.types(user, direct, 'make it 2')
    const card = await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    card.components = JSON.parse(
      JSON.stringify(card.components).replaceAll(
        buttonsIn(card).find(({ label }) => label === 'Undo')?.custom_id ?? '',
        old ?? '',
      ),
    )
    discord.presses(user, direct, 'Undo')
    await discord.sees(user, direct, /changed since/i)
    expect(await quantityOf(user)).toBe(2)
    allIsWell(world, PROVOKED)
  })
})

describe('places that close', () => {
  async function inThread(name: string) {
    const user = discord.person(name)
    discord.state.closedTo.add(user.id)
    discord.slash(user, discord.shop, 'order', { items: '1 white teapot' })
    const thread = await discord.thread(user)
    await discord.sees(user, thread, '+1 Teapot, white')
    return { user, thread }
  }

  test('a thread archived under a press is opened again', async () => {
    const { user, thread } = await inThread('Arc')
    discord.presses(user, thread, 'Undo')
    thread.archived = true
    await discord.sees(user, thread, /undone|cart is empty/i)
    expect(thread.archived).toBe(false)
    allIsWell(world, PROVOKED)
  })

  test('a locked thread is left: the order goes on where the customer can still press', async () => {
    const { user, thread } = await inThread('Loc')
    discord.presses(user, thread, 'Undo')
    thread.locked = true
    thread.archived = true
    const next = await discord.thread(user)
    expect(next.id).not.toBe(thread.id)
    await discord.sees(user, next, /undone|cart is empty/i)
    allIsWell(world, PROVOKED)
  })

  test('a card deleted by a moderator is posted again', async () => {
    const { user, direct, card } = await shopper('Del')
    card.gone = true
    discord.types(user, direct, 'make it 2')
    const again = await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    expect(again.id).not.toBe(card.id)
    allIsWell(world, PROVOKED)
  })
})

describe('old cards', () => {
  test('where Discord takes no more edits the card is posted again, and the old one has no buttons', async () => {
    const { user, direct, card } = await shopper('Age')
    card.createdAt -= 2 * 3_600_000
    card.lateEdits = 3
    await rows(`update surface set posted_at = posted_at - interval '2 hours' where thread_key = $1`, [
      `discord:@${user.id}`,
    ])
    discord.types(user, direct, 'make it 2')
    const again = await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    expect(again.id).not.toBe(card.id)
    await expect.poll(() => card.gone || buttonsIn(card).length === 0).toBe(true)
    expect(liveCards(user)).toBe(1)
    allIsWell(world, PROVOKED)
  })

  test('a card far above is posted anew, the old one points down', async () => {
    const { user, direct, card } = await shopper('Far')
    for (let at = 0; at < 16; at++) discord.types(user, direct, at % 2 ? 'help' : 'stock white teapot')
    await discord.sees(user, direct, /availability/)
    await expect.poll(() => discord.screen(user, direct).match(/availability/g)?.length, { timeout: 15_000 }).toBe(8)
    discord.types(user, direct, 'make it 2')
    const again = await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    expect(again.id).not.toBe(card.id)
    await expect.poll(() => messageText(card)).toMatch(/further down/)
    expect(liveCards(user)).toBe(1)
  })
})

test('bots are not heard, nor what people say to each other', async () => {
  const { user, direct } = await shopper('Bot')
  const robot = discord.person('Robot', { bot: true })
  discord.types(robot, discord.shop, '@Parley 9 white teapots')
  const friend = discord.person('Friend')
  discord.types(user, discord.shop, `<@${friend.id}> shall I order 9 white teapots?`)
  discord.types(user, direct, 'make it 2')
  await discord.sees(user, direct, 'Teapot, white: 1, now 2')
  expect(discord.screen(user, discord.shop)).not.toContain('Continue privately')
  expect(await rows(`select 1 from inbox where payload->>'user' = $1`, [`discord:${robot.id}`])).toEqual([])
})

describe('several processes', () => {
  test('100 lines of 10 people, each delivered three times and shuffled, to two processes: one effect each', {
    timeout: 120_000,
  }, async () => {
    const second = await world.start()
    const seed = Date.now() % 1_000_000
    const people = Array.from({ length: 10 }, (_, at) => discord.person(`Many ${at}`))
    const said = people.flatMap((user) =>
      Array.from({ length: 10 }, () => discord.types(user, discord.direct(user), 'add 1 MUG-BLUE-11OZ')),
    )
    for (const message of shuffled([...said, ...said], seed)) discord.again(message)
    await expect
      .poll(async () => Promise.all(people.map(quantityOf)), { timeout: 60_000, message: `seed ${seed}` })
      .toEqual(people.map(() => 10))
    await second.close()
    const heard = await rows<{ n: number }>(`select count(*)::int as n from inbox where payload->>'user' = any($1)`, [
      people.map(({ id }) => `discord:${id}`),
    ])
    expect(heard).toEqual([{ n: said.length }])
    await expect.poll(() => people.map(liveCards), { timeout: 10_000 }).toEqual(people.map(() => 1))
    console.log(
      `P1 Discord: ${said.length} lines, each 3x, repeats shuffled (seed ${seed}), two processes: ${said.length} effects, one card a person`,
    )
  })

  test('while two overlap everything is answered exactly once, and the one that stays goes on', {
    timeout: 40_000,
  }, async () => {
    const second = await world.start()
    const many = await Promise.all(Array.from({ length: 6 }, (_, at) => shopper(`Pair${at}`)))
    for (const { user, direct } of many) discord.presses(user, direct, 'Undo')
    for (const { user, direct } of many) await discord.sees(user, direct, /undone|cart is empty/i)
    for (const { user } of many) expect(liveCards(user)).toBeLessThanOrEqual(1)
    await second.close()
    const { user, direct } = await shopper('After')
    discord.types(user, direct, 'make it 2')
    await discord.sees(user, direct, 'Teapot, white: 1, now 2')
    expect(discord.rest.refused.filter(({ code }) => code === 40060)).toEqual([])
    console.log('Discord: 12 turns while two processes overlapped, each answered once')
  })

  test.each([
    ['a line', 'after-claim', 'make it 2', 2],
    ['a press, acknowledged and not yet done', 'after-begin', 'Undo', undefined],
    ['a press', 'before-commit', 'Undo', undefined],
    ['a line', 'after-commit', 'make it 2', 2],
  ] as const)(
    '%s, the process killed %s: finished by whoever is left, once',
    { timeout: 60_000 },
    async (what, point, act, left) => {
      const { user, direct } = await shopper(`Kil ${point}`)
      for (const session of discord.gateway.sessions) session.deaf = true
      const child = await startProcess(world.environment, point)
      if (what === 'a line') discord.types(user, direct, act)
      else await discord.answered(discord.presses(user, direct, act))
      expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
      for (const session of discord.gateway.sessions) session.deaf = false
      await discord.sees(user, direct, left === 2 ? 'Teapot, white: 1, now 2' : /undone|cart is empty/i, RECOVERED)
      expect(await quantityOf(user)).toBe(left)
      // The old card becomes a pointer right after the new one is there.
      await expect.poll(() => liveCards(user), { timeout: 5_000 }).toBeLessThanOrEqual(1)
      expect(discord.rest.refused.filter(({ code }) => code === 40060)).toEqual([])
    },
  )
})

test('nothing is wrong in the end', async () => {
  expect(await parley.store.checkInvariants()).toEqual([])
})
