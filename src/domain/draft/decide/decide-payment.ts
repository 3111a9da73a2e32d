/**
 * The command that chooses how to pay (rules.md O14). The allow-list and its reasons are
 * payment-choice.ts; the submit asks it again.
 */

import { no, ok, type Result } from '#domain/base/result.ts'
import {
  defaultCard,
  notOffered,
  paymentRefusal,
  paymentSituation,
  paymentWords,
} from '#domain/draft/payment-choice.ts'
import { chargedFor } from '#domain/draft/submit/draft-ledger.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { OrderDraft, PaymentChoice } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { DecideContext, Outcome } from './decide-change.ts'

type SetPayment = Extract<DraftCommand, { kind: 'set-payment' }>

export function setPayment(draft: OrderDraft, command: SetPayment, { facts, actor }: DecideContext): Outcome {
  const refused = notOffered(command.payment, paymentSituation(draft, actor, facts))
  if (refused !== undefined) return no(refused)
  const payment = choiceOf(command, facts)
  if (!payment.ok) return payment
  const content = { ...draft.content, payment: payment.value }
  const total = command.payment === 'delivery' ? chargedFor(content, facts).total : 0
  const unusable = paymentRefusal(paymentSituation({ ...draft, content }, actor, facts), total)
  if (unusable !== undefined) return no(unusable)
  return ok({ moves: [{ kind: 'payment-set', label: `Payment: ${paymentWords(payment.value)}`, content }] })
}

function choiceOf(command: SetPayment, facts: Facts): Result<PaymentChoice, Refusal> {
  switch (command.payment) {
    case 'link':
    case 'delivery':
      return ok({ kind: command.payment })
    case 'invoice': {
      const reference = command.reference?.trim() ?? ''
      return ok({ kind: 'invoice', ...(reference === '' ? {} : { reference }) })
    }
    case 'stored': {
      const { customer } = facts
      const named = customer?.methods.find((method) => method.id === command.methodId)
      const card =
        named ?? (customer === undefined || command.methodId !== undefined ? undefined : defaultCard(customer))
      if (card === undefined) return no({ kind: 'payment-not-offered', payment: 'stored', why: 'no-stored-card' })
      return ok({ kind: 'stored', methodId: card.id, brand: card.brand, last4: card.last4 })
    }
    default:
      return command.payment satisfies never
  }
}
