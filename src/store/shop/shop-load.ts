/**
 * Writing a whole shop in one transaction, on an empty database or over a running one. Settings, catalog and coupons are replaced;
 * what is no longer listed becomes inactive, never deleted, since orders name it. Stock counts are set, reservations stay; customers and staff
 * are matched by number and short name. Ends with a new version, so that every process reloads.
 */
import { randomUUIDv7 } from 'node:crypto'
import { addressKey } from '#domain/draft/address.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { ORDER_COLUMNS, ORDER_FIELDS, orderRow, orderValues, partsSql } from '#store/order/place-rows.ts'
import type { Signals } from '#store/outbox/signals.ts'
import type { CustomerData, PastOrderData, ShopData, StaffData, StockData } from './shop-data.ts'

/** A large catalog takes its time; the turn's own limits do not apply here. */
const LOAD_TIMEOUT = 120_000

export async function loadShop(db: Db, signals: Pick<Signals, 'send'>, shop: ShopData): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`set local statement_timeout = 0`
      await loadSettings(tx, shop)
      await loadCatalog(tx, shop)
      await loadCoupons(tx, shop)
      await loadStock(tx, shop.stock)
      await loadCustomers(tx, shop.customers)
      await loadStaff(tx, shop.staff)
      for (const past of shop.orders) await loadPastOrder(tx, past)
      await startNumbers(tx, shop)
    },
    { timeout: LOAD_TIMEOUT },
  )
  // Plans made on empty tables are bad and stay bad.
  await db.$executeRaw`analyze`
  signals.send('parley_shop', '')
}

async function loadSettings(tx: Sql, { settings }: ShopData): Promise<void> {
  await tx.$executeRaw(Prisma.sql`insert into shop (id, settings, version) values (1, ${toJson(settings)}::jsonb, 1)
    on conflict (id) do update set settings = excluded.settings, version = shop.version + 1`)
}

async function loadCatalog(tx: Sql, { options, products, variants }: ShopData): Promise<void> {
  const placed = <T extends object>(rows: readonly T[]) => toJson(rows.map((row, position) => ({ ...row, position })))
  await tx.$executeRaw`update variant set active = false`
  await tx.$executeRaw(Prisma.sql`insert into option (id, name, values, default_value, position)
    select id, name, values, "defaultValue", position from jsonb_to_recordset(${placed(options)}::jsonb)
      as o(id text, name text, values jsonb, "defaultValue" text, position int)
    on conflict (id) do update set name = excluded.name, values = excluded.values, default_value = excluded.default_value, position = excluded.position`)
  const details = products.map(({ id, name, plural, code, category, taxClass, ...detail }) => ({
    id,
    name,
    plural,
    code,
    category,
    taxClass,
    detail,
  }))
  await tx.$executeRaw(Prisma.sql`insert into product (id, name, plural, code, category, tax_class, detail, position)
    select id, name, plural, code, category, "taxClass", detail, position from jsonb_to_recordset(${placed(details)}::jsonb)
      as p(id text, name text, plural text, code text, category text, "taxClass" text, detail jsonb, position int)
    on conflict (id) do update set name = excluded.name, plural = excluded.plural, code = excluded.code, category = excluded.category,
      tax_class = excluded.tax_class, detail = excluded.detail, position = excluded.position`)
  await tx.$executeRaw(Prisma.sql`insert into variant (sku, product_id, options, price, cost, weight_grams, active, max_per_order, purchasable_from,
      purchasable_until, position)
    select sku, "productId", options, price, cost, "weightGrams", active, "maxPerOrder", "purchasableFrom", "purchasableUntil", position
    from jsonb_to_recordset(${placed(variants)}::jsonb) as v(sku text, "productId" text, options jsonb, price bigint, cost bigint, "weightGrams" int,
      active boolean, "maxPerOrder" int, "purchasableFrom" timestamptz, "purchasableUntil" timestamptz, position int)
    on conflict (sku) do update set product_id = excluded.product_id, options = excluded.options, price = excluded.price, cost = excluded.cost,
      weight_grams = excluded.weight_grams, active = excluded.active, max_per_order = excluded.max_per_order,
      purchasable_from = excluded.purchasable_from, purchasable_until = excluded.purchasable_until, position = excluded.position`)
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
  await tx.$executeRaw`update coupon set active = false`
  await tx.$executeRaw(Prisma.sql`insert into coupon (code, rule, "limit", limit_per_customer, redeemed, active, position)
    select c.code, c.rule, c."limit", c."perCustomer", case when c."limit" is null then 0 else
      (select count(*) from coupon_redemption r join orders o on o.number = r.order_number where r.code = c.code and o.status <> 'cancelled') end,
      true, c.position
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as c(code text, rule jsonb, "limit" int, "perCustomer" int, position int)
    on conflict (code) do update set rule = excluded.rule, "limit" = case when excluded."limit" is null then null
      else greatest(excluded."limit", excluded.redeemed) end, limit_per_customer = excluded.limit_per_customer, redeemed = excluded.redeemed, active = true, position = excluded.position`)
}

