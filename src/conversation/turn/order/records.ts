/**
 * The living record of a placed order: its receipt, in its own thread, follows what becomes of it,
 * and so does the root line while nothing newer goes on there. Rule: whoever changes orders does it
 * through `changeOrders` here; words besides tell what changed. Next: screens/status.ts draws it.
 */
import type { Placement } from '#conversation/edge/view.ts'
import type { OrderChange, OrderRecord } from '#conversation/engine-ports.ts'
import type { ScreenContext } from '#conversation/screens/context.ts'
import { recordView } from '#conversation/screens/order/status.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Actor } from '#domain/model/actor.ts'

/** What the receipt's message is about. */
export const orderSubject = (number: number): string => `order ${number}`

export async function changeOrders(changes: readonly OrderChange[], session: Session): Promise<void> {
  await session.turn.changeOrders(changes)
  session.changed.push(...changes.map(({ after }) => after.number))
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

function placementOf({ orders }: OrderRecord, context: ScreenContext, current: boolean): Placement {
  const { status, ...view } = recordView(orders, context)
  return {
    place: 'card',
    subject: orderSubject(orders[0].number),
    follows: true,
    view: current && status !== undefined ? { ...view, status } : view,
  }
}
