/**
 * What a draft still misses before it can be placed, in the order it is best asked; every reply
 * names the next best act (rules.md C1).
 */
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Ledger } from '#domain/model/ledger.ts'
import type { MissingFact } from '#domain/model/refusals.ts'
import { methodOf } from '#domain/pricing/shipping.ts'
import { unitsInGroup } from './lines.ts'
import { cardNeedsCheck, notOffered, paymentSituation } from './payment-choice.ts'

/**
 * A chosen method that stopped fitting, or a payment that is no longer offered, is missing again. A
 * zero total needs no payment.
 */
export function missingFacts(draft: OrderDraft, ledger: Ledger, facts: Facts): readonly MissingFact[] {
  const { content } = draft
  const { buyer } = content
  const groups = content.groups.filter(
    (group) => unitsInGroup(content, group.id) > 0 || (group.id === 'main' && content.lines.length === 0),
  )
  const isPickup = (method: string | undefined): boolean =>
    facts.shop.settings.shippingMethods.some((one) => one.id === method && one.kind === 'pickup')
  const open: Readonly<Record<Exclude<MissingFact, 'billing' | 'backorder-choice'>, boolean>> = {
    customer: buyer.kind === 'none',
    items: content.lines.length === 0,
    contact: buyer.kind === 'guest' && buyer.email === undefined && buyer.phone === undefined,
    'ship-to': groups.some((group) => group.address === undefined && !isPickup(group.method)),
    method: groups.some(
      (group) => methodOf(group, facts.shop.settings) === undefined || rateMissing(ledger, group.id, content),
    ),
    payment: needsPayment(ledger, content) && (content.payment === undefined || noLongerOffered(draft, facts)),
    'caller-check': needsPayment(ledger, content) && cardNeedsCheck(paymentSituation(draft, draft.owner, facts)),
  }
  return inOrder.filter((fact) => open[fact])
}

const inOrder = [
  'customer',
  'items',
  'contact',
  'ship-to',
  'method',
  'payment',
  'caller-check',
] as const satisfies readonly MissingFact[]

/** What to ask for next; undefined when the draft is complete. */
export const nextBest = (missing: readonly MissingFact[]): MissingFact | undefined => missing[0]

export const needsPayment = (ledger: Ledger, content: DraftContent): boolean =>
  content.lines.length === 0 || ledger.total > 0

/** With an address and units, a method without a rate no longer fits. */
function rateMissing(ledger: Ledger, group: string, content: DraftContent): boolean {
  const priced = ledger.groups.find((one) => one.id === group)
  const placed = content.groups.some((one) => one.id === group && one.address !== undefined)
  return placed && priced !== undefined && priced.rate === undefined
}

function noLongerOffered(draft: OrderDraft, facts: Facts): boolean {
  const { payment } = draft.content
  if (payment === undefined || payment.kind === 'delivery') return false
  return notOffered(payment.kind, paymentSituation(draft, draft.owner, facts)) !== undefined
}
