/**
 * What search fields find besides the catalog: customers by the words of their name, number, e-mail
 * or phone, orders by number or customer. One statement that also asks whether the user is active staff: anybody
 * else finds nothing.
 */
import { z } from 'zod'
import type { Found, SearchQuery } from '#conversation/engine-ports.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { read } from '#store/read.ts'
import {
  CUSTOMER_WORDS,
  hasWords,
  LONGEST_NUMBER,
  numbersBegun,
  ORDER_WORDS,
  phoneEnds,
  typedWords,
} from './search-words.ts'

const foundRow = z.strictObject({ value: z.string(), label: z.string(), detail: z.string() })

export function searchFor(sql: Sql, { user, what, text, limit }: SearchQuery): Promise<readonly Found[]> {
  const staff = Prisma.sql`exists (select 1 from staff_link l join staff s on s.id = l.staff_id
    where l.user_key = ${storable(user)} and s.active)`
  const typed = storable(text)
  switch (what) {
    case 'customer':
      return read(
        sql,
        foundRow,
        Prisma.sql`
        with found as materialized (${customersLike(typed)})
        select f.number as value, f.name as label, concat_ws(', ', f.number, f.email, f.phone) as detail from found f
        where ${staff} order by f.name, f.number limit ${limit}::int`,
      )
    case 'order':
      return read(
        sql,
        foundRow,
        Prisma.sql`
        with found as materialized (${ordersLike(typed, limit)})
        select f.number::text as value, f.number || ': ' || coalesce(f.buyer->>'name', f.buyer->>'email',
          f.buyer->>'phone', 'guest') as label,
          f.status || ', ' || to_char(f.placed_at, 'YYYY-MM-DD') as detail from found f
        where ${staff} order by f.number desc limit ${limit}::int`,
      )
    default:
      return what satisfies never
  }
}

/** So many are put in order; what fits more is too vague for its order to matter. */
const SORTED = 5000

/** Looked up first and put in order then: a plan that walks in order reads everything for a rare word. */
function customersLike(typed: string): Prisma.Sql {
  const words = typedWords(typed)
  const columns = Prisma.sql`select c.number, c.name, c.email, c.phone from customer c`
  if (words.length === 0) return Prisma.sql`${columns} order by c.name, c.number limit 100`
  const named = Prisma.sql`${columns} where ${hasWords(CUSTOMER_WORDS, words)} limit ${SORTED}::int`
  const reached = phoneEnds(typed)
  return reached === undefined ? named : Prisma.sql`(${named}) union (${columns} where ${reached} limit ${SORTED}::int)`
}

/** "10001" or "#100" is a number, and nothing else. */
function ordersLike(typed: string, limit: number): Prisma.Sql {
  const columns = Prisma.sql`select o.number, o.buyer, o.status, o.placed_at from orders o`
  const newest = Prisma.sql`order by o.number desc limit ${limit}::int`
  const digits = /^\s*#?([1-9]\d*)\s*$/.exec(typed)?.[1]
  if (digits !== undefined && digits.length <= LONGEST_NUMBER)
    return Prisma.sql`${columns} where ${numbersBegun(digits)} ${newest}`
  const words = typedWords(typed)
  return words.length === 0
    ? Prisma.sql`${columns} ${newest}`
    : Prisma.sql`${columns} where ${hasWords(ORDER_WORDS, words)} limit ${SORTED}::int`
}
