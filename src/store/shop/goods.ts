/**
 * List prices and what is sold, changed while the shop runs: in a turn, or many prices at once. The
 * rows are marked with a new version, so that every process reads just them before its next turn.
 * What is in a cart keeps its price until that ends (draft/prices).
 */

import { z } from 'zod'
import type { GoodsChange } from '#conversation/edge/changes.ts'
import type { GoodsChanged } from '#conversation/engine-ports.ts'
import type { Sku } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { big, recordSet, textColumn } from '#store/columns.ts'
import type { Db, Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { read } from '#store/read.ts'
import { raiseVersion, tellOthers } from './catalog-write.ts'

export type NewPrice = { readonly sku: Sku; readonly price: number }

const skuRow = z.strictObject({ sku: z.string() })
const PRICE = z.strictObject({ sku: textColumn, price: big })

export async function changeGoods(tx: Sql, change: GoodsChange): Promise<GoodsChanged> {
  const version = await raiseVersion(tx)
  const rows = await (change.kind === 'price'
    ? repriced(tx, [{ ...change, sku: storable(change.sku) }], version)
    : sold(tx, storable(change.what), change.sold, version))
  if (rows.length === 0) return { kind: 'unknown' }
  await tellOthers(tx)
  return { kind: 'changed', skus: rows.map(({ sku }) => sku) }
}

const repriced = (tx: Sql, prices: readonly NewPrice[], version: number): Promise<readonly { readonly sku: Sku }[]> =>
  read(
    tx,
    skuRow,
    Prisma.sql`update variant v set price = n.price, changed_in = ${version}::int,
        compare_at = case when v.compare_at > n.price then v.compare_at end
      from ${recordSet(PRICE, 'n', prices)} where v.sku = n.sku returning v.sku`,
  )

/** By its SKU, or by the product's name, code or id. */
const sold = (tx: Sql, what: string, on: boolean, version: number): Promise<readonly { readonly sku: Sku }[]> =>
  read(
    tx,
    skuRow,
    Prisma.sql`update variant v set active = ${on}, switched_off = ${!on}, changed_in = ${version}::int
      where v.sku = upper(${what}) or v.product_id in (select p.id from product p
        where lower(${what}) in (lower(p.id), lower(p.name), lower(p.code)) and not exists (select 1 from variant x
          where x.sku = upper(${what})))
      returning v.sku`,
  )

const BATCH = 1000
/** All of them, or none and the SKUs nobody knows. */
export async function changePrices(
  db: Db,
  signals: Pick<Signals, 'send'>,
  prices: readonly NewPrice[],
): Promise<readonly string[]> {
  const unknown = await db.$transaction(
    async (tx) => {
      const skus = prices.map(({ sku }) => storable(sku))
      const missing = await read(
        tx,
        skuRow,
        Prisma.sql`select sku from unnest(${skus}::text[]) sku where not exists (select 1 from variant v
          where v.sku = sku.sku)`,
      )
      if (missing.length > 0) return missing.map(({ sku }) => sku)
      const version = await raiseVersion(tx)
      for (let from = 0; from < prices.length; from += BATCH)
        await repriced(tx, prices.slice(from, from + BATCH), version)
      await tellOthers(tx)
      return []
    },
    { timeout: 600_000 },
  )
  if (unknown.length === 0) signals.send('parley_shop', '')
  return unknown
}
