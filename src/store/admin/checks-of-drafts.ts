/**
 * What must hold of coupons and recorded money, of drafts and their approvals, and of what came in
 * and went out. Next: check-invariants.ts runs it, checks-of-orders.ts holds the rest.
 */
import { PASSED_OVER } from '#conversation/engine-ports.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { InvariantCheck } from './checks-of-orders.ts'

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
export const CHECKS_OF_DRAFTS: readonly InvariantCheck[] = [
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
        and not (i.status = 'done' and ${TALK}) and coalesce(i.fault, '') <> ${PASSED_OVER}`,
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
