/**
 * Options, products, variants and stock. A variant row names its values in the order of the product's options; every value must exist,
 * no two variants may have the same values, and a SKU exists once in the whole file.
 */
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { StockData } from '#store/shop/shop-data.ts'
import { type Building, dayOf, instantAt, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { given } from './given.ts'
import type { ShopFile } from './schema.ts'

type OptionInput = ShopFile['options'][string]
type ProductInput = ShopFile['products'][number]
type VariantInput = ProductInput['variants'][string]
type StockInput = ShopFile['stock']
type StockLineInput = NonNullable<StockInput['exceptions']>[string]

const MAX_PER_ORDER = 999

export function buildOptions(building: Building, options: readonly (Piece<OptionInput> & { readonly id: string })[]): readonly Option[] {
  return options.map(({ id: option, path, value }) => {
    const values = Object.entries(value.values).map(([id, said]) => {
      const words = Array.isArray(said) ? { name: said[0] ?? id, synonyms: said } : said
      return { id, name: words.name, synonyms: [...new Set([...(words.synonyms ?? []), words.name].map((word) => word.toLowerCase()))] }
    })
    if (value.default !== undefined && !(value.default in value.values))
      building.problem([...path, 'default'], `there is no value ${value.default}`)
    return { id: option, name: value.name, values, ...given('defaultValue', value.default) }
  })
}

export function buildProducts(building: Building, products: readonly Piece<ProductInput>[], options: ReadonlyMap<string, Option>) {
  unique(building, products, (product) => product.id, 'the product')
  unique(building, products, (product) => product.code, 'the product code')
  const rows = products.flatMap(({ path, value }) =>
    Object.keys(value.variants).map((sku) => ({ path: [...path, 'variants', sku], value: sku.toUpperCase() })),
  )
  unique(building, rows, (sku) => sku, 'the SKU')
  return {
    products: products.map((piece) => buildProduct(building, piece, options)),
    variants: products.flatMap((piece) => buildVariants(building, piece, options)),
  }
}

function buildProduct(building: Building, { path, value }: Piece<ProductInput>, options: ReadonlyMap<string, Option>): Product {
  for (const [index, option] of (value.options ?? []).entries()) {
    if (!options.has(option)) building.problem([...path, 'options', index], `there is no option ${option}`)
  }
  for (const [option, usual] of Object.entries(value.defaults ?? {})) {
    const at = [...path, 'defaults', option]
    if (!value.options?.includes(option)) building.problem(at, `${value.name} has no option ${option}`)
    else if (!hasValue(options.get(option), usual)) building.problem(at, `${option} has no value ${usual}`)
  }
  const plural = value.plural ?? value.name
  const freeText = value.freeText && { ...value.freeText, price: building.money([...path, 'freeText', 'price'], value.freeText.price) }
  return {
    id: value.id,
    name: value.name,
    plural,
    code: value.code,
    synonyms: [...new Set([value.name, plural, ...(value.synonyms ?? [])].map((word) => word.toLowerCase()))],
    category: value.category,
    taxClass: value.taxClass ?? 'default',
    options: value.options ?? [],
    defaults: value.defaults ?? {},
    ...given('image', value.image),
    ...given('freeText', freeText),
  }
}

function buildVariants(
  building: Building,
  { path, value: product }: Piece<ProductInput>,
  options: ReadonlyMap<string, Option>,
): readonly Variant[] {
  const seen = new Map<string, string>()
  const usual = building.money([...path, 'price'], product.price)
  return Object.entries(product.variants).map(([sku, row]) => {
    const at = [...path, 'variants', sku]
    if (!/^[A-Za-z0-9][A-Za-z0-9_./'-]{0,39}$/.test(sku)) building.problem(at, "a SKU is letters, digits, - . _ / and ', at most 40")
    const said: Exclude<VariantInput, readonly string[]> = Array.isArray(row) ? { options: row } : row
    const values = rowValues(building, Array.isArray(row) ? at : [...at, 'options'], product, { said: said.options, options })
    const key = said.options.join(' / ')
    const twin = seen.get(key)
    if (twin !== undefined) building.problem(at, `has the same options as ${twin}`)
    seen.set(key, sku)
    const cost = said.cost === undefined ? undefined : building.money([...at, 'cost'], said.cost)
    const price = said.price === undefined ? usual : building.money([...at, 'price'], said.price)
    return {
      sku: sku.toUpperCase(),
      productId: product.id,
      options: values,
      price,
      ...given('cost', cost),
      weightGrams: said.weight ?? product.weight,
      active: said.active ?? true,
      maxPerOrder: said.maxPerOrder ?? product.maxPerOrder ?? MAX_PER_ORDER,
      ...given('purchasableFrom', said.from && startOf(building, said.from, 0)),
      ...given('purchasableUntil', said.until && startOf(building, said.until, 1)),
    }
  })
}

/** The values of a row by option; the row must name one value of each option of the product. */
function rowValues(
  building: Building,
  at: Path,
  product: ProductInput,
  row: { readonly said: readonly string[]; readonly options: ReadonlyMap<string, Option> },
) {
  const wanted = product.options ?? []
  if (row.said.length !== wanted.length) {
    building.problem(at, wanted.length === 0 ? 'this product has no options' : `needs ${wanted.length} values: ${wanted.join(', ')}`)
  }
  const pairs = wanted.flatMap((option, index): [string, string][] => {
    const value = row.said[index]
    if (value === undefined) return []
    if (row.options.has(option) && !hasValue(row.options.get(option), value)) building.problem(at, `${option} has no value ${value}`)
    return [[option, value]]
  })
  return Object.fromEntries(pairs)
}

/** Every SKU of the catalog gets its stock: its own entry, else the default. `known` also has the SKUs of products with other mistakes. */
export function buildStock(
  building: Building,
  { path, value }: Piece<StockInput>,
  skus: readonly string[],
  known: ReadonlySet<string>,
): readonly StockData[] {
  const exceptions = new Map<string, StockLineInput>()
  for (const [sku, line] of Object.entries(value.exceptions ?? {})) {
    if (!known.has(sku.toUpperCase())) building.problem([...path, 'exceptions', sku], `there is no SKU ${sku}`)
    exceptions.set(sku.toUpperCase(), line)
  }
  return [...new Set(skus)].map((sku) => buildStockLine(building, sku, exceptions.get(sku) ?? {}, value.default))
}

function buildStockLine(building: Building, sku: string, line: StockLineInput, usual: string): StockData {
  const tracked = line.tracked ?? (line.onHand !== undefined || usual !== 'untracked')
  const discontinued = line.discontinued ?? false
  if (!tracked) return { sku, tracked: false, discontinued }
  const expected = (line.expected ?? []).map(({ quantity, on }) => ({ quantity, ...given('on', on && dayOf(building, on)) }))
  return {
    sku,
    tracked: true,
    onHand: line.onHand ?? (usual === 'untracked' ? 0 : Number(usual)),
    backorders: line.backorders ?? 'allowed',
    discontinued,
    ...given('maxDaysAhead', line.maxDaysAhead),
    expected: expected.sort((a, b) => ((a.on ?? '9999') < (b.on ?? '9999') ? -1 : 1)),
  }
}

const hasValue = (option: Option | undefined, value: string): boolean => option?.values.some(({ id }) => id === value) ?? false

/** Midnight at the shop, `days` after a date. */
function startOf(building: Building, date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return instantAt(day.toISOString().slice(0, 10), '00:00', building.timeZone)
}
