/**
 * The catalog page by page, so that a large one is never in one answer: all of it in its own order,
 * or what changed after a version. Rows are never deleted, so that what changed is all there is to
 * know. Next: shop-cache.ts keeps it in memory.
 */
import { z } from 'zod'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { jsonFields } from '#store/columns.ts'
import type { Models, Sql } from '#store/connection.ts'
import { parsed, read } from '#store/read.ts'
import { couponRuleSchema, OPTION, PRODUCT, settingsDocument, VARIANT } from './shop-columns.ts'
import { NoShop } from './shop-read.ts'

/** Rows of one answer: read apart in a few milliseconds. */
const PAGE = 250

export type ShopHead = {
  readonly version: number
  readonly settings: ShopSettings
  readonly coupons: readonly Coupon[]
  /** Other programs are told of its orders. */
  readonly webhooks: boolean
}

/** Throws NoShop when none was loaded yet. */
export async function readHead(db: Models): Promise<ShopHead> {
  const shop = await db.shop.findUnique({ where: { id: 1 } })
  if (shop === null) throw new NoShop('no shop is loaded')
  const coupons = await db.coupon.findMany({
    orderBy: { position: 'asc' },
    where: { active: true },
    select: { rule: true },
  })
  const webhooks = await db.webhookEndpoint.count({ where: { active: true } })
  return {
    version: shop.version,
    webhooks: webhooks > 0,
    settings: parsed(settingsDocument, shop.settings),
    coupons: coupons.map(({ rule }) => parsed(couponRuleSchema, rule)),
  }
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
  for (let from = START; ; ) {
    const rows = await read(
      sql,
      productRow,
      Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(PRODUCT, 'p')})) as row
        from product p ${beyond(after, 'id', from)}`,
    )
    yield rows.map(({ row: { detail, position: _, ...product } }) => ({ ...detail, ...product }))
    const last = rows.at(-1)?.row
    if (last === undefined || rows.length < PAGE) return
    from = { position: last.position, key: last.id }
  }
}

/** What changed after a version; -1: all of it. */
export async function* variantPages(sql: Sql, after: number): AsyncGenerator<readonly Variant[], void> {
  for (let from = START; ; ) {
    const rows = await read(
      sql,
      variantRow,
      Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(VARIANT, 'v')})) as row
        from variant v ${beyond(after, 'sku', from)}`,
    )
    yield rows.map(({ row: { position: _, ...variant } }) => variant)
    const last = rows.at(-1)?.row
    if (last === undefined || rows.length < PAGE) return
    from = { position: last.position, key: last.sku }
  }
}

/** All variants of these products, in their order. */
export async function variantsOfProducts(sql: Sql, ids: readonly string[]): Promise<readonly Variant[]> {
  const rows = await read(
    sql,
    variantRow,
    Prisma.sql`select json_strip_nulls(json_build_object(${jsonFields(VARIANT, 'v')})) as row from variant v
      where product_id = any(${ids}) order by position, sku`,
  )
  return rows.map(({ row: { position: _, ...variant } }) => variant)
}
