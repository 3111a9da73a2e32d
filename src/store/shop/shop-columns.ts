/** The column tables of the catalog, the coupons and the stock: what shop-load.ts writes and turn/rows.ts reads. */
import { z } from 'zod'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'
import { big, bool, day, instant, int, json, maybe, oneOf, text, uuid } from '#store/columns.ts'
import { document } from '#store/read.ts'

const names = z.record(z.string(), z.string())
const optionValues = z.array(z.strictObject({ id: z.string(), name: z.string(), synonyms: z.array(z.string()) }))
export const OPTION = z.strictObject({
  id: text,
  name: text,
  values: json(optionValues),
  defaultValue: maybe(text),
  position: int,
})

export const productDetail = z.strictObject({
  synonyms: z.array(z.string()),
  options: z.array(z.string()),
  defaults: names,
  image: z.exactOptional(z.strictObject({ url: z.string(), alt: z.string() })),
  freeText: z.exactOptional(z.strictObject({ label: z.string(), price: z.int(), maxLength: z.int() })),
})
export const PRODUCT = z.strictObject({
  ...{ id: text, name: text, plural: text, code: text, category: text, taxClass: text },
  detail: json(productDetail),
  position: int,
})
export const VARIANT = z.strictObject({
  ...{ sku: text, productId: text },
  options: json(names),
  price: big,
  cost: maybe(big),
  ...{ weightGrams: int, active: bool, maxPerOrder: int },
  ...{ purchasableFrom: maybe(instant), purchasableUntil: maybe(instant) },
  position: int,
})
export const settingsDocument = document<ShopSettings>('name', 'currency', 'timeZone', 'limits')
export const couponRule = document<Coupon>('code', 'conditions')

export const STOCK = z.strictObject({
  sku: text,
  onHand: int,
  reserved: int,
  allocated: int,
  backorders: oneOf('allowed', 'refused'),
  discontinued: bool,
  maxDaysAhead: maybe(int),
})
export const RECEIPT = z.strictObject({ quantity: int, on: maybe(day) })
export const stockRow = z.discriminatedUnion('tracked', [
  STOCK.extend({ tracked: z.literal(true), expected: z.array(RECEIPT) }),
  z.strictObject({ tracked: z.literal(false), sku: z.string(), discontinued: z.boolean() }),
])
/** `stockJson as stock`, and of a SKU that may have none. */
export const foundStockRow = z.strictObject({ stock: stockRow })
export const maybeStockRow = z.strictObject({ stock: z.nullable(stockRow) })
export const EXPECTED_RECEIPT = RECEIPT.extend({ id: uuid, sku: text })

export const waiterRow = z.strictObject({
  ...{ order: z.int(), position: z.int(), sku: z.string(), quantity: z.int(), seq: z.int() },
  ...{ expedited: z.boolean(), complete: z.boolean() },
})
export const foundWaiterRow = z.strictObject({ waiter: waiterRow })
