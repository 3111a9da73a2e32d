// Lists and exports of a shop with many orders: by the command as it is typed, page by page, whole
// and in order; another program goes on from its cursor and misses nothing.
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { openStore } from '#store/turn/open.ts'
import { runParley } from '#test/cli/parley.ts'
import { cloneOrder } from '#test/support/cloned-orders.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const COUNT = 900
/** Processes of their own. */
const SLOW = { timeout: 90_000 }
const shop = await world({ shop: demoWith({ plenty: 100_000, buyers: 3 }) })
const run = async (...words: string[]) => {
  const { code, out, err } = await runParley(words, { env: { DATABASE_URL: shop.url } })
  expect(err).toBe('')
  expect(code).toBe(0)
  return out
}

beforeAll(async () => {
  await shop.say('terminal:sam', 'terminal:first', `order for ${buyerEmail(1)}\nadd 2 MUG-BLUE-11OZ`)
  await shop.say('terminal:sam', 'terminal:first', 'place')
  const [order] = await shop.rows<{ number: number }>(`select number from orders where thread_key = 'terminal:first'`)
  await cloneOrder(shop.rows, order?.number ?? 0, { first: 500_001, count: COUNT })
  await shop.rows(`update order_event set at = at - interval '1 hour'`)
})

test('orders list has every order once, in the order of numbers, as text and as JSON', SLOW, async () => {
  const stored = (await shop.rows<{ number: number }>('select number from orders order by number')).map(
    (row) => row.number,
  )
  const heads = JSON.parse(await run('orders', 'list', '--json')) as { number: number }[]
  expect(heads.map(({ number }) => number)).toEqual(stored)
  expect((await run('orders', 'list')).trimEnd().split('\n')).toHaveLength(stored.length)
})

test('orders export as CSV has a row a line and one for shipping of every order, and one head', SLOW, async () => {
  const [lines] = await shop.rows<{ n: string }>(
    'select (select count(*) from order_line) + (select count(*) from order_group) as n',
  )
  const rows = (await run('orders', 'export', '--csv')).trimEnd().split('\r\n')
  expect(rows.length).toBe(Number(lines?.n) + 1)
  expect(rows.filter((row) => row.startsWith('order,'))).toHaveLength(1)
})

