/**
 * The money of a placed order, recorded: who says that it came, went back, or that a record was a
 * mistake. A provider's records are the same (payment-requests.ts). The clock gives an order up whose
 * link nobody paid in time (rules.md O14): its stock is free again, and nothing was taken; a link of
 * a provider is ended first, since somebody may be paying.
 */
import type { Amount } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { formatMoney, sum } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { holdIsOver } from '#domain/draft/idle.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { Order, PaymentRecord, PaymentWay } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderEventKind, OrderFacts } from '#domain/model/order-command.ts'
import type { PaymentRequest } from '#domain/model/placed/payment-request.ts'
import type { OrderRefusal, Refusal } from '#domain/model/refusals.ts'
import { changed, eventOf, nothingMoved } from './change.ts'
import { due, held, roomFor, shippingCharge, withPaymentStatus } from './money.ts'
import { BY_HAND, backByHand, goingBack, liveLink, nextByHand, strays } from './payment-requests.ts'
import { cancelUnits, open, worth } from './units.ts'

type Decision = Result<OrderDecided, Refusal>
type Of<K extends OrderCommand['kind']> = Extract<OrderCommand, { kind: K }>
const refuse = (order: Order, why: OrderRefusal): Decision => no({ kind: 'order', number: order.number, why })

type MoneyCommand = Of<'pay' | 'give-back' | 'take-back-record' | 'give-up'>
export function decideMoney(order: Order, command: MoneyCommand, facts: OrderFacts): Decision {
  switch (command.kind) {
    case 'pay':
      return pay(order, command, facts)
    case 'give-back':
      return giveBack(order, command, facts)
    case 'take-back-record':
      return takeBack(order, facts)
    case 'give-up':
      return giveUp(order, facts)
    default:
      return command satisfies never
  }
}

function pay(order: Order, { amount = due(order), ...said }: Of<'pay'>, facts: OrderFacts): Decision {
  if (order.status === 'cancelled') return refuse(order, { kind: 'already-cancelled' })
  if (due(order) === 0) return refuse(order, { kind: 'nothing-to-pay' })
  if (amount <= 0) return refuse(order, { kind: 'not-positive', what: 'paid' })
  const most = due(order)
  if (amount > most) return refuse(order, { kind: 'over-recorded', what: 'paid', most })
  const fresh = Math.min(amount, roomFor(order))
  const records = [
    recordOf(order, 'collected', { ...said, amount: fresh }, facts),
    // More went back than had to: what comes again takes that out of the books, and is no more than the order came to.
    recordOf(order, 'given-back', { ...said, amount: fresh - amount }, facts),
  ].filter((record) => record.amount !== 0)
  return ok(recorded(order, records, ['paid', 'Paid'], facts))
}

/** What went back may be more than had to: then as much is to be paid again. */
function giveBack(order: Order, { amount = nextByHand(order), ...said }: Of<'give-back'>, facts: OrderFacts): Decision {
  const stray = amount === backByHand(order) ? undefined : strays(order).find((refund) => refund.amount === amount)
  if (stray !== undefined) return ok(strayGiven(order, stray, { ...said, amount }, facts))
  const most = held(order.money) - goingBack(order)
  const nothing = most === 0 || (amount === 0 && backByHand(order) === 0)
  if (goingBack(order) > 0 && (nothing || amount > backByHand(order)))
    return refuse(order, { kind: 'goes-back-itself', amount: goingBack(order) })
  if (nothing) return refuse(order, { kind: 'nothing-to-give-back', held: most, before: order.money.refunded })
  if (amount <= 0) return refuse(order, { kind: 'not-positive', what: 'refunded' })
  if (amount > most) return refuse(order, { kind: 'over-recorded', what: 'given-back', most })
  return ok(
    recorded(order, [recordOf(order, 'given-back', { ...said, amount }, facts)], ['given-back', 'Given back'], facts),
  )
}

/** It came twice and never was in the books, so it goes without a record of money. */
function strayGiven(order: Order, stray: PaymentRequest, said: Said, facts: OrderFacts): OrderDecided {
  const { how = usualWay(order), reference } = said
  const requests = order.requests.map((one) => (one === stray ? { ...one, why: BY_HAND } : one))
  const label = `Given back ${formatMoney(said.amount, facts.settings)}, ${wayText(how, reference)}, it was paid twice`
  const detail = { credited: 0, captured: 0, refunded: 0, how, beyond: said.amount }
  const events = [eventOf({ kind: 'given-back', label, detail }, facts)]
  return { order: { ...order, requests }, events, stock: [], moved: nothingMoved, givesCouponsBack: false }
}

const wayText = (how: PaymentWay, reference: string | undefined): string =>
  `${how.replaceAll('-', ' ')}${reference === undefined ? '' : ` ${reference}`}`

