/**
 * Who did it, and for whom. An actor is whoever clicked or typed; a customer is who buys.
 * Rights per role: permissions.ts.
 */

export type Role = 'customer' | 'rep' | 'lead' | 'manager' | 'admin'

/** `staff` ids are the shop's short names ("sam"); a guest is a customer-side actor not linked to an account. */
export type Actor = Who & {
  /** What the role may do, where the shop changed it; permissions.ts has what it may otherwise. */
  readonly rights?: readonly Right[]
}
type Who =
  | {
      readonly kind: 'staff'
      readonly id: string
      readonly name: string
      readonly role: Exclude<Role, 'customer'>
      readonly active: boolean
    }
  | { readonly kind: 'customer'; readonly customerId: string; readonly name: string }
  | { readonly kind: 'guest'; readonly id: string; readonly name: string }
  | { readonly kind: 'system'; readonly id: string }

export const roleOf = (actor: Actor): Role =>
  actor.kind === 'staff' ? actor.role : actor.kind === 'system' ? 'admin' : 'customer'

/** A short stable key for audit rows: `staff:sam`, `customer:<id>`, `guest:<channel id>`, `system:jobs`. */
export const actorKey = (actor: Actor): string =>
  `${actor.kind}:${actor.kind === 'customer' ? actor.customerId : actor.id}`

export type Right =
  /** Fill a draft: lines, addresses, shipping, payment, coupons, comments, undo, cancel. */
  | 'compose'
  /** Give one's contact as a guest, or ask for an account. */
  | 'identify'
  /** Look customers up and choose whom an order is for. */
  | 'choose-customer'
  /** Subtract, override shipping or a line's price, within the role's limit. */
  | 'adjust-prices'
  | 'write-memo'
  | 'quote'
  | 'place'
  /** Cancel, take items out of, and comment on placed orders: customers their own. */
  | 'change-orders'
  /** Book goods back in, at what was paid; a customer who asks for it leaves word. */
  | 'return-items'
  | 'ship-orders'
  /** Say that an order was paid: by a link, an invoice, at the door. */
  | 'take-payment'
  /** Goodwill on placed orders, within the role's limit. */
  | 'refund'
  /** Who did what to an order, and when. */
  | 'see-history'
  /** Move an order to the front of the queue of those that wait. */
  | 'expedite-orders'
  | 'see-others-drafts'
  | 'hand-over'
  | 'approve'
  | 'manage-stock'
  /** List prices, and what is sold. */
  | 'manage-catalog'
  | 'manage-shop'
