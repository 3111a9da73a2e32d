/**
 * What a payment provider's answer means for an order (rules.md O14): money counts when the provider
 * says that it moved, each once; the same answer again changes nothing. Next: payment-requests.ts,
 * what is asked of a provider.
 */

import type { Amount } from '#domain/base/flavour.ts'
import { formatMoney } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { Order, PaymentRecord } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderEvent, OrderFacts } from '#domain/model/order-command.ts'
import type { PaymentRequest, ProviderSaid } from '#domain/model/placed/payment-request.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { eventOf, nothingMoved } from './change.ts'
import { roomFor, withPaymentStatus } from './money.ts'
import { isUnderWay } from './payment-requests.ts'

type Said = Extract<OrderCommand, { kind: 'provider-said' }>

/** Said before, or no longer of any consequence: nothing happens, and nothing is told. */
const nothingNew = (order: Order): Result<OrderDecided, Refusal> =>
  no({ kind: 'order', number: order.number, why: { kind: 'nothing-open' } })

export function decideSaid(
  order: Order,
  { request: id, said }: Said,
  facts: OrderFacts,
): Result<OrderDecided, Refusal> {
  const request = order.requests.find((one) => one.id === id)
  if (request === undefined || facts.actor.kind !== 'system') return nothingNew(order)
  const decided = request.kind === 'link' ? ofLink(order, request, said, facts) : ofRefund(order, request, said, facts)
  return decided === undefined ? nothingNew(order) : ok(decided)
}

function ofLink(order: Order, link: PaymentRequest, said: ProviderSaid, facts: OrderFacts): OrderDecided | undefined {
  const { url: _, ...rest } = link
  switch (said.kind) {
    case 'open':
      if (!isUnderWay(link) || (link.externalId === said.externalId && link.status === 'requested')) return undefined
      return made(
        order,
        { ...link, status: 'requested', externalId: said.externalId, url: said.url },
        'link-made',
        facts,
      )
    case 'paid':
      return link.status === 'paid' ? undefined : paidBy(order, rest, said, facts)
    case 'processing':
      if (link.status !== 'requested') return undefined
      return made(order, { ...rest, status: 'in-doubt', externalId: said.externalId }, 'payment-in-doubt', facts)
    case 'expired':
      return isUnderWay(link) ? made(order, { ...rest, status: 'expired' }, 'link-expired', facts) : undefined
    case 'refused':
      if (!isUnderWay(link)) return undefined
      return made(order, { ...rest, status: 'refused', why: said.why }, 'link-refused', facts)
    case 'unknown':
      return link.status === 'requested'
        ? made(order, { ...link, status: 'in-doubt' }, 'payment-in-doubt', facts)
        : undefined
    case 'refunded':
      return undefined
    default:
      return said satisfies never
  }
}

function ofRefund(
  order: Order,
  refund: PaymentRequest,
  said: ProviderSaid,
  facts: OrderFacts,
): OrderDecided | undefined {
  if (refund.status === 'refunded' && said.kind === 'refused') return cameBack(order, refund, said.why, facts)
  if (!isUnderWay(refund)) return undefined
  switch (said.kind) {
    case 'refunded': {
      const done: PaymentRequest = { ...refund, status: 'refunded', externalId: said.externalId }
      const { beyond } = refund
      const record = recordOf('given-back', beyond === undefined ? refund.amount : 0, said.externalId, facts)
      return moved(order, done, record, facts)
    }
    case 'refused':
      return made(order, { ...refund, status: 'refused', why: said.why }, 'refund-refused', facts)
    case 'processing':
      if (refund.externalId === said.externalId) return undefined
      return made(order, { ...refund, status: 'in-doubt', externalId: said.externalId }, 'payment-in-doubt', facts)
    case 'unknown':
      if (refund.status === 'in-doubt') return undefined
      return made(order, { ...refund, status: 'in-doubt' }, 'payment-in-doubt', facts)
    case 'open':
    case 'paid':
    case 'expired':
      return undefined
    default:
      return said satisfies never
  }
}

