/**
 * Products and variants as a file has them, each beside what the shop has of it, looked up some at a
 * time: what is new, what changes, what is as it was. Rule: what the export does not say stays. Next:
 * build.ts, which says what has to be written.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Sku } from '#domain/base/flavour.ts'
import type { Product, Variant } from '#domain/model/catalog.ts'
import type { FoundGoods, KnownCatalog } from '#store/shop/known-catalog.ts'
import type { GivenProduct } from './given.ts'
import type { Goods } from './goods.ts'
import type { GrowingOptions } from './options.ts'
import { slugOf, wordsOfTitle } from './titles.ts'

/** What the shop has now: names, and how to look up what they stand for. */
export type Existing = KnownCatalog & {
  readonly lookUp: (ids: readonly string[], skus: readonly Sku[]) => Promise<FoundGoods>
}
export type How = {
  /** Digits of the shop's currency. */
  readonly exponent: number
  /** Before image links that are only a file's name; null: no images. */
  readonly images: string | null
  /** The file is a part of the catalog: what it does not have stays. */
  readonly partial: boolean
}

export type Family = { readonly product: GivenProduct; readonly goods: readonly Goods[] }

/** A product of the file, and what it is called here. */
export type NamedFamily = { readonly family: Family; readonly id: string }

/** The product with its variants, each beside what it was. */
export type Made = {
  readonly named: NamedFamily
  readonly product: Product
  readonly was: Product | undefined
  readonly variants: readonly { readonly variant: Variant; readonly was: Variant | undefined }[]
}

/** Variants looked up at once. */
const BATCH = 1000

export async function* made(families: readonly NamedFamily[], parts: MakingParts): AsyncGenerator<Made, void> {
  const { existing } = parts
  for (const batch of batches(families)) {
    const skus = batch.flatMap(({ family }) => family.goods.map(({ sku }) => sku))
    const found = await existing.lookUp(
      batch.flatMap(({ id }) => (existing.products.has(id) ? [id] : [])),
      skus.filter((sku) => existing.skus.has(sku)),
    )
    for (const named of batch) yield madeOf(named, found, parts)
  }
}

function* batches(families: readonly NamedFamily[]): Generator<readonly NamedFamily[], void> {
  let [batch, held]: [NamedFamily[], number] = [[], 0]
  for (const named of families) {
    batch.push(named)
    held += named.family.goods.length
    if (held < BATCH) continue
    yield batch
    ;[batch, held] = [[], 0]
  }
  if (batch.length > 0) yield batch
}

function madeOf(named: NamedFamily, found: FoundGoods, parts: MakingParts): Made {
  const { family, id } = named
  const was = found.products.get(id)
  return {
    named,
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

export async function* changedProducts(all: AsyncIterable<Made>): AsyncGenerator<Product, void> {
  for await (const { product, was } of all) if (stands(product, was) !== 'same') yield product
}

export async function* changedVariants(all: AsyncIterable<Made>): AsyncGenerator<Variant, void> {
  for await (const { variants } of all)
    for (const { variant, was } of variants) if (stands(variant, was) !== 'same') yield variant
}

/** What there is of each, and which of the families have to be written. */
export async function countsOf(all: AsyncIterable<Made>) {
  const products = { added: 0, changed: 0, same: 0 }
  const skus = { added: 0, changed: 0, same: 0 }
  const [otherProducts, otherVariants]: [NamedFamily[], NamedFamily[]] = [[], []]
  let prices = 0
  for await (const { named, product, was, variants } of all) {
    const how = stands(product, was)
    products[how] += 1
    if (how !== 'same') otherProducts.push(named)
    const before = skus.same
    for (const { variant, was } of variants) {
      skus[stands(variant, was)] += 1
      if ((was ?? variant).price !== variant.price) prices += 1
    }
    if (skus.same !== before + variants.length) otherVariants.push(named)
  }
  return { products, skus, prices, otherProducts, otherVariants }
}

export type MakingParts = { readonly existing: Existing; readonly options: GrowingOptions; readonly how: How }

function productOf(
  { product: given }: Family,
  id: string,
  before: Product | undefined,
  { options, how }: MakingParts,
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

type Around = MakingParts & { readonly id: string; readonly family: Family; readonly before: Variant | undefined }
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
