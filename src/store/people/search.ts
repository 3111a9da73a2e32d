/**
 * What search fields find besides the catalog: customers by name, number, e-mail or phone, orders
 * by number or customer. One statement that also asks whether the user is active staff: anybody
 * else finds nothing.
 */
import { z } from 'zod'
import type { Found, SearchQuery } from '#conversation/engine-ports.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { read } from '#store/read.ts'

const foundRow = z.strictObject({ value: z.string(), label: z.string(), detail: z.string() })

export function searchFor(sql: Sql, { user, what, text, limit }: SearchQuery): Promise<readonly Found[]> {
  const staff = Prisma.sql`exists (select 1 from staff_link l join staff s on s.id = l.staff_id
    where l.user_key = ${storable(user)} and s.active)`
  const words = storable(text).toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)
  switch (what) {
    case 'customer':
      return read(
        sql,
        foundRow,
        Prisma.sql`
        select c.number as value, c.name as label, concat_ws(', ', c.number, c.email, c.phone) as detail from customer c
        where ${staff} and ${everyWord(words, Prisma.sql`lower(concat_ws(' ', c.name, c.number, c.email, c.phone))`)}
        order by c.name, c.number limit ${limit}::int`,
      )
    case 'order':
      return read(
        sql,
        foundRow,
        Prisma.sql`
        select o.number::text as value, o.number || ': ' || coalesce(o.buyer->>'name', o.buyer->>'email',
          o.buyer->>'phone', 'guest') as label,
          o.status || ', ' || to_char(o.placed_at, 'YYYY-MM-DD') as detail from orders o
        where ${staff} and ${everyWord(
          words,
          Prisma.sql`lower(concat_ws(' ', o.number, o.buyer->>'name',
          o.buyer->>'email'))`,
        )}
        order by o.number desc limit ${limit}::int`,
      )
    default:
      return what satisfies never
  }
}

const everyWord = (words: readonly string[], where: Prisma.Sql): Prisma.Sql =>
  words.length === 0
    ? Prisma.sql`true`
    : Prisma.join(
        words.map((word) => Prisma.sql`position(${word} in ${where}) > 0`),
        ' and ',
      )
