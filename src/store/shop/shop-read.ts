/**
 * The whole shop as data, read in one snapshot: the way back from shop-load.ts, for `parley shop export`. Orders placed since the load are not part
 * of it, those that came with a shop file are; stock is what is on hand now.
 */
import pg from 'pg'
import type { PastOrderData, ShopData } from './shop-data.ts'

/** Orders come from queries.ts: they are read there in full. Throws when no shop is loaded. */
export async function readShopData(url: string, orders: readonly PastOrderData[]): Promise<ShopData> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const { rows } = await client.query<{ shop: Omit<ShopData, 'orders'> | null }>(SHOP)
    const shop = rows[0]?.shop
    if (shop === null || shop === undefined) throw new Error('no shop is loaded')
    return { ...shop, orders }
  } finally {
    await client.end()
  }
}

/** Keys that are null in a column are absent in the data. */
const SHOP = `select jsonb_build_object(
  'settings', s.settings,
  'options', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', o.id, 'name', o.name, 'defaultValue', o.default_value))
    || jsonb_build_object('values', o.values) order by o.position), '[]') from option o),
  'products', (select coalesce(jsonb_agg(p.detail || jsonb_build_object('id', p.id, 'name', p.name, 'plural', p.plural, 'code', p.code,
    'category', p.category, 'taxClass', p.tax_class) order by p.position), '[]') from product p),
  'variants', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('sku', v.sku, 'productId', v.product_id, 'options', v.options,
    'price', v.price, 'cost', v.cost, 'weightGrams', v.weight_grams, 'active', v.active, 'maxPerOrder', v.max_per_order,
    'purchasableFrom', to_char(v.purchasable_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'purchasableUntil', to_char(v.purchasable_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    order by v.position), '[]') from variant v),
  'coupons', (select coalesce(jsonb_agg(k.rule order by k.position), '[]') from coupon k where k.active),
  'stock', (select coalesce(jsonb_agg(case when t.tracked then
      jsonb_strip_nulls(jsonb_build_object('sku', t.sku, 'tracked', true, 'onHand', t.on_hand, 'backorders', t.backorders,
        'discontinued', t.discontinued, 'maxDaysAhead', t.max_days_ahead)) || jsonb_build_object('expected',
        (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('quantity', e.quantity, 'on', e."on")) order by e."on" nulls last, e.id), '[]')
          from expected_receipt e where e.sku = t.sku))
      else jsonb_build_object('sku', t.sku, 'tracked', false, 'discontinued', t.discontinued) end order by v.position), '[]')
    from stock t join variant v using (sku)),
  'customers', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('number', c.number, 'name', c.name, 'email', c.email, 'phone', c.phone,
      'taxExempt', c.tax_exempt, 'invoiceAllowed', c.invoice_allowed, 'invoiceDays', c.invoice_days, 'note', c.note,
      'backorderPreference', c.backorder_preference)) || jsonb_build_object('groups', c.groups,
      'addresses', (select coalesce(jsonb_agg(jsonb_build_object('label', a.label, 'address', a.address, 'isDefault', a.is_default) order by a.is_default desc, a.label, a.id), '[]')
        from customer_address a where a.customer_id = c.id),
      'methods', (select coalesce(jsonb_agg(jsonb_build_object('brand', m.brand, 'last4', m.last4, 'token', m.token, 'isDefault', m.is_default)
        order by m.id), '[]') from stored_method m where m.customer_id = c.id))
    order by length(c.number), c.number), '[]') from customer c),
  'staff', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'role', f.role, 'active', f.active, 'users',
      (select coalesce(jsonb_agg(l.user_key order by l.user_key), '[]') from staff_link l where l.staff_id = f.id)) order by f.id), '[]') from staff f)
) as shop from shop s where s.id = 1`