/** Counts below what is reserved already would oversell: the count is raised to the reservations. */
export async function loadStock(tx: Sql, stock: readonly StockData[]): Promise<void> {
  const rows = [...stock].sort((a, b) => (a.sku < b.sku ? -1 : 1))
  const receipts = rows.flatMap((row) =>
    row.tracked ? row.expected.map((receipt) => ({ id: randomUUIDv7(), sku: row.sku, ...receipt })) : [],
  )
  await tx.$executeRaw(Prisma.sql`insert into stock (sku, tracked, on_hand, backorders, discontinued, max_days_ahead)
    select sku, tracked, coalesce("onHand", 0), coalesce(backorders, 'allowed'), discontinued, "maxDaysAhead"
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as s(sku text, tracked boolean, "onHand" int, backorders text, discontinued boolean, "maxDaysAhead" int)
    order by sku
    on conflict (sku) do update set tracked = excluded.tracked, on_hand = greatest(excluded.on_hand, stock.reserved), backorders = excluded.backorders,
      discontinued = excluded.discontinued, max_days_ahead = excluded.max_days_ahead`)
  await tx.$executeRaw(Prisma.sql`delete from expected_receipt where sku = any(${rows.map((row) => row.sku)}::text[])`)
  await tx.$executeRaw(Prisma.sql`insert into expected_receipt (id, sku, quantity, "on")
    select id, sku, quantity, "on" from jsonb_to_recordset(${toJson(receipts)}::jsonb) as e(id uuid, sku text, quantity int, "on" date)`)
}

async function loadCustomers(tx: Sql, customers: readonly CustomerData[]): Promise<void> {
  const people = customers.map((customer) => ({ ...customer, id: randomUUIDv7(), email: customer.email?.toLowerCase() }))
  await tx.$executeRaw(Prisma.sql`insert into customer (id, number, name, email, phone, groups, tax_exempt, invoice_allowed, invoice_days, note,
      backorder_preference)
    select id, number, name, email, phone, array(select jsonb_array_elements_text(groups)), "taxExempt", "invoiceAllowed", "invoiceDays", note,
      "backorderPreference"
    from jsonb_to_recordset(${toJson(people)}::jsonb) as c(id uuid, number text, name text, email text, phone text, groups jsonb, "taxExempt" boolean,
      "invoiceAllowed" boolean, "invoiceDays" int, note text, "backorderPreference" text)
    on conflict (number) do update set name = excluded.name, email = excluded.email, phone = excluded.phone, groups = excluded.groups,
      tax_exempt = excluded.tax_exempt, invoice_allowed = excluded.invoice_allowed, invoice_days = excluded.invoice_days, note = excluded.note,
      backorder_preference = excluded.backorder_preference`)
  const addresses = customers.flatMap((customer) =>
    customer.addresses.map((saved) => ({ ...saved, id: randomUUIDv7(), number: customer.number, normalised: addressKey(saved.address) })),
  )
  await tx.$executeRaw(Prisma.sql`insert into customer_address (id, customer_id, label, address, normalised, is_default)
    select a.id, c.id, a.label, a.address, a.normalised, a."isDefault" from jsonb_to_recordset(${toJson(addresses)}::jsonb)
      as a(id uuid, number text, label text, address jsonb, normalised text, "isDefault" boolean) join customer c using (number)
    on conflict (customer_id, normalised) do update set label = excluded.label, is_default = excluded.is_default`)
  const methods = customers.flatMap((customer) =>
    customer.methods.map((method) => ({ ...method, id: randomUUIDv7(), number: customer.number })),
  )
  await tx.$executeRaw(Prisma.sql`insert into stored_method (id, customer_id, brand, last4, token, is_default)
    select m.id, c.id, m.brand, m.last4, m.token, m."isDefault" from jsonb_to_recordset(${toJson(methods)}::jsonb)
      as m(id uuid, number text, brand text, last4 text, token text, "isDefault" boolean) join customer c using (number)
    where not exists (select 1 from stored_method old where old.customer_id = c.id and old.token = m.token)`)
}

