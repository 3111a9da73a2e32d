/**
 * The making of one change of a placed order: lines, the money that follows, what moves in stock and the event that tells of it, together.
 * Used by every decision on orders (order-decide.ts, order-goodwill.ts, the release of backorders).
 */
import { actorKey } from './actor.ts'
import type { Order } from './order.ts'
import type { MoneyMoved, OrderDecided, OrderEvent, OrderFacts } from './order-command.ts'
import { settle } from './order-money.ts'
import { movesOf, type Taken } from './order-units.ts'

export const nothingMoved: MoneyMoved = { credited: 0, captured: 0, refunded: 0 }

type NewEvent = Pick<OrderEvent, 'kind' | 'label' | 'detail'>
export const eventOf = (event: NewEvent, { actor, source, now }: OrderFacts): OrderEvent => ({
  ...event,
  actor: actorKey(actor),
  source,
  at: now,
})

/** `credit`: minor units no longer owed for the units taken. */
type Change = { readonly order: Order; readonly taken: readonly Taken[]; readonly credit: number; readonly goodwill?: number }

/** Lines, money, stock and the event of one change; the event's detail says what money moved. */
export function changed({ order, taken, credit, goodwill = 0 }: Change, event: NewEvent, facts: OrderFacts): OrderDecided {
  const { order: after, moved } = settle(withLines(order, taken), { credit, goodwill })
  const over = after.status === 'cancelled' && order.status !== 'cancelled'
  return {
    order: after,
    events: [eventOf({ ...event, detail: { ...event.detail, ...moved } }, facts)],
    stock: movesOf(taken),
    moved,
    givesCouponsBack: over && facts.family.every(({ status }) => status === 'cancelled'),
  }
}

export const withLines = (order: Order, taken: readonly Taken[]): Order => ({
  ...order,
  lines: order.lines.map((line) => taken.find((one) => one.line.position === line.position)?.line ?? line),
})
