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
  rows: readonly object[],
  { version: changedIn, keeps }: Writing,
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH)
    await tx.$executeRaw(upsert({ ...table, rows: rows.slice(from, from + BATCH), changedIn, keeps }))
}

export const writeOptionRows = (tx: Sql, options: readonly PlacedRow<Option>[], writing: Writing): Promise<void> =>
  inBatches(tx, { table: 'option', columns: OPTION, key: 'id' }, options, writing)

export function writeProductRows(tx: Sql, products: readonly PlacedRow<Product>[], writing: Writing): Promise<void> {
  const rows = products.map(({ id, name, plural, code, category, taxClass, position, ...detail }) => ({
    ...{ id, name, plural, code, category, taxClass, position },
    detail,
  }))
  return inBatches(tx, { table: 'product', columns: PRODUCT, key: 'id' }, rows, writing)
}

export const writeVariantRows = (tx: Sql, variants: readonly PlacedRow<Variant>[], writing: Writing): Promise<void> =>
  inBatches(tx, { table: 'variant', columns: VARIANT, key: 'sku' }, variants, writing)
