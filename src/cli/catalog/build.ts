/**
 * From what an export gives, and what the shop has, to what changes. Rule: everything is matched by
 * key (a product by its variants' SKUs or its handle, a variant by its SKU, options and values by
 * name), what the export does not say stays, and nothing wrong gets in: it is told with its row and
 * column. The file is in memory once, what the shop has is looked up some at a time. Next: import.ts
 * reads and writes.
 */
import type { Sku } from '#domain/base/flavour.ts'
import type { CatalogChange } from '#store/shop/catalog-import.ts'
import type { StockData } from '#store/shop/shop-data.ts'
import type { StockCount } from '#store/turn/desk.ts'
import { changedProducts, changedVariants, countsOf, type Existing, type Family, type How, made } from './compare.ts'
import type { Given, GivenProduct, ImportProblem } from './given.ts'
import { type Goods, goodsOf } from './goods.ts'
import { growingOptions } from './options.ts'
import { freeName, slugOf } from './titles.ts'

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
  const rows = new Map<Sku, number>()
  const slim = slimmer()
  return {
    take(given: Given): void {
      switch (given.kind) {
        case 'problem':
          problems.push(given.problem)
          return
        case 'product':
          if (given.product.name.text === '')
            problems.push({ ...at(given.product.name), message: 'the name is missing' })
          families.set(given.product.key, { product: slim.product(given.product), goods: [] })
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
          family.goods.push(slim.goods(read.goods))
          return
        }
        default:
          given satisfies never
      }
    },
    finish: (): Promise<Built> =>
      built(
        [...families.values()].filter(({ goods }) => goods.length > 0),
        { problems, listed: rows },
        existing,
        how,
      ),
  }
}
const at = ({ row, column }: { readonly row: number; readonly column: string }) => ({ row, column })

/** What many rows have alike is in memory once. */
function slimmer() {
  const lists = new Map<string, readonly string[]>()
  const stocks = new Map<string, NonNullable<Goods['stock']>>()
  const list = (texts: readonly string[]) => once(lists, texts.join('\n'), texts)
  return {
    product: (product: GivenProduct): GivenProduct => ({ ...product, options: list(product.options) }),
    goods: ({ values, stock, ...goods }: Goods): Goods => ({
      ...{ ...goods, values: list(values) },
      ...(stock === undefined ? {} : { stock: once(stocks, `${stock.onHand} ${stock.backorders}`, stock) }),
    }),
  }
}

function once<T>(held: Map<string, T>, key: string, made: T): T {
  const known = held.get(key)
  if (known !== undefined) return known
  held.set(key, made)
  return made
}

async function built(
  families: readonly Family[],
  { problems, listed }: { readonly problems: readonly ImportProblem[]; readonly listed: ReadonlyMap<Sku, number> },
  existing: Existing,
  how: How,
): Promise<Built> {
  const options = growingOptions(existing.options)
  const ids = productIds(families, existing)
  const parts = { existing, options, how }
  const goods = again(() => mapped(families, ({ goods }) => goods))
  const gone = how.partial ? [] : goneOf(existing, listed)
  const kept = new Set(ids)
  const lost = new Set(gone.flatMap((sku) => existing.skus.get(sku)?.productId ?? []).filter((id) => !kept.has(id)))
  const every = families.map((family, place) => ({ family, id: ids[place] ?? '' }))
  const counted = await countsOf(made(every, parts))
  return {
    change: {
      // After products and variants were gone through once: their names and values are known by then.
      options: options.changed(),
      products: changedProducts(made(counted.otherProducts, parts)),
      variants: changedVariants(made(counted.otherVariants, parts)),
      stock: again(() => mapped(goods, (one) => newStockOf(one, existing))),
      discontinued: gone,
      returned: [...listed.keys()].filter((sku) => existing.skus.get(sku)?.discontinued === true),
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

/** What an import brought once, still is sold, and is not in this file. */
const goneOf = ({ products, skus }: Existing, listed: ReadonlyMap<Sku, number>): readonly Sku[] =>
  [...skus].flatMap(([sku, { productId, discontinued }]) =>
    products.get(productId) === true && !listed.has(sku) && !discontinued ? [sku] : [],
  )

const newStockOf = ({ sku, stock }: Goods, { skus }: Existing): readonly StockData[] =>
  stock === undefined || skus.get(sku)?.stocked === true
    ? []
    : [{ ...stock, sku, tracked: true, discontinued: false, expected: [] }]

const countOf = ({ sku, stock }: Goods, { skus }: Existing): readonly StockCount[] =>
  stock === undefined || skus.get(sku)?.stocked !== true ? [] : [{ sku, quantity: stock.onHand }]
