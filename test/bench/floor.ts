// The floor: the same eight turns as hand-written SQL doing the minimum, on tables of its own in
// the same database. Rule: it keeps the promises that a shop cannot do without (a message counts
// once, a draft is locked, stock is guarded, everything in one commit a turn) and nothing else: no
// catalog search, no pricing rules, no card, no undo. Plain pg, one pool, every statement named and
// prepared. Next: eight-turns.ts, the same turns through the engine.
import pg from 'pg'
import type { OneOrder } from './figures.ts'

const TABLES = `
create schema floor;
create table floor.inbox (id text primary key, thread text not null, body jsonb not null, done boolean not null default false);
create table floor.sku (sku text primary key, price bigint not null, on_hand int not null, reserved int not null default 0, check (reserved <= on_hand));
create table floor.coupon (code text primary key, percent int not null, per_customer int not null);
create table floor.coupon_use (code text not null references floor.coupon, email text not null, used int not null, primary key (code, email));
create table floor.draft (id bigint generated always as identity primary key, thread text not null unique, email text not null, lines jsonb not null default '[]',
  address text, method text, coupon text, payment text, total bigint not null default 0, status text not null default 'open', revision int not null default 0);
create table floor.event (id bigint generated always as identity primary key, draft bigint not null references floor.draft, kind text not null, detail jsonb not null);
create table floor.outbox (id bigint generated always as identity primary key, inbox text not null references floor.inbox, thread text not null, body text not null, sent boolean not null default false);
create table floor.orders (number bigint generated always as identity primary key, draft bigint not null unique references floor.draft, email text not null, address text not null,
  method text not null, payment text not null, coupon text, total bigint not null, placed_at timestamptz not null default now());
create table floor.line (number bigint not null references floor.orders, sku text not null, quantity int not null, price bigint not null, primary key (number, sku));
insert into floor.coupon values ('SAVE10', 10, 1);`

const HISTORY = `
insert into floor.sku select v.sku, v.price, coalesce(s.on_hand, 1000000) from variant v left join stock s using (sku);
insert into floor.inbox select 'h' || n, 'h' || n, '{}', true from generate_series(1, $1) n;
insert into floor.draft (thread, email, status) select 'h' || n, 'h' || n || '@example.com', 'submitted' from generate_series(1, $1) n;
insert into floor.event (draft, kind, detail) select id, k, '{}' from floor.draft, unnest(array['start', 'items', 'place']) k;
insert into floor.orders (draft, email, address, method, payment, total) select id, email, 'somewhere', 'standard', 'link', 5000 from floor.draft;
insert into floor.line select number, sku, 1, 1200 from floor.orders, unnest(array['MUG-BLUE-11OZ', 'BEAN-BLACK', 'POLO-NAVY-M']) sku;
insert into floor.outbox (inbox, thread, body, sent) select id, thread, 'placed', true from floor.inbox;`

export async function prepareFloor(pool: pg.Pool, pastOrders: number): Promise<void> {
  await pool.query(TABLES)
  for (const statement of HISTORY.split(';\n'))
    if (statement.trim() !== '') await pool.query(statement.replaceAll('$1', String(pastOrders)))
  await pool.query('analyze')
}

const OPEN = `with mine as (update floor.inbox set done = true where id = $1 and not done returning 1)
select d.id, d.lines, d.total, d.revision from mine, floor.draft d where d.thread = $2 for update of d`
/** Draft, event and answer in one statement; the revision guards what was read. */
const change = (
  set: string,
): string => `with d as (update floor.draft set ${set}, revision = revision + 1 where id = $1 and revision = $2 returning id),
e as (insert into floor.event (draft, kind, detail) select id, $4, $5::jsonb from d)
insert into floor.outbox (inbox, thread, body) select $6, $7, $8 from d`
const STATEMENTS = {
  claim: 'insert into floor.inbox (id, thread, body) values ($1, $2, $3) on conflict do nothing',
  open: OPEN,
  start: `with d as (insert into floor.draft (thread, email) values ($1, $2) returning id),
e as (insert into floor.event (draft, kind, detail) select id, 'start', '{}' from d)
insert into floor.outbox (inbox, thread, body) select $3, $1, $4 from d`,
  prices: 'select sku, price, on_hand - reserved as free from floor.sku where sku = any($1)',
  lines: change('lines = $3::jsonb'),
  address: change('address = $3'),
  method: change('method = $3'),
  payment: change('payment = $3'),
  couponRule: `select percent, coalesce((select used from floor.coupon_use u where u.code = c.code and email = $2), 0) as used from floor.coupon c where code = $1`,
  coupon: change('coupon = $3'),
  lock: 'select sku, price, on_hand - reserved as free from floor.sku where sku = any($1) order by sku for update',
  reserve:
    'update floor.sku s set reserved = reserved + w.quantity from unnest($1::text[], $2::int[]) as w(sku, quantity) where s.sku = w.sku and on_hand - reserved >= w.quantity',
  redeem: `insert into floor.coupon_use values ('SAVE10', $1, 1) on conflict (code, email) do update set used = floor.coupon_use.used + 1 where floor.coupon_use.used < 1`,
  order: `with d as (update floor.draft set status = 'submitted', total = $3, revision = revision + 1 where id = $1 and revision = $2 returning *),
o as (insert into floor.orders (draft, email, address, method, payment, coupon, total) select id, email, address, method, payment, coupon, $3 from d returning number, draft),
l as (insert into floor.line select o.number, w.sku, w.quantity, w.price from o, unnest($4::text[], $5::int[], $6::bigint[]) as w(sku, quantity, price)),
e as (insert into floor.event (draft, kind, detail) select draft, 'place', json_build_object('number', number) from o)
insert into floor.outbox (inbox, thread, body) select $7, $8, 'Order ' || number || ' placed' from o`,
} satisfies Record<string, string>

