/**
 * The records of placed orders: a family as the turn leaves it, with where its message stands and
 * who reads there. Read after the turn's own writes and without locks: whoever changes another
 * order of the family draws the record again. Next: conversation/turn/order/records.ts shows them.
 */
import { z } from 'zod'
import { whereSchema } from '#conversation/edge/inbound.ts'
import type { OrderRecord } from '#conversation/engine-ports.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'
import { orderFact } from '#store/turn/facts.ts'
import { orderJsonRow } from '#store/turn/rows.ts'
import { orderRow } from './order-columns.ts'

const row = z.strictObject({
  thread: z.string(),
  owner: z.nullable(z.string()),
  desk: z.nullable(z.string()),
  where: z.nullable(whereSchema),
  current: z.boolean(),
  orders: z.array(orderRow),
})

export async function paymentRecords(tx: Sql, numbers: readonly number[]): Promise<readonly OrderRecord[]> {
  if (numbers.length === 0) return []
  const rows = await read(
    tx,
    row,
    Prisma.sql`
    with heads as (select distinct coalesce(parent, number) as head from orders
      where number = any(${[...numbers]}::int[]))
    select f.thread_key as thread, d.owner_key as owner, d.state->'handOver'->>'desk' as desk,
      (select i.payload->>'where' from inbox i where i.thread_key = f.thread_key order by i.seq desc limit 1) as where,
      coalesce((select last_order from thread where key = f.thread_key), 0) = f.number
        and not exists (select 1 from draft open where open.thread_key = f.thread_key) as current,
      (select json_agg(${orderJsonRow} order by o.number) from orders o where o.number = f.number
        or o.parent = f.number) as orders
    from heads join orders f on f.number = heads.head left join draft d on d.id = f.draft_id
    where f.thread_key is not null order by f.number`,
  )
  return rows.flatMap(({ thread, owner, desk, where, current, orders }) => {
    const [first, ...rest] = orders.map(orderFact)
    if (first === undefined) return []
    const more = { ...(owner === null ? {} : { owner }), ...(desk === null ? {} : { desk }) }
    return [{ orders: [first, ...rest] as const, thread, where: where ?? 'private', current, ...more }]
  })
}
