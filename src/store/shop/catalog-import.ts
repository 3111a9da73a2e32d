/**
 * The catalog as an import changes it, in one transaction and in batches: what is new or changed is
 * written, what is gone is discontinued, live stock is touched only where it is given. Next:
 * catalog-write.ts, cli/catalog/build.ts makes the change.
 */

import { z } from 'zod'
import type { Sku } from '#domain/base/flavour.ts'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { read, readOne } from '#store/read.ts'
import {
  batches,
  type PlacedRow,
  raiseVersion,
  tellOthers,
  writeOptionRows,
  writeProductRows,
  writeVariantRows,
} from './catalog-write.ts'
import type { StockData } from './shop-data.ts'
import { loadStock } from './shop-load.ts'

export type CatalogChange = {
  readonly options: readonly Option[]
  /** Gone through once each, a batch at a time. */
  readonly products: Iterable<Product>
  readonly variants: Iterable<Variant>
  /** Of SKUs whose stock is not kept yet. */
  readonly stock: Iterable<StockData>
  /** SKUs that are sold no more once they are gone, and those that are sold again. */
  readonly discontinued: readonly string[]
  readonly returned: readonly string[]
}

/**
 * What is known of SKUs beside the catalog: whose stock is kept, what is discontinued, what was
 * switched off by hand.
 */
export type SkuStates = {
  readonly stocked: ReadonlySet<string>
  readonly discontinued: ReadonlySet<string>
  readonly switchedOff: ReadonlySet<string>
}

/** A large catalog takes its time; the turn's own limits do not apply here. */
const TIMEOUT = 1_800_000

export async function changeCatalog(db: Db, signals: Pick<Signals, 'send'>, change: CatalogChange): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`set local statement_timeout = 0`
      await tx.$executeRaw`set local idle_in_transaction_session_timeout = 0`
      const writing = { version: await raiseVersion(tx), keeps: 'position' } as const
      await writeOptionRows(tx, await afterLast(tx, 'option', change.options), writing)
      await writeProductRows(tx, await afterLast(tx, 'product', change.products), writing)
      await writeVariantRows(tx, await afterLast(tx, 'variant', change.variants), writing)
      for (const stock of batches(change.stock)) await loadStock(tx, stock, 'live')
      for (const skus of batches(change.discontinued)) await markDiscontinued(tx, skus)
      for (const skus of batches(change.returned))
        await tx.stock.updateMany({ where: { sku: { in: [...skus] } }, data: { discontinued: false } })
      await tellOthers(tx)
    },
    { timeout: TIMEOUT },
  )
  await db.$executeRaw`analyze option, product, variant, stock`
  signals.send('parley_shop', '')
}

/** New ones come last; one that is there keeps its place. */
async function afterLast<T extends object>(
  tx: Sql,
  table: 'option' | 'product' | 'variant',
  rows: Iterable<T>,
): Promise<Iterable<PlacedRow<T>>> {
  const last = await readOne(
    tx,
    z.strictObject({ last: z.int() }),
    Prisma.sql`select coalesce(max(position), 0) as last from ${Prisma.raw(`"${table}"`)}`,
  )
  return placedAfter(last?.last ?? 0, rows)
}

function* placedAfter<T extends object>(last: number, rows: Iterable<T>): Generator<PlacedRow<T>, undefined> {
  let position = last
  for (const row of rows) yield { ...row, position: ++position }
  return undefined
}

const markDiscontinued = (tx: Sql, skus: readonly Sku[]): Promise<number> =>
  tx.$executeRaw(Prisma.sql`insert into stock (sku, tracked, discontinued)
    select sku, false, true from unnest(${[...skus].sort()}::text[]) sku
    on conflict (sku) do update set discontinued = true`)

const stateRow = z.strictObject({ sku: z.string(), stocked: z.boolean(), gone: z.boolean(), off: z.boolean() })
export async function skuStates(db: Db): Promise<SkuStates> {
  const [stocked, discontinued, switchedOff] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (let after = ''; ; ) {
    const rows = await read(
      db,
      stateRow,
      Prisma.sql`select v.sku, s.sku is not null as stocked, coalesce(s.discontinued, false) as gone, v.switched_off
        as off
        from variant v left join stock s using (sku) where v.sku > ${after} order by v.sku limit 5000`,
    )
    for (const { sku, stocked: kept, gone, off } of rows) {
      if (kept) stocked.add(sku)
      if (gone) discontinued.add(sku)
      if (off) switchedOff.add(sku)
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < 5000) return { stocked, discontinued, switchedOff }
    after = last.sku
  }
}
