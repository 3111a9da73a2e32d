/**
 * Counts from elsewhere (a warehouse, another shop), each as of a time. Rule: what moved here since
 * then is put on top, what is reserved here stays reserved, and a count older than what is known
 * changes nothing; whatever could not be taken is answered, the rest is taken. Next: order/receive.ts,
 * which books goods in; jobs/stock-sync.ts, now and then.
 */

import { z } from 'zod'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { type Db, iso, type Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { read } from '#store/read.ts'

/** `asOf`: when it was counted, an ISO instant. */
export type CountElsewhere = { readonly sku: Sku; readonly quantity: number; readonly asOf: string }

/**
 * `older`: counted since, here or there, or (no `since`) longer ago than moves are known.
 * `reserved`: more is promised to orders here than there is.
 */
export type SyncConflict =
  | { readonly kind: 'unknown'; readonly sku: Sku }
  | { readonly kind: 'older'; readonly sku: Sku; readonly since?: Instant }
  | { readonly kind: 'future'; readonly sku: Sku }
  | { readonly kind: 'reserved'; readonly sku: Sku; readonly quantity: number; readonly reserved: number }

/** `taken`: counts that are in now, of which `changed` are others than before. */
export type Synced = {
  readonly taken: number
  readonly changed: number
  readonly conflicts: readonly SyncConflict[]
}

/** SKUs a commit. */
const BATCH = 500

/** `dry`: only says what would be. */
export async function syncStock(db: Db, counts: readonly CountElsewhere[], dry: boolean): Promise<Synced> {
  const sorted = [...counts].sort((a, b) => (a.sku < b.sku ? -1 : 1))
  let all: Synced = { taken: 0, changed: 0, conflicts: [] }
  for (let from = 0; from < sorted.length; from += BATCH) {
    const batch = sorted.slice(from, from + BATCH)
    const found = await db.$transaction((tx) => syncBatch(tx, batch, dry), { timeout: 60_000 })
    all = {
      taken: all.taken + found.taken,
      changed: all.changed + found.changed,
      conflicts: [...all.conflicts, ...found.conflicts],
    }
  }
  return all
}

async function syncBatch(tx: Sql, batch: readonly CountElsewhere[], dry: boolean): Promise<Synced> {
  const skus = batch.map(({ sku }) => sku)
  // Held first: what moves after this statement waits, what moved before is read by the next one.
  await tx.$queryRaw(Prisma.sql`select sku from stock where sku = any(${skus}::text[]) order by sku for update`)
  const rows = await read(tx, standingRow, standingSql(batch))
  const taken = rows.filter(({ what }) => what === 'taken')
  if (!dry) await write(tx, taken)
  return {
    taken: rows.filter(({ what }) => what === 'taken' || what === 'same').length,
    changed: taken.filter(({ was, counted }) => was !== counted).length,
    conflicts: rows.flatMap(conflictOf),
  }
}

const standingRow = z.strictObject({
  what: z.enum(['unknown', 'older', 'future', 'same', 'reserved', 'taken']),
  ...{ sku: z.string(), counted: z.int(), reserved: z.int(), allocated: z.int(), was: z.nullable(z.int()) },
  ...{ asOf: z.string(), since: z.nullable(z.string()) },
})
type Standing = z.output<typeof standingRow>

/** A SKU nobody counted until now holds what order lines say it holds. */
const standingSql = (batch: readonly CountElsewhere[]): Prisma.Sql => Prisma.sql`
  with given as (
    select g.sku, g.quantity, g."asOf" as as_of, v.sku is not null as known, s.counted_at,
      coalesce(s.tracked, false) as tracked,
      s.on_hand, s.reserved, s.allocated,
      greatest(0, g.quantity
        + coalesce((select sum(m.delta) from stock_move m where m.sku = g.sku and m.at > g."asOf"), 0))::int
        as counted
    from jsonb_to_recordset(${toJson(batch)}::jsonb) as g(sku text, quantity int, "asOf" timestamptz)
      left join variant v on v.sku = g.sku left join stock s on s.sku = g.sku
  ), held as (
    select given.sku, as_of, known, counted_at, counted, case when tracked then on_hand end as was,
      case when tracked then reserved else (select coalesce(sum(l.reserved), 0)::int from order_line l
        where l.sku = given.sku and l.reserved > 0) end as reserved,
      case when tracked then allocated else (select coalesce(sum(l.backordered), 0)::int from order_line l
        where l.sku = given.sku and l.backordered > 0) end as allocated
    from given
  )
  select case when not known then 'unknown' when as_of > now() + interval '5 minutes' then 'future'
      when counted_at > as_of or as_of < now() - interval '30 days' then 'older' when counted_at = as_of then 'same'
      when counted < reserved then 'reserved' else 'taken' end as what,
    sku, counted, reserved, allocated, was, ${iso('as_of')} as "asOf", ${iso('counted_at')} as since
  from held order by sku`

const write = (tx: Sql, rows: readonly Standing[]): Promise<unknown> =>
  tx.$executeRaw(Prisma.sql`insert into stock (sku, tracked, on_hand, reserved, allocated, counted_at)
    select t.sku, true, t.counted, t.reserved, t.allocated, t."asOf"
    from jsonb_to_recordset(${toJson(rows)}::jsonb)
      as t(sku text, counted int, reserved int, allocated int, "asOf" timestamptz) order by t.sku
    on conflict (sku) do update set tracked = true, on_hand = excluded.on_hand, reserved = excluded.reserved,
      allocated = excluded.allocated, counted_at = excluded.counted_at`)

function conflictOf({ what, sku, since, counted, reserved }: Standing): readonly SyncConflict[] {
  switch (what) {
    case 'unknown':
    case 'future':
      return [{ kind: what, sku }]
    case 'older':
      return [since === null ? { kind: what, sku } : { kind: what, sku, since }]
    case 'reserved':
      return [{ kind: what, sku, quantity: counted, reserved }]
    case 'same':
    case 'taken':
      return []
    default:
      return what satisfies never
  }
}
