/**
 * Who did it, and for whom. An actor is whoever clicked or typed; a customer is who buys.
 * Rights per role: permissions.ts.
 */
import type { Right } from './permissions.ts'

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

export const roleOf = (actor: Actor): Role => (actor.kind === 'staff' ? actor.role : actor.kind === 'system' ? 'admin' : 'customer')

/** A short stable key for audit rows: `staff:sam`, `customer:<id>`, `guest:<channel id>`, `system:jobs`. */
export const actorKey = (actor: Actor): string => `${actor.kind}:${actor.kind === 'customer' ? actor.customerId : actor.id}`
