// The rules Prisma's schema cannot say: every CHECK and partial unique index of the migrations
// refuses what it should. Each case is one row that breaks exactly one rule; the last test proves
// that no rule of the database is without a case.
import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '#test/support/database.ts'
import { directPool } from './support.ts'

const { url } = await freshDatabase()
const db = directPool(url)
afterAll(() => db.end())

const id = () => `'${randomUUIDv7()}'`
const draft = (values: Partial<Record<'id' | 'ref' | 'status' | 'thread', string>>) => `insert into draft
  (id, ref, status, owner_key, owner_name, buyer_name, revision, state, thread_key, last_thread, created_at, updated_at)
  values (${values.id ?? id()}, ${values.ref ?? 'default'}, '${values.status ?? 'open'}', 'staff:sam', 'Sam', 'x', 1, '{}', ${values.thread ?? 'null'}, 't', now(), now())`
const order = (
  values: Partial<Record<'number' | 'parent' | 'draft' | 'status' | 'sums', string>>,
) => `insert into orders
  (number, parent, draft_id, status, buyer, currency, billing, subtotal, discount, shipping, tax, total, coupons, comments, memos, steps, placed_by, placed_at)
  values (${values.number ?? 'default'}, ${values.parent ?? 'null'}, ${values.draft ?? 'null'}, '${values.status ?? 'placed'}', '{}', 'USD', '{}',
  ${values.sums ?? '100, -10, 5, 5, 100'}, '[]', '[]', '[]', '[]', 'x', now())`
/** quantity, reserved, backordered, shipped, dropped, cancelled, returned */
const line = (counts: string) => {
  const [quantity, reserved, backordered, shipped, dropped, cancelled, returned] = counts.split(' ')
  return `insert into order_line (order_number, position, sku, name, option_text, quantity, unit_price, list_price, gross, components, net, tax, gift, units,
    reserved, backordered, shipped, dropped, cancelled, returned) values (500, floor(random() * 1000000), 'S', 'S', '', ${quantity}, 1, 1, 1, '[]', 1, 0, false, '[]',
    ${reserved}, ${backordered}, ${shipped}, ${dropped}, ${cancelled}, ${returned})`
}
const stock = (columns: string, values: string) =>
  `insert into stock (sku, tracked, ${columns}) values ('${randomUUIDv7()}', true, ${values})`
const inbox = (
  status: string,
) => `insert into inbox (id, thread_key, payload, payload_hash, status, owner, created_at, updated_at)
  values (${id()}, 't', '{}', '', '${status}', 1, now(), now())`
const outbox = (
  status: string,
) => `insert into outbox (channel, destination, place, payload, dedupe_key, status, created_at, updated_at)
  values ('c', 'd', 'card', '{}', ${id()}, '${status}', now(), now())`
const surface = (
  role: string,
  subject: string,
) => `insert into surface (thread_key, role, subject, external_id, posted_at)
  values (${id()}, '${role}', '${subject}', 'C1/1', now())`
const variant = (
  price: number,
  max: number,
) => `insert into variant (sku, product_id, options, price, weight_grams, active, max_per_order, position)
  values ('${randomUUIDv7()}', 'p', '{}', ${price}, 1, true, ${max}, 0)`
const payment = (status: string, amount: number) =>
  `insert into payment (id, order_number, choice, status, amount) values (${id()}, 500, '{}', '${status}', ${amount})`
const account = (captured: number, refunded: number, credited: number, goodwill = 0) =>
  `insert into payment (id, order_number, choice, status, amount, captured, refunded, credited, goodwill)
   values (${id()}, 500, '{}', 'paid', 100, ${captured}, ${refunded}, ${credited}, ${goodwill})`
const record = (kind: string, amount: number) =>
  `insert into payment_record (order_number, kind, amount, how, by, at) values (500, '${kind}', ${amount}, 'cash', 'staff:sam', now())`
type AskedRow = { readonly kind?: string; readonly status?: string; readonly beyond?: number; readonly of?: true }
const asked = ({ kind = 'link', status = 'expired', beyond, of }: AskedRow = {}) =>
  `insert into payment_request (id, order_number, kind, status, amount, asked_at, beyond, refund_of)
   values (${id()}, 500, '${kind}', '${status}', 5, now(), ${beyond ?? 'null'}, ${of === true ? id() : 'null'})`
