/**
 * The living record of a placed order: its receipt, in its own thread, follows what becomes of it,
 * and so does the root line while nothing newer goes on there. Rule: whoever changes orders does it
 * through `changeOrders` here; words besides tell what changed. Next: screens/order/status.ts draws it.
 */
import type { Outgoing, Placement } from '#conversation/edge/view.ts'
import type { OrderChange, OrderRecord } from '#conversation/engine-ports.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { OrderStatus } from '#domain/model/order.ts'
import { leaves, withAsks } from './leaves.ts'
import { shownRecord } from './shown-order.ts'

/** What the receipt's message is about. */
export const orderSubject = (number: number): string => `order ${number}`

export async function changeOrders(changes: readonly OrderChange[], session: Session): Promise<void> {
  const planned = changes.map((change) => ({ ...change, after: withAsks(change.after, session, change.before) }))
  await session.turn.changeOrders(planned)
  session.changed.push(...planned.map(({ after }) => after.number))
  for (const change of planned) leaves(change, session)
}

/** After everything was written. */
export async function readRecords(session: Session): Promise<void> {
  if (session.changed.length > 0) session.records = await session.turn.records(session.changed)
}

export function followOrders(session: Session, context: ScreenContext): void {
  for (const record of session.records) {
    const customers = record.owner !== undefined && !record.owner.startsWith('staff:')
    const here = record.thread === session.inbound.thread
    const shared = (here ? session.where : record.where) !== 'private'
    const current = record.current && !(here && session.draft !== undefined)
    const placement = placementOf(record, { ...context, actor: customers ? CUSTOMER : STAFF, shared }, current)
    session.outgoing.push({ to: record.thread, placement })
    if (record.desk !== undefined && customers)
      session.outgoing.push({
        to: record.desk,
        placement: placementOf(record, { ...context, actor: STAFF, shared: true }, record.current),
      })
  }
}

const CUSTOMER: Actor = { kind: 'guest', id: '', name: '' }
const STAFF: Actor = { kind: 'staff', id: 'desk', name: 'desk', role: 'rep', active: true }

/** A cart ended where nobody is talked with and no order came before: nothing more is awaited. */
export const overHere = ({ draft, turn }: Session): { readonly over?: true } =>
  draft?.handOver === undefined && turn.talk === undefined && turn.lastOrder === undefined ? { over: true } : {}

/** Said with the last thing that goes there: whatever follows would open the place again. */
export function overLast(outgoing: readonly Outgoing[]): readonly Outgoing[] {
  const over = new Set(outgoing.filter(({ placement }) => 'over' in placement).map(({ to }) => to))
  if (over.size === 0) return outgoing
  return outgoing.map(({ to, placement }, at) => {
    if (!over.has(to) || !SAID.has(placement.place)) return { to, placement }
    const last = outgoing.findLastIndex((each) => each.to === to && SAID.has(each.placement.place)) === at
    const { over: _, ...rest } = { over: true, ...placement }
    return { to, placement: last ? { ...placement, over: true } : rest }
  })
}
const SAID: ReadonlySet<Placement['place']> = new Set(['card', 'new-card', 'post', 'note', 'collapse'])

const DONE: ReadonlySet<OrderStatus> = new Set(['shipped', 'cancelled', 'returned'])

function placementOf(
  { orders, desk }: OrderRecord,
  context: ScreenContext,
  current: boolean,
): Extract<Placement, { place: 'card' | 'new-card' }> {
  const { root, ...view } = shownRecord(orders, context)
  const over = current && desk === undefined && orders.every((order) => DONE.has(order.status))
  return {
    place: 'card',
    subject: orderSubject(orders[0].number),
    follows: true,
    ...(over ? { over } : {}),
    view: current && root !== undefined ? { ...view, root } : view,
  }
}
