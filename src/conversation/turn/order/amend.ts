/**
 * Changes of a placed order that has not left, in the conversation (rules.md O16). What costs
 * nothing and needs nobody is done at once; else it is kept with the order, shown with the
 * difference, and made by a press or a "yes" for exactly that amount. What needs an approval goes to
 * those who may; a caller check is a rep's. Next: domain/order/amend/plan.ts; screens/order/amend.ts.
 */

import type { FoundFacts } from '#conversation/engine-facts.ts'
import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { Of } from '#conversation/requests/request.ts'
import type { AmendAct, BegunAddress } from '#conversation/requests/words/arguments.ts'
import { resolveAmendment } from '#conversation/resolve/amendments.ts'
import { ofItsPart } from '#conversation/resolve/part-named.ts'
import { askAmendView, goesOnView, otherMethodsView, waitsAmendView } from '#conversation/screens/order/amend.ts'
import {
  askInsteadView,
  askPartsView,
  askRestView,
  askValueView,
  noSuchWayView,
} from '#conversation/screens/order/wished.ts'
import type { Session } from '#conversation/turn/session.ts'
import { ordersWords } from '#conversation/words/order/orders.ts'
import { placeKey } from '#domain/draft/address.ts'
import { type Actor, actorKey } from '#domain/model/actor.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import type { Amendment, AmendSituation, ProposedChange } from '#domain/model/placed/amendment.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import { type AmendPlan, planAmendment } from '#domain/order/amend/plan.ts'
import { decideOrder } from '#domain/order/decide.ts'
import { changeOrders } from './records.ts'
import { orderFacts, orderNotFound, tellRefusal, visibleOrder, write } from './writing.ts'

const over = (number: number, session: Session): void =>
  tellRefusal({ kind: 'order', number, why: { kind: 'change-is-over' } }, session)

const wordsOf = ({ inbound }: Session): string =>
  inbound.kind === 'message' || inbound.kind === 'command' ? inbound.text : ''

type Wanted = { readonly act: AmendAct; readonly instead: boolean }
export async function amendOrder({ act: said, instead }: Wanted, target: OrderTarget, session: Session): Promise<void> {
  const { order } = target
  const act = ofItsPart(said, wordsOf(session), order, session.shop.catalog)
  if (act === 'some')
    return void session.says.push({ kind: 'screen', draw: (context) => askPartsView(order, said.kind, context) })
  if (saidIn(act) === '') return askValue(act, order, session)
  const customer = await customerOf(order, session)
  const { settings } = session.shop
  const resolved = resolveAmendment(act, { order, customer, settings, now: session.turn.now })
  if (resolved.kind === 'refuse') return tellRefusal(resolved.refusal, session)
  if (resolved.kind === 'begun') return askRest(act, resolved, order, session)
  if (resolved.kind === 'tell') return void session.says.push(resolved)
  const answers = answersPlace(resolved.amendment, target, { session, customer })
  if (answers !== undefined) return propose(answers, target, { session, customer })
  const waits = waitsForOthers(order, resolved.amendment)
  if (waits !== undefined && !instead) return askInstead({ act, waits, amendment: resolved.amendment }, order, session)
  await propose(resolved.amendment, target, { session, customer })
}

/** A way of shipping, where the place that was asked for waits for one. */
function answersPlace(amendment: Amendment, target: OrderTarget, { session, customer }: Asking): Amendment | undefined {
  const { order } = target
  const asked = order.proposed?.amendment
  if (amendment.kind !== 'method' || (asked?.kind !== 'address' && asked?.kind !== 'split')) return undefined
  const plan = planAmendment(order, asked, situationOf(order, customer, session), orderFacts(target, session))
  const open = !plan.ok && plan.refusal.kind === 'method-not-here'
  return open ? { ...asked, method: amendment.method } : undefined
}

/** What somebody else decides on, or checks, is not replaced unsaid by another way or place. */
function waitsForOthers({ proposed }: Order, { kind }: Amendment): ProposedChange | undefined {
  const moves = kind === 'address' || kind === 'split' || kind === 'method'
  return moves && proposed?.waitsFor !== undefined ? proposed : undefined
}

type Second = { readonly act: AmendAct; readonly waits: ProposedChange; readonly amendment: Amendment }
function askInstead({ act, waits, amendment }: Second, order: Order, session: Session): void {
  const request = { kind: 'change-order', order: order.number, act, instead: true } as const
  session.asks = { user: session.inbound.user, request }
  session.says.push({ kind: 'screen', draw: (context) => askInsteadView(order, { waits, amendment }, context) })
}