/** With a line of its own to wait for. */
const backorder = (
  quantity: number,
  policy: string,
) => `with l as (${line('2 0 2 0 0 0 0')} returning order_number, position)
  insert into backorder (order_number, position, sku, quantity, policy, submitted_at) select order_number, position, 'S', ${quantity}, '${policy}', now() from l`
const coupon = (limit: string, redeemed: number) =>
  `insert into coupon (code, rule, "limit", redeemed, position) values (${id()}, '{}', ${limit}, ${redeemed}, 0)`
const someone = randomUUIDv7()
const linkCode = (tries: string, used: string, customer = 'null') => `insert into link_code
  (id, user_key, email, customer_id, code_hash, tries, asked_at, expires_at, used_at)
  values (${id()}, 'u', 'a@b.c', ${customer}, 'h', ${tries}, now(), now(), ${used})`
/** u2 waits already. */
const erasure = (user: string, done = 'null') =>
  `insert into erasure_request (user_key, asked_at, done_at) values ('${user}', now(), ${done})`
const sharedDraft = randomUUIDv7()
const askedDrafts = [randomUUIDv7(), randomUUIDv7()] as const
const approval = (values: Partial<Record<'draft' | 'status' | 'by', string>>) => `insert into approval_request
  (draft_id, status, asked_by, asked_by_name, customer_name, reason, amount, base, asked_at, expires_at, answered_by, state)
  values ('${values.draft ?? askedDrafts[0]}', '${values.status ?? 'approved'}', 'staff:sam', 'Sam', 'x', 'other', 1, 2, now(), now(), ${values.by ?? 'null'}, '{}')`

