/**
 * How a draft is paid: the shop's allow-list, who may use which way, and the default of a
 * registered customer (rules.md O14). Nothing is charged here: a choice is recorded as "to be paid"
 * by the submit, behind the payment port.
 */
import { given } from '#domain/base/given.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { RegisteredCustomer, StoredMethod } from '#domain/model/customer.ts'
import type { DraftContent, OrderDraft, PaymentChoice } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { PaymentKind, ShopSettings } from '#domain/model/shop.ts'
import { methodOf } from '#domain/pricing/shipping.ts'
import { placeKey } from './address.ts'
import { unitsInGroup } from './lines.ts'

export type PaymentSituation = {
  readonly content: Pick<DraftContent, 'buyer' | 'groups' | 'lines' | 'payment'>
  readonly actor: Actor
  readonly customer: RegisteredCustomer | undefined
  readonly settings: Omit<ShopSettings, 'limits'>
  /** The caller was known to be this customer. */
  readonly callerCheck?: OrderDraft['callerCheck']
}

/** "visa 4242", "payment link": masked, fit for shared screens. */
export function paymentWords(payment: PaymentChoice): string {
  switch (payment.kind) {
    case 'stored':
      return `${payment.brand} ${payment.last4}`
    case 'link':
      return 'payment link'
    case 'invoice':
      return payment.reference === undefined ? 'invoice' : `invoice ${payment.reference}`
    case 'delivery':
      return 'cash on delivery'
    default:
      return payment satisfies never
  }
}

/** The stored default card, else the invoice of a customer who may have one. */
export function defaultPayment(customer: RegisteredCustomer, settings: ShopSettings): PaymentChoice | undefined {
  const card = settings.payment.stored ? defaultCard(customer) : undefined
  if (card !== undefined) return { kind: 'stored', methodId: card.id, brand: card.brand, last4: card.last4 }
  return settings.payment.invoice && customer.invoiceAllowed ? { kind: 'invoice' } : undefined
}

export const defaultCard = (customer: RegisteredCustomer): StoredMethod | undefined =>
  customer.methods.find((method) => method.isDefault) ?? customer.methods[0]

/**
 * Why this way of paying is not for this buyer and actor; the cap and the addresses are looked at
 * by paymentRefusal.
 */
export function notOffered(payment: PaymentKind, situation: PaymentSituation): Refusal | undefined {
  const { content, actor, customer, settings } = situation
  const refuse = (why: Extract<Refusal, { kind: 'payment-not-offered' }>['why']): Refusal => ({
    kind: 'payment-not-offered',
    payment,
    why,
  })
  const registered = content.buyer.kind === 'registered' && customer?.id === content.buyer.customerId
  switch (payment) {
    case 'link':
      return settings.payment.link ? undefined : refuse('off')
    case 'stored':
      if (!settings.payment.stored) return refuse('off')
      if (!registered) return refuse('not-for-this-buyer')
      if (customer.methods.length === 0) return refuse('no-stored-card')
      // A rep may check who is calling; nobody else can open a card for a new place.
      return actor.kind !== 'staff' && needsCheck(situation) ? { kind: 'stored-card-new-address' } : undefined
    case 'invoice':
      if (!settings.payment.invoice) return refuse('off')
      return registered && customer.invoiceAllowed ? undefined : refuse('not-for-this-buyer')
    case 'delivery':
      if (settings.payment.delivery === undefined) return refuse('off')
      return actor.kind === 'staff' ? undefined : refuse('rep-only')
    default:
      return payment satisfies never
  }
}

export function isOffered(payment: PaymentChoice, situation: PaymentSituation): boolean {
  if (notOffered(payment.kind, situation) !== undefined) return false
  return (
    payment.kind !== 'stored' || (situation.customer?.methods.some((method) => method.id === payment.methodId) ?? false)
  )
}

/**
 * Why the payment chosen cannot be used for this draft at this total: no longer offered, over the
 * cap, or a stored card with a ship-to the customer never used. Undefined: it can, or nothing is
 * chosen.
 */
export function paymentRefusal(situation: PaymentSituation, total: number): Refusal | undefined {
  const { payment } = situation.content
  if (payment === undefined) return undefined
  // A customer may place what a rep let them pay on delivery.
  const refused = payment.kind === 'delivery' ? undefined : notOffered(payment.kind, situation)
  if (refused !== undefined) return refused
  if (payment.kind === 'stored') return storedCardRefusal(payment, situation)
  const cap = situation.settings.payment.delivery?.cap
  if (payment.kind === 'delivery' && cap === undefined)
    return { kind: 'payment-not-offered', payment: 'delivery', why: 'off' }
  const over = payment.kind === 'delivery' && cap !== undefined && total > cap
  return over ? { kind: 'payment-not-offered', payment: 'delivery', why: 'over-cap', cap } : undefined
}

function storedCardRefusal(
  payment: Extract<PaymentChoice, { kind: 'stored' }>,
  situation: PaymentSituation,
): Refusal | undefined {
  if (!isOffered(payment, situation)) return { kind: 'payment-not-offered', payment: 'stored', why: 'no-stored-card' }
  return needsCheck(situation) ? { kind: 'stored-card-new-address' } : undefined
}

function needsCheck(situation: PaymentSituation): boolean {
  const { callerCheck, customer } = situation
  const known = callerCheck !== undefined && callerCheck.customerId === customer?.id
  return !known && shipsSomewhereNew(situation)
}

/** The card that is chosen is not ready: nobody knows yet that it is its owner who wants the goods sent there. */
export const cardNeedsCheck = (situation: PaymentSituation): boolean =>
  situation.content.payment?.kind === 'stored' && needsCheck(situation)

/** Goods go to a place that is not in the customer's address book; picked-up goods go nowhere. */
function shipsSomewhereNew({ content, customer, settings }: PaymentSituation): boolean {
  const used = new Set(customer?.addresses.map((saved) => placeKey(saved.address)))
  return content.groups.some((group) => {
    const ships =
      group.address !== undefined &&
      methodOf(group, settings)?.kind !== 'pickup' &&
      (group.id === 'main' || unitsInGroup(content, group.id) > 0)
    return ships && group.address !== undefined && !used.has(placeKey(group.address))
  })
}

export const paymentSituation = (
  { content, callerCheck }: Pick<OrderDraft, 'content' | 'callerCheck'>,
  actor: Actor,
  facts: Facts,
): PaymentSituation => ({
  content,
  actor,
  ...given({ callerCheck }),
  customer: facts.customer,
  settings: facts.shop.settings,
})
