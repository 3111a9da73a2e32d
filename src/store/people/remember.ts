/**
 * What a submit keeps for next time: the account of a buyer who registers, and addresses not yet in
 * the book. Two addresses are the same when their normalised forms are; a saved one is never
 * overwritten.
 */

import { randomUUIDv7 } from 'node:crypto'
import { z } from 'zod'
import type { PlacePlan } from '#conversation/engine-placing.ts'
import type { Instant, UserKey } from '#domain/base/flavour.ts'
import { addressKey } from '#domain/draft/address.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable, toJson } from '#store/json.ts'
import { read, readOne } from '#store/read.ts'
import { addressDocument } from './people-columns.ts'

export type Account =
  | { readonly kind: 'known'; readonly customerId: string | undefined; readonly number?: string }
  | { readonly kind: 'exists'; readonly email: string }

const accountRow = z.strictObject({ number: z.nullable(z.string()) })
const madeRow = z.strictObject({ customerId: z.string(), name: z.string() })
const addressRow = z.strictObject({ address: addressDocument })
const knownRow = z.strictObject({ known: z.int() })

export async function remember(tx: Sql, plan: PlacePlan, now: Instant): Promise<Account> {
  const { register, addresses } = plan.remember
  if (register === undefined) {
    const { buyer } = plan.draft.content
    const customerId = buyer.kind === 'registered' ? buyer.customerId : undefined
    if (customerId !== undefined && addresses.length > 0)
      await tx.$executeRaw(Prisma.sql`${addressesSql(customerId, addresses)}`)
    if (customerId !== undefined && plan.remember.contact !== undefined)
      await tx.$executeRaw(contactSql(customerId, plan.remember.contact))
    return { kind: 'known', customerId }
  }
  const customerId = randomUUIDv7()
  const row = await readOne(tx, accountRow, registerSql(customerId, plan, now))
  if (row === undefined || row.number === null) return { kind: 'exists', email: register.email }
  return { kind: 'known', customerId, number: row.number }
}

/**
 * An e-mail address that already has an account inserts nothing: the rest of the statement then has
 * nobody to hang on to.
 */
function registerSql(customerId: string, plan: PlacePlan, now: Instant): Prisma.Sql {
  const { register, addresses } = plan.remember
  const email = storable(register?.email ?? '').toLowerCase()
  const chat = register?.chatUser === undefined ? null : storable(register.chatUser)
  return Prisma.sql`
    with account as (
      insert into customer (id, number, name, email, phone, created_at)
      select ${customerId}::uuid, 'C-' || nextval('customer_number_seq'), ${storable(register?.name ?? '')}, ${email},
        ${register?.phone ?? null},
        ${now}::timestamptz
      where not exists (select 1 from customer where email = ${email})
      on conflict (email) do nothing returning id, number
    ), linked as (
      insert into customer_link (user_key, customer_id) select ${chat}, id from account where ${chat}::text is not null
      on conflict (user_key) do update set customer_id = excluded.customer_id
    ), book as (
      insert into customer_address (id, customer_id, label, address, normalised, is_default)
      select a.id, account.id, a.label, a.address, a.normalised, a."makeDefault" from account, ${addressRows(addresses)}
      on conflict do nothing
    ), used as (
      insert into coupon_use (code, identity, used)
      select r.code, 'customer:' || account.id, 1 from account, jsonb_to_recordset(${toJson(plan.redeem)}::jsonb) as
        r(code text)
      on conflict do nothing
    )
    select (select number from account) as number`
}

const contactSql = (
  customerId: string,
  { email, phone }: NonNullable<PlacePlan['remember']['contact']>,
): Prisma.Sql => Prisma.sql`
  update customer c set phone = coalesce(${phone ?? null}, c.phone), email = case
    when ${email ?? null}::text is null or exists (select 1 from customer other where other.email = ${email ?? null}
      and other.id <> c.id) then c.email
    else ${email ?? null} end
  where c.id = ${customerId}::uuid`

/** A new default takes the place of the old one. */
function addressesSql(customerId: string, addresses: PlacePlan['remember']['addresses']): Prisma.Sql {
  return Prisma.sql`
    with given as (select * from ${addressRows(addresses)}), demoted as (
      update customer_address set is_default = false
      where customer_id = ${customerId}::uuid and is_default and exists (select 1 from given where "makeDefault")
        and normalised not in (select normalised from given where "makeDefault")
    )
    insert into customer_address (id, customer_id, label, address, normalised, is_default)
    select id, ${customerId}::uuid, label, address, normalised, "makeDefault" from given
    on conflict (customer_id, normalised) do update set is_default = true where excluded.is_default`
}

/** Each normalised form once, the first wins. */
function addressRows(addresses: PlacePlan['remember']['addresses']): Prisma.Sql {
  const byKey = new Map(addresses.toReversed().map((saved) => [addressKey(saved.address), saved]))
  const rows = [...byKey].map(([normalised, saved]) => ({ ...saved, normalised, id: randomUUIDv7() }))
  return Prisma.sql`jsonb_to_recordset(${toJson(rows)}::jsonb) as a(id uuid, label text, address jsonb, normalised
    text, "makeDefault" boolean)`
}

type Person = { readonly name: string; readonly email: string; readonly phone?: string }
/** The account of a proven address: the one that is there, or a new one. */
export async function newAccount(
  tx: Sql,
  { name, email, phone }: Person,
  now: Instant,
): Promise<{ readonly customerId: string; readonly name: string }> {
  const row = await readOne(
    tx,
    madeRow,
    Prisma.sql`
    insert into customer (id, number, name, email, phone, created_at)
    values (${randomUUIDv7()}::uuid, 'C-' || nextval('customer_number_seq'), ${storable(name)}, ${email},
      ${phone ?? null}, ${now}::timestamptz)
    on conflict (email) do update set email = excluded.email returning id::text as "customerId", name`,
  )
  if (row === undefined) throw new Error('an account was neither made nor found')
  return row
}

/** What this chat user ordered while the code was on its way belongs to the account, with the addresses it went to. */
export async function claimOrders(
  tx: Sql,
  customerId: string,
  by: { readonly email: string; readonly user: UserKey },
): Promise<void> {
  const rows = await read(
    tx,
    addressRow,
    Prisma.sql`
    with claimed as (
      update orders set customer_id = ${customerId}::uuid where customer_id is null
        and buyer_chat = ${storable(by.user)}
        and buyer->>'kind' = 'register' and buyer_email = ${by.email} returning number
    ) select g.address from order_group g join claimed on claimed.number = g.order_number where g.address is not null
      order by g.order_number, g.position`,
  )
  const { known } = (await readOne(
    tx,
    knownRow,
    Prisma.sql`select count(*)::int as known from customer_address where customer_id = ${customerId}::uuid`,
  )) ?? { known: 0 }
  const addresses = rows.map(({ address }, at) => {
    const first = known === 0 && at === 0
    return { label: first ? 'home' : address.city.toLowerCase(), address, makeDefault: first }
  })
  if (addresses.length > 0) await tx.$executeRaw(addressesSql(customerId, addresses))
}
