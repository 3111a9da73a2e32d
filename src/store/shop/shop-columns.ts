/** The column tables of the catalog, the coupons and the stock: what shop-load.ts writes and turn/rows.ts reads. */
import { z } from 'zod'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'
import { big, bool, day, instant, int, json, nullable, oneOf, textColumn, uuid } from '#store/columns.ts'
import { document } from '#store/read.ts'

const names = z.record(z.string(), z.string())
const optionValues = z.array(z.strictObject({ id: z.string(), name: z.string(), synonyms: z.array(z.string()) }))
export const OPTION = z.strictObject({
  id: textColumn,
  name: textColumn,
  values: json(optionValues),
  defaultValue: nullable(textColumn),
  position: int,
})

export const productDetail = z.strictObject({
  synonyms: z.array(z.string()),
  options: z.array(z.string()),
  defaults: names,
  image: z.exactOptional(z.strictObject({ url: z.string(), alt: z.string() })),
  freeText: z.exactOptional(z.strictObject({ label: z.string(), price: z.int(), maxLength: z.int() })),
  brand: z.exactOptional(z.string()),
  imported: z.exactOptional(z.literal(true)),
})
export const PRODUCT = z.strictObject({
  ...{
    id: textColumn,
    name: textColumn,
    plural: textColumn,
    code: textColumn,
    category: textColumn,
    taxClass: textColumn,
  },
  detail: json(productDetail),
  position: int,
})
export const VARIANT = z.strictObject({
  ...{ sku: textColumn, productId: textColumn },
  options: json(names),
  price: big,
  compareAt: nullable(big),
  cost: nullable(big),
  ...{ weightGrams: int, active: bool, maxPerOrder: int },
  ...{ purchasableFrom: nullable(instant), purchasableUntil: nullable(instant) },
  position: int,
})
export const settingsDocument = document<ShopSettings>('name', 'currency', 'timeZone', 'limits')
export const couponRuleSchema = document<Coupon>('code', 'conditions')

export const STOCK = z.strictObject({
  sku: textColumn,
  onHand: int,
  reserved: int,
  allocated: int,
  backorders: oneOf('allowed', 'refused'),
  discontinued: bool,
  maxDaysAhead: nullable(int),
})
export const RECEIPT = z.strictObject({ quantity: int, on: nullable(day) })
export const stockRow = z.discriminatedUnion('tracked', [
  STOCK.extend({ tracked: z.literal(true), expected: z.array(RECEIPT) }),
  z.strictObject({ tracked: z.literal(false), sku: z.string(), discontinued: z.boolean() }),
])
/** `stockJson as stock`, and of a SKU that may have none. */
export const foundStockRow = z.strictObject({ stock: stockRow })
export const maybeStockRow = z.strictObject({ stock: z.nullable(stockRow) })
export const EXPECTED_RECEIPT = RECEIPT.extend({ id: uuid, sku: textColumn })

export const waiterRow = z.strictObject({
  ...{ order: z.int(), position: z.int(), sku: z.string(), quantity: z.int(), seq: z.int() },
  ...{ expedited: z.boolean(), complete: z.boolean() },
})
