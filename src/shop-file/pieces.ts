/**
 * A shop file cut into the pieces that have the right shape, list item by list item, with the
 * problems of the rest; and the names the file mentions anywhere, read leniently so that one bad
 * product does not make every offer on it look wrong too.
 */
import type { z } from 'zod'
import { optionSchema, productSchema } from './catalog.ts'
import type { Known, Piece } from './context.ts'
import { customerSchema } from './customers.ts'
import type { Path, PlainValue } from './document.ts'
import { couponSchema, promotionSchema } from './offers.ts'
import { orderSchema } from './past-orders.ts'
import { shopFileSchema } from './schema.ts'
import { shippingSchema, taxSchema } from './shipping.ts'
import { answerSchema, limitsSchema, paymentSchema, shopSchema, staffSchema, timesSchema } from './shop.ts'
import { stockSchema } from './stock.ts'
import { splitWords, type WordedIssue } from './words.ts'

export type YamlBlock = { readonly [key: string]: PlainValue }
export type Pieces = ReturnType<typeof readPieces>

const NEEDED = ['shipping', 'staff']

export function readPieces(plain: YamlBlock) {
  const problems: WordedIssue[] = unknownKeys(plain)
  const parse = <T>(schema: z.ZodType<T>, value: PlainValue | undefined, path: Path): readonly Piece<T>[] => {
    const result = schema.safeParse(value ?? undefined, { reportInput: true })
    if (!result.success) problems.push(...result.error.issues.flatMap((issue) => splitWords(issue, path)))
    return result.success ? [{ path, value: result.data }] : []
  }
  const block = <T>(name: string, schema: z.ZodType<T>): Piece<T> | undefined => parse(schema, plain[name], [name])[0]
  const list = <T>(name: string, item: z.ZodType<T>): readonly Piece<T>[] => {
    const given = plain[name] ?? []
    if (!isList(given)) {
      problems.push({ path: [name], message: 'must be a list' })
      return []
    }
    if (given.length === 0 && NEEDED.includes(name))
      problems.push({ path: [name], message: name in plain ? 'needs at least 1' : 'is missing' })
    return given.flatMap((value, index) => parse(item, value, [name, index]))
  }
  const record = <T>(name: string, item: z.ZodType<T>): readonly (Piece<T> & { readonly id: string })[] => {
    const given = plain[name] ?? {}
    if (!isBlock(given)) {
      problems.push({ path: [name], message: 'must be a block of keys' })
      return []
    }
    return Object.entries(given).flatMap(([id, value]) =>
      parse(item, value, [name, id]).map((piece) => ({ ...piece, id })),
    )
  }

  const bare = listOf(plain['products']).length === 0
  return {
    problems,
    shop: block('shop', shopSchema),
    answers: list('answers', answerSchema),
    times: block('times', timesSchema),
    tax: list('tax', taxSchema),
    shipping: list('shipping', shippingSchema),
    promotions: list('promotions', promotionSchema),
    coupons: list('coupons', couponSchema),
    payment: block('payment', paymentSchema),
    limits: block('limits', limitsSchema),
    staff: list('staff', staffSchema),
    customers: list('customers', customerSchema),
    orders: list('orders', orderSchema),
    options: record('options', optionSchema),
    products: list('products', productSchema),
    // Goods that an import brings have their stock from there.
    stock: parse(stockSchema, plain['stock'] ?? (bare ? { default: 'untracked' } : undefined), ['stock'])[0],
  }
}

const unknownKeys = (plain: YamlBlock): WordedIssue[] =>
  Object.keys(plain)
    .filter((key) => !(key in shopFileSchema.shape))
    .map((key) => ({ path: [key], message: 'is not known here' }))

export function knownNames(plain: YamlBlock): Known {
  const products = listOf(plain['products'])
  const word = (block: YamlBlock, key: string): readonly string[] =>
    typeof block[key] === 'string' ? [block[key]] : []
  const skus = products.flatMap(({ variants }) =>
    isBlock(variants) ? Object.keys(variants).map((sku) => sku.toUpperCase()) : [],
  )
  const names = products.flatMap((product) =>
    [...word(product, 'id'), ...word(product, 'code')].map((name): [string, string] => [
      name,
      word(product, 'id')[0] ?? name,
    ]),
  )
  return {
    skus: new Set(skus),
    products: new Map(names),
    categories: new Set(products.flatMap((product) => word(product, 'category'))),
    methods: new Set(listOf(plain['shipping']).flatMap((method) => word(method, 'id'))),
  }
}

/** USD and UTC stand in where the file does not say; that they are missing is a problem of its own. */
export const currencyOf = (plain: YamlBlock): string => shopWord(plain, 'currency') ?? 'USD'
export function timeZoneOf(plain: YamlBlock): string {
  const name = shopWord(plain, 'timeZone')
  return name !== undefined && Intl.supportedValuesOf('timeZone').concat('UTC').includes(name) ? name : 'UTC'
}
function shopWord(plain: YamlBlock, key: string): string | undefined {
  const { shop } = plain
  const value = isBlock(shop) ? shop[key] : undefined
  return typeof value === 'string' ? value : undefined
}

export const isBlock = (value: PlainValue | undefined): value is YamlBlock =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: PlainValue): value is readonly PlainValue[] => Array.isArray(value)
const listOf = (value: PlainValue | undefined): readonly YamlBlock[] =>
  value !== undefined && isList(value) ? value.filter(isBlock) : []
