/**
 * What an import compares with: of everything that is here only the names and how each stands, in
 * memory at once; products and variants themselves are looked up as they are needed. Next:
 * cli/catalog/build.ts compares, catalog-import.ts writes.
 */
import { z } from 'zod'
import type { Sku } from '#domain/base/flavour.ts'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'
import { productsById, readOptions, variantsBySku } from './catalog-pages.ts'

export type KnownSku = {
  readonly productId: string
  /** Its stock is kept. */
  readonly stocked: boolean
  readonly discontinued: boolean
  /** By hand: an export does not switch it on. */
  readonly switchedOff: boolean
}
export type KnownCatalog = {
  readonly options: ReadonlyMap<string, Option>
  /** By id: whether an import brought it. */
  readonly products: ReadonlyMap<string, boolean>
  readonly skus: ReadonlyMap<Sku, KnownSku>
}
export type FoundGoods = {
  readonly products: ReadonlyMap<string, Product>
  readonly variants: ReadonlyMap<Sku, Variant>
}

/** Rows of one answer. */
const PAGE = 5000

export async function knownCatalog(db: Sql): Promise<KnownCatalog> {
  const products = new Map<string, boolean>()
  for await (const { id, imported } of rowsAfter(db, productRow, PRODUCTS, ({ id }) => id)) products.set(id, imported)
  const skus = new Map<Sku, KnownSku>()
  let last: KnownSku | undefined
  for await (const { sku, productId, stocked, gone: discontinued, off: switchedOff } of rowsAfter(
    db,
    skuRow,
    SKUS,
    ({ sku }) => sku,
  )) {
    // Neighbours mostly stand alike: they are in memory once.
    const own = { productId, stocked, discontinued, switchedOff }
    last = last !== undefined && alike(last, own) ? last : own
    skus.set(sku, last)
  }
  return { options: new Map((await readOptions(db, -1)).map((option) => [option.id, option])), products, skus }
}

const alike = (one: KnownSku, other: KnownSku): boolean =>
  one.productId === other.productId &&
  one.stocked === other.stocked &&
  one.discontinued === other.discontinued &&
  one.switchedOff === other.switchedOff

const productRow = z.strictObject({ id: z.string(), imported: z.boolean() })
const PRODUCTS = Prisma.sql`select id, detail ? 'imported' as imported from product where id`
const skuRow = z.strictObject({
  ...{ sku: z.string(), productId: z.string() },
  ...{ stocked: z.boolean(), gone: z.boolean(), off: z.boolean() },
})
const SKUS = Prisma.sql`select v.sku, v.product_id as "productId", s.sku is not null as stocked,
  coalesce(s.discontinued, false) as gone, v.switched_off as off
  from variant v left join stock s using (sku) where v.sku`

async function* rowsAfter<S extends z.ZodType>(
  db: Sql,
  schema: S,
  select: Prisma.Sql,
  keyOf: (row: z.output<S>) => string,
): AsyncGenerator<z.output<S>, void> {
  for (let after = ''; ; ) {
    const rows = await read(db, schema, Prisma.sql`${select} > ${after} order by 1 limit ${PAGE}`)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = keyOf(last)
  }
}

/** These, as they are now. */
export async function lookUp(db: Sql, ids: readonly string[], skus: readonly Sku[]): Promise<FoundGoods> {
  const [products, variants] = await Promise.all([
    ids.length === 0 ? [] : productsById(db, ids),
    skus.length === 0 ? [] : variantsBySku(db, skus),
  ])
  return {
    products: new Map(products.map((product) => [product.id, product])),
    variants: new Map(variants.map((variant) => [variant.sku, variant])),
  }
}
