/**
 * ShopData back to the text of a shop file. Rule: reading what was written gives the same ShopData;
 * dates come out absolute. What equals its default is left out. Orders placed since the load are
 * not part of a shop file: they belong to a backup.
 */
import { Document, isCollection, visit } from 'yaml'
import { z } from 'zod'
import { failed } from '#host/exit.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { writeOptions, writeProducts } from './catalog.ts'
import { writeCustomers } from './customers.ts'
import { pathText } from './document.ts'
import { writeCoupons, writePromotions } from './offers.ts'
import { writePastOrders } from './past-orders.ts'
import { shopFileSchema } from './schema.ts'
import { writeShipping, writeTax } from './shipping.ts'
import { writeAnswers, writeLimits, writePayment, writeShop, writeStaff, writeTimes } from './shop.ts'
import { writeStock } from './stock.ts'
import { splitWords } from './words.ts'

/** Blocks shorter than this are written on one line. */
const ONE_LINE = 110

export function shopFileText(data: ShopData): string {
  const { settings } = data
  const written = z.safeEncode(shopFileSchema, {
    shop: writeShop(settings),
    answers: writeAnswers(settings),
    times: writeTimes(settings),
    tax: writeTax(settings),
    shipping: writeShipping(settings),
    promotions: writePromotions(data),
    coupons: writeCoupons(data),
    payment: writePayment(settings),
    limits: writeLimits(settings),
    staff: writeStaff(data.staff),
    customers: writeCustomers(data.customers),
    orders: writePastOrders(data),
    options: writeOptions(data.options),
    products: writeProducts(data),
    stock: writeStock(data.stock),
  })
  if (!written.success) throw failed(notWritten(written.error))
  return `# ${settings.name}, as exported from Parley. Amounts are ${settings.currency}.\n\n${yamlText(written.data)}`
}

/** Somebody put into the database what the file could not be read with again. */
const notWritten = (error: z.ZodError): string =>
  [
    'This shop does not fit into a shop file; nothing was written.',
    ...error.issues.flatMap((issue) =>
      splitWords(issue, []).map(({ path, message }) => `${pathText(path)}: ${message}`),
    ),
  ].join('\n')

/** Numbers are text in this format, so amounts keep their zeros: no number tag, no quotes around 5.00. */
function yamlText(file: z.input<typeof shopFileSchema>): string {
  const document = new Document(file, {
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag)),
  })
  visit(document, {
    Collection(_, node, path) {
      if (path.length > 3 && isCollection(node) && JSON.stringify(node).length < ONE_LINE) node.flow = true
    },
    Pair(_, pair, path) {
      if (path.length === 2 && isCollection(pair.key) === false && pair.key !== null && typeof pair.key === 'object')
        Object.assign(pair.key, { spaceBefore: true })
    },
  })
  return document.toString({ lineWidth: 0 })
}
