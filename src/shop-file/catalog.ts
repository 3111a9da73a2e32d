/**
 * Options, products and variants: shape, building and writing back. A variant is one row: SKU, then
 * its option values in the product's order; every value must exist, no two variants may have the
 * same values, and a SKU exists once in the whole file. Synonyms are the words people type; the
 * understanding of free wording is made from them. Next: stock.ts.
 */
import { z } from 'zod'
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { type Building, dayAt, instantAt, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { presentIn } from './present.ts'
import {
  amount,
  amountText,
  code,
  date,
  flag,
  id,
  positive,
  SKU_RULE,
  SKU_SHAPE,
  textScalar,
  usually,
  whole,
} from './scalars.ts'

const value = z.union([
  z.array(textScalar).min(1).describe('Words for it; the first is its name.'),
  z.strictObject({ name: textScalar, synonyms: z.array(textScalar).optional() }),
])
export const optionSchema = z.strictObject({
  name: textScalar,
  values: z.record(z.string(), value),
  default: textScalar.optional(),
})
type OptionSection = z.infer<typeof optionSchema>

const variantSchema = z.union([
  z.array(textScalar).describe("Option values, in the order of the product's options."),
  z.strictObject({
    options: z.array(textScalar),
    price: amount.optional(),
    compareAt: amount.optional().describe('What it cost before.'),
    cost: amount.optional(),
    weight: whole.optional(),
    active: usually(flag, true),
    maxPerOrder: positive.optional(),
    from: date.optional().describe('Sold from this day on.'),
    until: date.optional().describe('Sold until this day, included.'),
  }),
])
type VariantSection = z.infer<typeof variantSchema>

export const productSchema = z.strictObject({
  id,
  code,
  name: textScalar,
  plural: textScalar.optional().describe('As in "2 classic mugs"; left out: the name.'),
  synonyms: usually(z.array(textScalar), []),
  category: textScalar,
  taxClass: usually(textScalar, 'default').describe('Left out: default.'),
  price: amount.describe('Of every variant that does not say its own.'),
  weight: whole.describe('Grams, of every variant that does not say its own.'),
  maxPerOrder: positive.optional().describe('Left out: 999.'),
  brand: textScalar.optional(),
  imported: z.literal(true).optional().describe('It came with a catalog import.'),
  image: z.strictObject({ url: textScalar, alt: textScalar }).optional(),
  freeText: z.strictObject({ label: textScalar, price: amount, maxLength: positive }).optional(),
  options: usually(z.array(id), []),
  defaults: usually(z.record(z.string(), textScalar), {}).describe(
    'The usual value of an option, taken when it is not said.',
  ),
  variants: z.record(z.string(), variantSchema),
})
type ProductSection = z.infer<typeof productSchema>
type Options = ReadonlyMap<string, Option>

const MAX_PER_ORDER = 999

export function buildOptions(
  building: Building,
  options: readonly (Piece<OptionSection> & { readonly id: string })[],
): readonly Option[] {
  return options.map(({ id: option, path, value: { name, values, default: defaultValue } }) => {
    if (defaultValue !== undefined && !(defaultValue in values))
      building.problem([...path, 'default'], `there is no value ${defaultValue}`)
    const built = Object.entries(values).map(([id, said]) => {
      const words = Array.isArray(said) ? { name: said[0] ?? id, synonyms: said } : said
      return { id, name: words.name, synonyms: typed([...(words.synonyms ?? []), words.name]) }
    })
    return presentIn({ id: option, name, values: built, defaultValue })
  })
}

/** Each once, as they are compared. */
const typed = (words: readonly string[]): readonly string[] => [...new Set(words.map((word) => word.toLowerCase()))]

export const writeOptions = (options: readonly Option[]): Record<string, OptionSection> =>
  Object.fromEntries(
    options.map(({ id, name, values, defaultValue }) => {
      const written = values.map(({ id, name, synonyms }) => [
        id,
        synonyms[0] === name ? [...synonyms] : { name, synonyms: [...synonyms] },
      ])
      return [id, { name, values: Object.fromEntries(written), default: defaultValue }]
    }),
  )

export function buildProducts(building: Building, products: readonly Piece<ProductSection>[], options: Options) {
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

function buildProduct(building: Building, { path, value }: Piece<ProductSection>, options: Options): Product {
  const { variants: _, price: __, weight: ___, maxPerOrder: ____, freeText, ...product } = value
  for (const [index, option] of value.options.entries()) {
    if (!options.has(option)) building.problem([...path, 'options', index], `there is no option ${option}`)
  }
  for (const [option, usual] of Object.entries(value.defaults)) {
    const at = [...path, 'defaults', option]
    if (!value.options.includes(option)) building.problem(at, `${value.name} has no option ${option}`)
    else if (!hasValue(options.get(option), usual)) building.problem(at, `${option} has no value ${usual}`)
  }
  const plural = value.plural ?? value.name
  return presentIn({
    ...product,
    plural,
    synonyms: typed([value.name, plural, ...value.synonyms]),
    freeText: freeText && { ...freeText, price: building.money([...path, 'freeText', 'price'], freeText.price) },
  })
}

function buildVariants(
  building: Building,
  { path, value: product }: Piece<ProductSection>,
  options: Options,
): readonly Variant[] {
  const seen = new Map<string, string>()
  const usual = building.money([...path, 'price'], product.price)
  return Object.entries(product.variants).map(([sku, row]) => {
    const at = [...path, 'variants', sku]
    if (!SKU_SHAPE.test(sku)) building.problem(at, SKU_RULE)
    const said: Exclude<VariantSection, readonly string[]> = Array.isArray(row) ? { options: row, active: true } : row
    const values = rowValues(building, Array.isArray(row) ? at : [...at, 'options'], product, {
      said: said.options,
      options,
    })
    const key = said.options.join(' / ')
    const twin = seen.get(key)
    if (twin !== undefined) building.problem(at, `has the same options as ${twin}`)
    seen.set(key, sku)
    return presentIn({
      ...{ sku: sku.toUpperCase(), productId: product.id, options: values },
      compareAt: building.moneyIf([...at, 'compareAt'], said.compareAt),
      cost: building.moneyIf([...at, 'cost'], said.cost),
      price: building.moneyIf([...at, 'price'], said.price) ?? usual,
      weightGrams: said.weight ?? product.weight,
      active: said.active,
      maxPerOrder: said.maxPerOrder ?? product.maxPerOrder ?? MAX_PER_ORDER,
      purchasableFrom: said.from && startOf(building, said.from, 0),
      purchasableUntil: said.until && startOf(building, said.until, 1),
    })
  })
}

/** The values of a row by option; the row must name one value of each option of the product. */
function rowValues(
  building: Building,
  at: Path,
  { options: wanted }: ProductSection,
  { said, options }: { readonly said: readonly string[]; readonly options: Options },
) {
  if (said.length !== wanted.length) {
    building.problem(
      at,
      wanted.length === 0 ? 'this product has no options' : `needs ${wanted.length} values: ${wanted.join(', ')}`,
    )
  }
  const pairs = wanted.flatMap((option, index): [string, string][] => {
    const value = said[index]
    if (value === undefined) return []
    if (options.has(option) && !hasValue(options.get(option), value))
      building.problem(at, `${option} has no value ${value}`)
    return [[option, value]]
  })
  return Object.fromEntries(pairs)
}

const hasValue = (option: Option | undefined, value: string): boolean =>
  option?.values.some(({ id }) => id === value) ?? false

/** Midnight at the shop, `days` after a date. */
function startOf(building: Building, date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return instantAt(day.toISOString().slice(0, 10), '00:00', building.timeZone)
}

/** Price and weight of the first variant stand for all that do not say their own. */
export function writeProducts({ products, variants, settings }: ShopData): ProductSection[] {
  const { exponent, timeZone } = settings
  return products.map(({ freeText, options, defaults, synonyms, ...product }) => {
    const own = variants.filter(({ productId }) => productId === product.id)
    const usual = { options, price: own[0]?.price ?? 0, weight: own[0]?.weightGrams ?? 0, timeZone, exponent }
    return {
      ...product,
      synonyms: synonyms.filter((word) => ![product.name, product.plural].some((own) => own.toLowerCase() === word)),
      price: amountText(usual.price, exponent),
      weight: usual.weight,
      freeText: freeText && { ...freeText, price: amountText(freeText.price, exponent) },
      options: [...options],
      defaults: { ...defaults },
      variants: Object.fromEntries(own.map((variant) => [variant.sku, writeVariant(variant, usual)])),
    }
  })
}

type Usual = Pick<Product, 'options'> & {
  readonly price: number
  readonly weight: number
  readonly timeZone: string
  readonly exponent: number
}

function writeVariant(variant: Variant, { price, weight, timeZone, exponent, ...product }: Usual): VariantSection {
  const { compareAt, cost, weightGrams, active, maxPerOrder, purchasableFrom, purchasableUntil } = variant
  const options = product.options.map((option) => variant.options[option] ?? '')
  const own = presentIn({
    price: variant.price === price ? undefined : amountText(variant.price, exponent),
    compareAt: compareAt === undefined ? undefined : amountText(compareAt, exponent),
    cost: cost === undefined ? undefined : amountText(cost, exponent),
    weight: weightGrams === weight ? undefined : weightGrams,
    maxPerOrder: maxPerOrder === MAX_PER_ORDER ? undefined : maxPerOrder,
    from: purchasableFrom && dayAt(purchasableFrom, timeZone),
    until: purchasableUntil && dayAt(justBefore(purchasableUntil), timeZone),
  })
  return active && Object.keys(own).length === 0 ? options : { options, active, ...own }
}
const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString()
