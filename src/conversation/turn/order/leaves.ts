/**
 * What leaves the shop when an order changes, besides what is said in threads: what a payment
 * provider is asked, letters, and what other programs are told. All of it goes to the outbox in the
 * turn's own commit. Next: domain/order/payment-requests.ts, conversation/letters/.
 */
import { type ShopEvent, type ShopEventKind, shopEvent } from '#conversation/edge/shop-event.ts'
import type { OrderChange, OrderTarget } from '#conversation/engine-ports.ts'
import { type LetterAbout, letterView } from '#conversation/letters/letters.ts'
import { isPickedUp } from '#conversation/screens/names.ts'
import { isMailed, letterTo, payable } from '#conversation/screens/order/paying.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Order, Parcel } from '#domain/model/order.ts'
import type { OrderEvent, OrderEventKind } from '#domain/model/order-command.ts'
import type { PaymentAct } from '#domain/model/placed/payment-request.ts'
import type { LetterKind } from '#domain/model/shop.ts'
import { due } from '#domain/order/money.ts'
import { actsBetween, isRaised, withRequests } from '#domain/order/payment-requests.ts'

/** With what is to be asked of the provider, where there is one; the same again changes nothing. */
export function withAsks(order: Order, { deps, turn, newId, shop }: Session, before: Order = order): Order {
  if (!deps.outside.links) return order
  const raised = isRaised(before, order)
  return withRequests(order, { now: turn.now, newId, linkMinutes: shop.settings.linkHoldMinutes, raised })
}

export function leaves({ before, after, events }: OrderChange, session: Session): void {
  const order = { ...after, parcels: [...after.parcels, ...events.flatMap(parcelOf)] }
  for (const { kind, detail } of events) {
    const letter = LETTER_OF[kind]
    const amount = amountIn(detail['refunded']) + amountIn(detail['beyond'])
    if (letter !== undefined && isWritten(letter, order, session))
      write(letter, { order, amount, byProvider: 'request' in detail }, session)
  }
  for (const act of actsBetween(before, after)) outside(`payment:${after.number}`, act, session)
  for (const type of toldOf({ before, after, events })) tellPrograms(type, order, session)
}

const amountIn = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** What left in this very turn stands in its event only. */
function parcelOf({ kind, at, detail }: OrderEvent): readonly Parcel[] {
  const { tracking, lines } = detail
  if (kind !== 'shipped' || !Array.isArray(lines)) return []
  return [{ at, lines, ...(typeof tracking === 'string' ? { tracking } : {}) }]
}

/** A new order, as it was just written. */
export function placedLeaves(order: Order, family: readonly Order[], session: Session): void {
  tellPrograms('order.placed', order, session)
  write('confirmation', { order, rest: numbersOf(order, family) }, session)
}

const numbersOf = ({ number }: Order, family: readonly Order[]): readonly number[] =>
  family.map((one) => one.number).filter((one) => one !== number)

const LETTER_OF: { readonly [K in OrderEventKind]?: LetterKind } = {
  shipped: 'shipped',
  cancelled: 'cancelled',
  'given-back': 'refunded',
  'return-announced': 'return-announced',
  'link-made': 'link',
}
/**
 * Of an order that goes on, fewer items are no letter; what is picked up leaves with its customer;
 * a link that is being replaced is none either.
 */
function isWritten(letter: LetterKind, order: Order, { turn, shop }: Session): boolean {
  if (letter === 'shipped') return !order.groups.every((group) => isPickedUp(group, { shop }))
  if (letter === 'cancelled') return order.status === 'cancelled'
  return letter !== 'link' || payable(order, turn.now) !== undefined
}

/** To the address of the order, where its customer gets letters. */
function write(kind: LetterKind, about: LetterAbout, session: Session): void {
  const to = letterTo(about.order)
  if (session.deps.outside.mail && to !== undefined && isMailed(about.order, session)) letter(kind, about, to, session)
}

/** To an address that was asked for, whoever gets letters otherwise. */
export const sendLetter = (kind: LetterKind, { order, family }: OrderTarget, session: Session, to: string): void =>
  letter(kind, { order, rest: numbersOf(order, family) }, to, session)

function letter(kind: LetterKind, about: LetterAbout, to: string, { outgoing, shop, turn }: Session): void {
  const actor = { kind: 'guest', id: '', name: '' } as const
  const view = letterView(kind, about, { shop, now: turn.now, actor, shared: false, token: () => '' })
  outgoing.push({ to: `mail:${to}`, placement: { place: 'post', view } })
}

const outside = (to: string, what: PaymentAct | ShopEvent, { outgoing }: Session): void =>
  void outgoing.push({ to, placement: { place: 'outside', what } })

/** The store makes one of it for each program that wants it. */
function tellPrograms(type: ShopEventKind, order: Order, session: Session): void {
  if (session.shop.hasWebhooks === true) outside('webhook:*', shopEvent(type, order, session.turn.now), session)
}

/** Words about an order, and what a provider has in the making, are nobody else's business. */
const SILENT: ReadonlySet<OrderEventKind> = new Set([
  ...(['commented', 'memo-added', 'mailed', 'link-made', 'link-expired', 'link-refused'] as const),
  'payment-in-doubt',
])

/** What came twice is in no book: money is told as far as the books moved. */
const MONEY: ReadonlySet<OrderEventKind> = new Set(['paid', 'given-back', 'refund-refused'])

function toldOf({ before, after, events }: Pick<OrderChange, 'before' | 'after' | 'events'>): readonly ShopEventKind[] {
  const [was, is] = [before.money, after.money]
  const moved = was.captured !== is.captured || was.refunded !== is.refunded
  const loud = events.map(({ kind }) => kind).filter((kind) => (MONEY.has(kind) ? moved : !SILENT.has(kind)))
  if (loud.length === 0) return []
  const isPaid = (is.captured > was.captured || loud.includes('paid')) && due(before) > 0 && due(after) === 0
  const special: readonly ShopEventKind[] = [
    ...(isPaid ? (['order.paid'] as const) : []),
    ...(loud.includes('shipped') ? (['order.shipped'] as const) : []),
    ...(loud.includes('cancelled') && after.status === 'cancelled' ? (['order.cancelled'] as const) : []),
  ]
  return special.length > 0 ? special : ['order.changed']
}
