/**
 * Placed orders a page at a time, by key, for lists and exports of any length: no page costs more
 * than the one before, and a reader that is slow holds up nobody.
 */

import { z } from 'zod'
import type { Instant } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'
import { orderFact } from '#store/turn/facts.ts'
import { orderJsonRow } from '#store/turn/rows.ts'
import { foundOrderRow } from './order-columns.ts'

const PAGE = 200
const EVENTS = 500

/** `since`: placed then or later, an ISO instant. */
export type OrderFilter = { readonly since?: Instant; readonly loaded?: true }
export type ChangedOrder = { readonly cursor: number; readonly order: Order }

export async function* orderPages(sql: Sql, { since, loaded }: OrderFilter): AsyncGenerator<readonly Order[], void> {
  const from = since === undefined ? Prisma.empty : Prisma.sql`and o.placed_at >= ${since}::timestamptz`
  const which = loaded === true ? Prisma.sql`and o.draft_id is null` : Prisma.empty
  for (let after = -1; ; ) {
    const rows = await read(
      sql,
      foundOrderRow,
      Prisma.sql`select ${orderJsonRow} as found from orders o where o.number > ${after}::int ${from} ${which}
        order by o.number limit ${PAGE}::int`,
    )
    const page = rows.map(({ found }) => orderFact(found))
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.number
  }
}

const eventRow = z.strictObject({ id: z.int(), number: z.int() })
export async function* changedOrders(
  sql: Sql,
  from: number,
  until: string,
): AsyncGenerator<readonly ChangedOrder[], void> {
  for (let after = from; ; ) {
    const events = await read(
      sql,
      eventRow,
      Prisma.sql`with page as (select e.id, e.order_number, e.at from order_event e where e.id > ${after}::bigint
          order by e.id limit ${EVENTS}::int)
        select p.id::int, p.order_number as number from page p where not exists (select 1 from page young
          where young.id <= p.id and young.at > ${until}::timestamptz) order by p.id`,
    )
    const last = events.at(-1)
    if (last === undefined) return
    const cursors = new Map(events.map(({ id, number }) => [number, id]))
    const rows = await read(
      sql,
      foundOrderRow,
      Prisma.sql`select ${orderJsonRow} as found from orders o where o.number = any(${[...cursors.keys()]}::int[])`,
    )
    const changed = rows.map(({ found }) => ({ cursor: cursors.get(found.number) ?? last.id, order: orderFact(found) }))
    yield changed.sort((a, b) => a.cursor - b.cursor)
    after = last.id
  }
}
