/**
 * What people may change of the shop itself from a chat: staff and their roles, goods on the shelf.
 * Said by requests, carried out by the store.
 */
import type { Sku, UserKey } from '#domain/base/flavour.ts'
import type { Right, Role } from '#domain/model/actor.ts'

export type StaffChange =
  | { readonly kind: 'add'; readonly id: string; readonly name: string; readonly role: StaffRole }
  | { readonly kind: 'role'; readonly id: string; readonly role: StaffRole }
  | { readonly kind: 'suspend'; readonly id: string }
  | { readonly kind: 'resume'; readonly id: string }
  | { readonly kind: 'link'; readonly id: string; readonly user: UserKey }
  | { readonly kind: 'grant'; readonly role: Role; readonly right: Right }
  | { readonly kind: 'revoke'; readonly role: Role; readonly right: Right }

/** Goods came; a count; goods are announced for a day (YYYY-MM-DD, absent = no date; 0 = none any more). */
export type StockChange =
  | { readonly kind: 'receive' | 'set'; readonly sku: Sku; readonly quantity: number }
  | { readonly kind: 'expect'; readonly sku: Sku; readonly quantity: number; readonly on?: string }

/** What a SKU costs from now on, in minor units; whether a SKU, or a product with all its SKUs, is sold. */
export type GoodsChange =
  | { readonly kind: 'price'; readonly sku: Sku; readonly price: number }
  | { readonly kind: 'sold'; readonly what: string; readonly sold: boolean }

export type StaffRole = Exclude<Role, 'customer'>
