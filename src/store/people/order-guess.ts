/**
 * The status of a guest's order, opened by its number and the e-mail address given with it. Rule:
 * an account's order is never opened so. Wrong guesses count per user and per number; who owns the
 * order does not come here, so nobody can lock them out. Too many are answered like one more wrong
 * one.
 */

import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import type { Instant, UserKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { readOne } from '#store/read.ts'

/** Within an hour. */
const WRONG_GUESSES = 5
/** Keeps these locks apart from others of the database. */
const LOCK_SPACE = 7_302

export type Guess = { readonly number: number; readonly email: string; readonly user: UserKey; readonly now: Instant }

const guessRow = z.strictObject({ own: z.int(), about: z.int(), opens: z.boolean() })

export async function opensOrder(sql: Sql, { number, email, user, now }: Guess): Promise<boolean> {
  const who = storable(user)
  for (const about of [who, `order ${number}`])
    await sql.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, hashtext(${about}))`)
  const since = Prisma.sql`${now}::timestamptz - interval '1 hour'`
  const found = await readOne(
    sql,
    guessRow,
    Prisma.sql`
    select (select count(*)::int from order_guess where user_key = ${who} and at > ${since}) as own,
      (select count(*)::int from order_guess where number = ${number}::int and at > ${since}) as about,
      exists (select 1 from orders where number = ${number}::int and customer_id is null
        and buyer_email = ${storable(email).toLowerCase()}) as opens`,
  )
  const { own = 0, about = 0, opens = false } = found ?? {}
  if (own >= WRONG_GUESSES || about >= WRONG_GUESSES) return false
  if (opens) return true
  await sql.$executeRaw(Prisma.sql`with old as (delete from order_guess where at <= ${since})
    insert into order_guess (id, user_key, number, at) values (${randomUUIDv7()}::uuid, ${who}, ${number}::int,
      ${now}::timestamptz)`)
  return false
}
