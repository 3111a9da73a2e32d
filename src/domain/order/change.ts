/**
 * The making of one change of a placed order: lines, the money that follows, what moves in stock
 * and the event that tells of it, together. Used by every decision on orders (order/decide.ts,
 * order/goodwill.ts, the release of backorders).
 */

import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'
import type { MoneyMoved, OrderDecided, OrderEvent, OrderFacts } from '#domain/model/order-command.ts'
import { leavingWith } from './earned.ts'
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

/**
 * `goodwill`: minor units given on top of what units are worth; `whole`: what it is called when
 * nothing of the order stays.
 */
type Change = {
  readonly order: Order
  readonly taken: readonly Taken[]
  readonly goodwill?: number
  readonly whole?: string
}

/** Lines with what leaves with them, money, stock and the event of one change; the event says what money moved. */
export function changed(
  { order, taken: asked, goodwill = 0, whole }: Change,
  event: NewEvent,
  facts: OrderFacts,
): OrderDecided {
  const others = facts.family.flatMap(({ lines }) => lines)
  const along = leavingWith(withOrderLines(order, asked).lines, others, event.kind === 'returned')
  const taken = [...asked, ...along]
  const { order: after, moved } = settle(withOrderLines(order, taken), goodwill)
  const tail = goodwill > 0 ? '' : openedBy(order, after, moved, facts)
  const over = after.status === 'cancelled' && order.status !== 'cancelled'
  const said = over && whole !== undefined ? whole : `${event.label}${along.map(named).join('')}`
  return {
    order: over ? withoutAsked(after) : after,
    events: [eventOf({ ...event, label: `${said}${tail}`, detail: { ...event.detail, ...moved } }, facts)],
    stock: movesOf(taken),
    moved,
    givesCouponsBack: over && facts.family.every(({ status }) => status === 'cancelled'),
  }
}

/** A change that was asked for has nothing left to change. */
const withoutAsked = ({ proposed: _, ...order }: Order): Order => order

const named = ({ line, units }: Taken): string => `, and ${units.length} x ${line.sku} that it earned`

export const withOrderLines = (order: Order, taken: readonly Taken[]): Order => ({
  ...order,
  lines: order.lines.map((line) => taken.findLast((one) => one.line.position === line.position)?.line ?? line),
})

/** What the change leaves to do about the money; nothing of it is done by it. */
function openedBy(before: Order, after: Order, { credited }: MoneyMoved, { settings }: OrderFacts): string {
  const part = (amount: Amount, words: string): string =>
    amount > 0 ? `, ${formatMoney(amount, settings)} ${words}` : ''
  const back = toGiveBack(after) - toGiveBack(before)
  const stored = after.payment.choice.kind === 'stored'
  const charge = stored ? chargeable(after) - chargeable(before) : 0
  return `${part(credited - back, 'less to pay')}${part(back, 'to give back')}${part(charge, 'to be charged')}`
}