const saidIn = (act: AmendAct): string => {
  switch (act.kind) {
    case 'address':
    case 'split':
      return act.where
    case 'method':
      return act.method
    case 'contact':
      return act.contact
    case 'day':
      return act.day
    case 'gift-note':
      return act.text
    default:
      return act satisfies never
  }
}

type Rest = { readonly begun: BegunAddress; readonly why: string }
/** Of an address the missing part is asked for. */
function askRest(act: AmendAct, { begun, why }: Rest, order: Order, session: Session): void {
  if (act.kind !== 'address' && act.kind !== 'split') return
  const rest: AmendAct = { ...act, where: '', begun }
  session.asks = { user: session.inbound.user, request: { kind: 'change-order', order: order.number, act: rest } }
  session.says.push({ kind: 'screen', draw: (context) => askRestView(order, why, context) })
}

/** What is typed next is the value. */
function askValue(act: AmendAct, order: Order, session: Session): void {
  const { country } = session.shop.settings
  const whole = act.kind === 'address' || act.kind === 'split'
  const begun = { address: { name: '', lines: [], city: '', country }, field: 'lines' } as const
  const open = whole && act.begun === undefined ? { ...act, begun } : act
  session.asks = { user: session.inbound.user, request: { kind: 'change-order', order: order.number, act: open } }
  session.says.push({ kind: 'screen', draw: (context) => askValueView(order, act.kind, context) })
}

type Asking = { readonly session: Session; readonly customer: RegisteredCustomer | undefined }

/** Done, or kept and shown. */
async function propose(amendment: Amendment, target: OrderTarget, { session, customer }: Asking): Promise<void> {
  const { order } = target
  const situation = situationOf(order, customer, session)
  const plan = planAmendment(order, amendment, situation, orderFacts(target, session))
  const proposal: ProposedChange = {
    id: session.newId().replaceAll('-', '').slice(-7),
    amendment,
    by: actorKey(session.actor),
    name: session.actor.kind === 'system' ? session.actor.id : session.actor.name,
    at: session.turn.now,
  }
  if (!plan.ok) return otherMethods(plan.refusal, proposal, { target, keeps: true }, session)
  const { difference, needs } = plan.value
  if (difference === 0 && needs.length === 0)
    return write(target, plan.value.decided, { kind: 'amend', amendment, situation }, session)
  await keep({ ...proposal, ...(needs[0] === undefined ? {} : { waitsFor: needs[0].kind }) }, target, session)
  show({ ...proposal, ...(needs[0] === undefined ? {} : { waitsFor: needs[0].kind }) }, plan.value, target, session)
}

/** Where the method does not reach: those that do, one press each. */
async function otherMethods(
  refusal: Refusal,
  proposal: ProposedChange,
  { target, keeps }: { readonly target: OrderTarget; readonly keeps: boolean },
  session: Session,
): Promise<void> {
  if (refusal.kind !== 'method-not-here') return tellRefusal(refusal, session)
  if (proposal.amendment.kind === 'method')
    return void session.says.push({
      kind: 'screen',
      draw: (context) => noSuchWayView(target.order, refusal, context),
    })
  const { order } = target
  const { shippingMethods } = session.shop.settings
  const eligible = refusal.eligible.filter((id) =>
    shippingMethods.some((one) => one.id === id && one.kind === 'delivery'),
  )
  if (eligible.length === 0)
    return void session.says.push({ kind: 'screen', draw: (context) => noSuchWayView(order, refusal, context) })
  if (keeps) await keep(proposal, target, session)
  const request = { kind: 'change-order', order: order.number, act: { kind: 'method', method: '' } } as const
  session.asks = { user: session.inbound.user, request }
  session.says.push({
    kind: 'screen',
    draw: (context) => otherMethodsView(order, { proposal, eligible, method: refusal.method }, context),
  })
}

/** With the order, so that it outlives a restart and whatever else is said; nobody else is told. */
async function keep(proposal: ProposedChange, target: OrderTarget, session: Session): Promise<void> {
  await quietly({ kind: 'propose', proposal }, target, session)
}

async function quietly(command: OrderCommand, target: OrderTarget, session: Session): Promise<void> {
  const decided = decideOrder(target.order, command, orderFacts(target, session))
  if (!decided.ok) return tellRefusal(decided.refusal, session)
  const { order: after, ...change } = decided.value
  await changeOrders([{ before: target.order, after, ...change }], session)
}

