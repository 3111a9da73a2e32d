/**
 * What is asked before a placed order is changed: an exchange, cancelling a whole order, taking back
 * one record of money after another, and more given back than has to be, each with number and
 * amount; confirmed is that amount only.
 * Next: screens/order words each; the yes of who was asked is heard in reading/understood.ts.
 */
import type { Of } from '#conversation/requests/request.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import { askExchangeView, askForExchangeView } from '#conversation/screens/order/exchange.ts'
import { askGiveBackView, askTakeBackView } from '#conversation/screens/order/records.ts'
import { askCancelView } from '#conversation/screens/order/which-order.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderDecided } from '#domain/model/order-command.ts'
import { differenceOf } from '#domain/order/exchange.ts'
import { due } from '#domain/order/money.ts'
import { standing } from '#domain/order/payment.ts'

/** The amount that is named: what an exchange costs, or what a cancel takes off. */
function namedOf(act: OrderAct, before: Order, { order: after, moved }: OrderDecided): number {
  if (act.kind === 'not-paid') return standing(before.records).at(-1)?.amount ?? 0
  if (act.kind === 'refunded') return moved.refunded
  return act.kind === 'exchange' ? differenceOf(before, after) : moved.credited
}

export function mustAsk(request: Of<'change-order'>, before: Order, decided: OrderDecided, session: Session): boolean {
  const { act, confirmed } = request
  const exchanges = act.kind === 'exchange' || decided.events.some(({ kind }) => kind === 'exchanged')
  // Said once more it would take back an earlier record, which may well be right.
  if (act.kind === 'not-paid') return peelsOff(before) && confirmed !== namedOf(act, before, decided)
  if (act.kind === 'refunded')
    return due(decided.order) > due(before) && agreedTo(request, session) !== namedOf(act, before, decided)
  // What becomes of an order that is cancelled already (its money goes back) cancels nothing.
  const ends = decided.order.status === 'cancelled' && before.status !== 'cancelled'
  if (!exchanges && !ends && !(act.kind === 'cancel' && act.item === undefined)) return false
  return agreedTo(request, session) !== namedOf(act, before, decided)
}

/** Said again in the same words, the question is answered. */
export function agreedTo(
  { order, act, confirmed }: Of<'change-order'>,
  { turn, inbound }: Session,
): number | undefined {
  const again = turn.asked?.user === inbound.user ? turn.asked.request : undefined
  const same =
    again?.kind === 'change-order' && again.order === order && JSON.stringify(again.act) === JSON.stringify(act)
  return confirmed ?? (same ? again.confirmed : undefined)
}

const peelsOff = ({ records }: Order): boolean => (records.at(-1)?.amount ?? 0) < 0

const NAMED: ReadonlySet<OrderAct['kind']> = new Set(['cancel', 'exchange', 'not-paid', 'refunded'])

type Asking = { readonly order: Order; readonly decided: OrderDecided; readonly command: OrderCommand }

export function askAboutOrder(
  request: Of<'change-order'>,
  { order, decided, command }: Asking,
  session: Session,
): void {
  // Whatever took the last of it off: what is asked about, and what the control carries, is the cancelling.
  const act: OrderAct = NAMED.has(request.act.kind) ? request.act : { kind: 'cancel' }
  const sure = { ...request, act, confirmed: namedOf(act, order, decided) }
  session.asks = { user: session.inbound.user, request: sure }
  session.says.push({
    kind: 'screen',
    draw: (context) =>
      command.kind === 'exchange'
        ? askExchangeView(order, { command, decided, sure }, context)
        : command.kind === 'announce-return'
          ? askForExchangeView(order, { command, sure }, context)
          : command.kind === 'take-back-record'
            ? askTakeBackView(order, sure, context)
            : command.kind === 'give-back'
              ? askGiveBackView({ before: order, after: decided.order }, sure, context)
              : askCancelView(order, decided, sure, context),
  })
}
