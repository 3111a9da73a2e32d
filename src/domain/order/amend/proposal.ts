/**
 * A change that was asked for and waits: for a press that confirms what it costs, for somebody whose
 * limit covers it, or for a check of who is calling. One at a time; it moves nothing. Next: plan.ts
 * makes the change itself.
 */
import { no, ok, type Result } from '#domain/base/result.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderEventKind, OrderFacts } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { eventOf, nothingMoved } from '#domain/order/change.ts'

type Waiting = Extract<OrderCommand, { kind: 'propose' | 'drop-proposal' | 'check-caller' }>

export function decideProposal(order: Order, command: Waiting, facts: OrderFacts): Result<OrderDecided, Refusal> {
  const { proposed, ...rest } = order
  switch (command.kind) {
    case 'propose':
      return ok(onlySaid({ ...order, proposed: command.proposal }, ['change-asked', wordsOf(command)], facts))
    case 'drop-proposal':
      if (proposed === undefined) return no({ kind: 'order', number: order.number, why: { kind: 'no-change-asked' } })
      return ok(onlySaid(rest, ['change-dropped', 'The change that was asked for is not made'], facts))
    case 'check-caller':
      return ok(onlySaid({ ...order, callerCheck: command.check }, ['caller-checked', HOW[command.check.how]], facts))
    default:
      return command satisfies never
  }
}

const HOW = {
  order: 'Caller checked by the number of an earlier order',
  postcode: 'Caller checked by a postcode of the address book',
  code: 'Caller checked by a mailed code',
} as const

const wordsOf = ({ proposal: { amendment, waitsFor } }: Extract<Waiting, { kind: 'propose' }>): string => {
  const what = amendment.kind === 'split' ? 'two addresses' : amendment.kind.replaceAll('-', ' ')
  const first =
    waitsFor === undefined ? '' : waitsFor === 'approval' ? ', waits for an approval' : ', waits for a caller check'
  return `Change asked for: ${what}${first}`
}

function onlySaid(order: Order, [kind, label]: readonly [OrderEventKind, string], facts: OrderFacts): OrderDecided {
  const events = [eventOf({ kind, label, detail: {} }, facts)]
  return { order, events, stock: [], moved: nothingMoved, givesCouponsBack: false }
}
