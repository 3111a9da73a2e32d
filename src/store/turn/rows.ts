/**
 * Pieces of SELECT shared by the store's reading statements: each builds one domain value as JSON, so that a statement can answer many questions
 * at once. `json_strip_nulls` turns absent columns into absent properties, as the domain's types want them.
 */
import { Prisma } from '#generated/prisma/client.ts'
import { iso } from '#store/connection.ts'

/** A RegisteredCustomer, from alias `c`. Addresses and methods: the default one first. */
export const customerJson = Prisma.sql`json_strip_nulls(json_build_object(
  'id', c.id, 'number', c.number, 'name', c.name, 'email', c.email, 'phone', c.phone, 'groups', c.groups, 'taxExempt', c.tax_exempt,
  'invoiceAllowed', c.invoice_allowed, 'invoiceDays', c.invoice_days, 'note', c.note, 'backorderPreference', c.backorder_preference,
  'addresses', (select coalesce(json_agg(json_build_object('id', a.id, 'label', a.label, 'address', a.address, 'isDefault', a.is_default)
      order by a.is_default desc, a.label, a.id), '[]') from customer_address a where a.customer_id = c.id),
  'methods', (select coalesce(json_agg(json_build_object('id', m.id, 'brand', m.brand, 'last4', m.last4, 'token', m.token, 'isDefault', m.is_default)
      order by m.is_default desc, m.id), '[]') from stored_method m where m.customer_id = c.id)))`

/** A StockFact, from alias `s`; receipts ascending by date, those without one last. */
export const stockJson = Prisma.sql`case when s.tracked then json_strip_nulls(json_build_object(
    'tracked', true, 'sku', s.sku, 'onHand', s.on_hand, 'reserved', s.reserved, 'allocated', s.allocated, 'backorders', s.backorders,
    'discontinued', s.discontinued, 'maxDaysAhead', s.max_days_ahead,
    'expected', (select coalesce(json_agg(json_build_object('quantity', e.quantity, 'on', to_char(e."on", 'YYYY-MM-DD'))
      order by e."on" nulls last, e.id), '[]') from expected_receipt e where e.sku = s.sku)))
  else json_build_object('tracked', false, 'sku', s.sku, 'discontinued', s.discontinued) end`

/** A Waiter, from alias `b`. */
export const waiterJson = Prisma.sql`json_build_object('order', b.order_number, 'position', b.position, 'sku', b.sku, 'quantity', b.quantity,
  'seq', b.seq, 'expedited', b.expedited, 'complete', b.policy = 'complete')`

/** An OrderHead, from alias `o`. */
export const orderHeadJson = Prisma.sql`json_build_object(
  'number', o.number, 'parent', o.parent, 'status', o.status, 'customer', coalesce(o.buyer->>'name', o.buyer->>'email', o.buyer->>'phone', 'guest'),
  'total', o.total, 'currency', o.currency, 'placedAt', ${iso('o.placed_at')})`

/** An Order, from alias `o`; `parent`, `draftId` and `thread` are absent instead of null (see orderOf). */
export const orderJson = Prisma.sql`json_strip_nulls(json_build_object(
  'number', o.number, 'parent', o.parent, 'status', o.status, 'draftId', o.draft_id, 'buyer', o.buyer,
  'customerNumber', (select c.number from customer c where c.id = o.customer_id), 'customerId', o.customer_id, 'linkedTo', case when o.customer_id is null then
    (select l.customer_id from customer_link l where l.user_key = o.buyer_chat) end, 'thread', o.thread_key,
  'currency', o.currency, 'billing', o.billing, 'subtotal', o.subtotal, 'discount', o.discount, 'shipping', o.shipping, 'tax', o.tax,
  'total', o.total, 'coupons', o.coupons, 'backorderPolicy', o.backorder_policy, 'comments', o.comments, 'memos', o.memos, 'steps', o.steps,
  'placedBy', o.placed_by, 'placedAt', ${iso('o.placed_at')},
  'given', case when o.given > 0 then json_build_object('total', o.given, 'base', o.given_base, 'by', o.given_by) end,
  'expedited', (select true from backorder b where b.order_number = o.number and b.expedited limit 1),
  'parcels', (select coalesce(json_agg(json_build_object('at', ${iso('e.at')}, 'tracking', e.detail->'tracking', 'lines', e.detail->'lines') order by e.id), '[]')
    from order_event e where e.order_number = o.number and e.kind = 'shipped'),
  'lines', (select coalesce(json_agg(json_build_object('position', l.position, 'sku', l.sku, 'name', l.name, 'optionText', l.option_text,
      'quantity', l.quantity, 'unitPrice', l.unit_price, 'listPrice', l.list_price, 'gross', l.gross, 'components', l.components, 'net', l.net,
      'tax', l.tax, 'gift', l.gift, 'note', l.note, 'freeText', l.free_text, 'units', l.units, 'shipped', l.shipped, 'reserved', l.reserved,
      'backordered', l.backordered, 'dropped', l.dropped, 'cancelled', l.cancelled, 'returned', l.returned, 'expectedOn',
      (select to_char(b.told_on, 'YYYY-MM-DD') from backorder b where b.order_number = l.order_number and b.position = l.position)) order by l.position), '[]')
    from order_line l where l.order_number = o.number),
  'groups', (select coalesce(json_agg(json_build_object('id', g.id, 'address', g.address, 'method', g.method, 'methodName', g.method_name,
      'rate', g.rate, 'charge', g.charge, 'freeBy', g.free_by, 'override', g.override, 'tax', g.tax) order by g.position), '[]')
    from order_group g where g.order_number = o.number),
  'payment', (select json_build_object('choice', p.choice, 'status', p.status, 'amount', p.amount, 'holdUntil', ${iso('p.hold_until')})
    from payment p where p.order_number = o.number order by p.id limit 1),
  'records', (select coalesce(json_agg(json_build_object('kind', r.kind, 'amount', r.amount, 'how', r.how, 'by', r.by, 'at', ${iso('r.at')},
      'reference', r.reference) order by r.id), '[]') from payment_record r where r.order_number = o.number),
  'money', (select json_build_object('captured', p.captured, 'refunded', p.refunded, 'credited', p.credited, 'goodwill', p.goodwill)
    from payment p where p.order_number = o.number order by p.id limit 1)))`

/** A DraftHead, from alias `d`. */
export const draftHeadJson = Prisma.sql`json_strip_nulls(json_build_object(
  'ref', d.ref, 'status', d.status, 'customer', d.buyer_name, 'total', d.total, 'thread', d.thread_key, 'updatedAt', ${iso('d.updated_at')},
  'owner', d.owner_name, 'approval', d.state->'approval'->>'status',
  'unasked', case when d.state->'approval'->>'status' = 'open' and d.state->'approval'->'ways'->'asked' = '[]' then true end,
  'place', (select s.external_id from surface s where s.thread_key = d.thread_key and s.role = 'root')))`