type Draft = { readonly id: string; readonly lines: readonly Line[]; readonly revision: number }
type Line = { readonly sku: string; readonly quantity: number; readonly price: number }

export type Floor = { readonly one: OneOrder; readonly statements: () => number; readonly close: () => Promise<void> }

export function openFloor(url: string): Floor {
  const pool = new pg.Pool({ connectionString: url, max: 20 })
  let sent = 0
  const run = async (
    on: pg.Pool | pg.PoolClient,
    name: keyof typeof STATEMENTS,
    values: readonly unknown[],
  ): Promise<pg.QueryResult> => {
    sent++
    return on.query({ name, text: STATEMENTS[name], values: [...values] })
  }

  /** One turn: claim, begin, mark and lock, the work, commit. */
  async function turn(
    id: string,
    thread: string,
    body: unknown,
    work: (client: pg.PoolClient, draft: Draft | undefined) => Promise<void>,
  ): Promise<void> {
    await run(pool, 'claim', [id, thread, body])
    const client = await pool.connect()
    sent += 2
    try {
      await client.query('begin')
      const draft = (await run(client, 'open', [id, thread])).rows[0]
      await work(client, draft)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  return { one: orderThrough(turn, run), statements: () => sent, close: () => pool.end() }
}

type Turn = (
  id: string,
  thread: string,
  body: unknown,
  work: (client: pg.PoolClient, draft: Draft | undefined) => Promise<void>,
) => Promise<void>
type Run = (
  on: pg.Pool | pg.PoolClient,
  name: keyof typeof STATEMENTS,
  values: readonly unknown[],
) => Promise<pg.QueryResult>

const orderThrough =
  (turn: Turn, run: Run): OneOrder =>
  async (n, told) => {
    const thread = `t${n}`
    const email = `pat${n}@example.com`
    const answer = (id: string, draft: Draft | undefined, value: unknown, kind: string) => {
      if (draft === undefined) throw new Error(`the floor's draft of ${thread} is missing`)
      return [draft.id, draft.revision, value, kind, JSON.stringify({ value }), id, thread, `${kind}: ${String(value)}`]
    }
    const timed = async (
      kind: string,
      work: (client: pg.PoolClient, draft: Draft | undefined, id: string) => Promise<void>,
    ) => {
      const id = `${n}-${kind}`
      const began = performance.now()
      await turn(id, thread, { kind }, (client, draft) => work(client, draft, id))
      told({ kind, time: performance.now() - began })
    }
    const changed = (
      client: pg.PoolClient,
      name: 'lines' | 'address' | 'method' | 'payment' | 'coupon',
      values: readonly unknown[],
    ) => affected(run(client, name, values), 1)

    await timed('start', (client, _, id) =>
      affected(run(client, 'start', [thread, email, id, `Order for ${email}`]), 1),
    )
    await timed('items', async (client, draft, id) => {
      const { rows } = await run(client, 'prices', [['MUG-BLUE-11OZ', 'BEAN-BLACK', 'POLO-NAVY-M']])
      const lines = rows.map(({ sku, price }) => ({
        sku,
        price: Number(price),
        quantity: sku === 'MUG-BLUE-11OZ' ? 2 : 1,
      }))
      await changed(client, 'lines', answer(id, draft, JSON.stringify(lines), 'items'))
    })
    await timed('quantity', (client, draft, id) => {
      const lines = (draft?.lines ?? []).map((line) => (line.sku === 'MUG-BLUE-11OZ' ? { ...line, quantity: 3 } : line))
      return changed(client, 'lines', answer(id, draft, JSON.stringify(lines), 'quantity'))
    })
    await timed('address', (client, draft, id) =>
      changed(client, 'address', answer(id, draft, `Pat Lee, ${n} Elm St, Salem, OR 97301, US`, 'address')),
    )
    await timed('method', (client, draft, id) => changed(client, 'method', answer(id, draft, 'express', 'method')))
    await timed('coupon', async (client, draft, id) => {
      const { rows } = await run(client, 'couponRule', ['SAVE10', email])
      if (Number(rows[0]?.used) > 0) throw new Error('the coupon is used up')
      await changed(client, 'coupon', answer(id, draft, 'SAVE10', 'coupon'))
    })
    await timed('payment', (client, draft, id) => changed(client, 'payment', answer(id, draft, 'link', 'payment')))
    await timed('place', (client, draft, id) => place(client, { draft, id, thread, email, run }))
  }

type Placing = {
  readonly draft: Draft | undefined
  readonly id: string
  readonly thread: string
  readonly email: string
  readonly run: Run
}

async function place(client: pg.PoolClient, { draft, id, thread, email, run }: Placing): Promise<void> {
  const lines = draft?.lines ?? []
  const skus = lines.map((line) => line.sku)
  const quantities = lines.map((line) => line.quantity)
  await affected(run(client, 'lock', [skus]), lines.length)
  await affected(run(client, 'redeem', [email]), 1)
  await affected(run(client, 'reserve', [skus, quantities]), lines.length)
  const goods = lines.reduce((all, line) => all + line.quantity * line.price, 0)
  const total = Math.round(goods * 0.9) + 1495
  await affected(
    run(client, 'order', [
      draft?.id,
      draft?.revision,
      total,
      skus,
      quantities,
      lines.map((line) => line.price),
      id,
      thread,
    ]),
    1,
  )
}

async function affected(result: Promise<pg.QueryResult>, rows: number): Promise<void> {
  const { rowCount } = await result
  if (rowCount !== rows) throw new Error(`the floor changed ${rowCount} rows instead of ${rows}`)
}
