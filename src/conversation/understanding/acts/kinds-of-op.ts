/** Which operations are about a placed order, which are done at the desk. Next: slots.ts makes them. */
import type { DeskOp, PlacedOp } from '../act-types.ts'
import type { Op } from '../types.ts'

const PLACED: ReadonlySet<Op['op']> = new Set<PlacedOp['op']>([
  ...(['cancelOrder', 'returnItems', 'exchange', 'refund', 'reorder', 'editOrder', 'addToOrder'] as const),
  ...(['changeAddress', 'changeMethod', 'changeContact', 'ship', 'resendLink', 'history', 'paid'] as const),
  ...(['release', 'wait', 'expedite', 'withdraw', 'complain', 'orderComment'] as const),
])
const DESK: ReadonlySet<Op['op']> = new Set<DeskOp['op']>([
  ...(['orders', 'drafts', 'resume', 'takeOver', 'handBack', 'give', 'say', 'askApproval', 'accept'] as const),
  ...(['approve', 'decline', 'counter', 'reason', 'link', 'code', 'method', 'policy'] as const),
])
export const isPlacedOp = (op: Op): op is PlacedOp => PLACED.has(op.op)
export const isDeskOp = (op: Op): op is DeskOp => DESK.has(op.op)
