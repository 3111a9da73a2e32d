/**
 * From what an export gives, and what the shop has, to what changes: pure. Rule: everything is
 * matched by key (a product by its variants' SKUs or its handle, a variant by its SKU, options and
 * values by name), what the export does not say stays, and nothing wrong gets in: it is told with
 * its row and column. Next: import.ts reads and writes.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Catalog, Product, Variant } from '#domain/model/catalog.ts'
import type { CatalogChange } from '#store/shop/catalog-import.ts'
import type { StockData } from '#store/shop/shop-data.ts'
import type { StockCount } from '#store/turn/desk.ts'
import type { Given, GivenProduct, ImportProblem } from './given.ts'
import { type Goods, goodsOf } from './goods.ts'
import { type GrowingOptions, growingOptions } from './options.ts'
import { freeName, slugOf, wordsOfTitle } from './titles.ts'

/** What the shop has now. */
export type Existing = Pick<Catalog, 'options' | 'products' | 'variants' | 'variantsOf'> & {
  /** SKUs whose stock is kept, and those of them that are discontinued. */
  readonly stocked: ReadonlySet<string>
  readonly discontinued: ReadonlySet<string>
  /** Switched off by hand: an export does not switch them on. */
  readonly switchedOff: ReadonlySet<string>
}
export type How = {
  /** Digits of the shop's currency. */
  readonly exponent: number
  /** Before image links that are only a file's name; null: no images. */
  readonly images: string | null
  /** The file is a part of the catalog: what it does not have stays. */
  readonly partial: boolean
}

export type ImportCounts = {
  readonly added: number
  readonly changed: number
  readonly discontinued: number
  readonly same: number
}
export type Built = {
  readonly change: CatalogChange
  /** What is on hand of SKUs whose stock is kept already; taken where the command says so. */
  readonly counts: readonly StockCount[]
  readonly problems: readonly ImportProblem[]
  readonly products: ImportCounts
  readonly skus: ImportCounts
  readonly prices: number
  readonly untaxed: number
}

/** Products with their variants as they come; `finish` once the file is at its end. */
export function catalogBuilder(existing: Existing, how: How) {
  const families = new Map<string, { readonly product: GivenProduct; readonly goods: Goods[] }>()
  const problems: ImportProblem[] = []
  const rows = new Map<string, number>()
  return {
    take(given: Given): void {
      switch (given.kind) {
        case 'problem':
          problems.push(given.problem)
          return
        case 'product':
          if (given.product.name.text === '')
            problems.push({ ...at(given.product.name), message: 'the name is missing' })
          families.set(given.product.key, { product: given.product, goods: [] })
          return
        case 'variant': {
          const family = families.get(given.variant.key)
          if (family === undefined || family.product.name.text === '') return
          const read = goodsOf(given.variant, {
            product: family.product,
            siblings: family.goods,
            rows,
            exponent: how.exponent,
          })
          problems.push(...read.problems)
          if (read.goods === undefined) return
          rows.set(read.goods.sku, given.variant.price.row)
          family.goods.push(read.goods)
          return
        }
        default:
          given satisfies never
      }
    },
    finish: (): Built =>
      built(
        [...families.values()].filter(({ goods }) => goods.length > 0),
        problems,
        existing,
        how,
      ),
  }
}
const at = ({ row, column }: { readonly row: number; readonly column: string }) => ({ row, column })

type Family = { readonly product: GivenProduct; readonly goods: readonly Goods[] }

function built(families: readonly Family[], problems: readonly ImportProblem[], existing: Existing, how: How): Built {
  const options = growingOptions(existing.options)
  const ids = productIds(families, existing)
  const products = again(() =>
    mapped(families, (family, place) => [productOf(family, ids[place] ?? '', { existing, options, how })]),
  )
  const variants = again(() =>
    mapped(families, (family, place) =>
      family.goods.map((goods) => variantOf(goods, ids[place] ?? '', { family, existing, options })),
    ),
  )
  const goods = again(() => mapped(families, (family) => family.goods))
  const listed = new Set(mapped(goods, ({ sku }) => [sku]))
  const gone = how.partial ? [] : goneOf(existing, listed)
  const kept = new Set(ids)
  const lost = new Set(gone.flatMap((sku) => existing.variants.get(sku)?.productId ?? []).filter((id) => !kept.has(id)))
  const productCounts = countsOf(products, (product) => existing.products.get(product.id))
  const skuCounts = countsOf(variants, (variant) => existing.variants.get(variant.sku))
  return {
    change: {
      // After products and variants were gone through once: their names and values are known by then.
      options: options.changed(),
      products: again(() => changed(products, (product) => existing.products.get(product.id))),
      variants: again(() => changed(variants, (variant) => existing.variants.get(variant.sku))),
      stock: again(() => mapped(goods, (one) => newStockOf(one, existing))),
      discontinued: gone,
      returned: [...listed].filter((sku) => existing.discontinued.has(sku)),
    },
    counts: [...mapped(goods, (one) => countOf(one, existing))],
    problems: [...problems].sort((a, b) => a.row - b.row),
    products: { ...productCounts, discontinued: lost.size },
    skus: { ...skuCounts, discontinued: gone.length },
    prices: pricesOf(variants, existing),
    untaxed: families.filter(({ product }) => !product.taxed).length,
  }
}

/**
 * What is made of the file is made again each time it is gone through, instead of being kept: a large
 * catalog is in memory once, as it was read.
 */
