/**
 * A complaint about an order: the one that is named, spoken of, or their only one. Rule: it is
 * answered with what can be done and somebody to talk to, and changes nothing. Next:
 * understanding/everyday/complaints.ts reads, screens/order/after-sale.ts has the words.
 */
import type { Request } from '#conversation/requests/request.ts'
import { onlyOrder } from '#conversation/turn/order/placed-order.ts'
import { visibleOrder } from '#conversation/turn/order/writing.ts'
import type { Session } from '#conversation/turn/session.ts'
import { isComplaint } from '#conversation/understanding/everyday/complaints.ts'
import { orderMentioned } from '#conversation/understanding/everyday/placed-mention.ts'

/** With a cart open and no order named it may be about the cart. */
export async function complained(text: string, session: Session): Promise<readonly Request[] | undefined> {
  if (!isComplaint(text)) return undefined
  const { draft, turn } = session
  const named = orderMentioned(text)
  if (named?.order !== undefined && (named.sure || (await visibleOrder(named.order, session)) !== undefined))
    return [{ kind: 'after', order: named.order, ask: { kind: 'complaint' } }]
  if (named === undefined && draft !== undefined && draft.content.lines.length > 0) return undefined
  const order = turn.spokenOrder ?? (await onlyOrder(session))
  return order === undefined ? undefined : [{ kind: 'after', order, ask: { kind: 'complaint' } }]
}
