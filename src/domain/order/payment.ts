/**
 * Payment of a placed order by hand, behind no provider: a rep says that it was paid; the clock gives an order up whose link nobody paid in time
 * (rules.md O14). What was held goes back to stock, and nothing was ever charged.
 */

import { formatMoney } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { holdIsOver } from '#domain/draft/idle.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { changed, eventOf, nothingMoved } from './change.ts'
import { due, shippingCharge } from './money.ts'
import { cancelUnits, open, worth } from './units.ts'

type Decision = Result<OrderDecided, Refusal>
type Why = 'already-cancelled' | 'nothing-to-pay' | 'nothing-open'
const refuse = (order: Order, kind: Why): Decision => no({ kind: 'order', number: order.number, why: { kind } })

/** All that is still due. A stored card is charged by itself when something leaves. */
export function pay(order: Order, facts: OrderFacts): Decision {
  const amount = due(order)
  if (order.status === 'cancelled') return refuse(order, 'already-cancelled')
  if (amount <= 0 || order.payment.choice.kind === 'stored' || order.payment.choice.kind === 'none') return refuse(order, 'nothing-to-pay')
  const moved = { ...nothingMoved, captured: amount }
  const money = { ...order.money, captured: order.money.captured + amount }
  const label = `Paid ${formatMoney(amount, facts.settings)}`
  return ok({
    order: { ...order, money, payment: { ...order.payment, status: 'paid' } },
    events: [eventOf({ kind: 'paid', label, detail: { ...moved } }, facts)],
    stock: [],
    moved,
    givesCouponsBack: false,
  })
}

/** Only the clock, and only when the time is really over: paid meanwhile, or something left, and it stays. */
export function giveUp(order: Order, facts: OrderFacts): Decision {
  if (facts.actor.kind !== 'system' || !holdIsOver(order, facts.now)) return refuse(order, 'nothing-open')
  const taken = order.lines.filter((line) => open(line) > 0).map((line) => cancelUnits(line, open(line)))
  const credit = taken.reduce((total, { units }) => total + worth(units), shippingCharge(order))
  const label = 'Not paid in time: cancelled, the stock is free again'
  const decided = changed({ order, taken }, { kind: 'cancelled', label, detail: { amount: credit, unpaid: true } }, facts)
  return ok({ ...decided, order: { ...decided.order, payment: { ...decided.order.payment, status: 'expired' } } })
}
