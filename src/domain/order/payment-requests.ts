/**
 * The requests of an order to a payment provider (rules.md O14). Rules: one link at a time, for what
 * is due; when that changes the old one is ended first, and the new one made only once the provider
 * said so, so that nobody can pay twice. What is to be given back goes back to what it was paid
 * with, exactly. Money counts when the provider says that it moved, each once.
 */
import type { Amount, Instant } from '#domain/base/flavour.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { holdIsOver } from '#domain/draft/idle.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { PaymentAct, PaymentRequest } from '#domain/model/placed/payment-request.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { nothingMoved } from './change.ts'
import { due, roomFor, toGiveBack } from './money.ts'

type Requests = readonly PaymentRequest[]

const MINUTE = 60_000

export const isUnderWay = ({ status }: PaymentRequest): boolean => status === 'requested' || status === 'in-doubt'

export const linksOf = ({ requests }: Pick<Order, 'requests'>): Requests =>
  requests.filter(({ kind }) => kind === 'link')

export const liveLink = (order: Pick<Order, 'requests'>): PaymentRequest | undefined => linksOf(order).find(isUnderWay)

export const lastLink = (order: Pick<Order, 'requests'>): PaymentRequest | undefined => linksOf(order).at(-1)

const refundsOf = ({ requests }: Pick<Order, 'requests'>): Requests => requests.filter(({ kind }) => kind === 'refund')

const sum = (requests: Requests, of: (request: PaymentRequest) => number): number =>
  requests.reduce((total, request) => total + of(request), 0)

/** The provider holds the money of it, and gives it back by itself. */
export const isPaidByLink = (order: Pick<Order, 'requests'>): boolean =>
  linksOf(order).some(({ status }) => status === 'paid')

/** On its way back by itself, minor units; not in the books before the provider says that it went. */
export const goingBack = (order: Pick<Order, 'requests'>): number =>
  sum(
    refundsOf(order).filter((refund) => isUnderWay(refund) && refund.beyond === undefined),
    ({ amount }) => amount,
  )

type Books = Pick<Order, 'requests' | 'total' | 'money'>
/** Of what stands in the books: what people have to give back themselves, minor units. */
export const backByHand = (order: Books): number => Math.max(0, toGiveBack(order) - goingBack(order))

/** Came twice, is in no book, and the provider could not send it back: people do. */
export const strays = (order: Pick<Order, 'requests'>): Requests =>
  refundsOf(order).filter(({ status, beyond, why }) => status === 'refused' && beyond !== undefined && why !== BY_HAND)
/** Instead of the provider's code: it was given back all the same. */
export const BY_HAND = 'given-back-by-hand'

/** What people give back next, minor units: what the books say first. */
export const nextByHand = (order: Books): number => backByHand(order) || (strays(order)[0]?.amount ?? 0)

/** The provider was asked for it and could not: each amount for people to give back. */
export const refusedBack = (order: Books): readonly number[] =>
  [
    refundsOf(order).some(({ status, beyond }) => status === 'refused' && beyond === undefined) ? backByHand(order) : 0,
    ...strays(order).map(({ amount }) => amount),
  ].filter((amount) => amount > 0)

export type Planning = {
  readonly now: Instant
  readonly newId: () => string
  readonly linkMinutes: number
  /** More is owed than before, and not because it went back. */
  readonly raised?: boolean
}

/** More is owed now, for what was ordered. */
export const isRaised = (before: Books, after: Books): boolean =>
  due(after) - due(before) > after.money.refunded - before.money.refunded

/** The order with what is to be asked of the provider, now that it stands as it does. */
export function withRequests(order: Order, planning: Planning): Order {
  const requests = [...order.requests]
  const live = requests.findIndex((request) => request.kind === 'link' && isUnderWay(request))
  const link = requests[live]
  const wanted = wantedLink(order, planning)
  if (link !== undefined && link.amount !== wanted && !link.ending) requests[live] = { ...link, ending: true }
  if (link === undefined && wanted > 0 && isWanted(order)) requests.push(newLink(order, wanted, planning))
  const planned = { ...order, requests }
  return { ...planned, requests: [...requests, ...newRefunds(planned, planning)] }
}

/** Minor units a link is to be for; none once the time is over, nor by itself for what went back too much. */
function wantedLink(order: Order, { now, raised = false }: Planning): number {
  if (order.payment.choice.kind !== 'link' || order.status === 'cancelled' || holdIsOver(order, now)) return 0
  const wanted = Math.min(due(order), roomFor(order))
  const had = liveLink(order)?.amount ?? 0
  return !raised && wanted > had && due(order) - had <= handedBack(order) ? had : wanted
}

/** What people gave back since it was last paid, minor units. */
const handedBack = ({ records, requests }: Order): number =>
  records.reduce((given, { kind, amount, reference }) => {
    if (kind === 'collected') return amount > 0 ? 0 : given
    const byProvider = reference !== undefined && requests.some(({ externalId }) => externalId === reference)
    return byProvider ? given : Math.max(0, given + amount)
  }, 0)

