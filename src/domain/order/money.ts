/**
 * What is owed, taken and given back for a placed order. Rule (rules.md O14 and Invariants): refunds <= captures <= total. A stored card is
 * charged when something leaves, for what leaves; whatever else is paid ahead may be kept up to what is still owed. More than that goes back at once.
 */
import type { Order, OrderLine, OrderMoney, OrderPayment, OrderStatus } from '#domain/model/order.ts'
import type { MoneyMoved } from '#domain/model/order-command.ts'
import { alive, open, unitsOf, worth } from './units.ts'

/** The shipping charge with its own tax. */
export const shippingCharge = (order: Order): number => order.shipping + order.groups.reduce((total, group) => total + group.tax, 0)

/** Minor units still to be paid. */
export const due = ({ total, money }: Order): number => total - money.credited - (money.captured - money.refunded)
/** Minor units that were taken and have not gone back. */
export const held = ({ captured, refunded }: OrderMoney): number => captured - refunded

export function statusOf(lines: readonly OrderLine[]): OrderStatus {
  const count = (of: (line: OrderLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  const shipped = count((line) => line.shipped)
  if (shipped > 0 && count((line) => line.returned) === shipped && count(open) === 0) return 'returned'
  if (shipped > 0) return count(open) === 0 ? 'shipped' : 'partly-shipped'
  if (count(alive) === 0) return 'cancelled'
  return count((line) => line.backordered) > 0 ? 'waiting' : 'placed'
}

/** What left and stayed with the customer, with the shipping charge once anything left, less goodwill. */
function earned(order: Order): number {
  const units = order.lines.flatMap((line) => unitsOf(line).slice(0, line.shipped))
  const gone = order.lines.some((line) => line.shipped > 0)
  return worth(units.filter((unit) => unit.returned !== true)) + (gone ? shippingCharge(order) : 0) - order.money.goodwill
}

/** How much of the order's money the shop may hold now. */
function mayHold(order: Order): number {
  const owed = order.total - order.money.credited
  return order.payment.choice.kind === 'stored' ? Math.max(0, Math.min(earned(order), owed)) : owed
}

/**
 * What is no longer owed: units cancelled and returned at their frozen shares, the shipping charge of an order nothing of which left, goodwill. Never
 * more than the total, and never less than before: a single unit's share may be a minor unit below 0.
 */
function creditOf(order: Order, goodwill: number): number {
  const gone = order.lines.flatMap((line) => {
    const units = unitsOf(line)
    const end = line.quantity - line.dropped
    return [...units.slice(0, line.shipped).filter((unit) => unit.returned === true), ...units.slice(end - line.cancelled, end)]
  })
  const shipping = statusOf(order.lines) === 'cancelled' ? shippingCharge(order) : 0
  return Math.max(order.money.credited, Math.min(order.total, Math.max(0, worth(gone)) + shipping + goodwill))
}

/** The order after its lines changed, with the money that follows from it; `given` is goodwill on top. Minor units. */
export function settle(order: Order, given = 0): { readonly order: Order; readonly moved: MoneyMoved } {
  const goodwill = order.money.goodwill + given
  const credited = creditOf(order, goodwill)
  const owing = {
    ...order,
    money: { ...order.money, credited, goodwill },
  }
  const difference = mayHold(owing) - held(owing.money)
  const chargeable = order.payment.choice.kind === 'stored' && order.payment.status !== 'failed'
  const captured = chargeable ? Math.max(0, Math.min(difference, order.total - order.money.captured)) : 0
  const refunded = Math.max(0, 0 - difference)
  const money = { ...owing.money, captured: owing.money.captured + captured, refunded: owing.money.refunded + refunded }
  const settled = { ...owing, money, status: statusOf(order.lines) }
  const moved = { credited: credited - order.money.credited, captured, refunded }
  return { order: { ...settled, payment: { ...order.payment, status: paymentStatus(settled) } }, moved }
}

function paymentStatus(order: Order): OrderPayment['status'] {
  const { status } = order.payment
  if (due(order) > 0) return status
  return held(order.money) > 0 ? 'paid' : 'nothing-due'
}
