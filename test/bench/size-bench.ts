// `npm run bench:size -- --skus 20000 --orders 20000 --drafts 5000 --backorders 2000`: a shop of
// that size in a database of its own, and what it takes then: to load, to start, to answer, to
// search, to look at the clock, to lease what is to be sent, to receive goods. Rule: every figure
// is of the product's own code; orders and drafts are copies of ones placed by chat. Next:
// docs/SCALE.md.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { TERMINAL_APPROVALS } from '#conversation/engine.ts'
import { lookAtClock } from '#jobs/clock.ts'
import { whatIsDue } from '#jobs/dues.ts'
import { openStore } from '#store/turn/open.ts'
import { CLOCK_USER } from '#store/turn/open-turn.ts'
import { cloneOrder } from '#test/support/cloned-orders.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { codec, message, openParley } from '#test/support/open-parley.ts'
import { goodsOf } from './catalog-goods.ts'
import { benchDatabase, PRODUCT_FLAGS } from './database.ts'
import { percentile } from './figures.ts'
import { watchStalls } from './stalls.ts'

const number = (fallback: number) => ({ type: 'string', default: String(fallback) }) as const
const { values } = parseArgs({
  options: {
    ...{ skus: number(20_000), orders: number(20_000), drafts: number(5_000), backorders: number(2_000) },
    measure: { type: 'string' },
  },
})
const size = {
  skus: Number(values.skus),
  orders: Number(values.orders),
  drafts: Number(values.drafts),
  backorders: Number(values.backorders),
}

const row = (what: string, ...figures: readonly number[]): void =>
  console.log(`  ${what.padEnd(46)} ${figures.map((figure) => figure.toFixed(figure < 10 ? 1 : 0)).join(', ')}`)
async function timed<T>(work: () => Promise<T>): Promise<{ readonly took: number; readonly value: T }> {
  const began = performance.now()
  const value = await work()
  return { took: performance.now() - began, value }
}

const HERE = 'SKU-0-0'
const SHORT = 'SKU-3-0'
const database =
  values.measure === undefined ? await benchDatabase() : { url: values.measure, where: '', drop: async () => {} }
const pool = new pg.Pool({ connectionString: database.url, max: 2 })
const rows = async (sql: string, given: readonly unknown[] = []) => (await pool.query(sql, [...given])).rows

async function placed(parley: Awaited<ReturnType<typeof openParley>>, thread: string, words: string): Promise<number> {
  await parley.deliver(message('terminal:sam', thread, words))
  await parley.deliver(message('terminal:sam', thread, 'place'))
  const [order] = await rows('select number from orders where thread_key = $1', [thread])
  if (order === undefined) throw new Error(`"${words}" was not placed`)
  return order.number
}

/** Ten orders a customer, as far as that makes a list that is loaded at once. */
const BUYERS = Math.min(20_000, Math.max(50, Math.ceil(size.orders / 10)))
const buyerOf = `(select id from customer where email = 'buyer' || n % ${BUYERS} || '@example.com')`

/** Drafts of the last five days, of which none ends yet, each a copy of the one in this thread. */
const copyDrafts = (thread: string): Promise<unknown> =>
  rows(
    `insert into draft (id, status, owner_key, owner_name, buyer_name, total, revision, state, customer_id, thread_key, last_thread, created_at, updated_at)
     select gen_random_uuid(), status, owner_key, owner_name, buyer_name, total, revision, state, ${buyerOf}, 'terminal:d' || n, 'terminal:d' || n,
       now() - n % 432000 * interval '1 second', now() - (n * 997) % 432000 * interval '1 second'
     from draft, generate_series(1, $2::int) n where thread_key = $1`,
    [thread, size.drafts],
  )

