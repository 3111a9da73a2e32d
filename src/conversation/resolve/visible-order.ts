/**
 * Whose orders may be seen: staff see every order, a customer their account's, a guest those placed
 * by their own chat user. Anybody else's order is "not found", in the same words as one that does
 * not exist. What an e-mail address opens of a guest's order is the store's to say
 * (order-guess.ts).
 */
import type { Actor } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'

export function maySeeOrder({ buyer, customerId, linkedTo }: Order, actor: Actor): boolean {
  switch (actor.kind) {
    case 'staff':
    case 'system':
      return true
    case 'customer':
      return (customerId ?? linkedTo) === actor.customerId
    case 'guest':
      return customerId === undefined && 'chatUser' in buyer && buyer.chatUser === actor.id
    default:
      return actor satisfies never
  }
}
