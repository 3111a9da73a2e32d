// Discord's REST interface in trouble: every kind of failure, at every kind of call, injected under
// the real discord.js. Rule: the person sees the right card once, whatever the network did, and
// nothing is given up. The adapter makes discord.js use fetch, where nock can stand in between.
// Next: src/jobs/delivery.ts, adapters/discord/outbound/deliver.ts.
import nock from 'nock'
import { afterAll, describe, expect, test } from 'vitest'
import type { Channel, User } from '#playground/loopback/discord/state.ts'
import { buttonsIn, messageText, visible } from '#playground/loopback/discord/transcript.ts'
import { allIsWell, discordShop } from './shop.ts'

const world = await discordShop()
const { discord, rows } = world
const { origin } = new URL(discord.api)
const parley = await world.start({ discord: { restTimeout: 500 } })
afterAll(() => nock.restore())

const CALLS = [
  {
    call: 'the first card',
    method: 'post',
    path: /\/channels\/\d+\/messages$/,
    text: '1 white teapot',
    shown: /\+1 Teapot, white/,
  },
  {
    call: 'an edit',
    method: 'patch',
    path: /\/channels\/\d+\/messages\/\d+$/,
    press: 'Undo',
    shown: /undone|cart is empty/i,
  },
] as const
const FAILURES = {
  'a 500': (scope: nock.Interceptor) => scope.reply(500, 'oops'),
  'a 502 page': (scope: nock.Interceptor) => scope.reply(502, '<html>bad gateway</html>'),
  'a 503, twice': (scope: nock.Interceptor) => scope.times(2).reply(503, ''),
  'a reset line': (scope: nock.Interceptor) =>
    scope.replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
  'no answer in time': (scope: nock.Interceptor) => scope.delay(900).reply(504, ''),
  'a limit': (scope: nock.Interceptor) =>
    scope.reply(429, { message: 'slow', retry_after: 0.2, global: false }, { 'retry-after': '1' }),
  'a global limit': (scope: nock.Interceptor) =>
    scope.reply(
      429,
      { message: 'slow', retry_after: 0.2, global: true },
      { 'retry-after': '1', 'x-ratelimit-global': 'true' },
    ),
} as const

type Act = { readonly text: string } | { readonly press: string }
const act = (what: Act, user: User, direct: Channel): void => {
  if ('text' in what) discord.types(user, direct, what.text)
  else discord.presses(user, direct, what.press)
}

describe.each(CALLS)('$call', ({ method, path, shown, ...what }) => {
  test.each(Object.entries(FAILURES))(
    'meets %s: it comes all the same, once',
    { timeout: 60_000 },
    async (name, fail) => {
      const user = discord.person(`Pat ${name}`)
      const direct = discord.direct(user)
      if (method === 'patch') {
        discord.types(user, direct, '1 white teapot')
        await discord.sees(user, direct, '+1 Teapot, white')
      }
      const scope = nock(origin, { allowUnmocked: true })
      fail(scope[method]((asked) => path.test(asked)))
      act(what, user, direct)
      await discord.sees(user, direct, shown, 40_000)
      expect(scope.isDone()).toBe(true)
      nock.cleanAll()
      const cards = visible(discord.state, direct, user).filter((message) =>
        new RegExp(shown, 'i').test(messageText(message)),
      )
      expect(cards).toHaveLength(1)
    },
  )
})

describe.each(CALLS)('$call, refused for how it is drawn', ({ method, path, shown, ...what }) => {
  test('its words go out as plain text, and it alarms', { timeout: 30_000 }, async () => {
    const user = discord.person(`Plain ${method}`)
    const direct = discord.direct(user)
    if (method === 'patch') {
      discord.types(user, direct, '1 white teapot')
      await discord.sees(user, direct, '+1 Teapot, white')
    }
    const before = world.log.filter((line) => line.includes('payload-refused')).length
    discord.rest.plan(method.toUpperCase(), path, {
      kind: 'answer',
      answer: { status: 400, body: { code: 50035, message: 'Invalid Form Body', errors: {} } },
    })
    act(what, user, direct)
    const plain = await discord.sees(user, direct, shown)
    expect(buttonsIn(plain)).toEqual([])
    expect(messageText(plain)).toMatch(/teapot|empty|undone/i)
    expect(world.log.filter((line) => line.includes('payload-refused')).length).toBeGreaterThan(before)
    discord.types(user, direct, 'show')
    await discord.sees(user, direct, 'Undo')
  })
})

test('an acknowledgement that fails costs the press nothing', { timeout: 30_000 }, async () => {
  const user = discord.person('Ack')
  const direct = discord.direct(user)
  discord.types(user, direct, '1 white teapot')
  await discord.sees(user, direct, '+1 Teapot, white')
  nock(origin, { allowUnmocked: true })
    .post(/\/callback/)
    .times(2)
    .reply(500, '')
  discord.presses(user, direct, 'Undo')
  await discord.sees(user, direct, /undone|cart is empty/i, 20_000)
  nock.cleanAll()
})

test('nothing was given up and nothing refused', async () => {
  await expect
    .poll(() => rows(`select destination, status, error from outbox where status in ('dead', 'pending')`), {
      timeout: 20_000,
    })
    .toEqual([])
  allIsWell(world)
  expect(await parley.store.checkInvariants()).toEqual([])
})
