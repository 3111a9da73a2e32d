/**
 * From what an export gives, and what the shop has, to what changes. Rule: everything is matched by
 * key (a product by its variants' SKUs or its handle, a variant by its SKU, options and values by
 * name), what the export does not say stays, and nothing wrong gets in: it is told with its row and
 * column. The file is in memory once, what the shop has is looked up some at a time. Next: import.ts
 * reads and writes.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Sku } from '#domain/base/flavour.ts'
import type { Product, Variant } from '#domain/model/catalog.ts'
import type { CatalogChange } from '#store/shop/catalog-import.ts'
import type { Found, KnownCatalog } from '#store/shop/known-catalog.ts'
import type { StockData } from '#store/shop/shop-data.ts'
import type { StockCount } from '#store/turn/desk.ts'
import type { Given, GivenProduct, ImportProblem } from './given.ts'
import { type Goods, goodsOf } from './goods.ts'
import { type GrowingOptions, growingOptions } from './options.ts'
import { freeName, slugOf, wordsOfTitle } from './titles.ts'

/** What the shop has now: names, and how to look up what they stand for. */
export type Existing = KnownCatalog & {
  readonly lookUp: (ids: readonly string[], skus: readonly Sku[]) => Promise<Found>
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
  readonly counts: () => readonly StockCount[]
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
    finish: (): Promise<Built> =>
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

async function built(
  families: readonly Family[],
  problems: readonly ImportProblem[],
  existing: Existing,
  how: How,
): Promise<Built> {
  const options = growingOptions(existing.options)
  const ids = productIds(families, existing)
  const parts = { existing, options, how }
  const goods = again(() => mapped(families, ({ goods }) => goods))
  const listed = new Set(mapped(families, ({ goods }) => goods.map(({ sku }) => sku)))
  const gone = how.partial ? [] : goneOf(existing, listed)
  const kept = new Set(ids)
  const lost = new Set(gone.flatMap((sku) => existing.skus.get(sku)?.productId ?? []).filter((id) => !kept.has(id)))
  const counted = await countsOf(made(families, ids, parts))
  return {
    change: {
      // After products and variants were gone through once: their names and values are known by then.
      options: options.changed(),
      products: changedProducts(made(families, ids, parts)),
      variants: changedVariants(made(families, ids, parts)),
      stock: again(() => mapped(goods, (one) => newStockOf(one, existing))),
      discontinued: gone,
      returned: [...listed].filter((sku) => existing.skus.get(sku)?.discontinued === true),
    },
    counts: () => [...mapped(goods, (one) => countOf(one, existing))],
    problems: [...problems].sort((a, b) => a.row - b.row),
    products: { ...counted.products, discontinued: lost.size },
    skus: { ...counted.skus, discontinued: gone.length },
    prices: counted.prices,
    untaxed: families.filter(({ product }) => !product.taxed).length,
  }
}

/**
 * What is made of the file is made again each time it is gone through, instead of being kept: a large
 * catalog is in memory once, as it was read.
 */
const again = <T>(all: () => Iterable<T>): Iterable<T> => ({ [Symbol.iterator]: () => all()[Symbol.iterator]() })

function* mapped<T, U>(all: Iterable<T>, of: (thing: T) => readonly U[]): Generator<U, undefined> {
  for (const thing of all) yield* of(thing)
  return undefined
}

/** A product of the file with its variants, each beside what it was. */
type Made = {
  readonly product: Product
  readonly was: Product | undefined
  readonly variants: readonly { readonly variant: Variant; readonly was: Variant | undefined }[]
}

/** Variants looked up at once. */
const BATCH = 1000

async function* made(families: readonly Family[], ids: readonly string[], parts: Parts): AsyncGenerator<Made, void> {
  const { existing } = parts
  for (let first = 0; first < families.length; ) {
    const batch: { readonly family: Family; readonly id: string }[] = []
    for (let held = 0; held < BATCH && first < families.length; first++) {
      const family = families[first]
      if (family !== undefined) batch.push({ family, id: ids[first] ?? '' })
      held += family?.goods.length ?? 0
    }
    const skus = batch.flatMap(({ family }) => family.goods.map(({ sku }) => sku))
    const found = await existing.lookUp(
      batch.flatMap(({ id }) => (existing.products.has(id) ? [id] : [])),
      skus.filter((sku) => existing.skus.has(sku)),
    )
    for (const { family, id } of batch) yield madeOf(family, id, found, parts)
  }
}

function madeOf(family: Family, id: string, found: Found, parts: Parts): Made {
  const was = found.products.get(id)
  return {
    product: productOf(family, id, was, parts),
    was,
    variants: family.goods.map((goods) => {
      const before = found.variants.get(goods.sku)
      return { variant: variantOf(goods, { id, family, before, ...parts }), was: before }
    }),
  }
}

const stands = <T extends object>(thing: T, was: T | undefined): 'added' | 'changed' | 'same' => {
  if (was === undefined) return 'added'
  return isDeepStrictEqual({ ...was }, { ...thing }) ? 'same' : 'changed'
}

async function* changedProducts(all: AsyncIterable<Made>): AsyncGenerator<Product, void> {
  for await (const { product, was } of all) if (stands(product, was) !== 'same') yield product
}

async function* changedVariants(all: AsyncIterable<Made>): AsyncGenerator<Variant, void> {
  for await (const { variants } of all)
    for (const { variant, was } of variants) if (stands(variant, was) !== 'same') yield variant
}

async function countsOf(all: AsyncIterable<Made>) {
  const products = { added: 0, changed: 0, same: 0 }
  const skus = { added: 0, changed: 0, same: 0 }
  let prices = 0
  for await (const { product, was, variants } of all) {
    products[stands(product, was)] += 1
    for (const { variant, was: before } of variants) {
      skus[stands(variant, before)] += 1
      if ((before ?? variant).price !== variant.price) prices += 1
    }
  }
  return { products, skus, prices }
}

/** The product that has one of its SKUs already; else a name of its own, the same every time. */
function productIds(families: readonly Family[], existing: Existing): readonly string[] {
  const taken = new Set<string>()
  const owners = families.map(({ product, goods }) => {
    const slug = slugOf(product.key)
    const own = goods.flatMap(({ sku }) => existing.skus.get(sku)?.productId ?? [])
    const owner = [...own, ...(existing.products.get(slug) === true ? [slug] : [])].find((id) => !taken.has(id))
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

function productOf(
  { product: given }: Family,
  id: string,
  before: Product | undefined,
  { options, how }: Parts,
): Product {
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

type Around = Parts & { readonly id: string; readonly family: Family; readonly before: Variant | undefined }
function variantOf(goods: Goods, { id: productId, family: { product }, before, existing, options }: Around): Variant {
  const { sku, price, compareAt, cost, weightGrams, values, active } = goods
  const { compareAt: _, cost: spent, ...rest } = before ?? {}
  const paid = cost ?? spent
  const chosen = product.options.map((option, place): [string, string] => [
    options.idOf(option),
    options.valueOf(option, values[place] ?? ''),
  ])
  return {
    ...{ maxPerOrder: 999, ...rest },
    ...{ sku, productId, options: Object.fromEntries(chosen), price, weightGrams },
    active: active && product.active && existing.skus.get(sku)?.switchedOff !== true,
    ...(compareAt === undefined ? {} : { compareAt }),
    ...(paid === undefined ? {} : { cost: paid }),
  }
}

/** What an import brought once, still is sold, and is not in this file. */
const goneOf = ({ products, skus }: Existing, listed: ReadonlySet<string>): readonly string[] =>
  [...skus].flatMap(([sku, { productId, discontinued }]) =>
    products.get(productId) === true && !listed.has(sku) && !discontinued ? [sku] : [],
  )

const newStockOf = ({ sku, stock }: Goods, { skus }: Existing): readonly StockData[] =>
  stock === undefined || skus.get(sku)?.stocked === true
    ? []
    : [{ ...stock, sku, tracked: true, discontinued: false, expected: [] }]

const countOf = ({ sku, stock }: Goods, { skus }: Existing): readonly StockCount[] =>
  stock === undefined || skus.get(sku)?.stocked !== true ? [] : [{ sku, quantity: stock.onHand }]
