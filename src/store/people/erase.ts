/**
 * Erasing a person: their account, links, codes, open carts and everything said about their carts
 * go; what marks them out (e-mail, phone, chat user, card token) is taken out wherever it stands.
 * What they typed and somebody else has as well goes from what is theirs and stays with the other.
 * Placed orders keep what an invoice needs. Where personal text is says personal.ts; a dry run does
 * all of it and takes it back. Next: erase-rows.ts.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { read, readOne } from '#store/read.ts'
import { clearMarks, clearRows } from './erase-rows.ts'
import { PERSONAL } from './personal.ts'

/** `orders` stay. `told`: the news that it is done waits in the outbox for their conversation. */
export type Erased = {
  readonly carts: number
  readonly conversations: number
  readonly orders: number
  /** Texts and values that are replaced or emptied. */
  readonly values: number
  readonly told: boolean
}

type Person = {
  readonly id: string | null
  readonly number: string | null
  readonly users: readonly string[]
  /** What is theirs alone, wherever it stands. */
  readonly marks: readonly string[]
  readonly threads: readonly string[]
  readonly drafts: readonly string[]
  readonly orders: readonly number[]
}

/**
 * `who`: a customer number, an e-mail address or a chat user's key. All or nothing; undefined:
 * nobody like that. `dry`: nothing is kept of it.
 */
