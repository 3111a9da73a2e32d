/**
 * decideOrder: the one door through which a placed order changes (rules.md O16). Pure; the store
 * locks the order first and writes what is answered with guarded updates. Nothing is ever priced
 * again: refunds are frozen unit shares. Goodwill is order/goodwill.ts.
 */

import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { holdIsOver } from '#domain/draft/idle.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { Order, OrderLine } from '#domain/model/order.ts'
import {
  type OrderCommand,
  type OrderDecided,
  type OrderFacts,
  orderCommandRight,
} from '#domain/model/order-command.ts'
import { may } from '#domain/model/permissions.ts'
import type { OrderRefusal, Refusal } from '#domain/model/refusals.ts'
import { planAmendment } from './amend/plan.ts'
import { decideProposal } from './amend/proposal.ts'
import { changed, eventOf, nothingMoved } from './change.ts'
import { exchange } from './exchange.ts'
import { refund, refundShipping } from './goodwill.ts'
import { decideMoney } from './payment.ts'
import { decideNewLink } from './payment-requests.ts'
import { decideSaid } from './provider-said.ts'
import { decideRelease } from './release.ts'
import { decideReturn } from './returns.ts'
import { cancelUnits, choose, open, shipUnits } from './units.ts'

type Of<K extends OrderCommand['kind']> = Extract<OrderCommand, { kind: K }>
type Decision = Result<OrderDecided, Refusal>

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
export function decideOrder(order: Order, command: OrderCommand, facts: OrderFacts): Decision {
  const right = orderCommandRight[command.kind]
  if (!may(facts.actor, right)) return no({ kind: 'not-allowed', role: roleOf(facts.actor), to: right })
  switch (command.kind) {
    case 'ship':
      return ship(order, command, facts)
    case 'cancel':
      return cancel(order, command, facts)
    case 'set-quantity':
      return setQuantity(order, command, facts)
    case 'announce-return':
    case 'withdraw-return':
    case 'return':
      return decideReturn(order, command, facts)
    case 'exchange':
      return exchange(order, command, facts)
    case 'refund-shipping':
      return refundShipping(order, command, facts)
    case 'refund':
      return refund(order, command, facts)
    case 'pay':
    case 'give-back':
    case 'take-back-record':
    case 'give-up':
      return decideMoney(order, command, facts)
    case 'amend':
      return amend(order, command, facts)
    case 'propose':
    case 'drop-proposal':
    case 'check-caller':
      return decideProposal(order, command, facts)
    case 'provider-said':
      return said(order, command, facts)
    case 'new-link':
      return decideNewLink(order, command, facts)
    case 'comment':
      return note(order, 'commented', command.text, facts)
    case 'memo':
      return note(order, 'memo-added', command.text, facts)
    case 'mailed':
      return mailed(order, command, facts)
    case 'follow':
      return follow(order, command, facts)
    case 'fill':
    case 'new-dates':
    case 'release':
    case 'wait':
    case 'expedite':
      return decideRelease(order, command, facts)
    default:
      return command satisfies never
  }
}

/** Only once nothing has to happen first; what it costs was confirmed by who asks. */
function amend(order: Order, { amendment, situation }: Of<'amend'>, facts: OrderFacts): Decision {
  const plan = planAmendment(order, amendment, situation, facts)
  if (!plan.ok) return plan
  const [need] = plan.value.needs
  return need === undefined ? ok(plan.value.decided) : refuse(order, { kind: 'needs-first', need: need.kind })
}

/** A link that ended with the hold takes the order with it. */
function said(order: Order, command: Of<'provider-said'>, facts: OrderFacts): Decision {
  const decided = decideSaid(order, command, facts)
  if (!decided.ok || !holdIsOver(decided.value.order, facts.now)) return decided
  const given = decideMoney(decided.value.order, { kind: 'give-up' }, facts)
  return given.ok ? ok({ ...given.value, events: [...decided.value.events, ...given.value.events] }) : decided
}

const refuse = (order: Order, why: OrderRefusal): Decision => no({ kind: 'order', number: order.number, why })
const has = (order: Order, sku: Sku): boolean => order.lines.some((line) => line.sku === sku)
const count = (order: Order, sku: Sku, of: (line: OrderLine) => number): number =>
  order.lines.filter((line) => line.sku === sku).reduce((total, line) => total + of(line), 0)

/** Only what is here leaves; an order that is to go complete waits for its last unit. */
function ship(order: Order, { part, tracking }: Of<'ship'>, facts: OrderFacts): Decision {
  if (order.payment.status === 'failed') return refuse(order, { kind: 'payment-failed' })
  if (order.proposed !== undefined) return refuse(order, { kind: 'change-open' })
  const waiting = order.lines.reduce((total, line) => total + line.backordered, 0)
  if (order.backorderPolicy === 'ship-complete' && waiting > 0) return refuse(order, { kind: 'goes-complete', waiting })
  if (part !== undefined && !has(order, part.sku)) return refuse(order, { kind: 'no-such-item', what: part.sku })
  const reserved = (line: OrderLine): number => line.reserved
  const chosen =
    part === undefined
      ? order.lines.filter((line) => line.reserved > 0).map((line) => ({ line, quantity: line.reserved }))
      : choose(order, part, reserved, true)
  if (chosen === undefined)
    return refuse(order, {
      kind: 'too-many',
      sku: part?.sku ?? '',
      most: count(order, part?.sku ?? '', reserved),
      to: 'ship',
    })
  if (chosen.length === 0) return refuse(order, { kind: 'nothing-to-ship', waiting })
  const taken = chosen.map(({ line, quantity }) => shipUnits(line, quantity))
  const parcel = {
    ...(tracking === undefined ? {} : { tracking }),
    lines: chosen.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
  }
  const label = `Shipped ${listed(chosen)}${tracking === undefined ? '' : `, tracking ${tracking}`}`
  return ok(changed({ order, taken }, { kind: 'shipped', label, detail: parcel }, facts))
}

