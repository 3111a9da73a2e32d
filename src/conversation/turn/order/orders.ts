/**
 * Placed orders in the conversation (rules.md O16): the order is locked, then what was asked is
 * resolved against it, decided, and written at once; who spoke and the order's own thread are told.
 * Other people's orders are not found, in the words of one that does not exist. Next:
 * new-from-order.ts fills a cart from an order; screens/order/order-news.ts has the words.
 */

import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { PAYING } from '#conversation/requests/paying.ts'
import type { Of } from '#conversation/requests/request.ts'
import type { AmendAct, OrderAct } from '#conversation/requests/words/arguments.ts'
import { resolveOrderAct } from '#conversation/resolve/order-acts.ts'
import { historyView } from '#conversation/screens/order/records.ts'
import { notReadOfOrderView, pricesStayView, whichOrderView, wordsForView } from '#conversation/screens/order/wished.ts'
import { loadFacts } from '#conversation/turn/facts.ts'
import { checkCaller } from '#conversation/turn/people/caller-check.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { type Carry, factsOf, type Session, speakOf } from '#conversation/turn/session.ts'
import { handOverWords } from '#conversation/words/hand-over.ts'
import { ordersWords } from '#conversation/words/order/orders.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { optionText, sellableNow } from '#domain/draft/lines.ts'
import { roleOf } from '#domain/model/actor.ts'
import { isAtDesk } from '#domain/model/hand-over.ts'
import type { Order } from '#domain/model/order.ts'
import type { ExchangeGoods, OrderCommand } from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { due } from '#domain/order/money.ts'
import { nextByHand } from '#domain/order/payment-requests.ts'
import { open } from '#domain/order/units.ts'
import { freeNow } from '#domain/stock/availability.ts'
import { amendOrder, changeBy, confirmChange, dropChange, keepOrder } from './amend.ts'
import { agreedTo, askAboutOrder, mustAsk } from './asking.ts'
import { addToNewOrder, reorder } from './new-from-order.ts'
import { askPart, isOwnPart, offerParts, ownPart } from './parts.ts'
import { orderFacts, orderNotFound, tellRefusal, visibleOrder, write } from './writing.ts'

export const ORDER_ACTS = {
  'change-order': changeOrder,
  'that-order': ({ act }, session) => aboutThatOrder(act, session),
  'about-order': aboutOrder,
  'which-order': ({ orders }, { says }) =>
    void says.push({ kind: 'screen', draw: (context) => whichOrderView(orders, context) }),
  'order-more': orderMore,
  'begin-order-words': beginWords,
  'keep-order': ({ order }, session) => keepOrder(order, session),
  'confirm-change': confirmChange,
  'change-by': changeBy,
  'drop-change': dropChange,
  'check-caller': checkCaller,
  'order-parts': orderParts,
  reorder: ({ order }, session) => reorder(order, session),
  'repeat-last': ({ order }, session) => reorder(order, session),
  history: ({ order }, session) => history(order, session),
} satisfies Omit<Carry<'order'>, keyof typeof PAYING>

async function orderMore(request: Of<'order-more'>, session: Session): Promise<void> {
  const target = await visibleOrder(request.order, session)
  if (target === undefined) orderNotFound(request.order, session)
  else await addToNewOrder(target.order, request, session)
}

/** Words nothing was made of, about an order the speaker may see or one that is not there. */
async function aboutOrder({ order, words, prices, asks }: Of<'about-order'>, session: Session): Promise<void> {
  const target = await visibleOrder(order, session)
  if (target === undefined) return orderNotFound(order, session)
  session.says.push({
    kind: 'screen',
    draw: (context) =>
      prices === true
        ? pricesStayView(order, context)
        : words === undefined
          ? notReadOfOrderView(target.order, asks === true, context)
          : wordsForView(order, words, context),
  })
}

/** What is typed next is the words; asked of who began them. */
async function beginWords({ order, of }: Of<'begin-order-words'>, session: Session): Promise<void> {
  const right = of === 'memo' ? 'write-memo' : 'change-orders'
  if (!may(session.actor, right))
    return tellRefusal({ kind: 'not-allowed', role: roleOf(session.actor), to: right }, session)
  if ((await visibleOrder(order, session)) === undefined) return orderNotFound(order, session)
  session.asks = { user: session.inbound.user, request: { kind: 'change-order', order, act: { kind: of, text: '' } } }
  const headline = ordersWords.whatToWrite(of === 'memo', order)
  session.says.push({ kind: 'tell', headline, text: ordersWords.justTypeOrLeave })
}