const again = <T>(all: () => Iterable<T>): Iterable<T> => ({ [Symbol.iterator]: () => all()[Symbol.iterator]() })

function* mapped<T, U>(all: Iterable<T>, of: (thing: T, place: number) => readonly U[]): Generator<U, undefined> {
  let place = 0
  for (const thing of all) yield* of(thing, place++)
  return undefined
}

type Before<T> = (thing: T) => T | undefined
const stands = <T extends object>(thing: T, before: Before<T>): 'added' | 'changed' | 'same' => {
  const was = before(thing)
  if (was === undefined) return 'added'
  return isDeepStrictEqual({ ...was }, { ...thing }) ? 'same' : 'changed'
}

const changed = <T extends object>(all: Iterable<T>, before: Before<T>): Iterable<T> =>
  mapped(all, (thing) => (stands(thing, before) === 'same' ? [] : [thing]))

function countsOf<T extends object>(all: Iterable<T>, before: Before<T>): ImportCounts {
  const counts = { added: 0, changed: 0, discontinued: 0, same: 0 }
  for (const thing of all) counts[stands(thing, before)] += 1
  return counts
}

function pricesOf(variants: Iterable<Variant>, existing: Existing): number {
  let count = 0
  for (const { sku, price } of variants) if ((existing.variants.get(sku)?.price ?? price) !== price) count += 1
  return count
}

/** The product that has one of its SKUs already; else a name of its own, the same every time. */
function productIds(families: readonly Family[], existing: Existing): readonly string[] {
  const taken = new Set<string>()
  const owners = families.map(({ product, goods }) => {
    const slug = slugOf(product.key)
    const own = goods.flatMap(({ sku }) => existing.variants.get(sku)?.productId ?? [])
    const owner = [...own, ...(existing.products.get(slug)?.imported === true ? [slug] : [])].find(
      (id) => !taken.has(id),
    )
    if (owner !== undefined) taken.add(owner)
    return owner
  })
  return families.map(({ product }, place) => {
    const owner = owners[place]
    if (owner !== undefined) return owner
    const name = freeName(slugOf(product.key), (id) => taken.has(id) || existing.products.has(id))
    taken.add(name)
    return name
  })
}

type Parts = { readonly existing: Existing; readonly options: GrowingOptions; readonly how: How }

function productOf({ product: given }: Family, id: string, { existing, options, how }: Parts): Product {
  const before = existing.products.get(id)
  const {
    name: { text: name },
    category = before?.category ?? 'general',
    brand,
  } = given
  const words = wordsOfTitle(name, brand)
  const image = imageOf(given, before, how)
  const { brand: _, image: _i, ...rest } = before ?? {}
  return {
    ...{ code: slugOf(id, 40).toUpperCase(), taxClass: 'default', defaults: {}, ...rest },
    ...{ id, name, category },
    plural: before === undefined || before.plural === before.name ? name : before.plural,
    synonyms: before === undefined || before.imported === true ? words : [...new Set([...words, ...before.synonyms])],
    options: given.options.map((option) => options.idOf(option)),
    ...(given.taxed ? {} : { taxClass: 'untaxed' }),
    ...(brand === undefined ? {} : { brand }),
    ...(image === undefined ? {} : { image }),
    imported: true,
  }
}

function imageOf({ image }: GivenProduct, before: Product | undefined, { images }: How): Product['image'] {
  if (images === null || image === undefined) return before?.image
  const url = /^https?:\/\//i.test(image.url)
    ? image.url
    : `${images}${images.endsWith('/') || images === '' ? '' : '/'}${image.url}`
  return /^https?:\/\//i.test(url) ? { url: encodeURI(decodeURISafely(url)), alt: image.alt } : before?.image
}

function decodeURISafely(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

type Around = { readonly family: Family; readonly existing: Existing; readonly options: GrowingOptions }
function variantOf(goods: Goods, productId: string, { family: { product }, existing, options }: Around): Variant {
  const { sku, price, compareAt, cost, weightGrams, values, active } = goods
  const before = existing.variants.get(sku)
  const { compareAt: _, cost: spent, ...rest } = before ?? {}
  const paid = cost ?? spent
  const chosen = product.options.map((option, place): [string, string] => [
    options.idOf(option),
    options.valueOf(option, values[place] ?? ''),
  ])
  return {
    ...{ maxPerOrder: 999, ...rest },
    ...{ sku, productId, options: Object.fromEntries(chosen), price, weightGrams },
    active: active && product.active && !existing.switchedOff.has(sku),
    ...(compareAt === undefined ? {} : { compareAt }),
    ...(paid === undefined ? {} : { cost: paid }),
  }
}

/** What an import brought once, still is sold, and is not in this file. */
const goneOf = ({ products, variants, discontinued }: Existing, listed: ReadonlySet<string>): readonly string[] =>
  [...variants.values()].flatMap(({ sku, productId }) =>
    products.get(productId)?.imported === true && !listed.has(sku) && !discontinued.has(sku) ? [sku] : [],
  )

const newStockOf = ({ sku, stock }: Goods, { stocked }: Existing): readonly StockData[] =>
  stock === undefined || stocked.has(sku) ? [] : [{ ...stock, sku, tracked: true, discontinued: false, expected: [] }]

const countOf = ({ sku, stock }: Goods, { stocked }: Existing): readonly StockCount[] =>
  stock === undefined || !stocked.has(sku) ? [] : [{ sku, quantity: stock.onHand }]
