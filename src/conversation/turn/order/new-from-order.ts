/**
 * A new cart from a placed order: the same again, more of one item, or what is taken in exchange.
 * Everything is priced as of today; line overrides are never copied, what is no longer sold is left
 * out, and each difference is named (rules.md O16).
 */

import { maySeeOrder } from '#conversation/resolve/visible-order.ts'
import { addedView, reorderedView } from '#conversation/screens/order/order-again.ts'
import { change, ensureDraft, loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { factsOf, type Session } from '#conversation/turn/session.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import type { Quantity, Sku } from '#domain/base/flavour.ts'
import { given } from '#domain/base/given.ts'
import { addressKey } from '#domain/draft/address.ts'
import { sellableNow } from '#domain/draft/lines.ts'
import type { Order } from '#domain/model/order.ts'

/** `credit`: what came back for goods returned in exchange, minor units. */
type Wanted = { readonly sku: Sku; readonly quantity: Quantity; readonly credit?: number }

/** Without a number: this buyer's last order, with all parts of its family. */
export async function reorder(wanted: number | undefined, session: Session): Promise<void> {
  const number = wanted ?? factsOf(session).facts.lastOrder?.number
  if (number === undefined) return void session.says.push({ kind: 'tell', headline: draftsWords.nothingToRepeat })
  const target = await session.turn.order(number)
  if (target === undefined || !maySeeOrder(target.order, session.actor))
    return void session.says.push({ kind: 'refusal', refusal: { kind: 'order', number, why: { kind: 'not-found' } } })
  const sources = wanted === undefined ? [target.order, ...target.family] : [target.order]
  const lines = sources.flatMap((order) => order.lines).filter((line) => !line.gift)
  if (
    !(await cartFor(
      target.order,
      lines.map((line) => line.sku),
      session,
    ))
  )
    return
  const { facts } = factsOf(session)
  const missing = lines.filter((line) => !sellableNow(line.sku, facts).ok)
  const kept = lines.filter((line) => sellableNow(line.sku, facts).ok)
  for (const { sku, quantity, note, freeText } of kept)
    change(session, {
      kind: 'add-line',
      sku,
      quantity,
      ...given({ note, freeText }),
    })
  const prices = kept.flatMap(({ sku, listPrice }) => {
    const now = session.draft?.content.lines.find((line) => line.sku === sku)?.unitPrice ?? listPrice
    return now === listPrice ? [] : [{ sku, from: listPrice, to: now }]
  })
  session.says.push({ kind: 'screen', draw: (context) => reorderedView(target.order, { prices, missing }, context) })
}

/** More of an item, or another one in exchange: a new order for the same buyer. */
export async function addToNewOrder(order: Order, wanted: Wanted, session: Session): Promise<boolean> {
  const { sku, quantity } = wanted
  if (!(await cartFor(order, [sku], session))) return false
  const done = change(session, { kind: 'add-line', sku, quantity })
  if (!done) return false
  session.says.push({ kind: 'screen', draw: (context) => addedView(order, wanted, context) })
  change(session, { kind: 'comment', text: draftsWords.goesWithOrder(order.number) })
  return true
}

/**
 * The open cart when it is the same buyer's, else a new one, with who it is for, where it goes, and
 * the facts of `skus`.
 */
async function cartFor(order: Order, skus: readonly Sku[], session: Session): Promise<boolean> {
  if (session.draft !== undefined && !isTheirs(order, session)) {
    session.says.push({
      kind: 'tell',
      headline: draftsWords.anotherOrderOpen,
      text: draftsWords.newFirstForSomebodyElse(order.number),
    })
    return false
  }
  const draft = await ensureDraft(session)
  const fresh = session.before === undefined
  if (draft.content.buyer.kind === 'none' || (fresh && session.actor.kind === 'staff'))
    await chooseBuyer(order, session)
  const needs = needsOf([], session)
  await loadFacts(session, { ...needs, skus: [...new Set([...needs.skus, ...skus])].sort() })
  if (fresh) shipAsBefore(order, session)
  return true
}

function isTheirs({ buyer, customerId }: Order, { draft }: Session): boolean {
  const known = draft?.content.buyer
  switch (known?.kind) {
    case undefined:
    case 'none':
      return true
    case 'registered':
      return known.customerId === customerId
    case 'guest':
    case 'register':
      return (
        ('email' in buyer && buyer.email !== undefined && buyer.email === known.email) ||
        ('chatUser' in buyer && buyer.chatUser !== undefined && buyer.chatUser === known.chatUser)
      )
    default:
      return known satisfies never
  }
}

async function chooseBuyer({ buyer, customerId }: Order, session: Session): Promise<void> {
  if (session.actor.kind !== 'staff') return
  if (customerId !== undefined) {
    await loadFacts(session, { ...needsOf([], session), customer: { by: 'id', value: customerId } })
    const [hit] = factsOf(session).found.customers
    if (hit !== undefined) change(session, { kind: 'select-customer', customer: hit.customer })
  } else if (buyer.kind === 'guest') {
    const { kind: _, ...contact } = buyer
    change(session, { kind: 'set-guest', ...contact })
  }
}

/** Where it went last time, when that is one place and not where it would go anyway. */
function shipAsBefore({ groups }: Order, session: Session): void {
  const [only, ...others] = groups
  const now = session.draft?.content.groups[0]?.address
  if (only?.address === undefined || others.length > 0) return
  if (now === undefined || addressKey(now) !== addressKey(only.address))
    change(session, { kind: 'ship-to', address: only.address })
}
