/**
 * A placed order found and changed: locked and seen only by whom it may be seen, decided on, written
 * with what of its family leaves with it, and told to who spoke and in the order's own thread.
 */
import type { OrderTarget } from '#conversation/engine-ports.ts'
import { maySeeOrder } from '#conversation/resolve/visible-order.ts'
import { type Session, speakOf } from '#conversation/turn/session.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { afterStockFreed } from './freed.ts'
import { withAsks } from './leaves.ts'
import { changeOrders } from './records.ts'
import { tellOf } from './telling.ts'

export const tellRefusal = (refusal: Refusal, session: Session): void =>
  void session.says.push({ kind: 'refusal', refusal })
export const orderNotFound = (number: number, session: Session): void =>
  tellRefusal({ kind: 'order', number, why: { kind: 'not-found' } }, session)

/** Knowing somebody's e-mail is enough to look at a guest's order, never to change it. */
export async function visibleOrder(number: number, session: Session): Promise<OrderTarget | undefined> {
  const target = await session.turn.order(number)
  if (target === undefined || !maySeeOrder(target.order, session.actor)) return undefined
  speakOf(number, session)
  return target
}

export const orderFacts = ({ family }: OrderTarget, { turn, actor, inbound, shop }: Session): OrderFacts => ({
  now: turn.now,
  actor,
  source: inbound.id,
  settings: shop.settings,
  family,
})

/**
 * Writes a decision, with what of its family leaves with it, and tells of it; also how other turns
 * change an order (the release of backorders).
 */
export async function write(
  target: OrderTarget,
  decided: OrderDecided,
  command: OrderCommand,
  session: Session,
): Promise<void> {
  const done: readonly Done[] = [{ before: target.order, decided, command }, ...following(target, decided, session)]
  await changeOrders(
    done.map(({ before, decided: { order: after, events, stock, givesCouponsBack } }) => ({
      before,
      after,
      events,
      stock,
      givesCouponsBack,
    })),
    session,
  )
  for (const { before, decided: one, command: of } of done)
    tellOf({ before, after: withAsks(one.order, session, before), command: of, moved: one.moved }, session)
  const stock = done.flatMap((one) => one.decided.stock)
  const freed = stock
    .filter((move) => move.reserved < 0 || move.onHand > 0 || move.allocated < 0)
    .map((move) => move.sku)
  if (command.kind !== 'ship' && freed.length > 0) await afterStockFreed(session, freed)
}

type Done = { readonly before: Order; readonly decided: OrderDecided; readonly command: OrderCommand }

/** What one order earned may stand in another that was placed together with it. */
function following(
  { order, family }: OrderTarget,
  { order: after, events }: OrderDecided,
  session: Session,
): readonly Done[] {
  const done: Done[] = []
  let now = [after, ...family]
  for (const before of family) {
    const others = now.filter(({ number }) => number !== before.number)
    const facts = {
      ...orderFacts({ order, family: others }, session),
      actor: { kind: 'system', id: 'family' } as const,
    }
    const command = { kind: 'follow', back: events.some(({ kind }) => kind === 'returned') } as const
    const decided = decideOrder(before, command, facts)
    if (!decided.ok) continue
    done.push({ before, decided: decided.value, command })
    now = now.map((one) => (one.number === before.number ? decided.value.order : one))
  }
  return done
}
