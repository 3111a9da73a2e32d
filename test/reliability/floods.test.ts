// Too much at once harms only whoever says it: a thousand messages of one guest, wrong coupons,
// strangers asking for somebody's codes. Rule: it is told once, costs nearly nothing, and nobody
// else notices. Next: src/conversation/edge/floods.ts, src/store/turn/queue/turn-queue.ts.
import { expect, test } from 'vitest'
import { createFloods } from '#conversation/edge/floods.ts'
import { placementText } from '#conversation/edge/text.ts'
import { createTurnQueue } from '#store/turn/queue/turn-queue.ts'
import { flood, waitsText } from '#test/soak/flood.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { world } from '#test/support/world.ts'

/** `npm run flood` sends three times as many. */
const FLOOD = 1_000
let now = 0
const floods = createFloods({ perMinute: 60, now: () => now })
const shop = await world({ shop: demoWith({ plenty: 1_000, buyers: 1 }), engine: { floods } })

test('one slow down, then silence, for a guest who sends thousands; others are served', {
  timeout: 180_000,
}, async () => {
  const [guest, thread] = ['web:flooder', 'web:flood']
  const waits = await flood(shop, { messages: FLOOD, guest, thread, least: 20 })
  const told = await shop.store.outbox.list({ destination: thread })
  const words = told.map(({ placement }) => placementText(placement))
  expect(words.filter((one) => one.includes('That was a lot at once'))).toHaveLength(1)
  const [units] = await shop.rows<{ units: number }>(
    `select (l->>'quantity')::int as units from draft d, jsonb_array_elements(d.state->'content'->'lines') l
      where d.thread_key = $1`,
    [thread],
  )
  expect(units).toEqual({ units: 20 })
  const [open] = await shop.rows<{ open: number }>(
    `select count(*)::int as open from inbox where thread_key = $1 and status = 'new'`,
    [thread],
  )
  expect(open).toEqual({ open: 0 })
  expect(shop.faults).toEqual([])
  expect(await shop.store.checkInvariants()).toEqual([])
  console.log(`P16: ${FLOOD} messages of one guest; ${waitsText(waits)}`)
  expect(waits.worst).toBeLessThan(5_000)
  now += 60_000
  expect(await shop.say(guest, thread, 'show')).toContain('20 x')
})

test('hundreds of one guest that wait to be acknowledged stand before nobody', async () => {
  let acknowledged = 0
  const claim = async (user: string): Promise<void> => {
    await shop.engine.claim(message(user, user, 'show'))
    acknowledged++
  }
  const many = Array.from({ length: 300 }, () => claim('web:hasty'))
  await claim('web:patient')
  expect(acknowledged).toBeLessThan(150)
  await Promise.all(many)
})

test('people are served in turn, whoever has more waiting', async () => {
  const queue = createTurnQueue({ running: 1, waiting: 1_000, waitingOfOne: 3 })
  const gate = Promise.withResolvers<void>()
  const served: string[] = []
  const ask = (user: string, n: number) =>
    queue.run({ thread: `${user}-${n}`, user }, n, async () => void served.push(`${user}${n}`))
  const first = queue.run({ thread: 'x', user: 'x' }, 0, () => gate.promise)
  const rest = [ask('a', 1), ask('a', 2), ask('a', 3), ask('b', 1), ask('c', 1)]
  await expect(ask('a', 4)).rejects.toThrow('turns of one are waiting')
  gate.resolve()
  await Promise.all([first, ...rest])
  expect(served).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
})

test('so many at once, then so many a minute; Parley itself and the terminal are never too many', () => {
  let at = 0
  const { hear } = createFloods({ perMinute: 60, now: () => at })
  const said = (count: number, user = 'slack:U1', thread = 'slack:t') =>
    Array.from({ length: count }, () => hear({ user, thread }))
  expect(said(20)).toEqual(Array.from({ length: 20 }, () => 'take'))
  expect(said(3)).toEqual(['tell', 'drop', 'drop'])
  at += 5_000
  expect(said(1)).toEqual(['drop'])
  at += 15_000
  expect(said(1)).toEqual(['take'])
  for (const [user, thread] of [
    ['system:clock', 'slack:t'],
    ['terminal:sam', 'terminal:desk'],
  ] as const)
    expect(new Set(said(500, user, thread))).toEqual(new Set(['take']))
})

test('ten wrong coupons in a row pause coupon entry for ten minutes, and nothing else', async () => {
  const [user, thread] = ['terminal:guesser', 'terminal:guesses']
  await shop.say(user, thread, 'add 1 MUG-BLUE-11OZ')
  for (let n = 0; n < 10; n++) expect(await shop.say(user, thread, `coupon GUESS${n}`)).toContain('no such code')
  expect(await shop.say(user, thread, 'coupon SAVE10')).toContain('Too many wrong codes')
  expect(await shop.say(user, thread, 'add 1 MUG-BLUE-11OZ')).toContain('2 x')
  expect(await shop.say('terminal:other', 'terminal:other', 'add 1 MUG-BLUE-11OZ')).toContain('1 x')
  expect(await shop.say('terminal:other', 'terminal:other', 'coupon SAVE10')).toContain('SAVE10')
  now += 601_000
  expect(await shop.say(user, thread, 'coupon SAVE10')).not.toMatch(/Too many|no such code/)
})

test('strangers asking for codes of an address keep nobody from their own account', async () => {
  const email = buyerEmail(0)
  for (let n = 0; n < 6; n++)
    for (let times = 0; times < 2; times++)
      await shop.say(`terminal:stranger-${n}`, `terminal:stranger-${n}`, `link ${email}`)
  const before = await shop.store.outbox.list({ destination: `mail:${email}` })
  await shop.say('terminal:owner', 'terminal:owner', `link ${email}`)
  expect(await shop.store.outbox.list({ destination: `mail:${email}` })).toHaveLength(before.length + 1)
})
