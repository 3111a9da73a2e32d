// An acknowledged message always ends in an answer, whatever keeps it from being handled: no free
// connection, no database, a turn that never succeeds. Rule: what passes by itself is waited for by
// time; what is given up is told in words, and nothing was changed. Next: src/jobs/sweep.ts.
import { expect, test } from 'vitest'
import { placementText } from '#conversation/edge/text.ts'
import { sweepOnce } from '#jobs/sweep.ts'
import { eventually } from '#playground/loopback/eventually.ts'
import { demoWith } from '#test/support/demo.ts'
import { message, openParley } from '#test/support/open-parley.ts'
import { NETWORK_FAULTS, slowProxy } from '#test/support/slow-proxy.ts'
import { world } from '#test/support/world.ts'

const shop = await world({ shop: demoWith({ plenty: 1_000_000 }) })
const SAM = 'terminal:sam'
const PATIENCE = 30_000
type Parley = Awaited<ReturnType<typeof openParley>>
const sweep = ({ store, engine }: Parley) =>
  sweepOnce({ engine, recovery: store.recovery, onFault: () => undefined }).catch(() => 0)
const statusOf = async (thread: string) =>
  shop.rows<{ status: string; fault: string | null }>('select status, fault from inbox where thread_key = $1', [thread])

test.each(NETWORK_FAULTS)('%s: what was acknowledged waits and is done once', { timeout: 90_000 }, async (fault) => {
  const proxy = await slowProxy(shop.url)
  const limits = { statementTimeout: 500, connectTimeout: 500, awayPatience: 500, unfinishedAge: 100 }
  const there = await openParley(proxy.url, { limits })
  const threads = Array.from({ length: 5 }, (_, n) => `terminal:away-${fault}-${n}`)
  const claimed = await Promise.all(
    threads.map(async (thread) => (await there.engine.claim(message(SAM, thread, 'add 1 MUG-BLUE-11OZ'))).inbound),
  )
  proxy.fault(fault)
  const replies = await Promise.all(claimed.map((inbound) => there.engine.handle(inbound)))
  for (const { outgoing } of replies)
    expect(outgoing.map(({ placement }) => placementText(placement)).join()).toContain('Nothing is lost')
  proxy.fault(undefined)
  await eventually('every message to be answered', PATIENCE, async () => {
    await sweep(there)
    const [row] = await shop.rows<{ open: number }>(
      `select count(*)::int as open from inbox where thread_key = any($1) and status <> 'done'`,
      [threads],
    )
    return row?.open === 0 ? true : undefined
  })
  const units = await shop.rows<{ units: number }>(
    `select (l->>'quantity')::int as units from draft d, jsonb_array_elements(d.state->'content'->'lines') l
      where d.thread_key = any($1)`,
    [threads],
  )
  expect(units).toEqual(threads.map(() => ({ units: 1 })))
  expect(there.faults).toEqual([])
  await there.close()
  await proxy.close()
})

/** A turn of this thread fails like a database that is away, for ever. */
async function poison(thread: string): Promise<void> {
  await shop.rows(`create or replace function poison() returns trigger language plpgsql as $$ begin
    if new.thread_key like 'terminal:poison%' and new.status = 'done' then
      raise exception 'no' using errcode = '57P03'; end if; return new; end $$`)
  await shop.rows('drop trigger if exists poison on inbox')
  await shop.rows('create trigger poison before update on inbox for each row execute function poison()')
  await shop.engine.claim(message(SAM, thread, 'two mugs <!channel> please'))
}

test('what no try brings to its end is given up in words, and only after its time', { timeout: 60_000 }, async () => {
  const thread = 'terminal:poison-1'
  await poison(thread)
  const patient = await openParley(shop.url, { limits: { awayPatience: 1, unfinishedAge: 0 } })
  const hasty = await openParley(shop.url, { limits: { awayPatience: 1, unfinishedAge: 0, giveUpAfter: 0 } })
  await shop.rows('update inbox set owner = 1 where thread_key = $1', [thread])
  for (let tries = 0; tries < 12; tries++) await sweep(patient)
  expect(await statusOf(thread)).toEqual([{ status: 'new', fault: null }])
  await patient.close()
  await eventually('it is given up', PATIENCE, async () => {
    await sweep(hasty)
    return (await statusOf(thread))[0]?.status === 'failed' ? true : undefined
  })
  const [told, ...more] = await shop.store.outbox.list({ destination: thread })
  expect(more).toEqual([])
  const words = told === undefined ? '' : placementText(told.placement)
  expect(words).toContain('I could not do this: "two mugs')
  expect(words).toContain('Nothing was changed')
  const [reference = ''] = /\w{8}(?=\.)/.exec(words.slice(words.indexOf('Reference'))) ?? []
  expect((await shop.store.queries.trace(reference)).deliveries).toHaveLength(1)
  expect(hasty.faults.map(({ error }) => String(error))).toEqual(['GivenUp: tried again and again'])
  await hasty.close()
  await shop.rows('drop trigger poison on inbox')
})

test('one delivery that fails keeps no other from being finished', async () => {
  const [bad, good] = ['terminal:sweep-bad', 'terminal:sweep-good']
  for (const thread of [bad, good]) await shop.engine.claim(message(SAM, thread, 'add 1 MUG-BLUE-11OZ'))
  await shop.rows(`update inbox set owner = 1, updated_at = now() - interval '1 hour' where thread_key = any($1)`, [
    [bad, good],
  ])
  const failed: unknown[] = []
  const found = await sweepOnce({
    engine: {
      giveUp: shop.engine.giveUp,
      handle: (inbound) => (inbound.thread === bad ? Promise.reject(new Error('a bug')) : shop.engine.handle(inbound)),
    },
    recovery: shop.store.recovery,
    onFault: (error) => void failed.push(error),
  })
  expect([found, failed.map(String)]).toEqual([2, ['Error: a bug']])
  expect(await statusOf(good)).toEqual([{ status: 'done', fault: null }])
  expect(await statusOf(bad)).toEqual([{ status: 'new', fault: null }])
})

test('a queue that is full keeps what does not fit for later', async () => {
  const small = await openParley(shop.url, { limits: { running: 1, waiting: 1, unfinishedAge: 0 } })
  const threads = Array.from({ length: 8 }, (_, n) => `terminal:full-${n}`)
  const said = await Promise.all(threads.map((thread) => small.engine.claim(message(SAM, thread, 'help'))))
  await Promise.all(said.map(({ inbound }) => small.engine.handle(inbound)))
  await eventually('every message to be answered', PATIENCE, async () => {
    await sweep(small)
    const [row] = await shop.rows<{ done: number }>(
      `select count(*)::int as done from inbox where thread_key = any($1) and status = 'done'`,
      [threads],
    )
    return row?.done === threads.length ? true : undefined
  })
  expect(small.faults).toEqual([])
  await small.close()
})
