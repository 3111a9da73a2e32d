/**
 * Plans a change of a placed order that has not left (rules.md O16): the order as it would be, what
 * that costs or gives back, and what has to happen before. Pure; nothing is booked by it. Money that
 * was paid and is not owed any more is to be given back, as after every other change. Next:
 * arrange.ts, rates.ts and retax.ts for where it goes; details.ts for the rest.
 */
import type { Sku } from '#domain/base/flavour.ts'
import { formatMoney, sum } from '#domain/base/money.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { placeKey, shortAddress } from '#domain/draft/address.ts'
import { exceeded, limitOf } from '#domain/draft/prices/limits.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { Order, OrderGroup } from '#domain/model/order.ts'
import type { OrderDecided, OrderFacts } from '#domain/model/order-command.ts'
import type { Amendment, AmendSituation, Need } from '#domain/model/placed/amendment.ts'
import type { OrderRefusal, Refusal } from '#domain/model/refusals.ts'
import { eventOf, nothingMoved } from '#domain/order/change.ts'
import { shippingCharge, withPaymentStatus } from '#domain/order/money.ts'
import { open } from '#domain/order/units.ts'
import { arrange, type Moving } from './arrange.ts'
import { changeDetail } from './details.ts'
import { dueOf, rateGroups } from './rates.ts'
import { retaxed } from './retax.ts'

export type AmendPlan = {
  readonly decided: OrderDecided
  /** Minor units more, below 0 less. */
  readonly difference: number
  readonly needs: readonly Need[]
}
type Planned = Result<AmendPlan, Refusal>
const refuse = (order: Order, why: OrderRefusal): Result<never, Refusal> =>
  no({ kind: 'order', number: order.number, why })

export function planAmendment(
  order: Order,
  amendment: Amendment,
  situation: AmendSituation,
  facts: OrderFacts,
): Planned {
  if (order.status === 'cancelled') return refuse(order, { kind: 'already-cancelled' })
  const left = order.lines.some(({ shipped }) => shipped > 0)
  if (left && amendment.kind !== 'contact') return refuse(order, { kind: 'left-already' })
  if (!left && order.lines.every((line) => open(line) === 0)) return refuse(order, { kind: 'nothing-open' })
  switch (amendment.kind) {
    case 'address':
    case 'split':
    case 'method':
      return moveOrder(order, amendment, situation, facts)
    case 'contact':
    case 'day':
    case 'gift-note': {
      const detail = changeDetail(order, amendment, facts)
      if (!detail.ok) return detail
      const { order: after, label } = detail.value
      return ok({ decided: decidedOf(after, label, 0, facts), difference: 0, needs: [] })
    }
    default:
      return amendment satisfies never
  }
}

function moveOrder(order: Order, amendment: Moving, situation: AmendSituation, facts: OrderFacts): Planned {
  const { settings } = facts
  const arranged = arrange(order, amendment, settings)
  if (!arranged.ok) return arranged
  const groups = rateGroups(arranged.value, { order, settings, situation })
  if (!groups.ok) return groups
  const taxing = {
    settings,
    exempt: situation.taxExempt,
    taxClassOf: (sku: Sku) => situation.goods.get(sku)?.taxClass ?? 'default',
  }
  const lines = arranged.value.lines.map((line, index) =>
    retaxed({ line, before: order.lines[index] ?? line }, { was: order.groups, now: groups.value }, taxing),
  )
  // A proposal it was is over; another one goes on waiting.
  const { proposed, ...rest } = order
  const standing = proposed === undefined || proposed.amendment.kind === amendment.kind ? rest : order
  const after = withDay(withFigures({ ...standing, lines, groups: groups.value }, order, facts), order, facts)
  if (JSON.stringify([after.groups, after.lines]) === JSON.stringify([order.groups, order.lines]))
    return refuse(order, { kind: 'goes-there-already' })
  const wrong = tooMuch(after, facts)
  if (wrong !== undefined) return wrong
  const difference = after.total - order.total
  const given = givenBy(order, after)
  const needs = [...approvalNeed(given, facts), ...callerNeed(after, order, situation)]
  const whole = given.grown === 0 ? after : withGiven(after, given)
  return ok({ decided: decidedOf(whole, labelOf(amendment, order, after), difference, facts), difference, needs })
}

/** The order's figures are its lines' and groups'. */
function withFigures(after: Order, before: Order, { settings }: OrderFacts): Order {
  const { lines, groups } = after
  const contained = settings.pricesIncludeTax ? sum(groups.map(({ tax }) => tax)) : 0
  const shipping = sum(groups.map(({ charge }) => charge)) - contained
  const discount = sum(lines.map(({ net }) => net)) - after.subtotal
  const tax = sum([...lines, ...groups].map((one) => one.tax))
  const total = after.subtotal + discount + shipping + tax
  const amount = total - before.total
  const lowered = (before.money.lowered ?? 0) + Math.max(0, 0 - amount)
  return withPaymentStatus({
    ...after,
    ...{ discount, shipping, tax, total },
    payment: { ...after.payment, amount: total },
    money: { ...after.money, ...(lowered === 0 ? {} : { lowered }) },
    steps: [
      ...after.steps,
      { stage: 'S6', source: 'changed', label: 'Changed after it was placed', amount, after: total },
    ],
  })
}