const cases: readonly (readonly [rule: string, good: string, bad: string])[] = [
  [
    'shop_one_row',
    `insert into shop (id, settings, version) values (1, '{}', 1)`,
    `insert into shop (id, settings, version) values (2, '{}', 1)`,
  ],
  ['variant_amounts', variant(0, 1), variant(-1, 1)],
  ['surface_role', surface('card', ''), surface('corner', '')],
  ['surface_subject', surface('subject', 'A7'), surface('card', 'A7')],
  ['variant_amounts', variant(5, 999), variant(5, 0)],
  ['coupon_within_limit', coupon('3', 3), coupon('3', 4)],
  ['coupon_within_limit', coupon('null', 9), coupon('null', -1)],
  ['coupon_use_counts', `insert into coupon_use values ('K', 'a', 0)`, `insert into coupon_use values ('K', 'b', -1)`],
  ['stock_never_oversold', stock('on_hand, reserved', '2, 2'), stock('on_hand, reserved', '2, 3')],
  ['stock_never_oversold', stock('on_hand, reserved', '0, 0'), stock('on_hand, reserved', '2, -1')],
  ['stock_allocated', stock('allocated', '4'), stock('allocated', '-1')],
  ['stock_backorders', stock('backorders', `'refused'`), stock('backorders', `'maybe'`)],
  ['stock_max_days', stock('max_days_ahead', '0'), stock('max_days_ahead', '-1')],
  [
    'expected_receipt_quantity',
    `insert into expected_receipt values (${id()}, 'S', 1)`,
    `insert into expected_receipt values (${id()}, 'S', 0)`,
  ],
  [
    'customer_email_normalised',
    `insert into customer (id, number, name, email) values (${id()}, 'C-1', 'A', 'a@b.c')`,
    `insert into customer (id, number, name, email) values (${id()}, 'C-2', 'A', 'A@b.c')`,
  ],
  [
    'staff_role',
    `insert into staff (id, name, role) values ('a', 'A', 'rep')`,
    `insert into staff (id, name, role) values ('b', 'B', 'customer')`,
  ],
  ['draft_status', draft({ status: 'quoted' }), draft({ status: 'placed' })],
  ['draft_closed_is_unlinked', draft({ status: 'submitted' }), draft({ status: 'submitted', thread: `'t1'` })],
  ['draft_one_open_per_thread', draft({ thread: `'t2'` }), draft({ thread: `'t2'` })],
  ['approval_request_status', approval({ status: 'declined' }), approval({ status: 'maybe' })],
  ['approval_request_never_by_its_author', approval({ by: `'staff:kim'` }), approval({ by: `'staff:sam'` })],
  [
    'approval_request_one_waiting_per_draft',
    approval({ draft: askedDrafts[1], status: 'open' }),
    approval({ draft: askedDrafts[1], status: 'countered' }),
  ],
  [
    'role_rights_role',
    `insert into role_rights values ('rep', '{quote}')`,
    `insert into role_rights values ('boss', '{}')`,
  ],
  ['orders_status', order({ status: 'waiting' }), order({ status: 'open' })],
  ['orders_adds_up', order({ sums: '100, 0, 0, 0, 100' }), order({ sums: '100, 0, 0, 0, 99' })],
  ['orders_total_not_negative', order({ sums: '100, -100, 0, 0, 0' }), order({ sums: '100, -101, 0, 0, -1' })],
  ['orders_parent_is_another', order({ parent: '500' }), order({ number: '600', parent: '600' })],
  ['orders_parent_fkey', order({ parent: '500' }), order({ parent: '599' })],
  ['orders_one_family_per_draft', order({ draft: `'${sharedDraft}'` }), order({ draft: `'${sharedDraft}'` })],
  ['order_line_units_accounted_for', line('9 2 2 2 2 1 0'), line('9 2 2 2 2 2 0')],
  ['order_line_counts', line('2 0 0 2 0 0 2'), line('2 0 0 2 0 0 3')],
  ['order_line_counts', line('1 1 0 0 0 0 0'), line('1 2 -1 0 0 0 0')],
  ['order_line_counts', line('1 0 1 0 0 0 0'), line('0 0 0 0 0 0 0')],
  ['payment_status', payment('paid', 0), payment('maybe', 0)],
  ['payment_status', payment('expired', 0), payment('gone', 0)],
  ['payment_amount', payment('to-be-paid', 5), payment('to-be-paid', -5)],
  ['payment_refunds_within_captures', account(100, 100, 100), account(50, 51, 100)],
  ['payment_refunds_within_captures', account(100, 0, 0), account(101, 1, 0)],
  ['payment_credits_within_total', account(0, 0, 100, 100), account(0, 0, 101)],
  ['payment_credits_within_total', account(0, 0, 5, 5), account(0, 0, 5, 6)],
  ['payment_record_kind', record('collected', 5), record('charged', 5)],
  ['payment_record_kind', record('given-back', -5), record('refund', 5)],
  ['payment_record_amount', record('collected', -5), record('collected', 0)],
  ['payment_request_kind', asked(), asked({ kind: 'bill' })],
  ['payment_request_status', asked({ status: 'paid' }), asked({ status: 'lost' })],
  ['payment_request_amount', asked({ beyond: 5 }), asked({ beyond: 6 })],
  ['payment_request_refund', asked({ kind: 'refund', of: true }), asked({ kind: 'link', of: true })],
  ['payment_request_one_link', asked({ status: 'requested' }), asked({ status: 'in-doubt' })],
  ['backorder_quantity', backorder(1, 'available'), backorder(0, 'available')],
  ['backorder_policy', backorder(2, 'complete'), backorder(2, 'drop')],
  ['link_code_tries', linkCode('5', 'null'), linkCode('-1', 'null')],
  ['link_code_used_only_for_somebody', linkCode('0', 'now()', `'${someone}'`), linkCode('0', 'now()')],
  ['erasure_request_one_waiting', erasure('u1', 'now()'), erasure('u2')],
  ['inbox_status', inbox('failed'), inbox('old')],
  ['outbox_status', outbox('parked'), outbox('lost')],
]

beforeAll(async () => {
  await db.query(
    `insert into product (id, name, plural, code, category, tax_class, detail, position) values ('p', 'P', 'Ps', 'P', 'c', 'default', '{}', 0)`,
  )
  await db.query(`insert into coupon (code, rule, position) values ('K', '{}', 0)`)
  await db.query(`insert into stock (sku, tracked) values ('S', true)`)
  await db.query(order({ number: '500' }))
  await db.query(`insert into customer (id, number, name) values ('${someone}', 'C-9', 'S')`)
  await db.query(erasure('u2'))
  for (const one of askedDrafts) await db.query(draft({ id: `'${one}'` }))
})

describe('the database refuses', () => {
  test.each(cases)('%s', async (rule, good, bad) => {
    await db.query(good)
    await expect(db.query(bad)).rejects.toMatchObject({ constraint: rule })
  })

  test('and no rule of its own is without a case here', async () => {
    const { rows } = await db.query<{
      name: string
    }>(`select conname as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
      union select indexname from pg_indexes where schemaname = 'public' and indexdef like '% UNIQUE % WHERE %'`)
    expect(rows.map((row) => row.name).filter((name) => !cases.some(([rule]) => rule === name))).toEqual([])
  })
})
