/**
 * A placed order for tests of what comes after: the draft of a cart as a submit writes it, with how
 * it is paid and what of it waits.
 */

import { newDraft } from '#domain/draft/new-draft.ts'
import { ledgerOf } from '#domain/draft/submit/draft-ledger.ts'
import { newOrder } from '#domain/draft/submit/new-order.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftContent } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { statusOf } from '#domain/order/money.ts'
import { SAM } from '#test/support/deciding.ts'
import { NOW } from '#test/support/shop-fixtures.ts'

export const CARD = { kind: 'stored', methodId: 'm1', brand: 'visa', last4: '4242' } as const

type How = {
  readonly paid?: 'card' | 'link' | 'link-paid'
  readonly waiting?: (position: number, quantity: number) => number
}

/** Order 10001 of the cart; `waiting` of each line's units are not here. */
export function placedOrder(
  content: DraftContent,
  facts: Facts,
  { paid = 'card', waiting = () => 0 }: How = {},
): Order {
  const { draft } = newDraft({
    id: 'd',
    ref: 1,
    owner: SAM,
    currency: facts.shop.settings.currency,
    now: NOW,
    source: 's',
  })
  const filled = { ...draft, content: { ...content, payment: paid === 'card' ? CARD : ({ kind: 'link' } as const) } }
  const made = newOrder({ draft: filled, ledger: ledgerOf(filled, facts), facts, actor: SAM })
  const lines = made.lines.map((line) => {
    const late = waiting(line.position, line.quantity)
    return { ...line, reserved: line.quantity - late, backordered: late }
  })
  const captured = paid === 'link-paid' ? made.total : 0
  return {
    ...made,
    ...{
      lines,
      number: 10_001,
      parent: null,
      status: statusOf(lines),
      draftId: 'd',
      thread: 'terminal:desk',
      parcels: [],
      requests: [],
    },
    records: captured > 0 ? [{ kind: 'collected', amount: captured, how: 'link', by: 'staff:sam', at: NOW }] : [],
    money: { captured, refunded: 0, credited: 0, goodwill: 0 },
    payment: { ...made.payment, status: captured > 0 ? 'paid' : made.payment.status },
  }
}

export type Asked = { readonly actor?: Actor; readonly family?: OrderFacts['family'] }

export function orderDesk(facts: Facts, start: Order) {
  let order = start
  const all: OrderDecided[] = []
  const attempt = (command: OrderCommand, { actor = SAM, family = [] }: Asked) =>
    decideOrder(order, command, {
      now: NOW,
      actor,
      source: `in-${all.length + 1}`,
      settings: facts.shop.settings,
      family,
    })
  return {
    order: () => order,
    decided: all as readonly OrderDecided[],
    /** Undefined: refused. */
    does(command: OrderCommand, asked: Asked = {}): OrderDecided | undefined {
      const result = attempt(command, asked)
      if (!result.ok) return undefined
      order = result.value.order
      all.push(result.value)
      return result.value
    },
    refused(command: OrderCommand, asked: Asked = {}): Refusal {
      const result = attempt(command, asked)
      if (result.ok) throw new Error(`${command.kind} was not refused`)
      return result.refusal
    },
  }
}
