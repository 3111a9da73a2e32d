/**
 * Goodwill: money given back without goods, within the limits of whoever gives it, counted together
 * with what the same person already gave on the order (rules.md A1). Above the limit it is refused,
 * with the roles that may.
 */

import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { allowedAmount, exceeded, limitOf } from '#domain/draft/prices/limits.ts'
import { actorKey, type Role, roleOf } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderEvent, OrderFacts } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { OverrideLimit } from '#domain/model/shop.ts'
import { changed } from './change.ts'
import { shippingCharge } from './money.ts'

const ROLES: readonly Role[] = ['rep', 'lead', 'manager', 'admin']

export function refund(
  order: Order,
  { amount, reason }: Extract<OrderCommand, { kind: 'refund' }>,
  facts: OrderFacts,
): Result<OrderDecided, Refusal> {
  const why = reason.text === undefined ? reason.code : `${reason.code} (${reason.text})`
  const label = `Refund ${formatMoney(amount, facts.settings)}: ${why}`
  return give(order, amount, { kind: 'refunded', label, detail: { reason: reason.code } }, facts)
}

type Given = Pick<OrderEvent, 'kind' | 'label' | 'detail'>

function give(order: Order, amount: Amount, event: Given, facts: OrderFacts): Result<OrderDecided, Refusal> {
  if (amount <= 0) return no({ kind: 'order', number: order.number, why: { kind: 'not-positive', what: 'refund' } })
  const most = order.total - order.money.credited
  if (amount > most) return no({ kind: 'order', number: order.number, why: { kind: 'over-total', most } })
  const { settings, actor } = facts
  const role = roleOf(actor)
  const limit = limitOf(role, settings)
  const given = { ...NO_OVERRIDES, total: amount + givenBefore(order, actorKey(actor)), base: baseOf(order) }
  if (exceeded(given, limit) !== undefined) {
    const roles = ROLES.filter((other) => exceeded(given, limitOf(other, settings)) === undefined)
    return no({
      kind: 'order',
      number: order.number,
      why: { kind: 'over-limit', asked: amount, allowed: allowed(order, limit, facts), roles },
    })
  }
  const decided = changed({ order, taken: [], goodwill: amount }, event, facts)
  return ok({ ...decided, order: { ...decided.order, given: givenAfter(order, amount, actorKey(actor)) } })
}

/**
 * A shipping charge, or a part of it, within the same limits; never more than was charged, however
 * often. A cancelled order has it back already.
 */
export function refundShipping(
  order: Order,
  { amount, reason }: Extract<OrderCommand, { kind: 'refund-shipping' }>,
  facts: OrderFacts,
): Result<OrderDecided, Refusal> {
  const { refundedShipping = 0 } = order
  const most = order.status === 'cancelled' ? 0 : shippingCharge(order) - refundedShipping
  const asked = amount ?? most
  if (most === 0 || asked > most)
    return no({ kind: 'order', number: order.number, why: { kind: 'over-shipping', most } })
  const why = reason.text === undefined ? reason.code : `${reason.code} (${reason.text})`
  const label = `Shipping refunded ${formatMoney(asked, facts.settings)}: ${why}`
  const given = give(
    order,
    asked,
    { kind: 'shipping-refunded', label, detail: { amount: asked, reason: reason.code } },
    facts,
  )
  return given.ok
    ? ok({ ...given.value, order: { ...given.value.order, refundedShipping: refundedShipping + asked } })
    : given
}

const NO_OVERRIDES = { lines: 0, subtraction: 0, shipping: 0, perLine: [] } as const
/** Goods after discounts and the shipping charge; tax is nobody's to give. */
const baseOf = (order: Order): number =>
  order.subtotal + order.discount + order.shipping + (order.given?.total ?? 0) - order.money.goodwill
const givenBefore = ({ given }: Order, by: string): number => (given?.by.includes(by) ? given.total : 0)

/** What the actor may still give on this order. */
const allowed = (order: Order, limit: OverrideLimit, { actor }: OrderFacts): number =>
  Math.max(
    0,
    Math.min(
      allowedAmount(baseOf(order), limit) - givenBefore(order, actorKey(actor)),
      order.total - order.money.credited,
    ),
  )

function givenAfter(order: Order, amount: Amount, by: string): NonNullable<Order['given']> {
  const { total = 0, base = baseOf(order), by: givers = [] } = order.given ?? {}
  return { total: total + amount, base, by: givers.includes(by) ? givers : [...givers, by] }
}
