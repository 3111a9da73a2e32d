/**
 * What must hold of placed orders: their rows, their money at every step, the stock they hold. Next:
 * check-invariants.ts runs it, checks-of-drafts.ts holds the rest.
 */
import { Prisma } from '#generated/prisma/client.ts'

export type InvariantArea = 'orders' | 'money' | 'stock' | 'coupons' | 'drafts' | 'approvals' | 'inbox' | 'outbox'
export type InvariantCheck = { readonly area: InvariantArea; readonly rule: string; readonly broken: Prisma.Sql }

/** Each `broken` selects one text column, `detail`. */
export const CHECKS_OF_ORDERS: readonly InvariantCheck[] = [
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
]
