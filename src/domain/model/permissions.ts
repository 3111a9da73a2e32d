/**
 * Who may do what: rights as data per role (rules.md R1). Denied means the control is absent and
 * the server refuses; screens and decide.ts ask the same `may`. Suspended staff may nothing. Limits
 * on amounts are limits.ts.
 */
import type { Right } from './actor.ts'
import { type Actor, type Role, roleOf } from './actor.ts'
import type { DraftCommand } from './command.ts'

/** What roles may do unless the shop says otherwise. */
const customer: readonly Right[] = ['compose', 'identify', 'place', 'change-orders']
const ofReps: readonly Right[] = [
  'choose-customer',
  'return-items',
  'adjust-prices',
  'write-memo',
  'quote',
  'hand-over',
  'ship-orders',
  'take-payment',
  'refund',
  'see-history',
]
const rep: readonly Right[] = [...customer, ...ofReps]
const lead: readonly Right[] = [...rep, 'expedite-orders', 'see-others-drafts', 'approve']
const manager: readonly Right[] = [...lead, 'manage-stock', 'manage-catalog']

export const rightsOf = {
  customer,
  rep,
  lead,
  manager,
  admin: [...manager, 'manage-shop'],
} as const satisfies Record<Role, readonly Right[]>

export const isActive = (actor: Actor): boolean => actor.kind !== 'staff' || actor.active

/**
 * An actor of a shop that changed what roles may do carries the rights as they were read in this
 * turn's transaction.
 */
export function may(actor: Actor, right: Right): boolean {
  const rights: readonly Right[] = actor.rights ?? rightsOf[roleOf(actor)]
  return isActive(actor) && rights.includes(right)
}

/** Every right there is, for those who change them. */
export const RIGHTS: readonly Right[] = rightsOf.admin

/** The right each command needs. A customer may select only themselves: decide-customer.ts checks that besides. */
export const commandRight = {
  'select-customer': 'compose',
  'set-guest': 'identify',
  'set-contact': 'identify',
  register: 'identify',
  'add-line': 'compose',
  'set-quantity': 'compose',
  'remove-line': 'compose',
  'replace-line': 'compose',
  'split-line': 'compose',
  'note-line': 'compose',
  'text-line': 'compose',
  'clear-cart': 'compose',
  'ship-to': 'compose',
  'ship-line-to': 'compose',
  'bill-to': 'compose',
  'set-method': 'compose',
  'set-payment': 'compose',
  'add-coupon': 'compose',
  'remove-coupon': 'compose',
  subtract: 'adjust-prices',
  'override-shipping': 'adjust-prices',
  'keep-override': 'adjust-prices',
  'override-line': 'adjust-prices',
  'remove-adjustment': 'adjust-prices',
  'set-backorder-policy': 'compose',
  comment: 'compose',
  memo: 'write-memo',
  undo: 'compose',
  redo: 'compose',
  'confirm-warning': 'compose',
  'check-caller': 'take-payment',
  'cancel-draft': 'compose',
  quote: 'quote',
  'ask-approval': 'adjust-prices',
  'withdraw-approval': 'adjust-prices',
  'accept-counter': 'adjust-prices',
  'decide-approval': 'approve',
  'expire-approval': 'approve',
  'reroute-approval': 'approve',
  'expire-draft': 'manage-shop',
  'end-quote': 'manage-shop',
} as const satisfies Record<DraftCommand['kind'], Right>
