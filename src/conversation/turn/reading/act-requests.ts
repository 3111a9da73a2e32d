/**
 * What was read as said of a placed order or at the desk, as a request. Rule: nothing that changes
 * the goods or money of an order is done on a reading, it is offered with a press
 * (order/said/wishes.ts); which request of an approval or which other order is meant is chosen from
 * its list. Next: requests/op-request.ts has the operations of the cart.
 */
import { toRequest } from '#conversation/requests/op-request.ts'
import type { ShopQuestion } from '#conversation/requests/questions.ts'
import type { Request } from '#conversation/requests/request.ts'
import type { DeskOp, PlacedOp } from '#conversation/understanding/act-types.ts'
import { isDeskOp, isPlacedOp } from '#conversation/understanding/acts/kinds-of-op.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { given } from '#domain/base/given.ts'

/** `staff`: theirs are the records, a customer's words are told to them. */
export function requestOfOp(op: Op, staff: boolean): Request {
  if (isPlacedOp(op)) return placedRequest(op, staff)
  return isDeskOp(op) ? deskRequest(op) : toRequest(op)
}

function placedRequest(op: PlacedOp, staff: boolean): Request {
  const { order: said, ...wish } = op
  // The one before, or one by what was in it: who asks chooses among theirs.
  if (said !== undefined && !/^\d{1,9}$/.test(said)) return { kind: 'orders' }
  const order = said === undefined ? undefined : Number(said)
  switch (wish.op) {
    case 'resendLink':
      return { kind: 'resend-link', ...given({ order }) }
    case 'reorder':
      // With changes it is more than a repetition: a person looks at it.
      if (wish.with === undefined && wish.without === undefined) return { kind: 'repeat-last', ...given({ order }) }
      return { kind: 'after', ask: { kind: 'wish', wish }, ...given({ order }) }
    case 'release':
    case 'wait':
    case 'expedite':
      return { kind: 'waiting', act: wish.op, ...given({ order }) }
    case 'history':
      return order === undefined ? { kind: 'status' } : { kind: 'history', order }
    case 'complain':
      return { kind: 'after', ask: { kind: 'complaint' }, ...given({ order }) }
    case 'paid':
      if (!staff) return { kind: 'after', ask: { kind: 'says-paid' }, ...given({ order }) }
      return { kind: 'after', ask: { kind: 'wish', wish }, ...given({ order }) }
    default:
      return { kind: 'after', ask: { kind: 'wish', wish }, ...given({ order }) }
  }
}

function deskRequest(op: DeskOp): Request {
  switch (op.op) {
    case 'orders':
    case 'drafts':
      return { kind: op.op }
    case 'resume':
      return op.draft !== undefined && /^\d{1,6}$/.test(op.draft)
        ? { kind: 'resume', ref: Number(op.draft) }
        : { kind: 'drafts' }
    case 'takeOver':
      return { kind: 'take-over' }
    case 'handBack':
      return { kind: 'hand-back' }
    case 'give':
      return { kind: 'give-to', staff: op.to }
    case 'say':
      return { kind: 'say', text: op.text }
    case 'reason':
      return { kind: 'reason', text: op.text }
    case 'askApproval':
      return { kind: 'limit-choice', choice: 'ask' }
    case 'accept':
      return { kind: 'accept-counter' }
    case 'approve':
    case 'decline':
    case 'counter':
      return { kind: 'approvals', ...given({ id: op.request }) }
    case 'link':
      return { kind: 'link', email: op.email }
    case 'code':
      return { kind: 'link-code', code: op.digits }
    case 'method':
      return { kind: 'parcel-method', which: op.address, method: op.method }
    case 'policy':
      return { kind: 'question', about: ASKED[op.about] ?? { kind: 'unknown' } }
    default:
      return op satisfies never
  }
}

const ASKED: Readonly<Record<string, ShopQuestion>> = {
  hours: { kind: 'hours' },
  customs: { kind: 'customs' },
  payment: { kind: 'payment' },
  freeshipping: { kind: 'free-shipping' },
  coupons: { kind: 'discounts' },
  discount: { kind: 'discounts' },
  countries: { kind: 'shipping' },
}
