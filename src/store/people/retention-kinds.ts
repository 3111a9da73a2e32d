/**
 * The kinds of what is kept for a time: which rows are overdue, and what becomes of them. Rule: a row
 * that was cleared is not found again. Next: retention.ts, which goes through them batch by batch.
 */
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { read } from '#store/read.ts'
import { clearPaths, clearRows } from './erase-rows.ts'

export const RETENTION_KINDS = ['messages', 'posts', 'codes', 'carts', 'contacts', 'moves'] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

/** What is older is overdue, ISO instants. */
export type Before = {
  readonly talk: string
  readonly carts: string
  readonly contacts: string
  readonly history: string
}

type Kind = {
  /** Selects `key`, which grows, and `id`; `limit` ends the statement. */
  readonly find: (before: Before, after: number, limit: Prisma.Sql) => Prisma.Sql
  readonly clear: (tx: Sql, ids: readonly string[]) => Promise<void>
}

/** Stands where words of people stood. */
const GONE = 'removed'
/** Inbox rows whose words are gone belong to no process any more. */
const NOBODY = 0
/** A cart the clock never looks at again: there is nothing of anybody in it. */
const NEVER = Prisma.sql`'9999-01-01 00:00:00+00'::timestamptz`
const instant = (text: string): Prisma.Sql => Prisma.sql`${text}::timestamptz`
const among = (ids: readonly string[], type: 'text' | 'bigint' | 'uuid' | 'int'): Prisma.Sql =>
  Prisma.sql`any(${[...ids]}::text[]::${Prisma.raw(type)}[])`

/** Deliveries that ended, with everything that answered them. */
const messages: Kind = {
  find: ({ talk }, after, limit) => Prisma.sql`select i.seq::float8 as key, i.id from inbox i
    where i.seq > ${after}::bigint and i.status <> 'new' and i.owner <> ${NOBODY}::int
      and i.created_at < ${instant(talk)} and not exists (select 1 from outbox o where o.inbox_id = i.id
        and (o.status in ('pending', 'dead') or o.created_at >= ${instant(talk)}))
    order by i.seq ${limit}`,
  async clear(tx, ids) {
    const newest = await newestOfThreads(tx, ids)
    const over = ids.filter((id) => !newest.includes(id))
    await tx.$executeRaw(Prisma.sql`delete from outbox where inbox_id = ${among(over, 'text')}`)
    await tx.$executeRaw(Prisma.sql`delete from inbox where id = ${among(over, 'text')}`)
    await clearRows(tx, 'inbox', Prisma.sql`id = ${among(newest, 'text')}`, GONE)
    await clearRows(tx, 'outbox', Prisma.sql`inbox_id = ${among(newest, 'text')}`, GONE)
    await tx.$executeRaw(
      Prisma.sql`update outbox set status = 'dropped', external_id = null where inbox_id = ${among(newest, 'text')}`,
    )
    await tx.$executeRaw(
      Prisma.sql`update inbox set owner = ${NOBODY}::int, fault = null where id = ${among(newest, 'text')}`,
    )
    await tx.$executeRaw(Prisma.sql`update thread set asked = null where asked is not null
      and key in (select thread_key from inbox where id = ${among(newest, 'text')})`)
  },
}

const idRow = z.strictObject({ id: z.string() })

/** The last row of a conversation stays without its words: it says who reads along there. */
async function newestOfThreads(tx: Sql, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await read(
    tx,
    idRow,
    Prisma.sql`select i.id from inbox i where i.id = ${among(ids, 'text')} and not exists (
      select 1 from inbox later where later.thread_key = i.thread_key and later.seq > i.seq)`,
  )
  return rows.map(({ id }) => id)
}

/** What was sent without having been asked for; what waits or is an alarm stays. */
const posts: Kind = {
  find: ({ talk }, after, limit) => Prisma.sql`select o.id::float8 as key, o.id::text as id from outbox o
    where o.id > ${after}::bigint and o.inbox_id is null and o.status in ('sent', 'dropped', 'parked')
      and o.created_at < ${instant(talk)} order by o.id ${limit}`,
  async clear(tx, ids) {
    await tx.$executeRaw(Prisma.sql`delete from outbox where id = ${among(ids, 'bigint')}`)
  },
}

/** One-time codes; of those that end in the same millisecond some may be the next run's. */
const codes: Kind = {
  find: ({ talk }, after, limit) => Prisma.sql`select extract(epoch from c.expires_at)::float8 as key, c.id::text as id
    from link_code c where extract(epoch from c.expires_at)::float8 > ${after}::float8
      and c.expires_at < ${instant(talk)} order by c.expires_at ${limit}`,
  async clear(tx, ids) {
    await tx.$executeRaw(Prisma.sql`delete from link_code where id = ${among(ids, 'uuid')}`)
  },
}