test(
  'another program reads what happened, and then only what happened since; nothing that could still be overtaken',
  SLOW,
  async () => {
    const read = async (after: number) =>
      (await run('orders', 'export', '--after', String(after), '--jsonl'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { cursor: number; number: number; lines: unknown[] })
    const all = await read(0)
    expect(new Set(all.map(({ number }) => number)).size).toBe(COUNT + 1)
    expect(all.map(({ cursor }) => cursor)).toEqual(all.map(({ cursor }) => cursor).toSorted((a, b) => a - b))
    const last = all.at(-1)?.cursor ?? 0
    expect(await read(last)).toEqual([])
    await shop.say('terminal:sam', 'terminal:first', 'ship 500007')
    expect(await read(last)).toEqual([])
    await shop.rows(`update order_event set at = at - interval '1 hour'`)
    expect(await read(last)).toEqual([expect.objectContaining({ number: 500_007, status: 'shipped' })])
  },
)

test('a trace has every delivery of a thread once, page by page', SLOW, async () => {
  await shop.say('terminal:sam', 'terminal:long', 'help')
  const COPIES = 2_100
  await shop.rows(
    `insert into inbox (id, thread_key, payload, payload_hash, status, owner, created_at, updated_at)
      select 'terminal|copy-' || n, thread_key, payload, payload_hash, 'done', owner, created_at, updated_at
      from (select * from inbox where thread_key = 'terminal:long' limit 1) i, generate_series(1, $1::int) n`,
    [COPIES],
  )
  const ids = [...(await run('trace', 'terminal:long')).matchAll(/terminal\|copy-(\d+)/g)].map(([, n]) => Number(n))
  expect(ids).toEqual(Array.from({ length: COPIES }, (_, at) => at + 1))
  await shop.rows(`delete from inbox where id like 'terminal|copy-%'`)
})

test('the doctor, who reads through everything, is ended by no limit of time', async () => {
  const LIMIT = 1_000
  const here = await openStore({ url: shop.url, limits: { statementTimeout: LIMIT } })
  const held = new pg.Client({ connectionString: shop.url })
  await held.connect()
  await held.query('begin; lock table coupon in access exclusive mode')
  const found = here.checkInvariants()
  await setTimeout(LIMIT * 1.5)
  await held.query('commit')
  expect(await found).toEqual([])
  await held.end()
  await here.close()
})

test('a rep with hundreds of open drafts sees the true count, pages by the last draft seen, and the next one', async () => {
  const DRAFTS = 230
  await shop.say('terminal:sam', 'terminal:many', `order for ${buyerEmail(2)}\nadd 2 MUG-BLUE-11OZ`)
  await shop.rows(
    `insert into draft (id, ref, status, owner_key, owner_name, customer_id, buyer_name, buyer_email, buyer_phone, total,
      revision, state, thread_key, last_thread, created_at, updated_at)
    select md5(i::text)::uuid, 700000 + i, case when i % 10 = 0 then 'quoted' else 'open' end, owner_key, owner_name,
      customer_id, buyer_name, buyer_email, buyer_phone, total, revision, state || jsonb_build_object('id', md5(i::text)::uuid), null, last_thread, created_at,
      updated_at - i * interval '1 second'
    from draft, generate_series(1, $1::int) i where thread_key = 'terminal:many'`,
    [DRAFTS],
  )
  const overview = await shop.say('terminal:sam', 'terminal:many', 'overview')
  expect(overview).toContain(`${DRAFTS + 1} open drafts, ${COUNT + 1} orders today`)
  expect(overview).toContain(`Your turn (${DRAFTS + 1 - DRAFTS / 10})`)
  expect(overview).toContain(`Waiting for the customer (${DRAFTS / 10})`)
  expect(overview).toContain('The 100 oldest drafts are listed here')

  const seen: number[] = []
  for (let page = await shop.say('terminal:sam', 'terminal:many', 'drafts'); ; ) {
    expect(page).toContain(`${DRAFTS + 1} open drafts`)
    seen.push(...[...page.matchAll(/^\W*(\d+): /gm)].map(([, ref]) => Number(ref)))
    if (!page.includes('[More]')) break
    page = await shop.press('terminal:sam', 'terminal:many', 'More')
  }
  expect(seen.slice(0, 3)).toEqual([700_230, 700_229, 700_228])
  expect(new Set(seen).size).toBe(DRAFTS + 1)
  expect(seen).toHaveLength(DRAFTS + 1)
  expect(await shop.say('terminal:sam', 'terminal:other', 'drafts after 700131')).toContain('700130: ')
  await shop.say('terminal:sam', 'terminal:other', 'next')
  expect(await shop.rows(`select ref from draft where thread_key = 'terminal:other'`)).toEqual([{ ref: 700_230 }])
})

test('an overview lists a page of those who wait for a person and for an approval, the oldest, and counts all', async () => {
  const [asking] = await shop.rows<{ n: number }>(`with asked as (
    update draft set desk_key = 'terminal:desk-' || ref, state = state || jsonb_build_object('handOver',
      jsonb_build_object('status', 'waiting', 'home', 'terminal:x' || ref, 'desk', 'terminal:desk-' || ref, 'user',
        'terminal:u' || ref, 'name', 'Guest ' || ref, 'askedAt', to_char(now() - ref * interval '1 second',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    where ref between 700001 and 700229 returning 1) select count(*)::int as n from asked`)
  expect(asking?.n).toBe(229)
  const overview = await shop.say('terminal:kim', 'terminal:desk', 'overview')
  expect(overview).toContain('Customers who asked for a person (229)')
  expect(overview).toContain('129 more; the 100 oldest are shown.')
  expect([...overview.matchAll(/Guest (\d+)/g)].map(([, ref]) => Number(ref)).slice(0, 2)).toEqual([700_229, 700_228])
  expect(await shop.say('terminal:kim', 'terminal:desk', 'work')).toContain('(229)')
})
