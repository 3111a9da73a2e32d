/**
 * The worklists of the shop: which placed orders ask for something, how many, the oldest first. A
 * list is one query for what is in it; counts and heads are made of that alone, so they agree.
 */
import { z } from 'zod'
import type { Work } from '#conversation/engine-facts.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import { may } from '#domain/model/permissions.ts'
import type { Worklist } from '#domain/model/placed/worklist.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { iso, type Sql } from '#store/connection.ts'
import { readOne } from '#store/read.ts'
import { orderHeadJson } from '#store/turn/rows.ts'
import { orderHeadRow } from './order-columns.ts'
import { unsettled } from './payment-requests.ts'

const LISTED = 20

export const workRow = z.partialRecord(
  z.enum(['to-ship', 'unpaid', 'waiting', 'returns', 'asked']),
  z.strictObject({
    count: z.int(),
    orders: z.array(
      orderHeadRow.extend({ since: z.string(), units: z.int(), back: z.exactOptional(z.record(z.string(), z.int())) }),
    ),
  }),
)

/** `number`, `since` and `units` of the orders in a list. What nobody may ship now is not to ship. */
function listed(list: Worklist, actor: Actor): Prisma.Sql {
  switch (list) {
    case 'to-ship':
      return Prisma.sql`select o.number, o.placed_at as since, sum(l.reserved)::int as units
        from order_line l join orders o on o.number = l.order_number join payment p on p.order_number = o.number
        where l.reserved > 0 and p.status <> 'failed'
          and not (p.choice->>'kind' = 'link' and p.status in ('to-be-paid', 'part-paid'))
          and not (o.backorder_policy is not distinct from 'ship-complete' and exists (select 1 from order_line w
            where w.order_number = o.number and w.backordered > 0))
        group by o.number`
    case 'unpaid':
      return Prisma.sql`select o.number, o.placed_at as since, 0 as units from ${unsettled} p
        join orders o on o.number = p.order_number where p.left_open <> 0`
    case 'waiting':
      return Prisma.sql`select o.number, o.placed_at as since, sum(b.quantity)::int as units
        from backorder b join orders o on o.number = b.order_number group by o.number`
    case 'returns':
      return Prisma.sql`select b.number, (select max(e.at) from order_event e where e.order_number = b.number
          and e.kind in ('return-announced', 'exchanged')) as since, sum(b.units)::int as units,
          jsonb_object_agg(b.sku, b.units) as back
        from (select l.order_number as number, l.sku, count(*)::int as units
          from order_line l cross join jsonb_array_elements(l.units) u
          where l.shipped > l.returned and (u ? 'announced' or u ? 'exchanged') and not u ? 'returned'
          group by l.order_number, l.sku) b group by b.number`
    case 'asked':
      return Prisma.sql`select o.number, (o.proposed->>'at')::timestamptz as since, 0 as units from orders o
        where o.proposed->>'waitsFor' = 'caller-check' or (${may(actor, 'approve') || actor.kind === 'system'}::boolean
          and o.proposed->>'waitsFor' = 'approval' and o.proposed->>'by' <> ${actorKey(actor)})`
    default:
      return list satisfies never
  }
}

const BACK = Prisma.sql`|| jsonb_build_object('back', work.back)`

/** `'work', {...}`: what json_build_object is given. */
export const workSql = (lists: readonly Worklist[], actor: Actor): Prisma.Sql =>
  Prisma.sql`json_build_object(${Prisma.join(
    lists.map(
      (list) => Prisma.sql`${list}::text, (with work as materialized (${listed(list, actor)})
        select json_build_object('count', (select count(*) from work), 'orders', (select coalesce(json_agg(head), '[]')
          from (select (${orderHeadJson})::jsonb || jsonb_build_object('since', ${iso('work.since')}, 'units',
            work.units) ${list === 'returns' ? BACK : Prisma.empty} as head
              from work join orders o using (number) order by work.since, o.number
              limit ${LISTED}::int) heads)))`,
    ),
    ', ',
  )})`

const foundRow = z.strictObject({ work: workRow })

/** For the command line: everything that is asked of anybody. */
export async function readWork(sql: Sql, lists: readonly Worklist[]): Promise<Work> {
  const all = workSql(lists, { kind: 'system', id: 'command-line' })
  return (await readOne(sql, foundRow, Prisma.sql`select ${all} as work`))?.work ?? {}
}
