// Approvals under fire, on a real database: one decision per request, rights as of the click,
// forged and foreign controls, restarts in between, and the clock exactly once. Rule: every person
// speaks through the engine; what is asserted is what is stored and what was printed.
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { placementText } from '#conversation/edge/text.ts'
import { TERMINAL_APPROVALS } from '#conversation/engine.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { barrier } from '#test/support/barrier.ts'
import { lookNow } from '#test/support/clock.ts'
import { demoWith } from '#test/support/demo.ts'
import { codec, message, press } from '#test/support/open-parley.ts'
import { world } from '#test/support/world.ts'

const RACES = 100
const time = { ahead: 0 }
const clock = () => new Date(Date.now() + time.ahead)
const shop = await world({ shop: demoWith({ plenty: 100_000, buyers: RACES + 20 }), clock })
const again = await world({ url: shop.url, clock })

let threads = 0
/**
 * Sam asks for 40.00 off two hoodies and a mug for a buyer of their own; answers the thread and the
 * request's number and draft.
 */
async function asked(buyer: number) {
  const thread = `terminal:front-${++threads}`
  const sam = (text: string) => shop.say('terminal:sam', thread, text)
  await sam(`order for buyer${buyer}@example.com`)
  await sam('add 4 CREW-GREY-M, 1 POLO-WHITE-M')
  await sam('take 40.00 off: late delivery')
  await sam('ask')
  const [row] = await shop.rows<{ id: number; ref: number }>(
    "select q.id, d.ref from approval_request q join draft d on d.id = q.draft_id where d.thread_key = $1 and q.status = 'open'",
    [thread],
  )
  if (row === undefined) throw new Error('nothing waits')
  return { thread, sam, ...row }
}
const statusOf = async (id: number) =>
  (
    await shop.rows<{ status: string; answered_by: string | null }>(
      'select status, answered_by from approval_request where id = $1',
      [id],
    )
  )[0]
const fine = async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect([...shop.faults, ...again.faults]).toEqual([])
}

describe('one decision per request', () => {
  test(`approved and declined at once, ${RACES} times, from two processes: one decision each, the other told who and when`, {
    timeout: 120_000,
  }, async () => {
    let decided = 0
    for (let at = 0; at < RACES; at += 10) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, lane) => {
          const { id } = await asked(at + lane)
          const ready = barrier(2)
          const answers = await Promise.all(
            (
              [
                ['terminal:kim', `approve A${id}`, shop],
                ['terminal:ada', `decline A${id}: too much`, again],
              ] as const
            ).map(async ([user, text, process]) => {
              const inbound = message(user, `${user}-${lane}`, text)
              await process.engine.claim(inbound)
              await ready()
              const reply = await process.engine.handle(inbound)
              return reply.outgoing.map(({ placement }) => placementText(placement)).join('\n')
            }),
          )
          const late = answers.filter((text) => /was already (approved|declined) by (Kim|Ada) at \d\d:\d\d/.test(text))
          expect(late).toHaveLength(1)
          const events = await shop.rows(
            `select 1 from draft_event e join approval_request q on q.draft_id = e.draft_id where q.id = $1 and e.kind in ('approval-approved', 'approval-declined')`,
            [id],
          )
          decided += events.length
        }),
      )
    }
    console.log(`approve and decline at once: ${RACES} races, ${decided} decisions`)
    expect(decided).toBe(RACES)
    const open = await shop.rows("select id from approval_request where status = 'open'")
    expect(open).toEqual([])
    await fine()
  })

  test('the draft changing while it is approved: never approved beyond what was seen', async () => {
    const { id, thread } = await asked(RACES)
    const raise = message('terminal:sam', thread, 'take 45.00 off: late delivery')
    const approve = message('terminal:kim', 'terminal:kim-race', `approve A${id}`)
    await Promise.all([shop.deliver(raise), again.deliver(approve)])
    expect(await shop.say('terminal:sam', thread, 'place')).not.toContain('order 1')
    await shop.say('terminal:sam', thread, 'leave it')
    await fine()
  })
})

