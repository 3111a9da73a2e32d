/**
 * The catalog page by page, so that a large one is never in one answer: all of it in its own order,
 * or what changed after a version. Rows are never deleted, so that what changed is all there is to
 * know. Next: shop-cache.ts keeps it in memory.
 */
import { z } from 'zod'
import type { Sku } from '#domain/base/flavour.ts'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { jsonFields } from '#store/columns.ts'
import type { Sql } from '#store/connection.ts'
import { read, readOne } from '#store/read.ts'
import { couponRuleSchema, OPTION, PRODUCT, settingsDocument, VARIANT } from './shop-columns.ts'
import { NoShop } from './shop-read.ts'

/** Rows of one answer: read apart in a few milliseconds. */
const PAGE = 500

export type ShopHead = {
  readonly version: number
  readonly settings: ShopSettings
  readonly coupons: readonly Coupon[]
  /** Other programs are told of its orders. */
  readonly webhooks: boolean
}

const headRow = z.strictObject({
  version: z.int(),
  settings: settingsDocument,
  coupons: z.array(couponRuleSchema),
  webhooks: z.boolean(),
})

/** Throws NoShop when none was loaded yet. */
export async function readHead(sql: Sql): Promise<ShopHead> {
  const head = await readOne(
    sql,
    headRow,
    Prisma.sql`select s.version, s.settings, exists (select 1 from webhook_endpoint w where w.active) as webhooks,
      (select coalesce(json_agg(c.rule order by c.position), '[]') from coupon c where c.active) as coupons
      from shop s where s.id = 1`,
  )
  if (head === undefined) throw new NoShop('no shop is loaded')
  return head
}

const optionRow = z.strictObject({ row: OPTION })
const productRow = z.strictObject({ row: PRODUCT })
const variantRow = z.strictObject({ row: VARIANT })

export async function readOptions(sql: Sql, after: number): Promise<readonly Option[]> {
  const rows = await read(
    sql,
    optionRow,
    Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(OPTION, 'o')})) as row from option o
      where o.changed_in > ${after}::int order by o.position, o.id`,
  )
  return rows.map(({ row: { position: _, ...option } }) => option)
}

type Place = { readonly position: number; readonly key: string }
const START: Place = { position: -1, key: '' }
/** All of it stands in the catalog's order; what changed after a version is few and stands by its key. */
const beyond = (after: number, key: string, from: Place): Prisma.Sql =>
  after < 0
    ? Prisma.sql`where (position, ${Prisma.raw(key)}) > (${from.position}::int, ${from.key})
      order by position, ${Prisma.raw(key)} limit ${PAGE}`
    : Prisma.sql`where changed_in > ${after}::int and ${Prisma.raw(key)} > ${from.key} order by ${Prisma.raw(key)}
      limit ${PAGE}`

/** What changed after a version; -1: all of it. */
export async function* productPages(sql: Sql, after: number): AsyncGenerator<readonly Product[], void> {
  const page = (from: Place) =>
    read(
      sql,
      productRow,
      Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(PRODUCT, 'p')})) as row
        from product p ${beyond(after, 'id', from)}`,
    )
  for await (const rows of ahead(page, ({ row: { position, id: key } }) => ({ position, key })))
    yield rows.map(productOf)
}

type ProductRow = z.output<typeof productRow>
const productOf = ({ row: { detail, position: _, ...product } }: ProductRow): Product => ({ ...detail, ...product })

export async function productsById(sql: Sql, ids: readonly string[]): Promise<readonly Product[]> {
  const rows = await read(
    sql,
    productRow,
    Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(PRODUCT, 'p')})) as row from product p
      where id = any(${ids})`,
  )
  return rows.map(productOf)
}

/** What changed after a version; -1: all of it. */
export async function* variantPages(sql: Sql, after: number): AsyncGenerator<readonly Variant[], void> {
  const page = (from: Place) =>
    read(
      sql,
      variantRow,
      Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(VARIANT, 'v')})) as row
        from variant v ${beyond(after, 'sku', from)}`,
    )
  for await (const rows of ahead(page, ({ row: { position, sku: key } }) => ({ position, key })))
    yield rows.map(({ row: { position: _, ...variant } }) => variant)
}

/** The database makes the next page while this one is taken in. */
async function* ahead<R>(
  page: (from: Place) => Promise<readonly R[]>,
  placeOf: (row: R) => Place,
): AsyncGenerator<readonly R[], void> {
  for (let next: Promise<readonly R[]> | undefined = page(START); next !== undefined; ) {
    const rows: readonly R[] = await next
    const last = rows.at(-1)
    next = last === undefined || rows.length < PAGE ? undefined : page(placeOf(last))
    // Whoever stops reading leaves it behind.
    next?.catch(() => {})
    yield rows
  }
}

/** All variants of these products, in their order. */
export const variantsOfProducts = (sql: Sql, ids: readonly string[]): Promise<readonly Variant[]> =>
  variantsWhere(sql, Prisma.sql`product_id = any(${ids})`)

export const variantsBySku = (sql: Sql, skus: readonly Sku[]): Promise<readonly Variant[]> =>
  variantsWhere(sql, Prisma.sql`sku = any(${skus})`)

async function variantsWhere(sql: Sql, where: Prisma.Sql): Promise<readonly Variant[]> {
  const rows = await read(
    sql,
    variantRow,
    Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(VARIANT, 'v')})) as row from variant v
      where ${where} order by position, sku`,
  )
  return rows.map(({ row: { position: _, ...variant } }) => variant)
}
