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
import { OPEN_STATUSES, type Pools, type Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { ORDERS } from '#store/order/order-columns.ts'
import { GIVEN_ORDER, orderValues, partsSql, placedOrderRow } from '#store/order/place-rows.ts'
import type { Signals } from '#store/outbox/signals.ts'
import { CUSTOMER, SAVED_ADDRESS, STAFF, STAFF_LINK, STORED_METHOD } from '#store/people/people-columns.ts'
import { readOne } from '#store/read.ts'
import { writeOptionRows, writeProductRows, writeVariantRows } from './catalog-write.ts'
import { type Copying, copying, type GivenRows } from './copy.ts'
import { EXPECTED_RECEIPT, STOCK } from './shop-columns.ts'
import type { CustomerData, PastOrderData, ShopData, StaffData, StockData } from './shop-data.ts'

export async function loadShop(
  pools: Pick<Pools, 'patient' | 'copies'>,
  signals: Pick<Signals, 'send'>,
  shop: ShopData,
  counts: Counts = 'live',
): Promise<void> {
  await copying(pools.copies(), async (tx) => {
    await loadCatalog(tx, shop, await loadSettings(tx, shop))
    await loadCoupons(tx, shop)
    await loadStock(tx, shop.stock, counts)
    await loadCustomers(tx, shop.customers)
    await loadStaff(tx, shop.staff)
    for (const past of shop.orders) await loadPastOrder(tx, past)
    await startNumbers(tx, shop)
  })
  const db = pools.patient()
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
async function loadCatalog(tx: Copying, { options, products, variants }: ShopData, version: number): Promise<void> {
  await writeOptionRows(tx, inColumnOrder(options), { version })
  await writeProductRows(tx, inColumnOrder(products), { version })
  await writeVariantRows(tx, inColumnOrder(variants), { version })
  const listed = variants.map(({ sku }) => sku)
  await tx.$executeRaw(Prisma.sql`update variant set active = false, changed_in = ${version}::int
    where active and not (sku = any(${listed}))
      and not exists (select 1 from product p where p.id = product_id and p.detail ? 'imported')`)
}

/** A limit that appears on a running coupon counts what was redeemed before. */
async function loadCoupons(tx: Sql, { coupons }: ShopData): Promise<void> {
  const rows = coupons.map((coupon, position) => ({
    code: coupon.code,
    rule: coupon,
    limit: coupon.limit,
    perCustomer: coupon.limitPerCustomer,
    position,
  }))
  await tx.$executeRaw`update coupon set active = false where active`
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

/** Counts below what is reserved already would oversell: the count is raised to the reservations. */
export async function loadStock(tx: Copying, stock: GivenRows<StockData>, counts: Counts): Promise<void> {
  const receipts: object[] = []
  const given = await tx.staged('stock', LOADED_STOCK, withReceipts(stock, receipts))
  const expected = await tx.staged('receipt', EXPECTED_RECEIPT, receipts)
  await tx.$executeRaw(Prisma.sql`create temporary table kept_stock on commit drop as
    select sku from stock where tracked and ${counts === 'live'} and sku in (select sku from ${given})`)
  const [columns, list] = [columnList(LOADED_STOCK), LOADED_STOCK]
  await tx.$executeRaw(Prisma.sql`insert into stock (${columns})
    select ${valueList(list, 's', {
      onHand: Prisma.sql`coalesce(s."onHand",
      0)`,
      backorders: Prisma.sql`coalesce(s.backorders, 'allowed')`,
    })}
    from ${given} s order by s.sku
    on conflict (sku) do update set tracked = excluded.tracked, backorders = excluded.backorders,
      on_hand = case when stock.tracked and ${counts === 'live'} then stock.on_hand
        else greatest(excluded.on_hand, stock.reserved) end,
      discontinued = excluded.discontinued, max_days_ahead = excluded.max_days_ahead`)
  await tx.$executeRaw(Prisma.sql`delete from expected_receipt where sku in (select sku from ${given})
    and sku not in (select sku from kept_stock)`)
  await tx.$executeRaw(Prisma.sql`insert into expected_receipt (${columnList(EXPECTED_RECEIPT)})
    select ${valueList(EXPECTED_RECEIPT, 'e')} from ${expected} e where e.sku not in (select sku from kept_stock)`)
}

/** The few announcements among them are kept beside while the rows go by. */
async function* withReceipts(stock: GivenRows<StockData>, receipts: object[]): AsyncGenerator<StockData, void> {
  for await (const row of stock) {
    if (row.tracked) for (const receipt of row.expected) receipts.push({ id: randomUUIDv7(), sku: row.sku, ...receipt })
    yield row
  }
}

async function loadCustomers(tx: Copying, customers: readonly CustomerData[]): Promise<void> {
  const people = await tx.staged(
    'customer',
    CUSTOMER,
    each(customers, (customer) => [withId(customer)]),
  )
  await tx.$executeRaw(
    upsert({ table: 'customer', columns: CUSTOMER, from: Prisma.sql`${people} r`, key: 'number', keeps: 'id' }),
  )
  const addresses = each(customers, ({ number, addresses }) =>
    addresses.map((saved) => ({ ...saved, id: randomUUIDv7(), number, normalised: addressKey(saved.address) })),
  )
  await tx.$executeRaw(Prisma.sql`insert into customer_address (customer_id, ${columnList(BOOKED)})
    select c.id, ${valueList(BOOKED, 'a')}
      from ${await tx.staged('address', BOOKED.extend({ number: textColumn }), addresses)} a join customer c using (number)
    on conflict (customer_id, normalised) do update set label = excluded.label, is_default = excluded.is_default`)
  const methods = each(customers, ({ number, methods }) =>
    methods.map((method) => ({ ...method, id: randomUUIDv7(), number })),
  )
  await tx.$executeRaw(Prisma.sql`insert into stored_method (customer_id, ${columnList(STORED_METHOD)})
    select c.id, ${valueList(STORED_METHOD, 'm')}
      from ${await tx.staged('method', STORED_METHOD.extend({ number: textColumn }), methods)} m join customer c using (number)
    where not exists (select 1 from stored_method old where old.customer_id = c.id and old.token = m.token)`)
}
const BOOKED = SAVED_ADDRESS.extend({ normalised: textColumn })
const withId = (customer: CustomerData): object => ({
  ...customer,
  id: randomUUIDv7(),
  email: customer.email?.toLowerCase(),
})

function* each<T>(all: readonly T[], of: (one: T) => readonly object[]): Generator<object, void> {
  for (const one of all) yield* of(one)
}

async function loadStaff(tx: Sql, staff: readonly StaffData[]): Promise<void> {
  await tx.$executeRaw(upsert({ table: 'staff', columns: STAFF, from: recordSet(STAFF, 'r', staff), key: 'id' }))
  const links = staff.flatMap(({ id, users }) => users.map((userKey) => ({ userKey, staffId: id })))
  await tx.$executeRaw(
    upsert({ table: 'staff_link', columns: STAFF_LINK, from: recordSet(STAFF_LINK, 'r', links), key: 'userKey' }),
  )
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
