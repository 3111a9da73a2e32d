/**
 * Options, products, variants and stock, written back in their short forms. The way there is build-catalog.ts.
 */
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { ShopData, StockData } from '#store/shop/shop-data.ts'
import { dayAt } from './context.ts'
import { given } from './given.ts'
import type { ShopFileInput } from './schema.ts'
import { amountText } from './write-shop.ts'

type VariantInput = ShopFileInput['products'][number]['variants'][string]
type StockLineInput = NonNullable<ShopFileInput['stock']['exceptions']>[string]

const MAX_PER_ORDER = 999

export const writeOptions = (options: readonly Option[]): ShopFileInput['options'] =>
  Object.fromEntries(
    options.map((option) => {
      const values = option.values.map(({ id, name, synonyms }) => [
        id,
        synonyms[0] === name ? [...synonyms] : { name, synonyms: [...synonyms] },
      ])
      return [option.id, { name: option.name, values: Object.fromEntries(values), ...given('default', option.defaultValue) }]
    }),
  )

export function writeProducts(data: ShopData): ShopFileInput['products'] {
  const { exponent } = data.settings
  return data.products.map((product) => {
    const variants = data.variants.filter(({ productId }) => productId === product.id)
    const usual = { price: variants[0]?.price ?? 0, weight: variants[0]?.weightGrams ?? 0, timeZone: data.settings.timeZone, exponent }
    const words = product.synonyms.filter((word) => ![product.name, product.plural].some((own) => own.toLowerCase() === word))
    return {
      ...{ id: product.id, code: product.code, name: product.name, plural: product.plural },
      ...given('synonyms', words.length === 0 ? undefined : words),
      category: product.category,
      ...given('taxClass', product.taxClass === 'default' ? undefined : product.taxClass),
      price: amountText(usual.price, exponent),
      weight: String(usual.weight),
      ...given('image', product.image),
      ...given('freeText', product.freeText && writeFreeText(product.freeText, exponent)),
      ...given('options', product.options.length === 0 ? undefined : [...product.options]),
      ...given('defaults', Object.keys(product.defaults).length === 0 ? undefined : { ...product.defaults }),
      variants: Object.fromEntries(variants.map((variant) => [variant.sku, writeVariant(variant, product, usual)])),
    }
  })
}

const writeFreeText = ({ label, price, maxLength }: NonNullable<Product['freeText']>, exponent: number) => ({
  label,
  price: amountText(price, exponent),
  maxLength: String(maxLength),
})

type Usual = { readonly price: number; readonly weight: number; readonly timeZone: string; readonly exponent: number }

function writeVariant(variant: Variant, product: Product, usual: Usual): VariantInput {
  const { price, cost, weightGrams, active, maxPerOrder, purchasableFrom, purchasableUntil } = variant
  const options = product.options.map((option) => variant.options[option] ?? '')
  const rest = {
    ...given('price', price === usual.price ? undefined : amountText(price, usual.exponent)),
    ...given('cost', cost === undefined ? undefined : amountText(cost, usual.exponent)),
    ...given('weight', weightGrams === usual.weight ? undefined : String(weightGrams)),
    ...given('active', active ? undefined : false),
    ...given('maxPerOrder', maxPerOrder === MAX_PER_ORDER ? undefined : String(maxPerOrder)),
    ...given('from', purchasableFrom && dayAt(purchasableFrom, usual.timeZone)),
    ...given('until', purchasableUntil && dayAt(justBefore(purchasableUntil), usual.timeZone)),
  }
  return Object.keys(rest).length === 0 ? options : { options, ...rest }
}
const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString()

/** The default is the count most plain SKUs have; everything else is an exception. */
export function writeStock(stock: readonly StockData[]): ShopFileInput['stock'] {
  const counts = new Map<string, number>()
  for (const line of stock) {
    const plain = plainCount(line)
    if (plain !== undefined) counts.set(plain, (counts.get(plain) ?? 0) + 1)
  }
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'untracked'
  const exceptions = stock
    .filter((line) => plainCount(line) !== usual)
    .map((line): [string, StockLineInput] => [line.sku, writeStockLine(line)])
  return { default: usual, ...given('exceptions', exceptions.length === 0 ? undefined : Object.fromEntries(exceptions)) }
}

function plainCount(line: StockData): string | undefined {
  if (line.discontinued) return undefined
  if (!line.tracked) return 'untracked'
  return line.backorders === 'allowed' && line.maxDaysAhead === undefined && line.expected.length === 0 ? String(line.onHand) : undefined
}

function writeStockLine(line: StockData): StockLineInput {
  const discontinued = given('discontinued', line.discontinued ? true : undefined)
  if (!line.tracked) return { tracked: false, ...discontinued }
  const expected = line.expected.map(({ quantity, on }) => ({ quantity: String(quantity), ...given('on', on) }))
  return {
    onHand: String(line.onHand),
    ...given('backorders', line.backorders === 'refused' ? line.backorders : undefined),
    ...discontinued,
    ...given('maxDaysAhead', line.maxDaysAhead === undefined ? undefined : String(line.maxDaysAhead)),
    ...given('expected', expected.length === 0 ? undefined : expected),
  }
}
