/**
 * Counts and announcements of one SKU, changed inside a turn that holds its row (waiting.ts). Goods
 * that come use up what was announced, earliest day first; what is left of an announcement stays
 * announced, what came beyond it is simply there.
 */

import { randomUUIDv7 } from 'node:crypto'
import type { StockChange } from '#conversation/edge/changes.ts'
import type { StockChanged } from '#conversation/engine-ports.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { StockFact } from '#domain/model/facts.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { readOne } from '#store/read.ts'
import { maybeStockRow } from '#store/shop/shop-columns.ts'
import { untracked } from '#store/turn/facts.ts'
import { stockJson } from '#store/turn/rows.ts'

export async function changeStock(tx: Sql, change: StockChange): Promise<StockChanged> {
  const sku = storable(change.sku)
  const before = await stockOf(tx, sku)
  if (before === undefined) return { kind: 'unknown' }
  switch (change.kind) {
    case 'receive':
      await receive(tx, sku, change.quantity)
      break
    case 'set':
      if (before.tracked && before.reserved > change.quantity)
        return { kind: 'below-reserved', reserved: before.reserved }
      await count(tx, sku, change.quantity)
      break
    case 'expect':
      if (!before.tracked) return { kind: 'unknown' }
      await expect(tx, change)
      break
    default:
      change satisfies never
  }
  const after = await stockOf(tx, sku)
  return after?.tracked ? { kind: 'changed', before, after } : { kind: 'unknown' }
}

/** Undefined: not in the catalog. */
export async function stockOf(tx: Sql, sku: Sku): Promise<StockFact | undefined> {
  const row = await readOne(
    tx,
    maybeStockRow,
    Prisma.sql`
    select (select ${stockJson} from stock s where s.sku = v.sku) as stock from variant v where v.sku = ${sku}`,
  )
  return row === undefined ? undefined : (row.stock ?? untracked(sku))
}

async function receive(tx: Sql, sku: Sku, quantity: number): Promise<void> {
  await tx.$executeRaw(Prisma.sql`insert into stock (sku, tracked, on_hand) values (${sku}, true, ${quantity}::int)
    on conflict (sku) do update set tracked = true, on_hand = stock.on_hand + excluded.on_hand`)
  await tx.$executeRaw(Prisma.sql`insert into stock_move (sku, delta) values (${sku}, ${quantity}::int)`)
  await tx.$executeRaw(Prisma.sql`
    with due as (
      select id, quantity, sum(quantity) over (order by "on" nulls last, id) as upto from expected_receipt
        where sku = ${sku}
    ), come as (
      delete from expected_receipt e using due where e.id = due.id and due.upto <= ${quantity}::int
    )
    update expected_receipt e set quantity = due.upto - ${quantity}::int from due
    where e.id = due.id and due.upto > ${quantity}::int and due.upto - due.quantity < ${quantity}::int`)
}

/** A guarded update: never below what is reserved. */
async function count(tx: Sql, sku: Sku, quantity: number): Promise<void> {
  const done = await tx.$executeRaw(Prisma.sql`insert into stock (sku, tracked, on_hand, counted_at)
    values (${sku}, true, ${quantity}::int, now())
    on conflict (sku) do update set tracked = true, on_hand = excluded.on_hand, counted_at = excluded.counted_at
      where stock.reserved <= excluded.on_hand`)
  if (done !== 1) throw new Error(`stock of ${sku} was not set`)
}

/** The same quantity again is the same goods on another day; nothing expected (0) takes back every announcement. */
async function expect(tx: Sql, { sku, quantity, on }: Extract<StockChange, { kind: 'expect' }>): Promise<void> {
  const day = on ?? null
  if (quantity === 0) {
    await tx.$executeRaw(Prisma.sql`delete from expected_receipt where sku = ${storable(sku)}`)
    return
  }
  const moved = await tx.$executeRaw(Prisma.sql`
    update expected_receipt set "on" = ${day}::date where id =
      (select id from expected_receipt where sku = ${storable(sku)} and quantity = ${quantity}::int
        order by "on" nulls last, id limit 1)`)
  if (moved > 0) return
  await tx.$executeRaw(Prisma.sql`insert into expected_receipt (id, sku, quantity, "on")
    values (${randomUUIDv7()}::uuid, ${storable(sku)}, ${quantity}::int, ${day}::date)`)
}