async function orderParts({ order, part }: Of<'order-parts'>, session: Session): Promise<void> {
  const target = await visibleOrder(order, session)
  if (target === undefined) orderNotFound(order, session)
  else offerParts(target, part, orderFacts(target, session), session)
}

/** Said without a number: the order last named in this thread. */
function aboutThatOrder(act: OrderAct, session: Session): Promise<void> | void {
  const { spokenOrder: order } = session.turn
  if (order === undefined)
    return void session.says.push({
      kind: 'tell',
      headline: understoodWords.whichOrder,
      text: understoodWords.sayOrderNumberPaid,
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
  if (act.amount !== undefined) return undefined
  const now = act.kind === 'paid' ? due(order) : nextByHand(order)
  return now === confirmed ? undefined : { kind: 'order', number: order.number, why: { kind: 'other-amount', now } }
}

/** While a rep talks with its customer, a comment of theirs is for the shop: only `say` crosses. */
function forReaders(act: OrderAct, { actor, turn, inbound, says }: Session): OrderAct {
  const { talk } = turn
  if (act.kind !== 'comment' || actor.kind !== 'staff' || talk?.status !== 'taken') return act
  if (!isAtDesk(talk, inbound.thread)) return act
  says.push({ kind: 'tell', headline: handOverWords.keptForTheShop, text: handOverWords.sayTellsThem })
  return { kind: 'memo', text: act.text }
}

const isAmendment = (act: OrderAct): act is AmendAct => AMENDS.has(act.kind)
const AMENDS: ReadonlySet<OrderAct['kind']> = new Set<AmendAct['kind']>([
  'address',
  'split',
  'method',
  'contact',
  'day',
  'gift-note',
])

export async function changeOrder(request: Of<'change-order'>, session: Session): Promise<void> {
  const target = await visibleOrder(request.order, session)
  if (target === undefined) return noOrder(request, session)
  const other = otherAmount(request, target.order)
  if (other !== undefined) return tellRefusal(other, session)
  const act = forReaders(request.act, session)
  if (isAmendment(act)) return amendOrder({ act, instead: request.instead === true }, target, session)
  const step = resolveOrderAct(act, target.order, session.shop)
  switch (step.kind) {
    case 'refuse':
      return tellRefusal(step.refusal, session)
    case 'tell':
      // Several of it were named: each is one press away.
      if (step.several === true && (act.kind === 'return' || act.kind === 'cancel'))
        return offerParts(target, act.kind, orderFacts(target, session), session)
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
  if (words === '' || session.draft === undefined) return void orderNotFound(order, session)
  const say = `${act.kind} "${order} ${words}"`
  session.says.push({
    kind: 'tell',
    headline: ordersWords.orderNotFound(order),
    text: ordersWords.numberInYourWords(say),
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
  if (!decided.ok)
    return isOwnPart(request.act, session) && request.act.kind === 'return'
      ? offerParts(target, 'return', orderFacts(target, session), session)
      : tellRefusal(decided.refusal, session)
  const own = ownPart(request.act, command, { order: target.order, facts: orderFacts(target, session) }, session)
  if (own !== undefined && agreedTo(request, session) !== own.amount) return askPart(own, target.order, session)
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
  if (act.kind !== 'exchange' || asked.kind !== 'announce-return') return asked
  const goods = await goodsFor(act.for, session)
  if (goods === undefined) return undefined
  return may(session.actor, 'return-items')
    ? { kind: 'exchange', part: asked.part, goods }
    : { ...asked, instead: goods.sku }
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

/** What is taken in exchange must be sold, before anything comes back. */
export async function isStillSold(typed: string, session: Session): Promise<boolean> {
  const needs = needsOf([], session)
  await loadFacts(session, { ...needs, skus: [...new Set([...needs.skus, typed.toUpperCase()])].sort() })
  const found = sellableNow(typed, factsOf(session).facts)
  if (!found.ok) tellRefusal(found.refusal, session)
  return found.ok
}

async function history(number: number, session: Session): Promise<void> {
  const { found } = session
  const order = found?.order
  if (order === undefined) return orderNotFound(number, session)
  speakOf(number, session)
  const events = found?.history ?? []
  session.says.push({ kind: 'screen', draw: (context) => historyView(order, events, context) })
}
