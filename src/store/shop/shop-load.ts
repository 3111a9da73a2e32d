/**
 * Writing a whole shop in one transaction, on an empty database or over a running one. Settings,
 * catalog and coupons are replaced; what is no longer listed becomes inactive, never deleted, since
 * orders name it. Stock counts are set, reservations stay; customers and staff are matched by
 * number and short name. Ends with a new version, so that every process reloads.
 */
import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import { addressKey } from '#domain/draft/address.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { bool, columnList, inColumnOrder, recordSet, textColumn, upsert, valueList } from '#store/columns.ts'
import { type Db, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { ORDERS } from '#store/order/order-columns.ts'
import { GIVEN_ORDER, orderValues, partsSql, placedOrderRow } from '#store/order/place-rows.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { CUSTOMER, SAVED_ADDRESS, STAFF, STAFF_LINK, STORED_METHOD } from '#store/people/people-columns.ts'
import { read, readOne } from '#store/read.ts'
import { writeOptionRows, writeProductRows, writeVariantRows } from './catalog-write.ts'
import { EXPECTED_RECEIPT, STOCK } from './shop-columns.ts'
import type { CustomerData, PastOrderData, ShopData, StaffData, StockData } from './shop-data.ts'

type Tx = Prisma.TransactionClient

export async function loadShop(
  db: Db,
  signals: Pick<Signals, 'send'>,
  shop: ShopData,
  counts: Counts = 'live',
): Promise<void> {
  await db.$transaction(async (tx) => {
    await loadCatalog(tx, shop, await loadSettings(tx, shop))
    await loadCoupons(tx, shop)
    await loadStock(tx, shop.stock, counts)
    await loadCustomers(tx, shop.customers)
    await loadStaff(tx, shop.staff)
    for (const past of shop.orders) await loadPastOrder(tx, past)
    await startNumbers(tx, shop)
  })
  // Other hours, other reminders: the clock looks at every open draft anew. After the load, which
  // is no reason to hold them.
  await db.$executeRaw(Prisma.sql`update draft set next_due_at = default where status in ${OPEN_STATUSES}`)
  // Plans made on empty tables are bad and stay bad.
  await db.$executeRaw`analyze`
  signals.send('parley_shop', '')
}

async function loadSettings(tx: Sql, { settings }: ShopData): Promise<number> {
  const loaded = await readOne(
    tx,
    z.strictObject({ version: z.int() }),
    Prisma.sql`insert into shop (id, settings, version) values (1, ${toJson(settings)}::jsonb, 1)
      on conflict (id) do update set settings = excluded.settings, version = shop.version + 1 returning version`,
  )
  return loaded?.version ?? 1
}

/** What an import brought and no file lists stays as it is. */
async function loadCatalog(tx: Tx, { options, products, variants }: ShopData, version: number): Promise<void> {
  await writeOptionRows(tx, inColumnOrder(options), { version })
  await writeProductRows(tx, inColumnOrder(products), { version })
  await writeVariantRows(tx, inColumnOrder(variants), { version })
  const listed = variants.map(({ sku }) => sku)
  await tx.$executeRaw(Prisma.sql`update variant set active = false, changed_in = ${version}::int
    where active and not (sku = any(${listed}))
      and not exists (select 1 from product p where p.id = product_id and p.detail ? 'imported')`)
}

/** A limit that appears on a running coupon counts what was redeemed before. */
async function loadCoupons(tx: Tx, { coupons }: ShopData): Promise<void> {
  const rows = coupons.map((coupon, position) => ({
    code: coupon.code,
    rule: coupon,
    limit: coupon.limit,
    perCustomer: coupon.limitPerCustomer,
    position,
  }))
  await tx.coupon.updateMany({ data: { active: false } })
  await tx.$executeRaw(Prisma.sql`insert into coupon (code, rule, "limit", limit_per_customer, redeemed, active,
    position)
    select c.code, c.rule, c."limit", c."perCustomer", case when c."limit" is null then 0 else
      (select count(*) from coupon_redemption r join orders o on o.number = r.order_number where r.code = c.code
        and o.status <> 'cancelled') end,
      true, c.position
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as c(code text, rule jsonb, "limit" int, "perCustomer" int,
      position int)
    on conflict (code) do update set rule = excluded.rule, "limit" = case when excluded."limit" is null then null
      else greatest(excluded."limit", excluded.redeemed) end, limit_per_customer = excluded.limit_per_customer,
        redeemed = excluded.redeemed, active = true, position = excluded.position`)
}

const LOADED_STOCK = STOCK.omit({ reserved: true, allocated: true }).extend({ tracked: bool })

/** `live`: what is on hand and announced of a SKU that is counted already stays; `given`: it becomes what is given. */
export type Counts = 'live' | 'given'

const countedRow = z.strictObject({ sku: z.string() })

/** Counts below what is reserved already would oversell: the count is raised to the reservations. */
export async function loadStock(tx: Tx, stock: readonly StockData[], counts: Counts): Promise<void> {
  const rows = [...stock].sort((a, b) => (a.sku < b.sku ? -1 : 1))
  const skus = rows.map((row) => row.sku)
  const query = Prisma.sql`select sku from stock where tracked and sku = any(${skus})`
  const kept = new Set(counts === 'given' ? [] : (await read(tx, countedRow, query)).map(({ sku }) => sku))
  const receipts = rows.flatMap((row) =>
    row.tracked && !kept.has(row.sku)
      ? row.expected.map((receipt) => ({ id: randomUUIDv7(), sku: row.sku, ...receipt }))
      : [],
  )
  const [columns, given] = [columnList(LOADED_STOCK), LOADED_STOCK]
  await tx.$executeRaw(Prisma.sql`insert into stock (${columns})
    select ${valueList(given, 's', {
      onHand: Prisma.sql`coalesce(s."onHand",
      0)`,
      backorders: Prisma.sql`coalesce(s.backorders, 'allowed')`,
    })}
    from ${recordSet(given, 's', rows)} order by s.sku
    on conflict (sku) do update set tracked = excluded.tracked, backorders = excluded.backorders,
      on_hand = case when stock.tracked and ${counts === 'live'} then stock.on_hand
        else greatest(excluded.on_hand, stock.reserved) end,
      discontinued = excluded.discontinued, max_days_ahead = excluded.max_days_ahead`)
  await tx.expectedReceipt.deleteMany({ where: { sku: { in: skus.filter((sku) => !kept.has(sku)) } } })
  await tx.$executeRaw(Prisma.sql`insert into expected_receipt (${columnList(EXPECTED_RECEIPT)})
    select ${valueList(EXPECTED_RECEIPT, 'e')} from ${recordSet(EXPECTED_RECEIPT, 'e', receipts)}`)
}

async function loadCustomers(tx: Sql, customers: readonly CustomerData[]): Promise<void> {
  const people = customers.map((customer) => ({
    ...customer,
    id: randomUUIDv7(),
    email: customer.email?.toLowerCase(),
  }))
  await tx.$executeRaw(upsert({ table: 'customer', columns: CUSTOMER, rows: people, key: 'number', keeps: 'id' }))
  const addresses = customers.flatMap((customer) =>
    customer.addresses.map((saved) => ({
      ...saved,
      id: randomUUIDv7(),
      number: customer.number,
      normalised: addressKey(saved.address),
    })),
  )
  await tx.$executeRaw(Prisma.sql`insert into customer_address (customer_id, ${columnList(BOOKED)})
    select c.id, ${valueList(BOOKED, 'a')} from ${recordSet(BOOKED.extend({ number: textColumn }), 'a', addresses)}
      join customer c using (number)
    on conflict (customer_id, normalised) do update set label = excluded.label, is_default = excluded.is_default`)
  const methods = customers.flatMap((customer) =>
    customer.methods.map((method) => ({ ...method, id: randomUUIDv7(), number: customer.number })),
  )
  await tx.$executeRaw(Prisma.sql`insert into stored_method (customer_id, ${columnList(STORED_METHOD)})
    select c.id, ${valueList(STORED_METHOD, 'm')}
      from ${recordSet(STORED_METHOD.extend({ number: textColumn }), 'm', methods)} join customer c using (number)
    where not exists (select 1 from stored_method old where old.customer_id = c.id and old.token = m.token)`)
}
const BOOKED = SAVED_ADDRESS.extend({ normalised: textColumn })

async function loadStaff(tx: Sql, staff: readonly StaffData[]): Promise<void> {
  await tx.$executeRaw(upsert({ table: 'staff', columns: STAFF, rows: staff, key: 'id' }))
  const links = staff.flatMap(({ id, users }) => users.map((userKey) => ({ userKey, staffId: id })))
  await tx.$executeRaw(upsert({ table: 'staff_link', columns: STAFF_LINK, rows: links, key: 'userKey' }))
}

/** Shipped whole, so it holds no stock. Loaded once: a number that exists is left alone. */
async function loadPastOrder(tx: Sql, { number, order }: PastOrderData): Promise<void> {
  const known = order.buyer.kind === 'registered' ? order.buyer.number : null
  const row = { ...placedOrderRow(order, { index: 0, customerId: null, status: 'shipped' }), customerId: null }
  const shipped = {
    ...order,
    lines: order.lines.map((line) => ({
      ...line,
      shipped: line.quantity,
      reserved: 0,
      backordered: 0,
      dropped: 0,
      cancelled: 0,
    })),
  }
  const buyer = Prisma.sql`case when given.buyer->>'kind' = 'registered'
    then given.buyer || jsonb_build_object('customerId', owner.id) else given.buyer end`
  const none = Prisma.sql`null`
  const elsewhere = { parent: none, draftId: none, thread: none, customerId: Prisma.sql`owner.id`, buyer }
  await tx.$executeRaw(Prisma.sql`
    with owner as (select (select id from customer where number = ${known}) as id),
    numbered as (select ${number}::int as number),
    placed as (
      insert into orders (${columnList(ORDERS)}) select ${orderValues('numbered', elsewhere)}
      from owner, numbered, ${recordSet(GIVEN_ORDER, 'given', [row])}
      on conflict (number) do nothing returning number
    ),
    owned as (select 0 as index, number from placed),
    ${partsSql([shipped])}
    select 1`)
}

/**
 * The next order is the shop's first number or the one after the highest; customers go on after the
 * highest "C-" number.
 */
async function startNumbers(tx: Sql, { settings }: ShopData): Promise<void> {
  const first = settings.firstOrderNumber
  await tx.$queryRaw(Prisma.sql`select setval('orders_number_seq',
    greatest(${first}::int, (select coalesce(max(number) + 1, 1) from orders where number >= ${first}::int)), false)`)
  await tx.$queryRaw(Prisma.sql`select setval('customer_number_seq',
    (select greatest(1001, coalesce(max(substring(number from '^C-(\\d{1,9})$')::int) + 1, 1001))
      from customer), false)`)
}
