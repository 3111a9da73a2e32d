/**
 * The whole catalog in memory, read page by page, without what finds things in it. What many products and variants have alike is in memory once. Next: shop-cache.ts adds the
 * index and keeps it.
 */
import type { Catalog, Product, Variant } from '#domain/model/catalog.ts'
import type { Sql } from '#store/connection.ts'
import { productPages, readOptions, variantPages } from './catalog-pages.ts'

type WholeCatalog = Pick<Catalog, 'options' | 'products' | 'variants' | 'variantsOf'>

export async function wholeCatalog(db: Sql): Promise<WholeCatalog> {
  const options = new Map((await readOptions(db, -1)).map((option) => [option.id, option]))
  const products = new Map<string, Product>()
  const texts = new Map<string, string>()
  const once = (text: string): string => {
    const held = texts.get(text) ?? text
    texts.set(held, held)
    return held
  }
  for await (const page of productPages(db, -1))
    for (const { category, taxClass, ...product } of page)
      products.set(product.id, { ...product, category: once(category), taxClass: once(taxClass) })
  const variants = new Map<string, Variant>()
  const variantsOf = new Map<string, Variant[]>()
  const chosen = new Map<string, Variant['options']>()
  for await (const page of variantPages(db, -1))
    for (const read of page) {
      // What many variants have alike is in memory once.
      const key = JSON.stringify(read.options)
      const options = chosen.get(key) ?? read.options
      chosen.set(key, options)
      const variant = { ...read, options, productId: products.get(read.productId)?.id ?? read.productId }
      variants.set(variant.sku, variant)
      const siblings = variantsOf.get(variant.productId)
      if (siblings === undefined) variantsOf.set(variant.productId, [variant])
      else siblings.push(variant)
    }
  return { options, products, variants, variantsOf }
}