async function fill(): Promise<void> {
  const store = await openStore({ url: database.url })
  const demo = demoWith({ buyers: BUYERS })
  await store.loadShop({ ...demo, options: [], products: [], variants: [], stock: [], coupons: [], orders: [] })
  const goods = { ...goodsOf(size.skus), stock: [], discontinued: [], returned: [] }
  row('catalog written, ms', (await timed(() => store.changeCatalog(goods))).took)
  await store.close()
  const parley = await openParley(database.url)
  await parley.deliver(message('terminal:kim', 'terminal:goods', `stock set ${SHORT} 0`))
  const order = await placed(parley, 'terminal:here', `order for ${buyerEmail(1)}\nadd 2 ${HERE}`)
  const waits = await placed(
    parley,
    'terminal:waits',
    `order for ${buyerEmail(2)}\nadd 1 ${SHORT}\nbackorders complete`,
  )
  await parley.deliver(message('terminal:sam', 'terminal:draft', `order for ${buyerEmail(3)}\nadd 1 ${HERE}`))
  const { took } = await timed(async () => {
    for (let first = 0; first < size.orders; first += 10_000)
      await cloneOrder(rows, order, {
        first: 1_000_001 + first,
        count: Math.min(10_000, size.orders - first),
        // A year's.
        own: { customer_id: buyerOf, placed_at: `now() - n % 525600 * interval '1 minute'` },
      })
    await cloneOrder(rows, waits, { first: 500_001, count: size.backorders, own: { customer_id: buyerOf } })
    await copyDrafts('terminal:draft')
    await rows(`insert into outbox (channel, destination, place, payload, dedupe_key, status, created_at, updated_at)
      select channel, 'terminal:o' || n % 5000, place, payload, 'copy-' || n, 'sent', now(), now()
      from (select * from outbox limit 1) o, generate_series(1, ${size.orders}) n`)
    await rows('analyze')
  })
  row('orders, backorders and drafts copied, ms', took)
  await parley.close()
}

async function measure(): Promise<void> {
  const stalls = watchStalls()
  const stalled = (what: string): void => row(`  longest work in one go: ${what}, ms`, stalls.longest())
  const parley = await openParley(database.url)
  const say = (thread: string, words: string) => parley.deliver(message('terminal:sam', thread, words))
  row('first message after a start, ms', (await timed(() => say('terminal:new', 'help'))).took)
  stalled('the start')
  const turns: number[] = []
  for (let n = 0; n < 100; n++)
    turns.push(
      (
        await timed(() =>
          say(`terminal:t${n % 20}`, n < 20 ? `order for ${buyerEmail(5 + n)}` : `add 1 SKU-${n * 3}-0`),
        )
      ).took,
    )
  row('a turn, ms: p50, p95, p99', ...[0.5, 0.95, 0.99].map((part) => percentile(turns, part)))
  stalled('turns')
  const search = async (what: 'order' | 'customer' | 'product', text: string) =>
    (await timed(() => parley.engine.suggest({ user: 'terminal:sam', what, text }))).took
  const texts = ['buyer', 'buy', 'buyer 7', 'zzz', '1000']
  for (const what of ['customer', 'order', 'product'] as const) {
    const found: number[] = []
    for (const text of [...texts, ...texts]) found.push(await search(what, text))
    row(`a keystroke in a search for a ${what}, ms: p50, max`, percentile(found, 0.5), Math.max(...found))
  }
  stalled('searches')
  const queues = new Map<string, string>()
  const source = { ...parley.store, settings: async () => (await parley.store.engine.shop()).settings }
  const due = () => whatIsDue(source, { desk: TERMINAL_APPROVALS, queues })
  const look = () => timed(() => lookAtClock({ engine: parley.engine, codec, due, user: CLOCK_USER }))
  row('the first look of the clock that finds nothing new, ms', (await settled(look)).took)
  row('a look of the clock, ms', (await look()).took)
  stalled('the clock')
  row('leasing what is to be sent, ms', (await timed(() => parley.store.outbox.lease(['slack'], 20))).took)
  const receive = () => parley.deliver(message('terminal:kim', 'terminal:goods', `stock receive ${SHORT} 10`))
  row(`10 units for a queue of ${size.backorders}, ms`, (await timed(receive)).took)
  stalled('goods that come')
  stalls.stop()
  row('memory of the process, MB', process.memoryUsage().rss / 1_048_576)
  const faults = parley.faults.map(({ error }) => String(error))
  if (faults.length > 0) throw new Error(faults.join('\n'))
  await parley.close()
}

/** Copies are all due at first, 500 a look. */
async function settled<T>(look: () => Promise<T>): Promise<T> {
  for (let looks = 0; ; looks++) {
    const one = await look()
    const [left] = await rows(
      `select count(*)::int as n from draft where status in ('open', 'awaiting-approval', 'quoted') and next_due_at <= now()`,
    )
    if (left.n === 0 || looks > 1_000) return look().then(() => one)
  }
}

/** In a process of its own, as the product is started, so that its memory is its own. */
function measureApart(): void {
  const { status } = spawnSync(
    process.execPath,
    [...PRODUCT_FLAGS, ...process.argv.slice(1), '--measure', database.url],
    { stdio: 'inherit' },
  )
  if (status !== 0) process.exitCode = 1
}

try {
  if (values.measure !== undefined) await measure()
  else {
    console.log(
      `${size.skus} SKUs, ${size.orders} orders, ${size.drafts} open drafts, ${size.backorders} backorders; ${database.where}`,
    )
    await fill()
    measureApart()
  }
} finally {
  await pool.end()
  await database.drop()
}
