/**
 * Writing the catalog in batches, each row marked with the version that changed it, so that every
 * process reads what is new and nothing else (shop-cache.ts). A row that is as it was stays
 * untouched. The version is raised first: it makes writers wait for each other.
 */
import { z } from 'zod'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type Columns, upsert } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { readOne } from '#store/read.ts'
import { OPTION, PRODUCT, VARIANT } from './shop-columns.ts'
import { NoShop } from './shop-read.ts'

/** Told with the commit, so that it is not lost where the command that wrote ends at once. */
export const tellOthers = (tx: Sql): Promise<unknown> =>
  tx.$queryRaw(Prisma.sql`select pg_notify('parley_shop', '')::text`)

/** Where a row stands among all; what is not given one keeps it, or comes last. */
export type PlacedRow<T> = T & { readonly position: number }

/** Rows a statement takes. */
const BATCH = 1000

export async function raiseVersion(tx: Sql): Promise<number> {
  const raised = await readOne(
    tx,
    z.strictObject({ version: z.int() }),
    Prisma.sql`update shop set version = version + 1 where id = 1 returning version`,
  )
  if (raised === undefined) throw new NoShop('no shop is loaded')
  return raised.version
}

/** `keeps`: what is there already stays at its place. */
export type Writing = { readonly version: number; readonly keeps?: 'position' }

type Table<C extends Columns> = { readonly table: string; readonly columns: C; readonly key: keyof C['shape'] & string }

async function inBatches<C extends Columns>(
  tx: Sql,
  table: Table<C>,
  rows: Iterable<object>,
  { version: changedIn, keeps }: Writing,
): Promise<void> {
  for (const batch of batches(rows)) await tx.$executeRaw(upsert({ ...table, rows: batch, changedIn, keeps }))
}

/** Never more than one batch at a time, however long the rows are. */
export function* batches<T>(rows: Iterable<T>): Generator<readonly T[], undefined> {
  let batch: T[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
  return undefined
}

export const writeOptionRows = (tx: Sql, options: Iterable<PlacedRow<Option>>, writing: Writing): Promise<void> =>
  inBatches(tx, { table: 'option', columns: OPTION, key: 'id' }, options, writing)

export const writeProductRows = (tx: Sql, products: Iterable<PlacedRow<Product>>, writing: Writing): Promise<void> =>
  inBatches(tx, { table: 'product', columns: PRODUCT, key: 'id' }, productRows(products), writing)

function* productRows(products: Iterable<PlacedRow<Product>>): Generator<object, undefined> {
  for (const { id, name, plural, code, category, taxClass, position, ...detail } of products)
    yield { id, name, plural, code, category, taxClass, position, detail }
  return undefined
}

export const writeVariantRows = (tx: Sql, variants: Iterable<PlacedRow<Variant>>, writing: Writing): Promise<void> =>
  inBatches(tx, { table: 'variant', columns: VARIANT, key: 'sku' }, variants, writing)
