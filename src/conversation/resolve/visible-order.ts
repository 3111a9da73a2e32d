/**
 * Whose orders may be seen: staff see every order, a customer their own, a guest the one placed from their own chat or with the e-mail they name.
 * Anybody else's order is "not found", in the same words as one that does not exist.
 */
import type { Actor } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'

export function maySeeOrder({ buyer, customerId }: Order, actor: Actor, email?: string): boolean {
  switch (actor.kind) {
    case 'staff':
    case 'system':
      return true
    case 'customer':
      return customerId === actor.customerId
    case 'guest':
      return (
        (buyer.kind === 'guest' && buyer.chatUser === actor.id) ||
        (email !== undefined && 'email' in buyer && buyer.email === email.trim().toLowerCase())
      )
    default:
      return actor satisfies never
  }
}
