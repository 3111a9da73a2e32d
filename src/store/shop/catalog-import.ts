/**
 * The catalog as an import changes it, in one transaction, copied in as it is made: what is new or
 * changed is written, what is gone is discontinued, live stock is touched only where it is given.
 * Next: catalog-write.ts, known-catalog.ts, cli/catalog/build.ts makes the change.
 */

import { z } from 'zod'
import type { Sku } from '#domain/base/flavour.ts'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { textColumn } from '#store/columns.ts'
import type { Pools, Sql } from '#store/connection.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { readOne } from '#store/read.ts'
import {
  type PlacedRow,
  raiseVersion,
  tellOthers,
  writeOptionRows,
  writeProductRows,
  writeVariantRows,
} from './catalog-write.ts'
import { copying, type GivenRows } from './copy.ts'
import type { StockData } from './shop-data.ts'
import { loadStock } from './shop-load.ts'

export type CatalogChange = {
  readonly options: readonly Option[]
  /** Gone through once each, while they are written. */
  readonly products: GivenRows<Product>
  readonly variants: GivenRows<Variant>
  /** Of SKUs whose stock is not kept yet. */
  readonly stock: GivenRows<StockData>
  /** SKUs that are sold no more once they are gone, and those that are sold again. */
  readonly discontinued: Iterable<Sku>
  readonly returned: Iterable<Sku>
}

export async function changeCatalog(
  pools: Pick<Pools, 'patient' | 'copies'>,
  signals: Pick<Signals, 'send'>,
  change: CatalogChange,
): Promise<void> {
  await copying(pools.copies(), async (tx) => {
    const writing = { version: await raiseVersion(tx), keeps: 'position' } as const
    await writeOptionRows(tx, await afterLast(tx, 'option', change.options), writing)
    await writeProductRows(tx, await afterLast(tx, 'product', change.products), writing)
    await writeVariantRows(tx, await afterLast(tx, 'variant', change.variants), writing)
    await loadStock(tx, change.stock, 'live')
    await tx.$executeRaw(Prisma.sql`insert into stock (sku, tracked, discontinued)
      select sku, false, true from ${await tx.staged('gone', SKUS, skuRows(change.discontinued))} order by sku
      on conflict (sku) do update set discontinued = true`)
    await tx.$executeRaw(Prisma.sql`update stock set discontinued = false
      where sku in (select sku from ${await tx.staged('returned', SKUS, skuRows(change.returned))})`)
    await tellOthers(tx)
  })
  await pools.patient().$executeRaw`analyze option, product, variant, stock`
  signals.send('parley_shop', '')
}
const SKUS = z.strictObject({ sku: textColumn })
function* skuRows(skus: Iterable<Sku>): Generator<object, void> {
  for (const sku of skus) yield { sku }
}

/** New ones come last; one that is there keeps its place. */
async function afterLast<T extends object>(
  tx: Sql,
  table: 'option' | 'product' | 'variant',
  rows: GivenRows<T>,
): Promise<AsyncIterable<PlacedRow<T>>> {
  const last = await readOne(
    tx,
    z.strictObject({ last: z.int() }),
    Prisma.sql`select coalesce(max(position), 0) as last from ${Prisma.raw(`"${table}"`)}`,
  )
  return placedAfter(last?.last ?? 0, rows)
}

async function* placedAfter<T extends object>(last: number, rows: GivenRows<T>): AsyncGenerator<PlacedRow<T>, void> {
  let position = last
  for await (const row of rows) yield { ...row, position: ++position }
}