describe('who may, as of the click', () => {
  test('the role is read after the lock: demoted while the answer waits for the draft, it is refused', async () => {
    const { id } = await asked(RACES + 10)
    const blocker = new pg.Client({ connectionString: shop.url })
    await blocker.connect()
    try {
      await blocker.query('begin')
      await blocker.query(
        'select 1 from draft where id = (select draft_id from approval_request where id = $1) for update',
        [id],
      )
      const answer = shop.say('terminal:lee', 'terminal:lee-waits', `approve A${id}`)
      await eventually('the answer waits for the draft', 5_000, async () => {
        const waiting = await shop.rows(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        return waiting.length > 0 ? true : undefined
      })
      await shop.store.desk.changeStaff({ kind: 'role', id: 'lee', role: 'rep' })
      await blocker.query('commit')
      expect(await answer).toContain('Your role may not approve')
    } finally {
      await blocker.end()
      await shop.store.desk.changeStaff({ kind: 'role', id: 'lee', role: 'lead' })
    }
    expect(await statusOf(id)).toEqual({ status: 'open', answered_by: null })
  })

  test('demoted, suspended or stripped of the right a second before: refused; the admin who did it is in the audit', async () => {
    const { id } = await asked(RACES + 1)
    const ada = (text: string) => shop.say('terminal:ada', 'terminal:office', text)
    const lee = (text: string) => shop.say('terminal:lee', 'terminal:lee', text)
    expect(await ada('staff role lee rep')).toContain('lee is rep')
    expect(await lee(`approve A${id}`)).toContain('Your role may not approve')
    await ada('staff role lee lead')
    expect(await ada('staff suspend lee')).toContain('lee is suspended')
    expect(await lee(`approve A${id}`)).toContain('Your access is paused')
    await ada('staff resume lee')
    expect(await ada('rights lead -approve')).toContain('lead may not approve')
    expect(await lee(`approve A${id}`)).toContain('Your role may not approve')
    expect(await lee('help')).not.toContain('approve A7')
    await ada('rights lead +approve')
    expect(await statusOf(id)).toEqual({ status: 'open', answered_by: null })
    const events = await shop.rows<{ label: string; actor: string }>(
      `select label, actor from staff_event where actor <> 'system:command-line' order by id`,
    )
    expect(events.map(({ label }) => label)).toEqual([
      'lee is rep',
      'lee is lead',
      'lee is suspended',
      'lee is active again',
      'lead may not approve',
      'lead may approve',
    ])
    expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(['staff:ada']))
    expect(await lee(`approve A${id}`)).toContain('approved by Lee')
  })

  test('an admin is never the last one who goes, and nobody else changes staff', async () => {
    expect(await shop.say('terminal:ada', 'terminal:office', 'staff suspend ada')).toContain('leave nobody')
    expect(await shop.say('terminal:ada', 'terminal:office', 'staff role ada rep')).toContain('leave nobody')
    expect(await shop.say('terminal:kim', 'terminal:kim', 'staff suspend lee')).toContain('Your role may not')
    expect(await shop.say('terminal:sam', 'terminal:sam', 'staff role sam admin')).toContain('Your role may not')
  })

  test('nobody answers their own request, not through a second linked account either; a rep sees only their own', async () => {
    await shop.store.desk.changeStaff({ kind: 'role', id: 'sam', role: 'rep' })
    const { id, thread } = await asked(RACES + 2)
    await shop.store.desk.changeStaff({ kind: 'role', id: 'sam', role: 'manager' })
    await shop.store.desk.changeStaff({ kind: 'link', id: 'sam', user: 'terminal:sam-at-home' })
    expect(await shop.say('terminal:sam', thread, 'approve')).toContain('Nobody decides on what they gave themselves')
    expect(await shop.say('terminal:sam-at-home', 'terminal:home', `approve A${id}`)).toContain(
      'Nobody decides on what they gave themselves',
    )
    await shop.store.desk.changeStaff({ kind: 'role', id: 'sam', role: 'rep' })
    expect(await shop.say('terminal:sam', 'terminal:other', `approve A${id}`)).toContain('Your role may not approve')
    expect(await shop.say('terminal:sam', 'terminal:other', `approvals A${id}`)).toContain('40.00 off')
    expect(await statusOf(id)).toEqual({ status: 'open', answered_by: null })
  })

  test('a customer and a guest are told nothing, and the desk is not theirs to read', async () => {
    const guest = (text: string, thread = 'terminal:guest') => shop.say('terminal:guest:x', thread, text)
    expect(await guest('approvals')).not.toMatch(/A\d/)
    expect(await guest('approve A1')).toContain('not possible here')
    expect(await guest('approvals', TERMINAL_APPROVALS)).not.toMatch(/A\d|40\.00/)
    expect(await shop.say('terminal:sam', TERMINAL_APPROVALS, 'approvals')).not.toMatch(/A\d/)
  })
})

