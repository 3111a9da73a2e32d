/**
 * Reading the shop through the client's models: the catalog for the cache, and the whole shop as
 * data in one snapshot, the way back from shop-load.ts, for `parley shop export`. Orders placed
 * since the load are not part of that, those that came with a shop file are; stock is what is on
 * hand now.
 */
import type { Option, Product, Variant } from '#domain/model/catalog.ts'
import type { Coupon, ShopSettings } from '#domain/model/shop.ts'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Db, Models } from '#store/connection.ts'
import { addressDocument, POLICY, staffOf } from '#store/people/people-columns.ts'
import { parsed, present } from '#store/read.ts'
import { couponRuleSchema, OPTION, productDetail, STOCK, settingsDocument, VARIANT } from './shop-columns.ts'
import type { CustomerData, PastOrderData, ShopData, StaffData, StockData } from './shop-data.ts'

/** The database is empty: `parley shop load FILE` fills it. */
export class NoShop extends Error {}

export type StoredCatalog = {
  readonly version: number
  readonly settings: ShopSettings
  readonly options: readonly Option[]
  readonly products: readonly Product[]
  readonly variants: readonly Variant[]
  readonly coupons: readonly Coupon[]
}

/** Throws NoShop when none was loaded yet. */
export async function readCatalog(db: Models): Promise<StoredCatalog> {
  const shop = await db.shop.findUnique({ where: { id: 1 } })
  if (shop === null) throw new NoShop('no shop is loaded')
  const orderBy = { position: 'asc' } as const
  const options = await db.option.findMany({ orderBy, omit: PLACE })
  const products = await db.product.findMany({ orderBy, omit: PLACE })
  const variants = await db.variant.findMany({ orderBy, omit: KEPT_HERE })
  const coupons = await db.coupon.findMany({ orderBy, where: { active: true }, select: { rule: true } })
  return {
    version: shop.version,
    settings: parsed(settingsDocument, shop.settings),
    options: options.map(({ values, ...option }) => ({
      ...present(option),
      values: parsed(OPTION.shape.values, values),
    })),
    products: products.map(({ detail, ...product }) => ({ ...parsed(productDetail, detail), ...product })),
    variants: variants.map(
      ({ options: chosen, price, compareAt, cost, purchasableFrom, purchasableUntil, ...variant }) => ({
        ...variant,
        options: parsed(VARIANT.shape.options, chosen),
        price: Number(price),
        ...present({
          compareAt: compareAt === null ? null : Number(compareAt),
          cost: cost === null ? null : Number(cost),
        }),
        ...present({ purchasableFrom: iso(purchasableFrom), purchasableUntil: iso(purchasableUntil) }),
      }),
    ),
    coupons: coupons.map(({ rule }) => parsed(couponRuleSchema, rule)),
  }
}
const PLACE = { position: true, changedIn: true } as const
const KEPT_HERE = { ...PLACE, switchedOff: true } as const
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** Orders come from queries.ts: they are read there in full. Throws NoShop when none is loaded. */
export const readShopData = (db: Db, orders: readonly PastOrderData[]): Promise<ShopData> =>
  db.$transaction(
    async (tx) => {
      const { version: _, ...catalog } = await readCatalog(tx)
      const order = new Map(catalog.variants.map(({ sku }, position) => [sku, position]))
      const stock = (await readStock(tx))
        .filter(({ sku }) => order.has(sku))
        .sort((a, b) => (order.get(a.sku) ?? 0) - (order.get(b.sku) ?? 0))
      return { ...catalog, stock, customers: await readCustomers(tx), staff: await readStaff(tx), orders }
    },
    { isolationLevel: 'RepeatableRead', timeout: 120_000 },
  )

async function readStock(db: Models): Promise<readonly StockData[]> {
  const receipts = {
    orderBy: [{ on: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    select: { quantity: true, on: true },
  } satisfies Prisma.Stock$expectedReceiptsArgs
  const rows = await db.stock.findMany({
    omit: { reserved: true, allocated: true },
    include: { expectedReceipts: receipts },
  })
  return rows.map(({ tracked, sku, discontinued, onHand, backorders, maxDaysAhead, expectedReceipts }) =>
    tracked
      ? {
          ...{ sku, tracked, onHand, discontinued },
          backorders: parsed(STOCK.shape.backorders, backorders),
          ...present({ maxDaysAhead }),
          expected: expectedReceipts.map(({ quantity, on }) => ({
            quantity,
            ...present({ on: iso(on)?.slice(0, 10) ?? null }),
          })),
        }
      : { sku, tracked, discontinued },
  )
}

async function readCustomers(db: Models): Promise<readonly CustomerData[]> {
  const book = {
    orderBy: [{ isDefault: 'desc' }, { label: 'asc' }, { id: 'asc' }],
    select: { label: true, address: true, isDefault: true },
  } satisfies Prisma.Customer$addressesArgs
  const cards = {
    orderBy: { id: 'asc' },
    select: { brand: true, last4: true, token: true, isDefault: true },
  } satisfies Prisma.Customer$methodsArgs
  const rows = await db.customer.findMany({
    omit: { id: true, createdAt: true },
    include: { addresses: book, methods: cards },
  })
  const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1)
  return rows
    .map(({ addresses, backorderPreference, ...customer }) => ({
      ...present(customer),
      ...present({ backorderPreference: backorderPreference === null ? null : parsed(POLICY, backorderPreference) }),
      addresses: addresses.map(({ address, ...saved }) => ({ ...saved, address: parsed(addressDocument, address) })),
    }))
    .sort((a, b) => byNumber(a.number, b.number))
}

async function readStaff(db: Models): Promise<readonly StaffData[]> {
  return staffOf(
    await db.staff.findMany({ orderBy: { id: 'asc' }, include: { links: { orderBy: { userKey: 'asc' } } } }),
  )
}
