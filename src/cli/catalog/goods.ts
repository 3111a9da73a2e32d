/**
 * One variant of an export, read: its amounts as numbers, its SKU as it is or made where there is
 * none. Rule: everything that is wrong with a row is told at once; a row with a mistake is no
 * goods.
 */

import type { Sku } from '#domain/base/flavour.ts'
import { SKU_RULE, SKU_SHAPE } from '#shop-file/scalars.ts'
import { readCount, readPriceCell, readWeight } from './amounts.ts'
import type { Cell, GivenProduct, GivenVariant, ImportProblem } from './given.ts'
import { inventedSku } from './titles.ts'

export type Goods = {
  readonly sku: Sku
  readonly values: readonly string[]
  readonly price: number
  readonly compareAt?: number
  readonly cost?: number
  readonly weightGrams: number
  readonly active: boolean
  /** Undefined: not said, or not counted. */
  readonly stock?: { readonly onHand: number; readonly backorders: 'allowed' | 'refused' }
}

type Beside = {
  readonly product: GivenProduct
  readonly siblings: readonly Goods[]
  /** Rows of the SKUs so far. */
  readonly rows: ReadonlyMap<string, number>
  readonly exponent: number
}

export function goodsOf(
  given: GivenVariant,
  beside: Beside,
): { readonly goods?: Goods; readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = []
  const wrong = ({ row, column }: Cell, message: string): void => void problems.push({ row, column, message })
  const warn = ({ row, column }: Cell, message: string): void =>
    void problems.push({ row, column, message, warning: true })
  const sku = skuOf(given, beside, wrong)
  const price = readPriceCell(given.price.text, beside.exponent)
  if (!price.ok) wrong(given.price, price.why)
  else if (price.value === 0) warn(given.price, 'the price is 0')
  const weight = given.weight === undefined ? undefined : readWeight(given.weight.amount.text, given.weight.unit)
  if (weight?.ok === false && given.weight !== undefined) wrong(given.weight.amount, weight.why)
  if (!beside.rows.has(sku)) checkValues(given, beside, wrong)
  const more = { compareAt: amountIf(given.compareAt, beside, wrong), cost: amountIf(given.cost, beside, wrong) }
  const stock = stockOf(given, wrong, warn)
  if (problems.some(({ warning }) => warning === undefined) || !price.ok) return { problems }
  const { compareAt, cost } = more
  return {
    problems,
    goods: {
      ...{ sku, values: given.values, price: price.value, active: given.active },
      weightGrams: weight?.ok === true ? weight.value : 0,
      ...(compareAt === undefined || compareAt <= price.value ? {} : { compareAt }),
      ...(cost === undefined ? {} : { cost }),
      ...(stock === undefined ? {} : { stock }),
    },
  }
}

type Tell = (cell: Cell, message: string) => void

function skuOf({ sku, key, values }: GivenVariant, { rows }: Beside, wrong: Tell): string {
  if (sku.text === '') return freeSku(inventedSku(key, values), rows)
  // An apostrophe before it tells spreadsheets that it is text.
  const upper = sku.text.replace(/^'/, '').replaceAll(/\s+/g, ' ').toUpperCase()
  if (!SKU_SHAPE.test(upper)) wrong(sku, `${sku.text}: ${SKU_RULE}`)
  const first = rows.get(upper)
  if (first !== undefined) wrong(sku, `${upper} is there twice, first in row ${first}`)
  return upper
}

/** Two handles that look the same without their accents. */
function freeSku(wanted: string, rows: ReadonlyMap<string, number>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`
    if (!rows.has(name)) return name
  }
}

function checkValues({ values, price }: GivenVariant, { product, siblings }: Beside, wrong: Tell): void {
  const missing = product.options.filter((_, place) => (values[place] ?? '') === '')
  for (const option of missing) wrong({ ...price, column: option }, `the ${option} is missing`)
  if (missing.length > 0) return
  const twin = siblings.find(
    (other) =>
      other.values.length === values.length &&
      other.values.every((value, place) => value.toLowerCase() === values[place]?.toLowerCase()),
  )
  if (twin === undefined) return
  const options = values.length === 0 ? 'and none of them says how it differs' : `as well as ${values.join(' / ')}`
  wrong(
    { ...price, column: product.options[0] ?? product.name.column },
    `${product.name.text} has ${twin.sku} already ${options}`,
  )
}

function amountIf(cell: Cell | undefined, { exponent }: Beside, wrong: Tell): number | undefined {
  if (cell === undefined || cell.text === '') return undefined
  const read = readPriceCell(cell.text, exponent)
  if (!read.ok) wrong(cell, read.why)
  return read.ok ? read.value : undefined
}

function stockOf({ stock }: GivenVariant, wrong: Tell, warn: Tell): Goods['stock'] {
  if (stock.kind !== 'counted') return undefined
  const count = readCount(stock.onHand.text)
  if (!count.ok) wrong(stock.onHand, count.why)
  else if (count.below === true) warn(stock.onHand, `${stock.onHand.text} counts as 0`)
  return count.ok ? { onHand: count.value, backorders: stock.backorders } : undefined
}
