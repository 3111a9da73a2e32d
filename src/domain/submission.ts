/**
 * Submit: what a draft becomes.
 */
import type { Actor } from './actor.ts'
import type { Address } from './customer.ts'
import type { OrderDraft, ShownAmount } from './draft.ts'
import type { Facts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { NewOrder } from './order.ts'
import type { Refusal } from './refusals.ts'
import { no, type Result } from './result.ts'

export type SubmitPlan = {
  /** First is the parent of the rest. */
  readonly orders: readonly NewOrder[]
  readonly reserve: readonly { readonly sku: string; readonly quantity: number }[]
  readonly redeem: readonly { readonly code: string; readonly limit?: number; readonly limitPerCustomer?: number; readonly amount: number }[]
  readonly remember: {
    readonly register?: { readonly name: string; readonly email: string; readonly phone?: string; readonly chatUser?: string }
    readonly addresses: readonly { readonly label: string; readonly address: Address; readonly makeDefault: boolean }[]
  }
  /** Codes attached but without effect: named, not redeemed. */
  readonly dormant: readonly string[]
}
export type SubmitInput = { readonly draft: OrderDraft; readonly ledger: Ledger; readonly facts: Facts; readonly actor: Actor }

export function prepareSubmit(input: SubmitInput): Result<SubmitPlan, Refusal> {
  return no({ kind: 'not-available-yet', what: input.draft.id })
}
/** The ledger a draft stands at: frozen while a quote holds, else priced now. */
export const shownAmounts = (ledger: Ledger): readonly ShownAmount[] => ledger.steps.map((step) => ({ source: step.source, label: step.label, amount: step.amount }))
