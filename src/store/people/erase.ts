/**
 * Erasing a person: their account, links, codes, open carts and everything said in their conversations go; what marks them out (e-mail, phone, chat user,
 * card token) is replaced wherever it stands. An address that they typed and somebody else has as well goes from what is theirs and stays with the other. Placed orders stay as the law wants invoices kept: name, addresses, items and money, and nothing else.
 */
import { randomUUID } from 'node:crypto'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'

/** `orders` stay. */
export type Erased = { readonly carts: number; readonly conversations: number; readonly orders: number }

type Person = {
  readonly id: string | null
  readonly number: string | null
  readonly users: readonly string[]
  /** What is theirs alone, wherever it stands. */
  readonly marks: readonly string[]
  /** Contacts they typed that others have too. */
  readonly claims: readonly string[]
  /** Names and streets: others may have the same. */
  readonly words: readonly string[]
  readonly threads: readonly string[]
}

/** `who`: a customer number, an e-mail address or a chat user's key. All or nothing; undefined: nobody like that. */
export const erase = (db: Db, who: string, now: string): Promise<Erased | undefined> =>
  db.$transaction((tx) => erasePerson(tx, who.trim(), now), { timeout: 120_000 })

async function erasePerson(tx: Sql, who: string, now: string): Promise<Erased | undefined> {
  const person = await find(tx, who)
  if (person.id === null && person.threads.length === 0 && person.marks.length === 0) return undefined
  const stands = `erased-${randomUUID().slice(0, 8)}`
  await closeRequests(tx, person, now)
  if (person.id !== null) await forgetAccount(tx, person.id, person.number ?? stands)
  const carts = await forgetCarts(tx, person, stands)
  await forgetTalk(tx, person)
  const [kept] = await tx.$queryRaw<{ orders: number }[]>(
    Prisma.sql`select count(*)::int as orders from orders o where ${isTheirs('o', person)}`,
  )
  await forgetOrders(tx, person, stands)
  await replaceEverywhere(tx, person.marks, stands)
  return { carts, conversations: person.threads.length, orders: kept?.orders ?? 0 }
}

/** Rows with `customer_id`, `buyer_chat` and `buyer_email` columns. An address typed by some other chat user does not make what they have this person's. */
const isTheirs = (alias: string, { id, users, marks }: Pick<Person, 'id' | 'users' | 'marks'>): Prisma.Sql => Prisma.sql`(
  ${Prisma.raw(alias)}.customer_id = ${id}::uuid or (${Prisma.raw(alias)}.customer_id is null and (
    ${Prisma.raw(alias)}.buyer_chat = any(${[...users]}::text[])
    or (${Prisma.raw(alias)}.buyer_chat is null and ${Prisma.raw(alias)}.buyer_email = any(${[...marks]}::text[])))))`

type Found = Omit<Person, 'threads' | 'words'> & { readonly words: readonly (string | null)[] }

async function find(tx: Sql, who: string): Promise<Person> {
  const named = storable(who).toLowerCase()
  const [found] = await tx.$queryRaw<Found[]>(Prisma.sql`
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
      select x, exists (select 1 from customer c where x in (c.email, c.phone) and c.id is distinct from (select id from account))
        or exists (select 1 from told t where x in (t.email, t.phone) and coalesce(t.buyer_chat, '') not in (select user_key from chat)
          and t.customer_id is distinct from (select id from account)) as shared
      from (select email as x from told where buyer_chat in (select user_key from chat)
        union select phone from told where buyer_chat in (select user_key from chat)) contact where x is not null
    )
    select (select id::text from account) as id, (select number from account) as number,
      array(select user_key from chat) as users,
      array(select x from (select email as x from account union select phone from account
        union select token from stored_method where customer_id = (select id from account)
        union select user_key from chat union select substring(user_key from '^discord:([0-9]{15,20})$') from chat
        union select ${named} where exists (select 1 from draft where buyer_email = ${named}) or exists (select 1 from orders where buyer_email = ${named})
        union select x from typed where not shared) m
        where length(x) > 4) as marks,
      array(select x from typed where shared) as claims,
      array(select name from account union select w from customer_address a, lateral (
        select a.address->>'name' as w union all select jsonb_array_elements_text(a.address->'lines')) parts
        where a.customer_id = (select id from account)) as words`)
  const { id = null, number = null, users = [], marks = [], claims = [], words = [] } = found ?? {}
  const person = { id, number, users, marks, claims, words: words.flatMap((word) => (word !== null && word.length > 2 ? [word] : [])) }
  const rows = await tx.$queryRaw<{ thread: string }[]>(Prisma.sql`
    select unnest(array_remove(array[d.thread_key, d.last_thread, d.desk_key], null)) as thread from draft d where ${isTheirs('d', person)}
    union select thread_key from orders o where thread_key is not null and ${isTheirs('o', person)}
    union select thread_key from inbox where payload->>'user' = any(${[...users]}::text[])
    union select 'mail:' || m from unnest(${[...marks]}::text[]) m`)
  const typed = await tx.$queryRaw<{ word: string }[]>(Prisma.sql`
    with texts as (
      select d.state as x from draft d where ${isTheirs('d', person)}
      union all select jsonb_build_array(e.before, e.after) from draft_event e join draft d on d.id = e.draft_id where ${isTheirs('d', person)}
    ) select distinct w #>> '{}' as word from texts, unnest(${TYPED}::text[]) path, lateral jsonb_path_query(x, path::jsonpath) w
    where jsonb_typeof(w) = 'string' and length(w #>> '{}') > 2`)
  return { ...person, words: [...person.words, ...typed.map(({ word }) => word)], threads: rows.map(({ thread }) => thread) }
}

