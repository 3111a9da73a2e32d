/**
 * checkInvariants: everything that must hold between rows, whatever happened (rules.md I1). Runs
 * after every suite and as `parley doctor`. An empty list = all is well. Each check is one
 * statement that selects only what is wrong; the table's CHECKs hold the rest.
 */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'

export type InvariantArea = 'orders' | 'money' | 'stock' | 'coupons' | 'drafts' | 'approvals' | 'inbox' | 'outbox'
export type Violation = { readonly area: InvariantArea; readonly rule: string; readonly detail: string }

type Check = { readonly area: InvariantArea; readonly rule: string; readonly broken: Prisma.Sql }

/**
 * What people say to each other where others read along may go unanswered; so does the clock when
 * it came for nothing.
 */
const TALK = Prisma.raw(
  `(i.payload->>'user' in ('system:clock', 'system:payments') or coalesce(i.payload->>'where', 'private') <> 'private'
    or i.payload->>'mentionsOther' is not distinct from 'true')`,
)
const UNFINISHED = Prisma.raw(`interval '60 seconds'`)

/** Each `broken` selects one text column, `detail`. */
const checks: readonly Check[] = [
  {
    area: 'orders',
    rule: 'a submitted draft has one order family',
    broken: Prisma.sql`select 'draft ' || d.ref || ' is submitted and has ' || count(o.number) || ' first orders' as
      detail
      from draft d left join orders o on o.draft_id = d.id and o.parent is null where d.status = 'submitted'
        group by d.id having count(o.number) <> 1`,
  },
  {
    area: 'orders',
    rule: 'an order belongs to a submitted draft',
    broken: Prisma.sql`select 'order ' || o.number || ' belongs to draft ' || coalesce(d.ref::text, 'none') || ' (' ||
      coalesce(d.status, 'missing') || ')' as detail
      from orders o left join draft d on d.id = o.draft_id where o.draft_id is not null and d.status is distinct
        from 'submitted'`,
  },
  {
    area: 'orders',
    rule: 'an order has lines, a payment and a placed event',
    broken: Prisma.sql`select 'order ' || o.number || ' misses lines, payment or event' as detail from orders o
      where not exists (select 1 from order_line l where l.order_number = o.number) or not exists (select 1
        from payment p where p.order_number = o.number)
        or (o.draft_id is not null and not exists (select 1 from order_event e where e.order_number = o.number
          and e.kind = 'placed'))`,
  },
  {
    area: 'orders',
    rule: 'parents are first orders of the same draft',
    broken: Prisma.sql`select 'order ' || o.number || ' has parent ' || o.parent as detail from orders o join orders p
      on p.number = o.parent
      where p.parent is not null or p.draft_id is distinct from o.draft_id`,
  },
  {
    area: 'money',
    rule: 'gross and components make the net of a line',
    broken: Prisma.sql`select 'order ' || l.order_number || ' line ' || l.position as detail from order_line l
      where l.gross + (select coalesce(sum((c->>'amount')::bigint), 0) from jsonb_array_elements(l.components) c) <>
        l.net`,
  },
  {
    // Where prices include tax, a group says what was charged and the order has the net of it.
    area: 'money',
    rule: 'the lines make the order',
    broken: Prisma.sql`select 'order ' || o.number || ': ' || o.subtotal || '/' || o.discount || '/' || o.shipping as
      detail from orders o
      where o.subtotal <> (select coalesce(sum(l.gross), 0) from order_line l where l.order_number = o.number)
        or o.subtotal + o.discount <> (select coalesce(sum(l.net), 0) from order_line l where l.order_number = o.number)
        or o.shipping not in (select coalesce(sum(g.charge), 0) from order_group g where g.order_number = o.number
          union all select coalesce(sum(g.charge - g.tax), 0) from order_group g where g.order_number = o.number)
        or o.tax <> (select coalesce(sum(l.tax), 0) from order_line l where l.order_number = o.number)
          + (select coalesce(sum(g.tax), 0) from order_group g where g.order_number = o.number)`,
  },
  {
    area: 'money',
    rule: 'units make their line',
    broken: Prisma.sql`select 'order ' || l.order_number || ' line ' || l.position as detail from order_line l
      where jsonb_array_length(l.units) > 0 and (jsonb_array_length(l.units) <> l.quantity
        or (select sum((u->>'net')::bigint) from jsonb_array_elements(l.units) u) <> l.net
        or (select sum((u->>'tax')::bigint) from jsonb_array_elements(l.units) u) <> l.tax)`,
  },
  {
    area: 'money',
    rule: 'what is owed is the total',
    broken: Prisma.sql`select 'order ' || o.number || ' totals ' || o.total || ', payments ' || sum(p.amount) as detail
      from orders o join payment p on p.order_number = o.number where p.status <> 'failed'
        group by o.number having sum(p.amount) <> o.total`,
  },
  {
    area: 'stock',
    rule: 'reserved is what order lines hold',
    broken: Prisma.sql`select s.sku || ' has ' || s.reserved || ' reserved, lines hold ' || coalesce(h.held,
      0) as detail from stock s
      left join (select sku, sum(reserved) as held from order_line where reserved > 0 group by sku) h using (sku)
      where s.tracked and s.reserved <> coalesce(h.held, 0)`,
  },
  {
    area: 'stock',
    rule: 'allocated is what order lines wait for',
    broken: Prisma.sql`select s.sku || ' has ' || s.allocated || ' allocated, lines wait for ' || coalesce(h.waiting,
      0) as detail from stock s
      left join (select sku, sum(backordered) as waiting from order_line where backordered > 0
        group by sku) h using (sku)
      where s.tracked and s.allocated <> coalesce(h.waiting, 0)`,
  },
  {
    area: 'stock',
    rule: 'allocated is what stands in the queue',
    broken: Prisma.sql`select s.sku || ' has ' || s.allocated || ' allocated, the queue waits for ' ||
      coalesce(q.waiting, 0) as detail from stock s
      left join (select sku, sum(quantity) as waiting from backorder group by sku) q using (sku)
      where s.tracked and s.allocated <> coalesce(q.waiting, 0)`,
  },
  {
    area: 'stock',
    rule: 'the queue says the same as the order lines',
    broken: Prisma.sql`select 'order ' || coalesce(l.order_number, b.order_number) || ' line ' || coalesce(l.position,
      b.position) || ' waits for '
        || coalesce(l.backordered, 0) || ', the queue has ' || coalesce(b.quantity, 0) as detail
      from order_line l full join backorder b on b.order_number = l.order_number and b.position = l.position
      where coalesce(l.backordered, 0) <> coalesce(b.quantity, 0) or (b.sku is not null and b.sku <> l.sku)`,
  },
  {
    area: 'orders',
    rule: 'every ordered unit is somewhere',
    broken: Prisma.sql`select 'order ' || l.order_number || ' line ' || l.position as detail from order_line l
      where l.quantity <> l.reserved + l.backordered + l.shipped + l.dropped + l.cancelled
        or l.returned > l.shipped or (l.dropped > 0 and l.gross > l.unit_price * (l.quantity - l.dropped))`,
  },
  {
    area: 'orders',
    rule: 'no gift is still to leave without what earned it',
    broken: Prisma.sql`with family_line as (select coalesce(o.parent, o.number) as family, l.*,
      coalesce(l.units->0->>'standsFor', l.sku) as ordered_as,
          l.quantity - l.dropped - l.cancelled - l.returned - (select count(*) from jsonb_array_elements(l.units) u
            where u ? 'exchanged' and not u ? 'returned') as staying from order_line l join orders o
              on o.number = l.order_number),
      reward as (select l.family, c->>'source' as source, c->'earnedBy' as earned, sum(l.reserved + l.backordered) as
        leaving,
          sum(l.staying) as staying
        from family_line l cross join jsonb_array_elements(l.components) c where c ? 'earnedBy' group by 1, 2, 3)
      select 'order ' || r.family || ': ' || r.leaving || ' units by ' || r.source as detail from reward r
      where r.leaving > 0 and r.staying > (r.earned->>'gives')::int * floor(((select coalesce(sum(l.staying), 0)
        from family_line l where l.family = r.family and not l.gift and r.earned->'skus' ? l.ordered_as
          and not exists (select 1 from jsonb_array_elements(l.components) c where c->>'source' = r.source
            and c ? 'earnedBy')))::numeric
        / (r.earned->>'atLeast')::int)`,
  },
  {
    area: 'orders',
    rule: 'the orders of a family carry the shipping charge once',
    broken: Prisma.sql`select 'order ' || o.number || ' is part of ' || o.parent || ' and charges shipping' as detail
      from orders o
      where o.parent is not null and o.backorder_policy = 'move-to-separate-order' and o.shipping <> 0`,
  },
  {
    area: 'coupons',
    rule: 'a counter is its redemptions',
    broken: Prisma.sql`select c.code || ' counts ' || c.redeemed || ', redeemed ' || count(r.order_number) as detail
      from coupon c
      left join coupon_redemption r on r.code = c.code where c."limit" is not null
        group by c.code having c.redeemed <> count(r.order_number)`,
  },
  {
    area: 'coupons',
    rule: 'a cancelled order family keeps no redemption',
    broken: Prisma.sql`select 'order ' || r.order_number || ' keeps ' || r.code as detail from coupon_redemption r
      where not exists (select 1 from orders o where (o.number = r.order_number or o.parent = r.order_number)
        and o.status <> 'cancelled')`,
  },
  {
    area: 'money',
    rule: 'what is no longer owed is what was cancelled, returned or given',
    broken: Prisma.sql`select 'order ' || o.number || ' credits ' || p.credited || ' of ' || o.total as detail
      from orders o join payment p on p.order_number = o.number
      where (o.status = 'cancelled' and p.credited <> o.total and o.total > 0 and exists (select 1 from order_event e
        where e.order_number = o.number and e.kind = 'cancelled'))
        or (p.credited > p.goodwill and not exists (select 1 from order_line l where l.order_number = o.number
          and (l.cancelled > 0 or l.returned > 0 or l.units @> '[{"exchanged": true}]')))`,
  },
  {
    area: 'money',
    rule: 'what was taken and given back is what was recorded',
    broken: Prisma.sql`select 'order ' || p.order_number || ' says ' || p.captured || ' taken and ' || p.refunded ||
      ' given back, recorded are '
        || coalesce(r.taken, 0) || ' and ' || coalesce(r.back, 0) as detail
      from payment p left join (
        select order_number, sum(amount) filter (where kind = 'collected') as taken, sum(amount) filter (where kind =
          'given-back') as back
        from payment_record group by order_number) r using (order_number)
      where p.captured <> coalesce(r.taken, 0) or p.refunded <> coalesce(r.back, 0)`,
  },
  {
    area: 'money',
    rule: 'what a provider took and gave back is in the books, once',
    broken: Prisma.sql`select 'order ' || q.order_number || ': ' || q.kind || ' ' || q.id || ' is ' || q.status ||
      ' for ' || q.amount
        || ', recorded are ' || coalesce(r.amount, 0) as detail
      from payment_request q left join lateral (select sum(r.amount) as amount from payment_record r
        where r.order_number = q.order_number
        and r.reference = case q.kind when 'link' then q.payment_id else q.external_id end) r on true
      where (q.status in ('paid', 'refunded')) and coalesce(r.amount, 0) <> q.amount - coalesce(q.beyond, 0)`,
  },
  {
    area: 'money',
    rule: 'no more goes back than a link was paid for',
    broken: Prisma.sql`select 'order ' || l.order_number || ': link ' || l.id || ' was paid ' || l.amount ||
      ', goes back ' || sum(b.amount) as detail
      from payment_request l join payment_request b on b.refund_of = l.id and b.status <> 'refused'
        where l.kind = 'link'
      group by l.id having sum(b.amount) > l.amount or bool_or(l.status <> 'paid')`,
  },
  {
    area: 'money',
    rule: 'what a provider was asked is on its way until it answered',
    broken: Prisma.sql`select 'order ' || q.order_number || ': ' || q.kind || ' ' || q.id ||
      ' was asked for and nothing is on its way' as detail
      from payment_request q where q.status in ('requested', 'in-doubt') and q.external_id is null
        and not exists (select 1 from outbox o where o.status in ('pending', 'parked')
          and o.destination = 'payment:' || q.order_number and o.payload->'what'->>'request' = q.id::text)
        and not exists (select 1 from inbox i where i.status = 'new' and i.thread_key = 'payment:' || q.order_number)`,
  },
  {
    area: 'money',
    rule: 'a payment says what is open',
    broken: Prisma.sql`select 'order ' || p.order_number || ' is ' || p.status || ', total ' || p.amount ||
      ', not owed ' || p.credited || ', held ' || (p.captured - p.refunded) as detail
      from payment p where case
        when p.amount - p.credited - p.captured + p.refunded < 0 then p.status <> 'to-give-back'
        when p.amount - p.credited - p.captured + p.refunded = 0 then p.status not in ('paid', 'nothing-due', 'expired')
        when p.captured - p.refunded > 0 then p.status <> 'part-paid'
        else p.status in ('paid', 'part-paid', 'to-give-back', 'nothing-due') end`,
  },
  {
    area: 'coupons',
    rule: 'a buyer uses a coupon no more often than allowed',
    broken: Prisma.sql`select u.code || ' was used ' || u.used || ' times by ' || split_part(u.identity, ':',
      1) as detail
      from coupon_use u join coupon c using (code) where u.used > c.limit_per_customer`,
  },
  {
    area: 'drafts',
    rule: 'events lead to the revision',
    broken: Prisma.sql`select 'draft ' || d.ref || ' is at revision ' || d.revision || ', events at ' ||
      coalesce(max(e.revision), 0) as detail
      from draft d left join draft_event e on e.draft_id = d.id group by d.id having coalesce(max(e.revision),
        0) <> d.revision`,
  },
  {
    area: 'approvals',
    rule: 'a request says the same as its draft',
    broken: Prisma.sql`select 'request A' || (d.state->'approval'->>'id') || ' of draft ' || d.ref || ' is ' ||
      coalesce(q.status, 'missing') as detail
      from draft d left join approval_request q on q.id = (d.state->'approval'->>'id')::int
      where d.state ? 'approval' and (q.status is distinct from d.state->'approval'->>'status'
        or q.draft_id is distinct from d.id)`,
  },
  {
    area: 'approvals',
    rule: 'a draft waits exactly as long as its request',
    broken: Prisma.sql`select 'draft ' || d.ref || ' is ' || d.status || ', its request ' ||
      coalesce(d.state->'approval'->>'status', 'none') as detail
      from draft d where (d.status = 'awaiting-approval') <> (coalesce(d.state->'approval'->>'status', '') in ('open',
        'countered'))`,
  },
  {
    area: 'approvals',
    rule: 'nobody decides on what they asked for, and a decision is told once',
    broken: Prisma.sql`select 'request A' || q.id || ' was answered by ' || q.answered_by as detail
      from approval_request q
      where q.answered_by = q.asked_by or (select count(*) from draft_event e where e.draft_id = q.draft_id
        and e.kind in ('approval-approved', 'approval-declined', 'approval-countered')
          and e.label ~ ('\\mA' || q.id || '\\M')) > 1`,
  },
  {
    area: 'inbox',
    rule: 'a delivery is finished within a minute',
    broken: Prisma.sql`select 'delivery ' || i.id || ' is new since ' || i.created_at as detail from inbox i
      where i.status = 'new' and i.created_at < now() - ${UNFINISHED}`,
  },
  {
    area: 'inbox',
    rule: 'a finished delivery has an answer',
    broken: Prisma.sql`select 'delivery ' || i.id || ' is ' || i.status || ' and has no answer' as detail from inbox i
      where i.status <> 'new' and not exists (select 1 from outbox o where o.inbox_id = i.id)
        and not (i.status = 'done' and ${TALK})`,
  },
  {
    area: 'outbox',
    rule: 'no message was refused for good',
    broken: Prisma.sql`select 'message ' || o.id || ' to ' || o.destination || ': ' || coalesce(o.error, 'no reason')
      as detail from outbox o where o.status = 'dead'`,
  },
  {
    area: 'outbox',
    rule: 'messages leave a destination in order',
    broken: Prisma.sql`select 'message ' || o.id || ' to ' || o.destination || ' waits behind a later one' as detail
      from outbox o
      where o.status = 'pending' and o.channel <> 'terminal'
        and exists (select 1 from outbox later where later.destination = o.destination and later.status = 'sent'
          and later.id > o.id)`,
  },
]

const brokenRow = z.strictObject({ detail: z.string() })

/** What is wrong, at most 20 rows a rule. Reads only; safe on a running database. */
export async function checkInvariants(sql: Sql): Promise<readonly Violation[]> {
  const violations: Violation[] = []
  for (const { area, rule, broken } of checks) {
    const rows = await read(sql, brokenRow, Prisma.sql`${broken} limit 20`)
    violations.push(...rows.map(({ detail }) => ({ area, rule, detail })))
  }
  return violations
}
