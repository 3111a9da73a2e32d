/**
 * Changes of a placed order that has not left, in the conversation (rules.md O16). What costs
 * nothing and needs nobody is done at once; else it is kept with the order, shown with the
 * difference, and made by a press or a "yes" for exactly that amount. What needs an approval goes to
 * those who may; a caller check is a rep's. Next: domain/order/amend/plan.ts; screens/order/amend.ts.
 */

import type { FoundFacts } from '#conversation/engine-facts.ts'
import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { Of } from '#conversation/requests/request.ts'
import type { AmendAct } from '#conversation/requests/words/arguments.ts'
import { resolveAmendment } from '#conversation/resolve/amendments.ts'
import { askAmendView, goesOnView, otherMethodsView, waitsAmendView } from '#conversation/screens/order/amend.ts'
import type { Session } from '#conversation/turn/session.ts'
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

export async function amendOrder(act: AmendAct, target: OrderTarget, session: Session): Promise<void> {
  const { order } = target
  const customer = await customerOf(order, session)
  const { settings } = session.shop
  const resolved = resolveAmendment(act, { order, customer, settings, now: session.turn.now })
  if (resolved.kind === 'refuse') return tellRefusal(resolved.refusal, session)
  if (resolved.kind === 'tell') return void session.says.push(resolved)
  await propose(resolved.amendment, target, { session, customer })
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
  if (!plan.ok) return otherMethods(plan.refusal, proposal, target, session)
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
  target: OrderTarget,
  session: Session,
): Promise<void> {
  if (refusal.kind !== 'method-not-here' || proposal.amendment.kind === 'method') return tellRefusal(refusal, session)
  const { order } = target
  const { shippingMethods } = session.shop.settings
  const eligible = refusal.eligible.filter((id) =>
    shippingMethods.some((one) => one.id === id && one.kind === 'delivery'),
  )
  if (eligible.length === 0) return tellRefusal(refusal, session)
  await keep(proposal, target, session)
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
  if (!plan.ok) return tellRefusal(plan.refusal, session)
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
  session.says.push({ kind: 'tell', headline: `Order ${number} stays as it is` })
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