/** What somebody typed about themselves into a cart: names, streets, comments. */
const TYPED = ['$.**.address.name', '$.**.address.lines[*]', '$.**.buyer.name', '$.**.comments[*]', '$.**.memos[*]', '$.**.note']

async function closeRequests(tx: Sql, { id, users }: Person, now: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`update erasure_request set done_at = coalesce(done_at, ${now}::timestamptz)
    where customer_id = ${id}::uuid or user_key = any(${[...users]}::text[])`)
  await tx.$executeRaw(Prisma.sql`delete from link_code where customer_id = ${id}::uuid or user_key = any(${[...users]}::text[])`)
}

async function forgetAccount(tx: Sql, id: string, number: string): Promise<void> {
  for (const table of ['customer_link', 'stored_method', 'customer_address'])
    await tx.$executeRaw(Prisma.sql`delete from ${Prisma.raw(table)} where customer_id = ${id}::uuid`)
  await tx.$executeRaw(Prisma.sql`update customer set name = ${`Erased ${number}`}, email = null, phone = null, note = null, groups = '{}',
    backorder_preference = null, invoice_allowed = false where id = ${id}::uuid`)
}

/** Carts that are open end; what was typed into any of them goes. */
async function forgetCarts(tx: Sql, person: Person, stands: string): Promise<number> {
  const theirs = Prisma.sql`draft_id in (select d.id from draft d where ${isTheirs('d', person)})`
  const clean = (column: string): Prisma.Sql =>
    Prisma.sql`regexp_replace(${Prisma.raw(column)}::text, ${patternOf([...person.marks, ...person.claims, ...person.words])}, ${stands}, 'gi')`
  await tx.$executeRaw(Prisma.sql`update draft_event set label = ${clean('label')}, before = ${clean('before')}::jsonb, after = ${clean('after')}::jsonb
    where ${theirs}`)
  await tx.$executeRaw(Prisma.sql`update approval_request set customer_name = ${stands}, state = ${clean('state')}::jsonb where ${theirs}`)
  await tx.$executeRaw(Prisma.sql`update draft d set owner_name = ${clean('owner_name')}, buyer_name = ${stands}, state = ${clean('state')}::jsonb
    where ${isTheirs('d', person)}`)
  const ended =
    await tx.$executeRaw(Prisma.sql`update draft d set status = 'cancelled', thread_key = null, desk_key = null, state = jsonb_set(state, '{status}', '"cancelled"')
    where ${isTheirs('d', person)} and d.status in ('open', 'awaiting-approval', 'quoted')`)
  await tx.$executeRaw(Prisma.sql`update draft d set buyer_email = null, buyer_phone = null where ${isTheirs('d', person)}`)
  return ended
}

/** An order keeps who it was for and where it went; how to reach them goes with the rest. */
async function forgetOrders(tx: Sql, person: Person, stands: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`update orders o set comments = '[]', memos = '[]', thread_key = null, buyer_email = null, buyer_phone = null,
    buyer = regexp_replace(buyer::text, ${patternOf(person.claims)}, ${stands}, 'gi')::jsonb where ${isTheirs('o', person)}`)
}

const GONE = '{"headline":"(erased)","blocks":[],"controls":[]}'

/** Rows stay, so that nothing is delivered or handled twice; the words go. */
async function forgetTalk(tx: Sql, { threads, users }: Person): Promise<void> {
  const talk = [...threads]
  await tx.$executeRaw(Prisma.sql`update inbox set payload = (payload - 'fields' - 'token' - 'value') ||
    case when payload ? 'text' then '{"text":"(erased)","userName":"(erased)"}'::jsonb else '{"userName":"(erased)"}'::jsonb end
    where thread_key = any(${talk}::text[])`)
  await tx.$executeRaw(Prisma.sql`update outbox set payload = (payload - 'errors') || jsonb_build_object('view', ${GONE}::jsonb),
    status = case when status = 'pending' then 'dropped' else status end where destination = any(${talk}::text[])
      or (destination like 'mail:%' and inbox_id in (select id from inbox where payload->>'user' = any(${[...users]}::text[])))`)
  await tx.$executeRaw(Prisma.sql`update thread set talk = null where key = any(${talk}::text[])`)
}

/** A regular expression of whole words, any case. */
const patternOf = (words: readonly string[]): string =>
  words.length === 0
    ? '(?!)'
    : `(?<![[:alnum:]])(?:${words.map((word) => word.replace(/[^\p{L}\p{N}\s]/gu, '\\$&')).join('|')})(?![[:alnum:]])`

async function replaceEverywhere(tx: Sql, marks: readonly string[], stands: string): Promise<void> {
  const columns = await tx.$queryRaw<{ table: string; column: string; type: string }[]>(Prisma.sql`
    select c.table_name as table, c.column_name as column, c.data_type as type from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'jsonb') and c.table_name not like '\\_%'
    order by 1, 2`)
  const pattern = patternOf(marks)
  for (const { table, column, type } of columns) {
    const at = Prisma.raw(`"${column}"`)
    await tx.$executeRaw(Prisma.sql`update ${Prisma.raw(`"${table}"`)} set ${at} = regexp_replace(${at}::text, ${pattern}, ${stands}, 'gi')::${Prisma.raw(type)}
      where ${at}::text ~* ${pattern}`)
  }
}
