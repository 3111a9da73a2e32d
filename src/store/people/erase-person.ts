/**
 * Who is meant by an erasure, and all that is theirs: carts, orders, conversations, and what was said
 * elsewhere about their carts and orders. Rule: by proven identity only; what they typed and somebody
 * else has as well is no mark of theirs; an order is theirs with its cart, whatever contact it has now.
 * Next: erase.ts.
 */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { read } from '#store/read.ts'

export type ErasedPerson = {
  readonly id: string | null
  readonly number: string | null
  readonly users: readonly string[]
  /** What is theirs alone, wherever it stands. */
  readonly marks: readonly string[]
  readonly threads: readonly string[]
  readonly drafts: readonly string[]
  readonly orders: readonly number[]
  /** Inbound messages elsewhere that are about their carts and orders. */
  readonly about: readonly string[]
  /** Ids of messages of Parley's elsewhere that show an order of theirs. */
  readonly views: readonly string[]
}

/**
 * Rows with `customer_id`, `buyer_chat` and `buyer_email` columns. An address typed by some other
 * chat user does not make what they have this person's.
 */
const isTheirs = (
  alias: string,
  { id, users, marks }: Pick<ErasedPerson, 'id' | 'users' | 'marks'>,
): Prisma.Sql => Prisma.sql`(
  ${Prisma.raw(alias)}.customer_id = ${id}::uuid or (${Prisma.raw(alias)}.customer_id is null and (
    ${Prisma.raw(alias)}.buyer_chat = any(${[...users]}::text[])
    or (${Prisma.raw(alias)}.buyer_chat is null and ${Prisma.raw(alias)}.buyer_email = any(${[...marks]}::text[])))))`

const FOUND = z.object({
  id: z.string().nullable(),
  number: z.string().nullable(),
  users: z.array(z.string()),
  marks: z.array(z.string()),
})
const THREAD = z.object({ thread: z.string() })

export async function findPerson(tx: Sql, who: string): Promise<ErasedPerson> {
  const named = storable(who).toLowerCase()
  const [found] = await read(
    tx,
    FOUND,
    Prisma.sql`
    with account as (
      select * from customer where number = ${who.toUpperCase()} or email = ${who.toLowerCase()}
        or id = (select customer_id from customer_link where user_key = ${storable(who)}) limit 1
    ), chat as (
      select user_key from customer_link where customer_id = (select id from account)
      union select ${storable(who)} where exists (select 1 from inbox where payload->>'user' = ${storable(who)})
    ), told as (
      select buyer_email as email, buyer_phone as phone, customer_id, buyer_chat from draft
      union all select buyer_email, buyer_phone, customer_id, buyer_chat from orders
    ), typed as (
      select x, exists (select 1 from customer c where x in (c.email, c.phone) and c.id is distinct from (select id
        from account))
        or exists (select 1 from told t where x in (t.email, t.phone) and coalesce(t.buyer_chat, '') not in (select
          user_key from chat)
          and t.customer_id is distinct from (select id from account)) as shared
      from (select email as x from told where buyer_chat in (select user_key from chat)
        union select phone from told where buyer_chat in (select user_key from chat)) contact where x is not null
    )
    select (select id::text from account) as id, (select number from account) as number,
      array(select user_key from chat) as users,
      array(select x from (select email as x from account union select phone from account
        union select token from stored_method where customer_id = (select id from account)
        union select user_key from chat union select substring(user_key from '^discord:([0-9]{15,20})$') from chat
        union select ${named} where exists (select 1 from draft where buyer_email = ${named}) or exists (select 1
          from orders where buyer_email = ${named})
        union select x from typed where not shared) m
        where length(x) > 4) as marks`,
  )
  const { id = null, number = null, users = [], marks = [] } = found ?? {}
  const { drafts, orders } = await theirs(tx, { id, users, marks })
  const known = { id, number, users, marks: [...new Set([...marks, ...(await contactsOf(tx, id, drafts, orders))])] }
  const rows = await read(
    tx,
    THREAD,
    Prisma.sql`
    select unnest(array_remove(array[thread_key, last_thread, desk_key], null)) as thread from draft
      where id = any(${[...drafts]}::uuid[])
    union select thread_key from orders where thread_key is not null and number = any(${[...orders]}::int[])
    union select thread_key from inbox where payload->>'user' = any(${[...users]}::text[])
    union select 'mail:' || m from unnest(${[...known.marks]}::text[]) m`,
  )
  return {
    ...known,
    threads: rows.map(({ thread }) => thread),
    drafts,
    orders,
    ...(await saidElsewhere(tx, drafts, orders)),
  }
}

const DRAFT = z.object({ id: z.string() })
const ORDER = z.object({ number: z.number() })

/** Carts with their orders, and orders with their carts. */
async function theirs(tx: Sql, person: Pick<ErasedPerson, 'id' | 'users' | 'marks'>) {
  const own = Prisma.sql`select d.id from draft d where ${isTheirs('d', person)}
    union select o.draft_id from orders o where o.draft_id is not null and ${isTheirs('o', person)}`
  const drafts = await read(tx, DRAFT, Prisma.sql`select id::text as id from (${own}) each`)
  const orders = await read(
    tx,
    ORDER,
    Prisma.sql`select o.number from orders o where ${isTheirs('o', person)} or o.draft_id in (${own})`,
  )
  return { drafts: drafts.map(({ id }) => id), orders: orders.map(({ number }) => number) }
}

/** Whom to write to about what is theirs, where nobody else has it as well. */
async function contactsOf(
  tx: Sql,
  id: string | null,
  drafts: readonly string[],
  orders: readonly number[],
): Promise<readonly string[]> {
  const found = await read(
    tx,
    z.object({ x: z.string() }),
    Prisma.sql`
    with told as (
      select buyer_email as email, buyer_phone as phone, id = any(${[...drafts]}::uuid[]) as own from draft
      union all select buyer_email, buyer_phone, number = any(${[...orders]}::int[]) from orders
    )
    select distinct x from (select email as x from told where own union select phone from told where own) contact
    where length(x) > 4 and not exists (select 1 from told t where not t.own and x in (t.email, t.phone))
      and not exists (select 1 from customer c where x in (c.email, c.phone) and c.id is distinct from ${id}::uuid)`,
  )
  return found.map(({ x }) => x)
}

/** By the events they left, by staff who named the order, and by what was shown of it. */
async function saidElsewhere(
  tx: Sql,
  drafts: readonly string[],
  orders: readonly number[],
): Promise<Pick<ErasedPerson, 'about' | 'views'>> {
  const numbers = orders.join('|')
  const named = numbers === '' ? Prisma.sql`false` : Prisma.sql`i.payload->>'text' ~ ${`\\m(${numbers})\\M`}`
  const about = await read(
    tx,
    DRAFT,
    Prisma.sql`
    select i.id from inbox i where substr(i.id, strpos(i.id, '|') + 1) in (
        select source from draft_event where draft_id = any(${[...drafts]}::uuid[])
        union select source from order_event where order_number = any(${[...orders]}::int[]))
      or (i.status <> 'new' and ${named} and i.payload->>'user' in (select user_key from staff_link))`,
  )
  const shown = numbers === '' ? Prisma.sql`false` : Prisma.sql`payload->>'view' ~* ${`\\morders? #?(${numbers})\\M`}`
  const views = await read(tx, DRAFT, Prisma.sql`select id::text as id from outbox where ${shown}`)
  return { about: about.map(({ id }) => id), views: views.map(({ id }) => id) }
}