export async function erase(db: Db, who: string, now: string, dry = false): Promise<Erased | undefined> {
  let done: Erased | undefined
  try {
    await db.$transaction(
      async (tx) => {
        done = await erasePerson(tx, who.trim(), now)
        if (dry) throw new TakenBack()
      },
      { timeout: 120_000 },
    )
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return done
}
/** Ends the transaction of a dry run. */
class TakenBack extends Error {}

async function erasePerson(tx: Sql, who: string, now: string): Promise<Erased | undefined> {
  const person = await find(tx, who)
  if (person.id === null && person.threads.length === 0 && person.marks.length === 0) return undefined
  const stands = `erased-${randomUUID().slice(0, 8)}`
  const home = await homeOf(tx, person)
  await closeRequests(tx, person, now)
  if (person.id !== null) await forgetAccount(tx, person.id, person.number ?? stands)
  const carts = await endCarts(tx, person, stands)
  const posted = await postedTo(tx, person)
  const values = (await clearTheirs(tx, person, stands)) + (await forgetTalk(tx, person, stands))
  await clearMarks(tx, person.marks, stands)
  await removeFrom(tx, posted, now)
  if (home !== undefined) await tell(tx, home, now)
  return { carts, conversations: person.threads.length, orders: person.orders.length, values, told: home !== undefined }
}

/**
 * Rows with `customer_id`, `buyer_chat` and `buyer_email` columns. An address typed by some other
 * chat user does not make what they have this person's.
 */
const isTheirs = (
  alias: string,
  { id, users, marks }: Pick<Person, 'id' | 'users' | 'marks'>,
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

async function find(tx: Sql, who: string): Promise<Person> {
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
  const person = { id, number, users, marks }
  const drafts = await read(
    tx,
    z.object({ id: z.string() }),
    Prisma.sql`select d.id::text as id from draft d where ${isTheirs('d', person)}`,
  )
  const orders = await read(
    tx,
    z.object({ number: z.number() }),
    Prisma.sql`select o.number from orders o where ${isTheirs('o', person)}`,
  )
  const rows = await read(
    tx,
    THREAD,
    Prisma.sql`
    select unnest(array_remove(array[d.thread_key, d.last_thread, d.desk_key], null)) as thread from draft d
      where ${isTheirs('d', person)}
    union select thread_key from orders o where thread_key is not null and ${isTheirs('o', person)}
    union select thread_key from inbox where payload->>'user' = any(${[...users]}::text[])
    union select 'mail:' || m from unnest(${[...marks]}::text[]) m`,
  )
  return {
    ...person,
    threads: rows.map(({ thread }) => thread),
    drafts: drafts.map((draft) => draft.id),
    orders: orders.map((order) => order.number),
  }
}

async function closeRequests(tx: Sql, { id, users }: Person, now: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`update erasure_request set done_at = coalesce(done_at, ${now}::timestamptz)
    where customer_id = ${id}::uuid or user_key = any(${[...users]}::text[])`)
  await tx.$executeRaw(
    Prisma.sql`delete from link_code where customer_id = ${id}::uuid or user_key = any(${[...users]}::text[])`,
  )
}

async function forgetAccount(tx: Sql, id: string, number: string): Promise<void> {
  for (const table of ['customer_link', 'stored_method', 'customer_address'])
    await tx.$executeRaw(Prisma.sql`delete from ${Prisma.raw(table)} where customer_id = ${id}::uuid`)
  await tx.$executeRaw(Prisma.sql`update customer set name = ${`Erased ${number}`}, email = null, phone = null,
    note = null, groups = '{}',
    backorder_preference = null, invoice_allowed = false where id = ${id}::uuid`)
}

/** Carts that are open end. */
async function endCarts(tx: Sql, { drafts }: Person, stands: string): Promise<number> {
  const theirs = Prisma.sql`id = any(${[...drafts]}::uuid[])`
  await tx.$executeRaw(Prisma.sql`update draft set owner_name = ${stands}, state = case
    when state #> '{owner,name}' is null then state
    else jsonb_set(state, '{owner,name}', to_jsonb(${stands}::text)) end where ${theirs}
      and state #>> '{owner,kind}' <> 'staff'`)
  return tx.$executeRaw(Prisma.sql`update draft set status = 'cancelled', thread_key = null, desk_key = null,
    state = jsonb_set(state, '{status}', '"cancelled"')
    where ${theirs} and status in ('open', 'awaiting-approval', 'quoted')`)
}

async function clearTheirs(tx: Sql, { drafts, orders }: Person, stands: string): Promise<number> {
  const ofDraft = (column: string): Prisma.Sql => Prisma.sql`${Prisma.raw(column)} = any(${[...drafts]}::uuid[])`
  const ofOrder = (column: string): Prisma.Sql => Prisma.sql`${Prisma.raw(column)} = any(${[...orders]}::int[])`
  let changed = 0
  for (const [table, { whose }] of Object.entries(PERSONAL)) {
    if (whose === 'draft') changed += await clearRows(tx, table, ofDraft('id'), stands)
    if (whose === 'draft-rows') changed += await clearRows(tx, table, ofDraft('draft_id'), stands)
    if (whose === 'order') changed += await clearRows(tx, table, ofOrder('number'), stands)
    if (whose === 'order-rows') changed += await clearRows(tx, table, ofOrder('order_number'), stands)
  }
  return changed
}

/**
 * Rows stay, so that nothing is delivered or handled twice; the words go: of their conversations,
 * and of what was said elsewhere about their carts.
 */
async function forgetTalk(tx: Sql, { threads, users, drafts }: Person, stands: string): Promise<number> {
  const talk = Prisma.sql`any(${[...threads]}::text[])`
  const about = Prisma.sql`(select i.id from inbox i join draft_event e on e.source = substr(i.id, strpos(i.id,
    '|') + 1)
    where e.draft_id = any(${[...drafts]}::uuid[]))`
  const heard = Prisma.sql`thread_key = ${talk} or id in ${about}`
  const said = Prisma.sql`destination = ${talk} or inbox_id in ${about}
    or (destination like 'mail:%' and inbox_id in (select id from inbox
      where payload->>'user' = any(${[...users]}::text[])))`
  const changed = (await clearRows(tx, 'inbox', heard, stands)) + (await clearRows(tx, 'outbox', said, stands))
  await tx.$executeRaw(Prisma.sql`update outbox set status = 'dropped' where status = 'pending' and (${said})`)
  await tx.$executeRaw(Prisma.sql`update thread set talk = null, asked = null where key = ${talk}`)
  return changed
}

const POSTED = z.object({ channel: z.string(), destination: z.string(), external: z.string() })
type Posted = z.output<typeof POSTED>

/** What Parley has on a platform in their own conversations, and what it said elsewhere about their carts. */
async function postedTo(tx: Sql, { users, drafts }: Person): Promise<readonly Posted[]> {
  const own = Prisma.sql`(select i.thread_key from inbox i where i.payload->>'user' = any(${[...users]}::text[]))`
  const about = Prisma.sql`(select i.id from inbox i join draft_event e on e.source = substr(i.id, strpos(i.id,
    '|') + 1)
    where e.draft_id = any(${[...drafts]}::uuid[]))`
  return read(
    tx,
    POSTED,
    Prisma.sql`
    select split_part(destination, ':', 1) as channel, destination, external from (
      select destination, external_id as external from outbox
      where external_id is not null and (destination in ${own} or inbox_id in ${about})
      union select thread_key, external_id from surface where thread_key in ${own}) said
    where destination ~ '^(slack|discord):' and external ~ '^[^/]+/[^/]+$' and external not like 'home/%'
    order by destination, external`,
  )
}

/** By the outbox like everything else: each message goes where its platform lets it. */
async function removeFrom(tx: Sql, posted: readonly Posted[], now: string): Promise<void> {
  for (const { channel, destination, external } of posted)
    await tx.$executeRaw(Prisma.sql`insert into outbox (channel, destination, place, payload, dedupe_key, created_at,
      updated_at)
      values (${channel}, ${destination}, 'remove', ${toJson({ place: 'remove', externalId: external })}::jsonb,
        ${`erased|${randomUUID()}`}, ${now}::timestamptz, ${now}::timestamptz)`)
}

/** Where they spoke last themselves; mail is no conversation. */
async function homeOf(tx: Sql, { users }: Person): Promise<string | undefined> {
  const last = await readOne(
    tx,
    THREAD,
    Prisma.sql`select thread_key as thread from inbox
    where payload->>'user' = any(${[...users]}::text[]) and thread_key not like 'mail:%' order by seq desc limit 1`,
  )
  return last?.thread
}

/** After everything else, so that it is not taken back with the rest. */
async function tell(tx: Sql, thread: string, now: string): Promise<void> {
  const view = {
    headline: 'Your data is deleted',
    blocks: [
      {
        kind: 'text',
        text:
          'What the law wants kept of placed orders stays: name, addresses, items and money. You are welcome ' +
          'as a guest any time.',
      },
    ],
    controls: [],
  }
  await tx.$executeRaw(Prisma.sql`insert into outbox (channel, destination, place, payload, dedupe_key, created_at,
    updated_at)
    values (${thread.split(':', 1)[0] ?? thread}, ${thread}, 'post', ${toJson({ place: 'post', view })}::jsonb,
      ${`erased|${randomUUID()}`},
      ${now}::timestamptz, ${now}::timestamptz)`)
}