/**
 * Everything that has not left, or one SKU of it. The shipping charge goes back only when nothing
 * of the order ever left.
 */
function cancel(order: Order, { part }: Of<'cancel'>, facts: OrderFacts): Decision {
  if (part !== undefined && !has(order, part.sku)) return refuse(order, { kind: 'no-such-item', what: part.sku })
  const chosen =
    part === undefined
      ? order.lines.filter((line) => open(line) > 0).map((line) => ({ line, quantity: open(line) }))
      : choose(order, part, open)
  if (chosen === undefined)
    return refuse(order, {
      kind: 'too-many',
      sku: part?.sku ?? '',
      most: count(order, part?.sku ?? '', open),
      to: 'cancel',
    })
  if (chosen.length === 0) {
    if (order.status === 'cancelled') return refuse(order, { kind: 'already-cancelled' })
    return refuse(order, { kind: 'nothing-open', ...(part === undefined ? {} : { sku: part.sku }) })
  }
  return ok(cancelled(order, chosen, 'cancelled', facts))
}

type Chosen = readonly { readonly line: OrderLine; readonly quantity: Quantity }[]

function cancelled(order: Order, chosen: Chosen, kind: 'cancelled' | 'edited', facts: OrderFacts): OrderDecided {
  const taken = chosen.map(({ line, quantity }) => cancelUnits(line, quantity))
  const label = kind === 'edited' ? `Fewer: ${listed(chosen)} taken out` : `Cancelled ${listed(chosen)}`
  return changed(
    { order, taken, whole: 'Cancelled the order' },
    { kind, label, detail: { lines: partsOf(chosen) } },
    facts,
  )
}

/** Nothing of this order was asked for: an order of its family changed, and what that one earned leaves. */
function follow(order: Order, { back }: Of<'follow'>, facts: OrderFacts): Decision {
  const kind = back ? 'returned' : 'cancelled'
  const decided = changed({ order, taken: [] }, { kind, label: 'An order placed with it changed', detail: {} }, facts)
  return JSON.stringify(decided.order.lines) === JSON.stringify(order.lines)
    ? refuse(order, { kind: 'nothing-open' })
    : ok(decided)
}

/** An order that is placed never grows: more is a new order. */
function setQuantity(order: Order, { sku, quantity }: Of<'set-quantity'>, facts: OrderFacts): Decision {
  if (!has(order, sku)) return refuse(order, { kind: 'no-such-item', what: sku })
  const now = count(order, sku, (line) => line.shipped + open(line))
  if (quantity > now) return refuse(order, { kind: 'cannot-grow', sku, now, wanted: quantity })
  if (quantity === now) return refuse(order, { kind: 'unchanged', sku, now })
  const shipped = count(order, sku, (line) => line.shipped)
  if (quantity < shipped) return refuse(order, { kind: 'already-left', sku, shipped, now })
  return ok(cancelled(order, choose(order, { sku, quantity: now - quantity }, open) ?? [], 'edited', facts))
}

/** A day's letters of a kind about one order, asked for by people. */
const MOST_LETTERS = 5

/** The address is nowhere in its history. */
function mailed(order: Order, { what }: Of<'mailed'>, facts: OrderFacts): Decision {
  if ((order.mailed?.[what] ?? 0) >= MOST_LETTERS) return refuse(order, { kind: 'mailed-enough', what })
  const event = eventOf({ kind: 'mailed', label: `Sent by e-mail: ${what}`, detail: { what } }, facts)
  return ok({ order, events: [event], stock: [], moved: nothingMoved, givesCouponsBack: false })
}

/** Comments are for the customer's eyes, memos are internal. */
function note(order: Order, kind: 'commented' | 'memo-added', said: string, facts: OrderFacts): Decision {
  const text = said.trim()
  if (text === '') return refuse(order, { kind: 'nothing-said' })
  const after =
    kind === 'commented'
      ? { ...order, comments: [...order.comments, text] }
      : { ...order, memos: [...order.memos, text] }
  const label = kind === 'commented' ? `Comment: ${text}` : `Memo: ${text}`
  const events = [eventOf({ kind, label, detail: {} }, facts)]
  return ok({ order: after, events, stock: [], moved: nothingMoved, givesCouponsBack: false })
}

const partsOf = (chosen: Chosen) => chosen.map(({ line, quantity }) => ({ sku: line.sku, quantity }))
const listed = (chosen: Chosen): string => chosen.map(({ line, quantity }) => `${quantity} x ${line.sku}`).join(', ')