/** It went, and a bank sent it back days later: it is out of the books again, and people give it back. */
function cameBack(order: Order, refund: PaymentRequest, why: string, facts: OrderFacts): OrderDecided {
  const refused = made(order, { ...refund, status: 'refused', why }, 'refund-refused', facts)
  const gone = refund.beyond === undefined ? refund.amount : 0
  if (gone === 0) return refused
  const record = recordOf('given-back', 0 - gone, refund.externalId ?? '', facts)
  const money = { ...order.money, refunded: order.money.refunded - gone }
  return {
    ...refused,
    order: withPaymentStatus({ ...refused.order, money, records: [...order.records, record] }),
    moved: { credited: 0, captured: 0, refunded: 0 - gone },
  }
}

/** What the order has no room for (it was paid otherwise meanwhile) is kept apart, and goes back. */
function paidBy(
  order: Order,
  link: PaymentRequest,
  { externalId, paymentId, amount }: Extract<ProviderSaid, { kind: 'paid' }>,
  facts: OrderFacts,
): OrderDecided {
  const taken = Math.min(amount, roomFor(order))
  const beyond = amount > taken ? { beyond: amount - taken } : {}
  const done: PaymentRequest = { ...link, status: 'paid', amount, externalId, paymentId, ...beyond }
  return moved(order, done, recordOf('collected', taken, paymentId, facts), facts)
}

const recordOf = (
  kind: PaymentRecord['kind'],
  amount: Amount,
  reference: string,
  { actor, now }: OrderFacts,
): PaymentRecord => ({ kind, amount, how: 'link', by: actorKey(actor), at: now, reference })

const put = (order: Order, request: PaymentRequest): Order => ({
  ...order,
  requests: order.requests.map((one) => (one.id === request.id ? request : one)),
})

type Told = Extract<
  OrderEvent['kind'],
  'link-made' | 'link-expired' | 'link-refused' | 'refund-refused' | 'payment-in-doubt'
>

const LABELS = {
  'link-made': 'Payment link made',
  'link-expired': 'Payment link ended unpaid',
  'link-refused': 'Payment link could not be made',
  'refund-refused': 'Could not be given back by itself',
  'payment-in-doubt': 'Not known yet whether it was done',
} as const satisfies Record<Told, string>

/** Nothing moved. */
function made(order: Order, request: PaymentRequest, kind: Told, facts: OrderFacts): OrderDecided {
  const { id, amount, externalId, why } = request
  const label = [`${LABELS[kind]}, ${formatMoney(amount, facts.settings)}`, externalId, why].filter(Boolean).join(', ')
  const events = [eventOf({ kind, label, detail: { request: id, amount } }, facts)]
  return { order: put(order, request), events, stock: [], moved: nothingMoved, givesCouponsBack: false }
}

/** Money moved: the record of it, and what the order says of itself. */
function moved(order: Order, request: PaymentRequest, record: PaymentRecord, facts: OrderFacts): OrderDecided {
  const { kind, amount } = record
  const { beyond = 0 } = request
  const [captured, refunded] = kind === 'collected' ? [amount, 0] : [0, amount]
  const money = {
    ...order.money,
    captured: order.money.captured + captured,
    refunded: order.money.refunded + refunded,
  }
  const [event, words] = kind === 'collected' ? (['paid', 'Paid'] as const) : (['given-back', 'Given back'] as const)
  const twice = beyond === 0 ? '' : `, ${formatMoney(beyond, facts.settings)} of it more than was owed`
  const label = `${words} ${formatMoney(amount + beyond, facts.settings)}, link ${record.reference ?? ''}${twice}`
  const booked = { credited: 0, captured, refunded, how: 'link', request: request.id }
  const detail = beyond === 0 ? booked : { ...booked, beyond }
  const records = amount > 0 ? [...order.records, record] : order.records
  return {
    order: withPaymentStatus({ ...put(order, request), money, records }),
    events: [eventOf({ kind: event, label, detail }, facts)],
    stock: [],
    moved: { credited: 0, captured, refunded },
    givesCouponsBack: false,
  }
}
