/**
 * What a customer may cancel or send back of a placed order, with what it is worth there: asked of
 * the same decisions that do it, so that the amount on the button is the one that counts. Next:
 * screens/order/parts.ts draws it, orders.ts does it.
 */
import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { OrderAct } from '#conversation/requests/words/arguments.ts'
import {
  askPartView,
  type OrderPartChoice,
  type PartKind,
  partsView,
  pressOf,
} from '#conversation/screens/order/parts.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand, OrderFacts } from '#domain/model/order-command.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { open, returnable } from '#domain/order/units.ts'

/** Undefined: not so many are there. */
function partOf(
  order: Order,
  { kind, sku, quantity }: Pick<OrderPartChoice, 'kind' | 'sku' | 'quantity'>,
  facts: OrderFacts,
): OrderPartChoice | undefined {
  const line = order.lines.find((each) => each.sku === sku)
  const part = { sku, quantity }
  // What it is worth once it is back; announcing it books nothing yet.
  const command: OrderCommand = kind === 'cancel' ? { kind, part } : { kind: 'return', part }
  const decided = decideOrder(order, command, { ...facts, actor: { kind: 'system', id: 'parts' } })
  if (line === undefined || !decided.ok) return undefined
  return { kind, ...part, name: line.name, options: line.optionText, amount: decided.value.moved.credited }
}

/** All of each SKU, and a single one where there are several. */
function partsOf(order: Order, kind: PartKind, facts: OrderFacts): readonly OrderPartChoice[] {
  const left = new Map<string, number>()
  for (const line of order.lines)
    left.set(line.sku, (left.get(line.sku) ?? 0) + (kind === 'cancel' ? open(line) : returnable(line)))
  return [...left].flatMap(([sku, count]) =>
    [...new Set([count, 1])]
      .filter((quantity) => quantity > 0 && quantity <= count)
      .flatMap((quantity) => partOf(order, { kind, sku, quantity }, facts) ?? []),
  )
}

/** Offers what can be had of what was asked, else of the other. */
export function offerParts({ order }: OrderTarget, asked: PartKind, facts: OrderFacts, session: Session): void {
  const wanted = partsOf(order, asked, facts)
  const parts = wanted.length > 0 ? wanted : partsOf(order, asked === 'cancel' ? 'return' : 'cancel', facts)
  const [only, ...more] = parts
  if (only !== undefined && more.length === 0) {
    const sure = pressOf(only, order)
    if (sure.kind === 'change-order') session.asks = { user: session.inbound.user, request: sure }
  }
  session.says.push({ kind: 'screen', draw: (context) => partsView(order, { asked, parts }, context) })
}

/** Cancelling or sending back by the item, said by the customer: done by the press on its amount only. */
export const isOwnPart = (act: OrderAct, { actor }: Session): act is Extract<OrderAct, { kind: PartKind }> =>
  (actor.kind === 'customer' || actor.kind === 'guest') && (act.kind === 'cancel' || act.kind === 'return')

/** What they want cancelled or sent back, and its amount. Undefined: not by the item, or not their own. */
export function ownPart(
  act: OrderAct,
  command: OrderCommand,
  { order, facts }: { readonly order: Order; readonly facts: OrderFacts },
  session: Session,
): OrderPartChoice | undefined {
  if (!isOwnPart(act, session) || !('part' in command) || command.part === undefined) return undefined
  const { sku, quantity = order.lines.reduce((sum, line) => sum + (line.sku === sku ? open(line) : 0), 0) } =
    command.part
  return partOf(order, { kind: act.kind, sku, quantity }, facts)
}

export function askPart(part: OrderPartChoice, order: Order, session: Session): void {
  const sure = pressOf(part, order)
  if (sure.kind === 'change-order') session.asks = { user: session.inbound.user, request: sure }
  session.says.push({ kind: 'screen', draw: (context) => askPartView(order, part, context) })
}