const carts: Kind = {
  find: (before, after, limit) => Prisma.sql`select d.ref::float8 as key, d.id::text as id from draft d
    where d.ref > ${after}::int and d.next_due_at < ${NEVER} and (
      (d.status in ('expired', 'cancelled') and d.updated_at < ${instant(before.carts)})
      or (d.status = 'submitted' and d.updated_at < ${instant(before.history)}))
    order by d.ref ${limit}`,
  clear: emptyDrafts,
}

/** Rows stay, so that numbers and reports add up; who and what was said goes. */
async function emptyDrafts(tx: Sql, ids: readonly string[]): Promise<void> {
  const them = (column: string): Prisma.Sql => Prisma.sql`${Prisma.raw(column)} = ${among(ids, 'uuid')}`
  await clearRows(tx, 'draft', them('id'), GONE)
  await clearRows(tx, 'approval_request', them('draft_id'), GONE)
  await tx.$executeRaw(Prisma.sql`update draft_event set label = ${GONE}, before = '{}', after = '{}', source = ${GONE},
    actor = split_part(actor, ':', 1), on_behalf_of = null where ${them('draft_id')}`)
  await tx.$executeRaw(Prisma.sql`update draft set next_due_at = ${NEVER}, buyer_chat = null,
    owner_name = case when owner_key like 'staff:%' then owner_name else ${GONE} end,
    state = case when owner_key like 'staff:%' or state #> '{owner,name}' is null then state
      else jsonb_set(state, '{owner,name}', to_jsonb(${GONE}::text)) end where ${them('id')}`)
}

/** Guests whose order, with all that was split from it, left or ended, owes nothing, and rested. */
const contacts: Kind = {
  find: ({ contacts: cutoff }, after, limit) => Prisma.sql`
    select o.number::float8 as key, o.number::text as id from orders o
    where o.number > ${after}::int and o.customer_id is null and o.placed_at < ${instant(cutoff)}
      and (o.buyer_email is not null or o.buyer_phone is not null)
      and not exists (select 1 from orders f left join payment p on p.order_number = f.number
        where (f.number = coalesce(o.parent, o.number) or f.parent = coalesce(o.parent, o.number))
          and (f.status in ('placed', 'waiting', 'partly-shipped')
            or p.status in ('to-be-paid', 'part-paid', 'authorised', 'to-give-back')))
      and not exists (select 1 from order_event e where e.order_number = o.number and e.at >= ${instant(cutoff)})
    order by o.number ${limit}`,
  async clear(tx, ids) {
    const them = (column: string): Prisma.Sql => Prisma.sql`${Prisma.raw(column)} = ${among(ids, 'int')}`
    await clearPaths(tx, { table: 'order_event', column: 'detail' }, them('order_number'), {
      paths: ['email', 'phone'],
      stands: GONE,
    })
    await tx.$executeRaw(Prisma.sql`update order_event set label = regexp_replace(label, ${CONTACT}, ${GONE}, 'g')
      where label ~ ${CONTACT} and ${them('order_number')}`)
    await tx.$executeRaw(Prisma.sql`update order_group set address = address - 'phone'
      where address ? 'phone' and ${them('order_number')}`)
    const drafts = await read(
      tx,
      idRow,
      Prisma.sql`select draft_id::text as id from orders where draft_id is not null and ${them('number')}`,
    )
    await emptyDrafts(
      tx,
      drafts.map(({ id }) => id),
    )
    await tx.$executeRaw(Prisma.sql`update orders set buyer = buyer - 'email' - 'phone', buyer_email = null,
      buyer_phone = null, billing = billing - 'phone' where ${them('number')}`)
  },
}

/** An e-mail address, or a phone number as it is kept, in words. */
const CONTACT = String.raw`[^\s@,;:()]+@[^\s@,;()]+\.\w+|\+\d{7,15}`

/** What moved the stock, long after any count from elsewhere that may still be taken over. */
const moves: Kind = {
  find: ({ history }, after, limit) => Prisma.sql`select m.id::float8 as key, m.id::text as id from stock_move m
    where m.id > ${after}::bigint and m.at < least(${instant(history)}, now() - interval '31 days')
      order by m.id ${limit}`,
  async clear(tx, ids) {
    await tx.$executeRaw(Prisma.sql`delete from stock_move where id = ${among(ids, 'bigint')}`)
  },
}

export const KINDS: Readonly<Record<RetentionKind, Kind>> = { messages, posts, codes, carts, contacts, moves }
