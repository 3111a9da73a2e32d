/**
 * Shopify's product CSV, both generations of its header ("Handle, Title, Variant SKU ..." and
 * "Title, URL handle, SKU ..."). Rule: the first row of a handle is the product, every row with a
 * price, a SKU or an option value is a variant, the others only carry images.
 */
import {
  type ColumnReading,
  type Given,
  type GivenProduct,
  type GivenStock,
  isFalse,
  isTrue,
  lastCategory,
  plainText,
  type Sheet,
} from './given.ts'

export const isShopify = (has: (column: string) => boolean): boolean =>
  (has('Handle') || has('URL handle')) && has('Title') && (has('Variant Price') || has('Price'))

export function readShopify(): ColumnReading {
  /** Option names stand in the first row of a product only. */
  const seen = new Map<string, readonly string[]>()
  return {
    take(sheet) {
      const handle = sheet.cell('Handle', 'URL handle')
      if (handle.text === '')
        return [problem(handle.row, handle.column, 'the handle is missing: it keeps the rows of a product together')]
      const given: Given[] = []
      let options = seen.get(handle.text)
      if (options === undefined) {
        options = optionNames(sheet)
        seen.set(handle.text, options)
        given.push({ kind: 'product', product: productOf(handle.text, options, sheet) })
      }
      if (isVariant(sheet)) given.push(variantOf(handle.text, options, sheet))
      return given
    },
    end: () => [],
  }
}

const problem = (row: number, column: string, message: string): Given => ({
  kind: 'problem',
  problem: { row, column, message },
})

const PLACES = [1, 2, 3] as const
const optionName = (sheet: Sheet, place: number): string =>
  sheet.cell(`Option${place} Name`, `Option${place} name`).text
const optionValue = (sheet: Sheet, place: number): string =>
  sheet.cell(`Option${place} Value`, `Option${place} value`).text

/** A product without options has one called Title with the value Default Title. */
function optionNames(sheet: Sheet): readonly string[] {
  const names = PLACES.map((place) => plainText(optionName(sheet, place)))
  const single = /^title$/i.test(names[0] ?? '') && /^(?:default title|default|)$/i.test(optionValue(sheet, 1))
  return single ? [] : names.filter((name, at) => name !== '' || names.slice(at + 1).some((later) => later !== ''))
}

function productOf(key: string, options: readonly string[], sheet: Sheet): GivenProduct {
  const { cell } = sheet
  const name = cell('Title')
  const url = cell('Image Src', 'Product image URL').text
  const brand = plainText(cell('Vendor').text)
  const category =
    plainText(cell('Type').text) ||
    lastCategory(cell('Product Category', 'Product category', 'Standard Product Type').text)
  const status = cell('Status').text
  return {
    key,
    name: { ...name, text: plainText(name.text) },
    ...(category === '' ? {} : { category }),
    ...(brand === '' ? {} : { brand }),
    ...(url === ''
      ? {}
      : { image: { url, alt: plainText(cell('Image Alt Text', 'Image alt text').text || name.text) } }),
    active:
      (status === '' || /^active$/i.test(status)) && !isFalse(cell('Published', 'Published on online store').text),
    taxed: !isFalse(cell('Variant Taxable', 'Charge tax').text),
    options,
  }
}

const isVariant = (sheet: Sheet): boolean =>
  [optionValue(sheet, 1), sheet.cell('Variant SKU', 'SKU').text, sheet.cell('Variant Price', 'Price').text].some(
    (text) => text !== '',
  )

function variantOf(key: string, options: readonly string[], sheet: Sheet): Given {
  const { cell } = sheet
  const grams = cell('Variant Grams', 'Weight value (grams)')
  const weight = cell('Variant Weight')
  return {
    kind: 'variant',
    variant: {
      key,
      sku: cell('Variant SKU', 'SKU'),
      values: options.map((_, at) => plainText(optionValue(sheet, at + 1))),
      price: cell('Variant Price', 'Price'),
      compareAt: cell('Variant Compare At Price', 'Compare-at price'),
      cost: cell('Cost per item'),
      weight:
        grams.text !== '' || weight.text === ''
          ? { amount: grams, unit: 'g' }
          : { amount: weight, unit: cell('Variant Weight Unit', 'Weight unit for display').text || 'g' },
      active: true,
      stock: stockOf(sheet),
    },
  }
}

function stockOf({ cell }: Sheet): GivenStock {
  const tracker = cell('Variant Inventory Tracker', 'Inventory tracker').text
  const onHand = cell('Variant Inventory Qty', 'Inventory quantity')
  if (tracker === '') return { kind: 'untracked' }
  if (onHand.text === '') return { kind: 'unsaid' }
  const sellsOn = cell('Variant Inventory Policy', 'Continue selling when out of stock').text
  const backorders = /^continue$/i.test(sellsOn) || isTrue(sellsOn) ? 'allowed' : 'refused'
  return { kind: 'counted', onHand, backorders }
}
