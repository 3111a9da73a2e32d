/**
 * Erasing a person: their account, links, codes, open carts and everything said about what is theirs
 * go; what marks them out (e-mail, phone, chat user, card token) is taken out wherever it stands.
 * What they typed and somebody else has as well goes from what is theirs and stays with the other.
 * Placed orders keep what an invoice needs. Where personal text is says personal.ts; a dry run does
 * all of it and takes it back. Next: erase-person.ts finds them
 * and what is theirs, erase-rows.ts takes it out.
 */

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Instant, ThreadKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Db, Sql } from '#store/connection.ts'
import { toJson } from '#store/json.ts'
import { read, readOne } from '#store/read.ts'
import { type ErasedPerson, findPerson } from './erase-person.ts'
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

/**
 * `who`: a customer number, an e-mail address or a chat user's key. All or nothing; undefined:
 * nobody like that. `dry`: nothing is kept of it.
 */
export async function erase(db: Db, who: string, now: Instant, dry = false): Promise<Erased | undefined> {
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

async function erasePerson(tx: Sql, who: string, now: Instant): Promise<Erased | undefined> {
  const person = await findPerson(tx, who)
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

async function closeRequests(tx: Sql, { id, users }: ErasedPerson, now: Instant): Promise<void> {
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
async function endCarts(tx: Sql, { drafts }: ErasedPerson, stands: string): Promise<number> {
  const theirs = Prisma.sql`id = any(${[...drafts]}::uuid[])`
  await tx.$executeRaw(Prisma.sql`update draft set owner_name = ${stands}, state = case
    when state #> '{owner,name}' is null then state
    else jsonb_set(state, '{owner,name}', to_jsonb(${stands}::text)) end where ${theirs}
      and state #>> '{owner,kind}' <> 'staff'`)
  return tx.$executeRaw(Prisma.sql`update draft set status = 'cancelled', thread_key = null, desk_key = null,
    state = jsonb_set(state, '{status}', '"cancelled"')
    where ${theirs} and status in ('open', 'awaiting-approval', 'quoted')`)
}

async function clearTheirs(tx: Sql, { drafts, orders }: ErasedPerson, stands: string): Promise<number> {
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
async function forgetTalk(
  tx: Sql,
  { threads, users, about, views, orders }: ErasedPerson,
  stands: string,
): Promise<number> {
  const talk = Prisma.sql`any(${[...threads]}::text[])`
  const elsewhere = Prisma.sql`any(${[...about]}::text[])`
  const heard = Prisma.sql`thread_key = ${talk} or id = ${elsewhere}`
  const said = Prisma.sql`destination = ${talk} or inbox_id = ${elsewhere} or id = any(${[...views]}::bigint[])
    or (destination like 'mail:%' and inbox_id in (select id from inbox
      where payload->>'user' = any(${[...users]}::text[])))`
  const changed = (await clearRows(tx, 'inbox', heard, stands)) + (await clearRows(tx, 'outbox', said, stands))
  await tx.$executeRaw(Prisma.sql`update outbox set status = 'dropped' where status = 'pending' and (${said})`)
  await tx.$executeRaw(Prisma.sql`update thread set talk = null, asked = null where key = ${talk}`)
  await tx.$executeRaw(Prisma.sql`update thread set asked = null
    where asked #>> '{request,order}' = any(${orders.map(String)}::text[])`)
  return changed
}

const THREAD = z.object({ thread: z.string() })
const POSTED = z.object({ channel: z.string(), destination: z.string(), external: z.string() })
type Posted = z.output<typeof POSTED>

/** What Parley has on a platform in their own conversations, and what it said elsewhere about what is theirs. */
async function postedTo(tx: Sql, { users, about, views }: ErasedPerson): Promise<readonly Posted[]> {
  const own = Prisma.sql`(select i.thread_key from inbox i where i.payload->>'user' = any(${[...users]}::text[]))`
  return read(
    tx,
    POSTED,
    Prisma.sql`
    select split_part(destination, ':', 1) as channel, destination, external from (
      select destination, external_id as external from outbox
      where external_id is not null
        and (destination in ${own} or inbox_id = any(${[...about]}::text[]) or id = any(${[...views]}::bigint[]))
      union select thread_key, external_id from surface where thread_key in ${own}) said
    where destination ~ '^(slack|discord):' and external ~ '^[^/]+/[^/]+$' and external not like 'home/%'
    order by destination, external`,
  )
}

/** By the outbox like everything else: each message goes where its platform lets it. */
async function removeFrom(tx: Sql, posted: readonly Posted[], now: Instant): Promise<void> {
  for (const { channel, destination, external } of posted)
    await tx.$executeRaw(Prisma.sql`insert into outbox (channel, destination, place, payload, dedupe_key, created_at,
      updated_at)
      values (${channel}, ${destination}, 'remove', ${toJson({ place: 'remove', externalId: external })}::jsonb,
        ${`erased|${randomUUID()}`}, ${now}::timestamptz, ${now}::timestamptz)`)
}

/** Where they spoke last themselves; mail is no conversation. */
async function homeOf(tx: Sql, { users }: ErasedPerson): Promise<string | undefined> {
  const last = await readOne(
    tx,
    THREAD,
    Prisma.sql`select thread_key as thread from inbox
    where payload->>'user' = any(${[...users]}::text[]) and thread_key not like 'mail:%' order by seq desc limit 1`,
  )
  return last?.thread
}

/** After everything else, so that it is not taken back with the rest. */
async function tell(tx: Sql, thread: ThreadKey, now: Instant): Promise<void> {
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
