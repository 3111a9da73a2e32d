/**
 * Submit, the writing half: guarded coupon counters, guarded reservations, the account of a new
 * customer, numbers and rows. Runs under a savepoint: a refusal keeps nothing of it, and the turn
 * goes on to say so. One order family per draft, whoever submits and however often.
 */

import { z } from 'zod'
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { PlacePlan, PlaceResult } from '#conversation/engine-placing.ts'
import type { Instant } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { countedUnder, usedWithContact } from '#store/people/buyer.ts'
import { remember } from '#store/people/remember.ts'
import { read, readOne } from '#store/read.ts'
import type { CrashPoint } from '#store/turn/transaction.ts'
import { numberRow } from './order-columns.ts'
import { writePlacedOrders } from './place-rows.ts'
import { type Demand, reserve } from './stock.ts'

export type PlaceContext = {
  readonly inbound: Inbound
  readonly now: Instant
  readonly crash: (point: CrashPoint) => void
}
type Refused = Exclude<PlaceResult, { readonly kind: 'placed' }>
type Step<T> = { readonly ok: T } | { readonly refused: Refused }

export async function placeOrders(tx: Sql, plan: PlacePlan, context: PlaceContext): Promise<PlaceResult> {
  await tx.$executeRaw`savepoint place`
  context.crash('during-place-1')
  const result = await attempt(tx, plan, context)
  if (result.kind !== 'placed') {
    await tx.$executeRaw`rollback to savepoint place`
    return result
  }
  return result
}

async function attempt(tx: Sql, plan: PlacePlan, context: PlaceContext): Promise<PlaceResult> {
  const coupons = await redeem(tx, plan)
  if ('refused' in coupons) return coupons.refused
  context.crash('during-place-2')
  const short = await reserve(tx, demandsOf(plan))
  if (short !== undefined) return { kind: 'stock-gone', sku: short }
  context.crash('during-place-3')
  const account = await remember(tx, plan, context.now)
  if (account.kind === 'exists') return { kind: 'account-exists', email: account.email }
  context.crash('during-place-4')
  const numbers = await writePlacedOrders(tx, { plan, account, ...context })
  if (numbers.length === 0) return { kind: 'already-placed', numbers: await familyOf(tx, plan.draft.id) }
  context.crash('during-place-5')
  return {
    kind: 'placed',
    numbers,
    ...given({ customerId: account.customerId, customerNumber: account.number }),
  }
}

function demandsOf(plan: PlacePlan): readonly Demand[] {
  const waiting = plan.orders.flatMap((order) => order.lines).filter((line) => line.backordered > 0)
  return [
    ...plan.reserve.map(({ sku, quantity }) => ({ sku, reserve: quantity, promise: 0 })),
    ...waiting.map(({ sku, backordered }) => ({ sku, reserve: 0, promise: backordered })),
  ]
}

async function familyOf(tx: Sql, draftId: string): Promise<readonly number[]> {
  const rows = await read(
    tx,
    numberRow,
    Prisma.sql`select number from orders where draft_id = ${draftId}::uuid order by number`,
  )
  return rows.map((row) => row.number)
}

const redeemRow = z.strictObject({
  family: z.array(z.int()),
  usedUp: z.nullable(z.string()),
  usedByCustomer: z.nullable(z.string()),
})

/**
 * Counts every coupon once, total and under each name of the buyer. The counter is a conditional
 * update, never read and then written; an unlimited coupon keeps no counter, so that its row is
 * nobody's bottleneck.
 */
async function redeem(tx: Sql, plan: PlacePlan): Promise<Step<true>> {
  const codes = [...new Set(plan.redeem.map((coupon) => storable(coupon.code)))].sort()
  const row = await readOne(
    tx,
    redeemRow,
    Prisma.sql`
    with family as (
      select number from orders where draft_id = ${plan.draft.id}::uuid
    ), limited as materialized (
      select code from coupon where code = any(${codes}::text[]) and "limit" is not null and not exists (select 1
        from family)
      order by code for no key update
    ), counted as (
      update coupon c set redeemed = c.redeemed + 1 from limited where c.code = limited.code
        and c.redeemed < c."limit" returning c.code
    ), buyer as (
      ${countedUnder(plan.buyer)}
    ), wanted as (
      select c.code, buyer.identity from coupon c, buyer
      where c.code = any(${codes}::text[]) and not exists (select 1 from family) and (select count(*) from counted) >= 0
      order by c.code, buyer.identity
    ), used as (
      insert into coupon_use (code, identity, used) select code, identity, 1 from wanted order by code, identity
      on conflict (code, identity) do update set used = coupon_use.used + 1
        where coupon_use.used < coalesce((select limit_per_customer from coupon where code = excluded.code), 2147483647)
      returning code, identity
    )
    select (select coalesce(json_agg(number order by number), '[]') from family) as family,
      (select min(code) from limited where code not in (select code from counted)) as "usedUp",
      least((select min(code) from wanted where (code, identity) not in (select code, identity from used)),
        (select min(c.code) from coupon c where c.code = any(${codes}::text[])
          and c.limit_per_customer <= ${usedWithContact(plan.buyer, Prisma.sql`c.code`)})) as "usedByCustomer"`,
  )
  if (row === undefined) throw new Error('the coupon statement answered nothing')
  if (row.family.length > 0) return { refused: { kind: 'already-placed', numbers: row.family } }
  if (row.usedUp !== null) return { refused: { kind: 'coupon-gone', code: row.usedUp, why: 'used-up' } }
  if (row.usedByCustomer !== null)
    return { refused: { kind: 'coupon-gone', code: row.usedByCustomer, why: 'used-by-customer' } }
  return { ok: true }
}
