/**
 * The shop, cached per process and replaced as a whole. It is thrown away when another process says so (parley_shop) and when a turn sees
 * another version number in the database, so that a lost signal costs one turn at most.
 */
import type { Catalog, Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Coupon, Shop, ShopSettings } from '#domain/model/shop.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { iso, type Sql } from '#store/connection.ts'

export type ShopCache = {
  /** Throws NoShop when none was loaded yet. */
  readonly get: () => Promise<Shop>
  readonly forget: () => void
  /** A turn saw this version. */
  readonly seen: (version: number) => void
}

/** The database is empty: `parley shop load FILE` fills it. */
export class NoShop extends Error {}

export function createShopCache(sql: Sql): ShopCache {
  let loading: Promise<Shop> | undefined
  let version: number | undefined
  const forget = () => {
    loading = undefined
  }
  return {
    async get() {
      if (loading === undefined) {
        const mine = readShop(sql)
        loading = mine
        mine.then(
          (shop) => {
            if (loading === mine) version = shop.version
          },
          () => {
            if (loading === mine) loading = undefined
          },
        )
      }
      return loading
    },
    forget,
    seen(current) {
      if (version !== undefined && current !== version) forget()
    },
  }
}

type ShopRow = {
  readonly version: number
  readonly settings: ShopSettings
  readonly options: readonly Option[]
  readonly coupons: readonly Coupon[]
}
type ProductRow = { readonly product: Product }
type VariantRow = { readonly variant: Variant }

/** Three statements on one snapshot's worth of patience: a change in between shows as another version and loads again. */
export async function readShop(sql: Sql): Promise<Shop> {
  const [row] = await sql.$queryRaw<ShopRow[]>(Prisma.sql`
    select s.version, s.settings,
      (select coalesce(json_agg(json_strip_nulls(json_build_object('id', o.id, 'name', o.name, 'values', o.values, 'defaultValue', o.default_value))
        order by o.position), '[]') from option o) as options,
      (select coalesce(json_agg(k.rule order by k.position), '[]') from coupon k where k.active) as coupons
    from shop s where s.id = 1`)
  if (row === undefined) throw new NoShop('no shop is loaded')
  const products = await sql.$queryRaw<ProductRow[]>(Prisma.sql`
    select p.detail || jsonb_build_object('id', p.id, 'name', p.name, 'plural', p.plural, 'code', p.code, 'category', p.category,
      'taxClass', p.tax_class) as product from product p order by p.position`)
  const variants = await sql.$queryRaw<VariantRow[]>(Prisma.sql`
    select json_strip_nulls(json_build_object('sku', v.sku, 'productId', v.product_id, 'options', v.options, 'price', v.price, 'cost', v.cost,
      'weightGrams', v.weight_grams, 'active', v.active, 'maxPerOrder', v.max_per_order, 'purchasableFrom', ${iso('v.purchasable_from')},
      'purchasableUntil', ${iso('v.purchasable_until')})) as variant from variant v order by v.position`)
  return {
    version: row.version,
    settings: row.settings,
    catalog: catalogOf(
      row.options,
      products.map(({ product }) => product),
      variants.map(({ variant }) => variant),
    ),
    coupons: new Map(row.coupons.map((coupon) => [coupon.code, coupon])),
  }
}

function catalogOf(options: readonly Option[], products: readonly Product[], variants: readonly Variant[]): Catalog {
  return {
    options: new Map(options.map((option) => [option.id, option])),
    products: new Map(products.map((product) => [product.id, product])),
    variants: new Map(variants.map((variant) => [variant.sku, variant])),
    variantsOf: Map.groupBy(variants, (variant) => variant.productId),
  }
}