/** Who asked is shown the difference; what needs somebody else is shown to them as well. */
function show(proposal: ProposedChange, plan: AmendPlan, { order }: OrderTarget, session: Session): void {
  const { inbound, says, deps, actor } = session
  const shown = { proposal, plan }
  const [need] = plan.needs
  if (need === undefined) {
    const sure = { kind: 'confirm-change', order: order.number, id: proposal.id, confirmed: plan.difference } as const
    session.asks = { user: inbound.user, request: sure }
    says.push({ kind: 'screen', draw: (context) => askAmendView(order, shown, context) })
    return
  }
  says.push({ kind: 'screen', draw: (context) => waitsAmendView(order, shown, context) })
  if (need.kind === 'caller-check' && actor.kind === 'staff') return
  session.posts.push({
    to: deps.approvalsDesk,
    reader: MANAGER,
    draw: (context) => waitsAmendView(order, shown, context),
  })
}

/** Where what waits for a decision is read. */
const MANAGER: Actor = { kind: 'staff', id: 'desk', name: 'desk', role: 'manager', active: true }

export async function confirmChange(request: Of<'confirm-change'>, session: Session): Promise<void> {
  const target = await visibleOrder(request.order, session)
  if (target === undefined) return orderNotFound(request.order, session)
  const { order } = target
  const { proposed } = order
  if (proposed === undefined) return over(order.number, session)
  if (request.id !== undefined && request.id !== proposed.id) return over(order.number, session)
  const customer = await customerOf(order, session)
  const situation = situationOf(order, customer, session)
  const plan = planAmendment(order, proposed.amendment, situation, orderFacts(target, session))
  if (!plan.ok) return otherMethods(plan.refusal, proposed, { target, keeps: false }, session)
  const { difference, needs, decided } = plan.value
  if (needs.length > 0 || request.confirmed !== difference) return show(proposed, plan.value, target, session)
  await write(target, decided, { kind: 'amend', amendment: proposed.amendment, situation }, session)
}

export async function changeBy({ order: number, id, method }: Of<'change-by'>, session: Session): Promise<void> {
  const target = await visibleOrder(number, session)
  if (target === undefined) return orderNotFound(number, session)
  const { proposed } = target.order
  if (proposed?.id !== id || (proposed.amendment.kind !== 'address' && proposed.amendment.kind !== 'split'))
    return over(number, session)
  const customer = await customerOf(target.order, session)
  await propose({ ...proposed.amendment, method }, target, { session, customer })
}

/** Asked for nothing: the order stays as it is. */
export async function dropChange(
  { order: number, id }: { readonly order: number; readonly id?: string },
  session: Session,
): Promise<void> {
  const target = await visibleOrder(number, session)
  if (target === undefined) return orderNotFound(number, session)
  if (id !== undefined && target.order.proposed?.id !== id) return over(number, session)
  if (target.order.proposed !== undefined) await quietly({ kind: 'drop-proposal' }, target, session)
  session.says.push({ kind: 'tell', headline: ordersWords.orderStays(number) })
}

/** What was asked is not done; a change that waits goes on waiting. */
export async function keepOrder(number: number, session: Session): Promise<void> {
  if ((await visibleOrder(number, session)) === undefined) return orderNotFound(number, session)
  session.says.push({ kind: 'tell', headline: ordersWords.orderStays(number) })
}

/** Whose order it is, with their address book; a guest has none. */
async function customerOf({ customerId }: Order, session: Session): Promise<RegisteredCustomer | undefined> {
  return customerId === undefined ? undefined : (await customerFacts(customerId, session)).customer
}

/** Of the customer of an order, whoever's cart is open here. */
export const customerFacts = (customerId: string, { turn }: Session): Promise<FoundFacts> =>
  turn.facts({ skus: [], coupons: [], buyer: { customerId }, orders: 'buyer' })

/** The caller is known now: the change that waited for it goes on with one press. */
export function lookAtChange({ order }: OrderTarget, session: Session): void {
  if (order.proposed === undefined) return
  session.says.push({ kind: 'screen', draw: (context) => goesOnView(order, context) })
}

function situationOf(order: Order, customer: RegisteredCustomer | undefined, { shop }: Session): AmendSituation {
  const { catalog, coupons } = shop
  const goods = order.lines.flatMap(({ sku }) => {
    const variant = catalog.variants.get(sku)
    const product = variant && catalog.products.get(variant.productId)
    return variant === undefined
      ? []
      : [[sku, { taxClass: product?.taxClass ?? 'default', weightGrams: variant.weightGrams }] as const]
  })
  const free = order.coupons.flatMap(({ code }) => {
    const effect = coupons.get(code)?.effect
    return effect?.kind === 'free-shipping' ? [[code, effect.methods] as const] : []
  })
  return {
    goods: new Map(goods),
    taxExempt: customer?.taxExempt === true,
    knownPlaces: new Set(customer?.addresses.map(({ address }) => placeKey(address))),
    coupons: new Map(free),
  }
}
