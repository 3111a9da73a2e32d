/**
 * The shop, kept in memory by each process. It is read page by page when it is first asked for;
 * afterwards what changed is read and laid over it, so that a price that changes costs one row and
 * there are never two whole catalogs. It is looked after when another process says so (parley_shop)
 * and when a turn sees another version in the database: a lost signal costs one turn at most.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { emptyIndex, growIndex } from '#domain/catalog/word-index.ts'
import type { Catalog, Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Shop } from '#domain/model/shop.ts'
import type { WordIndex } from '#domain/model/word-index.ts'
import type { Db } from '#store/connection.ts'
import {
  productPages,
  readHead,
  readOptions,
  type ShopHead,
  variantPages,
  variantsOfProducts,
} from './catalog-pages.ts'
import { wholeCatalog } from './catalog-whole.ts'
import { type Layers, layered, layersWith } from './layers.ts'

export type ShopCache = {
  /** Throws NoShop when none was loaded yet. */
  readonly get: () => Promise<Shop>
  /** Something changed, by another process. */
  readonly forget: () => void
  /** A turn saw this version. */
  readonly seen: (version: number) => void
}

export function createShopCache(db: Db): ShopCache {
  let held: Held | undefined
  let fresh = false
  let wanted = 0
  let working: Promise<Held> | undefined
  async function renew(): Promise<Held> {
    fresh = true
    try {
      const next = await renewed(db, held)
      held = next
      return next
    } catch (error) {
      fresh = false
      throw error
    } finally {
      working = undefined
    }
  }
  return {
    async get() {
      for (let tries = 0; held === undefined || !fresh; tries++) {
        working ??= renew()
        await working
        // The database was put back to an older state: what is there counts.
        if (held !== undefined && tries > 0 && held.shop.version < wanted) wanted = held.shop.version
        if (held !== undefined && held.shop.version < wanted) fresh = false
      }
      return held.shop
    },
    forget() {
      fresh = false
    },
    seen(version) {
      wanted = version
      if (held !== undefined && version !== held.shop.version) fresh = false
    },
  }
}

type Held = {
  readonly shop: Shop
  readonly products: Layers<string, Product>
  readonly variants: Layers<string, Variant>
  readonly variantsOf: Layers<string, readonly Variant[]>
}

async function renewed(db: Db, held: Held | undefined): Promise<Held> {
  const head = await readHead(db)
  if (held === undefined || head.version < held.shop.version) return whole(db, head)
  return head.version === held.shop.version ? held : patched(db, held, head)
}

async function whole(db: Db, head: ShopHead): Promise<Held> {
  const { options, products, variants, variantsOf } = await wholeCatalog(db)
  const index = emptyIndex()
  await inSlices(growIndex(index, products.values(), { options, variantsOf }))
  const under = { products: alone(products), variants: alone(variants), variantsOf: alone(variantsOf) }
  return { ...under, shop: shopOf(head, options, under, index) }
}
const alone = <K, V>(map: ReadonlyMap<K, V>): Layers<K, V> => ({ under: map, over: new Map() })

async function inSlices(work: Iterable<unknown>): Promise<void> {
  for (const _ of work) await breathe()
}

type Parts = Omit<Held, 'shop'>
function shopOf(
  { version, settings, coupons, webhooks }: ShopHead,
  options: ReadonlyMap<string, Option>,
  { products, variants, variantsOf }: Parts,
  index: WordIndex,
): Shop {
  return {
    version,
    ...(webhooks ? { hasWebhooks: true } : {}),
    settings,
    catalog: {
      options,
      products: layered(products),
      variants: layered(variants),
      variantsOf: layered(variantsOf),
      index,
    },
    coupons: new Map(coupons.map((coupon) => [coupon.code, coupon])),
  }
}

/**
 * What changed since, over what is here. The index grows by what is called otherwise now; prices
 * change nothing in it.
 */
async function patched(db: Db, held: Held, head: ShopHead): Promise<Held> {
  const { catalog, version } = held.shop
  const options = new Map([...catalog.options, ...(await readOptions(db, version)).map(byId)])
  let parts: Parts = held
  const renamed = new Map<string, Product>()
  for await (const page of productPages(db, version)) {
    parts = { ...parts, products: await layersWith(parts.products, new Map(page.map(byId))) }
    for (const product of page) renamed.set(product.id, product)
  }
  for await (const page of variantPages(db, version)) {
    const products = layered(parts.products)
    for (const variant of page)
      for (const id of touchedBy(variant, catalog)) {
        const product = products.get(id)
        if (product !== undefined) renamed.set(id, product)
      }
    parts = await withVariants(db, parts, page, catalog)
  }
  for (const product of revalued(catalog, options))
    renamed.set(product.id, layered(parts.products).get(product.id) ?? product)
  await inSlices(growIndex(catalog.index, renamed.values(), { options, variantsOf: layered(parts.variantsOf) }))
  return { ...parts, shop: shopOf(head, options, parts, catalog.index) }
}
const byId = <T extends { readonly id: string }>(thing: T): [string, T] => [thing.id, thing]

/** Products that are found by other words because of this variant: it is new, comes in other values, or moved. */
function touchedBy(variant: Variant, { variants }: Catalog): readonly string[] {
  const before = variants.get(variant.sku)
  if (before === undefined) return [variant.productId]
  if (before.productId !== variant.productId) return [before.productId, variant.productId]
  return JSON.stringify(before.options) === JSON.stringify(variant.options) ? [] : [variant.productId]
}

async function withVariants(db: Db, parts: Parts, page: readonly Variant[], before: Catalog): Promise<Parts> {
  const touched = new Set(
    page.flatMap(({ sku, productId }) => [productId, before.variants.get(sku)?.productId ?? productId]),
  )
  const siblings = Map.groupBy(await variantsOfProducts(db, [...touched]), ({ productId }) => productId)
  const lists = new Map([...touched].map((id): [string, readonly Variant[]] => [id, siblings.get(id) ?? []]))
  const own = new Map([...lists.values()].flat().map((variant): [string, Variant] => [variant.sku, variant]))
  return {
    ...parts,
    variants: await layersWith(parts.variants, own),
    variantsOf: await layersWith(parts.variantsOf, lists),
  }
}

/** Products that come in a value which is called otherwise now. */
function revalued({ options, products }: Catalog, now: ReadonlyMap<string, Option>): readonly Product[] {
  const changed = new Set(
    [...options.values()].flatMap((before) => {
      const after = now.get(before.id)
      if (after === undefined || after === before) return []
      const same = new Map(after.values.map((value) => [value.id, JSON.stringify(value)]))
      return before.values.some((value) => same.get(value.id) !== JSON.stringify(value)) ? [before.id] : []
    }),
  )
  if (changed.size === 0) return []
  return [...products.values()].filter((product) => product.options.some((id) => changed.has(id)))
}