test('forged, foreign and expired controls: the same words, and nothing happens', async () => {
  const { id, ref } = await asked(RACES + 3)
  const token = (over: { id?: number; ref?: number } = {}) =>
    codec.encode({ kind: 'decide-approval', decision: 'approve', id, ref, ...over }, { ref: 0, revision: 0 })
  const pressed = async (made: string) => {
    const reply = await shop.deliver(press('terminal:kim', 'terminal:kim', made))
    return reply.outgoing.map(({ placement }) => placementText(placement)).join('\n')
  }
  const good = token()
  const words = [
    await pressed(`${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`),
    await pressed(token({ ref: ref + 1 })),
    await pressed(token({ id: id + 1_000 })),
    await pressed(codec.encode({ kind: 'approval-clock', id, what: 'expire' }, { ref: 0, revision: 0 })),
  ]
  time.ahead = 25 * 3_600_000
  words.push(await pressed(good))
  time.ahead = 0
  expect(new Set(words).size).toBe(1)
  expect(words[0]).toContain('That button was not found')
  expect(await statusOf(id)).toEqual({ status: 'open', answered_by: null })
  expect(await pressed(good)).toContain('approved by Kim')
  expect(await pressed(good)).toContain('was already approved by Kim')
})

test('a request nobody answered in time can be asked again before the clock says so', async () => {
  const { id, sam } = await asked(RACES + 11)
  time.ahead = 24 * 3_600_000 + 1_000
  expect(await sam('place')).toContain('above your limit')
  expect(await sam('ask')).toContain('Waiting for approval')
  time.ahead = 0
  expect((await statusOf(id))?.status).toBe('superseded')
  await fine()
})

describe('the clock', () => {
  const tick = (from = shop) => lookNow(from)
  const mentions = async (id: number) =>
    (
      await shop.rows<{ mention: string }>(
        "select payload->>'mention' as mention from outbox where place = 'post' and payload->>'subject' = $1 order by id",
        [`A${id}`],
      )
    ).map(({ mention }) => mention)

  test('no answer in five minutes mentions the next approver once, whichever of two processes looks', async () => {
    const { id } = await asked(RACES + 4)
    await tick()
    expect(await mentions(id)).toEqual(['terminal:lee'])
    time.ahead = 5 * 60_000 + 1_000
    await Promise.all([tick(), tick(again)])
    await tick()
    time.ahead = 0
    expect(await mentions(id)).toEqual(['terminal:lee', 'terminal:kim'])
  })

  test('nobody answers for a day: the rep is told once, place is refused with the choices, and asking again works', async () => {
    const { id, thread, sam } = await asked(RACES + 5)
    time.ahead = 24 * 3_600_000 + 1_000
    await Promise.all([tick(), tick(again)])
    expect(await statusOf(id)).toEqual({ status: 'expired', answered_by: null })
    const told = await shop.rows(
      "select 1 from outbox where destination = $1 and place = 'post' and payload->'view'->>'headline' like '%ran out'",
      [thread],
    )
    expect(told).toHaveLength(1)
    expect(await sam('place')).toContain('above your limit')
    expect(await sam('ask')).toContain('Waiting for approval')
    time.ahead = 0
    await fine()
  })

  test('an approval about to run out is recalled in the thread of its draft, once', async () => {
    const { id, thread } = await asked(RACES + 6)
    await shop.say('terminal:kim', 'terminal:kim', `approve A${id}`)
    time.ahead = 23.5 * 3_600_000
    await tick()
    await tick(again)
    time.ahead = 0
    const told = await shop.rows(
      "select payload->>'mention' as mention from outbox where destination = $1 and payload->'view'->>'headline' like '%runs out at%'",
      [thread],
    )
    expect(told).toEqual([{ mention: 'terminal:sam' }])
  })
})

