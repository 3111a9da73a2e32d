// Killed anywhere: 60 processes die by SIGKILL at named points of different turns, and whoever
// comes next finishes what they began. Rule: the same talk without a crash is the yardstick; after
// recovery a killed thread must have left exactly the same, once. Next: src/store/turn/recovery.ts;
// test/support/child.ts, the process that dies.

import { expect, test } from 'vitest'
import { eventually } from '#playground/loopback/eventually.ts'
import { inParallel } from '#test/support/barrier.ts'
import { startChild } from '#test/support/crash.ts'
import { demoWith } from '#test/support/demo.ts'
import { message } from '#test/support/open-parley.ts'
import { printed, world } from '#test/support/world.ts'

const BEFORE = [
  'after-claim',
  'after-begin',
  'after-open',
  'after-facts',
  'before-save',
  'before-commit',
  'during-commit',
  'after-commit',
] as const
const PLACING = ['during-place-1', 'during-place-2', 'during-place-3', 'during-place-4', 'during-place-5'] as const

/** What was said before (nobody crashes there), and the turn that is killed. */
const TALKS = {
  start: { before: [], killed: (n: number) => `guest pat${n}@example.com: 2 blue 11oz mugs` },
  add: { before: [(n: number) => `guest pat${n}@example.com: 2 blue 11oz mugs`], killed: () => 'add 1 BEAN-BLACK' },
  change: {
    before: [(n: number) => `guest pat${n}@example.com: 2 blue 11oz mugs`],
    killed: () => 'set MUG-BLUE-11OZ 3',
  },
  undo: {
    before: [(n: number) => `guest pat${n}@example.com: 2 blue 11oz mugs`, () => 'add 1 BEAN-BLACK'],
    killed: () => 'undo',
  },
  coupon: { before: [(n: number) => `guest pat${n}@example.com: 2 blue 11oz mugs`], killed: () => 'coupon SAVE10' },
  place: {
    before: [
      (n: number) => `guest pat${n}@example.com: 2 blue 11oz mugs`,
      () => 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US',
      () => 'coupon SAVE10',
      () => 'pay link',
    ],
    killed: () => 'place',
  },
} as const
type Talk = keyof typeof TALKS
type Kill = { readonly talk: Talk; readonly point: string }

/** Every point of every turn; the turns that write most are killed twice at the points where most can go wrong. */
const KILLS: readonly Kill[] = [
  ...(Object.keys(TALKS) as Talk[]).flatMap((talk) => BEFORE.map((point) => ({ talk, point }))),
  ...PLACING.map((point) => ({ talk: 'place' as const, point })),
  ...PLACING.slice(2).map((point) => ({ talk: 'place' as const, point })),
  ...(['after-claim', 'before-commit', 'during-commit', 'after-commit'] as const).map((point) => ({
    talk: 'place' as const,
    point,
  })),
]

const RECOVERED_WITHIN = 60_000
const shop = await world({ shop: demoWith({ plenty: 10_000 }), limits: { unfinishedAge: 0 } })
let people = 0

test(`a process killed anywhere in a turn loses nothing and doubles nothing (${KILLS.length} kills)`, {
  timeout: 240_000,
}, async () => {
  const yardsticks = new Map<Talk, Left>()
  for (const talk of Object.keys(TALKS) as Talk[]) yardsticks.set(talk, await calmly(talk))
  const times = await inParallel(KILLS, 3, async (kill) => {
    const { left, recovery } = await killed(kill)
    expect(left, `${kill.talk} killed ${kill.point}`).toEqual(yardsticks.get(kill.talk))
    return recovery
  })
  expect(shop.faults).toEqual([])
  expect(await shop.store.checkInvariants()).toEqual([])
  const slowest = Math.round(Math.max(...times))
  console.log(
    `P6: ${KILLS.length} kills at ${new Set(KILLS.map(({ point }) => point)).size} points: 0 lost, 0 doubled, recovered within ${slowest} ms`,
  )
})

/** What a talk leaves in the database, without what differs between two runs of it. */
type Left = Awaited<ReturnType<typeof leftBy>>

async function prepare(talk: Talk, thread: string, n: number): Promise<ReturnType<typeof message>> {
  for (const text of TALKS[talk].before) await shop.deliver(message('terminal:sam', thread, text(n)))
  return message('terminal:sam', thread, TALKS[talk].killed(n), `last-${thread}`)
}

async function calmly(talk: Talk): Promise<Left> {
  const n = ++people
  const thread = `terminal:calm-${talk}`
  await shop.deliver(await prepare(talk, thread, n))
  return leftBy(thread, n)
}

async function killed({ talk, point }: Kill): Promise<{ readonly left: Left; readonly recovery: number }> {
  const n = ++people
  const thread = `terminal:killed-${n}`
  const last = await prepare(talk, thread, n)
  const child = startChild({ url: shop.url, inbounds: [last], crashAt: point })
  await child.ready
  child.go()
  const end = await child.ended
  expect(end, `${talk} was to die ${point}`).toMatchObject({ signal: 'SIGKILL', report: undefined })
  const began = performance.now()
  await recovered(thread)
  const recovery = performance.now() - began
  // The platform, never acknowledged, delivers again: the answer that was stored, and nothing else happens.
  const again = await shop.engine.claim(last)
  expect(again.fresh).toBe(false)
  expect(printed(await shop.engine.handle(again.inbound))).not.toBe('')
  return { left: await leftBy(thread, n), recovery }
}

/** What every process does every few seconds: take over what the dead left unfinished. */
async function recovered(thread: string): Promise<void> {
  await eventually(`the recovery of ${thread}`, RECOVERED_WITHIN, async () => {
    for (const inbound of await shop.store.recovery.unfinished()) await shop.engine.handle(inbound)
    const [row] = await shop.rows<{ open: number }>(
      `select count(*)::int as open from inbox where thread_key = $1 and status = 'new'`,
      [thread],
    )
    return row?.open === 0 ? true : undefined
  })
}

async function leftBy(thread: string, n: number) {
  const one = async (sql: string) => (await shop.rows<{ found: unknown }>(sql, [thread]))[0]?.found
  const email = `email:pat${n}@example.com`
  const [coupons] = await shop.rows<{ used: number }>(
    `select coalesce(sum(used), 0)::int as used from coupon_use where identity = $1`,
    [email],
  )
  return {
    drafts: await one(`select json_agg(json_build_object('status', status, 'revision', revision, 'total', total,
      'lines', (select json_agg(json_build_array(l->'sku', l->'quantity')) from jsonb_array_elements(state->'content'->'lines') l),
      'coupons', jsonb_array_length(state->'content'->'coupons'), 'undo', jsonb_array_length(state->'undo'))) as found from draft where last_thread = $1`),
    events: await one(
      `select json_agg(e.kind order by e.id) as found from draft d join draft_event e on e.draft_id = d.id where d.last_thread = $1`,
    ),
    orders:
      await one(`select json_agg(json_build_object('total', total, 'lines', (select count(*) from order_line l where l.order_number = number),
      'held', (select sum(reserved) from order_line l where l.order_number = number))) as found from orders where thread_key = $1`),
    answers:
      await one(`select json_agg(said order by seq) as found from (select i.seq, i.status, count(o.id) as said from inbox i
      left join outbox o on o.inbox_id = i.id where i.thread_key = $1 group by i.id) s`),
    unfinished: await one(`select count(*)::int as found from inbox where thread_key = $1 and status <> 'done'`),
    couponUses: coupons?.used,
  }
}
