/**
 * The orders that wait for a SKU, locked for a release in the order of transaction.ts: orders
 * ascending, then stock ascending, then read again. A submit that joined the queue while the stock
 * was waited for is locked without waiting: where somebody holds it, the turn runs again. Next:
 * domain/stock/fill-queue.ts says who gets what; order-turn.ts writes it.
 */
import type { WaitingOrders } from '#conversation/engine-ports.ts'
import type { Waiter } from '#domain/stock/fill-queue.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { foundOrderRow, numberRow } from '#store/order/order-columns.ts'
import { read } from '#store/read.ts'
import { foundStockRow, foundWaiterRow } from '#store/shop/shop-columns.ts'
import { orderFact } from '#store/turn/facts.ts'
import { TurnConflict, tookTooLong } from '#store/turn/retry.ts'
import { orderJsonRow, stockJson, waiterJson } from '#store/turn/rows.ts'

/** `held`: stock rows are locked already (units came free in this turn), so that nothing may be waited for any more. */
export async function lockWaiting(tx: Sql, skus: readonly string[], held: boolean): Promise<WaitingOrders> {
  const wanted = [...new Set(skus)].map(storable)
  const seen = await waiters(tx, wanted)
  const locked = new Set(await lockOrders(tx, ordersOf(seen), held))
  const rows = skusOf(seen, wanted)
  await lockRows(tx, rows, held)
  // Read after the locks: who came meanwhile is in, who left is out.
  const queue = await waiters(tx, wanted)
  await lockOrders(
    tx,
    ordersOf(queue).filter((number) => !locked.has(number)),
    true,
  )
  if (skusOf(queue, wanted).some((sku) => !rows.includes(sku)))
    throw new TurnConflict('who waits changed while the stock was waited for')
  return { queue, ...(await readAll(tx, ordersOf(queue), rows)) }
}

const ordersOf = (queue: readonly Waiter[]): readonly number[] =>
  [...new Set(queue.map(({ order }) => order))].sort((a, b) => a - b)
const skusOf = (queue: readonly Waiter[], wanted: readonly string[]): readonly string[] =>
  [...new Set([...wanted, ...queue.map(({ sku }) => sku)])].sort()

/** Everybody who waits for one of these SKUs, with all that an order waits for which goes complete. */
async function waiters(tx: Sql, skus: readonly string[]): Promise<readonly Waiter[]> {
  const rows = await read(
    tx,
    foundWaiterRow,
    Prisma.sql`
    select ${waiterJson} as waiter from backorder b where b.sku = any(${skus}::text[])
      or (b.policy = 'complete' and b.order_number in (select order_number from backorder
        where sku = any(${skus}::text[]))) order by b.seq`,
  )
  return rows.map(({ waiter }) => waiter)
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

async function lockRows(tx: Sql, skus: readonly string[], held: boolean): Promise<void> {
  const patience = held ? Prisma.raw('nowait') : Prisma.empty
  const rows = tx.$queryRaw(
    Prisma.sql`select s.sku from stock s where s.sku = any(${skus}::text[]) order by s.sku for update of s ${patience}`,
  )
  await rows.catch((error: unknown) => {
    throw tookTooLong(error) ? new TurnConflict('the stock rows were not had in time', { cause: error }) : error
  })
}

async function readAll(
  tx: Sql,
  numbers: readonly number[],
  skus: readonly string[],
): Promise<Omit<WaitingOrders, 'queue'>> {
  const orders = await read(
    tx,
    foundOrderRow,
    Prisma.sql`select ${orderJsonRow} as found from orders o where o.number = any(${numbers}::int[]) order by o.number`,
  )
  const stock = await read(
    tx,
    foundStockRow,
    Prisma.sql`select ${stockJson} as stock from stock s where s.sku = any(${skus}::text[])`,
  )
  return {
    orders: orders.map(({ found }) => orderFact(found)),
    stock: new Map(stock.map((row) => [row.stock.sku, row.stock])),
  }
}