/** The last record that stands is taken back by its opposite; the one before is the last then. */
function takeBack(order: Order, facts: OrderFacts): Decision {
  const last = standing(order.records).at(-1)
  if (last === undefined) return refuse(order, { kind: 'nothing-recorded' })
  if (
    order.requests.some(
      ({ externalId, paymentId }) => last.reference !== undefined && [externalId, paymentId].includes(last.reference),
    )
  )
    return refuse(order, { kind: 'provider-record' })
  const { reference: _, ...rest } = last
  const record = { ...rest, amount: 0 - last.amount, by: actorKey(facts.actor), at: facts.now }
  const was = last.kind === 'collected' ? 'paid' : 'given back'
  return ok(recorded(order, [record], ['record-taken-back', `Was a mistake, taken back: ${was}`], facts))
}

/**
 * Records that were not taken back: the last of its kind is, or the one of a provider that is
 * named; a part leaves the rest.
 */
export function standing(records: readonly PaymentRecord[]): readonly PaymentRecord[] {
  let kept: PaymentRecord[] = []
  for (const record of records) {
    if (record.amount < 0) kept = withoutTaken(kept, record)
    else kept.push(record)
  }
  return kept
}

function withoutTaken(kept: readonly PaymentRecord[], taken: PaymentRecord): PaymentRecord[] {
  const isNamed = ({ kind, reference }: PaymentRecord): boolean =>
    kind === taken.kind && reference !== undefined && reference === taken.reference
  const named = kept.findLast(isNamed)
  let left = 0 - taken.amount
  return kept
    .toReversed()
    .map((record) => {
      if (named === undefined ? record.kind !== taken.kind : record !== named) return record
      const off = Math.min(left, record.amount)
      left -= off
      return { ...record, amount: record.amount - off }
    })
    .filter(({ amount }) => amount > 0)
    .toReversed()
}

type Said = { readonly amount: Amount; readonly how?: PaymentWay; readonly reference?: string }
function recordOf(order: Order, kind: PaymentRecord['kind'], said: Said, { actor, now }: OrderFacts): PaymentRecord {
  const { amount, how = wayOf(order, kind), reference } = said
  return { kind, amount, how, by: actorKey(actor), at: now, ...given({ reference }) }
}

/**
 * Where nobody says how: money goes back the one way it came, and comes the way the order is paid,
 * unless something of it came otherwise; else nobody knows.
 */
function wayOf(order: Order, kind: PaymentRecord['kind']): PaymentWay {
  const usual = usualWay(order)
  const came = new Set(
    standing(order.records)
      .filter((record) => record.kind === 'collected')
      .map(({ how }) => how),
  )
  const [only = usual] = came
  if (came.size > 1) return 'other'
  return kind === 'given-back' || only === usual ? only : 'other'
}

/** How an order is paid, where nobody says otherwise. */
function usualWay({ payment: { choice } }: Order): PaymentWay {
  switch (choice.kind) {
    case 'stored':
      return 'card'
    case 'link':
    case 'invoice':
      return choice.kind
    case 'delivery':
      return 'on-delivery'
    case 'none':
      return 'other'
    default:
      return choice satisfies never
  }
}

type Words = readonly [kind: OrderEventKind, label: string]
/** Told of is the whole of what moved, which is all one way. */
function recorded(
  order: Order,
  records: readonly PaymentRecord[],
  [kind, words]: Words,
  facts: OrderFacts,
): OrderDecided {
  const of = (side: PaymentRecord['kind']): number =>
    sum(records.filter((record) => record.kind === side).map(({ amount }) => amount))
  const moved = { credited: 0, captured: of('collected'), refunded: of('given-back') }
  const money = {
    ...order.money,
    captured: order.money.captured + moved.captured,
    refunded: order.money.refunded + moved.refunded,
  }
  const { how = 'other', reference } = records[0] ?? {}
  const amount = formatMoney(Math.abs(moved.captured - moved.refunded), facts.settings)
  const label = `${words} ${amount}, ${wayText(how, reference)}`
  return {
    order: withPaymentStatus({ ...order, money, records: [...order.records, ...records] }),
    events: [eventOf({ kind, label, detail: { ...moved, how } }, facts)],
    stock: [],
    moved,
    givesCouponsBack: false,
  }
}

/** Only the clock, and only when the time is really over: paid meanwhile, or something left, and it stays. */
function giveUp(order: Order, facts: OrderFacts): Decision {
  if (facts.actor.kind !== 'system' || !holdIsOver(order, facts.now)) return refuse(order, { kind: 'nothing-open' })
  if (liveLink(order) !== undefined)
    return ok({ order, events: [], stock: [], moved: nothingMoved, givesCouponsBack: false })
  const taken = order.lines.filter((line) => open(line) > 0).map((line) => cancelUnits(line, open(line)))
  const credit = taken.reduce((total, { units }) => total + worth(units), shippingCharge(order))
  const label = 'Not paid in time: cancelled, the stock is free again'
  const decided = changed(
    { order, taken },
    { kind: 'cancelled', label, detail: { amount: credit, unpaid: true } },
    facts,
  )
  return ok({ ...decided, order: { ...decided.order, payment: { ...decided.order.payment, status: 'expired' } } })
}
