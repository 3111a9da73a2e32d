/**
 * Who a chat user is: one-time codes that link them to a customer, unlinking, and requests to be
 * erased. Rule: whoever asks learns nothing about which addresses have an account: rows, limits and
 * answers are the same either way; only the mail is not. All of it runs inside the turn's
 * transaction, under one advisory lock per user and per address, so that limits hold however many
 * ask at once.
 */

import { createHash, randomUUIDv7, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Identified, IdentityAct, WaitingCode } from '#conversation/engine-ports.ts'
import type { Instant, UserKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { read, readOne } from '#store/read.ts'
import { claimOrders, newAccount } from './remember.ts'

/** Minutes a code can be used. */
const CODE_LIFE = 10
const TRIES_PER_CODE = 5
/** Within an hour. */
const ASKED_BY_USER = 3
const ASKED_FOR_ADDRESS = 5
/** Somebody's first code for an address is sent beyond that: others' requests keep nobody from their own account. */
const FIRST_CODES_FOR_ADDRESS = 20
const WRONG_BY_USER = 10

/** Keeps these locks apart from others of the database. */
const LOCK_SPACE = 7_301

const requestRow = z.strictObject({ id: z.int(), number: z.nullable(z.string()) })
const askedRow = z.strictObject({
  ...{ own: z.int(), address: z.int(), again: z.boolean() },
  customer: z.nullable(z.string()),
})
const codeRow = z.strictObject({ email: z.string(), code: z.string() })

export type By = { readonly user: UserKey; readonly now: Instant }

export async function identify(sql: Sql, act: IdentityAct, by: By): Promise<Identified> {
  await lock(sql, 'about' in act ? checkKey(act.about) : by.user)
  switch (act.kind) {
    case 'ask-code':
      return askCode(sql, act, by)
    case 'use-code':
      return useCode(sql, act.code, by)
    case 'ask-caller-code':
      return askCode(sql, { ...act, kind: 'ask-code' }, { ...by, user: checkKey(act.about) })
    case 'use-caller-code':
      return useCallerCode(sql, act.code, { ...by, user: checkKey(act.about) })
    case 'unlink': {
      const gone = await sql.$executeRaw(Prisma.sql`delete from customer_link where user_key = ${storable(by.user)}`)
      return { kind: gone > 0 ? 'unlinked' : 'not-linked' }
    }
    case 'ask-erasure': {
      await sql.$executeRaw(Prisma.sql`insert into erasure_request (user_key, customer_id, asked_at)
        select ${storable(by.user)}, (select customer_id from customer_link where user_key = ${storable(by.user)}),
          ${by.now}::timestamptz
        on conflict do nothing`)
      const row = await readOne(
        sql,
        requestRow,
        Prisma.sql`
        select e.id, c.number from erasure_request e left join customer c on c.id = e.customer_id
        where e.user_key = ${storable(by.user)} and e.done_at is null`,
      )
      return { kind: 'recorded', id: row?.id ?? 0, ...(row?.number == null ? {} : { customer: row.number }) }
    }
    case 'list-codes':
      return { kind: 'codes', codes: await waitingCodes(sql, by.now) }
    default:
      return act satisfies never
  }
}

async function lock(sql: Sql, about: string): Promise<void> {
  await sql.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(${LOCK_SPACE}::int, hashtext(${storable(about)}))`)
}

type Asked = Extract<IdentityAct, { kind: 'ask-code' }>
async function askCode(sql: Sql, { email, code, register }: Asked, { user, now }: By): Promise<Identified> {
  await lock(sql, email)
  const since = Prisma.sql`${now}::timestamptz - interval '1 hour'`
  const counted = await readOne(
    sql,
    askedRow,
    Prisma.sql`
    select (select count(*)::int from link_code where user_key = ${storable(user)} and asked_at > ${since}) as own,
      (select count(*)::int from link_code where email = ${email} and asked_at > ${since}) as address,
      exists (select 1 from link_code where email = ${email} and asked_at > ${since}
        and user_key = ${storable(user)}) as again,
      (select id::text from customer where email = ${email}) as customer`,
  )
  const { own = 0, address = 0, again = false, customer = null } = counted ?? {}
  if (own >= ASKED_BY_USER) return { kind: 'slow-down' }
  const useful = address < (again ? ASKED_FOR_ADDRESS : FIRST_CODES_FOR_ADDRESS)
  await sql.$executeRaw(Prisma.sql`insert into link_code (id, user_key, email, customer_id, register, code_hash,
    asked_at, expires_at)
    values (${randomUUIDv7()}::uuid, ${storable(user)}, ${email}, ${useful ? customer : null}::uuid,
      ${useful && register !== undefined ? toJson(register) : null}::jsonb, ${hashOf(user, code)},
        ${now}::timestamptz, ${now}::timestamptz + make_interval(mins => ${CODE_LIFE}::int))`)
  return { kind: 'asked', mail: useful && (customer !== null || register !== undefined) }
}

/** Codes whose letter has not left, while they work. Newest first. */
export async function waitingCodes(sql: Sql, now: Instant): Promise<readonly WaitingCode[]> {
  return read(
    sql,
    codeRow,
    Prisma.sql`
    select substr(o.destination, 6) as email, substring(o.payload->'view'->>'blocks' from '\\m\\d{6}\\M') as code
      from outbox o
    where o.destination like 'mail:%' and o.status in ('pending', 'parked')
      and o.created_at > ${now}::timestamptz - make_interval(mins => ${CODE_LIFE}::int)
        and o.payload->'view'->>'blocks' ~ '\\m\\d{6}\\M'
    order by o.id desc limit 20`,
  )
}

const triesRow = z.strictObject({ tries: z.int() })
const waitingRow = z.strictObject({
  ...{ id: z.string(), email: z.string(), tries: z.int(), hash: z.string() },
  register: z.nullable(z.strictObject({ name: z.string(), phone: z.exactOptional(z.string()) })),
  ...{ customerId: z.nullable(z.string()), name: z.nullable(z.string()) },
})
type Waiting = z.output<typeof waitingRow>

/** Codes for callers are nobody's chat user. */
const checkKey = (about: string): string => `check:${about}`

/** It links nobody: whoever told it reads the customer's mail. */
async function useCallerCode(sql: Sql, code: string, by: By): Promise<Identified> {
  const waiting = await rightCode(sql, code, by)
  if ('kind' in waiting) return waiting
  await sql.$executeRaw(
    Prisma.sql`update link_code set used_at = ${by.now}::timestamptz where id = ${waiting.id}::uuid`,
  )
  return { kind: 'caller-known' }
}

/** The code that waits, if that is it. One answer for wrong, old, used and never sent. */
async function rightCode(sql: Sql, code: string, { user, now }: By): Promise<Waiting | Identified> {
  const wrong = await readOne(
    sql,
    triesRow,
    Prisma.sql`select coalesce(sum(tries), 0)::int as tries from link_code
    where user_key = ${storable(user)} and asked_at > ${now}::timestamptz - interval '1 hour'`,
  )
  if ((wrong?.tries ?? 0) >= WRONG_BY_USER) return { kind: 'slow-down' }
  const waiting = await readOne(
    sql,
    waitingRow,
    Prisma.sql`
    select l.id::text, l.email, l.register, l.tries, l.code_hash as hash, l.customer_id::text as "customerId", c.name
      from link_code l
    left join customer c on c.id = l.customer_id
    where l.user_key = ${storable(user)} and l.used_at is null and l.expires_at > ${now}::timestamptz
      and not exists (select 1 from link_code n where n.user_key = l.user_key and (n.asked_at, n.id) > (l.asked_at,
        l.id))
    for update of l`,
  )
  if (waiting === undefined || waiting.tries >= TRIES_PER_CODE) return { kind: 'wrong-code' }
  return same(waiting.hash, hashOf(user, code)) ? waiting : missed(sql, waiting)
}

async function missed(sql: Sql, { id }: Waiting): Promise<Identified> {
  await sql.$executeRaw(Prisma.sql`update link_code set tries = tries + 1 where id = ${id}::uuid`)
  return { kind: 'wrong-code' }
}

async function useCode(sql: Sql, code: string, by: By): Promise<Identified> {
  const { user, now } = by
  const waiting = await rightCode(sql, code, by)
  if ('kind' in waiting) return waiting
  const account = await accountOf(sql, waiting, now)
  if (account === undefined) return missed(sql, waiting)
  await sql.$executeRaw(Prisma.sql`with used as (
      update link_code set used_at = ${now}::timestamptz, customer_id = ${account.customerId}::uuid
      where id = ${waiting.id}::uuid and used_at is null returning customer_id
    ) insert into customer_link (user_key, customer_id) select ${storable(user)}, customer_id from used
    on conflict (user_key) do update set customer_id = excluded.customer_id`)
  if (waiting.register) await claimOrders(sql, account.customerId, { email: waiting.email, user })
  return { kind: 'linked', actor: { kind: 'customer', ...account } }
}

type AccountOf = { readonly customerId: string; readonly name: string }
/** Somebody may have made the account since the code was asked for: then it is joined, and keeps what it says. */
async function accountOf(
  sql: Sql,
  { customerId, name, register, email }: Waiting,
  now: Instant,
): Promise<AccountOf | undefined> {
  if (customerId !== null && name !== null) return { customerId, name }
  return register === null ? undefined : newAccount(sql, { ...register, email }, now)
}

/** Bound to the user: somebody else's code is no use. */
const hashOf = (user: UserKey, code: string): string =>
  createHash('sha256').update(`${user}\n${code}`).digest('base64url')
const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
