/**
 * The making of one change of a placed order: lines, the money that follows, what moves in stock and the event that tells of it, together.
 * Used by every decision on orders (order/decide.ts, order/goodwill.ts, the release of backorders).
 */

import { formatMoney } from '#domain/base/money.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'
import type { MoneyMoved, OrderDecided, OrderEvent, OrderFacts } from '#domain/model/order-command.ts'
import { chargeable, settle, toGiveBack } from './money.ts'
import { movesOf, type Taken } from './units.ts'

export const nothingMoved: MoneyMoved = { credited: 0, captured: 0, refunded: 0 }

type NewEvent = Pick<OrderEvent, 'kind' | 'label' | 'detail'>
export const eventOf = (event: NewEvent, { actor, source, now }: OrderFacts): OrderEvent => ({
  ...event,
  actor: actorKey(actor),
  source,
  at: now,
})

/** `goodwill`: minor units given on top of what units are worth. */
type Change = { readonly order: Order; readonly taken: readonly Taken[]; readonly goodwill?: number }

/** Lines, money, stock and the event of one change; the event says what money moved. */
export function changed({ order, taken, goodwill = 0 }: Change, event: NewEvent, facts: OrderFacts): OrderDecided {
  const { order: after, moved } = settle(withLines(order, taken), goodwill)
  const tail = goodwill > 0 ? '' : openedBy(order, after, moved, facts)
  const over = after.status === 'cancelled' && order.status !== 'cancelled'
  return {
    order: after,
    events: [eventOf({ ...event, label: `${event.label}${tail}`, detail: { ...event.detail, ...moved } }, facts)],
    stock: movesOf(taken),
    moved,
    givesCouponsBack: over && facts.family.every(({ status }) => status === 'cancelled'),
  }
}

export const withLines = (order: Order, taken: readonly Taken[]): Order => ({
  ...order,
  lines: order.lines.map((line) => taken.find((one) => one.line.position === line.position)?.line ?? line),
})

/** What the change leaves to do about the money; nothing of it is done by it. */
function openedBy(before: Order, after: Order, { credited }: MoneyMoved, { settings }: OrderFacts): string {
  const part = (amount: number, words: string): string => (amount > 0 ? `, ${formatMoney(amount, settings)} ${words}` : '')
  const back = toGiveBack(after) - toGiveBack(before)
  const stored = after.payment.choice.kind === 'stored'
  const charge = stored ? chargeable(after) - chargeable(before) : 0
  return `${part(credited - back, 'less to pay')}${part(back, 'to give back')}${part(charge, 'to be charged')}`
}
