/**
 * Who counts as the same buyer (rules.md O1, O9 and O15). Proven is a customer of the shop, by a
 * linked chat user or a rep who looked them up, and a chat user; what a rep typed for somebody
 * without either is compared with what reps typed. What anybody typed about themselves is a claim:
 * it delivers that one order and finds nothing, whoever the address belongs to.
 */

import type { BuyerKeys } from '#conversation/engine-facts.ts'
import type { Buyer } from '#domain/model/customer.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { storable } from '#store/json.ts'

/** Rows of `alias` (orders `o` or drafts `d`) of this buyer; undefined when nothing is known of them. */
export function sameBuyer(keys: BuyerKeys, alias: 'o' | 'd'): Prisma.Sql | undefined {
  const column = (name: string) => Prisma.raw(`${alias}.${name}`)
  const nobodys = Prisma.sql`${column('customer_id')} is null`
  if (keys.customerId !== undefined) {
    const id = Prisma.sql`${keys.customerId}::uuid`
    // As an array: an index serves it, where "in (select ...)" under "or" reads every row there is.
    return Prisma.sql`(${column('customer_id')} = ${id} or (${nobodys}
      and ${column('buyer_chat')} = any(array(select user_key from customer_link where customer_id = ${id}))))`
  }
  if (keys.chatUser !== undefined) {
    const chat = storable(keys.chatUser)
    return Prisma.sql`((${nobodys} and ${column('buyer_chat')} = ${chat})
      or ${column('customer_id')} = (select customer_id from customer_link where user_key = ${chat}))`
  }
  const parts = contactsOf(keys).map(({ kind, value }) => Prisma.sql`${column(`buyer_${kind}`)} = ${value}`)
  const byStaff = Prisma.sql`${column(alias === 'o' ? 'placed_by' : 'owner_key')} !~ '^(guest|customer):'`
  return parts.length === 0
    ? undefined
    : Prisma.sql`(${nobodys} and ${column('buyer_chat')} is null and ${byStaff} and (${Prisma.join(parts, ' or ')}))`
}

type Contact = { readonly kind: 'email' | 'phone'; readonly value: string }
const contactsOf = ({ email, phone }: BuyerKeys): readonly Contact[] => [
  ...(email === undefined ? [] : [{ kind: 'email' as const, value: storable(email).toLowerCase() }]),
  ...(phone === undefined ? [] : [{ kind: 'phone' as const, value: storable(phone) }]),
]

/**
 * The names (a column `identity`) a coupon's use is counted under: an account with its chat users,
 * else the chat user with its account, else what a rep typed.
 */
export function countedUnder(keys: BuyerKeys): Prisma.Sql {
  if (keys.customerId !== undefined) {
    const id = Prisma.sql`${keys.customerId}::uuid`
    return Prisma.sql`select 'customer:' || ${id} as identity union select 'chat:' || user_key from customer_link
      where customer_id = ${id}`
  }
  if (keys.chatUser !== undefined) {
    const chat = storable(keys.chatUser)
    return Prisma.sql`select 'chat:' || ${chat} as identity union select 'customer:' || customer_id from customer_link
      where user_key = ${chat}`
  }
  return Prisma.sql`select unnest(${contactsOf(keys).map(({ kind, value }) => `${kind}:${value}`)}::text[]) as identity`
}

/**
 * How often the coupon `code` was used in guests' orders with the contact that this guest gave.
 * Only what was paid or has left counts: an order that anybody can type in somebody's name takes
 * nothing from them.
 */
export function usedWithContact(keys: BuyerKeys, code: Prisma.Sql): Prisma.Sql {
  const given = keys.customerId === undefined ? contactsOf(keys) : []
  if (given.length === 0) return Prisma.sql`0`
  const theirs = Prisma.join(
    given.map(({ kind, value }) => Prisma.sql`o.${Prisma.raw(`buyer_${kind}`)} = ${value}`),
    ' or ',
  )
  return Prisma.sql`(select count(*)::int from orders o join coupon_redemption r on r.order_number = o.number
    where r.code = ${code} and o.customer_id is null and (${theirs}) and exists (
      select 1 from orders f where (f.number = o.number or f.parent = o.number) and (
        exists (select 1 from payment p where p.order_number = f.number and (p.captured > p.refunded
          or p.status = 'paid'))
        or exists (select 1 from order_line l where l.order_number = f.number and l.shipped > 0))))`
}

/** What rows of drafts and orders say about their buyer, in columns. */
export type BuyerColumns = {
  readonly customerId: string | null
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly chat: string | null
}

export function buyerColumns(buyer: Buyer): BuyerColumns {
  switch (buyer.kind) {
    case 'none':
      return { customerId: null, name: 'no customer yet', email: null, phone: null, chat: null }
    case 'guest':
    case 'register':
      return {
        customerId: null,
        name: buyer.name ?? buyer.email ?? buyer.phone ?? 'guest',
        email: buyer.email?.toLowerCase() ?? null,
        phone: buyer.phone ?? null,
        chat: buyer.chatUser ?? null,
      }
    case 'registered':
      return {
        customerId: buyer.customerId,
        name: buyer.name,
        email: buyer.email?.toLowerCase() ?? null,
        phone: null,
        chat: null,
      }
    default:
      return buyer satisfies never
  }
}
