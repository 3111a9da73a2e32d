/**
 * What the command line changes directly: stock counts, staff and who a channel user is. Each is
 * one statement of its own; "false" means there was no such SKU, person or account.
 */

import { z } from 'zod'
import type { StaffChange, StaffRole } from '#conversation/edge/changes.ts'
import type { UserKey } from '#conversation/edge/inbound.ts'
import type { StaffChanged, WaitingCode } from '#conversation/engine-ports.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { stockOf } from '#store/order/receive.ts'
import { waitingCodes } from '#store/people/identity.ts'
import { staffOf } from '#store/people/people-columns.ts'
import { type ChangedBy, changedRights, changeStaff, type StaffEvent, staffEvents } from '#store/people/staff.ts'
import { readOne } from '#store/read.ts'

export type StockCount = { readonly sku: Sku; readonly quantity: number }
export type StockProblem =
  | { readonly kind: 'below-reserved'; readonly sku: Sku; readonly reserved: number }
  | { readonly kind: 'unknown'; readonly sku: Sku }
export type StaffMember = {
  readonly id: string
  readonly name: string
  readonly role: StaffRole
  readonly active: boolean
  readonly users: readonly string[]
}

export type Desk = {
  /** Undefined: no such SKU in the catalog. */
  readonly stockOf: (sku: Sku) => Promise<StockFact | undefined>
  /**
   * On hand becomes `quantity`, of all SKUs or, where one is unknown or has more reserved, of none.
   * An untracked SKU becomes tracked.
   */
  readonly setStock: (counts: readonly StockCount[]) => Promise<readonly StockProblem[]>
  readonly staff: () => Promise<readonly StaffMember[]>
  /** As the command line does it; audited like a change from a chat. */
  readonly changeStaff: (change: StaffChange) => Promise<StaffChanged>
  /**
   * Their account on the channel is gone: whoever is linked to it is suspended. False: nobody
   * active was, or the last admin.
   */
  readonly suspendUser: (user: UserKey, source: string) => Promise<boolean>
  /** Who changed staff, roles and rights: newest first, at most 200. */
  readonly staffEvents: () => Promise<readonly StaffEvent[]>
  readonly changedRights: () => Promise<readonly { readonly role: string; readonly rights: readonly string[] }[]>
  /** One-time codes whose letter has not left, while they work. */
  readonly linkCodes: () => Promise<readonly WaitingCode[]>
  readonly linkCustomer: (userKey: string, email: string) => Promise<boolean>
}

export function createDesk(db: Db, clock: () => Date): Desk {
  const now = (): string => clock().toISOString()
  return {
    stockOf: (sku) => stockOf(db, sku),
    setStock: (counts) => setStock(db, counts),
    staff: async () =>
      staffOf(await db.staff.findMany({ orderBy: { id: 'asc' }, include: { links: { orderBy: { userKey: 'asc' } } } })),
    changeStaff: (change) =>
      changeStaff(db, change, { actor: 'system:command-line', source: 'parley staff', now: now() }),
    suspendUser: (user, source) => suspendUser(db, user, { actor: 'system:channel', source, now: now() }),
    staffEvents: () => staffEvents(db),
    changedRights: () => changedRights(db),
    linkCodes: () => waitingCodes(db, now()),
    async linkCustomer(userKey, email) {
      const customer = await db.customer.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } })
      if (customer === null) return false
      const link = { customerId: customer.id }
      await db.customerLink.upsert({ where: { userKey }, create: { userKey, ...link }, update: link })
      return true
    },
  }
}

async function suspendUser(db: Db, user: UserKey, by: ChangedBy): Promise<boolean> {
  const linked = await db.staffLink.findUnique({
    where: { userKey: user },
    select: { staff: { select: { id: true, active: true } } },
  })
  if (linked === null || !linked.staff.active) return false
  return (await changeStaff(db, { kind: 'suspend', id: linked.staff.id }, by)).kind === 'done'
}

const problem = z.strictObject({ kind: z.enum(['below-reserved', 'unknown']), sku: z.string(), reserved: z.int() })
const problemsRow = z.strictObject({ problems: z.array(problem) })

/** A SKU nobody counted until now holds what order lines say it holds. */
async function setStock(sql: Sql, counts: readonly StockCount[]): Promise<readonly StockProblem[]> {
  const row = await readOne(
    sql,
    problemsRow,
    Prisma.sql`
    with wanted as (
      select w.sku, w.quantity, v.sku is not null as known,
        (select coalesce(sum(l.reserved), 0)::int from order_line l where l.sku = w.sku and l.reserved > 0) as reserved,
        (select coalesce(sum(l.backordered), 0)::int from order_line l where l.sku = w.sku
          and l.backordered > 0) as allocated
      from jsonb_to_recordset(${toJson(counts)}::jsonb) as w(sku text, quantity int)
      left join variant v on v.sku = w.sku
    ), refused as (
      select sku, reserved, case when known then 'below-reserved' else 'unknown' end as kind from wanted
        where not known or reserved > quantity
    ), done as (
      insert into stock (sku, tracked, on_hand, reserved, allocated, counted_at)
      select sku, true, quantity, reserved, allocated, now() from wanted
       where not exists (select 1 from refused) order by sku
      on conflict (sku) do update set on_hand = excluded.on_hand, counted_at = excluded.counted_at,
        reserved = case when stock.tracked then stock.reserved else excluded.reserved end,
        allocated = case when stock.tracked then stock.allocated else excluded.allocated end, tracked = true
    )
    select coalesce(json_agg(json_build_object('kind', kind, 'sku', sku, 'reserved', reserved)
      order by sku), '[]') as problems from refused`,
  )
  return row?.problems ?? []
}
