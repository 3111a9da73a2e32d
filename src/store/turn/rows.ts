/**
 * Pieces of SELECT shared by the store's reading statements: each builds one domain value as JSON,
 * so that a statement can answer many questions at once. `json_strip_nulls` turns absent columns
 * into absent properties, as the domain's types want them.
 */
import { Prisma } from '#generated/prisma/client.ts'
import { jsonFields } from '#store/columns.ts'
import { iso } from '#store/connection.ts'
import {
  MONEY,
  ORDER_GROUP,
  ORDER_LINE,
  ORDER_READ,
  PAYMENT,
  PAYMENT_RECORD,
  PAYMENT_REQUEST,
} from '#store/order/order-columns.ts'
import { CUSTOMER, SAVED_ADDRESS, STORED_METHOD } from '#store/people/people-columns.ts'
import { RECEIPT, STOCK } from '#store/shop/shop-columns.ts'

/** A RegisteredCustomer (customerRow), from alias `c`. Addresses and methods: the default one first. */
export const customerJson = Prisma.sql`json_strip_nulls(json_build_object(${jsonFields(CUSTOMER, 'c')},
  'addresses', (select coalesce(json_agg(json_build_object(${jsonFields(SAVED_ADDRESS, 'a')})
      order by a.is_default desc, a.label, a.id), '[]') from customer_address a where a.customer_id = c.id),
  'methods', (select coalesce(json_agg(json_build_object(${jsonFields(STORED_METHOD, 'm')})
      order by m.is_default desc, m.id), '[]') from stored_method m where m.customer_id = c.id)))`

/** A StockFact (stockRow), from alias `s`; receipts ascending by date, those without one last. */
export const stockJson = Prisma.sql`case when s.tracked then json_strip_nulls(json_build_object('tracked', true,
  ${jsonFields(STOCK, 's')},
    'expected', (select coalesce(json_agg(json_build_object(${jsonFields(RECEIPT, 'e')})
      order by e."on" nulls last, e.id), '[]') from expected_receipt e where e.sku = s.sku)))
  else json_build_object('tracked', false, 'sku', s.sku, 'discontinued', s.discontinued) end`

/** A Waiter (waiterRow), from alias `b`. */
export const waiterJson = Prisma.sql`json_build_object('order', b.order_number, 'position', b.position, 'sku', b.sku,
  'quantity', b.quantity,
  'seq', b.seq, 'expedited', b.expedited, 'complete', b.policy = 'complete')`

/** An OrderHead (orderHeadRow), from alias `o`. */
export const orderHeadJson = Prisma.sql`json_build_object(
  'number', o.number, 'parent', o.parent, 'status', o.status, 'customer', coalesce(o.buyer->>'name',
    o.buyer->>'email', o.buyer->>'phone', 'guest'),
  'total', o.total, 'currency', o.currency, 'placedAt', ${iso('o.placed_at')})`

/** An Order (orderRow), from alias `o`; `parent`, `draftId` and `thread` are absent instead of null (see orderOf). */
export const orderJsonRow = Prisma.sql`json_strip_nulls(json_build_object(${jsonFields(ORDER_READ, 'o')},
  'customerNumber', (select c.number from customer c where c.id = o.customer_id),
  'accountEmail', (select c.email from customer c where c.id = o.customer_id),
  'mailed', (select json_object_agg(what, sent) from (select coalesce(e.detail->>'what', 'confirmation') as what,
    count(*) as sent from order_event e where e.order_number = o.number and e.kind = 'mailed'
    and e.at > now() - interval '1 day' group by 1) m),
  'linkedTo', case when o.customer_id is null then
    (select l.customer_id from customer_link l where l.user_key = o.buyer_chat) end,
  'given', case when o.given > 0 then json_build_object('total', o.given, 'base', o.given_base, 'by', o.given_by) end,
  'expedited', (select true from backorder b where b.order_number = o.number and b.expedited limit 1),
  'refundedShipping', (select sum((e.detail->>'amount')::bigint) from order_event e where e.order_number = o.number
    and e.kind = 'shipping-refunded'),
  'parcels', (select coalesce(json_agg(json_build_object('at', ${iso('e.at')}, 'tracking', e.detail->'tracking',
    'lines', e.detail->'lines') order by e.id), '[]')
    from order_event e where e.order_number = o.number and e.kind = 'shipped'),
  'lines', (select coalesce(json_agg(json_build_object(${jsonFields(ORDER_LINE, 'l')}, 'expectedOn',
      (select to_char(b.told_on, 'YYYY-MM-DD') from backorder b where b.order_number = l.order_number
        and b.position = l.position)) order by l.position), '[]')
    from order_line l where l.order_number = o.number),
  'groups', (select coalesce(json_agg(json_build_object(${jsonFields(ORDER_GROUP, 'g')}) order by g.position), '[]')
    from order_group g where g.order_number = o.number),
  'payment', (select json_build_object(${jsonFields(PAYMENT, 'p')}) from payment p where p.order_number = o.number
    order by p.id limit 1),
  'records', (select coalesce(json_agg(json_build_object(${jsonFields(PAYMENT_RECORD, 'r')}) order by r.id), '[]')
    from payment_record r where r.order_number = o.number),
  'requests', (select coalesce(json_agg(json_build_object(${jsonFields(PAYMENT_REQUEST, 'q')})
    order by q.asked_at, q.id), '[]') from payment_request q where q.order_number = o.number),
  'money', (select json_build_object(${jsonFields(MONEY, 'p')}) from payment p where p.order_number = o.number
    order by p.id limit 1)))`

/** A DraftHead (draftHeadRow), from alias `d`. */
export const draftHeadJson = Prisma.sql`json_strip_nulls(json_build_object(
  'ref', d.ref, 'status', d.status, 'customer', d.buyer_name, 'total', d.total, 'thread', d.thread_key, 'updatedAt',
    ${iso('d.updated_at')},
  'owner', d.owner_name, 'approval', d.state->'approval'->>'status',
  'unasked', case when d.state->'approval'->>'status' = 'open' and d.state->'approval'->'ways'->'asked' = '[]'
    then true end,
  'place', (select s.external_id from surface s where s.thread_key = d.thread_key and s.role = 'root')))`
