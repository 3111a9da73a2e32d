/**
 * What is owed, taken and given back for a placed order. Rule (rules.md O14 and Invariants):
 * refunds <= captures <= total, and nothing counts as taken or given back but what somebody
 * recorded (payment.ts). A change of the order only moves what is owed, and with it what is open.
 */
import type { Order, OrderLine, OrderMoney, OrderPayment, OrderStatus, UnitShare } from '#domain/model/order.ts'
import type { MoneyMoved } from '#domain/model/order-command.ts'
import { alive, open, unitsOf, worth } from './units.ts'

/** The shipping charge with its own tax. */
export const shippingCharge = (order: Pick<Order, 'shipping' | 'groups'>): number =>
  order.shipping + order.groups.reduce((total, group) => total + group.tax, 0)

/** Minor units that were taken and have not gone back. */
export const held = ({ captured, refunded }: OrderMoney): number => captured - refunded
/** What is owed less what is held; below 0 it is to be given back. */
export type Owed = Pick<Order, 'total' | 'money'>
const balance = ({ total, money }: Owed): number => total - money.credited - held(money)
/** Minor units still to be paid. */
export const due = (order: Owed): number => Math.max(0, balance(order))
/** Minor units that were taken and are not owed any more. */
export const toGiveBack = (order: Owed): number => Math.max(0, 0 - balance(order))

/** Minor units the books still take: never more is captured than the order ever came to. */
export const roomFor = ({ total, money }: Owed): number => Math.max(0, total + (money.lowered ?? 0) - money.captured)

export function statusOf(lines: readonly OrderLine[]): OrderStatus {
  const count = (of: (line: OrderLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  const shipped = count((line) => line.shipped)
  if (shipped > 0 && count((line) => line.returned) === shipped && count(open) === 0) return 'returned'
  if (shipped > 0) return count(open) === 0 ? 'shipped' : 'partly-shipped'
  if (count(alive) === 0) return 'cancelled'
  return count((line) => line.backordered) > 0 ? 'waiting' : 'placed'
}

/** Not owed any more though it left: it came back, or its worth stands in the line taken in exchange. */
const isGone = ({ returned, exchanged }: UnitShare): boolean => returned === true || exchanged === true

type Charged = Pick<Order, 'lines' | 'groups' | 'shipping' | 'money' | 'payment' | 'total' | 'status'>
/** What left and stayed with the customer, with the shipping charge once anything left, less goodwill. */
function earned(order: Charged): number {
  const units = order.lines.flatMap((line) => unitsOf(line).slice(0, line.shipped))
  const gone = order.lines.some((line) => line.shipped > 0)
  return worth(units.filter((unit) => !isGone(unit))) + (gone ? shippingCharge(order) : 0) - order.money.goodwill
}

/** What may be asked for now: of a stored card what left, of everybody else all that is due. */
export function chargeable(order: Charged): number {
  if (order.payment.choice.kind !== 'stored') return due(order)
  return Math.max(0, Math.min(due(order), earned(order) - held(order.money)))
}

/**
 * What is no longer owed: units cancelled, returned and exchanged at their frozen shares, the
 * shipping charge of an order nothing of which left, goodwill. Never more than the total, and never
 * less than before: a single unit's share may be a minor unit below 0.
 */
function creditOf(order: Order, goodwill: number): number {
  const gone = order.lines.flatMap((line) => {
    const units = unitsOf(line)
    const end = line.quantity - line.dropped
    return [...units.slice(0, line.shipped).filter(isGone), ...units.slice(end - line.cancelled, end)]
  })
  const shipping = statusOf(order.lines) === 'cancelled' ? shippingCharge(order) : 0
  return Math.max(order.money.credited, Math.min(order.total, Math.max(0, worth(gone)) + shipping + goodwill))
}

/** The order after its lines changed, with what that makes no longer owed; `given` is goodwill on top. Minor units. */
export function settle(order: Order, given = 0): { readonly order: Order; readonly moved: MoneyMoved } {
  const goodwill = order.money.goodwill + given
  const credited = creditOf(order, goodwill)
  const settled = withPaymentStatus({
    ...order,
    money: { ...order.money, credited, goodwill },
    status: statusOf(order.lines),
  })
  return { order: settled, moved: { credited: credited - order.money.credited, captured: 0, refunded: 0 } }
}

export const withPaymentStatus = (order: Order): Order => ({
  ...order,
  payment: { ...order.payment, status: paymentStatus(order) },
})

const UNPAID = ['to-be-paid', 'authorised', 'failed', 'expired'] as const
function paymentStatus(order: Order): OrderPayment['status'] {
  const left = balance(order)
  const paid = held(order.money) > 0
  if (left < 0) return 'to-give-back'
  if (left === 0) return paid ? 'paid' : 'nothing-due'
  return paid ? 'part-paid' : (UNPAID.find((status) => status === order.payment.status) ?? 'to-be-paid')
}
