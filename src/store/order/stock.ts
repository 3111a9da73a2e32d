/**
 * Stock under locks: read again with the rows held, and reserved with a guarded update. Stock
 * cannot be sold twice because the guard is in the UPDATE itself and its affected rows are counted;
 * the CHECK on the table is the last line, not the mechanism.
 */

import { z } from 'zod'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { read, readOne } from '#store/read.ts'
import { foundStockRow } from '#store/shop/shop-columns.ts'
import { untracked } from '#store/turn/facts.ts'
import { TurnConflict, tookTooLong } from '#store/turn/queue/retry.ts'
import { stockJson } from '#store/turn/rows.ts'

/** Locks the draft's limited coupons, then the stock rows, both ascending, and reads the stock as it is now. */
export async function lockStock(
  tx: Sql,
  skus: readonly Sku[],
  coupons: readonly string[],
): Promise<ReadonlyMap<string, StockFact>> {
  const wanted = [...new Set(skus)].sort().map(storable)
  const codes = coupons.map(storable)
  const locked = tx.$queryRaw(Prisma.sql`
    with coupons as materialized (
      select code from coupon where code = any(${codes}::text[]) and "limit" is not null order by code for no key update
    )
    select s.sku from stock s where s.sku = any(${wanted}::text[]) and (select count(*) from coupons) >= 0
      order by s.sku for update of s`)
  await locked.catch(lostInTheQueue)
  // A second statement: the first one's snapshot is older than the locks it waited for.
  const rows = await read(
    tx,
    foundStockRow,
    Prisma.sql`select ${stockJson} as stock from stock s where s.sku = any(${wanted}::text[])`,
  )
  const known = new Map(rows.map(({ stock }) => [stock.sku, stock]))
  return new Map(wanted.map((sku) => [sku, known.get(sku) ?? untracked(sku)]))
}

/**
 * Behind many buyers of one SKU each wait is short but there are many of them, so that lock_timeout
 * (which counts one wait) never ends it and statement_timeout does: a lost race, not a fault.
 */
function lostInTheQueue(error: unknown): never {
  throw tookTooLong(error) ? new TurnConflict('the stock rows were not had in time', { cause: error }) : error
}

export type Demand = {
  readonly sku: Sku
  /** Units to hold now. */
  readonly reserve: number
  /** Units promised from what is expected. */
  readonly promise: number
}

const shortRow = z.strictObject({ short: z.nullable(z.string()) })

/**
 * Reserves what is free (on hand, not reserved, not promised to others) and notes what is promised.
 * Answers the first SKU that had too little; untracked SKUs always suffice. Several demands of one
 * SKU count together.
 */
export async function reserve(tx: Sql, demands: readonly Demand[]): Promise<string | undefined> {
  if (demands.length === 0) return undefined
  const row = await readOne(
    tx,
    shortRow,
    Prisma.sql`
    with want as (
      select sku, sum(reserve)::int as reserve, sum(promise)::int as promise
      from jsonb_to_recordset(${toJson(demands)}::jsonb) as w(sku text, reserve int, promise int) group by sku
    ), held as materialized (
      select s.sku from stock s where s.tracked and s.sku in (select sku from want) order by s.sku for update of s
    ), taken as (
      update stock s set reserved = s.reserved + want.reserve, allocated = s.allocated + want.promise from held
        join want using (sku)
      where s.sku = held.sku and (want.reserve = 0 or s.on_hand - s.reserved - s.allocated >= want.reserve)
      returning s.sku
    )
    select (select min(sku) from held where sku not in (select sku from taken)) as short`,
  )
  return row?.short ?? undefined
}