test('restarted between request and answer, and between answer and place: nothing is lost', {
  timeout: 30_000,
}, async () => {
  const { id, thread } = await asked(RACES + 7)
  const second = await (await import('#test/support/open-parley.ts')).openParley(shop.url)
  const text = async (parley: typeof second, user: string, where: string, words: string) =>
    (await parley.deliver(message(user, where, words))).outgoing
      .map(({ placement }) => placementText(placement))
      .join('\n')
  expect(await text(second, 'terminal:kim', 'terminal:after', `approvals A${id}`)).toContain('20.5 %')
  expect(await text(second, 'terminal:kim', 'terminal:after', `counter A${id} 25.00`)).toContain('counter-offer by Kim')
  await second.close()
  const third = await (await import('#test/support/open-parley.ts')).openParley(shop.url)
  expect(await text(third, 'terminal:sam', thread, 'accept')).toContain('Accepted')
  expect(await text(third, 'terminal:sam', thread, 'place')).toMatch(/order \d+ placed, 170\.00/)
  await third.close()
  await fine()
})

test('what the same rep gave the same customer within a day counts with it', async () => {
  const thread = 'terminal:twice'
  const sam = (text: string) => shop.say('terminal:sam', thread, text)
  for (const line of [
    `order for buyer${RACES + 8}@example.com`,
    'add 4 CREW-GREY-M',
    'take 8.00 off: goodwill',
    'place',
  ])
    await sam(line)
  for (const line of [`order for buyer${RACES + 8}@example.com`, 'add 4 CREW-GREY-M']) await sam(line)
  expect(await sam('take 2.01 off: goodwill')).toContain('above your limit')
  expect(await sam('take 2.00 off: goodwill')).toContain('-2.00')
})

test('a no says how the price truly stands: off, or what stood before it was asked', async () => {
  const thread = 'terminal:stands'
  const sam = (text: string) => shop.say('terminal:sam', thread, text)
  for (const line of [
    `order for buyer${RACES + 10}@example.com`,
    'add 4 CREW-GREY-M',
    'take 5.00 off: late',
    'take 40.00 off',
    'late delivery',
    'ask',
  ])
    await sam(line)
  const [row] = await shop.rows<{ id: number }>('select max(id) as id from approval_request')
  const decline = message('terminal:kim', 'terminal:kim', `decline A${row?.id}: too much`)
  await shop.engine.claim(decline)
  const kim = await shop.engine.handle(decline)
  const told = kim.outgoing.map(({ placement }) => placementText(placement)).join('\n')
  expect(told).toContain('5.00 off stands again')
  expect(told).not.toContain('off the order again')
  expect(await sam('show')).toContain('-5.00')
})

test('what somebody suspended left behind is in the queue: a colleague takes the draft, and its request with it', async () => {
  const { id, ref } = await asked(RACES + 9)
  const pat = (text: string) => shop.say('terminal:pat', 'terminal:pat', text)
  const { changeStaff } = shop.store.desk
  await changeStaff({ kind: 'add', id: 'pat', name: 'Pat', role: 'rep' })
  await changeStaff({ kind: 'link', id: 'pat', user: 'terminal:pat' })
  expect(await pat(`resume ${ref}`)).toContain('no open draft')
  await changeStaff({ kind: 'suspend', id: 'sam' })
  expect(await pat('drafts')).toContain(`${ref}: `)
  expect(await pat(`resume ${ref}`)).toContain(`Waiting for approval A${id}`)
  expect(await shop.say('terminal:kim', 'terminal:kim', `approve A${id}`)).toContain('approved by Kim')
  expect(await pat('place')).toMatch(/order \d+ placed/)
  await changeStaff({ kind: 'resume', id: 'sam' })
  await fine()
})
