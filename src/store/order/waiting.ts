/**
 * The orders that wait for a SKU and that the units here reach (domain/stock/reach.ts), locked for
 * a release in the order of transaction.ts: orders ascending, then stock ascending, then read
 * again. Who is reached only then is locked without waiting: where somebody holds it, the turn runs
 * again. Next: order-turn.ts writes what was decided.
 */

import { z } from 'zod'
import type { StockChange } from '#conversation/edge/changes.ts'
import type { WaitingOrders, WaitingQuery } from '#conversation/engine-ports.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'
import type { Order } from '#domain/model/order.ts'
import type { Waiter } from '#domain/stock/fill-queue.ts'
import { type Queued, reachOf } from '#domain/stock/reach.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { foundOrderRow, numberRow } from '#store/order/order-columns.ts'
import { read } from '#store/read.ts'
import { foundStockRow, waiterRow } from '#store/shop/shop-columns.ts'
import { orderFact } from '#store/turn/facts.ts'
import { TurnConflict, tookTooLong } from '#store/turn/queue/retry.ts'
import { orderJsonRow, stockJson, waiterJson } from '#store/turn/rows.ts'

export async function lockWaiting(tx: Sql, query: WaitingQuery): Promise<WaitingOrders> {
  const wanted = 'skus' in query.of ? [...new Set(query.of.skus)].map(storable) : await skusOfOrder(tx, query.of.order)
  const seen = await waiters(tx, wanted)
  const first = reached(seen, await stockOf(tx, skusOf(seen, wanted)), query)
  const locked = new Set(await lockOrders(tx, ascending(first), query.held))
  const rows = skusOf(
    seen.filter(({ order }) => first.has(order)),
    wanted,
  )
  await lockRows(tx, rows, query.held)
  // Read after the locks: who came meanwhile is in, who left is out.
  const queue = await waiters(tx, wanted)
  const stock = await stockOf(tx, skusOf(queue, wanted))
  const orders = reached(queue, stock, query)
  await lockOrders(
    tx,
    ascending(orders).filter((number) => !locked.has(number)),
    true,
  )
  const theirs = queue.filter(({ order }) => orders.has(order))
  if (skusOf(theirs, wanted).some((sku) => !rows.includes(sku)))
    throw new TurnConflict('who waits changed while the stock was waited for')
  return { queue, stock, orders: await readOrders(tx, ascending(orders)) }
}

/** Whom the units are for, after the change this turn is about to make. */
function reached(
  queue: readonly Queued[],
  stock: ReadonlyMap<string, StockFact>,
  { change, today }: WaitingQuery,
): ReadonlySet<number> {
  if (change?.kind === 'expect') return new Set()
  const here = new Map(
    [...stock.values()].flatMap((fact) => (fact.tracked ? [[fact.sku, unitsHere(fact, change)] as const] : [])),
  )
  return reachOf(queue, { here, came: change?.kind === 'receive' ? [change.sku] : [], today }).orders
}

type Tracked = Extract<StockFact, { tracked: true }>
function unitsHere({ sku, onHand, reserved }: Tracked, change: StockChange | undefined): number {
  if (change?.sku !== sku) return Math.max(0, onHand - reserved)
  return Math.max(0, (change.kind === 'set' ? change.quantity : onHand + change.quantity) - reserved)
}

const ascending = (orders: ReadonlySet<number>): readonly number[] => [...orders].sort((a, b) => a - b)
const skusOf = (queue: readonly Waiter[], wanted: readonly string[]): readonly string[] =>
  [...new Set([...wanted, ...queue.map(({ sku }) => sku)])].sort()

const skuRow = z.strictObject({ sku: z.string() })
async function skusOfOrder(tx: Sql, number: number): Promise<readonly string[]> {
  const query = Prisma.sql`select distinct b.sku from backorder b where b.order_number = ${number}::int`
  return (await read(tx, skuRow, query)).map(({ sku }) => sku)
}

const queuedRow = z.strictObject({ waiter: waiterRow.extend({ passedOn: z.exactOptional(z.string()) }) })

/** Everybody who waits for one of these SKUs, with all that an order waits for which goes complete. */
async function waiters(tx: Sql, skus: readonly Sku[]): Promise<readonly Queued[]> {
  const rows = await read(
    tx,
    queuedRow,
    Prisma.sql`
    select json_strip_nulls((${waiterJson}::jsonb || jsonb_build_object('passedOn', to_char(b.passed_on,
      'YYYY-MM-DD')))::json) as waiter from backorder b where b.sku = any(${skus}::text[])
      or (b.policy = 'complete' and b.order_number in (select order_number from backorder
        where sku = any(${skus}::text[]))) order by b.seq`,
  )
  return rows.map(({ waiter }) => waiter)
}

export async function tellPassed(tx: Sql, orders: readonly number[], today: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`update backorder set passed_on = ${today}::date
    where order_number = any(${[...orders]}::int[])`)
}

async function lockOrders(tx: Sql, numbers: readonly number[], held: boolean): Promise<readonly number[]> {
  if (numbers.length === 0) return []
  const patience = held ? Prisma.raw('nowait') : Prisma.empty
  const rows = await read(
    tx,
    numberRow,
    Prisma.sql`select o.number from orders o where o.number = any(${numbers}::int[])
      order by o.number for update of o ${patience}`,
  )
  return rows.map(({ number }) => number)
}

async function lockRows(tx: Sql, skus: readonly Sku[], held: boolean): Promise<void> {
  const patience = held ? Prisma.raw('nowait') : Prisma.empty
  const rows = tx.$queryRaw(
    Prisma.sql`select s.sku from stock s where s.sku = any(${skus}::text[]) order by s.sku for update of s ${patience}`,
  )
  await rows.catch((error: unknown) => {
    throw tookTooLong(error) ? new TurnConflict('the stock rows were not had in time', { cause: error }) : error
  })
}

async function readOrders(tx: Sql, numbers: readonly number[]): Promise<readonly Order[]> {
  const orders = await read(
    tx,
    foundOrderRow,
    Prisma.sql`select ${orderJsonRow} as found from orders o where o.number = any(${numbers}::int[]) order by o.number`,
  )
  return orders.map(({ found }) => orderFact(found))
}

async function stockOf(tx: Sql, skus: readonly Sku[]): Promise<ReadonlyMap<string, StockFact>> {
  const stock = await read(
    tx,
    foundStockRow,
    Prisma.sql`select ${stockJson} as stock from stock s where s.sku = any(${skus}::text[])`,
  )
  return new Map(stock.map((row) => [row.stock.sku, row.stock]))
}
