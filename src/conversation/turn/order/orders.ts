/**
 * Placed orders in the conversation (rules.md O16): the order is locked, then what was asked is
 * resolved against it, decided, and written at once; who spoke and the order's own thread are told.
 * Other people's orders are not found, in the words of one that does not exist. Next:
 * new-from-order.ts fills a cart from an order; screens/order-news.ts has the words.
 */

import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { Of } from '#conversation/requests/request.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { resolveOrderAct } from '#conversation/resolve/order-acts.ts'
import { maySeeOrder } from '#conversation/resolve/visible-order.ts'
import { aboutPlacedView, historyView, type OrderNews, orderNewsView } from '#conversation/screens/order/order-news.ts'
import { loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { type Carry, factsOf, type Session, speakOf } from '#conversation/turn/session.ts'
import { optionText, sellableNow } from '#domain/draft/lines.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { Order } from '#domain/model/order.ts'
import type { ExchangeGoods, OrderCommand, OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { due, toGiveBack } from '#domain/order/money.ts'
import { open } from '#domain/order/units.ts'
import { freeNow } from '#domain/stock/availability.ts'
import { askAboutOrder, mustAsk } from './asking.ts'
import { afterStockFreed } from './freed.ts'
import { addToNewOrder, reorder } from './new-from-order.ts'
import { changeOrders } from './records.ts'

export const ORDER_ACTS = {
  'change-order': changeOrder,
  'that-order': ({ act }, session) => aboutThatOrder(act, session),
  'about-order': ({ order }, { says }) =>
    void says.push({ kind: 'screen', draw: (context) => aboutPlacedView(order, context) }),
  'order-more': orderMore,
  'begin-order-words': beginWords,
  'keep-order': ({ order }, { says }) => void says.push({ kind: 'tell', headline: `Order ${order} stays as it is` }),
  reorder: ({ order }, session) => reorder(order, session),
  'repeat-last': ({ order }, session) => reorder(order, session),
  history: ({ order }, session) => history(order, session),
} satisfies Carry<'order'>

async function orderMore(request: Of<'order-more'>, session: Session): Promise<void> {
  const target = await visibleOrder(request.order, session)
  if (target === undefined) notFound(request.order, session)
  else await addToNewOrder(target.order, request, session)
}

/** What is typed next is the words; asked of who began them. */
async function beginWords({ order, of }: Of<'begin-order-words'>, session: Session): Promise<void> {
  const right = of === 'memo' ? 'write-memo' : 'change-orders'
  if (!may(session.actor, right))
    return refuse({ kind: 'not-allowed', role: roleOf(session.actor), to: right }, session)
  if ((await visibleOrder(order, session)) === undefined) return notFound(order, session)
  session.asks = { user: session.inbound.user, request: { kind: 'change-order', order, act: { kind: of, text: '' } } }
  const headline = `What should the ${of === 'memo' ? 'internal memo' : 'comment'} on order ${order} say?`
  session.says.push({ kind: 'tell', headline, text: 'Just type it, or say "no" to leave it out.' })
}

const refuse = (refusal: Refusal, session: Session): void => void session.says.push({ kind: 'refusal', refusal })
const notFound = (number: number, session: Session): void =>
  refuse({ kind: 'order', number, why: { kind: 'not-found' } }, session)

/** Knowing somebody's e-mail is enough to look at a guest's order, never to change it. */
export async function visibleOrder(number: number, session: Session): Promise<OrderTarget | undefined> {
  const target = await session.turn.order(number)
  if (target === undefined || !maySeeOrder(target.order, session.actor)) return undefined
  speakOf(number, session)
  return target
}

/** Said without a number: the order last named in this thread. */
function aboutThatOrder(act: OrderAct, session: Session): Promise<void> | void {
  const { spokenOrder: order } = session.turn
  if (order === undefined)
    return void session.says.push({
      kind: 'tell',
      headline: 'Which order?',
      text: 'Say it with its number, for example "paid 10001".',
    })
  return changeOrder({ kind: 'change-order', order, act }, session)
}

/** The order last named here, where something of it can still be cancelled by whoever speaks. */
export async function cancellable(session: Session): Promise<Order | undefined> {
  const { spokenOrder } = session.turn
  const target =
    spokenOrder === undefined || !may(session.actor, 'change-orders')
      ? undefined
      : await visibleOrder(spokenOrder, session)
  return target?.order.lines.some((line) => open(line) > 0) ? target.order : undefined
}

/** A press counts for the amount its control named. */
function otherAmount({ act, confirmed }: Of<'change-order'>, order: Order): Refusal | undefined {
  if (confirmed === undefined || (act.kind !== 'paid' && act.kind !== 'refunded')) return undefined
  const now = act.kind === 'paid' ? due(order) : toGiveBack(order)
  return now === confirmed ? undefined : { kind: 'order', number: order.number, why: { kind: 'other-amount', now } }
}

export async function changeOrder(request: Of<'change-order'>, session: Session): Promise<void> {
  const target = await visibleOrder(request.order, session)
  if (target === undefined) return noOrder(request, session)
  const other = otherAmount(request, target.order)
  if (other !== undefined) return refuse(other, session)
  const step = resolveOrderAct(request.act, target.order, session.shop)
  switch (step.kind) {
    case 'refuse':
      return refuse(step.refusal, session)
    case 'tell':
      return void session.says.push(step)
    case 'command':
      return decideAndWrite(request, step.command, target, session)
    default:
      return step satisfies never
  }
}

/** "comment 1234 is the gate code": a number no order has is no order, and nothing else is made of it unasked. */
function noOrder({ order, act }: Of<'change-order'>, session: Session): void {
  const words = act.kind === 'comment' || act.kind === 'memo' ? act.text : ''
  if (words === '' || session.draft === undefined) return void notFound(order, session)
  const say = `${act.kind} "${order} ${words}"`
  session.says.push({
    kind: 'tell',
    headline: `Order ${order} was not found`,
    text: `Nothing was kept. If the number belongs to your words, say: ${say}.`,
  })
}

async function decideAndWrite(
  request: Of<'change-order'>,
  asked: OrderCommand,
  target: OrderTarget,
  session: Session,
): Promise<void> {
  const command = await meantBy(request, asked, session)
  if (command === undefined) return
  const decided = decideOrder(target.order, command, orderFacts(target, session))
  if (!decided.ok) return refuse(decided.refusal, session)
  if (mustAsk(request, target.order, decided.value, session))
    return askAboutOrder(request, { order: target.order, decided: decided.value, command }, session)
  await write(target, decided.value, command, session)
}

/**
 * What is taken in exchange is looked for in the shop; a customer's wish to exchange announces the
 * return, and whoever looks after the shop does the rest.
 */
async function meantBy(
  { act }: Of<'change-order'>,
  asked: OrderCommand,
  session: Session,
): Promise<OrderCommand | undefined> {
  if (act.kind !== 'exchange' || asked.kind !== 'announce-return' || !may(session.actor, 'return-items')) return asked
  const goods = await goodsFor(act.for, session)
  return goods && { kind: 'exchange', part: asked.part, goods }
}

/** A SKU, as it is sold and as many as are free now; undefined: it is not sold, which was said. */
async function goodsFor(typed: string, session: Session): Promise<ExchangeGoods | undefined> {
  if (!(await isStillSold(typed, session))) return undefined
  const { shop, stock } = factsOf(session).facts
  const variant = shop.catalog.variants.get(typed.toUpperCase())
  const product = variant && shop.catalog.products.get(variant.productId)
  if (variant === undefined) return undefined
  const fact = stock.get(variant.sku)
  return {
    sku: variant.sku,
    name: product?.name ?? variant.sku,
    optionText: optionText(variant, shop.catalog),
    taxClass: product?.taxClass ?? 'default',
    price: variant.price,
    ...(fact?.tracked === true ? { here: freeNow(fact) } : {}),
  }
}

export const orderFacts = ({ family }: OrderTarget, { turn, actor, inbound, shop }: Session): OrderFacts => ({
  now: turn.now,
  actor,
  source: inbound.id,
  settings: shop.settings,
  family,
})

/**
 * Writes a decision, with what of its family leaves with it, and tells of it; also how other turns
 * change an order (the release of backorders).
 */
export async function write(
  target: OrderTarget,
  decided: OrderDecided,
  command: OrderCommand,
  session: Session,
): Promise<void> {
  const done: readonly Done[] = [{ before: target.order, decided, command }, ...following(target, decided, session)]
  await changeOrders(
    done.map(({ before, decided: { order: after, events, stock, givesCouponsBack } }) => ({
      before,
      after,
      events,
      stock,
      givesCouponsBack,
    })),
    session,
  )
  for (const one of done)
    tellOf({ before: one.before, after: one.decided.order, command: one.command, moved: one.decided.moved }, session)
  const stock = done.flatMap((one) => one.decided.stock)
  const freed = stock
    .filter((move) => move.reserved < 0 || move.onHand > 0 || move.allocated < 0)
    .map((move) => move.sku)
  if (command.kind !== 'ship' && freed.length > 0) await afterStockFreed(session, freed)
}

type Done = { readonly before: Order; readonly decided: OrderDecided; readonly command: OrderCommand }

/** What one order earned may stand in another that was placed together with it. */
function following(
  { order, family }: OrderTarget,
  { order: after, events }: OrderDecided,
  session: Session,
): readonly Done[] {
  const done: Done[] = []
  let now = [after, ...family]
  for (const before of family) {
    const others = now.filter(({ number }) => number !== before.number)
    const facts = {
      ...orderFacts({ order, family: others }, session),
      actor: { kind: 'system', id: 'family' } as const,
    }
    const command = { kind: 'follow', back: events.some(({ kind }) => kind === 'returned') } as const
    const decided = decideOrder(before, command, facts)
    if (!decided.ok) continue
    done.push({ before, decided: decided.value, command })
    now = now.map((one) => (one.number === before.number ? decided.value.order : one))
  }
  return done
}

/**
 * In the order's own thread everybody is told; elsewhere who spoke, and that thread too. Memos are
 * nobody else's business.
 */
function tellOf(news: OrderNews, session: Session): void {
  const { thread } = news.after
  const here = session.inbound.thread
  const internal = news.command.kind === 'memo'
  if (internal || thread !== here)
    session.says.push({ kind: 'screen', draw: (context) => orderNewsView(news, context) })
  if (!internal && thread !== null)
    session.posts.push({ to: thread, about: news.after.number, draw: (context) => orderNewsView(news, context) })
}

/** What is taken in exchange must be sold, before anything comes back. */
export async function isStillSold(typed: string, session: Session): Promise<boolean> {
  const needs = needsOf([], session)
  await loadFacts(session, { ...needs, skus: [...new Set([...needs.skus, typed.toUpperCase()])].sort() })
  const found = sellableNow(typed, factsOf(session).facts)
  if (!found.ok) refuse(found.refusal, session)
  return found.ok
}

async function history(number: number, session: Session): Promise<void> {
  const { found } = session
  const order = found?.order
  if (order === undefined) return notFound(number, session)
  speakOf(number, session)
  const events = found?.history ?? []
  session.says.push({ kind: 'screen', draw: (context) => historyView(order, events, context) })
}
