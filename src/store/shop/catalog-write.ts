/**
 * Writing the catalog, each row marked with the version that changed it, so that every process reads
 * what is new and nothing else (shop-cache.ts). GivenRows are copied in as they come, then put over those
 * that are there; a row that is as it was stays untouched. The version is raised first: it makes
 * writers wait for each other.
 */
import { z } from 'zod'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type Columns, upsert } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { readOne } from '#store/read.ts'
import type { Copying, GivenRows } from './copy.ts'
import { OPTION, PRODUCT, VARIANT } from './shop-columns.ts'
import { NoShop } from './shop-read.ts'

/** Told with the commit, so that it is not lost where the command that wrote ends at once. */
export const tellOthers = (tx: Sql): Promise<unknown> =>
  tx.$queryRaw(Prisma.sql`select pg_notify('parley_shop', '')::text`)

/** Where a row stands among all; what is not given one keeps it, or comes last. */
export type PlacedRow<T> = T & { readonly position: number }

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

async function merged<C extends Columns>(
  tx: Copying,
  table: Table<C>,
  rows: GivenRows<object>,
  { version: changedIn, keeps }: Writing,
): Promise<void> {
  const from = Prisma.sql`${await tx.staged(table.table, table.columns, rows)} r`
  await tx.$executeRaw(upsert({ ...table, from, changedIn, keeps }))
}

export const writeOptionRows = (tx: Copying, options: GivenRows<PlacedRow<Option>>, writing: Writing): Promise<void> =>
  merged(tx, { table: 'option', columns: OPTION, key: 'id' }, options, writing)

export const writeProductRows = (
  tx: Copying,
  products: GivenRows<PlacedRow<Product>>,
  writing: Writing,
): Promise<void> => merged(tx, { table: 'product', columns: PRODUCT, key: 'id' }, productRows(products), writing)

async function* productRows(products: GivenRows<PlacedRow<Product>>): AsyncGenerator<object, void> {
  for await (const { id, name, plural, code, category, taxClass, position, ...detail } of products)
    yield { id, name, plural, code, category, taxClass, position, detail }
}

export const writeVariantRows = (
  tx: Copying,
  variants: GivenRows<PlacedRow<Variant>>,
  writing: Writing,
): Promise<void> => merged(tx, { table: 'variant', columns: VARIANT, key: 'sku' }, variants, writing)
