/**
 * Who counts as the same buyer (rules.md O9 and O15). A registered customer is their account and its e-mail address; anybody else is
 * every contact they gave, and their own chat user. A phone is never enough for a registered customer: offices share one.
 */

import type { BuyerKeys } from '#conversation/engine-ports.ts'
import type { Buyer } from '#domain/model/customer.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { storable } from '#store/json.ts'

/** Rows of `alias` (orders `o` or drafts `d`) of this buyer; undefined when nothing is known of them. */
export function sameBuyer(keys: BuyerKeys, alias: 'o' | 'd'): Prisma.Sql | undefined {
  const column = (name: string) => Prisma.raw(`${alias}.${name}`)
  if (keys.customerId !== undefined) {
    const id = keys.customerId
    return Prisma.sql`(${column('customer_id')} = ${id}::uuid or (${column('customer_id')} is null
      and ${column('buyer_email')} = (select email from customer where id = ${id}::uuid)))`
  }
  const parts = [
    ...(keys.email === undefined ? [] : [Prisma.sql`${column('buyer_email')} = ${storable(keys.email).toLowerCase()}`]),
    ...(keys.phone === undefined ? [] : [Prisma.sql`${column('buyer_phone')} = ${storable(keys.phone)}`]),
    ...(keys.chatUser === undefined ? [] : [Prisma.sql`${column('buyer_chat')} = ${storable(keys.chatUser)}`]),
  ]
  return parts.length === 0 ? undefined : Prisma.sql`(${Prisma.join(parts, ' or ')})`
}

/** The identities a coupon's use is counted under. The e-mail address of an account is added by the statements, which know it. */
export function identities(keys: BuyerKeys): readonly string[] {
  if (keys.customerId !== undefined) return [`customer:${keys.customerId}`]
  return [
    ...(keys.email === undefined ? [] : [`email:${storable(keys.email).toLowerCase()}`]),
    ...(keys.phone === undefined ? [] : [`phone:${storable(keys.phone)}`]),
    ...(keys.chatUser === undefined ? [] : [`chat:${storable(keys.chatUser)}`]),
  ].sort()
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
      return { customerId: buyer.customerId, name: buyer.name, email: buyer.email?.toLowerCase() ?? null, phone: null, chat: null }
    default:
      return buyer satisfies never
  }
}