/** A link that ran out or could not be made is made anew only when somebody asks for it. */
function isWanted(order: Order): boolean {
  const last = lastLink(order)
  return last === undefined || last.status === 'paid' || last.ending
}

/** Providers take links for no less and no more, minutes; what the hold ends earlier is ended by us. */
const [LEAST, MOST] = [35, 23 * 60]

/**
 * Until when a link can be paid: the provider ends it at its time, we end it with the hold of its
 * order. Once some of it was paid nothing is given up any more, and the provider's time is the end.
 */
export function linkEnds({ payment }: Pick<Order, 'payment'>, link: PaymentRequest): string | undefined {
  const { holdUntil, status } = payment
  const isHeld = status === 'to-be-paid' && holdUntil !== undefined && Date.parse(holdUntil) > Date.parse(link.askedAt)
  const ends = [link.until, isHeld ? holdUntil : undefined].filter((end) => end !== undefined)
  return ends.sort((a, b) => Date.parse(a) - Date.parse(b))[0]
}

/** It ends with the hold; without one, after the time a hold would have. */
function newLink(order: Order, amount: Amount, { now, newId, linkMinutes }: Planning): PaymentRequest {
  const { holdUntil } = order.payment
  const at = Date.parse(now)
  const held = holdUntil === undefined ? 0 : Date.parse(holdUntil)
  const wished = held > at ? held : at + linkMinutes * MINUTE
  const until = new Date(Math.min(Math.max(wished, at + LEAST * MINUTE), at + MOST * MINUTE)).toISOString()
  return { id: newId(), kind: 'link', status: 'requested', amount, askedAt: now, until, ending: false }
}

/** Somebody asks for a link where none can be paid any more. */
export function decideNewLink(order: Order, { id }: Extract<OrderCommand, { kind: 'new-link' }>, facts: OrderFacts) {
  const refuse = (
    kind: 'already-cancelled' | 'nothing-to-pay' | 'no-link' | 'link-there',
  ): Result<OrderDecided, Refusal> => no({ kind: 'order', number: order.number, why: { kind } })
  if (order.status === 'cancelled') return refuse('already-cancelled')
  if (order.payment.choice.kind !== 'link') return refuse('no-link')
  const wanted = Math.min(due(order), roomFor(order))
  if (wanted === 0) return refuse('nothing-to-pay')
  if (liveLink(order) !== undefined) return refuse('link-there')
  const planning = { now: facts.now, newId: () => id, linkMinutes: facts.settings.linkHoldMinutes }
  const requests = [...order.requests, newLink(order, wanted, planning)]
  return ok({ order: { ...order, requests }, events: [], stock: [], moved: nothingMoved, givesCouponsBack: false })
}

/** Of each paid link what has not gone back, nor is about to; where the provider refused, people have to. */
function newRefunds(order: Order, { now, newId }: Planning): Requests {
  const refunds = refundsOf(order)
  const made: PaymentRequest[] = []
  let open = backByHand(order)
  for (const { id, amount, status, beyond = 0, paymentId } of linksOf(order)) {
    const own = refunds.filter(({ refundOf }) => refundOf === id)
    if (status !== 'paid' || paymentId === undefined || own.some((refund) => refund.status === 'refused')) continue
    const base = { kind: 'refund', status: 'requested', askedAt: now, ending: false, refundOf: id, paymentId } as const
    if (beyond > 0 && !own.some((refund) => refund.beyond !== undefined))
      made.push({ ...base, id: newId(), amount: beyond, beyond })
    const left =
      amount -
      beyond -
      sum(
        own.filter((refund) => refund.beyond === undefined),
        (refund) => refund.amount,
      )
    const back = Math.min(left, open)
    if (back > 0) made.push({ ...base, id: newId(), amount: back })
    open -= Math.max(0, back)
  }
  return made
}

/** What the provider is to be asked, where these requests became those. */
export function actsBetween(before: Order, after: Order): readonly PaymentAct[] {
  const known = new Map(before.requests.map((request) => [request.id, request]))
  return after.requests.flatMap((request): readonly PaymentAct[] => {
    const was = known.get(request.id)
    const { id, amount, until, paymentId } = request
    if (request.kind === 'refund')
      return was === undefined && paymentId !== undefined
        ? [
            {
              kind: 'give-back',
              request: id,
              order: after.number,
              amount,
              currency: after.currency,
              payment: paymentId,
            },
          ]
        : []
    if (was === undefined && until !== undefined) return [askFor(after, request, until)]
    return request.ending && was?.ending === false ? [{ kind: 'end-link', request: id, order: after.number }] : []
  })
}

function askFor({ number, currency, buyer }: Order, { id, amount }: PaymentRequest, until: string): PaymentAct {
  const email = 'email' in buyer && buyer.email !== undefined ? { email: buyer.email } : {}
  return { kind: 'ask-link', request: id, order: number, amount, currency, until, ...email }
}
