/**
 * What people say about an order that waits (rules.md S2): release what is here, wait for the rest,
 * swap, to the front of the queue. Said in the order's own thread without a number, or anywhere
 * with one. Each is an OrderCommand of the one funnel (orders.ts).
 */

import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { Of, RequestIn } from '#conversation/requests/request.ts'
import { swapView } from '#conversation/screens/order/arrivals.ts'
import { loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { type Carry, factsOf, type Session } from '#conversation/turn/session.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import type { Quantity } from '#domain/base/flavour.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderDecided } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { waitingUnits, waitsOrCame } from '#domain/order/release.ts'
import { open } from '#domain/order/units.ts'
import { freeNow } from '#domain/stock/availability.ts'
import { afterStockFreed } from './freed.ts'
import { addToNewOrder } from './new-from-order.ts'
import { isStillSold } from './orders.ts'
import { orderFacts, visibleOrder, write } from './writing.ts'

export const WAITING = { waiting: aboutWaiting, swap: aboutWaiting } satisfies Carry<'waiting'>

async function aboutWaiting(request: RequestIn<'waiting'>, session: Session): Promise<void> {
  const target = await meant(request, session)
  if (target === undefined) return
  if (request.kind === 'swap') return swap(request, target, session)
  const command = { kind: request.act } as const
  const decided = decideOrder(target.order, command, orderFacts(target, session))
  if (!decided.ok) return void session.says.push({ kind: 'refusal', refusal: decided.refusal })
  if (request.act !== 'release') return write(target, decided.value, command, session)
  await release(target, decided.value, session)
}

/** By its number, or the one of this thread's last family that it can mean. */
async function meant(request: RequestIn<'waiting'>, session: Session): Promise<OrderTarget | undefined> {
  const number = request.order ?? session.turn.spokenOrder
  if (number === undefined) {
    session.says.push({
      kind: 'tell',
      headline: understoodWords.whichOrder,
      text: understoodWords.sayOrderNumberRelease,
    })
    return undefined
  }
  const target = await visibleOrder(number, session)
  if (target === undefined) {
    session.says.push({ kind: 'refusal', refusal: { kind: 'order', number, why: { kind: 'not-found' } } })
    return undefined
  }
  if (request.order !== undefined || isMeant(request, target.order)) return target
  const other = target.family.find((order) => isMeant(request, order))
  return other === undefined
    ? target
    : { order: other, family: [target.order, ...target.family.filter((order) => order !== other)] }
}

function isMeant(request: RequestIn<'waiting'>, order: Order): boolean {
  if (request.kind === 'swap')
    return order.lines.some((line) => line.sku === request.from.toUpperCase() && open(line) > 0)
  return request.act === 'release'
    ? waitsOrCame(order) && order.lines.some((line) => line.reserved > 0)
    : waitingUnits(order) > 0
}

/**
 * Who may ship, ships what is here; a customer's word is kept with the order for those who do.
 * Units kept for it come out of the queue's reserve.
 */
async function release(target: OrderTarget, decided: OrderDecided, session: Session): Promise<void> {
  const here = decided.order.lines.some((line) => line.reserved > 0)
  const facts = orderFacts(target, session)
  const shipped =
    here && may(session.actor, 'ship-orders') ? decideOrder(decided.order, { kind: 'ship' }, facts) : undefined
  const skus = decided.order.lines.filter((line) => line.backordered > 0).map((line) => line.sku)
  const changedPolicy = decided.order.backorderPolicy !== target.order.backorderPolicy
  if (shipped !== undefined && !shipped.ok) return void session.says.push({ kind: 'refusal', refusal: shipped.refusal })
  if (shipped === undefined) await write(target, decided, { kind: 'release' }, session)
  else
    await write(
      target,
      { ...shipped.value, events: [...decided.events, ...shipped.value.events] },
      { kind: 'ship' },
      session,
    )
  if (changedPolicy && skus.length > 0) await afterStockFreed(session, skus)
}

/**
 * What waits, or came and is not wanted, is cancelled; the other item goes into a new order for the
 * same buyer, at today's price.
 */
async function swap({ from: typed, to }: Of<'swap'>, target: OrderTarget, session: Session): Promise<void> {
  const from = typed.toUpperCase()
  const { order } = target
  const quantity = order.lines.filter((line) => line.sku === from).reduce((total, line) => total + open(line), 0)
  if (to === undefined) return offer(order, from, quantity, session)
  const decided = decideOrder(order, { kind: 'cancel', part: { sku: from } }, orderFacts(target, session))
  if (!decided.ok) return void session.says.push({ kind: 'refusal', refusal: decided.refusal })
  if (!(await isStillSold(to, session)) || !(await addToNewOrder(order, { sku: to.toUpperCase(), quantity }, session)))
    return
  await write(target, decided.value, { kind: 'cancel', part: { sku: from } }, session)
}

const OFFERED = 4

/**
 * Other variants of the same product that are here in that number, nearest first: those that differ
 * in the fewest options.
 */
async function offer(order: Order, from: string, quantity: Quantity, session: Session): Promise<void> {
  const { catalog } = session.shop
  const variant = catalog.variants.get(from)
  const others =
    variant === undefined ? [] : (catalog.variantsOf.get(variant.productId) ?? []).filter(({ sku }) => sku !== from)
  const needs = needsOf([], session)
  await loadFacts(session, { ...needs, skus: [...new Set([...needs.skus, ...others.map(({ sku }) => sku)])].sort() })
  const { stock } = factsOf(session).facts
  const differing = (options: Readonly<Record<string, string>>): number =>
    Object.entries(options).filter(([id, value]) => variant?.options[id] !== value).length
  const near = others
    .filter(({ sku }) => freeNow(stock.get(sku)) >= quantity)
    .toSorted((a, b) => differing(a.options) - differing(b.options))
    .slice(0, OFFERED)
    .map(({ sku }) => sku)
  session.says.push({ kind: 'screen', draw: (context) => swapView(order, from, near, context) })
}
