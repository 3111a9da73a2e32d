/**
 * Every "no" as a customer hears it. Rule: no limit, approval, colleague or other customer is in
 * it, by type: a refusal is no CustomerRefusal, and customerRefusal is the only way to one; what is
 * the shop's own comes out as a plain "not possible here".
 */
import type { OrderRefusal, Refusal, SubmitWarning } from './refusals.ts'

type StaffOnly =
  | 'over-limit'
  | 'no-approval'
  | 'already-decided'
  | 'may-not-decide'
  | 'bad-counter'
  | 'override-in-doubt'
  | 'reason-missing'
type Reworded = 'order' | 'warning' | 'account-exists' | 'total-changed'
type Of<K extends Refusal['kind']> = Extract<Refusal, { kind: K }>

/** Whose other cart it is is theirs to know by pressing; `own`: they began it, and can go on with it. */
export type CustomerWarning =
  | { readonly kind: 'another-open-draft'; readonly ref: number; readonly owner?: never; readonly own?: true }
  | Extract<SubmitWarning, { kind: 'fresh-order' }>

export type CustomerRefusal =
  | Exclude<Refusal, { kind: StaffOnly | Reworded }>
  | { readonly kind: 'order'; readonly number: number; readonly why: Exclude<OrderRefusal, { kind: 'over-limit' }> }
  | { readonly kind: 'warning'; readonly warnings: readonly CustomerWarning[] }
  | { readonly kind: 'account-exists'; readonly customerId?: never; readonly name?: never; readonly email?: never }
  | (Of<'total-changed'> & { readonly forCustomer: true })

const NOT_HERE: CustomerRefusal = { kind: 'not-allowed', role: 'customer', to: 'do that' }

export function customerRefusal(refusal: Refusal): CustomerRefusal {
  switch (refusal.kind) {
    case 'over-limit':
    case 'no-approval':
    case 'already-decided':
    case 'may-not-decide':
    case 'bad-counter':
    case 'reason-missing':
      return NOT_HERE
    // Only the shop can say what that price is.
    case 'override-in-doubt':
      return { kind: 'awaiting-approval' }
    case 'account-exists':
      return { kind: 'account-exists' }
    case 'order':
      return refusal.why.kind === 'over-limit' ? NOT_HERE : { ...refusal, why: refusal.why }
    case 'warning':
      return { kind: 'warning', warnings: refusal.warnings.flatMap(ownWarning) }
    case 'total-changed':
      return { ...refusal, differences: refusal.differences.map(withoutReason), forCustomer: true }
    default:
      return refusal
  }
}

export function ownWarning(warning: SubmitWarning): readonly CustomerWarning[] {
  switch (warning.kind) {
    case 'another-open-draft':
      return [
        {
          kind: warning.kind,
          ref: warning.ref,
          ...(warning.ownerKey?.startsWith('staff:') === true ? {} : { own: true }),
        },
      ]
    case 'fresh-order':
      return [warning]
    case 'not-agreed':
      return []
    default:
      return warning satisfies never
  }
}

/** What was taken off is named for what it is, never why it was. */
const withoutReason = (change: Of<'total-changed'>['differences'][number]): typeof change =>
  change.ours === undefined ? change : { ...change, label: change.ours }
