// A shop with a past: orders, drafts, deliveries and messages of before, written in bulk by SQL.
// Rule: measured on empty tables, plans and times say nothing about a shop that lives (plans
// prepared on empty tables stay bad); so history first, then ANALYZE, then measuring.
import type pg from 'pg'

const LINES = `jsonb_build_array(jsonb_build_object('group', 'main', 'components', '[]'::jsonb, 'net', 1200, 'tax', 0))`
const STATEMENTS: readonly string[] = [
  `create temp table past as select n, gen_random_uuid() as draft, nextval('orders_number_seq')::int as number, nextval('draft_ref_seq')::int as ref,
    now() - interval '1 day' - n * interval '3 minutes' as at from generate_series(1, $1) n`,
  `insert into draft (id, ref, status, owner_key, owner_name, buyer_name, buyer_email, total, revision, state, last_thread, created_at, updated_at)
    select draft, ref, 'submitted', 'staff:sam', 'Sam', 'Past ' || n, 'past' || n || '@example.com', 4195, 3, '{}', 'terminal:past-' || n, at, at from past`,
  `insert into draft_event (draft_id, revision, kind, label, actor, source, at, before, after)
    select draft, r, 'line-added', 'past', 'staff:sam', 'past', at, '{}', '{}' from past, generate_series(1, 3) r`,
  `insert into orders (number, draft_id, thread_key, status, buyer, buyer_email, currency, billing, subtotal, discount, shipping, tax, total, coupons,
      comments, memos, steps, placed_by, placed_at)
    select number, draft, 'terminal:past-' || n, 'shipped', jsonb_build_object('kind', 'guest', 'email', 'past' || n || '@example.com'), 'past' || n || '@example.com', 'USD',
      '{"kind":"same"}', 3600, 0, 595, 0, 4195, '[]', '[]', '[]', '[]', 'staff:sam', at from past`,
  `insert into order_line (order_number, position, sku, name, option_text, quantity, unit_price, list_price, gross, components, net, tax, gift, units,
      shipped, reserved, backordered, dropped, cancelled, returned)
    select number, position - 1, sku, sku, '', 1, 1200, 1200, 1200, '[]', 1200, 0, false, ${LINES}, 1, 0, 0, 0, 0, 0
    from past, unnest(array['MUG-BLUE-11OZ', 'BEAN-BLACK', 'POLO-NAVY-M']) with ordinality as s(sku, position)`,
  `insert into order_group (order_number, id, address, method, method_name, rate, charge, tax, position)
    select number, 'main', '{}', 'standard', 'Standard', 595, 595, 0, 0 from past`,
  `insert into order_event (order_number, kind, label, actor, source, at, detail)
    select number, 'placed', 'Order placed', 'staff:sam', 'past', at, '{}' from past`,
  `insert into payment (id, order_number, choice, status, amount, captured)
    select gen_random_uuid(), number, '{"kind":"link"}', 'paid', 4195, 4195 from past`,
  `insert into payment_record (order_number, kind, amount, how, by, at)
    select number, 'collected', 4195, 'link', 'staff:sam', at from past`,
  `insert into coupon_use (code, identity, used) select 'SAVE10', 'email:past' || n || '@example.com', 1 from past`,
  `insert into inbox (id, thread_key, payload, payload_hash, status, owner, created_at, updated_at)
    select 'terminal|past-' || n || '-' || t, 'terminal:past-' || n, '{}', '', 'done', 1, at, at from past, generate_series(1, 3) t`,
  `insert into outbox (inbox_id, channel, destination, place, payload, dedupe_key, status, created_at, updated_at)
    select 'terminal|past-' || n || '-' || t, 'terminal', 'terminal:past-' || n, 'card', '{}', 'past-' || n || '-' || t, 'sent', at, at
    from past, generate_series(1, 3) t`,
  `insert into thread (key, last_order, updated_at) select 'terminal:past-' || n, number, at from past`,
  'drop table past',
]

export async function loadHistory(client: pg.ClientBase, orders: number): Promise<void> {
  for (const statement of STATEMENTS) await client.query(statement.replaceAll('$1', String(orders)))
  await client.query('analyze')
}