async function loadStaff(tx: Sql, staff: readonly StaffData[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`insert into staff (id, name, role, active)
    select id, name, role, active from jsonb_to_recordset(${toJson(staff)}::jsonb) as s(id text, name text, role text, active boolean)
    on conflict (id) do update set name = excluded.name, role = excluded.role, active = excluded.active`)
  const links = staff.flatMap((person) => person.users.map((user) => ({ user, id: person.id })))
  await tx.$executeRaw(Prisma.sql`insert into staff_link (user_key, staff_id)
    select "user", id from jsonb_to_recordset(${toJson(links)}::jsonb) as l("user" text, id text)
    on conflict (user_key) do update set staff_id = excluded.staff_id`)
}

/** Shipped whole, so it holds no stock. Loaded once: a number that exists is left alone. */
async function loadPastOrder(tx: Sql, { number, order }: PastOrderData): Promise<void> {
  const known = order.buyer.kind === 'registered' ? order.buyer.number : null
  const row = { ...orderRow(order, { index: 0, customerId: null, status: 'shipped' }), customerId: null }
  const shipped = {
    ...order,
    lines: order.lines.map((line) => ({ ...line, shipped: line.quantity, reserved: 0, backordered: 0, dropped: 0, cancelled: 0 })),
  }
  await tx.$executeRaw(Prisma.sql`
    with owner as (select id from customer where number = ${known}),
    given as (
      select index, (select id from owner) as "customerId", status, email, phone, chat,
        case when buyer->>'kind' = 'registered' then buyer || jsonb_build_object('customerId', (select id from owner)) else buyer end as buyer,
        currency, billing, subtotal, discount, shipping, tax, total, coupons, "backorderPolicy", comments, memos, steps, "placedBy", "placedAt",
        given, "givenBase", "givenBy"
      from jsonb_to_recordset(${toJson([row])}::jsonb) as o(${ORDER_FIELDS})
    ),
    placed as (
      insert into orders (${ORDER_COLUMNS}) select ${number}::int, null, null, null, ${orderValues(null)} from given
      on conflict (number) do nothing returning number
    ),
    owned as (select 0 as index, number from placed),
    ${partsSql([shipped])}
    select 1`)
}

/** The next order is the shop's first number or the one after the highest; customers go on after the highest "C-" number. */
async function startNumbers(tx: Sql, { settings }: ShopData): Promise<void> {
  const first = settings.firstOrderNumber
  await tx.$queryRaw(Prisma.sql`select setval('orders_number_seq',
    greatest(${first}::int, (select coalesce(max(number) + 1, 1) from orders where number >= ${first}::int)), false)`)
  await tx.$queryRaw(Prisma.sql`select setval('customer_number_seq',
    (select greatest(1001, coalesce(max(substring(number from '^C-(\\d{1,9})$')::int) + 1, 1001)) from customer), false)`)
}