/** A day that the new way cannot keep is given up, and the event says so. */
function withDay(after: Order, before: Order, facts: OrderFacts): Order {
  const { deliverOn, ...rest } = after
  if (deliverOn === undefined) return after
  return changeDetail(before.deliverOn === undefined ? after : rest, { kind: 'day', on: deliverOn }, facts).ok
    ? after
    : rest
}

/** What was given back already is not given a second time by a cheaper way; cash on delivery keeps its cap. */
function tooMuch(after: Order, { settings }: OrderFacts): Result<never, Refusal> | undefined {
  if (after.total < after.money.credited || shippingCharge(after) < (after.refundedShipping ?? 0))
    return refuse(after, { kind: 'given-already', most: Math.max(after.money.credited, after.refundedShipping ?? 0) })
  const cap = settings.payment.delivery?.cap
  if (after.payment.choice.kind !== 'delivery' || cap === undefined || after.total <= cap) return undefined
  return no({ kind: 'payment-not-offered', payment: 'delivery', why: 'over-cap', cap })
}

/** What shipping prices set by hand give away, before and after. */
function givenBy(order: Order, after: Order) {
  const away = (groups: readonly OrderGroup[]): number =>
    sum(groups.map((group) => (group.override === undefined ? 0 : Math.max(0, dueOf(group) - group.override.amount))))
  const due = (groups: readonly OrderGroup[]): number => sum(groups.map(dueOf))
  const grown = away(after.groups) - away(order.groups)
  const base =
    (order.given?.base ?? order.subtotal + order.discount + due(order.groups)) + due(after.groups) - due(order.groups)
  return { grown, total: (order.given?.total ?? 0) + grown, base }
}

function withGiven({ given, ...after }: Order, { total, base }: ReturnType<typeof givenBy>): Order {
  return total <= 0 ? after : { ...after, given: { total, base, by: given?.by ?? [] } }
}

/** More is given away than was agreed to: within the limit of who changes it, or somebody else decides. */
function approvalNeed(given: ReturnType<typeof givenBy>, { actor, settings }: OrderFacts): readonly Need[] {
  if (given.grown <= 0) return []
  const asked = { lines: 0, subtraction: 0, shipping: given.total, total: given.total, base: given.base, perLine: [] }
  const own = exceeded(asked, limitOf(roleOf(actor), settings)) === undefined
  return own ? [] : [{ kind: 'approval', given: given.total, base: given.base }]
}

/** A stored card and a place the customer's goods never went to (rules.md O14). */
function callerNeed(after: Order, order: Order, { knownPlaces, callerCheck }: AmendSituation): readonly Need[] {
  if (after.payment.choice.kind !== 'stored' || callerCheck !== undefined || order.callerCheck !== undefined) return []
  const before = new Set(order.groups.flatMap(({ address }) => (address === undefined ? [] : [placeKey(address)])))
  const isNew = after.groups.some(
    ({ address, method }) =>
      address !== undefined &&
      method !== 'pickup' &&
      !before.has(placeKey(address)) &&
      !knownPlaces.has(placeKey(address)),
  )
  return isNew ? [{ kind: 'caller-check' }] : []
}

function labelOf(amendment: Moving, order: Order, after: Order): string {
  const day =
    order.deliverOn !== undefined && after.deliverOn === undefined ? ', the day it was wanted on is open again' : ''
  const hand = order.groups.some((group) => group.override && !after.groups.some(({ override }) => override))
    ? ', at its usual price'
    : ''
  switch (amendment.kind) {
    case 'address':
      return `Goes to ${shortAddress(amendment.address)}${day}${hand}`
    case 'split':
      return `${amendment.quantity} x ${amendment.sku} to ${shortAddress(amendment.address)}${day}${hand}`
    case 'method':
      return `Shipping${ofPart(amendment)}: ${nameOf(amendment.method, after)}${day}${hand}`
    default:
      return amendment satisfies never
  }
}

const ofPart = ({ part }: Extract<Moving, { kind: 'method' }>): string =>
  part === undefined ? '' : ` of ${part.quantity} x ${part.sku}`
const nameOf = (method: string, { groups }: Order): string =>
  groups.find((group) => group.method === method)?.methodName ?? method

function decidedOf(order: Order, label: string, difference: number, facts: OrderFacts): OrderDecided {
  const amount = (value: number): string => formatMoney(value, facts.settings)
  const money =
    difference > 0 ? `, ${amount(difference)} more` : difference < 0 ? `, ${amount(0 - difference)} less` : ''
  return {
    order,
    events: [eventOf({ kind: 'amended', label: `${label}${money}`, detail: { difference } }, facts)],
    stock: [],
    moved: nothingMoved,
    givesCouponsBack: false,
  }
}
