/**
 * The shop, cached per process and replaced as a whole. It is thrown away when another process says
 * so (parley_shop) and when a turn sees another version number in the database, so that a lost
 * signal costs one turn at most.
 */
import type { Catalog, Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { Models } from '#store/connection.ts'
import { readCatalog } from './shop-read.ts'

export type ShopCache = {
  /** Throws NoShop when none was loaded yet. */
  readonly get: () => Promise<Shop>
  readonly forget: () => void
  /** A turn saw this version. */
  readonly seen: (version: number) => void
}

export function createShopCache(db: Models): ShopCache {
  let loading: Promise<Shop> | undefined
  let version: number | undefined
  const forget = () => {
    loading = undefined
  }
  return {
    async get() {
      if (loading === undefined) {
        const mine = readShop(db)
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

/**
 * Statement after statement on one snapshot's worth of patience: a change in between shows as
 * another version and loads again.
 */
async function readShop(db: Models): Promise<Shop> {
  const { version, settings, options, products, variants, coupons } = await readCatalog(db)
  return {
    version,
    settings,
    catalog: catalogOf(options, products, variants),
    coupons: new Map(coupons.map((coupon) => [coupon.code, coupon])),
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
