/**
 * Reads a shop file: text in, a checked ShopData or every problem at once out, each with its path
 * and line. Rule: a mistake in one place never hides one in another: sections are parsed piece by
 * piece, and what parsed is built and cross-checked. Next: write.ts, the way back.
 */
import type { Instant } from '#domain/base/flavour.ts'
import type { ShopData } from '#store/shop/shop-data.ts'
import { buildOptions, buildProducts } from './catalog.ts'
import { type Building, startBuilding } from './context.ts'
import { buildCustomers } from './customers.ts'
import { type Problem, parseShopDocument, pathText } from './document.ts'
import { buildCoupons, buildPromotions } from './offers.ts'
import { buildOrders } from './past-orders.ts'
import { currencyOf, isBlock, knownNames, type Pieces, readPieces, timeZoneOf } from './pieces.ts'
import { buildShipping, buildTax } from './shipping.ts'
import { buildLimits, buildPayment, buildShop, buildStaff } from './shop.ts'
import { buildStock } from './stock.ts'

export type ShopFileResult =
  | { readonly ok: true; readonly data: ShopData }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** `now` is an ISO instant: relative dates count from its day at the shop. Problems come in the order of the file. */
export function readShopFile(text: string, options: { readonly now: Instant }): ShopFileResult {
  const { plain, lineOf, problems: syntax } = parseShopDocument(text)
  if (!isBlock(plain))
    return {
      ok: false,
      problems: [...syntax, { path: '', line: 1, message: 'is not a shop file: it must be a block of keys' }],
    }
  const pieces = readPieces(plain)
  const { building, problems } = startBuilding(
    { currency: currencyOf(plain), timeZone: timeZoneOf(plain) },
    options.now,
  )
  const data = build(building, pieces, knownNames(plain))
  const found = [...pieces.problems, ...problems].map(({ path, message }) => ({
    path: pathText(path),
    line: lineOf(path),
    message,
  }))
  const all = [...syntax, ...found].sort((a, b) => a.line - b.line)
  return all.length > 0 || data === undefined ? { ok: false, problems: all } : { ok: true, data }
}

/** "harbor.yaml:41 coupons[2].percent: must be a percentage such as 8.25%" */
export const problemText = (file: string, problem: Problem): string =>
  `${file}:${problem.line}${problem.path === '' ? '' : ` ${problem.path}`}: ${problem.message}`

/** Undefined when a whole section is missing or misshapen: its problem is already noted. */
function build(building: Building, pieces: Pieces, known: ReturnType<typeof knownNames>): ShopData | undefined {
  const shop = pieces.shop && buildShop(building, pieces.shop)
  const payment = pieces.payment && buildPayment(building, pieces.payment)
  const limits = pieces.limits && buildLimits(building, pieces.limits)
  const taxRules = buildTax(building, pieces.tax)
  const shippingMethods = buildShipping(building, pieces.shipping)
  const promotions = buildPromotions(building, pieces.promotions, known)
  const coupons = buildCoupons(building, pieces.coupons, known)
  const options = buildOptions(building, pieces.options)
  const optionsById = new Map(options.map((option) => [option.id, option]))
  const { products, variants } = buildProducts(building, pieces.products, optionsById)
  const stock =
    pieces.stock &&
    buildStock(
      building,
      pieces.stock,
      variants.map(({ sku }) => sku),
      known.skus,
    )
  const customers = buildCustomers(building, pieces.customers, shop?.country ?? 'US')
  const staff = buildStaff(building, pieces.staff)
  if (
    shop === undefined ||
    payment === undefined ||
    limits === undefined ||
    stock === undefined ||
    pieces.times === undefined
  )
    return undefined
  const { pricesIncludeTax, firstOrderNumber } = shop
  const orders = buildOrders(building, pieces.orders, {
    ...{ customers, products, variants, options: optionsById },
    ...{ methods: shippingMethods, taxRules, pricesIncludeTax, firstOrderNumber },
  })
  const answers = pieces.answers.map(({ value }) => value)
  const settings = {
    ...shop,
    ...(answers.length === 0 ? {} : { answers }),
    ...pieces.times.value,
    ...{ taxRules, shippingMethods, promotions, payment, limits },
  }
  return { settings, options, products, variants, coupons, stock, customers, staff, orders }
}
